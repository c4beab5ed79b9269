//! A rating: as it was written, as a number on a scale, and as stars.

/// Half stars, from 0 to 10. Integers, so that ratings can be compared and counted exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stars(u8);

impl Stars {
    /// Five stars.
    pub(crate) const MAX: Self = Self(10);

    /// From a number of half stars; more than ten count as ten.
    #[must_use]
    pub(crate) const fn from_halves(halves: u8) -> Self {
        Self(if halves > 10 { 10 } else { halves })
    }

    /// `value` out of `out_of`, rounded to the nearest half star with ties upward. `None` if the value
    /// is outside the scale.
    #[must_use]
    pub(crate) fn nearest(value: f64, out_of: f64) -> Option<Self> {
        let within = out_of > 0.0 && (0.0..=out_of).contains(&value);
        // The product is between 0 and 10.5, so the conversion only cuts off the fraction.
        within.then(|| Self(((value / out_of).mul_add(10.0, 0.5 + 1e-9)).floor() as u8))
    }

    /// The number of half stars.
    #[must_use]
    pub const fn halves(self) -> u8 {
        self.0
    }

    /// The number of stars, from 0 to 5 in steps of a half.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 2.0
    }
}

/// What a written rating means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// A number on a known scale. The number may lie outside it.
    Scaled {
        /// The number that the author gave.
        value: f64,
        /// The best possible number.
        out_of: f64,
    },
    /// A number whose scale is not known, or not known yet.
    Bare(f64),
    /// A grade with its stars, or a word that has none, such as "DNF".
    Word(Option<Stars>),
}

/// A rating as its author wrote it, and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// The author's spelling, without a label such as "Rating:".
    pub written: String,
    /// Its meaning.
    pub score: Score,
}

impl Score {
    /// Ratings are compared as whole parts of the best one, since 0.8 and 4/5 may differ as fractions.
    pub(crate) const PARTS_OF_THE_BEST: i64 = 1_000_000_000;

    /// The rating as parts of the best one, which tells more ratings apart than stars do. `None` for
    /// what is no number, and for a number whose scale is not known.
    #[must_use]
    pub(crate) fn parts(self) -> Option<i64> {
        let share = match self {
            Self::Scaled { value, out_of } => value / out_of,
            Self::Word(stars) => stars?.value() / Stars::MAX.value(),
            Self::Bare(_) => return None,
        };
        Some((share * Self::PARTS_OF_THE_BEST as f64).round() as i64)
    }

    /// The rating in stars, if it can be converted.
    #[must_use]
    pub(crate) fn stars(self) -> Option<Stars> {
        match self {
            Self::Scaled { value, out_of } => Stars::nearest(value, out_of),
            Self::Bare(_) => None,
            Self::Word(stars) => stars,
        }
    }
}

impl Rating {
    /// The number; `None` for a grade or a word.
    #[must_use]
    pub(crate) const fn value(&self) -> Option<f64> {
        match self.score {
            Score::Scaled { value, .. } | Score::Bare(value) => Some(value),
            Score::Word(_) => None,
        }
    }

    /// The best possible number, if the scale is known.
    #[must_use]
    pub(crate) const fn out_of(&self) -> Option<f64> {
        match self.score {
            Score::Scaled { out_of, .. } => Some(out_of),
            Score::Bare(_) | Score::Word(_) => None,
        }
    }

    /// The rating in stars, if it can be converted.
    #[must_use]
    pub fn stars(&self) -> Option<Stars> {
        self.score.stars()
    }

    /// The number, if its scale is not known.
    #[must_use]
    pub(crate) const fn bare(&self) -> Option<f64> {
        match self.score {
            Score::Bare(value) => Some(value),
            Score::Scaled { .. } | Score::Word(_) => None,
        }
    }

    /// Gives a bare number its scale; other ratings do not change.
    pub(crate) const fn set_scale(&mut self, out_of: f64) {
        if let Score::Bare(value) = self.score {
            self.score = Score::Scaled { value, out_of };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_round_to_the_nearest_half_ties_up() {
        let halves = |value, out_of| Stars::nearest(value, out_of).map(Stars::halves);
        assert_eq!(halves(3.5, 5.0), Some(7));
        assert_eq!(halves(7.5, 10.0), Some(8));
        assert_eq!(halves(0.25, 5.0), Some(1));
        assert_eq!(halves(3.0, 4.0), Some(8));
        assert_eq!(halves(87.0, 100.0), Some(9));
        assert_eq!(halves(0.0, 5.0), Some(0));
        assert_eq!(halves(7.0, 5.0), None);
        assert_eq!(halves(-1.0, 5.0), None);
        assert_eq!(halves(f64::NAN, 5.0), None);
        assert_eq!(halves(1.0, 0.0), None);
    }
}
