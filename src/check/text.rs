//! The text itself: paragraphs that are too long, links without a target, invisible characters.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Deref;

use memchr::{memchr_iter, memmem};

use super::context::{Cx, MAX_FINDINGS_PER_CODE, line_before};
use crate::format::passages::Passage;
use crate::markup::opens_code;
use crate::model::{Field, Markup};
use crate::text::clean::is_unseen_control;
use crate::text::words::ideographs;
use crate::text::{Code, Mismatch, Span, expected, own_words};

/// About a page of a paperback.
const MAX_PARAGRAPH_WORDS: usize = 350;

/// A paragraph of at most this size cannot have too many words: each takes a letter and a space.
const SHORT_PARAGRAPH_BYTES: usize = 2 * MAX_PARAGRAPH_WORDS;

/// How far a link may reach from `[` to `]`, in bytes.
const MAX_LINK_TEXT_BYTES: usize = 300;

pub(super) fn check(cx: &mut Cx<'_>) {
    let mut found = Vec::new();
    let text = cx.source.text();
    let defined = LazyCell::new(|| definitions(text));
    for passage in cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw) {
        let written = text.get(passage.range.clone()).unwrap_or_default();
        paragraphs(passage, written, &mut found);
        if passage.section.markup == Markup::Markdown {
            empty_links(passage, written, &mut found);
            // In a file of several reviews this would read the whole file once for each of them.
            if cx.review.place.lines.is_none() {
                undefined_links(&defined, passage, written, &mut found);
            }
        }
    }
    for (code, span, mismatch) in found {
        cx.report(code, span, mismatch);
    }
    unseen(cx);
}

type TextFindings = Vec<(Code, Span, Mismatch)>;

fn paragraphs(passage: &Passage<'_>, written: &str, found: &mut TextFindings) {
    let blank_lines = memmem::find_iter(written.as_bytes(), b"\n\n").chain([written.len()]);
    let lengths = blank_lines.scan(0, |last, at| Some(at - std::mem::replace(last, at)));
    let is_markdown = passage.section.markup == Markup::Markdown;
    if written.len() < SHORT_PARAGRAPH_BYTES
        || (is_markdown && lengths.max().is_none_or(|most| most <= SHORT_PARAGRAPH_BYTES))
    {
        return;
    }
    let parted = is_markdown || memmem::find(written.as_bytes(), b"\n\n").is_some();
    let mut start = 0;
    let mut end = 0;
    for line in written.split_inclusive('\n').chain(["\n"]) {
        let is_blank = line.trim().is_empty();
        if is_blank || !parted {
            let from = if parted { start } else { end };
            let to = if parted { end } else { (end + line.len()).min(written.len()) };
            paragraph(passage, written, Span::new(from, to), found);
            start = end + line.len();
        }
        end += line.len();
    }
}

/// Reports the paragraph at `span` of `written` if it is too long.
fn paragraph(passage: &Passage<'_>, written: &str, span: Span, found: &mut TextFindings) {
    let Some(text) =
        written.get(span.start..span.end).filter(|text| text.len() > SHORT_PARAGRAPH_BYTES)
    else {
        return;
    };
    // Lists, tables, quotations, HTML and strings with escaped line breaks are not prose.
    let text = text.trim_start_matches(['"', '\n', ' ']);
    if text.starts_with(['|', '-', '*', '>', '<']) || text.contains("\\n") {
        return;
    }
    // There are no more words than blanks, apart from one, and blanks are faster to count.
    let blanks = || text.bytes().filter(u8::is_ascii_whitespace).count();
    if text.is_ascii() && blanks() < MAX_PARAGRAPH_WORDS {
        return;
    }
    let words = text.split_whitespace().count() + ideographs(text) / 2;
    if words > MAX_PARAGRAPH_WORDS {
        let start = passage.range.start + span.end - text.len().min(span.end);
        let first = text.lines().next().unwrap_or_default();
        let span = Span::new(start, start + first.trim_end().len());
        let limit = format!("at most {MAX_PARAGRAPH_WORDS} words in a paragraph");
        found.push((
            Code::LongParagraph,
            span,
            expected(own_words(limit)).found(own_words(words.to_string())),
        ));
    }
}

/// Reports `[text]()`.
fn empty_links(passage: &Passage<'_>, written: &str, found: &mut TextFindings) {
    for link in links(written, *b"()", b")\n", 200) {
        if !matches!(link.target.trim(), "" | "<>" | "#") {
            continue;
        }
        if let Some(open) = opening(written, link.close).filter(|&open| !is_code(written, open)) {
            let wanted = "an address between the parentheses";
            found.push(leads_nowhere(passage, open, &link, wanted));
        }
        if found.len() >= MAX_FINDINGS_PER_CODE {
            return;
        }
    }
}

