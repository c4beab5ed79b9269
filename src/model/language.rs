//! The languages of reviews, as far as their articles matter to the order of titles.

/// The language that a review's headings are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, whose articles count as such in every review.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Spanish.
    Spanish,
}

const ENGLISH_ARTICLES: &[&str] = &["the", "a", "an"];

impl Language {
    /// The articles that a title may begin with. One with an apostrophe is part of the next word.
    const fn articles(self) -> &'static [&'static str] {
        match self {
            Self::English => ENGLISH_ARTICLES,
            Self::French => &["le", "la", "les", "l'", "un", "une", "des"],
            Self::German => &["der", "die", "das", "ein", "eine"],
            Self::Italian => &["il", "lo", "la", "i", "gli", "le", "l'", "un", "uno", "una", "un'"],
            Self::Portuguese => &["o", "a", "os", "as", "um", "uma"],
            Self::Spanish => &["el", "la", "los", "las", "lo", "un", "una", "unos", "unas"],
        }
    }
}

/// The part of `title` by which it is sorted: without an English article at its beginning, or one of
/// `language`. A title that is nothing else keeps it.
pub(super) fn without_article(title: &str, language: Option<Language>) -> &str {
    let title = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    let own = language.map_or(&[][..], Language::articles);
    let rest = ENGLISH_ARTICLES.iter().chain(own).find_map(|article| after(title, article));
    rest.filter(|rest| rest.contains(char::is_alphanumeric)).unwrap_or(title)
}

fn after<'t>(title: &'t str, article: &str) -> Option<&'t str> {
    let (word, is_elided) = match article.strip_suffix('\'') {
        Some(word) => (word, true),
        None => (article, false),
    };
    let (head, rest) = title.split_at_checked(word.len())?;
    let ends = if is_elided {
        rest.starts_with(['\'', '’'])
    } else {
        rest.starts_with(char::is_whitespace)
    };
    (head.eq_ignore_ascii_case(word) && ends).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted_without_an_article() {
        use Language::*;
        for (title, language, sorted) in [
            ("The General", None, " General"),
            ("the general", Some(German), " general"),
            ("A Serious Man", None, " Serious Man"),
            ("“An Education”", None, " Education”"),
            ("A\u{a0}Ghost Story", None, "\u{a0}Ghost Story"),
            ("Les Vampires", Some(French), " Vampires"),
            ("L’Atalante", Some(French), "’Atalante"),
            ("L'Avventura", Some(Italian), "'Avventura"),
            ("Das Boot", Some(German), " Boot"),
            ("O Pagador de Promessas", Some(Portuguese), " Pagador de Promessas"),
            ("El Topo", Some(Spanish), " Topo"),
        ] {
            assert_eq!(without_article(title, language), sorted, "{title}");
        }
        for (title, language) in [
            ("Theorem", None),
            ("A", None),
            ("The !", None),
            ("A.I. Artificial Intelligence", None),
            ("À bout de souffle", Some(French)),
            ("A\u{300} bout de souffle", Some(French)),
            ("Les Vampires", None),
            ("Die Hard", Some(English)),
            ("Das Boot", Some(French)),
            ("L’Atalante", Some(German)),
            ("Lola", Some(French)),
            ("", Some(French)),
        ] {
            assert_eq!(without_article(title, language), title, "{title}");
        }
    }
}
