//! Fields in broken TOML of which it is evident what was meant: texts without their quotes, or in other
//! ones, and a colon for `=`.

use super::spoilers::is_about_spoilers;
use super::toml_lines::is_curly;
use super::value::{KeyValue, Node, Value};
use super::yaml_lines::plain;
use crate::markup::spoiler;
use crate::model::Field;
use crate::text::Span;
use crate::text::lines::lines;

/// The fields that the lines of `text` are meant as, which stands at byte `offset` of its file; `None`
/// where any line is something else.
pub(super) fn fields(text: &str, offset: usize) -> Option<Vec<KeyValue>> {
    // Without its quotes it is unclear where a text with marks ends.
    let passages = spoiler::find(text);
    if passages.cover() || !passages.unclosed.is_empty() {
        return None;
    }
    let lines = lines(text).filter_map(|(start, line)| {
        let span = Span::new(offset + start, offset + start + line.trim_end().len());
        let bare = line.trim();
        (!bare.is_empty() && !bare.starts_with('#')).then_some((bare, span))
    });
    lines.map(|(line, span)| field(line, span)).collect()
}

fn field(line: &str, span: Span) -> Option<KeyValue> {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let (key, written) = line.split_once('=').or_else(|| line.split_once(':'))?;
    let key = key.trim().trim_matches(['"', '\'']);
    if Field::named(key).is_none() && !is_about_spoilers(key) {
        return None;
    }
    // All findings about it stand where it is broken.
    let span = Span::new(span.end - written.trim_start().len(), span.end);
    let node = value(written.trim(), span)?;
    Some(KeyValue { key: key.to_owned(), key_span: span, quoted: false, node })
}

fn value(written: &str, span: Span) -> Option<Node> {
    let written = written.trim_end_matches([',', ';']).trim_end();
    if let Some(list) = written.strip_prefix('[') {
        let items = list.strip_suffix(']')?.split(',').filter(|item| !item.trim().is_empty());
        let items: Option<Vec<Node>> = items.map(|item| text(item.trim(), span)).collect();
        return Some(Node::collection(Value::List(items?), span));
    }
    text(written, span)
}

/// A text without its quotes; `None` where they stand elsewhere, so that it is unclear where it ends.
fn text(written: &str, span: Span) -> Option<Node> {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`') || is_curly(c);
    let inner = written.strip_prefix(is_quote);
    let bare = inner.map_or(written, |inner| inner.strip_suffix(is_quote).unwrap_or(inner));
    let is_clear = !bare.contains(['"', '`', '[', '{']) && !bare.starts_with(is_quote);
    let kind = if inner.is_some() { Value::Text } else { plain(bare) };
    is_clear.then(|| Node::scalar(kind, bare, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_read() {
        for (line, expected) in [
            ("title = Night Boat", "Night Boat"),
            ("title = “Night Boat”", "Night Boat"),
            ("title: \"Night Boat\"", "Night Boat"),
            ("title = \"Night Boat", "Night Boat"),
            ("title = \"Night Boat\",", "Night Boat"),
            ("- title = `Night Boat`", "Night Boat"),
            ("Film Title = 'Night Boat'", "Night Boat"),
        ] {
            let read = fields(line, 3).expect(line);
            let end = read[0].key_span.end;
            assert_eq!((&*read[0].node.text, end), (expected, line.len() + 3), "{line}");
        }
        for line in [
            "A boat = a ship",
            "title",
            "title = \"Night \"Boat\"\"",
            "plot = \"\"\"",
            "mood = {a = 1}",
        ] {
            assert!(fields(line, 0).is_none(), "{line}");
        }
    }
}
