//! What tells a file from its earlier self, without opening it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

use super::root::{Identity, identity};

/// A file at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    identity: Identity,
    size: u64,
    /// Seconds and nanoseconds.
    modified: (i64, i64),
    /// The same of the last change to the file or its attributes, which no program can set.
    changed: (i64, i64),
}

impl Stamp {
    pub(crate) fn new(found: &Metadata) -> Self {
        Self {
            identity: identity(found),
            size: found.size(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }

    pub(super) fn is_of_same_file(&self, other: &Self) -> bool {
        self.identity == other.identity
    }
}
