//! The notations that ratings are written in.

use crate::model::{Rating, Score, Stars};

/// What precedes a rating on its line, in lower case.
const LABELS: &[&str] = &[
    "rating",
    "my rating",
    "final rating",
    "star rating",
    "stars",
    "score",
    "my score",
    "final score",
    "total score",
    "grade",
    "my grade",
    "final grade",
    "verdict",
    "final verdict",
    "my verdict",
    "rated",
    "note",
    "ma note",
    "note finale",
    "wertung",
    "bewertung",
    "meine wertung",
    "puntuación",
    "calificación",
    "mi nota",
    "nota",
    "nota final",
    "valutazione",
    "voto",
    "avaliação",
    "оценка",
    "моя оценка",
    "评分",
    "評価",
    "評点",
    "点数",
];

/// The scales that a rating without a label may name; others (24/7, 9/11, 1/2) are prose.
const SCALES: [f64; 7] = [4.0, 5.0, 6.0, 10.0, 20.0, 30.0, 100.0];

/// Ratings in words that stand for no number, in lower case.
const WORDS: &[&str] = &[
    "abandoned",
    "dnf",
    "did not finish",
    "did not finish (dnf)",
    "walked out",
    "gave up",
    "recommended",
    "highly recommended",
    "not recommended",
    "must see",
    "must watch",
    "must read",
    "must-see",
    "must-watch",
    "must-read",
    "skip",
    "skip it",
    "avoid",
    "masterpiece",
];

/// A longer line is no rating.
const MAX_LINE_BYTES: usize = 160;

/// The numbers that may be written in words, each at the index that it names.
const NUMBERS: &[&str] =
    &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Parses the whole value of a field, with its label or without.
pub(crate) fn field(text: &str) -> Option<Rating> {
    let text = undecorated(text);
    let value = unlabelled(text).unwrap_or(text).trim().trim_end_matches(',').trim_end();
    let score = number(value)
        .map(Score::Bare)
        .or_else(|| glyphs(value, true))
        .or_else(|| scaled(value, |out_of| out_of <= 1000.0))
        .or_else(|| letter(value))
        .or_else(|| word(value))?;
    Some(Rating { written: value.to_owned(), score })
}

/// Parses a line that is nothing but a rating. A number alone is one only behind a label.
pub(crate) fn line(text: &str) -> Option<Rating> {
    if text.len() > MAX_LINE_BYTES {
        return None;
    }
    let text = undecorated(text);
    if let Some(value) = unlabelled(text) {
        return field(value.trim_end_matches('.'));
    }
    let value = text.trim_end_matches('.').trim_end();
    let modified = value.chars().count() == 2 && !value.starts_with(|c: char| c.is_ascii_digit());
    let likely =
        |score: &Score| !matches!(score, Score::Scaled { value, out_of } if *value > out_of * 1.5);
    let score = glyphs(value, false)
        .or_else(|| scaled(value, |out_of| SCALES.contains(&out_of)).filter(likely))
        .or_else(|| modified.then(|| letter(value)).flatten())
        .or_else(|| (value == "DNF").then_some(Score::Word(None)))?;
    Some(Rating { written: value.to_owned(), score })
}

/// Parses a line that is `Overall` and a rating.
pub(crate) fn overall(text: &str) -> Option<Rating> {
    if text.len() > MAX_LINE_BYTES {
        return None;
    }
    let text = undecorated(text);
    let head = text.get(.."overall".len())?;
    if !head.eq_ignore_ascii_case("overall") {
        return None;
    }
    let rest = text["overall".len()..].trim_start_matches(is_separator);
    let value = unlabelled(rest).unwrap_or(rest);
    field(value.trim_end_matches('.'))
}

/// Whether the text is a placeholder for a rating, as in templates.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let inner = text.trim_matches(['<', '>', '[', ']', '(', ')', '"']);
    text.contains("{{")
        || text.contains("<%")
        || matches!(inner, "0-10" | "1-10" | "0-5" | "1-5" | "0-100" | "A-F")
        || ["x/", "X/", "?/", "_/", "n/", "N/", "XX/", "#/", "__/"]
            .iter()
            .any(|head| inner.strip_prefix(head).is_some_and(|of| number(of).is_some()))
}

