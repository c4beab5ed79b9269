//! Headings that are nearly known ones.

use crate::format::headings;
use crate::model::{Language, SectionKey};
use crate::text::fold::fold;
use crate::text::near::{is_slip, is_slip_of_words};

/// Whether a word of `heading` is a known heading itself, as that of another language may be, and is
/// none of the words of `known`.
fn has_other_word(heading: &str, known: &str) -> bool {
    let mut words = heading.split_whitespace().map(str::to_lowercase);
    words.any(|word| headings::known(&word).is_some() && known.split(' ').all(|it| it != word))
}

/// What may stand before a standard heading.
const ARTICLE: &str = "The ";

/// The known heading that `heading` is a misspelling of, in its own case. Those of other languages than
/// English are considered where the other headings are in one of them.
pub(super) fn misspelt_heading(heading: &str, language: Option<Language>) -> Option<String> {
    let mut standard = SectionKey::STANDARD.iter().filter_map(SectionKey::heading);
    let (article, bare) =
        heading.split_at(if heading.starts_with(ARTICLE) { ARTICLE.len() } else { 0 });
    if let Some(usual) = standard.find(|usual| is_slip(bare, usual)) {
        return Some(format!("{article}{usual}"));
    }
    if headings::known(heading).is_some() {
        return None;
    }
    let of_language = language.into_iter().flat_map(headings::of_language);
    headings::often_misspelt()
        .chain(of_language)
        .find(|known| {
            is_slip_of_words(heading, known) || is_slip_of_words(&fold(heading), &fold(known))
        })
        .filter(|known| !has_other_word(heading, known))
        .map(|known| {
            let is_large = |word: &str| word.starts_with(char::is_uppercase);
            let all_large = heading.split_whitespace().all(is_large);
            let words = known.split(' ').enumerate().map(|(at, word)| {
                let mut letters = word.chars();
                let first = letters.next().filter(|_| at == 0 || all_large && word != "and");
                let first = first.map(|first| first.to_uppercase().collect::<String>());
                first.map_or_else(|| word.to_owned(), |first| first + letters.as_str())
            });
            words.collect::<Vec<String>>().join(" ")
        })
}
