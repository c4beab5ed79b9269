//! Kinds of works, and which sections a review of each should have.

use std::fmt;

use super::SectionKey;

/// What kind of work is reviewed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A film, which is also the default.
    #[default]
    Film,
    /// A series of films or broadcasts, or a part of one.
    Series,
    /// A book.
    Book,
    /// An album or another record.
    Album,
    /// A video game.
    Game,
    /// A stage play.
    Play,
    /// The author's own word, in lower case.
    Other(String),
}

impl Kind {
    /// Every kind but [`Kind::Other`].
    pub const KNOWN: [Self; 6] =
        [Self::Film, Self::Series, Self::Book, Self::Album, Self::Game, Self::Play];

    /// The kind that `word` names. Without a word it is a film.
    #[must_use]
    pub fn new(word: &str) -> Self {
        Self::known(word).unwrap_or_else(|| match word.trim() {
            "" => Self::Film,
            word => Self::Other(word.to_lowercase()),
        })
    }

    /// The kind that `word` names in any case, if the word is known.
    #[must_use]
    pub(crate) fn known(word: &str) -> Option<Self> {
        Some(match word.trim().to_lowercase().as_str() {
            "film" | "movie" | "films" | "movies" => Self::Film,
            "series" | "tv" | "show" | "shows" | "tv show" | "tv shows" | "tv series"
            | "tv-show" | "season" => Self::Series,
            "book" | "books" | "novel" | "novels" => Self::Book,
            "album" | "albums" | "music" | "record" | "ep" => Self::Album,
            "game" | "games" | "video game" | "video games" | "videogame" => Self::Game,
            "play" | "theatre" | "theater" => Self::Play,
            _ => return None,
        })
    }

    /// The name in files and JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Film => "film",
            Self::Series => "series",
            Self::Book => "book",
            Self::Album => "album",
            Self::Game => "game",
            Self::Play => "play",
            Self::Other(word) => word,
        }
    }

    /// The sections that a review of such a work should have. For an unknown kind that is only a
    /// verdict.
    #[must_use]
    pub fn sections(&self) -> &'static [SectionKey] {
        use SectionKey::{Action, Plot, Verdict};
        static STANDARD: [SectionKey; 4] = SectionKey::STANDARD;
        static BOOK: [SectionKey; 2] = [Plot, Verdict];
        static GAME: [SectionKey; 3] = [Plot, Action, Verdict];
        static PLAY: [SectionKey; 3] = [Plot, SectionKey::Performances, Verdict];
        static OTHER: [SectionKey; 1] = [Verdict];
        match self {
            Self::Film | Self::Series => &STANDARD,
            Self::Book => &BOOK,
            Self::Game => &GAME,
            Self::Play => &PLAY,
            Self::Album | Self::Other(_) => &OTHER,
        }
    }

    #[must_use]
    pub(crate) const fn is_filmed(&self) -> bool {
        matches!(self, Self::Film | Self::Series)
    }

    /// Whether such works have actors.
    #[must_use]
    pub(crate) const fn is_acted(&self) -> bool {
        matches!(self, Self::Film | Self::Series | Self::Play)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_kinds() {
        for kind in Kind::KNOWN {
            assert_eq!(Kind::new(kind.as_str()), kind);
        }
        assert_eq!(Kind::new(" TV Show "), Kind::Series);
        assert_eq!(Kind::new(""), Kind::Film);
        assert_eq!(Kind::new("Ballet"), Kind::Other("ballet".into()));
    }

    #[test]
    fn every_kind_comes_to_a_verdict_and_only_acted_ones_have_performances() {
        for kind in Kind::KNOWN.into_iter().chain([Kind::new("ballet")]) {
            let sections = kind.sections();
            assert_eq!(sections.last(), Some(&SectionKey::Verdict), "{kind:?}");
            let performed = sections.contains(&SectionKey::Performances);
            assert_eq!(performed, kind.is_acted(), "{kind:?}");
        }
    }
}
