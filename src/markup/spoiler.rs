//! Passages that are covered until the user reveals them.
//!
//! The notations come from where people write reviews: `||text||`, `>!text!<`,
//! `<spoiler>text</spoiler>`, a `[!spoiler]` callout, `<details>`, and a line `!spoilers` that
//! covers all that follows.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3, memrchr};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CoveredPassage {
    /// The passage with the marks around it.
    pub(crate) outer: Range<usize>,
    /// The text that is covered.
    pub(crate) inner: Range<usize>,
}

/// The covered passages of a text, in order, none within another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passages {
    pub(crate) found: Vec<CoveredPassage>,
    /// Where marks open passages that are never closed.
    pub(crate) unclosed: Vec<usize>,
}

/// What a byte of the text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Text that is not covered.
    Open,
    /// A mark that covers or uncovers.
    Mark,
    Covered,
}

impl Passages {
    /// What `byte` belongs to, and where that ends.
    pub(super) fn at(&self, byte: usize) -> (At, usize) {
        let next = self.found.partition_point(|passage| passage.outer.end <= byte);
        let Some(CoveredPassage { outer, inner }) = self.found.get(next) else {
            return (At::Open, usize::MAX);
        };
        match byte {
            _ if byte < outer.start => (At::Open, outer.start),
            _ if byte < inner.start => (At::Mark, inner.start),
            _ if byte < inner.end => (At::Covered, inner.end),
            _ => (At::Mark, outer.end),
        }
    }

    /// Whether `range` overlaps a passage or its marks.
    #[must_use]
    pub(crate) fn touch(&self, range: &Range<usize>) -> bool {
        let next = self.found.partition_point(|passage| passage.outer.end <= range.start);
        self.found.get(next).is_some_and(|passage| passage.outer.start < range.end)
    }

    /// Whether any of `range` is covered.
    #[must_use]
    pub(crate) fn cover_any(&self, range: &Range<usize>) -> bool {
        let next = self.found.partition_point(|passage| passage.inner.end <= range.start);
        let inside = self.found.iter().skip(next).map(|passage| &passage.inner);
        inside.take_while(|inner| inner.start < range.end).any(|inner| !inner.is_empty())
    }

    /// Whether `byte` stands within a passage that began before it.
    #[must_use]
    pub(crate) fn runs_over(&self, byte: usize) -> bool {
        let next = self.found.partition_point(|passage| passage.outer.end <= byte);
        self.found.get(next).is_some_and(|passage| passage.outer.start < byte)
    }

    /// Whether the end of a text of `length` bytes is covered.
    #[must_use]
    pub(crate) fn reach(&self, length: usize) -> bool {
        self.found.last().is_some_and(|passage| passage.inner.end >= length)
    }
}

/// A pair of marks. Those that stay within a paragraph are plain text where none closes them; the
/// others may stand within each other, and cover all that follows where none closes them.
struct Pair {
    open: &'static str,
    close: &'static str,
    within_paragraph: bool,
}

const DETAILS: &str = "<details";

const PAIRS: [Pair; 4] = [
    Pair { open: "||", close: "||", within_paragraph: true },
    Pair { open: ">!", close: "!<", within_paragraph: true },
    Pair { open: "<spoiler>", close: "</spoiler>", within_paragraph: false },
    Pair { open: DETAILS, close: "</details>", within_paragraph: false },
];

