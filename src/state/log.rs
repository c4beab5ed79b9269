//! The log, and what its last lines say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;
use std::path::PathBuf;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::{memchr, memchr_iter, memrchr};

use super::Change;
use super::change::TextPlace;
use super::escape::{escape_path, unescape, unescape_path};
use super::subject::{RealPaths, comparable, identity_of, is_same_work, place_of};
use super::topic::{NO, OPEN, Topic, YES};
use crate::model::{EntryRef, Guess, Library, Marks, ReviewId, Sort, Stars};
use crate::query::Query;

/// A log of fewer lines is not worth rewriting.
const MIN_LINES_TO_REWRITE: usize = 16;

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.log == other.log
    }
}

/// What is remembered.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Whole lines.
    log: Vec<u8>,
    /// How many of them are understood, and how many are not.
    understood: usize,
    unknown: usize,
    /// The last line about each subject.
    current: HashTable<Current>,
    hasher: DefaultHashBuilder,
    /// How many subjects each topic has.
    counts: [usize; Topic::ALL.len()],
}

/// The last line about a subject.
#[derive(Clone, Copy, Debug)]
struct Current {
    /// Where it begins.
    start: usize,
    /// Whether the review that it is about was found where it says.
    is_claimed: bool,
}

/// The review of a library that was chosen last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) path: PathBuf,
    pub(crate) ordinal: u32,
    /// Whether it had the focus.
    pub(crate) is_open: bool,
}

/// A line, taken apart.
#[derive(Clone, Copy)]
struct Parts<'a> {
    topic: Topic,
    /// The topic and what the line is about, with the tab behind it.
    subject: &'a str,
    /// What it says of that.
    value: &'a str,
}

/// Takes a line apart; `None` if another version of the program wrote it, or something else.
fn parts(line: &[u8]) -> Option<Parts<'_>> {
    let (topic, end) = subject_end(line)?;
    let (subject, value) = str::from_utf8(line).ok()?.split_at_checked(end)?;
    Some(Parts { topic, subject, value })
}

/// The topic of a line, and where the fields that say what it is about end.
fn subject_end(line: &[u8]) -> Option<(Topic, usize)> {
    let topic = Topic::named(line.get(..memchr(b'\t', line)?)?)?;
    Some((topic, memchr_iter(b'\t', line).nth(topic.subject_fields())? + 1))
}

impl State {
    /// Reads a log. A line without its end is dropped: whoever wrote it did not come so far.
    #[must_use]
    pub fn read(mut log: Vec<u8>) -> Self {
        log.truncate(whole_lines(&log));
        let mut state = Self { log, ..Self::default() };
        state.index(0);
        state
    }

    /// Adds whole lines.
    pub fn extend(&mut self, lines: &[u8]) {
        let start = self.log.len();
        self.log.extend_from_slice(lines);
        self.index(start);
    }

    fn index(&mut self, mut start: usize) {
        let Self { log, understood, unknown, current, hasher, counts } = self;
        let lines = log.get(start..).map_or(0, |new| memchr_iter(b'\n', new).count());
        current.reserve(lines, |other| hasher.hash_one(subject_at(log, other.start)));
        while let Some(length) = log.get(start..).and_then(|rest| memchr(b'\n', rest)) {
            match log.get(start..start + length).and_then(parts) {
                None => *unknown += 1,
                Some(parts) => {
                    *understood += 1;
                    let subject = parts.subject.as_bytes();
                    let hash = |other: &Current| hasher.hash_one(subject_at(log, other.start));
                    let is_same = |other: &Current| subject_at(log, other.start) == subject;
                    match current.entry(hasher.hash_one(subject), is_same, hash) {
                        Entry::Occupied(mut other) => other.get_mut().start = start,
                        Entry::Vacant(vacant) => {
                            counts[parts.topic as usize] += 1;
                            vacant.insert(Current { start, is_claimed: false });
                        }
                    }
                }
            }
            start += length + 1;
        }
    }

