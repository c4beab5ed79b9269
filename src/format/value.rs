//! One tree of values with places, which TOML and YAML both become.

use crate::text::phrase::grouped;
use crate::text::{Mismatch, Span, expected, own_words};

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// The characters of a scalar: a text decoded, anything else as it is written.
    pub(crate) text: String,
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Date,
    Text,
    List(Vec<Node>),
    Map(Vec<KeyValue>),
}

/// What is wrong with a file that has more than `limit` of what its fields are made of.
pub(super) fn too_many_values(limit: usize) -> Mismatch {
    let limit = format!("at most {} names, values and signs", grouped(limit));
    expected(own_words(limit)).found("more").help("what follows is shown as it is written")
}

/// One `key = value`, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeyValue {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    /// Whether the author put the key in quotes.
    pub(crate) quoted: bool,
    pub(crate) node: Node,
}

impl Value {
    /// A whole number without its sign of the radix.
    pub(super) fn integer(digits: &str, radix: u32) -> Self {
        let value = i64::from_str_radix(digits, radix);
        // Integers that matter here are small; larger ones only need to be out of every scale.
        Self::Number(value.map_or(f64::INFINITY, |value| value as f64))
    }

    pub(super) fn float(digits: &str) -> Self {
        Self::Number(digits.parse().unwrap_or(f64::NAN))
    }
}

impl Node {
    pub(crate) fn scalar(value: Value, text: impl Into<String>, span: Span) -> Self {
        Self { value, text: text.into(), span }
    }

    pub(crate) const fn collection(value: Value, span: Span) -> Self {
        Self { value, text: String::new(), span }
    }

    pub(crate) fn map(&self) -> Option<&[KeyValue]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value, or those of a list, but for lists and tables among them.
    pub(super) fn scalars(&self) -> impl Iterator<Item = &Self> {
        let values = self.list().unwrap_or(std::slice::from_ref(self)).iter();
        values.filter(|value| value.is_scalar())
    }

    pub(crate) const fn is_scalar(&self) -> bool {
        !matches!(self.value, Value::List(_) | Value::Map(_))
    }

    /// Whether the author left the value empty.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text => self.text.trim().is_empty(),
            Value::List(items) => items.iter().all(Self::is_blank),
            Value::Map(entries) => entries.is_empty(),
            _ => false,
        }
    }

    /// The value as a yes or a no, also in the words that front matter uses.
    pub(crate) fn truth(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(truth) => Some(*truth),
            Value::Text => match self.text.trim().to_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Date => "a date",
            Value::Text => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a table",
        }
    }

    /// The value on one line: lists joined by commas, tables as `key: value`.
    pub(crate) fn flat(&self) -> String {
        match &self.value {
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Self::flat).collect();
                items.join(", ")
            }
            Value::Map(entries) => {
                let fields = entries.iter().map(|e| format!("{}: {}", e.key, e.node.flat()));
                fields.collect::<Vec<_>>().join(", ")
            }
            _ => self.text.to_string(),
        }
    }
}
