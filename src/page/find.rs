//! Finding text on a page. Covered text is not searched.

use std::collections::VecDeque;
use std::ops::{Range, RangeInclusive};

use super::lines::as_u32;
use super::{Page, Paragraph, Role};
use crate::text::fold::fold_char;

/// Keeps the matches in a text of 8 MiB small beside the text.
pub(crate) const MAX_MATCHES: usize = 100_000;

/// One match, which may run over the ends of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    first_line: u32,
    last_line: u32,
    /// Where it begins in its first line, and ends in its last, in bytes of their texts.
    start: u32,
    end: u32,
}

impl Match {
    /// Its lines, as indices into [`Page::body`].
    #[must_use]
    pub(crate) const fn lines(&self) -> RangeInclusive<usize> {
        self.first_line as usize..=self.last_line as usize
    }

    /// The part of it that is on `line`, in bytes of the line's text.
    #[must_use]
    pub(crate) fn part_on(&self, page: &Page, line: usize) -> Range<usize> {
        let (first, last) = self.lines().into_inner();
        let start = if line == first { self.start as usize } else { lead(page, line) };
        let end =
            if line == last { self.end as usize } else { page.body.text(line..line + 1).len() };
        start..end
    }
}

/// A folded character of a paragraph, and its place in the body.
struct Letter {
    folded: char,
    line: usize,
    byte: usize,
    len: usize,
}

/// The first [`MAX_MATCHES`] matches of `query` in the body, from first to last; case and accents
/// are folded.
#[must_use]
pub fn find(page: &Page, query: &str) -> Vec<Match> {
    let needle: Vec<char> = query.chars().map(fold_char).collect();
    let mut matches = Vec::new();
    if needle.is_empty() {
        return matches;
    }
    let mut line = 0;
    for paragraph in page.paragraphs.iter().map(Paragraph::lines) {
        for line in line..paragraph.start {
            find_in(page, line..line + 1, &needle, &mut matches);
        }
        line = paragraph.end;
        find_in(page, paragraph, &needle, &mut matches);
    }
    for line in line..page.body.len() {
        find_in(page, line..line + 1, &needle, &mut matches);
    }
    matches
}

fn find_in(page: &Page, lines: Range<usize>, needle: &[char], matches: &mut Vec<Match>) {
    // Those of one line, and of the lines before it in which a match may begin.
    let mut letters = VecDeque::new();
    for line in lines.clone() {
        push_letters(page, line, line == lines.start, &mut letters);
        let mut at = 0;
        while at + needle.len() <= letters.len() {
            if matches.len() == MAX_MATCHES {
                return;
            }
            let end = at + needle.len();
            let here = letters.range(at..end);
            if here.clone().map(|letter| letter.folded).eq(needle.iter().copied()) {
                matches.extend(joined(here));
                at = end;
            } else {
                at += 1;
            }
        }
        letters.drain(..at);
    }
}

fn push_letters(page: &Page, line: usize, is_first: bool, letters: &mut VecDeque<Letter>) {
    // The blank at which a line was broken belongs to no line.
    if !is_first && !page.body.joins_next(line - 1) {
        letters.push_back(Letter { folded: ' ', line, byte: 0, len: 0 });
    }
    let lead = if is_first { 0 } else { lead(page, line) };
    let mut byte = 0;
    for (text, role) in page.body.runs(line) {
        let is_open = !matches!(role, Role::Covered | Role::Rule);
        if byte < lead {
            byte += text.len();
            continue;
        }
        for c in text.chars() {
            let folded = if is_open { fold_char(c) } else { '\u{0}' };
            letters.push_back(Letter { folded, line, byte, len: c.len_utf8() });
            byte += c.len_utf8();
        }
    }
}

/// How many bytes of a line are no part of the text: the bars of quotations, the indent of a list.
fn lead(page: &Page, line: usize) -> usize {
    let is_lead = |(text, role): &(&str, Role)| {
        *role == Role::Rule || *role == Role::Dim && text.trim().is_empty()
    };
    page.body.runs(line).take_while(is_lead).map(|(text, _)| text.len()).sum()
}

fn joined<'a>(letters: impl DoubleEndedIterator<Item = &'a Letter>) -> Option<Match> {
    let mut letters = letters.filter(|letter| letter.len > 0);
    let first = letters.next()?;
    let last = letters.next_back().unwrap_or(first);
    Some(Match {
        first_line: as_u32(first.line),
        last_line: as_u32(last.line),
        start: as_u32(first.byte),
        end: as_u32(last.byte + last.len),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Review, Section};
    use crate::page::{Options, review};

    fn options(width: usize) -> Options {
        Options { width, ..Options::default() }
    }

    fn found(text: &str, query: &str, width: usize) -> Vec<Vec<String>> {
        let section = Section { text: text.into(), ..Section::default() };
        let page =
            review(&Review { sections: vec![section], ..Review::default() }, &options(width));
        let parts = |found: &Match| {
            let text = |line: usize| &page.body.text(line..line + 1)[found.part_on(&page, line)];
            found.lines().map(|line| text(line).to_owned()).collect()
        };
        find(&page, query).iter().map(parts).collect()
    }

    #[test]
    fn folds_case_and_accents() {
        assert_eq!(found("Cléo sees a CLEO.", "cleo", 40), [["Cléo"], ["CLEO"]]);
        assert_eq!(found("It’s", "it's", 40), [["It’s"]]);
    }

    #[test]
    fn crosses_the_end_of_a_line() {
        assert_eq!(found("one two three", "two three", 8), [["two", "three"]]);
        assert_eq!(found("- one two three", "two three", 9), [["two", "three"]]);
        assert_eq!(found("> one two three", "two three", 9), [["two", "three"]]);
        assert_eq!(found("> > one two three", "two three", 11), [["two", "three"]]);
        assert_eq!(found("they wait—what for", "wait—what", 10), [["wait—", "what"]]);
        assert_eq!(found("one - two three", "one - two", 6), [["one -", "two"]]);
        assert!(found("one two three", "twothree", 8).is_empty());
        assert_eq!(found("東京物語は静かな映画", "語は", 8), [["語", "は"]]);
        assert_eq!(found("東京 物語", "京 物", 5), [["京", "物"]]);
    }

    #[test]
    fn finds_a_word_that_is_longer_than_a_line() {
        assert_eq!(found("Llanfairpwllgwyngyll", "pwllgwyn", 11), [["pwl", "lgwyn"]]);
        let khmer = "ខ្មែរភាសាខ្មែរអក្សរខ្មែរ";
        for width in 1..12 {
            assert_eq!(found(khmer, "អក្សរ", width).len(), 1, "{width}");
        }
    }

    #[test]
    fn no_more_matches_are_kept_than_fit() {
        let section = Section { text: "a".repeat(MAX_MATCHES + 10), ..Section::default() };
        let page = review(&Review { sections: vec![section], ..Review::default() }, &options(72));
        let matches = find(&page, "a");
        assert_eq!(matches.len(), MAX_MATCHES);
        assert!(matches.is_sorted_by_key(|found| (found.first_line, found.start)));
    }

    #[test]
    fn never_looks_under_a_cover() {
        assert_eq!(found("a ||b|| b", "b", 40).len(), 1);
        assert!(found("||b||", "░", 40).is_empty());
    }
}
