//! The `author.toml` files of a library: author, scale, word goal and unwanted findings by folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::AUTHOR_FILE;
use super::read::read_unlinked;
use super::root::{Root, folder_of, spelled};
use super::unread::{Cause, Unread};
use crate::format::author_file;
use crate::model::Author;
use crate::text::Diagnostic;

/// What the `author.toml` files of a folder and those above it set together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AuthorDefaults {
    pub(super) author: Author,
    pub(super) scale: Option<f64>,
    /// The goal for the number of words in a review.
    pub(super) words: Option<u32>,
    /// The codes of findings that are switched off, by any of the files.
    pub(super) allow: Vec<String>,
}

/// A cache of `author.toml` files, each of which is read once.
///
/// It lives as long as one walk or reload, so that the next one sees changes.
#[derive(Debug, Default)]
pub struct AuthorDefaultsCache {
    /// By the folder as it is spelled, so that most files cost no system call.
    spelled: Mutex<HashMap<PathBuf, Arc<AuthorDefaults>>>,
    /// By the folder without links.
    real: Mutex<HashMap<PathBuf, Arc<AuthorDefaults>>>,
    problems: Mutex<Vec<(PathBuf, Diagnostic)>>,
}

impl AuthorDefaultsCache {
    /// The findings about the `author.toml` files read so far, each with its file.
    #[must_use]
    pub(crate) fn problems(&self) -> Vec<(PathBuf, Diagnostic)> {
        lock(&self.problems).clone()
    }

    /// The defaults for the review at `path`.
    pub(super) fn of(&self, path: &Path, root: &Root) -> Arc<AuthorDefaults> {
        let folder = folder_of(path);
        if let Some(defaults) = lock(&self.spelled).get(folder) {
            return Arc::clone(defaults);
        }
        let defaults = match std::fs::canonicalize(spelled(folder)) {
            Ok(real) => self.of_folder(&real, root),
            // It has gone since the review in it was read.
            Err(_) => Arc::default(),
        };
        lock(&self.spelled).insert(folder.to_owned(), Arc::clone(&defaults));
        defaults
    }

    /// The defaults in `folder`. Of several files that set a value the nearest wins.
    fn of_folder(&self, folder: &Path, root: &Root) -> Arc<AuthorDefaults> {
        let mut defaults = Arc::default();
        let mut unknown = Vec::new();
        for above in folder.ancestors().take_while(|above| above.starts_with(&root.real)) {
            if let Some(known) = lock(&self.real).get(above) {
                defaults = Arc::clone(known);
                break;
            }
            unknown.push(above);
        }
        for folder in unknown.into_iter().rev() {
            defaults = self.with_file(&folder.join(AUTHOR_FILE), defaults, root);
            lock(&self.real).insert(folder.to_owned(), Arc::clone(&defaults));
        }
        defaults
    }

    fn with_file(
        &self,
        path: &Path,
        above: Arc<AuthorDefaults>,
        root: &Root,
    ) -> Arc<AuthorDefaults> {
        let read = std::fs::symlink_metadata(path)
            .map_err(|error| Unread::file(&error))
            .and_then(|found| read_unlinked(path, found.file_type()));
        let (file, flaw) = match read {
            Ok(text) => (author_file::parse(&text.source), text.flaw),
            // Most folders have none.
            Err(Unread { cause: Cause::Gone, .. }) => return above,
            Err(unread) => (author_file::AuthorFile::default(), Some(unread.diagnostic)),
        };
        let problems = flaw.into_iter().chain(file.diagnostics);
        lock(&self.problems).extend(problems.map(|problem| (root.spell(path), problem)));
        let mut author = file.author;
        author.inherit(&above.author);
        let allow = file.allow.into_iter().chain(above.allow.iter().cloned()).collect();
        let (scale, words) = (file.scale.or(above.scale), file.words.or(above.words));
        Arc::new(AuthorDefaults { author, scale, words, allow })
    }
}

/// Ignores poisoning: each change is a single insertion, so a panic leaves the maps consistent.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
