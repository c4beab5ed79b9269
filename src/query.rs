//! Floor 2: finding reviews by a few letters.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::model::Entry;
use crate::text::fold::fold;

/// What a reader typed to narrow the list. Each word must match: the title in any way that keeps
/// its letters in order, or a person, a tag, a genre or the year as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    words: Vec<(String, Atom)>,
}

/// Reused between reviews, since it holds large buffers.
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

/// What each letter of a match is worth: the matcher's own measure for letters in a row.
const A_LETTER: u32 = 16;
/// What a match without gaps is worth above all others.
const IN_A_ROW: u32 = 1000;
/// Below this a letter, a match in a title is an accident: its letters lie scattered.
const SCATTERED: u32 = 12;

impl Filter {
    /// A filter by the words of `query`; case and accents are folded.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let atom = |word: &str| {
            Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false)
        };
        // Folded first, since an accent in the query would turn the matcher's own folding off.
        let words =
            fold(query).split_whitespace().map(|word| (word.to_owned(), atom(word))).collect();
        Self { words }
    }

    /// Whether everything passes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a review matches, higher is better; none when it does not.
    #[must_use]
    pub fn score(&self, entry: &Entry, scratch: &mut Scratch) -> Option<u32> {
        self.words.iter().try_fold(0, |sum, (word, atom)| {
            let hay = Utf32Str::new(entry.title.as_str(), &mut scratch.chars);
            let title = atom.score(hay, &mut scratch.matcher).map(u32::from);
            let title = title.filter(|&score| score >= letters(word) * SCATTERED);
            // Letters in a row are what was meant, wherever they stand.
            let in_a_row = title.is_some() && fold(entry.title.as_str()).contains(word.as_str());
            let title = title.map(|score| if in_a_row { score + IN_A_ROW } else { score });
            let whole = entry.words.contains(word.as_str()).then(|| letters(word) * A_LETTER);
            title.max(whole).map(|score| sum + score)
        })
    }

    /// The graphemes of a title that matched, by their index, in order.
    #[must_use]
    pub fn matched(&self, title: &str, scratch: &mut Scratch) -> Vec<u32> {
        let mut indices = Vec::new();
        for (word, atom) in &self.words {
            let hay = Utf32Str::new(title, &mut scratch.chars);
            let before = indices.len();
            let score = atom.indices(hay, &mut scratch.matcher, &mut indices);
            if score.is_none_or(|score| u32::from(score) < letters(word) * SCATTERED) {
                indices.truncate(before);
            }
        }
        indices.sort_unstable();
        indices.dedup();
        indices
    }
}

fn letters(word: &str) -> u32 {
    u32::try_from(word.chars().count()).unwrap_or(u32::MAX / A_LETTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Review;
    use std::path::Path;

    fn entry(title: &str, director: &str, tag: &str) -> Entry {
        let review = Review {
            title: title.into(),
            year: Some(1962),
            directors: vec![director.into()],
            tags: vec![tag.into()],
            ..Review::default()
        };
        Entry::new(&review, Path::new("").into(), 0)
    }

    fn passes(query: &str) -> bool {
        let entry = entry("Cléo de 5 à 7", "Agnès Varda", "new wave");
        Filter::new(query).score(&entry, &mut Scratch::default()).is_some()
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
    fn matched_letters_are_told_by_grapheme() {
        let matched =
            Filter::new("tokyo").matched("東京物語 (Tokyo Story)", &mut Scratch::default());
        assert_eq!(matched, [6, 7, 8, 9, 10]);
    }
}
