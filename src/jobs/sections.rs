//! One section of each of several reviews, laid out.

use std::sync::Arc;

use super::{Cancellation, Context, WantedReview};
use crate::model::{ReviewId, SectionKey};
use crate::page::{self, Options, Page};
use crate::store::AuthorDefaultsCache;

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
    for WantedReview { id, review, shown_as } in wanted {
        if cancellation.is_cancelled() {
            return None;
        }
        let loaded = context.read_beside(&review.path, &author_cache);
        let review = loaded.and_then(|loaded| loaded.into_review(review.ordinal));
        let review = review.map(|review| shown_as.apply(review, options.glyphs));
        let page = review.and_then(|review| page::review::sections(&review, key, options));
        pages.push((id, page.map(Arc::new)));
    }
    Some(pages)
}
