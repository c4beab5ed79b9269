//! A text in pieces, so that reading it takes memory for one piece at a time.
//!
//! A parser needs a hundred bytes for each byte of some texts. Nearly every text is one piece. A
//! larger one ends at a blank line where it can; where it cannot, a block is cut in two.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::spoiler::is_delimiter_row;
use crate::model::Markup;
use crate::text::lines::line_end;
use crate::text::words::beginning;

/// A piece is no longer than that, unless a comment is.
pub(crate) const MAX_PIECE_BYTES: usize = 128 * 1024;
/// From here on a piece ends at the next place that suits.
const MIN_PIECE_BYTES: usize = MAX_PIECE_BYTES / 2;

/// A part of a text that is read by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) range: Range<usize>,
    /// What has to be read again before it, because it is still open: the first line of a block of
    /// code, the head of a table. Empty if nothing is.
    pub(crate) reopened: Range<usize>,
    /// Whether it begins in the middle of a block.
    pub(crate) begins_within: bool,
    /// Whether it ends in the middle of a block.
    pub(crate) ends_within: bool,
}

impl Piece {
    /// The piece below what has to be read again, and where that would begin in the text.
    pub(crate) fn with_reopened<'t>(&self, text: &'t str) -> (Cow<'t, str>, usize) {
        let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let (reopened, own) = (part(&self.reopened), part(&self.range));
        let whole = match reopened {
            "" => Cow::Borrowed(own),
            _ => Cow::Owned(format!("{reopened}{own}")),
        };
        (whole, self.range.start - reopened.len())
    }
}

/// The pieces of a text, from first to last.
pub(crate) fn pieces(text: &str, markup: Markup) -> Pieces<'_> {
    let is_spaced = markup == Markup::Markdown
        || markup == Markup::Literal && text.trim().split('\n').any(|line| line.trim().is_empty());
    Pieces { text, markup, is_spaced, at: 0, open: Open::Nothing, is_within: false, close: Some(0) }
}

#[derive(Clone, Debug)]
pub(crate) struct Pieces<'t> {
    text: &'t str,
    markup: Markup,
    /// Whether blocks are separated by blank lines. If not, each line is one.
    pub(super) is_spaced: bool,
    at: usize,
    open: Open,
    /// Whether the piece before ended in the middle of a block.
    is_within: bool,
    /// Where the last comment ends that was looked for; none if no further one is closed.
    close: Option<usize>,
}

const COMMENT_END: &[u8] = b"-->";

/// What a line leaves open for those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A block of code, by its first line.
    Code(Range<usize>),
    /// A table, by its first two lines.
    Table(Range<usize>),
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let reopened = match &self.open {
            Open::Nothing => 0..0,
            Open::Code(head) | Open::Table(head) => head.clone(),
        };
        let begins_within = self.is_within;
        let end = if rest.len() <= MAX_PIECE_BYTES {
            (self.at, self.is_within) = (self.text.len(), false);
            self.text.len()
        } else {
            self.cut()
        };
        Some(Piece { range: start..end, reopened, begins_within, ends_within: self.is_within })
    }
}

