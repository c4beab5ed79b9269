//! Counting words, and how long a review takes to read.

use memchr::memchr;
use unicode_segmentation::UnicodeSegmentation;

use super::{Review, Section};
use crate::text::words::ideographs;

/// The average for silent reading of English is 238, over 190 studies (Brysbaert, 2019). A little
/// less, because reviews are read with some thought.
const WORDS_PER_MINUTE: usize = 230;

impl Review {
    /// The number of Unicode words in all sections, including covered ones.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sections.iter().map(Section::words).sum()
    }

    /// The reading time in minutes, rounded up. A Han or kana character counts as half a word.
    #[must_use]
    pub(crate) fn minutes(&self) -> usize {
        let halves: usize =
            self.sections.iter().flat_map(|section| section.text.unicode_words()).map(halves).sum();
        halves.div_ceil(2 * WORDS_PER_MINUTE)
    }
}

/// The reading time in minutes of so many words, rounded up.
#[must_use]
pub(crate) const fn reading_minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE)
}

impl Section {
    #[must_use]
    pub(crate) fn words(&self) -> usize {
        count_words(&self.text)
    }
}

/// The number of Unicode words in a text.
///
/// A list counts the words of every section of a library, so ASCII text is counted by its bytes,
/// which takes a twentieth of the time. The rules of Unicode are only applied to lines with other
/// characters, and in those only to the parts between spaces that have them.
pub(crate) fn count_words(text: &str) -> usize {
    if is_ordinary(text) {
        return count_ordinary(text.as_bytes());
    }
    let in_part = |part: &str| match is_ordinary(part) {
        true => count_ordinary(part.as_bytes()),
        false => part.unicode_words().count(),
    };
    let in_line = |line: &str| match is_ordinary(line) {
        true => count_ordinary(line.as_bytes()),
        false => line.split(' ').map(in_part).sum(),
    };
    text.split('\n').map(in_line).sum()
}

/// Whether a text is ASCII without an underscore, which joins words but is not a word by itself.
fn is_ordinary(text: &str) -> bool {
    text.is_ascii() && memchr(b'_', text.as_bytes()).is_none()
}

/// Counts the beginnings of words: letters or digits after another character, unless that joins two
/// letters as in `it's` or two digits as in `3.5`.
fn count_ordinary(text: &[u8]) -> usize {
    /// As many as a `u8` can count, so that the sum is vectorised with one byte per lane.
    const MAX_PER_SUM: usize = u8::MAX as usize;
    let begins = |before: u8, last: u8, here: u8| {
        let letters = before.is_ascii_alphabetic() & here.is_ascii_alphabetic();
        let digits = before.is_ascii_digit() & here.is_ascii_digit();
        let joins = (letters & ((last == b'.') | (last == b':') | (last == b'\'')))
            | (digits & ((last == b'.') | (last == b',') | (last == b';') | (last == b'\'')));
        u8::from(here.is_ascii_alphanumeric() & !last.is_ascii_alphanumeric() & !joins)
    };
    let first = match *text {
        [] => 0,
        [here] => begins(b' ', b' ', here),
        [last, here, ..] => begins(b' ', b' ', last) + begins(b' ', last, here),
    };
    let (lasts, heres) = (text.get(1..).unwrap_or_default(), text.get(2..).unwrap_or_default());
    let chunks = heres.chunks(MAX_PER_SUM).zip(lasts.chunks(MAX_PER_SUM));
    let sums = chunks.zip(text.chunks(MAX_PER_SUM)).map(|((heres, lasts), befores)| {
        let all = befores.iter().zip(lasts).zip(heres);
        usize::from(all.map(|((&before, &last), &here)| begins(before, last, here)).sum::<u8>())
    });
    usize::from(first) + sums.sum::<usize>()
}

/// For how many half words a Unicode word counts.
fn halves(word: &str) -> usize {
    match ideographs(word) {
        0 => 2,
        ideographs => ideographs,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Section;

    proptest! {
        #[test]
        fn words_are_those_of_unicode(
            text in "([a-c1-3.,;:'_ \n\t-]{0,300}|[ab1.:'’ _é東カ\n\r\u{301}\u{200d}\u{2009}-]{0,60}){0,3}",
        ) {
            prop_assert_eq!(count_words(&text), text.unicode_words().count());
        }
    }

    fn review(text: &str) -> Review {
        Review {
            sections: vec![Section { text: text.into(), ..Section::default() }],
            ..Review::default()
        }
    }

    #[test]
    fn reading_time_is_rounded_up() {
        assert_eq!(review("").minutes(), 0);
        assert_eq!(review("one two").minutes(), 1);
        assert_eq!(review(&"word ".repeat(230)).minutes(), 1);
        assert_eq!(review(&"word ".repeat(231)).minutes(), 2);
        assert_eq!(review(&"映".repeat(460)).minutes(), 1);
        assert_eq!(review("It's 3.5 long-winded").words(), 4);
    }
}
