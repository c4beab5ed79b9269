//! Walking the folders that were named, as git would.

use std::collections::HashSet;
use std::fs::{self, FileType};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::gitignore::IgnoreRules;
use super::listing::{Item, LINK, Listing, candidate};
use super::load::load_unlinked;
use super::root::{folder_of, spelled};
use super::{AuthorDefaultsCache, Loaded, Root, RootKind, SiblingScales, load};
use crate::text::Diagnostic;

/// More threads gain nothing while the pages are in memory, and take the cores from the reader.
const THREADS: usize = 2;
/// So many files are handed to a thread at once, and so many times ahead of it.
const HANDFUL: usize = 32;
const HANDFULS: usize = 64;

/// So many entries tell whether a folder that nobody named is one of reviews.
const GLANCE: usize = 4000;

/// What a walk comes by.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A folder, before what is in it; for a file that was named the folder that holds it. It is
    /// the one to watch.
    Folder(Arc<Path>),
    /// A review, or a broken file that is listed as one.
    Review(Box<Loaded>),
    /// A file that could have been a review, or a folder that could not be read, and why not.
    Skipped {
        /// The file or folder.
        path: Arc<Path>,
        /// Why it is passed over.
        reason: String,
    },
}

/// Goes through `roots` and hands what is found to `sink`, from two threads, until `stop` is set.
///
/// Files that were named come first and are always handed over as reviews. Each real folder is
/// visited once, also when the names overlap. What was found wrong in the `author.toml` files comes
/// back at the end.
pub fn walk(
    roots: &[Root],
    stop: &AtomicBool,
    sink: &(dyn Fn(Found) + Sync),
) -> Vec<(PathBuf, Diagnostic)> {
    let author_cache = AuthorDefaultsCache::default();
    let mut walk = Walk {
        stop,
        sink,
        author_cache: &author_cache,
        named: HashSet::new(),
        seen: Mutex::default(),
    };
    walk.open_named(roots.iter().filter(|root| root.kind == RootKind::File));
    let ignore_rules = IgnoreRules::default();
    for root in roots.iter().filter(|root| root.kind == RootKind::Folder) {
        walk.go_through(root, &ignore_rules);
    }
    author_cache.problems()
}

/// Whether `root` holds a review, as far as a glance tells: the folder itself, then those in it.
#[must_use]
pub fn holds_review(root: &Root) -> bool {
    let (author_cache, ignore_rules) = (AuthorDefaultsCache::default(), IgnoreRules::default());
    let is_review = |(path, found): (PathBuf, FileType)| {
        found.is_file()
            && candidate(&path).is_ok()
            && load_unlinked(&path, found, root, &author_cache).skipped.is_none()
    };
    let listing = || Listing::new(&root.path, &root.real_of(&root.path), &ignore_rules).ok();
    let shallow = listing().map(Listing::shallow);
    [shallow, listing()]
        .into_iter()
        .flatten()
        .any(|listing| listing.files().take(GLANCE).any(is_review))
}

/// Names a file or folder whatever it is called.
type Identity = (u64, u64);

fn identity(metadata: &fs::Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

struct Walk<'a> {
    stop: &'a AtomicBool,
    sink: &'a (dyn Fn(Found) + Sync),
    author_cache: &'a AuthorDefaultsCache,
    /// The files that were named, so that a folder does not bring them again.
    named: HashSet<Identity>,
    seen: Mutex<HashSet<Identity>>,
}

