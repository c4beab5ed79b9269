//! The reviews of all PATHs of a command line.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use super::input::{Input, Inputs};
use super::{Status, talk};
use crate::format::{self, registry};
use crate::fulltext::FoldedText;
use crate::model::{Entry, EntryRef, Library, Review, ReviewId, ReviewKey, Sort};
use crate::query::{Holding, Query, Scratch};
use crate::stats::{Statistics, YearStatistics};
use crate::store::{self, AuthorDefaultsCache, Found, Loaded, Root, RootKind, TextCache, TextKey};
use crate::text::{Audience, Code, Diagnostic, Spoilers, Terms};

/// What queries ask for that the entries of a library do not say: what texts hold, and what the
/// reader remembers.
#[derive(Debug)]
pub(super) struct Lookup {
    terms: Vec<Terms>,
    spoilers: Spoilers,
    /// The texts of other reviews than the reader's are not kept: it has none of what is covered.
    cache: Option<Mutex<TextCache>>,
    /// Whether they ask for what the reader remembers.
    asks_for_marks: bool,
}

impl Lookup {
    /// What `queries` ask for.
    pub(super) fn of<'q>(
        queries: impl IntoIterator<Item = &'q Query> + Clone,
        spoilers: Spoilers,
    ) -> Self {
        let asks_for_marks = queries.clone().into_iter().any(Query::asks_for_marks);
        let terms = queries.into_iter().flat_map(Query::texts).collect();
        let cache = (spoilers == Spoilers::Covered).then(TextCache::of_this_account);
        Self { terms, spoilers, cache: cache.map(Mutex::new), asks_for_marks }
    }

    /// The same, and something else in texts.
    pub(super) fn and(mut self, terms: &Terms) -> Self {
        self.terms.push(terms.clone());
        self
    }

    /// Which of the terms a review holds, by their indices.
    pub(super) fn in_review(&self, review: &Review) -> Vec<usize> {
        self.in_text(|| FoldedText::of(review, self.spoilers))
    }

    fn in_text(&self, text: impl FnOnce() -> FoldedText) -> Vec<usize> {
        if self.terms.is_empty() {
            return Vec::new();
        }
        let text = text();
        let held = self.terms.iter().enumerate().filter(|(_, terms)| text.holds(terms));
        held.map(|(index, _)| index).collect()
    }

    /// The text of one of many reviews, which may be kept from an earlier search.
    fn text_of(&self, loaded: &Loaded, review: &Review) -> FoldedText {
        let read = || FoldedText::of(review, self.spoilers);
        let Some((cache, key)) = self.cache.as_ref().zip(loaded.text_key(review)) else {
            return read();
        };
        let cache = || cache.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = cache().text(key);
        kept.unwrap_or_else(|| {
            let text = read();
            cache().keep(key, &text);
            text
        })
    }

    /// Keeps the texts that were read for the searches to come.
    fn save_texts(&self, library: &Library) {
        if let Some(cache) = self.cache.as_ref().filter(|_| !self.terms.is_empty()) {
            let wanted = || library.files().iter().map(TextKey::of).collect();
            cache.lock().unwrap_or_else(PoisonError::into_inner).save(wanted, || false);
        }
    }

    pub(super) fn holding(&self) -> Holding {
        Holding::of(self.terms.clone())
    }

    /// Gives the reviews of a library, which were read from `roots`, the marks that the reader
    /// remembers, if they are asked for.
    pub(super) fn recall(&self, library: &mut Library, roots: &[Root]) {
        if self.asks_for_marks {
            store::remembered().recall_all(library, &store::real_paths(roots));
        }
    }
}

/// What is taken in of a review.
struct Summary {
    entry: Entry,
    fault: Option<Diagnostic>,
    /// See [`Lookup::in_review`].
    held: Vec<usize>,
}

impl Summary {
    fn all_of(loaded: &Loaded, lookup: &Lookup) -> Vec<Self> {
        let of = |review| Self {
            entry: loaded.entry(review),
            fault: review.broken().cloned(),
            held: lookup.in_text(|| lookup.text_of(loaded, review)),
        };
        loaded.reviews().map(of).collect()
    }
}

