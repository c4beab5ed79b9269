//! The scale of one file that is read alone: its siblings are asked, but not too many.

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

/// The most files that are read for the scale of one.
const MOST_ASKED: usize = 200;

/// The scales found so far, so that many files of one folder ask it once.
#[derive(Debug, Default)]
pub(crate) struct SiblingScales {
    asked: HashMap<PathBuf, Option<FolderScale>>,
}

impl SiblingScales {
    /// Settles the bare ratings of `review`, which was read from a file alone, by reading at most
    /// 200 files of its folder and of those above, up to the library's root.
    pub(crate) fn set_scale(&mut self, review: &mut Review, root: &Root) {
        let Some(own) = review.bare_rating() else { return };
        let Ok(folder) = std::fs::canonicalize(spelled(folder_of(&review.place.path))) else {
            return;
        };
        let known = self.asked.get(&folder).copied();
        let scale = known.unwrap_or_else(|| ask(&folder, root));
        self.asked.insert(folder, scale);
        // A file that is hidden or ignored was not among those asked.
        let scale = scale.filter(|scale| scale.holds(own));
        if let Some(scale) = scale.or_else(|| FolderScale::of_one(own)) {
            scale::settle(review, scale);
        }
    }
}

fn ask(folder: &Path, root: &Root) -> Option<FolderScale> {
    let (mut scales, author_cache, ignore_rules) =
        (Scales::default(), AuthorDefaultsCache::default(), IgnoreRules::default());
    let mut budget = MOST_ASKED;
    let mut inner: Option<&Path> = None;
    let mut ratings = 0;
    for above in folder.ancestors().take_while(|above| above.starts_with(&root.real)) {
        for (path, found) in files_in(above, inner, &ignore_rules) {
            if budget == 0 {
                break;
            }
            budget -= 1;
            let loaded = load_unlinked(&path, found, root, &author_cache);
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

/// The files that may be reviews in `folder` and, when it is one above the first, below it;
/// `inner` was read already.
fn files_in<'a>(
    folder: &Path,
    inner: Option<&'a Path>,
    ignore_rules: &'a IgnoreRules,
) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
    let listing = Listing::new(folder, folder, ignore_rules).ok();
    let files = listing.into_iter().flat_map(Listing::files);
    files
        .filter(move |(path, _)| inner.is_none_or(|read| !path.starts_with(read)))
        .filter(|(path, found)| found.is_file() && candidate(path).is_ok())
}
