//! The facts about a work and its review: who made it, who is in it, when it was seen.

use super::flow::{self, Between};
use super::stars;
use super::{Line, Role, Run};
use crate::model::{Kind, Person, Rating, Review, Section};
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

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// What stands above the facts if it has room there.
    Head,
    Makers,
    Cast,
    Ratings,
    /// When the work was seen, and when it was reviewed by whom.
    Dates,
    Other,
}

/// One fact.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) subject: Subject,
    pub(super) label: &'static str,
    /// What stands apart, such as names.
    pub(super) items: Vec<Vec<Run>>,
    pub(super) between: Between,
}

impl Fact {
    pub(super) fn new(subject: Subject, label: &'static str, text: &str) -> Self {
        Self::of_runs(subject, label, vec![Run::new(text, Role::Body)])
    }

    pub(super) fn of_runs(subject: Subject, label: &'static str, runs: Vec<Run>) -> Self {
        Self { subject, label, items: vec![runs], between: Between::Dot }
    }

    /// Several texts of one kind; `None` if there are none.
    pub(super) fn of_texts(
        subject: Subject,
        label: &'static str,
        texts: &[String],
    ) -> Option<Self> {
        let items: Vec<_> =
            texts.iter().map(|text| vec![Run::new(text.as_str(), Role::Body)]).collect();
        (!items.is_empty()).then_some(Self { subject, label, items, between: Between::Comma })
    }
}

/// Who made the work, who is in it, how aspects of it are rated, and when it was seen and reviewed.
pub(super) fn facts(review: &Review, glyphs: Glyphs) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(Fact::of_texts(Subject::Makers, "Directed by", &review.directors));
    facts.extend(Fact::of_texts(Subject::Makers, made_by(&review.kind), &review.creators));
    let cast: Vec<_> = review.cast.iter().map(in_brackets).collect();
    let aspects: Vec<_> = aspects_without_heading(review)
        .map(|(name, rating)| aspect(name, rating, glyphs))
        .collect();
    let lists = [(Subject::Cast, "With", cast), (Subject::Ratings, "Ratings", aspects)];
    for (subject, label, items) in lists.into_iter().filter(|(.., items)| !items.is_empty()) {
        facts.push(Fact { subject, label, items, between: Between::Dot });
    }
    if let Some(watched) = review.watched {
        facts.push(Fact::new(Subject::Dates, taken_in(&review.kind), &watched.in_words()));
    }
    let by = review.author.name.as_ref().map(|name| format!("by {name}"));
    let reviewed: Vec<String> =
        review.date.map(|date| date.in_words()).into_iter().chain(by).collect();
    if !reviewed.is_empty() {
        facts.push(Fact::new(Subject::Dates, "Reviewed", &reviewed.join(" ")));
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
    const GAP_COLUMNS: usize = 2;
    /// With fewer columns for what the facts say, labels stand in rows of their own.
    const MIN_TEXT_COLUMNS: usize = 20;
    let label_columns = facts.iter().map(|fact| glyphs.width(fact.label)).max().unwrap_or(0);
    let beside = label_columns + GAP_COLUMNS;
    let is_stacked = columns < beside + MIN_TEXT_COLUMNS;
    let indent = if is_stacked { GAP_COLUMNS.min(columns.saturating_sub(1)) } else { beside };
    let room = columns.saturating_sub(indent).max(1);
    let (mut table, mut shortened) = (Vec::new(), Vec::new());
    for fact in facts {
        let rows = match max_rows {
            None => flow::all(&fact.items, fact.between, room, glyphs),
            Some(max_rows) => {
                let flow = flow::some(&fact.items, fact.between, room, max_rows, glyphs);
                shortened.extend((!flow.is_whole).then_some(*fact));
                flow.rows
            }
        };
        let label = flow::fit(&[Run::new(fact.label, Role::Fact)], columns, glyphs);
        let mut label = Line::new(label);
        if is_stacked {
            table.push(std::mem::take(&mut label));
        }
        for row in rows {
            let mut line = std::mem::take(&mut label);
            let joins_next = row.joins_next;
            line.extend_at(indent, row.runs, glyphs);
            table.push(Line { joins_next, ..line });
        }
    }
    (table, shortened)
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
    let (makers, cast) = (names(facts, Subject::Makers), names(facts, Subject::Cast));
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
    let rest = facts.iter().copied().filter(|fact| match fact.subject {
        // The row says neither who did what nor who plays whom.
        Subject::Makers => !has_makers || fact.items.len() < makers.len(),
        Subject::Cast => !has_cast || fact.items.iter().any(|item| item.len() > 1),
        _ => true,
    });
    let rest = rest.collect();
    ((!line.runs.is_empty()).then_some(line), rest)
}

/// The names in facts of a subject, without roles.
fn names(facts: &[&Fact], subject: Subject) -> Vec<Vec<Run>> {
    let of_subject = facts.iter().filter(|fact| fact.subject == subject);
    let name = |item: &Vec<Run>| {
        item.iter().take(1).map(|run| Run { role: Role::Fact, ..run.clone() }).collect()
    };
    of_subject.flat_map(|fact| &fact.items).map(name).collect()
}
