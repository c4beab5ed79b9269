//! Where the words of many texts stand that begin with what was searched for, so that nothing is
//! read again when such a word is typed on.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr2, memchr2_iter};

use super::folded::{PARAGRAPH_END, SECTION_END};
use super::paragraphs::ParagraphSet;
use crate::text::terms::Term;
use crate::text::words::beginning;

/// The most bytes that the words of an index may take; where they take more, they are dropped.
const MAX_INDEX_BYTES: usize = 32 * 1024 * 1024;
/// About how many bytes a word takes besides its paragraphs.
const BYTES_PER_WORD: usize = 128;
/// Of a word no more bytes are kept, and a longer one is searched for anew.
const MAX_WORD_BYTES: usize = 48;

/// The words of texts that begin with a term, each with the paragraphs in which it stands.
#[derive(Debug)]
pub(crate) struct WordIndex {
    term: Term,
    /// The paragraphs that hold the term.
    holding: ParagraphSet,
    /// Up to the next blank. `None` if they take too much, or if the term is a whole phrase.
    words: Option<HashMap<Box<str>, Vec<u32>>>,
    bytes: usize,
}

impl WordIndex {
    pub(crate) fn new(term: Term) -> Self {
        let words = term.is_open().then(HashMap::new);
        Self { term, holding: ParagraphSet::default(), words, bytes: 0 }
    }

    /// One of other texts for the same term.
    pub(crate) fn of_same_term(&self) -> Self {
        let words = self.words.as_ref().map(|_| HashMap::new());
        Self { term: self.term.clone(), holding: ParagraphSet::default(), words, bytes: 0 }
    }

    /// How many bytes its words take, about.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether it knows where `term` stands.
    pub(crate) fn knows(&self, term: &Term) -> bool {
        let is_short = term.len() + size_of::<char>() <= MAX_WORD_BYTES;
        *term == self.term || self.words.is_some() && is_short && term.goes_on_from(&self.term)
    }

    /// Adds a folded text, which has these paragraphs.
    pub(crate) fn add(&mut self, text: &str, paragraphs: Range<u32>) {
        let bytes = text.as_bytes();
        let (mut from, mut counted, mut paragraph) = (0, 0, paragraphs.start);
        while let Some(at) = self.term.find_from(text, from) {
            let passed = bytes.get(counted..at).unwrap_or_default();
            paragraph += memchr2_iter(PARAGRAPH_END, SECTION_END, passed).count() as u32;
            counted = at;
            if !paragraphs.contains(&paragraph) {
                return;
            }
            self.holding.insert(paragraph);
            let rest = text.get(at..).unwrap_or_default();
            if self.words.is_some() {
                self.add_word(rest, paragraph);
                from = at + rest.chars().next().map_or(1, char::len_utf8);
            } else {
                // One place in each paragraph is enough.
                let Some(end) = memchr2(PARAGRAPH_END, SECTION_END, rest.as_bytes()) else {
                    return;
                };
                from = at + end;
            }
        }
    }

    /// Adds the word at the beginning of `text`, which stands in `paragraph`.
    fn add_word(&mut self, text: &str, paragraph: u32) {
        let Some(words) = &mut self.words else { return };
        let needle = self.term.len();
        let rest = text.as_bytes().get(needle..).unwrap_or_default();
        let rest = &rest[..rest.len().min(MAX_WORD_BYTES)];
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let word = beginning(text, (needle + end).min(MAX_WORD_BYTES.max(needle)));
        if let Some(known) = words.get_mut(word) {
            if known.last() != Some(&paragraph) {
                known.push(paragraph);
                self.bytes += size_of::<u32>();
            }
        } else {
            words.insert(word.into(), vec![paragraph]);
            self.bytes += BYTES_PER_WORD;
        }
        if self.bytes > MAX_INDEX_BYTES {
            self.words = None;
            self.bytes = 0;
        }
    }

    /// Adds those of texts that follow the ones added so far.
    pub(crate) fn append(&mut self, later: Self) {
        self.holding.extend(&later.holding);
        self.bytes += later.bytes;
        if let (Some(words), Some(later)) = (&mut self.words, later.words)
            && self.bytes <= MAX_INDEX_BYTES
        {
            for (word, paragraphs) in later {
                words.entry(word).or_default().extend(paragraphs);
            }
        } else {
            self.words = None;
            self.bytes = 0;
        }
    }

    /// The paragraphs that hold a term which it knows; those before `from` may be left out.
    pub(crate) fn holding(&self, term: &Term, from: u32) -> ParagraphSet {
        if *term == self.term {
            return self.holding.clone();
        }
        let mut holding = ParagraphSet::default();
        for (word, paragraphs) in self.words.iter().flatten() {
            if term.begins(word) {
                let first = paragraphs.partition_point(|paragraph| *paragraph < from);
                paragraphs[first..].iter().for_each(|paragraph| holding.insert(*paragraph));
            }
        }
        holding
    }
}
