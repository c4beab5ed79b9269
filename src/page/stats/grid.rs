//! A table of labels, bars and figures, laid out in columns.

use super::{INDENT_COLUMNS, TableItem, TableLine};
use crate::page::{Line, Role, Run};
use crate::text::Glyphs;

pub(super) const MAX_BAR_COLUMNS: usize = 24;
/// With fewer columns a bar says nothing.
const MIN_BAR_COLUMNS: usize = 4;
/// Blank columns between a label and its bar.
const LABEL_GAP: usize = 2;
/// With fewer columns for labels a column of figures is left out.
const MIN_LABEL_COLUMNS: usize = 6;
/// Blank columns between two columns of figures, and in a narrow table.
const GAP: usize = 3;
const NARROW_GAP: usize = 2;
const NARROW_COLUMNS: usize = 44;

/// A column at the right of the labels.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct Column {
    pub(in crate::page) title: &'static str,
    /// Whether its cells are flush left, as words are.
    pub(in crate::page) is_words: bool,
    /// Longer cells are cut.
    pub(in crate::page) max_width: usize,
    /// Whether it is left out where labels have too little room; the last of such columns first.
    pub(in crate::page) is_optional: bool,
}

impl Column {
    pub(in crate::page) const fn figures(title: &'static str) -> Self {
        Self { title, is_words: false, max_width: usize::MAX, is_optional: false }
    }

    pub(in crate::page) const fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }
}

/// A row before it is laid out.
#[derive(Debug)]
pub(in crate::page) struct GridRow {
    pub(in crate::page) label: Run,
    /// What the length of its bar stands for.
    pub(in crate::page) amount: Option<usize>,
    /// One for each column.
    pub(in crate::page) cells: Vec<Run>,
}

/// A table before it is laid out.
#[derive(Debug)]
pub(in crate::page) struct Grid {
    pub(in crate::page) heading: &'static str,
    pub(in crate::page) columns: Vec<Column>,
    pub(in crate::page) rows: Vec<GridRow>,
    /// The greatest amount of all rows, shown or not; `None` without bars.
    pub(in crate::page) most: Option<usize>,
    pub(in crate::page) width: usize,
    /// Whether the figures stand at the ends of the bars rather than in a column at the right.
    pub(in crate::page) is_flush: bool,
    pub(in crate::page) glyphs: Glyphs,
}

impl Grid {
    /// The heading with the titles of the columns, a blank line, and the rows.
    pub(in crate::page) fn lines(&self) -> Vec<TableLine> {
        let gap = if self.width < NARROW_COLUMNS { NARROW_GAP } else { GAP };
        let (columns, room) = self.fitted(gap);
        let bars = self.bars(room);
        let name = self.glyphs.fit(self.heading, INDENT_COLUMNS + room);
        let mut heading = Line::new(vec![Run::new(name, Role::Heading)]);
        let mut at = INDENT_COLUMNS + room;
        for &(_, column, width) in &columns {
            let run = Run::new(column.title, Role::Dim);
            self.place(&mut heading, at + gap, width, column.is_words, run);
            at += gap + width;
        }
        let mut lines = vec![TableLine::plain(heading), TableLine::plain(Line::blank())];
        for (index, row) in self.rows.iter().enumerate() {
            let mut line = self.labelled(row, room, bars.as_ref());
            let mut at = INDENT_COLUMNS + room;
            for &(index, column, width) in &columns {
                let Some(cell) = row.cells.get(index) else { continue };
                if self.is_flush {
                    line.extend_at(line.width(self.glyphs) + 1, [cell.clone()], self.glyphs);
                    continue;
                }
                self.place(&mut line, at + gap, width, column.is_words, cell.clone());
                at += gap + width;
            }
            lines.push(TableLine { line, item: Some(TableItem::Row(index)) });
        }
        lines
    }

