//! Searching the texts of many reviews, in batches that are short enough to be seen as they come.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Answer, Cancellation, Context, Job};
use crate::fulltext::{FoldedText, Hit, Passage, passage_lines, passages};
use crate::model::{EntryRef, Review, ReviewId, ReviewKey};
use crate::page::review::section_name;
use crate::store::{AuthorDefaultsCache, Loaded};
use crate::text::{Audience, Clean, Spoilers, Terms};

/// How long a batch takes before it is answered.
const BATCH_TIME: Duration = Duration::from_millis(20);
/// The most memory for texts that are kept for the next search, as ten thousand usual reviews have.
/// The texts of a larger library are read again.
const MAX_KEPT_BYTES: usize = 32 * 1024 * 1024;
/// Of further reviews only the passages are counted.
pub const MAX_LISTED_REVIEWS: usize = 200;
/// Of a review no more passages are listed.
const MAX_LISTED_PASSAGES: usize = 20;

/// A review whose text is to be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its id in the library.
    pub(crate) id: ReviewId,
    pub(crate) key: ReviewKey,
    /// The digest of its file as the library knows it.
    pub(crate) digest: u64,
}

impl Subject {
    /// A review of a library.
    #[must_use]
    pub fn of(id: ReviewId, entry: EntryRef<'_>) -> Self {
        Self { id, key: entry.key(), digest: entry.digest() }
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

/// The texts that are kept for the next search.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// With the digests of their files.
    kept: HashMap<ReviewKey, (u64, FoldedText)>,
    kept_bytes: usize,
    /// Those of the last file with several reviews, if they are not kept.
    last: HashMap<ReviewKey, (u64, FoldedText)>,
}

impl Texts {
    fn forget(&mut self) {
        *self = Self::default();
    }

    const fn is_full(&self) -> bool {
        self.kept_bytes >= MAX_KEPT_BYTES
    }

    fn get(&self, subject: &Subject) -> Option<&FoldedText> {
        let known = self.kept.get(&subject.key).or_else(|| self.last.get(&subject.key));
        known.filter(|(digest, _)| *digest == subject.digest).map(|(_, text)| text)
    }

    /// Keeps the texts of a file, as far as there is room.
    fn keep(&mut self, loaded: &Loaded) {
        let texts: Vec<(ReviewKey, FoldedText)> = loaded
            .reviews()
            .map(|review| (review.key(), FoldedText::of(review, Spoilers::Covered)))
            .collect();
        if self.is_full() {
            let texts = texts.into_iter().map(|(key, text)| (key, (loaded.digest, text)));
            self.last = texts.collect();
            return;
        }
        for (key, text) in texts {
            self.kept_bytes += text.len();
            if let Some((_, before)) = self.kept.insert(key, (loaded.digest, text)) {
                self.kept_bytes -= before.len();
            }
        }
    }
}

impl Context {
    fn texts(&self) -> MutexGuard<'_, Texts> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a job on texts.
pub(super) fn run(context: &Context, job: Job, cancellation: &Cancellation) -> Option<Answer> {
    match job {
        Job::Search { ticket, terms, subjects, from, listed } => {
            let batch = Batch { context, subjects: &subjects, from, cancellation };
            let (found, next) = batch.search(&terms, listed)?;
            Some(Answer::Searched { ticket, found, next })
        }
        Job::Sift { ticket, terms, subjects, from } => {
            let batch = Batch { context, subjects: &subjects, from, cancellation };
            let (holding, next) = batch.sift(&terms)?;
            Some(Answer::Sifted { ticket, holding, next })
        }
        Job::ForgetTexts => {
            context.texts().forget();
            None
        }
        _ => None,
    }
}

/// The reviews of a search that one job gets to.
struct Batch<'a> {
    context: &'a Context,
    subjects: &'a [Subject],
    from: usize,
    cancellation: &'a Cancellation,
}

impl Batch<'_> {
    /// The reviews that hold `terms`, and the first one that is left. `None` when cancelled.
    fn search(&self, terms: &Terms, listed: usize) -> Option<(Vec<FoundReview>, Option<usize>)> {
        let author_cache = AuthorDefaultsCache::default();
        let mut found = Vec::new();
        let next = self.each_text(&author_cache, |subject, text, loaded| {
            let hits = text.hits(terms);
            if hits.is_empty() {
                return;
            }
            let is_listed = listed + found.len() < MAX_LISTED_REVIEWS;
            let read;
            let loaded = match loaded {
                Some(loaded) => Some(loaded),
                None if is_listed => {
                    read = self.context.read_beside(&subject.key.path, &author_cache);
                    read.as_ref()
                }
                None => None,
            };
            let listed = loaded.filter(|_| is_listed).and_then(|loaded| {
                let review = loaded.review_at(subject.key.ordinal)?;
                Some(listed_passages(loaded, review, terms, &hits))
            });
            let (id, passages) = (subject.id, hits.len());
            found.push(FoundReview { id, passages, listed: listed.unwrap_or_default() });
        })?;
        let next = next.filter(|_| !(terms.is_empty() && self.context.texts().is_full()));
        Some((found, next))
    }

    /// For each of the terms the reviews that hold them, and the first one that is left. `None` when
    /// cancelled.
    fn sift(&self, terms: &[Terms]) -> Option<(Vec<Vec<ReviewId>>, Option<usize>)> {
        let mut holding = vec![Vec::new(); terms.len()];
        let next = self.each_text(&AuthorDefaultsCache::default(), |subject, text, _| {
            for (terms, ids) in terms.iter().zip(&mut holding) {
                if text.holds(terms) {
                    ids.push(subject.id);
                }
            }
        })?;
        Some((holding, next))
    }

    /// Looks at one text after the other for as long as a batch takes; with the file where it was
    /// read for this. Returns the index of the first that is left, `None` when cancelled.
    fn each_text(
        &self,
        author_cache: &AuthorDefaultsCache,
        mut look: impl FnMut(&Subject, &FoldedText, Option<&Loaded>),
    ) -> Option<Option<usize>> {
        let end = Instant::now() + BATCH_TIME;
        for (index, subject) in self.subjects.iter().enumerate().skip(self.from) {
            if self.cancellation.is_cancelled() {
                return None;
            }
            if index > self.from && Instant::now() >= end {
                return Some(Some(index));
            }
            let mut texts = self.context.texts();
            if let Some(text) = texts.get(subject) {
                look(subject, text, None);
                continue;
            }
            let Some(loaded) = self.context.read_beside(&subject.key.path, author_cache) else {
                continue;
            };
            texts.keep(&loaded);
            // The file may have changed since it was listed.
            let now = Subject { digest: loaded.digest, ..subject.clone() };
            if let Some(text) = texts.get(&now) {
                look(subject, text, Some(&loaded));
            }
        }
        Some(None)
    }
}

fn listed_passages(
    loaded: &Loaded,
    review: &Review,
    terms: &Terms,
    hits: &[Hit],
) -> Vec<ListedPassage> {
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
