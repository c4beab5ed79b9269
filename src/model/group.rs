//! By what a sorted list is divided into groups.

use super::sort::title_chars;
use super::stored::EntryRef;
use super::{SortKey, Stars};

/// What the reviews of one group share. It follows what the list is sorted by, so that the reviews
/// of a group stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The year of the review.
    Year(i16),
    /// The first character by which a title is sorted, for digits any of them.
    Initial(char),
    /// The decade of the work, by its first year.
    Decade(i32),
    Stars(Stars),
    /// Of those that lack what the list is sorted by.
    Without(SortKey),
}

impl Group {
    /// The group of a review in a list that is sorted by `key`.
    #[must_use]
    pub(crate) fn of(entry: EntryRef<'_>, key: SortKey) -> Self {
        const DECADE_YEARS: i32 = 10;
        let group = match key {
            SortKey::Date => entry.listed_date().map(|date| Self::Year(date.year)),
            SortKey::Title => title_chars(entry.sorted_title())
                .find(|first| first.is_alphanumeric())
                .map(|first| Self::Initial(if first.is_ascii_digit() { '0' } else { first })),
            SortKey::Year => entry
                .year()
                .map(|year| Self::Decade(year.saturating_sub(year.rem_euclid(DECADE_YEARS)))),
            SortKey::Rating => entry.stars().map(Self::Stars),
        };
        group.unwrap_or(Self::Without(key))
    }
}
