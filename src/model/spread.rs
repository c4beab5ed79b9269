//! How many reviews have which rating.

use super::Stars;

/// The levels of a rating that is more than nothing: from half a star to five.
const LEVELS: usize = Stars::MAX.halves() as usize;

const HALF_STAR_HUNDREDTHS: usize = 50;

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
        let nth = |nth: usize| {
            let mut passed = 0;
            self.counts.iter().position(|count| {
                passed += count;
                passed > nth
            })
        };
        let halves = nth(rated.checked_sub(1)? / 2)? + nth(rated / 2)?;
        Some(halves * HALF_STAR_HUNDREDTHS / 2)
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
