//! A pass through the texts of many reviews, which can be given up and gone on with.

use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use super::{SearchScope, searched};
use crate::fulltext::{FoldedText, ParagraphSet, WordIndex, count_hits};
use crate::jobs::{Cancellation, Context};
use crate::model::{ReviewFile, ReviewId};
use crate::store::{AuthorDefaultsCache, Loaded, TextCache, TextId, TextKey};
use crate::text::{Spoilers, Terms};
use crate::threads;

/// How many texts are looked at before it is asked whether to go on.
const MAX_STEP_TEXTS: usize = 4096;
/// The same in bytes.
const MAX_STEP_BYTES: usize = 8 * 1024 * 1024;
/// Fewer bytes are not worth a second thread.
const MIN_SHARED_BYTES: usize = 256 * 1024;
/// How many words are kept with the places where they stand.
const MAX_INDEXES: usize = 8;
/// The most bytes that these may take, besides those that are needed.
const MAX_INDEX_BYTES: usize = 32 * 1024 * 1024;

/// What is known of the texts of the reviews that were searched last. A place is an index into the
/// order in which they are searched.
#[derive(Debug)]
pub(super) struct Scan {
    scope: SearchScope,
    /// Where the text of each is kept.
    kept: Vec<Option<TextId>>,
    /// The first paragraph of each text so far, and the one behind the last.
    starts: Vec<u32>,
    indexes: Vec<Index>,
}

/// Where a term stands in the texts up to one of them.
#[derive(Debug)]
struct Index {
    words: WordIndex,
    end: usize,
}

/// What reads texts.
pub(super) struct TextReader<'a> {
    pub(super) context: &'a Context,
    pub(super) cache: &'a mut TextCache,
    pub(super) author_cache: AuthorDefaultsCache,
    pub(super) cancellation: &'a Cancellation,
    /// When to stop.
    pub(super) until: Instant,
    /// The file that was read last, which may have several reviews.
    pub(super) last: Option<Loaded>,
}

impl TextReader<'_> {
    fn load(&mut self, path: &Path) {
        if self.last.as_ref().is_none_or(|last| last.review.place.path != path) {
            self.last = self.context.read_beside(path, &self.author_cache);
        }
    }

    fn must_stop(&self) -> bool {
        self.cancellation.is_cancelled() || Instant::now() >= self.until
    }
}

impl Scan {
    pub(super) fn new(scope: SearchScope, cache: &TextCache) -> Self {
        let mut scan = Self { scope, kept: Vec::new(), starts: vec![0], indexes: Vec::new() };
        scan.find_kept(cache);
        scan
    }

    /// Finds out where each text is kept; to be called when that has changed.
    pub(super) fn find_kept(&mut self, cache: &TextCache) {
        let SearchScope { files, order, .. } = &self.scope;
        let find = |id: &ReviewId| files.get(*id).and_then(|file| cache.find(TextKey::of(file)));
        self.kept = order.iter().map(find).collect();
    }

    /// The same for a single text, which may be kept by now.
    fn find_kept_at(&mut self, place: usize, cache: &TextCache) {
        let Some(id) = self.review(place) else { return };
        if let Some(kept) = self.kept.get_mut(place).filter(|kept| kept.is_none()) {
            let file = self.scope.files.get(id);
            *kept = file.and_then(|file| cache.find(TextKey::of(file)));
        }
    }

    pub(super) const fn scope(&self) -> &SearchScope {
        &self.scope
    }

    pub(super) fn review(&self, place: usize) -> Option<ReviewId> {
        self.scope.order.get(place).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.scope.order.len()
    }

    /// Looks for terms until the reader must stop. Returns how many texts they were looked for in.
    pub(super) fn look_for(&mut self, terms: &[&Terms], reader: &mut TextReader<'_>) -> usize {
        loop {
            // One that takes too much while it grows knows less than before.
            let needed = self.indexes_of(terms);
            let start = self.end_of(&needed);
            if start >= self.len() || reader.must_stop() {
                return start;
            }
            let here = |index: &usize| self.indexes.get(*index).is_some_and(|it| it.end == start);
            let group: Vec<usize> = needed.iter().copied().filter(here).collect();
            self.find_kept_at(start, reader.cache);
            let kept = self.kept_from(start, reader.cache);
            if !kept.is_empty() {
                self.look_into_kept(kept, &group, reader.cache);
            } else if !self.look_into_file(start, &group, reader) && needed.is_empty() {
                // Reading ahead what cannot be kept is of no use.
                return self.len();
            }
        }
    }

