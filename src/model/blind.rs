//! A library of which the ratings are covered.

use super::library::Library;
use super::sort::{Sort, SortKey};

impl Library {
    /// Whether ratings are covered until they are guessed.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.tables.is_blind
    }

    /// Covers all ratings that were not guessed, or uncovers them.
    pub(crate) fn set_blind(&mut self, is_blind: bool) {
        self.tables.is_blind = is_blind;
        self.changed_ratings();
    }

    /// The order in which reviews can be listed: not by what is covered.
    #[must_use]
    pub(crate) fn possible(&self, sort: Sort) -> Sort {
        match sort.key {
            SortKey::Rating if self.is_blind() => Sort::default(),
            _ => sort,
        }
    }
}
