//! Years and dates that lie in the future, before the work, or the wrong way round.

use super::context::Cx;
use crate::format::dates;
use crate::model::field::normal;
use crate::model::{Date, Field};
use crate::text::words::word_list;
use crate::text::{Code, Span, expected, own_words};

pub(super) fn check(cx: &mut Cx<'_>) {
    let review = cx.review;
    let is_year_sound = year(cx);
    // A day in the file's name is that on which the file was begun.
    let name = review.place.path.file_stem().map(|stem| stem.to_string_lossy());
    let of_name = name.and_then(|name| dates::split_name(&name).0);
    let published = review
        .date
        .filter(|date| of_name.as_ref() != Some(date) || cx.field(Field::Date).is_some());
    for (date, field) in [(published, Field::Date), (review.watched, Field::Watched)] {
        if let Some(date) = date {
            check_date(cx, date, field, is_year_sound);
        }
    }
    if let (Some(date), Some(watched)) = (published, review.watched)
        && date.day.is_some()
        && watched.day.is_some()
        && is_after(watched, date)
        && !is_revised_since(cx, watched)
    {
        let mismatch = expected(own_words(format!("{date} or earlier, when it was published")))
            .found(own_words(watched.to_string()));
        cx.report(Code::SeenAfterPublished, cx.place_of(Field::Watched), mismatch);
    }
}

/// Whether the post says that it was changed on a day when the work had been seen.
fn is_revised_since(cx: &Cx<'_>, watched: Date) -> bool {
    const NAMES: &[&str] = word_list!(
        "modified|datemodified|updated|updateddate|dateupdated|lastmod|lastmodified|lastupdated"
    );
    let mut fields = cx.subject.fields.iter();
    fields.any(|entry| {
        NAMES.contains(&&*normal(&entry.key))
            && dates::parse(&entry.node.text).is_some_and(|day| !is_after(watched, day))
    })
}

/// The year in which the first films were made that one can still see.
const FIRST_FILM_YEAR: i32 = 1880;

/// Reports a year in which the work cannot have been made. Returns whether it can.
fn year(cx: &mut Cx<'_>) -> bool {
    let review = cx.review;
    let Some((year, span)) =
        review.year.map(|year| (year, cx.place_of(Field::Year))).or_else(|| year_of_title(cx))
    else {
        return true;
    };
    let is_future = cx.subject.environment.today.is_some_and(|today| year > today.year.into());
    // In a blog what says nothing of its kind may be a book.
    let is_film = review.kind.is_filmed()
        && (cx.is_strict() || !review.directors.is_empty() || cx.field(Field::Kind).is_some());
    let wanted = match (is_future, is_film && year < FIRST_FILM_YEAR) {
        (true, _) => "a year that is not in the future".into(),
        (_, true) => own_words(format!("{FIRST_FILM_YEAR} or later, as for every film")),
        (false, false) => return true,
    };
    let mismatch = expected(wanted).found(own_words(year.to_string()));
    cx.report(Code::UnlikelyYear, span, mismatch);
    false
}

/// A year in brackets at the end of the title in which no work is looked for, so that it is a part
/// of the title.
fn year_of_title(cx: &Cx<'_>) -> Option<(i32, Span)> {
    let (_, inner) = cx.review.title.strip_suffix(')')?.rsplit_once('(')?;
    let is_year = inner.len() == 4 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_year.then(|| inner.parse().ok()).flatten()?;
    Some((year, cx.within(cx.place_of(Field::Title), inner)?))
}

fn check_date(cx: &mut Cx<'_>, date: Date, field: Field, is_year_sound: bool) {
    let span = cx.place_of(field);
    if cx.subject.environment.today.is_some_and(|today| is_after(date, today)) {
        let mismatch =
            expected("a day that is not in the future").found(own_words(date.to_string()));
        return cx.report(Code::DateInFuture, span, mismatch);
    }
    if let Some(year) = cx.review.year.filter(|&year| is_year_sound && i32::from(date.year) < year)
    {
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
