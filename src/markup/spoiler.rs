//! Passages that are covered until the user reveals them.
//!
//! The notations come from where people write reviews; `marks` knows them. In doubt too much is
//! covered: what is never closed goes on to the end.

use std::ops::Range;

use memchr::{memchr3, memchr3_iter};

mod bars;
mod brackets;
mod code;
mod elements;
mod marks;
mod names;
mod quotations;
mod shortcodes;

use crate::model::{Markup, Section};
use crate::text::lines::lines;
use crate::text::near::is_slip;
use crate::text::spoilers::speaks_of_spoilers;
pub(crate) use code::is_delimiter_row;
use marks::{Mark, Marks};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CoveredPassage {
    /// The passage with the marks around it.
    pub(crate) outer: Range<usize>,
    /// The text that is covered.
    pub(crate) inner: Range<usize>,
}

/// The covered passages of a text, in order, none within another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passages {
    pub(crate) found: Vec<CoveredPassage>,
    /// Where marks open passages that are never closed.
    pub(crate) unclosed: Vec<usize>,
}

impl CoveredPassage {
    /// A mark without a passage, such as a comment, which is not shown at all.
    const fn mark(range: Range<usize>) -> Self {
        let inner = range.end..range.end;
        Self { outer: range, inner }
    }
}

/// What a byte of the text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Text that is not covered.
    Open,
    /// A mark that covers or uncovers.
    Mark,
    Covered,
}

impl Passages {
    /// What `byte` belongs to, and where that ends.
    pub(super) fn at(&self, byte: usize) -> (At, usize) {
        let next = self.found.partition_point(|passage| passage.outer.end <= byte);
        let Some(CoveredPassage { outer, inner }) = self.found.get(next) else {
            return (At::Open, usize::MAX);
        };
        match byte {
            _ if byte < outer.start => (At::Open, outer.start),
            _ if byte < inner.start => (At::Mark, inner.start),
            _ if byte < inner.end => (At::Covered, inner.end),
            _ => (At::Mark, outer.end),
        }
    }

    /// The parts of `range`, each with what it belongs to.
    pub(super) fn parts(&self, range: Range<usize>) -> impl Iterator<Item = (At, Range<usize>)> {
        let mut from = range.start;
        std::iter::from_fn(move || {
            let (at, upto) = (from < range.end).then(|| self.at(from))?;
            let part = from..upto.min(range.end);
            from = part.end;
            Some((at, part))
        })
    }

    /// These passages, and `parts` of the text that are covered as well. Marks in them stay marks.
    pub(super) fn with(mut self, parts: &[Range<usize>]) -> Self {
        let mut added = Vec::new();
        for part in parts {
            let open = self.parts(part.clone()).filter(|(at, _)| *at == At::Open);
            added.extend(open.map(|(_, open)| CoveredPassage { outer: open.clone(), inner: open }));
        }
        self.found.extend(added);
        self.found.sort_unstable_by_key(|passage| passage.outer.start);
        self
    }

    /// Whether anything is covered: a comment is a mark that covers nothing.
    #[must_use]
    pub(crate) fn cover(&self) -> bool {
        self.found.iter().any(|passage| !passage.inner.is_empty())
    }

    /// Whether `range` overlaps a passage or its marks.
    #[must_use]
    pub(crate) fn touch(&self, range: &Range<usize>) -> bool {
        let next = self.found.partition_point(|passage| passage.outer.end <= range.start);
        self.found.get(next).is_some_and(|passage| passage.outer.start < range.end)
    }

    /// Whether any of `range` is covered.
    #[must_use]
    pub(crate) fn cover_any(&self, range: &Range<usize>) -> bool {
        let next = self.found.partition_point(|passage| passage.inner.end <= range.start);
        let inside = self.found.iter().skip(next).map(|passage| &passage.inner);
        inside.take_while(|inner| inner.start < range.end).any(|inner| !inner.is_empty())
    }

    /// Whether `byte` stands within a passage that began before it.
    #[must_use]
    pub(crate) fn runs_over(&self, byte: usize) -> bool {
        let next = self.found.partition_point(|passage| passage.outer.end <= byte);
        self.found.get(next).is_some_and(|passage| passage.outer.start < byte)
    }

    /// Where a line of `text` is a mark that covers all that follows it, in the sections below as well.
    #[must_use]
    pub(crate) fn line_mark(&self, text: &str) -> Option<usize> {
        let start = self.found.last()?.outer.start;
        text[start..].lines().next().is_some_and(is_line_mark).then_some(start)
    }

    /// Whether the end of a text of `length` bytes is covered.
    #[must_use]
    pub(crate) fn reach(&self, length: usize) -> bool {
        self.found.last().is_some_and(|passage| passage.inner.end >= length)
    }
}

/// Finds the covered passages of a section's text.
#[must_use]
pub(crate) fn of_section(section: &Section) -> Passages {
    marked(section).with(&section.covered_parts)
}

/// Finds the passages between marks in a section's text.
#[must_use]
pub(crate) fn marked(section: &Section) -> Passages {
    let mut passages = match section.markup {
        Markup::Markdown | Markup::Literal => find(&section.text),
        Markup::Raw => Passages::default(),
    };
    // In plain text a comment is text.
    passages.found.retain(|it| section.markup == Markup::Markdown || !it.inner.is_empty());
    passages
}

