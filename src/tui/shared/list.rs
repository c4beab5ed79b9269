//! The list: which reviews are in it, in which order, and which one is chosen.

mod groups;
mod rows;

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{Date, Library, ReviewId, Sort, Spread};
use crate::page::list::Filled;
use crate::query::{Query, Relevance, Scratch};

pub(crate) use groups::group_of;
pub(crate) use rows::{ListItem, ListRows};

/// The state of the list.
#[derive(Debug, Default)]
pub struct List {
    /// All reviews, as they are sorted.
    order: Vec<ReviewId>,
    /// The same with those of one work together, where there are several voices.
    together: Option<Vec<ReviewId>>,
    /// The reviews that pass the filter, in the order in which they are shown; not kept without a
    /// filter.
    passing: Option<Vec<ReviewId>>,
    /// One above the highest id added so far. Ids ascend, so a review from here on is new.
    first_unseen_id: u32,
    /// The review that was chosen when the filter began.
    origin: Option<ReviewId>,
    /// The text of the filter.
    pub query: String,
    /// The parsed `query`.
    pub(crate) filter: Query,
    /// From when a query counts back, as in `date:7d`.
    pub(crate) today: Option<Date>,
    /// What the list is sorted by, unless the filter says something else.
    pub sort: Sort,
    /// What it is to be sorted by once ratings are uncovered.
    waiting_sort: Option<Sort>,
    selected: Option<ReviewId>,
    /// The index of the chosen review in [`Self::shown`].
    cursor: usize,
    /// The index of the first review in view.
    pub(crate) top: usize,
    /// The index of the first review of each group without a filter; empty if it is not divided.
    group_starts: Vec<usize>,
    /// The columns that any review of `order` fills, signs of marks apart.
    filled: Filled,
    /// The ratings of the reviews that pass the filter.
    passing_spread: Spread,
    scratch: Scratch,
}

impl List {
    /// The reviews that are shown, from first to last.
    #[must_use]
    pub fn shown(&self) -> &[ReviewId] {
        self.passing.as_deref().unwrap_or(self.all_shown())
    }

    /// The reviews that are shown without a filter.
    fn all_shown(&self) -> &[ReviewId] {
        self.together.as_deref().unwrap_or(&self.order)
    }

    /// The chosen review.
    #[must_use]
    pub const fn selected(&self) -> Option<ReviewId> {
        self.selected
    }

    /// The index of the chosen review in [`Self::shown`], from 0.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// How many reviews there are with and without the filter.
    #[must_use]
    pub(crate) fn all(&self) -> usize {
        self.order.len()
    }

    /// How many groups the list has, be they drawn or not.
    #[must_use]
    pub(crate) fn groups(&self) -> usize {
        self.group_starts.len()
    }

    /// The reviews of a group, as indices without a filter.
    #[must_use]
    pub(crate) fn group(&self, group: usize) -> Range<usize> {
        let start =
            |group: usize| self.group_starts.get(group).copied().unwrap_or(self.order.len());
        start(group)..start(group + 1)
    }

    /// The columns that any review of the whole list fills.
    #[must_use]
    pub(crate) fn filled(&self, library: &Library) -> Filled {
        // Marks change with a key, so no review is looked at for them.
        Filled { signs: self.filled.signs || library.shows_marks(), ..self.filled }
    }

    /// The ratings of the reviews that are shown.
    #[must_use]
    pub(crate) fn spread<'a>(&'a self, library: &'a Library) -> &'a Spread {
        if self.passing.is_some() { &self.passing_spread } else { library.spread() }
    }

    /// The review with which the one at `index` stands, if that is another one of its work.
    pub(crate) fn stands_with(&self, library: &Library, index: usize) -> Option<ReviewId> {
        let (voices, shown) = (library.voices()?, self.shown());
        let id = *shown.get(index)?;
        let above = shown.get(..index)?.iter().rev();
        above.take_while(|above| voices.are_of_one_work(**above, id)).last().copied()
    }

    /// Chooses the review at `index`, or the last one.
    pub(crate) fn select_index(&mut self, index: usize) {
        self.cursor = index.min(self.shown().len().saturating_sub(1));
        self.selected = self.shown().get(self.cursor).copied();
    }

    /// Chooses a review, if it is shown.
    pub(crate) fn select(&mut self, id: ReviewId) {
        if let Some(index) = self.shown().iter().position(|&shown| shown == id) {
            self.select_index(index);
        }
    }

    /// Chooses the review `by` rows further.
    pub(crate) fn step(&mut self, by: isize) {
        self.select_index(self.cursor.saturating_add_signed(by));
    }

    /// Adds reviews; those that are in the list already move to where they belong now.
    pub(crate) fn add(&mut self, library: &Library, ids: &[ReviewId]) {
        let mut new: Vec<ReviewId> = ids.to_vec();
        library.sort(&mut new, self.sort);
        new.dedup();
        let known_below = self.first_unseen_id;
        self.first_unseen_id = new.iter().map(|id| id.0 + 1).fold(known_below, u32::max);
        if new.iter().any(|id| id.0 < known_below) {
            let known: HashSet<ReviewId> = new.iter().copied().collect();
            self.order.retain(|id| !known.contains(id));
            self.filled = filled(library, &self.order);
        }
        self.filled |= filled(library, &new);
        self.order = merged(library, self.sort, &self.order, &new);
        self.reordered(library);
    }

