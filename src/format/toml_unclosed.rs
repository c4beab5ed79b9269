//! Texts on one line of TOML whose quotes are never closed.

use super::toml_lines::{MAX_REQUOTED_BYTES, is_curly, short_end, starts_field};
use crate::text::lines::{line_end, line_start};
use crate::text::phrase::whole;
use crate::text::{Mismatch, Span, expected, own_words};

/// The quote of a text on one line that is never closed, where the parser stopped at the end of that
/// line.
pub(super) fn find(parser: &str, text: &str, at: usize) -> Option<(Span, Mismatch)> {
    if !parser.ends_with("expected `\"`") && !parser.ends_with("expected `'`") {
        return None;
    }
    let start = line_start(text, at);
    let end = start + text[start..line_end(text, start)].trim_end().len();
    let open = open_quote(text, start, end)?;
    let mark = char::from(text.as_bytes()[open]);
    let inner = text.get(open + 1..end)?;
    let at_mark = Span::new(open, open + 1);
    if let Some(curly) = inner.chars().next_back().filter(|c| is_curly(*c)) {
        let close = Span::new(end - curly.len_utf8(), end);
        let mismatch = expected(own_words(format!("a straight quote, `{mark}`")))
            .found("a curly one")
            .about("this text is not closed")
            .replace(close, whole(&mark.to_string()));
        return Some((close, mismatch));
    }
    if let Some(close) = closed_later(text, end, mark) {
        let long = mark.to_string().repeat(3);
        let mismatch = expected(own_words(format!("`{long}` around a text of several lines")))
            .found(own_words(format!("`{mark}`")));
        let whole_text = text.get(open + 1..close).filter(|it| it.len() <= MAX_REQUOTED_BYTES);
        let mismatch = match whole_text {
            Some(inner) => {
                mismatch.replace(Span::new(open, close + 1), whole(&format!("{long}{inner}{long}")))
            }
            None => mismatch,
        };
        return Some((at_mark, mismatch));
    }
    let mismatch = expected(own_words(format!("`{mark}` at its end")))
        .found("the end of the line")
        .about("this text is not closed")
        .replace(Span::new(end, end), whole(&mark.to_string()));
    Some((at_mark, mismatch))
}

/// The quote of the last text of a list that is never closed, where the parser stopped behind it.
pub(super) fn in_list(text: &str, at: usize) -> Option<(Span, Mismatch)> {
    let end = text.get(..at)?.trim_end().len();
    let open = open_quote(text, line_start(text, end), end)?;
    let mark = &text[open..=open];
    let bracket = end - 1;
    let mismatch = expected(own_words(format!("`{mark}` before `]`")))
        .about("this text is not closed")
        .replace(Span::new(bracket, bracket), whole(mark));
    text[open + 1..end].ends_with(']').then_some((Span::new(open, open + 1), mismatch))
}

/// The opening quote that has no other between `start` and `end`, on one line.
fn open_quote(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'#' => return None,
            quote @ (b'"' | b'\'') => match short_end(bytes, at, quote) {
                Some(close) if close > at + 1 && close <= end && bytes[close - 1] == quote => {
                    at = close;
                }
                _ => return Some(at),
            },
            _ => at += 1,
        }
    }
    None
}

/// Where the quote stands that closes, on a later line, a text begun on the line that ends at `end`.
fn closed_later(text: &str, end: usize, mark: char) -> Option<usize> {
    let mut start = line_end(text, end) + 1;
    while let Some(line) = text.get(start..).and_then(|rest| rest.lines().next()) {
        if starts_field(line) {
            return None;
        }
        if line.trim_end().ends_with(mark) {
            return Some(start + line.trim_end().len() - mark.len_utf8());
        }
        start = line_end(text, start) + 1;
        if start > text.len() {
            return None;
        }
    }
    None
}
