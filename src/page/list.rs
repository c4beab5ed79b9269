//! The reader's list: how its rows and the headings of its groups are laid out in a pane.

mod columns;
mod group;
mod signs;

use unicode_segmentation::UnicodeSegmentation;

use super::row::Row;
use super::{Line, Role, Run};
use crate::model::{EntryRef, FacetRole, Kind};
use crate::text::Glyphs;
pub(crate) use columns::{Columns, Filled, ListOptions, RowLines};
use columns::{
    GAP_COLUMNS, INDENT_COLUMNS, MAX_RATING_COLUMNS, MIN_COLUMNS_FOR_GENRES, MIN_COLUMNS_FOR_SEEN,
    Optional, STARS_GAP_COLUMNS,
};
pub(crate) use group::group;

/// The bar before the chosen row: thick where its pane has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bar {
    #[default]
    None,
    Thin,
    Thick,
}

impl Bar {
    fn run(self) -> Run {
        match self {
            Self::None => Run::new(" ", Role::Body),
            Self::Thin => Run::new("▏", Role::Unfocused),
            Self::Thick => Run::new("▌", Role::Accent),
        }
    }
}

/// What sets one row apart from the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Emphasis<'a> {
    pub(crate) bar: Bar,
    /// The graphemes of the title that a filter matched: ascending indices.
    pub(crate) matched: &'a [u32],
    /// Whose review it is, where there are several voices.
    pub(crate) voice: Option<&'a str>,
    /// The review above it with which it stands, since both are of one work.
    pub(crate) stands_with: Option<EntryRef<'a>>,
}

/// Lays out the row of a review.
#[must_use]
pub(crate) fn row(entry: EntryRef<'_>, emphasis: Emphasis<'_>, columns: &Columns) -> Vec<Line> {
    let glyphs = columns.options.glyphs;
    let row = Row::new(entry, glyphs, MAX_RATING_COLUMNS);
    let [first, second] = match columns.options.lines {
        _ if columns.is_narrow() => [signs::broken(entry), None],
        RowLines::One => [signs::first(entry), None],
        RowLines::Two => signs::first_two(entry),
    };
    let mut line = beginning(emphasis.bar, first, columns.title_at);
    let rating_at = rating_at(&row.rating, columns);
    let room = columns.title_end.min(rating_at.saturating_sub(1)).saturating_sub(columns.title_at);
    let has_two_lines = columns.options.lines == RowLines::Two;
    let role = match emphasis.stands_with {
        _ if emphasis.bar != Bar::None => Role::Title,
        // Its title was said above.
        Some(_) => Role::Fact,
        None if has_two_lines => Role::Title,
        None => Role::Body,
    };
    line.runs.extend(marked(&glyphs.fit(row.title, room), emphasis.matched, role));
    if let Some(at) = columns.makers_at {
        let (text, role) = row.fault.map_or((&row.makers, Role::Fact), |why| (why, Role::Error));
        let makers = glyphs.fit(text.as_str(), Optional::MAKERS.columns);
        line.push_at(at, Run::new(makers, role), glyphs);
    }
    if let Some(at) = columns.year_at {
        let year = glyphs.fit(row.year.as_str(), Optional::YEAR.columns);
        push_right(&mut line, at + Optional::YEAR.columns, year, glyphs);
    }
    if let Some((at, voice)) = columns.voice_at.zip(emphasis.voice) {
        let voice = glyphs.fit(voice, columns.voice_columns);
        line.push_at(at, Run::new(voice, Role::Fact), glyphs);
    }
    if columns.date_at.is_some() {
        let end = columns.stars_at.saturating_sub(STARS_GAP_COLUMNS);
        push_right(&mut line, end, date(entry, emphasis, columns), glyphs);
    }
    line.push_at(rating_at, row.rating.clone(), glyphs);
    if !has_two_lines {
        return vec![line];
    }
    let below = beginning(emphasis.bar, second, columns.title_at);
    vec![line, second_line(below, entry, emphasis, &row, columns)]
}

/// What stands before the text of a line.
fn beginning(bar: Bar, sign: Option<Run>, text_at: usize) -> Line {
    let sign = sign.unwrap_or(Run::new(" ", Role::Body));
    let blank = (text_at > 2).then(|| Run::new(" ", Role::Body));
    Line::new([bar.run(), sign].into_iter().chain(blank).collect())
}

