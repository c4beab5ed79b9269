//! The author's desk, in the list's place.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::plain;
use crate::page::{Line, Role};
use crate::tui::app::App;
use crate::tui::app::desk::{DESK_MARGINS, Desk};
use crate::tui::message::Target;
use crate::tui::panes::LIST_HEAD;

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
    let room = pane.width.saturating_sub(DESK_MARGINS);
    let name = plain(app.appearance.name.clone(), Role::Dim);
    painter.line(pane.x + 1, pane.y, room, &Line::new(vec![name]));
    let Some(desk) = app.desk_page() else { return };
    let first = state.scroll.min(desk.lines.len().saturating_sub(app.list_rows()));
    let lines = desk.lines.iter().enumerate().skip(first);
    for ((index, line), y) in lines.zip(pane.y + LIST_HEAD..pane.bottom()) {
        painter.line(pane.x + 1, y, room, line);
        if let Some(problem) = desk.problem_at(index) {
            painter.region(Rect::new(pane.x + 1, y, room, 1), Target::Problem(problem));
        }
    }
}
