//! Whether a text speaks of spoilers: a heading, the name of a field, a tag, a note in a title, the
//! class of an element; and where prose warns of them.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::Span;
use words::{
    DENIALS_AFTER, DENIALS_AT_END, DENIALS_BEFORE, FILLERS, ONE_WORD_WARNINGS, VERB,
    VERBAL_DENIALS, WARNING_AFTER, WARNING_BEFORE, WARNING_WORDS, WORDS,
};

mod words;

/// A longer note in a title or a tag is no warning.
pub(crate) const MAX_WARNING_BYTES: usize = 60;

/// The word without its first letter, whose case varies, and how many bytes that letter has. Rarer
/// spellings are not found in prose.
const SPELLINGS: [(&str, usize); 4] = [("poiler", 1), ("POILER", 1), ("пойлер", 2), ("ПОЙЛЕР", 2)];

/// Every warning contains one of these, so that most texts are passed over quickly. One in Latin
/// letters contains one of [`SPELLINGS`].
static NEEDLES: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let others = WORDS.into_iter().filter(|word| !is_latin(word));
    SPELLINGS.into_iter().map(|(word, _)| word).chain(others).map(Finder::new).collect()
});

/// Whether a text has no letters but Latin ones, apart from punctuation and emoji.
fn is_latin(text: &str) -> bool {
    text.is_ascii() || text.bytes().all(|byte| !matches!(byte, 0xCE..=0xE1 | 0xE3..=0xEE))
}

/// Whether the text has the word, denied or not.
#[must_use]
pub(crate) fn mentions_spoilers(text: &str) -> bool {
    may_mention(text) && {
        let lower = text.to_lowercase();
        has_word(&lower) || is_verb_alone(&lower)
    }
}

/// Whether the text has the word at a place where nothing denies it.
#[must_use]
pub(crate) fn speaks_of_spoilers(text: &str) -> bool {
    may_mention(text) && {
        let lower = text.to_lowercase();
        WORDS.into_iter().any(|word| is_open(&lower, word)) || is_verb_alone(&lower)
    }
}

/// Whether the name of a field has the word or the verb, denied or not.
#[must_use]
pub(crate) fn names_spoilers(name: &str) -> bool {
    mentions_spoilers(name) || may_mention(name) && name.to_lowercase().contains(VERB)
}

/// Whether the name of a field, or its value, denies that there are any.
#[must_use]
pub(crate) fn denies_spoilers(name: &str) -> bool {
    match mentions_spoilers(name) {
        true => !speaks_of_spoilers(name),
        false => names_spoilers(name) && !is_open(&name.to_lowercase(), VERB),
    }
}

/// Whether a warning of spoilers says nothing else.
#[must_use]
pub(crate) fn is_mere_warning(warning: &str) -> bool {
    split(&warning.to_lowercase()).all(is_of_warning)
}

/// The words of a line that are none of a warning: `Plot` of `## Plot (spoilers)`.
#[must_use]
pub(crate) fn without_warning(line: &str) -> String {
    let others: Vec<&str> =
        split(line).filter(|word| !is_of_warning(&word.to_lowercase())).collect();
    others.join(" ")
}

/// Whether a text in lower case is the verb with at most words of a warning.
fn is_verb_alone(lower: &str) -> bool {
    split(lower).any(is_verb) && split(lower).all(is_of_warning)
}

fn is_of_warning(word: &str) -> bool {
    WARNING_WORDS.contains(&word) || is_verb(word) || has_word(word)
}

fn is_verb(word: &str) -> bool {
    word.starts_with(VERB) && !has_word(word)
}

