//! Floor 4: reporting changes in the folders of a library.
//!
//! Folders are watched and not files, since editors replace a file instead of writing into it. Each
//! folder is watched by itself, since a recursive watch first walks the whole tree and includes what
//! git ignores.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::threads;

/// The most notes that are reported together, so that a file that changes all the time does not delay
/// the others.
const MAX_NOTES_PER_REPORT: usize = 1024;

/// By how much a file's time may lag: file systems use a clock that advances in steps.
const FILE_TIME_STEP: Duration = Duration::from_millis(20);

/// A change, or a limit of watching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Files and folders at these paths were created, written, renamed or removed.
    Paths(Vec<PathBuf>),
    /// The system lost events: everything has to be read again.
    Rescan,
    /// The system does not watch a folder, so it is polled. Reported once.
    Polling,
    /// Too many folders to poll: some of them change unnoticed. Reported once.
    LimitReached,
}

/// How often a folder is polled that the system does not watch.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// The most folders that are polled: each poll costs a system call for every file in them.
const MAX_POLLED_FOLDERS: usize = 32;

/// Watches folders from a thread of its own until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    notes: Sender<Note>,
}

enum Note {
    /// A folder to watch, and the time since which its changes matter.
    Add(PathBuf, SystemTime),
    Event(notify::Result<Event>),
    Stop,
}

impl Watcher {
    /// Starts the watcher's thread, which calls `send`.
    ///
    /// # Errors
    ///
    /// When no thread can be started, in words for the user.
    pub fn start(send: impl Fn(Changed) + Send + 'static) -> Result<Self, String> {
        let (notes, received) = mpsc::channel();
        let events = notes.clone();
        let watch = move || {
            let system = notify::recommended_watcher(forward(events.clone())).ok();
            let names = HashMap::new();
            Watch { system, polled: None, events, send, names, reported_limit: None }
                .run(&received);
        };
        threads::spawn("watch", watch)
            .map_err(|error| format!("expected a thread to watch folders, found: {error}"))?;
        Ok(Self { notes })
    }

    /// Watches `folder`, but not the folders in it. Paths are reported in its spelling.
    ///
    /// If files were added or removed before the watch was established, the folder itself is reported.
    pub fn add(&self, folder: &Path) {
        self.add_since(folder, SystemTime::now());
    }

    /// Like [`Watcher::add`], and always reports the folder itself once the watch is established: files
    /// that were read before may have changed without a trace on the folder.
    pub fn add_and_report(&self, folder: &Path) {
        self.add_since(folder, SystemTime::UNIX_EPOCH);
    }

    fn add_since(&self, folder: &Path, since: SystemTime) {
        // Fails only when the thread has ended.
        let _ = self.notes.send(Note::Add(folder.to_owned(), since));
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.notes.send(Note::Stop);
    }
}

/// Forwards events of the system to the watcher's thread.
fn forward(events: Sender<Note>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        if event.as_ref().map_or(true, is_change) {
            // Fails only when the watcher is being dropped.
            let _ = events.send(Note::Event(event));
        }
    }
}

struct Watch<F> {
    /// `None` where the system cannot watch anything.
    system: Option<RecommendedWatcher>,
    /// The watcher that polls, and the number of its folders.
    polled: Option<(PollWatcher, usize)>,
    events: Sender<Note>,
    send: F,
    /// From a folder's absolute path, which events have, to the path by which it was added.
    names: HashMap<PathBuf, PathBuf>,
    /// The most severe limit that was reported.
    reported_limit: Option<Changed>,
}

impl<F: Fn(Changed)> Watch<F> {
    /// Reports all waiting notes together.
    fn run(mut self, received: &Receiver<Note>) {
        while let Ok(first) = received.recv() {
            let mut batch = Batch::default();
            for note in std::iter::once(first).chain(received.try_iter().take(MAX_NOTES_PER_REPORT))
            {
                match note {
                    Note::Add(folder, since) => batch.paths.extend(self.add(folder, since)),
                    Note::Event(event) => self.note(event, &mut batch),
                    Note::Stop => return,
                }
            }
            if batch.rescan {
                (self.send)(Changed::Rescan);
            } else if !batch.paths.is_empty() {
                (self.send)(Changed::Paths(batch.paths.into_iter().collect()));
            }
        }
    }

