//! The watch over the folders, once the system has given one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;
use super::workers::Workers;
use crate::jobs::Job;
use crate::store::Root;
use crate::tui::message::Message;
use crate::watch::{Changed, Watcher};

/// From the file behind a link to the name that was given.
type Links = Arc<Mutex<HashMap<PathBuf, PathBuf>>>;

/// Watches the folders that walks come by.
pub(super) struct Watching {
    watcher: Mutex<Option<Watcher>>,
    links: Links,
}

impl Watching {
    /// Begins to watch. A file that has changed is read again at once; of the rest the application
    /// is told.
    pub(super) fn start(events: &Sender<Event>, workers: Workers) -> Arc<Self> {
        let sender = events.clone();
        let links = Links::default();
        let named = Arc::clone(&links);
        let watcher = Watcher::start(move |changed| {
            let message = match changed {
                Changed::Paths(paths) => {
                    let named = named.lock().unwrap_or_else(PoisonError::into_inner);
                    for path in paths {
                        if let Some(path) = named.get(&path).cloned() {
                            workers.add(Job::Reread { path, waited: false });
                        }
                        workers.add(Job::Reread { path, waited: false });
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
        Arc::new(Self { watcher: Mutex::new(watcher.ok()), links })
    }

    pub(super) fn add(&self, folder: &Path) {
        if let Some(watcher) = &*self.watcher.lock().unwrap_or_else(PoisonError::into_inner) {
            watcher.add(folder);
        }
    }

    /// Watches the folder of a file that was named; where the name is a link, also that of the file
    /// behind it, whose changes are told as those of the name.
    pub(super) fn add_named(&self, root: &Root) {
        let folder_of = |path: &Path| path.parent().unwrap_or(Path::new("")).to_owned();
        self.add(&folder_of(&root.path));
        let Some(file) = root.behind_link() else { return };
        let folder = folder_of(&file);
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.insert(file, root.path.to_path_buf());
        drop(links);
        self.add(&folder);
    }
}
