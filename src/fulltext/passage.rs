//! A paragraph in which something was found, with what is shown of it.

use std::ops::Range;

use memchr::memchr_iter;

use super::{Hit, blocks, open_sections};
use crate::markup::Block;
use crate::model::Review;
use crate::text::fold::letters;
use crate::text::mask::mask;
use crate::text::words::beginning;
use crate::text::{Clean, Glyphs, Spoilers, Terms};

/// Of a longer paragraph only so much is kept, around the first words that were found.
const MAX_PASSAGE_BYTES: usize = 800;
/// How much of that stands before those words.
const MAX_LEAD_BYTES: usize = 240;

/// A part of a review in which something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The number of the section in the review, from 0.
    pub section: u32,
    /// The number of the paragraph in the section, from 0.
    pub paragraph: u32,
    /// The byte of the section's text at which the paragraph begins.
    pub(crate) source: usize,
    /// The paragraph on one line, or the part of it around what was found; what is covered is masked.
    pub text: Clean,
    /// The bytes of `text` that were found, from first to last, apart from each other.
    pub found: Vec<Range<usize>>,
    /// The bytes of `text` that are masked.
    pub(crate) covered: Vec<Range<usize>>,
    /// Whether the paragraph begins before `text`.
    pub(crate) is_cut_before: bool,
    /// Whether it goes on after it.
    pub(crate) is_cut_after: bool,
}

/// The passages at `hits`, which are in the order of the review.
#[must_use]
pub fn passages(review: &Review, terms: &Terms, hits: &[Hit], spoilers: Spoilers) -> Vec<Passage> {
    let mut hits = hits.iter().peekable();
    let mut found = Vec::new();
    for (section, it) in open_sections(review, spoilers) {
        if hits.peek().is_none_or(|hit| hit.section != section) {
            continue;
        }
        for (paragraph, block) in (0..).zip(blocks(it)) {
            if hits.next_if(|hit| **hit == Hit { section, paragraph }).is_some() {
                let text = ParagraphText::of(&block, spoilers);
                let source = block.source.start;
                found.push(Passage { section, paragraph, source, ..text.passage(terms) });
            }
        }
    }
    found
}

/// The lines of the file at which `passages` begin, which are in the order of the review;
/// `text_lines` are those at which the texts of its sections begin.
#[must_use]
pub(crate) fn passage_lines(review: &Review, passages: &[Passage], text_lines: &[u32]) -> Vec<u32> {
    // Each text is looked through once, since there may be a passage for each of its lines.
    let (mut section, mut at, mut line) = (None, 0, review.place.line);
    let line_of = |passage: &Passage| {
        let index = passage.section as usize;
        if section != Some(index) {
            (section, at) = (Some(index), 0);
            line = text_lines.get(index).copied().unwrap_or(review.place.line);
        }
        let text = review.sections.get(index).map_or("", |section| &section.text);
        let above = text.as_bytes().get(at..passage.source).unwrap_or_default();
        at = at.max(passage.source);
        let above = u32::try_from(memchr_iter(b'\n', above).count()).unwrap_or(u32::MAX);
        line = line.saturating_add(above);
        line
    };
    passages.iter().map(line_of).collect()
}

/// The text of a paragraph with its folded form.
#[derive(Default)]
struct ParagraphText {
    text: Clean,
    covered: Vec<Range<usize>>,
    folded: String,
    /// For each letter of `folded`: where it begins there, and the bytes of `text` it stands for.
    letters: Vec<(usize, Range<usize>)>,
}

impl ParagraphText {
    fn of(block: &Block, spoilers: Spoilers) -> Self {
        let mut paragraph = Self::default();
        for run in &block.runs {
            let start = paragraph.text.as_str().len();
            let text = Clean::new(run.text.replace('\n', " "));
            if run.covered && spoilers == Spoilers::Covered {
                paragraph.text.push(&mask(text.as_str(), Glyphs::Unicode));
                paragraph.covered.push(start..paragraph.text.as_str().len());
                // No folded text has a line break.
                paragraph.folded.push('\n');
                continue;
            }
            paragraph.text.append(&text);
            for (letter, source) in letters(text.as_str()) {
                if letter != ' ' || !paragraph.folded.ends_with(' ') {
                    let source = start + source.start..start + source.end;
                    paragraph.letters.push((paragraph.folded.len(), source));
                    paragraph.folded.push(letter);
                }
            }
        }
        paragraph
    }

