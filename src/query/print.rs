//! How a query is written in its plainest form. Parsing that gives the same query again.

use std::fmt::{self, Write};

use super::Query;
use super::fields::{FieldName, sort_name};
use super::tree::{Condition, Node};
use super::value::Value;
use super::word::Text;
use crate::model::Sort;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(root) = &self.root {
            node(f, root, Within::Nothing)?;
        }
        if !self.sort.is_empty() {
            let blank = if self.root.is_some() { " " } else { "" };
            let keys: Vec<String> = self.sort.iter().copied().map(sort_key).collect();
            write!(f, "{blank}sort:{}", keys.join(","))?;
        }
        Ok(())
    }
}

pub(super) fn sort_key(sort: Sort) -> String {
    let sign = if sort.is_descending() { "-" } else { "" };
    format!("{sign}{}", sort_name(sort.key))
}

/// What a part of a query stands in, which may need parentheses around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    All,
    Not,
}

fn node(f: &mut fmt::Formatter<'_>, part: &Node, within: Within) -> fmt::Result {
    let has_parentheses = match part {
        Node::All(_) => within == Within::Not,
        Node::Any(_) => within != Within::Nothing,
        _ => false,
    };
    if has_parentheses {
        f.write_char('(')?;
    }
    match part {
        Node::All(parts) => joined(f, parts, " ", Within::All)?,
        Node::Any(parts) => joined(f, parts, " OR ", Within::Nothing)?,
        Node::Not(part) => {
            f.write_char('-')?;
            node(f, part, Within::Not)?;
        }
        Node::Text(text) => f.write_str(&piece(text))?,
        Node::Condition(condition) => f.write_str(&written(condition))?,
    }
    if has_parentheses { f.write_char(')') } else { Ok(()) }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Node],
    between: &str,
    within: Within,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        f.write_str(if index > 0 { between } else { "" })?;
        node(f, part, within)?;
    }
    Ok(())
}

fn written(condition: &Condition) -> String {
    let Condition { field, op, values } = condition;
    let values: Vec<String> = values.iter().map(|value| value_of(*field, value)).collect();
    format!("{}{}{}", field.as_str(), op.as_str(), values.join(","))
}

fn value_of(field: FieldName, value: &Value) -> String {
    let end = |bound: &Option<_>| bound.as_ref().map(ToString::to_string).unwrap_or_default();
    match value {
        Value::Text(text) => piece(text),
        Value::Flag(flag) => flag.name_in(field).to_owned(),
        Value::Range(from, to) => format!("{}..{}", end(from), end(to)),
        Value::One(bound) => {
            let text = bound.to_string();
            let is_plain = !text.contains(|c: char| c.is_whitespace() || "()\",".contains(c))
                && !text.starts_with(['<', '>'])
                && !text.contains("..");
            if is_plain { text } else { quoted(&text) }
        }
    }
}

fn piece(text: &Text) -> String {
    if text.is_phrase { quoted(&text.written) } else { text.written.clone() }
}

/// A text in quotation marks, within which everything is text.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
