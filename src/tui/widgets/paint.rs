//! Painting lines of roles into cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Drawn, Region};
use crate::page::stars::Glyphs;
use crate::page::{Line, Role, Run};
use crate::theme::Theme;
use crate::tui::message::Target;
use crate::tui::shared::Shared;

/// A buffer, the theme to paint it with, and what was painted where.
pub struct Painter<'a> {
    pub(crate) area: Rect,
    pub(crate) buf: &'a mut Buffer,
    pub(crate) glyphs: Glyphs,
    pub(crate) drawn: Drawn,
    theme: &'a Theme,
}

impl<'a> Painter<'a> {
    pub(crate) fn new(shared: &'a Shared, area: Rect, buf: &'a mut Buffer) -> Self {
        let area = area.intersection(buf.area);
        Self {
            area,
            buf,
            glyphs: shared.appearance.glyphs,
            drawn: Drawn::default(),
            theme: &shared.appearance.theme,
        }
    }

    /// The look of an empty screen.
    pub(crate) fn ground(&mut self) {
        let ground = self.theme.ground();
        if ground != Style::new() {
            self.buf.set_style(self.area, ground);
        }
    }

    /// Empties a part of the screen.
    pub(crate) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.area);
        for position in area.positions() {
            self.buf[position].reset();
        }
        self.buf.set_style(area, self.theme.ground());
        self.drawn.regions.retain(|region| region.area.intersection(area).is_empty());
    }

    /// Paints a line from column `x` on, at most `width` cells; returns the column after it.
    pub(crate) fn line(&mut self, x: u16, y: u16, width: u16, line: &Line) -> u16 {
        let mut at = x;
        for run in &line.runs {
            let room = width.saturating_sub(at - x);
            let start = at;
            at = self.run(at, y, room, run);
            if let Some(link) = run.link
                && at > start
            {
                self.region(Rect::new(start, y, at - start, 1), Target::Link(link));
            }
        }
        at
    }

    /// Paints a run; returns the column after it.
    pub(crate) fn run(&mut self, x: u16, y: u16, width: u16, run: &Run) -> u16 {
        if width == 0 || !self.area.contains((x, y).into()) {
            return x;
        }
        let style = self.theme.style(run.role, run.face);
        let text = self.glyphs.drawn(run);
        let (end, _) = self.buf.set_stringn(x, y, &*text, usize::from(width), style);
        end
    }

    /// Paints a line so that it ends before column `end`; returns its first column.
    pub(crate) fn line_right(&mut self, end: u16, y: u16, line: &Line) -> u16 {
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
        let x = end.saturating_sub(width).max(self.area.x);
        self.line(x, y, width, line);
        x
    }

    /// Applies the style of a role to cells that are painted already.
    pub(crate) fn overlay(&mut self, area: Rect, role: Role) {
        let style: Style = self.theme.style(role, crate::markup::Face::default());
        self.buf.set_style(area.intersection(self.area), style);
    }

    /// Records what the mouse can click in `area`.
    pub(crate) fn region(&mut self, area: Rect, target: Target) {
        let area = area.intersection(self.area);
        if !area.is_empty() {
            self.drawn.regions.push(Region { area, target });
        }
    }
}
