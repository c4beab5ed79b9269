//! What is wrong with a TOML text, in words for people.

use super::toml_lines::{is_header, is_name, long_end, short_end, starts_field};
use super::{toml_slips, toml_unclosed};
use crate::text::lines::{line_end, line_start};
use crate::text::words::beginning;
use crate::text::{Mismatch, Phrase, Span, expected, own_words, quote};

/// The first error, and in `rest` the start of the line from which on the text is not understood.
pub(super) struct TomlError {
    pub(super) span: Span,
    pub(super) mismatch: Mismatch,
    pub(super) rest: usize,
    /// Whether something is open at the end of the text.
    pub(super) open: bool,
}

/// Describes `error`, found in `text` or in its beginning, where blanks stand for some of what was
/// `written`; `end` is what the text ends with.
pub(super) fn fault(
    text: &str,
    written: &str,
    error: &toml::de::Error,
    end: &'static str,
) -> TomlError {
    let span = error.span().map_or(Span::new(0, 0), Span::from);
    let span = Span::new(beginning(text, span.start).len(), beginning(text, span.end).len());
    if let Some((open, into_field)) = unclosed(text, span.start) {
        let found = if into_field { "the next field" } else { end };
        let quotes = Span::new(open, open + 3);
        let wanted = own_words(format!("`{}` at its end", &text[quotes.start..quotes.end]));
        let mismatch = expected(wanted).found(found).about("this text is not closed");
        let rest = line_start(text, open);
        return TomlError { span: quotes, mismatch, rest, open: false };
    }
    if let Some((open, next)) = open_list(text, span.start) {
        let found = if next < text.trim_end().len() { "the next field" } else { end };
        let mismatch = expected("`]`").found(found).about("this list is not closed");
        let rest = line_start(text, next);
        return TomlError { span: Span::new(open, open + 1), mismatch, rest, open: false };
    }
    if let Some(open) = without_key(text, span.start) {
        let quotes = Span::new(open, open + 3);
        let mismatch = expected("a name before this text, such as `intro = `").found("none");
        let rest = line_start(text, open);
        return TomlError { span: quotes, mismatch, rest, open: false };
    }
    let parser = error.message();
    let slip = toml_slips::find(parser, text, span.start)
        .or_else(|| toml_unclosed::find(parser, written, span.start));
    let (span_of, mismatch) = slip.unwrap_or_else(|| (span, mismatch(parser, text, span, end)));
    // Without its first line a text would end where the next one begins.
    let rest = line_start(text, long_text_at(text, span.start).unwrap_or(span.start));
    TomlError { span: span_of, mismatch, rest, open: parser.starts_with("unclosed") }
}

/// How messages of the parser begin, and what should have stood in the file instead.
const EXPECTED: &[(&str, &str)] = &[
    ("string values must be quoted", "a value, with quotes around a text"),
    ("duplicate key", "every field only once"),
    ("key with no value", "`=` and a value"),
    ("missing value", "a value"),
    ("unclosed array table", "`]]`"),
    ("unclosed array", "`]`"),
    ("unclosed table", "`]`"),
    ("unclosed inline table", "`}`"),
    ("missing comma", "`,`"),
    ("extra comma", "a value"),
    ("missing assignment", "`=`"),
    ("missing key", "a key"),
    ("extra `=`", "a value"),
    ("unexpected key or value", "the end of the line"),
    ("unexpected content", "the end of the line"),
    ("invalid unquoted key", "a key of letters, digits, `_` and `-`, or in quotes"),
    ("unexpected leading zero", "a number without a leading zero"),
    ("missing escaped value", "an escape such as `\\n`, or a second `\\`"),
    ("carriage return", "a newline after the carriage return"),
    ("cannot recurse further", "fewer tables within tables"),
    ("recursion limit", "fewer tables within tables"),
];

/// What the parser expected, which it says as `what is wrong, expected X`: its errors have no other
/// form than this text.
fn mismatch(parser: &str, text: &str, span: Span, end: &'static str) -> Mismatch {
    let found = found(text, span, end);
    if let Some((_, wanted)) = EXPECTED.iter().find(|(what, _)| parser.starts_with(what)) {
        return expected(*wanted).found(found);
    }
    match parser.split_once(", expected ") {
        Some((_, wanted)) => expected(own_words(wanted.to_owned())).found(found),
        None => expected("sound TOML").found(found).about(own_words(parser.to_owned())),
    }
}

