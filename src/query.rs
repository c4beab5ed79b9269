//! Floor 2: filtering reviews by a few words or letters.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use memchr::memmem::Finder;
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};
use unicode_segmentation::UnicodeSegmentation;

use crate::model::interner::{TextId, TextSet};
use crate::model::{EntryRef, FacetRole, Library};
use crate::text::fold::{fold, fold_into, letters};
use crate::text::words::find_word;

/// A parsed query. Each of its words must match: a word of the review begins with it, or else, if it
/// is long enough, its letters stand in the title in their order, but scattered.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    words: Vec<QueryWord>,
}

/// Fewer letters stand scattered in too many titles.
const MIN_SCATTERED_LETTERS: usize = 4;
/// The matcher gives 16 for a letter without a gap before it. With a lower score for each letter, a
/// match has too many gaps to be meant.
const MIN_SCORE_PER_LETTER: usize = 12;

/// A review without a rating is found by this word.
const UNRATED: &str = "unrated";

/// How well a review matches; the greater is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// Whether no word of the query is scattered.
    is_whole: bool,
    points: u32,
}

/// What of a review matches, other than its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MatchedField {
    Facet(FacetRole),
    Year,
    Rating,
    Unrated,
}

impl MatchedField {
    /// Whether every row of a list shows it.
    pub(crate) const fn is_in_row(self) -> bool {
        matches!(self, Self::Year | Self::Rating | Self::Unrated)
    }
}

/// A field that matches, and its text; shown as in `tag: slow cinema`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldMatch<'a> {
    pub(crate) field: MatchedField,
    text: Cow<'a, str>,
}

impl fmt::Display for FieldMatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.field {
            MatchedField::Facet(role) => role.filtered_as().unwrap_or_default(),
            MatchedField::Year => "year",
            MatchedField::Rating => "rating",
            MatchedField::Unrated => return f.write_str(UNRATED),
        };
        write!(f, "{name}: {}", self.text)
    }
}

/// Why a review passes a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reason<'a> {
    /// The graphemes of the title that match: ascending indices.
    pub(crate) graphemes: Vec<u32>,
    /// For each word that does not match the title, the field that it matches.
    pub(crate) fields: Vec<FieldMatch<'a>>,
}

/// Buffers, to be reused between reviews.
#[derive(Debug)]
pub struct Scratch {
    matcher: Matcher,
    chars: Vec<char>,
    /// Folded texts of the review.
    title: String,
    rating: String,
}

impl Default for Scratch {
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        // What it compares is folded.
        (config.normalize, config.ignore_case) = (false, false);
        let (title, rating) = (String::new(), String::new());
        Self { matcher: Matcher::new(config), chars: Vec::new(), title, rating }
    }
}

impl Filter {
    /// A filter by the words of `query`.
    #[must_use]
    pub fn new(query: &str) -> Self {
        Self { words: fold(query).split_whitespace().map(QueryWord::new).collect() }
    }

    #[must_use]
    pub(crate) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Prepares to score the reviews of `library`.
    #[must_use]
    pub fn search<'a>(&'a self, library: &Library, scratch: &'a mut Scratch) -> Search<'a> {
        let texts = |word: &QueryWord| library.texts_with_word(&word.finder);
        Search { words: self.words.iter().map(|word| (word, texts(word))).collect(), scratch }
    }

    /// Why `entry` passes, whose title is seen as far as `title`.
    #[must_use]
    pub(crate) fn reason<'a>(
        &self,
        entry: EntryRef<'a>,
        title: &str,
        scratch: &mut Scratch,
    ) -> Reason<'a> {
        let (folded, sources): (String, Vec<Range<usize>>) = letters(title).unzip();
        let mut matched = vec![false; title.len()];
        let mut mark = |letter: usize| {
            let source = sources.get(letter).cloned().unwrap_or_default();
            matched.get_mut(source).unwrap_or_default().fill(true);
        };
        let mut fields = Vec::new();
        for word in &self.words {
            if let Some(at) = find_word(&folded, &word.finder) {
                let first = folded[..at].chars().count();
                (first..first + word.letters.len()).for_each(&mut mark);
            } else if let Some(field) = word.field(entry, &mut scratch.rating) {
                fields.push(field);
            } else {
                let letters = word.scattered_letters(&folded, scratch);
                letters.iter().for_each(|&letter| mark(letter as usize));
            }
        }
        let graphemes = (0..).zip(title.grapheme_indices(true));
        let is_matched = |(_, (at, grapheme)): &(u32, (usize, &str))| {
            matched[*at..at + grapheme.len()].contains(&true)
        };
        let graphemes = graphemes.filter(is_matched).map(|(index, _)| index).collect();
        Reason { graphemes, fields }
    }
}

/// A word of a query.
#[derive(Clone, Debug)]
struct QueryWord {
    /// The word, folded.
    text: String,
    finder: Finder<'static>,
    letters: Utf32String,
}

impl QueryWord {
    fn new(word: &str) -> Self {
        Self {
            text: word.to_owned(),
            finder: Finder::new(word).into_owned(),
            letters: Utf32String::from(word),
        }
    }

