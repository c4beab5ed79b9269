//! What kind of work a text is about, where nothing else tells: what it calls the work most often.

use std::sync::LazyLock;

use crate::model::{Kind, Review};
use crate::text::word_set::WordSet;
use crate::text::words::{beginning, word_list};

/// What is said in the first so many bytes of a section counts.
const MAX_SECTION_BYTES: usize = 8_192;

/// Words for each kind of work. Those in Cyrillic are beginnings of words, whose ends change; Chinese
/// and Japanese ones stand in a text without blanks around them.
static NAMES: [(Kind, &[&str]); 4] = [
    (
        Kind::Film,
        word_list!(
            "film|films|movie|movies|filme|filmes|película|películas|cinéma|фильм|кино|电影|影片|映画|電影"
        ),
    ),
    (
        Kind::Book,
        word_list!(
            "book|books|novel|novels|novella|buch|roman|livre|libro|livro|книг|роман|书|小说|書|小説"
        ),
    ),
    (Kind::Album, word_list!("album|albums|álbum|альбом|专辑|アルバム")),
    (Kind::Game, word_list!("game|games|spiel|jeu|juego|jogo|gioco|игр|游戏|ゲーム")),
];

static ALL_NAMES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::in_any_case(NAMES.iter().flat_map(|(_, names)| names.iter())));

/// The kind that a review's text names at least twice, and twice as often as all others together.
pub(super) fn most_named(review: &Review) -> Option<Kind> {
    const MIN_COUNT: usize = 2;
    let mut counts = [0_usize; NAMES.len()];
    for section in &review.sections {
        count(beginning(&section.text, MAX_SECTION_BYTES), &mut counts);
    }
    let total: usize = counts.iter().sum();
    let (count, (kind, _)) = counts.iter().zip(&NAMES).max_by_key(|(count, _)| **count)?;
    (*count >= MIN_COUNT && count * 3 >= total * 2).then(|| kind.clone())
}

fn count(text: &str, counts: &mut [usize]) {
    for (mut index, place) in ALL_NAMES.find_iter(text) {
        let name = &text[place.clone()];
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let begins = !is_letter(text[..place.start].chars().next_back());
        let ends = !is_letter(text[place.end..].chars().next());
        let is_word = match name.chars().next() {
            Some('\u{400}'..='\u{4ff}') => begins,
            Some('\u{3000}'..) => true,
            _ => begins && ends,
        };
        for (count, (_, names)) in counts.iter_mut().zip(&NAMES) {
            if index < names.len() {
                *count += usize::from(is_word);
                break;
            }
            index -= names.len();
        }
    }
}
