//! What a list keeps of a review: everything that it can sort, filter or show, but not the text.

use std::path::Path;
use std::sync::Arc;

use super::key::part_of;
use super::language::without_article;
use super::{Date, Rating, Review, ReviewKey, Stars};
use crate::text::{Audience, Clean, Diagnostic};

/// Why a file could not be read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(crate) line: u32,
    /// One line that says what was expected and what was found.
    pub(crate) message: Clean,
    /// The same without what it quotes, which may be a rating that is covered.
    pub(crate) blind_message: Clean,
}

impl Fault {
    /// What is wrong by a finding.
    #[must_use]
    pub(crate) fn of(finding: &Diagnostic) -> Self {
        let mut covered = finding.clone();
        covered.cover_quotes();
        Self {
            line: finding.line,
            message: finding.one_line(Audience::READER),
            blind_message: covered.one_line(Audience::READER),
        }
    }
}

/// Which property of a review a text in [`Facets`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum FacetRole {
    /// A director of the work.
    Director,
    /// An author, artist or developer of the work.
    Creator,
    /// A member of the cast.
    Cast,
    /// One of its tags.
    Tag,
    /// One of the work's genres.
    Genre,
    /// The kind of the work.
    Kind,
    /// Who wrote the review.
    Author,
    /// The key of a section.
    Section,
    /// The key of a section that is covered as a whole.
    CoveredSection,
}

impl FacetRole {
    /// Every role, in the order of their numbers.
    pub(crate) const ALL: [Self; 9] = [
        Self::Director,
        Self::Creator,
        Self::Cast,
        Self::Tag,
        Self::Genre,
        Self::Kind,
        Self::Author,
        Self::Section,
        Self::CoveredSection,
    ];

    /// What the list's filter calls a text of this role; it does not search the others.
    #[must_use]
    pub(crate) const fn filtered_as(self) -> Option<&'static str> {
        Some(match self {
            Self::Director => "director",
            Self::Creator => "by",
            Self::Cast => "cast",
            Self::Tag => "tag",
            Self::Genre => "genre",
            Self::Kind => "kind",
            Self::Author => "author",
            Self::Section | Self::CoveredSection => return None,
        })
    }

    /// Whether it is the key of a section, with which a word count is kept.
    #[must_use]
    pub(crate) const fn is_section(self) -> bool {
        matches!(self, Self::Section | Self::CoveredSection)
    }
}

/// Texts with their roles, in the order of the review. They share one string, because a library
/// reads thousands of reviews a second and each has many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    texts: String,
    /// The role, the word count and the end in `texts` of each.
    parts: Vec<(FacetRole, u32, usize)>,
}

impl Facets {
    pub(crate) fn push(&mut self, role: FacetRole, text: &str) {
        self.push_section(role, text, 0);
    }

    /// Adds the key of a section with its word count.
    pub(crate) fn push_section(&mut self, role: FacetRole, key: &str, words: u32) {
        self.texts.push_str(key);
        self.parts.push((role, words, self.texts.len()));
    }

    /// Every text with its role, and for the key of a section its word count.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (FacetRole, &str, u32)> {
        let mut start = 0;
        self.parts.iter().map(move |&(role, words, end)| {
            let text = self.texts.get(start..end).unwrap_or_default();
            start = end;
            (role, text, words)
        })
    }
}

/// Properties of a review that are true or false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    pub(crate) draft: bool,
    /// Whether any of it is covered: a section, a heading or words in a text.
    pub(crate) spoilers: bool,
    /// Whether it has the address at which it is published.
    pub(crate) link: bool,
    /// Whether it has a picture.
    pub(crate) poster: bool,
}

/// What was done about a rating that was covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guess {
    /// Nothing: while ratings are covered, so is this one.
    #[default]
    None,
    /// It was uncovered without a guess.
    Without,
    /// It was guessed first.
    Of(Stars),
}

/// What the reader remembers of a review, which its file does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it was read to its end, or marked so.
    pub read: bool,
    /// Whether it has a bookmark.
    pub bookmarked: bool,
    /// Whether the bookmark has a note.
    pub noted: bool,
    /// What its rating was guessed to be.
    pub guess: Guess,
}

/// One review, on its way into a [`Library`](super::Library).
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file.
    pub path: Arc<Path>,
    /// The number of the review among those in the file, from 1.
    pub(crate) ordinal: u32,
    /// The line at which the review begins, from 1.
    pub(crate) line: u32,
    /// The root of the library that the file belongs to.
    pub(crate) root: Arc<Path>,
    /// The title of the work.
    pub title: Clean,
    /// The title with its rating covered, if it has one.
    pub(crate) blind_title: Option<Clean>,
    /// How many bytes at its beginning do not count where titles are sorted, such as an article.
    pub(crate) unsorted_bytes: u8,
    /// When the work appeared.
    pub(crate) year: Option<i32>,
    /// The day the review was published.
    pub date: Option<Date>,
    /// The day the work was seen, read or heard.
    pub watched: Option<Date>,
    /// A bare number if the file does not say on which scale it is.
    pub(crate) rating: Option<Rating>,
    pub(crate) traits: Traits,
    /// People, tags, genres, the kind, the author and the sections.
    pub(crate) facets: Facets,
    pub(crate) fault: Option<Fault>,
    /// A digest of the file's bytes, by which a save without changes is recognised.
    pub(crate) digest: u64,
    /// Which part of the work it is of, such as a season, as a number; 0 for the whole.
    pub(crate) part: u64,
}

impl Entry {
    #[must_use]
    pub(crate) fn key(&self) -> ReviewKey {
        ReviewKey { path: Arc::clone(&self.path), ordinal: self.ordinal }
    }

    /// Summarises `review`. What takes the grammar of ratings is left to the caller: [`Self::blind_title`].
    #[must_use]
    pub fn new(review: &Review, root: Arc<Path>, digest: u64) -> Self {
        let title = Clean::new(&review.title);
        let sorted = without_article(title.as_str(), review.language);
        Self {
            path: Arc::from(review.place.path.as_path()),
            ordinal: review.place.ordinal,
            line: review.place.line,
            root,
            unsorted_bytes: u8::try_from(title.as_str().len() - sorted.len()).unwrap_or(0),
            title,
            blind_title: None,
            year: review.year,
            date: review.date,
            watched: review.watched,
            rating: review.rating.clone(),
            traits: Traits {
                draft: review.draft,
                spoilers: review.covers(),
                link: review.url.is_some(),
                poster: review.poster.is_some(),
            },
            facets: facets(review),
            fault: review.broken().map(Fault::of),
            digest,
            part: part_of(review),
        }
    }
}

fn facets(review: &Review) -> Facets {
    let mut facets = Facets::default();
    let mut push_all = |role, texts: &[String]| {
        texts.iter().for_each(|text| facets.push(role, text));
    };
    push_all(FacetRole::Director, &review.directors);
    push_all(FacetRole::Creator, &review.creators);
    push_all(FacetRole::Tag, &review.tags);
    push_all(FacetRole::Genre, &review.genres);
    review.cast.iter().for_each(|person| facets.push(FacetRole::Cast, &person.name));
    facets.push(FacetRole::Kind, review.kind.as_str());
    if let Some(name) = &review.author.name {
        facets.push(FacetRole::Author, name);
    }
    for section in &review.sections {
        let role = if section.covered { FacetRole::CoveredSection } else { FacetRole::Section };
        let words = u32::try_from(section.words()).unwrap_or(u32::MAX);
        facets.push_section(role, section.key.as_str(), words);
    }
    facets
}
