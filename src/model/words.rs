//! Counting words, and how long a review takes to read.

use unicode_segmentation::UnicodeSegmentation;

use super::{Review, Section};

/// Words that people read in a minute, silently and in English: 238 on average over 190 studies
/// (Brysbaert, 2019), a little less for prose that is to be weighed.
const PER_MINUTE: usize = 230;

impl Review {
    /// The Unicode words of all sections, covered ones too.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sections.iter().map(Section::words).sum()
    }

    /// The minutes it takes to read, rounded up. A Han or kana character counts half a word.
    #[must_use]
    pub fn minutes(&self) -> usize {
        let halves: usize =
            self.sections.iter().flat_map(|section| section.text.unicode_words()).map(halves).sum();
        halves.div_ceil(2 * PER_MINUTE)
    }
}

impl Section {
    /// The Unicode words of the section.
    #[must_use]
    pub fn words(&self) -> usize {
        self.text.unicode_words().count()
    }
}

/// The weight of a word in half words.
fn halves(word: &str) -> usize {
    let ideographs = word
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
        .count();
    if ideographs > 0 { ideographs } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

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
