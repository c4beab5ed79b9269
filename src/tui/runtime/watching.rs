//! The watch over the folders, once the system has given one.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;
use crate::tui::message::{Effect, Message};
use crate::watch::{Changed, Watcher};

/// Watches the folders that walks come by.
pub(super) struct Watching(Mutex<Option<Watcher>>);

impl Watching {
    /// Begins to watch. A file that has changed is read again at once; of the rest the application
    /// is told.
    pub(super) fn start(events: &Sender<Event>, jobs: Sender<Effect>) -> Arc<Self> {
        let sender = events.clone();
        let watcher = Watcher::start(move |changed| {
            let message = match changed {
                Changed::Paths(paths) => {
                    for path in paths {
                        let _ = jobs.send(Effect::Reread { path, waited: false });
                    }
                    return;
                }
                Changed::Rescan => Message::LostTrack,
                Changed::Polling => Message::Polling,
                Changed::LimitReached => Message::WatchLimited,
            };
            let _ = sender.send(Event::Message(message));
        });
        if watcher.is_err() {
            let _ = events.send(Event::Message(Message::WatchLimited));
        }
        Arc::new(Self(Mutex::new(watcher.ok())))
    }

    pub(super) fn add(&self, folder: &Path) {
        if let Some(watcher) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            watcher.add(folder);
        }
    }
}
