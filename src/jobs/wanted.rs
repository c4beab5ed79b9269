//! How a review is to be shown by what is known of it besides its file.

use crate::format::blind;
use crate::model::{EntryRef, Review, ReviewId, ReviewKey};
use crate::text::Glyphs;

/// A review to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedReview {
    /// Its id in the library.
    pub(crate) id: ReviewId,
    pub(crate) review: ReviewKey,
    /// How it is shown.
    pub(crate) shown_as: ShownAs,
}

/// What decides how the ratings of a review are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShownAs {
    /// The scale of its bare ratings, where it is known.
    pub scale: Option<f64>,
    /// Whether its ratings are covered.
    pub is_blind: bool,
}

impl WantedReview {
    pub(crate) fn of(entry: EntryRef<'_>) -> Self {
        Self { id: entry.id(), review: entry.key(), shown_as: ShownAs::of(entry) }
    }
}

impl ShownAs {
    pub(crate) fn of(entry: EntryRef<'_>) -> Self {
        Self { scale: entry.out_of(), is_blind: entry.covers_rating() }
    }

    /// The review with its ratings as they are shown.
    pub(crate) fn apply(self, mut review: Review, glyphs: Glyphs) -> Review {
        if let Some(scale) = self.scale {
            review.set_scale(scale);
        }
        if self.is_blind {
            blind::cover_ratings(&mut review, glyphs);
        }
        review
    }
}
