//! Frames on the terminal: only what has changed is written, and every cell lands in its column
//! whatever width the terminal gives the characters before it.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui_crossterm::CrosstermBackend;

/// Where the terminal's cursor stands after a frame. Screen readers and input methods follow it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Its column, from 0.
    pub column: u16,
    /// Its row, from 0.
    pub row: u16,
    /// Whether text is typed there; else it is hidden.
    pub is_caret: bool,
}

/// A cell and where it is written.
type Placed<'a> = (u16, u16, &'a Cell);

/// What the terminal shows, and where the next frame is painted.
#[derive(Debug)]
pub struct Canvas<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Buffer,
    next: Buffer,
}

impl<W: Write> Canvas<W> {
    /// An empty canvas that is written to `to`.
    pub fn new(to: W) -> Self {
        Self {
            backend: CrosstermBackend::new(to),
            shown: Buffer::default(),
            next: Buffer::default(),
        }
    }

    /// Clears the terminal, so that the next frame writes every cell.
    ///
    /// # Errors
    ///
    /// When nothing can be written.
    pub fn clear(&mut self, (columns, rows): (u16, u16)) -> io::Result<()> {
        let area = Rect::new(0, 0, columns, rows);
        (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
        queue!(self.backend, Clear(ClearType::All))
    }

    /// Writes one frame of this size. `render` fills the buffer and gives the place of the cursor.
    ///
    /// # Errors
    ///
    /// When nothing can be written.
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        render: impl FnOnce(&mut Buffer) -> Cursor,
    ) -> io::Result<()> {
        if self.next.area != Rect::new(0, 0, columns, rows) {
            self.clear((columns, rows))?;
        }
        let cursor = render(&mut self.next);
        let changes = changes(&self.shown, &self.next);
        // The backend moves the cursor before the first cell that it is given.
        for cells in changes.split_inclusive(|(.., cell)| is_uncertain(cell)) {
            self.backend.draw(cells.iter().copied())?;
        }
        match cursor.is_caret {
            true => self.backend.show_cursor()?,
            false => self.backend.hide_cursor()?,
        }
        self.backend.set_cursor_position((cursor.column, cursor.row))?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        Ok(())
    }
}

/// Whether terminals disagree on the width of what stands in the cell; see `Painter::run`.
fn is_uncertain(cell: &Cell) -> bool {
    cell.diff_option == CellDiffOption::AlwaysUpdate
}

/// Whether the cell is covered by the wide character before it.
fn is_covered(cell: &Cell) -> bool {
    cell.diff_option == CellDiffOption::Skip
}

/// The cells to write, so that a terminal that shows one buffer shows the other.
fn changes<'a>(shown: &Buffer, next: &'a Buffer) -> Vec<Placed<'a>> {
    let columns = usize::from(next.area.width).max(1);
    let mut changes = Vec::new();
    for (y, (before, after)) in
        (0..).zip(shown.content.chunks(columns).zip(next.content.chunks(columns)))
    {
        if before == after {
            continue;
        }
        let is_simple = |cell: &Cell| cell.diff_option == CellDiffOption::None;
        if before.iter().chain(after).all(is_simple) {
            let cells = (0..).zip(before.iter().zip(after));
            let changed = cells.filter(|(_, (before, after))| before != after);
            changes.extend(changed.map(|(x, (_, after))| (x, y, after)));
        } else {
            whole_row(y, after, &mut changes);
        }
    }
    changes
}

/// Writes a row with wide characters whole: what is left of one that it had, or has in another
/// place, is nobody's to know.
fn whole_row<'a>(y: u16, row: &'a [Cell], changes: &mut Vec<Placed<'a>>) {
    for (x, cell) in (0..).zip(row).filter(|(_, cell)| !is_covered(cell)) {
        if is_uncertain(cell) {
            // Where the terminal draws it narrower, nothing may be left in the rest of its cells.
            let rest =
                (x + 1..).zip(&row[usize::from(x) + 1..]).take_while(|(_, it)| is_covered(it));
            changes.extend(rest.map(|(x, blank)| (x, y, blank)));
        }
        changes.push((x, y, cell));
    }
}
