//! HTML within Markdown, converted to blocks and runs.

use std::ops::Range;

use super::super::LinkTarget;
use super::super::html::{self, Piece};
use super::super::spoiler::At;
use super::BlockBuilder;

impl BlockBuilder<'_> {
    pub(super) fn html(&mut self, range: Range<usize>) {
        let Some(source) = self.text.get(range.clone()) else { return };
        let closed = &self.closed;
        for piece in html::pieces(source, |name| closed.contains(name)) {
            match piece {
                Piece::Text(inner) => {
                    self.html_text(range.start + inner.start, range.start + inner.end);
                }
                Piece::Tag(tag, inner) => {
                    self.html_tag(tag, &(range.start + inner.start..range.start + inner.end));
                }
            }
        }
    }

    fn html_text(&mut self, start: usize, end: usize) {
        for (at, part) in self.passages.parts(start..end) {
            let source = self.text.get(part.clone()).unwrap_or_default();
            if at != At::Mark {
                let decoded = html_escape::decode_html_entities(source);
                let text =
                    if self.preformatted { decoded.into_owned() } else { collapse(&decoded) };
                let starts = self.block.runs.is_empty();
                let text = if starts { text.trim_start() } else { &text };
                if !text.is_empty() {
                    self.push(text, &part, at == At::Covered);
                }
            }
        }
    }

    fn html_tag(&mut self, tag: html::Tag, place: &Range<usize>) {
        let at = place.start;
        let covered = self.passages.touch(place);
        // `!<text>!` covers what else would be a tag.
        let inside = at + 1..place.end.saturating_sub(1);
        if self.passages.at(at) == (At::Mark, inside.start)
            && self.passages.at(inside.start) == (At::Covered, inside.end)
            && self.text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'!')
        {
            self.html_text(inside.start, inside.end);
            return;
        }
        match tag {
            html::Tag::Emphasis(on) => self.face.emphasis = on,
            html::Tag::Strong(on) => self.face.strong = on,
            html::Tag::Struck(on) => self.face.struck = on,
            html::Tag::Link(Some(address)) => {
                self.link_to(LinkTarget { address, place: place.clone(), covered });
            }
            html::Tag::Link(None) => self.link = None,
            html::Tag::Image(alt) => self.push(&alt, &(at..at), covered),
            html::Tag::Break => self.push("\n", &(at..at), self.is_covered(at)),
            html::Tag::Block => self.flush(),
            html::Tag::Item => {
                self.flush();
                self.marker = Some("• ".to_owned());
            }
            html::Tag::Quote(on) => {
                self.flush();
                self.html_quote =
                    if on { self.html_quote + 1 } else { self.html_quote.saturating_sub(1) };
            }
            html::Tag::Other => {}
        }
    }
}

/// Collapses white space as HTML does; a no-break space is kept.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' {
            blank = true;
        } else {
            if blank {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if blank {
        out.push(' ');
    }
    out
}
