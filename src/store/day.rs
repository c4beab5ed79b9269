//! The current date: the only place that reads the clock for one.

use crate::model::Date;

/// Today in the system's time zone.
#[must_use]
pub(crate) fn today() -> Date {
    date(jiff::Zoned::now().date())
}

/// Today in UTC+14, the zone where a day begins first. A date after it lies in the future
/// everywhere, whichever zone its author wrote in.
#[must_use]
pub(crate) fn latest_day() -> Date {
    date(jiff::tz::Offset::constant(14).to_datetime(jiff::Timestamp::now()).date())
}

/// Months and days are never negative.
fn date(day: jiff::civil::Date) -> Date {
    Date::day(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
}