/// Whether the text says that there is no rating.
pub(crate) fn is_none(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "-"
            | "–"
            | "—"
            | "n/a"
            | "na"
            | "none"
            | "null"
            | "unrated"
            | "not rated"
            | "tbd"
            | "tba"
            | "?"
            | "no rating"
    )
}

/// Whether the text is the label of a rating and no more.
pub(crate) fn is_label(text: &str) -> bool {
    let text = undecorated(text).trim_end_matches(':').trim_end().to_lowercase();
    LABELS.contains(&text.as_str()) && !text.contains("verdict") || text == "overall rating"
}

/// Drops emphasis, quote and list marks around a line: `**8/10**`, `> 8/10`, `- 8/10`,
/// `<strong>8/10</strong>`.
fn undecorated(text: &str) -> &str {
    let mut text = text.trim();
    for tag in ["p", "strong", "b", "em", "i"] {
        let open = text.strip_prefix('<').and_then(|rest| rest.strip_prefix(tag));
        let inner = open.and_then(|rest| rest.strip_prefix('>'));
        let close = inner.and_then(|rest| rest.strip_suffix('>'));
        let close = close.and_then(|rest| rest.strip_suffix(tag));
        if let Some(inner) = close.and_then(|rest| rest.strip_suffix("</")) {
            text = inner.trim();
        }
    }
    text = text.strip_prefix("> ").unwrap_or(text);
    text = text
        .strip_prefix("- ")
        .or(text.strip_prefix("* ").filter(|rest| !is_asterisks(rest)))
        .unwrap_or(text);
    let bare = text.trim_matches(['*', '_']);
    // A row of asterisks is a rating itself.
    if bare.is_empty() || glyphs(text, true).is_some() { text } else { bare.trim() }
}

/// Whether `text` is a rating in asterisks, such as `* *`: one before them is no bullet.
fn is_asterisks(text: &str) -> bool {
    glyphs(text, true).is_some() && glyphs(text, false).is_none()
}

/// What stands after a label and its separator.
fn unlabelled(text: &str) -> Option<&str> {
    let end = text.find(|c: char| c.is_ascii_digit() || ":：–—=-".contains(c) || is_glyph(c));
    let label = text[..end?].trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let label = label.to_lowercase();
    let label = label.strip_suffix(" is").unwrap_or(&label);
    let overall = label.strip_prefix("overall ").unwrap_or(label);
    if !LABELS.contains(&overall) {
        return None;
    }
    Some(text[end?..].trim_start_matches(is_separator).trim())
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || ":：–—=-*_,".contains(c)
}

/// A number with a decimal point or comma, or with a half: `3.5`, `3,5`, `3½`, `3 1/2`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    if let Some(whole) = text.strip_suffix('½').or(text.strip_suffix(" 1/2")) {
        return if whole.is_empty() { Some(0.5) } else { digits(whole).map(|n| n + 0.5) };
    }
    digits(text)
}

fn digits(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let unsigned = text.strip_prefix(['-', '−']).unwrap_or(text);
    let well = unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    if !well {
        return None;
    }
    let value: f64 = unsigned.replace(',', ".").parse().ok()?;
    Some(if unsigned.len() < text.len() { -value } else { value })
}

