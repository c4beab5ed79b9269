//! Texts that many reviews share, each stored once: names, tags, genres, kinds, keys of sections.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::text::fold::fold;
use crate::text::words::{WordFinder, is_spaced};

/// Names a text of one [`Interner`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct TextId(u32);

/// Stores texts, each with its folded form for searching.
#[derive(Clone, Debug)]
pub(crate) struct Interner {
    texts: Texts,
    folded: Texts,
    ids: HashTable<TextId>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// Ids have 28 bits. Further texts are replaced by the empty one.
    pub(crate) const MAX_TEXTS: usize = 1 << 28;

    const EMPTY: TextId = TextId(0);

    /// The id of `text`, which is stored if it is new.
    pub(crate) fn intern(&mut self, text: &str) -> TextId {
        let Self { texts, folded, ids, hasher } = self;
        let hash = |text: &str| hasher.hash_one(text);
        if let Some(&id) = ids.find(hash(text), |&id| texts.get(id) == text) {
            return id;
        }
        if texts.len() == Self::MAX_TEXTS {
            return Self::EMPTY;
        }
        let id = texts.push(text);
        folded.push(&fold(text));
        ids.insert_unique(hash(text), id, |&id| hash(texts.get(id)));
        id
    }

    #[must_use]
    pub(crate) fn get(&self, id: TextId) -> &str {
        self.texts.get(id)
    }

    /// The folded form of a text.
    #[must_use]
    pub(crate) fn folded(&self, id: TextId) -> &str {
        self.folded.get(id)
    }

    /// The texts whose folded words are `words`, which have single blanks between them.
    #[must_use]
    pub(crate) fn of_words(&self, words: &str) -> TextSet {
        let texts = (0..self.folded.len()).filter_map(|index| u32::try_from(index).ok());
        TextSet(texts.map(|number| is_spaced(self.folded.get(TextId(number)), words)).collect())
    }

    /// The texts of which a word begins with what `finder` finds, in their folded form.
    #[must_use]
    pub(crate) fn with_word(&self, finder: &WordFinder) -> TextSet {
        let mut set = TextSet(vec![false; self.texts.len()]);
        let Texts { all, ends } = &self.folded;
        let (mut index, mut start) = (0, 0);
        // Folded texts have no line breaks, so a word lies within one of them.
        while let Some(at) = finder.find(all.get(start..).unwrap_or_default()) {
            index += ends[index..].partition_point(|&end| end <= start + at);
            set.0[index] = true;
            start = ends[index];
        }
        set
    }
}

impl Default for Interner {
    fn default() -> Self {
        let mut interner = Self {
            texts: Texts::default(),
            folded: Texts::default(),
            ids: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        };
        interner.intern("");
        interner
    }
}

impl TextId {
    /// The number as an index, below [`Interner::MAX_TEXTS`].
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// Below [`Interner::MAX_TEXTS`].
    pub(super) const fn number(self) -> u32 {
        self.0
    }

    pub(super) const fn from_number(number: u32) -> Self {
        Self(number)
    }
}

/// A set of texts of an [`Interner`].
#[derive(Clone, Debug, Default)]
pub(crate) struct TextSet(Vec<bool>);

impl TextSet {
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }

    #[must_use]
    pub(crate) fn contains(&self, id: TextId) -> bool {
        self.0.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// The texts that are in both.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
        self
    }

    /// The texts that are in either.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
        self
    }
}

/// Texts in one string, each followed by a line break.
#[derive(Clone, Debug, Default)]
struct Texts {
    all: String,
    /// The end of each, after its line break.
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) -> TextId {
        let id = TextId(u32::try_from(self.len()).unwrap_or(u32::MAX));
        self.all.push_str(text);
        self.all.push('\n');
        self.ends.push(self.all.len());
        id
    }

    fn get(&self, id: TextId) -> &str {
        let index = id.0 as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(index).copied().unwrap_or_default();
        self.all.get(start.unwrap_or_default()..end.saturating_sub(1)).unwrap_or_default()
    }

    const fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let mut interner = Interner::default();
        let ids = ["Agnès Varda", "", "noir", "Agnès Varda"].map(|text| interner.intern(text));
        assert_eq!(ids.map(|id| interner.get(id)), ["Agnès Varda", "", "noir", "Agnès Varda"]);
        assert_eq!(ids[0], ids[3]);
        assert_ne!(ids[0], ids[2]);
    }

    #[test]
    fn folded_forms_are_searched_text_by_text() {
        let mut interner = Interner::default();
        let [varda, noir, lines] =
            ["Agnès Varda", "noir", "two\nlines"].map(|text| interner.intern(text));
        let found = |word: &str| {
            let set = interner.with_word(&WordFinder::beginning(word));
            [varda, noir, lines].map(|id| set.contains(id))
        };
        assert_eq!(found("agnes"), [true, false, false]);
        assert_eq!(found("n"), [false, true, false]);
        assert_eq!(found("r"), [false; 3]);
        assert_eq!(found("lines"), [false, false, true]);
        assert_eq!(found("vardanoir"), [false, false, false]);
    }
}
