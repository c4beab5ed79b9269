//! Days that cannot be.

use super::context::Cx;
use crate::format::synonyms::Field;
use crate::model::Date;
use crate::text::{Code, expected};

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
        let mismatch = expected("a day that has come").found(date.to_string());
        return cx.report(Code::DateInFuture, span, mismatch);
    }
    if let Some(year) = cx.review.year.filter(|&year| i32::from(date.year) < year) {
        let day = format!("a day in {year} or later, the year of the work");
        cx.report(Code::DateBeforeWork, span, expected(day).found(date.to_string()));
    }
}

/// Whether all of `date` lies after `day`.
fn is_after(date: Date, day: Date) -> bool {
    let least = |date: Date| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    least(date) > least(day)
}
