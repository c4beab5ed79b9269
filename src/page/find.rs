//! Finding text on a page. Covered text is not searched.

use std::collections::VecDeque;
use std::ops::{Range, RangeInclusive};

use memchr::memmem::Finder;

use super::lines::as_u32;
use super::{Page, Paragraph, Role};
use crate::text::Terms;
use crate::text::fold::{fold, letters};
use crate::text::terms::Term;

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

    const fn begin(&self) -> (u32, u32) {
        (self.first_line, self.start)
    }

    const fn end(&self) -> (u32, u32) {
        (self.last_line, self.end)
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

/// What is looked for on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text as it was typed, be it a part of a word.
    Text(String),
    /// Words and phrases, as a search through all texts finds them.
    Terms(String),
}

impl Default for Wanted {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Wanted {
    /// What was typed.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Terms(text) => text,
        }
    }

    fn needles(&self) -> Vec<Needle> {
        match self {
            Self::Text(text) => Needle::anywhere(text).into_iter().collect(),
            Self::Terms(text) => Terms::parse(text).iter().cloned().map(Needle::Term).collect(),
        }
    }

    /// The first [`MAX_MATCHES`] matches in the body, from first to last and apart from each other.
    #[must_use]
    pub(crate) fn find_on(&self, page: &Page) -> Vec<Match> {
        let of = |needle| Search::new(page, needle).body();
        let mut matches: Vec<Match> = self.needles().into_iter().flat_map(of).collect();
        if matches!(self, Self::Terms(_)) {
            matches.sort_unstable_by_key(|found| (found.begin(), found.end()));
            matches.dedup_by(|next, last| next.begin() < last.end());
            matches.truncate(MAX_MATCHES);
        }
        matches
    }
}

/// The first [`MAX_MATCHES`] matches of a text in the body, from first to last, in folded form.
#[must_use]
pub fn find(page: &Page, text: &str) -> Vec<Match> {
    Wanted::Text(text.to_owned()).find_on(page)
}

/// The matches of a text on `lines` of the body, which are one paragraph.
#[must_use]
pub(crate) fn find_in_paragraph(page: &Page, text: &str, lines: Range<usize>) -> Vec<Match> {
    let Some(needle) = Needle::anywhere(text) else { return Vec::new() };
    let mut search = Search::new(page, needle);
    search.paragraph(lines);
    search.matches
}

/// One text that is looked for.
enum Needle {
    Anywhere(Finder<'static>),
    Term(Term),
}

impl Needle {
    fn anywhere(text: &str) -> Option<Self> {
        let mut needle = fold(text);
        // As in the text that is searched, blanks stand alone.
        while needle.contains("  ") {
            needle = needle.replace("  ", " ");
        }
        (!needle.is_empty()).then(|| Self::Anywhere(Finder::new(&needle).into_owned()))
    }

    fn len(&self) -> usize {
        match self {
            Self::Anywhere(finder) => finder.needle().len(),
            Self::Term(term) => term.len(),
        }
    }

    fn find_from(&self, folded: &str, from: usize) -> Option<usize> {
        match self {
            Self::Anywhere(finder) => Some(from + finder.find(folded.as_bytes().get(from..)?)?),
            Self::Term(term) => term.find_from(folded, from),
        }
    }
}

/// A part of a folded text and where it comes from.
struct Part {
    /// Bytes of the folded text, those that were cut off counted.
    folded: Range<usize>,
    line: usize,
    /// Bytes of the line; none for the blank at which a line was broken. A part of the same length
    /// as its folded form has letters of the same length; any other part is one letter.
    source: Range<usize>,
}

impl Part {
    /// Where a byte of the folded text stands in the line.
    fn source_of(&self, folded: usize) -> Option<usize> {
        let at = folded.checked_sub(self.folded.start)?;
        (self.folded.len() == self.source.len()).then(|| self.source.start + at)
    }
}

struct Search<'a> {
    page: &'a Page,
    needle: Needle,
    /// The folded text of a paragraph with single blanks, without what has been searched but for its
    /// last character, which may be one of the word that follows. A line break stands for what is
    /// covered, since no folded query has one.
    folded: String,
    /// The byte of it at which the search goes on.
    from: usize,
    /// How many bytes of it were cut off.
    cut: usize,
    /// The parts in which a match may begin, from first to last.
    parts: VecDeque<Part>,
    matches: Vec<Match>,
}

impl<'a> Search<'a> {
    fn new(page: &'a Page, needle: Needle) -> Self {
        Self {
            page,
            needle,
            folded: String::new(),
            from: 0,
            cut: 0,
            parts: VecDeque::new(),
            matches: Vec::new(),
        }
    }

