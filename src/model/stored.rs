//! A review as a library stores it: packed, with indices into the library's tables.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::num::NonZeroU32;
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::entry::{Entry, FacetRole, Facets, Fault, Guess, Marks, Traits};
use super::interner::{Interner, TextId};
use super::key::ReviewId;
use super::scale::FolderScale;
use super::voice::{VoiceId, Voices};
use super::{Date, Rating, ReviewKey, Score, Stars};
use crate::text::Clean;

/// The part of an entry that is kept for every review.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    /// Where its title begins in [`Tables::titles`].
    pub(super) title_start: usize,
    pub(super) title_length: u32,
    /// Where the name of its file begins in [`Tables::names`].
    pub(super) name_start: usize,
    /// File systems allow at most 255 bytes.
    pub(super) name_length: u16,
    pub(super) unsorted_bytes: u8,
    /// The range of its facets in [`Tables::facets`].
    pub(super) facets: Range<u32>,
    pub(super) digest: u64,
    pub(super) year: Option<i32>,
    pub(super) date: Option<Date>,
    pub(super) watched: Option<Date>,
    pub(super) rating: Option<RatingId>,
    /// An index into [`Tables::folders`].
    pub(super) folder: u32,
    pub(super) traits: Traits,
    pub(super) marks: Marks,
}

impl Stored {
    /// The range of its title in [`Tables::titles`].
    pub(super) const fn title(&self) -> Range<usize> {
        self.title_start..self.title_start + self.title_length as usize
    }

    /// The range of the name of its file in [`Tables::names`].
    pub(super) const fn name(&self) -> Range<usize> {
        self.name_start..self.name_start + self.name_length as usize
    }
}

/// The number of a rating in [`Tables::ratings`], from 1, so that an `Option` takes no more space.
#[derive(Clone, Copy, Debug)]
pub(super) struct RatingId(NonZeroU32);

impl RatingId {
    pub(super) fn of_last(ratings: &[Rating]) -> Option<Self> {
        u32::try_from(ratings.len()).ok().and_then(NonZeroU32::new).map(Self)
    }

    const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A set of the ratings of a library.
#[derive(Clone, Debug, Default)]
pub(crate) struct RatingSet(pub(super) Vec<bool>);

/// What the entries of a library share or only few of them have.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) titles: String,
    /// The titles with a rating in them, with that covered.
    pub(super) blind_titles: HashMap<ReviewId, Clean>,
    /// Whether ratings are covered until they are guessed.
    pub(super) is_blind: bool,
    /// The name of the file of each review.
    pub(super) names: Arc<Vec<u8>>,
    pub(super) facets: Vec<Facet>,
    pub(super) words: Interner,
    pub(super) folders: Vec<Folder>,
    /// Every different rating, as given in a file.
    pub(super) ratings: Vec<Rating>,
    pub(super) faults: HashMap<ReviewId, Fault>,
    /// The ordinal and line of each review for which either is not 1.
    pub(super) places: Arc<HashMap<ReviewId, (u32, u32)>>,
    /// Which part of a work each review is of, for those that are not of the whole.
    pub(super) parts: HashMap<ReviewId, u64>,
    /// The review that is marked to be compared with another one.
    pub(super) compared: Option<ReviewId>,
    /// Found when they are asked for, and again after a change.
    pub(super) voices: OnceLock<Arc<Voices>>,
    /// How many reviews were read, and how many have a bookmark.
    pub(super) marked: MarkCounts,
}

/// How many reviews of a library have each mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkCounts {
    pub(super) read: usize,
    pub(super) bookmarked: usize,
}

impl MarkCounts {
    pub(super) fn replace(&mut self, before: Marks, now: Marks) {
        self.read = self.read + usize::from(now.read) - usize::from(before.read);
        self.bookmarked =
            self.bookmarked + usize::from(now.bookmarked) - usize::from(before.bookmarked);
    }
}

