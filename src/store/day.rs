//! Days and times of the clock: the only place that reads it for one.

use std::path::Path;
use std::{env, fs};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::model::Date;

/// The zone of the system, where `TZ` names no other.
const LOCAL_ZONE: &str = "/etc/localtime";

/// Today in the system's time zone.
#[must_use]
pub(crate) fn today() -> Date {
    date(time_zone().to_datetime(Timestamp::now()).date())
}

/// Today in UTC+14, the zone where a day begins first. A date after it lies in the future
/// everywhere, whichever zone its author wrote in.
#[must_use]
pub(crate) fn latest_day() -> Date {
    date(Offset::constant(14).to_datetime(Timestamp::now()).date())
}

/// When a file was saved: the time of day if that was today, else the day.
#[must_use]
pub(crate) fn saved(path: &Path) -> Option<String> {
    let modified = fs::metadata(path).ok()?.modified().ok()?;
    let zone = time_zone();
    let saved = zone.to_datetime(Timestamp::try_from(modified).ok()?);
    let day = date(saved.date());
    let today = date(zone.to_datetime(Timestamp::now()).date());
    Some(match day == today {
        true => format!("{:02}:{:02}", saved.hour(), saved.minute()),
        false => day.in_words(),
    })
}

/// The system's time zone. Its file is read as it is, because a look-up by its name first lists all
/// folders of zones, which takes a millisecond of every start.
fn time_zone() -> TimeZone {
    let local = match env::var_os("TZ") {
        None => fs::read(LOCAL_ZONE).ok().and_then(|zone| TimeZone::tzif("", &zone).ok()),
        Some(_) => None,
    };
    local.unwrap_or_else(TimeZone::system)
}

/// Months and days are never negative.
fn date(day: jiff::civil::Date) -> Date {
    Date::day(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
}
