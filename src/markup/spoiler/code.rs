//! Code and tables, in which the signs of marks mean something else.

use memchr::memchr;

use crate::text::lines::lines;

/// The end of the code that the run of backticks at `at` opens within `paragraph_end`; `None` where
/// nothing closes it.
pub(super) fn end_of_span(text: &str, at: usize, paragraph_end: usize) -> Option<usize> {
    let ticks = run(text, at, b'`');
    let mut from = at + ticks;
    while let Some(found) = memchr(b'`', text.as_bytes().get(from..paragraph_end)?) {
        let close = from + found;
        let length = run(text, close, b'`');
        from = close + length;
        if length == ticks {
            return Some(from);
        }
    }
    None
}

/// The end of the fenced block that begins at `at`, the start of a line; `None` where it is none or
/// nothing closes it.
pub(super) fn end_of_fence(text: &str, at: usize) -> Option<usize> {
    const MIN_FENCE: usize = 3;
    let sign = *text.as_bytes().get(at)?;
    let length = run(text, at, sign);
    if length < MIN_FENCE {
        return None;
    }
    let mut lines = lines(text.get(at..)?);
    let (_, first) = lines.next()?;
    // `code` on one line is a span.
    if sign == b'`' && first.get(length..)?.contains('`') {
        return None;
    }
    let is_fence = |line: &str| line.len() >= length && line.bytes().all(|byte| byte == sign);
    lines.find(|(_, line)| is_fence(line.trim())).map(|(start, line)| at + start + line.len())
}

fn run(text: &str, at: usize, sign: u8) -> usize {
    text.as_bytes().iter().skip(at).take_while(|byte| **byte == sign).count()
}

/// How many columns the table has that `paragraph` is; `None` where it is none.
pub(super) fn columns(paragraph: &str) -> Option<usize> {
    paragraph.lines().find(|line| is_delimiter_row(line)).map(cells)
}

/// How many cells a row of a table has.
pub(super) fn cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').count()
}

/// Whether `line` is the second line of a table: `|---|:-:|`.
pub(crate) fn is_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.trim().bytes().all(|b| b"|-: \t".contains(&b))
}
