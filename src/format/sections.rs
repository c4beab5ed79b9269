//! Sections that are fields: the table of our own format, and prose in front matter.

use std::fmt::Write as _;

use super::assembly::{Assembly, MAX_SECTIONS};
use super::candidate::{Candidate, FieldOutcome, keep, wrong_type};
use super::ratings::{self, rating_of};
use super::value::{KeyValue, Node, Value};
use super::{headings, spoilers, title};
use crate::markup::cover;
use crate::model::{Field, Rating, Section, SectionField, SectionKey};
use crate::text::lines::trimmed;

/// Reads the table of sections, in the order of the file.
pub(super) fn table(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    assembly.evidence.sections = true;
    match &candidate.node.value {
        Value::Map(entries) => {
            for entry in entries {
                section(assembly, &candidate.path, entry);
            }
            FieldOutcome::Taken
        }
        Value::List(items) if items.iter().all(|item| item.map().is_some()) => {
            for item in items {
                listed(assembly, &candidate.path, item);
            }
            FieldOutcome::Taken
        }
        _ => {
            wrong_type(assembly, candidate, "a table of sections");
            FieldOutcome::Left
        }
    }
}

fn section(assembly: &mut Assembly<'_>, table: &str, entry: &KeyValue) {
    let node = &entry.node;
    let key = if entry.quoted { key_of(&entry.key) } else { headings::key(&entry.key) };
    let line = assembly.source.line_of(entry.key_span.start);
    let mut section = Section { key, line, ..Section::default() };
    let path = || format!("{table}.{}", entry.key);
    match &node.value {
        Value::Text => {
            section.text = trimmed(&node.text);
            if !entry.quoted && own_field(&entry.key).is_some() && is_no_prose(&section.text) {
                spoilers::report_misplaced(assembly, table, entry);
            }
        }
        Value::Map(entries) => fill(assembly, &mut section, path, entries),
        Value::List(items)
            if items.iter().all(Node::is_scalar) && own_field(&entry.key).is_none() =>
        {
            refuse(assembly, &path(), entry, "a string");
            let texts: Vec<&str> = items.iter().map(|item| item.text.trim()).collect();
            section.text = texts.join("\n\n");
        }
        _ => {
            match own_field(&entry.key) {
                // Reported where it is taken.
                Some(Field::Spoilers) => return,
                Some(_) => spoilers::report_misplaced(assembly, table, entry),
                None => refuse(assembly, &path(), entry, "a string"),
            }
            keep(assembly, &path(), entry.key_span, node);
            return;
        }
    }
    if section.heading.is_none() {
        let own = || Some(entry.key.to_string());
        section.heading = if entry.quoted { own() } else { headings::usual(&entry.key) };
    }
    push(assembly, section);
}

/// Whether a text is the value of a field rather than that of a section.
fn is_no_prose(text: &str) -> bool {
    const MAX_VALUE_BYTES: usize = 60;
    let ends_sentence = text.ends_with(['.', '!', '?', '…', '。', '"', '”', '»']);
    !text.is_empty() && text.len() <= MAX_VALUE_BYTES && !text.contains('\n') && !ends_sentence
}

/// The field of a review in our own format that a key in the table of sections names.
fn own_field(key: &str) -> Option<Field> {
    Field::named(key).filter(|field| field.field_type().is_some())
}

/// One of `[[sections]]`, which names itself by its heading.
fn listed(assembly: &mut Assembly<'_>, path: &str, node: &Node) {
    let line = assembly.source.line_of(node.span.start);
    let mut section = Section { line, ..Section::default() };
    fill(assembly, &mut section, || path.to_owned(), node.map().unwrap_or_default());
    section.key = section.heading.as_deref().map_or(SectionKey::Intro, key_of);
    push(assembly, section);
}