fn has_word(lower: &str) -> bool {
    WORDS.iter().any(|word| lower.contains(word))
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether `word` stands anywhere in a text in lower case where nothing denies it.
fn is_open(lower: &str, word: &str) -> bool {
    let mut places = lower.match_indices(word);
    places.any(|(at, word)| !is_denied(&lower[..at], &lower[at + word.len()..]))
}

/// Whether a text may warn of spoilers: a quick test of a long one.
#[must_use]
pub(crate) fn may_warn(text: &str) -> bool {
    let is_latin = is_latin(text);
    let mut needles = NEEDLES.iter().filter(|it| !is_latin || it.needle().is_ascii());
    needles.any(|it| it.find(text.as_bytes()).is_some())
}

/// The first word in prose that announces spoilers. Unlike a heading or a tag, prose may mention the
/// word for other reasons, so it takes "ahead", "contains" or the like beside it, or a line of its
/// own.
#[must_use]
pub(crate) fn warning(text: &str) -> Option<Span> {
    if let Some(span) = one_word_warning(text) {
        return Some(span);
    }
    let places = SPELLINGS.iter().flat_map(|(word, first)| {
        memmem::find_iter(text.as_bytes(), word).filter_map(|at| at.checked_sub(*first))
    });
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.into_iter().find_map(|at| warning_at(text, at))
}

fn one_word_warning(text: &str) -> Option<Span> {
    let find = |word: &&str| Some((memmem::find(text.as_bytes(), word.as_bytes())?, word.len()));
    ONE_WORD_WARNINGS.iter().find_map(find).map(|(at, len)| Span::new(at, at + len))
}

/// The word at `at` if it is "spoiler" and announces some.
fn warning_at(text: &str, at: usize) -> Option<Span> {
    let head = text.get(..at)?;
    let word = text.get(at..)?;
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let name = word[..end].to_lowercase();
    let is_spoiler = matches!(&*name, "spoiler" | "spoilers") || name.starts_with("спойлер");
    if !is_spoiler || head.ends_with(char::is_alphabetic) {
        return None;
    }
    let before = clause_before(head).to_lowercase();
    let after: String = word[end..].chars().take(32).flat_map(char::to_lowercase).collect();
    if denies_anywhere(&before) || is_denied(&before, &after) {
        return None;
    }
    let following = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let direct = after.trim_start_matches([' ', '*', '_', ':', '-']).len() == following.len();
    let follows = direct && WARNING_AFTER.iter().any(|words| following.starts_with(words));
    let bare = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let leads = WARNING_BEFORE.iter().any(|words| bare.ends_with(words));
    let is_warning = follows || leads || is_alone(head, &word[end..]);
    is_warning.then(|| Span::new(at, at + end))
}

/// Whether a word that denies stands anywhere in a clause, in lower case.
fn denies_anywhere(clause: &str) -> bool {
    let mut words = clause.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.any(|word| {
        DENIALS_BEFORE.contains(&word) || VERBAL_DENIALS.iter().any(|end| word.ends_with(end))
    })
}

/// The end of the clause in `head`, at most 61 characters.
fn clause_before(head: &str) -> &str {
    let start = head.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let tail = head.get(start..).unwrap_or_default();
    tail.rsplit(['\n', '.', '!', '?', ';']).next().unwrap_or_default()
}

/// Whether the word between `head` and `tail` has a line or brackets to itself, or labels its line.
fn is_alone(head: &str, tail: &str) -> bool {
    let mark = |c: char| "*_#>[](){}!:.-–— \t\"".contains(c);
    let bracketed = head.ends_with(['[', '(']) && tail.starts_with([']', ')']);
    let mut before = head.chars().rev().take_while(|c| *c != '\n');
    let mut after = tail.chars().take_while(|c| *c != '\n');
    // In French a blank stands before the colon.
    let is_label = tail.trim_start_matches(['*', '_', ' ', '\u{a0}', '\u{202f}']).starts_with(':');
    bracketed || (before.all(mark) && (is_label || after.all(mark)))
}

/// A quick test, since most texts do not.
fn may_mention(text: &str) -> bool {
    const ASCII: [&[u8]; 5] = [b"spoil", b"spolier", b"spojler", b"divulgach", b"destripe"];
    let begins = |word: &&[u8], at: usize| {
        let part = text.as_bytes().get(at..at + word.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(word))
    };
    let mut letters = text.bytes().enumerate().filter(|(_, c)| matches!(c | 0x20, b's' | b'd'));
    !text.is_ascii() || letters.any(|(at, _)| ASCII.iter().any(|word| begins(word, at)))
}

fn is_denied(head: &str, tail: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let singular = tail.trim_start_matches(is_sign);
    let plural = tail.strip_prefix('s').map_or("", |tail| tail.trim_start_matches(is_sign));
    let is_over = |rest: &str| rest.trim_end_matches(is_sign).is_empty();
    let denies = |after: &str| {
        DENIALS_AFTER.iter().any(|word| after.starts_with(word))
            || DENIALS_AT_END.iter().any(|word| after.strip_prefix(word).is_some_and(is_over))
    };
    denies(singular) || denies(plural) || is_denied_before(head)
}

fn is_denied_before(head: &str) -> bool {
    /// How many words may stand between.
    const MAX_FILLERS: usize = 3;
    let is_joined = head.ends_with(char::is_alphanumeric);
    let mut head = head;
    for _ in 0..=MAX_FILLERS {
        let bare = head.trim_end_matches(|c: char| !c.is_alphanumeric());
        if DENIALS_BEFORE
            .iter()
            .any(|word| is_joined && bare.ends_with(word) || ends_with_word(bare, word))
        {
            return true;
        }
        if VERBAL_DENIALS.iter().any(|end| bare.ends_with(end)) {
            return true;
        }
        let filler = FILLERS.iter().find(|filler| ends_with_word(bare, filler));
        let Some(filler) = filler else { return false };
        head = &bare[..bare.len() - filler.len()];
    }
    false
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(head) = text.strip_suffix(word) else { return false };
    !word.is_ascii() || !head.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_denied_speaks_of_spoilers() {
        for text in [
            "Spoilers",
            "Spoiler Section",
            "SPOILERS AHEAD!",
            "Plot (spoilers)",
            "ネタバレ",
            "剧透警告",
            "Спойлеры",
            "isSpoiler",
            "spoiler_warning",
            "contains-spoilers",
            "class=\"spoiler\"",
            "full spoilers",
            "avec spoilers",
            "Casino spoilers",
            "Piano: spoilers",
            "Volcano (spoilers)",
            "No spoilers first, then spoilers",
            "Spoilers: no one survives",
            "Any spoilers are yours to find",
            "The ending (major spoilers)",
            "Spoilers: the non-fiction part",
            "Mild spoilers, nothing more",
            "[有雷] Night Boat",
            "Spojlery",
            "Spoliers ahead",
            "Gespoilert",
            "Attention spoil",
            "SPOIL ALERT",
            "Divulgâcheurs",
            "Contiene destripes",
            "ネタばれあり",
            "스포 있음",
        ] {
            assert!(mentions_spoilers(text) && speaks_of_spoilers(text), "{text}");
        }
    }

    #[test]
    fn what_is_denied_does_not() {
        for text in [
            "No Spoilers",
            "no-spoiler",
            "nospoiler",
            "noSpoilers",
            "hasNoSpoilers",
            "Non-spoiler thoughts",
            "Plot without spoilers",
            "without any spoilers",
            "No major spoilers",
            "no big plot spoilers",
            "Spoiler-free verdict",
            "spoilerFree",
            "Spoilers-free",
            "free of spoilers",
            "Spoilers: none",
            "Spoilers? No.",
            "spoilerfrei",
            "Ohne Spoiler",
            "sans spoilers",
            "pas de spoilers",
            "sin spoilers",
            "Сюжет без спойлеров",
            "ネタバレなし",
            "ネタバレ無し",
            "无剧透",
            "不剧透",
            "not a spoiler",
            "Avoiding spoilers",
            "Does not contain any spoilers",
            "This doesn't have spoilers",
            "won’t contain major plot spoilers",
            "geen spoilers",
            "spoilervrij",
            "bez spoilerów",
            "没有剧透",
            "不含剧透",
            "ネタバレはありません",
            "스포일러 없음",
        ] {
            assert!(mentions_spoilers(text) && !speaks_of_spoilers(text), "{text}");
        }
        for text in ["", "It spoils itself", "The Spoils of War", "Без", "spoi", "剧", "sans spoil"]
        {
            assert!(!mentions_spoilers(text) && !speaks_of_spoilers(text), "{text}");
        }
    }

    #[test]
    fn names_of_fields_may_be_verbs() {
        for name in ["spoils", "spoils_ending", "isSpoiled", "spoilt", "gespoilert", "Will spoil"] {
            assert!(names_spoilers(name) && !denies_spoilers(name), "{name}");
        }
        for name in ["unspoiled", "no_spoil", "sansSpoil", "spoiler_free", "noSpoilers"] {
            assert!(names_spoilers(name) && denies_spoilers(name), "{name}");
        }
        assert!(!names_spoilers("despair") && !denies_spoilers("no"));
    }

    #[test]
    fn warnings_are_distinguished_from_mentions() {
        for text in [
            "It's all spoilers from here, so stop.",
            "Beware, spoilers ahead.",
            "**beware, spoilers ahead**",
            "**Spoilers follow.**",
            "This review contains spoilers.",
            "From here on it is spoiler heavy.",
            "A spoiler-heavy discussion.",
            "SPOILERS!",
            "Text.\n\n[spoilers]\n",
            "Spoiler alert: he lives.",
            "> **Spoiler**: he lives.",
            "Spoilers : il vit.",
            "Achtung, Spoiler!",
            "以下、ネタバレ注意。",
            "Осторожно, спойлеры!",
        ] {
            assert!(warning(text).is_some(), "{text}");
        }
        for text in [
            "A fridge of spoiled milk.",
            "I will say it without spoilers.",
            "One joke completely spoils the end.",
            "This review contains no spoilers.",
            "No spoilers ahead.",
            "A spoiler-free verdict.",
            "Spoiler free, as ever.",
            "The trailer is a spoiler.",
            "The car has a rear spoiler.",
            "I don't think there are spoilers below.",
            "There won't be spoilers ahead",
            "Без спойлеров.",
        ] {
            assert_eq!(warning(text), None, "{text}");
        }
    }
}
