//! The files of a library's reviews, for work that goes on while the library changes.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::library::Library;
use super::stored::Stored;
use super::{Review, ReviewId};

/// The files of all reviews at one moment. They are shared with the library, which copies them when
/// it changes and this is still there.
#[derive(Debug, Default)]
pub struct ReviewFiles {
    entries: Arc<Vec<Option<Stored>>>,
    names: Arc<Vec<u8>>,
    places: Arc<HashMap<ReviewId, (u32, u32)>>,
    folders: Vec<Arc<Path>>,
}

/// The file that a review is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReviewFile<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) name: &'a OsStr,
    /// A digest of its bytes.
    pub(crate) digest: u64,
    /// The number of the review in it, from 1.
    pub(crate) ordinal: u32,
}

impl Library {
    /// The files of its reviews as they are now.
    #[must_use]
    pub fn files(&self) -> ReviewFiles {
        ReviewFiles {
            entries: Arc::clone(&self.entries),
            names: Arc::clone(&self.tables.names),
            places: Arc::clone(&self.tables.places),
            folders: self.tables.folders.iter().map(|folder| Arc::clone(&folder.path)).collect(),
        }
    }
}

impl ReviewFiles {
    /// The file of a review.
    pub(crate) fn get(&self, id: ReviewId) -> Option<ReviewFile<'_>> {
        let stored = self.entries.get(id.0 as usize)?.as_ref()?;
        Some(ReviewFile {
            folder: self.folders.get(stored.folder as usize)?,
            name: OsStr::from_bytes(self.names.get(stored.name())?),
            digest: stored.digest,
            ordinal: self.places.get(&id).map_or(1, |place| place.0),
        })
    }

    /// Every file, for each review in it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ReviewFile<'_>> {
        let ids = (0..).map(ReviewId).take(self.entries.len());
        ids.filter_map(|id| self.get(id))
    }
}

impl<'a> ReviewFile<'a> {
    /// The file of a review, whose bytes have this digest.
    pub(crate) fn of(review: &'a Review, digest: u64) -> Option<Self> {
        let (path, ordinal) = (&review.place.path, review.place.ordinal);
        Some(Self { folder: path.parent()?, name: path.file_name()?, digest, ordinal })
    }

    pub(crate) fn path(self) -> PathBuf {
        self.folder.join(self.name)
    }
}
