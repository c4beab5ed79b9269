//! Searching the texts of many reviews, in batches that are short enough to be seen as they come.

mod scan;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use self::scan::{Scan, TextReader};
use super::{Answer, Cancellation, Context, Job, ShownAs};
use crate::fulltext::{FoldedText, Passage, passage_lines, passages};
use crate::model::{Review, ReviewFiles, ReviewId};
use crate::page::review::section_name;
use crate::store::{AuthorDefaultsCache, Loaded, TextCache, TextKey};
use crate::text::{Audience, Clean, Glyphs, Spoilers, Terms};

/// How long texts are searched before it is answered what was found.
const BATCH_TIME: Duration = Duration::from_millis(20);
/// One answer lists no more rows, since a screen seldom has more and a file is read for each review.
const MAX_ROWS_AT_ONCE: usize = 32;
/// A review takes so many rows besides those of its passages.
const ROWS_PER_REVIEW: usize = 2;
/// Of further reviews only the passages are counted.
pub const MAX_LISTED_REVIEWS: usize = 200;
/// Of a review no more passages are listed.
const MAX_LISTED_PASSAGES: usize = 20;

/// The reviews that are searched, in the order in which they are listed.
#[derive(Clone, Debug, Default)]
pub struct SearchScope {
    /// The files of the library that they belong to.
    pub files: Arc<ReviewFiles>,
    /// Which of them are searched.
    pub order: Arc<[ReviewId]>,
    /// Whether lines that are nothing but a rating are left out.
    pub is_blind: bool,
}

/// Whether it is about the same reviews as they were at the same moment.
impl PartialEq for SearchScope {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.files, &other.files)
            && (&self.order, self.is_blind) == (&other.order, other.is_blind)
    }
}

/// A review in which something was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundReview {
    /// Its id in the library.
    pub id: ReviewId,
    /// How many passages were found in it.
    pub passages: usize,
    /// Those that are listed, from first to last.
    pub listed: Vec<ListedPassage>,
}

/// A passage with what a list shows of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPassage {
    /// The passage.
    pub passage: Passage,
    /// The name of its section.
    pub(crate) section: Clean,
    /// The line of the file at which its paragraph begins.
    pub(crate) line: u32,
}

/// What a search has found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchProgress {
    /// How many passages.
    pub passages: usize,
    /// In how many reviews.
    pub reviews: usize,
    /// Whether all texts were searched, and all was listed that is to be.
    pub is_done: bool,
}

/// What the jobs on texts know of them.
#[derive(Debug, Default)]
pub(super) struct Texts {
    cache: TextCache,
    scan: Option<Scan>,
    results: Results,
}

/// What was found for the last search.
#[derive(Debug, Default)]
struct Results {
    terms: Terms,
    /// How many reviews were searched.
    end: usize,
    /// The places of reviews and how many passages each has.
    found: Vec<(usize, usize)>,
    passages: usize,
}

impl Texts {
    pub(super) fn new(cache: TextCache) -> Self {
        Self { cache, ..Self::default() }
    }

    /// What is known of the texts of these reviews, and what keeps them.
    fn scan_of(&mut self, scope: SearchScope) -> (&mut Scan, &mut TextCache) {
        self.cache.open();
        let Self { cache, scan, results } = self;
        let known = scan.take().filter(|scan| *scan.scope() == scope);
        if known.is_none() {
            *results = Results::default();
        }
        (scan.insert(known.unwrap_or_else(|| Scan::new(scope, cache))), cache)
    }

    /// Saves the texts that were read, if that is worth it.
    fn save(&mut self, cancellation: &Cancellation) {
        let Self { cache, scan, .. } = self;
        let wanted = || -> HashSet<_> {
            scan.iter().flat_map(|scan| scan.scope().files.iter().map(TextKey::of)).collect()
        };
        if cache.save(wanted, || cancellation.is_cancelled())
            && let Some(scan) = scan
        {
            scan.find_kept(cache);
        }
    }

    fn forget(&mut self) {
        self.cache.forget();
        (self.scan, self.results) = (None, Results::default());
    }
}

impl Results {
    /// Takes what was found in the texts before `end`.
    fn take(&mut self, scan: &Scan, end: usize) {
        let found = scan.hits(&self.terms, self.end..end.max(self.end));
        let before = self.found.len();
        self.found.extend(found);
        self.passages +=
            self.found.iter().skip(before).map(|(_, passages)| passages).sum::<usize>();
        self.end = self.end.max(end);
    }
}

