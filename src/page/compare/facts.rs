//! The facts of two reviews, each beside the same one of the other.

use std::borrow::Cow;

use super::super::facts::{Fact, Labels};
use super::super::review::{Column, section_name};
use super::super::voices::ComparedVoice;
use super::super::{Line, Role, Run, stars};
use super::{Arrangement, CompareOptions, Side};
use crate::compare::{self, Agreement, ComparedAspect, Comparison, Pair};
use crate::model::{Field, Rating, Review};
use crate::text::{Audience, Clean, Glyphs};

/// The most rows of a fact; the whole of it stands at the end.
const MAX_FACT_ROWS: usize = 2;

/// A fact of at least one review.
pub(super) struct ComparedFact {
    facts: Pair<Fact>,
    agreement: Agreement,
}

/// Facts, laid out.
#[derive(Default)]
pub(super) struct FactTable {
    pub(super) facts: Vec<FactRows>,
    /// What is not whole there.
    pub(super) shortened: [Vec<Fact>; 2],
}

/// A fact, laid out for both sides.
pub(super) struct FactRows {
    pub(super) lines: [Vec<Line>; 2],
    pub(super) differs: bool,
}

/// The facts of both reviews in the order of a page, after their voices and the ratings of aspects.
pub(super) fn aligned(
    columns: &[Column<'_>; 2],
    comparison: &Comparison,
    options: &CompareOptions,
) -> Vec<ComparedFact> {
    let glyphs = options.page.glyphs;
    let reviews = columns.each_ref().map(|column| &*column.review);
    let aspects = comparison.aspects.iter().map(|aspect| of_aspect(aspect, reviews, glyphs));
    let of_field = |field: Field| {
        let fact =
            |column: &Column<'_>| column.facts.iter().find(|fact| fact.field == field).cloned();
        let facts = columns.each_ref().map(fact);
        // Who wrote a review stands beside its date.
        let differs = comparison.differs_in(field)
            || field == Field::Date && comparison.differs_in(Field::Author);
        let agreement = if differs { Agreement::Different } else { Agreement::Same };
        facts.iter().any(Option::is_some).then_some(ComparedFact { facts, agreement })
    };
    let fields = compare::FIELDS.into_iter().filter_map(of_field);
    of_voices(options).into_iter().chain(aspects).chain(fields).collect()
}

/// Whose the reviews are, where nothing else says it, and what the rating of each is to the other.
fn of_voices(options: &CompareOptions) -> Vec<ComparedFact> {
    let Some(voices) = &options.voices else { return Vec::new() };
    let fact = |label: &'static str, text: &str| Fact::new(Field::Prose, label, text);
    let name = |voice: &ComparedVoice| Some(fact("Voice", voice.name.as_str()));
    let rank = |voice: &ComparedVoice| voice.rank.as_deref().map(|rank| fact("Rank", rank));
    let are_named = options.arrangement == Arrangement::Beside;
    let names = are_named.then(|| (voices.each_ref().map(name), Agreement::Same));
    let ranks = voices.each_ref().map(rank);
    let ranks = ranks
        .iter()
        .any(Option::is_some)
        .then_some((ranks, if are_named { Agreement::Same } else { Agreement::Different }));
    let facts = names.into_iter().chain(ranks);
    facts.map(|(facts, agreement)| ComparedFact { facts, agreement }).collect()
}

fn of_aspect(aspect: &ComparedAspect, reviews: [&Review; 2], glyphs: Glyphs) -> ComparedFact {
    let label = aspect_name(aspect, reviews, glyphs);
    let fact = |rating: &Rating| {
        Fact::of_runs(Field::Ratings, label.clone(), stars::in_words(rating, glyphs))
    };
    let facts = aspect.ratings.each_ref().map(|rating| rating.as_ref().map(fact));
    ComparedFact { facts, agreement: aspect.agreement() }
}

/// The name of an aspect: that of its section in the bar, else as it is written.
fn aspect_name(
    aspect: &ComparedAspect,
    reviews: [&Review; 2],
    glyphs: Glyphs,
) -> Cow<'static, str> {
    /// Longer names are cut, since they stand before every fact.
    const MAX_NAME_COLUMNS: usize = 16;
    let to = Audience { glyphs, ..Audience::READER };
    let mut sections = reviews.iter().flat_map(|review| &review.sections);
    let section = sections.find(|section| section.key.as_str() == aspect.key);
    let name = match section {
        Some(section) => section_name(section, to, false).to_string(),
        None => Clean::new(&*aspect.name).to_string(),
    };
    Cow::Owned(glyphs.fit(&name, MAX_NAME_COLUMNS))
}

/// Lays out facts. Where one review stands below the other, what both say stands there once.
pub(super) fn rows(facts: &[ComparedFact], options: &CompareOptions) -> FactTable {
    let (width, glyphs) = (options.page.width, options.page.glyphs);
    let given = facts.iter().flat_map(|fact| fact.facts.iter().flatten());
    let labels = Labels::of(given, width, glyphs);
    let mut table = FactTable::default();
    for ComparedFact { facts, agreement } in facts {
        let Some(label) = facts.iter().flatten().map(|fact| fact.label.clone()).next() else {
            continue;
        };
        let differs = *agreement == Agreement::Different;
        let mut lines = [Vec::new(), Vec::new()];
        for (index, side) in Side::BOTH.into_iter().enumerate() {
            let is_below = options.arrangement == Arrangement::Stacked && side == Side::Second;
            if is_below && !differs {
                continue;
            }
            let mut fact = side.of(facts).clone().unwrap_or_else(|| {
                let words = vec![Run::new("not given", Role::Dim)];
                Fact::of_runs(Field::Prose, label.clone(), words)
            });
            if is_below {
                fact.label = Cow::Borrowed("");
            }
            let (rows, is_whole) = labels.rows(&fact, Some(MAX_FACT_ROWS));
            lines[index] = rows;
            if !is_whole {
                fact.label = label.clone();
                table.shortened[index].push(fact);
            }
        }
        table.facts.push(FactRows { lines, differs });
    }
    table
}
