//! Covered passages that are opened and not closed, each with what follows from it.

use memchr::memmem;

use crate::markup::opens_code;
use crate::markup::spoiler::{self, Passages};
use crate::model::{Review, Section};
use crate::text::{Mismatch, Phrase, Source, Span, expected, quote};

/// The passages of a review that are not closed, given those of each section.
pub(super) fn find(
    review: &Review,
    passages: &[Passages],
    source: &Source,
) -> Vec<(Span, Mismatch)> {
    /// What opens passages that may end in another section.
    const REACHING_ON: [char; 4] = ['<', '[', '{', ':'];
    let text = source.text();
    let sections = review.sections.iter().zip(passages);
    let mut marks_left = MAX_SEARCHED_MARKS;
    let mut found: Vec<Unclosed> = sections
        .flat_map(|(section, passages)| unclosed(source, section, passages, &mut marks_left))
        .collect();
    let is_tag =
        |mark: &Unclosed| text.get(mark.line.start..).is_some_and(|at| at.starts_with(REACHING_ON));
    // The tag that closes it may stand in another section.
    let whole = text.get(review.range(source)).unwrap_or_default();
    if found.iter().any(is_tag) && spoiler::find(whole).unclosed.is_empty() {
        found.retain(|mark| !is_tag(mark));
    }
    let report = |Unclosed { line: span, covers }: Unclosed| {
        let line = text.get(span.start..span.end).unwrap_or_default();
        let mark = match line.find(['>', ']', '}']).filter(|_| line.starts_with(REACHING_ON)) {
            Some(end) => line[..=end].to_owned(),
            None => line.chars().take_while(|c| !c.is_alphanumeric()).take(3).collect(),
        };
        let then = match mark.chars().next() {
            Some('|') if covers => "it is covered up to the next bars",
            Some('|') => "it is shown",
            Some('>') => "the rest of the paragraph is covered, up to `!<`",
            _ => "all that follows is covered",
        };
        let mark = Phrase::from(quote(&mark)).then(" alone");
        (span, expected("the covered passage to be closed").found(mark).help(then))
    };
    found.into_iter().map(report).collect()
}

/// How many marks of one review are looked for in its file, and of one section. One that the file
/// spells otherwise, as with escapes, is looked for up to the end of the file.
const MAX_SEARCHED_MARKS: usize = 100;
const MAX_SEARCHED_MARKS_OF_SECTION: usize = 20;

/// A mark that opens a passage and is not closed.
struct Unclosed {
    /// Where it stands in the file, to the end of its line.
    line: Span,
    /// Whether it covers anything nevertheless.
    covers: bool,
}

/// The marks of a section that are not closed. `marks_left` is how many may still be looked for.
fn unclosed(
    source: &Source,
    section: &Section,
    passages: &Passages,
    marks_left: &mut usize,
) -> Vec<Unclosed> {
    let mut found = Vec::new();
    let upto = MAX_SEARCHED_MARKS_OF_SECTION.min(*marks_left).min(passages.unclosed.len());
    let marks = &passages.unclosed[..upto];
    *marks_left -= marks.len();
    if marks.is_empty() {
        return found;
    }
    let mut from = source.line_start(section.line);
    for &at in marks {
        let (head, tail) = section.text.split_at(at);
        let line = tail.lines().next().unwrap_or_default();
        let before = head.rsplit('\n').next().unwrap_or_default();
        // Within code a mark covers nothing.
        let is_code = opens_code(before);
        let rest = source.text().as_bytes().get(from..).unwrap_or_default();
        let place = memmem::find(rest, line.as_bytes());
        if let Some(place) = place.filter(|_| !is_code) {
            let line = Span::new(from + place, from + place + line.len());
            found.push(Unclosed { line, covers: passages.touch(&(at..at + 1)) });
            from = line.end;
        }
    }
    found
}
