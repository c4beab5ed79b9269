//! The reviews that are known, as far as a list needs them.
//!
//! Texts are not kept: a review is read again when it is shown, which costs less than a frame.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::scale::{FolderScale, Scales};
use super::{Date, Rating, Review, Score, Stars};
use crate::text::{Clean, by_path, fold::fold};

/// Names a review for as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReviewId(pub u32);

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// The day of the review, else of watching, newest first; undated last, by title.
    #[default]
    Date,
    /// The title, from A to Z.
    Title,
    /// The year of the work, newest first.
    Year,
    /// The rating, best first; unrated last.
    Rating,
}

impl SortKey {
    /// Every key, in the order in which a reader goes through them.
    pub const ALL: [Self; 4] = [Self::Date, Self::Title, Self::Year, Self::Rating];

    /// The key's name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::Year => "year",
            Self::Rating => "rating",
        }
    }

    /// The order in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Date => "newest first",
            Self::Title => "by title",
            Self::Year => "by year",
            Self::Rating => "best first",
        }
    }

    /// The next key, round to the first.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Date => Self::Title,
            Self::Title => Self::Year,
            Self::Year => Self::Rating,
            Self::Rating => Self::Date,
        }
    }
}

/// Why a review's file could not be read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u32,
    /// What was expected, then what was found.
    pub message: Clean,
}

/// One review in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file.
    pub path: Arc<Path>,
    /// The root of the library that the file belongs to.
    pub root: Arc<Path>,
    /// The title.
    pub title: Clean,
    /// The year of the work.
    pub year: Option<i32>,
    /// The day the list sorts by: published, else watched.
    pub date: Option<Date>,
    /// Who made the work.
    pub makers: Clean,
    /// What a filter looks at besides the title, folded: people, tags, genres and the year.
    pub words: String,
    /// The rating.
    pub rating: Option<Rating>,
    /// The number given, where its scale is told by its neighbours alone.
    pub bare: Option<f64>,
    /// Whether it is a draft.
    pub draft: bool,
    /// What is broken in the file.
    pub fault: Option<Fault>,
    /// A digest of the file's bytes: the same bytes are no change.
    pub digest: u64,
}

impl Entry {
    /// What a list keeps of `review`.
    #[must_use]
    pub fn new(review: &Review, root: Arc<Path>, digest: u64) -> Self {
        let cast = review.cast.iter().map(|person| &person.name);
        let people = review.directors.iter().chain(&review.creators).chain(cast);
        let year = review.year.map(|year| year.to_string());
        let words: Vec<&str> = people
            .chain(&review.tags)
            .chain(&review.genres)
            .chain(&year)
            .map(String::as_str)
            .collect();
        Self {
            path: Arc::from(review.place.path.as_path()),
            root,
            title: Clean::new(&review.title),
            year: review.year,
            date: review.date.or(review.watched),
            makers: Clean::new(review.makers().join(", ")),
            words: fold(&words.join(" ")),
            rating: review.rating.clone(),
            bare: review.rating.as_ref().and_then(|rating| match rating.score {
                Score::Bare(value) => Some(value),
                Score::Scaled { .. } | Score::Word(_) => None,
            }),
            draft: review.draft,
            fault: review.broken().map(|diagnostic| Fault {
                line: diagnostic.line,
                message: Clean::new(&diagnostic.message),
            }),
            digest,
        }
    }

    /// The rating in stars, where it has any.
    #[must_use]
    pub fn stars(&self) -> Option<Stars> {
        self.rating.as_ref().and_then(Rating::stars)
    }
}

/// The reviews that are known.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: Vec<Option<Entry>>,
    by_path: HashMap<Arc<Path>, ReviewId>,
    scales: Scales,
}

impl Library {
    /// Adds a review or replaces the one from the same file.
    pub fn put(&mut self, entry: Entry) -> ReviewId {
        if let Some(&id) = self.by_path.get(&entry.path) {
            self.entries[id.0 as usize] = Some(entry);
            return id;
        }
        let id = ReviewId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.by_path.insert(Arc::clone(&entry.path), id);
        self.entries.push(Some(entry));
        id
    }

    /// Forgets the review from `path`, if there is one.
    pub fn remove(&mut self, path: &Path) -> Option<ReviewId> {
        let id = self.by_path.remove(path)?;
        self.entries[id.0 as usize] = None;
        Some(id)
    }

    /// The review named `id`, unless it was removed.
    #[must_use]
    pub fn get(&self, id: ReviewId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)?.as_ref()
    }

    /// The review from `path`.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<ReviewId> {
        self.by_path.get(path).copied()
    }

    /// How many reviews there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Every review with its name, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (ReviewId, &Entry)> {
        (0..).map(ReviewId).zip(&self.entries).filter_map(|(id, entry)| Some((id, entry.as_ref()?)))
    }

    /// Settles the scale of every bare rating by its neighbours; for when a walk has ended.
    pub fn update_scales(&mut self) {
        self.scales = Scales::default();
        for entry in self.entries.iter().flatten() {
            if let (Some(value), Some(folder)) = (entry.bare, entry.path.parent()) {
                self.scales.add(&entry.root, folder, value);
            }
        }
        for entry in self.entries.iter_mut().flatten() {
            set_scale(&self.scales, entry);
        }
    }

    /// The scale of bare ratings in the folder of `path`, which belongs to the library at `root`,
    /// as far as it is known already.
    #[must_use]
    pub fn scale(&self, root: &Path, path: &Path) -> Option<FolderScale> {
        self.scales.scale_of(root, path.parent()?)
    }

    /// Settles the rating of one entry by what is known already.
    pub fn set_scale(&self, entry: &mut Entry) {
        set_scale(&self.scales, entry);
    }

    /// The scale of bare ratings beside `entry`, where its neighbours tell.
    #[must_use]
    pub fn scale_of(&self, entry: &Entry) -> Option<f64> {
        self.scale(&entry.root, &entry.path).map(|settled| settled.out_of)
    }

    /// Compares two reviews by `key`, then by date, title and path, so that the order is whole.
    #[must_use]
    pub fn compare(&self, key: SortKey, a: ReviewId, b: ReviewId) -> Ordering {
        let (Some(a), Some(b)) = (self.get(a), self.get(b)) else { return a.cmp(&b) };
        let by_key = match key {
            SortKey::Date => Ordering::Equal,
            SortKey::Title => by_title(a, b),
            SortKey::Year => b.year.cmp(&a.year),
            SortKey::Rating => b.stars().cmp(&a.stars()),
        };
        by_key
            .then_with(|| b.date.cmp(&a.date))
            .then_with(|| by_title(a, b))
            .then_with(|| by_path(&a.path, &b.path))
    }
}

fn set_scale(scales: &Scales, entry: &mut Entry) {
    let (Some(value), Some(rating)) = (entry.bare, &mut entry.rating) else { return };
    let settled = entry.path.parent().and_then(|folder| scales.scale_of(&entry.root, folder));
    // Also a number that was settled before: a new neighbour may have shown another scale.
    rating.score = match settled {
        Some(settled) => Score::Scaled { value, out_of: settled.out_of },
        None => Score::Bare(value),
    };
}

fn by_title(a: &Entry, b: &Entry) -> Ordering {
    fn folded(entry: &Entry) -> impl Iterator<Item = char> {
        let chars = entry.title.as_str().chars();
        chars.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
    }
    folded(a).cmp(folded(b))
}
