//! The scale of one file that is read alone: its neighbours are asked, but not too many.

use std::collections::HashMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use super::left_out::LeftOut;
use super::listing::Listing;
use super::load::load_unlinked;
use super::root::{folder_of, spelled};
use super::walk::candidate;
use super::{Houses, Root, set_scale};
use crate::model::scale::{Scales, Settled};
use crate::model::{Rating, Review, Score};

/// The most files that are read for the scale of one.
const MOST_ASKED: usize = 200;

/// So many ratings in a folder are enough; as in [`Scales`].
const ENOUGH: usize = 8;

/// Settles the bare ratings of `review`, which was read from a file alone, by reading at most 200
/// files of its folder and of those above, up to the library's root.
pub fn settle_alone(review: &mut Review, root: &Root) {
    Neighbours::default().settle(review, root);
}

/// Settles the bare ratings of a review that stands in no folder.
pub fn settle_by_itself(review: &mut Review) {
    if let Some(settled) = bare(review).and_then(by_itself) {
        set_scale(review, settled);
    }
}

/// The scales found so far, so that many files of one folder ask it once.
#[derive(Debug, Default)]
pub struct Neighbours {
    asked: HashMap<PathBuf, Option<Settled>>,
}

impl Neighbours {
    /// Settles the bare ratings of `review` as [`settle_alone`] does.
    pub fn settle(&mut self, review: &mut Review, root: &Root) {
        let Some(own) = bare(review) else { return };
        let Ok(folder) = std::fs::canonicalize(spelled(folder_of(&review.place.path))) else {
            return;
        };
        let known = self.asked.get(&folder).copied();
        let settled = known.unwrap_or_else(|| ask(&folder, root));
        self.asked.insert(folder, settled);
        // A file that is hidden or ignored was not among those asked.
        let holds = |settled: &Settled| own <= settled.out_of;
        if let Some(settled) = settled.filter(holds).or_else(|| by_itself(own)) {
            set_scale(review, settled);
        }
    }
}

/// The scale of a bare rating that has no neighbours.
fn by_itself(own: f64) -> Option<Settled> {
    let mut scales = Scales::default();
    scales.add(Path::new(""), Path::new(""), own);
    scales.settle(Path::new(""), Path::new(""))
}

fn ask(folder: &Path, root: &Root) -> Option<Settled> {
    let (mut scales, houses, left_out) = (Scales::default(), Houses::default(), LeftOut::default());
    let mut budget = MOST_ASKED;
    let mut inner: Option<&Path> = None;
    let mut ratings = 0;
    for above in folder.ancestors().take_while(|above| above.starts_with(&root.real)) {
        for (path, found) in files_in(above, inner, &left_out) {
            if budget == 0 {
                break;
            }
            budget -= 1;
            let review = load_unlinked(&path, found, root, &houses).review;
            if let Some(value) = bare(&review) {
                scales.add(&root.real, folder_of(&path), value);
                ratings += 1;
            }
        }
        if ratings >= ENOUGH || budget == 0 {
            break;
        }
        inner = Some(above);
    }
    scales.settle(&root.real, folder)
}

/// The files that may be reviews in `folder` and, when it is one above the first, below it;
/// `inner` was read already.
fn files_in<'a>(
    folder: &Path,
    inner: Option<&'a Path>,
    left_out: &'a LeftOut,
) -> impl Iterator<Item = (PathBuf, FileType)> + use<'a> {
    let listing = Listing::new(folder, folder, left_out).ok();
    let files = listing.into_iter().flat_map(Listing::files);
    files
        .filter(move |(path, _)| inner.is_none_or(|read| !path.starts_with(read)))
        .filter(|(path, found)| found.is_file() && candidate(path).is_ok())
}

fn bare(review: &Review) -> Option<f64> {
    match review.rating {
        Some(Rating { score: Score::Bare(value), .. }) => Some(value),
        _ => None,
    }
}
