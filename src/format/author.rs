//! The author's fields, in a review or in a file of their own.

use super::assembly::Assembly;
use super::candidate::{Candidate, FieldOutcome, keep, wrong_type};
use super::contact::{MAX_HANDLES, add_handle, handle, profile};
use super::spoilers;
use super::value::{KeyValue, Node, Value};
use crate::model::field::normal;
use crate::model::{Author, AuthorField, Field, FieldType, Handle, Kind, Platform};
use crate::text::spoilers::names_spoilers;

/// Reads the field `author`: whoever made the work for a book or an album where no other field tells
/// it, else the reviewer.
pub(super) fn of_review(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    if let Some(entries) = node.map() {
        let mut left = Vec::new();
        fill(&mut assembly.review.author, entries, &mut left);
        for entry in left {
            let path = format!("{}.{}", candidate.path, entry.key);
            let within = Candidate {
                path: path.as_str().into(),
                key_span: entry.key_span,
                node: &entry.node,
                ..candidate.clone()
            };
            let field_type = AuthorField::named(&entry.key).and_then(AuthorField::field_type);
            if field_type == Some(FieldType::Text) && entry.node.value != Value::Text {
                wrong_type(assembly, &within, FieldType::Text.expected());
            }
            if names_spoilers(&entry.key) {
                continue;
            }
            let is_of_review = |field: Field| {
                let is_of_people_too = matches!(field, Field::Title | Field::Url | Field::Headline);
                field.field_type().is_some() && !is_of_people_too
            };
            let is_misplaced = |entry: &KeyValue| {
                AuthorField::named(&entry.key).is_none()
                    && Field::named(&entry.key).is_some_and(is_of_review)
            };
            if is_misplaced(entry) {
                spoilers::report_misplaced(assembly, &candidate.path, entry);
            }
            let handles = entry.node.map().filter(|_| assembly.is_strict()).unwrap_or_default();
            for entry in handles.iter().filter(|entry| is_misplaced(entry)) {
                spoilers::report_misplaced(assembly, &path, entry);
            }
            keep(assembly, &path, entry.key_span, &entry.node);
        }
        return FieldOutcome::Taken;
    }
    if assembly.is_strict() && node.value != Value::Text {
        wrong_type(assembly, candidate, "a table");
        return FieldOutcome::Left;
    }
    let name = normal(&candidate.path);
    let reviewer = ["review", "critic"].iter().any(|word| name.starts_with(word));
    let is_made_by_author = matches!(assembly.review.kind, Kind::Book | Kind::Album);
    let flat = node.flat();
    // The name of a user, as a blog with several has it.
    let is_user =
        !flat.contains(|c: char| c.is_whitespace() || c.is_uppercase()) && flat.is_ascii();
    if is_made_by_author && assembly.review.creators.is_empty() && !reviewer && !is_user {
        assembly.evidence.made_by_author = true;
        return super::work::creators(assembly, candidate);
    }
    let name = super::people::name(&flat).to_owned();
    assembly.review.author.name = Some(name);
    FieldOutcome::Taken
}

/// Fills in what `entries` say, and adds those that were not understood to `left`.
pub(super) fn fill<'n>(author: &mut Author, entries: &'n [KeyValue], left: &mut Vec<&'n KeyValue>) {
    for entry in entries {
        let node = &entry.node;
        let text = (node.value == Value::Text).then(|| node.text.trim().to_owned());
        let text = text.filter(|text| !text.is_empty());
        let slot = match AuthorField::named(&entry.key) {
            Some(AuthorField::Name) => &mut author.name,
            Some(AuthorField::Email) => &mut author.email,
            Some(AuthorField::Website) => &mut author.website,
            Some(AuthorField::Signoff) => &mut author.signoff,
            Some(AuthorField::Handles) => {
                if !handles(&mut author.handles, node) {
                    left.push(entry);
                }
                continue;
            }
            None => {
                let name = normal(&entry.key);
                let has_room = author.handles.len() < MAX_HANDLES;
                match (Platform::named(&name).filter(|_| has_room), text) {
                    (Some(_), Some(text)) => add_handle(&mut author.handles, handle(&name, &text)),
                    _ => left.push(entry),
                }
                continue;
            }
        };
        match text {
            Some(text) if slot.is_none() => *slot = Some(text),
            _ if node.is_blank() => {}
            _ => left.push(entry),
        }
    }
}

/// Reads handles: a table by platform, a list of addresses or of tables. Returns whether all
/// of it was understood.
fn handles(out: &mut Vec<Handle>, node: &Node) -> bool {
    let room = MAX_HANDLES.saturating_sub(out.len());
    match &node.value {
        Value::Map(entries) => {
            let texts = entries.iter().filter(|entry| entry.node.value == Value::Text);
            let mut read = 0;
            for entry in texts.take(room) {
                add_handle(out, handle(&entry.key, &entry.node.text));
                read += 1;
            }
            read == entries.len()
        }
        Value::List(items) => {
            let mut all = items.len() <= room;
            for item in items.iter().take(room) {
                all &= listed(out, item);
            }
            all
        }
        _ => node.is_blank(),
    }
}

fn listed(out: &mut Vec<Handle>, item: &Node) -> bool {
    if let Some(entries) = item.map() {
        let get = |names: &[&str]| {
            let found = entries.iter().find(|e| names.contains(&&*normal(&e.key)))?;
            Some(found.node.text.to_string())
        };
        let platform = get(&["platform", "service", "site", "name"]);
        let Some((platform, name)) = platform.zip(get(&["handle", "user", "username", "url"]))
        else {
            return false;
        };
        add_handle(out, handle(&platform, &name));
        return true;
    }
    let found = profile(item.text.trim());
    let bare = item.text.trim().strip_prefix('@');
    let bare = bare.map(|name| Handle { platform: String::new(), handle: name.to_owned() });
    match found.or(bare) {
        Some(handle) => {
            add_handle(out, handle);
            true
        }
        None => false,
    }
}
