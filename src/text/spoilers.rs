//! Whether a text speaks of spoilers: a heading, the name of a field, a tag, a note in a title, the
//! class of an element; and where prose warns of them.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::Span;

/// The word in the languages that we know, in lower case.
const WORDS: [&str; 11] = [
    "spoiler",
    "спойлер",
    "ネタバレ",
    "ねたばれ",
    "剧透",
    "劇透",
    "有雷",
    "微雷",
    "스포일러",
    "스포주의",
    "ספוילר",
];

/// Words before it that deny it. In the name of a field they may be joined to it: `noSpoilers`.
const DENIALS_BEFORE: [&str; 42] = [
    "no",
    "non",
    "not",
    "without",
    "zero",
    "minus",
    "sans",
    "ohne",
    "sin",
    "sem",
    "senza",
    "keine",
    "zonder",
    "geen",
    "utan",
    "uten",
    "uden",
    "ingen",
    "inga",
    "bez",
    "aucun",
    "nessuno",
    "free of",
    "freeof",
    "free from",
    "libre de",
    "livre de",
    "avoid",
    "avoids",
    "avoiding",
    "minimal",
    "pas de",
    "без",
    "无",
    "無",
    "不",
    "不含",
    "没有",
    "沒有",
    "never",
    "hardly any",
    "hardly a",
];

/// How a verb denies: `does not`, `won't`.
const VERBAL_DENIALS: [&str; 2] = ["n't", "n’t"];

/// What follows it, or its plural, where it is denied.
const DENIALS_AFTER: [&str; 13] = [
    "free",
    "less",
    "frei",
    "vrij",
    "fri",
    "safe",
    "なし",
    "無し",
    "無",
    "はなし",
    "は無し",
    "はありません",
    "없",
];

/// The same, where nothing else follows: `Spoilers: none`.
const DENIALS_AT_END: [&str; 7] = ["none", "no", "false", "0", "nein", "keine", "нет"];

/// Words that may stand between a denial and the word: `no major spoilers`, `does not contain any
/// spoilers`.
const FILLERS: [&str; 24] = [
    "a",
    "actual",
    "any",
    "big",
    "contain",
    "contains",
    "containing",
    "de",
    "further",
    "give",
    "has",
    "have",
    "having",
    "huge",
    "include",
    "includes",
    "major",
    "more",
    "of",
    "plot",
    "post",
    "real",
    "story",
    "the",
];

/// A longer note in a title or a tag is no warning.
pub(crate) const MAX_WARNING_BYTES: usize = 60;

/// Words that say no more beside "spoilers".
const WARNING_WORDS: [&str; 53] = [
    "a",
    "achtung",
    "ahead",
    "alert",
    "all",
    "and",
    "are",
    "be",
    "begin",
    "begins",
    "below",
    "beware",
    "beyond",
    "caution",
    "contain",
    "contains",
    "danger",
    "discussion",
    "end",
    "follow",
    "following",
    "follows",
    "from",
    "full",
    "has",
    "heavy",
    "here",
    "important",
    "in",
    "level",
    "major",
    "mild",
    "minor",
    "note",
    "of",
    "on",
    "point",
    "review",
    "section",
    "some",
    "start",
    "starts",
    "the",
    "there",
    "this",
    "thoughts",
    "true",
    "version",
    "warning",
    "with",
    "yes",
    "ja",
    "да",
];

/// Words after "spoilers" that make it a warning.
const WARNING_AFTER: [&str; 14] = [
    "ahead",
    "follow",
    "below",
    "from here",
    "beyond this",
    "past this",
    "after this",
    "incoming",
    "coming up",
    "to come",
    "alert",
    "warning",
    "begin",
    "start",
];

/// Words before "spoilers" that make it a warning.
const WARNING_BEFORE: [&str; 19] = [
    "beware of",
    "beware",
    "warning",
    "caution",
    "attention",
    "achtung",
    "here be",
    "contains",
    "contain",
    "full of",
    "enthält",
    "contient",
    "contiene",
    "contém",
    "cuidado con los",
    "осторожно",
    "внимание",
    "содержит",
    "дальше",
];

/// Warnings in languages that write them as one word or without spaces.
const ONE_WORD_WARNINGS: [&str; 4] = ["ネタバレ注意", "ネタバレあり", "剧透警告", "Spoilerwarnung"];

/// The word without its first letter, whose case varies, and how many bytes that letter has. Rarer
/// spellings are not found in prose.
const SPELLINGS: [(&str, usize); 4] = [("poiler", 1), ("POILER", 1), ("пойлер", 2), ("ПОЙЛЕР", 2)];

/// Every warning contains one of these, so that most texts are passed over quickly. An ASCII warning
/// contains one of [`SPELLINGS`].
static NEEDLES: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let others = WORDS.into_iter().filter(|word| !word.is_ascii());
    SPELLINGS.into_iter().map(|(word, _)| word).chain(others).map(Finder::new).collect()
});

/// Whether the text has the word, denied or not.
#[must_use]
pub(crate) fn mentions_spoilers(text: &str) -> bool {
    may_mention(text) && {
        let lower = text.to_lowercase();
        WORDS.iter().any(|word| lower.contains(word))
    }
}

/// Whether the text has the word at a place where nothing denies it.
#[must_use]
pub(crate) fn speaks_of_spoilers(text: &str) -> bool {
    may_mention(text) && {
        let lower = text.to_lowercase();
        let is_open = |word: &str| {
            let mut places = lower.match_indices(word);
            places.any(|(at, word)| !is_denied(&lower[..at], &lower[at + word.len()..]))
        };
        WORDS.into_iter().any(is_open)
    }
}

/// Whether a warning of spoilers says nothing else.
#[must_use]
pub(crate) fn is_mere_warning(warning: &str) -> bool {
    let mut words = warning.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        let word = word.to_lowercase();
        mentions_spoilers(&word) || WARNING_WORDS.contains(&&*word)
    })
}

/// Whether a text may warn of spoilers: a quick test of a long one.
#[must_use]
pub(crate) fn may_warn(text: &str) -> bool {
    let is_ascii = text.is_ascii();
    let mut needles = NEEDLES.iter().filter(|it| !is_ascii || it.needle().is_ascii());
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
    let direct = after.trim_start_matches([' ', '*', '_', ':']).len() == following.len();
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
    let is_label = tail.trim_start_matches(['*', '_']).starts_with(':');
    bracketed || (before.all(mark) && (is_label || after.all(mark)))
}

/// A quick test, since most texts do not.
fn may_mention(text: &str) -> bool {
    const ASCII: &[u8] = b"spoiler";
    let mut parts = text.as_bytes().windows(ASCII.len());
    !text.is_ascii() || parts.any(|part| part.eq_ignore_ascii_case(ASCII))
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
        for text in ["", "It spoils itself", "spoil", "Без", "spoile", "剧"] {
            assert!(!mentions_spoilers(text) && !speaks_of_spoilers(text), "{text}");
        }
    }

    #[test]
    fn warnings_are_distinguished_from_mentions() {
        for text in [
            "It's all spoilers from here, so stop.",
            "Beware, spoilers ahead.",
            "**beware, spoilers ahead**",
            "**Spoilers follow.**",
            "This review contains spoilers.",
            "SPOILERS!",
            "Text.\n\n[spoilers]\n",
            "Spoiler alert: he lives.",
            "> **Spoiler**: he lives.",
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
