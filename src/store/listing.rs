//! What stands in a folder and below it, as git would list it.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::AUTHOR_FILE;
use super::gitignore::{FolderRules, IgnoreRules};
use super::root::spelled;
use crate::format;

/// A file, a folder or something else that was come upon.
#[derive(Debug)]
pub(super) struct Item {
    /// Its path in the spelling of the folder that was named.
    pub(super) path: PathBuf,
    real: PathBuf,
    /// What it is; a link is not followed.
    pub(super) kind: FileType,
    /// Whether it was found in a folder; what was named is listed whatever git says of it.
    is_found: bool,
}

/// A folder that could not be read, and why.
pub(super) type Unreadable = (PathBuf, io::Error);

/// Lists a folder's items as the system gives them, then the folders in it, and so on.
///
/// Hidden files and what git leaves out are passed over, also where git is not used. Links are
/// not followed.
pub(super) struct Listing<'a> {
    ignore_rules: &'a IgnoreRules,
    /// Whether the folders in the folder are listed as well.
    deep: bool,
    /// The folder that is being read. It may be large, so its first items come before its last.
    open: Option<Open>,
    /// Folders that are to be read, unless git leaves them out. That is asked when their turn
    /// comes, so that a folder of a thousand folders does not keep its first file waiting.
    folders: Vec<Item>,
}

/// A folder that is being read.
struct Open {
    entries: fs::ReadDir,
    folder: Item,
    rules: Arc<FolderRules>,
}

impl<'a> Listing<'a> {
    /// Lists `folder`, which is `real` without links, and all below it.
    pub(super) fn new(
        folder: &Path,
        real: &Path,
        ignore_rules: &'a IgnoreRules,
    ) -> Result<Self, Unreadable> {
        let kind =
            fs::metadata(spelled(folder)).map_err(|error| (folder.to_owned(), error))?.file_type();
        let root = Item { path: folder.to_owned(), real: real.to_owned(), kind, is_found: false };
        Ok(Self { ignore_rules, deep: true, open: None, folders: vec![root] })
    }

    /// Lists only what stands in the folder itself.
    pub(super) fn shallow(self) -> Self {
        Self { deep: false, ..self }
    }

    /// Opens the next folder that `enter` lets be read; its items come next.
    pub(super) fn next_folder(
        &mut self,
        enter: impl Fn(&Path) -> bool,
    ) -> Option<Result<(), Unreadable>> {
        loop {
            let folder = self.folders.pop()?;
            let is_left_out = folder.is_found && self.ignore_rules.holds(&folder.real, true);
            if is_left_out || !enter(&folder.path) {
                continue;
            }
            return Some(match fs::read_dir(spelled(&folder.path)) {
                Ok(entries) => {
                    let rules = self.ignore_rules.of(&folder.real);
                    self.open = Some(Open { entries, folder, rules });
                    Ok(())
                }
                Err(error) => Err((folder.path, error)),
            });
        }
    }

    /// The next item of the folder that was opened last; folders among them are read later.
    pub(super) fn next_item(&mut self) -> Option<Result<Item, Unreadable>> {
        loop {
            let Open { entries, folder, rules } = self.open.as_mut()?;
            let entry = match entries.next() {
                Some(Ok(entry)) => entry,
                Some(Err(error)) => return Some(Err((folder.path.clone(), error))),
                None => {
                    self.open = None;
                    return None;
                }
            };
            let name = entry.file_name();
            // A file that vanished while it was listed is not there.
            let Ok(kind) = entry.file_type() else { continue };
            if is_hidden(&name) {
                continue;
            }
            let real = folder.real.join(&name);
            let item = Item { path: folder.path.join(&name), real, kind, is_found: true };
            if !kind.is_dir() && !rules.hold(&item.real, false) {
                return Some(Ok(item));
            }
            if kind.is_dir() && self.deep {
                self.folders.push(item);
            }
        }
    }

    /// Every file, in the order of names within a folder, without a word on what cannot be read.
    pub(super) fn files(mut self) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
        let mut waiting: Vec<Item> = Vec::new();
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

/// Why a link is passed over.
pub(super) const LINK: &str = "a link: it is read where its target stands";

/// Whether a file's name lets it be a review; if not, why, unless it goes without saying.
pub(super) fn candidate(path: &Path) -> Result<(), Option<&'static str>> {
    if path.file_name().is_some_and(|name| name == AUTHOR_FILE) {
        return Err(Some("tells who wrote the reviews beside it"));
    }
    format::by_extension(path).map(|_| ()).ok_or(None)
}
