//! A query in words, one line for each word or condition.

use super::Query;
use super::fields::{FieldName, Property, ValueType};
use super::lex::Op;
use super::tree::{Condition, Node};
use super::value::{Bound, Value};
use super::word::Text;
use crate::text::phrase::plural;

impl Query {
    /// The query in words. They quote the query, so they are not safe to show yet.
    #[must_use]
    pub fn explain(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match &self.root {
            Some(root) => explain(root, "", 0, &mut lines),
            None => lines.push("every review".to_owned()),
        }
        if !self.sort.is_empty() {
            let sorts: Vec<&str> = self.sort.iter().map(|sort| sort.in_words()).collect();
            lines.push(format!("sorted {}", sorts.join(", then ")));
        }
        lines
    }
}

/// Adds the lines of `node`; `before` stands before its first one.
fn explain(node: &Node, before: &str, depth: usize, lines: &mut Vec<String>) {
    let mut push = |words: &str| lines.push(format!("{}{before}{words}", "  ".repeat(depth)));
    let parts = match node {
        Node::Not(node) => return explain(node, "not: ", depth, lines),
        Node::Text(text) => return push(&in_any_field(text)),
        Node::Condition(condition) => return push(&in_words(condition)),
        Node::All(parts) => {
            push("all of");
            parts
        }
        Node::Any(parts) => {
            push("any of");
            parts
        }
    };
    parts.iter().for_each(|part| explain(part, "", depth + 1, lines));
}

fn in_any_field(text: &Text) -> String {
    let words = words_of(text);
    match text.is_phrase {
        true => format!("{words} in the title or another field"),
        false => format!("{words} in the title or another field, or its letters in the title"),
    }
}

fn words_of(text: &Text) -> String {
    match text.is_phrase {
        true => format!("the words “{}”", text.written),
        false => format!("a word that begins with “{}”", text.written),
    }
}

fn in_words(condition: &Condition) -> String {
    let Condition { field, op, values } = condition;
    let values = values.iter().map(|value| match value {
        Value::Text(text) if *op == Op::Equals => format!("“{}” and nothing else", text.written),
        Value::Text(text) => words_of(text),
        Value::Flag(flag) => flag.words_in(*field),
        Value::One(bound) => one(*field, *op, bound),
        Value::Range(from, to) => range(from.as_ref(), to.as_ref()),
    });
    let values = values.collect::<Vec<_>>().join(" or ");
    let is_negative = *op == Op::IsNot;
    match field {
        FieldName::Is | FieldName::Has => {
            let verb = if *field == FieldName::Has { "has" } else { "is" };
            format!("it {verb} {}{values}", if is_negative { "not " } else { "" })
        }
        FieldName::FullText => {
            format!("{} has {}{values}", field.words(), if is_negative { "not " } else { "" })
        }
        FieldName::Property(property) if property.value_type() == ValueType::Words => {
            let which = match op {
                Op::IsNot => "is there, and none has ",
                Op::Equals => "is ",
                _ => "has ",
            };
            format!("{} {which}{values}", field.words())
        }
        _ => format!(
            "{} is {}{values}",
            field.words(),
            if is_negative { "there, and not " } else { "" }
        ),
    }
}

fn one(field: FieldName, op: Op, bound: &Bound) -> String {
    let is_date = matches!(field, FieldName::Property(Property::Date | Property::Watched));
    let value = match bound {
        Bound::Ago { count, unit, day } => {
            format!("{day}, {} ago", plural(usize::from(*count), unit.word()))
        }
        bound => bound.to_string(),
    };
    match (op, is_date) {
        (Op::Is | Op::IsNot, _) if matches!(bound, Bound::Ago { .. }) => {
            format!("{value}, or later")
        }
        (Op::Is | Op::IsNot | Op::Equals, _) => value,
        (Op::Less, true) => format!("before {value}"),
        (Op::Greater, true) => format!("after {value}"),
        (Op::AtMost, true) => format!("{value} or earlier"),
        (Op::AtLeast, true) => format!("{value} or later"),
        (Op::Less, false) => format!("less than {value}"),
        (Op::Greater, false) => format!("more than {value}"),
        (Op::AtMost, false) => format!("at most {value}"),
        (Op::AtLeast, false) => format!("at least {value}"),
    }
}

fn range(from: Option<&Bound>, to: Option<&Bound>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("{from} or more"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => String::new(),
    }
}
