//! One section of each of several reviews, laid out.

use std::sync::Arc;

use super::{Cancellation, Context};
use crate::model::{EntryRef, ReviewId, ReviewKey, SectionKey};
use crate::page::{self, Options, Page};
use crate::store::AuthorDefaultsCache;

/// A review to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedReview {
    /// Its id in the library.
    pub(crate) id: ReviewId,
    pub(crate) review: ReviewKey,
    /// The scale of its bare ratings, where it is known.
    pub(crate) scale: Option<f64>,
}

impl WantedReview {
    pub(crate) fn of(entry: EntryRef<'_>) -> Self {
        Self { id: entry.id(), review: entry.key(), scale: entry.out_of() }
    }
}

/// The pages of all that are wanted; `None` when cancelled.
pub(super) fn load(
    context: &Context,
    key: &SectionKey,
    wanted: Vec<WantedReview>,
    options: &Options,
    cancellation: &Cancellation,
) -> Option<Vec<(ReviewId, Option<Arc<Page>>)>> {
    let author_cache = AuthorDefaultsCache::default();
    let mut pages = Vec::with_capacity(wanted.len());
    for WantedReview { id, review, scale } in wanted {
        if cancellation.is_cancelled() {
            return None;
        }
        let loaded = context.read_beside(&review.path, &author_cache);
        let mut review = loaded.and_then(|loaded| loaded.into_review(review.ordinal));
        if let (Some(review), Some(scale)) = (&mut review, scale) {
            review.set_scale(scale);
        }
        let page = review.and_then(|review| page::review::sections(&review, key, options));
        pages.push((id, page.map(Arc::new)));
    }
    Some(pages)
}
