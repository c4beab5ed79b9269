//! The notations of covered passages, and where each ends.
//!
//! | Notation | From |
//! | --- | --- |
//! | `\|\|text\|\|` | Discord |
//! | `>!text!<`, and `>! text` at the beginning of a line | Reddit, Stack Exchange |
//! | `<spoiler>`, `<details>`, any tag with a class such as `spoiler` | HTML |
//! | `[spoiler]text[/spoiler]`, `[details="Title"]`, `[text](#spoiler)` | forums |
//! | `::: spoiler Title`, `:spoiler[text]` | Lemmy, directives |
//! | `{{< spoiler >}}`, `{% spoiler %}` | Hugo, Jekyll |
//! | `> [!spoiler]` | callouts |
//! | `!spoilers` on a line | our own |
//!
//! `%% text %%` and `{% comment %}` are comments.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem, memrchr};

use super::code;
use super::names::MarkName;
use super::quotations::{QuoteScan, end_of_quote};
use super::{
    CoveredPassage, after_spoiler, end_of_line_mark, end_of_paragraph, head, is_blank, line_starts,
    strip_prefix_ignoring_case,
};
use crate::text::lines::lines;
use crate::text::spoilers::speaks_of_spoilers;

/// What stands at a place of a text where a passage may begin.
#[derive(Debug)]
pub(super) enum Mark {
    /// A passage with its marks, and where the title begins that stands before it and is not covered.
    /// One that is not closed goes on to the end of what it may cover.
    Passage { title: Option<usize>, passage: CoveredPassage, is_closed: bool },
    /// What is not to be shown at all, up to here.
    Comment(usize),
    /// A mark that covers nothing, since nothing closes it.
    Unclosed(usize),
    /// Text, up to here.
    Plain(usize),
}

/// The longest tag or title of a mark.
pub(super) const MAX_TAG_BYTES: usize = 2000;

/// Finds the marks of a text from its beginning to its end, in time that grows with its length: what
/// was searched without success is not searched again.
#[derive(Default)]
pub(super) struct Marks<'t> {
    pub(super) text: &'t str,
    pub(super) paragraph: Range<usize>,
    pub(super) line: QuoteScan,
    /// From where on each of these is known to be missing up to the end of the text, or of the
    /// paragraph that ends there.
    pub(super) bars: Barren,
    pub(super) far_bars: Barren,
    comments: Barren,
    pub(super) shortcode_ends: [Barren; MarkName::COUNT],
    pub(super) comment_ends: Barren,
    ticks: [Barren; MAX_TICKS],
    fences: Barren,
    tildes: Barren,
    pub(super) forum_ends: [Barren; MarkName::COUNT],
    pub(super) element_ends: [Barren; MarkName::COUNT],
    /// The next `]`, and the next `!<`.
    pub(super) bracket: usize,
    angle: usize,
    /// The columns of the table that the paragraph is.
    pub(super) columns: Option<usize>,
    /// The line that was looked at last, and its cells if it is a row of a table.
    pub(super) row: (Range<usize>, usize),
}

/// Longer runs of backticks are one kind.
const MAX_TICKS: usize = 4;

/// A stretch of the text without the sign that was looked for.
#[derive(Debug, Default)]
pub(super) struct Barren(Range<usize>);

impl Barren {
    /// Looks for a sign between `from` and `to`, unless it is known not to be there.
    pub(super) fn find(
        &mut self,
        from: usize,
        to: usize,
        find: impl FnOnce() -> Option<usize>,
    ) -> Option<usize> {
        if self.0.start <= from && to <= self.0.end {
            return None;
        }
        let found = find();
        if found.is_none() {
            self.0 = from..to;
        }
        found
    }
}

