//! Texts and lists of texts out of the values that fields have.

use super::assembly::Assembly;
use super::candidate::{Candidate, keep, wrong_type};
use super::people;
use super::plain_text::shown;
use super::value::{KeyValue, Node, Value};
use std::borrow::Cow;

use crate::model::field::normal;
use crate::model::{Field, FieldType, Person};

/// The text of a field that takes one line. In our own format anything but a string is an error;
/// a number or a date is taken as it is written nevertheless.
pub(super) fn text(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Option<String> {
    let node = candidate.node;
    match &node.value {
        Value::Text => {}
        Value::Number(_) | Value::Date | Value::Bool(_) if !assembly.is_strict() => {}
        // `[[Night Boat]]`, the link of a wiki, is a list in a list.
        Value::List(items) if items.len() == 1 && !assembly.is_strict() => {
            return text(assembly, &Candidate { node: &items[0], ..candidate.clone() });
        }
        Value::Number(_) | Value::Date => wrong_type(assembly, candidate, "a string"),
        _ => {
            wrong_type(assembly, candidate, "a string");
            return None;
        }
    }
    Some(node.text.trim().to_owned())
}

/// The texts of a field that takes a list; one string is split by `split`.
pub(super) fn texts(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    split: fn(&str) -> Vec<String>,
) -> Option<Vec<String>> {
    let node = candidate.node;
    let mut found: Vec<String> = match &node.value {
        Value::List(items) => {
            let mut found = Vec::with_capacity(items.len());
            items.iter().for_each(|item| names(assembly, candidate, item, &mut found));
            found
        }
        Value::Text if assembly.is_strict() => split(&node.text),
        // An entity holds a sign at which lists are split.
        Value::Text => split(&shown(&node.text)),
        Value::Number(_) if !assembly.is_strict() => vec![node.text.to_string()],
        _ => Vec::new(),
    };
    let is_mistyped = match &node.value {
        Value::List(items) => assembly.is_strict() && items.iter().any(|i| i.value != Value::Text),
        Value::Text => assembly.is_strict(),
        _ => assembly.is_strict() || found.is_empty(),
    };
    if is_mistyped {
        wrong_type(assembly, candidate, "a list of strings");
    }
    if !assembly.is_strict() {
        found.iter_mut().for_each(|text| {
            if let Cow::Owned(bare) = shown(text) {
                *text = bare;
            }
        });
    }
    (!found.is_empty()).then_some(found)
}

/// The people in a field that takes a list of them. In a list each may be a table with a `name`,
/// and a `role` where the field has roles.
pub(super) fn people(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
) -> Option<Vec<Person>> {
    let has_roles = candidate.field == Field::Cast;
    let person = |text: &str| {
        if has_roles { people::person(text) } else { Person { name: text.to_owned(), role: None } }
    };
    if let Some(map) = candidate.node.map() {
        return people_of(assembly, candidate, map);
    }
    let tables = candidate.node.list().unwrap_or_default();
    let is_table = |item: &Node| {
        let is_person = item.map().is_some_and(|map| person_of(map).is_some());
        is_person || has_roles && pair(item).is_some()
    };
    if !tables.iter().any(is_table) {
        let names = texts(assembly, candidate, people::split)?;
        // `[[, ]]` is what a template leaves behind.
        let named = names.iter().filter(|name| name.contains(char::is_alphanumeric));
        let found: Vec<Person> = named.map(|name| person(name)).collect();
        return (!found.is_empty()).then_some(found);
    }
    let mut found = Vec::with_capacity(tables.len());
    for item in tables {
        match item.map().and_then(|map| person_in(assembly, candidate, map)) {
            Some(person) => found.push(person),
            None if has_roles && pair(item).is_some() => found.extend(pair(item)),
            None => {
                if assembly.is_strict() && item.value != Value::Text {
                    wrong_type(assembly, candidate, FieldType::Cast.expected());
                }
                let mut texts = Vec::new();
                names(assembly, candidate, item, &mut texts);
                found.extend(texts.iter().map(|name| person(name)));
            }
        }
    }
    Some(found)
}

/// `- NAME: ROLE`, which is a table of one entry.
fn pair(item: &Node) -> Option<Person> {
    let [entry] = item.map()? else { return None };
    let role = entry.node.text.trim();
    // In `- NAME (voice: low)` the colon is within brackets.
    let is_name = entry.key.contains('(') == entry.key.contains(')');
    let is_role = is_name && entry.node.value == Value::Text && !role.is_empty();
    is_role.then(|| Person { name: entry.key.clone(), role: Some(role.to_owned()) })
}

/// The people in a table: one with a `name`, else each by the name that is a key, with the role.
fn people_of(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    map: &[KeyValue],
) -> Option<Vec<Person>> {
    if let Some(person) = person_in(assembly, candidate, map) {
        return Some(vec![person]);
    }
    let is_cast = candidate.field == Field::Cast && map.iter().all(|entry| entry.node.is_scalar());
    if !is_cast {
        wrong_type(assembly, candidate, FieldType::Cast.expected());
        return None;
    }
    let role = |node: &Node| (!node.is_blank()).then(|| node.text.trim().to_owned());
    let people =
        map.iter().map(|entry| Person { name: entry.key.clone(), role: role(&entry.node) });
    Some(people.collect())
}

/// The person that a table names. What else it says is kept.
fn person_in(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    map: &[KeyValue],
) -> Option<Person> {
    let PersonTable { first, name, role } = person_of(map)?;
    let role = role.filter(|_| candidate.field == Field::Cast);
    let used = [first, Some(name), role];
    keep_others(assembly, candidate, map, |entry| {
        used.into_iter().flatten().any(|used| std::ptr::eq(used, entry))
    });
    let text = |entry: &KeyValue| people::name(&entry.node.text).to_owned();
    let whole = [first, Some(name)].into_iter().flatten().map(text);
    Some(Person { name: whole.collect::<Vec<_>>().join(" "), role: role.map(text) })
}

/// Keeps the entries of a table that are not `used`.
fn keep_others(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    map: &[KeyValue],
    used: impl Fn(&KeyValue) -> bool,
) {
    for entry in map.iter().filter(|entry| !used(entry)) {
        let path = format!("{}.{}", candidate.path, entry.key);
        keep(assembly, &path, entry.key_span, &entry.node);
    }
}

/// The entries of a table that name a person.
#[derive(Clone, Copy)]
struct PersonTable<'n> {
    /// The first name, where the two have keys of their own.
    first: Option<&'n KeyValue>,
    name: &'n KeyValue,
    role: Option<&'n KeyValue>,
}

