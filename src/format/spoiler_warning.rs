//! Warnings of spoilers in tags, in fields that are not about them, and in lines of their own.

use std::ops::Range;

use super::headings::{self, SectionNames};
use super::value::{Node, Value};
use crate::model::{Field, Section, SectionKey};
use crate::text::Span;
use crate::text::spoilers::{
    MAX_WARNING_BYTES, is_mere_warning, may_warn, speaks_of_spoilers, warning, without_warning,
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
        Value::Text if warns(field, &node.text) => {
            Some(SpoilerWarning { path: path.to_owned(), span: node.span })
        }
        _ => None,
    }
}

fn warns(field: Option<Field>, text: &str) -> bool {
    let is_short = |text: &str| text.len() <= MAX_WARNING_BYTES;
    let speaks = |part: &str| is_short(part) && speaks_of_spoilers(part);
    match field {
        // It is shown as a text, and a text may warn of what it covers itself.
        Some(Field::Prose) => is_short(text) && warning(text).is_some(),
        Some(Field::Headline) => warning(text).is_some(),
        Some(Field::Tags | Field::Genres | Field::Kind | Field::Type | Field::Status) | None => {
            !is_address(text) && (text.split([',', ';']).any(speaks) || warning(text).is_some())
        }
        Some(_) => false,
    }
}

/// Whether a value names a file or a page.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.contains('/')
}

/// A line that does nothing but warn, as `*** SPOILERS ***` does, or that is a field about spoilers,
/// which a header that was not recognised leaves in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WarningLine {
    pub(super) range: Range<usize>,
    /// Whether it is a field that names sections, wherever they stand.
    pub(super) names_sections: bool,
}

/// The first such line of a text.
pub(super) fn line(text: &str, sections: &SectionNames<'_>) -> Option<WarningLine> {
    if !may_warn(text) {
        return None;
    }
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let names_sections = names_sections(line.trim(), sections)?;
        Some(WarningLine { range: start..start + line.trim_end().len(), names_sections })
    })
}

/// Whether a line that does nothing but warn of spoilers names the sections that have them; `None` for
/// any other line.
fn names_sections(line: &str, sections: &SectionNames<'_>) -> Option<bool> {
    if line.len() > MAX_WARNING_BYTES || !speaks_of_spoilers(line) {
        return None;
    }
    if is_mere_warning(line) {
        return Some(false);
    }
    let is_sign = |c: char| !c.is_alphanumeric();
    let field = line.trim_start_matches(is_sign);
    let names = |(name, value): (&str, &str)| {
        let mut values = value.split([',', '"', '\'']).map(|value| value.trim_matches(is_sign));
        is_mere_warning(name) && values.all(|value| value.is_empty() || sections.has(value))
    };
    if field.split_once([':', '=', '|', '：']).is_some_and(names) {
        return Some(true);
    }
    headings::known(&without_warning(line)).map(|_| false)
}

/// Covers what follows the warning at `line` of section `at`, but for the verdict. Where nothing does,
/// it is about what stands before it. `line_after` is the line of the file below it.
pub(super) fn cover_after(
    sections: &mut Vec<Section>,
    at: usize,
    line: Range<usize>,
    line_after: u32,
) {
    cover_but_verdict(sections, at + 1);
    let covers_others = sections.iter().any(|section| section.covered);
    let Some(section) = sections.get_mut(at) else { return };
    let rest = section.text.get(line.end..).unwrap_or_default().trim_start_matches(['\r', '\n']);
    if rest.trim().is_empty() {
        section.covered = !covers_others;
    } else if section.text[..line.start].trim().is_empty() || is_in_code(&section.text, line.start)
    {
        section.covered = true;
    } else {
        let rest = Section { markup: section.markup, ..hidden(rest.to_owned(), line_after) };
        section.text.truncate(line.end);
        sections.insert(at + 1, rest);
    }
}

fn is_in_code(text: &str, at: usize) -> bool {
    text[..at].matches("```").count() % 2 == 1
}

/// Covers the sections from `from` on, but for the verdict.
pub(super) fn cover_but_verdict(sections: &mut [Section], from: usize) {
    for section in sections.iter_mut().skip(from) {
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
