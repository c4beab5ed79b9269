//! The screen, drawn from the application. Nothing here changes anything.

mod chooser;
mod desk;
mod hyperlink;
mod list;
mod paint;
mod review;
mod status;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::message::Target;
use super::panes::Panes;
use crate::markup::Face;
use crate::page::{Line, Role, Run};
use paint::Painter;

pub use hyperlink::hyperlinks;

/// A part of the screen that the mouse can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where.
    pub area: Rect,
    /// What is there.
    pub target: Target,
}

/// What was drawn, besides the cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// What the mouse can point at; of two that overlap, the later one is on top.
    pub regions: Vec<Region>,
    /// Where typed text goes.
    pub cursor: Option<(u16, u16)>,
}

impl Drawn {
    /// What is at a cell.
    #[must_use]
    pub fn target_at(&self, column: u16, row: u16) -> Option<Target> {
        let here = |region: &&Region| region.area.contains((column, row).into());
        self.regions.iter().rev().find(here).map(|region| region.target)
    }
}

/// Draws the application.
pub fn view(app: &App, area: Rect, buf: &mut Buffer) -> Drawn {
    let mut painter = Painter::new(app, area, buf);
    painter.ground();
    let Some(panes) = app.panes().filter(|panes| fits(panes, area)) else {
        let notice = Line::new(vec![Run::new("20×5 needed", Role::Dim)]);
        painter.line(area.x, area.y, area.width, &notice);
        return painter.drawn;
    };
    match (panes.list, &app.desk) {
        (Some(pane), Some(desk)) => desk::draw(&mut painter, app, desk, pane, panes.divider),
        (Some(pane), None) => list::draw(&mut painter, app, pane, panes.divider),
        (None, _) => {}
    }
    if let Some(pane) = panes.review {
        review::draw(&mut painter, app, &panes, pane);
    }
    status::draw(&mut painter, app, &panes, area);
    if let Some(chooser) = &app.chooser {
        chooser::draw(&mut painter, app, &panes, chooser);
    }
    painter.drawn
}

/// Whether the division is for a screen of this size: a resize may still be on its way.
fn fits(panes: &Panes, area: Rect) -> bool {
    [panes.list, panes.review, Some(panes.text), panes.footer]
        .into_iter()
        .flatten()
        .all(|part| part.intersection(area) == part)
}

/// A run that is not part of a review.
fn plain(text: impl Into<crate::text::Clean>, role: Role) -> Run {
    Run { text: text.into(), role, face: Face::default(), link: None }
}

/// A number with its thousands set apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