fn found(text: &str, span: Span, end: &'static str) -> Phrase {
    let rest = text.get(span.start..).unwrap_or_default();
    let marked = text.get(span.start..span.end).unwrap_or_default();
    let line = if marked.trim().is_empty() { rest } else { marked };
    match line.lines().next() {
        None => end.into(),
        Some(line) if line.trim().is_empty() => "the end of the line".into(),
        Some(line) => quote(line).at(Span::new(span.start, span.start + line.len())).into(),
    }
}

/// The opening quotes of the first text of several lines, begun before `error`, that has run on
/// into the fields after it: it holds a line like `[a.b]` or `key = """`, or never ends. With it
/// whether it has met a field.
fn unclosed(text: &str, error: usize) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && at <= error {
        match bytes[at] {
            b'#' => at = line_end(text, at),
            quote @ (b'"' | b'\'') => {
                let open = at;
                let long = bytes[at..].starts_with(&[quote; 3]);
                let close =
                    if long { long_end(bytes, at, quote) } else { short_end(bytes, at, quote) };
                let Some(close) = close else {
                    let into_field = text[line_end(text, open)..].lines().any(starts_field);
                    return long.then_some((open, into_field));
                };
                if long && swallows_fields(text, open + 3, close - 3) {
                    return Some((open, true));
                }
                at = close;
            }
            _ => at += 1,
        }
    }
    None
}

/// The opening quotes of a text of several lines that stands where a key should, and ends at the
/// error.
fn without_key(text: &str, error: usize) -> Option<usize> {
    let begins_line = |open: &usize| text[line_start(text, *open)..*open].trim().is_empty();
    long_text_at(text, error).filter(begins_line)
}

/// The opening quotes of the text of several lines that `place` is in, or stands behind.
fn long_text_at(text: &str, place: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at <= place {
        match *bytes.get(at)? {
            b'#' => at = line_end(text, at),
            quote @ (b'"' | b'\'') => {
                let is_long = bytes[at..].starts_with(&[quote; 3]);
                let close =
                    if is_long { long_end(bytes, at, quote) } else { short_end(bytes, at, quote) };
                let close = close?;
                if is_long && (at..=close).contains(&place) {
                    return Some(at);
                }
                at = close;
            }
            _ => at += 1,
        }
    }
    None
}

/// The bracket of a list that is never closed, and where the first field begins that it has run
/// into. The error is at that field or behind it.
fn open_list(text: &str, error: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut open: Vec<(usize, u8)> = Vec::new();
    let (mut is_value, mut tables, mut next) = (false, 0, None);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at = line_end(text, at) - 1,
            quote @ (b'"' | b'\'') => {
                let long = bytes[at..].starts_with(&[quote; 3]);
                let end = if long { long_end } else { short_end };
                let Some(end) = end(bytes, at, quote) else { break };
                // Quotes that are not closed may hide the bracket.
                if !long && (end < at + 2 || bytes[end - 1] != quote) {
                    return None;
                }
                at = end - 1;
            }
            b'=' => is_value = true,
            bracket @ (b'[' | b'{') if is_value => {
                tables += usize::from(bracket == b'{');
                open.push((at, bracket));
            }
            close @ (b']' | b'}') if is_value => {
                let (_, bracket) = open.pop()?;
                if (bracket == b'[') != (close == b']') {
                    return None;
                }
                tables -= usize::from(bracket == b'{');
                next = next.filter(|_| !open.is_empty());
            }
            b'\n' if open.is_empty() => is_value = false,
            b'\n' if next.is_none() && tables == 0 => {
                let line = &text[at + 1..line_end(text, at + 1)];
                next = starts_field(line).then_some(at + 1);
            }
            _ => {}
        }
        at += 1;
    }
    let &(start, bracket) = open.first()?;
    let next = next.unwrap_or(text.trim_end().len());
    (bracket == b'[' && (start..=error).contains(&next)).then_some((start, next))
}

fn swallows_fields(text: &str, start: usize, end: usize) -> bool {
    let inner = text.get(start..end).unwrap_or_default();
    let mut lines = inner.lines().peekable();
    let mut header = false;
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        header |= is_header(line) || (last && is_key(line));
    }
    header
}

/// `key =`, whose opening quotes have closed the text before it.
fn is_key(line: &str) -> bool {
    line.trim().strip_suffix('=').is_some_and(|key| is_name(key.trim()))
}
