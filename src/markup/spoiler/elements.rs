//! Elements of HTML that cover what is in them.

use std::ops::Range;

use memchr::{memchr2, memmem};

use super::marks::{MAX_TAG_BYTES, Mark, Marks, closed};
use super::names::MarkName;
use super::{after_spoiler, find_ignoring_case, starts_with_ignoring_case};
use crate::text::spoilers::{mentions_spoilers, speaks_of_spoilers};

/// Tags that hold no text.
const VOID_TAGS: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "embed"];

impl Marks<'_> {
    pub(super) fn tag(&mut self, at: usize) -> Option<Mark> {
        let rest = self.rest(at);
        if let Some(mark) = self.reversed_angle(at).or_else(|| self.comment_tag(at)) {
            return Some(mark);
        }
        if let Some((name, length)) = spaced_tag(rest) {
            return Some(self.element(name, at, at + length));
        }
        let name = tag_name(rest)?;
        let end = at + end_of_tag(rest)?;
        let attributes = rest.get(1 + name.len()..end - at - 1)?;
        if name.eq_ignore_ascii_case("details") {
            let inner = end_of_summary(self.text, end);
            return Some(self.element(name, inner, inner));
        }
        let is_spoiler = mentions_spoilers(name);
        let mark = MarkName::of(name).filter(|_| !is_spoiler);
        let is_named = match mark {
            Some(mark) if !mark.needs_no_end() => self.is_closed(mark, name, end),
            _ => is_spoiler || mark.is_some(),
        };
        // `<Spoiler text="he dies" />`
        if is_spoiler && attributes.ends_with('/') && attributes.contains('=') {
            return Some(closed(at..end, at + 1 + name.len()..end - "/>".len()));
        }
        let is_void = VOID_TAGS.iter().any(|void| name.eq_ignore_ascii_case(void));
        let hides = is_named || speaks_of_spoilers(attributes) || is_unreadable(attributes);
        if !hides || is_void || attributes.ends_with('/') {
            return None;
        }
        Some(self.element(name, if is_named { at } else { end }, end))
    }

    /// Whether anything closes an element from `inner` on.
    fn is_closed(&mut self, mark: MarkName, name: &str, inner: usize) -> bool {
        let (text, length) = (self.text, self.text.len());
        let closing = self.element_ends[mark.index].find(inner, length, || {
            let mut places = memmem::find_iter(text.as_bytes().get(inner..)?, b"</");
            places.find(|at| starts_with_ignoring_case(&text[inner + at + 2..], name))
        });
        closing.is_some()
    }

    /// The passage in an element whose opening tag ends at `inner`. Tags of HTML are left out as such:
    /// only those of our own are marks.
    fn element(&self, name: &str, outer: usize, inner: usize) -> Mark {
        let Some(close) = self.closing_tag(name, inner) else {
            return self.to_the_end(outer, inner);
        };
        let is_own = outer < inner;
        let end = if is_own { close.end } else { close.start };
        closed(outer..end, inner..close.start)
    }

    fn closing_tag(&self, name: &str, inner: usize) -> Option<Range<usize>> {
        let mut depth = 0_usize;
        let inside = self.rest(inner);
        for (at, _) in inside.match_indices('<') {
            let tag = &inside[at..];
            let other = spaced_tag(tag).map(|(name, _)| name).or_else(|| tag_name(tag));
            if other.is_some_and(|other| other.eq_ignore_ascii_case(name)) {
                depth += 1;
            } else if let Some(rest) = tag[1..].trim_start_matches(' ').strip_prefix('/')
                && starts_with_ignoring_case(rest.trim_start_matches(' '), name)
            {
                if depth == 0 {
                    let tail = rest.trim_start_matches(' ')[name.len()..].trim_start_matches(' ');
                    let tail = tail.strip_prefix('>').unwrap_or(tail);
                    return Some(inner + at..self.text.len() - tail.len());
                }
                depth -= 1;
            }
        }
        None
    }

    /// `!<text>!`, the marks of Reddit the wrong way round.
    fn reversed_angle(&self, at: usize) -> Option<Mark> {
        /// Between exclamation marks these are the tags that they are.
        const TAGS: [&str; 8] = ["b", "br", "em", "hr", "i", "s", "strong", "u"];
        let outer = at.checked_sub(1).filter(|before| self.text.as_bytes()[*before] == b'!')?;
        let inner = at + 1;
        let inside = self.text.get(inner..self.paragraph.end)?;
        let length = memchr2(b'<', b'>', inside.as_bytes())?;
        let is_closed = inside[length..].starts_with(">!");
        let written = &inside[..length];
        let is_text = !written.starts_with(['/', '!', '?']) && !written.contains("://");
        let name = written.trim_end_matches(['/', ' ']);
        let is_tag = TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag)) || name.contains('=');
        let covers = is_closed && is_text && !is_tag && !written.trim().is_empty();
        covers.then(|| closed(outer..inner + length + ">!".len(), inner..inner + length))
    }

    /// `<!-- spoiler -->text<!-- /spoiler -->`
    fn comment_tag(&self, at: usize) -> Option<Mark> {
        let (is_opening, inner) = comment_name(self.rest(at))?;
        if !is_opening {
            return None;
        }
        let inner = at + inner;
        let places = memmem::find_iter(self.rest(inner).as_bytes(), COMMENT);
        let close = places.map(|place| inner + place).find_map(|place| {
            let (is_opening, length) = comment_name(self.rest(place))?;
            (!is_opening).then(|| place..place + length)
        });
        Some(match close {
            Some(close) => closed(at..close.end, inner..close.start),
            None => self.to_the_end(at, inner),
        })
    }
}

