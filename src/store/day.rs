//! Days and times of the clock: the only place that reads it for one.

use std::fs;
use std::path::Path;

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

/// When a file was saved: the time of day if that was today, else the day.
#[must_use]
pub(crate) fn saved(path: &Path) -> Option<String> {
    let modified = fs::metadata(path).ok()?.modified().ok()?;
    let saved = jiff::Zoned::try_from(modified).ok()?;
    let day = date(saved.date());
    Some(match day == today() {
        true => format!("{:02}:{:02}", saved.hour(), saved.minute()),
        false => day.in_words(),
    })
}

/// Months and days are never negative.
fn date(day: jiff::civil::Date) -> Date {
    Date::day(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
}