    /// The indexes that know the terms.
    fn indexes_of(&mut self, terms: &[&Terms]) -> Vec<usize> {
        let all = || terms.iter().flat_map(|terms| terms.iter());
        let is_needed = |index: &Index| all().any(|term| index.words.knows(term));
        while self.indexes.len() > MAX_INDEXES || self.index_bytes() > MAX_INDEX_BYTES {
            let Some(oldest) = self.indexes.iter().position(|index| !is_needed(index)) else {
                break;
            };
            self.indexes.remove(oldest);
        }
        let mut needed: Vec<usize> = Vec::new();
        for term in all() {
            let knows = |index: &Index| index.words.knows(term);
            let known = self.indexes.iter().position(knows).unwrap_or_else(|| {
                self.indexes.push(Index { words: WordIndex::new(term.clone()), end: 0 });
                self.indexes.len() - 1
            });
            if !needed.contains(&known) {
                needed.push(known);
            }
        }
        needed
    }

    fn index_bytes(&self) -> usize {
        self.indexes.iter().map(|index| index.words.bytes()).sum()
    }

    fn end_of(&self, needed: &[usize]) -> usize {
        let ends = needed.iter().filter_map(|index| self.indexes.get(*index));
        ends.map(|index| index.end).min().unwrap_or(self.starts.len() - 1)
    }

    /// Texts from `start` on that are kept.
    fn kept_from(&self, start: usize, cache: &TextCache) -> Range<usize> {
        let ends = self.indexes.iter().map(|index| index.end).filter(|end| *end > start);
        // Who is ahead is caught up with, so that texts are read once for all.
        let max_end = ends.min().unwrap_or(usize::MAX).min(start + MAX_STEP_TEXTS);
        let mut bytes = 0;
        let kept = self.kept.get(start..).unwrap_or_default().iter();
        let count = kept.take(max_end - start).take_while(|id| {
            bytes += id.map_or(0, |id| cache.bytes(id));
            id.is_some() && bytes <= MAX_STEP_BYTES
        });
        start..start + count.count()
    }

    /// Adds kept texts to the indexes of `group`.
    fn look_into_kept(&mut self, places: Range<usize>, group: &[usize], cache: &mut TextCache) {
        let kept = self.kept.get(places.clone()).unwrap_or_default();
        let ids: Vec<TextId> = kept.iter().flatten().copied().collect();
        let known = self.starts.len() - 1 - places.start;
        for id in ids.get(known..).unwrap_or_default() {
            self.push_start(cache.paragraphs(*id));
        }
        if group.is_empty() {
            return;
        }
        let mut end = places.start;
        for part in self.parts(&ids, places.start, group, cache) {
            // What stands behind a text that could not be read is looked at again.
            if part.start != end {
                break;
            }
            end = part.end;
            for (index, words) in group.iter().zip(part.words) {
                if let Some(index) = self.indexes.get_mut(*index) {
                    index.words.append(words);
                    index.end = end;
                }
            }
        }
        if let Some(damaged) = self.kept.get_mut(end).filter(|_| end < places.end) {
            cache.drop_damaged(damaged.take());
        }
    }

    /// What stands in kept texts, the first of which is at `start`.
    fn parts(&self, ids: &[TextId], start: usize, group: &[usize], cache: &TextCache) -> Vec<Part> {
        let look = |ids: &[TextId], start: usize| {
            let words = group.iter().filter_map(|index| self.indexes.get(*index));
            let words = words.map(|index| index.words.of_same_term()).collect();
            let mut part = Part { words, start, end: start };
            part.look_into(ids, &self.starts, cache);
            part
        };
        if ids.iter().map(|id| cache.bytes(*id)).sum::<usize>() < MIN_SHARED_BYTES {
            return vec![look(ids, start)];
        }
        let (first, second) = ids.split_at(ids.len() / 2);
        let middle = start + first.len();
        threads::both("texts", || look(first, start), || look(second, middle)).into()
    }

