//! Where the groups of a sorted list begin.

use crate::model::{Group, Library, ReviewId, SortKey};

/// There are groups only if each holds as many reviews on average.
const MIN_MEAN_REVIEWS: usize = 3;

/// The group of a review in a list that is sorted by `key`.
pub(crate) fn group_of(library: &Library, key: SortKey, id: ReviewId) -> Option<Group> {
    library.get(id).map(|entry| Group::of(entry, key))
}

/// The index of the first review of each group; empty if there are too many groups. Each is looked
/// for in steps that double, since most groups are large.
pub(super) fn starts(library: &Library, key: SortKey, order: &[ReviewId]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut start = 0;
    while let Some(&first) = order.get(start) {
        starts.push(start);
        if starts.len() * MIN_MEAN_REVIEWS > order.len() {
            return Vec::new();
        }
        let group = group_of(library, key, first);
        let is_inside = |&id: &ReviewId| group_of(library, key, id) == group;
        let (mut inside, mut step) = (start, 1);
        while order.get(inside + step).is_some_and(is_inside) {
            inside += step;
            step *= 2;
        }
        let unknown = order.get(inside..order.len().min(inside + step)).unwrap_or_default();
        start = inside + unknown.partition_point(is_inside);
    }
    starts
}
