//! How many reviews have which rating.

use super::Stars;

/// The levels of a rating that is more than nothing: from half a star to five.
const LEVELS: usize = Stars::MAX.halves() as usize;

const HALF_STAR_HUNDREDTHS: usize = 50;

/// Among fewer ratings a rank says little.
const MIN_RATED_FOR_RANK: usize = 8;

/// The spread of ratings: how many reviews have how many stars. Reviews without stars are not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    /// By the number of half stars.
    counts: [usize; LEVELS + 1],
}

impl Spread {
    pub(crate) fn add(&mut self, stars: Option<Stars>) {
        if let Some(count) = self.count_mut(stars) {
            *count += 1;
        }
    }

    pub(super) fn remove(&mut self, stars: Option<Stars>) {
        if let Some(count) = self.count_mut(stars) {
            *count = count.saturating_sub(1);
        }
    }

    fn count_mut(&mut self, stars: Option<Stars>) -> Option<&mut usize> {
        self.counts.get_mut(usize::from(stars?.halves()))
    }

    /// How many reviews have stars.
    #[must_use]
    pub(crate) fn rated(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many reviews have more stars.
    #[must_use]
    pub(crate) fn higher(&self, stars: Stars) -> usize {
        self.counts.iter().skip(usize::from(stars.halves()) + 1).sum()
    }

    /// How many reviews have fewer stars.
    #[must_use]
    pub(crate) fn lower(&self, stars: Stars) -> usize {
        self.counts.iter().take(usize::from(stars.halves())).sum()
    }

    /// The median of the stars in hundredths, of an even number the middle between the two at its
    /// sides; `None` if nothing is rated.
    #[must_use]
    pub(crate) fn median_hundredths(&self) -> Option<usize> {
        let rated = self.rated();
        let halves = self.nth(rated.checked_sub(1)? / 2)? + self.nth(rated / 2)?;
        Some(halves * HALF_STAR_HUNDREDTHS / 2)
    }

    /// The half stars of the rating with this index, where the lowest is the first.
    fn nth(&self, index: usize) -> Option<usize> {
        let mut passed = 0;
        self.counts.iter().position(|count| {
            passed += count;
            passed > index
        })
    }

    /// What stands as high among other ratings as `stars` stands among these: of equal ratings each
    /// has the rank in their middle. `None` where either are too few.
    #[must_use]
    pub(crate) fn same_rank(&self, stars: Stars, other: &Self) -> Option<Stars> {
        let [own, others] = [self, other].map(Self::rated);
        if own.min(others) < MIN_RATED_FOR_RANK {
            return None;
        }
        let doubled_rank = own - self.higher(stars) + self.lower(stars);
        let index = (doubled_rank * others / (2 * own)).min(others - 1);
        u8::try_from(other.nth(index)?).ok().map(Stars::from_halves)
    }

    /// The mean of the stars in hundredths, rounded; `None` if nothing is rated.
    #[must_use]
    pub(crate) fn mean_hundredths(&self) -> Option<usize> {
        let rated = self.rated();
        let halves: usize =
            self.counts.iter().enumerate().map(|(halves, count)| halves * count).sum();
        (halves * HALF_STAR_HUNDREDTHS + rated / 2).checked_div(rated)
    }

    /// The count of each of the ten levels from half a star to five; no stars at all count with the
    /// lowest.
    #[must_use]
    pub(crate) fn levels(&self) -> [usize; LEVELS] {
        let [none, levels @ ..] = self.counts;
        let mut levels: [usize; LEVELS] = levels;
        levels[0] += none;
        levels
    }

    /// The index of the level of a rating in [`Self::levels`].
    #[must_use]
    pub(crate) const fn level_of(stars: Stars) -> usize {
        (stars.halves() as usize).saturating_sub(1)
    }
}

impl FromIterator<Stars> for Spread {
    fn from_iter<I: IntoIterator<Item = Stars>>(ratings: I) -> Self {
        let mut spread = Self::default();
        ratings.into_iter().for_each(|stars| spread.add(Some(stars)));
        spread
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spread(halves: &[u8]) -> Spread {
        halves.iter().copied().map(Stars::from_halves).collect()
    }

    #[test]
    fn a_rating_stands_among_the_others() {
        let spread = spread(&[2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10]);
        let three_and_a_half = Stars::from_halves(7);
        assert_eq!(spread.rated(), 12);
        assert_eq!((spread.higher(three_and_a_half), spread.lower(three_and_a_half)), (5, 5));
        assert_eq!(spread.mean_hundredths(), Some(325));
    }

    #[test]
    fn the_mean_is_rounded() {
        assert_eq!(spread(&[]).mean_hundredths(), None);
        assert_eq!(spread(&[1, 2, 2]).mean_hundredths(), Some(83));
        assert_eq!(spread(&[3, 4, 4]).mean_hundredths(), Some(183));
        assert_eq!(spread(&[0]).mean_hundredths(), Some(0));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(spread(&[]).median_hundredths(), None);
        assert_eq!(spread(&[7]).median_hundredths(), Some(350));
        assert_eq!(spread(&[0, 7]).median_hundredths(), Some(175));
        assert_eq!(spread(&[10, 1, 1]).median_hundredths(), Some(50));
        assert_eq!(spread(&[8, 7, 1, 10]).median_hundredths(), Some(375));
    }

    #[test]
    fn a_rating_is_what_stands_as_high_among_others() {
        let stars = Stars::from_halves;
        let strict = spread(&[1, 2, 3, 3, 4, 4, 5, 5, 6, 7]);
        let mild = spread(&[6, 7, 8, 8, 8, 9, 9, 10]);
        // The highest of ten is at 95 of 100, which is the last of eight.
        assert_eq!(strict.same_rank(stars(7), &mild), Some(stars(10)));
        assert_eq!(strict.same_rank(stars(1), &mild), Some(stars(6)));
        // The two at 4 are at 50 of 100, the fifth of eight.
        assert_eq!(strict.same_rank(stars(4), &mild), Some(stars(8)));
        assert_eq!(mild.same_rank(stars(8), &strict), Some(stars(4)));
        assert_eq!(mild.same_rank(stars(8), &spread(&[8; 7])), None);
        assert_eq!(spread(&[8; 7]).same_rank(stars(8), &mild), None);
    }

    proptest! {
        /// Against ratings in a row: where the middle of the equal ones stands, as a share of all.
        #[test]
        fn the_rank_is_that_of_sorted_ratings(
            mut own in prop::collection::vec(0..=10u8, 8..40),
            mut others in prop::collection::vec(0..=10u8, 8..40),
        ) {
            own.sort_unstable();
            others.sort_unstable();
            let (one, other) = (spread(&own), spread(&others));
            let mut last = None;
            for &halves in &own {
                let places: Vec<usize> = (0..own.len()).filter(|at| own[*at] == halves).collect();
                let sum: usize = places.iter().map(|place| 2 * place + 1).sum();
                // Twice the sum of the middles of these places, over all places.
                let (part, whole) = (sum * others.len(), 2 * places.len() * own.len());
                let at = (0..others.len()).rev().find(|at| at * whole <= part).unwrap();
                let same = one.same_rank(Stars::from_halves(halves), &other);
                prop_assert_eq!(same, Some(Stars::from_halves(others[at])));
                prop_assert!(same >= last);
                last = same;
                let itself = one.same_rank(Stars::from_halves(halves), &one);
                prop_assert_eq!(itself, Some(Stars::from_halves(halves)));
            }
        }
    }

    #[test]
    fn no_star_at_all_is_on_the_lowest_level() {
        assert_eq!(spread(&[0, 1, 10]).levels(), [2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!([0, 1, 2, 10].map(Stars::from_halves).map(Spread::level_of), [0, 0, 1, 9]);
    }

    #[test]
    fn what_is_removed_is_no_longer_counted() {
        let mut spread = spread(&[4, 4]);
        spread.remove(Some(Stars::from_halves(4)));
        spread.remove(None);
        assert_eq!(spread.levels()[3], 1);
    }
}
