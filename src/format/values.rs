//! Texts and lists of texts out of the values that fields have.

use super::assembly::Assembly;
use super::fields::{Candidate, wrong_type};
use super::value::{Entry, Node, Value};
use super::{people, synonyms};

/// The text of a field that takes one line. In our own format anything but a string is an error,
/// but a number is still its characters.
pub(super) fn text(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Option<String> {
    let node = candidate.node;
    match &node.value {
        Value::Text => {}
        Value::Number(_) | Value::Date | Value::Bool(_) if !assembly.is_strict() => {}
        Value::List(items) if items.len() == 1 && items[0].is_scalar() && !assembly.is_strict() => {
            return Some(items[0].text.trim().to_owned());
        }
        Value::Number(_) | Value::Date => wrong_type(assembly, candidate, "a string"),
        _ => {
            wrong_type(assembly, candidate, "a string");
            return None;
        }
    }
    Some(node.text.trim().to_owned())
}

/// The texts of a field that takes a list; one string is parted.
pub(super) fn texts(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    part: fn(&str) -> Vec<String>,
) -> Option<Vec<String>> {
    let node = candidate.node;
    let found: Vec<String> = match &node.value {
        Value::List(items) => {
            let mut found = Vec::with_capacity(items.len());
            items.iter().for_each(|item| names(item, &mut found));
            found
        }
        Value::Text => part(&node.text),
        Value::Number(_) if !assembly.is_strict() => vec![node.text.to_string()],
        _ => Vec::new(),
    };
    let odd = match &node.value {
        Value::List(items) => assembly.is_strict() && items.iter().any(|i| i.value != Value::Text),
        Value::Text => assembly.is_strict(),
        _ => assembly.is_strict() || found.is_empty(),
    };
    if odd {
        wrong_type(assembly, candidate, "a list of strings");
    }
    (!found.is_empty()).then_some(found)
}

/// Finds the names in one entry of a list. `[[Name]]` without quotes is a list in a list in YAML.
fn names(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| names(item, found)),
        Value::Map(entries) => {
            let named = |entry: &&Entry| {
                matches!(&*synonyms::normal(&entry.key), "name" | "title" | "label")
            };
            match entries.iter().find(named) {
                Some(entry) => names(&entry.node, found),
                None => found.push(node.flat()),
            }
        }
        _ if node.is_blank() => {}
        _ => found.push(people::name(&node.text).to_owned()),
    }
}

pub(super) fn by_comma(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '、', '，']).map(people::name);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
