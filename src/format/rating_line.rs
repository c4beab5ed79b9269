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
    let mut found = Vec::new();
    for (span, line) in lines {
        let line = line.trim().trim_start_matches('#').trim();
        if line.is_empty() {
            continue;
        }
        if let Some(rating) = rating::overall(line) {
            overall = Some((rating, span, line));
        } else if let Some(rating) = rating::line(line) {
            found.push((rating, span, line));
        } else if rating::is_placeholder(line) {
            assembly.evidence.placeholder |= line.len() < 12;
        }
    }
    if overall.is_none() && found.len() > 2 {
        let (_, first, _) = &found[0];
        let lines = format!("{} lines that could be it", found.len());
        assembly.report(
            Code::SeveralRatings,
            *first,
            expected("one rating").found(own_words(lines)),
        );
        return None;
    }
    let (rating, span, line) = overall.or_else(|| found.pop())?;
    // The caller removes the line from the text, so what it says besides the rating is kept here.
    if line != rating.written {
        assembly.keep(span, "rating_line", line.to_owned());
    }
    assembly.rate(rating, span);
    Some(span)
}