/// A library that is read completely before anything is printed.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    library: Library,
    /// Which reviews hold what was looked for.
    holding: Holding,
    folders: Vec<Root>,
    /// Reviews kept in memory because reading them again is expensive or impossible: of files that
    /// were given, whose scale took reading their siblings; of files with several reviews; of stdin.
    kept: HashMap<ReviewKey, Review>,
    /// The files that are not reviews and what could not be read, and why.
    pub(super) skipped: Vec<(Arc<Path>, String)>,
    /// Whether no path that was given leads anywhere, and whether one of them does not.
    has_no_input: bool,
    lacks_input: bool,
    /// Whether a file that was given is broken, or anything in a folder that was given unreadable.
    failed: bool,
    /// The findings that make files count as broken.
    broken: Vec<(Arc<Path>, Diagnostic)>,
    /// The files and folders that could not be read, and the findings about `author.toml` files.
    pub(super) problems: Vec<(Arc<Path>, Diagnostic)>,
}

impl Catalogue {
    /// Reads what `paths` name, and reports what of it cannot be read.
    pub(super) fn of_paths(paths: &[PathBuf], lookup: &Lookup, to: Audience) -> Self {
        let catalogue = Self::read(Inputs::find(paths), lookup);
        for (path, diagnostic) in catalogue.problems.iter().chain(&catalogue.broken) {
            talk::report(path, diagnostic, to);
        }
        catalogue
    }

    /// Reads all that was given, and looks up what is asked for.
    pub(super) fn read(inputs: Inputs, lookup: &Lookup) -> Self {
        let roots = inputs.roots();
        let files = roots.iter().filter(|root| root.kind == RootKind::File);
        let named: HashSet<&Path> = files.map(|root| &*root.path).collect();
        let mut library = Library::default();
        library.set_voices(store::voice_folders(&roots));
        let found = Mutex::new(Self {
            library,
            holding: lookup.holding(),
            has_no_input: inputs.all.is_empty(),
            lacks_input: !inputs.missing.is_empty(),
            ..Self::default()
        });
        let problems = store::walk(&roots, &AtomicBool::new(false), &|what| {
            let lock = || found.lock().unwrap_or_else(PoisonError::into_inner);
            match what {
                Found::Folder(_) => {}
                Found::Skipped { path, reason } => lock().skipped.push((path, reason)),
                Found::Unreadable { path, diagnostic } => {
                    let mut found = lock();
                    found.skipped.push((Arc::clone(&path), diagnostic.message(Audience::READER)));
                    found.problems.push((path, diagnostic));
                }
                Found::Review(loaded) => {
                    let is_named = named.contains(&*loaded.review.place.path);
                    let is_kept = is_named || !loaded.others.is_empty();
                    // Readers do not wait for each other while they look into texts.
                    let summaries = Summary::all_of(&loaded, lookup);
                    let mut found = lock();
                    found.failed |= is_named && loaded.broken().is_some();
                    found.put(summaries);
                    if is_kept {
                        found.keep(*loaded);
                    }
                }
            }
        });
        let mut catalogue = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        for input in inputs.all {
            if let Input::Text(loaded) = input {
                catalogue.failed |= loaded.broken().is_some();
                catalogue.put(Summary::all_of(&loaded, lookup));
                catalogue.keep(*loaded);
            }
        }
        catalogue.problems.extend(problems.into_iter().map(|(path, why)| (path.into(), why)));
        catalogue.failed |= catalogue.problems.iter().any(|(_, why)| why.code == Code::Unreadable);
        catalogue.broken.sort_by(|(a, _), (b, _)| a.cmp(b));
        catalogue.problems.sort_by(|(a, _), (b, _)| a.cmp(b));
        catalogue.skipped.sort();
        catalogue.library.update_scales();
        lookup.save_texts(&catalogue.library);
        lookup.recall(&mut catalogue.library, &roots);
        catalogue.folders =
            roots.into_iter().filter(|root| root.kind == RootKind::Folder).collect();
        catalogue
    }

