//! Floor 2: what two reviews have in common, and in what they differ.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use crate::model::{Field, FieldValue, Person, Rating, Review, Score, Section, SectionKey};
use crate::text::fold::fold;
use crate::text::mask::is_covered_rating;
use crate::text::words::slug;

/// The same thing of both reviews, the first one's first; `None` where a review lacks it.
pub type Pair<T> = [Option<T>; 2];

/// The fields that are compared, in the order in which they are shown.
pub(crate) const FIELDS: [Field; 12] = [
    Field::Title,
    Field::Year,
    Field::Rating,
    Field::Kind,
    Field::Genres,
    Field::Headline,
    Field::Directors,
    Field::Creators,
    Field::Cast,
    Field::Watched,
    Field::Date,
    Field::Author,
];

/// Two reviews, compared. Of a covered word nothing is known but what the reviews show: to compare
/// what may be seen, they are given with their fields masked.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The fields that at least one of the reviews gives, and whether they agree.
    pub fields: Vec<(Field, Agreement)>,
    /// The ratings of aspects, those of sections too.
    pub aspects: Vec<ComparedAspect>,
    /// The sections by their indices, each beside the one with the same key: in the order of the
    /// first review, and what only the second one has after what precedes it there.
    pub sections: Vec<Pair<usize>>,
}

/// Whether two reviews say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both say the same.
    Same,
    /// They say something else, or one of them says nothing.
    Different,
}

/// An aspect of the work that at least one of the reviews rates by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedAspect {
    /// Its name in the form of a section's key, by which both reviews mean the same.
    pub key: String,
    /// Its name as the first of the reviews that rates it writes it.
    pub name: String,
    /// The ratings.
    pub ratings: Pair<Rating>,
}

impl ComparedAspect {
    /// Whether both reviews give it the same rating.
    #[must_use]
    pub(crate) fn agreement(&self) -> Agreement {
        let [first, second] = &self.ratings;
        Agreement::of(match (first, second) {
            (Some(first), Some(second)) => rate_alike(first, second),
            _ => false,
        })
    }
}

impl Agreement {
    const fn of(is_same: bool) -> Self {
        if is_same { Self::Same } else { Self::Different }
    }
}

impl Comparison {
    /// Compares two reviews.
    #[must_use]
    pub fn of(first: &Review, second: &Review) -> Self {
        let fields = FIELDS.into_iter().filter_map(|field| {
            let is_same = match [first, second].map(|review| given(field, review)) {
                [None, None] => return None,
                [Some(first), Some(second)] => say_the_same(first, second),
                _ => false,
            };
            Some((field, Agreement::of(is_same)))
        });
        Self {
            fields: fields.collect(),
            aspects: aspects([first, second]),
            sections: aligned(&first.sections, &second.sections),
        }
    }

    /// Whether the reviews agree on a field; `None` if neither of them gives it.
    #[must_use]
    pub(crate) fn agreement_on(&self, field: Field) -> Option<Agreement> {
        self.fields.iter().find(|(compared, _)| *compared == field).map(|(_, agreement)| *agreement)
    }

    /// Whether the reviews differ in a field.
    #[must_use]
    pub(crate) fn differs_in(&self, field: Field) -> bool {
        self.agreement_on(field) == Some(Agreement::Different)
    }
}

/// The value of a field, if the review gives any.
fn given(field: Field, review: &Review) -> Option<FieldValue<'_>> {
    field.get(review).filter(|value| match value {
        FieldValue::Texts(texts) => !texts.is_empty(),
        FieldValue::Cast(people) => !people.is_empty(),
        FieldValue::Author(author) => author.name.is_some(),
        _ => true,
    })
}

