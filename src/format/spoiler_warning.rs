//! Warnings of spoilers in tags and in fields that are not about them.

use super::value::{Node, Value};
use crate::model::Field;
use crate::text::Span;
use crate::text::spoilers::{MAX_WARNING_BYTES, speaks_of_spoilers, warning};

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