impl<'t> Marks<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, ..Self::default() }
    }

    /// The next mark from `at` on, and where it begins.
    pub(super) fn next(&mut self, at: usize) -> Option<(usize, Mark)> {
        let rest = self.text.get(at..)?;
        let open = at + next_sign(rest, line_starts(self.text, at))?;
        if open >= self.paragraph.end {
            let start = self.line_of(open).start;
            self.paragraph = start..end_of_paragraph(self.text, open);
            self.columns = code::columns(&self.text[self.paragraph.clone()]);
        }
        let sign = self.text.as_bytes()[open];
        let mark = match sign {
            b'!' | b'?' => self.line_mark(open),
            b'~' if self.rest(open).starts_with("~!") => self.tilde(open),
            b'`' | b'~' => self.code(open),
            b'|' => self.bars(open),
            b'>' => self.angle(open),
            b'<' => self.tag(open),
            b'[' => self.bracket(open),
            b'{' => self.shortcode(open),
            b':' => self.container(open),
            b'%' => self.comment(open),
            b'&' => self.encoded_bars(open),
            _ => Some(self.wide_bars(open)),
        };
        Some((open, mark.unwrap_or(Mark::Plain(open + 1))))
    }

    pub(super) fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// What is never closed: covering too much is better than showing a spoiler.
    pub(super) const fn to_the_end(&self, outer: usize, inner: usize) -> Mark {
        let end = self.text.len();
        Mark::Passage { title: None, passage: passage(outer..end, inner..end), is_closed: false }
    }

    fn line_mark(&self, at: usize) -> Option<Mark> {
        let line = self.rest(at).lines().next()?;
        if let Some(title) = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???")) {
            let title = title.find('"').map(|_| quoted(self.text, at + 3..at + line.len()));
            let speaks = speaks_of_spoilers(line);
            return speaks.then(|| self.admonition(at, title, at + line.len())).flatten();
        }
        let end = self.text.len();
        end_of_line_mark(line).map(|mark| closed(at..end, at + mark..end))
    }

    /// `!!! spoiler "Title"` and the indented lines below it.
    fn admonition(&self, at: usize, title: Option<Range<usize>>, inner: usize) -> Option<Mark> {
        let is_below = |line: &str| !line.trim().is_empty() && !line.starts_with([' ', '\t']);
        let below = lines(self.rest(inner)).find(|(_, line)| is_below(line));
        let end = below.map_or(self.text.len(), |(start, _)| inner + start);
        let is_empty = self.text.get(inner..end)?.trim().is_empty();
        (!is_empty).then(|| self.titled(at, title, inner, Some((end, end))))
    }

    /// Code: marks in it are signs like any others.
    fn code(&mut self, at: usize) -> Option<Mark> {
        let (text, end) = (self.text, self.text.len());
        if line_starts(text, at)
            && let Some(end) = self.fences.find(at, end, || code::end_of_fence(text, at))
        {
            return Some(Mark::Plain(end));
        }
        if text.as_bytes()[at] == b'~' {
            return None;
        }
        let ticks = self.rest(at).bytes().take_while(|byte| *byte == b'`').count();
        let end = self.paragraph.end;
        let kind = &mut self.ticks[ticks.clamp(1, MAX_TICKS) - 1];
        let close = kind.find(at, end, || code::end_of_span(text, at, end));
        Some(Mark::Plain(close.unwrap_or(at + ticks)))
    }

    /// `~!text!~`, of AniList.
    fn tilde(&mut self, at: usize) -> Option<Mark> {
        let (text, inner) = (self.text, at + "~!".len());
        let close = self.tildes.find(inner, text.len(), || {
            memmem::find(text.as_bytes().get(inner..)?, b"!~").map(|found| inner + found)
        });
        close
            .filter(|close| *close > inner)
            .map(|close| closed(at..close + "!~".len(), inner..close))
    }

    /// The line that holds `at`, which only grows.
    pub(super) fn line_of(&mut self, at: usize) -> Range<usize> {
        let (line, _) = &mut self.row;
        if at >= line.end {
            let bytes = self.text.as_bytes();
            let newline = memrchr(b'\n', &bytes[line.end..at]);
            let start = newline.map_or(line.end, |newline| line.end + newline + 1);
            let length = memchr(b'\n', &bytes[at..]);
            let end = length.map_or(bytes.len(), |length| at + length + 1);
            self.row = (start..end, code::cells(&self.text[start..end]));
        }
        self.row.0.clone()
    }

    /// `>!text!<`, also with blanks and over lines; at the beginning of a line without an end too.
    fn angle(&mut self, at: usize) -> Option<Mark> {
        let rest = self.rest(at);
        // `> ![` is a picture, and `> !` alone an exclamation mark.
        let is_spaced = rest.strip_prefix("> !").is_some_and(|text| {
            text.starts_with(|c: char| c == ' ' || c.is_alphanumeric())
                && line_starts(self.text, at)
        });
        if !rest.starts_with(">!") && !is_spaced {
            return self.labelled_quote(at);
        }
        if rest.starts_with(">!!<") {
            return Some(Mark::Plain(at + ">!!<".len()));
        }
        let inner = at + if is_spaced { "> !".len() } else { ">!".len() };
        let text = self.text;
        if self.angle < inner {
            let found = memmem::find(text.as_bytes().get(inner..)?, b"!<");
            self.angle = found.map_or(text.len(), |found| inner + found);
        }
        let close = (self.angle < text.len()).then_some(self.angle);
        let next = memmem::find(text.as_bytes().get(inner..close.unwrap_or(inner))?, b">!");
        if let Some(close) = close.filter(|close| *close > inner && next.is_none()) {
            return Some(closed(at..close + "!<".len(), inner..close));
        }
        let begins_line = line_starts(text, at);
        let has_blank = self.rest(inner).chars().next().is_none_or(char::is_whitespace);
        if has_blank && !begins_line && !text[..at].ends_with(char::is_whitespace) {
            return None;
        }
        // A quotation of Stack Exchange: each of its lines is marked.
        let below = text.get(inner..self.paragraph.end)?;
        let next_line = below.find("\n>!").map(|newline| inner + newline + 1);
        let end = next_line.unwrap_or(self.paragraph.end);
        let is_closed = begins_line && has_blank;
        Some(Mark::Passage { title: None, passage: passage(at..end, inner..end), is_closed })
    }

    /// `> SPOILER: text`, up to the end of the quotation.
    fn labelled_quote(&self, at: usize) -> Option<Mark> {
        if !line_starts(self.text, at) {
            return None;
        }
        let line = self.rest(at).lines().next()?;
        let is_sign = |c: char| " >*_[(".contains(c);
        let label = line.trim_start_matches(is_sign);
        let after = after_spoiler(label)?;
        if !speaks_of_spoilers(head(line)) {
            return None;
        }
        let after = after.trim_start_matches(['*', '_', ']', ')', ' ']);
        let after = strip_prefix_ignoring_case(after, "alert")
            .or_else(|| strip_prefix_ignoring_case(after, "warning"))
            .unwrap_or(after);
        let text = after.trim_start_matches(['*', '_', ']', ')', ' ', '!']);
        let is_label = text.is_empty() || text.starts_with(':') || after.starts_with('!');
        let inner = at + line.len() - text.len() + usize::from(text.starts_with(':'));
        let end = end_of_quote(self.text, inner);
        let is_empty = self.text.get(inner..end)?.trim_matches(is_sign).trim().is_empty();
        (is_label && !is_empty).then(|| closed(inner..end, inner..end))
    }

    pub(super) fn titled(
        &self,
        at: usize,
        title: Option<Range<usize>>,
        inner: usize,
        close: Option<(usize, usize)>,
    ) -> Mark {
        let is_closed = close.is_some();
        let (inner_end, end) = close.unwrap_or((self.text.len(), self.text.len()));
        let title = title.filter(|title| !title.is_empty());
        let outer = title.as_ref().map_or(at, |title| title.end)..end;
        let passage = passage(outer, inner..inner_end);
        Mark::Passage { title: title.map(|title| title.start), passage, is_closed }
    }

    /// `::: spoiler Title` up to a line `:::`, and `:spoiler[text]`.
    fn container(&self, at: usize) -> Option<Mark> {
        let rest = self.rest(at);
        let colons = rest.bytes().take_while(|byte| *byte == b':').count();
        let after = &rest[colons..];
        if colons < 3 {
            let behind_name = after_spoiler(after)?;
            let close = match behind_name.as_bytes().first()? {
                b'[' => b']',
                b'{' => b'}',
                _ => return None,
            };
            let inner = at + rest.len() - behind_name.len() + 1;
            let reach = self.rest(inner).as_bytes();
            let length = memchr2(close, b'\n', &reach[..reach.len().min(MAX_TAG_BYTES)])?;
            let end = inner + length + 1;
            let is_closed = self.text.as_bytes()[inner + length] == close;
            return is_closed.then(|| closed(at..end, inner..inner + length));
        }
        let line = rest.split_inclusive('\n').next()?;
        if !line_starts(self.text, at) || !speaks_of_spoilers(line) {
            return Some(Mark::Plain(at + colons));
        }
        let inner = at + line.len();
        let info = line[colons..].to_ascii_lowercase();
        let name = info.find("spoiler")? + "spoiler".len();
        let name = name + usize::from(info[name..].starts_with('s'));
        let title = at + colons + name..at + line.trim_end().len();
        let title = trimmed(self.text, title, &[' ', '\t', '}', '[', ']', '"']);
        let close = lines(self.rest(inner)).find_map(|(start, line)| {
            let start = inner + start;
            let bare = line.trim();
            let closes = bare.len() >= 3 && bare.bytes().all(|byte| byte == b':');
            closes.then_some((start, start + line.trim_end().len()))
        });
        Some(self.titled(at, Some(title), inner, close))
    }

    /// `%% a comment of Obsidian %%`
    fn comment(&mut self, at: usize) -> Option<Mark> {
        if !self.rest(at).starts_with("%%") {
            return None;
        }
        let inner = at + "%%".len();
        let (text, length) = (self.text, self.text.len());
        let close = self.comments.find(inner, length, || {
            let found = memmem::find(text.as_bytes().get(inner..)?, b"%%")?;
            Some(inner + found + "%%".len())
        });
        Some(close.map_or(Mark::Plain(inner), Mark::Comment))
    }
}

