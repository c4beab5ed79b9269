//! What the path of a file says of it: its own name, and the folders around it.

use std::path::Path;

use super::claims;
use crate::model::Kind;

/// The names of the folders around a page, the nearest first. Those further up hold other pages, too.
/// `heat/index.md` is the page of its folder.
fn around(path: &Path) -> impl Iterator<Item = &str> {
    const MAX_FOLDERS: usize = 2;
    let is_index = path.file_stem().is_some_and(|stem| stem == "index");
    let folders = path.ancestors().skip(1 + usize::from(is_index)).take(MAX_FOLDERS);
    folders.filter_map(|folder| folder.file_name()?.to_str())
}

/// The kind of work that a folder is made for: `books`, `_books`, `game-reviews`.
pub(super) fn kind(path: &Path) -> Option<Kind> {
    around(path).find_map(claims::kind_named)
}

/// Whether a page stands among reviews, and is not the one about all of them.
pub(super) fn is_among_reviews(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
    stem != "_index" && stem != "readme" && around(path).any(claims::names_reviews)
}

/// Whether a file is what others are copied from, by its name or by that of a folder.
pub(super) fn is_template(path: &Path) -> bool {
    const NAMES: [&str; 6] =
        ["template", "templates", "archetype", "archetypes", "vorlage", "vorlagen"];
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let mut names = around(path).chain([stem]).map(str::to_lowercase);
    stem.starts_with('_') && stem != "_index"
        || stem.contains("TEMPLATE")
        || names.any(|name| claims::words(&name).any(|word| NAMES.contains(&word)))
}
