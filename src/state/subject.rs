//! What a line of the log is about: a review by its file and what it says of itself, or a library.

use std::path::{Path, PathBuf};

use super::escape::{escape, escape_path, unescape};
use crate::model::{EntryRef, FacetRole};
use crate::text::words::words;

/// Where the folders that were given really are, so that a review has the same name from wherever
/// the program is started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RealPaths {
    /// Each folder as it is spelled, and without links.
    pub(crate) folders: Vec<(PathBuf, PathBuf)>,
    /// The folders and files that make up the library, without links; none if it is in no file.
    pub(crate) library: Vec<PathBuf>,
}

impl RealPaths {
    /// The path without links of a file of the library.
    fn real(&self, path: &Path) -> PathBuf {
        let below = self.folders.iter().filter_map(|(spelled, real)| {
            Some((spelled.as_os_str().len(), real, path.strip_prefix(spelled).ok()?))
        });
        match below.max_by_key(|(length, ..)| *length) {
            Some((_, real, rest)) => real.join(rest),
            None => path.to_owned(),
        }
    }

    /// How the library may spell the path of a file.
    pub(crate) fn spellings(&self, real: &Path) -> impl Iterator<Item = PathBuf> {
        let below = self.folders.iter().filter_map(move |(spelled, folder)| {
            Some(spelled.join(real.strip_prefix(folder).ok()?))
        });
        below.chain([real.to_owned()])
    }

    /// The name of the library in the log.
    pub(crate) fn library(&self) -> Option<String> {
        let paths: Vec<String> = self.library.iter().map(|path| escape_path(path)).collect();
        (!paths.is_empty()).then(|| paths.join(":"))
    }
}

/// A review as lines of the log name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The path of its file without links and its number there, as two fields.
    pub(super) place: String,
    /// Title, year, kind, author and date, as five fields.
    pub(super) identity: String,
}

impl Subject {
    /// The subject of the lines about a review of a library.
    #[must_use]
    pub(crate) fn of(entry: EntryRef<'_>, paths: &RealPaths) -> Self {
        Self { place: place_of(entry, paths), identity: identity_of(entry) }
    }
}

pub(super) fn place_of(entry: EntryRef<'_>, paths: &RealPaths) -> String {
    format!("{}\t{}", escape_path(&paths.real(&entry.path())), entry.ordinal())
}

pub(super) fn identity_of(entry: EntryRef<'_>) -> String {
    let text = |role| escape(entry.texts(role).next().unwrap_or_default());
    let year = entry.year().map(|year| year.to_string()).unwrap_or_default();
    let date = entry.date().map(|date| date.to_string()).unwrap_or_default();
    let (kind, author) = (text(FacetRole::Kind), text(FacetRole::Author));
    format!("{}\t{year}\t{kind}\t{author}\t{date}", escape(entry.given_title()))
}

/// Whether the review that stands at the place of a line is about the work of which the line was
/// written. A year that was corrected makes no other work of it.
pub(super) fn is_same_work(identity: &str, entry: EntryRef<'_>) -> bool {
    let title = unescape(identity.split('\t').next().unwrap_or_default());
    title == entry.given_title() || words(&title) == words(entry.given_title())
}

/// An identity in which another spelling of the title makes no difference.
pub(super) fn comparable(identity: &str) -> String {
    let (title, rest) = identity.split_once('\t').unwrap_or((identity, ""));
    format!("{}\t{rest}", words(&unescape(title)))
}
