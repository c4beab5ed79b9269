//! What is looked for in whole texts: words by their beginnings, and phrases.

use std::ops::Range;

use super::fold::fold;
use super::words::WordFinder;

/// Words and phrases, all of which a text must hold.
#[derive(Clone, Debug, Default)]
pub struct Terms(Vec<Term>);

/// A word that may go on, or a phrase of whole words.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// Folded, with single blanks.
    needle: String,
    is_whole: bool,
    finder: WordFinder,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (&self.needle, self.is_whole) == (&other.needle, other.is_whole)
    }
}

impl PartialEq for Terms {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Terms {
    /// Reads words, and phrases between quotation marks; the last phrase may still be open, and its
    /// last word go on.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let folded = fold(text);
        let mut terms = Self::default();
        let mut pieces = folded.split('"').enumerate().peekable();
        while let Some((index, piece)) = pieces.next() {
            if index % 2 == 0 {
                piece.split_whitespace().for_each(|word| terms.add(Term::word(word)));
            } else {
                let is_closed = pieces.peek().is_some();
                terms.0.extend(Term::phrase(piece, is_closed));
            }
        }
        terms
    }

    /// Words that are folded already, each with what finds it.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = (&'w str, &'w WordFinder)>) -> Self {
        let mut terms = Self::default();
        for (needle, finder) in words {
            let (is_whole, finder) = (finder.is_whole(), finder.clone());
            terms.add(Term { needle: needle.to_owned(), is_whole, finder });
        }
        terms
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Term> {
        self.0.iter()
    }

    fn add(&mut self, term: Term) {
        if !self.0.contains(&term) {
            self.0.push(term);
        }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words and phrases there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a folded text holds all of them.
    pub(crate) fn are_in(&self, folded: &str) -> bool {
        self.0.iter().all(|term| term.finder.find(folded).is_some())
    }

    /// How many of them a folded text holds.
    pub(crate) fn count_in(&self, folded: &str) -> usize {
        self.0.iter().filter(|term| term.finder.find(folded).is_some()).count()
    }

    /// Where they stand in a folded text, from first to last. Of several at one place all are there
    /// as one range.
    pub(crate) fn places(&self, folded: &str) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> =
            self.0.iter().flat_map(|term| term.places(folded)).collect();
        places.sort_unstable_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(places.len());
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }
}

impl Term {
    /// A folded word.
    pub(crate) fn word(word: &str) -> Self {
        Self { needle: word.to_owned(), is_whole: false, finder: WordFinder::beginning(word) }
    }

    /// Folded words that follow one another; while the phrase is not closed, the last may go on.
    /// `None` if there is no word.
    pub(crate) fn phrase(words: &str, is_closed: bool) -> Option<Self> {
        let needle = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if needle.is_empty() {
            return None;
        }
        let finder = match is_closed {
            true => WordFinder::whole(&needle),
            false => WordFinder::beginning(&needle),
        };
        Some(Self { needle, is_whole: is_closed, finder })
    }

    /// How many bytes of a folded text it takes.
    pub(crate) fn len(&self) -> usize {
        self.needle.len()
    }

    /// Whether a folded text may hold it.
    pub(crate) fn is_within(&self, folded: &[u8]) -> bool {
        self.finder.is_within(folded)
    }

    /// Where in a folded text the first of it stands from byte `from` on.
    pub(crate) fn find_from(&self, folded: &str, from: usize) -> Option<usize> {
        self.finder.find_from(folded, from)
    }

    /// Whether it may end within a word.
    pub(crate) const fn is_open(&self) -> bool {
        !self.is_whole
    }

    /// Whether it stands at the beginning of a folded text, at which a word begins.
    pub(crate) fn begins(&self, folded: &str) -> bool {
        folded.starts_with(&self.needle) && self.finder.ends_word_of(folded)
    }

    /// Whether it is the `earlier` one, of which the last word went on or ended.
    pub(crate) fn goes_on_from(&self, earlier: &Self) -> bool {
        let more = self.needle.strip_prefix(&earlier.needle).filter(|_| earlier.is_open());
        self == earlier || more.is_some_and(|more| !more.contains(' '))
    }

    fn places<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let start = self.find_from(folded, from)?;
            from = start + self.needle.len();
            Some(start..from)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(text: &str) -> Vec<(String, bool)> {
        Terms::parse(text).0.into_iter().map(|term| (term.needle, term.is_whole)).collect()
    }

    #[test]
    fn words_and_phrases_are_told_apart() {
        let all = |terms: &[(&str, bool)]| -> Vec<(String, bool)> {
            terms.iter().map(|&(needle, is_whole)| (needle.to_owned(), is_whole)).collect()
        };
        assert_eq!(needles("  Fire  HOSE fire "), all(&[("fire", false), ("hose", false)]));
        assert_eq!(
            needles("a “Long\t take” b"),
            all(&[("a", false), ("long take", true), ("b", false)])
        );
        assert_eq!(needles("\"long ta"), all(&[("long ta", false)]));
        assert_eq!(needles("\" \" \""), []);
        assert!(Terms::parse(" \"").is_empty());
    }

    #[test]
    fn all_must_be_there() {
        let holds = |text: &str, terms: &str| Terms::parse(terms).are_in(&fold(text));
        assert!(holds("Unforgettable fires.", "fire unforget"));
        assert!(!holds("Unforgettable fires.", "forget"));
        assert!(holds("a long take", "\"long take\"") && !holds("a long taken", "\"long take\""));
        assert!(holds("東京物語", "物語"));
    }

    #[test]
    fn a_word_that_goes_on_is_found_where_it_began() {
        let term = |text: &str| Terms::parse(text).0.swap_remove(0);
        let goes_on = |now: &str, before: &str| term(now).goes_on_from(&term(before));
        assert!(goes_on("fire", "fir") && goes_on("fire", "fire") && goes_on("\"fire\"", "fi"));
        assert!(goes_on("\"fire ho", "\"fire h") && goes_on("\"fire h\"", "\"fire h"));
        assert!(!goes_on("\"fire ho", "\"fire") && !goes_on("fir", "fire"));
        assert!(!goes_on("\"a b\"", "\"a\""));
    }

    #[test]
    fn places_do_not_overlap() {
        let places = |text: &str, terms: &str| Terms::parse(terms).places(text);
        assert_eq!(places("fire and fires", "fire fires"), [0..4, 9..14]);
        assert!(places("aa", "x").is_empty());
    }
}
