//! Where the tables stand: in two columns where there is room, else one below another. The page is
//! scrolled as a whole.

use crate::page::Line;
use crate::page::stats::{TableItem, TableLine, TableOptions, table};
use crate::stats::{Statistics, TableName};
use crate::text::Glyphs;
use crate::tui::panes::Panes;

/// The least columns of a screen with two columns of tables.
const TWO_COLUMNS: u16 = 80;
/// On fewer columns the left tables are as narrow as their bars allow, for the names at the right.
const EVEN_COLUMNS: u16 = 100;
const LEFT_COLUMNS: u16 = 40;
/// Wider tables are harder to read.
const MAX_TABLE_COLUMNS: u16 = 72;
/// The least columns of a screen with wide margins, and both margins.
const ROOMY_COLUMNS: u16 = 40;
const MARGINS: (u16, u16) = (2, 1);
/// The least rows with a blank row below the heading.
const MIN_ROWS_FOR_BLANK: u16 = 10;
/// The rows of a long table, and how many rows of the screen there must be for each.
const LONG_TABLE_ROWS: (usize, usize) = (4, 10);
const SCREEN_ROWS_FOR_ROW: usize = 10;
/// The rows of a table that was opened.
const OPENED_ROWS: usize = 1000;

/// The tables at the left, those at the right.
const COLUMNS: [&[TableName]; 2] = [
    &[
        TableName::Ratings,
        TableName::Voices,
        TableName::Closeness,
        TableName::Guesses,
        TableName::Decades,
        TableName::Outliers,
        TableName::Tags,
    ],
    &[TableName::Written, TableName::Makers, TableName::Genres, TableName::Sections],
];

/// Blank columns at both sides of the screen.
pub(super) const fn margin(columns: u16) -> u16 {
    if columns >= ROOMY_COLUMNS { MARGINS.0 } else { MARGINS.1 }
}

/// What can be chosen, with its place.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) table: TableName,
    pub(super) item: TableItem,
    row: usize,
    /// The row of the heading of its table.
    heading: usize,
    /// The row itself; below the last row of a table what is said of it.
    bottom: usize,
}

/// A line of a table, with its place.
#[derive(Debug)]
pub(super) struct PlacedLine {
    pub(super) x: u16,
    pub(super) width: u16,
    /// The row of the page.
    pub(super) row: usize,
    pub(super) line: Line,
    /// An index into [`Layout::items`].
    pub(super) item: Option<usize>,
}

/// The page, laid out for a screen.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) items: Vec<Placed>,
    pub(super) lines: Vec<PlacedLine>,
    /// The rows of the page.
    rows: usize,
    /// The first row of the screen, and how many there are.
    y: u16,
    pub(super) height: u16,
}

impl Layout {
    pub(super) fn new(
        statistics: &Statistics,
        opened: &[TableName],
        panes: &Panes,
        glyphs: Glyphs,
    ) -> Self {
        let Some(pane) = panes.whole else { return Self::default() };
        let y = pane.y + 1 + u16::from(panes.rows >= MIN_ROWS_FOR_BLANK);
        let height = pane.bottom().saturating_sub(y);
        let mut layout = Self { y, height, ..Self::default() };
        let most = usize::from(panes.rows) / SCREEN_ROWS_FOR_ROW;
        let most = most.clamp(LONG_TABLE_ROWS.0, LONG_TABLE_ROWS.1);
        let mut row = 0;
        for ((x, width), names) in places(pane.width).into_iter().zip(COLUMNS) {
            if pane.width >= TWO_COLUMNS {
                row = 0;
            }
            for name in names {
                let max_rows = if opened.contains(name) { OPENED_ROWS } else { most };
                let (width, columns) = (usize::from(width), usize::from(pane.width));
                let options = TableOptions { width, columns, max_rows, glyphs };
                let lines = statistics.table(*name).map(|rows| table(statistics, rows, &options));
                row = layout.add(*name, x, lines.unwrap_or_default(), row, width);
            }
        }
        layout
    }

    /// Adds a table below row `row` of the page; returns the row below it and a blank one.
    fn add(
        &mut self,
        name: TableName,
        x: u16,
        lines: Vec<TableLine>,
        row: usize,
        width: usize,
    ) -> usize {
        if lines.is_empty() {
            return row;
        }
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        let mut at = row;
        for TableLine { line, item } in lines {
            let index = item.map(|item| {
                self.items.push(Placed { table: name, item, row: at, heading: row, bottom: at });
                self.items.len() - 1
            });
            self.lines.push(PlacedLine { x, width, row: at, line, item: index });
            at += 1;
        }
        if let Some(last) = self.items.last_mut() {
            last.bottom = at - 1;
        }
        self.rows = self.rows.max(at);
        at + 1
    }

    /// The last row of the page that can stand at the top.
    pub(super) fn last_top(&self) -> usize {
        self.rows.saturating_sub(usize::from(self.height))
    }

    /// The first row in view that brings an item into view, with the heading of its table where that
    /// fits.
    pub(super) fn following(&self, item: usize, top: usize) -> usize {
        let Some(placed) = self.items.get(item) else { return 0 };
        let height = usize::from(self.height);
        let first = match placed.row - placed.heading < height {
            true => placed.heading,
            false => placed.row,
        };
        let lowest = (placed.bottom + 1).saturating_sub(height);
        top.clamp(lowest.min(first), first).min(self.last_top())
    }

    /// The row of the screen for a row of the page, if it is in view.
    pub(super) fn y_of(&self, row: usize, top: usize) -> Option<u16> {
        let at = u16::try_from(row.checked_sub(top)?).ok()?;
        (at < self.height).then(|| self.y + at)
    }
}

/// The first column and the width of both columns; where there is only room for one, they are the
/// same.
fn places(columns: u16) -> [(u16, u16); 2] {
    let margin = margin(columns);
    if columns < TWO_COLUMNS {
        let width = columns.saturating_sub(2 * margin);
        return [(margin, width), (margin, width)];
    }
    let (left, right) = match columns {
        ..EVEN_COLUMNS => (LEFT_COLUMNS, margin + LEFT_COLUMNS + 2),
        _ => (columns / 2 - margin, columns / 2 + margin),
    };
    let width = |width: u16| width.min(MAX_TABLE_COLUMNS);
    [(margin, width(left)), (right, width(columns - right - margin))]
}
