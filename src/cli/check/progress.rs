//! The progress of a check, shown on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time before progress is first shown, and between two updates.
const UPDATE_INTERVAL: Duration = Duration::from_millis(200);

/// The number of files between two looks at the clock.
const FILES_PER_UPDATE: usize = 64;

/// One line on stderr, if that is a terminal.
pub(super) struct Progress {
    is_terminal: bool,
    updated: Mutex<Instant>,
    is_shown: AtomicBool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let is_terminal = io::stderr().is_terminal();
        Self { is_terminal, updated: Mutex::new(Instant::now()), is_shown: AtomicBool::new(false) }
    }

    /// Shows how many files were read, at most once in [`UPDATE_INTERVAL`].
    pub(super) fn show(&self, files: usize) {
        if !self.is_terminal || !files.is_multiple_of(FILES_PER_UPDATE) {
            return;
        }
        let mut updated = self.updated.lock().unwrap_or_else(PoisonError::into_inner);
        if updated.elapsed() < UPDATE_INTERVAL {
            return;
        }
        *updated = Instant::now();
        self.is_shown.store(true, Ordering::Relaxed);
        // A closed stderr is no reason to stop.
        let _ = write!(io::stderr().lock(), "\r{files} reviews read");
    }

    /// Clears the line, if anything was shown.
    pub(super) fn clear(&self) {
        if self.is_shown.load(Ordering::Relaxed) {
            let _ = write!(io::stderr().lock(), "\r{:40}\r", "");
        }
    }
}