pub(super) const fn passage(outer: Range<usize>, inner: Range<usize>) -> CoveredPassage {
    CoveredPassage { outer, inner }
}

pub(super) const fn closed(outer: Range<usize>, inner: Range<usize>) -> Mark {
    Mark::Passage { title: None, passage: passage(outer, inner), is_closed: true }
}

/// The next byte at which a mark may stand.
fn next_sign(rest: &str, mut begins_line: bool) -> Option<usize> {
    for (at, c) in rest.char_indices() {
        match c {
            '|' | '｜' | '>' | '<' | '[' | '{' | ':' | '%' | '`' | '&' => return Some(at),
            '!' | '?' | '~' if begins_line => return Some(at),
            '~' if rest[at + 1..].starts_with('!') => return Some(at),
            _ if is_blank(c) => {}
            _ => begins_line = c == '\n',
        }
    }
    None
}

/// The words in a title: what stands in quotes, else all but the name of an argument.
pub(super) fn quoted(text: &str, range: Range<usize>) -> Range<usize> {
    const QUOTES: [char; 4] = ['"', '\'', '“', '”'];
    let inside = text.get(range.clone()).unwrap_or_default();
    if let Some(open) = inside.find(QUOTES) {
        let start = open + inside[open..].chars().next().map_or(1, char::len_utf8);
        if let Some(length) = inside[start..].find(QUOTES) {
            return range.start + start..range.start + start + length;
        }
    }
    trimmed(text, range, &[' ', '\t', '-', '/', '=', '|', ':', '(', ')'])
}

fn trimmed(text: &str, range: Range<usize>, signs: &[char]) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or_default();
    let start = range.start + inside.len() - inside.trim_start_matches(signs).len();
    let inner = inside.trim_matches(signs);
    start..start + inner.len()
}
