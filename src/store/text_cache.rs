//! The texts of reviews in the form in which they are searched, so that a large library is read and
//! understood once, not for every search.
//!
//! Texts are kept in memory up to a limit, and beyond it in `$XDG_CACHE_HOME/rushes/texts`, or else
//! below `~/.cache`. A text is known by the bytes of its file, so none is ever stale; and since the
//! file holds nothing that is not in the reviews, it may be removed at any time. It never has what is
//! covered. Whatever goes wrong with it, texts are read from the reviews again.

mod file;

use std::collections::{HashMap, HashSet};
use std::fs::{DirBuilder, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::{env, mem};

use rustix::fs::{FlockOperation, flock};

use self::file::{HEAD_BYTES, checksum};
use super::folder_of;
use super::root::identity;
use crate::fulltext::FoldedText;
use crate::model::ReviewFile;

const FILE_NAME: &str = "texts";
/// Nobody else is to know what somebody reads.
const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
/// The most memory for texts, as ten thousand usual reviews have.
const MAX_MEMORY_BYTES: usize = 32 * 1024 * 1024;
/// The largest file: the texts of a million usual reviews.
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Of the file no more bytes are read at once.
const MAX_READ_BYTES: u64 = 256 * 1024;
/// The file is written anew where this part of its texts is missing from it.
const MIN_MISSING_PART: usize = 64;

/// What a text is known by: the bytes of its file, the name of the file, of which a review may take
/// its format and its title, and the number of the review in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextKey(u64);

impl TextKey {
    pub(crate) fn of(file: ReviewFile<'_>) -> Self {
        let ReviewFile { folder, name, digest, ordinal } = file;
        let mut hasher = DefaultHasher::new();
        // A review in `index.md` is called as its folder.
        (digest, folder.file_name(), name, ordinal).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// The number of a text that is kept. It holds until texts are saved or forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextId(u32);

/// What is known of a text that is kept.
#[derive(Clone, Copy, Debug)]
struct Record {
    key: TextKey,
    checksum: u64,
    /// Where it begins in the file, or would begin if memory were written at the end of the draft.
    start: u64,
    bytes: u32,
    paragraphs: u32,
}

impl Record {
    fn end(&self) -> u64 {
        self.start + u64::from(self.bytes)
    }
}

/// Where a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Storage {
    Saved,
    Draft,
    Memory,
}

/// Texts that are kept for the searches that follow.
#[derive(Debug)]
pub struct TextCache {
    /// The file for what does not fit into memory.
    path: Option<PathBuf>,
    max_memory_bytes: usize,
    /// See [`file::build`].
    build: Option<u64>,
    is_open: bool,
    /// Those of the file, then those that were added.
    records: Vec<Record>,
    by_key: HashMap<TextKey, TextId>,
    saved: Option<File>,
    /// How many of the records are those of the file.
    saved_records: usize,
    /// The next file, as far as it is written.
    draft: Option<File>,
    /// Where `memory` would go in the next file.
    draft_end: u64,
    memory: Vec<u8>,
    /// Whether the next file cannot have more.
    is_full: bool,
    /// Whether it could not be saved.
    has_failed: bool,
}

impl Default for TextCache {
    fn default() -> Self {
        Self::new(None)
    }
}

impl Drop for TextCache {
    fn drop(&mut self) {
        self.forget();
    }
}

impl TextCache {
    /// A cache in memory, and for what does not fit there in the file at `path`.
    #[must_use]
    pub fn new(path: Option<PathBuf>) -> Self {
        Self {
            path,
            max_memory_bytes: MAX_MEMORY_BYTES,
            build: None,
            is_open: false,
            records: Vec::new(),
            by_key: HashMap::new(),
            saved: None,
            saved_records: 0,
            draft: None,
            draft_end: HEAD_BYTES,
            memory: Vec::new(),
            is_full: false,
            has_failed: false,
        }
    }

    /// The one of whoever runs the program, with a file unless the environment names no place for it.
    #[must_use]
    pub(crate) fn of_this_account() -> Self {
        let named = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let folder = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")));
        Self::new(folder.map(|folder| folder.join("rushes").join(FILE_NAME)))
    }

    /// The same with so much memory.
    #[must_use]
    pub const fn with_memory(mut self, max_memory_bytes: usize) -> Self {
        self.max_memory_bytes = max_memory_bytes;
        self
    }

    /// Reads what was saved, unless that was done.
    pub(crate) fn open(&mut self) {
        if mem::replace(&mut self.is_open, true) {
            return;
        }
        self.build = self.build.or_else(file::build);
        let Some((path, build)) = self.path.as_deref().zip(self.build) else { return };
        let mut options = OpenOptions::new();
        // A pipe of that name would be waited for.
        let opened = options.read(true).custom_flags(libc::O_NONBLOCK).open(path);
        let Some(file) = opened.ok().filter(is_regular) else { return };
        let Some(records) = file::read_index(&file, build) else { return };
        self.set_saved(file, records);
    }

    fn set_saved(&mut self, file: File, records: Vec<Record>) {
        self.by_key =
            (0..).map(TextId).zip(&records).map(|(id, record)| (record.key, id)).collect();
        self.saved_records = records.len();
        (self.records, self.saved) = (records, Some(file));
    }

    /// Lets go of all texts; what was saved stays in its file.
    pub(crate) fn forget(&mut self) {
        if self.draft.is_some()
            && let Some(path) = &self.path
        {
            // While it is open no other instance uses this name. What stays is written over.
            let _ = std::fs::remove_file(draft_path(path));
        }
        self.reset();
    }

    fn reset(&mut self) {
        self.is_open = false;
        (self.records, self.by_key, self.saved_records) = (Vec::new(), HashMap::new(), 0);
        (self.saved, self.draft, self.draft_end) = (None, None, HEAD_BYTES);
        (self.memory, self.is_full, self.has_failed) = (Vec::new(), false, false);
    }

    /// The text with this key, if it is kept.
    pub(crate) fn find(&self, key: TextKey) -> Option<TextId> {
        self.by_key.get(&key).copied()
    }

    /// Lets go of a text that could not be read as it was kept.
    pub(crate) fn drop_damaged(&mut self, id: Option<TextId>) {
        let key = id.and_then(|id| self.record(id)).map(|record| record.key);
        key.and_then(|key| self.by_key.remove(&key));
    }

    fn record(&self, id: TextId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    /// How many paragraphs a text has.
    pub(crate) fn paragraphs(&self, id: TextId) -> u32 {
        self.record(id).map_or(0, |record| record.paragraphs)
    }

    /// How many bytes a text has.
    pub(crate) fn bytes(&self, id: TextId) -> usize {
        self.record(id).map_or(0, |record| record.bytes as usize)
    }

    fn place(&self, id: TextId, record: &Record) -> Storage {
        match (id.0 as usize) < self.saved_records {
            true => Storage::Saved,
            false if record.start < self.draft_end => Storage::Draft,
            false => Storage::Memory,
        }
    }

    /// Whether more texts can be kept, as far as is known.
    pub(crate) const fn has_room(&self) -> bool {
        !self.is_full
    }

    /// Keeps a text, if there is room.
    pub(crate) fn keep(&mut self, key: TextKey, text: &FoldedText) -> Option<TextId> {
        let bytes = text.as_str().as_bytes();
        if self.memory.len() + bytes.len() > self.max_memory_bytes && !self.write_memory() {
            return None;
        }
        let record = Record {
            key,
            checksum: checksum(bytes),
            start: self.draft_end + self.memory.len() as u64,
            bytes: u32::try_from(bytes.len()).ok()?,
            paragraphs: text.paragraphs(),
        };
        let id = TextId(u32::try_from(self.records.len()).ok()?);
        self.memory.extend_from_slice(bytes);
        self.records.push(record);
        self.by_key.insert(key, id);
        Some(id)
    }

    /// Reads the first of `texts`, and those after it that stand behind one another; returns how many
    /// they are, which is none where it cannot be read.
    pub(crate) fn read(&self, texts: &[TextId], to: &mut Vec<u8>) -> usize {
        to.clear();
        let known = |id: &TextId| Some((self.place(*id, self.record(*id)?), self.record(*id)?));
        let Some((place, first)) = texts.first().and_then(known) else { return 0 };
        let (mut end, mut count) = (first.end(), 1);
        let max_end = first.start + MAX_READ_BYTES;
        for next in texts.iter().skip(1).map_while(known) {
            if (next.0, next.1.start) != (place, end) || next.1.end() > max_end {
                break;
            }
            end = next.1.end();
            count += 1;
        }
        let bytes = usize::try_from(end - first.start).unwrap_or(usize::MAX);
        let file = match place {
            Storage::Saved => self.saved.as_ref(),
            Storage::Draft => self.draft.as_ref(),
            Storage::Memory => {
                let start = usize::try_from(first.start - self.draft_end).unwrap_or(usize::MAX);
                let found = self.memory.get(start..).and_then(|memory| memory.get(..bytes));
                to.extend_from_slice(found.unwrap_or_default());
                return if found.is_some() { count } else { 0 };
            }
        };
        to.resize(bytes, 0);
        let read = file.map(|file| file.read_exact_at(to, first.start));
        if matches!(read, Some(Ok(()))) { count } else { 0 }
    }

    /// Whether what was read is the text that was kept.
    pub(crate) fn is_intact(&self, id: TextId, read: &[u8]) -> bool {
        self.record(id).is_some_and(|record| record.checksum == checksum(read))
    }

    /// A single text.
    pub(crate) fn text(&mut self, key: TextKey) -> Option<FoldedText> {
        self.open();
        let id = self.find(key)?;
        let mut read = Vec::new();
        if self.read(&[id], &mut read) == 0 {
            return None;
        }
        let text = str::from_utf8(&read).ok().filter(|_| self.is_intact(id, &read));
        text.map(FoldedText::from_folded)
    }

    /// Makes room in memory. Returns whether that is done.
    fn write_memory(&mut self) -> bool {
        if !self.is_full {
            self.is_full = self.try_write_memory().is_err();
        }
        !self.is_full
    }

    fn try_write_memory(&mut self) -> io::Result<()> {
        let end = self.draft_end + self.memory.len() as u64;
        let Some(path) = self.path.as_deref().filter(|_| end <= MAX_FILE_BYTES) else {
            return Err(io::ErrorKind::StorageFull.into());
        };
        let draft = match self.draft.take() {
            Some(draft) => draft,
            None => begin_draft(path)?,
        };
        let written = draft.write_all_at(&self.memory, self.draft_end);
        self.draft = Some(draft);
        written?;
        self.draft_end = end;
        self.memory.clear();
        Ok(())
    }

    /// Puts a new file in the place of what was saved, if that is worth it: with all texts that were
    /// added, and of the others those that are `wanted`. Returns whether it was done: the numbers of
    /// texts are others then.
    pub(crate) fn save(
        &mut self,
        wanted: impl FnOnce() -> HashSet<TextKey>,
        is_cancelled: impl Fn() -> bool,
    ) -> bool {
        if self.has_failed || self.draft.is_none() && self.memory.is_empty() {
            return false;
        }
        let saved = self.saved_of(&wanted());
        let saved_bytes: usize = saved.iter().map(|id| self.bytes(*id)).sum();
        // What fits into memory needs no file, and leaves that of another library alone.
        let is_behind = saved_bytes > self.max_memory_bytes
            && self.memory.len() > saved_bytes / MIN_MISSING_PART;
        if self.draft.is_none() && !is_behind {
            return false;
        }
        self.write_memory();
        match self.try_save(&saved, is_cancelled) {
            Ok(records) => {
                let draft = self.draft.take();
                self.reset();
                self.is_open = true;
                if let Some(file) = draft {
                    self.set_saved(file, records);
                }
                true
            }
            Err(error) => {
                self.has_failed = error.kind() != io::ErrorKind::Interrupted;
                false
            }
        }
    }

    /// Those of the saved texts that are wanted, and were not damaged.
    fn saved_of(&self, wanted: &HashSet<TextKey>) -> Vec<TextId> {
        let is_wanted = |(id, record): &(TextId, &Record)| {
            wanted.contains(&record.key) && self.find(record.key) == Some(*id)
        };
        let saved = (0..).map(TextId).zip(&self.records).take(self.saved_records);
        saved.filter(is_wanted).map(|(id, _)| id).collect()
    }

    fn try_save(
        &self,
        saved: &[TextId],
        is_cancelled: impl Fn() -> bool,
    ) -> io::Result<Vec<Record>> {
        let (Some(draft), Some((path, build))) =
            (&self.draft, self.path.as_deref().zip(self.build))
        else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let is_written = |record: &&Record| record.start < self.draft_end;
        let added = self.records.iter().skip(self.saved_records);
        let mut records: Vec<Record> = added.filter(is_written).copied().collect();
        let (mut rest, mut read, mut end) = (saved, Vec::new(), self.draft_end);
        while !rest.is_empty() && end <= MAX_FILE_BYTES {
            if is_cancelled() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let count = self.read(rest, &mut read);
            let (run, later) = rest.split_at(count.max(1));
            rest = later;
            if count == 0 {
                continue;
            }
            draft.write_all_at(&read, end)?;
            for record in run.iter().filter_map(|id| self.record(*id)) {
                // A damaged text is copied with its checksum, and is never taken for whole.
                records.push(Record { start: end, ..*record });
                end += u64::from(record.bytes);
            }
        }
        file::finish(draft, &records, build)?;
        std::fs::rename(draft_path(path), path)?;
        Ok(records)
    }
}

fn is_regular(file: &File) -> bool {
    file.metadata().is_ok_and(|found| found.is_file())
}

fn draft_path(path: &Path) -> PathBuf {
    path.with_extension("new")
}

/// An empty file beside `path`, which this instance alone writes.
fn begin_draft(path: &Path) -> io::Result<File> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder_of(path))?;
    let path = draft_path(path);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(FILE_MODE);
    let file = options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW).open(&path)?;
    flock(&file, FlockOperation::NonBlockingLockExclusive)?;
    // Another instance may have finished it between opening and locking.
    let named = std::fs::symlink_metadata(&path)?;
    let is_named = identity(&named) == identity(&file.metadata()?);
    if !is_named || !is_regular(&file) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    file.set_len(0)?;
    Ok(file)
}
