//! Texts of which the covered passages are marked or masked.

use std::ops::Range;

use super::inline::{Inline, push_run};
use super::markdown;
use super::spoiler::{At, CoveredPassage, Passages, find};
use crate::model::{Markup, Review, Section};
use crate::text::{Glyphs, mask};

mod extra;
mod fields;

pub(crate) use extra::ExtraCover;
pub(crate) use fields::fields;

/// The text with its covered passages masked at their own width.
#[must_use]
pub(crate) fn mask(text: &str, markup: Markup) -> String {
    let ranges = match markup {
        Markup::Markdown => ranges(text),
        Markup::Literal | Markup::Raw => Vec::new(),
    };
    masked(text, ranges, Glyphs::Unicode)
}

/// The covered parts of a Markdown text: its passages, and the addresses of links that overlap one.
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let passages = find(text);
    let mut ranges: Vec<Range<usize>> = passages.found.into_iter().map(|it| it.inner).collect();
    if ranges.is_empty() || !LINK_MARKS.iter().any(|mark| text.contains(mark)) {
        return ranges;
    }
    for body in markdown::read(text) {
        ranges.extend(body.links.iter().filter(|link| link.covered).map(|link| {
            let written = text.get(link.place.clone()).unwrap_or_default();
            let after = LINK_MARKS.iter().filter_map(|mark| Some(written.find(mark)? + mark.len()));
            link.place.start + after.min().unwrap_or_default()..link.place.end
        }));
        ranges.extend(body.covered);
    }
    ranges.sort_unstable_by_key(|range| range.start);
    ranges
}

/// What precedes the address in a link or in its definition.
const LINK_MARKS: [&str; 3] = ["](", "]:", "href"];

/// `text` masked in the `ranges`, which are sorted by their start.
fn masked(text: &str, ranges: impl IntoIterator<Item = Range<usize>>, glyphs: Glyphs) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Range { start, end } in ranges {
        let start = start.max(at);
        let end = end.max(start);
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&mask::mask(text.get(start..end).unwrap_or_default(), glyphs));
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Whether any part of a review is covered, by a field or by marks in a text or heading.
#[must_use]
pub(crate) fn in_review(review: &Review) -> bool {
    let marked = |section: &Section| {
        let heading = section.heading.as_deref().unwrap_or_default();
        let passages = [find(&section.text), in_line(heading)];
        section.markup == Markup::Markdown && passages.iter().any(Passages::cover)
    };
    review.covers() || review.sections.iter().any(marked)
}

/// The passages of a heading or headline, in which marks that cover nothing are plain text.
fn in_line(line: &str) -> Passages {
    let mut passages = find(line);
    passages.found.retain(|passage| !passage.inner.is_empty());
    passages
}

/// The heading of a section without marks, in covered and open runs.
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

/// A heading or headline without marks, in covered and open runs.
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

/// A heading or headline with its covered passages masked.
#[must_use]
pub(crate) fn mask_line(line: &str, glyphs: Glyphs) -> String {
    masked(line, in_line(line).found.into_iter().map(|passage| passage.inner), glyphs)
}

/// A heading or headline without its covered passages.
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
