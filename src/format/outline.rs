//! The lines of a Markdown text, and its headings.

use std::ops::Range;

use memchr::{memchr2, memmem};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::rating;
use crate::markup::pieces::pieces;
use crate::model::Markup;
use crate::text::lines::lines;
use crate::text::spoilers::speaks_of_spoilers;

/// A heading at the top level of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    pub(super) start: usize,
    /// Where the line after it begins.
    pub(super) end: usize,
    pub(super) level: u8,
    pub(super) text: String,
}

/// More headings of a text are not looked for: each takes memory, and no review has as many.
pub(super) const MAX_HEADINGS: usize = 20_000;

/// The lines of `text`, with their newlines, that belong to no fenced block of code.
pub(crate) fn prose_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_in_text = |mark: &str| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    let has_fence = FENCES.into_iter().any(is_in_text);
    // A fence that is never closed is more likely a slip than a long program.
    let is_slip = has_fence && {
        let mut fence = Fence::default();
        text.lines().for_each(|line| {
            fence.is_code(line);
        });
        fence.open.is_some()
    };
    let is_fenced = has_fence && !is_slip;
    let mut fence = Fence::default();
    let prose = lines(text).filter(move |(_, line)| !is_fenced || !fence.is_code(line));
    prose.map(|(start, line)| start..start + line.len())
}

const FENCES: [&str; 2] = ["```", "~~~"];

/// The fence that is open at a line.
#[derive(Default)]
struct Fence {
    open: Option<&'static str>,
}

impl Fence {
    /// Whether the next line belongs to a block of code, as its fences do.
    fn is_code(&mut self, line: &str) -> bool {
        let line = line.trim();
        let mark = FENCES.into_iter().find(|mark| line.starts_with(mark));
        let is_code = self.open.is_some() || mark.is_some();
        match (self.open, mark) {
            (None, Some(mark)) => self.open = Some(mark),
            (Some(open), Some(mark)) if open == mark => self.open = None,
            _ => {}
        }
        is_code
    }
}

/// Finds the headings that stand in no quote or list, up to [`MAX_HEADINGS`].
pub(super) fn headings(text: &str) -> Vec<Heading> {
    if !may_have_headings(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for piece in pieces(text, Markup::Markdown) {
        let (part, offset) = piece.with_reopened(text);
        let place = |heading: Heading| Heading {
            start: heading.start + offset,
            end: heading_end(text, heading.end + offset),
            ..heading
        };
        let of_piece = headings_of(&part).into_iter().map(place);
        let of_piece = of_piece.filter(|heading| heading.start >= piece.range.start);
        found.extend(of_piece.filter(|heading| is_meant(text, heading)));
        if found.len() > MAX_HEADINGS {
            found.truncate(MAX_HEADINGS);
            break;
        }
    }
    for heading in &mut found {
        let text = heading.text.replace('\n', " ");
        // What opens at the end covers nothing of the heading.
        heading.text = text.trim().trim_end_matches(OPEN).trim_end().to_owned();
    }
    found
}

/// The headings of a part of a text, with their places in the part.
fn headings_of(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut open: Option<Heading> = None;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { level, .. }), None) if depth == 0 => {
                let (start, end, text) = (range.start, range.end, String::new());
                open = Some(Heading { start, end, level: level as u8, text });
            }
            (Event::End(TagEnd::Heading(_)), Some(_)) => found.extend(open.take()),
            (Event::Text(part) | Event::Code(part), Some(heading)) => heading.text.push_str(&part),
            (Event::InlineHtml(tag), Some(heading)) => push_cover(&tag, &mut heading.text),
            (Event::SoftBreak | Event::HardBreak, Some(heading)) => heading.text.push('\n'),
            (Event::Start(_), None) => depth += 1,
            (Event::End(_), None) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

const OPEN: &str = "<spoiler>";
const CLOSE: &str = "</spoiler>";

/// Adds a tag that begins or ends a cover to a heading, which would show without it what it covers.
/// `<details>` is a cover with a summary before it.
fn push_cover(tag: &str, heading: &mut String) {
    let name = tag.trim_matches(['<', '>']).split_ascii_whitespace().next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "spoiler" | "details" => heading.push_str(OPEN),
        "/spoiler" | "/details" => heading.push_str(CLOSE),
        "summary" => heading.truncate(heading.trim_end().trim_end_matches(OPEN).len()),
        "/summary" => heading.push_str(OPEN),
        _ => {}
    }
}

