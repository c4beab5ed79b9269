//! Who has the terminal, and how it passes from one to the other.
//!
//! Everything that changes the terminal happens under one lock. So no frame is written once the
//! terminal has been given back, whichever thread gave it back. Under the lock are system calls only:
//! nothing that can panic, and so reach for the lock a second time.

use std::io::{self, Write};
use std::os::fd::BorrowedFd;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{self, OptionalActions, Termios};

/// The alternate screen and bracketed paste.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h";
/// Reports buttons and wheel in SGR coordinates, which have no upper limit. Movements are left
/// out: each would wake the program for nothing.
pub(super) const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
pub(super) const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// Undoes [`ENTER`], [`MOUSE_ON`] and what a frame sets.
const LEAVE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Undoes what editors set, for one that was ended before it could do so itself. The alternate
/// screen is not among it: leaving one that is not shown moves the cursor.
const AFTER_EDITOR: &str = concat!(
    "\x1b[?2026l",                               // synchronized output
    "\x1b[?9l\x1b[?1000l\x1b[?1002l\x1b[?1003l", // the mouse
    "\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1016l",
    "\x1b[?1004l\x1b[?2031l\x1b[?2048l", // reports of focus, colours and size
    "\x1b[?2004l",                       // bracketed paste
    "\x1b[?1l\x1b>",                     // cursor keys and keypad
    "\x1b[>4m\x1b[=0u",                  // other encodings of keys: xterm's and kitty's
    "\x1b[4l\x1b[?7h\x1b[?5l",           // inserting, wrapping, reversed colours
    "\x1b7\x1b[r\x1b8",                  // scrolled rows, which moves the cursor
    "\x1b(B\x0f",                        // characters for drawing lines
    "\x1b[0 q\x1b[?25h\x1b[0m",          // the cursor, and looks
);

/// Who has the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    Shell,
    Reader,
    Editor,
    /// The shell, for good: the program is about to end.
    Nobody,
}

static HOLDER: Mutex<Holder> = Mutex::new(Holder::Shell);
/// Notified when the holder changes.
static PASSED: Condvar = Condvar::new();
/// The terminal's modes at the start.
static ORIGINAL_MODES: OnceLock<Termios> = OnceLock::new();

fn holder() -> MutexGuard<'static, Holder> {
    HOLDER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the terminal for the reader, from whoever has it.
///
/// # Errors
///
/// When the terminal cannot be used.
pub(super) fn take(mouse: bool) -> io::Result<()> {
    // A thread that gave it back for good is about to end the program.
    let free = PASSED.wait_while(holder(), |holder| *holder == Holder::Nobody);
    let mut holder = free.unwrap_or_else(PoisonError::into_inner);
    let original = match ORIGINAL_MODES.get() {
        Some(original) => original,
        None => {
            let found = termios::tcgetattr(keyboard())?;
            ORIGINAL_MODES.get_or_init(|| found)
        }
    };
    // After a SIGSTOP from outside, the shell has a terminal that was never given back.
    release(*holder);
    let mut raw = original.clone();
    raw.make_raw();
    termios::tcsetattr(keyboard(), OptionalActions::Now, &raw)?;
    *holder = Holder::Reader;
    PASSED.notify_all();
    write_out(ENTER.as_bytes())?;
    write_out(if mouse { MOUSE_ON } else { "" }.as_bytes())
}

/// Gives the terminal to another, as it was at the start. Errors are ignored: there is nowhere left
/// to show them.
pub(super) fn give_to(next: Holder) {
    let mut holder = holder();
    if *holder == Holder::Nobody {
        return;
    }
    release(*holder);
    if *holder == Holder::Editor {
        // Only the terminal knows which screen the editor has left. Once the alternate screen is
        // entered, leaving it restores the cursor in either case.
        let _ = write_out(ENTER.as_bytes());
        release(Holder::Reader);
    }
    *holder = next;
    PASSED.notify_all();
}

/// Writes to the terminal if the reader has it.
pub(super) fn write(bytes: &[u8]) -> io::Result<()> {
    let holder = holder();
    if *holder == Holder::Reader { write_out(bytes) } else { Ok(()) }
}

/// Waits while an editor has the terminal.
pub(super) fn wait_for_editor() {
    let waited = PASSED.wait_while(holder(), |holder| *holder == Holder::Editor);
    drop(waited.unwrap_or_else(PoisonError::into_inner));
}

/// Whether the shell has given the terminal to another job. The system stops a job that changes the
/// modes nevertheless.
pub(super) fn is_in_background() -> bool {
    termios::tcgetpgrp(keyboard()).is_ok_and(|group| group != rustix::process::getpgrp())
}

/// Whether the keyboard holds bytes that are not read. If so, whoever waits to be told of bytes is
/// told again, as the system does when the modes are set.
pub(super) fn notify_of_unread() -> bool {
    let holder = holder();
    if *holder != Holder::Reader || is_in_background() {
        return false;
    }
    let keyboard = keyboard();
    let mut asked = [PollFd::from_borrowed_fd(keyboard, PollFlags::IN)];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    rustix::event::poll(&mut asked, Some(&at_once)).is_ok_and(|ready| ready > 0)
        && termios::tcgetattr(keyboard)
            .and_then(|modes| termios::tcsetattr(keyboard, OptionalActions::Now, &modes))
            .is_ok()
}

/// Restores the modes, but not what is restored by writing. So this works on a terminal that
/// accepts no more output, for which another thread may hold the lock.
pub(super) fn restore_modes() {
    if let Some(original) = ORIGINAL_MODES.get().filter(|_| !is_in_background()) {
        let _ = termios::tcsetattr(keyboard(), OptionalActions::Now, original);
    }
}

/// Undoes what `holder` has set.
fn release(holder: Holder) {
    let undo = match holder {
        Holder::Shell | Holder::Nobody => return,
        Holder::Reader => LEAVE,
        Holder::Editor => AFTER_EDITOR,
    };
    // First, since it cannot block.
    restore_modes();
    let _ = write_out(undo.as_bytes());
}

fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The terminal that keys are read from, and that has the modes.
fn keyboard() -> BorrowedFd<'static> {
    if termios::isatty(stdin()) { stdin() } else { stdout() }
}
