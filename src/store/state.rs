//! The file of what is remembered: `$XDG_STATE_HOME/rushes/state.log`, or else below `~/.local/state`.
//!
//! Several instances append to it. Each write is done under a lock, and what others have added since
//! is read first. Who rewrites the file puts another one in its place, so under the lock it is
//! looked whether the file is still the one of that name.

use std::env;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use super::root::identity;
use super::{Root, RootKind, folder_of};
use crate::state::{Change, RealPaths, State, whole_lines};

const FILE_NAME: &str = "state.log";
/// Nobody else is to know what somebody reads.
const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
/// More bytes without the end of a line are no line that was not written to its end.
const MAX_LINE_BYTES: usize = 64 * 1024;
/// How often the file may be replaced between opening and locking it.
const MAX_REOPENINGS: usize = 100;

/// The log on disk, as far as this instance has read it.
#[derive(Debug)]
pub struct StateLog {
    path: PathBuf,
    /// The file that was read last. It stays open, so that no other file is taken for it: the system
    /// gives the number of a removed file to the next one.
    known: Option<File>,
    /// The end of the last whole line of it that was read or written.
    read_to: u64,
    /// The file to write to.
    open: Option<File>,
}

/// What a log said before this instance added to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Added {
    /// Lines by other instances, often none.
    Lines(Vec<u8>),
    /// Everything: the log is another one than before.
    Anew(Box<State>),
}

/// The file of the state, unless the environment names no place for it.
pub(crate) fn state_path() -> Option<PathBuf> {
    let named = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = named("XDG_STATE_HOME").or_else(|| Some(named("HOME")?.join(".local/state")))?;
    Some(state.join("rushes").join(FILE_NAME))
}

/// What is remembered; nothing where it cannot be read.
#[must_use]
pub(crate) fn remembered() -> State {
    let log = state_path().map(|path| StateLog::new(path).read_whole());
    log.and_then(Result::ok).unwrap_or_default()
}

/// Where the files below `roots` really are.
#[must_use]
pub fn real_paths(roots: &[Root]) -> RealPaths {
    let mut paths = RealPaths::default();
    for root in roots {
        match root.kind {
            RootKind::Folder => {
                paths.folders.push((root.path.to_path_buf(), root.real.clone()));
                paths.library.push(root.real.clone());
            }
            RootKind::File => {
                let folder = folder_of(&root.path);
                let real = std::fs::canonicalize(super::root::spelled(folder));
                let real = real.unwrap_or_else(|_| folder.to_owned());
                paths.library.push(real.join(root.path.file_name().unwrap_or_default()));
                paths.folders.push((folder.to_owned(), real));
            }
        }
    }
    paths
}

