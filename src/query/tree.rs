//! What a query says, as a tree.

use super::fields::FieldName;
use super::lex::Op;
use super::value::Value;
use super::word::Text;

/// Part of a query, which a review passes or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// Two or more, none of them `All`.
    All(Vec<Node>),
    /// Two or more, none of them `Any`.
    Any(Vec<Node>),
    /// Not of another `Not`.
    Not(Box<Node>),
    Text(Text),
    Condition(Condition),
}

/// A field and the values of which one must match.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    /// A property, `is` or `has`.
    pub(crate) field: FieldName,
    pub(crate) op: Op,
    /// At least one.
    pub(crate) values: Vec<Value>,
}

impl Node {
    /// All of `nodes`; `None` if there is none.
    pub(super) fn all(nodes: Vec<Self>) -> Option<Self> {
        Self::joined(nodes, Self::All, |node| match node {
            Self::All(nodes) => Ok(nodes),
            node => Err(node),
        })
    }

    /// Any of `nodes`; `None` if there is none.
    pub(super) fn any(nodes: Vec<Self>) -> Option<Self> {
        Self::joined(nodes, Self::Any, |node| match node {
            Self::Any(nodes) => Ok(nodes),
            node => Err(node),
        })
    }

    fn joined(
        nodes: Vec<Self>,
        join: fn(Vec<Self>) -> Self,
        parts: fn(Self) -> Result<Vec<Self>, Self>,
    ) -> Option<Self> {
        let flat = |node| parts(node).unwrap_or_else(|node| vec![node]);
        let mut flat: Vec<Self> = nodes.into_iter().flat_map(flat).collect();
        if flat.len() > 1 { Some(join(flat)) } else { flat.pop() }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Not(node) => *node,
            node => Self::Not(Box::new(node)),
        }
    }

    /// Whether a field is compared anywhere in it.
    pub(super) fn has_condition(&self) -> bool {
        self.has(&|_| true)
    }

    /// Whether it asks anywhere for what the reader remembers.
    pub(super) fn asks_for_marks(&self) -> bool {
        let is_remembered =
            |value: &Value| matches!(value, Value::Flag(flag) if flag.is_remembered());
        self.has(&|condition| condition.values.iter().any(is_remembered))
    }

    fn has(&self, is_it: &dyn Fn(&Condition) -> bool) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(|node| node.has(is_it)),
            Self::Not(node) => node.has(is_it),
            Self::Text(_) => false,
            Self::Condition(condition) => is_it(condition),
        }
    }
}
