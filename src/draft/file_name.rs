//! The name of a file from a title: valid on every system and, if possible, without characters that a
//! shell needs quoted.

use crate::text::fold::fold;
use crate::text::words::is_mark;

/// Leaves room for a year and an extension in the 255 bytes that file systems allow, and in the 143
/// of those that encrypt names.
const MAX_STEM_BYTES: usize = 100;

/// The name for a title without letters or digits.
const FALLBACK_STEM: &str = "review";

/// The file name for a title, without year and extension.
#[must_use]
pub fn stem(title: &str) -> String {
    let mut name = String::new();
    for c in title.replace('&', " and ").chars().flat_map(char::to_lowercase) {
        push(&mut name, c);
    }
    cut(&mut name, '-');
    match name.as_str() {
        "" => FALLBACK_STEM.to_owned(),
        name if is_reserved(name) => format!("{name}-{FALLBACK_STEM}"),
        _ => name,
    }
}

/// The file name for a title in the title's own words, without year and extension.
#[must_use]
pub(super) fn titled(title: &str) -> String {
    let is_kept = |c: &char| !(c.is_control() || "<>:\"/\\|?*".contains(*c));
    let name: String = title.chars().filter(is_kept).collect();
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = ['.', ' ', '-', '_', '~'];
    name = name.trim_start_matches(ends).to_owned();
    cut(&mut name, ' ');
    name.truncate(name.trim_end_matches(ends).len());
    match name.as_str() {
        "" => FALLBACK_STEM.to_owned(),
        name if is_reserved(&name.to_lowercase()) => format!("{name} {FALLBACK_STEM}"),
        _ => name,
    }
}

fn push(name: &mut String, c: char) {
    let folded = fold(c.encode_utf8(&mut [0; 4]));
    let is_word = !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let after_ascii = name.chars().next_back().is_none_or(|last| last.is_ascii());
    if is_word {
        name.push_str(&folded);
    } else if c.is_alphanumeric() {
        name.push(c);
    } else if is_mark(c) {
        // After an ASCII letter an accent is dropped; in other scripts marks are part of the word.
        if !after_ascii {
            name.push(c);
        }
    } else if folded != "'" && !name.is_empty() && !name.ends_with('-') {
        name.push('-');
    }
}

/// Shortens the name to [`MAX_STEM_BYTES`], at the end of a word if that keeps at least half.
fn cut(name: &mut String, between_words: char) {
    if name.len() > MAX_STEM_BYTES {
        let starts = name.char_indices().map(|(at, _)| at);
        let end = starts.take_while(|&at| at <= MAX_STEM_BYTES).last().unwrap_or_default();
        let within_word = !name[end..].starts_with(between_words);
        let word =
            name[..end].rfind(between_words).filter(|&at| within_word && at > MAX_STEM_BYTES / 2);
        name.truncate(word.unwrap_or(end));
    }
    name.truncate(name.trim_end_matches(between_words).len());
}

/// Whether the name is that of a device on Windows, which no extension makes valid, or has a meaning
/// to rushes or to site generators.
fn is_reserved(name: &str) -> bool {
    let numbered = |device: &str| {
        let number = name.strip_prefix(device);
        number.is_some_and(|n| n.len() == 1 && n.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(
        name,
        "con" | "prn" | "aux" | "nul" | "author" | "template" | "review-template" | "index"
    ) || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_legible() {
        for (title, name) in [
            ("Ballerina", "ballerina"),
            ("Cléo de 5 à 7", "cleo-de-5-a-7"),
            ("Cle\u{301}o", "cleo"),
            ("Schindler's List", "schindlers-list"),
            ("L’Avventura", "lavventura"),
            ("Angels & Demons", "angels-and-demons"),
            ("Blåbærsyltetøj", "blabaersyltetoj"),
            ("Alien³", "alien3"),
            ("東京物語", "東京物語"),
            ("Сталкер", "сталкер"),
            ("हिन्दी", "हिन्दी"),
            ("מים קרים", "מים-קרים"),
            ("../../etc/passwd", "etc-passwd"),
            ("-rf", "rf"),
            (".hidden", "hidden"),
            ("...", "review"),
            ("🎬🍿", "review"),
            ("CON", "con-review"),
            ("Com1", "com1-review"),
            ("Com10", "com10"),
            ("Author", "author-review"),
        ] {
            assert_eq!(stem(title), name, "{title}");
        }
    }

    #[test]
    fn names_in_the_words_of_the_title_are_valid() {
        for (title, name) in [
            ("Schindler's List", "Schindler's List"),
            ("Mission: Impossible", "Mission Impossible"),
            ("Cléo de 5 à 7", "Cléo de 5 à 7"),
            ("../../etc/passwd", "etcpasswd"),
            ("What?...", "What"),
            ("-rf", "rf"),
            ("Author", "Author review"),
            ("???", "review"),
        ] {
            assert_eq!(titled(title), name, "{title}");
        }
        assert!(titled(&"night and day ".repeat(40)).ends_with(" day"));
    }

    #[test]
    fn long_names_end_on_a_word() {
        let name = stem(&"night and day ".repeat(40));
        assert!(name.len() <= MAX_STEM_BYTES && name.ends_with("-day"), "{name}");
        assert!(stem(&"東".repeat(300)).len() <= MAX_STEM_BYTES);
        assert_eq!(stem(&"x".repeat(MAX_STEM_BYTES)).len(), MAX_STEM_BYTES);
    }
}
