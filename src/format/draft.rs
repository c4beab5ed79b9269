//! What is known of a new review, for each format to write.

use crate::model::{Author, AuthorField, Date, Field, Kind, SectionKey};

pub(crate) mod head;
pub(crate) mod manner;
pub(crate) mod quote;
mod title;

pub use manner::Manner;
pub use title::Title;

/// What is known of a review that is to be written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The work.
    pub title: Title,
    /// What kind of work it is.
    pub kind: Kind,
    /// The day on which it is begun.
    pub today: Date,
    /// Its sections, in order.
    pub parts: Vec<SectionDraft>,
    /// Who writes it; none where `author.toml` says so.
    pub author: Option<Author>,
    /// The author's own scale, where `author.toml` names one.
    pub scale: Option<f64>,
    /// Where the schema is found; none where no line is to name it for editors.
    pub schema: Option<String>,
    /// How its author lays out files.
    pub manner: Manner,
}

/// One section of a new review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionDraft {
    /// The section's key.
    pub key: SectionKey,
    /// The author's heading; none where the usual one does.
    pub(crate) heading: Option<String>,
    /// Whether its author usually covers it.
    pub(crate) covered: bool,
}

impl SectionDraft {
    /// Its heading, the author's or the usual one; none for the intro.
    pub(crate) fn heading(&self) -> Option<&str> {
        self.heading.as_deref().or_else(|| self.key.heading())
    }
}

impl Draft {
    /// The fields for the people who made such a work, each with what it says of itself.
    pub(super) fn people(&self) -> &'static [(Field, &'static str)] {
        const CAST: (Field, &str) = (Field::Cast, "each \"NAME\" or \"NAME as ROLE\"");
        const DIRECTORS: (Field, &str) = (Field::Directors, "");
        match self.kind {
            Kind::Book => &[(Field::Creators, "who wrote it")],
            Kind::Album => &[(Field::Creators, "who made it")],
            Kind::Game => &[(Field::Creators, "who developed it")],
            Kind::Play => &[(Field::Creators, "who wrote it"), DIRECTORS, CAST],
            Kind::Film | Kind::Series | Kind::Other(_) => &[DIRECTORS, CAST],
        }
    }

    /// The line for the rating, above the text or below it.
    pub(super) fn rating_lines(&self) -> (Option<&str>, Option<&str>) {
        let line = self.manner.rating_line.as_ref();
        let at = |is_last| line.filter(|line| line.is_last == is_last).map(|line| &*line.text);
        (at(false), at(true))
    }

    /// The keys of the sections that are covered.
    pub(super) fn covered(&self) -> Vec<&str> {
        let covered = self.parts.iter().filter(|part| part.covered);
        covered.map(|part| part.key.as_str()).collect()
    }
}

/// The author's fields that are known and stand on one line.
pub(super) fn fields_of(author: &Author) -> impl Iterator<Item = (&'static str, &str)> {
    AuthorField::ALL.iter().filter_map(|field| Some((field.name(), field.text(author)?)))
}
