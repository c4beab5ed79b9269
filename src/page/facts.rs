//! The facts about a work and its review: who made it, who is in it, when it was seen.

use std::borrow::Cow;

use super::flow::{self, Between, Flow};
use super::stars;
use super::{Line, Role, Run};
use crate::model::{Field, Kind, Person, Rating, Review, Section};
use crate::text::Glyphs;

/// The columns and rows of the pane that are written on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PaneSize {
    /// Its columns.
    pub columns: usize,
    /// Its rows.
    pub rows: usize,
}

/// Where the facts of a review stand. Whatever is shortened or left out there stands whole at the
/// end of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FactsForm {
    /// In a pane of their own beside the text.
    Pane(PaneSize),
    /// In a small table below the title.
    #[default]
    Table,
    /// In one row: who made the work, and who is in it.
    Row,
    /// Only at the end of the page.
    Hidden,
}

/// One fact.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The field that it is about.
    pub(super) field: Field,
    pub(super) label: Cow<'static, str>,
    /// What stands apart, such as names.
    pub(super) items: Vec<Vec<Run>>,
    pub(super) between: Between,
}

impl Fact {
    pub(super) fn new(field: Field, label: &'static str, text: &str) -> Self {
        Self::of_runs(field, label, vec![Run::new(text, Role::Body)])
    }

    pub(super) fn of_runs(
        field: Field,
        label: impl Into<Cow<'static, str>>,
        runs: Vec<Run>,
    ) -> Self {
        Self { field, label: label.into(), items: vec![runs], between: Between::Dot }
    }

    /// Several texts of one kind; `None` if there are none.
    pub(super) fn of_texts(field: Field, label: &'static str, texts: &[String]) -> Option<Self> {
        let items: Vec<_> =
            texts.iter().map(|text| vec![Run::new(text.as_str(), Role::Body)]).collect();
        let label = Cow::Borrowed(label);
        (!items.is_empty()).then_some(Self { field, label, items, between: Between::Comma })
    }

    /// Whether it says who made the work.
    const fn is_of_makers(&self) -> bool {
        matches!(self.field, Field::Directors | Field::Creators)
    }
}

/// Who made the work, who is in it, how aspects of it are rated, and when it was seen and reviewed.
pub(super) fn facts(review: &Review, glyphs: Glyphs) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(Fact::of_texts(Field::Directors, "Directed by", &review.directors));
    facts.extend(Fact::of_texts(Field::Creators, made_by(&review.kind), &review.creators));
    let cast: Vec<_> = review.cast.iter().map(in_brackets).collect();
    let aspects: Vec<_> = aspects_without_heading(review)
        .map(|(name, rating)| aspect(name, rating, glyphs))
        .collect();
    let lists = [(Field::Cast, "With", cast), (Field::Ratings, "Ratings", aspects)];
    for (field, label, items) in lists.into_iter().filter(|(.., items)| !items.is_empty()) {
        facts.push(Fact { field, label: label.into(), items, between: Between::Dot });
    }
    if let Some(watched) = review.watched {
        facts.push(Fact::new(Field::Watched, taken_in(&review.kind), &watched.in_words()));
    }
    let by = review.author.name.as_ref().map(|name| format!("by {name}"));
    let reviewed: Vec<String> =
        review.date.map(|date| date.in_words()).into_iter().chain(by).collect();
    if !reviewed.is_empty() {
        facts.push(Fact::new(Field::Date, "Reviewed", &reviewed.join(" ")));
    }
    facts
}

/// What the creators of a work did.
pub(super) const fn made_by(kind: &Kind) -> &'static str {
    match kind {
        Kind::Film | Kind::Book | Kind::Play => "Written by",
        Kind::Series => "Created by",
        Kind::Album => "Music by",
        Kind::Game => "Made by",
        Kind::Other(_) => "By",
    }
}

/// What somebody did with a work before writing about it.
pub(super) const fn taken_in(kind: &Kind) -> &'static str {
    match kind {
        Kind::Film | Kind::Series | Kind::Play | Kind::Other(_) => "Seen",
        Kind::Book => "Read",
        Kind::Album => "Heard",
        Kind::Game => "Played",
    }
}

/// `Ana de Armas (Rooney)`
fn in_brackets(person: &Person) -> Vec<Run> {
    let name = Run::new(person.name.as_str(), Role::Body);
    let role = person.role.as_ref().map(|role| Run::new(format!(" ({role})"), Role::Aside));
    [name].into_iter().chain(role).collect()
}

/// The ratings of aspects that stand at no heading.
fn aspects_without_heading(review: &Review) -> impl Iterator<Item = (&str, &Rating)> {
    let has_no_heading =
        |section: &&Section| section.heading.as_deref().is_none_or(|text| text.trim().is_empty());
    let of_sections = review.sections.iter().filter(has_no_heading);
    let of_sections =
        of_sections.filter_map(|section| Some((section.key.as_str(), section.rating.as_ref()?)));
    of_sections.chain(review.aspects.iter().map(|aspect| (aspect.name.as_str(), &aspect.rating)))
}

/// `music ★★★★☆`
fn aspect(name: &str, rating: &Rating, glyphs: Glyphs) -> Vec<Run> {
    let name = Run::new(format!("{name} "), Role::Body);
    [name].into_iter().chain(stars::in_words(rating, glyphs)).collect()
}

