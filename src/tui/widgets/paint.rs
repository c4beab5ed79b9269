//! Painting lines of roles into cells.

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Drawn, Region};
use crate::page::{Line, Role, Run};
use crate::text::Glyphs;
use crate::text::glyphs::Cluster;
use crate::theme::Theme;
use crate::tui::action::Action;
use crate::tui::canvas::Cursor;
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
        for y in area.rows().map(|row| row.y) {
            self.part(area.x, y);
            self.part(area.right(), y);
        }
        for position in area.positions() {
            self.buf[position].reset();
        }
        self.buf.set_style(area, self.theme.ground());
        self.drawn.regions.retain(|region| region.area.intersection(area).is_empty());
    }

    /// Paints a line from column `x` on, at most `width` cells; returns the column after it. A click
    /// on a link opens it, a click on what is covered shows it, as do the words that stand for it.
    pub(crate) fn line(&mut self, x: u16, y: u16, width: u16, line: &Line) -> u16 {
        let has_cover = line.runs.iter().any(|run| run.role == Role::Covered);
        let is_cover = |role| matches!(role, Role::Covered | Role::Hint | Role::Key);
        let mut at = x;
        for run in &line.runs {
            let room = width.saturating_sub(at - x);
            let start = at;
            at = self.run(at, y, room, run);
            let area = Rect::new(start, y, at - start, 1);
            match run.link {
                _ if has_cover && is_cover(run.role) => {
                    self.region(area, Target::Do(Action::Reveal));
                }
                Some(link) => self.region(area, Target::Link(link)),
                None => {}
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
        let end = x.saturating_add(width).min(self.area.right());
        let mut at = x;
        for cluster in self.glyphs.clusters(&text).filter(|cluster| cluster.cells > 0) {
            let cells = u16::try_from(cluster.cells).unwrap_or(u16::MAX);
            let Some(next) = at.checked_add(cells).filter(|next| *next <= end) else { break };
            self.place(&cluster, Rect::new(at, y, cells, 1), style);
            at = next;
        }
        at
    }

    /// Puts a cluster into its cells. What the frame must know of it stands in their options: the
    /// cells after the first are skipped, and a cell on whose width terminals disagree is written
    /// with care.
    fn place(&mut self, cluster: &Cluster<'_>, cells: Rect, style: Style) {
        self.part(cells.x, cells.y);
        self.part(cells.right(), cells.y);
        for position in cells.positions() {
            let cell = &mut self.buf[position];
            cell.set_symbol(" ").set_style(style).set_diff_option(CellDiffOption::Skip);
        }
        let option = match cluster.is_uncertain() {
            true => CellDiffOption::AlwaysUpdate,
            false => CellDiffOption::None,
        };
        self.buf[(cells.x, cells.y)].set_symbol(cluster.text).set_diff_option(option);
    }

    /// Removes the cluster that reaches over the left edge of a cell, where what is about to be painted
    /// begins or ends.
    fn part(&mut self, x: u16, y: u16) {
        let is_rest = |cell: &Cell| cell.diff_option == CellDiffOption::Skip;
        if !self.buf.cell((x, y)).is_some_and(is_rest) {
            return;
        }
        let mut first = x;
        while first > self.area.x && is_rest(&self.buf[(first, y)]) {
            first -= 1;
        }
        for x in first..self.area.right() {
            let cell = &mut self.buf[(x, y)];
            if x > first && !is_rest(cell) {
                break;
            }
            cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
        }
    }

    /// The cells of a text that is painted.
    pub(crate) fn cells(&self, text: &str) -> u16 {
        u16::try_from(self.glyphs.width(text)).unwrap_or(u16::MAX)
    }

    /// Paints a line so that it ends before column `end`; returns its first column.
    pub(crate) fn line_right(&mut self, end: u16, y: u16, line: &Line) -> u16 {
        let width = u16::try_from(line.width(self.glyphs)).unwrap_or(u16::MAX);
        let x = end.saturating_sub(width).max(self.area.x);
        self.line(x, y, width, line);
        x
    }

    /// Applies the style of a role to cells that are painted already.
    pub(crate) fn overlay(&mut self, area: Rect, role: Role) {
        let style: Style = self.theme.style(role, crate::markup::Face::default());
        self.buf.set_style(area.intersection(self.area), style);
    }

    /// Places the terminal's cursor at what is chosen or read.
    pub(crate) fn point_at(&mut self, column: u16, row: u16) {
        self.drawn.cursor = Cursor { column, row, is_caret: false };
    }

    /// Places the terminal's cursor where text is typed.
    pub(crate) fn caret_at(&mut self, column: u16, row: u16) {
        self.drawn.cursor = Cursor { column, row, is_caret: true };
    }

    /// Records what the mouse can click in `area`.
    pub(crate) fn region(&mut self, area: Rect, target: Target) {
        let area = area.intersection(self.area);
        if !area.is_empty() {
            self.drawn.regions.push(Region { area, target });
        }
    }
}
