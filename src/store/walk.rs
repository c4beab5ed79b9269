//! Walking the folders that were named, as git would.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::left_out::LeftOut;
use super::load::load_unlinked;
use super::root::folder_of;
use super::{AUTHOR_FILE, Houses, Kind, Loaded, Neighbours, Root, load};
use crate::format;
use crate::text::Diagnostic;

/// More threads gain nothing while the pages are in memory, and take the cores from the reader.
const THREADS: usize = 2;

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
    let houses = Houses::default();
    let mut walk =
        Walk { stop, sink, houses: &houses, named: HashSet::new(), seen: Mutex::default() };
    walk.open_named(roots.iter().filter(|root| root.kind == Kind::File));
    let left_out = Arc::new(LeftOut::new());
    for root in roots.iter().filter(|root| root.kind == Kind::Folder) {
        let threads = rules(&root.path, &root.real_of(&root.path), &left_out)
            .threads(THREADS)
            .build_parallel();
        threads.run(|| Box::new(|entry| walk.visit(root, entry)));
    }
    houses.problems()
}

/// Whether `root` holds a review, as far as a glance tells: the folder itself, then those in it.
#[must_use]
pub fn holds_review(root: &Root) -> bool {
    let (houses, left_out) = (Houses::default(), Arc::new(LeftOut::new()));
    let is_review = |entry: &DirEntry| {
        let found = entry.file_type().filter(fs::FileType::is_file);
        let found = found.filter(|_| candidate(entry.path()).is_ok());
        let load = |found| load_unlinked(entry.path(), found, root, &houses);
        found.map(load).is_some_and(|loaded| loaded.skipped.is_none())
    };
    [Some(1), None].into_iter().any(|depth| {
        let glance = rules(&root.path, &root.real_of(&root.path), &left_out)
            .max_depth(depth)
            .build()
            .take(GLANCE);
        glance.filter_map(Result::ok).any(|entry| is_review(&entry))
    })
}

/// What is looked at in `folder`, which is `real` without links: all but what is hidden or what git
/// leaves out, also where git is not used. Links are not followed.
pub(super) fn rules(folder: &Path, real: &Path, left_out: &Arc<LeftOut>) -> WalkBuilder {
    let mut rules = WalkBuilder::new(folder);
    rules.standard_filters(false).hidden(true).follow_links(false);
    let (folder, real, left_out) = (folder.to_owned(), real.to_owned(), Arc::clone(left_out));
    rules.filter_entry(move |entry| {
        let below = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        entry.depth() == 0 || !left_out.holds(&real.join(below), is_folder)
    });
    rules
}

/// Names a file or folder whatever it is called.
type Identity = (u64, u64);

fn identity(metadata: &fs::Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

struct Walk<'a> {
    stop: &'a AtomicBool,
    sink: &'a (dyn Fn(Found) + Sync),
    houses: &'a Houses,
    /// The files that were named, so that a folder does not bring them again.
    named: HashSet<Identity>,
    /// The folders visited.
    seen: Mutex<HashSet<Identity>>,
}

impl Walk<'_> {
    fn open_named<'r>(&mut self, files: impl Iterator<Item = &'r Root>) {
        let (mut neighbours, mut told) = (Neighbours::default(), HashSet::new());
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
            let mut loaded = load(&root.path, root, self.houses);
            neighbours.settle(&mut loaded.review, root);
            loaded.skipped = None;
            (self.sink)(Found::Review(Box::new(loaded)));
        }
    }

    fn visit(&self, root: &Root, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        if self.stop.load(Ordering::Relaxed) {
            return WalkState::Quit;
        }
        match entry {
            Err(error) => self.skip(blamed(&error).unwrap_or(&root.path), blame(&error)),
            Ok(entry) if is_folder(&entry) => return self.enter(&entry),
            Ok(entry) => self.look_at(root, &entry),
        }
        WalkState::Continue
    }

    fn enter(&self, entry: &DirEntry) -> WalkState {
        // The folder named may be reached by a link, so its target is what is asked.
        let Ok(found) = fs::metadata(entry.path()) else { return WalkState::Continue };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.insert(identity(&found)) {
            return WalkState::Skip;
        }
        drop(seen);
        (self.sink)(Found::Folder(Arc::from(entry.path())));
        WalkState::Continue
    }

    fn look_at(&self, root: &Root, entry: &DirEntry) {
        let path = entry.path();
        if entry.path_is_symlink() && path.is_dir() {
            return self.skip(path, LINK.to_owned());
        }
        if let Err(reason) = candidate(path) {
            return reason.into_iter().for_each(|reason| self.skip(path, reason.to_owned()));
        }
        if entry.path_is_symlink() {
            return self.skip(path, LINK.to_owned());
        }
        let again = |found: fs::Metadata| self.named.contains(&identity(&found));
        if !self.named.is_empty() && entry.metadata().is_ok_and(again) {
            return;
        }
        // Only stdin has no kind, and it is never walked.
        let Some(found) = entry.file_type() else { return };
        let loaded = load_unlinked(path, found, root, self.houses);
        match loaded.skipped {
            Some(reason) => self.skip(path, reason),
            None => (self.sink)(Found::Review(Box::new(loaded))),
        }
    }

    fn skip(&self, path: &Path, reason: String) {
        (self.sink)(Found::Skipped { path: Arc::from(path), reason });
    }
}

/// Why a link is passed over.
pub(super) const LINK: &str = "a link: it is read where its target stands";

/// Whether a file's name lets it be a review; if not, why, unless it goes without saying.
pub(super) fn candidate(path: &Path) -> Result<(), Option<&'static str>> {
    if path.file_name().is_some_and(|name| name == AUTHOR_FILE) {
        return Err(Some("tells who wrote the reviews beside it"));
    }
    format::by_extension(path).map(|_| ()).ok_or(None)
}

fn is_folder(entry: &DirEntry) -> bool {
    let named = entry.depth() == 0;
    entry.file_type().is_some_and(|kind| kind.is_dir()) || named && entry.path().is_dir()
}

fn blame(error: &ignore::Error) -> String {
    match error.io_error() {
        Some(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            "expected a readable folder, found one that may not be opened".to_owned()
        }
        Some(error) => format!("expected a readable folder, found: {error}"),
        None => format!("expected a readable folder, found: {error}"),
    }
}

fn blamed(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            blamed(err)
        }
        _ => None,
    }
}
