//! Reading all reviews in the files and folders that were given.

use std::collections::HashSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::gitignore::IgnoreRules;
use super::listing::{LINK_REASON, ListedPath, Listing, candidate};
use super::load::load_unlinked;
use super::root::{Identity, folder_of, identity, spelled};
use super::unread::{Cause, Unread};
use super::{AuthorDefaultsCache, Loaded, Root, RootKind, SiblingScales, load};
use crate::text::{Audience, Diagnostic};
use crate::threads;

/// With the files in the page cache more threads gain nothing and slow down drawing.
const READER_THREADS: usize = 2;
/// How many files are sent to a thread at once.
const MAX_BATCH_FILES: usize = 32;
/// How many batches the listing may be ahead of the threads.
const MAX_WAITING_BATCHES: usize = 64;

/// The most files that [`holds_review`] looks at.
const MAX_FILES_LISTED: usize = 4000;

/// What a walk reports.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A folder to watch, before its files; for a file that was given, the folder that holds it.
    Folder(Arc<Path>),
    /// A review, or a broken file that is listed as one.
    Review(Box<Loaded>),
    /// A file that has a review's extension but is none.
    Skipped {
        /// The file.
        path: Arc<Path>,
        /// Why it is skipped.
        reason: String,
    },
    /// A file or folder that should have been read, and the system refused or failed.
    Unreadable {
        /// The file or folder.
        path: Arc<Path>,
        /// What was expected, and what was found.
        diagnostic: Diagnostic,
    },
}

/// Reads all of `roots` and reports to `sink`, from several threads, until `stop` is set.
///
/// Files that were given come first and always count as reviews. Each folder is visited once, even if
/// `roots` overlap. Returns the findings about `author.toml` files.
pub fn walk(
    roots: &[Root],
    stop: &AtomicBool,
    sink: &(dyn Fn(Found) + Sync),
) -> Vec<(PathBuf, Diagnostic)> {
    let author_cache = AuthorDefaultsCache::default();
    let mut walker = Walker {
        stop,
        sink,
        author_cache: &author_cache,
        given: HashSet::new(),
        visited: Mutex::default(),
    };
    walker.load_files(roots.iter().filter(|root| root.kind == RootKind::File));
    let ignore_rules = IgnoreRules::default();
    for root in roots.iter().filter(|root| root.kind == RootKind::Folder) {
        walker.walk_folder(root, &ignore_rules);
    }
    for (path, diagnostic) in ignore_rules.into_unreadable() {
        // Those above the folders that were given may be out of the user's reach.
        let below = |root: &&Root| root.kind == RootKind::Folder && path.starts_with(&root.real);
        if let Some(root) = roots.iter().find(below) {
            walker.fail(&root.spell(&path), diagnostic);
        }
    }
    author_cache.problems()
}

/// Whether there is a review among the first [`MAX_FILES_LISTED`] files of the folder itself, or of
/// the folder with all below it. A folder that cannot be read may hold some: a walk says why.
#[must_use]
pub fn holds_review(root: &Root) -> bool {
    if fs::read_dir(spelled(&root.path)).is_err() {
        return true;
    }
    let (author_cache, ignore_rules) = (AuthorDefaultsCache::default(), IgnoreRules::default());
    let is_review = |(path, found): (PathBuf, FileType)| {
        found.is_file()
            && candidate(&path).is_ok()
            && load_unlinked(&path, found, root, &author_cache)
                .is_ok_and(|loaded| loaded.skipped.is_none())
    };
    let listing = || Listing::new(&root.path, &root.real_of(&root.path), &ignore_rules);
    [listing().shallow(), listing()]
        .into_iter()
        .any(|listing| listing.files().take(MAX_FILES_LISTED).any(is_review))
}

struct Walker<'a> {
    stop: &'a AtomicBool,
    sink: &'a (dyn Fn(Found) + Sync),
    author_cache: &'a AuthorDefaultsCache,
    /// The files that were given, so that a folder does not report them again.
    given: HashSet<Identity>,
    /// The folders that were visited.
    visited: Mutex<HashSet<Identity>>,
}

