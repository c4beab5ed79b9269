//! Which line of a text is its rating.

use super::assembly::{Assembly, UnreadRating};
use super::{rating, ratings};
use crate::model::RATING_LINE;
use crate::text::phrase::whole;
use crate::text::{Code, Span, expected, own_words, quote};

/// Takes the rating from the sentence that a text ends with, as in `I give it 4/5.`, where no line is
/// one.
pub(super) fn given(assembly: &mut Assembly<'_>, last: Option<(Span, &str)>) {
    let Some((span, line)) = last.filter(|_| assembly.review.rating.is_none()) else { return };
    if let Some(rating) = rating::given(line) {
        assembly.rate(rating, span);
    }
}

/// Finds the line that is the review's rating, unless a field gave one: a line that starts with
/// Overall, else the last that is nothing but a rating. Two such lines are taken for two viewings,
/// of which the later counts. More than two are reported, and none is taken.
pub(super) fn choose<'t>(
    assembly: &mut Assembly<'_>,
    lines: impl Iterator<Item = (Span, &'t str)>,
) -> Option<Span> {
    if assembly.review.rating.is_some() {
        return None;
    }
    let mut overall = None;
    let (mut first, mut last, mut count) = (None, None, 0_usize);
    let mut unclear = None;
    for (span, line) in lines {
        let is_quoted = line.trim_start().starts_with('>');
        let line = line.trim().trim_start_matches('#').trim();
        if line.is_empty() {
            continue;
        }
        if let Some(rating) = rating::overall(line) {
            overall = Some((rating, span, line, is_quoted));
        } else if let Some(rating) = rating::line(line) {
            first = first.or(Some(span));
            last = Some((rating, span, line, is_quoted));
            count += 1;
        } else if rating::is_placeholder(line) {
            assembly.evidence.placeholder |= line.len() < 12;
            if rating::is_gap(line) {
                unclear = Some((line.to_owned(), span));
            }
        } else if let Some(written) = rating::unclear(line) {
            unclear = Some((written, span));
        }
    }
    if let Some(first) = first.filter(|_| overall.is_none() && count > 2) {
        let lines = own_words(format!("{count} lines that could be it"));
        assembly.report(Code::SeveralRatings, first, expected("one rating").found(lines));
        return None;
    }
    let Some((rating, span, line, is_quoted)) = overall.or(last) else {
        let (written, span) = unclear?;
        let mismatch = expected(ratings::NOTATIONS).found(quote(&written));
        assembly.report(Code::RatingUnclear, span, mismatch);
        // The line stays in the text: what cannot be read may be no rating.
        assembly.cannot_read(UnreadRating { span, field: None, written });
        return None;
    };
    // The caller removes the line from the text, so what it says besides the rating is kept here.
    if let Some((label, meant)) = rating::misspelt_label(line) {
        let written = assembly.source.text().get(span.start..span.end).unwrap_or_default();
        let start = span.start + written.find(label).unwrap_or_default();
        let place = Span::new(start, start + label.len());
        let mismatch = expected("the label of a rating").found(quote(label).at(place));
        assembly.report(Code::RatingUnclear, span, mismatch.replace(place, whole(meant)));
    }
    if line != rating.written {
        assembly.keep(span, RATING_LINE, line.to_owned());
    }
    assembly.evidence.quoted_rating = is_quoted;
    assembly.rate(rating, span);
    Some(span)
}
