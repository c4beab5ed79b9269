//! Days that cannot be.

use super::context::Cx;
use crate::format::synonyms::Field;
use crate::model::Date;
use crate::text::Code;

pub(super) fn check(cx: &mut Cx<'_>) {
    let review = cx.review;
    for (date, field) in [(review.date, Field::Date), (review.watched, Field::Watched)] {
        if let Some(date) = date {
            judge(cx, date, field);
        }
    }
}

fn judge(cx: &mut Cx<'_>, date: Date, field: Field) {
    let span = cx.place_of(field);
    if cx.subject.environment.today.is_some_and(|today| is_after(date, today)) {
        let message = format!("expected a day that has come, found {date}");
        return cx.report(Code::DateInFuture, span, message);
    }
    if let Some(year) = cx.review.year.filter(|&year| i32::from(date.year) < year) {
        let message =
            format!("expected a day in {year} or later, the year of the work, found {date}");
        cx.report(Code::DateBeforeWork, span, message);
    }
}

/// Whether all of `date` lies after `day`.
fn is_after(date: Date, day: Date) -> bool {
    let least = |date: Date| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    least(date) > least(day)
}
