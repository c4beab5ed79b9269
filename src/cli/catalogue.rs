//! The reviews that the PATHs of a command line bring together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use super::input::{Input, Inputs};
use crate::model::{Entry, Library, Review, ReviewId, SortKey};
use crate::store::{self, Found, Houses, Kind, Loaded, Root};
use crate::text::Diagnostic;

/// A library that is read to its end before anything is written.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    library: Library,
    roots: Vec<Root>,
    /// Reviews that cannot be read again.
    kept: HashMap<PathBuf, Review>,
    /// The files that are no reviews, and why.
    pub(super) skipped: Vec<(Arc<Path>, String)>,
    /// What is broken.
    pub(super) broken: Vec<(Arc<Path>, Diagnostic)>,
}

impl Catalogue {
    /// Reads everything that was named.
    pub(super) fn read(inputs: Inputs) -> Self {
        let roots = inputs.roots();
        let found = Mutex::new(Self::default());
        let problems = store::walk(&roots, &AtomicBool::new(false), &|what| {
            let entry = match &what {
                Found::Review(loaded) => Some(loaded.entry()),
                _ => None,
            };
            found.lock().unwrap_or_else(PoisonError::into_inner).take(what, entry);
        });
        let mut catalogue = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        catalogue.roots = roots;
        for input in inputs.all {
            if let Input::Text(loaded) = input {
                catalogue.keep(*loaded);
            }
        }
        catalogue.broken.extend(problems.into_iter().map(|(path, why)| (path.into(), why)));
        catalogue.broken.sort_by(|(a, _), (b, _)| a.cmp(b));
        catalogue.skipped.sort();
        catalogue.library.settle_scales();
        catalogue
    }

    fn take(&mut self, what: Found, entry: Option<Entry>) {
        match what {
            Found::Folder(_) => {}
            Found::Skipped { path, reason } => self.skipped.push((path, reason)),
            Found::Review(loaded) => {
                if let Some(entry) = entry {
                    self.put(entry, &loaded.review);
                }
            }
        }
    }

    fn put(&mut self, entry: Entry, review: &Review) {
        let fault = review.broken().cloned();
        self.broken.extend(fault.map(|fault| (Arc::clone(&entry.path), fault)));
        self.library.put(entry);
    }

    fn keep(&mut self, loaded: Loaded) {
        self.put(loaded.entry(), &loaded.review);
        self.kept.insert(loaded.review.place.path.clone(), loaded.review);
    }

    /// Whether there is no review.
    pub(super) fn is_empty(&self) -> bool {
        self.library.is_empty()
    }

    /// Every review, by `key`.
    pub(super) fn sorted(&self, key: SortKey) -> Vec<ReviewId> {
        let mut ids: Vec<ReviewId> = self.library.iter().map(|(id, _)| id).collect();
        ids.sort_by(|&a, &b| self.library.compare(key, a, b));
        ids
    }

    /// What a list needs of a review.
    pub(super) fn entry(&self, id: ReviewId) -> Option<&Entry> {
        self.library.get(id)
    }

    /// A whole review: the library keeps no texts, so its file is read again.
    pub(super) fn review(&self, id: ReviewId, houses: &Houses) -> Option<Review> {
        let entry = self.library.get(id)?;
        if let Some(review) = self.kept.get(&*entry.path) {
            return Some(review.clone());
        }
        let named = |root: &&Root| root.kind == Kind::File && root.path == entry.path;
        let above = |root: &&Root| root.kind == Kind::Folder && root.folder == entry.root;
        let root = self.roots.iter().find(named).or_else(|| self.roots.iter().find(above))?;
        let mut review = store::load(&entry.path, root, houses).review;
        if root.kind == Kind::File {
            store::settle_alone(&mut review, root);
        } else if let Some(settled) = self.library.scale(&entry.root, &entry.path) {
            store::set_scale(&mut review, settled);
        }
        Some(review)
    }
}
