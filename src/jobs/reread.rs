//! Reading a file again after it has changed.

use std::path::Path;
use std::sync::Arc;

use super::{Context, set_scale_of_named};
use crate::model::{Entry, Review};
use crate::store::{self, Reloaded};

/// What a changed file is now.
#[derive(Clone, Debug, PartialEq)]
pub enum Reread {
    /// Every review of the file was understood to its end.
    Good(Vec<(Entry, Arc<Review>)>),
    /// Some of the file was not understood.
    Bad {
        /// What could be read of its reviews.
        entries: Vec<Entry>,
        /// Whether a walk would list the file, broken as it is.
        is_listed: bool,
    },
    /// The file is missing.
    Gone,
    /// The file no longer reads as a review.
    NotReview {
        /// Why a walk skips it.
        reason: String,
    },
    /// An author's file: reviews beside and below it may have changed.
    Author,
    /// A folder, which may hold reviews.
    Folder,
}

/// What stands at `path` now; `None` if it belongs to no root.
pub(super) fn reread(context: &Context, path: &Path) -> Option<Reread> {
    let root = context.root_of(path);
    let reloaded = match root {
        Some(root) => store::reload(path, root),
        None if path.ends_with(store::AUTHOR_FILE) => Reloaded::Author,
        None => return None,
    };
    Some(match reloaded {
        Reloaded::Review(mut loaded) => {
            if let Some(root) = root {
                set_scale_of_named(&mut loaded, root);
            }
            let is_listed = loaded.skipped.is_none();
            let entries: Vec<Entry> = loaded.entries().collect();
            match loaded.not_understood() {
                Some(_) => Reread::Bad { entries, is_listed },
                None => {
                    let reviews = loaded.into_reviews().map(Arc::new);
                    Reread::Good(entries.into_iter().zip(reviews).collect())
                }
            }
        }
        Reloaded::NotReview { reason } => Reread::NotReview { reason },
        Reloaded::Gone => Reread::Gone,
        Reloaded::Author => Reread::Author,
        Reloaded::Folder => Reread::Folder,
    })
}
