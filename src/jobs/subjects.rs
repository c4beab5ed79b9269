//! The reviews of a library, as far as a search through their texts needs them.

use std::ffi::OsStr;
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Library, ReviewId};
use crate::store::TextKey;

/// The files of a library's reviews at one moment, packed: the library changes while they are
/// searched, and they are copied between two frames.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Subjects {
    folders: Vec<Arc<Path>>,
    /// The names of their files, one after another.
    names: Vec<u8>,
    /// By the number of their ids; what was removed has no name.
    all: Vec<Subject>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Subject {
    digest: u64,
    name: Range<u32>,
    folder: u32,
    ordinal: u32,
}

impl Subjects {
    /// The reviews of `library`.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let folders = library.folders().map(|(_, path)| Arc::from(path)).collect();
        let mut subjects = Self { folders, ..Self::default() };
        for (ReviewId(id), entry) in library.iter() {
            let start = short(subjects.names.len());
            subjects.names.extend_from_slice(entry.file_name().as_bytes());
            subjects.all.resize(id as usize, Subject::default());
            subjects.all.push(Subject {
                digest: entry.digest(),
                name: start..short(subjects.names.len()),
                folder: short(entry.folder_index()),
                ordinal: entry.ordinal(),
            });
        }
        subjects
    }

    /// What is known of a review, its folder and the name of its file.
    fn get(&self, id: ReviewId) -> Option<(&Subject, &Path, &OsStr)> {
        let subject = self.all.get(id.0 as usize).filter(|subject| !subject.name.is_empty())?;
        let Range { start, end } = subject.name;
        let name = self.names.get(start as usize..end as usize)?;
        Some((subject, self.folders.get(subject.folder as usize)?, OsStr::from_bytes(name)))
    }

    /// The file of a review, and its number there.
    pub(super) fn place(&self, id: ReviewId) -> Option<(PathBuf, u32)> {
        self.get(id).map(|(subject, folder, name)| (folder.join(name), subject.ordinal))
    }

    /// What the text of a review is known by.
    pub(super) fn text_key(&self, id: ReviewId) -> Option<TextKey> {
        let (subject, folder, name) = self.get(id)?;
        Some(TextKey::of(subject.digest, folder, name, subject.ordinal))
    }

    /// What all texts are known by.
    pub(crate) fn text_keys(&self) -> impl Iterator<Item = TextKey> {
        let ids = (0..).map(ReviewId).take(self.all.len());
        ids.filter_map(|id| self.text_key(id))
    }
}

/// The reviews that are searched, in the order in which they are listed.
#[derive(Clone, Debug, Default)]
pub struct SearchScope {
    /// The library that they belong to.
    pub subjects: Arc<Subjects>,
    /// Which of them are searched.
    pub order: Arc<[ReviewId]>,
}

/// Whether it is about the same reviews as they were at the same moment.
impl PartialEq for SearchScope {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.subjects, &other.subjects) && self.order == other.order
    }
}
