//! One review: a work, a rating, sections and an author.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Author, Date, Kind, Rating, SectionKey, Stars};
use crate::text::{Code, Diagnostic, Severity, Source};

/// The name of the file format that a review was read from, as JSON has it. What else there is to
/// know of a format stands in `format::registry`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FormatId(&'static str);

impl FormatId {
    /// The format of this name.
    #[must_use]
    pub(crate) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Default for FormatId {
    fn default() -> Self {
        Self("toml")
    }
}

/// How a section's text is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Markup {
    #[default]
    /// Markdown with covered passages.
    Markdown,
    /// Every character stands for itself; blank lines part paragraphs, or every line is one where
    /// there are none.
    Literal,
    /// Every character and every line break stands for itself.
    Raw,
}

/// Where a review begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, as it was named.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The number of the review among those in the file, from 1.
    pub ordinal: u32,
    /// The lines that are its own, where others of the file belong to other reviews.
    pub(crate) lines: Option<Range<u32>>,
}

/// A member of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person's name.
    pub name: String,
    /// Whom they play.
    pub role: Option<String>,
}

/// A named part of a review.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// What it is about.
    pub key: SectionKey,
    /// The author's own heading, or the usual one for the key; the intro and the closing have none.
    pub heading: Option<String>,
    /// Whether the heading stands in a covered passage itself.
    pub heading_covered: bool,
    /// The source of the text.
    pub text: String,
    /// How the text is to be read.
    pub markup: Markup,
    /// Whether the whole section is covered until it is asked for.
    pub covered: bool,
    /// The rating of this aspect alone.
    pub rating: Option<Rating>,
    /// The line at which the section begins, from 1.
    pub line: u32,
}

/// The rating of one aspect that is no section.
#[derive(Clone, Debug, PartialEq)]
pub struct Aspect {
    /// What is rated.
    pub name: String,
    /// Its rating.
    pub rating: Rating,
}

/// A review as it is read, listed and shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Where it stands.
    pub place: Place,
    /// What it was read from.
    pub format: FormatId,
    /// The work's title; the file's name where there is none.
    pub title: String,
    /// The year of the work.
    pub year: Option<i32>,
    /// What kind of work it is.
    pub kind: Kind,
    /// Directors of a film or a series.
    pub directors: Vec<String>,
    /// Authors, artists or developers of other works.
    pub creators: Vec<String>,
    /// The cast, in the order written.
    pub cast: Vec<Person>,
    /// Genres.
    pub genres: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// What databases call the work: the name of each, and the work's identifier there.
    pub ids: Vec<(String, String)>,
    /// Where the review is published.
    pub url: Option<String>,
    /// The post's own headline, where it is not the work's title.
    pub headline: Option<String>,
    /// A picture, relative to the file.
    pub poster: Option<String>,
    /// When the review was published.
    pub date: Option<Date>,
    /// When the work was seen, read or heard.
    pub watched: Option<Date>,
    /// Whether it is not finished.
    pub draft: bool,
    /// Whether the whole review is covered, the verdict apart.
    pub spoilers: bool,
    /// Whether its author names sections to be covered, be they there or not.
    pub names_spoilers: bool,
    /// The rating; none is unrated, which is not zero.
    pub rating: Option<Rating>,
    /// Ratings of aspects that are no section of the review.
    pub aspects: Vec<Aspect>,
    /// The text, in the author's order.
    pub sections: Vec<Section>,
    /// Who wrote it.
    pub author: Author,
    /// How many words the author wants it to have, as `author.toml` says.
    pub word_goal: Option<u32>,
    /// Fields that were not understood, as strings.
    pub extra: Vec<(String, String)>,
    /// What was found wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Review {
    /// A review of which nothing is known but its file and what is wrong with it.
    #[must_use]
    pub(crate) fn unreadable(path: &Path, diagnostic: Diagnostic) -> Self {
        Self {
            place: Place { path: path.to_owned(), line: 1, ordinal: 1, lines: None },
            title: file_name(path),
            diagnostics: vec![diagnostic],
            ..Self::default()
        }
    }

    /// The bytes of its file that are its own.
    pub(crate) fn range(&self, source: &Source) -> Range<usize> {
        let lines = self.place.lines.as_ref();
        let bytes =
            |lines: &Range<u32>| source.line_start(lines.start)..source.line_start(lines.end);
        lines.map_or(0..source.text().len(), bytes)
    }

    /// The finding for which the file counts as broken: it could not be read, or not to its end.
    #[must_use]
    pub fn broken(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|diagnostic| {
            diagnostic.severity == Severity::Error
                && matches!(
                    diagnostic.code,
                    Code::Unreadable | Code::TooLarge | Code::Encoding | Code::Syntax | Code::Empty
                )
        })
    }

    /// The rating in stars, where it has any.
    #[must_use]
    pub fn stars(&self) -> Option<Stars> {
        self.rating.as_ref().and_then(Rating::stars)
    }

    /// Gives every bare number, those of sections and aspects too, its scale.
    pub(crate) fn set_scale(&mut self, out_of: f64) {
        let sections = self.sections.iter_mut().filter_map(|section| section.rating.as_mut());
        let aspects = self.aspects.iter_mut().map(|aspect| &mut aspect.rating);
        for rating in self.rating.iter_mut().chain(sections).chain(aspects) {
            rating.set_scale(out_of);
        }
    }

    /// The number given, where its scale is not settled yet.
    #[must_use]
    pub(crate) fn bare_rating(&self) -> Option<f64> {
        self.rating.as_ref()?.bare()
    }

    /// Whether the rating waits for its scale.
    #[must_use]
    pub(crate) fn needs_scale(&self) -> bool {
        self.bare_rating().is_some()
    }

    /// Whether a section is covered, or all of them. Passages within a text are for those who read
    /// marks to find.
    #[must_use]
    pub(crate) fn covers(&self) -> bool {
        self.spoilers || self.sections.iter().any(|section| section.covered)
    }

    /// The people who made the work: directors, else creators.
    #[must_use]
    pub fn makers(&self) -> &[String] {
        if self.directors.is_empty() { &self.creators } else { &self.directors }
    }
}

/// The last part of a path, for people.
#[must_use]
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
