//! What a headline says about the work: title, year, rating, a warning of spoilers.

use super::claims::{is_separator, without_label};
use super::{dates, rating};
use crate::model::{Rating, Score};
use crate::text::spoilers::{MAX_WARNING_BYTES, is_mere_warning, speaks_of_spoilers};
use crate::text::words::beginning;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Headline {
    pub(crate) title: String,
    pub(crate) year: Option<i32>,
    pub(crate) rating: Option<Rating>,
    pub(crate) spoilers: bool,
    /// Whether it says that it is a review.
    pub(crate) claims_review: bool,
    /// Whether words were left out that no field keeps.
    pub(crate) shortened: bool,
}

/// A first line is cut here: a paragraph may be as long as a file.
const MAX_FIRST_LINE_CHARS: usize = 400;

/// A longer heading is searched for no rating behind its title.
const MAX_HEADING_BYTES: usize = 400;

/// A longer text is searched for no rating at its end.
const MAX_RATED_BYTES: usize = 300;

/// Parses a post's title.
pub(crate) fn read(text: &str) -> Headline {
    let mut headline = Headline::default();
    let mut rest = text.trim();
    if let Some((rating, tail)) = leading_rating(rest) {
        headline.rating = Some(rating);
        rest = tail;
    }
    // A single star may be an ornament or a rating: the headline shows it.
    headline.shortened = rest.starts_with(['★', '⭐']);
    rest = unadorned(rest);
    let unwarned = without_warning(rest);
    if let Some((unwarned, warning)) = &unwarned {
        headline.spoilers = true;
        headline.shortened |= !is_mere_warning(warning);
        rest = unwarned.trim();
    }
    if let Some((head, rating)) = trailing_rating(rest).or_else(|| rating_behind_year(rest)) {
        headline.rating = Some(rating);
        rest = head;
    }
    let labelled = without_label(rest);
    headline.claims_review = labelled.is_claim;
    headline.shortened |= labelled.has_subtitle;
    rest = labelled.title;
    let is_separated = |tail: &str| tail.is_empty() || tail.starts_with(['-', '–', '—', ':', '|']);
    if let Some((head, year, tail)) = year_in(rest).filter(|(.., tail)| is_separated(tail)) {
        headline.year = Some(year);
        let bracket = &rest[head.len()..rest.len() - tail.len()];
        headline.shortened |= bracket.contains(char::is_alphabetic);
        headline.shortened |= !tail.trim_start_matches(is_separator).is_empty();
        rest = head;
    }
    let labelled = without_label(rest);
    // `Dune Review (2021)`: the year shows what was reviewed.
    let is_of_year = headline.year.is_some() && labelled.title.len() < rest.len();
    headline.claims_review |= labelled.is_claim || is_of_year;
    headline.shortened |= labelled.has_subtitle;
    let is_all = labelled.title.len() == text.trim().len();
    let unquoted = labelled.title.strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    let unquoted = unquoted.filter(|title| !is_all && !title.contains('"'));
    headline.title = unquoted.unwrap_or(labelled.title).to_owned();
    headline
}

/// Parses the heading of one of several reviews. Its rating may follow the title without a
/// separator: `Heat (1995) B+`, `Heat 4/5`.
pub(crate) fn read_heading(text: &str) -> Headline {
    let headline = read(text);
    let text = text.trim();
    if headline.rating.is_some() || text.len() > MAX_HEADING_BYTES {
        return headline;
    }
    let behind_title = || {
        let (head, tail) = text.rsplit_once(' ')?;
        let rating = tail.contains(['/', '%']).then(|| rating::line(tail)).flatten()?;
        is_on_usual_scale(&rating).then_some((head, rating))
    };
    match behind_title() {
        Some((head, rating)) => Headline { rating: Some(rating), ..read(head) },
        None => headline,
    }
}

/// Splits `Heat (1995) B+`.
pub(super) fn rating_behind_year(text: &str) -> Option<(&str, Rating)> {
    let (_, _, tail) = year_in(text).filter(|_| text.len() <= MAX_HEADING_BYTES)?;
    let rating = rating::beside_title(tail.trim_start_matches(is_separator))?;
    Some((text.get(..text.len() - tail.len())?.trim_end(), rating))
}

