//! All reviews that were found, as far as a list needs them.
//!
//! Their texts are not kept: showing a review reads its file again, which takes less than a frame.
//! Since there may be a million, entries are packed: values that reviews share are indices into a
//! table, and the rest is in one long buffer.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::hash::BuildHasher;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::entry::{Entry, Marks};
use super::interner::{TextId, TextSet};
use super::key::Work;
use super::scale::Scales;
use super::sort::{Rank, Sort, SortKey, title_chars};
use super::stored::{EntryRef, Facet, Folder, MarkCounts, RatingId, RatingSet, Stored, Tables};
use super::voice::{VoiceFolder, voice_of};
use super::{Rating, ReviewId, ReviewKey, Score, Spread};
use crate::text::by_path;
use crate::text::fold::fold_into;
use crate::text::words::WordFinder;

/// A collection of [`Entry`]s by id and by key.
#[derive(Clone, Debug, Default)]
pub struct Library {
    pub(super) entries: Arc<Vec<Option<Stored>>>,
    pub(super) tables: Tables,
    by_key: HashTable<ReviewId>,
    hasher: DefaultHashBuilder,
    folder_ids: HashMap<(Arc<Path>, Arc<Path>), u32>,
    rating_ids: HashMap<(String, [u64; 3]), Option<RatingId>>,
    scales: Scales,
    spread: Spread,
    revision: u64,
    /// Empty unless there are several.
    pub(super) voice_folders: Arc<[VoiceFolder]>,
    /// Of which work each review is, the year apart; empty unless there are several voices.
    pub(super) works: Vec<Work>,
}

impl Library {
    /// Adds a review or replaces the one with the same key.
    pub fn put(&mut self, entry: Entry) -> ReviewId {
        if let Some(id) = self.find_in(&entry.path, entry.ordinal) {
            self.store(id, entry);
            return id;
        }
        let id = self.next_id();
        self.store(id, entry);
        self.index(id);
        id
    }

