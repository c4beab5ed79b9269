//! Many words that are looked for in a text at once.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

/// Words of which the longest is found wherever several begin.
#[derive(Debug)]
pub(crate) struct WordSet {
    /// `None` only for far more words than anybody writes down.
    finder: Option<AhoCorasick>,
}

impl WordSet {
    /// Words that are found as they are written.
    pub(crate) fn new(words: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        Self::build(&mut AhoCorasick::builder(), words)
    }

    /// Words whose ASCII letters may be in either case.
    pub(crate) fn in_any_case(words: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        Self::build(AhoCorasick::builder().ascii_case_insensitive(true), words)
    }

    fn build(
        builder: &mut AhoCorasickBuilder,
        words: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Self {
        // Of the kinds the one that is built soonest: hardly any text gets past its prefilter.
        let builder = builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
        Self { finder: builder.match_kind(MatchKind::LeftmostLongest).build(words).ok() }
    }

    /// Whether `text` may hold any of the words.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        self.finder.as_ref().is_none_or(|finder| finder.is_match(text))
    }

    /// The words in `text`, each by its number and its place.
    pub(crate) fn find_iter(&self, text: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
        let found = self.finder.iter().flat_map(move |finder| finder.find_iter(text));
        found.map(|found| (found.pattern().as_usize(), found.range()))
    }
}