    /// A text is searched as soon as this much of it is folded, so that no paragraph takes much memory.
    const CHUNK_BYTES: usize = 16 * 1024;

    fn body(mut self) -> Vec<Match> {
        let mut line = 0;
        for paragraph in self.page.paragraphs.iter().map(Paragraph::lines) {
            (line..paragraph.start).for_each(|line| self.paragraph(line..line + 1));
            // Paragraphs of one cover share its lines.
            self.paragraph(paragraph.start.max(line)..paragraph.end);
            line = line.max(paragraph.end);
        }
        (line..self.page.body.len()).for_each(|line| self.paragraph(line..line + 1));
        self.matches
    }

    fn paragraph(&mut self, lines: Range<usize>) {
        for line in lines.clone() {
            if self.matches.len() == MAX_MATCHES {
                return;
            }
            self.push_line(line, line == lines.start);
            if self.folded.len() > self.needle.len() + Self::CHUNK_BYTES {
                self.search(false);
            }
        }
        self.search(true);
        self.cut += self.folded.len();
        self.folded.clear();
        self.from = 0;
        self.parts.clear();
    }

    fn push_line(&mut self, line: usize, is_first: bool) {
        // The blank at which a line was broken belongs to no line.
        if !is_first && !self.page.body.joins_next(line - 1) {
            self.push(' ', line, 0..0);
        }
        let lead = if is_first { 0 } else { lead(self.page, line) };
        let mut start = 0;
        for (text, role) in self.page.body.runs(line) {
            let is_closed = matches!(role, Role::Covered | Role::Rule | Role::Hint | Role::Key);
            let is_lead = start < lead;
            if is_closed && !is_lead {
                self.folded.push('\n');
            } else if !is_lead {
                for (letter, source) in letters(text) {
                    self.push(letter, line, start + source.start..start + source.end);
                }
            }
            start += text.len();
        }
    }

    fn push(&mut self, letter: char, line: usize, source: Range<usize>) {
        if letter == ' ' && self.folded.ends_with(' ') {
            return;
        }
        let start = self.cut + self.folded.len();
        self.folded.push(letter);
        let folded = start..start + letter.len_utf8();
        let is_even = |part: &Part| part.folded.len() == part.source.len();
        let part = Part { folded, line, source };
        match self.parts.back_mut() {
            Some(last)
                if is_even(last)
                    && is_even(&part)
                    && (last.line, last.source.end) == (line, part.source.start) =>
            {
                (last.folded.end, last.source.end) = (part.folded.end, part.source.end);
            }
            _ => self.parts.push_back(part),
        }
    }

    /// Searches what is folded, and cuts off all but the end, in which a match may begin, or which
    /// decides whether a word ends.
    fn search(&mut self, is_last: bool) {
        const MAX_CHAR_BYTES: usize = 4;
        let length = self.needle.len();
        let after = if is_last { 0 } else { MAX_CHAR_BYTES };
        let limit = self.folded.len().saturating_sub(after);
        while self.matches.len() < MAX_MATCHES
            && let Some(start) = self.needle.find_from(&self.folded, self.from)
            && start + length <= limit
        {
            self.from = start + length;
            let found = self.place(self.cut + start..self.cut + self.from);
            // Both halves of a ß are the same letter.
            let last = self.matches.last().copied();
            let found = found.filter(|found| last.is_none_or(|last| last.end() <= found.begin()));
            self.matches.extend(found);
        }
        let searched = (limit + 1).saturating_sub(length).max(self.from);
        self.from = self.boundary(searched);
        let end = self.boundary(self.from.saturating_sub(1));
        self.folded.drain(..end);
        self.from -= end;
        self.cut += end;
        self.drop_parts(self.cut);
    }

    /// The start of the character at a byte of what is folded.
    fn boundary(&self, at: usize) -> usize {
        (0..=at).rev().find(|&at| self.folded.is_char_boundary(at)).unwrap_or(0)
    }

    /// Drops the parts that end at a byte of the folded text or before it.
    fn drop_parts(&mut self, end: usize) {
        while self.parts.front().is_some_and(|part| part.folded.end <= end) {
            self.parts.pop_front();
        }
    }