/// Finds the covered passages of a Markdown text.
#[must_use]
pub(crate) fn find(text: &str) -> Passages {
    let mut passages = Passages::default();
    if !may_cover(text) {
        return passages;
    }
    let mut at = 0;
    let mut paragraph_end = 0;
    // Up to where each pair is known not to close. That part is not searched again, so that the
    // search stays linear however often a mark is opened.
    let mut barren = [0; PAIRS.len()];
    let mut line = QuoteScan::default();
    while let Some(step) = text.get(at..).and_then(|rest| next_mark(rest, line_starts(text, at))) {
        let open = at + step;
        if open >= paragraph_end {
            paragraph_end = end_of_paragraph(text, open);
        }
        at = match mark_at(text, open, &mut line) {
            Some(Mark::Line(inner)) => {
                push(&mut passages, open..text.len(), inner..text.len());
                text.len()
            }
            Some(Mark::Callout(inner)) => {
                let end = end_of_quote(text, inner);
                push(&mut passages, open..end, inner..end);
                end
            }
            Some(Mark::Nothing(end)) => end,
            Some(Mark::Pair(index, inner)) => {
                let pair = &PAIRS[index];
                let limit = if pair.within_paragraph { paragraph_end } else { text.len() };
                let close =
                    if inner < barren[index] { None } else { find_close(text, inner, limit, pair) };
                let Some(close) = close else {
                    barren[index] = limit;
                    at = inner;
                    passages.unclosed.push(open);
                    // Never closed: covering too much is better than showing a spoiler.
                    if !pair.within_paragraph {
                        let outer = if pair.open == DETAILS { inner } else { open };
                        push(&mut passages, outer..text.len(), inner..text.len());
                        at = text.len();
                    }
                    continue;
                };
                let end = close + pair.close.len() + more_bars(text, open, close);
                // The tags of `<details>` are HTML and are left out as such; its summary is shown.
                let outer = if pair.open == DETAILS { inner..close } else { open..end };
                push(&mut passages, outer, inner..close);
                end
            }
            None => open + 1,
        };
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    passages
}

/// A quick test whether `text` can contain a mark: most texts have none, and need no parsing.
fn may_cover(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_s = |at: usize| bytes.get(at + 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b's'));
    memchr3(b'|', b'>', b'<', bytes).is_some() || memchr_iter(b'!', bytes).any(is_s)
}

fn push(passages: &mut Passages, outer: Range<usize>, inner: Range<usize>) {
    passages.found.push(CoveredPassage { outer, inner });
}

/// Whether `line` is a mark that covers all that follows it.
#[must_use]
pub(crate) fn is_line_mark(line: &str) -> bool {
    let word = line.trim();
    ["!spoilers", "!spoiler"].iter().any(|mark| word.eq_ignore_ascii_case(mark))
}

/// The first line of `text` that is a mark which covers all that follows it.
#[must_use]
pub(crate) fn line_mark(text: &str) -> Option<Range<usize>> {
    memchr_iter(b'!', text.as_bytes()).find_map(|at| {
        let before = text.get(..at)?;
        let head = before.trim_end();
        let newline = before[head.len()..].rfind('\n').map(|newline| head.len() + newline + 1);
        let start = newline.or(head.is_empty().then_some(0))?;
        let line = text[start..].split_inclusive('\n').next()?;
        is_line_mark(line).then(|| start..start + line.len())
    })
}

/// Whether nothing but blanks stands before `at` on its line.
fn line_starts(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches(is_blank);
    before.is_empty() || before.ends_with('\n')
}

/// The next byte at which a mark may stand.
fn next_mark(rest: &str, mut line_start: bool) -> Option<usize> {
    for (at, c) in rest.char_indices() {
        match c {
            '|' | '>' | '<' | '[' => return Some(at),
            '!' if line_start => return Some(at),
            _ if is_blank(c) => {}
            _ => line_start = c == '\n',
        }
    }
    None
}

/// Whether `c` is white space within a line.
fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

enum Mark {
    /// `!spoilers` alone on its line; where the next line begins.
    Line(usize),
    /// A callout; where its text begins.
    Callout(usize),
    /// One of [`PAIRS`]; where its text begins.
    Pair(usize, usize),
    /// Two marks with nothing between them; where they end.
    Nothing(usize),
}

/// Whether lines are quoted, asked from one place of a text to the next. The beginning of a line is
/// looked for once, however many marks stand on it.
#[derive(Default)]
struct QuoteScan {
    /// Up to where line breaks were looked for.
    seen: usize,
    /// Whether the line that holds `seen` begins with `>`; `None` at the first line of the text.
    is_quoted: Option<bool>,
}

