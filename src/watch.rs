//! Floor 4: telling at once what changes in the folders of a library.
//!
//! Folders are watched, never files, since editors put a new file in the place of the old one; and
//! each folder by itself, since a recursive watch walks the tree first and watches what git
//! ignores.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

/// The most that is told as one, so that a file that never rests cannot keep the rest waiting.
const BURST: usize = 1024;

/// File systems stamp with a clock that ticks more slowly than ours.
const TICK: Duration = Duration::from_millis(20);

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Something happened at these paths: files and folders made, written, renamed or removed.
    Paths(Vec<PathBuf>),
    /// More happened than the system could tell: everything is to be read again.
    Rescan,
    /// The system does not watch a folder for us: it is looked at every now and then. Told once.
    Polling,
    /// More folders than can be looked at are not watched: they change unseen. Told once.
    LimitReached,
}

/// How often a folder is looked at that the system does not watch.
const EVERY: Duration = Duration::from_millis(500);
/// So many folders are looked at: each look costs a call for every file in them.
const MOST_POLLED: usize = 32;

/// Watches folders from a thread of its own until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    notes: Sender<Note>,
}

enum Note {
    /// A folder to watch, and since when its changes are of interest.
    Add(PathBuf, SystemTime),
    Event(notify::Result<Event>),
    Stop,
}

impl Watcher {
    /// Begins to watch; `send` is called from the watcher's thread.
    ///
    /// # Errors
    ///
    /// When there is no thread to be had, in words for people.
    pub fn start(send: impl Fn(Changed) + Send + 'static) -> Result<Self, String> {
        let (notes, received) = mpsc::channel();
        let events = notes.clone();
        let watch = move || {
            let system = notify::recommended_watcher(noting(events.clone())).ok();
            let names = HashMap::new();
            Watch { system, polled: None, events, send, names, told: None }.run(&received);
        };
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(watch)
            .map_err(|error| format!("expected a thread to watch folders, found: {error}"))?;
        Ok(Self { notes })
    }

    /// Watches `folder`, but not the folders in it. Its changes are told in the same spelling.
    ///
    /// When something came or went in it before the watch stood, the folder itself is told.
    pub fn add(&self, folder: &Path) {
        self.add_since(folder, SystemTime::now());
    }

    /// The same, and the folder itself is told as soon as the watch stands: what was read before
    /// may have changed meanwhile, also in ways that leave no trace on the folder.
    pub fn add_and_tell(&self, folder: &Path) {
        self.add_since(folder, SystemTime::UNIX_EPOCH);
    }

    fn add_since(&self, folder: &Path, since: SystemTime) {
        // A thread that has ended has nothing more to tell.
        let _ = self.notes.send(Note::Add(folder.to_owned(), since));
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.notes.send(Note::Stop);
    }
}

/// Hands what the system tells to the watcher's thread.
fn noting(events: Sender<Note>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        if event.as_ref().map_or(true, is_change) {
            // Nobody listens only when the watcher is on its way out.
            let _ = events.send(Note::Event(event));
        }
    }
}

struct Watch<F> {
    /// What the system watches for us, where it watches anything.
    system: Option<RecommendedWatcher>,
    /// What looks at the folders that it does not watch, and how many those are.
    polled: Option<(PollWatcher, usize)>,
    events: Sender<Note>,
    send: F,
    /// From the absolute name, by which the system tells, to the name by which it was added.
    names: HashMap<PathBuf, PathBuf>,
    /// The worst that was told of folders that are not watched.
    told: Option<Changed>,
}

impl<F: Fn(Changed)> Watch<F> {
    /// Takes all that waits, so that a burst is told as one.
    fn run(mut self, received: &Receiver<Note>) {
        while let Ok(first) = received.recv() {
            let mut batch = Batch::default();
            for note in std::iter::once(first).chain(received.try_iter().take(BURST)) {
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

    /// Watches a folder; gives it back when it is new here and has changed since then.
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
            // A folder that has gone has nothing to tell; that is no failure.
            Err(_) => return None,
        }
        let changed = absolute.metadata().and_then(|found| found.modified());
        let is_new = self.names.insert(absolute, folder.clone()).is_none();
        let is_asked_for = is_new || since == SystemTime::UNIX_EPOCH;
        (is_asked_for && changed.is_ok_and(|changed| changed + TICK >= since)).then_some(folder)
    }

    fn note(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        match event {
            Ok(event) if event.need_rescan() => batch.rescan = true,
            Ok(event) => batch.paths.extend(event.paths.iter().filter_map(|path| self.named(path))),
            Err(error) if is_limit(&error) => self.tell(Changed::LimitReached),
            // A folder that has gone, or may not be seen, has nothing to tell; that is no failure.
            Err(_) => {}
        }
    }

    /// Looks at a folder every now and then, as long as there are few of them.
    fn poll(&mut self, folder: &Path) {
        let config = Config::default().with_poll_interval(EVERY).with_compare_contents(true);
        let fresh = || PollWatcher::new(noting(self.events.clone()), config).ok();
        let (mut poll, count) = match self.polled.take() {
            Some(polled) => polled,
            None => match fresh() {
                Some(poll) => (poll, 0),
                None => return self.tell(Changed::LimitReached),
            },
        };
        let polls = count < MOST_POLLED && poll.watch(folder, RecursiveMode::NonRecursive).is_ok();
        self.polled = Some((poll, count + usize::from(polls)));
        self.tell(if polls { Changed::Polling } else { Changed::LimitReached });
    }

    /// Tells once that folders are not watched, and once more if it gets worse.
    fn tell(&mut self, what: Changed) {
        let worse = self.told.is_none()
            || what == Changed::LimitReached && self.told != Some(Changed::LimitReached);
        if worse {
            (self.send)(what.clone());
            self.told = Some(what);
        }
    }

    fn named(&self, path: &Path) -> Option<PathBuf> {
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

/// Opening and reading change nothing, and we do both ourselves.
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
    use super::*;

    /// A watch for which the system does nothing, as when it has no watches left.
    fn unaided() -> (Sender<Note>, Receiver<Changed>) {
        let (notes, received) = mpsc::channel();
        let (send, changes) = mpsc::channel();
        let watch = Watch {
            system: None,
            polled: None,
            events: notes.clone(),
            send: move |changed| drop(send.send(changed)),
            names: HashMap::new(),
            told: None,
        };
        thread::spawn(move || watch.run(&received));
        (notes, changes)
    }

    fn next(changes: &Receiver<Changed>) -> Changed {
        changes.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    #[test]
    fn what_the_system_lost_is_told() {
        let (notes, changes) = unaided();
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        notes.send(Note::Event(Ok(lost))).unwrap();
        assert_eq!(next(&changes), Changed::Rescan);
        notes.send(Note::Stop).unwrap();
    }

    #[test]
    fn folders_that_the_system_does_not_watch_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let (notes, changes) = unaided();
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
    fn the_limit_of_folders_that_are_looked_at_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let (notes, changes) = unaided();
        for number in 0..MOST_POLLED + 2 {
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
    fn the_limit_is_told_from_other_failures() {
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
