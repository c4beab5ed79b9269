//! Drawing two reviews.

use ratatui::layout::Rect;

use super::CompareScreen;
use super::areas::Areas;
use crate::model::EntryRef;
use crate::page::compare::{ComparedRow, ComparisonPage, DIFFERENCE_SIGN, Side};
use crate::page::{Line, Role, Run};
use crate::tui::message::Target;
use crate::tui::shared::Shared;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::review::draw_title;

impl CompareScreen {
    pub(super) fn draw_page(
        &self,
        painter: &mut Painter<'_>,
        page: &ComparisonPage,
        areas: &Areas,
    ) {
        for (index, text) in areas.texts.into_iter().enumerate() {
            painter.region(text, Target::Item(index));
        }
        let ComparedRow { lines, differs } = page.title_row(self.scroll > 0);
        for (side, line) in Side::BOTH.into_iter().zip(lines) {
            if let Some(row) = areas.title(side, self.side) {
                draw_title(
                    painter,
                    row,
                    areas.bar(row),
                    side == self.side,
                    line.unwrap_or_default(),
                );
            }
        }
        // Where one title stands below the other, the bar of the focus stands beside one of them.
        let title = areas.title(self.side.other(), self.side);
        if let Some(row) = title.filter(|_| differs) {
            draw_difference(painter, areas, row.y);
        }
        let moving = areas.moving();
        for (row, y) in (self.scroll..page.row_count()).zip(moving.y..moving.bottom()) {
            let ComparedRow { lines, differs } = page.row(row);
            for (side, line) in Side::BOTH.into_iter().zip(lines) {
                let text = side.of(&areas.texts);
                if let Some(line) = line {
                    draw_line(painter, Rect { y, height: 1, ..*text }, line, side == self.side);
                }
            }
            if differs {
                draw_difference(painter, areas, y);
            }
        }
        painter.point_at(self.side.of(&areas.texts).x, moving.y.min(moving.bottom()));
    }

    /// The titles alone, until the page is there.
    pub(super) fn draw_titles(&self, painter: &mut Painter<'_>, shared: &Shared, areas: &Areas) {
        for (side, id) in Side::BOTH.into_iter().zip(self.ids) {
            let Some(row) = areas.title(side, self.side) else { continue };
            let title = shared.library.get(id).map_or("", EntryRef::title);
            let title = painter.glyphs.fit(title, usize::from(row.width));
            let line = Line::new(vec![Run::new(title, Role::Title)]);
            draw_title(painter, row, areas.bar(row), side == self.side, line);
        }
        let moving = areas.moving();
        if moving.height > 1 {
            let words = Line::new(vec![Run::new("reading …", Role::Dim)]);
            painter.line(moving.x, moving.y + 1, moving.width, &words);
        }
        painter.point_at(moving.x, moving.y);
    }
}

/// Marks a row with something in which the reviews differ, on the line between them, or before it.
fn draw_difference(painter: &mut Painter<'_>, areas: &Areas, y: u16) {
    let before = || areas.texts[0].x.saturating_sub(2);
    let x = areas.divider.map_or_else(before, |line| line.x);
    painter.clear(Rect::new(x, y, 1, 1));
    painter.run(x, y, 1, &Run::new(DIFFERENCE_SIGN, Role::Accent));
}

/// Draws a line of one review. Links are chosen from their list, since those of both have the same
/// numbers; a click on a cover concerns the review that has the keys.
fn draw_line(painter: &mut Painter<'_>, area: Rect, mut line: Line, has_focus: bool) {
    line.runs.iter_mut().for_each(|run| run.link = None);
    if has_focus {
        painter.line(area.x, area.y, area.width, &line);
        return;
    }
    let mut x = area.x;
    for run in &line.runs {
        x = painter.run(x, area.y, area.right().saturating_sub(x), run);
    }
}
