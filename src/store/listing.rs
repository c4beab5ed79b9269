//! What stands in a folder and below it, as git would list it.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::left_out::LeftOut;
use super::root::spelled;

/// A file, a folder or something else that was come upon.
#[derive(Debug)]
pub(super) struct Item {
    /// Its path in the spelling of the folder that was named.
    pub(super) path: PathBuf,
    /// Its path without links.
    real: PathBuf,
    /// What it is; a link is not followed.
    pub(super) kind: FileType,
}

/// A folder that could not be read, and why.
pub(super) type Unreadable = (PathBuf, io::Error);

/// Lists a folder's items in the order of their names, then the folders in it, and so on.
///
/// Hidden files and what git leaves out are passed over, also where git is not used. Links are
/// not followed.
pub(super) struct Listing<'a> {
    left_out: &'a LeftOut,
    /// Whether the folders in the folder are listed as well.
    deep: bool,
    /// Items that are read and not handed out yet, the next one last.
    waiting: Vec<Item>,
    /// Folders that are to be read.
    folders: Vec<Item>,
}

impl<'a> Listing<'a> {
    /// Lists `folder`, which is `real` without links, and all below it.
    pub(super) fn new(
        folder: &Path,
        real: &Path,
        left_out: &'a LeftOut,
    ) -> Result<Self, Unreadable> {
        let kind =
            fs::metadata(spelled(folder)).map_err(|error| (folder.to_owned(), error))?.file_type();
        let root = Item { path: folder.to_owned(), real: real.to_owned(), kind };
        Ok(Self { left_out, deep: true, waiting: Vec::new(), folders: vec![root] })
    }

    /// Lists only what stands in the folder itself.
    pub(super) fn shallow(self) -> Self {
        Self { deep: false, ..self }
    }

    fn read(&mut self, folder: &Item) -> Result<(), Unreadable> {
        let blame = |error| (folder.path.clone(), error);
        for entry in fs::read_dir(spelled(&folder.path)).map_err(blame)? {
            let entry = entry.map_err(blame)?;
            let name = entry.file_name();
            // A file that vanished while it was listed is not there.
            let Ok(kind) = entry.file_type() else { continue };
            let real = folder.real.join(&name);
            if is_hidden(&name) || self.left_out.holds(&real, kind.is_dir()) {
                continue;
            }
            self.waiting.push(Item { path: folder.path.join(&name), real, kind });
        }
        self.waiting.sort_unstable_by(|a, b| b.path.cmp(&a.path));
        Ok(())
    }

    /// Reads the next folder that `enter` lets be read; its items come next.
    pub(super) fn next_folder(
        &mut self,
        enter: impl Fn(&Path) -> bool,
    ) -> Option<Result<(), Unreadable>> {
        loop {
            let folder = self.folders.pop()?;
            if enter(&folder.path) {
                return Some(self.read(&folder));
            }
        }
    }

    /// The next item of the folder that was read last; folders among them are read later.
    pub(super) fn next_item(&mut self) -> Option<Item> {
        let item = self.waiting.pop()?;
        if !item.kind.is_dir() {
            return Some(item);
        }
        if self.deep {
            self.folders.push(item);
        }
        self.next_item()
    }

    /// Every file, without a word on folders that cannot be read.
    pub(super) fn files(mut self) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
        std::iter::from_fn(move || {
            loop {
                match self.next_item() {
                    Some(item) => return Some((item.path, item.kind)),
                    None => {
                        let _ = self.next_folder(|_| true)?;
                    }
                }
            }
        })
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
