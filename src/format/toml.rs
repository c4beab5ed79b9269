//! Our own format.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_parser::lexer::TokenKind;

use super::assembly::Assembly;
use super::spoiler_hints;
use super::value::{KeyValue, Node, Value, too_many_values};
use super::{Format, Parsed, fields, toml_error, toml_events};
use crate::model::FormatId;
use crate::text::lines::line_start;
use crate::text::{Code, Mismatch, Source, Span};

mod write;

/// The project's own format.
pub static FORMAT: Format = Format {
    id: FormatId::new("toml"),
    title: "TOML",
    summary: "TOML, the format of rushes",
    extensions: &["toml"],
    detect: is_titled,
    is_strict: true,
    bare_scale: Some(5.0),
    read: parse,
    write: Some(write::write),
};

/// Whether what can be read of the text as TOML has a title: a draft that is broken further down
/// is still one in our own format.
fn is_titled(text: &str) -> bool {
    read(text, 0).entries.iter().any(|entry| entry.key == "title")
}

/// Reads a review in our own format.
fn parse(source: &Source) -> Parsed {
    let mut assembly = Assembly::new(source, &FORMAT);
    let read = read(source.text(), 0);
    fields::apply(&mut assembly, &read.entries);
    if let Some(fault) = read.fault {
        assembly.report(Code::Syntax, fault.span, fault.mismatch);
        assembly.not_understood(fault.rest, source.text().len());
        // What was understood may be what a field was to cover that was not.
        if spoiler_hints::has_field(source.text().get(fault.rest..).unwrap_or_default()) {
            assembly.review.sections.iter_mut().for_each(|section| section.covered = true);
        }
    }
    assembly.finish(read.entries)
}

/// What could be read of a TOML text.
pub(super) struct TomlFields {
    pub(super) entries: Vec<KeyValue>,
    pub(super) fault: Option<TomlFault>,
}

/// The first syntax error, and where the text begins that is not understood because of it.
pub(super) struct TomlFault {
    pub(super) span: Span,
    pub(super) mismatch: Mismatch,
    pub(super) rest: usize,
}

/// The names, values and signs of a text beyond which it is not read: their tree takes up to a
/// hundred times the bytes of the file.
const MAX_TOKENS: usize = 400_000;

/// Reads `text`, which stands at byte `offset` of its file, as far as its first syntax error.
pub(super) fn read(text: &str, offset: usize) -> TomlFields {
    let Some(end) = end_of_readable(text) else { return read_all(text, offset) };
    let mut read = read_all(&text[..end], offset);
    let end = end + offset;
    let fault = read.fault.take();
    // What the end of the readable part leaves open is no fault of the author's.
    read.fault = Some(fault.filter(|fault| fault.span.end < end).unwrap_or_else(|| TomlFault {
        span: Span::new(end, end),
        mismatch: too_many_values(MAX_TOKENS),
        rest: end,
    }));
    read
}

/// Where the line begins that has more than [`MAX_TOKENS`] before its end; none if no line does.
fn end_of_readable(text: &str) -> Option<usize> {
    // A token takes a byte at least, so only a large text has to be looked at. A comment is no part
    // of the tree.
    let tokens = toml_parser::Source::new(text).lex();
    let mut tokens = tokens.filter(|token| token.kind() != TokenKind::Comment);
    let first_beyond = (text.len() > MAX_TOKENS).then(|| tokens.nth(MAX_TOKENS)).flatten()?;
    Some(line_start(text, first_beyond.span().start()))
}

fn read_all(text: &str, offset: usize) -> TomlFields {
    match toml_events::read(text, offset) {
        Some(entries) => TomlFields { entries, fault: None },
        None => by_crate(text, offset),
    }
}

/// The same by the `toml` crate alone.
pub(super) fn by_crate(text: &str, offset: usize) -> TomlFields {
    let mut fault: Option<TomlFault> = None;
    let mut sound = text;
    let end = if offset == 0 { "the end of the file" } else { "the end of the fields" };
    // A fault may hide an earlier one, since the parser looks at the text twice.
    for _ in 0..4 {
        match DeTable::parse(sound) {
            Ok(table) => {
                return TomlFields { entries: entries(table.into_inner(), text, offset), fault };
            }
            Err(error) => {
                let found = toml_error::fault(text, &error, end);
                if fault.as_ref().is_some_and(|known| known.rest <= found.rest + offset) {
                    break;
                }
                sound = &text[..found.rest];
                let (span, mismatch) = (found.span.moved(offset), found.mismatch.moved(offset));
                let rest = found.rest + offset;
                fault = match fault {
                    // A list is open only because the text was cut in it.
                    Some(known) if found.open => Some(TomlFault { rest, ..known }),
                    _ => Some(TomlFault { span, mismatch, rest }),
                };
            }
        }
    }
    let (table, _) = DeTable::parse_recoverable(sound);
    TomlFields { entries: entries(table.into_inner(), text, offset), fault }
}

/// A table's entries in the order of the file; the parser sorts them by key.
fn entries(table: DeTable<'_>, text: &str, offset: usize) -> Vec<KeyValue> {
    let mut entries: Vec<KeyValue> = table
        .into_iter()
        .map(|(key, value)| {
            let span = key.span();
            let quoted = text.get(span.clone()).is_some_and(|key| key.starts_with(['"', '\'']));
            KeyValue {
                key: key.into_inner().into(),
                key_span: Span::new(span.start + offset, span.end + offset),
                quoted,
                node: node(value, text, offset),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn node(value: Spanned<DeValue<'_>>, text: &str, offset: usize) -> Node {
    let range = value.span();
    let written = text.get(range.clone()).unwrap_or_default().trim();
    let span = Span::new(range.start + offset, range.end + offset);
    match value.into_inner() {
        DeValue::String(string) => Node::scalar(Value::Text, string, span),
        DeValue::Integer(number) => {
            Node::scalar(Value::integer(number.as_str(), number.radix()), written, span)
        }
        DeValue::Float(number) => Node::scalar(Value::float(number.as_str()), written, span),
        DeValue::Boolean(truth) => Node::scalar(Value::Bool(truth), written, span),
        DeValue::Datetime(_) => Node::scalar(Value::Date, written, span),
        DeValue::Array(items) => {
            let items = items.into_iter().map(|item| node(item, text, offset)).collect();
            Node::collection(Value::List(items), span)
        }
        DeValue::Table(table) => Node::collection(Value::Map(entries(table, text, offset)), span),
    }
}