/// Where a rating begins: with the stars, or so that it ends where five stars would.
fn rating_at(rating: &Run, columns: &Columns) -> usize {
    let width = columns.options.glyphs.width(rating.text.as_str());
    columns.stars_at.min(columns.end().saturating_sub(width))
}

/// The voice, the year, the kind unless it is a film, the makers and the genres; the date at the right.
fn second_line(
    mut line: Line,
    entry: EntryRef<'_>,
    emphasis: Emphasis<'_>,
    row: &Row<'_>,
    columns: &Columns,
) -> Line {
    let ListOptions { width, glyphs, .. } = columns.options;
    let date = date(entry, emphasis, columns);
    let date_at = columns.end().saturating_sub(glyphs.width(&date));
    let gap = if date.is_empty() { 0 } else { GAP_COLUMNS };
    let at = columns.title_at + INDENT_COLUMNS;
    let mut left = date_at.saturating_sub(gap + at);
    line.runs.push(Run::new(" ".repeat(INDENT_COLUMNS), Role::Body));
    if let Some(fault) = row.fault {
        line.runs.push(Run::new(glyphs.fit(fault.as_str(), left), Role::Error));
    } else {
        let kind = entry.texts(FacetRole::Kind).next().unwrap_or_default();
        let kind = if kind == Kind::Film.as_str() { "" } else { kind };
        let genres: Vec<&str> = entry.texts(FacetRole::Genre).collect();
        let genres = genres.join(", ");
        let voice = emphasis.voice.unwrap_or_default();
        let facts = [voice, row.year.as_str(), kind, row.makers.as_str()];
        for fact in facts.into_iter().filter(|fact| !fact.is_empty()) {
            push_fact(&mut line, &mut left, fact, glyphs);
        }
        let separated = glyphs.width(&genres) + glyphs.width(SEPARATOR);
        if width >= MIN_COLUMNS_FOR_GENRES && !genres.is_empty() && separated <= left {
            push_fact(&mut line, &mut left, &genres, glyphs);
        }
    }
    line.push_at(date_at, Run::new(date, Role::Fact), glyphs);
    line
}

/// What stands between two facts.
const SEPARATOR: &str = " · ";

/// Adds a fact to those of a second line, cut to the columns that are `left`.
fn push_fact(line: &mut Line, left: &mut usize, fact: &str, glyphs: Glyphs) {
    let is_first = line.runs.last().is_none_or(|run| run.role != Role::Fact);
    let separator = if is_first { 0 } else { glyphs.width(SEPARATOR) };
    let room = left.saturating_sub(separator);
    if room < 2 {
        *left = 0;
        return;
    }
    if !is_first {
        line.runs.push(Run::new(SEPARATOR, Role::Dim));
    }
    let text = glyphs.fit(fact, room);
    *left = room - glyphs.width(&text);
    line.runs.push(Run::new(text, Role::Fact));
}

/// The date that the list is sorted by, as far as nothing above it says it already.
fn date(entry: EntryRef<'_>, emphasis: Emphasis<'_>, columns: &Columns) -> String {
    let Some(date) = entry.listed_date() else { return String::new() };
    let ListOptions { width, lines, is_under_years, .. } = columns.options;
    // The heading names the year of the review with which it stands.
    let year = emphasis.stands_with.map_or(Some(date), EntryRef::listed_date).map(|it| it.year);
    let date = match is_under_years {
        true if year != Some(date.year) => date.year.to_string(),
        true => date.within_year(),
        false => date.month_and_year(),
    };
    let is_seen = entry.date().is_none() && lines == RowLines::Two;
    match is_seen && width >= MIN_COLUMNS_FOR_SEEN && !date.is_empty() {
        true => format!("seen {date}"),
        false => date,
    }
}

fn push_right(line: &mut Line, end: usize, text: String, glyphs: Glyphs) {
    let at = end.saturating_sub(glyphs.width(&text));
    line.push_at(at, Run::new(text, Role::Fact), glyphs);
}

/// Splits `text` into runs, those of `matched` graphemes in [`Role::Match`].
fn marked(text: &str, matched: &[u32], role: Role) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, grapheme) in (0..).zip(text.graphemes(true)) {
        let here = if matched.binary_search(&index).is_ok() { Role::Match } else { role };
        match runs.last_mut() {
            Some(last) if last.role == here => last.text.push(grapheme),
            _ => runs.push(Run::new(grapheme, here)),
        }
    }
    runs
}

#[cfg(test)]
mod tests;
