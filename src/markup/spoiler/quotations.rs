//! Lines that begin with `>`.

use memchr::memrchr;

use crate::text::lines::lines;

/// The end of the quotation in which `at` stands: the next line that does not begin with `>`.
pub(super) fn end_of_quote(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let below = lines(rest).skip(1).find(|(_, line)| !line.trim_start().starts_with('>'));
    below.map_or(text.len().max(at), |(start, _)| at + start)
}

/// Whether lines are quoted, asked from one place of a text to the next. The beginning of a line is
/// looked for once, however many marks stand on it.
#[derive(Default)]
pub(super) struct QuoteScan {
    /// Up to where line breaks were looked for.
    seen: usize,
    /// Whether the line that holds `seen` begins with `>`; `None` at the first line of the text.
    is_quoted: Option<bool>,
}

impl QuoteScan {
    /// Whether the line that holds byte `at` begins with `>`.
    pub(super) fn is_quoted(&mut self, text: &str, at: usize) -> bool {
        let newline = memrchr(b'\n', text.as_bytes().get(self.seen..at).unwrap_or_default());
        let line = newline.map(|newline| self.seen + newline + 1);
        let line = line.or(self.is_quoted.is_none().then_some(0));
        if let Some(line) = line {
            self.is_quoted = text.get(line..at).map(|head| head.trim_start().starts_with('>'));
        }
        self.seen = at;
        self.is_quoted == Some(true)
    }
}