    /// What the last line says of a subject.
    fn value(&self, topic: Topic, subject: &str) -> Option<&str> {
        if self.counts[topic as usize] == 0 {
            return None;
        }
        let subject = match topic.subject_fields() {
            0 => format!("{}\t", topic.name()),
            _ => format!("{}\t{subject}\t", topic.name()),
        };
        let is_same = |it: &Current| subject_at(&self.log, it.start) == subject.as_bytes();
        let current = self.current.find(self.hasher.hash_one(subject.as_bytes()), is_same)?;
        parts(line_at(&self.log, current.start)).map(|parts| parts.value)
    }

    /// Records whether the review of a place was found there.
    fn claim(&mut self, topic: Topic, place: &str, is_claimed: bool) {
        let subject = format!("{}\t{place}\t", topic.name());
        let Self { log, current, hasher, .. } = self;
        let is_same = |it: &Current| subject_at(log, it.start) == subject.as_bytes();
        if let Some(current) = current.find_mut(hasher.hash_one(subject.as_bytes()), is_same) {
            current.is_claimed = is_claimed;
        }
    }

    /// What the last line says of a review that is about the same work as then.
    fn value_of(&self, topic: Topic, place: &str, entry: EntryRef<'_>) -> Option<&str> {
        let (value, identity) = self.value(topic, place)?.split_once('\t')?;
        is_same_work(identity, entry).then_some(value)
    }

    /// Whether the last line about the subject of `change` says the same. Where there is none, nothing
    /// is so.
    #[must_use]
    pub(crate) fn says(&self, change: &Change) -> bool {
        let Some(Parts { subject, value, .. }) = parts(change.line.as_bytes()) else { return true };
        let is_same = |it: &Current| subject_at(&self.log, it.start) == subject.as_bytes();
        match self.current.find(self.hasher.hash_one(subject.as_bytes()), is_same) {
            Some(it) => line_at(&self.log, it.start) == change.line.as_bytes(),
            None => matches!(value.split('\t').next(), Some(NO | "")),
        }
    }

    /// Where a review was left.
    #[must_use]
    pub(crate) fn place(&self, entry: EntryRef<'_>, paths: &RealPaths) -> Option<TextPlace> {
        let place = place_of(entry, paths);
        let (section, paragraph) = self.value_of(Topic::Place, &place, entry)?.split_once('.')?;
        Some(TextPlace { section: section.parse().ok()?, paragraph: paragraph.parse().ok()? })
    }

    /// The review of a library that was chosen last.
    #[must_use]
    pub(crate) fn last(&self, library: &str) -> Option<Last> {
        let mut fields = self.value(Topic::Last, library)?.split('\t');
        let is_open = fields.next()? == OPEN;
        let (path, ordinal) = (unescape_path(fields.next()?), fields.next()?.parse().ok()?);
        Some(Last { path, ordinal, is_open })
    }

    /// What the list of a library was sorted by.
    #[must_use]
    pub(crate) fn sort(&self, library: &str) -> Option<Sort> {
        Query::sort_of(self.value(Topic::Sort, library)?)
    }

    /// What the list of a library was filtered by.
    #[must_use]
    pub(crate) fn query(&self, library: &str) -> Option<String> {
        self.value(Topic::Query, library).map(|query| unescape(query).into_owned())
    }

    /// The name of the theme that was chosen.
    #[must_use]
    pub(crate) fn theme(&self) -> Option<String> {
        self.value(Topic::Theme, "").map(|name| unescape(name).into_owned())
    }

    /// By how many columns the text differs from the usual measure.
    #[must_use]
    pub(crate) fn measure(&self) -> Option<i16> {
        self.value(Topic::Measure, "")?.parse().ok()
    }