    /// The columns that fit, each with its index and its width, and what is left for labels and bars.
    fn fitted(&self, gap: usize) -> (Vec<(usize, &Column, usize)>, usize) {
        let mut columns = self.widths();
        loop {
            let figures: usize = columns.iter().map(|(_, _, width)| gap + width).sum();
            let room = self.width.saturating_sub(INDENT_COLUMNS + figures);
            let last = columns.iter().rposition(|(_, column, _)| column.is_optional);
            match last {
                Some(last) if room < MIN_LABEL_COLUMNS => columns.remove(last),
                _ => return (columns, room),
            };
        }
    }

    /// Every column with its index and its width.
    fn widths(&self) -> Vec<(usize, &Column, usize)> {
        let width = |index: usize, column: &Column| {
            let cell = |row: &GridRow| row.cells.get(index).map_or(0, |cell| self.width_of(cell));
            let widest = self.rows.iter().map(cell).max().unwrap_or_default();
            widest.min(column.max_width).max(column.title.len())
        };
        let columns = self.columns.iter().enumerate();
        columns.map(|(index, column)| (index, column, width(index, column))).collect()
    }

    fn width_of(&self, run: &Run) -> usize {
        self.glyphs.width_of(std::slice::from_ref(run))
    }

    /// Puts a cell into its column.
    fn place(&self, line: &mut Line, at: usize, width: usize, is_words: bool, cell: Run) {
        let cell = match self.width_of(&cell) > width {
            true => Run { text: self.glyphs.fit(cell.text.as_str(), width).into(), ..cell },
            false => cell,
        };
        let shift = if is_words { 0 } else { width.saturating_sub(self.width_of(&cell)) };
        line.push_at(at + shift, cell, self.glyphs);
    }

    /// The columns of labels, and what a bar of full length stands for. `None` without bars.
    fn bars(&self, room: usize) -> Option<Bars> {
        let most = self.most?;
        let widest = self.rows.iter().filter(|row| row.amount.is_some());
        let widest = widest.map(|row| self.width_of(&row.label)).max().unwrap_or_default();
        // A label is cut last.
        let length = room.saturating_sub(widest + LABEL_GAP).min(MAX_BAR_COLUMNS);
        (length >= MIN_BAR_COLUMNS).then_some(Bars { labels: widest, length, most })
    }

    /// The label of a row with its bar.
    fn labelled(&self, row: &GridRow, room: usize, bars: Option<&Bars>) -> Line {
        let mut line = Line::new(vec![Run::new(" ".repeat(INDENT_COLUMNS), Role::Body)]);
        let bars = bars.filter(|_| row.amount.is_some());
        let columns = bars.map_or(room, |bars| bars.labels);
        let text = self.glyphs.fit(row.label.text.as_str(), columns);
        line.runs.push(Run { text: text.into(), ..row.label.clone() });
        if let (Some(bars), Some(amount)) = (bars, row.amount) {
            let at = INDENT_COLUMNS + bars.labels + LABEL_GAP;
            line.push_at(at, bars.bar(amount), self.glyphs);
        }
        line
    }
}

/// What the bars of a table have in common.
#[derive(Clone, Copy, Debug)]
struct Bars {
    labels: usize,
    /// Of the longest bar.
    length: usize,
    /// What it stands for.
    most: usize,
}

impl Bars {
    fn bar(&self, amount: usize) -> Run {
        match amount {
            0 => Run::new("·", Role::Rule),
            amount => Run::new("━".repeat(bar_columns(amount, self.most, self.length)), Role::Rule),
        }
    }
}

/// How long the bar of an amount is beside that of the greatest, which has `length` columns: its
/// share, rounded, but at least one.
pub(super) fn bar_columns(amount: usize, most: usize, length: usize) -> usize {
    (2 * amount * length + most).checked_div(2 * most).unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let bar = |amount, most| bar_columns(amount, most, 24);
        assert_eq!([bar(4, 4), bar(3, 4), bar(2, 4), bar(1, 4)], [24, 18, 12, 6]);
        assert_eq!([bar(1, 1000), bar(21, 1000), bar(63, 1000)], [1, 1, 2]);
        assert_eq!(bar_columns(190, 190, 24), 24);
        assert_eq!(bar_columns(77, 190, 24), 10);
    }
}
