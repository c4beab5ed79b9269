//! Two reviews as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{EscapeControls, Number, ReviewJson, visible};
use crate::compare::{Agreement, ComparedAspect, Comparison};
use crate::model::{Field, Rating, Review};
use crate::text::Spoilers;

#[derive(Serialize)]
struct ComparisonJson<'a> {
    first: ReviewJson<'a>,
    second: ReviewJson<'a>,
    fields: Vec<FieldJson>,
    ratings: Vec<RatingsJson<'a>>,
    sections: Vec<SectionsJson<'a>>,
}

#[derive(Serialize)]
struct FieldJson {
    name: &'static str,
    same: bool,
}

/// The stars of both reviews.
#[derive(Serialize)]
struct RatingsJson<'a> {
    /// `null` for the rating of the whole.
    aspect: Option<&'a str>,
    first: Option<Number>,
    second: Option<Number>,
    /// By how many stars the first is above the second.
    difference: Option<Number>,
}

/// The indices of two sections in the lists of their reviews.
#[derive(Serialize)]
struct SectionsJson<'a> {
    key: &'a str,
    first: Option<usize>,
    second: Option<usize>,
}

impl<'a> RatingsJson<'a> {
    fn new(aspect: Option<&'a str>, ratings: [Option<&Rating>; 2]) -> Self {
        let stars = ratings.map(|rating| Some(rating?.stars()?.value()));
        let [first, second] = stars;
        let difference = first.zip(second).map(|(first, second)| Number(first - second));
        Self { aspect, first: first.map(Number), second: second.map(Number), difference }
    }

    fn of_aspect(aspect: &'a ComparedAspect) -> Self {
        Self::new(Some(&aspect.name), aspect.ratings.each_ref().map(Option::as_ref))
    }
}

/// Writes a comparison as one line.
pub(in crate::cli) fn write_comparison(
    to: &mut impl Write,
    reviews: [&Review; 2],
    spoilers: Spoilers,
) -> io::Result<()> {
    let reviews = reviews.map(|review| visible(review, spoilers));
    let [first, second] = reviews.each_ref().map(|review| &**review);
    let comparison = Comparison::of(first, second);
    let field = |(field, agreement): &(Field, Agreement)| FieldJson {
        name: field.name(),
        same: *agreement == Agreement::Same,
    };
    let whole = [first, second].map(|review| review.rating.as_ref());
    let whole = whole.iter().any(Option::is_some).then(|| RatingsJson::new(None, whole));
    let of_aspects = comparison.aspects.iter().map(RatingsJson::of_aspect);
    let sections = comparison.sections.iter().map(|&[of_first, of_second]| {
        let of_both = [(first, of_first), (second, of_second)];
        let mut keys = of_both
            .into_iter()
            .filter_map(|(review, index)| Some(review.sections.get(index?)?.key.as_str()));
        let key = keys.next().unwrap_or_default();
        SectionsJson { key, first: of_first, second: of_second }
    });
    let all = ComparisonJson {
        first: ReviewJson { review: first, spoilers, voice: None },
        second: ReviewJson { review: second, spoilers, voice: None },
        fields: comparison.fields.iter().map(field).collect(),
        ratings: whole.into_iter().chain(of_aspects).collect(),
        sections: sections.collect(),
    };
    let mut writer = serde_json::Serializer::with_formatter(&mut *to, EscapeControls);
    all.serialize(&mut writer)?;
    writeln!(to)
}
