//! Elements of HTML that cover what is in them.

use memchr::memchr2;

use super::marks::{MAX_TAG_BYTES, Mark, Marks, closed};
use super::{find_ignoring_case, starts_with_ignoring_case};
use crate::text::spoilers::speaks_of_spoilers;

/// Tags that hold no text.
const VOID_TAGS: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "embed"];

impl Marks<'_> {
    pub(super) fn tag(&self, at: usize) -> Option<Mark> {
        let rest = self.rest(at);
        let name = tag_name(rest)?;
        let end = at + end_of_tag(rest)?;
        let attributes = rest.get(1 + name.len()..end - at - 1)?;
        if name.eq_ignore_ascii_case("details") {
            let inner = end_of_summary(self.text, end);
            return Some(self.element(name, inner, inner));
        }
        let is_named = find_ignoring_case(name, 0, "spoiler", name.len()).is_some();
        let is_void = VOID_TAGS.iter().any(|void| name.eq_ignore_ascii_case(void));
        let hides = is_named || speaks_of_spoilers(attributes) || is_unreadable(attributes);
        if !hides || is_void || attributes.ends_with('/') {
            return None;
        }
        Some(self.element(name, if is_named { at } else { end }, end))
    }

    /// The passage in an element whose opening tag ends at `inner`. Tags of HTML are left out as such:
    /// only those of our own are marks.
    fn element(&self, name: &str, outer: usize, inner: usize) -> Mark {
        let Some(close) = self.closing_tag(name, inner) else {
            return self.to_the_end(outer, inner);
        };
        let is_own = outer < inner;
        let end = if is_own { close + "</>".len() + name.len() } else { close };
        closed(outer..end, inner..close)
    }

    fn closing_tag(&self, name: &str, inner: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let inside = self.rest(inner);
        for (at, _) in inside.match_indices('<') {
            let rest = &inside[at + 1..];
            if tag_name(&inside[at..]).is_some_and(|other| other.eq_ignore_ascii_case(name)) {
                depth += 1;
            } else if let Some(rest) = rest.strip_prefix('/')
                && starts_with_ignoring_case(rest, name)
            {
                if depth == 0 {
                    return Some(inner + at);
                }
                depth -= 1;
            }
        }
        None
    }
}

/// Whether classes or styles make a text unreadable.
fn is_unreadable(attributes: &str) -> bool {
    const WAYS: [&str; 6] =
        ["blackout", "redacted", "censored", "blur(", "color:transparent", "color: transparent"];
    let lower = attributes.to_ascii_lowercase();
    WAYS.iter().any(|way| lower.contains(way))
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