    /// Replaces all reviews of one file. Returns the ids of the new ones and of those removed. A
    /// review takes over the id of the old one with the same title and year, wherever in the file
    /// that was, or else of the one with the same ordinal.
    pub(crate) fn put_file(
        &mut self,
        path: &Path,
        entries: Vec<Entry>,
    ) -> (Vec<ReviewId>, Vec<ReviewId>) {
        let mut before = self.in_file(path);
        let mut take = |is_it: &dyn Fn(EntryRef<'_>) -> bool| {
            let at = before.iter().position(|&id| self.get(id).is_some_and(is_it))?;
            Some(before.remove(at))
        };
        let is_same_work = |old: EntryRef<'_>, new: &Entry| {
            (old.title(), old.year()) == (new.title.as_str(), new.year)
        };
        let mut ids: Vec<Option<ReviewId>> =
            entries.iter().map(|new| take(&|old| is_same_work(old, new))).collect();
        for (id, new) in ids.iter_mut().zip(&entries).filter(|(id, _)| id.is_none()) {
            *id = take(&|old| old.ordinal() == new.ordinal);
        }
        before.iter().for_each(|&id| self.remove(id));
        ids.iter().flatten().for_each(|&id| self.unindex(id));
        let put = ids.into_iter().zip(entries).map(|(id, entry)| {
            let id = id.unwrap_or_else(|| self.next_id());
            self.store(id, entry);
            self.index(id);
            id
        });
        (put.collect(), before)
    }

    fn next_id(&self) -> ReviewId {
        ReviewId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
    }

    fn store(&mut self, id: ReviewId, entry: Entry) {
        self.revision += 1;
        self.spread.remove(self.get(id).and_then(EntryRef::stars));
        let entries = Arc::make_mut(&mut self.entries);
        let before = entries.get_mut(id.0 as usize).and_then(Option::take);
        let stored = self.pack(&entry, before.as_ref());
        match entry.blind_title {
            Some(title) => self.tables.blind_titles.insert(id, title),
            None => self.tables.blind_titles.remove(&id),
        };
        match entry.fault {
            Some(fault) => self.tables.faults.insert(id, fault),
            None => self.tables.faults.remove(&id),
        };
        let places = Arc::make_mut(&mut self.tables.places);
        match (entry.ordinal, entry.line) {
            (1, 1) => places.remove(&id),
            place => places.insert(id, place),
        };
        match entry.part {
            0 => self.tables.parts.remove(&id),
            part => self.tables.parts.insert(id, part),
        };
        let entries = Arc::make_mut(&mut self.entries);
        match entries.get_mut(id.0 as usize) {
            Some(slot) => *slot = Some(stored),
            None => entries.push(Some(stored)),
        }
        self.spread.add(self.get(id).and_then(EntryRef::stars));
        self.keep_work(id);
    }

    /// Makes a stored review findable by its key.
    fn index(&mut self, id: ReviewId) {
        let Self { entries, tables, by_key, hasher, .. } = self;
        let hash = |id: &ReviewId| {
            let entry = entry_of(entries, tables, *id);
            entry.map_or(0, |entry| {
                hasher.hash_one(((entry.folder(), entry.file_name()), entry.ordinal()))
            })
        };
        by_key.insert_unique(hash(&id), id, hash);
    }

    fn unindex(&mut self, id: ReviewId) {
        let Some(entry) = self.get(id) else { return };
        let hash = self.hasher.hash_one(((entry.folder(), entry.file_name()), entry.ordinal()));
        if let Ok(found) = self.by_key.find_entry(hash, |other| *other == id) {
            found.remove();
        }
    }

    /// Packs an entry, reusing the space of the one that it replaces if that is large enough.
    fn pack(&mut self, entry: &Entry, before: Option<&Stored>) -> Stored {
        let (folder, name) = split(&entry.path);
        let folder = self.folder_id(&entry.root, folder);
        let rating = entry.rating.as_ref().and_then(|rating| self.rating_id(rating));
        let Tables { titles, names, facets, words, .. } = &mut self.tables;
        let title = entry.title.as_str();
        let title_start = put_text(titles, before.map_or(0..0, Stored::title), title);
        let old = before.map_or(0..0, Stored::name);
        let name = put_into(Arc::make_mut(names), old, name.as_encoded_bytes());
        let mut packed = Vec::new();
        for (role, text, count) in entry.facets.iter() {
            packed.push(Facet::new(role, words.intern(text)));
            packed.extend(role.is_section().then_some(Facet::count(count)));
        }
        let old = before.map_or(0..0, |before| before.facets.clone());
        let facets = put_into(facets, old.start as usize..old.end as usize, &packed);
        let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Stored {
            title_start,
            title_length: short(title.len()),
            name_start: name.start,
            name_length: u16::try_from(name.len()).unwrap_or(u16::MAX),
            unsorted_bytes: entry.unsorted_bytes,
            facets: short(facets.start)..short(facets.end),
            digest: entry.digest,
            year: entry.year,
            date: entry.date,
            watched: entry.watched,
            rating,
            folder,
            traits: entry.traits,
            marks: before.map_or_else(Marks::default, |before| before.marks),
        }
    }

    fn folder_id(&mut self, root: &Arc<Path>, folder: &Path) -> u32 {
        let folders = &mut self.tables.folders;
        let path: Arc<Path> = Arc::from(folder);
        *self.folder_ids.entry((Arc::clone(root), Arc::clone(&path))).or_insert_with(|| {
            let scale = self.scales.scale_of(root, &path);
            let voice = voice_of(&self.voice_folders, &path);
            folders.push(Folder { root: Arc::clone(root), path, scale, voice });
            u32::try_from(folders.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn rating_id(&mut self, rating: &Rating) -> Option<RatingId> {
        let score = match rating.score {
            Score::Scaled { value, out_of } => [0, value.to_bits(), out_of.to_bits()],
            Score::Bare(value) => [1, value.to_bits(), 0],
            Score::Word(stars) => [2, stars.map_or(0, |stars| u64::from(stars.halves()) + 1), 0],
        };
        let ratings = &mut self.tables.ratings;
        *self.rating_ids.entry((rating.written.clone(), score)).or_insert_with(|| {
            ratings.push(rating.clone());
            RatingId::of_last(ratings)
        })
    }

    pub(crate) fn remove(&mut self, id: ReviewId) {
        self.revision += 1;
        self.unindex(id);
        self.spread.remove(self.get(id).and_then(EntryRef::stars));
        self.set_marks(id, Marks::default());
        self.tables.compared = self.compared().filter(|compared| *compared != id);
        self.tables.faults.remove(&id);
        self.tables.parts.remove(&id);
        self.tables.blind_titles.remove(&id);
        self.tables.voices.take();
        Arc::make_mut(&mut self.tables.places).remove(&id);
        if let Some(slot) = Arc::make_mut(&mut self.entries).get_mut(id.0 as usize) {
            *slot = None;
        }
    }

    /// Sets what the reader remembers of a review.
    pub fn set_marks(&mut self, id: ReviewId, marks: Marks) {
        let before = self.get(id).map(EntryRef::marks);
        match before.is_some_and(|before| before.guess != marks.guess) {
            // Whether it was guessed decides whether its rating counts.
            true => {
                self.revision += 1;
                self.tables.voices.take();
                self.spread.remove(self.get(id).and_then(EntryRef::stars));
                self.replace_marks(id, marks);
                self.spread.add(self.get(id).and_then(EntryRef::stars));
            }
            false => self.replace_marks(id, marks),
        }
    }

    fn replace_marks(&mut self, id: ReviewId, marks: Marks) {
        let entries = Arc::make_mut(&mut self.entries);
        if let Some(stored) = entries.get_mut(id.0 as usize).and_then(Option::as_mut) {
            self.tables.marked.replace(stored.marks, marks);
            stored.marks = marks;
        }
    }

    /// The review that is marked to be compared with another one.
    #[must_use]
    pub fn compared(&self) -> Option<ReviewId> {
        self.tables.compared
    }

    /// Marks a review to be compared with another one, in place of the one that was, or none.
    pub(crate) fn set_compared(&mut self, id: Option<ReviewId>) {
        self.tables.compared = id;
    }

    /// Whether any review is shown as unread, has a bookmark or is marked to be compared.
    #[must_use]
    pub(crate) fn shows_marks(&self) -> bool {
        let MarkCounts { read, bookmarked } = self.tables.marked;
        (read > 0 && read < self.len()) || bookmarked > 0 || self.compared().is_some()
    }

    /// The review with this id, unless it was removed.
    #[must_use]
    pub fn get(&self, id: ReviewId) -> Option<EntryRef<'_>> {
        entry_of(&self.entries, &self.tables, id)
    }

    /// The id of the review with this key.
    #[must_use]
    pub(crate) fn find(&self, key: &ReviewKey) -> Option<ReviewId> {
        self.find_in(&key.path, key.ordinal)
    }

    fn find_in(&self, path: &Path, ordinal: u32) -> Option<ReviewId> {
        let hash = self.hasher.hash_one((split(path), ordinal));
        self.by_key.find(hash, |&id| is_at(self.get(id), path, ordinal)).copied()
    }

    /// The reviews of a file, in their order there.
    #[must_use]
    pub(crate) fn in_file(&self, path: &Path) -> Vec<ReviewId> {
        (1..).map_while(|ordinal| self.find_in(path, ordinal)).collect()
    }

    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }

    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Every review with its id, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (ReviewId, EntryRef<'_>)> {
        let ids = (0..).map(ReviewId).take(self.entries.len());
        ids.filter_map(|id| Some((id, self.get(id)?)))
    }

    /// The names, tags, genres and other shared texts of which a word begins with what `finder` finds.
    #[must_use]
    pub(crate) fn texts_with_word(&self, finder: &WordFinder) -> TextSet {
        self.tables.words.with_word(finder)
    }

    /// The shared texts whose folded words are `words`, which have single blanks between them.
    #[must_use]
    pub(crate) fn texts_of_words(&self, words: &str) -> TextSet {
        self.tables.words.of_words(words)
    }

    /// The ratings of which, as written, a word begins with what `finder` finds.
    #[must_use]
    pub(crate) fn ratings_with_word(&self, finder: &WordFinder) -> RatingSet {
        let mut folded = String::new();
        let has_word = |rating: &Rating| {
            folded.clear();
            fold_into(&mut folded, &rating.written);
            finder.find(&folded).is_some()
        };
        RatingSet(self.tables.ratings.iter().map(has_word).collect())
    }

    /// The folders that hold reviews, each as its root and its path.
    pub(crate) fn folders(&self) -> impl Iterator<Item = (&Path, &Path)> {
        self.tables.folders.iter().map(|folder| (&*folder.root, &*folder.path))
    }

    /// Decides the scale of the bare ratings of each folder. To be called when all reviews are there.
    pub(crate) fn update_scales(&mut self) {
        let mut scales = Scales::default();
        for (_, entry) in self.iter() {
            if let Some(value) = entry.stored_rating().and_then(Rating::bare) {
                scales.add(entry.root(), entry.folder(), value);
            }
        }
        for folder in &mut self.tables.folders {
            folder.scale = scales.scale_of(&folder.root, &folder.path);
        }
        self.scales = scales;
        self.changed_ratings();
    }

    /// Counts the ratings anew, of which others are known now.
    pub(super) fn changed_ratings(&mut self) {
        self.revision += 1;
        self.tables.voices.take();
        self.spread = self.iter().filter_map(|(_, entry)| entry.stars()).collect();
    }

    /// A number that changes with every change of the library but those of marks.
    #[must_use]
    pub(crate) const fn revision(&self) -> u64 {
        self.revision
    }

    /// The folded form of a text that reviews share.
    #[must_use]
    pub(crate) fn folded(&self, id: TextId) -> &str {
        self.tables.words.folded(id)
    }

    /// A text that reviews share.
    #[must_use]
    pub(crate) fn text(&self, id: TextId) -> &str {
        self.tables.words.get(id)
    }

    /// The spread of the ratings of all reviews. It is kept, not counted anew.
    #[must_use]
    pub(crate) const fn spread(&self) -> &Spread {
        &self.spread
    }

    /// Sorts reviews as [`compare`](Self::compare) does.
    pub fn sort(&self, ids: &mut [ReviewId], sort: Sort) {
        let rank = |&id: &ReviewId| (self.get(id).map(|entry| Rank::new(entry, sort)), id);
        let mut ranked: Vec<_> = ids.iter().map(rank).collect();
        ranked.sort_unstable_by(|(a_rank, a), (b_rank, b)| {
            a_rank.cmp(b_rank).then_with(|| self.compare(sort, *a, *b))
        });
        ids.iter_mut().zip(ranked).for_each(|(id, (_, ranked))| *id = ranked);
    }

    /// Sorts reviews by several keys, the most important first; without a key they stay as they are.
    pub(crate) fn sort_by_keys(&self, ids: &mut [ReviewId], keys: &[Sort]) {
        let Some((last, others)) = keys.split_last() else { return };
        self.sort(ids, *last);
        for sort in others.iter().rev() {
            let compare = |a: &ReviewId, b: &ReviewId| {
                let entries = self.get(*a).zip(self.get(*b));
                entries.map_or(Ordering::Equal, |(a, b)| compare_key(*sort, a, b))
            };
            ids.sort_by(compare);
        }
    }

    /// Compares two reviews by the key of `sort`, then by date, title, path and ordinal: a total order.
    #[must_use]
    pub(crate) fn compare(&self, sort: Sort, a: ReviewId, b: ReviewId) -> Ordering {
        let (Some(a), Some(b)) = (self.get(a), self.get(b)) else { return a.cmp(&b) };
        compare_key(sort, a, b)
            .then_with(|| b.listed_date().cmp(&a.listed_date()))
            .then_with(|| compare_titles(a, b))
            .then_with(|| by_path(&a.path(), &b.path()))
            .then_with(|| a.ordinal().cmp(&b.ordinal()))
    }
}

/// Compares two reviews by the key of `sort` alone.
fn compare_key(sort: Sort, a: EntryRef<'_>, b: EntryRef<'_>) -> Ordering {
    match sort.key {
        SortKey::Date => sort.compare(a.listed_date(), b.listed_date()),
        SortKey::Title if sort.is_reversed => compare_titles(b, a),
        SortKey::Title => compare_titles(a, b),
        SortKey::Year => sort.compare(a.year(), b.year()),
        SortKey::Rating => sort.compare(a.stars(), b.stars()),
    }
}

fn compare_titles(a: EntryRef<'_>, b: EntryRef<'_>) -> Ordering {
    title_chars(a.sorted_title()).cmp(title_chars(b.sorted_title()))
}

fn entry_of<'a>(
    entries: &'a [Option<Stored>],
    tables: &'a Tables,
    id: ReviewId,
) -> Option<EntryRef<'a>> {
    Some(EntryRef { id, stored: entries.get(id.0 as usize)?.as_ref()?, tables })
}

