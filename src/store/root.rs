//! What was named on the command line, and the library that it belongs to.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::read::read;

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RootKind {
    /// A folder, to be walked.
    Folder,
    /// A file, or something else that is no folder.
    File,
}

/// A file or folder that was named, and the root of its library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The path as it was named.
    pub path: Arc<Path>,
    /// The library's root in the same spelling, as far as that spelling reaches up: the folder
    /// named; for a file the nearest folder above with `.git`, else its own.
    pub(crate) folder: Arc<Path>,
    /// Whether it is a folder.
    pub(crate) kind: RootKind,
    /// The line of a file that was named with it: only the review that holds it is meant.
    pub(crate) line: Option<u32>,
    /// The library's root without links, which may lie above what the spelling reaches.
    pub(super) real: PathBuf,
}

/// Why a name leads nowhere, in words for the person who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The name given.
    pub path: PathBuf,
    /// What was expected, then what was found.
    pub reason: String,
}

impl Root {
    /// Finds out what stands at `path`, or at a line of it: `FILE:LINE`, and `FILE:LINE:COLUMN` as
    /// findings are printed. A file whose name ends like that wins.
    ///
    /// # Errors
    ///
    /// When nothing does, when it may not be seen, or when the file has no such line.
    pub fn new(path: &Path) -> Result<Self, Missing> {
        let found = Self::named(path);
        if found.is_ok() || fs::symlink_metadata(path).is_ok() {
            return found;
        }
        match file_and_line(path) {
            Some((file, line)) => Self::named(file)?.at_line(path, line),
            None => found,
        }
    }

    fn at_line(self, named: &Path, line: u32) -> Result<Self, Missing> {
        // Why a file cannot be read is said by who reads it.
        let last = read(&self.path).map_or(u32::MAX, |text| text.source.last_line());
        if (1..=last).contains(&line) {
            return Ok(Self { line: Some(line), ..self });
        }
        let reason = format!("expected a line from 1 to {last}, found line {line}");
        Err(Missing { path: named.to_owned(), reason })
    }

    /// Finds out what stands at `path` itself.
    fn named(path: &Path) -> Result<Self, Missing> {
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

    /// A file that is there, or could be: its folder must be.
    pub(super) fn of_file(path: &Path) -> io::Result<Self> {
        let home = fs::canonicalize(spelled(folder_of(path)))?;
        let real = home.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&home);
        let folder = climb(folder_of(path), home.components().count() - real.components().count());
        let (folder, real) = (Arc::from(folder), real.to_owned());
        Ok(Self { path: Arc::from(path), folder, kind: RootKind::File, line: None, real })
    }

    /// A draft that need not be there yet; its folder must be.
    ///
    /// # Errors
    ///
    /// When there is no such folder, or it may not be seen.
    pub(crate) fn draft(path: &Path) -> Result<Self, Missing> {
        if fs::symlink_metadata(path).is_ok() || file_and_line(path).is_some() {
            return Self::new(path);
        }
        // The words for a folder that is not there.
        Self::new(spelled(folder_of(path)))?;
        Self::of_file(path).or_else(|_| Self::new(path))
    }

    /// A folder within this library, to be walked by itself.
    ///
    /// # Errors
    ///
    /// When it is gone, or may not be seen.
    pub fn part(&self, folder: &Path) -> Result<Self, Missing> {
        let (folder_of_library, real) = (Arc::clone(&self.folder), self.real.clone());
        Ok(Self { folder: folder_of_library, real, ..Self::new(folder)? })
    }

    /// The file behind a name that is a link. Where both are in one folder, that folder is spelled as
    /// it was named.
    #[must_use]
    pub(crate) fn behind_link(&self) -> Option<PathBuf> {
        fs::symlink_metadata(&self.path).ok().filter(fs::Metadata::is_symlink)?;
        let file = fs::canonicalize(&self.path).ok()?;
        let folder = folder_of(&self.path);
        let beside = fs::canonicalize(spelled(folder)).ok().as_deref() == file.parent();
        if beside { Some(folder.join(file.file_name()?)) } else { Some(file) }
    }

    /// `path`, which lies in the library, without links.
    pub(super) fn real_of(&self, path: &Path) -> PathBuf {
        self.real.join(path.strip_prefix(&self.folder).unwrap_or(path))
    }

    /// The file at `real`, a path without links in the library, as the person who named the
    /// library would spell it.
    pub(super) fn spell(&self, real: &Path) -> PathBuf {
        match (self.kind, real.strip_prefix(&self.real)) {
            (RootKind::Folder, Ok(below)) => self.folder.join(below),
            _ => real.to_owned(),
        }
    }
}

/// The file that is there and the line that `FILE:LINE` or `FILE:LINE:COLUMN` names.
fn file_and_line(path: &Path) -> Option<(&Path, u32)> {
    let is_file = |(file, _): &(&Path, u32)| fs::metadata(file).is_ok_and(|found| !found.is_dir());
    let whole = without_number(path)?;
    Some(whole).filter(is_file).or_else(|| without_number(whole.0).filter(is_file))
}

/// `FILE:12`: the file and the number.
fn without_number(path: &Path) -> Option<(&Path, u32)> {
    let (file, number) = path.to_str()?.rsplit_once(':')?;
    let is_number = !file.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((Path::new(file), number.parse().ok().filter(|_| is_number)?))
}

/// The folder that holds `path`, in the spelling of `path`: empty for a bare file name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// A folder's name that the system accepts: the empty one is this folder.
pub(super) fn spelled(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Goes up to `levels` folders, as long as the spelling names the folder above.
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
