//! Why a review passes a query, for the row that shows it.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Query;
use super::evaluate::is_found;
use super::fields::{FieldName, Property};
use super::lex::Op;
use super::tree::{Condition, Node};
use super::value::Value;
use super::word::{FieldMatch, MatchedField, Scratch, Text, Word};
use crate::format::blind::covers_facet;
use crate::model::EntryRef;
use crate::text::fold::{fold, letters};

/// Why a review passes a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reason<'a> {
    /// The graphemes of the title that match: ascending indices.
    pub(crate) graphemes: Vec<u32>,
    /// For each word that does not match the title, the field that it matches.
    pub(crate) fields: Vec<FieldMatch<'a>>,
}

impl Query {
    /// Why `entry` passes, whose title is seen as far as `title`.
    #[must_use]
    pub(crate) fn reason<'a>(
        &self,
        entry: EntryRef<'a>,
        title: &str,
        scratch: &mut Scratch,
    ) -> Reason<'a> {
        let mut marks = Marks::new(title);
        let mut fields = Vec::new();
        for node in self.root.iter().flat_map(Node::positive) {
            match node {
                Node::Text(text) => {
                    for word in &text.words {
                        fields.extend(marks.word(word, entry, scratch));
                    }
                }
                Node::Condition(condition) => fields.extend(marks.condition(condition, entry)),
                Node::All(_) | Node::Any(_) | Node::Not(_) => {}
            }
        }
        Reason { graphemes: marks.graphemes(title), fields }
    }
}

impl Node {
    /// The words and conditions for which a review can pass.
    fn positive(&self) -> Vec<&Self> {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().flat_map(Self::positive).collect(),
            Self::Not(_) => Vec::new(),
            Self::Text(_) | Self::Condition(_) => vec![self],
        }
    }
}

/// A title with the bytes of it that match.
struct Marks {
    folded: String,
    /// The bytes of the title that each character of the folded one stands for.
    sources: Vec<Range<usize>>,
    matched: Vec<bool>,
}

impl Marks {
    fn new(title: &str) -> Self {
        let (folded, sources) = letters(title).unzip();
        Self { folded, sources, matched: vec![false; title.len()] }
    }

    fn mark(&mut self, letter: usize) {
        let source = self.sources.get(letter).cloned().unwrap_or_default();
        self.matched.get_mut(source).unwrap_or_default().fill(true);
    }

    /// Marks a word where it stands in the title; `false` if it does not.
    fn in_title(&mut self, word: &Word) -> bool {
        let Some(at) = word.finder.find(&self.folded) else { return false };
        let first = self.folded[..at].chars().count();
        (first..first + word.letters.len()).for_each(|letter| self.mark(letter));
        true
    }

    /// Marks a word in the title, or else returns the field that it matches.
    fn word<'a>(
        &mut self,
        word: &Word,
        entry: EntryRef<'a>,
        scratch: &mut Scratch,
    ) -> Option<FieldMatch<'a>> {
        if self.in_title(word) {
            return None;
        }
        let field = word.field(entry, &mut scratch.other);
        if field.is_none() {
            let letters = word.scattered_letters(&self.folded, scratch);
            letters.iter().for_each(|&letter| self.mark(letter as usize));
        }
        field
    }

    /// The text for which a review passes a condition on words, unless it is the title.
    fn condition<'a>(
        &mut self,
        condition: &Condition,
        entry: EntryRef<'a>,
    ) -> Option<FieldMatch<'a>> {
        let FieldName::Property(property) = condition.field else { return None };
        let texts = condition.values.iter().filter_map(|value| match value {
            Value::Text(text) if matches!(condition.op, Op::Is | Op::Equals) => Some(text),
            _ => None,
        });
        let texts: Vec<&Text> = texts.collect();
        if property == Property::Title {
            let words = texts.iter().flat_map(|text| &text.words);
            words.for_each(|word| {
                self.in_title(word);
            });
            return None;
        }
        let mut facets = entry.facet_ids().filter(|(role, ..)| property.roles().contains(role));
        let (role, shared, _) = facets.find(|(role, shared, _)| {
            let folded = fold(entry.text(*shared));
            let is_meant = texts.iter().any(|text| is_found(text, condition.op, &folded));
            is_meant && !covers_facet(entry, *role, *shared)
        })?;
        let text = Cow::Borrowed(entry.text(shared));
        Some(FieldMatch { field: MatchedField::Facet(role), text })
    }

    /// The graphemes of the title that are marked.
    fn graphemes(&self, title: &str) -> Vec<u32> {
        let graphemes = (0..).zip(title.grapheme_indices(true));
        let is_matched = |(_, (at, grapheme)): &(u32, (usize, &str))| {
            self.matched[*at..at + grapheme.len()].contains(&true)
        };
        graphemes.filter(is_matched).map(|(index, _)| index).collect()
    }
}