/// Splits `★★★★ Dune (2021)` and `4/5 Dune`. A single star may be an ornament, and belongs to the
/// title.
pub(super) fn leading_rating(text: &str) -> Option<(Rating, &str)> {
    if let Some((figures, title)) = text.split_once(' ')
        && figures.starts_with(|c: char| c.is_ascii_digit())
        && title.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    {
        let rating = figures.contains('/').then(|| rating::line(figures)).flatten()?;
        // `3/4 Time` and `9/11 Truth` are titles.
        let is_rating = matches!(rating.score, Score::Scaled { value, out_of }
            if [5.0, 10.0, 100.0].contains(&out_of) && value <= out_of);
        return is_rating.then(|| (rating, title.trim_start()));
    }
    let is_sign = |c: char| rating::is_sign(c) || c == '½' || c.is_whitespace() || c == '\u{fe0f}';
    let end = text.find(|c| !is_sign(c))?;
    let (signs, title) = text.split_at(end);
    let rating = rating::line(signs)?;
    Some((rating, title.trim_start_matches(is_separator)))
}

/// Whether a rating is likely: the 9/11 of a title is none.
fn is_on_usual_scale(rating: &Rating) -> bool {
    let Score::Scaled { out_of, .. } = rating.score else { return false };
    [4.0, 5.0, 6.0, 10.0, 20.0, 100.0].contains(&out_of)
}

/// Parses the first line of a plain post: a headline, or a sentence that names the work with its
/// year. Returns whether it is a sentence, which belongs to the text as well.
pub(crate) fn first_line(text: &str) -> (Headline, bool) {
    let text = text.trim();
    let text = text.char_indices().nth(MAX_FIRST_LINE_CHARS).map_or(text, |(end, _)| &text[..end]);
    let sentence = is_sentence(text);
    if !sentence {
        return (read(text), false);
    }
    let mut headline = Headline::default();
    if let Some((head, year, _)) = year_in(text) {
        headline.title = named(without_label(head).title).to_owned();
        headline.year = (!headline.title.is_empty()).then_some(year);
    }
    (headline, true)
}

/// Running text rather than a headline: long, or words after a year in parentheses.
fn is_sentence(text: &str) -> bool {
    let ends = text.ends_with(['.', '…', '。']) && !text.ends_with("...") && !is_capitalised(text);
    let follows = year_in(text).is_some_and(|(_, _, tail)| {
        tail.starts_with(|c: char| c.is_lowercase() || c == ',' || c == '\'' || c == '’')
    });
    follows || ends || text.chars().count() > 100
}

/// Words that a title may have in small letters.
const SMALL: &[&str] = &[
    "of", "the", "and", "in", "a", "an", "to", "for", "on", "at", "from", "with", "by", "or", "de",
    "la", "le", "les", "el", "du", "des", "und", "der", "die", "das", "vs", "vs.",
];

/// Whether every word begins as in a title: `Monsters, Inc.`, `Good Night, and Good Luck.`
pub(super) fn is_capitalised(text: &str) -> bool {
    let begins_small = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(char::is_lowercase) && !SMALL.contains(&word)
    };
    // Scripts without capitals have other full stops.
    text.starts_with(char::is_uppercase) && !text.split_whitespace().any(begins_small)
}

/// The last words of `text` that could be a title: capitals, digits, and small words between.
fn named(text: &str) -> &str {
    let mut start = text.len();
    for (at, word) in text.split(' ').rev().scan(text.len(), |end, word| {
        let at = *end - word.len();
        *end = at.saturating_sub(1);
        Some((at, word))
    }) {
        let first = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
        if first.is_none_or(|c| !c.is_lowercase()) {
            start = at;
        } else if !SMALL.contains(&word) {
            break;
        }
    }
    let name = text[start..].trim();
    name.strip_prefix("I ").unwrap_or(name).trim_matches(['"', '“', '”', '*', '_'])
}

/// A year in parentheses or brackets, or after a comma at the end: before, year, after.
fn year_in(text: &str) -> Option<(&str, i32, &str)> {
    for (open, bracket) in text.char_indices().filter(|(_, c)| matches!(c, '(' | '[' | '（')) {
        let inner = &text[open + bracket.len_utf8()..];
        let head = text[..open].trim();
        let closing = beginning(inner, MAX_BRACKET_BYTES).find([')', ']', '）']);
        let Some(close) = closing.filter(|_| !head.is_empty()) else { continue };
        if let Some(year) = year_behind_name(&inner[..close]) {
            let tail = inner[close..].strip_prefix([')', ']', '）']).unwrap_or_default();
            return Some((head, year, tail.trim()));
        }
    }
    let (head, tail) = text.rsplit_once(',')?;
    let year = year(tail)?;
    (!head.trim().is_empty()).then_some((head.trim(), year, ""))
}

/// The year in brackets, behind who made the work or where: `1984`, `Anna Reel, 1984`, `USA 1984`.
fn year_behind_name(inner: &str) -> Option<i32> {
    let Some((name, last)) = inner.trim_end().rsplit_once([' ', ',']) else { return year(inner) };
    let is_name = name.ends_with(',') || !name.contains(char::is_lowercase);
    year(last).filter(|_| is_name)
}

