//! A path given on the command line, and the library that it belongs to.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::read::read;
use crate::model::VoiceFolder;

/// How the path of a [`Root`] is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RootKind {
    /// A folder, which is walked.
    Folder,
    /// A file, or anything else that is not a folder.
    File,
}

/// A path given by the user, and the root of its library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The path as it was given.
    pub path: Arc<Path>,
    /// The library's root, spelled like `path`: the folder given; for a file the nearest folder
    /// above with `.git`, else its own. A relative path can only be shortened, so it may end below
    /// that folder.
    pub(crate) folder: Arc<Path>,
    pub(crate) kind: RootKind,
    /// The line of `FILE:LINE`, which selects the review that holds it.
    pub(crate) line: Option<u32>,
    /// The canonical path of the library's root, which may lie above `folder`.
    pub(super) real: PathBuf,
}

/// The error for a path that does not lead to a file or folder, in words for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The path as it was given.
    pub path: PathBuf,
    /// What was expected, then what was found.
    pub reason: String,
}

impl Root {
    /// Resolves `path`, which may be `FILE:LINE`, or `FILE:LINE:COLUMN` as findings are printed. A
    /// file whose own name ends like that takes precedence.
    ///
    /// # Errors
    ///
    /// When nothing is there, when it may not be seen, or when the file has no such line.
    pub fn new(path: &Path) -> Result<Self, Missing> {
        let found = Self::of_path(path);
        if found.is_ok() || fs::symlink_metadata(path).is_ok() {
            return found;
        }
        match file_and_line(path) {
            Some((file, line)) => Self::of_path(file)?.at_line(path, line),
            None => found,
        }
    }

    fn at_line(self, given: &Path, line: u32) -> Result<Self, Missing> {
        // An unreadable file is reported where it is read.
        let last = read(&self.path).map_or(u32::MAX, |text| text.source.last_line());
        if (1..=last).contains(&line) {
            return Ok(Self { line: Some(line), ..self });
        }
        let reason = format!("expected a line from 1 to {last}, found line {line}");
        Err(Missing { path: given.to_owned(), reason })
    }

    fn of_path(path: &Path) -> Result<Self, Missing> {
        let missing = |error: &io::Error| {
            let reason = match error.kind() {
                io::ErrorKind::NotFound => {
                    "expected a file or folder, found nothing of that name".to_owned()
                }
                _ => format!("expected a file or folder, found: {error}"),
            };
            Missing { path: path.to_owned(), reason }
        };
        let metadata = fs::metadata(path).map_err(|error| missing(&error))?;
        if metadata.is_dir() {
            let real = fs::canonicalize(path).map_err(|error| missing(&error))?;
            let path: Arc<Path> = Arc::from(path);
            let folder = Arc::clone(&path);
            return Ok(Self { folder, path, kind: RootKind::Folder, line: None, real });
        }
        Self::of_file(path).map_err(|error| missing(&error))
    }

