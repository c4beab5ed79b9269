//! What is known of the texts of reviews, which a library does not keep: for each `text:` condition
//! of a query, the reviews that hold what it looks for.

use std::collections::HashSet;

use super::Query;
use super::fields::FieldName;
use super::tree::{Condition, Node};
use super::value::Value;
use crate::model::ReviewId;
use crate::text::Terms;

/// For words and phrases the reviews that hold them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Holding(Vec<(Terms, HashSet<ReviewId>)>);

impl Holding {
    /// For each of `texts`, as yet no review.
    pub(crate) fn of(texts: Vec<Terms>) -> Self {
        Self(texts.into_iter().map(|terms| (terms, HashSet::new())).collect())
    }

    /// Adds reviews that hold the text of this index.
    pub(crate) fn add(&mut self, index: usize, ids: impl IntoIterator<Item = ReviewId>) {
        if let Some((_, holding)) = self.0.get_mut(index) {
            holding.extend(ids);
        }
    }

    /// The reviews that hold a text; `None` if it was not asked for.
    pub(crate) fn ids(&self, terms: &Terms) -> Option<&HashSet<ReviewId>> {
        self.0.iter().find(|(known, _)| known == terms).map(|(_, ids)| ids)
    }
}

impl Query {
    /// The texts that its `text:` conditions look for, each once.
    #[must_use]
    pub(crate) fn texts(&self) -> Vec<Terms> {
        let mut texts = Vec::new();
        if let Some(root) = &self.root {
            add_texts(root, &mut texts);
        }
        texts
    }

    /// The same query, with what is known of texts.
    #[must_use]
    pub(crate) fn with_holding(&self, holding: Holding) -> Self {
        Self { holding, ..self.clone() }
    }
}

fn add_texts(node: &Node, texts: &mut Vec<Terms>) {
    match node {
        Node::All(nodes) | Node::Any(nodes) => {
            nodes.iter().for_each(|node| add_texts(node, texts));
        }
        Node::Not(node) => add_texts(node, texts),
        Node::Text(_) => {}
        Node::Condition(condition) => {
            for terms in condition.texts() {
                if !texts.contains(&terms) {
                    texts.push(terms);
                }
            }
        }
    }
}

impl Condition {
    /// What it looks for in texts, if it is one on texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = Terms> {
        let values = self.values.iter().filter(|_| self.field == FieldName::FullText);
        values.filter_map(|value| match value {
            Value::Text(text) => Some(text.terms()),
            _ => None,
        })
    }
}
