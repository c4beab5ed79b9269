//! Texts of which the covered passages are marked or masked.

use std::ops::Range;

use super::inline::{Inline, push_run};
use super::markdown;
use super::spoiler::{At, Passages, find, of_section};
use crate::model::{Markup, Section};
use crate::text::spoilers::remarks;
use crate::text::{Glyphs, mask};

mod extra;
mod fields;

pub(crate) use extra::ExtraCover;
pub(crate) use fields::fields;

/// A Markdown text with its covered passages masked at their own width.
#[must_use]
pub(crate) fn mask(text: &str) -> String {
    masked(text, ranges(text), Glyphs::Unicode)
}

/// The text of a section with what is covered of it masked at its own width.
#[must_use]
pub(crate) fn mask_section(section: &Section) -> String {
    let (text, passages) = (&section.text, of_section(section));
    let ranges = match section.markup {
        Markup::Markdown => with_addresses(text, passages),
        Markup::Literal | Markup::Raw => inner(&passages),
    };
    masked(text, ranges, Glyphs::Unicode)
}

/// The covered parts of a Markdown text: its passages, and the addresses of links that overlap one.
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    with_addresses(text, find(text))
}

fn inner(passages: &Passages) -> Vec<Range<usize>> {
    passages.found.iter().map(|passage| passage.inner.clone()).collect()
}

fn with_addresses(text: &str, passages: Passages) -> Vec<Range<usize>> {
    let mut ranges = inner(&passages);
    if ranges.is_empty() || !LINK_MARKS.iter().any(|mark| text.contains(mark)) {
        return ranges;
    }
    for body in markdown::read(text, passages) {
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

/// The passages of a heading, a headline or a field, in which marks that cover nothing are plain text,
/// and a remark in brackets that tells a spoiler is covered.
#[must_use]
pub(crate) fn in_line(line: &str) -> Passages {
    let mut passages = find(line);
    passages.found.retain(|passage| !passage.inner.is_empty());
    passages.with(&remarks(line))
}

/// The heading of a section without marks, in covered and open runs.
#[must_use]
pub(crate) fn heading(section: &Section) -> Vec<Inline> {
    let mut runs = line(section.heading.as_deref().unwrap_or_default());
    runs.iter_mut().for_each(|run| run.covered |= section.heading_covered);
    runs
}

/// A heading or headline without marks, in covered and open runs.
#[must_use]
pub(crate) fn line(text: &str) -> Vec<Inline> {
    let passages = in_line(text);
    let mut runs = Vec::new();
    for (at, part) in passages.parts(0..text.len()).filter(|(at, _)| *at != At::Mark) {
        let text = text.get(part).unwrap_or_default().to_owned();
        push_run(&mut runs, Inline { text, covered: at == At::Covered, ..Inline::default() });
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
    let open = passages.parts(0..line.len()).filter(|(at, _)| *at == At::Open);
    open.filter_map(|(_, part)| line.get(part)).collect()
}
