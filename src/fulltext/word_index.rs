//! Where the words of many texts stand that begin with what was searched for, so that nothing is
//! read again when such a word is typed on.

use std::ops::Range;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use memchr::memchr2_iter;

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

/// The paragraphs of a word, in the form that takes less memory.
#[derive(Debug)]
enum Postings {
    /// From first to last.
    Few(Vec<u32>),
    Many(ParagraphSet),
}

/// The words of texts that begin with a term, each with the paragraphs in which it stands.
#[derive(Debug)]
pub(crate) struct WordIndex {
    term: Term,
    /// The paragraphs that hold the term.
    holding: ParagraphSet,
    /// Up to the next blank. `None` if they take too much, or if the term is a whole phrase.
    words: Option<HashMap<Box<str>, Postings>>,
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

    /// Whether a folded text may have any of its words.
    pub(crate) fn may_stand_in(&self, text: &[u8]) -> bool {
        self.term.is_within(text)
    }

    /// Adds a folded text, which has these paragraphs.
    pub(crate) fn add(&mut self, text: &str, paragraphs: Range<u32>) {
        let mut ends = memchr2_iter(PARAGRAPH_END, SECTION_END, text.as_bytes()).peekable();
        let (mut from, mut paragraph) = (0, paragraphs.start);
        while let Some(at) = self.term.find_from(text, from) {
            while ends.next_if(|end| *end < at).is_some() {
                paragraph += 1;
            }
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
                let Some(end) = ends.peek() else { return };
                from = *end;
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
            self.bytes -= known.bytes();
            known.push(paragraph);
            self.bytes += known.bytes();
        } else {
            words.insert(word.into(), Postings::Few(vec![paragraph]));
            self.bytes += BYTES_PER_WORD;
        }
        self.drop_if_large();
    }

    fn drop_if_large(&mut self) {
        if self.bytes > MAX_INDEX_BYTES {
            (self.words, self.bytes) = (None, 0);
        }
    }

    /// Adds those of texts that follow the ones added so far.
    pub(crate) fn append(&mut self, later: Self) {
        self.holding.extend(&later.holding);
        let (Some(words), Some(later)) = (&mut self.words, later.words) else {
            (self.words, self.bytes) = (None, 0);
            return;
        };
        for (word, later) in later {
            match words.entry(word) {
                Entry::Occupied(mut known) => {
                    self.bytes -= known.get().bytes();
                    known.get_mut().append(later);
                    self.bytes += known.get().bytes();
                }
                Entry::Vacant(free) => {
                    self.bytes += BYTES_PER_WORD + later.bytes();
                    free.insert(later);
                }
            }
        }
        self.drop_if_large();
    }

    /// The paragraphs that hold a term which it knows; those before `from` may be left out.
    pub(crate) fn holding(&self, term: &Term, from: u32) -> ParagraphSet {
        if *term == self.term {
            return self.holding.clone();
        }
        let mut holding = ParagraphSet::default();
        let words = self.words.iter().flatten().filter(|(word, _)| term.begins(word));
        for (_, postings) in words {
            match postings {
                Postings::Many(set) => holding.extend(set),
                Postings::Few(paragraphs) => {
                    let first = paragraphs.partition_point(|paragraph| *paragraph < from);
                    paragraphs.iter().skip(first).for_each(|paragraph| holding.insert(*paragraph));
                }
            }
        }
        holding
    }
}

impl Postings {
    fn bytes(&self) -> usize {
        match self {
            Self::Few(paragraphs) => size_of::<u32>() * paragraphs.len(),
            Self::Many(set) => set.bytes(),
        }
    }

    /// Adds a paragraph that is not before the last.
    fn push(&mut self, paragraph: u32) {
        match self {
            Self::Few(paragraphs) if paragraphs.last() == Some(&paragraph) => {}
            Self::Few(paragraphs) => {
                paragraphs.push(paragraph);
                self.choose_form();
            }
            Self::Many(set) => set.insert(paragraph),
        }
    }

