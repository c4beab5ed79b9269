//! A screen as a picture.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use rushes::svg::{self, Cell, Colours, Picture};
use unicode_width::UnicodeWidthStr;

/// Draws `screen`; cells that set no colour have those of `ground`.
pub(crate) fn draw(screen: &Buffer, ground: Style, title: &str) -> String {
    let mut looks = Vec::new();
    let mut rows = Vec::new();
    for y in 0..screen.area.height {
        let mut row = Vec::new();
        let mut x = 0;
        while let Some(cell) = screen.cell((x, y)) {
            let columns = cell.symbol().width().max(1);
            let look = svg::index_in(&mut looks, cell.style());
            row.push(Cell { text: cell.symbol().to_owned(), columns, look });
            x += u16::try_from(columns).unwrap_or(1);
        }
        rows.push(row);
    }
    let columns = usize::from(screen.area.width);
    let picture = Picture { title, description: "", columns, rows, large_cells: 0 };
    svg::draw(&picture, &Colours { ground, looks }, None)
}
