//! Whether a text speaks of spoilers: a heading, the name of a field, a note in a title, the class of
//! an element.

/// The word in the languages that we know, in lower case.
const WORDS: [&str; 6] = ["spoiler", "спойлер", "ネタバレ", "剧透", "劇透", "스포일러"];

/// Words before it that deny it. In the name of a field they may be joined to it: `noSpoilers`.
const DENIALS_BEFORE: [&str; 25] = [
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
    "utan",
    "free of",
    "freeof",
    "avoiding",
    "minimal",
    "pas de",
    "без",
    "无",
    "無",
    "不",
    "never",
    "hardly any",
];

/// What follows it, or its plural, where it is denied.
const DENIALS_AFTER: [&str; 7] = ["free", "less", "frei", "safe", "なし", "無し", "없음"];

/// The same, where nothing else follows: `Spoilers: none`.
const DENIALS_AT_END: [&str; 4] = ["none", "no", "keine", "нет"];

/// Words that may stand between a denial and the word: `no major spoilers`.
const FILLERS: [&str; 13] = [
    "a", "actual", "any", "big", "de", "further", "huge", "major", "more", "plot", "real", "story",
    "the",
];

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
    const MAX_FILLERS: usize = 2;
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
        ] {
            assert!(mentions_spoilers(text) && !speaks_of_spoilers(text), "{text}");
        }
        for text in ["", "It spoils itself", "spoil", "Без", "spoile", "剧"] {
            assert!(!mentions_spoilers(text) && !speaks_of_spoilers(text), "{text}");
        }
    }
}
