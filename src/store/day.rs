//! Which day it is.

use crate::model::Date;

/// The day that it is where it is latest: nobody's today shall lie in the future.
#[must_use]
pub(crate) fn latest_day() -> Date {
    let now = jiff::tz::Offset::constant(14).to_datetime(jiff::Timestamp::now()).date();
    Date::day(now.year(), now.month().unsigned_abs(), now.day().unsigned_abs())
}
