//! Warnings of spoilers in tags, in fields that are not about them, and in lines of their own; what they
//! cover of whole sections.

use std::ops::Range;

use super::headings::{self, SectionNames};
use super::value::{Node, Value};
use crate::markup::spoiler::Passages;
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

/// Covers what stands below lines `!spoilers`, given the passages of each section.
pub(super) fn cover_below_marks(sections: &mut [Section], passages: &[Passages]) {
    let mut is_on = false;
    for (section, passages) in sections.iter_mut().zip(passages) {
        if is_on {
            cover_from_heading(section);
        }
        let mark = passages.line_mark(&section.text);
        section.covered |= mark.is_some_and(|at| section.text[..at].trim().is_empty());
        is_on |= mark.is_some();
    }
}

/// Covers a section, and its heading unless that says no more than what kind of section it is.
pub(super) fn cover_from_heading(section: &mut Section) {
    section.covered = true;
    let says_more =
        |heading: &str| headings::known(heading).is_none() && !speaks_of_spoilers(heading);
    if section.heading.as_deref().is_some_and(says_more) {
        section.heading_covered = true;
        section.key = SectionKey::Spoilers;
    }
}