impl Pieces<'_> {
    /// Finds where the piece that begins here ends, and goes to where the next one begins.
    fn cut(&mut self) -> usize {
        let text = self.text;
        let (start, limit) = (self.at, self.at + MAX_PIECE_BYTES);
        let mut open = self.open.clone();
        let mut before = start..start;
        // The last end of a block, and the last end of a line.
        let (mut block, mut at) = (None, start);
        while let Some(line) = text[at..].split_inclusive('\n').next() {
            let mut line = at..at + line.len();
            if let Some(end) = self.comment(&open, &line) {
                // What a comment says is not shown, so a long one belongs to no piece.
                if end > limit {
                    (self.at, self.open, self.is_within) = (end, Open::Nothing, false);
                    return line.start;
                }
                line.end = text.len().min(line_end(text, end) + 1);
            }
            if line.end > limit {
                break;
            }
            if self.markup == Markup::Markdown {
                open = open.after(text, &before, &line);
            }
            at = line.end;
            let is_end = open == Open::Nothing && self.is_end(&text[line.clone()], line.end);
            if is_end && line.end >= start + MIN_PIECE_BYTES {
                block = Some(line.end);
            }
            before = line;
        }
        self.is_within = block.is_none();
        self.at = block.unwrap_or_else(|| match at > start {
            true => at,
            false => end_of_words(text, start, limit),
        });
        self.open = if block.is_some() { Open::Nothing } else { open };
        self.at
    }

    /// Whether a block is sure to end with `line`, which ends at `end`.
    fn is_end(&self, line: &str, end: usize) -> bool {
        let next = self.text.get(end..).and_then(|rest| rest.chars().next());
        let is_indented = next.is_some_and(char::is_whitespace);
        !self.is_spaced
            || line.trim().is_empty() && !(self.markup == Markup::Markdown && is_indented)
    }

    /// The end of the comment that begins on `line`; none if it is not closed.
    fn comment(&mut self, open: &Open, line: &Range<usize>) -> Option<usize> {
        let written = &self.text[line.clone()];
        let can_begin = self.markup == Markup::Markdown && !matches!(open, Open::Code(_));
        if !can_begin || is_indented_code(written) || !written.trim_start().starts_with("<!--") {
            return None;
        }
        if self.close.is_some_and(|close| close < line.start) {
            let rest = &self.text.as_bytes()[line.start..];
            self.close = memmem::find(rest, COMMENT_END).map(|close| line.start + close);
        }
        self.close.map(|close| close + COMMENT_END.len())
    }
}

impl Open {
    /// What is open after `line`, which follows the line `before`.
    fn after(self, text: &str, before: &Range<usize>, line: &Range<usize>) -> Self {
        let written = &text[line.clone()];
        if let Self::Code(head) = &self {
            let head = &text[head.clone()];
            let depth = quote_depth(head);
            // A quotation that ends, ends the code in it.
            if quote_depth(written) >= depth {
                let is_closed = closes(unquoted(head, depth), unquoted(written, depth));
                return if is_closed { Self::Nothing } else { self };
            }
        }
        if fence(unquoted(written, usize::MAX)).is_some() {
            return Self::Code(line.clone());
        }
        if let Some(item) = text_of_item(written).filter(|item| fence(item).is_some()) {
            return Self::Code(line.end - item.len()..line.end);
        }
        let has_head = !text[before.clone()].trim().is_empty();
        match self {
            Self::Code(_) => Self::Nothing,
            _ if written.trim().is_empty() => Self::Nothing,
            Self::Nothing if has_head && is_delimiter_row(written) => {
                Self::Table(before.start..line.end)
            }
            open => open,
        }
    }
}

/// Whether `line` is indented as far as code is. In an item of a list it may be text.
fn is_indented_code(line: &str) -> bool {
    let indent = line.len() - line.trim_start().len();
    indent >= 4 || line[..indent].contains('\t')
}

/// What follows the bullet or the number with which `line` begins an item of a list.
fn text_of_item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let ends: &[char] = if number.len() < line.len() { &['.', ')'] } else { &['-', '*', '+'] };
    number.strip_prefix(ends)?.strip_prefix([' ', '\t'])
}

/// In how many quotations `line` stands.
fn quote_depth(line: &str) -> usize {
    line.bytes().take_while(|byte| b"> \t".contains(byte)).filter(|byte| *byte == b'>').count()
}

/// `line` without the marks of `depth` quotations, if it has as many.
fn unquoted(line: &str, depth: usize) -> &str {
    let mut rest = line;
    for _ in 0..depth {
        let Some(inner) = rest.trim_start().strip_prefix('>') else { break };
        rest = inner;
    }
    rest
}

/// The sign and the length of the fence that opens a block of code on this line.
fn fence(line: &str) -> Option<(char, usize)> {
    let line = line.trim();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let info = line.trim_start_matches(sign);
    let length = line.len() - info.len();
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length))
}

/// Whether `line` closes the block of code that the line `head` opens.
fn closes(head: &str, line: &str) -> bool {
    let line = line.trim();
    fence(head)
        .is_some_and(|(sign, length)| line.len() >= length && line.chars().all(|c| c == sign))
}

/// Where the last word ends before `limit`, in one long line; in one long word, where a character
/// ends.
fn end_of_words(text: &str, start: usize, limit: usize) -> usize {
    let limit = beginning(text, limit).len();
    let blank = text[start..limit].rfind(' ').map(|blank| start + blank + 1);
    blank.filter(|end| *end >= start + MIN_PIECE_BYTES).unwrap_or(limit)
}
