//! Where the lines of a text begin and end.

use memchr::{memchr, memrchr};

/// The byte at which the line begins that holds byte `at`.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let head = text.as_bytes().get(..at).unwrap_or_default();
    memrchr(b'\n', head).map_or(0, |newline| newline + 1)
}

/// The byte at which the line ends that holds byte `at`: its newline, or the end of the text.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + memchr(b'\n', rest).unwrap_or(rest.len())
}

/// The lines of `text` with their newlines, each with the byte at which it begins.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        Some((start, line))
    })
}

/// As many blanks as `text` has bytes, in the same lines.
pub(crate) fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// A text without the blank lines around it. Its first line keeps its indent, which may mean
/// something.
pub(crate) fn trimmed(text: &str) -> String {
    let text = text.trim_end();
    let blank = text.len() - text.trim_start().len();
    text[line_start(text, blank)..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newline_ends_the_line_that_it_belongs_to() {
        let text = "ab\né\n";
        let lines = (0..=text.len()).map(|at| (line_start(text, at), line_end(text, at)));
        let (first, second, last) = ((0, 2), (3, 5), (6, 6));
        assert!(lines.eq([first, first, first, second, second, second, last]));
        assert_eq!(line_end("", 3), 3);
    }
}