    /// Whether ratings are covered.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.value(Topic::Blind, "") == Some(YES)
    }

    /// The marks of a review, which was found where it is.
    #[must_use]
    pub(crate) fn marks(&mut self, entry: EntryRef<'_>, paths: &RealPaths) -> Marks {
        if Topic::OF_REVIEWS.iter().all(|&topic| self.counts[topic as usize] == 0) {
            return Marks::default();
        }
        let place = place_of(entry, paths);
        for topic in Topic::OF_REVIEWS {
            if self.value_of(topic, &place, entry).is_some() {
                self.claim(topic, &place, true);
            }
        }
        let read = self.value_of(Topic::Read, &place, entry);
        let note = self.note_at(&place, entry);
        Marks {
            read: read == Some(YES),
            bookmarked: note.is_some(),
            noted: note.is_some_and(|note| !note.is_empty()),
            guess: self.value_of(Topic::Guess, &place, entry).map_or(Guess::None, guess),
        }
    }

    /// Gives all reviews of a library their marks.
    pub(crate) fn recall_all(&mut self, library: &mut Library, paths: &RealPaths) {
        let ids: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
        for id in ids {
            let marks = library.get(id).map(|entry| self.marks(entry, paths));
            library.set_marks(id, marks.unwrap_or_default());
        }
        self.adopt(library, paths);
    }

    /// Takes note that a review is no longer where it was.
    pub(crate) fn release(&mut self, entry: EntryRef<'_>, paths: &RealPaths) {
        let place = place_of(entry, paths);
        Topic::OF_REVIEWS.into_iter().for_each(|topic| self.claim(topic, &place, false));
    }

    /// Gives what is remembered of reviews that are gone to those that took their places: for each
    /// the only one with the same title, year, kind, author and date of which nothing is remembered,
    /// or of several the one whose file has the same name. Returns those.
    pub(crate) fn adopt(&mut self, library: &mut Library, paths: &RealPaths) -> Vec<ReviewId> {
        let orphans = self.orphans(paths);
        let years: HashSet<&str> =
            orphans.values().filter_map(|identity| identity.split('\t').nth(1)).collect();
        if orphans.is_empty() {
            return Vec::new();
        }
        let mut heirs: HashMap<String, Vec<(ReviewId, String)>> = HashMap::new();
        for (id, entry) in library.iter() {
            let year = entry.year().map(|year| year.to_string()).unwrap_or_default();
            let place = years.contains(&*year).then(|| place_of(entry, paths));
            let is_new = |place: &String| {
                let value = |topic| self.value_of(topic, place, entry);
                !Topic::OF_REVIEWS.into_iter().any(|topic| value(topic).is_some())
            };
            if let Some(place) = place.filter(is_new) {
                let identity = comparable(&identity_of(entry));
                heirs.entry(identity).or_default().push((id, place));
            }
        }
        let mut adopted = Vec::new();
        let mut lines = Vec::new();
        for (orphan, identity) in orphans {
            let Some(heirs) = heirs.get_mut(&comparable(&identity)) else { continue };
            let name = |place: &str| place.rsplit('/').next().map(ToOwned::to_owned);
            let mut namesakes = (0..heirs.len()).filter(|&at| name(&heirs[at].1) == name(&orphan));
            let at = match (namesakes.next(), namesakes.next()) {
                (Some(at), None) => at,
                _ if heirs.len() == 1 => 0,
                _ => continue,
            };
            let (id, place) = heirs.swap_remove(at);
            for topic in Topic::OF_REVIEWS {
                if let Some(value) = self.value(topic, &orphan) {
                    lines.extend_from_slice(
                        format!("{}\t{place}\t{value}\n", topic.name()).as_bytes(),
                    );
                }
            }
            adopted.push(id);
        }
        self.extend(&lines);
        for &id in &adopted {
            let marks = library.get(id).map(|entry| self.marks(entry, paths));
            library.set_marks(id, marks.unwrap_or_default());
        }
        adopted
    }

    /// The places in a library at which something is remembered of a review that is not there, with
    /// the identities of those.
    fn orphans(&self, paths: &RealPaths) -> BTreeMap<String, String> {
        let folders: Vec<String> = paths.library.iter().map(|path| escape_path(path)).collect();
        let is_within = |place: &str| {
            let rest = folders.iter().filter_map(|folder| place.strip_prefix(&**folder));
            rest.into_iter().any(|rest| rest.starts_with(['/', '\t']))
        };
        let orphan = |current: &Current| {
            let Parts { topic, subject, value } = parts(line_at(&self.log, current.start))?;
            let is_of_review = Topic::OF_REVIEWS.contains(&topic);
            let place = subject.split_once('\t')?.1.trim_end();
            let identity = value.split_once('\t')?.1;
            (is_of_review && is_within(place)).then(|| (place.to_owned(), identity.to_owned()))
        };
        self.current.iter().filter(|current| !current.is_claimed).filter_map(orphan).collect()
    }

    /// The note of a review's bookmark, which may be empty; `None` if it has no bookmark.
    #[must_use]
    pub(crate) fn note(&self, entry: EntryRef<'_>, paths: &RealPaths) -> Option<String> {
        if !entry.marks().bookmarked {
            return None;
        }
        self.note_at(&place_of(entry, paths), entry).map(|note| unescape(note).into_owned())
    }

    fn note_at(&self, place: &str, entry: EntryRef<'_>) -> Option<&str> {
        self.value_of(Topic::Bookmark, place, entry)?.strip_prefix(YES).map(str::trim_start)
    }

    /// The files and ordinals of the reviews of which `lines` say something.
    #[must_use]
    pub(crate) fn reviews_in(lines: &[u8]) -> Vec<(PathBuf, u32)> {
        let review = |line| {
            let Parts { subject, .. } = parts(line).filter(|it| it.topic.subject_fields() == 2)?;
            let mut fields = subject.split('\t').skip(1);
            Some((unescape_path(fields.next()?), fields.next()?.parse().ok()?))
        };
        lines.split(|byte| *byte == b'\n').filter_map(review).collect()
    }

    /// Whether at least half of the lines are superseded, and they are not few.
    #[must_use]
    pub(crate) fn is_half_stale(&self) -> bool {
        let lines = self.understood + self.unknown;
        lines >= MIN_LINES_TO_REWRITE && 2 * (self.understood - self.current.len()) >= lines
    }

    /// The lines that count, in their order, and those that are not understood.
    #[must_use]
    pub(crate) fn kept(&self) -> Vec<u8> {
        let (mut kept, mut start) = (Vec::new(), 0);
        while let Some(length) = self.log.get(start..).and_then(|rest| memchr(b'\n', rest)) {
            let is_current = |subject: &str| {
                let hash = self.hasher.hash_one(subject.as_bytes());
                self.current.find(hash, |other| other.start == start).is_some()
            };
            let line = self.log.get(start..start + length).and_then(parts);
            if line.is_none_or(|parts| is_current(parts.subject)) {
                kept.extend_from_slice(self.log.get(start..=start + length).unwrap_or_default());
            }
            start += length + 1;
        }
        kept
    }

    /// How many things are remembered of each topic.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Topic, usize)> {
        let mut counts = [0; Topic::ALL.len()];
        for parts in self.current.iter().filter_map(|it| parts(line_at(&self.log, it.start))) {
            let is_there = parts.value.split('\t').next() != Some(NO);
            counts[parts.topic as usize] += usize::from(is_there);
        }
        Topic::ALL.into_iter().zip(counts)
    }

    /// Whether there are lines and none of them is understood.
    #[must_use]
    pub(crate) const fn is_no_log(&self) -> bool {
        self.understood == 0 && self.unknown > 0
    }
}

/// What was done about a covered rating, as a line says it.
fn guess(value: &str) -> Guess {
    let stars = || Stars::nearest(value.parse().ok()?, Stars::MAX.value());
    match value {
        YES => Guess::Without,
        _ => stars().map_or(Guess::None, Guess::Of),
    }
}

/// The bytes up to the end of the last whole line.
pub(crate) fn whole_lines(log: &[u8]) -> usize {
    memrchr(b'\n', log).map_or(0, |end| end + 1)
}

fn line_at(log: &[u8], start: usize) -> &[u8] {
    let rest = log.get(start..).unwrap_or_default();
    rest.get(..memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or_default()
}

/// The topic and the subject of a line that is understood.
fn subject_at(log: &[u8], start: usize) -> &[u8] {
    let line = log.get(start..).unwrap_or_default();
    line.get(..subject_end(line).map_or(0, |(_, end)| end)).unwrap_or_default()
}