    /// Where a part of the folded text stands in the text.
    fn place(&self, folded: &Range<usize>) -> Option<Range<usize>> {
        let first = self.letters.partition_point(|(at, _)| *at < folded.start);
        let end = self.letters.partition_point(|(at, _)| *at < folded.end);
        let letters = self.letters.get(first..end)?;
        Some(letters.first()?.1.start..letters.last()?.1.end)
    }

    fn passage(self, terms: &Terms) -> Passage {
        let places = terms.places(&self.folded);
        let mut found: Vec<Range<usize>> =
            places.iter().filter_map(|place| self.place(place)).collect();
        // Both halves of a ligature are the same letter.
        found.dedup_by(|next, last| next.start < last.end);
        let text = self.text.as_str();
        let first = found.first().map_or(0, |found| found.start);
        let part = part_around(text, first);
        let within = |ranges: Vec<Range<usize>>| -> Vec<Range<usize>> {
            let moved = ranges.into_iter().map(|range| {
                range.start.max(part.start) - part.start
                    ..range.end.min(part.end).saturating_sub(part.start)
            });
            moved.filter(|range| range.start < range.end).collect()
        };
        Passage {
            is_cut_before: part.start > 0,
            is_cut_after: part.end < text.len(),
            found: within(found),
            covered: within(self.covered),
            text: self.text.part(part),
            ..Passage::default()
        }
    }
}

/// The part of a long text that is kept for what begins at `first`: whole words where there are any.
fn part_around(text: &str, first: usize) -> Range<usize> {
    if text.len() <= MAX_PASSAGE_BYTES {
        return 0..text.len();
    }
    let boundary = |at: usize| beginning(text, at).len();
    let start = match first.checked_sub(MAX_LEAD_BYTES) {
        None | Some(0) => 0,
        Some(at) => {
            let at = boundary(at);
            text[at..first].find(' ').map_or(at, |blank| at + blank + 1)
        }
    };
    let end = boundary(start + MAX_PASSAGE_BYTES);
    let is_word_end = end == text.len() || text[end..].starts_with(' ');
    let end = if is_word_end {
        end
    } else {
        text[..end].rfind(' ').filter(|&at| at > first).unwrap_or(end)
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fulltext::FoldedText;
    use crate::model::Section;

    fn found(text: &str, terms: &str) -> Vec<Passage> {
        let section = Section { text: text.to_owned(), ..Section::default() };
        let review = Review { sections: vec![section], ..Review::default() };
        let terms = Terms::parse(terms);
        let hits = FoldedText::of(&review, Spoilers::Covered).hits(&terms);
        passages(&review, &terms, &hits, Spoilers::Covered)
    }

    fn words(passage: &Passage) -> Vec<&str> {
        passage.found.iter().map(|range| &passage.text.as_str()[range.clone()]).collect()
    }

    #[test]
    fn the_words_are_where_they_were_found() {
        let passages = found("Cléo *se*es.\n\nCLEO, ||Cleo|| and the ﬁlm  of\nCleo.", "cleo");
        assert_eq!(
            passages.iter().map(words).collect::<Vec<_>>(),
            [vec!["Cléo"], vec!["CLEO", "Cleo"]]
        );
        assert_eq!(passages[1].text.as_str(), "CLEO, ░░░░ and the ﬁlm  of Cleo.");
        assert_eq!(&passages[1].text.as_str()[passages[1].covered[0].clone()], "░░░░");
        let film = found("the ﬁlm  of it", "\"film of\"");
        assert_eq!(words(&film[0]), ["ﬁlm  of"]);
    }

    #[test]
    fn of_a_long_paragraph_a_part_is_kept() {
        let before = "ähnlich ".repeat(200);
        let passages = found(&format!("{before}fire {before}"), "fire");
        let [passage] = &passages[..] else { panic!("one") };
        assert!(passage.is_cut_before && passage.is_cut_after);
        assert_eq!(words(passage), ["fire"]);
        let text = passage.text.as_str();
        assert!(
            text.len() <= MAX_PASSAGE_BYTES
                && text.starts_with("ähnlich")
                && text.ends_with("ähnlich")
        );
        let unbroken = found(&format!("fire{}", "ä".repeat(900)), "fire");
        assert_eq!(words(&unbroken[0]), ["fire"]);
    }
}
