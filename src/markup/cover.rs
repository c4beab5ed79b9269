//! What is seen of a text while its covered passages are covered.

use std::ops::Range;

use super::spoiler::{At, CoveredPassage, Passages, find};
use super::{Inline, push_run, read};
use crate::model::{Markup, Review, Section};
use crate::text::mask;

mod fields;

pub(crate) use fields::fields;

/// The text with its marks replaced by stops of the same length: stops are plain text to Markdown,
/// part words from emphasis as punctuation does, and are left out again by their place.
pub(super) fn hide_marks(text: &str, passages: &Passages) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for CoveredPassage { outer, inner } in &passages.found {
        for (mark, upto) in
            [(outer.start..inner.start, inner.end), (inner.end..outer.end, outer.end)]
        {
            out.push_str(text.get(at..mark.start).unwrap_or_default());
            out.extend(text.get(mark.clone()).unwrap_or_default().chars().flat_map(|c| {
                let stop = if c == '\n' { '\n' } else { '.' };
                std::iter::repeat_n(stop, c.len_utf8())
            }));
            at = mark.end;
            out.push_str(text.get(at..upto).unwrap_or_default());
            at = at.max(upto);
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The text with its covered passages masked at their own width.
#[must_use]
pub(crate) fn mask(text: &str, markup: Markup) -> String {
    let ranges = match markup {
        Markup::Markdown => ranges(text),
        Markup::Literal | Markup::Raw => Vec::new(),
    };
    masked(text, ranges, mask::COVER)
}

/// What is covered of a Markdown text: its passages, and the addresses of links that are covered
/// in whole or in part.
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let passages = find(text);
    let mut ranges: Vec<Range<usize>> = passages.found.into_iter().map(|it| it.inner).collect();
    if ranges.is_empty() || !LINK_MARKS.iter().any(|mark| text.contains(mark)) {
        return ranges;
    }
    let links = read(text, Markup::Markdown).links;
    ranges.extend(links.iter().filter(|link| link.covered).map(|link| {
        let written = text.get(link.place.clone()).unwrap_or_default();
        let after = LINK_MARKS.iter().filter_map(|mark| Some(written.find(mark)? + mark.len()));
        link.place.start + after.min().unwrap_or_default()..link.place.end
    }));
    ranges.sort_unstable_by_key(|range| range.start);
    ranges
}

/// What stands before the address of a link, or in its definition.
const LINK_MARKS: [&str; 3] = ["](", "]:", "href"];

/// `text` with `cover` over the `ranges`, which are in order.
fn masked(text: &str, ranges: impl IntoIterator<Item = Range<usize>>, cover: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Range { start, end } in ranges {
        let start = start.max(at);
        let end = end.max(start);
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&mask::mask(text.get(start..end).unwrap_or_default(), cover));
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Whether any of a review is covered, by its author's word or by a mark in the text.
#[must_use]
pub(crate) fn in_review(review: &Review) -> bool {
    let marked = |section: &Section| {
        let heading = section.heading.as_deref().unwrap_or_default();
        let passages = [find(&section.text), in_line(heading)];
        section.markup == Markup::Markdown && passages.iter().any(|p| !p.found.is_empty())
    };
    review.covers() || review.sections.iter().any(marked)
}

/// The passages of a heading or a headline: marks that cover nothing of it are its text.
fn in_line(line: &str) -> Passages {
    let mut passages = find(line);
    passages.found.retain(|passage| !passage.inner.is_empty());
    passages
}

/// The heading of a section, without the marks in it.
#[must_use]
pub(crate) fn heading(section: &Section) -> Vec<Inline> {
    let text = section.heading.as_deref().unwrap_or_default();
    let mut runs = match section.markup {
        Markup::Markdown => line(text),
        Markup::Literal | Markup::Raw => {
            vec![Inline { text: text.to_owned(), ..Inline::default() }]
        }
    };
    runs.iter_mut().for_each(|run| run.covered |= section.heading_covered);
    runs
}

/// The text of a heading or a headline, without the marks in it.
#[must_use]
pub(crate) fn line(text: &str) -> Vec<Inline> {
    let passages = in_line(text);
    let mut runs = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let (at, upto) = passages.at(from);
        let upto = upto.min(text.len());
        if let Some(piece) = text.get(from..upto)
            && at != At::Mark
        {
            let covered = at == At::Covered;
            push_run(&mut runs, Inline { text: piece.to_owned(), covered, ..Inline::default() });
        }
        from = upto;
    }
    runs
}

/// A heading or a headline with its covered passages masked.
#[must_use]
pub(crate) fn mask_line(line: &str) -> String {
    mask_line_with(line, mask::COVER)
}

fn mask_line_with(line: &str, cover: char) -> String {
    masked(line, in_line(line).found.into_iter().map(|passage| passage.inner), cover)
}

/// What everybody may read of a heading or a headline.
#[must_use]
pub(crate) fn open_part(line: &str) -> String {
    let passages = in_line(line);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for CoveredPassage { outer, .. } in &passages.found {
        out.push_str(line.get(at..outer.start).unwrap_or_default());
        at = outer.end;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_hidden_at_their_own_length() {
        let text = "a ||b|| <spoiler>ü</spoiler> c";
        let hidden = hide_marks(text, &find(text));
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden, "a ..b.. .........ü.......... c");
    }
}
