//! The words of a text that are about spoilers, and whether what stands around them denies that there
//! are any.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::{
    DENIALS_AFTER, DENIALS_AT_END, DENIALS_BEFORE, FILLERS, VERB, VERBAL_DENIALS, WARNING_WORDS,
    WORDS,
};
use crate::text::word_set::WordSet;

/// Finds all words for spoilers at once, since every file is searched for them. In a script with two
/// cases each is found as it is written in either, and without its first letter, whose case varies.
static SPELLINGS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(WORDS.iter().chain(&[VERB]).flat_map(|word| {
        let without_first = |word: &str| word.chars().skip(1).collect::<String>();
        let upper = word.to_uppercase();
        match upper == *word {
            true => vec![upper],
            false => vec![without_first(word), without_first(&upper)],
        }
    }))
});

/// Whether a warning of spoilers says nothing else.
#[must_use]
pub(crate) fn is_mere_warning(warning: &str) -> bool {
    split(&warning.to_lowercase()).all(is_of_warning)
}

pub(super) fn is_of_warning(word: &str) -> bool {
    WARNING_WORDS.contains(&word) || is_verb(word) || has_word(word)
}

pub(super) fn is_verb(word: &str) -> bool {
    word.starts_with(VERB) && !has_word(word)
}

pub(super) fn has_word(lower: &str) -> bool {
    WORDS.iter().any(|word| lower.contains(word))
}

pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a text may warn of spoilers: a quick test of a long one.
#[must_use]
pub(crate) fn may_warn(text: &str) -> bool {
    SPELLINGS.may_be_in(text)
}

/// Where the words for spoilers stand in a text, in order.
pub(super) fn mentions(text: &str) -> Vec<Range<usize>> {
    let found = SPELLINGS.find_iter(text);
    let mut places: Vec<Range<usize>> =
        found.map(|(_, place)| word_at(text, place.start, place.len())).collect();
    places.dedup();
    places.retain(|word| {
        let lower = text[word.clone()].to_lowercase();
        has_word(&lower) || is_verb(&lower)
    });
    places
}

/// The word that holds the `length` bytes at `at`; in scripts without spaces these bytes alone.
pub(super) fn word_at(text: &str, at: usize, length: usize) -> Range<usize> {
    const MAX_LETTERS: usize = 30;
    let is_letter = |c: &char| c.is_alphabetic() && *c < '\u{2e80}';
    let (head, tail) = (&text[..at], &text[at + length..]);
    if !text[at..].starts_with(|c| is_letter(&c)) {
        return at..at + length;
    }
    let sum = |letters: &mut dyn Iterator<Item = char>| -> usize {
        letters.take_while(is_letter).take(MAX_LETTERS).map(char::len_utf8).sum()
    };
    at - sum(&mut head.chars().rev())..at + length + sum(&mut tail.chars())
}

/// Whether a word that denies stands anywhere in a clause, in lower case.
pub(super) fn denies_anywhere(clause: &str) -> bool {
    let mut words = clause.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.any(|word| {
        DENIALS_BEFORE.contains(&word) || VERBAL_DENIALS.iter().any(|end| word.ends_with(end))
    })
}

pub(super) fn is_denied(head: &str, tail: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let singular = tail.trim_start_matches(is_sign);
    let plural = tail.strip_prefix('s').map_or("", |tail| tail.trim_start_matches(is_sign));
    let is_over = |rest: &str| rest.trim_end_matches(is_sign).is_empty();
    let denies = |after: &str| {
        DENIALS_AFTER.iter().any(|word| after.starts_with(word))
            || DENIALS_AT_END.iter().any(|word| after.strip_prefix(word).is_some_and(is_over))
    };
    denies(singular) || denies(plural) || is_denied_before(head)
}

pub(super) fn is_denied_before(head: &str) -> bool {
    /// How many words may stand between.
    const MAX_FILLERS: usize = 3;
    let is_joined = head.ends_with(char::is_alphanumeric);
    let mut head = head;
    for _ in 0..=MAX_FILLERS {
        let bare = head.trim_end_matches(|c: char| !c.is_alphanumeric());
        if DENIALS_BEFORE
            .iter()
            .any(|word| is_joined && bare.ends_with(word) || ends_with_word(bare, word))
        {
            return true;
        }
        if VERBAL_DENIALS.iter().any(|end| bare.ends_with(end)) {
            return true;
        }
        let filler = FILLERS.iter().find(|filler| ends_with_word(bare, filler));
        let Some(filler) = filler else { return false };
        head = &bare[..bare.len() - filler.len()];
    }
    false
}

pub(super) fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(head) = text.strip_suffix(word) else { return false };
    !word.is_ascii() || !head.ends_with(char::is_alphanumeric)
}
