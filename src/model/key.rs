//! The identity of reviews and of works.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use super::Review;
use crate::text::{Code, fold::fold, words::words};

/// Identifies a review within a [`Library`](super::Library) for as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewId(pub(crate) u32);

/// Identifies a review by its file and its number within the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewKey {
    /// The file, under the name by which it was found.
    pub(crate) path: Arc<Path>,
    /// The review's number in the file, from 1.
    pub(crate) ordinal: u32,
}

impl ReviewKey {
    /// The only review of a file, or the first of several.
    #[must_use]
    pub fn first(path: impl Into<Arc<Path>>) -> Self {
        Self { path: path.into(), ordinal: 1 }
    }
}

impl Review {
    #[must_use]
    pub(crate) fn key(&self) -> ReviewKey {
        ReviewKey { path: Arc::from(&*self.place.path), ordinal: self.place.ordinal }
    }
}

/// What the fields are called that say which part of a work a review is of.
const PARTS: [&str; 6] = ["season", "episode", "volume", "chapter", "part", "issue"];

/// Identifies the reviewed work, whoever reviews it in whichever file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Work(u64);

impl Work {
    /// The work that `review` is about: title, year and kind, and which part of it, such as a season or a chapter.
    /// `None` if the review gives no title.
    #[must_use]
    pub(crate) fn of(review: &Review) -> Option<Self> {
        if review.diagnostics.iter().any(|finding| finding.code == Code::NoTitle) {
            return None;
        }
        let title = words(&review.title);
        Some(Self::hashed((title, review.year, review.kind.as_str(), part_of(review))))
    }

    /// The same without the year, which not every critic gives, and without the accents of the title,
    /// which not every critic writes.
    pub(super) fn without_year(title: &str, kind: &str, part: u64) -> Self {
        Self::hashed((words(&fold(title)), kind, part))
    }

    fn hashed(parts: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Which part of its work a review is of, as a number; 0 for the whole.
pub(super) fn part_of(review: &Review) -> u64 {
    let ends_with = |name: &str, part: &str| {
        let end = name.len().checked_sub(part.len()).and_then(|at| name.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(part))
    };
    let is_part = |name: &str| PARTS.iter().any(|part| ends_with(name, part));
    let mut parts = review.extra.iter().filter(|(name, _)| is_part(name)).peekable();
    if parts.peek().is_none() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    parts.for_each(|(_, value)| value.hash(&mut hasher));
    hasher.finish()
}
