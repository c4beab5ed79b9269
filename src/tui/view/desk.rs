//! The author's desk, in the list's place.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::plain;
use crate::page::desk::desk;
use crate::page::{Line, Role};
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::message::Target;

/// Rows above the desk's lines.
const HEAD: u16 = 2;

pub(super) fn draw(
    painter: &mut Painter<'_>,
    app: &App,
    state: &Desk,
    pane: Rect,
    divider: Option<u16>,
) {
    painter.region(pane, Target::List);
    if let Some(x) = divider {
        for y in pane.y..pane.bottom() {
            painter.line(x, y, 1, &Line::new(vec![plain("│", Role::Rule)]));
        }
    }
    let room = pane.width.saturating_sub(3);
    let name = plain(app.look.name.clone(), Role::Dim);
    painter.line(pane.x + 1, pane.y, room, &Line::new(vec![name]));
    let Some(shown) = &app.reader.shown else { return };
    let columns = usize::from(room);
    let desk = desk(&shown.review, &state.problems, state.usual.as_ref(), state.chosen, columns);
    let rows = usize::from(pane.height.saturating_sub(HEAD));
    // The problem that was gone to stays in view.
    let at = state.chosen.and_then(|chosen| desk.problems.get(chosen)).copied().unwrap_or(0);
    let first = (at + 3).saturating_sub(rows).min(desk.lines.len().saturating_sub(rows));
    for (line, y) in desk.lines.iter().skip(first).zip(pane.y + HEAD..pane.bottom()) {
        painter.line(pane.x + 1, y, room, line);
    }
}