/// Whether two values of one field mean the same: names in any order, with or without their accents.
fn say_the_same(first: FieldValue<'_>, second: FieldValue<'_>) -> bool {
    use FieldValue::{Author, Cast, Rating, Text, Texts};
    let names = |texts: &[String]| texts.iter().map(|text| fold(text)).collect::<BTreeSet<_>>();
    let people = |people: &[Person]| {
        let folded = people.iter().map(|one| (fold(&one.name), one.role.as_deref().map(fold)));
        folded.collect::<BTreeSet<_>>()
    };
    match (first, second) {
        (Text(first), Text(second)) => fold(first) == fold(second),
        (Texts(first), Texts(second)) => names(first) == names(second),
        (Cast(first), Cast(second)) => people(first) == people(second),
        (Rating(first), Rating(second)) => rate_alike(first, second),
        (Author(first), Author(second)) => {
            first.name.as_deref().map(fold) == second.name.as_deref().map(fold)
        }
        (first, second) => first == second,
    }
}

/// Whether two ratings are the same part of the best one, such as 7/10 and 3.5/5; words must be equal.
/// Of a covered rating nothing is known, so nothing is said to differ from it.
fn rate_alike(first: &Rating, second: &Rating) -> bool {
    use Score::{Bare, Scaled, Word};
    if [first, second].iter().any(|rating| is_covered_rating(&rating.written)) {
        return true;
    }
    match (first.score, second.score) {
        (Scaled { value, out_of }, Scaled { value: other, out_of: other_out_of }) => {
            value * other_out_of == other * out_of
        }
        (Bare(value), Bare(other)) => value == other,
        (Word(_), Word(_)) => fold(&first.written) == fold(&second.written),
        _ => false,
    }
}

/// The aspects in the order of the first review, then those that only the second one rates.
fn aspects(reviews: [&Review; 2]) -> Vec<ComparedAspect> {
    let mut aspects: Vec<ComparedAspect> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (side, review) in reviews.into_iter().enumerate() {
        let of_section =
            |section: &Section| Some((section.key.to_string(), section.rating.clone()?));
        let of_sections = review.sections.iter().filter_map(of_section);
        let others = review.aspects.iter().map(|it| (it.name.clone(), it.rating.clone()));
        for (name, rating) in of_sections.chain(others) {
            let key = slug(&name);
            let at = *known.entry(key.clone()).or_insert_with(|| {
                aspects.push(ComparedAspect { key, name, ratings: [None, None] });
                aspects.len() - 1
            });
            if let Some(aspect) = aspects.get_mut(at) {
                aspect.ratings[side].get_or_insert(rating);
            }
        }
    }
    aspects
}