    fn push_start(&mut self, paragraphs: u32) {
        let last = self.starts.last().copied().unwrap_or_default();
        self.starts.push(last.saturating_add(paragraphs));
    }

    /// Reads a text from its file, keeps it if there is room, and adds it to the indexes of `group`.
    /// Returns whether it is kept.
    fn look_into_file(
        &mut self,
        place: usize,
        group: &[usize],
        reader: &mut TextReader<'_>,
    ) -> bool {
        let file = self.review(place).and_then(|id| self.scope.files.get(id));
        let (text, kept) = file
            .map_or_else(Default::default, |file| keep_texts(file, self.scope.is_blind, reader));
        self.kept[place] = kept;
        let is_kept = kept.is_some();
        if self.starts.len() == place + 1 {
            self.push_start(text.paragraphs());
        }
        let paragraphs = self.paragraphs(place);
        for index in group {
            if let Some(index) = self.indexes.get_mut(*index) {
                index.words.add(text.as_str(), paragraphs.clone());
                index.end = place + 1;
            }
        }
        is_kept
    }

    fn paragraphs(&self, place: usize) -> Range<u32> {
        let start = |place: usize| self.starts.get(place).copied().unwrap_or_default();
        start(place)..start(place + 1)
    }

    /// For each of `places` in which all terms stand, how many paragraphs were hit. All of the terms
    /// were looked for there.
    pub(super) fn hits(
        &self,
        terms: &Terms,
        places: Range<usize>,
    ) -> impl Iterator<Item = (usize, usize)> {
        let from = self.starts.get(places.start).copied().unwrap_or_default();
        let holding = terms.iter().map(|term| {
            let index = self.indexes.iter().find(|index| index.words.knows(term));
            index.map_or_else(ParagraphSet::default, |index| index.words.holding(term, from))
        });
        let holding: Vec<ParagraphSet> = holding.collect();
        let count = move |place| (place, count_hits(&holding, &self.paragraphs(place)));
        places.map(count).filter(|(_, hits)| *hits > 0)
    }
}

/// Keeps the texts of a file, as far as there is room; returns the one that is asked for.
fn keep_texts(
    file: ReviewFile<'_>,
    is_blind: bool,
    reader: &mut TextReader<'_>,
) -> (FoldedText, Option<TextId>) {
    reader.load(&file.path());
    let (mut text, mut kept) = Default::default();
    let Some(loaded) = &reader.last else { return (text, kept) };
    for review in loaded.reviews() {
        let Some(key) = loaded.text_key(review) else { continue };
        let is_wanted = review.place.ordinal == file.ordinal;
        // The texts of its other reviews are searched soon.
        let is_news = reader.cache.has_room() && reader.cache.find(key).is_none();
        if is_wanted || is_news {
            let folded = FoldedText::of(&searched(review, is_blind), Spoilers::Covered);
            let id = reader.cache.keep(key, &folded);
            if is_wanted {
                (text, kept) = (folded, id);
            }
        }
    }
    (text, kept)
}

/// What one thread finds.
struct Part {
    words: Vec<WordIndex>,
    /// The first text.
    start: usize,
    /// The text behind the last that was looked at.
    end: usize,
}

impl Part {
    fn look_into(&mut self, ids: &[TextId], starts: &[u32], cache: &TextCache) {
        let (mut rest, mut read) = (ids, Vec::new());
        while !rest.is_empty() {
            let count = cache.read(rest, &mut read);
            let (run, later) = rest.split_at(count);
            let mut bytes = &read[..];
            for id in run {
                let Some((own, after)) = bytes.split_at_checked(cache.bytes(*id)) else { return };
                if !cache.is_intact(*id, own) {
                    return;
                }
                if self.words.iter().any(|words| words.may_stand_in(own)) {
                    let Ok(text) = str::from_utf8(own) else { return };
                    let [start, end] = [self.end, self.end + 1].map(|at| starts.get(at).copied());
                    let paragraphs = start.unwrap_or_default()..end.unwrap_or_default();
                    self.words.iter_mut().for_each(|words| words.add(text, paragraphs.clone()));
                }
                bytes = after;
                self.end += 1;
            }
            if count == 0 {
                return;
            }
            rest = later;
        }
    }
}
