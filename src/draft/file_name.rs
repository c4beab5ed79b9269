//! A file's name out of a title: safe on every system, and typed without quotes where it can be.

use crate::text::fold::fold_char;
use crate::text::words::is_mark;

/// The most bytes of a name, which leaves room for a year and an extension in the 255 that file
/// systems allow, and for the 143 of those that encrypt names.
const LONGEST: usize = 100;

/// What a title without a letter or digit is called.
const NAMELESS: &str = "review";

/// The name of a review's file, without year and extension.
#[must_use]
pub fn stem(title: &str) -> String {
    let mut name = String::new();
    for c in title.replace('&', " and ").chars().flat_map(char::to_lowercase) {
        push(&mut name, c);
    }
    cut(&mut name);
    match name.as_str() {
        "" => NAMELESS.to_owned(),
        name if is_taken(name) => format!("{name}-{NAMELESS}"),
        _ => name,
    }
}

fn push(name: &mut String, c: char) {
    if let Some(letters) = spelled_out(c) {
        name.push_str(letters);
        return;
    }
    let folded = fold_char(c);
    let c = if folded.is_ascii() { folded } else { c };
    let after_ascii = name.chars().next_back().is_none_or(|last| last.is_ascii());
    if c.is_alphanumeric() {
        name.push(c);
    } else if is_mark(c) {
        // An accent beside an ASCII letter is folded away; elsewhere it is part of the letter.
        if !after_ascii {
            name.push(c);
        }
    } else if c != '\'' && !name.is_empty() && !name.ends_with('-') {
        name.push('-');
    }
}

/// Letters that have no accent to take away, but ASCII spellings that everybody knows.
const fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'þ' => "th",
        'ð' | 'đ' => "d",
        'ł' => "l",
        'ı' => "i",
        '¹' => "1",
        '²' => "2",
        '³' => "3",
        _ => return None,
    })
}

/// Shortens the name, between two words where there is one not too far back.
fn cut(name: &mut String) {
    if name.len() > LONGEST {
        let starts = name.char_indices().map(|(at, _)| at);
        let end = starts.take_while(|&at| at <= LONGEST).last().unwrap_or_default();
        let within_word = !name[end..].starts_with('-');
        let word = name[..end].rfind('-').filter(|&at| within_word && at > LONGEST / 2);
        name.truncate(word.unwrap_or(end));
    }
    name.truncate(name.trim_end_matches('-').len());
}

/// Names of devices on Windows, whatever their extension, and names that mean something to us or
/// to the builders of blogs.
fn is_taken(name: &str) -> bool {
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
    fn long_names_end_on_a_word() {
        let name = stem(&"night and day ".repeat(40));
        assert!(name.len() <= LONGEST && name.ends_with("-day"), "{name}");
        assert!(stem(&"東".repeat(300)).len() <= LONGEST);
        assert_eq!(stem(&"x".repeat(LONGEST)).len(), LONGEST);
    }
}
