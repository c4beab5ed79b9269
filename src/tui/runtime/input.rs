//! The keyboard and the mouse, on a thread of their own.
//!
//! The thread reads one event, takes what else is there already, and waits for leave to read
//! again. So nobody reads while the terminal belongs to someone else.

use std::io;
use std::os::fd::AsFd;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};

use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;

use super::{Event, Given};
use crate::tui::key::Key;
use crate::tui::message::Message;

/// Reads what the terminal sends.
pub(super) struct Input {
    leave: Sender<()>,
}

impl Input {
    /// Starts the thread; it waits for leave before it reads.
    pub(super) fn start(events: Sender<Event>) -> io::Result<Self> {
        let (leave, given) = mpsc::channel();
        let gone = events.clone();
        let read = move || {
            let watch = thread::Builder::new().name("terminal".to_owned());
            // Without that thread all is as well as long as the terminal is there.
            let _ = watch.spawn(move || {
                if is_gone_at_last() {
                    let _ = gone.send(Event::InputEnded);
                }
            });
            if read(&events, &given).is_err() {
                let _ = events.send(Event::InputEnded);
            }
        };
        thread::Builder::new().name("input".to_owned()).spawn(read)?;
        Ok(Self { leave })
    }

    /// Lets the thread read again.
    pub(super) fn go_on(&self) {
        let _ = self.leave.send(());
    }
}

fn read(events: &Sender<Event>, leave: &Receiver<()>) -> io::Result<()> {
    while leave.recv().is_ok() {
        let mut batch = Vec::new();
        while batch.is_empty() || event::poll(Duration::ZERO)? {
            batch.extend(understood(event::read()?));
        }
        if events.send(Event::Input(batch)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Waits until the terminal is gone; false where that cannot be waited for. Crossterm would read
/// from a terminal that is gone for ever, and take a core for it.
fn is_gone_at_last() -> bool {
    let stdout = io::stdout();
    // Nothing is asked for: what is told without that is the end.
    let mut asked = [PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::empty())];
    while let Err(Errno::INTR) = rustix::event::poll(&mut asked, None) {}
    asked[0].revents().contains(PollFlags::HUP)
}

fn understood(event: TerminalEvent) -> Option<Given> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
            key_of(key).map(Message::Key).map(Given::Message)
        }
        TerminalEvent::Paste(text) => Some(Given::Message(Message::Pasted(text))),
        TerminalEvent::Resize(columns, rows) => {
            Some(Given::Message(Message::Resized { columns, rows }))
        }
        TerminalEvent::Mouse(mouse) => Some(Given::Mouse(mouse)),
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
