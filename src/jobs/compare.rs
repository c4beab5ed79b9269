//! Two reviews, laid out to be compared.

use std::sync::Arc;

use super::{Cancellation, Context, WantedReview};
use crate::model::Review;
use crate::page::compare::{CompareOptions, ComparisonPage, compare};

/// Two reviews that were read and laid out beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedReviews {
    /// The reviews.
    pub reviews: [Arc<Review>; 2],
    /// Their page.
    pub page: Arc<ComparisonPage>,
    /// How it is laid out.
    pub options: CompareOptions,
}

impl ComparedReviews {
    /// Lays out two reviews.
    #[must_use]
    pub(crate) fn new(reviews: [Arc<Review>; 2], options: CompareOptions) -> Self {
        let [first, second] = &reviews;
        let page = Arc::new(compare([first, second], &options));
        Self { reviews, page, options }
    }
}

/// Reads both reviews; `None` if one of them is no longer there, or when cancelled.
pub(super) fn load(
    context: &Context,
    wanted: &[WantedReview; 2],
    options: CompareOptions,
    cancellation: &Cancellation,
) -> Option<ComparedReviews> {
    let read = |wanted: &WantedReview| {
        let review = context.load(&wanted.review.path)?.into_review(wanted.review.ordinal)?;
        let review = wanted.shown_as.apply(review, options.page.glyphs);
        (!cancellation.is_cancelled()).then(|| Arc::new(review))
    };
    let [first, second] = wanted;
    Some(ComparedReviews::new([read(first)?, read(second)?], options))
}
