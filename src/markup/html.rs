//! Splitting HTML within Markdown into text and tags.
//!
//! Some reviews are HTML throughout. Tags are read one by one without building a tree, so that an
//! unclosed one loses no text.

use std::ops::Range;

use memchr::memchr2;

/// A piece of HTML, in bytes of the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Range<usize>),
    /// A tag and where it stands.
    Tag(Tag, Range<usize>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Begins (true) or ends emphasis.
    Emphasis(bool),
    /// Begins (true) or ends strong emphasis.
    Strong(bool),
    /// Begins (true) or ends struck text.
    Struck(bool),
    /// Begins a link to the address, or ends one.
    Link(Option<String>),
    /// An image with its alternative text.
    Image(String),
    Break,
    /// Begins or ends a block.
    Block,
    /// Begins an item of a list.
    Item,
    /// Begins (true) or ends a quotation.
    Quote(bool),
    Other,
}

/// Splits `text` into text and tags. A `<` that begins no tag is text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut scan = TagScan { text, comments_end: true };
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let Some((end, tag)) = scan.tag_at(open) else {
            at = open + 1;
            continue;
        };
        if start < open {
            pieces.push(Piece::Text(start..open));
        }
        pieces.push(Piece::Tag(tag, open..end));
        start = end;
        at = end;
    }
    if start < text.len() {
        pieces.push(Piece::Text(start..text.len()));
    }
    pieces
}

/// Parses one tag after the other.
struct TagScan<'t> {
    text: &'t str,
    /// Whether a comment may still end. Once one is known not to, no later one is searched for its
    /// end, so that many open comments cost no more than one.
    comments_end: bool,
}

impl TagScan<'_> {
    /// Parses the tag or comment at `open`. Returns its end and its meaning.
    fn tag_at(&mut self, open: usize) -> Option<(usize, Tag)> {
        /// A longer tag is more likely text whose `>` belongs to something else.
        const MAX_TAG_BYTES: usize = 16 * 1024;
        let rest = self.text.get(open..)?;
        if rest.starts_with("<!--") {
            let close = if self.comments_end { rest.find("-->") } else { None };
            self.comments_end = close.is_some();
            return Some((open + close? + 3, Tag::Other));
        }
        let name_start = if rest.starts_with("</") { 2 } else { 1 };
        let first = rest.as_bytes().get(name_start)?;
        if !(first.is_ascii_alphabetic() || (name_start == 1 && *first == b'!')) {
            return None;
        }
        let inside = rest.as_bytes().get(name_start..rest.len().min(MAX_TAG_BYTES))?;
        let close = name_start + memchr2(b'<', b'>', inside)?;
        // Another tag begins before this one is closed.
        if rest.as_bytes()[close] == b'<' {
            return None;
        }
        let inside = rest.get(name_start..close)?;
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        Some((open + close + 1, tag(&name.to_ascii_lowercase(), attributes, name_start == 1)))
    }
}

fn tag(name: &str, attributes: &str, opens: bool) -> Tag {
    match name {
        "i" | "em" | "cite" | "var" => Tag::Emphasis(opens),
        "b" | "strong" => Tag::Strong(opens),
        "s" | "del" | "strike" => Tag::Struck(opens),
        "a" => Tag::Link(attribute(attributes, "href").filter(|_| opens)),
        "img" => Tag::Image(attribute(attributes, "alt").unwrap_or_default()),
        "br" => Tag::Break,
        "li" if opens => Tag::Item,
        "blockquote" => Tag::Quote(opens),
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "table"
        | "tr" | "section" | "article" | "aside" | "header" | "footer" | "figure"
        | "figcaption" | "details" | "summary" | "hr" | "pre" | "dl" | "dt" | "dd" => Tag::Block,
        _ => Tag::Other,
    }
}

/// The value of an attribute, with entities decoded.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        from = at + name.len();
        let starts_a_word = at > 0 && lower.as_bytes()[at - 1].is_ascii_whitespace();
        let Some(value) = attributes.get(from..)?.trim_start().strip_prefix('=') else { continue };
        if !starts_a_word {
            continue;
        }
        let value = value.trim_start();
        let quoted = value.strip_prefix(['"', '\'']);
        let value = match quoted {
            Some(inner) => inner.split(value.chars().next()?).next()?,
            None => value.split_ascii_whitespace().next()?.trim_end_matches('/'),
        };
        return Some(html_escape::decode_html_entities(value).into_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let pieces = pieces(html);
        pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(range) => html.get(range.clone()),
                Piece::Tag(..) => None,
            })
            .collect()
    }

    #[test]
    fn text_is_kept_and_tags_are_not() {
        assert_eq!(text("<p>One <b>two</b><br/>three</p>"), "One twothree");
        assert_eq!(text("a <!-- more --> b"), "a  b");
    }

    #[test]
    fn an_unclosed_tag_loses_no_word() {
        assert_eq!(text("1 < 2 and <em for ever"), "1 < 2 and <em for ever");
        assert_eq!(text("<div <p>word</p>"), "<div word");
        assert_eq!(text("a <!-- b"), "a <!-- b");
    }

    #[test]
    fn attributes_are_decoded() {
        let link = pieces(r#"<a class=x href="https://a.b/?c&amp;d">"#);
        assert_eq!(link, [Piece::Tag(Tag::Link(Some("https://a.b/?c&d".into())), 0..39)]);
        let image = pieces("<img data-alt='no' alt=Poster/>");
        assert_eq!(image, [Piece::Tag(Tag::Image("Poster".into()), 0..31)]);
    }
}
