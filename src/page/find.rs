//! Finding text on a page. Covered text is not searched.

use super::{Page, Role};
use crate::text::fold::fold_char;

/// Part of a line, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The line, an index into [`Page::body`].
    pub(crate) line: usize,
    pub(crate) bytes: std::ops::Range<usize>,
}

/// One match; a match that runs over the end of a line has several parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// Its parts, from first to last.
    pub(crate) parts: Vec<Part>,
}

impl Match {
    /// The line at which it begins.
    #[must_use]
    pub(crate) fn line(&self) -> usize {
        self.parts.first().map_or(0, |part| part.line)
    }
}

/// A folded character of a paragraph, and its place in the body.
struct Letter {
    folded: char,
    line: usize,
    byte: usize,
    len: usize,
}

/// Every match of `query` in the body, from first to last; case and accents are folded.
#[must_use]
pub fn find(page: &Page, query: &str) -> Vec<Match> {
    let needle: Vec<char> = query.chars().map(fold_char).collect();
    let mut matches = Vec::new();
    if needle.is_empty() {
        return matches;
    }
    let mut line = 0;
    while line < page.body.len() {
        let paragraph = page.body[line].paragraph;
        let mut end = line + 1;
        while paragraph.is_some() && end < page.body.len() && page.body[end].paragraph == paragraph
        {
            end += 1;
        }
        find_in(page, line..end, &needle, &mut matches);
        line = end;
    }
    matches
}

fn find_in(page: &Page, lines: std::ops::Range<usize>, needle: &[char], matches: &mut Vec<Match>) {
    let letters = letters(page, lines);
    let mut at = 0;
    while at < letters.len() {
        match end_of_match(&letters, at, needle) {
            Some(end) => {
                matches.push(joined(&letters[at..end]));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The end of `needle`, if it begins at `at`.
fn end_of_match(letters: &[Letter], at: usize, needle: &[char]) -> Option<usize> {
    let here = letters[at..].iter().map(|letter| letter.folded);
    here.take(needle.len()).eq(needle.iter().copied()).then_some(at + needle.len())
}

fn letters(page: &Page, lines: std::ops::Range<usize>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let first = lines.start;
    for line in lines {
        // The blank at which a line was broken belongs to no line.
        if line > first && !page.body[line - 1].joins_next {
            letters.push(Letter { folded: ' ', line, byte: 0, len: 0 });
        }
        let mut byte = 0;
        let mut leads = line > first;
        for run in &page.body[line].runs {
            let text = run.text.as_str();
            // The bar of a quotation and the indent of a list are not part of the text.
            leads &= run.role == Role::Rule || run.role == Role::Dim && text.trim().is_empty();
            if leads {
                byte += text.len();
                continue;
            }
            let open = !matches!(run.role, Role::Covered | Role::Rule);
            for c in text.chars() {
                let folded = if open { fold_char(c) } else { '\u{0}' };
                letters.push(Letter { folded, line, byte, len: c.len_utf8() });
                byte += c.len_utf8();
            }
        }
    }
    letters
}

fn joined(letters: &[Letter]) -> Match {
    let mut found = Match::default();
    for letter in letters.iter().filter(|letter| letter.len > 0) {
        match found.parts.last_mut() {
            Some(part) if part.line == letter.line => part.bytes.end = letter.byte + letter.len,
            _ => found
                .parts
                .push(Part { line: letter.line, bytes: letter.byte..letter.byte + letter.len }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Review, Section};
    use crate::page::{Options, review};
    use crate::text::Glyphs;

    fn found(text: &str, query: &str, width: usize) -> Vec<Vec<String>> {
        let section = Section { text: text.into(), ..Section::default() };
        let options =
            Options { width, uncovered: false, glyphs: Glyphs::Unicode, hint: String::new() };
        let page = review(&Review { sections: vec![section], ..Review::default() }, &options);
        let text = |part: &Part| page.body[part.line].text()[part.bytes.clone()].to_owned();
        find(&page, query).iter().map(|found| found.parts.iter().map(text).collect()).collect()
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
    fn never_looks_under_a_cover() {
        assert_eq!(found("a ||b|| b", "b", 40).len(), 1);
        assert!(found("||b||", "░", 40).is_empty());
    }
}
