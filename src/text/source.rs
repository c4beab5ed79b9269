//! A file's text and the places in it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use memchr::{memchr, memchr_iter};

use super::spoilers;

/// A range of bytes in one [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    #[must_use]
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Moved towards the end by `offset` bytes.
    #[must_use]
    pub(crate) const fn moved(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place as editors show it: line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    pub(crate) line: u32,
    /// In characters, not in bytes or cells.
    pub(crate) column: u32,
}

/// The text of one file, with the path by which it was opened.
#[derive(Debug, Default)]
pub struct Source {
    path: PathBuf,
    text: String,
    /// Where each line begins.
    lines: OnceLock<Vec<u32>>,
    /// How many characters begin before each block of [`BLOCK_BYTES`].
    blocks: OnceLock<Vec<usize>>,
    may_warn: OnceLock<bool>,
}

/// Within a block characters are counted each time.
const BLOCK_BYTES: usize = 1024;

impl Source {
    /// Takes the text of a file, without a byte order mark at its beginning. Lines that end with a
    /// carriage return alone, as on old computers, end with a newline from then on.
    pub fn new(path: impl Into<PathBuf>, mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if memchr(b'\r', text.as_bytes()).is_some() && memchr(b'\n', text.as_bytes()).is_none() {
            text = text.replace('\r', "\n");
        }
        Self { path: path.into(), text, ..Self::default() }
    }

    /// Whether anything in the file may warn of spoilers. Hardly any file does, so one look at all of
    /// it saves looking at each of its texts. An escape may hide the word.
    #[must_use]
    pub(crate) fn may_warn(&self) -> bool {
        let has_escape = || memchr(b'\\', self.text.as_bytes()).is_some();
        *self.may_warn.get_or_init(|| spoilers::may_warn(&self.text) || has_escape())
    }

    #[must_use]
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of `byte`, or of the end if that is past it.
    #[must_use]
    pub(crate) fn position(&self, byte: usize) -> Position {
        let starts = self.line_starts();
        let byte = byte.min(self.text.len());
        let line = starts.partition_point(|&start| start as usize <= byte).saturating_sub(1);
        let column = self.chars_between(starts[line] as usize, byte) + 1;
        Position {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// How many characters begin from byte `start` up to `end`. A long line may have a finding every
    /// few bytes, so its characters are not counted from its beginning for each.
    fn chars_between(&self, start: usize, end: usize) -> usize {
        if end.saturating_sub(start) <= BLOCK_BYTES {
            return count_chars(self.text.as_bytes().get(start..end).unwrap_or_default());
        }
        let blocks = self.blocks.get_or_init(|| {
            let counts = self.text.as_bytes().chunks(BLOCK_BYTES).map(count_chars);
            let sums = counts.scan(0, |sum, count| Some(std::mem::replace(sum, *sum + count)));
            sums.collect()
        });
        let before = |byte: usize| {
            // The end of the text may be the end of its last block.
            let block = (byte / BLOCK_BYTES).min(blocks.len().saturating_sub(1));
            let rest = self.text.as_bytes().get(block * BLOCK_BYTES..byte).unwrap_or_default();
            blocks.get(block).map_or(0, |sum| sum + count_chars(rest))
        };
        before(end) - before(start)
    }

    /// The number of the last line that has text, from 1.
    #[must_use]
    pub(crate) fn last_line(&self) -> u32 {
        self.line_of(self.text.trim_end_matches('\n').len())
    }

    /// The number of the line that holds `byte`, from 1.
    #[must_use]
    pub fn line_of(&self, byte: usize) -> u32 {
        let line = self.line_starts().partition_point(|&start| start as usize <= byte);
        u32::try_from(line.max(1)).unwrap_or(u32::MAX)
    }

    /// The byte at which `line` (from 1) begins, or the end if there is no such line.
    #[must_use]
    pub(crate) fn line_start(&self, line: u32) -> usize {
        let index = (line as usize).saturating_sub(1);
        self.line_starts().get(index).map_or(self.text.len(), |&start| start as usize)
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = || memchr_iter(b'\n', self.text.as_bytes());
            let mut starts = Vec::with_capacity(breaks().count() + 1);
            starts.push(0);
            // Half the memory of `usize`, in a text that may be nothing but newlines.
            starts.extend(breaks().map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX)));
            starts
        })
    }
}

/// How many characters begin in `bytes` of a text.
fn count_chars(bytes: &[u8]) -> usize {
    let is_start = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(is_start).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_counted_in_blocks() {
        let line = "é日a".repeat(1000);
        let source = Source::new("a.md", format!("ü\n{line}\n{line}"));
        let text = source.text();
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let start = text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
            let column = source.position(byte).column as usize;
            assert_eq!(column, text[start..byte].chars().count() + 1, "{byte}");
        }
    }

    #[test]
    fn a_text_may_end_with_a_block() {
        let source = Source::new("a.md", "x".repeat(3 * BLOCK_BYTES));
        let end = 3 * BLOCK_BYTES + 1;
        assert_eq!(source.position(usize::MAX).column as usize, end);
    }

    #[test]
    fn positions_count_characters() {
        let source = Source::new("a.toml", "\u{feff}é=1\nb = \"ü\"x\n".to_owned());
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        let x = source.text().find('x').unwrap();
        assert_eq!(source.position(x), Position { line: 2, column: 8 });
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
        assert_eq!(source.line_of(x), 2);
        assert_eq!(source.line_start(2), source.text().find('b').unwrap());
    }
}
