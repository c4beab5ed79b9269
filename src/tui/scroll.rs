//! Which lines of a page are in view.
//!
//! A page scrolls as one: its header leaves first, then the section bar stays at the top while the
//! text goes on below it.

use std::ops::Range;

use super::panes::Panes;
use crate::page::{Line, Page, bar};

/// How the rows of the review's pane are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows at the top that never move.
    pub(crate) pinned: usize,
    /// Lines of the header, which scroll away.
    pub(crate) header: usize,
    /// Rows of the section bar with the blank row below it.
    pub(crate) bar: usize,
    pub(crate) body: usize,
    pub(crate) height: usize,
}

impl Rows {
    /// The use of the rows for `page`. Called several times for every key, so it only counts lines.
    #[must_use]
    pub(crate) fn new(page: &Page, panes: &Panes) -> Self {
        let bar = if panes.bar && page.sections.len() > 1 {
            bar::height(page, usize::from(panes.text.width)) + usize::from(panes.airy)
        } else {
            0
        };
        let names_work = if panes.wide { page.title.len() + 2 } else { 0 };
        let facts = page.facts.len() + usize::from(!page.facts.is_empty());
        Self {
            pinned: 1 + usize::from(panes.bar && !panes.wide && panes.airy),
            header: names_work + facts,
            bar,
            body: body_lines(page, panes),
            height: usize::from(panes.text.height),
        }
    }

    /// Rows in which lines move.
    #[must_use]
    pub(crate) const fn moving(&self) -> usize {
        self.height.saturating_sub(self.pinned + self.bar)
    }

    /// The furthest that can be scrolled.
    #[must_use]
    pub(crate) const fn furthest(&self) -> usize {
        (self.header + self.body).saturating_sub(self.moving())
    }

    /// The lines of the header in view.
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

/// Rows above everything: title and stars when narrow, since no list beside it names the work.
#[must_use]
pub(crate) fn pinned(page: &Page, panes: &Panes) -> Vec<Line> {
    if panes.wide {
        return vec![Line::blank()];
    }
    let mut lines = vec![page.title_line.clone()];
    if panes.bar && panes.airy {
        lines.push(Line::blank());
    }
    lines
}

/// A line of the header: of what scrolls away before the text does.
#[must_use]
pub(crate) fn header_line(page: &Page, panes: &Panes, index: usize) -> Option<Line> {
    let facts = if panes.wide { page.title.len() + 2 } else { 0 };
    match index.checked_sub(facts) {
        Some(fact) => page.facts.line(fact),
        None if index == page.title.len() => Some(page.stars.clone()),
        None => page.title.line(index),
    }
}

/// A line of the text, or of the footer below it where no row is kept for that.
#[must_use]
pub(crate) fn body_line(page: &Page, index: usize) -> Option<Line> {
    match index.checked_sub(page.body.len()) {
        // A blank line stands between them.
        Some(below) => page.footer_lines.line(below.checked_sub(1)?),
        None => page.body.line(index),
    }
}

/// How many lines [`body_line`] has.
fn body_lines(page: &Page, panes: &Panes) -> usize {
    let has_row = panes.footer.is_some() || page.footer_lines.is_empty();
    page.body.len() + if has_row { 0 } else { page.footer_lines.len() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Role, Run};

    #[test]
    fn the_last_line_ends_at_the_bottom() {
        let rows = Rows { pinned: 2, header: 5, bar: 3, body: 40, height: 22 };
        assert_eq!(rows.moving(), 17);
        assert_eq!(rows.furthest(), 28);
        assert_eq!(rows.body_in_view(0), 0..12);
        assert_eq!(rows.body_in_view(5), 0..17);
        assert_eq!(rows.body_in_view(rows.furthest()), 23..40);
        assert_eq!(rows.scroll_for(39), rows.furthest());
    }

    #[test]
    fn the_counted_rows_are_those_that_are_drawn() {
        let line = |text: &str| Line::new(vec![Run::new(text, Role::Body)]);
        let lines = |text: &str| [line(text), line(text)].into_iter().collect();
        let page = Page {
            title: lines("title"),
            stars: line("stars"),
            facts: lines("fact"),
            body: lines("text"),
            footer_lines: lines("footer"),
            ..Page::default()
        };
        for (columns, rows) in [(120, 36), (80, 24), (60, 14), (40, 8)] {
            let inputs = super::super::panes::PaneInputs { columns, rows, ..Default::default() };
            let panes = Panes::new(&inputs).unwrap();
            let rows = Rows::new(&page, &panes);
            assert_eq!(rows.pinned, pinned(&page, &panes).len());
            let text = |line: Option<Line>| line.map(|line| line.text()).unwrap_or_default();
            let header: Vec<String> =
                (0..rows.header).map(|at| text(header_line(&page, &panes, at))).collect();
            let names = if panes.wide { vec!["title", "title", "stars", ""] } else { vec![] };
            assert_eq!(header, [names, vec!["fact", "fact", ""]].concat());
            let body: Vec<String> = (0..rows.body).map(|at| text(body_line(&page, at))).collect();
            let below = if panes.footer.is_some() { vec![] } else { vec!["", "footer", "footer"] };
            assert_eq!(body, [vec!["text", "text"], below].concat());
        }
    }

    #[test]
    fn no_room_shows_nothing() {
        let rows = Rows { pinned: 1, header: 3, bar: 0, body: 9, height: 1 };
        assert!(rows.header_in_view(0).is_empty() && rows.body_in_view(5).is_empty());
    }
}
