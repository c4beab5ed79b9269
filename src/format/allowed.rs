//! The codes of findings that an author does not want to hear of.

use super::value::{KeyValue, Value};

/// The codes in `[check] allow`, in an author's file or in a review's own.
pub(crate) fn allowed(fields: &[KeyValue]) -> Vec<String> {
    let named = |entries: &'_ [KeyValue], name: &str| entries.iter().position(|e| e.key == name);
    let check = named(fields, "check").and_then(|at| fields[at].node.map()).unwrap_or_default();
    let Some(allow) = named(check, "allow").map(|at| &check[at].node) else { return Vec::new() };
    match &allow.value {
        Value::Text => vec![allow.text.to_string()],
        Value::List(codes) => codes.iter().map(|code| code.text.to_string()).collect(),
        _ => Vec::new(),
    }
}
