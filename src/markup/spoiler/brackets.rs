//! What covers and begins with `[`: tags of forums, callouts, links to `#spoiler`, and spans with a
//! class.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::marks::{MAX_TAG_BYTES, Mark, Marks, closed, passage, quoted};
use super::names::MarkName;
use super::quotations::end_of_quote;
use super::{starts_with_ignoring_case, strip_prefix_ignoring_case};
use crate::text::spoilers::speaks_of_spoilers;

impl Marks<'_> {
    /// `[spoiler]`, `[details=…]`, `[text]{.spoiler}`, a callout, and a link to `#spoiler`.
    pub(super) fn bracket(&mut self, at: usize) -> Option<Mark> {
        if self.bracket <= at {
            let found = memchr(b']', self.rest(at).as_bytes());
            self.bracket = found.map_or(self.text.len(), |found| at + found);
        }
        let close = self.bracket;
        let label = self.text.get(at + 1..close).filter(|label| label.len() <= MAX_TAG_BYTES)?;
        let after = self.text.get(close + 1..)?;
        if let Some(name) = label.strip_prefix('!') {
            return self.callout(at, name, close + 1);
        }
        if after.starts_with('(') {
            return self.spoiler_link(at, close);
        }
        let attributes =
            after.strip_prefix('{').and_then(|rest| rest.get(..find_near(rest, b'}')?));
        if let Some(attributes) = attributes.filter(|attributes| speaks_of_spoilers(attributes)) {
            let end = close + 1 + "{}".len() + attributes.len();
            return Some(closed(at..end, at + 1..close));
        }
        self.forum_tag(at, close)
    }

    /// `> [!spoiler]`, and any other callout whose title speaks of spoilers.
    fn callout(&mut self, at: usize, name: &str, after: usize) -> Option<Mark> {
        let rest = self.rest(after);
        let inner = after + usize::from(rest.starts_with(['+', '-']));
        let inner = match is_one_of(name, &["spoiler", "spoilers"]) {
            true => inner,
            false => {
                let title = short_line(rest).filter(|title| speaks_of_spoilers(title))?;
                after + title.len()
            }
        };
        if !self.line.is_quoted(self.text, at) {
            return None;
        }
        let end = end_of_quote(self.text, inner);
        let is_empty = self.text.get(inner..end)?.trim().is_empty();
        (!is_empty).then(|| closed(at..end, inner..end))
    }

    /// `[text](#spoiler)`, and `[label](/s "text")`.
    fn spoiler_link(&self, at: usize, close: usize) -> Option<Mark> {
        let start = close + "](".len();
        let address = self.rest(start);
        if let Some(title) = address.strip_prefix("# \"") {
            let title = title.get(..find_near(title, b'"')?)?;
            return speaks_of_spoilers(title).then(|| closed(at + 1..close, at + 1..close));
        }
        let head = ["#spoiler", "/spoiler", "#s", "/s", "spoiler:"].into_iter().find(|head| {
            let ends = |rest: &str| rest.starts_with([')', ' ', '"']) || head.len() > 2;
            starts_with_ignoring_case(address, head) && address.get(head.len()..).is_some_and(ends)
        })?;
        let reach = &address.as_bytes()[..address.len().min(MAX_TAG_BYTES)];
        let end = start + memchr(b')', reach).unwrap_or(0);
        match self.title(start + head.len()..end) {
            Some(title) => Some(Mark::Passage {
                title: Some(at + 1),
                passage: passage(close..end + 1, title),
                is_closed: true,
            }),
            None => Some(closed(at + 1..close, at + 1..close)),
        }
    }

    /// The title of a link, which stands in quotes.
    fn title(&self, range: Range<usize>) -> Option<Range<usize>> {
        let written = self.text.get(range.clone())?;
        let open = written.find('"')? + 1;
        let length = written.get(open..)?.rfind('"').filter(|length| *length > 0)?;
        Some(range.start + open..range.start + open + length)
    }

    /// `[spoiler]text[/spoiler]`, also with a title and with blanks.
    fn forum_tag(&mut self, at: usize, close: usize) -> Option<Mark> {
        let written = self.text.get(at + 1..close)?;
        let label = written.trim_start();
        // `[[spoiler]]`, of wikis.
        let is_doubled = label.starts_with('[');
        let label = label.strip_prefix('[').unwrap_or(label);
        let start = close - label.len();
        let (mark, name) = MarkName::starting(label)?;
        let label = label.trim_end();
        let is_titled = name.len() < label.len();
        let inner = close + 1 + usize::from(is_doubled && self.rest(close + 1).starts_with(']'));
        if self.rest(inner).starts_with([':', '['])
            && !self.rest(inner).starts_with("[/")
            && !self.rest(inner).starts_with("[[/")
        {
            return None;
        }
        let argument = start + name.len() + 1..close;
        let after = &label[name.len()..];
        let ending = self.closing_forum_tag(mark, name, inner);
        let is_open = mark.needs_no_end() || after.starts_with('=');
        match ending {
            None if !is_open || is_doubled && after.is_empty() => None,
            // `[spoiler: the words themselves]`
            None if after.starts_with([':', '|']) => Some(closed(at..inner, argument)),
            _ => {
                let title = is_titled.then(|| quoted(self.text, argument));
                Some(self.titled(at, title, inner, ending))
            }
        }
    }

    fn closing_forum_tag(
        &mut self,
        mark: MarkName,
        name: &str,
        inner: usize,
    ) -> Option<(usize, usize)> {
        let (text, length) = (self.text, self.text.len());
        let find = || closing_forum_tag(text, name, inner);
        let begin = self.forum_ends[mark.index].find(inner, length, || find().map(|(at, _)| at));
        begin.and_then(|_| find())
    }
}

/// Where `[/name]` stands from `inner` on, perhaps with blanks.
fn closing_forum_tag(text: &str, name: &str, inner: usize) -> Option<(usize, usize)> {
    let rest = text.get(inner..)?;
    memchr_iter(b'[', rest.as_bytes()).find_map(|at| {
        let inside = &rest[at + 1..];
        let doubled = inside.strip_prefix('[');
        let is_doubled = doubled.is_some();
        let tail = doubled.unwrap_or(inside).trim_start_matches(' ').strip_prefix('/')?;
        let tail = tail.trim_start_matches(' ');
        let tail = strip_prefix_ignoring_case(tail, name)?;
        let tail = tail.trim_start_matches(' ').strip_prefix(']')?;
        let tail = tail.strip_prefix(']').filter(|_| is_doubled).unwrap_or(tail);
        Some((inner + at, inner + rest.len() - tail.len()))
    })
}

/// Where `byte` stands first, if no more than [`MAX_TAG_BYTES`] stand before it. A text may be all
/// marks, and is not looked at to its end for each.
fn find_near(text: &str, byte: u8) -> Option<usize> {
    memchr(byte, &text.as_bytes()[..text.len().min(MAX_TAG_BYTES + 1)])
}

/// The first line of a text, if it is no longer than a title may be.
fn short_line(text: &str) -> Option<&str> {
    let is_last = || (text.len() <= MAX_TAG_BYTES).then_some(text.len());
    let length = find_near(text, b'\n').or_else(is_last)?;
    text.get(..length).map(|line| line.trim_end_matches('\r'))
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}
