//! Links that the terminal itself can follow (OSC 8).

use ratatui::buffer::{Buffer, CellDiffOption};

use super::Drawn;
use crate::tui::message::Target;
use crate::tui::shared::Shared;

/// Makes the cells of every link on the screen a hyperlink. Each cell opens and closes it, since
/// cells are written in any order.
pub(crate) fn hyperlinks(shared: &Shared, drawn: &Drawn, buf: &mut Buffer) {
    let Some(shown) = &shared.reader.shown else { return };
    for region in &drawn.regions {
        let Target::Link(index) = region.target else { continue };
        let Some(link) = shown.page.links.get(index) else { continue };
        let address = link.address.as_str();
        for position in region.area.positions() {
            let Some(cell) = buf.cell_mut(position) else { continue };
            if cell.diff_option == CellDiffOption::Skip {
                continue;
            }
            let glyph = cell.symbol();
            let symbol = format!("\x1b]8;id=r{index};{address}\x1b\\{glyph}\x1b]8;;\x1b\\");
            cell.set_symbol(&symbol);
        }
    }
}
