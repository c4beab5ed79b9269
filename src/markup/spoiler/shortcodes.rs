//! Shortcodes of Hugo and tags of Liquid.

use memchr::{memchr, memchr_iter, memmem};

use super::marks::{Barren, MAX_TAG_BYTES, Mark, Marks, closed, quoted};
use super::names::MarkName;
use super::strip_prefix_ignoring_case;
use crate::text::spoilers::speaks_of_spoilers;

/// What opens and closes a shortcode.
const SHORTCODES: [(&str, &str); 5] =
    [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}"), BRACES];

/// `{spoiler}`, as in a tag of a forum.
const BRACES: (&str, &str) = ("{", "}");

impl Marks<'_> {
    /// A shortcode of Hugo, or a tag of Liquid.
    pub(super) fn shortcode(&mut self, at: usize) -> Option<Mark> {
        let rest = self.rest(at);
        let (open, close) = SHORTCODES.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let is_braces = (open, close) == BRACES;
        let tag_end = end_of_shortcode(self.text, at + open.len(), close)?;
        let inside = at + open.len()..tag_end;
        let inner = tag_end + close.len();
        let written = self.text.get(inside.clone())?;
        let blank = written.len() - written.trim_start_matches([' ', '-']).len();
        let name = written.trim_start_matches([' ', '-']);
        let name = name.split(|c: char| !c.is_alphanumeric()).next()?;
        let mark = MarkName::of(name);
        // In braces alone, other names stand for anything.
        if is_braces && !mark.is_some_and(MarkName::needs_no_end) {
            return None;
        }
        let ends = match mark {
            Some(mark) => &mut self.shortcode_ends[mark.index],
            None if name.eq_ignore_ascii_case("comment") => &mut self.comment_ends,
            None => return None,
        };
        let ending = ending_shortcode(ends, self.text, name, inner);
        let Some(mark) = mark else { return ending.map(|(_, end)| Mark::Comment(end)) };
        let arguments = inside.start + blank + name.len()..inside.end;
        let covers = match name.eq_ignore_ascii_case("details") {
            true => speaks_of_spoilers(self.text.get(arguments.clone())?),
            false => mark.needs_no_end() || ending.is_some(),
        };
        if !covers {
            return None;
        }
        let title = quoted(self.text, arguments);
        match ending {
            Some(ends) => Some(self.titled(at, Some(title), inner, Some(ends))),
            // `{% spoiler the words themselves %}`
            None if !title.is_empty() => Some(closed(at..inner, title)),
            // `{{ spoiler }}` may be the name of anything.
            None if open == "{{" => None,
            None => Some(self.to_the_end(at, inner)),
        }
    }
}

/// Where a shortcode is closed: the beginning and the end of what closes it.
fn ending_shortcode(
    ends: &mut Barren,
    text: &str,
    name: &str,
    inner: usize,
) -> Option<(usize, usize)> {
    let ends_here = |at: usize| {
        let rest = &text[at..];
        let (open, close) = SHORTCODES.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let inside = rest[open.len()..].trim_start_matches([' ', '-']);
        let end = inside.strip_prefix("end").or_else(|| inside.strip_prefix("/"))?.trim_start();
        let tail = strip_prefix_ignoring_case(end, name)?;
        let ends_name = !tail.starts_with(|c: char| c.is_alphanumeric());
        let end = end_of_shortcode(text, at + open.len(), close).filter(|_| ends_name)?;
        Some((at, end + close.len()))
    };
    let begin = ends.find(inner, text.len(), || {
        let braces = memchr_iter(b'{', text.as_bytes().get(inner..)?);
        braces.map(|brace| inner + brace).find(|at| ends_here(*at).is_some())
    });
    begin.and_then(ends_here)
}

/// Where the shortcode ends whose inside begins at `inner`: no other begins within it.
fn end_of_shortcode(text: &str, inner: usize, close: &str) -> Option<usize> {
    let rest = text.as_bytes().get(inner..)?;
    let rest = &rest[..rest.len().min(MAX_TAG_BYTES)];
    let rest = &rest[..memchr(b'{', rest).unwrap_or(rest.len())];
    memmem::find(rest, close.as_bytes()).map(|end| inner + end)
}