fn year(text: &str) -> Option<i32> {
    dates::bare_year(text).map(i32::from).filter(|year| (1870..=2100).contains(year))
}

/// Drops an emoji before the title.
fn unadorned(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    // What stands before the year is the title, if nothing else is.
    if year_in(text).is_some_and(|(head, ..)| head == first) {
        return text;
    }
    let adorned = first.chars().all(|c| {
        matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}'
            | '\u{fe0f}' | '\u{200d}')
    });
    if adorned && rating::line(text).is_none() { rest.trim_start() } else { text }
}

/// The text without what warns of spoilers in it, and that; `None` where nothing does. It stands in
/// brackets anywhere, as in `(contains spoilers)`, or in front or behind with a separator, as in
/// `Dune – Spoiler Review`.
fn without_warning(text: &str) -> Option<(String, &str)> {
    const CLOSING: [(char, char); 4] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')];
    const WITH: [&str; 6] = [" with ", " mit ", " avec ", " con ", " com ", " met "];
    let is_warning = |note: &str| note.len() <= MAX_WARNING_BYTES && speaks_of_spoilers(note);
    for (open, close) in CLOSING {
        let starts = text.match_indices(open).map(|(at, _)| at);
        for start in starts.take(MAX_BRACKETS) {
            let Some(length) = text[start..].find(close) else { break };
            let end = start + length + close.len_utf8();
            if is_warning(&text[start..end]) {
                let (head, tail) = (text[..start].trim_end(), text[end..].trim_start());
                let rest = format!("{head} {tail}").trim().to_owned();
                return Some((rest, &text[start..end]));
            }
        }
    }
    // Behind the bracket of a year nothing else is a title: `Dune (2021) *spoilers*`.
    let behind_year = text.rsplit_once(") ").map(|(head, tail)| (&text[..head.len() + 1], tail));
    let loud = text.rsplit_once(' ').filter(|(_, tail)| !tail.contains(char::is_lowercase));
    let behind = WITH.iter().filter_map(|with| text.rsplit_once(with));
    let mut behind = behind.chain(behind_year).chain(loud);
    let warned = behind.find(|(_, tail)| is_warning(tail) && is_mere_warning(tail));
    if let Some((head, tail)) = warned {
        return Some((head.trim_end_matches(is_separator).to_owned(), tail));
    }
    for separator in [" - ", " – ", " — ", " | ", " // ", " · ", ": "] {
        // A sentence before the warning belongs to a text.
        if let Some((head, tail)) = text.split_once(separator)
            && is_warning(head)
            && !head.contains(". ")
            && !tail.trim().is_empty()
        {
            return Some((tail.to_owned(), head));
        }
        if let Some((head, tail)) = text.rsplit_once(separator)
            && is_warning(tail)
            && !head.trim().is_empty()
        {
            return Some((head.to_owned(), tail));
        }
    }
    None
}

/// What is longer between brackets is no year with a name.
const MAX_BRACKET_BYTES: usize = 60;

/// A title has few brackets.
const MAX_BRACKETS: usize = 8;