const COMMENT: &[u8] = b"<!--";

/// Whether the comment that `text` begins with opens a passage rather than closing it, and its
/// length; `None` where it says anything else.
fn comment_name(text: &str) -> Option<(bool, usize)> {
    const MAX_NAME_BYTES: usize = 40;
    let inside = text.strip_prefix("<!--")?;
    let reach = &inside.as_bytes()[..inside.len().min(MAX_NAME_BYTES)];
    let end = memmem::find(reach, b"-->")?;
    let label = inside[..end].trim().to_ascii_lowercase();
    let length = "<!---->".len() + end;
    match label.trim_end_matches('s') {
        "spoiler" | "spoiler start" | "start spoiler" | "begin spoiler" => Some((true, length)),
        "/spoiler" | "spoiler end" | "end spoiler" | "endspoiler" => Some((false, length)),
        _ => None,
    }
}

/// The name in the tag `< spoiler >`, with the length of the tag. Other names are left alone: in
/// `a < b` there is no tag.
fn spaced_tag(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('<')?;
    let name = inside.trim_start_matches(' ');
    let behind = after_spoiler(name)?;
    let tail = behind.trim_start_matches(' ').strip_prefix('>')?;
    Some((&name[..name.len() - behind.len()], text.len() - tail.len()))
}

/// Whether classes or styles make a text unreadable.
fn is_unreadable(attributes: &str) -> bool {
    const WAYS: [&str; 6] =
        ["blackout", "redacted", "censored", "blur(", "display:none", "visibility:hidden"];
    /// Letters as the ground is: of no colour, or white on white.
    const COLORS: [&str; 4] = ["color:transparent", "color:white", "color=\"white\"", "color:#fff"];
    /// Black on black.
    const GROUNDS: [&str; 4] =
        ["background:black", "background-color:black", "background:#000", "background-color:#000"];
    let mut lower = attributes.to_ascii_lowercase();
    let spaced = lower.clone();
    lower.retain(|c| c != ' ');
    let is_of_letters = |at: usize| !lower[..at].ends_with('-');
    let is_pale =
        COLORS.iter().any(|color| lower.match_indices(color).any(|(at, _)| is_of_letters(at)))
            && !lower.contains("background");
    let is_black = GROUNDS.iter().any(|ground| lower.contains(ground))
        && !lower.contains("color:white")
        && !lower.contains("color:#f");
    let is_hidden = |name: &str| name == "hidden" || name.starts_with("hidden=");
    is_pale
        || is_black
        || WAYS.iter().any(|way| lower.contains(way))
        || spaced.split_ascii_whitespace().any(is_hidden)
}

/// The name of the tag that `text` begins with, if it opens an element.
fn tag_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('<')?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    let ends = name[end..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace());
    (ends && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(&name[..end])
}

/// The end of the tag that `text` begins with.
fn end_of_tag(text: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(1..)?;
    let reach = &bytes[..bytes.len().min(MAX_TAG_BYTES)];
    let end = memchr2(b'>', b'<', reach)?;
    (reach[end] == b'>').then_some(end + 2)
}

/// The end of the summary that may follow `<details>`, which is never covered.
fn end_of_summary(text: &str, tag: usize) -> usize {
    let after = text.get(tag..).unwrap_or_default();
    let space = after.len() - after.trim_start().len();
    if !starts_with_ignoring_case(after.trim_start(), "<summary") {
        return tag;
    }
    let close = find_ignoring_case(after, space, "</summary>", MAX_TAG_BYTES);
    close.map_or(tag, |at| tag + at + "</summary>".len())
}
