//! Counting by what reviews share: makers, genres, tags, sections.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Observation, Pair, Tally};
use crate::model::interner::TextId;
use crate::model::{Library, ReviewId};

/// The reviews of one name, in whichever case and with whichever accents it is written.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// How it is written most often, and how often.
    written: (TextId, usize),
    pub(super) tally: Pair<Tally>,
    /// Of sections.
    pub(super) words: Pair<usize>,
    /// The review that was counted last: it may name a maker twice.
    last: Option<ReviewId>,
}

/// The groups of one table.
#[derive(Debug)]
pub(super) struct Groups<'a> {
    library: &'a Library,
    /// For each text of the library one more than the index of its group, and how often it is used.
    of_text: Vec<(u32, u32)>,
    by_name: HashMap<Cow<'a, str>, u32>,
    pub(super) all: Vec<Group>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        Self { library, of_text: Vec::new(), by_name: HashMap::new(), all: Vec::new() }
    }

    /// Counts a review for one of its texts, and the words of a section.
    pub(super) fn add(&mut self, text: TextId, words: u32, seen: Observation) {
        let Some(group) = self.index_of(text) else { return };
        let uses = self.of_text.get_mut(text.index()).map_or(0, |(_, uses)| {
            *uses += 1;
            *uses as usize
        });
        let Some(group) = self.all.get_mut(group) else { return };
        if uses > group.written.1 {
            group.written = (text, uses);
        }
        group.words.change(seen.passes, |sum| *sum += words as usize);
        if group.last.replace(seen.id) != Some(seen.id) {
            group.tally.change(seen.passes, |tally| tally.add(&seen));
        }
    }

    /// The index of the group in which a text was counted.
    pub(super) fn group_of(&self, text: TextId) -> Option<usize> {
        (self.of_text.get(text.index())?.0 as usize).checked_sub(1)
    }

    /// The index of the group that a text belongs to; `None` for a text that names nothing.
    fn index_of(&mut self, text: TextId) -> Option<usize> {
        let index = text.index();
        if index >= self.of_text.len() {
            self.of_text.resize(index + 1, (0, 0));
        }
        if let Some(group) = self.group_of(text) {
            return Some(group);
        }
        let name = spaced(self.library.folded(text));
        if name.is_empty() {
            return None;
        }
        let next = u32::try_from(self.all.len()).ok()?;
        let group = *self.by_name.entry(name).or_insert(next);
        if group == next {
            self.all.push(Group { written: (text, 0), ..Group::default() });
        }
        if let Some((of_text, _)) = self.of_text.get_mut(index) {
            *of_text = group + 1;
        }
        Some(group as usize)
    }

    /// The name of a group as it is written most often.
    pub(super) fn name(&self, group: &Group) -> &'a str {
        self.library.text(group.written.0)
    }

    /// The groups of the whole library with their names: those first that most of the reviews that
    /// pass have.
    pub(super) fn sorted(&self) -> Vec<(&'a str, &Group)> {
        let mut sorted: Vec<(&str, &Group)> =
            self.all.iter().map(|group| (self.name(group), group)).collect();
        let reviews =
            |group: &Group| Reverse((group.tally.filtered.reviews, group.tally.whole.reviews));
        sorted.sort_by(|(a_name, a), (b_name, b)| {
            reviews(a).cmp(&reviews(b)).then_with(|| a_name.cmp(b_name))
        });
        sorted
    }
}

/// A folded text with single blanks between its words.
fn spaced(folded: &str) -> Cow<'_, str> {
    let has_more = folded.starts_with(' ') || folded.ends_with(' ') || folded.contains("  ");
    match has_more {
        false => Cow::Borrowed(folded),
        true => Cow::Owned(folded.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
