//! The facts of the shown review, in the pane beside its text.

use ratatui::layout::Rect;

use super::paint::Painter;
use crate::page::Page;
use crate::tui::message::Target;
use crate::tui::panes::Panes;
use crate::tui::shared::Shared;

pub(crate) fn draw(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, page: &Page) {
    let (Some(area), Some(size)) = (panes.facts_text(), panes.facts_size()) else { return };
    // The wheel moves the text that the facts stand beside.
    painter.region(panes.facts.unwrap_or(area), Target::Text);
    let rows = page.facts_pane.rows(&shared.among_others(), size, page.glyphs);
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        painter.line(area.x, y, area.width, &row.line);
        if let Some(id) = row.review {
            painter.region(Rect { y, height: 1, ..area }, Target::Related(id));
        }
    }
}
