//! The title that somebody typed.

use crate::text::{Clean, Glyphs};

/// A title on one line, without anything unseen in it, and the year of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    text: String,
    year: Option<i16>,
}

impl Title {
    /// Cleans `words`. A year in parentheses at their end is the work's, unless another one is
    /// given. None when there is nothing to see.
    #[must_use]
    pub fn new(words: &str, year: Option<i16>) -> Option<Self> {
        let text = on_one_line(Clean::new(on_one_line(words)).as_str());
        if !is_seen(&text) {
            return None;
        }
        match split_year(&text) {
            Some((title, found)) if year.is_none_or(|year| year == found) => {
                Some(Self { text: title.to_owned(), year: Some(found) })
            }
            _ => Some(Self { text, year }),
        }
    }

    /// The title.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year of the work.
    #[must_use]
    pub const fn year(&self) -> Option<i16> {
        self.year
    }
}

impl std::fmt::Display for Title {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.year {
            Some(year) => write!(f, "{} ({year})", self.text),
            None => f.write_str(&self.text),
        }
    }
}

fn is_seen(text: &str) -> bool {
    Glyphs::Unicode.width(text) > 0
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Heat (1995)`: the title and the year.
fn split_year(text: &str) -> Option<(&str, i16)> {
    let (title, year) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let digits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.then(|| year.parse().ok()).flatten()?;
    ((1870..=2100).contains(&year) && is_seen(title)).then_some((title, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cleaned_and_years_are_found() {
        let show = |words| Title::new(words, None).map(|title| (title.text, title.year));
        for (words, title, year) in [
            ("Heat", "Heat", None),
            (" Heat  (1995) ", "Heat", Some(1995)),
            ("Blade Runner 2049", "Blade Runner 2049", None),
            ("a\n\tb\u{1b}[31m", "a b␛[31m", None),
            ("\u{202e}\u{feff} a", "a", None),
            ("(1995)", "(1995)", None),
            ("...", "...", None),
        ] {
            assert_eq!(show(words), Some((title.to_owned(), year)));
        }
        for words in ["", " \n", "\u{202e}", "\u{200b}"] {
            assert_eq!(show(words), None);
        }
        let other = Title::new("Heat (1995)", Some(1986)).map(|title| title.to_string());
        assert_eq!(other.as_deref(), Some("Heat (1995) (1986)"));
    }
}
