//! The scale of bare ratings in a file that is read without a walk, deduced from its siblings.

use std::collections::HashMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use super::gitignore::IgnoreRules;
use super::listing::{Listing, candidate};
use super::load::load_unlinked;
use super::root::{folder_of, spelled};
use super::{AuthorDefaultsCache, Root};
use crate::format::scale;
use crate::model::Review;
use crate::model::scale::{FolderScale, MIN_RATINGS, Scales};

/// The most siblings that are read for one file.
const MAX_FILES_READ: usize = 200;

/// A cache of scales by folder, without links.
#[derive(Debug, Default)]
pub(crate) struct SiblingScales {
    known: HashMap<PathBuf, Option<FolderScale>>,
}

impl SiblingScales {
    /// Settles the bare ratings of `review` by reading up to [`MAX_FILES_READ`] files of its folder and
    /// of those above, up to the library's root.
    pub(crate) fn set_scale(&mut self, review: &mut Review, root: &Root) {
        let Some(own) = review.bare_rating() else { return };
        let Ok(folder) = std::fs::canonicalize(spelled(folder_of(&review.place.path))) else {
            return;
        };
        let known = self.known.get(&folder).copied();
        let scale = known.unwrap_or_else(|| scale_of_folder(&folder, root));
        self.known.insert(folder, scale);
        // A hidden or ignored file was not among those read, so its rating may exceed the scale.
        let scale = scale.filter(|scale| scale.holds(own));
        if let Some(scale) = scale.or_else(|| FolderScale::of_one(own)) {
            scale::settle(review, scale);
        }
    }
}

fn scale_of_folder(folder: &Path, root: &Root) -> Option<FolderScale> {
    let (mut scales, author_cache, ignore_rules) =
        (Scales::default(), AuthorDefaultsCache::default(), IgnoreRules::default());
    let mut budget = MAX_FILES_READ;
    let mut inner: Option<&Path> = None;
    let mut ratings = 0;
    for above in folder.ancestors().take_while(|above| above.starts_with(&root.real)) {
        for (path, found) in files_in(above, inner, &ignore_rules) {
            if budget == 0 {
                break;
            }
            budget -= 1;
            let Ok(loaded) = load_unlinked(&path, found, root, &author_cache) else { continue };
            for value in loaded.reviews().filter_map(Review::bare_rating) {
                scales.add(&root.real, folder_of(&path), value);
                ratings += 1;
            }
        }
        if ratings >= MIN_RATINGS || budget == 0 {
            break;
        }
        inner = Some(above);
    }
    scales.scale_of(&root.real, folder)
}

/// The files in `folder` and below that may be reviews, except those in `inner`, which were read
/// already.
fn files_in<'a>(
    folder: &Path,
    inner: Option<&'a Path>,
    ignore_rules: &'a IgnoreRules,
) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
    Listing::new(folder, folder, ignore_rules)
        .files()
        .filter(move |(path, _)| inner.is_none_or(|read| !path.starts_with(read)))
        .filter(|(path, found)| found.is_file() && candidate(path).is_ok())
}