/// A folder that holds reviews.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// The root of the library that it belongs to.
    pub(super) root: Arc<Path>,
    pub(super) path: Arc<Path>,
    /// The scale of bare ratings, if it is known yet.
    pub(super) scale: Option<FolderScale>,
    pub(super) voice: Option<VoiceId>,
}

/// A role and the id of a text in one integer. The key of a section is followed by another integer,
/// its word count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facet(u32);

impl Facet {
    const TEXT_BITS: u32 = Interner::MAX_TEXTS.trailing_zeros();

    pub(super) const fn new(role: FacetRole, text: TextId) -> Self {
        Self((role as u32) << Self::TEXT_BITS | text.number())
    }

    pub(super) const fn count(count: u32) -> Self {
        Self(count)
    }

    fn role(self) -> FacetRole {
        let index = (self.0 >> Self::TEXT_BITS) as usize;
        FacetRole::ALL.get(index).copied().unwrap_or(FacetRole::Tag)
    }

    const fn text(self) -> TextId {
        TextId::from_number(self.0 & ((1 << Self::TEXT_BITS) - 1))
    }
}

/// A review within a [`Library`](super::Library).
#[derive(Clone, Copy, Debug)]
pub struct EntryRef<'a> {
    pub(super) id: ReviewId,
    pub(super) stored: &'a Stored,
    pub(super) tables: &'a Tables,
}

