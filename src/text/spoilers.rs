//! Whether a text speaks of spoilers: a heading, the name of a field, a tag, a note in a title, the
//! class of an element; and where prose warns of them.

use std::ops::Range;

use memchr::memchr3;

mod announcement;
mod wording;
mod words;

use announcement::is_end;
pub(crate) use announcement::{Announcement, AnnouncementKind, Reach, announcements};
use wording::{has_word, is_denied, is_of_warning, is_verb, split};
pub(crate) use wording::{is_mere_warning, may_warn};
use words::{VERB, WORDS};

/// A longer note in a title or a tag is no warning.
pub(crate) const MAX_WARNING_BYTES: usize = 60;

/// Whether the text has the word, denied or not.
#[must_use]
pub(crate) fn mentions_spoilers(text: &str) -> bool {
    may_warn(text) && {
        let lower = text.to_lowercase();
        has_word(&lower) || is_verb_alone(&lower)
    }
}

/// Whether the text has the word at a place where nothing denies it.
#[must_use]
pub(crate) fn speaks_of_spoilers(text: &str) -> bool {
    may_warn(text) && {
        let lower = text.to_lowercase();
        WORDS.iter().copied().any(|word| is_open(&lower, word)) || is_verb_alone(&lower)
    }
}

/// Whether a heading speaks of spoilers, rather than of their end.
#[must_use]
pub(crate) fn is_about_spoilers(heading: &str) -> bool {
    speaks_of_spoilers(heading) && !is_end(heading)
}

/// Whether the name of a field has the word or the verb, denied or not.
#[must_use]
pub(crate) fn names_spoilers(name: &str) -> bool {
    mentions_spoilers(name) || may_warn(name) && name.to_lowercase().contains(VERB)
}

/// Whether the name of a field, or its value, denies that there are any.
#[must_use]
pub(crate) fn denies_spoilers(name: &str) -> bool {
    match mentions_spoilers(name) {
        true => !speaks_of_spoilers(name),
        false => names_spoilers(name) && !is_open(&name.to_lowercase(), VERB),
    }
}

/// Whether a text in lower case is the verb with at most words of a warning.
fn is_verb_alone(lower: &str) -> bool {
    split(lower).any(is_verb) && split(lower).all(is_of_warning)
}

/// Whether `word` stands anywhere in a text in lower case where nothing denies it.
fn is_open(lower: &str, word: &str) -> bool {
    let mut places = lower.match_indices(word);
    places.any(|(at, word)| !is_denied(&lower[..at], &lower[at + word.len()..]))
}

/// Whether a text warns of spoilers.
#[must_use]
pub(crate) fn warns(text: &str) -> bool {
    announcements(text).iter().any(|said| said.begins().is_some())
}

/// What remarks in brackets tell in a line: `He leaves (spoiler: he dies)`.
#[must_use]
pub(crate) fn remarks(line: &str) -> Vec<Range<usize>> {
    let may_open = memchr3(b'(', b'[', "（".as_bytes()[0], line.as_bytes()).is_some();
    if !may_open || !may_warn(line) {
        return Vec::new();
    }
    let told = announcements(line).into_iter().filter_map(|said| match said.kind {
        AnnouncementKind::Begin { start, reach: Reach::To(end) } => Some(start..end),
        _ => None,
    });
    told.collect()
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
            "juonipaljastuksia",
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
}
