//! The list: which reviews are in it, in which order, and which one is chosen.

use std::collections::HashSet;

use crate::model::{Library, ReviewId, Sort};
use crate::query::{Filter, Scratch};

/// The state of the list.
#[derive(Debug, Default)]
pub struct List {
    order: Vec<ReviewId>,
    /// The reviews that pass the filter, the best match first; not kept without a filter.
    passing: Option<Vec<ReviewId>>,
    /// One above the highest id added so far. Ids ascend, so a review from here on is new.
    first_unseen_id: u32,
    /// The review that was chosen when the filter began.
    origin: Option<ReviewId>,
    /// The text of the filter.
    pub query: String,
    /// The parsed `query`.
    pub(crate) filter: Filter,
    /// What the list is sorted by.
    pub sort: Sort,
    selected: Option<ReviewId>,
    /// The index of the chosen review in [`Self::shown`].
    cursor: usize,
    /// The first row in view.
    pub(crate) top: usize,
    scratch: Scratch,
}

impl List {
    /// The reviews that are shown, from first to last.
    #[must_use]
    pub fn shown(&self) -> &[ReviewId] {
        self.passing.as_deref().unwrap_or(&self.order)
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
        }
        self.order = merged(library, self.sort, &self.order, &new);
        self.refresh(library);
    }

    /// Removes reviews; if the chosen one is among them, the next one is chosen.
    pub(crate) fn remove(&mut self, library: &Library, gone: &[ReviewId]) {
        if gone.is_empty() {
            return;
        }
        let gone: HashSet<ReviewId> = gone.iter().copied().collect();
        let above = self.shown().iter().take(self.cursor);
        let gone_above = above.filter(|id| gone.contains(id)).count();
        self.order.retain(|id| !gone.contains(id));
        if let Some(passing) = &mut self.passing {
            passing.retain(|id| !gone.contains(id));
        }
        if self.selected.is_some() {
            self.select_index(self.cursor - gone_above);
        }
        self.refresh(library);
    }

    /// Sorts the list; the chosen review stays chosen.
    pub(crate) fn sort_by(&mut self, library: &Library, sort: Sort) {
        self.sort = sort;
        library.sort(&mut self.order, sort);
        self.refresh(library);
    }

    /// Filters by `query`; the best match is chosen while it is typed.
    pub(crate) fn filter_by(&mut self, library: &Library, query: &str) {
        query.clone_into(&mut self.query);
        self.filter = Filter::new(query);
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

    /// Applies the filter again and finds the chosen review where it is now.
    pub(crate) fn refresh(&mut self, library: &Library) {
        self.passing = (!self.filter.is_empty()).then(|| {
            let mut search = self.filter.search(library, &mut self.scratch);
            let score = |id: &ReviewId| Some((search.score(library.get(*id)?)?, *id));
            let mut scored: Vec<(u32, ReviewId)> = self.order.iter().filter_map(score).collect();
            scored.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
            scored.into_iter().map(|(_, id)| id).collect()
        });
        let shown = self.shown();
        if shown.get(self.cursor).copied() == self.selected {
            return;
        }
        let found = shown.iter().position(|&id| Some(id) == self.selected);
        self.select_index(found.unwrap_or(self.cursor));
    }

    /// Whether the chosen row is in view.
    #[must_use]
    pub(crate) fn in_view(&self, rows: usize) -> bool {
        (self.top..self.top + rows.max(1)).contains(&self.cursor)
    }

    /// Moves the view so that the chosen row is in it; a list without rows on the screen stays.
    pub(crate) fn follow(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        let last_top = self.shown().len().saturating_sub(rows);
        self.top =
            self.top.clamp((self.cursor + 1).saturating_sub(rows), self.cursor).min(last_top);
    }

    /// Moves the view by `by` rows without choosing another row.
    pub(crate) fn scroll(&mut self, by: isize, rows: usize) {
        let last_top = self.shown().len().saturating_sub(rows.max(1));
        self.top = self.top.saturating_add_signed(by).min(last_top);
    }
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
