//! Watching the folders for changes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::Event;
use super::workers::Workers;
use crate::jobs::Job;
use crate::store::{Root, folder_of};
use crate::tui::message::Message;
use crate::watch::{Changed, Watcher};

/// From a path that the watcher reports to the files given on the command line that it may
/// concern: from the target of a link to the link, and from a folder to the files in it.
type Named = Arc<Mutex<HashMap<PathBuf, Vec<PathBuf>>>>;

/// Watches the folders that walks come by.
pub(super) struct Watching {
    watcher: Mutex<Option<Watcher>>,
    named: Named,
}

impl Watching {
    /// Starts the watcher. A changed file is read again at once; anything else is sent to the
    /// application as a message.
    pub(super) fn start(events: &Sender<Event>, workers: Workers) -> Arc<Self> {
        let sender = events.clone();
        let named = Named::default();
        let also = Arc::clone(&named);
        let watcher = Watcher::start(move |changed| {
            let message = match changed {
                Changed::Paths(paths) => {
                    let also = also.lock().unwrap_or_else(PoisonError::into_inner);
                    for path in paths {
                        for path in also.get(&path).into_iter().flatten().cloned() {
                            workers.add(Job::Reread { path, waited: false });
                        }
                        workers.add(Job::Reread { path, waited: false });
                    }
                    return;
                }
                Changed::Rescan => Message::LostTrack,
                Changed::Polling => Message::Polling,
                Changed::LimitReached => Message::WatchLimited,
                Changed::Unwatched { folder, reason } => Message::Failed(format!(
                    "{}: expected a folder to watch, found: {reason}",
                    folder.display()
                )),
            };
            let _ = sender.send(Event::Message(message));
        });
        if watcher.is_err() {
            let _ = events.send(Event::Message(Message::WatchLimited));
        }
        Arc::new(Self { watcher: Mutex::new(watcher.ok()), named })
    }

    pub(super) fn add(&self, folder: &Path) {
        if let Some(watcher) = &*self.watcher.lock().unwrap_or_else(PoisonError::into_inner) {
            watcher.add(folder);
        }
    }

    /// Watches the folder of a file given on the command line. If that is a link, the folder of its
    /// target is watched too, and changes there count as changes of the link. The file is read again
    /// once the watch is set up, so a change before that is not missed.
    pub(super) fn add_named(&self, root: &Root) {
        let behind = root.behind_link();
        let folders = std::iter::once(&*root.path).chain(behind.as_deref()).map(folder_of);
        let folders: Vec<PathBuf> = folders.map(Path::to_owned).collect();
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        for reported in folders.iter().chain(&behind) {
            named.entry(reported.clone()).or_default().push(root.path.to_path_buf());
        }
        drop(named);
        if let Some(watcher) = &*self.watcher.lock().unwrap_or_else(PoisonError::into_inner) {
            folders.iter().for_each(|folder| watcher.add_and_report(folder));
        }
    }
}
