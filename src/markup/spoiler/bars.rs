//! `||text||`: also with the bars of a Japanese or Chinese keyboard, with bars that are escaped, as a
//! table needs them, and over paragraphs.

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memmem};

use super::marks::{MAX_TAG_BYTES, Mark, Marks, closed, passage};
use super::{code, end_of_paragraph, find_ignoring_case, starts_with_ignoring_case};

const BARS: &str = "||";
const WIDE_BARS: &str = "｜｜";
const ESCAPED_BARS: &str = "\\|\\|";
/// A covered passage has no more characters written as entities.
const MAX_ENTITIES: usize = 200;

impl Marks<'_> {
    pub(super) fn bars(&mut self, at: usize) -> Option<Mark> {
        let bars = bars(self.rest(at));
        if bars < BARS.len() {
            return self.escaped_bars(at).or_else(|| self.half_opened(at));
        }
        if self.is_full_row(at) {
            return Some(Mark::Plain(at + bars));
        }
        // `||||` alone is an empty passage, and `||||text||||` covers its text.
        let is_double = bars >= 2 * BARS.len();
        let inner = at + if is_double { bars } else { BARS.len() };
        if is_double && self.rest(inner).chars().next().is_none_or(char::is_whitespace) {
            return Some(Mark::Plain(inner));
        }
        let end = self.paragraph.end;
        let next = bars_between(self.text, inner, end).next();
        if next.is_none_or(|next| opens_only(self.text, next))
            && let Some(half) = self.half_closed(at, inner)
        {
            return Some(half);
        }
        let text = self.text;
        let close = self.bars.find(inner, end, || {
            bars_between(text, inner, end).find(|close| !opens_only(text, *close))
        });
        let is_next = close == next;
        match close.or(next).or_else(|| self.bars_in_later_paragraph(inner)) {
            Some(close) => {
                let surplus = if is_double { self::bars(self.rest(close)) } else { BARS.len() };
                let passage = passage(at..close + surplus, inner..close);
                Some(Mark::Passage { title: None, passage, is_closed: is_next })
            }
            None => Some(Mark::Unclosed(inner)),
        }
    }

    /// The next two bars after the paragraph, if they have no others to belong to.
    fn bars_in_later_paragraph(&mut self, inner: usize) -> Option<usize> {
        let (text, end) = (self.text, self.paragraph.end);
        if self.rest(inner).starts_with(char::is_whitespace) {
            return None;
        }
        let close = self.far_bars.find(end, text.len(), || {
            find_ignoring_case(text, end, BARS, text.len().saturating_sub(end))
        })?;
        let between = text.get(end..close)?;
        let start = between.rfind("\n\n").map_or(end, |blank| end + blank);
        let paragraph = text.get(start..end_of_paragraph(text, close))?;
        let is_alone = paragraph.matches(BARS).count() == 1;
        let is_prose = !paragraph.contains('`') && code::columns(paragraph).is_none();
        let ends_word = !between.ends_with(char::is_whitespace);
        (is_alone && is_prose && ends_word).then_some(close)
    }

    /// `||text|`, which lacks a bar at its end.
    fn half_closed(&self, at: usize, inner: usize) -> Option<Mark> {
        let inside = self.text.get(inner..self.paragraph.end)?;
        let length = memchr(b'|', inside.as_bytes())?;
        let (written, after) = (&inside[..length], &inside[length + 1..]);
        let is_alone = !after.starts_with('|') && !after.starts_with(char::is_alphanumeric);
        is_alone.then(|| self.half_covered(at..inner + length + 1, inner, written)).flatten()
    }

    /// `|text||`, which lacks a bar at its beginning.
    fn half_opened(&self, at: usize) -> Option<Mark> {
        let inner = at + "|".len();
        let inside = self.text.get(inner..self.paragraph.end)?;
        let length = memchr(b'|', inside.as_bytes())?;
        let (written, after) = (&inside[..length], inside[length..].strip_prefix(BARS)?);
        let is_joined = !written.starts_with(char::is_whitespace)
            && !written.ends_with(char::is_whitespace)
            && !self.text[..at].ends_with(char::is_alphanumeric)
            && !after.starts_with(char::is_alphanumeric);
        let outer = at..inner + length + BARS.len();
        is_joined.then(|| self.half_covered(outer, inner, written)).flatten()
    }

    /// The passage that lacks a bar, unless its bars are those of a table or of code.
    fn half_covered(&self, outer: Range<usize>, inner: usize, written: &str) -> Option<Mark> {
        let is_prose = self.columns.is_none() && !written.contains('`');
        let passage = passage(outer, inner..inner + written.len());
        (is_prose && !written.trim().is_empty()).then_some(Mark::Passage {
            title: None,
            passage,
            is_closed: false,
        })
    }

    /// `&#124;&#124;text&#124;&#124;`, on one line: so bars are written in tables. `&gt;!text!&lt;` is what
    /// Reddit gives to programs.
    pub(super) fn encoded_bars(&self, at: usize) -> Option<Mark> {
        let rest = self.rest(at);
        if let Some(inner) = rest.strip_prefix("&gt;!") {
            let reach = &inner.as_bytes()[..inner.len().min(MAX_TAG_BYTES)];
            let (open, length) = (at + "&gt;!".len(), memmem::find(reach, b"!&lt;")?);
            return Some(closed(at..open + length + "!&lt;".len(), open..open + length));
        }
        let inner = encoded_pair(rest)?;
        let is_before_line_end = |place: &usize| rest.as_bytes().get(*place) != Some(&b'\n');
        let (close, length) = memchr2_iter(b'&', b'\n', rest.as_bytes())
            .take_while(is_before_line_end)
            .skip_while(|place| *place <= inner)
            .take(MAX_ENTITIES)
            .find_map(|place| Some((place, encoded_pair(rest.get(place..)?)?)))?;
        Some(closed(at..at + close + length, at + inner..at + close))
    }

    fn escaped_bars(&self, at: usize) -> Option<Mark> {
        let open = at.checked_sub(1)?;
        let inner = open + ESCAPED_BARS.len();
        let inside = self.text.get(inner..self.paragraph.end)?;
        self.rest(open).strip_prefix(ESCAPED_BARS)?;
        let length = memmem::find(inside.as_bytes(), ESCAPED_BARS.as_bytes())?;
        let close = inner + length;
        (length > 0).then(|| closed(open..close + ESCAPED_BARS.len(), inner..close))
    }

    pub(super) fn wide_bars(&self, at: usize) -> Mark {
        let plain = Mark::Plain(at + "｜".len());
        if !self.rest(at).starts_with(WIDE_BARS) {
            return plain;
        }
        let inner = at + WIDE_BARS.len();
        let inside = self.text.get(inner..self.paragraph.end).unwrap_or_default();
        match memmem::find(inside.as_bytes(), WIDE_BARS.as_bytes()) {
            None | Some(0) => plain,
            Some(length) => {
                let close = inner + length;
                closed(at..close + WIDE_BARS.len(), inner..close)
            }
        }
    }

    /// Whether the line that holds `at` is a row of a table with as many cells as the table has
    /// columns: then two bars in it are an empty cell.
    fn is_full_row(&mut self, at: usize) -> bool {
        self.line_of(at);
        self.columns == Some(self.row.1)
    }
}

/// Where two bars stand between `from` and `to`, but for those right behind `from`.
fn bars_between(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> {
    let inside = text.as_bytes().get(from..to).unwrap_or_default();
    memmem::find_iter(inside, BARS).filter(|at| *at > 0).map(move |at| from + at)
}

/// Whether the two bars at `at` can only open a passage: a word begins behind them, and none ends
/// before them.
fn opens_only(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + BARS.len()..]);
    before.ends_with(char::is_whitespace) && after.starts_with(char::is_alphanumeric)
}

/// The length of the two encoded bars that `text` begins with.
fn encoded_pair(text: &str) -> Option<usize> {
    let bar = |text: &str| {
        let names = ["&#124;", "&#x7c;", "&vert;", "&verbar;"];
        names.into_iter().find(|name| starts_with_ignoring_case(text, name)).map(str::len)
    };
    let first = bar(text)?;
    Some(first + bar(&text[first..])?)
}

/// The number of bars at the beginning of `text`.
fn bars(text: &str) -> usize {
    text.len() - text.trim_start_matches('|').len()
}
