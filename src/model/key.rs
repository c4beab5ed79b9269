//! What tells one review from another, and one work from another.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use super::Review;
use crate::text::{Code, words::words};

/// Names a review for as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewId(pub(crate) u32);

/// Names a review: its file, and which of the reviews in that file it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewKey {
    /// The file, as it was named.
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
    /// What names it among all reviews.
    #[must_use]
    pub(crate) fn key(&self) -> ReviewKey {
        ReviewKey { path: Arc::from(&*self.place.path), ordinal: self.place.ordinal }
    }
}

/// Tells the reviewed work from others, by whomever and wherever it is reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Work(u64);

impl Work {
    /// The work that `review` is about, by title, year and kind, and of a series by the part.
    /// None where the review names no title.
    #[must_use]
    pub(crate) fn of(review: &Review) -> Option<Self> {
        if review.diagnostics.iter().any(|finding| finding.code == Code::NoTitle) {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        (words(&review.title), review.year, &review.kind).hash(&mut hasher);
        for (name, value) in &review.extra {
            let name = name.to_lowercase();
            if ["season", "episode"].iter().any(|part| name.ends_with(part)) {
                value.hash(&mut hasher);
            }
        }
        Some(Self(hasher.finish()))
    }
}
