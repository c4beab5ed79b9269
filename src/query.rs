//! Floor 2: the language in which reviews are asked for, as in `director:varda rating>=4`: what a
//! query says, how it is written, and which reviews pass it.

mod evaluate;
mod explain;
mod fields;
mod holding;
mod lex;
pub mod manual;
mod parse;
mod print;
mod reason;
mod saved;
mod tree;
mod value;
mod word;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::{Date, Library, Sort};
use crate::text::{Clean, Glyphs};
use tree::Node;

pub use evaluate::{Relevance, Search};
pub(crate) use holding::Holding;
pub(crate) use print::quoted;
pub use saved::{SavedQueries, SavedQuery};
pub use word::Scratch;

/// A parsed query. Every text is one: what is wrong or not typed yet is left out and reported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What a review must pass; `None` if every review does.
    root: Option<Node>,
    /// The order that it asks for, the most important key first; empty if it leaves that open.
    pub(crate) sort: Vec<Sort>,
    /// What is left out, in the order of the text.
    pub(crate) problems: Vec<Remark>,
    /// What may have been meant otherwise.
    pub(crate) hints: Vec<Remark>,
    /// Whether something of it waits until ratings are uncovered.
    pub(crate) waits: bool,
    /// What is known of the texts that it asks for; without, no review holds them.
    holding: Holding,
}

/// Something about a part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// The bytes of the text that it is about.
    pub(crate) at: Range<usize>,
    /// One line, with words of the query in it, so it is not safe to show yet.
    pub(crate) words: String,
}

impl Query {
    /// Parses a query. Dates such as `7d` are counted back from `today`.
    #[must_use]
    pub fn parse(text: &str, today: Option<Date>) -> Self {
        parse::parse(text, today, false)
    }

    /// The same while ratings are covered: what it asks of them is left out, and a hint says so.
    #[must_use]
    pub fn parse_blind(text: &str, today: Option<Date>) -> Self {
        parse::parse(text, today, true)
    }

    /// The order that `sort:` asks for in these words; `None` if it has no such key.
    #[must_use]
    pub(crate) fn sort_of(written: &str) -> Option<Sort> {
        Self::parse(&format!("sort:{written}"), None).sort.first().copied()
    }

    /// How `sort:` writes an order.
    #[must_use]
    pub(crate) fn written_sort(sort: Sort) -> String {
        print::sort_key(sort)
    }

    /// The query that a review passes if it passes all of `queries`. The order that the first of them
    /// asks for counts most.
    #[must_use]
    pub(crate) fn joined(queries: &[Self]) -> Self {
        let roots = queries.iter().filter_map(|query| query.root.clone());
        let mut joined = Self { root: Node::all(roots.collect()), ..Self::default() };
        for query in queries {
            joined.sort.extend_from_slice(&query.sort);
            joined.problems.extend_from_slice(&query.problems);
            joined.hints.extend_from_slice(&query.hints);
        }
        joined
    }

    /// Whether every review passes and no order is asked for.
    #[must_use]
    pub(crate) const fn is_empty(&self) -> bool {
        self.root.is_none() && self.sort.is_empty()
    }

    /// Whether the reviews are to be listed by how well they match. A list that is narrowed by
    /// fields keeps its order, since it would jump with every letter.
    #[must_use]
    pub(crate) fn is_ranked(&self) -> bool {
        self.sort.is_empty() && self.root.as_ref().is_some_and(|root| !root.has_condition())
    }

    /// Whether it asks for what the reader remembers: what was read, what has a bookmark.
    #[must_use]
    pub(crate) fn asks_for_marks(&self) -> bool {
        self.root.as_ref().is_some_and(Node::asks_for_marks)
    }

    /// Prepares to look at the reviews of `library`.
    #[must_use]
    pub fn search<'a>(&'a self, library: &Library, scratch: &'a mut Scratch) -> Search<'a> {
        Search::new(self, library, scratch)
    }
}

impl Remark {
    /// The words, and below them the query with a caret under the place.
    #[must_use]
    pub(crate) fn with_caret(&self, query: &str, glyphs: Glyphs) -> String {
        let shown = |text: Option<&str>| Clean::new(text.unwrap_or_default()).to_string();
        let before = glyphs.width(&shown(query.get(..self.at.start)));
        let place = glyphs.width(&shown(query.get(self.at.clone()))).max(1);
        let (query, blanks, carets) = (shown(Some(query)), " ".repeat(before), "^".repeat(place));
        format!("{}\n  {query}\n  {blanks}{carets}", self.words)
    }
}
