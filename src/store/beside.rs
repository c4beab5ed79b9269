//! The other reviews in the folder of a file, which may not exist yet.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::gitignore::IgnoreRules;
use super::listing::{Listing, candidate};
use super::load::load_unlinked;
use super::root::{Root, folder_of, spelled};
use super::{AuthorDefaultsCache, Loaded};
use crate::model::Author;

/// The most files of a folder that are considered.
const MAX_FILES_LISTED: usize = 4000;

/// The most files among them that are read.
const MAX_FILES_READ: usize = 500;

/// Larger files are left out: they would take too long to read.
const MAX_NEIGHBOUR_BYTES: u64 = 256 * 1024;

/// The other reviews in the folder of `file`, which belongs to `root`: up to [`MAX_FILES_READ`]
/// files, fewer if `stop` is set meanwhile.
#[must_use]
pub(crate) fn beside(file: &Path, root: &Root, stop: &AtomicBool) -> Vec<Loaded> {
    let mut found = neighbours(folder_of(file), root, stop);
    found.retain(|loaded| {
        loaded.broken().is_none() && loaded.review.place.path.file_name() != file.file_name()
    });
    found
}

/// The reviews in `folder`, up to [`MAX_FILES_READ`] files; fewer if `stop` is set meanwhile.
#[must_use]
pub(crate) fn reviews_in(folder: &Path, stop: &AtomicBool) -> Vec<Loaded> {
    // Unlike the root of the new file, this one begins at the folder itself.
    let Ok(root) = Root::new(spelled(folder)) else { return Vec::new() };
    neighbours(folder, &root, stop)
}

fn neighbours(folder: &Path, root: &Root, stop: &AtomicBool) -> Vec<Loaded> {
    let (author_cache, ignore_rules) = (AuthorDefaultsCache::default(), IgnoreRules::default());
    let Ok(real) = std::fs::canonicalize(spelled(folder)) else { return Vec::new() };
    let is_small = |path: &Path| {
        std::fs::symlink_metadata(path).is_ok_and(|found| found.len() <= MAX_NEIGHBOUR_BYTES)
    };
    let files = Listing::new(folder, &real, &ignore_rules).shallow().files().take(MAX_FILES_LISTED);
    let files =
        files.filter(|(path, found)| found.is_file() && candidate(path).is_ok() && is_small(path));
    let files = files.take(MAX_FILES_READ).take_while(|_| !stop.load(Ordering::Relaxed));
    let read =
        files.filter_map(|(path, found)| load_unlinked(&path, found, root, &author_cache).ok());
    read.filter(|loaded| loaded.skipped.is_none()).collect()
}

/// The author and scale that the `author.toml` files in `folder` and above would give a new file.
/// `None` when the folder cannot be read.
#[must_use]
pub(crate) fn author_of(
    folder: &Path,
    author_cache: &AuthorDefaultsCache,
) -> Option<(Author, Option<f64>)> {
    // A folder that does not exist yet has the defaults of its parent.
    let folder = if spelled(folder).is_dir() { folder } else { folder_of(folder) };
    let file = folder.join("new");
    let defaults = author_cache.of(&file, &Root::of_file(&file).ok()?);
    Some((defaults.author.clone(), defaults.scale))
}