    fn put(&mut self, summaries: Vec<Summary>) {
        for Summary { entry, fault, held } in summaries {
            self.broken.extend(fault.map(|fault| (Arc::clone(&entry.path), fault)));
            let id = self.library.put(entry);
            held.into_iter().for_each(|index| self.holding.add(index, [id]));
        }
    }

    fn keep(&mut self, loaded: Loaded) {
        self.kept.extend(loaded.into_reviews().map(|review| (review.key(), review)));
    }

    /// Whether all that was given could be read.
    pub(super) const fn status(&self) -> Status {
        if self.lacks_input || self.failed { Status::Failed } else { Status::Done }
    }

    /// Says what to do where there is no review, and nothing else said why.
    pub(super) fn say_if_empty(&self) {
        if !self.has_no_input && !self.failed && self.is_empty() {
            talk::say(&self.nothing_found());
        }
    }

    /// The message for a folder without reviews, with the next step.
    pub(super) fn nothing_found(&self) -> String {
        match self.skipped.len() {
            0 => format!(
                "no reviews found: no file with the extension {}",
                registry::extensions_in_words()
            ),
            1 => "no reviews found: one file was passed over, `rushes list --skipped` says why"
                .to_owned(),
            files => format!(
                "no reviews found: {files} files were passed over, `rushes list --skipped` says why"
            ),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.library.is_empty()
    }

    /// The reviews that pass `query`, in the order that it asks for, or else sorted by `sort`.
    pub(super) fn passing(&self, query: &Query, sort: Sort) -> Vec<ReviewId> {
        let mut ids = self.matching(query);
        self.library.sort(&mut ids, sort);
        self.library.sort_by_keys(&mut ids, &query.sort);
        ids
    }

    /// The reviews that pass `query`, in any order.
    fn matching(&self, query: &Query) -> Vec<ReviewId> {
        let mut scratch = Scratch::default();
        let query = query.with_holding(self.holding.clone());
        let mut search = query.search(&self.library, &mut scratch);
        let passing = |(id, entry)| search.relevance(entry).map(|_| id);
        self.library.iter().filter_map(passing).collect()
    }

    /// The statistics of the reviews that pass `query`, beside those of all.
    pub(super) fn statistics(&self, query: Option<&Query>) -> Statistics {
        let passing = query.map(|query| self.matching(query));
        Statistics::of(&self.library, passing.as_deref())
    }

    /// The reviews of a year that pass `query`, counted.
    pub(super) fn year(&self, year: i16, query: &Query) -> YearStatistics {
        YearStatistics::of(&self.library, year, &self.matching(query))
    }

    /// Whether a review holds a text that was looked for.
    pub(super) fn holds(&self, id: ReviewId, terms: &Terms) -> bool {
        self.holding.ids(terms).is_some_and(|ids| ids.contains(&id))
    }

    /// The keys of the reviews that pass `query`.
    pub(super) fn keys(&self, query: &Query) -> HashSet<ReviewKey> {
        let ids = self.matching(query);
        ids.into_iter().filter_map(|id| Some(self.library.get(id)?.key())).collect()
    }

    pub(super) fn entry(&self, id: ReviewId) -> Option<EntryRef<'_>> {
        self.library.get(id)
    }

    /// What the voice of a review is called, where there are several.
    pub(super) fn voice(&self, entry: EntryRef<'_>) -> Option<&str> {
        self.library.voice_of(entry).map(|voice| voice.name.as_str())
    }

    /// The whole review. The library keeps no texts, so its file may be read again.
    pub(super) fn review(
        &self,
        id: ReviewId,
        author_cache: &AuthorDefaultsCache,
    ) -> Option<Review> {
        let entry = self.library.get(id)?;
        let kept = self.kept.get(&entry.key()).cloned();
        let read = || {
            let root = self.folders.iter().find(|root| *root.folder == *entry.root())?;
            store::load(&entry.path(), root, author_cache).into_review(entry.ordinal())
        };
        let mut review = kept.or_else(read)?;
        if !review.needs_scale() {
            return Some(review);
        }
        if let Some(scale) = entry.scale() {
            format::scale::settle(&mut review, scale);
        }
        Some(review)
    }
}
