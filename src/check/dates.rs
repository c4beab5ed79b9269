//! Dates that lie in the future or before the work.

use super::context::Cx;
use crate::model::{Date, Field};
use crate::text::{Code, expected, own_words};

pub(super) fn check(cx: &mut Cx<'_>) {
    let review = cx.review;
    for (date, field) in [(review.date, Field::Date), (review.watched, Field::Watched)] {
        if let Some(date) = date {
            check_date(cx, date, field);
        }
    }
}

fn check_date(cx: &mut Cx<'_>, date: Date, field: Field) {
    let span = cx.place_of(field);
    if cx.subject.environment.today.is_some_and(|today| is_after(date, today)) {
        let mismatch = expected("a day that has come").found(own_words(date.to_string()));
        return cx.report(Code::DateInFuture, span, mismatch);
    }
    if let Some(year) = cx.review.year.filter(|&year| i32::from(date.year) < year) {
        let day = format!("a day in {year} or later, the year of the work");
        cx.report(
            Code::DateBeforeWork,
            span,
            expected(own_words(day)).found(own_words(date.to_string())),
        );
    }
}

/// Whether `date`, which may be a whole month or year, begins after `day`.
fn is_after(date: Date, day: Date) -> bool {
    let least = |date: Date| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    least(date) > least(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A month or a year is in the future if its first day is.
    #[test]
    fn a_day_is_in_the_future_if_all_of_it_is() {
        let today = Date::day(2026, 11, 25);
        for (date, future) in [
            (Date::day(2026, 11, 25), false),
            (Date::day(2026, 11, 26), true),
            (Date { year: 2026, month: Some(11), day: None }, false),
            (Date { year: 2026, month: Some(12), day: None }, true),
            (Date { year: 2026, month: None, day: None }, false),
            (Date { year: 2027, month: None, day: None }, true),
        ] {
            assert_eq!(is_after(date, today), future, "{date}");
        }
    }
}