/// Splits `Dune - ★★★★` and `Dune (8/10)`.
pub(crate) fn trailing_rating(text: &str) -> Option<(&str, Rating)> {
    if text.len() > MAX_RATED_BYTES {
        return None;
    }
    let separators = [" - ", " – ", " — ", ": ", " | ", ", ", " (", " ["];
    let cut = separators.iter().filter_map(|s| Some((text.rfind(s)?, s.len()))).max();
    let behind_separator = cut.and_then(|(at, len)| {
        let tail = text[at + len..].trim().trim_end_matches([')', ']']);
        let is_counted = tail.starts_with(|c: char| c.is_ascii_digit()) && tail.ends_with("stars");
        let numeral = is_counted || tail.contains(['/', '★', '☆', '⭐', '🍿', '½', '%']);
        let rating = numeral.then(|| rating::beside_title(tail)).flatten()?;
        Some((text[..at].trim_end(), rating))
    });
    let bare = || {
        let at = text.rfind(' ')?;
        let stars = text[at..].trim();
        let glyphs = stars.starts_with(['★', '⭐', '☆', '🍿']);
        glyphs
            .then(|| rating::beside_title(stars))
            .flatten()
            .map(|rating| (text[..at].trim_end(), rating))
    };
    behind_separator.or_else(bare).filter(|(head, _)| !head.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines() {
        let show = |text| {
            let h = read(text);
            let rating = h.rating.map_or_else(|| "-".to_owned(), |rating| rating.written);
            format!("{} | {} | {rating} | {}", h.title, h.year.unwrap_or_default(), h.spoilers)
        };
        for (text, expected) in [
            ("🍿 Dune, 2021 - ★★★★ (contains spoilers)", "Dune | 2021 | ★★★★ | true"),
            ("Movie Review: Past Lives (2023)", "Past Lives | 2023 | - | false"),
            ("REVIEW – Come and See (1985)", "Come and See | 1985 | - | false"),
            ("The Lighthouse Review", "The Lighthouse | 0 | - | false"),
            ("Heat (1995) - Movie Review", "Heat | 1995 | - | false"),
            ("Blade Runner 2049", "Blade Runner 2049 | 0 | - | false"),
            ("A Year in Review", "A Year in Review | 0 | - | false"),
            ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey | 1968 | - | false"),
            ("Dune (2021): a cold epic", "Dune | 2021 | - | false"),
            ("Night Boat (Anna Reel, 1984)", "Night Boat | 1984 | - | false"),
            ("Nachtboot (USA 1984) - 7/10", "Nachtboot | 1984 | 7/10 | false"),
            ("Night Boat (cut of 1984)", "Night Boat (cut of 1984) | 0 | - | false"),
            ("Night Boat Movie Review: A Cold Trip", "Night Boat | 0 | - | false"),
            ("Fahrenheit 9/11", "Fahrenheit 9/11 | 0 | - | false"),
            ("Dune: 8/10", "Dune | 0 | 8/10 | false"),
            ("(500) Days of Summer", "(500) Days of Summer | 0 | - | false"),
            ("★", "★ | 0 | - | false"),
            ("★★★★ Dune (2021)", "Dune | 2021 | ★★★★ | false"),
            ("4/5 Dune (1984)", "Dune | 1984 | 4/5 | false"),
            ("8.5/10 Night Boat", "Night Boat | 0 | 8.5/10 | false"),
            ("24/7 Night Boat", "24/7 Night Boat | 0 | - | false"),
            ("3/4 Time", "3/4 Time | 0 | - | false"),
            ("9/10 (2021)", "9/10 | 2021 | - | false"),
            ("Dune (1998) 4/5", "Dune | 1998 | 4/5 | false"),
            ("Dune, 1984 (contains spoilers) - ★★★★", "Dune | 1984 | ★★★★ | true"),
            ("[Spoilers] Dune (1984)", "Dune | 1984 | - | true"),
            ("Dune (full spoilers)", "Dune | 0 | - | true"),
            ("Dune (Spoiler Review)", "Dune | 0 | - | true"),
            ("Dune – avec spoilers", "Dune | 0 | - | true"),
            ("SPOILERS: Dune", "Dune | 0 | - | true"),
            ("\"Dune\" (2021)", "Dune | 2021 | - | false"),
            ("\"Dune\"", "\"Dune\" | 0 | - | false"),
            ("Dune SPOILERS", "Dune | 0 | - | true"),
            ("Dune review with spoilers", "Dune | 0 | - | true"),
            ("Dune mit Spoilern", "Dune | 0 | - | true"),
            ("Dune [4/5]", "Dune | 0 | 4/5 | false"),
            ("Dune (4 stars)", "Dune | 0 | 4 stars | false"),
            ("Дюна (спойлеры)", "Дюна | 0 | - | true"),
            ("Dune (spoiler-free)", "Dune (spoiler-free) | 0 | - | false"),
            ("Dune (no spoilers)", "Dune (no spoilers) | 0 | - | false"),
            ("Spoiler Alert (2022)", "Spoiler Alert | 2022 | - | false"),
            ("Five Star (2014)", "Five Star | 2014 | - | false"),
            ("★ (2016)", "★ | 2016 | - | false"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn first_lines() {
        let show = |text| {
            let (h, sentence) = first_line(text);
            format!("{} | {} | {sentence}", h.title, h.year.unwrap_or_default())
        };
        for (text, expected) in [
            ("Ballerina (2024) is the much-anticipated spinoff.", "Ballerina | 2024 | true"),
            (
                "I watched The Lord of the Rings (2001) again.",
                "The Lord of the Rings | 2001 | true",
            ),
            ("Stalker (1979)", "Stalker | 1979 | false"),
            ("Nothing happens in it.", " | 0 | true"),
            ("E.T.", "E.T. | 0 | false"),
            ("Monsters, Inc.", "Monsters, Inc. | 0 | false"),
            ("Good Night, and Good Luck.", "Good Night, and Good Luck. | 0 | false"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
