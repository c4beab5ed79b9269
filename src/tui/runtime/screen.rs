//! The terminal: taken, drawn to, and given back as it was.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Reports buttons and wheel in SGR coordinates, which have no upper limit. Movements are left
/// out: each would wake the program for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Whether the terminal is in our state, so that it is restored exactly once.
static ENTERED: AtomicBool = AtomicBool::new(false);

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
    terminal: Terminal<CrosstermBackend<Gathered>>,
    gathered: Gathered,
}

impl TerminalScreen {
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        give_back_on_panic();
        if let Err(error) = take(mouse) {
            give_back();
            return Err(error);
        }
        let gathered = Gathered::default();
        let terminal = Terminal::new(CrosstermBackend::new(gathered.clone()));
        match terminal {
            Ok(terminal) => Ok(Self { terminal, gathered }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    #[expect(clippy::unused_self, reason = "asked of the screen that is there")]
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        crossterm::terminal::size()
    }

    /// Draws one frame of this size and writes it in one piece. `render` fills the buffer and gives
    /// the place of the cursor. The terminal is not queried for its size: a signal reports changes.
    pub(super) fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        render: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        queue!(self.gathered, BeginSynchronizedUpdate)?;
        let area = Rect::new(0, 0, columns, rows);
        if self.terminal.current_buffer_mut().area != area {
            self.terminal.resize(area)?;
        }
        let cursor = render(self.terminal.current_buffer_mut());
        self.terminal.flush()?;
        match cursor {
            Some(place) => {
                self.terminal.show_cursor()?;
                self.terminal.set_cursor_position(place)?;
            }
            None => self.terminal.hide_cursor()?,
        }
        self.terminal.swap_buffers();
        queue!(self.gathered, EndSynchronizedUpdate)?;
        let bytes = std::mem::take(&mut *self.gathered.0.borrow_mut());
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()
    }

    /// Has the next frame redraw every cell.
    pub(super) fn redraw_all(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size()?;
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    /// Restores the terminal for another program until [`Self::resume`].
    #[expect(clippy::unused_self, reason = "only who has the screen gives it back")]
    pub(super) fn leave(&mut self) {
        give_back();
    }

    pub(super) fn resume(&mut self, mouse: bool) -> io::Result<()> {
        // After a SIGSTOP from outside, the shell has the terminal although it was not restored.
        give_back();
        take(mouse)?;
        self.redraw_all()
    }

    pub(super) fn use_mouse(&mut self, on: bool) -> io::Result<()> {
        queue!(self.gathered, Print(if on { MOUSE_ON } else { MOUSE_OFF }))
    }

    /// Puts a text on the clipboard by OSC 52, which works over SSH too.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.gathered, CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        // The buffer may hold a text that was copied with the last key.
        let _ = io::stdout().write_all(&self.gathered.0.borrow());
        give_back();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mouse = if mouse { MOUSE_ON } else { "" };
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Print(mouse))
}

/// Restores the terminal. Errors are ignored: there is nowhere left to show them.
pub(super) fn give_back() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // Raw mode first: ending it needs no write, so it cannot block.
        let _ = disable_raw_mode();
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            Print(MOUSE_OFF),
            DisableBracketedPaste,
            Show,
            LeaveAlternateScreen
        );
    }
}

/// Makes a panic in any thread restore the terminal, print its message and end the program.
fn give_back_on_panic() {
    /// The status with which Rust ends a program that panicked.
    const PANIC_STATUS: i32 = 101;
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            print(panic);
            std::process::exit(PANIC_STATUS);
        }));
    });
}