impl QuoteScan {
    /// Whether the line that holds byte `at` begins with `>`.
    fn is_quoted(&mut self, text: &str, at: usize) -> bool {
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

fn mark_at(text: &str, at: usize, line: &mut QuoteScan) -> Option<Mark> {
    let rest = text.get(at..)?;
    if rest.starts_with('!') {
        let line = rest.lines().next().unwrap_or_default();
        return is_line_mark(line).then(|| Mark::Line(at + line.len()));
    }
    if rest.starts_with('[') {
        let close = rest.bytes().take(16).position(|byte| byte == b']')?;
        let name = rest.get(1..close)?.to_ascii_lowercase();
        let folded = rest.as_bytes().get(close + 1).is_some_and(|byte| b"+-".contains(byte));
        let is_callout = matches!(name.as_str(), "!spoiler" | "!spoilers");
        let inner = at + close + 1 + usize::from(folded);
        return (is_callout && line.is_quoted(text, at)).then_some(Mark::Callout(inner));
    }
    let index = PAIRS.iter().position(|pair| starts_with_ignoring_case(rest, pair.open))?;
    let inner = match PAIRS[index].open {
        DETAILS => at + end_of_summary(rest)?,
        ">!" if rest.as_bytes().get(2).is_none_or(u8::is_ascii_whitespace) => return None,
        open => at + open.len(),
    };
    let begins_text = |at: usize| {
        text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| !c.is_whitespace())
    };
    let bars = bars(rest);
    Some(if bars >= EMPTY_BARS.len() {
        // `||||` alone is an empty passage, and `||||text||||` covers its text.
        let inner = at + bars;
        if begins_text(inner) { Mark::Pair(index, inner) } else { Mark::Nothing(inner) }
    } else if rest.starts_with(">!!<") {
        Mark::Nothing(at + ">!!<".len())
    } else {
        Mark::Pair(index, inner)
    })
}

/// A mark that opens, and one that closes it at once.
const EMPTY_BARS: &str = "||||";

/// The number of bars at the beginning of `text`.
fn bars(text: &str) -> usize {
    text.len() - text.trim_start_matches('|').len()
}

/// The surplus bars after those that close a passage, if as many open it.
fn more_bars(text: &str, open: usize, close: usize) -> usize {
    let bars_at = |at: usize| bars(text.get(at..).unwrap_or_default());
    if bars_at(open) < EMPTY_BARS.len() { 0 } else { bars_at(close).saturating_sub(2) }
}

/// The end of `<details ...>` and of the summary that may follow it, which is never covered.
fn end_of_summary(rest: &str) -> Option<usize> {
    const MAX_TAG_BYTES: usize = 2000;
    if !opens(rest, DETAILS) {
        return None;
    }
    let tag = memchr(b'>', &rest.as_bytes()[..rest.len().min(MAX_TAG_BYTES)])? + 1;
    let after = rest.get(tag..)?;
    let space = after.len() - after.trim_start().len();
    if !starts_with_ignoring_case(after.trim_start(), "<summary") {
        return Some(tag);
    }
    let close = find_ignoring_case(after, space, "</summary>", MAX_TAG_BYTES);
    Some(close.map_or(tag, |at| tag + at + "</summary>".len()))
}

/// Whether `rest` begins with the opening mark `open`, and not with a longer name.
fn opens(rest: &str, open: &str) -> bool {
    let ends = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
    starts_with_ignoring_case(rest, open)
        && (open != DETAILS || rest.as_bytes().get(DETAILS.len()).is_some_and(ends))
}

fn find_close(text: &str, inner: usize, limit: usize, pair: &Pair) -> Option<usize> {
    if pair.within_paragraph {
        let found = find_ignoring_case(text, inner, pair.close, limit.saturating_sub(inner))?;
        return (found > inner).then_some(found);
    }
    let mut depth = 0_usize;
    let inside = text.get(inner..limit)?;
    for (at, _) in inside.match_indices('<') {
        let rest = inside.get(at..)?;
        if opens(rest, pair.open) {
            depth += 1;
        } else if starts_with_ignoring_case(rest, pair.close) {
            if depth == 0 {
                return Some(inner + at);
            }
            depth -= 1;
        }
    }
    None
}

/// The place of `needle`, within `reach` bytes from `from`.
fn find_ignoring_case(text: &str, from: usize, needle: &str, reach: usize) -> Option<usize> {
    let end = text.len().min(from.saturating_add(reach));
    let hay = text.as_bytes().get(from..end)?;
    let found =
        hay.windows(needle.len()).position(|part| part.eq_ignore_ascii_case(needle.as_bytes()));
    found.map(|at| from + at)
}

fn starts_with_ignoring_case(text: &str, head: &str) -> bool {
    text.as_bytes().get(..head.len()).is_some_and(|part| part.eq_ignore_ascii_case(head.as_bytes()))
}

/// The end of the paragraph in which `at` stands: the next blank line.
fn end_of_paragraph(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        if end > at && line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

/// The end of the quotation in which `at` stands: the next line that does not begin with `>`.
fn end_of_quote(text: &str, at: usize) -> usize {
    let mut end = at;
    for (index, line) in text.get(at..).unwrap_or_default().split_inclusive('\n').enumerate() {
        if index > 0 && !line.trim_start().starts_with('>') {
            break;
        }
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests;