/// A small table: labels at the left, each fact in at most `max_rows`. Returns the rows, and the
/// facts that are not whole there.
pub(super) fn table<'a>(
    facts: &[&'a Fact],
    columns: usize,
    max_rows: Option<usize>,
    glyphs: Glyphs,
) -> (Vec<Line>, Vec<&'a Fact>) {
    let labels = Labels::of(facts.iter().copied(), columns, glyphs);
    let (mut table, mut shortened) = (Vec::new(), Vec::new());
    for fact in facts {
        let (rows, is_whole) = labels.rows(fact, max_rows);
        table.extend(rows);
        shortened.extend((!is_whole).then_some(*fact));
    }
    (table, shortened)
}

/// Where the labels of a table of facts stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labels {
    /// The columns of the whole table.
    columns: usize,
    /// The columns to the left of what a fact says.
    indent: usize,
    /// Whether each label has a row of its own.
    are_above: bool,
    glyphs: Glyphs,
}

impl Labels {
    pub(super) fn of<'a>(
        facts: impl IntoIterator<Item = &'a Fact>,
        columns: usize,
        glyphs: Glyphs,
    ) -> Self {
        const GAP_COLUMNS: usize = 2;
        /// With fewer columns for what the facts say, labels stand in rows of their own.
        const MIN_TEXT_COLUMNS: usize = 20;
        let widths = facts.into_iter().map(|fact| glyphs.width(&fact.label));
        let beside = widths.max().unwrap_or(0) + GAP_COLUMNS;
        let are_above = columns < beside + MIN_TEXT_COLUMNS;
        let indent = if are_above { GAP_COLUMNS.min(columns.saturating_sub(1)) } else { beside };
        Self { columns, indent, are_above, glyphs }
    }

    /// A fact in at most `max_rows` besides a row for its label; whether it is whole there.
    pub(super) fn rows(&self, fact: &Fact, max_rows: Option<usize>) -> (Vec<Line>, bool) {
        let (room, glyphs) = (self.columns.saturating_sub(self.indent).max(1), self.glyphs);
        let Flow { rows, is_whole } = match max_rows {
            None => {
                let rows = flow::all(&fact.items, fact.between, room, glyphs);
                Flow { rows, is_whole: true }
            }
            Some(max_rows) => flow::some(&fact.items, fact.between, room, max_rows, glyphs),
        };
        let label = flow::fit(&[Run::new(&*fact.label, Role::Fact)], self.columns, glyphs);
        let mut label = Line::new(label);
        let mut table = Vec::new();
        if self.are_above && !fact.label.is_empty() {
            table.push(std::mem::take(&mut label));
        }
        for row in rows {
            let mut line = std::mem::take(&mut label);
            let joins_next = row.joins_next;
            line.extend_at(self.indent, row.runs, glyphs);
            table.push(Line { joins_next, ..line });
        }
        (table, is_whole)
    }
}

/// One row: `By Len Wiseman, with Ana de Armas, Keanu Reeves +2`. Returns it with the facts that are
/// not whole there.
pub(super) fn row<'a>(
    facts: &[&'a Fact],
    columns: usize,
    glyphs: Glyphs,
) -> (Option<Line>, Vec<&'a Fact>) {
    /// With fewer columns left by the makers, nobody else is named.
    const MIN_CAST_COLUMNS: usize = 8;
    let is_of_cast = |fact: &Fact| fact.field == Field::Cast;
    let (makers, cast) = (names(facts, Fact::is_of_makers), names(facts, is_of_cast));
    let mut line = Line::blank();
    let mut push = |before: &str, names: &[Vec<Run>], columns: usize| {
        let room = columns.saturating_sub(line.width(glyphs) + glyphs.width(before));
        if names.is_empty() || room < MIN_CAST_COLUMNS {
            return false;
        }
        let flow = flow::some(names, Between::Comma, room, 1, glyphs);
        line.runs.push(Run::new(before, Role::Fact));
        line.runs.extend(flow.rows.into_iter().flat_map(|row| row.runs));
        flow.is_whole
    };
    let for_makers = if cast.is_empty() { columns } else { columns - columns / 3 };
    let has_makers = push("By ", &makers, for_makers);
    let has_cast = push(if makers.is_empty() { "With " } else { ", with " }, &cast, columns);
    let rest = facts.iter().copied().filter(|fact| match fact.field {
        // The row says neither who did what nor who plays whom.
        Field::Directors | Field::Creators => !has_makers || fact.items.len() < makers.len(),
        Field::Cast => !has_cast || fact.items.iter().any(|item| item.len() > 1),
        _ => true,
    });
    let rest = rest.collect();
    ((!line.runs.is_empty()).then_some(line), rest)
}

/// The names in some of the facts, without roles.
fn names(facts: &[&Fact], is_meant: impl Fn(&Fact) -> bool) -> Vec<Vec<Run>> {
    let meant = facts.iter().filter(|fact| is_meant(fact));
    let name = |item: &Vec<Run>| {
        item.iter().take(1).map(|run| Run { role: Role::Fact, ..run.clone() }).collect()
    };
    meant.flat_map(|fact| &fact.items).map(name).collect()
}