/// Reads `heading`, `text`, `spoiler` and `rating` of a section that is a table.
fn fill(
    assembly: &mut Assembly<'_>,
    section: &mut Section,
    path: impl Fn() -> String,
    entries: &[KeyValue],
) {
    for entry in entries {
        let node = &entry.node;
        let field = SectionField::named(&entry.key);
        match (field, &node.value) {
            (Some(SectionField::Heading), Value::Text) if section.heading.is_none() => {
                section.heading = Some(node.text.to_string());
            }
            (Some(SectionField::Spoiler), _) if node.truth().is_some() => {
                section.covered |= node.truth() == Some(true);
            }
            (None, Value::Bool(true)) if means_to_cover(&entry.key) => {
                section.covered = true;
                keep(assembly, &format!("{}.{}", path(), entry.key), entry.key_span, node);
            }
            (Some(SectionField::Rating), _) => match rating_of(node) {
                Some(rating) => section.rating = Some(assembly.checked(rating, node.span)),
                None => {
                    if assembly.is_strict() && node.is_scalar() && !node.is_blank() {
                        ratings::unclear(assembly, node);
                    } else if assembly.is_strict() && !node.is_blank() {
                        refuse(assembly, &format!("{}.rating", path()), entry, "a rating");
                    }
                    keep(assembly, &format!("{}.rating", path()), entry.key_span, node);
                }
            },
            // No word of a section is lost, whatever it is called.
            (Some(SectionField::Text | SectionField::Heading) | None, Value::Text) => {
                if !section.text.is_empty() {
                    section.text.push_str("\n\n");
                }
                section.text.push_str(trimmed(&node.text).as_str());
            }
            (field, _) => {
                let path = format!("{}.{}", path(), entry.key);
                section.covered |= field == Some(SectionField::Spoiler) && spoilers::covers(node);
                if let Some(own) = field.and_then(SectionField::field_type) {
                    refuse(assembly, &path, entry, own.expected());
                }
                keep(assembly, &path, entry.key_span, node);
            }
        }
    }
}

/// Whether the key of a section's field means that it is covered, though we know it by another name.
fn means_to_cover(key: &str) -> bool {
    const NAMES: [&str; 6] = ["collapsed", "cover", "covered", "hidden", "hide", "secret"];
    NAMES.iter().any(|name| key.eq_ignore_ascii_case(name)) || spoilers::is_about_spoilers(key)
}

/// Reports that a value in a section has another type than is expected.
fn refuse(assembly: &mut Assembly<'_>, path: &str, entry: &KeyValue, wanted: &'static str) {
    let candidate = Candidate {
        field: Field::Sections,
        rank: 0,
        path: path.into(),
        key_span: entry.key_span,
        node: &entry.node,
    };
    wrong_type(assembly, &candidate, wanted);
}

/// Adds a section; beyond [`MAX_SECTIONS`] it goes into the last one, below its heading.
fn push(assembly: &mut Assembly<'_>, section: Section) {
    let count = assembly.review.sections.len();
    let last = assembly.review.sections.last_mut().filter(|_| count >= MAX_SECTIONS);
    let Some(last) = last else { return assembly.review.sections.push(section) };
    let heading = section.heading.as_deref().unwrap_or_else(|| section.key.as_str());
    let rating = section.rating.as_ref().map_or("", |rating| rating.written.as_str());
    let _ = write!(last.text, "\n\n## {} {rating}\n\n{}", heading.replace('\n', " "), section.text);
    last.covered |= section.covered;
    assembly.crowded = Some(count - 1);
}

/// The key of the section under `heading`, and its rating where the heading names one
/// (`Acting: 8/10`).
pub(super) fn under(heading: &str) -> (SectionKey, Option<Rating>) {
    match title::trailing_rating(heading) {
        Some((head, rating)) => (key_of(head), Some(rating)),
        None => (key_of(heading), None),
    }
}

/// The key of a heading, from what everybody may read of it, without attributes behind it: `{#plot}`.
fn key_of(heading: &str) -> SectionKey {
    let open = cover::open_part(heading);
    let named = open.strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    let name = named.map(|(name, _)| name).filter(|name| !name.trim().is_empty());
    let key = headings::key(name.unwrap_or(&open));
    if key.as_str().is_empty() { SectionKey::Spoilers } else { key }
}

/// Prose in front matter, shown as a section under its own name.
pub(super) fn prose(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    let text = match &node.value {
        Value::Text => trimmed(&node.text),
        Value::List(items) if items.iter().all(|item| item.value == Value::Text) => {
            let items: Vec<String> = items.iter().map(|item| format!("- {}", item.text)).collect();
            items.join("\n")
        }
        Value::Number(_) | Value::Date => node.text.to_string(),
        _ => return FieldOutcome::Left,
    };
    let name = candidate.path.rsplit('.').next().unwrap_or_default();
    let name = name.trim_end_matches(':').trim();
    let heading = headings::usual(&separated(name));
    let key = heading.as_deref().map_or_else(|| name.to_lowercase().as_str().into(), headings::key);
    let line = assembly.source.line_of(candidate.key_span.start);
    push(assembly, Section { key, heading, text, line, ..Section::default() });
    FieldOutcome::Taken
}

/// `finalThoughts` as `final thoughts`.
fn separated(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    let mut small = false;
    for c in name.chars() {
        if small && c.is_uppercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        small = c.is_lowercase();
    }
    out
}
