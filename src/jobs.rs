//! Floor 5: the work that takes longer than a frame, as a function from a job to its answer.
//!
//! Nothing here knows a thread, a channel or a terminal. The reader's runtime runs jobs on threads
//! of its own; a test calls [`run`].

mod compare;
mod inspect;
mod queue;
mod reread;
mod schedule;
mod sections;
mod texts;
mod wanted;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::draft::Inspection;
use crate::model::{Entry, Library, Review, ReviewId, ReviewKey, SectionKey};
use crate::page::compare::CompareOptions;
use crate::page::find::{Match, Wanted};
use crate::page::{self, Options, Page};
use crate::state::Change;
use crate::stats::Statistics;
use crate::store::{
    self, Added, AuthorDefaultsCache, Loaded, Neighbours, Root, RootKind, SiblingScales, StateLog,
    TextCache,
};
use crate::text::Terms;

pub use compare::ComparedReviews;
pub(crate) use queue::Queue;
pub use reread::Reread;
pub(crate) use schedule::{Lane, Priority, Purpose};
use texts::Texts;
pub use texts::{FoundReview, ListedPassage, MAX_LISTED_REVIEWS, SearchProgress, SearchScope};
pub use wanted::{ShownAs, WantedReview};

/// Larger texts take longer than a frame to lay out or to search, so a worker does it.
pub(crate) const LARGE_TEXT_BYTES: usize = 256 * 1024;

/// Work for another thread. `ticket` is returned with the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Read a review and lay it out.
    Load {
        /// The number of the request.
        ticket: u64,
        /// Which review.
        key: ReviewKey,
        /// How its ratings are shown.
        shown_as: ShownAs,
        /// How it is laid out.
        options: Options,
    },
    /// Read a review that is likely to be asked for next.
    LoadAhead {
        /// On which side of the chosen review it stands in the list.
        side: Side,
        /// Which review.
        key: ReviewKey,
        /// How its ratings are shown.
        shown_as: ShownAs,
        /// How it is laid out.
        options: Options,
    },
    /// Lay out a large review again.
    LayOut {
        /// The number of the request.
        ticket: u64,
        /// The review.
        review: Arc<Review>,
        /// How it is laid out.
        options: Options,
    },
    /// Find a text on a large page.
    Find {
        /// The number of the request.
        ticket: u64,
        /// The page.
        page: Arc<Page>,
        /// What is looked for.
        wanted: Wanted,
    },
    /// Read a file that has changed.
    Reread {
        /// The file.
        path: PathBuf,
        /// Whether this is the second read, after the delay for a half-saved file.
        waited: bool,
    },
    /// Search what can be read of reviews. Unless the answer says that this was all, the same job
    /// goes on with it.
    Search {
        /// The number of the request.
        ticket: u64,
        /// What is looked for; with nothing, the texts are only read.
        terms: Terms,
        /// The reviews.
        scope: SearchScope,
        /// How many of those that were found are listed so far.
        listed: usize,
    },
    /// Find out which reviews hold words or phrases. Unless the answer says so, the same job goes on
    /// with it.
    Sift {
        /// The number of the request.
        ticket: u64,
        /// What is looked for.
        terms: Vec<Terms>,
        /// The reviews.
        scope: SearchScope,
    },
    /// Lay out one section of each of several reviews.
    LoadSections {
        /// The number of the request.
        ticket: u64,
        /// Which section.
        key: SectionKey,
        /// Which reviews.
        wanted: Vec<WantedReview>,
        /// How they are laid out.
        options: Options,
    },
    /// Lay out two reviews to be compared.
    Compare {
        /// The number of the request.
        ticket: u64,
        /// Which reviews.
        wanted: Box<[WantedReview; 2]>,
        /// How they are laid out.
        options: CompareOptions,
    },
    /// Count the reviews of a library.
    Count {
        /// The number of the request.
        ticket: u64,
        /// The library as it is now.
        library: LibrarySnapshot,
        /// The reviews that pass a filter, to be counted beside all.
        filtered: Option<Arc<[ReviewId]>>,
    },
    /// Keep the texts that were read for the searches to come.
    SaveTexts,
    /// The same, and let go of them.
    ForgetTexts,
    /// Check a draft, and find out what its author usually writes.
    Inspect {
        /// Which review.
        key: ReviewKey,
    },
    /// Add to what is remembered.
    Remember {
        /// The number of the request.
        ticket: u64,
        /// What is added.
        changes: Vec<Change>,
    },
    /// Wait until what is remembered is on the disk.
    SyncState,
    /// Write what is remembered anew, without what is superseded.
    RewriteState,
}

/// A library as it was at one moment. It is shared until it changes, and copied only if it changes
/// while this is there.
#[derive(Clone, Debug)]
pub struct LibrarySnapshot(pub Arc<Library>);

impl PartialEq for LibrarySnapshot {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A direction in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below the chosen review.
    Next,
    /// Above it.
    Previous,
}