/// `8/10`, `7/10 (7.5)`, `3.5 out of 5 stars`, `87%`, `4 stars`, `three and a half stars`.
fn scaled(text: &str, allowed: impl Fn(f64) -> bool) -> Option<Score> {
    let text = without_note(text);
    if let Some(percent) = text.strip_suffix('%') {
        return Some(Score::Scaled { value: number(percent)?, out_of: 100.0 });
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_matches(|c: char| c.is_whitespace() || is_glyph(c) || c == '\u{fe0f}');
    let units = ["stars", "star", "points", "étoiles", "sterne", "sternen", "estrellas", "stelle"];
    let unit = units.iter().find_map(|unit| lower.strip_suffix(unit));
    let body = unit.unwrap_or(lower).trim_end();
    let starred = lower.len() < text.trim().len() || unit.is_some();
    if let Some(value) = starred.then(|| amount(body)).flatten() {
        return Some(Score::Scaled { value, out_of: if value <= 5.0 { 5.0 } else { 10.0 } });
    }
    for between in ["/", " out of ", " of ", " von ", " sur ", " de ", " su ", " из "] {
        let Some((value, out_of)) = body.rsplit_once(between) else { continue };
        let value = value.trim_end().trim_end_matches("stars").trim_end_matches("star");
        let (value, out_of) = (amount(value)?, amount(out_of)?);
        return (out_of > 0.0 && allowed(out_of)).then_some(Score::Scaled { value, out_of });
    }
    None
}

/// A number in digits or in words.
fn amount(text: &str) -> Option<f64> {
    let text = text.trim();
    number(text).or_else(|| {
        let (whole, half) = match text.strip_suffix(" and a half") {
            Some(whole) => (whole, 0.5),
            None => (text, 0.0),
        };
        let at = NUMBERS.iter().position(|name| *name == whole)?;
        u32::try_from(at).ok().map(|whole| f64::from(whole) + half)
    })
}

/// Drops a remark in parentheses at the end: `8/10 (I think?)`.
fn without_note(text: &str) -> &str {
    let text = text.trim();
    match text.find('(') {
        Some(open) if open > 0 && text.ends_with(')') => text[..open].trim_end(),
        _ => text,
    }
}

/// `★★★½`, `★★★☆☆`, `⭐️⭐️⭐️⭐️`, `●●●◐○`; in fields also `***1/2`.
fn glyphs(text: &str, asterisks: bool) -> Option<Score> {
    let text = without_note(text);
    let text = text.strip_suffix("1/2").map_or_else(|| text.to_owned(), |head| format!("{head}½"));
    let (mut full, mut half, mut empty) = (0_u32, 0_u32, 0_u32);
    for c in text.chars() {
        match c {
            _ if is_full(c) || (asterisks && c == '*') => full += 1,
            _ if is_empty(c) => empty += 1,
            '½' | '◐' | '◑' | '⯨' | '⯪' | '🌗' | '🌓' => half += 1,
            '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    let total = full + half + empty;
    if full + empty == 0 || half > 1 || total > 20 {
        return None;
    }
    let value = f64::from(full) + f64::from(half) / 2.0;
    let out_of = match total {
        3.. if empty > 0 => f64::from(total),
        ..=5 => 5.0,
        6..=10 => 10.0,
        _ => f64::from(total),
    };
    Some(Score::Scaled { value, out_of })
}

const fn is_full(c: char) -> bool {
    matches!(
        c,
        '★' | '⭐'
            | '🌟'
            | '✪'
            | '✯'
            | '✮'
            | '✭'
            | '⭑'
            | '●'
            | '⬤'
            | '🍿'
            | '❤'
            | '♥'
            | '🌕'
            | '■'
    )
}

const fn is_empty(c: char) -> bool {
    matches!(c, '☆' | '✩' | '⚝' | '⭒' | '○' | '◯' | '⚪' | '🤍' | '♡' | '🌑' | '□')
}

const fn is_glyph(c: char) -> bool {
    is_full(c) || is_empty(c)
}

/// A grade from `A+` to `F`, with the stars that it stands for.
fn letter(text: &str) -> Option<Score> {
    let mut chars = without_note(text).chars();
    let letter = chars.next()?.to_ascii_uppercase();
    let sign = match chars.next() {
        None => ' ',
        Some('+') => '+',
        Some('-' | '−' | '–') => '-',
        Some(_) => return None,
    };
    if chars.next().is_some() {
        return None;
    }
    let halves = match (letter, sign) {
        ('A', ' ' | '+') => 10,
        ('A', _) => 9,
        ('B', '+') => 8,
        ('B', ' ') => 7,
        ('B', _) => 6,
        ('C', '+') => 5,
        ('C', ' ') => 4,
        ('C', _) => 3,
        ('D', ' ' | '+') => 2,
        ('D', _) | ('F', _) => 1,
        _ => return None,
    };
    Some(Score::Word(Some(Stars::from_halves(halves))))
}

fn word(text: &str) -> Option<Score> {
    let text = text.trim_end_matches(['.', '!']).to_lowercase();
    WORDS.contains(&text.as_str()).then_some(Score::Word(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(rating: Option<Rating>) -> String {
        let Some(rating) = rating else { return "none".to_owned() };
        let score = match rating.score {
            Score::Scaled { value, out_of } => format!("{value} of {out_of}"),
            Score::Bare(value) => format!("{value} bare"),
            Score::Word(stars) => format!("{:?}", stars.map(Stars::value)),
        };
        format!("{} = {score}", rating.written)
    }

    #[test]
    fn fields() {
        for (text, expected) in [
            ("3.5 out of 5 stars", "3.5 out of 5 stars = 3.5 of 5"),
            ("Rating: 3.5/5", "3.5/5 = 3.5 of 5"),
            ("8/10", "8/10 = 8 of 10"),
            ("7/10 (7.5)", "7/10 (7.5) = 7 of 10"),
            ("3/4", "3/4 = 3 of 4"),
            ("★★★½", "★★★½ = 3.5 of 5"),
            ("★★★☆☆", "★★★☆☆ = 3 of 5"),
            ("☆☆☆☆☆", "☆☆☆☆☆ = 0 of 5"),
            ("⭐️⭐️⭐️⭐️", "⭐️⭐️⭐️⭐️ = 4 of 5"),
            ("●●●●○", "●●●●○ = 4 of 5"),
            ("●●●◐○", "●●●◐○ = 3.5 of 5"),
            ("★★★☆", "★★★☆ = 3 of 4"),
            ("87%", "87% = 87 of 100"),
            ("A-", "A- = Some(4.5)"),
            ("B−", "B− = Some(3.0)"),
            ("F+", "F+ = Some(0.5)"),
            ("Abandoned", "Abandoned = None"),
            ("3,5", "3,5 = 3.5 bare"),
            ("5,", "5 = 5 bare"),
            ("3½", "3½ = 3.5 bare"),
            ("3 1/2 stars", "3 1/2 stars = 3.5 of 5"),
            ("two and a half stars out of five", "two and a half stars out of five = 2.5 of 5"),
            ("two and a half stars", "two and a half stars = 2.5 of 5"),
            ("three out of five", "three out of five = 3 of 5"),
            ("4.5⭐", "4.5⭐ = 4.5 of 5"),
            ("***1/2", "***1/2 = 3.5 of 5"),
            ("* * *", "* * * = 3 of 5"),
            ("* **4/5**", "4/5 = 4 of 5"),
            ("11/10", "11/10 = 11 of 10"),
            ("quite good", "none"),
            ("", "none"),
        ] {
            assert_eq!(show(field(text)), expected, "{text}");
        }
    }

    #[test]
    fn lines() {
        for (text, expected) in [
            ("**Rating:** 8/10", "8/10 = 8 of 10"),
            ("**Rating: 8/10**", "8/10 = 8 of 10"),
            ("Rating: 8", "8 = 8 bare"),
            ("Grade: B+", "B+ = Some(4.0)"),
            ("B+", "B+ = Some(4.0)"),
            ("My rating – 4 stars.", "4 stars = 4 of 5"),
            ("<strong>8/10</strong>", "8/10 = 8 of 10"),
            ("8/10 (I think? maybe)", "8/10 (I think? maybe) = 8 of 10"),
            ("Оценка: 9/10", "9/10 = 9 of 10"),
            ("评分：8/10", "8/10 = 8 of 10"),
            ("Rating: Abandoned", "Abandoned = None"),
            ("Overall rating: 4/5", "4/5 = 4 of 5"),
            ("8", "none"),
            ("A", "none"),
            ("24/7", "none"),
            ("9/11", "none"),
            ("1/2", "none"),
            ("***", "none"),
            ("Acting: 8/10", "none"),
            ("I would give it 8/10 any day", "none"),
        ] {
            assert_eq!(show(line(text)), expected, "{text}");
        }
        assert_eq!(show(overall("Overall: 7.5/10")), "7.5/10 = 7.5 of 10");
        assert_eq!(show(overall("Overall I liked it")), "none");
        assert!(is_placeholder("0-10") && is_placeholder("{{rating}}") && is_placeholder("x/10"));
    }
}
