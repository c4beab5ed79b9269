//! What a file that is still to be made will stand beside.

use std::path::Path;
use std::sync::Arc;

use super::Houses;
use super::left_out::LeftOut;
use super::listing::Listing;
use super::load::load_unlinked;
use super::root::{Kind, Root, folder_of, spelled};
use super::walk::candidate;
use crate::model::{Author, Review};

/// So many files of a folder are looked at.
const MOST_LOOKED_AT: usize = 500;

/// The reviews in `folder` itself that somebody has written in, or the first of them where there
/// are very many.
#[must_use]
pub fn reviews_beside(folder: &Path) -> Vec<Review> {
    let folder = spelled(folder);
    let Ok(root) = Root::new(folder) else { return Vec::new() };
    // Not those of the new file, whose library may begin above this folder.
    let (houses, left_out) = (Houses::default(), LeftOut::default());
    let Ok(listing) = Listing::new(folder, &root.real_of(folder), &left_out) else {
        return Vec::new();
    };
    let files = listing.shallow().files();
    let files = files.filter(|(path, found)| found.is_file() && candidate(path).is_ok());
    let loaded = files
        .take(MOST_LOOKED_AT)
        .map(|(path, found)| load_unlinked(&path, found, &root, &houses))
        .filter(|loaded| loaded.skipped.is_none());
    loaded.map(|loaded| loaded.review).filter(is_written).collect()
}

fn is_written(review: &Review) -> bool {
    review.sections.iter().any(|section| !section.text.trim().is_empty())
}

/// Who would be the author of a file in `folder`, and on which scale, by the `author.toml` files
/// there and above. `None` when the folder cannot be seen.
#[must_use]
pub fn author_of(folder: &Path, houses: &Houses) -> Option<(Author, Option<f64>)> {
    // A folder that is still to be made will stand below the one above it.
    let folder = if spelled(folder).is_dir() { folder } else { folder_of(folder) };
    let home = std::fs::canonicalize(spelled(folder)).ok()?;
    let real = home.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&home);
    let file = folder.join("new");
    let root = Root {
        path: Arc::from(file.as_path()),
        folder: Arc::from(folder),
        kind: Kind::File,
        real: real.to_owned(),
    };
    let house = houses.of(&file, &root);
    Some((house.author.clone(), house.scale))
}