/// The result of a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To [`Job::Load`].
    Loaded {
        /// The number of the request.
        ticket: u64,
        /// The review with its page.
        loaded: Box<LoadedPage>,
    },
    /// To [`Job::LoadAhead`].
    LoadedAhead(Box<LoadedPage>),
    /// To [`Job::LayOut`].
    LaidOut {
        /// The number of the request.
        ticket: u64,
        /// The page.
        page: Arc<Page>,
    },
    /// To [`Job::Find`].
    Found {
        /// The number of the request.
        ticket: u64,
        /// The matches, from first to last.
        matches: Vec<Match>,
    },
    /// To [`Job::Reread`].
    Reread {
        /// The file.
        path: PathBuf,
        /// What it is now.
        now: Reread,
        /// Whether this is the second read, after the delay for a half-saved file.
        waited: bool,
    },
    /// To [`Job::Search`].
    Searched {
        /// The number of the request.
        ticket: u64,
        /// How much was found so far.
        progress: SearchProgress,
        /// Reviews in which something was found, behind those that are listed.
        listed: Vec<FoundReview>,
    },
    /// To [`Job::LoadSections`].
    LoadedSections {
        /// The number of the request.
        ticket: u64,
        /// The page of each review; `None` where the section is not there any more.
        pages: Vec<(ReviewId, Option<Arc<Page>>)>,
    },
    /// To [`Job::Compare`].
    Compared {
        /// The number of the request.
        ticket: u64,
        /// The reviews with their page.
        compared: Box<ComparedReviews>,
    },
    /// To [`Job::Count`].
    Counted {
        /// The number of the request.
        ticket: u64,
        /// What was counted.
        statistics: Arc<Statistics>,
    },
    /// To [`Job::Sift`].
    Sifted {
        /// The number of the request.
        ticket: u64,
        /// For each of the terms, the reviews that hold them; `None` if that is not known yet.
        holding: Option<Vec<Vec<ReviewId>>>,
    },
    /// To [`Job::Inspect`].
    Inspected(Box<Inspection>),
    /// To [`Job::RewriteState`]: what others have added meanwhile.
    RewrittenState(Added),
    /// To [`Job::Remember`].
    Remembered {
        /// The number of the request.
        ticket: u64,
        /// What was there before; an error in words if nothing could be added.
        added: Result<Added, String>,
    },
}

/// A review that was read and laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedPage {
    /// The review.
    pub review: Arc<Review>,
    /// Its page.
    pub page: Arc<Page>,
    /// How the page is laid out.
    pub options: Options,
    /// Whether its ratings are covered.
    pub is_blind: bool,
    /// What the list keeps of it.
    pub entry: Entry,
}

/// A flag that makes a running job stop early, because its answer is no longer needed.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Asks the job to stop.
    pub(crate) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the job has been asked to stop.
    #[must_use]
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What all jobs of one reader share.
#[derive(Debug, Default)]
pub struct Context {
    roots: Arc<[Root]>,
    sample: Option<Loaded>,
    /// What stands beside the draft that was inspected last.
    neighbours: Mutex<Neighbours>,
    /// `None` if nothing is kept when the program ends.
    state: Option<Mutex<StateLog>>,
    texts: Mutex<Texts>,
    /// Without the lines that are nothing but a rating; none of them is kept in a file.
    blind_texts: Mutex<Texts>,
}

impl Context {
    /// For reviews below `roots`, or for a sample that is in no file.
    #[must_use]
    pub fn new(roots: Arc<[Root]>, sample: Option<Loaded>) -> Self {
        Self { roots, sample, ..Self::default() }
    }

    /// The same with a log of what is remembered.
    #[must_use]
    pub fn with_state(self, log: Option<StateLog>) -> Self {
        Self { state: log.map(Mutex::new), ..self }
    }

    /// The same with a cache of texts.
    #[must_use]
    pub fn with_text_cache(self, cache: TextCache) -> Self {
        Self { texts: Mutex::new(Texts::new(cache)), ..self }
    }

    /// Adds to what is remembered.
    fn remember(&self, changes: &[Change]) -> Result<Added, String> {
        let Some(log) = &self.state else { return Ok(Added::Lines(Vec::new())) };
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        let added = log.append(changes);
        // The reason comes first, since the end of a notice may be cut.
        added.map_err(|error| format!("not remembered: {error}: {}", log.path().display()))
    }

    /// Writes what is remembered anew. If that fails it is as before, which is no loss.
    fn rewrite_state(&self) -> Option<Added> {
        let mut log = self.state.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        log.rewrite_if_stale().ok()
    }

    /// Waits until what is remembered is on the disk; whoever remembers meanwhile does not wait.
    fn sync_state(&self) {
        let log = self.state.as_ref().map(|log| log.lock().unwrap_or_else(PoisonError::into_inner));
        let file = log.and_then(|log| log.handle());
        // The system has the lines; if the disk fails, nobody could do anything about it.
        file.map(|file| file.sync_data());
    }