/// The sections of two reviews beside each other. Of several with one key the first stands beside the
/// first, the second beside the second.
fn aligned(first: &[Section], second: &[Section]) -> Vec<Pair<usize>> {
    let mut by_key: HashMap<&SectionKey, VecDeque<usize>> = HashMap::new();
    for (index, section) in second.iter().enumerate() {
        by_key.entry(&section.key).or_default().push_back(index);
    }
    let partner = |section: &Section| by_key.get_mut(&section.key)?.pop_front();
    let partners: Vec<Option<usize>> = first.iter().map(partner).collect();
    let taken: HashSet<usize> = partners.iter().flatten().copied().collect();
    let rest_from = |from: usize| {
        let rest = (from..second.len()).take_while(|index| !taken.contains(index));
        rest.map(|index| [None, Some(index)])
    };
    let mut pairs: Vec<Pair<usize>> = rest_from(0).collect();
    for (index, partner) in partners.iter().enumerate() {
        pairs.push([Some(index), *partner]);
        pairs.extend(partner.iter().flat_map(|partner| rest_from(partner + 1)));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(keys: &str) -> Vec<Section> {
        let section = |key| Section { key: SectionKey::from(key), ..Section::default() };
        keys.split_whitespace().map(section).collect()
    }

    /// The keys of both reviews, row by row; `-` where one has no such section.
    fn rows(first: &str, second: &str) -> Vec<String> {
        let reviews = [sections(first), sections(second)];
        let key = |side: usize, index: Option<usize>| {
            index.map_or("-", |index| reviews[side][index].key.as_str())
        };
        let pairs = aligned(&reviews[0], &reviews[1]);
        pairs.into_iter().map(|[a, b]| format!("{} {}", key(0, a), key(1, b))).collect()
    }

    #[test]
    fn sections_stand_beside_those_of_the_same_key_in_the_order_of_the_first() {
        assert_eq!(rows("plot verdict", "verdict plot"), ["plot plot", "verdict verdict"]);
        assert_eq!(
            rows("intro plot verdict", "intro music plot end"),
            ["intro intro", "- music", "plot plot", "- end", "verdict -"]
        );
        assert_eq!(rows("a", "x y a z"), ["- x", "- y", "a a", "- z"]);
        assert_eq!(rows("a a b", "a b a a"), ["a a", "a a", "- a", "b b"]);
        assert_eq!(rows("", "a"), ["- a"]);
        assert_eq!(rows("a", ""), ["a -"]);
    }

    #[test]
    fn every_section_stands_in_one_row() {
        for (first, second) in [("a b c a", "c a a b d a"), ("d", "a b c d d"), ("a b", "b a b a")]
        {
            let reviews = [sections(first), sections(second)];
            let pairs = aligned(&reviews[0], &reviews[1]);
            for (side, review) in reviews.iter().enumerate() {
                let mut all: Vec<usize> = pairs.iter().filter_map(|pair| pair[side]).collect();
                all.sort_unstable();
                assert_eq!(all, (0..review.len()).collect::<Vec<_>>(), "{first}: {second}");
            }
            let firsts = pairs.iter().filter_map(|pair| pair[0]);
            assert!(firsts.is_sorted(), "{first}: {second}");
        }
    }

    #[test]
    fn facts_agree_whatever_their_order_their_accents_and_their_scale() {
        let rating = |written: &str, score| Some(Rating { written: written.into(), score });
        let scaled = |value, out_of| Score::Scaled { value, out_of };
        let first = Review {
            title: "Cléo de 5 à 7".into(),
            year: Some(1962),
            directors: vec!["Agnès Varda".into()],
            genres: vec!["drama".into(), "comedy".into()],
            rating: rating("7/10", scaled(7.0, 10.0)),
            ..Review::default()
        };
        let second = Review {
            title: "cleo de 5 a 7".into(),
            directors: vec!["AGNES VARDA".into()],
            genres: vec!["Comedy".into(), "drama".into()],
            rating: rating("3.5", scaled(3.5, 5.0)),
            ..Review::default()
        };
        let comparison = Comparison::of(&first, &second);
        for field in [Field::Title, Field::Directors, Field::Genres, Field::Rating, Field::Kind] {
            assert_eq!(comparison.agreement_on(field), Some(Agreement::Same), "{field:?}");
        }
        assert!(comparison.differs_in(Field::Year));
        assert_eq!(comparison.agreement_on(Field::Cast), None);
        let worse = Review { rating: rating("3", scaled(3.0, 5.0)), ..second };
        assert!(Comparison::of(&first, &worse).differs_in(Field::Rating));
    }

    #[test]
    fn aspects_of_sections_and_of_fields_are_one() {
        let rated = |value| Rating {
            written: value_text(value),
            score: Score::Scaled { value, out_of: 5.0 },
        };
        let mut music = sections("music");
        music[0].rating = Some(rated(4.0));
        let first = Review { sections: music, ..Review::default() };
        let aspect = crate::model::Aspect { name: "Music".into(), rating: rated(3.0) };
        let second = Review { aspects: vec![aspect], ..Review::default() };
        let aspects = Comparison::of(&first, &second).aspects;
        assert_eq!(aspects.len(), 1);
        assert_eq!(
            (aspects[0].key.as_str(), aspects[0].agreement()),
            ("music", Agreement::Different)
        );
        assert!(aspects[0].ratings.iter().all(Option::is_some));
    }

    fn value_text(value: f64) -> String {
        value.to_string()
    }
}
