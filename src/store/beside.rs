//! The other reviews in the folder of a file, which may not exist yet.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::author_defaults::AuthorDefaults;
use super::gitignore::IgnoreRules;
use super::listing::{Listing, candidate};
use super::load::load_unlinked;
use super::root::{Root, folder_of, spelled};
use super::{AuthorDefaultsCache, Loaded, Stamp};
use crate::check::FileSummary;
use crate::draft::is_index;
use crate::model::Author;

/// The most files of a folder that are considered.
const MAX_FILES_LISTED: usize = 4000;

/// The most files among them that are read.
const MAX_FILES_READ: usize = 500;

/// Larger files are left out: they would take too long to read.
const MAX_NEIGHBOUR_BYTES: u64 = 256 * 1024;

/// The other reviews in the folder of a draft, kept from one save to the next: only files that have
/// changed are read again.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    /// What the `author.toml` files said when the files were read.
    defaults: Arc<AuthorDefaults>,
    files: HashMap<PathBuf, Neighbour>,
}

/// A file as it was read last.
#[derive(Debug)]
struct Neighbour {
    stamp: Stamp,
    /// `None` for what is no review, or could not be read.
    review: Option<NeighbourReview>,
}

/// The reviews of a file, with what they show the rules about several files.
#[derive(Debug)]
pub(crate) struct NeighbourReview {
    pub(crate) loaded: Loaded,
    pub(crate) summaries: Vec<FileSummary>,
}

impl Neighbours {
    /// Brings the reviews beside `file`, which belongs to `root`, up to date. Some are left out if `stop`
    /// is set meanwhile.
    pub(crate) fn refresh(&mut self, file: &Path, root: &Root, stop: &AtomicBool) {
        let author_cache = AuthorDefaultsCache::default();
        let defaults = author_cache.of(file, root);
        let mut known = std::mem::take(&mut self.files);
        if defaults != self.defaults {
            known.clear();
        }
        self.defaults = defaults;
        for listed in others(file, stop) {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let before = known.remove(&listed.path).filter(|it| it.stamp == listed.stamp);
            let neighbour = before.unwrap_or_else(|| {
                let loaded = listed.load(root, &author_cache);
                let loaded = loaded.filter(|loaded| loaded.broken().is_none());
                let review = loaded.map(|loaded| NeighbourReview {
                    summaries: loaded.summaries(Loaded::environment(true)).collect(),
                    loaded,
                });
                Neighbour { stamp: listed.stamp, review }
            });
            self.files.insert(listed.path, neighbour);
        }
    }

    /// The reviews, in no order.
    pub(crate) fn reviews(&self) -> impl Iterator<Item = &NeighbourReview> + Clone {
        self.files.values().filter_map(|neighbour| neighbour.review.as_ref())
    }
}

/// The other reviews in the folder of `file`, which belongs to `root`: up to [`MAX_FILES_READ`]
/// files.
#[must_use]
pub(crate) fn beside(file: &Path, root: &Root) -> Vec<Loaded> {
    let author_cache = AuthorDefaultsCache::default();
    let files = others(file, &AtomicBool::new(false)).into_iter();
    let read = files.filter_map(|listed| listed.load(root, &author_cache));
    read.filter(|loaded| loaded.broken().is_none()).collect()
}

/// The files beside `file`, without itself under whatever name: it may be a link to one of them.
fn others(file: &Path, stop: &AtomicBool) -> Vec<ListedFile> {
    let own = std::fs::metadata(spelled(file)).ok().map(|found| Stamp::new(&found));
    let is_own = |listed: &ListedFile| {
        is_same_post(&listed.path, file)
            || own.is_some_and(|own| own.is_of_same_file(&listed.stamp))
    };
    let mut files = Posts::beside(file).listed(stop);
    files.retain(|listed| !is_own(listed));
    files
}

/// The reviews in `folder` by the names of their files, up to [`MAX_FILES_READ`] files.
#[must_use]
pub(crate) fn reviews_in(folder: &Path) -> Vec<Loaded> {
    // Unlike the root of the new file, this one begins at the folder itself.
    let Ok(root) = Root::new(spelled(folder)) else { return Vec::new() };
    let found = Posts { folder, are_bundled: false }.read(&root);
    match found.is_empty() {
        true => Posts { folder, are_bundled: true }.read(&root),
        false => found,
    }
}

/// The posts in a folder.
struct Posts<'a> {
    folder: &'a Path,
    /// Whether each is an `index` file in a folder of its own.
    are_bundled: bool,
}

impl<'a> Posts<'a> {
    /// The posts of which `file` is one.
    fn beside(file: &'a Path) -> Self {
        let folder = folder_of(file);
        match is_index(file) && folder.file_name().is_some() {
            true => Self { folder: folder_of(folder), are_bundled: true },
            false => Self { folder, are_bundled: false },
        }
    }

    fn read(&self, root: &Root) -> Vec<Loaded> {
        let author_cache = AuthorDefaultsCache::default();
        let files = self.listed(&AtomicBool::new(false));
        files.iter().filter_map(|listed| listed.load(root, &author_cache)).collect()
    }

