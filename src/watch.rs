//! Floor 4: reporting changes in the folders of a library.
//!
//! Folders are watched and not files, since editors replace a file instead of writing into it. Each
//! folder is watched by itself, since a recursive watch first walks the whole tree and includes what
//! git ignores.

mod file_system;
mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::store::{self, Identity};
use crate::threads;
use snapshot::Snapshot;

/// The most notes that are reported together, so that a file that changes all the time does not delay
/// the others.
const MAX_NOTES_PER_REPORT: usize = 1024;

/// By how much a file's time may lag: file systems use a clock that advances in steps.
const FILE_TIME_STEP: Duration = Duration::from_millis(20);

/// The least time between two polls.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// The pause after a poll is at least this many times as long as the poll took.
const POLL_PAUSE_FACTOR: u32 = 20;
/// The most folders that are polled: each poll costs a system call for every file in them.
const MAX_POLLED_FOLDERS: usize = 32;

/// A change, or a limit of watching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Files and folders at these paths were created, written, renamed or removed.
    Paths(Vec<PathBuf>),
    /// The system lost events: everything has to be read again.
    Rescan,
    /// The system refuses to watch more, so a folder is polled. Reported once.
    Polling,
    /// Too many folders to poll: some of them change unnoticed. Reported once.
    LimitReached,
    /// A folder cannot be watched for another reason. Reported once, for the first such folder.
    Unwatched {
        /// The folder.
        folder: PathBuf,
        /// What was found, in words for the user.
        reason: String,
    },
}

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
        // The folder may be gone once the thread runs.
        let home = env::current_dir().ok();
        let watch = move || {
            // A test asks to do without the system, in debug builds only.
            let is_forced = cfg!(debug_assertions) && env::var_os("RUSHES_POLL").is_some();
            let system =
                if is_forced { None } else { notify::recommended_watcher(forward(events)).ok() };
            Watch::new(system, home, send).run(&received);
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

fn identity(folder: &Path) -> io::Result<Identity> {
    fs::metadata(folder).map(|found| store::identity(&found))
}

/// A folder that is watched.
struct Folder {
    /// The path by which it was added, with which its changes are reported.
    name: PathBuf,
    state: State,
}

enum State {
    /// The system reports its changes.
    Heard(Identity),
    /// Its entries are compared with those of the last poll.
    Polled(Snapshot),
    /// Nothing is there: it is looked for at every poll.
    Gone,
}

struct Watch<F> {
    /// `None` where the system cannot watch anything.
    system: Option<RecommendedWatcher>,
    send: F,
    /// By absolute path, which events have. What is below a path follows it in this order.
    folders: BTreeMap<PathBuf, Folder>,
    /// `None` while there is nothing to be polled, so that nothing wakes up.
    next_poll: Option<Instant>,
    /// The current folder of the program at its start.
    home: Option<PathBuf>,
    /// The most severe limit that was reported.
    reported_limit: Option<Changed>,
    has_reported_unwatched: bool,
}

impl<F: Fn(Changed)> Watch<F> {
    fn new(system: Option<RecommendedWatcher>, home: Option<PathBuf>, send: F) -> Self {
        Self {
            system,
            send,
            folders: BTreeMap::new(),
            next_poll: None,
            home,
            reported_limit: None,
            has_reported_unwatched: false,
        }
    }

    /// Reports all waiting notes together.
    fn run(mut self, received: &Receiver<Note>) {
        loop {
            let first = match self.next_poll {
                None => received.recv().map_err(RecvTimeoutError::from),
                Some(due) => received.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            if matches!(first, Err(RecvTimeoutError::Disconnected)) {
                return;
            }
            let mut batch = Batch::default();
            let waiting = received.try_iter().take(MAX_NOTES_PER_REPORT);
            for note in first.into_iter().chain(waiting) {
                match note {
                    Note::Add(folder, since) => batch.paths.extend(self.add(folder, since)),
                    Note::Event(event) => self.note(event, &mut batch),
                    Note::Stop => return,
                }
            }
            if self.next_poll.is_some_and(|due| due <= Instant::now()) {
                self.poll(&mut batch);
            }
            if batch.rescan {
                (self.send)(Changed::Rescan);
            } else if !batch.paths.is_empty() {
                (self.send)(Changed::Paths(batch.paths.into_iter().collect()));
            }
        }
    }

    /// Watches a folder; returns it if it is to be reported: it is new, and has changed since `since` or
    /// is gone.
    fn add(&mut self, name: PathBuf, since: SystemTime) -> Option<PathBuf> {
        let spelled = if name.as_os_str().is_empty() { Path::new(".") } else { &name };
        self.go_home();
        // The first fails only when the current folder is gone, and this one with it.
        let absolute = std::path::absolute(spelled).ok();
        let absolute =
            absolute.or_else(|| Some(self.home.as_ref()?.join(&name).components().collect()))?;
        self.add_at(&absolute, name, since)
    }

    fn add_at(&mut self, path: &Path, name: PathBuf, since: SystemTime) -> Option<PathBuf> {
        let (is_watched, was_gone) = match self.folders.get(path).map(|known| &known.state) {
            Some(State::Heard(before)) => (identity(path).is_ok_and(|now| now == *before), false),
            Some(State::Polled(_)) => (true, false),
            Some(State::Gone) => (false, true),
            None => (false, false),
        };
        if !is_watched {
            self.unwatch(path);
            let state = self.watch(path, &name)?;
            self.folders.insert(path.to_owned(), Folder { name: name.clone(), state });
        } else if let Some(known) = self.folders.get_mut(path) {
            known.name.clone_from(&name);
        }
        let is_changed = match path.metadata().and_then(|found| found.modified()) {
            Ok(changed) => {
                (!is_watched || since == SystemTime::UNIX_EPOCH)
                    && changed + FILE_TIME_STEP >= since
            }
            Err(_) => !is_watched && !was_gone,
        };
        if is_changed && !is_watched {
            // It may be about to be removed, and have lost its files before anything was heard.
            self.poll_soon();
        }
        is_changed.then_some(name)
    }

    /// How a folder is watched from now on; `None` if it is not.
    fn watch(&mut self, path: &Path, name: &Path) -> Option<State> {
        let watched = match &mut self.system {
            Some(system) => system.watch(path, RecursiveMode::NonRecursive),
            None => Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)),
        };
        let is_refused = match &watched {
            Ok(()) => false,
            Err(error) if is_limit(error) => true,
            Err(error) if is_missing(error) => return self.gone(path),
            Err(error) => {
                let reason = match &error.kind {
                    notify::ErrorKind::Io(error) => error.to_string(),
                    _ => error.to_string(),
                };
                self.report_unwatched(name, reason);
                return None;
            }
        };
        let Ok(identity) = identity(path) else { return self.gone(path) };
        if !is_refused && file_system::reports_every_change(path) {
            return Some(State::Heard(identity));
        }
        let polled = self.folders.values().filter(|one| matches!(one.state, State::Polled(_)));
        if polled.count() >= MAX_POLLED_FOLDERS {
            self.report_limit(Changed::LimitReached);
            return (!is_refused).then_some(State::Heard(identity));
        }
        match Snapshot::of(path) {
            Ok(snapshot) => {
                if is_refused {
                    self.report_limit(Changed::Polling);
                }
                self.poll_soon();
                Some(State::Polled(snapshot))
            }
            Err(error) => {
                self.report_unwatched(name, error.to_string());
                None
            }
        }
    }

    /// The state of a folder that is not there. One whose parent is watched will be reported by that.
    fn gone(&mut self, path: &Path) -> Option<State> {
        let is_top = self.is_top(path);
        if is_top {
            self.poll_soon();
        }
        is_top.then_some(State::Gone)
    }

    /// Whether the folder above is not watched.
    fn is_top(&self, path: &Path) -> bool {
        path.parent().is_none_or(|above| !self.folders.contains_key(above))
    }

    fn poll_soon(&mut self) {
        self.next_poll.get_or_insert_with(|| Instant::now() + POLL_INTERVAL);
    }

    /// Ends the watch that the system has set. It may have ended it already.
    fn unwatch(&mut self, path: &Path) {
        if let Some(system) = &mut self.system {
            let _ = system.unwatch(path);
        }
    }

    /// Ends the watches of a folder that was removed or renamed, and of those in it. The folder itself
    /// is watched anew, with whatever is there now, if nothing else would report its return.
    fn replace(&mut self, path: &Path, batch: &mut Batch) {
        let is_top = self.is_top(path);
        let name = self.folders.get(path).map(|folder| folder.name.clone());
        let from_here = self.folders.range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        let below = from_here.map(|(known, _)| known).take_while(|known| known.starts_with(path));
        let lost: Vec<PathBuf> = below.cloned().collect();
        for lost in lost {
            self.unwatch(&lost);
            self.folders.remove(&lost);
        }
        if let Some(name) = name {
            batch.paths.insert(name.clone());
            if is_top {
                self.go_home();
                self.add_at(path, name, SystemTime::UNIX_EPOCH);
            }
        }
    }

    fn note(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        match event {
            Ok(event) if event.need_rescan() => {
                batch.rescan = true;
                // Among the lost events may be the end of any watch.
                for path in self.folders.keys().cloned().collect::<Vec<_>>() {
                    if self.is_top(&path) {
                        self.replace(&path, batch);
                    }
                }
            }
            Ok(event) => {
                let is_removed = matches!(event.kind, EventKind::Remove(_));
                let is_end = is_removed
                    || event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::From));
                for path in &event.paths {
                    batch.paths.extend(self.spelled(path));
                    if is_end && self.folders.contains_key(path) {
                        self.replace(path, batch);
                    }
                }
                if is_removed {
                    // As long as a program works in a removed folder, its end is not reported.
                    self.poll_soon();
                }
            }
            Err(error) if is_limit(&error) => self.report_limit(Changed::LimitReached),
            // About a folder whose end is reported as well.
            Err(_) => {}
        }
    }

    /// Compares the folders that are polled, and looks for those that are gone.
    fn poll(&mut self, batch: &mut Batch) {
        let began = Instant::now();
        let mut replaced = Vec::new();
        for (path, folder) in &self.folders {
            match &folder.state {
                State::Heard(before) => {
                    if self.is_top(path) && !identity(path).is_ok_and(|now| now == *before) {
                        replaced.push(path.clone());
                    }
                }
                State::Polled(_) => {}
                State::Gone if path.is_dir() => replaced.push(path.clone()),
                State::Gone => {}
            }
        }
        for (path, folder) in &mut self.folders {
            let State::Polled(before) = &mut folder.state else { continue };
            let Ok(now) = Snapshot::of(path) else {
                replaced.push(path.clone());
                continue;
            };
            batch.paths.extend(before.differences(&now).map(|file| folder.name.join(file)));
            *before = now;
        }
        for path in replaced {
            self.replace(&path, batch);
        }
        let is_idle = self.folders.values().all(|one| matches!(one.state, State::Heard(_)));
        let pause = POLL_INTERVAL.max(began.elapsed() * POLL_PAUSE_FACTOR);
        self.next_poll = (!is_idle).then(|| Instant::now() + pause);
    }

    /// Where the current folder of the program was removed and made again, goes to the new one:
    /// relative paths lead nowhere from the old one.
    fn go_home(&self) {
        if env::current_dir().is_err()
            && let Some(home) = &self.home
        {
            // Where this fails, the paths that were given stay gone, and are shown so.
            let _ = env::set_current_dir(home);
        }
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

    fn report_unwatched(&mut self, folder: &Path, reason: String) {
        if !std::mem::replace(&mut self.has_reported_unwatched, true) {
            (self.send)(Changed::Unwatched { folder: folder.to_owned(), reason });
        }
    }

    /// The path of an event in the spelling by which its folder was added.
    fn spelled(&self, path: &Path) -> Option<PathBuf> {
        if let Some(folder) = self.folders.get(path) {
            return Some(folder.name.clone());
        }
        Some(self.folders.get(path.parent()?)?.name.join(path.file_name()?))
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

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => {
            matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
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
        let watch = Watch::new(None, None, move |changed| drop(send.send(changed)));
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
