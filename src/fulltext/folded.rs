//! The text of a review in the form in which it is searched.

use memchr::memchr2_iter;

use super::{blocks, open_sections};
use crate::markup::Block;
use crate::model::Review;
use crate::text::fold::fold_into;
use crate::text::{Spoilers, Terms, clean::clean};

/// Stand between two paragraphs, between two sections, and for what is covered. No folded text has
/// them, since its only white space is the blank, so nothing is found across them.
pub(super) const PARAGRAPH_END: u8 = b'\n';
pub(super) const SECTION_END: u8 = b'\r';
const COVER: char = '\t';

/// What can be read of a review, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldedText(Box<str>);

/// A paragraph in which something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The number of the section in the review, from 0.
    pub section: u32,
    /// The number of the paragraph in the section, from 0.
    pub paragraph: u32,
}

impl FoldedText {
    /// The text of a review.
    #[must_use]
    pub fn of(review: &Review, spoilers: Spoilers) -> Self {
        let mut text = String::new();
        let mut before = 0;
        for (number, section) in open_sections(review, spoilers) {
            text.extend((before..number).map(|_| char::from(SECTION_END)));
            before = number;
            for (index, block) in blocks(section).enumerate() {
                if index > 0 {
                    text.push(char::from(PARAGRAPH_END));
                }
                push_block(&mut text, &block, spoilers);
            }
        }
        Self(text.into_boxed_str())
    }

    /// One that was made before.
    pub(crate) fn from_folded(text: &str) -> Self {
        Self(text.into())
    }

    pub(crate) const fn as_str(&self) -> &str {
        &self.0
    }

    /// How many paragraphs it has; a section without text counts as one.
    pub(crate) fn paragraphs(&self) -> u32 {
        let ends = memchr2_iter(PARAGRAPH_END, SECTION_END, self.0.as_bytes()).count();
        u32::try_from(ends).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Whether it holds all of `terms`.
    pub(crate) fn holds(&self, terms: &Terms) -> bool {
        terms.are_in(&self.0)
    }

    /// The paragraphs that hold all of `terms`; where none does, but the whole text, those that hold
    /// any. From first to last.
    #[must_use]
    pub fn hits(&self, terms: &Terms) -> Vec<Hit> {
        if terms.is_empty() || !self.holds(terms) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (section, text) in (0..).zip(self.0.split(char::from(SECTION_END))) {
            for (paragraph, text) in (0..).zip(text.split(char::from(PARAGRAPH_END))) {
                let count = terms.count_in(text);
                if count > 0 {
                    found.push((Hit { section, paragraph }, count));
                }
            }
        }
        let has_all = found.iter().any(|(_, count)| *count == terms.len());
        found.retain(|(_, count)| !has_all || *count == terms.len());
        found.into_iter().map(|(hit, _)| hit).collect()
    }
}

/// Adds the text of a paragraph with single blanks.
fn push_block(text: &mut String, block: &Block, spoilers: Spoilers) {
    for run in &block.runs {
        if run.covered && spoilers == Spoilers::Covered {
            text.push(COVER);
            continue;
        }
        let mut folded = String::new();
        fold_into(&mut folded, &clean(&run.text.replace('\n', " ")));
        push_spaced(text, &folded);
    }
}

/// Adds a folded text; of several blanks in a row one is left.
fn push_spaced(text: &mut String, folded: &str) {
    let has_several = folded.contains("  ") || folded.starts_with(' ') && text.ends_with(' ');
    if !has_several {
        text.push_str(folded);
        return;
    }
    for c in folded.chars() {
        if c != ' ' || !text.ends_with(' ') {
            text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    fn review(sections: &[(&str, bool)]) -> Review {
        let section = |&(text, covered): &(&str, bool)| Section {
            text: text.to_owned(),
            covered,
            ..Section::default()
        };
        Review { sections: sections.iter().map(section).collect(), ..Review::default() }
    }

    fn hits(review: &Review, terms: &str, spoilers: Spoilers) -> Vec<(u32, u32)> {
        let hits = FoldedText::of(review, spoilers).hits(&Terms::parse(terms));
        hits.iter().map(|hit| (hit.section, hit.paragraph)).collect()
    }

    #[test]
    fn marks_and_line_ends_do_not_part_words() {
        let review = review(&[("A *fire*\n**hose**.\n\n- Two  fires\n- A [hose](x)", false)]);
        let found = |terms| hits(&review, terms, Spoilers::Covered);
        assert_eq!(found("\"fire hose\""), [(0, 0)]);
        assert_eq!(found("\"two fires\""), [(0, 1)]);
        assert_eq!(found("hose"), [(0, 0), (0, 2)]);
        // One paragraph holds both; of those that hold one alone there is no need.
        assert_eq!(found("fire hose"), [(0, 0)]);
        assert_eq!(found("two hose"), [(0, 0), (0, 1), (0, 2)]);
        assert_eq!(found("\"hose two\""), []);
    }

    #[test]
    fn what_is_covered_is_found_only_when_told() {
        let review = review(&[("The sled.", true), ("It was ||a sled||, a red one.", false)]);
        assert_eq!(hits(&review, "sled", Spoilers::Covered), []);
        assert_eq!(hits(&review, "\"was, a red\"", Spoilers::Covered), []);
        assert_eq!(hits(&review, "red", Spoilers::Covered), [(1, 0)]);
        assert_eq!(hits(&review, "sled", Spoilers::Told), [(0, 0), (1, 0)]);
    }
}
