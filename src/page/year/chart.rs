//! Counts as a chart: columns beside each other, or bars below each other where these do not fit.

use super::{Block, INDENT_COLUMNS, Layout};
use crate::model::{Date, Stars};
use crate::page::stars::earned;
use crate::page::stats::grid::{Column, Grid, GridRow};
use crate::page::stats::label;
use crate::page::{Line, Role, Run};
use crate::stats::{Bucket, Detail, TableName, YearStatistics};
use crate::text::Glyphs;
use crate::text::phrase::grouped;

/// The rows of the highest column.
const MAX_ROWS: usize = 4;
/// How far a row is filled, from the least.
const STEPS: [&str; 4] = ["▂", "▄", "▆", "█"];
const ASCII_STEP: &str = "#";
/// The columns of the page that each column takes with the blank behind it: at the least, and where
/// there is room.
const MIN_CELL_COLUMNS: usize = 2;
const ROOMY_CELL_COLUMNS: usize = 4;

/// What is counted.
#[derive(Debug)]
pub(super) struct Chart {
    heading: &'static str,
    counts: Vec<Labelled>,
    /// What the counts do not say.
    note: Option<String>,
    /// Of what is drawn.
    role: Role,
}

/// A count with its name.
#[derive(Debug)]
struct Labelled {
    count: usize,
    /// Below a column: one or two characters, or none.
    label: String,
    /// Before a bar.
    name: Run,
}

/// How many reviews there are of each month. `None` if no month is known.
pub(super) fn of_months(year: &YearStatistics) -> Option<Chart> {
    let mut counts = [0; 12];
    let written = year.statistics.table(TableName::Written);
    for row in written.into_iter().flat_map(|table| &table.rows) {
        if let Detail::Months(months) = &row.detail {
            let months = counts.iter_mut().zip(months);
            months.for_each(|(count, month)| *count += month.filtered);
        }
    }
    let labelled = |(month, count): (u8, usize)| {
        let name = Date { year: year.year, month: Some(month), day: None }.within_year();
        let label = name.chars().take(1).collect();
        Labelled { count, label, name: Run::new(name, Role::Body) }
    };
    let known: usize = counts.iter().sum();
    let elsewhere = year.statistics.total.filtered.reviews.saturating_sub(known);
    (known > 0).then(|| Chart {
        heading: "By month",
        counts: (1..).zip(counts).map(labelled).collect(),
        note: (elsewhere > 0).then(|| format!("{} without a month", grouped(elsewhere))),
        role: Role::RuleRead,
    })
}

/// How many reviews have how many stars. `None` if none has any.
pub(super) fn of_ratings(year: &YearStatistics, glyphs: Glyphs) -> Option<Chart> {
    let spread = &year.statistics.total.filtered.spread;
    let labelled = |(halves, count): (u8, usize)| {
        let stars = Stars::from_halves(halves);
        let label = match halves {
            1 => earned(stars, glyphs),
            halves if halves % 2 == 0 => (halves / 2).to_string(),
            _ => String::new(),
        };
        Labelled { count, label, name: label_of(stars, glyphs) }
    };
    (spread.rated() > 0).then(|| Chart {
        heading: "Ratings",
        counts: (1..).zip(spread.levels()).map(labelled).collect(),
        note: None,
        role: Role::Star,
    })
}

fn label_of(stars: Stars, glyphs: Glyphs) -> Run {
    label(&Bucket::Stars(stars), glyphs)
}

impl Chart {
    /// A column for each count, with the count above and its label below. `None` where they do not
    /// fit.
    pub(super) fn columns(&self, layout: &Layout) -> Option<Block> {
        let most = self.counts.iter().map(|labelled| labelled.count).max()?;
        let least = (grouped(most).len() + 1).max(MIN_CELL_COLUMNS);
        let room = (layout.columns + 1).checked_sub(INDENT_COLUMNS)? / self.counts.len();
        let cell = room.min(ROOMY_CELL_COLUMNS.max(least));
        if cell < least {
            return None;
        }
        let glyphs = layout.glyphs;
        let mut block = self.head();
        // The row above the highest column has its count.
        let rows = (0..=MAX_ROWS).rev().chain([usize::MAX]);
        for row in rows {
            let mut line = Line::blank();
            for (index, labelled) in self.counts.iter().enumerate() {
                let run = match row {
                    usize::MAX => Run::new(labelled.label.clone(), Role::Dim),
                    row => self.cell(labelled.count, most, row, cell - 1, glyphs),
                };
                let shift = (cell - 1).saturating_sub(glyphs.width(run.text.as_str())) / 2;
                line.push_at(INDENT_COLUMNS + index * cell + shift, run, glyphs);
            }
            block.push(line);
        }
        block.extend(self.note.iter().map(|note| layout.note(note)));
        Some(block)
    }

    /// What a column shows in a row, counted from the lowest.
    fn cell(&self, count: usize, most: usize, row: usize, width: usize, glyphs: Glyphs) -> Run {
        let steps = steps(count, most);
        let full_rows = steps.div_ceil(STEPS.len());
        if row >= full_rows {
            return match (count, row - full_rows) {
                (0, 0) => Run::new("·", Role::Rule),
                (1.., 0) => Run::new(grouped(count), Role::Count),
                _ => Run::default(),
            };
        }
        let step = (steps - row * STEPS.len()).min(STEPS.len());
        let sign = if glyphs.is_ascii() { ASCII_STEP } else { STEPS[step.saturating_sub(1)] };
        Run::new(sign.repeat(width), self.role)
    }

    /// A bar for each count, from the first to the last.
    pub(super) fn bars(&self, layout: &Layout) -> Block {
        let row = |labelled: &Labelled| GridRow {
            label: labelled.name.clone(),
            amount: Some(labelled.count),
            cells: vec![Run::new(grouped(labelled.count), Role::Count)],
        };
        let grid = Grid {
            heading: self.heading,
            columns: vec![Column::figures("")],
            rows: self.counts.iter().map(row).collect(),
            most: self.counts.iter().map(|labelled| labelled.count).max(),
            width: layout.columns,
            is_flush: true,
            glyphs: layout.glyphs,
        };
        let lines = grid.lines().into_iter().map(|line| line.line);
        lines.chain(self.note.iter().map(|note| layout.note(note))).collect()
    }

    fn head(&self) -> Block {
        vec![Line::new(vec![Run::new(self.heading, Role::Heading)]), Line::blank()]
    }
}

/// How many steps high a column is: its share of the highest, rounded, but at least one.
fn steps(count: usize, most: usize) -> usize {
    const MAX_STEPS: usize = MAX_ROWS * STEPS.len();
    match count {
        0 => 0,
        count => ((2 * count * MAX_STEPS + most) / (2 * most).max(1)).max(1),
    }
}
