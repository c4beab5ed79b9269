//! Which reviews stand out: rated far above or below the usual of a maker or a genre.

use std::cmp::Reverse;

use super::facets::Groups;
use super::{Bucket, Counted, Detail, HALF_STAR_HUNDREDTHS, Outlier};
use crate::model::interner::TextId;
use crate::model::{EntryRef, FacetRole, Library, ReviewId, Stars};
use crate::text::Clean;

/// With fewer rated reviews nothing is usual.
const MIN_RATED_FOR_USUAL: usize = 3;
/// In hundredths of a star.
const MIN_DIFFERENCE: isize = 100;
/// At most so many above the usual, and as many below.
const MAX_OUTLIERS: usize = 5;

/// A review beside the group from which it differs most.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    review: ReviewId,
    stars: Stars,
    difference: isize,
    rated: usize,
    is_maker: bool,
    group: usize,
}

impl Candidate {
    /// What stands out most comes first; of equal ones that of the larger group.
    fn order(&self) -> impl Ord + use<> {
        (Reverse(self.difference.abs()), Reverse(self.rated), self.review)
    }
}

/// The reviews that stand out among those that pass: the highest first, at last the lowest.
pub(super) fn outliers(
    library: &Library,
    makers: &Groups<'_>,
    genres: &Groups<'_>,
    passes: impl Fn(ReviewId) -> bool,
) -> Vec<Counted> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (review, entry) in library.iter().filter(|(id, _)| passes(*id)) {
        let Some(stars) = entry.stars() else { continue };
        let candidates = candidates(review, stars, entry, makers, genres);
        let Some(candidate) = candidates.into_iter().min_by_key(Candidate::order) else { continue };
        let side = if candidate.difference > 0 { &mut above } else { &mut below };
        side.push(candidate);
        // Only the first of them are wanted, of as many as there are reviews.
        if side.len() > 100 * MAX_OUTLIERS {
            shorten(side);
        }
    }
    shorten(&mut above);
    shorten(&mut below);
    below.reverse();
    let counted = |candidate| counted(library, makers, genres, candidate);
    above.into_iter().chain(below).filter_map(counted).collect()
}

fn shorten(candidates: &mut Vec<Candidate>) {
    candidates.sort_by_key(Candidate::order);
    candidates.truncate(MAX_OUTLIERS);
}

fn candidates(
    review: ReviewId,
    stars: Stars,
    entry: EntryRef<'_>,
    makers: &Groups<'_>,
    genres: &Groups<'_>,
) -> Vec<Candidate> {
    let of_facet = |(role, text, _): (FacetRole, TextId, u32)| {
        let (groups, is_maker) = match role {
            FacetRole::Director | FacetRole::Creator => (makers, true),
            FacetRole::Genre => (genres, false),
            _ => return None,
        };
        let group = groups.group_of(text)?;
        let spread = groups.all.get(group)?.tally.whole.spread;
        let rated = spread.rated();
        let mean = isize::try_from(spread.mean_hundredths()?).ok()?;
        let difference = isize::from(stars.halves()) * HALF_STAR_HUNDREDTHS - mean;
        let is_far = rated >= MIN_RATED_FOR_USUAL && difference.abs() >= MIN_DIFFERENCE;
        is_far.then_some(Candidate { review, stars, difference, rated, is_maker, group })
    };
    entry.facet_ids().filter_map(of_facet).collect()
}

fn counted(
    library: &Library,
    makers: &Groups<'_>,
    genres: &Groups<'_>,
    candidate: Candidate,
) -> Option<Counted> {
    let Candidate { review, stars, difference, is_maker, .. } = candidate;
    let groups = if is_maker { makers } else { genres };
    let group = groups.all.get(candidate.group)?;
    let name = groups.name(group).to_owned();
    let bucket = if is_maker { Bucket::Maker(name) } else { Bucket::Genre(name) };
    let title = Clean::new(library.get(review)?.title());
    let detail = Detail::Outlier(Outlier { review, title, stars, difference });
    Some(Counted { bucket, tally: group.tally, detail })
}