impl Context {
    fn texts(&self, is_blind: bool) -> MutexGuard<'_, Texts> {
        let texts = if is_blind { &self.blind_texts } else { &self.texts };
        texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a job on texts.
pub(super) fn run(context: &Context, job: Job, cancellation: &Cancellation) -> Option<Answer> {
    match job {
        Job::Search { ticket, terms, scope, listed } => {
            let (progress, listed) = search(context, terms, scope, listed, cancellation)?;
            Some(Answer::Searched { ticket, progress, listed })
        }
        Job::Sift { ticket, terms, scope } => {
            let holding = sift(context, &terms, scope, cancellation)?;
            Some(Answer::Sifted { ticket, holding })
        }
        Job::SaveTexts => {
            context.texts(false).save(cancellation);
            None
        }
        Job::ForgetTexts => {
            let mut texts = context.texts(false);
            texts.save(cancellation);
            texts.forget();
            context.texts(true).forget();
            None
        }
        _ => None,
    }
}

/// Searches on for as long as a batch takes. Returns how much was found so far, and the passages of
/// some reviews behind the first `listed`; `None` when cancelled.
fn search(
    context: &Context,
    terms: Terms,
    scope: SearchScope,
    listed: usize,
    cancellation: &Cancellation,
) -> Option<(SearchProgress, Vec<FoundReview>)> {
    let mut texts = context.texts(scope.is_blind);
    let (scan, cache) = texts.scan_of(scope);
    let end = scan.look_for(&[&terms], &mut reader(context, cache, cancellation));
    if cancellation.is_cancelled() {
        return None;
    }
    let Texts { scan: Some(scan), results, .. } = &mut *texts else { return None };
    if results.terms != terms {
        *results = Results { terms, ..Results::default() };
    }
    if !results.terms.is_empty() {
        results.take(scan, end);
    }
    let author_cache = AuthorDefaultsCache::default();
    let (mut found, mut rows) = (Vec::new(), 0);
    for &(place, passages) in results.found.iter().take(MAX_LISTED_REVIEWS).skip(listed) {
        if rows >= MAX_ROWS_AT_ONCE {
            break;
        }
        rows += passages.min(MAX_LISTED_PASSAGES) + ROWS_PER_REVIEW;
        let Some(id) = scan.review(place) else { continue };
        let listed = list(context, scan.scope(), id, &results.terms, &author_cache);
        found.push(FoundReview { id, passages, listed });
        if cancellation.is_cancelled() {
            return None;
        }
    }
    let to_list = results.found.len().min(MAX_LISTED_REVIEWS);
    let is_done = end >= scan.len() && listed + found.len() >= to_list;
    Some((
        SearchProgress { passages: results.passages, reviews: results.found.len(), is_done },
        found,
    ))
}

/// For each of the terms the reviews that hold them; `Some(None)` if that is not known yet, `None`
/// when cancelled.
fn sift(
    context: &Context,
    terms: &[Terms],
    scope: SearchScope,
    cancellation: &Cancellation,
) -> Option<Option<Vec<Vec<ReviewId>>>> {
    let mut texts = context.texts(scope.is_blind);
    let (scan, cache) = texts.scan_of(scope);
    let all: Vec<&Terms> = terms.iter().collect();
    let end = scan.look_for(&all, &mut reader(context, cache, cancellation));
    if cancellation.is_cancelled() {
        return None;
    }
    let holding =
        |terms| scan.hits(terms, 0..end).filter_map(|(place, _)| scan.review(place)).collect();
    Some((end >= scan.len()).then(|| terms.iter().map(holding).collect()))
}

fn reader<'a>(
    context: &'a Context,
    cache: &'a mut TextCache,
    cancellation: &'a Cancellation,
) -> TextReader<'a> {
    let until = Instant::now() + BATCH_TIME;
    let author_cache = AuthorDefaultsCache::default();
    TextReader { context, cache, author_cache, cancellation, until, last: None }
}

/// The passages of a review as it is now.
fn list(
    context: &Context,
    scope: &SearchScope,
    id: ReviewId,
    terms: &Terms,
    author_cache: &AuthorDefaultsCache,
) -> Vec<ListedPassage> {
    let listed = scope.files.get(id).and_then(|file| {
        let loaded = context.read_beside(&file.path(), author_cache)?;
        let review = searched(loaded.review_at(file.ordinal)?, scope.is_blind);
        Some(listed_passages(&loaded, &review, terms))
    });
    listed.unwrap_or_default()
}

/// A review as it is searched.
fn searched(review: &Review, is_blind: bool) -> Cow<'_, Review> {
    match is_blind {
        true => {
            let shown_as = ShownAs { is_blind, ..ShownAs::default() };
            Cow::Owned(shown_as.apply(review.clone(), Glyphs::Unicode))
        }
        false => Cow::Borrowed(review),
    }
}

fn listed_passages(loaded: &Loaded, review: &Review, terms: &Terms) -> Vec<ListedPassage> {
    let hits = FoldedText::of(review, Spoilers::Covered).hits(terms);
    let hits = &hits[..hits.len().min(MAX_LISTED_PASSAGES)];
    let passages = passages(review, terms, hits, Spoilers::Covered);
    let lines = passage_lines(review, &passages, &loaded.text_lines(review));
    let name = |passage: &Passage| {
        let section = review.sections.get(passage.section as usize);
        section.map(|section| section_name(section, Audience::READER, false))
    };
    let listed = passages.into_iter().zip(lines).map(|(passage, line)| ListedPassage {
        section: name(&passage).unwrap_or_default(),
        line,
        passage,
    });
    listed.collect()
}
