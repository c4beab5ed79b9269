//! Which reviews are about works by the same maker.

use super::interner::TextId;
use super::{Library, ReviewId};

/// The reviews of each maker, for a library as it was when this was made. Eight bytes for each maker
/// of a review, in the order of makers.
#[derive(Clone, Debug, Default)]
pub(crate) struct MakerIndex {
    reviews: Vec<(u32, ReviewId)>,
}

impl MakerIndex {
    #[must_use]
    pub(crate) fn new(library: &Library) -> Self {
        let reviews = library
            .iter()
            .flat_map(|(id, entry)| entry.maker_ids().map(move |maker| (maker.number(), id)));
        let mut reviews: Vec<_> = reviews.collect();
        reviews.sort_unstable();
        Self { reviews }
    }

    /// The reviews about works that `maker` has made.
    pub(crate) fn reviews_of(&self, maker: TextId) -> impl Iterator<Item = ReviewId> {
        let start = self.reviews.partition_point(|(other, _)| *other < maker.number());
        let of_maker = self.reviews.get(start..).unwrap_or_default().iter();
        of_maker.take_while(move |(other, _)| *other == maker.number()).map(|(_, id)| *id)
    }
}