    fn begins_word_of(&self, text: &str, folded: &mut String) -> bool {
        folded.clear();
        fold_into(folded, text);
        find_word(folded, &self.finder).is_some()
    }

    /// Which of the fields that no other review shares it matches.
    fn own_field<'a>(&self, entry: EntryRef<'a>, folded: &mut String) -> Option<FieldMatch<'a>> {
        let is_number = self.text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
        let year = entry.year().filter(|_| is_number).map(|year| year.to_string());
        if let Some(year) = year.filter(|year| year.starts_with(&self.text)) {
            return Some(FieldMatch { field: MatchedField::Year, text: year.into() });
        }
        match entry.written_rating() {
            Some(rating) => {
                let found = self.begins_word_of(rating, folded);
                found.then(|| FieldMatch { field: MatchedField::Rating, text: rating.into() })
            }
            None => {
                let found = entry.fault().is_none() && UNRATED.starts_with(&self.text);
                found.then(|| FieldMatch { field: MatchedField::Unrated, text: "".into() })
            }
        }
    }

    fn field<'a>(&self, entry: EntryRef<'a>, folded: &mut String) -> Option<FieldMatch<'a>> {
        let mut facets = entry.facets().filter(|(role, _)| role.filtered_as().is_some());
        let facet = facets.find(|(_, text)| self.begins_word_of(text, folded));
        let facet = facet
            .map(|(role, text)| FieldMatch { field: MatchedField::Facet(role), text: text.into() });
        facet.or_else(|| self.own_field(entry, folded))
    }

    /// How well its letters match a folded title with gaps between them, if they do.
    fn scattered(&self, title: &str, matcher: &mut Matcher, chars: &mut Vec<char>) -> Option<u32> {
        let count = self.letters.len();
        if count < MIN_SCATTERED_LETTERS {
            return None;
        }
        let score = matcher.fuzzy_match(Utf32Str::new(title, chars), self.letters.slice(..))?;
        (usize::from(score) >= count * MIN_SCORE_PER_LETTER).then_some(u32::from(score))
    }

    /// Which letters of a folded title it matches with gaps between them.
    fn scattered_letters(&self, title: &str, scratch: &mut Scratch) -> Vec<u32> {
        let Scratch { matcher, chars, .. } = scratch;
        let mut found = Vec::new();
        if self.scattered(title, matcher, chars).is_some() {
            let title = Utf32Str::new(title, chars);
            matcher.fuzzy_indices(title, self.letters.slice(..), &mut found);
        }
        found
    }
}

/// A filter prepared for one library.
#[derive(Debug)]
pub struct Search<'a> {
    /// Each word with the shared texts of the library, such as names, that it begins a word of.
    words: Vec<(&'a QueryWord, TextSet)>,
    scratch: &'a mut Scratch,
}

