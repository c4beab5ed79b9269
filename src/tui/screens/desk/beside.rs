//! The desk beside the page of a draft, and what it says on the page itself.

use ratatui::layout::Rect;

use super::DeskScreen;
use crate::page::desk::DeskRow;
use crate::page::wrap::wrap;
use crate::page::{self, Line, Role, Run};
use crate::tui::message::Target;
use crate::tui::panes::Panes;
use crate::tui::shared::Shared;
use crate::tui::widgets;
use crate::tui::widgets::paint::Painter;

/// Columns at the left and at the right of the desk's heading that stay blank.
const HEADING_MARGINS: (u16, u16) = (2, 1);

impl DeskScreen {
    /// Says in the row of the title when the page was right, and why it is no longer.
    pub(super) fn draw_stale(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        let (Some(shown), Some(why)) = (&shared.reader.shown, &shared.reader.stale) else { return };
        let whys = why.in_title();
        let saved = self.inspection.saved.as_ref();
        let saved: Vec<String> = saved
            .map(|saved| whys.iter().map(|why| format!("as of {saved} · {why}")).collect())
            .unwrap_or_default();
        let row = Rect { height: 1, ..panes.text };
        let columns = usize::from(row.width);
        let forms = saved.into_iter().chain(whys);
        let title = &shown.review;
        if let Some(line) = page::desk::stale_title(title, forms, columns, painter.glyphs) {
            painter.line(row.x, row.y, row.width, &line);
        }
    }

    pub(super) fn draw_meant(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        let Some(shown) = &shared.reader.shown else { return };
        if let Some(found) = self.meant(shown).filter(|_| shared.reader.stale.is_none()) {
            widgets::review::mark_match(painter, shared, panes, &found, Role::Meant);
        }
    }

    pub(super) fn draw_desk(
        &self,
        painter: &mut Painter<'_>,
        shared: &Shared,
        panes: &Panes,
        pane: Rect,
    ) {
        painter.region(pane, Target::Side);
        for divider in panes.dividers.into_iter().flatten() {
            widgets::divider(painter, divider, &(0..0));
        }
        let Some(desk) = self.desk(shared, false) else { return };
        let (left, right) = HEADING_MARGINS;
        let state = Line::new(vec![Run::new(desk.state(), Role::Dim)]);
        let state_at = painter.line_right(pane.right() - right, pane.y, &state);
        let room = state_at.saturating_sub(pane.x + left + 1);
        let name = painter.glyphs.fit(shared.appearance.name.as_str(), usize::from(room));
        painter.run(pane.x + left, pane.y, room, &Run::new(name, Role::Heading));
        let top = pane.y + panes.heading_rows;
        let area = Rect { y: top, height: pane.bottom().saturating_sub(top), ..pane };
        let columns = pane.width - right;
        let rows = desk.rows(usize::from(columns), usize::from(area.height));
        draw_rows(painter, &rows, Rect { width: columns, ..area });
    }
}

/// The page of a draft that is not saved yet.
pub(super) fn draw_missing(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, pane: Rect) {
    painter.region(pane, Target::Text);
    let text = panes.text;
    let columns = usize::from(text.width);
    let name = painter.glyphs.fit(shared.appearance.name.as_str(), columns);
    painter.run(text.x, text.y, text.width, &Run::new(name, Role::Title));
    painter.point_at(text.x, text.y);
    if let Some(x) = panes.focus_bar {
        painter.run(x, text.y, 1, &Run::new("▌", Role::Accent));
    }
    let words = [Run::new("It appears here as soon as you save it.", Role::Body)];
    let lines = wrap(&words, columns, painter.glyphs);
    for (line, y) in lines.iter().zip(text.y + 2..text.bottom()) {
        painter.line(text.x, y, text.width, line);
    }
}

/// Draws rows of the desk from the top of `area`.
pub(super) fn draw_rows(painter: &mut Painter<'_>, rows: &[DeskRow], area: Rect) {
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        painter.line(area.x, y, area.width, &row.line);
        if let Some(finding) = row.finding {
            painter.region(Rect { y, height: 1, ..area }, Target::Item(finding));
        }
    }
}