/// A longer heading is a paragraph behind a `#`, as some editors on the web make them.
const MAX_HEADING_CHARS: usize = 200;

/// Whether a heading was meant as one: to Markdown a paragraph right above a rule is one, too.
fn is_meant(text: &str, heading: &Heading) -> bool {
    let hashed = text[heading.start..].trim_start().starts_with('#');
    let chars = heading.text.chars().count();
    if heading.text.trim().is_empty() {
        return false;
    }
    if hashed {
        // What it covers as a heading stays covered.
        return chars <= MAX_HEADING_CHARS || speaks_of_spoilers(&heading.text);
    }
    let short = chars <= 80 && !heading.text.contains('\n');
    short && !heading.text.ends_with(['.', '!', '…', ',', '。'])
}

/// Whether any line looks like a heading. Most posts without headings are not parsed for them.
fn may_have_headings(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        let rule = line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-');
        line.starts_with('#') || (!line.is_empty() && rule)
    })
}

/// One past the end of the line that ends at `end`, or goes on from there.
fn heading_end(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    if end > 0 && bytes[end - 1] == b'\n' {
        return end;
    }
    // To Markdown a carriage return ends a line, too.
    let from = if end > 0 && bytes[end - 1] == b'\r' { end - 1 } else { end };
    let Some(at) = memchr2(b'\n', b'\r', &bytes[from..]).map(|at| from + at) else {
        return text.len();
    };
    at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 }
}

/// The heading that a line of bold text alone is.
pub(crate) fn bold_heading(line: &str) -> Option<&str> {
    let line = line.trim();
    let bare = line.strip_suffix(':').unwrap_or(line);
    let inner = ["**", "__"].iter().find_map(|mark| {
        let inner = bare.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.contains(mark)).then_some(inner)
    })?;
    let heading = inner.trim();
    let heading = ['*', '_']
        .iter()
        .find_map(|mark| heading.strip_prefix(*mark)?.strip_suffix(*mark))
        .unwrap_or(heading);
    let sentence = heading.ends_with(['.', '!', '?', '…', '。']) && !speaks_of_spoilers(heading);
    let short = (1..=60).contains(&heading.chars().count());
    let words = heading.contains(char::is_alphabetic);
    let rated = rating::line(line).is_some() || rating::overall(line).is_some();
    (short && words && !sentence && !rated).then_some(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_top_headings_only() {
        let text = "# A\n\n> ## quoted\n\n```\n# code\n```\n\nB *b*\n---\n\nA whole paragraph.\n---\n\n## C `c` ##\ntext";
        let found: Vec<_> = headings(text).into_iter().map(|h| (h.level, h.text)).collect();
        assert_eq!(found, [(1, "A".into()), (2, "B b".into()), (2, "C c".into())]);
        let last = headings(text).pop().expect("three headings");
        assert_eq!(&text[last.end..], "text");
    }

    #[test]
    fn a_paragraph_behind_a_hash_is_no_heading() {
        let paragraph = "It is a long night on the boat. ".repeat(8);
        let text = format!("# Story\n\n# {paragraph}\n\n# Music\n");
        let found: Vec<_> = headings(&text).into_iter().map(|h| h.text).collect();
        assert_eq!(found, ["Story", "Music"]);
        let warning = format!("# {paragraph} SPOILERS!\n");
        assert_eq!(headings(&warning).len(), 1);
    }

    #[test]
    fn a_heading_ends_where_the_next_begins() {
        for text in ["## A\rB\n---\nc", "## A\r## B\nc", "## A\r\n## B\r\nc"] {
            let found = headings(text);
            assert_eq!(found.len(), 2, "{text:?}");
            assert!(found[0].end <= found[1].start, "{text:?}");
            assert_eq!(&text[found[1].end..], "c", "{text:?}");
        }
    }

    #[test]
    fn bold_lines() {
        assert_eq!(bold_heading("**Plot**"), Some("Plot"));
        assert_eq!(bold_heading("__The Plot:__"), Some("The Plot:"));
        assert_eq!(bold_heading("**Plot**:"), Some("Plot"));
        assert_eq!(bold_heading("***Plot***"), Some("Plot"));
        assert_eq!(bold_heading("**I loved it.**"), None);
        assert_eq!(bold_heading("**8/10**"), None);
        assert_eq!(bold_heading("**a** and **b**"), None);
    }
}
