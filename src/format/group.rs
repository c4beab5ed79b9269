//! Tables that only group fields, as front matter often has them.

use super::value::KeyValue;
use crate::model::Kind;
use crate::model::field::normal;

/// What the fields of such a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The same as those around the table.
    Plain,
    Work,
    /// The work, which is a book.
    Book,
    Album,
    Game,
}

impl Group {
    /// The group that a table of this name makes; none where the name is that of a field.
    pub(crate) fn named(key: &str) -> Option<Self> {
        let name = normal(key);
        // `bookMeta` and `game_info` are longer names for the same.
        let ends = ["meta", "info", "data", "details"];
        let stem = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|it| !it.is_empty());
        match stem.unwrap_or(&name) {
            "extra" | "params" | "taxonomies" | "meta" | "data" | "review" | "links" => {
                Some(Self::Plain)
            }
            "movie" | "film" | "series" | "show" | "work" | "item" | "itemreviewed" | "media" => {
                Some(Self::Work)
            }
            "book" => Some(Self::Book),
            "album" => Some(Self::Album),
            "game" => Some(Self::Game),
            _ => None,
        }
    }

    /// The fields in a table that only groups them; none in any other entry.
    pub(crate) fn fields(entry: &KeyValue) -> Option<&[KeyValue]> {
        entry.node.map().filter(|_| Self::named(&entry.key).is_some())
    }

    /// The kind of work that the name of the table tells.
    pub(crate) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Book => Some(Kind::Book),
            Self::Album => Some(Kind::Album),
            Self::Game => Some(Kind::Game),
            Self::Plain | Self::Work => None,
        }
    }
}
