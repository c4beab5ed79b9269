//! Whether a word is a misspelling of another.

use crate::text::words::word_list;

/// A quick test before the words are folded. Twelve bytes are two letters and some punctuation.
const MAX_LENGTH_DIFFERENCE_BYTES: usize = 12;

/// A longer text is not a word or a heading, and comparing takes time quadratic in the length.
const MAX_CHARS: usize = 80;

/// Words that are similar to a known one and mean something else.
const NOT_MISSPELT: &[&str] = word_list!(
    "directory|directories|tile|titled|pilot|auction|faction|fraction|promise|promises|storyboard|\
     character|cast and crew"
);

/// Whether `word` is `known` with one error, or two in a long word: a letter added, missing, wrong,
/// or exchanged with its neighbour. The same word is not a slip, nor is one with another number.
pub(crate) fn is_slip(word: &str, known: &str) -> bool {
    if word.len().abs_diff(known.len()) > MAX_LENGTH_DIFFERENCE_BYTES {
        return false;
    }
    is_folded_slip(&fold(word), &fold(known))
}

fn is_folded_slip(word: &str, known: &str) -> bool {
    let (length, known_length) = (word.chars().count(), known.chars().count());
    let allowed = match length.min(known_length) {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    if length > MAX_CHARS || length.abs_diff(known_length) > allowed {
        return false;
    }
    if word == known || NOT_MISSPELT.contains(&word) {
        return false;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(word) != digits(known) {
        return false;
    }
    // Many short words differ in one letter and are both right, but not with two letters exchanged.
    (length > 4 || letters(word) == letters(known)) && strsim::osa_distance(word, known) <= allowed
}

/// Whether `word` is the name `known` misspelt. Short words of one length are different words, unless
/// only the order of their letters differs: `ratnig` is no word, `racing` is one. Of a short name a
/// letter may be missing, but not the first.
pub(crate) fn is_slip_of_name(word: &str, known: &str) -> bool {
    const MIN_CHARS: usize = 4;
    const MIN_LONG_CHARS: usize = 7;
    if word.len().abs_diff(known.len()) > MAX_LENGTH_DIFFERENCE_BYTES {
        return false;
    }
    let (word, known) = (fold(word), fold(known));
    let is_short_by_one = known.len() == word.len() + 1
        && word.len() >= MIN_CHARS
        && word.get(..1) == known.get(..1)
        && !NOT_MISSPELT.contains(&&*word)
        && strsim::osa_distance(&word, &known) == 1;
    is_short_by_one
        || is_folded_slip(&word, &known) && {
            let (word, known) = (letters(&word), letters(&known));
            known.len() >= MIN_LONG_CHARS || word.len() != known.len() || word == known
        }
}

/// Whether `text` is `known` but for one letter, or two where it has several words. More carefully
/// than [`is_slip`], since many headings of one word are similar to others.
pub(crate) fn is_slip_of_words(text: &str, known: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    // Nearly every word is told apart by this, much faster than by comparing all letters.
    let is_far = text.len().abs_diff(known.len()) > 4 || first(text) != first(known);
    if is_far || !is_slip(text, known) {
        return false;
    }
    let (text, known_word) = (fold(text), fold(known));
    let ends =
        text.strip_suffix('s') == Some(&known_word) || known_word.strip_suffix('s') == Some(&text);
    let allowed = if known.contains(' ') { 2 } else { 1 };
    !ends
        && text.chars().next() == known_word.chars().next()
        && strsim::osa_distance(&text, &known_word) <= allowed
}

/// The one of `known` that `word` is a slip of.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known.into_iter().find(|known| is_slip(word, known))
}

/// The letters of a word in the order of the alphabet.
fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_misspelt_and_no_other_word() {
        for (word, known) in [
            ("tilte", "title"),
            ("ttile", "ttilee"),
            ("raiting", "rating"),
            ("directer", "director"),
            ("yaer", "year"),
            ("titl", "title"),
            ("tite", "title"),
            ("scre", "score"),
        ] {
            assert!(is_slip_of_name(word, known), "{word}");
        }
        for (word, known) in [
            ("racing", "rating"),
            ("tiles", "title"),
            ("cost", "cast"),
            ("directory", "director"),
            ("tile", "title"),
            ("core", "score"),
        ] {
            assert!(!is_slip_of_name(word, known), "{word}");
        }
    }

    #[test]
    fn a_slip_is_near_and_not_the_same() {
        for (word, known) in [
            ("Perfomances", "performances"),
            ("Verdcit", "Verdict"),
            ("polt", "plot"),
            ("Plto Overview", "Plot Overview"),
            ("directer", "director"),
            ("Final Thougths", "Final Thoughts"),
        ] {
            assert!(is_slip(word, known), "{word}");
        }
        for (word, known) in [
            ("Plot", "plot"),
            ("slot", "plot"),
            ("Part 1", "Part 2"),
            ("Fiction", "Action"),
            ("Acting", "Verdict"),
            ("Pilot", "Plot"),
            ("The Auction", "Action"),
            ("", "plot"),
        ] {
            assert!(!is_slip(word, known), "{word}");
        }
    }
}
