//! Listing the files of a folder and those below it that git does not ignore.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::AUTHOR_FILE;
use super::gitignore::{FolderRules, IgnoreRules};
use super::root::spelled;
use super::unread::Unread;
use crate::format;

/// A file or something else that is no folder.
#[derive(Debug)]
pub(super) struct ListedPath {
    /// The path, spelled like the folder that was given.
    pub(super) path: PathBuf,
    /// The type of the file itself, not of what a link points to.
    pub(super) kind: FileType,
}

/// Something that could not be listed, and why.
pub(super) type Unlisted = (PathBuf, Unread);

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
    folders: Vec<Folder>,
}

struct Folder {
    /// The path, spelled like the folder that was given.
    path: PathBuf,
    /// The path without links.
    real: PathBuf,
    /// `false` for the folder that was given, which is listed even if git ignores it.
    is_found: bool,
}

struct OpenFolder {
    entries: fs::ReadDir,
    folder: Folder,
    rules: Arc<FolderRules>,
}

impl<'a> Listing<'a> {
    /// Lists `folder`, whose path without links is `real`, and all below it.
    pub(super) fn new(folder: &Path, real: &Path, ignore_rules: &'a IgnoreRules) -> Self {
        let root = Folder { path: folder.to_owned(), real: real.to_owned(), is_found: false };
        Self { ignore_rules, is_recursive: true, open: None, folders: vec![root] }
    }

    /// Lists only the folder itself.
    pub(super) fn shallow(self) -> Self {
        Self { is_recursive: false, ..self }
    }

    /// Opens the next folder for which `enter` returns true; [`Listing::next_item`] then lists it.
    pub(super) fn next_folder(
        &mut self,
        enter: impl Fn(&Path) -> io::Result<bool>,
    ) -> Option<Result<&Path, Unlisted>> {
        loop {
            let folder = self.folders.pop()?;
            if folder.is_found && self.ignore_rules.ignores(&folder.real, true) {
                continue;
            }
            let entries = match enter(&folder.path) {
                Ok(false) => continue,
                Ok(true) => fs::read_dir(spelled(&folder.path)),
                Err(error) => Err(error),
            };
            return Some(match entries {
                Ok(entries) => {
                    let rules = self.ignore_rules.of(&folder.real);
                    Ok(&self.open.insert(OpenFolder { entries, folder, rules }).folder.path)
                }
                Err(error) => Err((folder.path, Unread::folder(&error))),
            });
        }
    }

    /// The next file of the open folder. Folders in it are put aside for [`Listing::next_folder`].
    pub(super) fn next_item(&mut self) -> Option<Result<ListedPath, Unlisted>> {
        loop {
            let OpenFolder { entries, folder, rules } = self.open.as_mut()?;
            let entry = match entries.next() {
                Some(Ok(entry)) => entry,
                Some(Err(error)) => {
                    return Some(Err((folder.path.clone(), Unread::folder(&error))));
                }
                None => {
                    self.open = None;
                    return None;
                }
            };
            let name = entry.file_name();
            if is_hidden(&name) {
                continue;
            }
            let (path, real) = (folder.path.join(&name), folder.real.join(&name));
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && self.is_recursive => {
                    self.folders.push(Folder { path, real, is_found: true });
                }
                Ok(kind) if kind.is_dir() || rules.ignore(&real, false) => {}
                Ok(kind) => return Some(Ok(ListedPath { path, kind })),
                Err(error) => return Some(Err((path, Unread::file(&error)))),
            }
        }
    }

    /// Every file, sorted by name within a folder. What cannot be read is left out: those who ask want
    /// to learn from what is there, and no user has named it.
    pub(super) fn files(mut self) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
        let mut waiting: Vec<ListedPath> = Vec::new();
        std::iter::from_fn(move || {
            while waiting.is_empty() {
                if self.next_folder(|_| Ok(true))?.is_err() {
                    continue;
                }
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
