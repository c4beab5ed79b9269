//! How far a check has come, for somebody who waits at a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who waits less than this needs no word, and between two words this is not too long.
const PATIENCE: Duration = Duration::from_millis(200);

/// One line on stderr, when that is a terminal.
pub(super) struct Progress {
    is_terminal: bool,
    said: Mutex<Instant>,
    shown: AtomicBool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let is_terminal = io::stderr().is_terminal();
        Self { is_terminal, said: Mutex::new(Instant::now()), shown: AtomicBool::new(false) }
    }

    /// Says how many files were read, not too often.
    pub(super) fn show(&self, files: usize) {
        if !self.is_terminal || !files.is_multiple_of(64) {
            return;
        }
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.elapsed() < PATIENCE {
            return;
        }
        *said = Instant::now();
        self.shown.store(true, Ordering::Relaxed);
        // A closed stderr is no reason to stop.
        let _ = write!(io::stderr().lock(), "\r{files} reviews read");
    }

    /// Leaves the line as it was.
    pub(super) fn clear(&self) {
        if self.shown.load(Ordering::Relaxed) {
            let _ = write!(io::stderr().lock(), "\r{:40}\r", "");
        }
    }
}
