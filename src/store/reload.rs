//! Reading a file again after it has changed.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::gitignore::IgnoreRules;
use super::listing::{LINK_REASON, candidate};
use super::load::load_unlinked;
use super::unread::{Cause, Unread};
use super::{AUTHOR_FILE, AuthorDefaultsCache, Loaded, Root, RootKind, load};

/// What is at a path that has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Reloaded {
    /// A review, or a broken file. For a broken one `skipped` says why a walk would skip it; it stays
    /// listed if it was a review before.
    Review(Box<Loaded>),
    /// A file that a walk skips.
    NotReview {
        /// Why it is skipped.
        reason: String,
    },
    /// An `author.toml`: reviews in its folder and below may now have another author or scale.
    Author,
    /// Nothing: it was deleted or moved.
    Gone,
    /// A folder, which may hold reviews.
    Folder,
}

/// Reads what is at `path` in the library of `root`.
#[must_use]
pub fn reload(path: &Path, root: &Root) -> Reloaded {
    let named = root.kind == RootKind::File && *root.path == *path;
    // Only a path that the user gave may be a link.
    let found = if named { fs::metadata(path) } else { fs::symlink_metadata(path) };
    let found = match found.map_err(|error| Unread::file(&error)) {
        Ok(found) => found,
        Err(Unread { cause: Cause::Gone, .. }) => return gone(path),
        Err(unread) => return unreadable(path, unread, root),
    };
    if !named {
        if root.kind == RootKind::File && !is_author(path) {
            return not_review("not what was named");
        }
        if IgnoreRules::default().hides(path, root, found.is_dir()) {
            return not_review("hidden, or left out by .gitignore");
        }
        if found.is_symlink() {
            return not_review(LINK_REASON);
        }
    }
    if found.is_dir() {
        return Reloaded::Folder;
    }
    match candidate(path) {
        Err(_) if is_author(path) => return Reloaded::Author,
        Err(_) if !named => return not_review("no extension that reviews have"),
        _ => {}
    }
    let author_cache = AuthorDefaultsCache::default();
    let loaded = if named {
        Loaded { skipped: None, ..load(path, root, &author_cache) }
    } else {
        match load_unlinked(path, found.file_type(), root, &author_cache) {
            Ok(loaded) => loaded,
            Err(Unread { cause: Cause::Gone, .. }) => return gone(path),
            Err(unread) => return unreadable(path, unread, root),
        }
    };
    match &loaded.skipped {
        Some(reason) if loaded.broken().is_none() => not_review(reason),
        _ => Reloaded::Review(Box::new(loaded)),
    }
}

/// What is there and cannot be read stays listed, as broken.
fn unreadable(path: &Path, unread: Unread, root: &Root) -> Reloaded {
    let folder = Arc::clone(&root.folder);
    Reloaded::Review(Box::new(Loaded::unreadable(path, unread.diagnostic, folder)))
}

fn gone(path: &Path) -> Reloaded {
    if is_author(path) { Reloaded::Author } else { Reloaded::Gone }
}

fn is_author(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == AUTHOR_FILE)
}

fn not_review(reason: &str) -> Reloaded {
    Reloaded::NotReview { reason: reason.to_owned() }
}