    fn load(&self, path: &Path) -> Option<Loaded> {
        let mut loaded = self.read(path)?;
        if let Some(root) = self.root_of(path) {
            set_scale_of_named(&mut loaded, root);
        }
        Some(loaded)
    }

    /// The file as it is written: a number alone has no scale yet.
    fn read(&self, path: &Path) -> Option<Loaded> {
        self.read_beside(path, &AuthorDefaultsCache::default())
    }

    /// The same for one of many files.
    fn read_beside(&self, path: &Path, author_cache: &AuthorDefaultsCache) -> Option<Loaded> {
        if let Some(sample) = self.sample.as_ref().filter(|sample| sample.review.place.path == path)
        {
            return Some(sample.clone());
        }
        Some(store::load(path, self.root_of(path)?, author_cache))
    }

    /// The root that a file belongs to: the file itself, or a folder above it.
    fn root_of(&self, path: &Path) -> Option<&Root> {
        let named = |root: &&Root| root.kind == RootKind::File && *root.path == *path;
        let above = |root: &&Root| root.kind == RootKind::Folder && path.starts_with(&root.path);
        self.roots.iter().find(named).or_else(|| self.roots.iter().find(above))
    }
}

/// Runs `job`. There is no answer when the job was cancelled, or when its file belongs to no
/// root.
#[must_use]
pub fn run(context: &Context, job: Job, cancellation: &Cancellation) -> Option<Answer> {
    if cancellation.is_cancelled() {
        return None;
    }
    Some(match job {
        Job::Remember { ticket, changes } => {
            let added = context.remember(&changes);
            Answer::Remembered { ticket, added }
        }
        Job::RewriteState => Answer::RewrittenState(context.rewrite_state()?),
        Job::SyncState => {
            context.sync_state();
            return None;
        }
        Job::Load { ticket, key, shown_as, options } => {
            match page(context, &key, shown_as, options, cancellation) {
                Some(loaded) => Answer::Loaded { ticket, loaded: Box::new(loaded) },
                None if cancellation.is_cancelled() => return None,
                // The file no longer has this review: report what it has instead.
                None => {
                    let now = reread::reread(context, &key.path)?;
                    Answer::Reread { path: key.path.to_path_buf(), now, waited: true }
                }
            }
        }
        // Its page may take as much memory as all else together.
        Job::LoadAhead { key, .. } if store::is_larger(&key.path, LARGE_TEXT_BYTES) => return None,
        Job::LoadAhead { key, shown_as, options, side: _ } => {
            Answer::LoadedAhead(Box::new(page(context, &key, shown_as, options, cancellation)?))
        }
        Job::LayOut { ticket, review, options } => {
            Answer::LaidOut { ticket, page: Arc::new(page::review(&review, &options)) }
        }
        Job::Find { ticket, page, wanted } => {
            Answer::Found { ticket, matches: wanted.find_on(&page) }
        }
        Job::Reread { path, waited } => {
            let now = reread::reread(context, &path)?;
            Answer::Reread { path, now, waited }
        }
        job @ (Job::Search { .. } | Job::Sift { .. } | Job::SaveTexts | Job::ForgetTexts) => {
            return texts::run(context, job, cancellation);
        }
        Job::LoadSections { ticket, key, wanted, options } => {
            let pages = sections::load(context, &key, wanted, &options, cancellation)?;
            Answer::LoadedSections { ticket, pages }
        }
        Job::Compare { ticket, wanted, options } => {
            let compared = Box::new(compare::load(context, &wanted, options, cancellation)?);
            Answer::Compared { ticket, compared }
        }
        Job::Count { ticket, library: LibrarySnapshot(library), filtered } => {
            let statistics = Arc::new(Statistics::of(&library, filtered.as_deref()));
            Answer::Counted { ticket, statistics }
        }
        Job::Inspect { key } => {
            Answer::Inspected(Box::new(inspect::inspect(context, &key, cancellation)?))
        }
    })
}

fn page(
    context: &Context,
    key: &ReviewKey,
    shown_as: ShownAs,
    options: Options,
    cancellation: &Cancellation,
) -> Option<LoadedPage> {
    let loaded = context.load(&key.path)?;
    if cancellation.is_cancelled() {
        return None;
    }
    let entry = loaded.entry(loaded.review_at(key.ordinal)?);
    let review = shown_as.apply(loaded.into_review(key.ordinal)?, options.glyphs);
    let page = Arc::new(page::review(&review, &options));
    Some(LoadedPage { review: Arc::new(review), page, options, is_blind: shown_as.is_blind, entry })
}

/// Gives a file that was named by itself the scale that the files beside it use.
fn set_scale_of_named(loaded: &mut Loaded, root: &Root) {
    if root.kind == RootKind::File {
        let mut siblings = SiblingScales::default();
        loaded.reviews_mut().for_each(|review| siblings.set_scale(review, root));
    }
}
