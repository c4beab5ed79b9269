//! Which lines of a page are in view.
//!
//! Title and stars stay at the top. Below them the rest of the head leaves first; then the section
//! bar stays while the text goes on below it.

use std::ops::Range;

use super::panes::Panes;
use crate::page::{Line, Page, bar};

/// How the rows of the review's pane are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows at the top that never move.
    pub(crate) pinned: usize,
    /// Lines of the head that scroll away.
    pub(crate) header: usize,
    /// Rows of the section bar, and of the blank row below it.
    pub(crate) bar: usize,
    blank: usize,
    pub(crate) body: usize,
    /// The last line of the text that may stand at the top.
    last_top: usize,
    pub(crate) height: usize,
}

impl Rows {
    /// The use of the rows for `page`. Called several times for every key, so it only counts lines.
    #[must_use]
    pub(crate) fn new(page: &Page, panes: &Panes) -> Self {
        let bar = match page.sections.len() {
            0 | 1 => 0,
            _ => bar::height(page, (usize::from(panes.text.width), usize::from(panes.bar_rows))),
        };
        // A head of several rows ends in a blank one above the bar.
        let below_title = page.head.len().saturating_sub(1);
        Self {
            pinned: 1,
            header: below_title + usize::from(below_title > 0 && bar > 0),
            bar,
            blank: usize::from(panes.text_blank),
            body: page.body.len(),
            last_top: last_top(page),
            height: usize::from(panes.text.height),
        }
    }

    /// Rows between the head and the text.
    #[must_use]
    pub(crate) const fn above_text(&self) -> usize {
        self.bar + self.blank
    }

    /// Rows in which lines move.
    #[must_use]
    pub(crate) const fn moving(&self) -> usize {
        self.height.saturating_sub(self.pinned + self.above_text())
    }

    /// How far to scroll for the text to end at the bottom.
    #[must_use]
    pub(crate) const fn end(&self) -> usize {
        (self.header + self.body).saturating_sub(self.moving())
    }

    /// The furthest that can be scrolled: every section and every paragraph can stand at the top.
    #[must_use]
    pub(crate) fn furthest(&self) -> usize {
        let last = if self.last_top > 0 { self.header + self.last_top } else { 0 };
        self.end().max(last)
    }

    /// The lines of the head in view, but for those that never move.
    #[must_use]
    pub(crate) fn header_in_view(&self, scroll: usize) -> Range<usize> {
        let start = scroll.min(self.header);
        start..self.header.min(start + self.height.saturating_sub(self.pinned))
    }

    /// The lines of the text in view.
    #[must_use]
    pub fn body_in_view(&self, scroll: usize) -> Range<usize> {
        let start = scroll.saturating_sub(self.header).min(self.body);
        let room = self.moving().saturating_sub(self.header_in_view(scroll).len());
        start..self.body.min(start + room)
    }

    /// How far to scroll for `line` of the text to be at the top.
    #[must_use]
    pub(crate) fn scroll_for(&self, line: usize) -> usize {
        (self.header + line).min(self.furthest())
    }
}

/// The row at the top: the first one of the head, cut to one row as soon as the head scrolls.
#[must_use]
pub(crate) fn pinned(page: &Page, scroll: usize) -> Line {
    match scroll {
        0 => page.head.line(0).unwrap_or_default(),
        _ => page.title_line.clone(),
    }
}

/// A line of the head below its first; blank above the section bar.
#[must_use]
pub(crate) fn header_line(page: &Page, index: usize) -> Line {
    page.head.line(index + 1).unwrap_or_default()
}

/// The line at which the last section or the last paragraph begins.
fn last_top(page: &Page) -> usize {
    let section = page.sections.last().map_or(0, |section| section.lines.start);
    let paragraph = page.paragraphs.last().map_or(0, |paragraph| paragraph.lines().start);
    section.max(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Role, Run};

    #[test]
    fn the_text_ends_at_the_bottom_and_scrolls_on_to_its_last_paragraph() {
        let rows =
            Rows { pinned: 2, header: 5, bar: 2, blank: 1, body: 40, last_top: 38, height: 22 };
        assert_eq!(rows.moving(), 17);
        assert_eq!(rows.end(), 28);
        assert_eq!(rows.body_in_view(0), 0..12);
        assert_eq!(rows.body_in_view(5), 0..17);
        assert_eq!(rows.body_in_view(rows.end()), 23..40);
        assert_eq!(rows.body_in_view(rows.furthest()), 38..40);
        assert_eq!((rows.scroll_for(38), rows.scroll_for(39)), (43, 43));
        let long = Rows { last_top: 3, ..rows };
        assert_eq!(long.furthest(), long.end());
    }

    #[test]
    fn the_counted_rows_are_those_that_are_drawn() {
        let line = |text: &str| Line::new(vec![Run::new(text, Role::Body)]);
        let lines = |text: &str| [line(text), line(text)].into_iter().collect();
        let page = Page {
            title_line: line("pinned"),
            head: lines("head"),
            body: lines("text"),
            ..Page::default()
        };
        assert_eq!([0, 1].map(|scroll| pinned(&page, scroll).text()), ["head", "pinned"]);
        for (columns, rows) in [(120, 36), (80, 24), (60, 14), (40, 8)] {
            let inputs = super::super::panes::PaneInputs { columns, rows, ..Default::default() };
            let panes = Panes::new(&inputs).unwrap();
            let rows = Rows::new(&page, &panes);
            let header: Vec<String> =
                (0..rows.header).map(|at| header_line(&page, at).text()).collect();
            assert_eq!(header, ["head"]);
            assert_eq!(rows.body, 2);
        }
    }

    #[test]
    fn no_room_shows_nothing() {
        let rows = Rows { pinned: 1, header: 3, bar: 0, blank: 0, body: 9, last_top: 0, height: 1 };
        assert!(rows.header_in_view(0).is_empty() && rows.body_in_view(5).is_empty());
    }
}