impl Walker<'_> {
    fn load_files<'r>(&mut self, files: impl Iterator<Item = &'r Root>) {
        let (mut siblings, mut reported) = (SiblingScales::default(), HashSet::new());
        for root in files {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            if fs::metadata(&root.path).is_ok_and(|found| !self.given.insert(identity(&found))) {
                continue;
            }
            let folder = folder_of(&root.path);
            if reported.insert(folder) {
                (self.sink)(Found::Folder(Arc::from(folder)));
            }
            let mut loaded = load(&root.path, root, self.author_cache).at_line(root.line);
            loaded.reviews_mut().for_each(|review| siblings.set_scale(review, root));
            loaded.skipped = None;
            (self.sink)(Found::Review(Box::new(loaded)));
        }
    }

    /// Lists folders on this thread and has their files read by others.
    fn walk_folder(&self, root: &Root, ignore_rules: &IgnoreRules) {
        let (batches, received) = mpsc::sync_channel::<Vec<ListedPath>>(MAX_WAITING_BATCHES);
        let received = Mutex::new(received);
        thread::scope(|scope| {
            for _ in 0..READER_THREADS {
                scope.spawn(|| {
                    threads::panic_if_asked("readers");
                    self.read_batches(root, &received);
                });
            }
            self.list(root, ignore_rules, &batches);
            drop(batches);
        });
    }

    fn list(&self, root: &Root, ignore_rules: &IgnoreRules, batches: &SyncSender<Vec<ListedPath>>) {
        let mut listing = Listing::new(&root.path, &root.real_of(&root.path), ignore_rules);
        let mut batch = Vec::new();
        // The first batches are small, so that something can be shown at once.
        let mut size = 1;
        while let Some(opened) = listing.next_folder(|folder| self.enter(folder)) {
            match opened {
                Ok(folder) => (self.sink)(Found::Folder(Arc::from(folder))),
                // What was given is missed; what was found may go at any time.
                Err((path, unread)) if *path == *root.path && !root.is_part() => {
                    self.fail(&path, unread.diagnostic);
                }
                Err((path, unread)) => self.pass_over(&path, unread),
            }
            while let Some(item) = listing.next_item() {
                match item {
                    Ok(file) => batch.push(file),
                    Err((path, unread)) => self.pass_over(&path, unread),
                }
                if batch.len() >= size {
                    size = (size * 2).min(MAX_BATCH_FILES);
                    if batches.send(std::mem::take(&mut batch)).is_err() {
                        return;
                    }
                }
                if self.stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
        // Fails only when the threads have ended.
        let _ = batches.send(batch);
    }

    fn read_batches(&self, root: &Root, received: &Mutex<Receiver<Vec<ListedPath>>>) {
        let next = || received.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok(files) = next() {
            for file in files {
                // After a stop batches are still received, since the listing may wait to send one.
                if !self.stop.load(Ordering::Relaxed) {
                    self.read(root, &file);
                }
            }
        }
    }

    /// Whether a folder was not visited before.
    fn enter(&self, folder: &Path) -> io::Result<bool> {
        // Follows links: the folder that was given may be one.
        let found = fs::metadata(spelled(folder))?;
        let mut visited = self.visited.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(visited.insert(identity(&found)) && !self.stop.load(Ordering::Relaxed))
    }

    fn read(&self, root: &Root, item: &ListedPath) {
        let path = &item.path;
        let is_link = item.kind.is_symlink();
        if is_link && path.is_dir() {
            return self.skip(path, LINK_REASON.to_owned());
        }
        if let Err(reason) = candidate(path) {
            return reason.into_iter().for_each(|reason| self.skip(path, reason.to_owned()));
        }
        if is_link {
            return self.skip(path, LINK_REASON.to_owned());
        }
        let is_given = |found: fs::Metadata| self.given.contains(&identity(&found));
        if !self.given.is_empty() && fs::symlink_metadata(path).is_ok_and(is_given) {
            return;
        }
        match load_unlinked(path, item.kind, root, self.author_cache) {
            Err(unread) => self.pass_over(path, unread),
            Ok(Loaded { skipped: Some(reason), .. }) => self.skip(path, reason),
            Ok(loaded) => (self.sink)(Found::Review(Box::new(loaded))),
        }
    }

    /// Reports something that was found in a folder and not read.
    fn pass_over(&self, path: &Path, Unread { cause, diagnostic }: Unread) {
        match cause {
            // It was removed or renamed since it was listed, as happens in any folder that is worked in;
            // a walk a moment later would not have come by it.
            Cause::Gone => {}
            Cause::Failed => self.fail(path, diagnostic),
            Cause::Unfit => self.skip(path, diagnostic.message(Audience::READER)),
        }
    }

    fn fail(&self, path: &Path, diagnostic: Diagnostic) {
        (self.sink)(Found::Unreadable { path: Arc::from(path), diagnostic });
    }

    fn skip(&self, path: &Path, reason: String) {
        (self.sink)(Found::Skipped { path: Arc::from(path), reason });
    }
}
