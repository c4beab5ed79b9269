//! Floor 2: what a new review says before anybody has written in it, and what its file is called.

use crate::format;
use crate::model::{Author, Date, Format, Review};
use crate::text::Source;

mod file_name;
mod outline;
mod quote;
mod title;

mod markdown;
mod plain;
mod toml;

pub use file_name::stem;
pub use outline::{Part, outline};
pub use title::Title;

/// What is known of a review that is to be written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The work.
    pub title: Title,
    /// What kind of work it is.
    pub kind: String,
    /// The day on which it is begun.
    pub today: Date,
    /// Its sections, in order.
    pub parts: Vec<Part>,
    /// Who writes it; none where `author.toml` says so.
    pub author: Option<Author>,
    /// The author's own scale, where `author.toml` names one.
    pub scale: Option<f64>,
    /// Where its schema is found, if an editor is to be told.
    pub schema: Option<String>,
}

/// The text of a new review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// What the file holds.
    pub text: String,
    /// Why a walk through its folder passes it over as long as it is like this.
    pub passed_over: Option<String>,
}

/// A format would not give the title back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// What the title would be read as.
    pub as_title: String,
}

impl Draft {
    /// Writes the review down in `format`.
    ///
    /// # Errors
    ///
    /// When the title would be read as another one: the formats of blogs take titles apart.
    pub fn begin(&self, format: Format) -> Result<Begun, Misread> {
        let text = match format {
            Format::Toml => toml::write(self),
            Format::Markdown => markdown::write(self),
            Format::Plain => plain::write(self),
        };
        let read = format::parse(&Source::new("", text.clone()), format);
        let year = read.review.year == self.title.year().map(i32::from);
        if read.review.title == self.title.as_str() && year {
            Ok(Begun { text, passed_over: read.skipped })
        } else {
            Err(Misread { as_title: read.review.title })
        }
    }

    /// The fields for the people who made such a work, each with what it says of itself.
    fn people(&self) -> &'static [(&'static str, &'static str)] {
        const CAST: (&str, &str) = ("cast", "each \"NAME\" or \"NAME as ROLE\"");
        match self.kind.as_str() {
            "book" => &[("creators", "who wrote it")],
            "album" => &[("creators", "who made it")],
            "game" => &[("creators", "who developed it")],
            "play" => &[("creators", "who wrote it"), ("directors", ""), CAST],
            _ => &[("directors", ""), CAST],
        }
    }

    /// The keys of the sections that are covered.
    fn covered(&self) -> Vec<&str> {
        let covered = self.parts.iter().filter(|part| part.covered);
        covered.map(|part| part.key.as_str()).collect()
    }
}

/// The kind of work that a word means, as the reader would understand it.
#[must_use]
pub fn kind(word: &str) -> String {
    let text = format!("kind = {}\n", quote::quote(word));
    format::parse(&Source::new("", text), Format::Toml).review.kind
}

/// The author that more than half of the reviews name; else an unknown one.
#[must_use]
pub fn usual_author(reviews: &[Review]) -> Author {
    // Whoever has written more than half of them is the one left over when different ones are
    // struck out in pairs.
    let mut left: Option<(&Author, usize)> = None;
    for review in reviews {
        left = match left {
            None | Some((_, 0)) => Some((&review.author, 1)),
            Some((author, count)) if *author == review.author => Some((author, count + 1)),
            Some((author, count)) => Some((author, count - 1)),
        };
    }
    let Some((author, _)) = left else { return Author::default() };
    let written = reviews.iter().filter(|review| review.author == *author).count();
    if written * 2 > reviews.len() { author.clone() } else { Author::default() }
}

/// The author's fields that are known and stand on one line.
fn fields_of(author: &Author) -> impl Iterator<Item = (&'static str, &str)> {
    let fields = [
        ("name", &author.name),
        ("email", &author.email),
        ("website", &author.website),
        ("signoff", &author.signoff),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
}