    fn listed(&self, stop: &AtomicBool) -> Vec<ListedFile> {
        let ignore_rules = IgnoreRules::default();
        let Ok(real) = std::fs::canonicalize(spelled(self.folder)) else { return Vec::new() };
        let listing = Listing::new(self.folder, &real, &ignore_rules);
        let listing = if self.are_bundled { listing } else { listing.shallow() };
        let is_here = |path: &Path| {
            let folder = path.parent().and_then(Path::parent);
            !self.are_bundled || (is_index(path) && folder == Some(self.folder))
        };
        let files = listing.files().take(MAX_FILES_LISTED);
        let files = files
            .filter(|(path, found)| found.is_file() && candidate(path).is_ok() && is_here(path));
        let files = files.filter_map(|(path, found)| {
            let metadata = std::fs::symlink_metadata(&path).ok()?;
            let is_small = metadata.len() <= MAX_NEIGHBOUR_BYTES;
            is_small.then(|| ListedFile { path, found, stamp: Stamp::new(&metadata) })
        });
        files.take(MAX_FILES_READ).take_while(|_| !stop.load(Ordering::Relaxed)).collect()
    }
}

/// Whether two paths of one folder are the same post, however the folder is spelled.
fn is_same_post(one: &Path, other: &Path) -> bool {
    let is_same_folder = || folder_of(one).file_name() == folder_of(other).file_name();
    one.file_name() == other.file_name() && (!is_index(one) || is_same_folder())
}

/// A file that may be a review.
struct ListedFile {
    path: PathBuf,
    found: std::fs::FileType,
    stamp: Stamp,
}

impl ListedFile {
    /// Reads the file; `None` if it is no review.
    fn load(&self, root: &Root, author_cache: &AuthorDefaultsCache) -> Option<Loaded> {
        let loaded = load_unlinked(&self.path, self.found, root, author_cache).ok()?;
        loaded.skipped.is_none().then_some(loaded)
    }
}

/// The author and scale that the `author.toml` files in `folder` and above would give a new file.
/// `None` when the folder cannot be read.
#[must_use]
pub(crate) fn author_of(
    folder: &Path,
    author_cache: &AuthorDefaultsCache,
) -> Option<(Author, Option<f64>)> {
    // A folder that does not exist yet has the defaults of its parent.
    let folder = if spelled(folder).is_dir() { folder } else { folder_of(folder) };
    let file = folder.join("new");
    let defaults = author_cache.of(&file, &Root::of_file(&file).ok()?);
    Some((defaults.author.clone(), defaults.scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_changed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        let review = |title: &str| format!("title = \"{title}\"\nrating = 3\n");
        for name in ["a.toml", "b.toml", "draft.toml"] {
            write(name, &review(name));
        }
        let draft = folder.path().join("draft.toml");
        let root = Root::new(folder.path()).unwrap();
        let mut neighbours = Neighbours::default();
        let mut refreshed = || {
            neighbours.refresh(&draft, &root, &AtomicBool::new(false));
            let mut seen: Vec<_> = neighbours
                .reviews()
                .map(|one| (one.loaded.review.title.clone(), one.loaded.file.clone().unwrap()))
                .collect();
            seen.sort_by(|one, other| one.0.cmp(&other.0));
            seen
        };
        let is_kept =
            |one: &(String, Arc<_>), other: &(String, Arc<_>)| Arc::ptr_eq(&one.1, &other.1);
        let first = refreshed();
        write("b.toml", &review("another"));
        write("draft.toml", &review("changed"));
        let second = refreshed();
        assert_eq!(second.len(), 2);
        assert!(is_kept(&first[0], &second[0]) && second[1].0 == "another");
        write("author.toml", "name = \"R. One\"\n");
        assert!(!is_kept(&second[0], &refreshed()[0]), "the author may be another");
        std::fs::remove_file(folder.path().join("a.toml")).unwrap();
        assert_eq!(refreshed().len(), 1);
    }

    #[test]
    fn a_link_does_not_stand_beside_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.toml", "b.toml"] {
            std::fs::write(at(name), "title = \"A\"\nrating = 3\n").unwrap();
        }
        std::os::unix::fs::symlink("a.toml", at("link.toml")).unwrap();
        let root = Root::new(&at("link.toml")).unwrap();
        let found = beside(&at("link.toml"), &root);
        let paths: Vec<_> = found.iter().map(|loaded| &loaded.review.place.path).collect();
        assert_eq!(paths, [&at("b.toml")]);
    }

    /// Where each post is an `index` file in a folder of its own, those are its neighbours.
    #[test]
    fn posts_in_folders_of_their_own_stand_beside_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for post in ["a", "b"] {
            std::fs::create_dir(at(post)).unwrap();
            let text = format!("---\ntitle: {post}\nrating: 3/5\n---\n\nA boat.\n");
            std::fs::write(at(post).join("index.md"), text).unwrap();
        }
        let titles = |found: Vec<Loaded>| -> Vec<String> {
            found.into_iter().map(|loaded| loaded.review.title).collect()
        };
        let draft = at("a").join("index.md");
        let root = Root::new(&draft).unwrap();
        assert_eq!(titles(beside(&draft, &root)), ["b"]);
        assert_eq!(titles(reviews_in(folder.path())), ["a", "b"]);
    }
}
