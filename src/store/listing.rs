//! Listing the files of a folder and those below it that git does not ignore.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::AUTHOR_FILE;
use super::gitignore::{FolderRules, IgnoreRules};
use super::root::spelled;
use crate::format;

/// A file, a folder or something else that was listed.
#[derive(Debug)]
pub(super) struct ListedPath {
    /// The path, spelled like the folder that was given.
    pub(super) path: PathBuf,
    /// The path without links.
    real: PathBuf,
    /// The type of the file itself, not of what a link points to.
    pub(super) kind: FileType,
    /// `false` for the folder that was given, which is listed even if git ignores it.
    is_found: bool,
}

/// A folder that could not be read, and why.
pub(super) type Unreadable = (PathBuf, io::Error);

/// Lists the files of a folder in the order of the system, then those of the folders in it, and so on.
///
/// Hidden and ignored files are left out, also outside a repository. Links are not followed.
pub(super) struct Listing<'a> {
    ignore_rules: &'a IgnoreRules,
    /// Whether folders below are listed as well.
    is_recursive: bool,
    /// The folder that is being read, one entry at a time since it may be large.
    open: Option<OpenFolder>,
    /// Folders still to be read. Whether git ignores them is checked when their turn comes, so that a
    /// folder of a thousand folders does not delay its first file.
    folders: Vec<ListedPath>,
}

struct OpenFolder {
    entries: fs::ReadDir,
    folder: ListedPath,
    rules: Arc<FolderRules>,
}

impl<'a> Listing<'a> {
    /// Lists `folder`, whose path without links is `real`, and all below it.
    pub(super) fn new(
        folder: &Path,
        real: &Path,
        ignore_rules: &'a IgnoreRules,
    ) -> Result<Self, Unreadable> {
        let kind =
            fs::metadata(spelled(folder)).map_err(|error| (folder.to_owned(), error))?.file_type();
        let root =
            ListedPath { path: folder.to_owned(), real: real.to_owned(), kind, is_found: false };
        Ok(Self { ignore_rules, is_recursive: true, open: None, folders: vec![root] })
    }

    /// Lists only the folder itself.
    pub(super) fn shallow(self) -> Self {
        Self { is_recursive: false, ..self }
    }

    /// Opens the next folder for which `enter` returns true; [`Listing::next_item`] then lists it.
    pub(super) fn next_folder(
        &mut self,
        enter: impl Fn(&Path) -> bool,
    ) -> Option<Result<(), Unreadable>> {
        loop {
            let folder = self.folders.pop()?;
            let is_ignored = folder.is_found && self.ignore_rules.ignores(&folder.real, true);
            if is_ignored || !enter(&folder.path) {
                continue;
            }
            return Some(match fs::read_dir(spelled(&folder.path)) {
                Ok(entries) => {
                    let rules = self.ignore_rules.of(&folder.real);
                    self.open = Some(OpenFolder { entries, folder, rules });
                    Ok(())
                }
                Err(error) => Err((folder.path, error)),
            });
        }
    }

    /// The next file of the open folder. Folders in it are put aside for [`Listing::next_folder`].
    pub(super) fn next_item(&mut self) -> Option<Result<ListedPath, Unreadable>> {
        loop {
            let OpenFolder { entries, folder, rules } = self.open.as_mut()?;
            let entry = match entries.next() {
                Some(Ok(entry)) => entry,
                Some(Err(error)) => return Some(Err((folder.path.clone(), error))),
                None => {
                    self.open = None;
                    return None;
                }
            };
            let name = entry.file_name();
            // It vanished while it was listed.
            let Ok(kind) = entry.file_type() else { continue };
            if is_hidden(&name) {
                continue;
            }
            let real = folder.real.join(&name);
            let item = ListedPath { path: folder.path.join(&name), real, kind, is_found: true };
            if !kind.is_dir() && !rules.ignore(&item.real, false) {
                return Some(Ok(item));
            }
            if kind.is_dir() && self.is_recursive {
                self.folders.push(item);
            }
        }
    }

    /// Every file, sorted by name within a folder. Folders that cannot be read are skipped silently.
    pub(super) fn files(mut self) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
        let mut waiting: Vec<ListedPath> = Vec::new();
        std::iter::from_fn(move || {
            while waiting.is_empty() {
                let _ = self.next_folder(|_| true)?;
                waiting.extend(std::iter::from_fn(|| self.next_item()).filter_map(Result::ok));
                waiting.sort_unstable_by(|a, b| b.path.cmp(&a.path));
                self.folders.sort_unstable_by(|a, b| b.path.cmp(&a.path));
            }
            waiting.pop().map(|item| (item.path, item.kind))
        })
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Why a link is skipped.
pub(super) const LINK_REASON: &str = "a link: it is read where its target stands";

/// Whether a file of this name may be a review. If not, the reason, where one is worth reporting.
pub(super) fn candidate(path: &Path) -> Result<(), Option<&'static str>> {
    if path.file_name().is_some_and(|name| name == AUTHOR_FILE) {
        return Err(Some("tells who wrote the reviews beside it"));
    }
    format::by_extension(path).map(|_| ()).ok_or(None)
}