    /// Where a part of the folded text stands; nowhere if it is only the blank between two lines.
    fn place(&mut self, folded: Range<usize>) -> Option<Match> {
        self.drop_parts(folded.start);
        let within = |part: &&Part| part.folded.start < folded.end;
        let mut parts = self.parts.iter().take_while(within).filter(|part| !part.source.is_empty());
        let first = parts.next()?;
        let last = parts.last().unwrap_or(first);
        let start = first.source_of(folded.start).unwrap_or(first.source.start);
        let end = last.source_of(folded.end.min(last.folded.end)).unwrap_or(last.source.end);
        Some(Match {
            first_line: as_u32(first.line),
            last_line: as_u32(last.line),
            start: as_u32(start),
            end: as_u32(end),
        })
    }
}

/// How many bytes of a line are no part of the text: the bars of quotations, the indent of a list.
fn lead(page: &Page, line: usize) -> usize {
    let is_lead = |(text, role): &(&str, Role)| {
        *role == Role::Rule || *role == Role::Dim && text.trim().is_empty()
    };
    page.body.runs(line).take_while(is_lead).map(|(text, _)| text.len()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Review, Section};
    use crate::page::{Options, review};

    fn options(width: usize) -> Options {
        Options { width, ..Options::default() }
    }

    fn page(text: &str, width: usize) -> Page {
        let section = Section { text: text.into(), ..Section::default() };
        review(&Review { sections: vec![section], ..Review::default() }, &options(width))
    }

    fn found(text: &str, query: &str, width: usize) -> Vec<Vec<String>> {
        let page = page(text, width);
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
        assert_eq!(found("Agne\u{300}s", "agnès", 40), [["Agne\u{300}s"]]);
        assert_eq!(found("the ﬁlm, Ｆｉｌｍ", "film", 40), [["ﬁlm"], ["Ｆｉｌｍ"]]);
        assert_eq!(found("Größe", "s", 40), [["ß"]]);
        assert_eq!(found("かぎとかき", "かき", 40), [["かき"]]);
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
    fn a_match_may_cross_the_end_of_a_chunk() {
        let before = "é ".repeat(Search::CHUNK_BYTES / 2 - 150);
        let words = (0..100).map(|number| format!("w{number:02}")).collect::<Vec<_>>().join(" ");
        let page = page(&format!("{before}{words}"), 30);
        for number in 1..100 {
            let matches = find(&page, &format!("{:02} W{number:02}", number - 1));
            assert_eq!(matches.len(), 1, "{number}");
            let part = matches[0].part_on(&page, matches[0].last_line as usize);
            let line = matches[0].last_line as usize;
            assert!(page.body.text(line..line + 1)[part].ends_with(&format!("w{number:02}")));
        }
    }

    proptest! {
        #[test]
        fn every_match_is_found(
            text in "[abé]{1,3}( [abé]{1,3}){0,30}", query in "[abé]{1,2}( [abé]{1,2})?", width in 4..40_usize,
        ) {
            let expected = text.replace('é', "e").matches(&query.replace('é', "e")).count();
            prop_assert_eq!(find(&page(&text, width), &query).len(), expected);
        }
    }

    #[test]
    fn no_more_matches_are_kept_than_fit() {
        let page = page(&"a".repeat(MAX_MATCHES + 10), 72);
        let matches = find(&page, "a");
        assert_eq!(matches.len(), MAX_MATCHES);
        assert!(matches.is_sorted_by_key(|found| (found.first_line, found.start)));
    }

    #[test]
    fn words_are_found_by_their_beginnings() {
        let found = |text: &str, terms: &str, width| {
            let page = page(text, width);
            let text = |found: &Match| {
                let parts = found.lines().map(|line| {
                    page.body.text(line..line + 1)[found.part_on(&page, line)].to_owned()
                });
                parts.collect::<Vec<_>>().join("/")
            };
            Wanted::Terms(terms.into()).find_on(&page).iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(found("A fire, misfires and Fires.", "fire", 40), ["fire", "Fire"]);
        assert_eq!(
            found("A fire  hose, a hose.", "\"fire hose\" hose", 40),
            ["fire  hose", "hose"]
        );
        assert_eq!(found("one two three", "\"two three\"", 8), ["two/three"]);
        assert_eq!(found("one two threes", "\"two three\"", 8), [""; 0]);
        // At the ends of chunks too.
        let words = "é fires misfires ".repeat(4000);
        assert_eq!(found(&words, "fire", 30).len(), 4000);
        assert_eq!(found(&words, "\"fires\" \"é fire\"", 31).len(), 4000);
    }

    #[test]
    fn never_looks_under_a_cover() {
        assert_eq!(found("a ||b|| b", "b", 40).len(), 1);
        assert!(found("||b||", "░", 40).is_empty());
    }
}