    /// Removes reviews; if the chosen one is among them, the next one is chosen.
    pub(crate) fn remove(&mut self, library: &Library, gone: &[ReviewId]) {
        if gone.is_empty() {
            return;
        }
        let gone: HashSet<ReviewId> = gone.iter().copied().collect();
        let above = self.shown().iter().take(self.cursor);
        let gone_above = above.filter(|id| gone.contains(id)).count();
        let lists = [Some(&mut self.order), self.together.as_mut(), self.passing.as_mut()];
        lists.into_iter().flatten().for_each(|list| list.retain(|id| !gone.contains(id)));
        self.filled = filled(library, &self.order);
        if self.selected.is_some() {
            self.select_index(self.cursor - gone_above);
        }
        self.reordered(library);
    }

    /// The order in which the reviews are shown.
    pub(crate) fn shown_sort(&self) -> Sort {
        self.filter.sort.first().copied().unwrap_or(self.sort)
    }

    /// The order that was asked for last, which may wait until ratings are uncovered.
    pub(crate) fn asked_sort(&self) -> Sort {
        self.waiting_sort.unwrap_or(self.sort)
    }

    /// Sorts the list, whatever the filter says; the chosen review stays chosen.
    pub(crate) fn sort_by(&mut self, library: &Library, sort: Sort) {
        self.filter.sort.clear();
        self.keep_sorted_by(library, sort);
    }

    /// Sorts the list again, of whose reviews more is known now.
    pub(crate) fn sort_again(&mut self, library: &Library) {
        self.keep_sorted_by(library, self.asked_sort());
    }

    fn keep_sorted_by(&mut self, library: &Library, sort: Sort) {
        self.sort = library.possible(sort);
        self.waiting_sort = (self.sort != sort).then_some(sort);
        library.sort(&mut self.order, self.sort);
        self.reordered(library);
    }

    /// Every review, whether it passes the filter or not.
    pub(crate) fn every(&self) -> &[ReviewId] {
        &self.order
    }

    /// Filters by what was typed, which says `filter`; the first review that passes is chosen.
    pub(crate) fn filter_by(&mut self, library: &Library, typed: &str, filter: Query) {
        typed.clone_into(&mut self.query);
        self.filter = filter;
        if self.passing.is_none() {
            self.origin = self.selected;
        }
        self.passing = None;
        let before = self.selected.or(self.origin);
        self.refresh(library);
        if self.passing.is_some() {
            self.select_index(0);
        } else if let Some(id) = before {
            self.select(id);
        }
    }

    /// Filters by the same query, of which more is known now; the chosen review stays chosen.
    pub(crate) fn filter_again(&mut self, library: &Library, filter: Query) {
        self.filter = filter;
        self.refresh(library);
    }

    fn reordered(&mut self, library: &Library) {
        self.together = library.voices().map(|voices| voices.together(&self.order));
        // A review that stands with another one of its work belongs to the group of that one.
        let first = library.voices().zip(self.together.as_ref());
        let first = first.map(|(voices, together)| voices.first_of_work(together));
        let grouped = first.as_deref().unwrap_or(&self.order);
        self.group_starts = groups::starts(library, self.sort.key, grouped);
        self.refresh(library);
    }

    /// Finds the reviews that pass the filter.
    fn pass(&mut self, library: &Library) {
        let mut search = self.filter.search(library, &mut self.scratch);
        // They are looked at in the order in which they lie in memory. In that of the list, each has
        // to be waited for, which in a library of 100,000 takes several times as long.
        let mut by_id: Vec<Option<Relevance>> = Vec::new();
        self.passing_spread = Spread::default();
        for (id, entry) in library.iter() {
            let relevance = search.relevance(entry);
            if relevance.is_some() {
                self.passing_spread.add(entry.stars());
            }
            by_id.resize(id.0 as usize, None);
            by_id.push(relevance);
        }
        let relevance = |id: &ReviewId| Some(((*by_id.get(id.0 as usize)?)?, *id));
        let mut passing: Vec<(Relevance, ReviewId)> =
            self.order.iter().filter_map(relevance).collect();
        if self.filter.is_ranked() {
            passing.sort_by_key(|&(relevance, _)| std::cmp::Reverse(relevance));
        }
        let mut passing: Vec<ReviewId> = passing.into_iter().map(|(_, id)| id).collect();
        library.sort_by_keys(&mut passing, &self.filter.sort);
        self.passing = Some(match library.voices() {
            Some(voices) => voices.together(&passing),
            None => passing,
        });
    }

    /// Applies the filter again and finds the chosen review where it is now.
    pub(crate) fn refresh(&mut self, library: &Library) {
        self.passing = None;
        if !self.filter.is_empty() {
            self.pass(library);
        }
        let shown = self.shown();
        if shown.get(self.cursor).copied() == self.selected {
            return;
        }
        let found = shown.iter().position(|&id| Some(id) == self.selected);
        self.select_index(found.unwrap_or(self.cursor));
    }
}

/// The columns that any of the reviews fills.
fn filled(library: &Library, ids: &[ReviewId]) -> Filled {
    let mut filled = Filled::default();
    for entry in ids.iter().filter_map(|&id| library.get(id)) {
        filled |= Filled::by(entry);
        if filled == Filled::ALL {
            break;
        }
    }
    filled
}

/// Merges two sorted lists.
fn merged(library: &Library, sort: Sort, a: &[ReviewId], b: &[ReviewId]) -> Vec<ReviewId> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let mut rest = a;
    for &id in b {
        let at = rest.partition_point(|&known| library.compare(sort, known, id).is_le());
        out.extend_from_slice(&rest[..at]);
        out.push(id);
        rest = &rest[at..];
    }
    out.extend_from_slice(rest);
    out
}
