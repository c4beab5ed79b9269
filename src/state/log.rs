//! The log, and what its last lines say.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use memchr::{memchr, memchr_iter, memrchr};

use super::Change;
use super::change::TextPlace;
use super::escape::{unescape, unescape_path};
use super::subject::{RealPaths, is_same_work, place_of};
use super::topic::{NO, OPEN, Topic, YES};
use crate::model::{EntryRef, Library, Marks, ReviewId, Sort};
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
    /// Where the last line about each subject begins.
    current: HashTable<usize>,
    hasher: RandomState,
    /// How many subjects each topic has.
    counts: [usize; Topic::ALL.len()],
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
    subject: &'a [u8],
    /// What it says of that.
    value: &'a str,
}

/// Takes a line apart; `None` if another version of the program wrote it, or something else.
fn parts(line: &[u8]) -> Option<Parts<'_>> {
    let (topic, end) = subject_end(line)?;
    let (subject, value) = line.split_at_checked(end)?;
    str::from_utf8(subject).ok()?;
    Some(Parts { topic, subject, value: str::from_utf8(value).ok()? })
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
        while let Some(length) = log.get(start..).and_then(|rest| memchr(b'\n', rest)) {
            match log.get(start..start + length).and_then(parts) {
                None => *unknown += 1,
                Some(parts) => {
                    *understood += 1;
                    let hash = |&start: &usize| hasher.hash_one(subject_at(log, start));
                    let is_same = |&other: &usize| subject_at(log, other) == parts.subject;
                    match current.entry(hasher.hash_one(parts.subject), is_same, hash) {
                        Entry::Occupied(mut other) => *other.get_mut() = start,
                        Entry::Vacant(vacant) => {
                            counts[parts.topic as usize] += 1;
                            vacant.insert(start);
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
        let is_same = |&start: &usize| subject_at(&self.log, start) == subject.as_bytes();
        let start = *self.current.find(self.hasher.hash_one(subject.as_bytes()), is_same)?;
        parts(line_at(&self.log, start)).map(|parts| parts.value)
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
        let is_same = |&start: &usize| subject_at(&self.log, start) == subject;
        match self.current.find(self.hasher.hash_one(subject), is_same) {
            Some(&start) => line_at(&self.log, start) == change.line.as_bytes(),
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

    /// The marks of a review.
    #[must_use]
    pub(crate) fn marks(&self, entry: EntryRef<'_>, paths: &RealPaths) -> Marks {
        if self.counts[Topic::Read as usize] + self.counts[Topic::Bookmark as usize] == 0 {
            return Marks::default();
        }
        let place = place_of(entry, paths);
        let read = self.value_of(Topic::Read, &place, entry);
        let note = self.note_at(&place, entry);
        Marks {
            read: read == Some(YES),
            bookmarked: note.is_some(),
            noted: note.is_some_and(|note| !note.is_empty()),
        }
    }

    /// Gives all reviews of a library their marks.
    pub(crate) fn recall_all(&self, library: &mut Library, paths: &RealPaths) {
        let ids: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
        for id in ids {
            let marks = library.get(id).map(|entry| self.marks(entry, paths));
            library.set_marks(id, marks.unwrap_or_default());
        }
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
            let Parts { subject, topic, .. } = parts(line)?;
            let subject = str::from_utf8(subject).ok().filter(|_| topic.subject_fields() == 2)?;
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
            let is_current = |subject: &[u8]| {
                let hash = self.hasher.hash_one(subject);
                self.current.find(hash, |&other| other == start).is_some()
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
        for parts in self.current.iter().filter_map(|&start| parts(line_at(&self.log, start))) {
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
