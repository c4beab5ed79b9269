//! Splitting HTML within Markdown into text and tags.
//!
//! Some reviews are HTML throughout. Tags are read one by one without building a tree, so that an
//! unclosed one loses no text.

use std::collections::HashSet;
use std::ops::Range;

use memchr::{memchr2, memmem};

use crate::text::words::word_list;

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
    /// An image with the words that stand for it.
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

/// Splits `text` into text and tags. A `<` that begins no tag is text, as in `<sigh>`; `is_element` is
/// whether a name that HTML does not know is one of an element nevertheless.
pub(super) fn pieces(text: &str, is_element: impl Fn(&str) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut scan = TagScan { text, comments_end: true, raw_ends: true };
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        if let Some(inner) = scan.raw_text(open) {
            let end = inner.end + CDATA_END.len();
            pieces.extend((start < open).then_some(Piece::Text(start..open)));
            pieces.push(Piece::Tag(Tag::Other, open..inner.start));
            pieces.push(Piece::Text(inner.clone()));
            pieces.push(Piece::Tag(Tag::Other, inner.end..end));
            (start, at) = (end, end);
            continue;
        }
        let tag = scan.tag_at(open).filter(|_| !is_words(&text[open..], &is_element));
        let Some((end, tag)) = tag else {
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
    /// The same for [`CDATA`].
    raw_ends: bool,
}

const CDATA: &str = "<![CDATA[";
const CDATA_END: &str = "]]>";

impl TagScan<'_> {
    /// The text that is kept from being read as HTML and begins at `open`.
    fn raw_text(&mut self, open: usize) -> Option<Range<usize>> {
        let inner = self.text.get(open..)?.strip_prefix(CDATA).filter(|_| self.raw_ends)?;
        let length = inner.find(CDATA_END);
        self.raw_ends = length.is_some();
        let start = open + CDATA.len();
        Some(start..start + length?)
    }

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
        "img" => {
            let words = ["alt", "title"].into_iter().filter_map(|name| attribute(attributes, name));
            Tag::Image(words.collect::<Vec<_>>().join(" "))
        }
        "br" => Tag::Break,
        "li" if opens => Tag::Item,
        "blockquote" => Tag::Quote(opens),
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "table"
        | "tr" | "section" | "article" | "aside" | "header" | "footer" | "figure"
        | "figcaption" | "details" | "summary" | "hr" | "pre" | "dl" | "dt" | "dd" => Tag::Block,
        _ => Tag::Other,
    }
}

/// The elements of HTML, but for those of one letter. Others are made by sites, which close them.
const ELEMENTS: &[&str] = word_list!(
    "abbr|address|area|article|aside|audio|base|bdi|bdo|big|blockquote|body|br|button|canvas|\
     caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|\
     em|embed|fieldset|figcaption|figure|font|footer|form|frame|h1|h2|h3|h4|h5|h6|head|header|hr|\
     html|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|marquee|math|menu|meta|\
     meter|nav|nobr|noscript|object|ol|optgroup|option|output|param|picture|pre|progress|rp|rt|\
     ruby|samp|script|search|section|select|slot|small|source|span|strike|strong|style|sub|\
     summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|ul|\
     var|video|wbr"
);

/// The names, in lower case, of the tags that are closed in a text.
pub(super) fn closed_names(text: &str) -> HashSet<String> {
    let closing = memmem::find_iter(text.as_bytes(), b"</");
    let names = closing.filter_map(|at| {
        let rest = text.get(at + 2..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        (end > 0 && end <= MAX_NAME_BYTES).then(|| rest[..end].to_ascii_lowercase())
    });
    names.collect()
}

/// A longer name of a tag is none.
const MAX_NAME_BYTES: usize = 40;

/// Whether what `text` begins with looks like a tag and is words: neither a name that HTML has, nor one
/// that a site made for itself, and no attributes.
fn is_words(text: &str, is_element: impl Fn(&str) -> bool) -> bool {
    let inside = &text[1..];
    let inside = &inside[..memchr2(b'<', b'>', inside.as_bytes()).unwrap_or(inside.len())];
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_plain = inside
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | ',' | '.' | '!' | '?'));
    let name = name.to_ascii_lowercase();
    is_plain && name.len() > 1 && !ELEMENTS.contains(&&*name) && !is_element(&name)
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
        let pieces = pieces(html, |_| false);
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
        assert_eq!(text("a <![CDATA[b <i>c</i>]]> d"), "a b <i>c</i> d");
        assert_eq!(text("He says <sigh> and <goes away>."), "He says <sigh> and <goes away>.");
        assert_eq!(text("<x-note>a</x-note> <Stars value={3}/>"), "a ");
    }

    #[test]
    fn an_unclosed_tag_loses_no_word() {
        assert_eq!(text("1 < 2 and <em for ever"), "1 < 2 and <em for ever");
        assert_eq!(text("<div <p>word</p>"), "<div word");
        assert_eq!(text("a <!-- b"), "a <!-- b");
    }

    #[test]
    fn attributes_are_decoded() {
        let pieces = |html| pieces(html, |_| false);
        let link = pieces(r#"<a class=x href="https://a.b/?c&amp;d">"#);
        assert_eq!(link, [Piece::Tag(Tag::Link(Some("https://a.b/?c&d".into())), 0..39)]);
        let image = pieces("<img alt='A' title='B'>");
        assert_eq!(image, [Piece::Tag(Tag::Image("A B".into()), 0..23)]);
        let image = pieces("<img data-alt='no' alt=Poster/>");
        assert_eq!(image, [Piece::Tag(Tag::Image("Poster".into()), 0..31)]);
    }
}
