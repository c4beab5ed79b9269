//! Floor 2: filtering reviews by a few letters.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::model::interner::{TextId, TextSet};
use crate::model::{EntryRef, FacetRole, Library};
use crate::text::fold::fold;

/// A parsed query. Each of its words must match: fuzzily in the title, with its letters in order but
/// gaps between them, or as part of a person's name, a tag, a genre or the year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    words: Vec<(String, Atom)>,
}

/// Large buffers of the matcher, to be reused between reviews.
#[derive(Debug)]
pub struct Scratch {
    matcher: Matcher,
    chars: Vec<char>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), chars: Vec::new() }
    }
}

/// The score for each letter of a match outside the title, which is what the matcher gives for a
/// letter in a title without gaps.
const SCORE_PER_LETTER: u32 = 16;
/// Added to the score of a match without gaps, so that it ranks above all others.
const CONTIGUOUS_BONUS: u32 = 1000;
/// A match in a title with a lower score for each letter has too many gaps to be meant.
const MIN_SCORE_PER_LETTER: u32 = 12;

impl Filter {
    /// A filter by the words of `query`; case and accents are folded.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let atom = |word: &str| {
            Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false)
        };
        // Folded here, because an accent in the query would turn the matcher's own folding off.
        let words =
            fold(query).split_whitespace().map(|word| (word.to_owned(), atom(word))).collect();
        Self { words }
    }

    #[must_use]
    pub(crate) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Prepares to score the reviews of `library`.
    #[must_use]
    pub fn search<'a>(&'a self, library: &Library, scratch: &'a mut Scratch) -> Search<'a> {
        let found_in = |word: &String| library.texts_containing(word);
        let words = self.words.iter().map(|(word, atom)| (word.as_str(), atom, found_in(word)));
        Search { words: words.collect(), scratch }
    }

    /// The indices of the graphemes of a title that match, in order.
    #[must_use]
    pub(crate) fn matched(&self, title: &str, scratch: &mut Scratch) -> Vec<u32> {
        let mut indices = Vec::new();
        for (word, atom) in &self.words {
            let hay = Utf32Str::new(title, &mut scratch.chars);
            let before = indices.len();
            let score = atom.indices(hay, &mut scratch.matcher, &mut indices);
            if score.is_none_or(|score| u32::from(score) < letters(word) * MIN_SCORE_PER_LETTER) {
                indices.truncate(before);
            }
        }
        indices.sort_unstable();
        indices.dedup();
        indices
    }
}

/// A filter prepared for one library.
#[derive(Debug)]
pub struct Search<'a> {
    /// Each word with the shared texts of the library, such as names, that contain it.
    words: Vec<(&'a str, &'a Atom, TextSet)>,
    scratch: &'a mut Scratch,
}

impl Search<'_> {
    /// How well a review matches; higher is better, `None` is no match.
    #[must_use]
    pub fn score(&mut self, entry: EntryRef<'_>) -> Option<u32> {
        let Scratch { matcher, chars } = &mut *self.scratch;
        self.words.iter().try_fold(0, |sum, (word, atom, texts)| {
            let title = atom.score(Utf32Str::new(entry.title(), chars), matcher).map(u32::from);
            let title = title.filter(|&score| score >= letters(word) * MIN_SCORE_PER_LETTER);
            // The matcher's best match may have gaps although the title contains the word.
            let is_contiguous = title.is_some() && fold(entry.title()).contains(word);
            let title =
                title.map(|score| if is_contiguous { score + CONTIGUOUS_BONUS } else { score });
            let is_filtered = |(role, text, _): (FacetRole, TextId, u32)| {
                role.is_filtered() && texts.contains(text)
            };
            let whole = entry.facet_ids().any(is_filtered) || is_in_year(word, entry.year());
            title.max(whole.then(|| letters(word) * SCORE_PER_LETTER)).map(|score| sum + score)
        })
    }
}

fn is_in_year(word: &str, year: Option<i32>) -> bool {
    let is_number = word.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    is_number && year.is_some_and(|year| year.to_string().contains(word))
}

fn letters(word: &str) -> u32 {
    u32::try_from(word.chars().count()).unwrap_or(u32::MAX / SCORE_PER_LETTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Review};
    use std::path::Path;

    fn library(title: &str, director: &str, tag: &str) -> Library {
        let review = Review {
            title: title.into(),
            year: Some(1962),
            directors: vec![director.into()],
            tags: vec![tag.into()],
            ..Review::default()
        };
        let mut library = Library::default();
        library.put(Entry::new(&review, Path::new("").into(), 0));
        library
    }

    fn passes(query: &str) -> bool {
        let library = library("Cléo de 5 à 7", "Agnès Varda", "new wave");
        let (filter, mut scratch) = (Filter::new(query), Scratch::default());
        let mut search = filter.search(&library, &mut scratch);
        library.iter().any(|(_, entry)| search.score(entry).is_some())
    }

    #[test]
    fn case_and_accents_are_folded() {
        for query in ["cleo", "CLÉO", "varda", "agnes 1962", "wave"] {
            assert!(passes(query), "{query}");
        }
        assert!(!passes("godard") && !passes("cleo godard") && !passes("1963"));
        assert!(passes("cl5"), "letters in order match a title");
        assert!(passes(""), "nothing typed passes everything");
    }

    #[test]
    fn a_word_stands_in_one_text() {
        let library = library("Alien", "Agnès Varda", "new wave");
        let passes = |query: &str| {
            let (filter, mut scratch) = (Filter::new(query), Scratch::default());
            let mut search = filter.search(&library, &mut scratch);
            library.iter().any(|(_, entry)| search.score(entry).is_some())
        };
        assert!(passes("arda") && passes("96") && passes("film alien") == passes("film"));
        assert!(!passes("vardanew") && !passes("film"), "kinds are not searched");
    }

    #[test]
    fn matched_letters_are_counted_in_graphemes() {
        let matched =
            Filter::new("tokyo").matched("東京物語 (Tokyo Story)", &mut Scratch::default());
        assert_eq!(matched, [6, 7, 8, 9, 10]);
    }
}