    /// Adds paragraphs that are not before the last.
    fn append(&mut self, later: Self) {
        match (&mut *self, later) {
            (Self::Few(paragraphs), Self::Few(later)) => {
                paragraphs.extend(later);
                self.choose_form();
            }
            (Self::Many(set), Self::Many(later)) => set.extend(&later),
            (Self::Many(set), Self::Few(later)) => {
                later.into_iter().for_each(|paragraph| set.insert(paragraph));
            }
            (Self::Few(paragraphs), Self::Many(mut later)) => {
                paragraphs.iter().for_each(|paragraph| later.insert(*paragraph));
                *self = Self::Many(later);
            }
        }
    }

    fn choose_form(&mut self) {
        let Self::Few(paragraphs) = self else { return };
        let set_bytes = paragraphs.last().copied().unwrap_or_default() / u8::BITS;
        if size_of::<u32>() * paragraphs.len() > set_bytes as usize + BYTES_PER_WORD {
            let mut set = ParagraphSet::default();
            paragraphs.iter().for_each(|paragraph| set.insert(*paragraph));
            *self = Self::Many(set);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Terms;

    const LETTERS: [&str; 12] = ["a", "b", "ab", "é", "-", "'", " ", " ", "京", "\n", "\r", "\t"];
    /// Each goes on from what is indexed, or ends it.
    const TYPED: [&[&str]; 6] = [
        &["a", "ab", "aba", "a-", "a-b", "a'", "aé"],
        &["b", "ba", "bé", "b京"],
        &["京", "京京", "京a"],
        &["\"a", "\"ab", "\"a\"", "\"ab\"", "\"a-b\""],
        &["\"a b", "\"a ba", "\"a b\"", "\"a bé\""],
        &["\"b a\""],
    ];

    fn term(typed: &str) -> Term {
        Terms::parse(typed).iter().next().expect("a term").clone()
    }

    /// Texts with their paragraphs, which are numbered through.
    fn texts(mut seed: u64, count: usize) -> Vec<(String, Range<u32>)> {
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        let mut start = 0;
        let text = |_| {
            let text: String = (0..random(60)).map(|_| LETTERS[random(LETTERS.len())]).collect();
            let end = start + 1 + text.matches(['\n', '\r']).count() as u32;
            (text, std::mem::replace(&mut start, end)..end)
        };
        (0..count).map(text).collect()
    }

    /// The paragraphs that hold a term, each looked at by itself.
    fn looked_up(texts: &[(String, Range<u32>)], term: &Term) -> ParagraphSet {
        let mut set = ParagraphSet::default();
        for (text, paragraphs) in texts {
            for (paragraph, text) in paragraphs.clone().zip(text.split(['\n', '\r'])) {
                if term.find_from(text, 0).is_some() {
                    set.insert(paragraph);
                }
            }
        }
        set
    }

    #[test]
    fn what_goes_on_is_known_from_its_beginning() {
        for (round, typed) in (0..60).flat_map(|round| TYPED.map(|typed| (round, typed))) {
            let texts = texts(round, 40);
            let (first, later) = texts.split_at(texts.len() / 2);
            let mut index = WordIndex::new(term(typed[0]));
            let mut second = index.of_same_term();
            first.iter().for_each(|(text, paragraphs)| index.add(text, paragraphs.clone()));
            later.iter().for_each(|(text, paragraphs)| second.add(text, paragraphs.clone()));
            index.append(second);
            for typed in typed {
                let term = term(typed);
                assert!(index.knows(&term), "{typed}");
                assert_eq!(index.holding(&term, 0), looked_up(&texts, &term), "{typed} {texts:?}");
            }
        }
    }

    #[test]
    fn what_takes_too_much_is_counted_without_its_words() {
        let mut index = WordIndex::new(term("a"));
        let words = MAX_INDEX_BYTES / BYTES_PER_WORD + 1;
        (0..words as u32).for_each(|number| index.add(&format!("a{number}"), number..number + 1));
        assert!(index.knows(&term("a")) && !index.knows(&term("a1")) && index.bytes() == 0);
        index.add("an a\nb a", 0..2);
        assert_eq!(index.holding(&term("a"), 0).bytes(), words.div_ceil(64) * 8);
    }

    #[test]
    fn what_is_new_or_long_is_not_known() {
        let index = WordIndex::new(term("fi"));
        assert!(!index.knows(&term("f")) && !index.knows(&term("\"fire hose")));
        assert!(!index.knows(&term(&"fi".repeat(MAX_WORD_BYTES))));
    }
}