fn split(path: &Path) -> (&Path, &OsStr) {
    (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default())
}

fn is_at(entry: Option<EntryRef<'_>>, path: &Path, ordinal: u32) -> bool {
    entry.is_some_and(|entry| {
        (entry.folder(), entry.file_name()) == split(path) && entry.ordinal() == ordinal
    })
}

/// Writes `items` over the range `old` of `all` if they fit, or else at its end. Returns their range.
fn put_into<T: Copy>(all: &mut Vec<T>, old: Range<usize>, items: &[T]) -> Range<usize> {
    let reused = old.start..old.start + items.len().min(old.len());
    match all.get_mut(reused.clone()) {
        Some(space) if space.len() == items.len() => {
            space.copy_from_slice(items);
            reused
        }
        _ => {
            let start = all.len();
            all.extend_from_slice(items);
            start..all.len()
        }
    }
}

/// Writes `text` over the range `old` of `all` if it fits, or else at its end. Returns its start.
fn put_text(all: &mut String, old: Range<usize>, text: &str) -> usize {
    let reused = old.start..old.start + text.len();
    if text.len() <= old.len() && all.get(reused.clone()).is_some() {
        all.replace_range(reused, text);
        return old.start;
    }
    let start = all.len();
    all.push_str(text);
    start
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Date, FacetRole, Facets, Fault, Group, Traits};
    use crate::text::Clean;

    fn rating() -> impl Strategy<Value = Rating> {
        let score = prop_oneof![
            (0..=10u8).prop_map(|value| Score::Bare(f64::from(value))),
            (0..=10u8).prop_map(|value| Score::Scaled { value: f64::from(value), out_of: 10.0 }),
            Just(Score::Word(None)),
        ];
        ("[3A-C]{1,2}", score).prop_map(|(written, score)| Rating { written, score })
    }

    prop_compose! {
        fn entry()(
            path in "(a/|b/|b/c/)[x-z]\\.md",
            place in prop_oneof![Just((1, 1)), (1..4u32, 1..90u32)],
            title in "(the last )?[0-9]{0,2}[a-cÉß東 ]{0,20}",
            year in proptest::option::of(-3..3i32),
            date in proptest::option::of((2023..2025i16, proptest::option::of(1..3u8))),
            watched in any::<bool>(),
            rating in proptest::option::of(rating()),
            texts in proptest::collection::vec((0..FacetRole::ALL.len(), "[a-cé ]{0,4}", 0..900u32), 0..6),
            broken in any::<bool>(),
            digest in 0..3u64,
        ) -> Entry {
            let mut facets = Facets::default();
            for (role, text, words) in texts {
                let role = FacetRole::ALL[role];
                facets.push_section(role, &text, if role.is_section() { words } else { 0 });
            }
            let date = date.map(|(year, month)| Date { year, month, day: None });
            Entry {
                path: Path::new(&path).into(),
                ordinal: place.0,
                line: place.1,
                root: Path::new("a").into(),
                unsorted_bytes: if title.starts_with("the ") { 4 } else { 0 },
                blind_title: title.contains('É').then(|| Clean::new(title.replace('É', "░"))),
                title: Clean::from(title),
                year,
                date,
                watched: date.filter(|_| watched),
                rating,
                traits: Traits { draft: watched, ..Traits::default() },
                facets,
                fault: broken.then(|| Fault {
                    line: 3,
                    message: Clean::from("found none"),
                    blind_message: Clean::default(),
                }),
                digest,
                part: digest,
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(entries in proptest::collection::vec(entry(), 0..20)) {
            let mut library = Library::default();
            let mut last: HashMap<ReviewKey, Entry> = HashMap::new();
            for entry in entries {
                let id = library.put(entry.clone());
                prop_assert_eq!(library.find(&entry.key()), Some(id));
                last.insert(entry.key(), entry);
            }
            prop_assert_eq!(library.len(), last.len());
            for (_, entry) in library.iter() {
                prop_assert_eq!(Some(&entry.to_entry()), last.get(&entry.key()));
            }
            let spread = |library: &Library| library.iter().filter_map(|(_, entry)| entry.stars()).collect();
            prop_assert_eq!(library.spread(), &spread(&library));
            library.update_scales();
            prop_assert_eq!(library.spread(), &spread(&library));
            for key in last.keys() {
                let id = library.find(key);
                prop_assert!(id.is_some());
                id.into_iter().for_each(|id| library.remove(id));
                prop_assert!(library.find(key).is_none());
            }
            prop_assert!(library.is_empty() && library.iter().next().is_none());
            prop_assert_eq!(library.spread(), &Spread::default());
        }

        #[test]
        fn a_sorted_list_is_in_the_order_of_its_key(
            entries in proptest::collection::vec(entry(), 0..20),
        ) {
            let mut library = Library::default();
            for entry in entries {
                library.put(entry);
            }
            library.update_scales();
            for key in SortKey::ALL {
                for is_reversed in [false, true] {
                    let sort = Sort { key, is_reversed };
                    let mut ids: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
                    library.sort(&mut ids, sort);
                    prop_assert!(ids.is_sorted_by(|&a, &b| library.compare(sort, a, b).is_lt()));
                    let entries = ids.iter().filter_map(|&id| library.get(id));
                    let mut groups: Vec<Group> =
                        entries.map(|entry| Group::of(entry, key)).collect();
                    groups.dedup();
                    let is_new = |at: usize| !groups[..at].contains(&groups[at]);
                    prop_assert!((0..groups.len()).all(is_new), "{groups:?}");
                }
            }
        }
    }

    #[test]
    fn a_shorter_entry_takes_the_room_of_the_one_before() {
        let mut all = vec![1, 2, 3, 4];
        assert_eq!(put_into(&mut all, 1..4, &[7, 8]), 1..3);
        assert_eq!(put_into(&mut all, 1..3, &[5, 6, 7]), 4..7);
        assert_eq!(all, [1, 7, 8, 4, 5, 6, 7]);
    }
}
