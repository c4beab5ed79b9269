//! The text itself: paragraphs that are too long, invisible characters.

use memchr::memmem;

use super::context::Cx;
use crate::format::passages::Passage;
use crate::model::{Field, Markup};
use crate::text::clean::is_unseen_control;
use crate::text::words::ideographs;
use crate::text::{Code, Mismatch, Span, expected, own_words};

/// About a page of a paperback.
const MAX_PARAGRAPH_WORDS: usize = 350;

/// A paragraph of at most this size cannot have too many words: each takes a letter and a space.
const SHORT_PARAGRAPH_BYTES: usize = 2 * MAX_PARAGRAPH_WORDS;

pub(super) fn check(cx: &mut Cx<'_>) {
    let mut found = Vec::new();
    let text = cx.source.text();
    for passage in cx.passages.iter().filter(|passage| passage.section.markup != Markup::Raw) {
        let written = text.get(passage.range.clone()).unwrap_or_default();
        paragraphs(passage, written, &mut found);
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