impl Search<'_> {
    /// The points of a word that a title, one of its words, or another field begins with.
    const POINTS: [u32; 3] = [3, 2, 1];

    /// How well a review matches; `None` is no match.
    #[must_use]
    pub fn score(&mut self, entry: EntryRef<'_>) -> Option<Score> {
        let Scratch { matcher, chars, title, rating } = &mut *self.scratch;
        title.clear();
        fold_into(title, entry.title());
        let (mut whole, mut scattered) = (0, None);
        for (word, texts) in &self.words {
            let in_texts = |(role, text, _): (FacetRole, TextId, u32)| {
                texts.contains(text) && role.filtered_as().is_some()
            };
            whole += match find_word(title, &word.finder) {
                Some(0) => Self::POINTS[0],
                Some(_) => Self::POINTS[1],
                None if entry.facet_ids().any(in_texts) => Self::POINTS[2],
                None if word.own_field(entry, rating).is_some() => Self::POINTS[2],
                None => {
                    let points = word.scattered(title, matcher, chars)?;
                    scattered = Some(scattered.unwrap_or(0) + points);
                    0
                }
            };
        }
        Some(Score { is_whole: scattered.is_none(), points: scattered.unwrap_or(whole) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Entry, Score as RatingScore};
    use crate::model::{Kind, Person, Rating, Review, ReviewId};
    use std::path::Path;

    fn library(reviews: &[Review]) -> Library {
        let mut library = Library::default();
        for (number, review) in reviews.iter().enumerate() {
            let mut review = review.clone();
            review.place.path = number.to_string().into();
            library.put(Entry::new(&review, Path::new("").into(), 0));
        }
        library
    }

    fn titled(title: &str) -> Review {
        Review { title: title.into(), ..Review::default() }
    }

    fn cleo() -> Review {
        let cast = Person { name: "Corinne Marchand".into(), role: Some("Cléo".into()) };
        let mut review = Review {
            year: Some(1962),
            kind: Kind::Film,
            directors: vec!["Agne\u{300}s Varda".into()],
            cast: vec![cast],
            genres: vec!["drame".into()],
            tags: vec!["new wave".into(), "slow cinema".into()],
            rating: Some(Rating { written: "7/10".into(), score: RatingScore::Word(None) }),
            ..titled("Cléo de 5 à 7")
        };
        review.author.name = Some("headphones".into());
        review
    }

    /// The titles that pass, the best first.
    fn passing(library: &Library, query: &str) -> Vec<String> {
        let (filter, mut scratch) = (Filter::new(query), Scratch::default());
        let mut search = filter.search(library, &mut scratch);
        let score = |(_, entry): (ReviewId, EntryRef<'_>)| {
            Some((search.score(entry)?, entry.title().to_owned()))
        };
        let mut passing: Vec<_> = library.iter().filter_map(score).collect();
        passing.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        passing.into_iter().map(|(_, title)| title).collect()
    }

    fn reason(review: &Review, query: &str) -> (Vec<u32>, Vec<String>) {
        let library = library(std::slice::from_ref(review));
        let entry = library.get(ReviewId(0)).unwrap();
        let reason = Filter::new(query).reason(entry, entry.title(), &mut Scratch::default());
        (reason.graphemes, reason.fields.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn words_are_found_by_their_beginning_in_every_field() {
        let library = library(&[cleo()]);
        for query in [
            "",
            "cleo",
            "CLÉO",
            "cle\u{301}o",
            "Ｃｌｅ",
            "7",
            "varda",
            "agnès",
            "agnes",
            "1962",
            "196",
            "film",
            "dram",
            "march",
            "wav",
            "slow",
            "head",
            "7/1",
            "cle varda 19 wave",
        ] {
            assert_eq!(passing(&library, query).len(), 1, "{query}");
        }
        for query in [
            "leo",
            "arda",
            "962",
            "ave",
            "0",
            "godard",
            "cleo godard",
            "1963",
            "vardanew",
            "unrated",
            "plot",
        ] {
            assert!(passing(&library, query).is_empty(), "{query}");
        }
        assert_eq!(passing(&self::library(&[titled("Alien")]), "unrated"), ["Alien"]);
    }

    #[test]
    fn letters_are_scattered_in_titles_only_and_from_four_on() {
        let library = library(&[titled("Dr. Strangelove"), cleo(), titled("Ballerina")]);
        assert_eq!(passing(&library, "strlove"), ["Dr. Strangelove"]);
        assert_eq!(passing(&library, "balerina"), ["Ballerina"]);
        assert_eq!(passing(&library, "lerina"), ["Ballerina"]);
        for query in ["stl", "rin", "vrda", "corinnem"] {
            assert!(passing(&library, query).is_empty(), "{query}");
        }
    }

    #[test]
    fn japanese_has_no_beginnings_of_words() {
        let library = library(&[titled("東京物語"), titled("かぎ")]);
        assert_eq!(passing(&library, "物語"), ["東京物語"]);
        assert!(passing(&library, "かき").is_empty());
    }

    #[test]
    fn the_title_comes_first_and_scattered_letters_last() {
        let library = library(&[
            titled("Wonder Arvid"),
            Review { directors: vec!["Ward".into()], ..titled("Alien") },
            titled("The Warden"),
            titled("Warden"),
        ]);
        assert_eq!(passing(&library, "ward"), ["Warden", "The Warden", "Alien", "Wonder Arvid"]);
    }

    #[test]
    fn a_match_is_explained() {
        let fields = |query: &str| reason(&cleo(), query).1;
        for (query, field) in [
            ("slow", "tag: slow cinema"),
            ("agnes", "director: Agne\u{300}s Varda"),
            ("corinne", "cast: Corinne Marchand"),
            ("dram", "genre: drame"),
            ("fil", "kind: film"),
            ("headp", "author: headphones"),
            ("1962", "year: 1962"),
            ("7/1", "rating: 7/10"),
        ] {
            assert_eq!(fields(query), [field], "{query}");
        }
        assert_eq!(fields("cleo wave 19"), ["tag: new wave", "year: 1962"]);
        assert_eq!(reason(&titled("Alien"), "unr").1, ["unrated"]);
    }

    #[test]
    fn matched_letters_are_counted_in_graphemes() {
        let graphemes = |title: &str, query: &str| reason(&titled(title), query).0;
        assert_eq!(graphemes("東京物語 (Tokyo Story)", "tokyo"), [6, 7, 8, 9, 10]);
        assert_eq!(graphemes("Le\u{301}a ß", "lea ss"), [0, 1, 2, 4]);
        assert_eq!(graphemes("Dr. Strangelove", "strlove"), [4, 5, 6, 11, 12, 13, 14]);
        assert_eq!(graphemes("Wave", "zzz"), [0; 0]);
    }

    proptest! {
        #[test]
        fn a_word_passes_if_a_word_begins_with_it(
            title in "[ab-]{0,6}( [ab]{0,3}){0,2}", tag in "[ab ]{0,5}", name in "[ab']{0,5}", word in "[ab]{1,3}",
        ) {
            let review = Review {
                tags: vec![tag.clone()], directors: vec![name.clone()], ..titled(&title)
            };
            let words = [title, tag, name].join(" ");
            let expected = words.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(&word));
            prop_assert_eq!(passing(&library(&[review]), &word).len(), usize::from(expected));
        }
    }
}
