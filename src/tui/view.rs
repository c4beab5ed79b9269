//! The whole screen, drawn from the application. Nothing here changes anything.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::panes::Panes;
use super::widgets::paint::Painter;
use super::widgets::status::LastRow;
use super::widgets::{self, chooser, status};
use crate::page::{Line, Role, Run};

pub use super::widgets::{Drawn, Region};

/// Draws the application.
pub fn view(app: &App, area: Rect, buf: &mut Buffer) -> Drawn {
    let (shared, screen) = (&app.shared, app.screen());
    let mut painter = Painter::new(shared, area, buf);
    painter.ground();
    let Some(panes) = shared.panes().filter(|panes| fits(panes, area)) else {
        let notice = Line::new(vec![Run::new("20×5 needed", Role::Dim)]);
        painter.line(area.x, area.y, area.width, &notice);
        return painter.drawn;
    };
    screen.draw(&mut painter, shared, &panes);
    let row = LastRow {
        place: screen.place(shared, &panes),
        hints: screen.hints(shared),
        typing_keys: screen.typing_keys(),
    };
    status::draw(&mut painter, shared, &panes, area, &row);
    if let Some(chooser) = &shared.chooser {
        chooser::draw(&mut painter, &panes, chooser);
    }
    painter.drawn
}

/// Makes the cells of every link on the screen a hyperlink.
pub fn hyperlinks(app: &App, drawn: &Drawn, buf: &mut Buffer) {
    widgets::hyperlinks(&app.shared, drawn, buf);
}

/// Whether the division is for a screen of this size; a resize may not have been handled yet.
fn fits(panes: &Panes, area: Rect) -> bool {
    [panes.side, panes.review, panes.facts, panes.strip, panes.whole, panes.footer]
        .into_iter()
        .flatten()
        .all(|part| part.intersection(area) == part)
}