impl StateLog {
    /// The log at `path`, of which nothing is read yet.
    #[must_use]
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self { path, known: None, read_to: 0, open: None }
    }

    /// Reads the log at `path`, where one is. A file that is no log is set aside; where it went is
    /// returned in words.
    #[must_use]
    pub fn read(path: PathBuf) -> (Self, State, Option<String>) {
        let mut log = Self::new(path);
        let read = log.read_whole();
        match read {
            Ok(state) if !state.is_no_log() => (log, state, None),
            Err(error) if is_missing(&error) => (log, State::default(), None),
            failed => {
                let why = match failed {
                    Err(error) => error.to_string(),
                    Ok(_) => "something else".to_owned(),
                };
                (log.known, log.read_to) = (None, 0);
                let words = log.set_aside(&why);
                (log, State::default(), Some(words))
            }
        }
    }

    fn read_whole(&mut self) -> io::Result<State> {
        let mut options = OpenOptions::new();
        // A pipe of that name would be waited for.
        let mut file = options.read(true).custom_flags(libc::O_NONBLOCK).open(&self.path)?;
        let found = file.metadata()?;
        if !found.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "no regular file"));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = whole_lines(&bytes);
        if bytes.len() - whole > MAX_LINE_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no lines"));
        }
        (self.known, self.read_to) = (Some(file), whole as u64);
        Ok(State::read(bytes))
    }

    /// Renames what stands in the place of the log.
    fn set_aside(&self, why: &str) -> String {
        let names = (1..).map(|number| self.path.with_extension(format!("unreadable-{number}")));
        let free = names.take(MAX_REOPENINGS).find(|name| name.symlink_metadata().is_err());
        let (path, name) = (self.path.display(), free.unwrap_or_else(|| self.path.clone()));
        match std::fs::rename(&self.path, &name) {
            Ok(()) => format!(
                "{path}: expected what was read before, found {why}: it is now {}",
                name.file_name().unwrap_or_default().to_string_lossy()
            ),
            Err(_) => format!("{path}: expected what was read before, found {why}"),
        }
    }

    /// Adds lines, and returns what the log said before. They are in the hands of the system then;
    /// [`Self::handle`] gives what is needed to wait for the disk.
    ///
    /// # Errors
    ///
    /// When they cannot be written; then none of them is in the log.
    pub fn append(&mut self, changes: &[Change]) -> io::Result<Added> {
        let mut lines = Vec::new();
        changes.iter().for_each(|change| change.write_to(&mut lines));
        self.under_lock(|log, file| log.append_locked(file, &lines))
    }

    fn append_locked(&mut self, file: &mut File, lines: &[u8]) -> io::Result<Added> {
        let is_known = self.knows(file)?;
        let from = if is_known { self.read_to } else { 0 };
        file.seek(SeekFrom::Start(from))?;
        let mut before = Vec::new();
        file.read_to_end(&mut before)?;
        let whole = whole_lines(&before);
        let end = from + whole as u64;
        if whole < before.len() {
            // Whoever wrote the rest has died over it: nobody else writes now.
            file.set_len(end)?;
            before.truncate(whole);
        }
        write_at_end(file, end, lines)?;
        self.read_to = end + lines.len() as u64;
        if is_known {
            return Ok(Added::Lines(before));
        }
        self.known = Some(file.try_clone()?);
        Ok(Added::Anew(Box::new(State::read(before))))
    }

    /// Whether `file` is the one that was read last.
    fn knows(&self, file: &File) -> io::Result<bool> {
        let Some(known) = &self.known else { return Ok(false) };
        Ok(identity(&known.metadata()?) == identity(&file.metadata()?))
    }

    /// Does `act` on the log while no other instance does anything with it.
    fn under_lock<T>(
        &mut self,
        act: impl FnOnce(&mut Self, &mut File) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut file = self.locked()?;
        let done = act(self, &mut file);
        // Copies of the handle share the lock, so it does not go by itself.
        let unlocked = flock(&file, FlockOperation::Unlock);
        self.open = Some(file);
        let done = done?;
        unlocked?;
        Ok(done)
    }

    /// The file that has the name now, locked.
    fn locked(&mut self) -> io::Result<File> {
        for _ in 0..MAX_REOPENINGS {
            let file = match self.open.take() {
                Some(file) => file,
                None => self.open_or_create()?,
            };
            flock(&file, FlockOperation::LockExclusive)?;
            let named = std::fs::metadata(&self.path).map(|found| identity(&found));
            if named.is_ok_and(|named| file.metadata().is_ok_and(|own| identity(&own) == named)) {
                return Ok(file);
            }
        }
        Err(io::Error::other("the file is replaced all the time"))
    }

    fn open_or_create(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true).mode(FILE_MODE).custom_flags(libc::O_NONBLOCK);
        match options.open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = folder_of(&self.path);
                DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)?;
                options.open(&self.path)
            }
            opened => opened,
        }
    }

    /// Writes the log anew without the lines that are superseded, where those are half of it or more.
    /// Returns what others have added since it was last read.
    ///
    /// # Errors
    ///
    /// When it cannot be written anew; then it is as it was.
    pub fn rewrite_if_stale(&mut self) -> io::Result<Added> {
        if self.known.is_none() {
            return Ok(Added::Lines(Vec::new()));
        }
        self.under_lock(Self::rewrite_locked)
    }

    fn rewrite_locked(&mut self, file: &mut File) -> io::Result<Added> {
        let is_known = self.knows(file)?;
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        bytes.truncate(whole_lines(&bytes));
        let since = usize::try_from(self.read_to).unwrap_or(usize::MAX).min(bytes.len());
        let (whole, since) = (bytes.len() as u64, bytes.split_at(since).1.to_vec());
        let state = State::read(bytes);
        (self.known, self.read_to) = match state.is_half_stale() {
            true => {
                let kept = state.kept();
                (Some(self.replace(&kept)?), kept.len() as u64)
            }
            false => (Some(file.try_clone()?), whole),
        };
        Ok(match is_known {
            true => Added::Lines(since),
            false => Added::Anew(Box::new(state)),
        })
    }

    /// Puts a new file in the place of the log.
    fn replace(&self, lines: &[u8]) -> io::Result<File> {
        let path = self.path.with_extension("new");
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .mode(FILE_MODE)
            .open(&path)?;
        let written = file.write_all(lines).and_then(|()| file.sync_all());
        let replaced = written.and_then(|()| std::fs::rename(&path, &self.path));
        if let Err(error) = replaced {
            // What is left of it is written over the next time.
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        // A name that is not on the disk yet is the old one, with all that the new one says.
        let _ = File::open(folder_of(&self.path)).and_then(|folder| folder.sync_all());
        Ok(file)
    }

    /// A handle of the file by which to wait until its lines are on the disk.
    pub(crate) fn handle(&self) -> Option<File> {
        self.open.as_ref()?.try_clone().ok()
    }

    /// Removes the log; returns what was in it.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub(crate) fn clear(mut self) -> io::Result<State> {
        if !self.path.exists() {
            return Ok(State::default());
        }
        self.under_lock(|log, _| {
            let state = log.read_whole()?;
            std::fs::remove_file(&log.path)?;
            Ok(state)
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Whether there is no such file, nor a folder for it.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Writes all of `lines` at the end of the file, which is at `end`, or nothing.
fn write_at_end(file: &mut File, end: u64, lines: &[u8]) -> io::Result<()> {
    let written = match file.write(lines) {
        Ok(count) if count == lines.len() => return Ok(()),
        Ok(_) => Err(io::ErrorKind::StorageFull.into()),
        Err(error) => Err(error),
    };
    // A part of a line would be dropped anyway; if this fails, the next write does it.
    let _ = file.set_len(end);
    written
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::*;
    use crate::model::{Entry, Library, Review};
    use crate::state::Subject;

    /// What is remembered of the review `number`.
    fn read(number: usize, is_read: bool) -> Change {
        let mut review = Review { title: format!("Title {number}"), ..Review::default() };
        review.place.path = format!("/reviews/{number}.md").into();
        let mut library = Library::default();
        let id = library.put(Entry::new(&review, Arc::from(Path::new("/reviews")), 0));
        let entry = library.get(id).unwrap();
        Change::read(&Subject::of(entry, &RealPaths::default()), is_read)
    }

    struct Logs(tempfile::TempDir);

    impl Logs {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn path(&self) -> PathBuf {
            self.0.path().join("rushes").join(FILE_NAME)
        }

        /// An instance that has read what is there.
        fn open(&self) -> StateLog {
            let (log, _, problem) = StateLog::read(self.path());
            assert_eq!(problem, None);
            log
        }

        fn text(&self) -> String {
            fs::read_to_string(self.path()).unwrap()
        }
    }

    fn lines(changes: &[Change]) -> Vec<u8> {
        let mut lines = Vec::new();
        changes.iter().for_each(|change| change.write_to(&mut lines));
        lines
    }

    #[test]
    fn instances_read_what_others_have_added() {
        let logs = Logs::new();
        let (mut one, mut other) = (logs.open(), logs.open());
        let changes: Vec<Change> = (0..4).map(|number| read(number, true)).collect();
        one.append(&changes[..1]).unwrap();
        one.append(&changes[1..2]).unwrap();
        let Added::Anew(state) = other.append(&changes[2..3]).unwrap() else { panic!("anew") };
        assert_eq!(*state, State::read(lines(&changes[..2])));
        assert_eq!(one.append(&changes[3..]).unwrap(), Added::Lines(lines(&changes[2..3])));
        assert_eq!(logs.text().as_bytes(), lines(&changes));
        assert_eq!(other.append(&[]).unwrap(), Added::Lines(lines(&changes[3..])));
    }

    #[test]
    fn a_line_without_its_end_is_dropped() {
        let logs = Logs::new();
        let changes = [read(1, true), read(2, true), read(3, true)];
        let mut one = logs.open();
        one.append(&changes[..1]).unwrap();
        let torn = &lines(&changes[1..2])[..20];
        let mut file = OpenOptions::new().append(true).open(logs.path()).unwrap();
        file.write_all(torn).unwrap();
        let (_, state, problem) = StateLog::read(logs.path());
        assert_eq!((state, problem), (State::read(lines(&changes[..1])), None));
        assert_eq!(one.append(&changes[2..]).unwrap(), Added::Lines(Vec::new()));
        assert_eq!(logs.text().as_bytes(), [lines(&changes[..1]), lines(&changes[2..])].concat());
    }

    #[test]
    fn a_stale_log_is_written_anew_and_others_go_on_in_the_new_one() {
        let logs = Logs::new();
        let mut one = logs.open();
        let mut other = logs.open();
        for number in 0..20 {
            one.append(&[read(number % 2, number % 3 == 0)]).unwrap();
        }
        fs::write(logs.path(), format!("{}of a later version\t1\n", logs.text())).unwrap();
        other.append(&[read(7, true)]).unwrap();
        let Added::Lines(added) = one.rewrite_if_stale().unwrap() else { panic!("lines") };
        assert!(added.starts_with(b"of a later version\t1\nread\t/reviews/7.md\t"));
        let kept = [read(0, true), read(1, false)];
        let kept =
            [&lines(&kept), &b"of a later version\t1\n"[..], &lines(&[read(7, true)])].concat();
        assert_eq!(logs.text().as_bytes(), kept);
        assert!(matches!(other.append(&[read(8, true)]), Ok(Added::Anew(_))));
        assert_eq!(one.append(&[]).unwrap(), Added::Lines(lines(&[read(8, true)])));
        assert!(!logs.path().with_extension("new").exists());
        // No lock is left behind.
        other.append(&[]).unwrap();
        // What is not stale stays as it is.
        let before = logs.text();
        assert_eq!(one.rewrite_if_stale().unwrap(), Added::Lines(Vec::new()));
        assert_eq!(logs.text(), before);
    }

    #[test]
    fn what_was_removed_begins_anew() {
        let logs = Logs::new();
        let mut one = logs.open();
        one.append(&[read(1, true), read(2, true)]).unwrap();
        let state = StateLog::new(logs.path()).clear().unwrap();
        assert_eq!(state.counts().map(|(_, count)| count).sum::<usize>(), 2);
        assert!(matches!(one.append(&[read(3, true)]), Ok(Added::Anew(_))));
        assert_eq!(logs.text().as_bytes(), lines(&[read(3, true)]));
    }
}
