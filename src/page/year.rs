//! A year of reviews on one page, as a critic would print it.

mod chart;
mod figures;
mod named;

use super::stats::grid::{Column, Grid, GridRow};
use super::stats::{INDENT_COLUMNS, decimals, label, mean_of};
use super::{Line, Role, Run, flow};
use crate::model::Stars;
use crate::stats::{Bucket, Counted, Detail, Named, Outlier, Ranking, TableName, YearStatistics};
use crate::text::Glyphs;
use crate::text::phrase::{grouped, plural};
use named::{Aside, Row};

/// A wider page is harder to read.
pub const MAX_PAGE_COLUMNS: usize = 76;
/// The least columns of a page with two tables of names beside each other.
const TWO_TABLES_COLUMNS: usize = 60;
/// Blank columns between two blocks beside each other.
const GAP_COLUMNS: usize = 2;
/// The names of a table that are shown; the others are counted.
const MAX_NAMES: usize = 5;

/// The reviews above the usual of their makers or genres that are named, and as many below.
const MAX_SURPRISES: usize = 3;

/// A heading with what stands below it.
type Block = Vec<Line>;

/// How a part of the page is laid out.
#[derive(Clone, Copy, Debug)]
struct Layout {
    columns: usize,
    glyphs: Glyphs,
}

/// The lines of the page in at most `columns`.
#[must_use]
pub fn page(year: &YearStatistics, columns: usize, glyphs: Glyphs) -> Vec<Line> {
    let layout = Layout { columns: columns.min(MAX_PAGE_COLUMNS), glyphs };
    let mut blocks = vec![head(year, &layout), figures::block(&figures::of(year, glyphs), &layout)];
    blocks.extend(charts(year, &layout));
    blocks.push(ranking("Highest rated", &year.highest, by_rating, &layout));
    blocks.push(ranking("Lowest rated", &year.lowest, by_rating, &layout));
    blocks.push(surprises(year, &layout));
    blocks.extend(tables(year, &layout));
    blocks.push(ranking("Longest, in words", &year.longest, by_length, &layout));
    blocks.retain(|block| !block.is_empty());
    blocks.join(&Line::blank())
}

/// What the page is, in one line.
#[must_use]
pub fn title(year: &YearStatistics) -> String {
    let reviews = plural(year.statistics.total.filtered.reviews, "review");
    let by = year.author.iter().map(|author| format!(" by {author}"));
    format!("{}: {reviews}{}", year.year, by.collect::<String>())
}

impl Layout {
    /// The left and the right half of the page.
    const fn halves(&self) -> [Self; 2] {
        let left = self.columns / 2;
        let right = self.columns.saturating_sub(left + GAP_COLUMNS);
        [Self { columns: left, ..*self }, Self { columns: right, ..*self }]
    }

    /// Two blocks beside each other, each of which was laid out for its half.
    fn beside(&self, mut left: Block, right: Block) -> Block {
        left.resize(left.len().max(right.len()), Line::blank());
        let at = self.columns / 2 + GAP_COLUMNS;
        for (line, other) in left.iter_mut().zip(right) {
            if !other.runs.is_empty() {
                line.extend_at(at, other.runs, self.glyphs);
            }
        }
        left
    }

    fn note(&self, words: &str) -> Line {
        let words = self.glyphs.fit(words, self.columns.saturating_sub(INDENT_COLUMNS));
        Line::new(vec![
            Run::new(" ".repeat(INDENT_COLUMNS), Role::Body),
            Run::new(words, Role::Dim),
        ])
    }
}

/// The year, and who wrote. A picture has the year in twice as many columns.
fn head(year: &YearStatistics, layout: &Layout) -> Block {
    let glyphs = layout.glyphs;
    let mut line = Line::new(vec![Run::new(format!("{:04}", year.year), Role::Title)]);
    if let Some(author) = &year.author {
        let room = layout.columns.saturating_sub(2 * line.width(glyphs) + GAP_COLUMNS);
        let author = Run::new(author.clone(), Role::Fact);
        line.push_right(layout.columns, &flow::fit(&[author], room, glyphs), glyphs);
    }
    vec![line, Line::new(vec![Run::new("─".repeat(layout.columns), Role::Rule)])]
}

/// The months and the ratings: beside each other where both fit as columns, else one below the
/// other.
fn charts(year: &YearStatistics, layout: &Layout) -> Vec<Block> {
    let charts = [chart::of_months(year), chart::of_ratings(year, layout.glyphs)];
    let [left, right] = layout.halves();
    if let [Some(months), Some(ratings)] = &charts
        && let Some((months, ratings)) = months.columns(&left).zip(ratings.columns(&right))
    {
        return vec![layout.beside(months, ratings)];
    }
    let block = |chart: &chart::Chart| chart.columns(layout).unwrap_or_else(|| chart.bars(layout));
    charts.iter().flatten().map(block).collect()
}

