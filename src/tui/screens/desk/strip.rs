//! The desk as a strip below the page of a draft.

use ratatui::layout::Rect;

use super::DeskScreen;
use super::beside::draw_rows;
use crate::page::{Role, Run};
use crate::tui::action::Action;
use crate::tui::message::Target;
use crate::tui::shared::Shared;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::status;

impl DeskScreen {
    pub(super) fn draw_strip(&self, painter: &mut Painter<'_>, shared: &Shared, strip: Rect) {
        painter.region(strip, Target::Side);
        let Some(desk) = self.desk(shared, true) else { return };
        let end = self.draw_strip_keys(painter, shared, strip);
        let start = strip.x + 2;
        let heading = desk.strip_heading(usize::from(end.saturating_sub(start + 1)));
        let words_end = painter.line(start, strip.y, end.saturating_sub(start), &heading);
        for rule in [strip.x..strip.x + 1, words_end + 1..end] {
            let line = Run::new("─".repeat(rule.len()), Role::Rule);
            painter.run(rule.start, strip.y, rule.end.saturating_sub(rule.start), &line);
        }
        let area = Rect { y: strip.y + 1, height: strip.height.saturating_sub(1), ..strip };
        let rows = desk.strip(usize::from(area.width), usize::from(area.height));
        draw_rows(painter, &rows, area);
    }

    /// Draws the keys at the right of the strip's heading; returns the column before them.
    fn draw_strip_keys(&self, painter: &mut Painter<'_>, shared: &Shared, strip: Rect) -> u16 {
        let mut hints = vec![(Action::Desk, "less")];
        if !self.inspection.findings.is_empty() {
            hints.splice(0..0, [(Action::NextMatch, "next"), (Action::Edit, "edit")]);
        }
        status::hints(painter, shared, strip, &hints)
    }
}
