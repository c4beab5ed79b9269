//! Days that cannot be.

use super::look::Look;
use crate::format::synonyms::Field;
use crate::model::Date;
use crate::text::Code;

pub(super) fn look(look: &mut Look<'_>) {
    let review = look.review;
    for (date, field) in [(review.date, Field::Date), (review.watched, Field::Watched)] {
        if let Some(date) = date {
            judge(look, date, field);
        }
    }
}

fn judge(look: &mut Look<'_>, date: Date, field: Field) {
    let span = look.place_of(field);
    if look.subject.facts.today.is_some_and(|today| is_after(date, today)) {
        let message = format!("expected a day that has come, found {date}");
        return look.report(Code::DateInFuture, span, message);
    }
    if let Some(year) = look.review.year.filter(|&year| i32::from(date.year) < year) {
        let message =
            format!("expected a day in {year} or later, the year of the work, found {date}");
        look.report(Code::DateBeforeWork, span, message);
    }
}

/// Whether all of `date` lies after `day`.
fn is_after(date: Date, day: Date) -> bool {
    let least = |date: Date| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    least(date) > least(day)
}
