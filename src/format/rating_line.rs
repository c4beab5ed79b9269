//! Which line of a text is its rating.

use super::assembly::Assembly;
use super::rating;
use crate::text::{Code, Span, expected, own_words};

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
    for (span, line) in lines {
        let line = line.trim().trim_start_matches('#').trim();
        if line.is_empty() {
            continue;
        }
        if let Some(rating) = rating::overall(line) {
            overall = Some((rating, span, line));
        } else if let Some(rating) = rating::line(line) {
            first = first.or(Some(span));
            last = Some((rating, span, line));
            count += 1;
        } else if rating::is_placeholder(line) {
            assembly.evidence.placeholder |= line.len() < 12;
        }
    }
    if let Some(first) = first.filter(|_| overall.is_none() && count > 2) {
        let lines = own_words(format!("{count} lines that could be it"));
        assembly.report(Code::SeveralRatings, first, expected("one rating").found(lines));
        return None;
    }
    let (rating, span, line) = overall.or(last)?;
    // The caller removes the line from the text, so what it says besides the rating is kept here.
    if line != rating.written {
        assembly.keep(span, "rating_line", line.to_owned());
    }
    assembly.rate(rating, span);
    Some(span)
}