impl Walk<'_> {
    fn open_named<'r>(&mut self, files: impl Iterator<Item = &'r Root>) {
        let (mut siblings, mut told) = (SiblingScales::default(), HashSet::new());
        for root in files {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            if fs::metadata(&root.path).is_ok_and(|found| !self.named.insert(identity(&found))) {
                continue;
            }
            let folder = folder_of(&root.path);
            if told.insert(folder) {
                (self.sink)(Found::Folder(Arc::from(folder)));
            }
            let mut loaded = load(&root.path, root, self.author_cache).at_line(root.line);
            loaded.reviews_mut().for_each(|review| siblings.set_scale(review, root));
            loaded.skipped = None;
            (self.sink)(Found::Review(Box::new(loaded)));
        }
    }

    /// Lists folders on this thread and hands their files to others, some at a time.
    fn go_through(&self, root: &Root, ignore_rules: &IgnoreRules) {
        let (files, taken) = mpsc::sync_channel::<Vec<Item>>(HANDFULS);
        let taken = Mutex::new(taken);
        thread::scope(|threads| {
            for _ in 0..THREADS {
                threads.spawn(|| self.look_at_all(root, &taken));
            }
            self.list(root, ignore_rules, &files);
            drop(files);
        });
    }

    fn list(&self, root: &Root, ignore_rules: &IgnoreRules, files: &SyncSender<Vec<Item>>) {
        let mut listing = match Listing::new(&root.path, &root.real_of(&root.path), ignore_rules) {
            Ok(listing) => listing,
            Err((path, error)) => return self.skip(&path, blame(&error)),
        };
        let mut handful = Vec::new();
        // The first handfuls are small, so that something can be shown at once.
        let mut size = 1;
        while let Some(read) = listing.next_folder(|folder| self.enter(folder)) {
            if let Err((path, error)) = read {
                self.skip(&path, blame(&error));
            }
            while let Some(item) = listing.next_item() {
                match item {
                    Ok(file) => handful.push(file),
                    Err((path, error)) => self.skip(&path, blame(&error)),
                }
                if handful.len() >= size {
                    size = (size * 2).min(HANDFUL);
                    if files.send(std::mem::take(&mut handful)).is_err() {
                        return;
                    }
                }
                if self.stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
        // Nobody takes it only when the threads have stopped.
        let _ = files.send(handful);
    }

    fn look_at_all(&self, root: &Root, taken: &Mutex<Receiver<Vec<Item>>>) {
        let next = || taken.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok(files) = next() {
            for file in files {
                // What was listed already is taken, so that nobody waits for room to hand it over.
                if !self.stop.load(Ordering::Relaxed) {
                    self.look_at(root, &file);
                }
            }
        }
    }

    /// Tells of a folder, unless it was visited already.
    fn enter(&self, folder: &Path) -> bool {
        // The folder named may be reached by a link, so its target is what is asked.
        let Ok(found) = fs::metadata(spelled(folder)) else { return false };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = seen.insert(identity(&found)) && !self.stop.load(Ordering::Relaxed);
        drop(seen);
        if is_new {
            (self.sink)(Found::Folder(Arc::from(folder)));
        }
        is_new
    }

    fn look_at(&self, root: &Root, item: &Item) {
        let path = &item.path;
        let is_link = item.kind.is_symlink();
        if is_link && path.is_dir() {
            return self.skip(path, LINK.to_owned());
        }
        if let Err(reason) = candidate(path) {
            return reason.into_iter().for_each(|reason| self.skip(path, reason.to_owned()));
        }
        if is_link {
            return self.skip(path, LINK.to_owned());
        }
        let again = |found: fs::Metadata| self.named.contains(&identity(&found));
        if !self.named.is_empty() && fs::symlink_metadata(path).is_ok_and(again) {
            return;
        }
        let loaded = load_unlinked(path, item.kind, root, self.author_cache);
        match loaded.skipped {
            Some(reason) => self.skip(path, reason),
            None => (self.sink)(Found::Review(Box::new(loaded))),
        }
    }

    fn skip(&self, path: &Path, reason: String) {
        (self.sink)(Found::Skipped { path: Arc::from(path), reason });
    }
}

fn blame(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "expected a readable folder, found one that may not be opened".to_owned()
        }
        _ => format!("expected a readable folder, found: {error}"),
    }
}