    /// Watches a folder; returns it if it is to be reported: it is new and has changed since `since`.
    fn add(&mut self, folder: PathBuf, since: SystemTime) -> Option<PathBuf> {
        let spelled = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let absolute = std::path::absolute(spelled).ok()?;
        let watched = match &mut self.system {
            Some(system) => system.watch(&absolute, RecursiveMode::NonRecursive),
            None => Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)),
        };
        match watched {
            Ok(()) => {}
            Err(error) if is_limit(&error) => self.poll(&absolute),
            // The folder is gone, which is no failure.
            Err(_) => return None,
        }
        let changed = absolute.metadata().and_then(|found| found.modified());
        let is_new = self.names.insert(absolute, folder.clone()).is_none();
        let is_wanted = is_new || since == SystemTime::UNIX_EPOCH;
        (is_wanted && changed.is_ok_and(|changed| changed + FILE_TIME_STEP >= since))
            .then_some(folder)
    }

    fn note(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        match event {
            Ok(event) if event.need_rescan() => batch.rescan = true,
            Ok(event) => {
                batch.paths.extend(event.paths.iter().filter_map(|path| self.spelled(path)));
            }
            Err(error) if is_limit(&error) => self.report_limit(Changed::LimitReached),
            // The folder is gone or may not be read, which is no failure.
            Err(_) => {}
        }
    }

    /// Polls a folder, up to [`MAX_POLLED_FOLDERS`] of them.
    fn poll(&mut self, folder: &Path) {
        let config =
            Config::default().with_poll_interval(POLL_INTERVAL).with_compare_contents(true);
        let new_poller = || PollWatcher::new(forward(self.events.clone()), config).ok();
        let (mut poll, count) = match self.polled.take() {
            Some(polled) => polled,
            None => match new_poller() {
                Some(poll) => (poll, 0),
                None => return self.report_limit(Changed::LimitReached),
            },
        };
        let is_polled =
            count < MAX_POLLED_FOLDERS && poll.watch(folder, RecursiveMode::NonRecursive).is_ok();
        self.polled = Some((poll, count + usize::from(is_polled)));
        self.report_limit(if is_polled { Changed::Polling } else { Changed::LimitReached });
    }

    /// Reports a limit once, and once more if it gets worse.
    fn report_limit(&mut self, limit: Changed) {
        let worse = self.reported_limit.is_none()
            || limit == Changed::LimitReached && self.reported_limit != Some(Changed::LimitReached);
        if worse {
            (self.send)(limit.clone());
            self.reported_limit = Some(limit);
        }
    }

    /// The path of an event in the spelling by which its folder was added.
    fn spelled(&self, path: &Path) -> Option<PathBuf> {
        if let Some(name) = self.names.get(path) {
            return Some(name.clone());
        }
        Some(self.names.get(path.parent()?)?.join(path.file_name()?))
    }
}

#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    rescan: bool,
}

/// Excludes opening and reading, which we do ourselves.
const fn is_change(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(kind)
        if !matches!(kind, AccessKind::Close(AccessMode::Write)))
}

fn is_limit(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => {
            matches!(error.raw_os_error(), Some(libc::ENOSPC | libc::EMFILE | libc::ENFILE))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// A watch without help from the system, as when it has no watches left.
    fn without_system() -> (Sender<Note>, Receiver<Changed>) {
        let (notes, received) = mpsc::channel();
        let (send, changes) = mpsc::channel();
        let watch = Watch {
            system: None,
            polled: None,
            events: notes.clone(),
            send: move |changed| drop(send.send(changed)),
            names: HashMap::new(),
            reported_limit: None,
        };
        thread::spawn(move || watch.run(&received));
        (notes, changes)
    }

    fn next(changes: &Receiver<Changed>) -> Changed {
        changes.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    #[test]
    fn lost_events_cause_a_rescan() {
        let (notes, changes) = without_system();
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        notes.send(Note::Event(Ok(lost))).unwrap();
        assert_eq!(next(&changes), Changed::Rescan);
        notes.send(Note::Stop).unwrap();
    }

    #[test]
    fn folders_that_the_system_does_not_watch_are_polled() {
        let folder = tempfile::tempdir().unwrap();
        let (notes, changes) = without_system();
        notes.send(Note::Add(folder.path().to_owned(), SystemTime::UNIX_EPOCH)).unwrap();
        assert_eq!(next(&changes), Changed::Polling);
        let file = folder.path().join("a.toml");
        std::fs::write(&file, "title = \"A\"").unwrap();
        loop {
            let Changed::Paths(paths) = next(&changes) else { panic!() };
            if paths.contains(&file) {
                break;
            }
        }
        notes.send(Note::Stop).unwrap();
    }

    #[test]
    fn the_limit_of_polled_folders_is_reported_once() {
        let folder = tempfile::tempdir().unwrap();
        let (notes, changes) = without_system();
        for number in 0..MAX_POLLED_FOLDERS + 2 {
            let folder = folder.path().join(number.to_string());
            std::fs::create_dir(&folder).unwrap();
            notes.send(Note::Add(folder, SystemTime::now() + Duration::from_secs(60))).unwrap();
        }
        assert_eq!([next(&changes), next(&changes)], [Changed::Polling, Changed::LimitReached]);
        notes.send(Note::Stop).unwrap();
        while let Ok(changed) = changes.recv() {
            assert!(matches!(changed, Changed::Paths(_)), "{changed:?}");
        }
    }

    #[test]
    fn the_limit_is_distinguished_from_other_failures() {
        let io = |code| notify::Error::io(std::io::Error::from_raw_os_error(code));
        assert!(is_limit(&notify::Error::new(notify::ErrorKind::MaxFilesWatch)));
        assert!(is_limit(&io(libc::ENOSPC)));
        assert!(!is_limit(&io(libc::ENOENT)));
    }

    #[test]
    fn reading_is_no_change() {
        let event = |kind| Event::new(EventKind::Access(kind));
        assert!(!is_change(&event(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(&event(AccessKind::Close(AccessMode::Read))));
        assert!(is_change(&event(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(&Event::new(EventKind::Any)));
    }
}
