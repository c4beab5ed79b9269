//! Which rows of the screen the reviews of the list take.

use super::List;
use crate::page::list::RowLines;

/// How the rows of the list's pane are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListRows {
    /// The rows below the heading of the list.
    pub(crate) height: usize,
    pub(crate) lines: RowLines,
    /// Whether groups have headings.
    pub(crate) is_grouped: bool,
}

/// Something that the list shows in its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListItem {
    /// The heading of the group with this index.
    Group(usize),
    /// The review with this index among those shown.
    Review(usize),
}

impl ListRows {
    /// The heading of the group in the top row, which stays there while its reviews scroll.
    const fn pinned(self) -> usize {
        if self.is_grouped { 1 } else { 0 }
    }

    /// Blank rows before the heading of a group, unless it is the first in view.
    const fn before_group(self) -> usize {
        match self.lines {
            RowLines::One => 0,
            RowLines::Two => 1,
        }
    }
}

impl List {
    /// The index of the group that holds the review with this index.
    fn group_at(&self, index: usize) -> usize {
        self.group_starts.partition_point(|&start| start <= index).saturating_sub(1)
    }

    /// The first row of a review, counted from the first row of the list.
    fn row_of(&self, index: usize, rows: ListRows) -> usize {
        let lines = index * rows.lines.count();
        if rows.is_grouped {
            let groups = self.group_at(index);
            lines + groups * (1 + rows.before_group()) + 1
        } else {
            lines
        }
    }

    /// All rows of the list.
    pub(crate) fn height(&self, rows: ListRows) -> usize {
        let last = self.shown().len().checked_sub(1);
        last.map_or(0, |last| self.row_of(last, rows) + rows.lines.count())
    }

    /// The rows that are scrolled away.
    pub(crate) fn rows_above(&self, rows: ListRows) -> usize {
        self.row_of(self.top, rows).saturating_sub(rows.pinned())
    }

    /// The lowest top with which all of a review is in view.
    fn lowest_top(&self, index: usize, rows: ListRows) -> usize {
        let end = self.row_of(index, rows) + rows.lines.count() + rows.pinned();
        let first_row = end.saturating_sub(rows.height);
        let (mut low, mut high) = (0, index);
        while low < high {
            let middle = low.midpoint(high);
            if self.row_of(middle, rows) >= first_row {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// The top with which the last review stands at the bottom.
    fn furthest_top(&self, rows: ListRows) -> usize {
        self.lowest_top(self.shown().len().saturating_sub(1), rows)
    }

    /// Whether the chosen review is in view.
    #[must_use]
    pub(crate) fn in_view(&self, rows: ListRows) -> bool {
        (self.lowest_top(self.cursor, rows)..=self.cursor).contains(&self.top)
    }

    /// Moves the view so that the chosen review is in it; a list without rows on the screen stays.
    pub(crate) fn follow(&mut self, rows: ListRows) {
        if rows.height > 0 {
            let lowest = self.lowest_top(self.cursor, rows);
            self.top = self.top.clamp(lowest, self.cursor).min(self.furthest_top(rows));
        }
    }

    /// Moves the view by about `by` rows without choosing another review.
    pub(crate) fn scroll(&mut self, by: isize, rows: ListRows) {
        let lines = isize::try_from(rows.lines.count()).unwrap_or(1);
        let reviews = by.signum() * (by.abs() + lines - 1) / lines;
        self.top = self.top.saturating_add_signed(reviews).min(self.furthest_top(rows));
    }

    /// How many reviews a page holds, here where the chosen one is.
    #[must_use]
    pub(crate) fn page(&self, rows: ListRows) -> usize {
        let reviews = self.items(rows).filter(|(row, item)| {
            matches!(item, ListItem::Review(_)) && row + rows.lines.count() <= rows.height
        });
        reviews.count().max(1)
    }

    /// What is in view, each with its first row in the pane.
    pub(crate) fn items(&self, rows: ListRows) -> impl Iterator<Item = (usize, ListItem)> {
        let offset = self.rows_above(rows);
        let pinned = rows.is_grouped.then(|| (0, ListItem::Group(self.group_at(self.top))));
        let reviews = (self.top..self.shown().len()).flat_map(move |index| {
            let row = self.row_of(index, rows) - offset;
            let group = self.group_at(index);
            let begins = index > self.top && self.group_starts.get(group) == Some(&index);
            let heading = (rows.is_grouped && begins).then(|| (row - 1, ListItem::Group(group)));
            heading.into_iter().chain([(row, ListItem::Review(index))])
        });
        let in_view = move |&(row, _): &(usize, ListItem)| row < rows.height;
        pinned.into_iter().chain(reviews).take_while(in_view)
    }
}
