//! Tables that only group fields, as front matter often has them.

use crate::model::field::normal;

/// What the fields of such a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The same as those around the table.
    Plain,
    Work,
    /// The work, which is a book.
    Book,
}

impl Group {
    /// The group that a table of this name makes; none where the name is that of a field.
    pub(crate) fn named(key: &str) -> Option<Self> {
        match &*normal(key) {
            "extra" | "params" | "taxonomies" | "metadata" | "meta" | "data" | "review" => {
                Some(Self::Plain)
            }
            "movie" | "film" | "album" | "game" | "series" | "show" | "work" | "item"
            | "itemreviewed" | "media" => Some(Self::Work),
            "book" => Some(Self::Book),
            _ => None,
        }
    }
}
