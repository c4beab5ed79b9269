//! The parts that screens are drawn with. Nothing here changes anything.

pub(crate) mod chooser;
mod facts;
mod hyperlink;
pub(crate) mod list;
pub(crate) mod paint;
pub(crate) mod review;
pub(crate) mod status;

use ratatui::layout::Rect;

use super::canvas::Cursor;
use super::message::Target;
use crate::page::{Role, Run};
use paint::Painter;

pub(super) use hyperlink::hyperlinks;

/// A part of the screen that the mouse can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub(crate) area: Rect,
    pub(crate) target: Target,
}

/// What was drawn, besides the cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// What the mouse can point at; of two that overlap, the later one is on top.
    pub(crate) regions: Vec<Region>,
    /// The terminal's cursor: what is chosen, the text at the top of the view, or the caret.
    pub cursor: Cursor,
}

impl Drawn {
    /// What is at a cell.
    #[must_use]
    pub fn target_at(&self, column: u16, row: u16) -> Option<Target> {
        let here = |region: &&Region| region.area.contains((column, row).into());
        self.regions.iter().rev().find(here).map(|region| region.target)
    }
}

/// The line between two panes; its heavier part is at the rows of `thumb`.
pub(super) fn divider(painter: &mut Painter<'_>, line: Rect, thumb: &std::ops::Range<usize>) {
    for (index, y) in (line.y..line.bottom()).enumerate() {
        let sign = if thumb.contains(&index) { "┃" } else { "│" };
        painter.run(line.x, y, 1, &Run::new(sign, Role::Rule));
    }
}