impl<'a> EntryRef<'a> {
    fn home(self) -> Option<&'a Folder> {
        self.tables.folders.get(self.stored.folder as usize)
    }

    #[must_use]
    pub(crate) const fn id(self) -> ReviewId {
        self.id
    }

    /// The title, which is safe to show.
    #[must_use]
    pub fn title(self) -> &'a str {
        if self.covers_rating() { self.unrated_title() } else { self.given_title() }
    }

    /// The title with a rating in it covered: it is no part of the work's name.
    pub(super) fn unrated_title(self) -> &'a str {
        let covered = self.tables.blind_titles.get(&self.id);
        covered.map_or_else(|| self.given_title(), Clean::as_str)
    }

    /// The title as given in the file, with a rating that may be covered.
    pub(crate) fn given_title(self) -> &'a str {
        self.tables.titles.get(self.stored.title()).unwrap_or_default()
    }

    /// The part of the title by which it is sorted: without an article at its beginning.
    #[must_use]
    pub(crate) fn sorted_title(self) -> &'a str {
        // A covered rating may stand where an article is.
        let unsorted = self.given_title().get(..usize::from(self.stored.unsorted_bytes));
        let title = self.title();
        title.strip_prefix(unsorted.unwrap_or_default()).unwrap_or(title)
    }

    #[must_use]
    pub(crate) fn file_name(self) -> &'a OsStr {
        OsStr::from_bytes(self.tables.names.get(self.stored.name()).unwrap_or_default())
    }

    #[must_use]
    pub(crate) fn folder(self) -> &'a Path {
        self.home().map_or(Path::new(""), |folder| &folder.path)
    }

    /// The index of the folder among [`Library::folders`](super::Library::folders).
    #[must_use]
    pub(crate) const fn folder_index(self) -> usize {
        self.stored.folder as usize
    }

    #[must_use]
    pub(crate) fn path(self) -> PathBuf {
        self.folder().join(self.file_name())
    }

    /// The number of the review among those in the file, from 1.
    #[must_use]
    pub(crate) fn ordinal(self) -> u32 {
        self.tables.places.get(&self.id).map_or(1, |place| place.0)
    }

    /// The line at which the review begins, from 1.
    #[must_use]
    pub(crate) fn line(self) -> u32 {
        self.tables.places.get(&self.id).map_or(1, |place| place.1)
    }

    #[must_use]
    pub(crate) fn key(self) -> ReviewKey {
        ReviewKey { path: Arc::from(self.path()), ordinal: self.ordinal() }
    }

    /// The root of the library that the file belongs to.
    #[must_use]
    pub(crate) fn root(self) -> &'a Path {
        self.home().map_or(Path::new(""), |folder| &folder.root)
    }

    /// Whose review it is, where there are several voices.
    #[must_use]
    pub(crate) fn voice(self) -> Option<VoiceId> {
        self.home()?.voice
    }

    /// Which other voices have written of the same work. Known once the voices were asked for.
    pub(crate) fn voices_beside(self) -> impl Iterator<Item = VoiceId> {
        let voices = self.tables.voices.get();
        let reviews = voices.map(|voices| voices.of_same_work(self.id)).unwrap_or_default();
        let own = self.voice();
        reviews.iter().map(|(_, voice)| *voice).filter(move |voice| Some(*voice) != own)
    }

    /// See [`Entry::part`].
    pub(super) fn part(self) -> u64 {
        self.tables.parts.get(&self.id).copied().unwrap_or_default()
    }

    /// When the work appeared.
    #[must_use]
    pub(crate) const fn year(self) -> Option<i32> {
        self.stored.year
    }

    /// The day the review was published.
    #[must_use]
    pub(crate) const fn date(self) -> Option<Date> {
        self.stored.date
    }

    /// The day the work was seen, read or heard.
    #[must_use]
    pub(crate) const fn watched(self) -> Option<Date> {
        self.stored.watched
    }

    /// The date by which a list sorts.
    #[must_use]
    pub(crate) fn listed_date(self) -> Option<Date> {
        self.date().or(self.watched())
    }

    #[must_use]
    pub(crate) const fn traits(self) -> Traits {
        self.stored.traits
    }

    /// What the reader remembers of it.
    #[must_use]
    pub const fn marks(self) -> Marks {
        self.stored.marks
    }

    /// Whether it is shown as unread. Where nothing was read yet, that would be said of every review.
    #[must_use]
    pub(crate) const fn shows_unread(self) -> bool {
        self.tables.marked.read > 0 && !self.stored.marks.read
    }

    /// Whether it is marked to be compared with another one.
    #[must_use]
    pub(crate) fn is_compared(self) -> bool {
        self.tables.compared == Some(self.id)
    }

    /// A digest of the file's bytes.
    #[must_use]
    pub(crate) const fn digest(self) -> u64 {
        self.stored.digest
    }

    #[must_use]
    pub(crate) fn fault(self) -> Option<&'a Fault> {
        self.tables.faults.get(&self.id)
    }

    /// What is wrong with its file, for showing.
    #[must_use]
    pub(crate) fn fault_message(self) -> Option<&'a Clean> {
        let Fault { message, blind_message, .. } = self.fault()?;
        Some(if self.covers_rating() { blind_message } else { message })
    }

    /// Whether its rating is covered, or would be if it had one: ratings are, and this one was not
    /// guessed.
    #[must_use]
    pub fn covers_rating(self) -> bool {
        self.tables.is_blind && self.stored.marks.guess == Guess::None
    }

    /// The rating as given in the file, covered or not. It decides on scales and is not shown.
    pub(super) fn stored_rating(self) -> Option<&'a Rating> {
        self.tables.ratings.get(self.stored.rating?.index())
    }

    /// The rating as given in the file, unless it is covered.
    fn given_rating(self) -> Option<&'a Rating> {
        self.stored_rating().filter(|_| !self.covers_rating())
    }

    /// The scale of bare ratings in the folder of this review, if it is known yet.
    #[must_use]
    pub(crate) fn scale(self) -> Option<FolderScale> {
        self.home()?.scale
    }

    /// What bare ratings in the folder of this review are out of, if it is known yet.
    #[must_use]
    pub(crate) fn out_of(self) -> Option<f64> {
        self.scale().map(|scale| scale.out_of)
    }

    /// The author's spelling of the rating.
    #[must_use]
    pub(crate) fn written_rating(self) -> Option<&'a str> {
        Some(&self.given_rating()?.written)
    }

    /// Whether the rating is in a set of the ratings of its library.
    #[must_use]
    pub(crate) fn has_rating_in(self, set: &RatingSet) -> bool {
        let rating = self.stored.rating.filter(|_| !self.covers_rating());
        rating.is_some_and(|id| set.0.get(id.index()).copied().unwrap_or(false))
    }

    /// The meaning of the rating. A bare number has the scale of its folder.
    #[must_use]
    pub(crate) fn score(self) -> Option<Score> {
        self.given_rating().map(|rating| self.on_scale(rating.score))
    }

    fn on_scale(self, score: Score) -> Score {
        match (score, self.scale()) {
            (Score::Bare(value), Some(scale)) => Score::Scaled { value, out_of: scale.out_of },
            _ => score,
        }
    }

    /// The rating in stars, covered or not: what a guess is compared with.
    #[must_use]
    pub(crate) fn stars_behind_cover(self) -> Option<Stars> {
        self.on_scale(self.stored_rating()?.score).stars()
    }

    /// The rating in stars, if it can be converted.
    #[must_use]
    pub fn stars(self) -> Option<Stars> {
        self.score()?.stars()
    }

    /// The role and the text of every facet, with the word count of a section.
    pub(crate) fn facet_ids(self) -> impl Iterator<Item = (FacetRole, TextId, u32)> {
        let Range { start, end } = self.stored.facets;
        let packed = self.tables.facets.get(start as usize..end as usize).unwrap_or_default();
        let mut packed = packed.iter();
        std::iter::from_fn(move || {
            let facet = packed.next()?;
            let role = facet.role();
            let words = if role.is_section() { packed.next()?.0 } else { 0 };
            Some((role, facet.text(), words))
        })
    }

    /// The text of a facet.
    pub(crate) fn text(self, id: TextId) -> &'a str {
        self.tables.words.get(id)
    }

    /// The role and the text of every facet, in the order of the review.
    pub(crate) fn facets(self) -> impl Iterator<Item = (FacetRole, &'a str)> {
        self.facet_ids().map(move |(role, text, _)| (role, self.text(text)))
    }

    /// The texts of a role, in the order of the review. A tag may be a rating: before one is shown,
    /// `format::blind::covers_facet` says whether it is covered.
    pub(crate) fn texts(self, role: FacetRole) -> impl Iterator<Item = &'a str> {
        self.facets().filter(move |facet| facet.0 == role).map(|(_, text)| text)
    }

    /// The key and the word count of every section.
    pub fn sections(self) -> impl Iterator<Item = (&'a str, u32)> {
        let sections = self.facet_ids().filter(|facet| facet.0.is_section());
        sections.map(move |(_, key, words)| (self.text(key), words))
    }

    /// The makers of the work: its directors, or else its creators.
    #[must_use]
    pub(crate) fn makers(self) -> String {
        self.texts(self.maker_role()).collect::<Vec<_>>().join(", ")
    }

    /// The names of the makers.
    pub(crate) fn maker_ids(self) -> impl Iterator<Item = TextId> {
        let role = self.maker_role();
        self.facet_ids().filter(move |facet| facet.0 == role).map(|(_, text, _)| text)
    }

    fn maker_role(self) -> FacetRole {
        let has_director = self.facet_ids().any(|facet| facet.0 == FacetRole::Director);
        if has_director { FacetRole::Director } else { FacetRole::Creator }
    }

    /// Unpacks the entry that was added to the library.
    #[must_use]
    pub(crate) fn to_entry(self) -> Entry {
        let mut facets = Facets::default();
        for (role, text, words) in self.facet_ids() {
            facets.push_section(role, self.text(text), words);
        }
        Entry {
            path: Arc::from(self.path()),
            ordinal: self.ordinal(),
            line: self.line(),
            root: self
                .home()
                .map_or_else(|| Arc::from(Path::new("")), |home| Arc::clone(&home.root)),
            title: Clean::new(self.given_title()),
            blind_title: self.tables.blind_titles.get(&self.id).cloned(),
            unsorted_bytes: self.stored.unsorted_bytes,
            year: self.year(),
            date: self.date(),
            watched: self.watched(),
            rating: self.stored_rating().cloned(),
            traits: self.traits(),
            facets,
            fault: self.fault().cloned(),
            digest: self.digest(),
            part: self.part(),
        }
    }
}
