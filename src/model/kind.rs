//! Kinds of works, and which sections a review of each should have.

use std::fmt;

use super::SectionKey;
use crate::text::words::word_list;

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

/// What files, folders and categories call each kind, in lower case.
static NAMES: [(Kind, &[&str]); 6] = [
    (
        Kind::Film,
        word_list!(
            "film|films|movie|movies|filme|filmes|película|películas|peliculas|cine|cinema|cinéma|kino|\
             фильм|фильмы|кино|电影|電影|映画|영화"
        ),
    ),
    (
        Kind::Series,
        word_list!(
            "series|tv|show|shows|tv show|tv shows|tv series|tv-show|season|television|serie|serien|\
             série|séries|сериал|сериалы|剧集|电视剧|ドラマ"
        ),
    ),
    (
        Kind::Book,
        word_list!(
            "book|books|novel|novels|buch|bücher|buecher|livre|livres|libro|libros|libri|livro|livros|\
             boek|boeken|bok|böcker|bøker|kirja|kirjat|kniha|knihy|książka|książki|книга|книги|书|书籍|\
             读书|图书|書|書籍|読書|책"
        ),
    ),
    (
        Kind::Album,
        word_list!(
            "album|albums|music|record|ep|musik|musique|música|musica|альбом|альбомы|музыка|专辑|音乐|音楽"
        ),
    ),
    (
        Kind::Game,
        word_list!(
            "game|games|video game|video games|videogame|videogames|spiele|jeu|jeux|jeux vidéo|juego|\
             juegos|videojuegos|jogo|jogos|gioco|giochi|videogiochi|игра|игры|游戏|ゲーム"
        ),
    ),
    (Kind::Play, word_list!("play|theatre|theater|théâtre|teatro")),
];

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
        let word = word.trim().to_lowercase();
        let named = NAMES.iter().find(|(_, names)| names.contains(&&*word));
        named.map(|(kind, _)| kind.clone())
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
