//! Our own format.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_parser::lexer::TokenKind;

use super::assembly::Assembly;
use super::spoiler_hints;
use super::toml_lines::is_header;
use super::value::{KeyValue, Node, Value, too_many_values};
use super::{Format, Parsed, fields, toml_error, toml_events, toml_meant};
use crate::model::{AuthorField, Field, FormatId, SectionKey};
use crate::text::lines::{blanked, line_start, lines};
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
    // The cause comes before what follows from it on the same line.
    let mut unread = Vec::new();
    for fault in read.faults {
        assembly.report(Code::Syntax, fault.span, fault.mismatch);
        unread.push(fault.unread);
    }
    fields::apply(&mut assembly, &read.entries);
    for Range { start, end } in unread {
        let wants_covers = assembly.not_understood(start, end) && start < end;
        let text = source.text().get(start..end).unwrap_or_default();
        // What was understood may be what a field was to cover that was not, and what stands below may
        // belong to a text that was to be covered.
        let line = match spoiler_hints::has_field(text) {
            true => 0,
            false if wants_covers => source.line_of(start),
            false => continue,
        };
        let sections = assembly.review.sections.iter_mut();
        sections.filter(|it| it.line >= line).for_each(|section| section.covered = true);
    }
    assembly.finish(read.entries)
}

/// What could be read of a TOML text.
pub(super) struct TomlFields {
    pub(super) entries: Vec<KeyValue>,
    /// In the order of the text.
    pub(super) faults: Vec<TomlFault>,
}

/// A syntax error, and the lines that are not understood because of it.
pub(super) struct TomlFault {
    pub(super) span: Span,
    pub(super) mismatch: Mismatch,
    pub(super) unread: Range<usize>,
}

/// The names, values and signs of a text beyond which it is not read: their tree takes up to a
/// hundred times the bytes of the file.
const MAX_TOKENS: usize = 400_000;

/// Reads `text`, which stands at byte `offset` of its file, without what its errors make unreadable.
pub(super) fn read(text: &str, offset: usize) -> TomlFields {
    let Some(end) = end_of_readable(text) else { return read_all(text, offset) };
    let mut read = read_all(&text[..end], offset);
    let (end, unread) = (end + offset, end + offset..text.len() + offset);
    // What the end of the readable part leaves open is no fault of the author's.
    read.faults.retain(|fault| fault.span.end < end);
    let open = read.faults.iter_mut().find(|fault| fault.unread.end == end);
    match open {
        Some(fault) => fault.unread.end = unread.end,
        None => read.faults.push(TomlFault {
            span: Span::new(end, end),
            mismatch: too_many_values(MAX_TOKENS),
            unread,
        }),
    }
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
        Some(entries) => TomlFields { entries, faults: Vec::new() },
        None => by_crate(text, offset),
    }
}

/// How many errors of a text are read over. Each costs another look at all of it.
const MAX_FAULTS: usize = 6;

/// The same by the `toml` crate alone. Behind an error reading goes on at the next field that is known:
/// blanks take the place of what stands between.
pub(super) fn by_crate(text: &str, offset: usize) -> TomlFields {
    let end = if offset == 0 { "the end of the file" } else { "the end of the fields" };
    let mut faults: Vec<TomlFault> = Vec::new();
    let (mut sound, mut cut) = (Cow::Borrowed(text), text.len());
    for _ in 0..MAX_FAULTS {
        let error = match DeTable::parse(&sound[..cut]) {
            Ok(_) => break,
            Err(error) => error,
        };
        let found = toml_error::fault(&sound, text, &error, end);
        let rest = found.rest;
        // A list is open only because the text was cut in it.
        if let Some(last) = faults.last_mut().filter(|_| found.open && cut < text.len()) {
            (last.unread.start, cut) = (rest + offset, rest);
            continue;
        }
        if faults.iter().any(|fault| fault.unread.contains(&(rest + offset))) {
            break;
        }
        // Nor is one that was closed where blanks are now.
        let opening = found.span.start + offset..=rest + offset;
        if let Some(inner) = faults.iter_mut().find(|it| opening.contains(&it.unread.start)) {
            inner.unread.start = line_start(&sound, found.span.start) + offset;
            let unread = inner.unread.start - offset..inner.unread.end - offset;
            leave_out(&mut sound, unread);
            continue;
        }
        let is_before = found.span.start < rest;
        let next = next_field(&sound[..cut], rest).filter(|_| !is_before);
        let unread = rest + offset..next.unwrap_or(text.len()) + offset;
        faults.retain(|fault| !unread.contains(&fault.unread.start));
        let (span, mismatch) = (found.span.moved(offset), found.mismatch.moved(offset));
        faults.push(TomlFault { span, mismatch, unread });
        match next {
            Some(next) => leave_out(&mut sound, rest..next),
            None => cut = rest,
        }
    }
    faults.sort_by_key(|fault| fault.span.start);
    let (table, _) = DeTable::parse_recoverable(&sound[..cut]);
    let mut entries = entries(table.into_inner(), text, offset);
    for unread in faults.iter_mut().map(|fault| &mut fault.unread) {
        let written = text.get(unread.start - offset..unread.end - offset).unwrap_or_default();
        let is_in_table = || text[..unread.start - offset].lines().any(begins_table);
        if let Some(meant) = toml_meant::fields(written, unread.start).filter(|_| !is_in_table()) {
            entries.extend(meant);
            unread.start = unread.end;
        }
    }
    TomlFields { entries, faults }
}

fn begins_table(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// Puts blanks in the place of a part of a text.
fn leave_out(text: &mut Cow<'_, str>, part: Range<usize>) {
    let blanks = blanked(&text[part.clone()]);
    text.to_mut().replace_range(part, &blanks);
}

/// Where the first line behind that at `from` begins that is a field we know, or one of our tables. A
/// field would not be in its table if the line of that was among those left out.
fn next_field(text: &str, from: usize) -> Option<usize> {
    let mut has_table = false;
    lines(text.get(from..)?).find_map(|(start, line)| {
        let is_next = start > 0 && (is_header(line) || !has_table && is_known_field(line));
        has_table |= begins_table(line);
        is_next.then_some(from + start)
    })
}

fn is_known_field(line: &str) -> bool {
    let is_known = |key: &str| {
        let is_section = || SectionKey::NAMED.iter().any(|section| section.as_str() == key);
        Field::named(key).is_some() || AuthorField::named(key).is_some() || is_section()
    };
    line.split_once('=').is_some_and(|(key, _)| is_known(key.trim()))
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
