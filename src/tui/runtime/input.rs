//! The keyboard and the mouse, on a thread of their own.
//!
//! The thread waits for an event, takes the others that are pending, sends them, and then pauses
//! until it is resumed. So it never reads while an editor or the shell has the terminal.

use std::io;
use std::os::fd::AsFd;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use crossterm::event::{
    self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};

use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;

use super::{Event, Given, tty};
use crate::threads;
use crate::tui::key::Key;
use crate::tui::message::Message;

/// Controls the thread that reads the terminal.
pub(super) struct InputReader {
    permits: Sender<()>,
}

impl InputReader {
    /// The control, and what the thread is to do, which begins with a pause.
    pub(super) fn new(events: Sender<Event>) -> (Self, impl FnOnce() + Send + 'static) {
        let (permits, permitted) = mpsc::channel();
        let gone = events.clone();
        let read = move || {
            // If this thread cannot start, only the hang-up goes unnoticed.
            let _ = threads::spawn("terminal", move || {
                if wait_for_hangup() {
                    let _ = gone.send(Event::InputEnded);
                }
            });
            if read(&events, &permitted).is_err() {
                let _ = events.send(Event::InputEnded);
            }
        };
        (Self { permits }, read)
    }

    /// Lets the thread read one more batch.
    pub(super) fn resume(&self) {
        let _ = self.permits.send(());
    }
}

fn read(events: &Sender<Event>, permitted: &Receiver<()>) -> io::Result<()> {
    while permitted.recv().is_ok() {
        let mut batch = Vec::new();
        while has_event()? || batch.is_empty() {
            batch.extend(translate(event::read()?));
        }
        if events.send(Event::Input(batch)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether an event can be read at once. Crossterm has the system tell it once of bytes that come.
/// It leaves them unread where the size has changed at the same time, and those beyond the 1,024
/// that it reads at once; nothing would tell it of them until the next key.
fn has_event() -> io::Result<bool> {
    Ok(event::poll(Duration::ZERO)? || tty::notify_of_unread() && event::poll(Duration::ZERO)?)
}

/// Waits until the terminal has hung up; false on systems that do not report it. Crossterm would
/// go on reading from such a terminal in a busy loop.
fn wait_for_hangup() -> bool {
    let stdout = io::stdout();
    // Without requested flags, poll reports only errors and hang-up.
    let mut asked = [PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::empty())];
    while let Err(Errno::INTR) = rustix::event::poll(&mut asked, None) {}
    asked[0].revents().contains(PollFlags::HUP)
}

fn translate(event: TerminalEvent) -> Option<Given> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
            key_of(key).map(Message::Key).map(Given::Message)
        }
        TerminalEvent::Paste(text) => Some(Given::Message(Message::Pasted(text))),
        TerminalEvent::Mouse(mouse) => Some(Given::Mouse(mouse)),
        // A new size comes as a signal, which is never lost.
        _ => None,
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
        return None;
    }
    Some(match key.code {
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => {
            Key::Ctrl(c.to_ascii_lowercase())
        }
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}
