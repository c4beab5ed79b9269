//! How long an author's reviews usually are, to compare a draft with.

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
}

impl Usual {
    /// `None` if there are too few reviews.
    pub(crate) fn of<'a>(reviews: impl Iterator<Item = &'a Review>) -> Option<Self> {
        let mut whole = Vec::new();
        let mut sections: BTreeMap<SectionKey, Vec<usize>> = BTreeMap::new();
        for review in reviews {
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
        Some(Self { words: median(whole)?, sections })
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
    use crate::model::Section;

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

    /// A section that only four of five reviews have has no usual length.
    #[test]
    fn a_usual_length_of_a_section_takes_five_of_it() {
        let mut reviews: Vec<Review> = [100, 120, 130, 110, 90].map(review).into();
        reviews[0].sections.clear();
        let usual = Usual::of(reviews.iter()).unwrap();
        assert_eq!((usual.words, usual.sections.len()), (110, 0));
    }
}
