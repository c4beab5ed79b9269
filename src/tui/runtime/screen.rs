//! The terminal: taken, drawn to, and given back as it was.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Once;
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;

use super::tty::{self, Holder};
use crate::tui::canvas::{Canvas, Cursor};

/// Buffers what is written between two frames, to write it to the terminal in one piece.
#[derive(Clone, Debug, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: the buffer is written when the frame is complete.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal, while it is ours.
pub(super) struct TerminalScreen {
    canvas: Canvas<Gathered>,
    gathered: Gathered,
}

impl TerminalScreen {
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        let gathered = Gathered::default();
        // From here on, dropping the screen gives the terminal back.
        let screen = Self { canvas: Canvas::new(gathered.clone()), gathered };
        tty::take(mouse)?;
        Ok(screen)
    }

    #[expect(clippy::unused_self, reason = "asked of the screen that is there")]
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        crossterm::terminal::size()
    }

    /// Draws one frame of this size and writes it in one piece. `render` fills the buffer and gives
    /// the place of the cursor. The terminal is not queried for its size: a signal reports changes.
    pub(super) fn draw(
        &mut self,
        size: (u16, u16),
        render: impl FnOnce(&mut Buffer) -> Cursor,
    ) -> io::Result<()> {
        queue!(self.gathered, BeginSynchronizedUpdate)?;
        self.canvas.draw(size, render)?;
        queue!(self.gathered, EndSynchronizedUpdate)?;
        tty::write(&std::mem::take(&mut *self.gathered.0.borrow_mut()))
    }

    /// Has the next frame redraw every cell.
    pub(super) fn redraw_all(&mut self) -> io::Result<()> {
        self.canvas.clear(self.size()?)
    }

    /// Gives the terminal to another program until [`Self::resume`].
    #[expect(clippy::unused_self, reason = "only who has the screen gives it away")]
    pub(super) fn give_to(&mut self, holder: Holder) {
        tty::give_to(holder);
    }

    pub(super) fn resume(&mut self, mouse: bool) -> io::Result<()> {
        tty::take(mouse)?;
        self.redraw_all()
    }

    pub(super) fn use_mouse(&mut self, on: bool) -> io::Result<()> {
        queue!(self.gathered, Print(if on { tty::MOUSE_ON } else { tty::MOUSE_OFF }))
    }

    /// Puts a text on the clipboard by OSC 52, which works over SSH too.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.gathered, CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        // The buffer may hold a text that was copied with the last key.
        let _ = tty::write(&self.gathered.0.borrow());
        tty::give_to(Holder::Nobody);
    }
}

/// Makes a panic in any thread restore the terminal before its message is printed and the program
/// ends, which the hook of before does. To be called on the thread that draws.
pub(super) fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let end = std::panic::take_hook();
        let drawing_thread = thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            // An editor may hold text that is not saved, so it is waited for.
            if thread::current().id() != drawing_thread {
                tty::wait_for_editor();
            }
            tty::give_to(Holder::Nobody);
            end(panic);
        }));
    });
}
