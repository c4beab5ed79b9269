//! Backslashes that TOML reads as the beginning of an escape, where the author meant a path.

use super::context::Cx;
use crate::format::toml_slips::with_two_backslashes;
use crate::format::value::{KeyValue, Node, Value};
use crate::model::Field;
use crate::text::phrase::whole;
use crate::text::{Code, Span, expected, own_words};

/// Escapes for characters that are in no path and in no title, and their names.
const ESCAPES: [(char, char, &str); 5] = [
    ('\t', 't', "a tab"),
    ('\n', 'n', "the end of a line"),
    ('\r', 'r', "a carriage return"),
    ('\u{8}', 'b', "a backspace"),
    ('\u{c}', 'f', "a form feed"),
];

pub(super) fn check(cx: &mut Cx<'_>) {
    if cx.is_strict() {
        let is_prose = |entry: &&KeyValue| {
            matches!(Field::named(&entry.key), Some(Field::Sections | Field::Prose))
        };
        for entry in cx.subject.fields.iter().filter(|entry| !is_prose(entry)) {
            value(cx, &entry.node);
        }
    }
}

fn value(cx: &mut Cx<'_>, node: &Node) {
    match &node.value {
        Value::Text => text(cx, node),
        Value::List(items) => items.iter().for_each(|item| value(cx, item)),
        Value::Map(entries) => entries.iter().for_each(|entry| value(cx, &entry.node)),
        _ => {}
    }
}

fn text(cx: &mut Cx<'_>, node: &Node) {
    let written = cx.source.text().get(node.span.start..node.span.end).unwrap_or_default();
    let is_short = written.starts_with('"') && !written.starts_with("\"\"\"");
    let found = ESCAPES.iter().find(|(c, ..)| is_short && node.text.contains(*c));
    let Some((_, letter, name)) = found else { return };
    let Some(at) = written.find(&format!("\\{letter}")) else { return };
    let back = node.span.start + at;
    let (word, new) = with_two_backslashes(cx.source.text(), back);
    let mismatch = expected(own_words(format!("a second `\\` before `{letter}`")))
        .found(own_words(format!("{name}, which `\\{letter}` stands for")))
        .replace(word, whole(&new));
    cx.report(Code::UnseenCharacter, Span::new(back, back + 2), mismatch);
}
