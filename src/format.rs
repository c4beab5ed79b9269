//! Floor 2: what authors write, made into reviews. Parsing never fails: what is not understood is
//! kept as it is, and the reason is given.

use crate::model::{Format, Review};
use crate::text::Source;

pub mod author_file;
pub mod scale;

mod markdown;
mod plain;
mod toml;

mod front_matter;
mod outline;
mod toml_error;
mod toml_events;
mod yaml;
mod yaml_error;
mod yaml_lines;

mod assembly;
mod author;
mod fields;
mod post;
mod ratings;
mod sections;
pub(crate) mod synonyms;
pub(crate) mod value;
mod values;
mod work;

mod closing;
pub(crate) mod contact;
mod dates;
pub(crate) mod head;
pub(crate) mod headings;
mod people;
pub(crate) mod rating;
mod rating_line;
mod recognise;
mod title;

/// What came of reading one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The review: also of a file that is none, since a file named on the command line is always
    /// shown.
    pub review: Review,
    /// Why a walk through a folder passes this file over; none when it is a review.
    pub skipped: Option<String>,
    /// The fields as they stand in the file, for those who look closer.
    pub(crate) fields: Vec<value::Entry>,
}

/// The format of a file by its extension; none for files that are never reviews.
#[must_use]
pub fn by_extension(path: &std::path::Path) -> Option<Format> {
    const EXTENSIONS: [(&str, Format); 6] = [
        ("toml", Format::Toml),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
        ("mdx", Format::Markdown),
        ("txt", Format::Plain),
        ("text", Format::Plain),
    ];
    let extension = path.extension()?.to_str()?;
    let known = EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
    known.map(|(_, format)| *format)
}

/// The format of a text that has no name: Markdown if it begins with a fence, TOML if what can be
/// read of it as TOML has a title, else plain text.
#[must_use]
pub fn detect(text: &str) -> Format {
    let text = text.trim_start_matches('\u{feff}');
    if front_matter::is_fenced(text) {
        return Format::Markdown;
    }
    let read = toml::read(text, 0);
    let titled = read.entries.iter().any(|entry| entry.key == "title");
    // A draft that is broken further down is still one in our own format.
    if titled { Format::Toml } else { Format::Plain }
}

/// Reads `source` as `format`. Never fails, never panics.
///
/// The author is the file's own ([`crate::model::Author::inherit`] adds what `author.toml` gives), and a bare
/// rating of a format other than TOML stays [`crate::model::Score::Bare`] until its scale is
/// settled.
#[must_use]
pub fn parse(source: &Source, format: Format) -> Parsed {
    match format {
        Format::Toml => toml::parse(source),
        Format::Markdown => markdown::parse(source),
        Format::Plain => plain::parse(source),
    }
}
