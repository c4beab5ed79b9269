//! Warnings of spoilers in tags, in fields that are not about them, and in lines of their own.

use std::ops::Range;

use super::headings::SectionNames;
use super::value::{Node, Value};
use crate::model::{Field, Section, SectionKey};
use crate::text::Span;
use crate::text::lines::lines;
use crate::text::spoilers::{
    MAX_WARNING_BYTES, is_mere_warning, may_warn, speaks_of_spoilers, warns,
};

/// A tag or a field with another purpose that warns of spoilers.
#[derive(Clone, Debug)]
pub(super) struct SpoilerWarning {
    /// The key as it is written, after those of the tables around it.
    pub(super) path: String,
    pub(super) span: Span,
}

/// The first warning in the value at `path`; `field` is what the key names, if it is known.
pub(super) fn find(field: Option<Field>, path: &str, node: &Node) -> Option<SpoilerWarning> {
    match &node.value {
        Value::List(items) => items.iter().find_map(|item| find(field, path, item)),
        Value::Map(entries) => entries
            .iter()
            .find_map(|entry| find(field, &format!("{path}.{}", entry.key), &entry.node)),
        Value::Text if is_warning(field, &node.text) => {
            Some(SpoilerWarning { path: path.to_owned(), span: node.span })
        }
        _ => None,
    }
}

fn is_warning(field: Option<Field>, text: &str) -> bool {
    let is_short = |text: &str| text.len() <= MAX_WARNING_BYTES;
    let speaks = |part: &str| is_short(part) && speaks_of_spoilers(part);
    match field {
        // It is shown as a text, and a text may warn of what it covers itself.
        Some(Field::Prose) => is_short(text) && warns(text),
        Some(Field::Headline) => warns(text),
        Some(Field::Tags | Field::Genres | Field::Kind | Field::Type | Field::Status) | None => {
            !is_address(text) && (text.split([',', ';']).any(speaks) || warns(text))
        }
        Some(_) => false,
    }
}

/// Whether a value names a file or a page.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.contains('/')
}

/// The first line of a text that is a field about spoilers, which a header that was not recognised
/// leaves there.
pub(super) fn field_line(text: &str, sections: &SectionNames<'_>) -> Option<Range<usize>> {
    if !may_warn(text) {
        return None;
    }
    lines(text).find_map(|(start, line)| {
        let range = start..start + line.trim_end().len();
        is_field(line.trim(), sections).then_some(range)
    })
}

/// Whether a line names the sections that have spoilers, as a field does.
fn is_field(line: &str, sections: &SectionNames<'_>) -> bool {
    if line.len() > MAX_WARNING_BYTES || !speaks_of_spoilers(line) || is_mere_warning(line) {
        return false;
    }
    let is_sign = |c: char| !c.is_alphanumeric();
    let names = |(name, value): (&str, &str)| {
        let mut values = value.split([',', '"', '\'']).map(|value| value.trim_matches(is_sign));
        is_mere_warning(name) && values.all(|value| value.is_empty() || sections.has(value))
    };
    line.trim_start_matches(is_sign).split_once([':', '=', '|', '：']).is_some_and(names)
}

/// Covers the sections, but for the verdict.
pub(super) fn cover_but_verdict(sections: &mut [Section]) {
    for section in sections {
        section.covered = section.key != SectionKey::Verdict;
    }
}

/// What stands after a line `!spoilers`, or a warning, in the midst of a section.
pub(super) fn hidden(text: String, line: u32) -> Section {
    Section {
        key: SectionKey::Spoilers,
        heading: SectionKey::Spoilers.heading().map(str::to_owned),
        text,
        covered: true,
        line,
        ..Section::default()
    }
}
