//! Rows of reviews by their titles.

use super::{Block, INDENT_COLUMNS, Layout};
use crate::page::wrap::wrap;
use crate::page::{Line, Role, Run, flow};
use crate::text::Clean;

/// Blank columns between the parts of a row.
const GAP_COLUMNS: usize = 2;
/// A longer title is cut.
const MAX_TITLE_ROWS: usize = 2;

/// A review.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Its rating or its length.
    pub(super) lead: Run,
    pub(super) title: &'a Clean,
    /// Of the work.
    pub(super) year: Option<i32>,
    pub(super) aside: Aside,
}

/// What is said of a review at the right of its title.
#[derive(Debug)]
pub(super) enum Aside {
    /// The first of these that fits.
    Beside(Vec<String>),
    /// The same, or below the title the first that fits there, or the last in several rows.
    BesideOrBelow(Vec<String>),
}

/// The rows below their heading; nothing without rows.
pub(super) fn block(heading: &'static str, rows: &[Row<'_>], layout: &Layout) -> Block {
    if rows.is_empty() {
        return Block::new();
    }
    let glyphs = layout.glyphs;
    let lead = |row: &Row<'_>| glyphs.width_of(std::slice::from_ref(&row.lead));
    let leads = rows.iter().map(lead).max().unwrap_or_default();
    let heading = Run::new(glyphs.fit(heading, layout.columns), Role::Heading);
    let mut block = vec![Line::new(vec![heading]), Line::blank()];
    for row in rows {
        let mut line = Line::blank();
        // Numbers end in one column, stars begin in one.
        let shift = if row.lead.role == Role::Count { leads - lead(row) } else { 0 };
        line.push_at(INDENT_COLUMNS + shift, row.lead.clone(), glyphs);
        row.add_to(&mut block, line, INDENT_COLUMNS + leads + GAP_COLUMNS, layout);
    }
    block
}

impl Row<'_> {
    /// Adds the row to a block: its title from column `at` of the line that has the lead.
    fn add_to(&self, block: &mut Block, lead: Line, at: usize, layout: &Layout) {
        let glyphs = layout.glyphs;
        let room = layout.columns.saturating_sub(at);
        let mut title = vec![Run::new(self.title.clone(), Role::Body)];
        title.extend(self.year.map(|year| Run::new(format!("  {year}"), Role::Dim)));
        let rows = flow::some(&[title], flow::Between::Dot, room, MAX_TITLE_ROWS, glyphs).rows;
        let mut last = lead;
        for (index, row) in rows.into_iter().enumerate() {
            if index > 0 {
                block.push(std::mem::take(&mut last));
            }
            last.extend_at(at, row.runs, glyphs);
        }
        let free = layout.columns.saturating_sub(last.width(glyphs) + GAP_COLUMNS);
        let fitting = |asides: &[String], columns: usize| {
            let mut asides = asides.iter().filter(|aside| !aside.is_empty());
            asides.find(|aside| glyphs.width(aside) <= columns).cloned()
        };
        let aside = |words: String| Run::new(words, Role::Fact);
        let (Aside::Beside(asides) | Aside::BesideOrBelow(asides)) = &self.aside;
        if let Some(words) = fitting(asides, free) {
            last.push_right(layout.columns, &[aside(words)], glyphs);
            block.push(last);
            return;
        }
        block.push(last);
        if let Aside::BesideOrBelow(asides) = &self.aside {
            let words = fitting(asides, room).or_else(|| asides.last().cloned());
            for below in wrap(&[aside(words.unwrap_or_default())], room, glyphs) {
                let mut line = Line::blank();
                line.extend_at(at, below.runs, glyphs);
                block.push(line);
            }
        }
    }
}
