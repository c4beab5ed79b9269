//! What stands beside a file, or will stand beside one that is still to be made.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::gitignore::IgnoreRules;
use super::listing::{Listing, candidate};
use super::load::load_unlinked;
use super::root::{Root, folder_of, spelled};
use super::{AuthorDefaultsCache, Loaded};
use crate::model::{Author, Review};

/// So many entries of a folder are looked at.
const GLANCE: usize = 4000;

/// So many files among them are read.
const MOST_READ: usize = 500;

/// A neighbour of more bytes is no help worth the wait.
const LARGEST: u64 = 256 * 1024;

/// The reviews in the folder of the file that was named, as far as a glance tells.
#[must_use]
pub(crate) fn beside(file: &Root) -> Vec<Loaded> {
    let mut found = neighbours(folder_of(&file.path), file, &AtomicBool::new(false));
    found.retain(|loaded| loaded.broken().is_none());
    found
}

/// The reviews in `folder` itself that somebody has written in, as far as a glance tells; fewer
/// when `stop` is set meanwhile.
#[must_use]
pub(crate) fn reviews_beside(folder: &Path, stop: &AtomicBool) -> Vec<Review> {
    // Not the root of the new file, whose library may begin above this folder.
    let Ok(root) = Root::new(spelled(folder)) else { return Vec::new() };
    let found = neighbours(folder, &root, stop).into_iter().flat_map(Loaded::into_reviews);
    found.filter(is_written).collect()
}

fn neighbours(folder: &Path, root: &Root, stop: &AtomicBool) -> Vec<Loaded> {
    let (author_cache, ignore_rules) = (AuthorDefaultsCache::default(), IgnoreRules::default());
    let Ok(real) = std::fs::canonicalize(spelled(folder)) else { return Vec::new() };
    let Ok(listing) = Listing::new(folder, &real, &ignore_rules) else { return Vec::new() };
    let is_small =
        |path: &Path| std::fs::symlink_metadata(path).is_ok_and(|found| found.len() <= LARGEST);
    let files = listing.shallow().files().take(GLANCE);
    let files =
        files.filter(|(path, found)| found.is_file() && candidate(path).is_ok() && is_small(path));
    let files = files.take(MOST_READ).take_while(|_| !stop.load(Ordering::Relaxed));
    let read = files.map(|(path, found)| load_unlinked(&path, found, root, &author_cache));
    read.filter(|loaded| loaded.skipped.is_none()).collect()
}

fn is_written(review: &Review) -> bool {
    review.sections.iter().any(|section| !section.text.trim().is_empty())
}

/// Who would be the author of a file in `folder`, and on which scale, by the `author.toml` files
/// there and above. `None` when the folder cannot be seen.
#[must_use]
pub(crate) fn author_of(
    folder: &Path,
    author_cache: &AuthorDefaultsCache,
) -> Option<(Author, Option<f64>)> {
    // A folder that is still to be made will stand below the one above it.
    let folder = if spelled(folder).is_dir() { folder } else { folder_of(folder) };
    let file = folder.join("new");
    let defaults = author_cache.of(&file, &Root::of_file(&file).ok()?);
    Some((defaults.author.clone(), defaults.scale))
}
