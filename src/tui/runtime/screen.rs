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

/// Buttons and wheel, in coordinates without a limit. Movements are not asked for: each would wake
/// the program for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Whether the terminal is ours at the moment: it is given back once, whoever does it.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// What is written between two frames; it reaches the terminal in one piece.
#[derive(Clone, Debug, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Nothing goes out before the frame is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal, while it is ours.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Gathered>>,
    gathered: Gathered,
}

impl Screen {
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
    /// the place of the cursor. The terminal is not asked for its size: it tells when that changes.
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

    /// Draws everything anew with the next frame. The terminal is asked nothing.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size()?;
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    /// Gives the terminal back for a while.
    #[expect(clippy::unused_self, reason = "only who has the screen gives it back")]
    pub(super) fn leave(&mut self) {
        give_back();
    }

    pub(super) fn resume(&mut self, mouse: bool) -> io::Result<()> {
        // After a stop from outside the terminal may be the shell's although nobody gave it back.
        give_back();
        take(mouse)?;
        self.forget()
    }

    pub(super) fn use_mouse(&mut self, on: bool) -> io::Result<()> {
        queue!(self.gathered, Print(if on { MOUSE_ON } else { MOUSE_OFF }))
    }

    /// Puts a text on the clipboard through the terminal, which also works from afar.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.gathered, CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A text that was copied with the last key.
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

/// Gives the terminal back. What cannot be written is lost with the terminal itself.
pub(super) fn give_back() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // First what needs no room in the terminal's queue.
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

/// A panic in any thread gives the terminal back, says what happened, and ends the program.
fn give_back_on_panic() {
    /// The status with which Rust ends a program that panicked.
    const PANICKED: i32 = 101;
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            tell(panic);
            std::process::exit(PANICKED);
        }));
    });
}
