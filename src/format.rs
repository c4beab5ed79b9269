//! Floor 2: parsers that make reviews of what authors write. Parsing never fails: what is not
//! understood is kept as it is, and the reason is reported.

use crate::model::{FormatId, Review};
use crate::text::Source;

pub mod author_file;
pub mod draft;
pub(crate) mod registry;
mod roles;
pub mod scale;

mod markdown;
mod plain;
mod toml;

mod fences;
mod front_matter;
mod header;
mod header_lines;
pub(crate) mod outline;
mod toml_error;
mod toml_events;
mod toml_lines;
mod toml_meant;
pub(crate) mod toml_slips;
mod toml_unclosed;
mod toml_values;
mod yaml;
mod yaml_error;
mod yaml_lines;
mod yaml_slips;

pub(crate) mod allowed;
mod announced;
mod assembly;
mod author;
mod byline;
mod candidate;
mod claims;
mod facts;
mod fields;
mod file_path;
pub(crate) mod group;
mod post;
mod ratings;
mod sections;
pub(crate) mod settings;
pub(crate) mod value;
mod values;
mod work;

pub(crate) mod blind;
mod closing;
pub(crate) mod contact;
mod covered;
pub(crate) mod dates;
pub(crate) mod headings;
mod kind_of_text;
mod open_lines;
pub(crate) mod passages;
mod people;
mod plain_text;
pub(crate) mod rating;
mod rating_line;
mod recognise;
mod spoiler_hints;
mod spoiler_warning;
pub(crate) mod spoilers;
mod title;
mod unclosed_covers;

pub(crate) use covered::Covered;
pub(crate) use draft::Draft;
pub use markdown::FORMAT as MARKDOWN;
pub use plain::FORMAT as PLAIN;
pub use registry::{FORMATS, by_extension, detect};
pub use toml::FORMAT as TOML;

/// The result of parsing one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The review, or the first of several. A file that is no review has one as well, since a file
    /// named on the command line is always shown.
    pub review: Review,
    /// The other reviews of a file that holds several.
    pub others: Vec<Review>,
    /// Why a walk through a folder skips this file; none when it is a review.
    pub skipped: Option<String>,
    /// The fields as they stand in the file, which checks look at.
    pub(crate) fields: Vec<value::KeyValue>,
}

impl Parsed {
    /// The reviews of the file, in order.
    pub fn reviews(&self) -> impl Iterator<Item = &Review> {
        std::iter::once(&self.review).chain(&self.others)
    }
}

/// A file format that reviews are read from.
#[derive(Debug)]
pub struct Format {
    /// The format's name in JSON.
    pub id: FormatId,
    /// The format's name in messages and pages.
    pub title: &'static str,
    /// What `rushes new` says of it.
    pub(crate) summary: &'static str,
    /// The extensions of its files, the usual one first.
    pub extensions: &'static [&'static str],
    /// Whether a text without a file name is in this format.
    pub(crate) detect: fn(&str) -> bool,
    /// Whether a value of the wrong type is an error. In formats that blogs use for much else it is
    /// only a warning.
    pub(crate) is_strict: bool,
    /// The scale of a bare number such as `8`; none where it is deduced from the other reviews of
    /// the folder.
    pub(crate) bare_scale: Option<f64>,
    /// Parses a text. Never fails, never panics.
    read: fn(&Source) -> Parsed,
    /// Writes a new review; none where `rushes new` does not offer the format.
    pub write: Option<fn(&Draft) -> String>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Format {
    /// The usual extension of its files.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or_default()
    }
}

/// Reads `source` as `format`. Never fails, never panics.
///
/// The author is the file's own ([`crate::model::Author::inherit`] adds what `author.toml` gives),
/// and a bare rating stays [`crate::model::Score::Bare`] until its scale is settled, unless the
/// format names one.
#[must_use]
pub fn parse(source: &Source, format: &Format) -> Parsed {
    (format.read)(source)
}
