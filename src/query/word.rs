//! A word or a phrase that reviews are searched for, and where in a review it is found.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

use crate::format::blind::covers_facet;
use crate::model::{EntryRef, FacetRole};
use crate::text::Terms;
use crate::text::fold::{fold, fold_into};
use crate::text::words::{WordFinder, is_spaced};

/// Fewer letters stand scattered in too many titles.
const MIN_SCATTERED_LETTERS: usize = 4;
/// The matcher gives 16 for a letter without a gap before it. With a lower score for each letter, a
/// match has too many gaps to be meant.
const MIN_SCORE_PER_LETTER: usize = 12;

/// A review without a rating is found by this word.
const UNRATED: &str = "unrated";

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
    pub(super) text: Cow<'a, str>,
}

impl fmt::Display for FieldMatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.field {
            MatchedField::Facet(role) => role.filtered_as().unwrap_or("section"),
            MatchedField::Year => "year",
            MatchedField::Rating => "rating",
            MatchedField::Unrated => return f.write_str(UNRATED),
        };
        write!(f, "{name}: {}", self.text)
    }
}

/// Buffers, to be reused between reviews.
#[derive(Debug)]
pub struct Scratch {
    pub(super) matcher: Matcher,
    pub(super) chars: Vec<char>,
    /// Folded texts of the review.
    pub(super) title: String,
    pub(super) other: String,
}

impl Default for Scratch {
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        // What it compares is folded.
        (config.normalize, config.ignore_case) = (false, false);
        let (title, other) = (String::new(), String::new());
        Self { matcher: Matcher::new(config), chars: Vec::new(), title, other }
    }
}

/// What is searched for: a word, or a phrase in quotation marks.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) written: String,
    pub(crate) is_phrase: bool,
    /// A word, once folded, may be several. All of them must match.
    pub(super) words: Vec<Word>,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        (&self.written, self.is_phrase) == (&other.written, other.is_phrase)
    }
}

impl Text {
    /// A word. `None` if nothing is left of it once it is folded.
    pub(super) fn word(written: &str) -> Option<Self> {
        let words: Vec<Word> = fold(written).split_whitespace().map(Word::beginning).collect();
        let text = Self { written: written.to_owned(), is_phrase: false, words };
        (!text.words.is_empty()).then_some(text)
    }

    /// A phrase, which matches whole words only; while it is open, its last word may go on.
    pub(super) fn phrase(written: &str, is_open: bool) -> Option<Self> {
        let folded = fold(written);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let word = Word::phrase(&words.join(" "), is_open);
        let text = Self { written: written.to_owned(), is_phrase: true, words: vec![word] };
        (!words.is_empty()).then_some(text)
    }

    /// What it looks for in whole texts.
    pub(super) fn terms(&self) -> Terms {
        Terms::of(self.words.iter().map(|word| (word.text.as_str(), &word.finder)))
    }

    /// Its words, folded, with single blanks between them.
    pub(super) fn whole(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }

    /// Whether it is all that `folded` says.
    pub(super) fn is_all_of(&self, folded: &str) -> bool {
        is_spaced(folded, &self.whole())
    }

    /// Whether all of its words begin words of `folded`.
    pub(super) fn is_in(&self, folded: &str) -> bool {
        self.words.iter().all(|word| word.finder.find(folded).is_some())
    }
}

/// One word, or one phrase, that is searched for.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Folded.
    text: String,
    is_phrase: bool,
    pub(super) finder: WordFinder,
    pub(super) letters: Utf32String,
}

impl Word {
    fn beginning(word: &str) -> Self {
        Self {
            text: word.to_owned(),
            is_phrase: false,
            finder: WordFinder::beginning(word),
            letters: Utf32String::from(word),
        }
    }

    fn phrase(words: &str, is_open: bool) -> Self {
        let word = Self::beginning(words);
        let finder = if is_open { word.finder } else { WordFinder::whole(words) };
        Self { is_phrase: true, finder, ..word }
    }

    fn is_in(&self, text: &str, folded: &mut String) -> bool {
        folded.clear();
        fold_into(folded, text);
        self.finder.find(folded).is_some()
    }

    /// Whether the year of the work begins with it.
    pub(super) fn begins_year(&self, entry: EntryRef<'_>, buffer: &mut String) -> bool {
        let is_number = self.text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
        let Some(year) = entry.year().filter(|_| is_number) else { return false };
        buffer.clear();
        write!(buffer, "{year}").is_ok() && buffer.starts_with(&self.text)
    }

    /// Whether it says that there is no rating, and the review has none.
    pub(super) fn says_unrated(&self, entry: EntryRef<'_>) -> bool {
        // A rating may stand behind what is broken.
        UNRATED.starts_with(&self.text)
            && entry.written_rating().is_none()
            && !entry.covers_rating()
            && entry.fault().is_none()
    }

    /// Which of the fields that are numbers it matches.
    fn number<'a>(&self, entry: EntryRef<'a>, buffer: &mut String) -> Option<FieldMatch<'a>> {
        let found = |field, text| Some(FieldMatch { field, text });
        if self.begins_year(entry, buffer) {
            return found(MatchedField::Year, buffer.clone().into());
        }
        if let Some(rating) = entry.written_rating().filter(|rating| self.is_in(rating, buffer)) {
            return found(MatchedField::Rating, rating.into());
        }
        self.says_unrated(entry).then(|| found(MatchedField::Unrated, "".into()))?
    }

    /// The first field that it matches.
    pub(super) fn field<'a>(
        &self,
        entry: EntryRef<'a>,
        folded: &mut String,
    ) -> Option<FieldMatch<'a>> {
        let mut facets = entry.facet_ids().filter(|(role, ..)| role.filtered_as().is_some());
        let facet = facets.find(|(role, text, _)| {
            self.is_in(entry.text(*text), folded) && !covers_facet(entry, *role, *text)
        });
        let facet = facet.map(|(role, text, _)| FieldMatch {
            field: MatchedField::Facet(role),
            text: entry.text(text).into(),
        });
        facet.or_else(|| self.number(entry, folded))
    }

    /// How well its letters match a folded title with gaps between them, if they do.
    pub(super) fn scattered(
        &self,
        title: &str,
        matcher: &mut Matcher,
        chars: &mut Vec<char>,
    ) -> Option<u32> {
        let count = self.letters.len();
        if self.is_phrase || count < MIN_SCATTERED_LETTERS {
            return None;
        }
        let score = matcher.fuzzy_match(Utf32Str::new(title, chars), self.letters.slice(..))?;
        (usize::from(score) >= count * MIN_SCORE_PER_LETTER).then_some(u32::from(score))
    }

    /// Which letters of a folded title it matches with gaps between them.
    pub(super) fn scattered_letters(&self, title: &str, scratch: &mut Scratch) -> Vec<u32> {
        let Scratch { matcher, chars, .. } = scratch;
        let mut found = Vec::new();
        if self.scattered(title, matcher, chars).is_some() {
            let title = Utf32Str::new(title, chars);
            matcher.fuzzy_indices(title, self.letters.slice(..), &mut found);
        }
        found
    }
}
