//! One review: a work, a rating, sections and an author.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Author, Date, Kind, Language, Rating, SectionKey, Stars};
use crate::text::{Code, Diagnostic, Severity, Source};

/// The name of a file format, as in JSON. `format::registry` has everything else about formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FormatId(&'static str);

impl FormatId {
    #[must_use]
    pub(crate) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name in JSON.
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

/// The names under which [`Review::extra`] has lines of a text that gave a field: the title, the
/// rating, and where the author is found.
pub(crate) const TITLE_LINE: &str = "title_line";
pub(crate) const RATING_LINE: &str = "rating_line";
pub(crate) const CONTACT_LINES: &str = "contact_lines";

/// In which markup a section's text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Markup {
    /// Markdown with covered passages.
    #[default]
    Markdown,
    /// Plain text. Blank lines separate paragraphs; without blank lines, every line is a paragraph.
    Literal,
    /// Plain text in which line breaks are kept, such as lines that could not be parsed.
    Raw,
}

/// Where a review is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, under the name by which it was found.
    pub path: PathBuf,
    /// The line at which it begins, from 1.
    pub line: u32,
    /// The number of the review among those in the file, from 1.
    pub ordinal: u32,
    /// The lines that belong to it; `None` if the file has no other review.
    pub(crate) lines: Option<Range<u32>>,
}

/// A member of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person's name.
    pub name: String,
    /// The character that they play.
    pub role: Option<String>,
}

/// A named part of a review.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// What it is about.
    pub key: SectionKey,
    /// The author's own heading, or else the usual one. The intro and the closing have none.
    pub heading: Option<String>,
    /// Whether the heading is in a covered passage.
    pub heading_covered: bool,
    /// The text, in its markup.
    pub text: String,
    /// The markup of the text.
    pub markup: Markup,
    /// Whether the whole section is covered until the reader uncovers it.
    pub covered: bool,
    /// What of the text is covered without any marks around it, in order.
    pub covered_parts: Vec<Range<usize>>,
    /// The rating of this aspect alone.
    pub rating: Option<Rating>,
    /// The line at which the section begins, from 1.
    pub line: u32,
}

/// The rating of one aspect of the work that has no section.
#[derive(Clone, Debug, PartialEq)]
pub struct Aspect {
    /// The aspect, as the author names it.
    pub name: String,
    /// The rating of it.
    pub rating: Rating,
}

/// A review as it was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Where the review is.
    pub place: Place,
    /// The format of the file.
    pub format: FormatId,
    /// The title of the work, or else the name of the file.
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
    /// Pairs of a database and the work's identifier there.
    pub ids: Vec<(String, String)>,
    /// Where the review is published.
    pub url: Option<String>,
    /// The headline of the post, if it differs from the title of the work.
    pub headline: Option<String>,
    /// The address of a picture, or its path relative to the file.
    pub poster: Option<String>,
    /// When the review was published.
    pub date: Option<Date>,
    /// When the work was seen, read or heard.
    pub watched: Option<Date>,
    /// Whether the review is unfinished.
    pub draft: bool,
    /// Whether the whole review is covered, except for the verdict.
    pub spoilers: bool,
    /// Whether the author names sections to be covered, even if they do not exist.
    pub names_spoilers: bool,
    /// Whether marks cover anything in the text or the heading of a section.
    pub has_covered_passages: bool,
    /// The rating; `None` is unrated, which is not zero.
    pub rating: Option<Rating>,
    /// Ratings of aspects that have no section.
    pub aspects: Vec<Aspect>,
    /// The sections, in the author's order.
    pub sections: Vec<Section>,
    /// The language of their headings, where it is known.
    pub language: Option<Language>,
    /// Who wrote it.
    pub author: Author,
    /// How many words the review should have, from `author.toml`.
    pub word_goal: Option<u32>,
    /// Unknown fields, with their values as strings.
    pub extra: Vec<(String, String)>,
    /// Findings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Review {
    /// Stands for a file that could not be read.
    #[must_use]
    pub(crate) fn unreadable(path: &Path, diagnostic: Diagnostic) -> Self {
        Self {
            place: Place { path: path.to_owned(), line: 1, ordinal: 1, lines: None },
            title: file_name(path),
            diagnostics: vec![diagnostic],
            ..Self::default()
        }
    }

    /// The bytes of its file that belong to it.
    pub(crate) fn range(&self, source: &Source) -> Range<usize> {
        let lines = self.place.lines.as_ref();
        let bytes =
            |lines: &Range<u32>| source.line_start(lines.start)..source.line_start(lines.end);
        lines.map_or(0..source.text().len(), bytes)
    }

    /// The finding because of which the file could not be read, or not to its end.
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

    /// The finding because of which some of the file is not understood, and so stands on no page or
    /// only as it is written. A file that is broken may still have been understood to its end, as
    /// YAML is that is read line by line.
    #[must_use]
    pub fn not_understood(&self) -> Option<&Diagnostic> {
        let is_rest = |section: &Section| section.key == SectionKey::NotUnderstood;
        let has_rest = || self.sections.iter().any(is_rest);
        self.broken().filter(|broken| broken.code != Code::Syntax || has_rest())
    }

    /// The rating in stars, if it can be converted.
    #[must_use]
    pub fn stars(&self) -> Option<Stars> {
        self.rating.as_ref().and_then(Rating::stars)
    }

    /// All ratings: its own, those of its sections and those of aspects.
    pub(crate) fn ratings_mut(&mut self) -> impl Iterator<Item = &mut Rating> {
        let sections = self.sections.iter_mut().filter_map(|section| section.rating.as_mut());
        let aspects = self.aspects.iter_mut().map(|aspect| &mut aspect.rating);
        self.rating.iter_mut().chain(sections).chain(aspects)
    }

    /// Puts every bare rating on a scale.
    pub(crate) fn set_scale(&mut self, out_of: f64) {
        self.ratings_mut().for_each(|rating| rating.set_scale(out_of));
    }

    /// The number of the rating, if its scale is not known.
    #[must_use]
    pub(crate) fn bare_rating(&self) -> Option<f64> {
        self.rating.as_ref()?.bare()
    }

    #[must_use]
    pub(crate) fn needs_scale(&self) -> bool {
        self.bare_rating().is_some()
    }

    #[must_use]
    pub(crate) fn has_text(&self) -> bool {
        self.sections.iter().any(|section| !section.text.trim().is_empty())
    }

    /// Whether anything of its sections is covered, as a whole or in part.
    #[must_use]
    pub(crate) fn covers(&self) -> bool {
        let covers = |section: &Section| section.covered || !section.covered_parts.is_empty();
        self.spoilers || self.has_covered_passages || self.sections.iter().any(covers)
    }

    /// The makers of the work: its directors, or else its creators.
    #[must_use]
    pub fn makers(&self) -> &[String] {
        if self.directors.is_empty() { &self.creators } else { &self.directors }
    }
}

/// The last component of a path, for showing.
#[must_use]
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