/// Finds the covered passages of a Markdown text.
#[must_use]
pub(crate) fn find(text: &str) -> Passages {
    let mut passages = Passages::default();
    if !may_cover(text) {
        return passages;
    }
    let mut marks = Marks::new(text);
    let mut at = 0;
    while let Some((open, mark)) = marks.next(at) {
        at = match mark {
            Mark::Passage { title, passage, is_closed } => {
                if !is_closed {
                    passages.unclosed.push(open);
                }
                let end = passage.outer.end;
                passages.found.extend(title.map(|title| CoveredPassage::mark(open..title)));
                passages.found.push(passage);
                end
            }
            Mark::Comment(end) => {
                passages.found.push(CoveredPassage::mark(open..end));
                end
            }
            Mark::Unclosed(end) => {
                passages.unclosed.push(open);
                end
            }
            Mark::Plain(end) => end,
        };
    }
    passages
}

/// A quick test whether `text` can contain a mark: most texts have none, and need no parsing.
fn may_cover(text: &str) -> bool {
    /// Fields are asked one by one, and a search has to be prepared.
    const MAX_UNPREPARED_BYTES: usize = 48;
    let bytes = text.as_bytes();
    let full_width = "｜".as_bytes()[0];
    let is_s = |at: usize| bytes.get(at + 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b's'));
    let is_spaced = |at: usize| bytes.get(at + 1) == Some(&b' ') && is_s(at + 1);
    let begins = |at: usize, mark: &str| bytes[at..].starts_with(mark.as_bytes());
    let begins_mark = |at: usize| match bytes[at] {
        b'|' | b'>' | b'<' | b'[' | b'{' | b'%' => true,
        b'?' => begins(at, "???"),
        b'~' => begins(at, "~!"),
        b'&' => ["&#", "&v", "&gt;!"].into_iter().any(|mark| begins(at, mark)),
        b':' => is_s(at) || begins(at, "::"),
        b'!' => is_s(at) || is_spaced(at) || begins(at, "!!!"),
        byte => byte == full_width && begins(at, "｜｜"),
    };
    if bytes.len() <= MAX_UNPREPARED_BYTES {
        return (0..bytes.len()).any(begins_mark);
    }
    memchr3(b'|', b'>', b'<', bytes).is_some()
        || memchr3(b'[', b'{', b'%', bytes).is_some()
        || memchr3_iter(b'?', b'~', b'&', bytes).any(begins_mark)
        || memchr3_iter(b':', b'!', full_width, bytes).any(begins_mark)
}

/// Whether `line` has a mark that covers all that follows it.
#[must_use]
pub(crate) fn is_line_mark(line: &str) -> bool {
    end_of_line_mark(line).is_some()
}

/// The end of the mark in `line` that covers all that follows it: the whole line `!spoilers`, or the
/// first word of `!spoilers he dies`.
#[must_use]
pub(crate) fn end_of_line_mark(line: &str) -> Option<usize> {
    let signed = line.trim().strip_prefix('!')?;
    // `! Spoilers`, `!SPOILERS!` and `!spoilers:` are the same.
    let alone = signed.trim_start_matches(' ').trim_end_matches(['!', ':', '.', ' ']);
    if after_spoiler(alone) == Some("") || is_slip_of_spoilers(alone) {
        return Some(line.len());
    }
    let rest = after_spoiler(signed)?.trim_start_matches(['!', ':', '.']);
    let is_open = rest.starts_with(is_blank) && speaks_of_spoilers(head(signed));
    is_open.then(|| line.trim_end().len() - rest.trim_start().len())
}

/// `!spolers`
fn is_slip_of_spoilers(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && is_slip(word, "spoilers")
}

/// The beginning of a line, which shows whether a word in it is denied.
fn head(line: &str) -> &str {
    const MAX_HEAD_CHARS: usize = 40;
    line.char_indices().nth(MAX_HEAD_CHARS).map_or(line, |(end, _)| &line[..end])
}

/// Whether nothing but blanks stands before `at` on its line.
fn line_starts(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches(is_blank);
    before.is_empty() || before.ends_with('\n')
}

/// Whether `c` is white space within a line.
fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// The end of the paragraph in which `at` stands: the next blank line.
fn end_of_paragraph(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let blank = lines(rest).skip(1).find(|(_, line)| line.trim().is_empty());
    blank.map_or(text.len().max(at), |(start, _)| at + start)
}

/// The place of `needle`, within `reach` bytes from `from`.
fn find_ignoring_case(text: &str, from: usize, needle: &str, reach: usize) -> Option<usize> {
    let end = text.len().min(from.saturating_add(reach));
    let hay = text.as_bytes().get(from..end)?;
    let found =
        hay.windows(needle.len()).position(|part| part.eq_ignore_ascii_case(needle.as_bytes()));
    found.map(|at| from + at)
}

fn starts_with_ignoring_case(text: &str, head: &str) -> bool {
    text.as_bytes().get(..head.len()).is_some_and(|part| part.eq_ignore_ascii_case(head.as_bytes()))
}

/// What follows the word `spoiler` or `spoilers` with which `text` begins.
fn after_spoiler(text: &str) -> Option<&str> {
    let mut names = ["spoilers", "spoiler", "spóilers", "spóiler"].into_iter();
    names.find_map(|name| strip_prefix_ignoring_case(text, name))
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, head: &str) -> Option<&'t str> {
    starts_with_ignoring_case(text, head).then(|| &text[head.len()..])
}

#[cfg(test)]
mod tests;