fn person_of(map: &[KeyValue]) -> Option<PersonTable<'_>> {
    let text = |names: &[&str]| {
        let named = |entry: &&KeyValue| names.contains(&&*normal(&entry.key));
        map.iter().find(|entry| named(entry) && entry.node.value == Value::Text)
    };
    let filled = |names: &[&str]| text(names).filter(|entry| !entry.node.is_blank());
    let role = text(&["role", "character", "part", "as"]);
    if let Some(name) = filled(&["name", "actor", "actress", "title", "label"]) {
        return Some(PersonTable { first: None, name, role });
    }
    let name = filled(&["lastname", "last", "surname", "familyname", "family"])?;
    let first = Some(filled(&["firstname", "first", "forename", "givenname", "given"])?);
    Some(PersonTable { first, name, role })
}

/// Finds the names in one entry of a list. `[[Name]]` without quotes is a list in a list in YAML.
fn names(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    node: &Node,
    found: &mut Vec<String>,
) {
    match &node.value {
        Value::List(items) => {
            items.iter().for_each(|item| names(assembly, candidate, item, found));
        }
        Value::Map(entries) => {
            let named =
                |entry: &&KeyValue| matches!(&*normal(&entry.key), "name" | "title" | "label");
            match entries.iter().find(named) {
                Some(name) => {
                    names(assembly, candidate, &name.node, found);
                    keep_others(assembly, candidate, entries, |entry| std::ptr::eq(entry, name));
                }
                None => found.push(node.flat()),
            }
        }
        _ if node.is_blank() => {}
        _ => found.push(people::name(&node.text).to_owned()),
    }
}