    /// The root of a file that need not exist; its folder must.
    pub(super) fn of_file(path: &Path) -> io::Result<Self> {
        let home = fs::canonicalize(spelled(folder_of(path)))?;
        let real = home.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&home);
        let folder = climb(folder_of(path), home.components().count() - real.components().count());
        let (folder, real) = (Arc::from(folder), real.to_owned());
        Ok(Self { path: Arc::from(path), folder, kind: RootKind::File, line: None, real })
    }

    /// The root of a draft that need not exist yet; its folder must.
    ///
    /// # Errors
    ///
    /// When its folder does not exist or may not be seen.
    pub(crate) fn draft(path: &Path) -> Result<Self, Missing> {
        if fs::symlink_metadata(path).is_ok() || file_and_line(path).is_some() {
            return Self::new(path);
        }
        // For the error about the folder.
        Self::new(spelled(folder_of(path)))?;
        Self::of_file(path).or_else(|_| Self::new(path))
    }

    /// A folder within this library, as a root of its own that keeps the library.
    #[must_use]
    pub fn part(&self, folder: &Path) -> Self {
        Self { path: Arc::from(folder), kind: RootKind::Folder, line: None, ..self.clone() }
    }

    /// Whether it was made by [`Root::part`], so that the user has not named it.
    pub(super) fn is_part(&self) -> bool {
        self.kind == RootKind::Folder && self.path != self.folder
    }

    /// The target, if the path is a link. If the target is in the same folder, that folder keeps its
    /// spelling.
    #[must_use]
    pub(crate) fn behind_link(&self) -> Option<PathBuf> {
        fs::symlink_metadata(&self.path).ok().filter(fs::Metadata::is_symlink)?;
        let file = fs::canonicalize(&self.path).ok()?;
        let folder = folder_of(&self.path);
        let beside = fs::canonicalize(spelled(folder)).ok().as_deref() == file.parent();
        if beside { Some(folder.join(file.file_name()?)) } else { Some(file) }
    }

    /// The path without links of `path`, which is spelled like this root.
    pub(super) fn real_of(&self, path: &Path) -> PathBuf {
        self.real.join(path.strip_prefix(&self.folder).unwrap_or(path))
    }

    /// The reverse of [`Root::real_of`]: a path without links, spelled like this root.
    pub(super) fn spell(&self, real: &Path) -> PathBuf {
        match (self.kind, real.strip_prefix(&self.real)) {
            (RootKind::Folder, Ok(below)) => self.folder.join(below),
            _ => real.to_owned(),
        }
    }
}

/// The folders among `roots`, each as one of several voices. A file that was given beside them has
/// none: which of its readers would take `rushes *.md` for as many critics?
#[must_use]
pub fn voice_folders(roots: &[Root]) -> Vec<VoiceFolder> {
    let mut folders: Vec<&Root> = Vec::new();
    for root in roots.iter().filter(|root| root.kind == RootKind::Folder) {
        if folders.iter().all(|other| other.real != root.real) {
            folders.push(root);
        }
    }
    let voice = |root: &&Root| {
        let above = folders.iter().filter(|above| root.real.starts_with(&above.real));
        VoiceFolder {
            name: root.real.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            given: root.path.to_string_lossy().into_owned(),
            paths: above.map(|above| Arc::from(above.spell(&root.real))).collect(),
        }
    };
    folders.iter().map(voice).collect()
}

/// The parts of `FILE:LINE` or `FILE:LINE:COLUMN`, if that file exists.
fn file_and_line(path: &Path) -> Option<(&Path, u32)> {
    let is_file = |(file, _): &(&Path, u32)| fs::metadata(file).is_ok_and(|found| !found.is_dir());
    let whole = without_number(path)?;
    Some(whole).filter(is_file).or_else(|| without_number(whole.0).filter(is_file))
}

/// Splits `FILE:12` into the file and the number.
fn without_number(path: &Path) -> Option<(&Path, u32)> {
    let (file, number) = path.to_str()?.rsplit_once(':')?;
    let is_number = !file.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((Path::new(file), number.parse().ok().filter(|_| is_number)?))
}

/// The folder that holds `path`, spelled like it: the empty path for a bare file name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// Device and inode, which identify a file or folder whatever its path.
pub(crate) type Identity = (u64, u64);

pub(crate) fn identity(found: &fs::Metadata) -> Identity {
    (found.dev(), found.ino())
}

/// A folder's path for a system call, which does not take the empty path as the current folder.
pub(super) fn spelled(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Goes up at most `levels` folders, as long as the spelling contains the parent.
fn climb(folder: &Path, levels: usize) -> &Path {
    let mut at = folder;
    for _ in 0..levels {
        let Some(Component::Normal(_)) = at.components().next_back() else { break };
        let Some(above) = at.parent() else { break };
        at = above;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn climbing_stops_where_the_spelling_does() {
        assert_eq!(climb(Path::new("blog/2024"), 1), Path::new("blog"));
        assert_eq!(climb(Path::new("blog"), 3), Path::new(""));
        assert_eq!(climb(Path::new("../blog"), 3), Path::new(".."));
        assert_eq!(climb(Path::new("./blog"), 3), Path::new("."));
        assert_eq!(climb(Path::new("/blog"), 9), Path::new("/"));
    }
}
