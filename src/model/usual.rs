//! How long an author's reviews usually are and which facts they give, to compare a draft with.

use std::collections::BTreeMap;

use super::{Review, SectionKey};

/// With fewer reviews there is no usual length.
const MIN_REVIEWS_FOR_USUAL: usize = 5;

/// Median lengths of an author's other reviews, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// The length of a whole review.
    pub words: usize,
    /// The length of each section that enough reviews have.
    pub(crate) sections: BTreeMap<SectionKey, usize>,
    /// The facts that at least half of the reviews give.
    facts: Vec<Fact>,
}

/// A fact that a review may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The rating, the one fact that every format can hold.
    Rating,
    /// The year of the work.
    Year,
    /// Its directors or creators.
    Makers,
    /// Its cast, if it is acted.
    Cast,
    /// Its genres.
    Genres,
    /// The day of the review.
    Date,
}

impl Fact {
    const ALL: [Self; 6] =
        [Self::Rating, Self::Year, Self::Makers, Self::Cast, Self::Genres, Self::Date];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Year => "year",
            Self::Makers => "director or creator",
            Self::Cast => "cast",
            Self::Genres => "genres",
            Self::Date => "date",
        }
    }

    fn is_given(self, review: &Review) -> bool {
        match self {
            Self::Rating => review.rating.is_some(),
            Self::Year => review.year.is_some(),
            Self::Makers => !review.makers().is_empty(),
            Self::Cast => !review.kind.is_acted() || !review.cast.is_empty(),
            Self::Genres => !review.genres.is_empty(),
            Self::Date => review.date.is_some(),
        }
    }
}

/// The facts that a draft lacks, of those that its author usually gives. Where too little is known of
/// the author, all that a file with fields or without can hold.
pub(crate) fn facts_lacked(draft: &Review, usual: Option<&Usual>, has_fields: bool) -> Vec<Fact> {
    let is_asked = |fact: Fact| match usual {
        Some(usual) => usual.gives(fact),
        None => has_fields || fact == Fact::Rating,
    };
    Fact::ALL.into_iter().filter(|fact| !fact.is_given(draft) && is_asked(*fact)).collect()
}

impl Usual {
    /// Whether the author usually gives this fact.
    pub(crate) fn gives(&self, fact: Fact) -> bool {
        self.facts.contains(&fact)
    }

    /// `None` if there are too few reviews.
    pub(crate) fn of<'a>(reviews: impl Iterator<Item = &'a Review>) -> Option<Self> {
        let mut whole = Vec::new();
        let mut sections: BTreeMap<SectionKey, Vec<usize>> = BTreeMap::new();
        let mut given = [0; Fact::ALL.len()];
        for review in reviews {
            for (count, fact) in given.iter_mut().zip(Fact::ALL) {
                *count += usize::from(fact.is_given(review));
            }
            whole.push(review.words());
            for section in &review.sections {
                sections.entry(section.key.clone()).or_default().push(section.words());
            }
        }
        if whole.len() < MIN_REVIEWS_FOR_USUAL {
            return None;
        }
        let sections = sections
            .into_iter()
            .filter(|(_, lengths)| lengths.len() >= MIN_REVIEWS_FOR_USUAL)
            .filter_map(|(key, lengths)| Some((key, median(lengths)?)))
            .collect();
        let is_usual = |count: usize| count * 2 >= whole.len();
        let facts = Fact::ALL.into_iter().zip(given).filter(|(_, count)| is_usual(*count));
        let facts = facts.map(|(fact, _)| fact).collect();
        Some(Self { words: median(whole)?, sections, facts })
    }
}

/// The upper median, which a single very long review does not change much.
fn median(mut numbers: Vec<usize>) -> Option<usize> {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Rating, Score, Section};

    fn review(plot: usize) -> Review {
        let section =
            Section { key: SectionKey::Plot, text: "word ".repeat(plot), ..Section::default() };
        Review { sections: vec![section], ..Review::default() }
    }

    #[test]
    fn a_usual_length_takes_five_reviews() {
        let reviews: Vec<Review> = [100, 120, 5000, 110, 90].map(review).into();
        assert_eq!(Usual::of(reviews[..4].iter()), None);
        let usual = Usual::of(reviews.iter()).unwrap();
        assert_eq!((usual.words, usual.sections[&SectionKey::Plot]), (110, 110));
    }

    #[test]
    fn only_what_the_author_usually_gives_is_lacked() {
        let rated = |rated: bool| Review {
            rating: rated.then(|| Rating { written: "4".into(), score: Score::Bare(4.0) }),
            ..review(100)
        };
        let lacked = |usual: Option<&Usual>| facts_lacked(&Review::default(), usual, false);
        assert_eq!(lacked(None), [Fact::Rating]);
        let usual = |count: usize| Usual::of([0, 1, 2, 3, 4].map(|n| rated(n < count)).iter());
        assert_eq!(lacked(usual(3).as_ref()), [Fact::Rating]);
        assert!(lacked(usual(2).as_ref()).is_empty());
        let with_fields = facts_lacked(&Review::default(), None, true);
        assert_eq!(with_fields, Fact::ALL);
    }

    /// A section that only four of five reviews have has no usual length.
    #[test]
    fn a_usual_length_of_a_section_takes_five_of_it() {
        let mut reviews: Vec<Review> = [100, 120, 130, 110, 90].map(review).into();
        reviews[0].sections.clear();
        let usual = Usual::of(reviews.iter()).unwrap();
        assert_eq!((usual.words, usual.sections.len()), (110, 0));
    }
}