/// Reviews that are named, and how many others are equal to the last of them.
fn ranking<'a>(
    heading: &'static str,
    ranking: &'a Ranking,
    row: impl Fn(&'a Named, Glyphs) -> Row<'a>,
    layout: &Layout,
) -> Block {
    let rows: Vec<Row<'_>> =
        ranking.reviews.iter().map(|named| row(named, layout.glyphs)).collect();
    let mut lines = named::block(heading, &rows, layout);
    if ranking.ties > 0 {
        lines.push(layout.note(&format!("{} more like the last", grouped(ranking.ties))));
    }
    lines
}

fn by_rating(named: &Named, glyphs: Glyphs) -> Row<'_> {
    let date = named.date.map(|date| date.within_year()).unwrap_or_default();
    let makers = named.makers.to_string();
    let parts = [&*makers, &*date].into_iter().filter(|part| !part.is_empty());
    let both = parts.collect::<Vec<_>>().join(&glyphs.signs(" · "));
    Row {
        lead: stars(named.stars.unwrap_or(Stars::from_halves(0)), glyphs),
        title: &named.title,
        year: named.year,
        aside: Aside::Beside(vec![both, date]),
    }
}

fn by_length(named: &Named, _: Glyphs) -> Row<'_> {
    Row {
        lead: Run::new(grouped(named.words), Role::Count),
        title: &named.title,
        year: named.year,
        aside: Aside::Beside(vec![named.makers.to_string()]),
    }
}

fn stars(stars: Stars, glyphs: Glyphs) -> Run {
    label(&Bucket::Stars(stars), glyphs)
}

/// The reviews with a rating far from the usual of a maker or a genre.
fn surprises(year: &YearStatistics, layout: &Layout) -> Block {
    let table = year.statistics.table(TableName::Outliers);
    let rows = table.map_or(&[][..], |table| &table.rows);
    let above = rows.iter().filter(|row| is_above(row)).take(MAX_SURPRISES);
    let below = rows.iter().filter(|row| !is_above(row)).rev().take(MAX_SURPRISES);
    let rows = above.chain(below).filter_map(|row| surprise(row, layout.glyphs));
    let rows: Vec<Row<'_>> = rows.collect();
    named::block("Surprises", &rows, layout)
}

fn is_above(row: &Counted) -> bool {
    matches!(&row.detail, Detail::Outlier(outlier) if outlier.difference > 0)
}

fn surprise(row: &Counted, glyphs: Glyphs) -> Option<Row<'_>> {
    let Detail::Outlier(outlier) = &row.detail else { return None };
    let Outlier { title, stars: given, difference, .. } = outlier;
    let side = if *difference < 0 { "below" } else { "above" };
    let difference = decimals(difference.unsigned_abs());
    let spread = &row.tally.whole.spread;
    let usual = format!("{difference} {side} {}", label(&row.bucket, glyphs).text);
    let (mean, rated) = (mean_of(spread), grouped(spread.rated()));
    Some(Row {
        lead: stars(*given, glyphs),
        title,
        year: None,
        aside: Aside::BesideOrBelow(vec![format!("{usual} (mean {mean}, n {rated})"), usual]),
    })
}

/// The people and the genres of most reviews.
fn tables(year: &YearStatistics, layout: &Layout) -> Vec<Block> {
    let genres = year.statistics.table(TableName::Genres);
    let genres = genres.map_or(&[][..], |table| &table.rows);
    let of_year = genres.partition_point(|row| row.tally.filtered.reviews > 0);
    let (people, genres) = (&year.people[..], genres.get(..of_year).unwrap_or_default());
    let is_beside = !people.is_empty() && !genres.is_empty();
    if is_beside && layout.columns >= TWO_TABLES_COLUMNS {
        let [left, right] = layout.halves();
        let left = Layout { columns: left.columns - GAP_COLUMNS, ..left };
        let people = names("People", people, &left);
        return vec![layout.beside(people, names("Genres", genres, &right))];
    }
    vec![names("People", people, layout), names("Genres", genres, layout)]
}

/// Names with how many reviews they are in, and how these are rated.
fn names(heading: &'static str, rows: &[Counted], layout: &Layout) -> Block {
    if rows.is_empty() {
        return Vec::new();
    }
    let glyphs = layout.glyphs;
    let shown = if rows.len() > MAX_NAMES + 1 { MAX_NAMES } else { rows.len() };
    let row = |row: &Counted| GridRow {
        label: label(&row.bucket, glyphs),
        amount: None,
        cells: [grouped(row.tally.filtered.reviews), mean_of(&row.tally.filtered.spread)]
            .map(|cell| Run::new(cell, Role::Count))
            .into(),
    };
    let grid = Grid {
        heading,
        columns: vec![Column::figures("n"), Column::figures("mean").optional()],
        rows: rows.iter().take(shown).map(row).collect(),
        most: None,
        width: layout.columns,
        is_flush: false,
        glyphs,
    };
    let mut lines: Vec<Line> = grid.lines().into_iter().map(|line| line.line).collect();
    if rows.len() > shown {
        lines.push(layout.note(&format!("{} more", grouped(rows.len() - shown))));
    }
    lines
}