/// Reports `[text][name]` where no line of the file defines the name.
fn undefined_links(
    defined: &impl Deref<Target = HashSet<String>>,
    passage: &Passage<'_>,
    written: &str,
    found: &mut TextFindings,
) {
    for link in links(written, *b"[]", b"]\n[", 100) {
        let name = link.target;
        let Some(open) = opening(written, link.close) else { continue };
        // `[[a]][[b]]` are two wiki links, `[^1]` is a footnote.
        let wiki = open > 0 && written.as_bytes()[open - 1] == b'[';
        if wiki
            || name.starts_with('^')
            || !name.contains(char::is_alphabetic)
            || is_code(written, open)
        {
            continue;
        }
        if !defined.contains(&name.trim().to_lowercase()) {
            let wanted = "a line with the address for this name";
            found.push(leads_nowhere(passage, open, &link, wanted));
        }
        if found.len() >= MAX_FINDINGS_PER_CODE {
            return;
        }
    }
}

/// A link from the `]` after its text onwards.
struct LinkTail<'t> {
    /// The position of that `]`.
    close: usize,
    /// The text between the marks after it.
    target: &'t str,
    /// One past the closing mark.
    end: usize,
}

/// The links whose target stands between the two `marks`. The target ends at the first of `stops`
/// within `reach` bytes; a stop other than the closing mark means that it is not a link.
fn links<'t>(
    text: &'t str,
    marks: [u8; 2],
    stops: &'t [u8],
    reach: usize,
) -> impl Iterator<Item = LinkTail<'t>> {
    let bytes = text.as_bytes();
    let closings = memchr_iter(b']', bytes).filter(move |at| bytes.get(at + 1) == Some(&marks[0]));
    closings.filter_map(move |close| {
        let rest = &text[close + 2..];
        let end = rest.bytes().take(reach).position(|byte| stops.contains(&byte))?;
        let is_closed = rest.as_bytes()[end] == marks[1];
        is_closed.then(|| LinkTail { close, target: &rest[..end], end: close + end + 3 })
    })
}

fn leads_nowhere(
    passage: &Passage<'_>,
    open: usize,
    link: &LinkTail<'_>,
    wanted: &'static str,
) -> (Code, Span, Mismatch) {
    let start = passage.range.start;
    (Code::LinkWithoutTarget, Span::new(start + open, start + link.end), expected(wanted))
}

/// The `[` that belongs to the `]` at `close`.
fn opening(text: &str, close: usize) -> Option<usize> {
    let head = text.get(..close)?;
    let mut depth = 0_usize;
    for (at, byte) in head.bytes().enumerate().rev().take(MAX_LINK_TEXT_BYTES) {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_code(text: &str, at: usize) -> bool {
    opens_code(line_before(text, at))
}

/// The names that lines such as `[name]: address` define.
fn definitions(file: &str) -> HashSet<String> {
    let label = |line: &str| {
        let (label, _) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
        Some(label.trim().to_lowercase())
    };
    file.lines().filter_map(label).collect()
}

/// Reports texts that begin with an invisible character, such as a byte order mark in the middle of a
/// file: usually it was pasted by accident.
fn unseen(cx: &mut Cx<'_>) {
    let mut found = Vec::new();
    let text = cx.source.text();
    if let Some(c) = first_unseen(text).filter(|_| cx.range().start == 0) {
        let at = text.len() - text.trim_start().len();
        found.push((Span::new(at, at + c.len_utf8()), c));
    }
    if let Some(c) = first_unseen(&cx.review.title) {
        found.push((cx.place_of(Field::Title), c));
    }
    for passage in &cx.passages {
        let heading = passage.section.heading.as_deref().unwrap_or_default();
        let Some(c) = first_unseen(&passage.section.text).or_else(|| first_unseen(heading)) else {
            continue;
        };
        let written = text.get(passage.range.clone()).unwrap_or_default();
        let span = match written.find(c) {
            Some(at) => {
                Span::new(passage.range.start + at, passage.range.start + at + c.len_utf8())
            }
            None => cx.line_of(passage.section),
        };
        found.push((span, c));
    }
    found.sort_unstable();
    found.dedup_by_key(|(span, _)| span.start);
    for (span, c) in found {
        let mismatch = expected("text to begin with a character that is seen")
            .found(own_words(format!("U+{:04X}", u32::from(c))));
        cx.report(Code::UnseenCharacter, span, mismatch);
    }
}

fn first_unseen(text: &str) -> Option<char> {
    let first = text.trim_start().chars().next()?;
    let unseen = first.is_control()
        || is_unseen_control(first)
        || matches!(first, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{3164}');
    unseen.then_some(first)
}
