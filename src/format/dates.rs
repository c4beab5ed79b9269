//! Dates as they are written in front matter.

use crate::model::Date;

/// Names of the months by their first letters, in the languages that blogs were seen in.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "янв"],
    &["feb", "fév", "fev", "фев"],
    &["mar", "mär", "мар"],
    &["apr", "abr", "avr", "апр"],
    &["may", "mai", "mag", "май", "мая"],
    &["jun", "juin", "giu", "июн"],
    &["jul", "juil", "lug", "июл"],
    &["aug", "ago", "aoû", "aou", "авг"],
    &["sep", "set", "сен"],
    &["oct", "okt", "out", "ott", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "dic", "déc", "дек"],
];

/// What a text is as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateReading {
    Day(Date),
    /// Day or month may come first.
    TwoDays(Date, Date),
    Unclear,
}

/// Reads a date, or the two that it could be.
pub(super) fn read(text: &str) -> DateReading {
    match parse(text) {
        Some(date) => DateReading::Day(date),
        None => match two_days(text) {
            Some((a, b)) => DateReading::TwoDays(a, b),
            None => DateReading::Unclear,
        },
    }
}

/// `03/04/2025`, with the month first and with the day first.
fn two_days(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.trim().split(['/', '-']).collect();
    let [a, b, year] = *parts else { return None };
    let is_number = |part: &str| matches!(part.len(), 1 | 2) && part.parse::<i16>().is_ok();
    let year: i16 =
        year.parse().ok().filter(|_| year.len() == 4 && is_number(a) && is_number(b))?;
    let (a, b) = (a.parse().ok()?, b.parse().ok()?);
    Some((day_of(year, a, b)?, day_of(year, b, a)?))
}

/// Parses a date; none when it could mean two days, or none at all.
pub(crate) fn parse(text: &str) -> Option<Date> {
    const MAX_DATE_BYTES: usize = 64;
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_DATE_BYTES {
        return None;
    }
    if let Some(year) = bare_year(text) {
        return Some(Date { year, month: None, day: None });
    }
    numeric(text).or_else(|| in_words(text))
}

/// Splits the day off the name of a file: `2025-06-14-night-boat`, as site generators name posts.
pub(crate) fn split_name(stem: &str) -> (Option<Date>, &str) {
    const DAY_BYTES: usize = "2025-06-14".len();
    let (Some(day), Some(rest)) = (stem.get(..DAY_BYTES), stem.get(DAY_BYTES..)) else {
        return (None, stem);
    };
    let name = rest.trim_start_matches(['-', '_', ' ', '.']);
    match numeric(day).filter(|date| date.day.is_some()) {
        Some(date) if !name.is_empty() && name.len() < rest.len() => (Some(date), name),
        _ => (None, stem),
    }
}

/// The day that `text` is or begins with, and what follows it: `2025-06-14 Night Boat`, `14 June 2025 –
/// Night Boat`.
pub(crate) fn leading_day(text: &str) -> (Option<Date>, &str) {
    const SIGNS: [&str; 5] = [": ", " – ", " — ", " - ", " | "];
    let is_of_day = |word: &str| {
        let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
        short || month_named(word).is_some() || word.ends_with("day") || word.ends_with("tag")
    };
    let is_bare = |text: &str| text.split([' ', ',', '.']).all(is_of_day);
    let day = |text: &str| parse(text).filter(|date| date.day.is_some() && is_bare(text));
    if let Some(date) = day(text) {
        return (Some(date), "");
    }
    let split = SIGNS.iter().find_map(|sign| text.split_once(sign));
    match split.and_then(|(head, rest)| Some((day(head)?, rest.trim()))) {
        Some((date, rest)) => (Some(date), rest),
        None => split_name(text),
    }
}

/// Reads four digits and nothing else as a year.
pub(crate) fn bare_year(text: &str) -> Option<i16> {
    let text = text.trim();
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|year| (1000..=2999).contains(year))
}

/// `2025-06-14`, `2018/09/29`, `14.06.2025`, `2025年6月14日`, each with a time or without.
fn numeric(text: &str) -> Option<Date> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = text.find(|c: char| c == 'T' || c == 't' || c.is_whitespace() || c == ',');
    let day = &text[..end.unwrap_or(text.len())];
    let after = text[day.len()..].trim_start_matches(['T', 't', ',', ' ']);
    if !after.is_empty() && !after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut separator = None;
    let mut parts = Vec::new();
    for part in day.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        separator = separator.or(part[digits.len()..].chars().next());
        parts.push((digits.len(), digits.parse::<i16>().ok()?));
    }
    let parts: &[(usize, i16)] = &parts;
    match *parts {
        [(4, year), (1..=2, month)] => month_of(year, month),
        [(4, year), (1..=2, month), (1..=2, day)] => day_of(year, month, day),
        // Only the dotted form is always day first; with slashes it depends on the country.
        [(1..=2, day), (1..=2, month), (4, year)] => match separator {
            Some('.') => day_of(year, month, day),
            _ if day > 12 => day_of(year, month, day),
            _ if month > 12 => day_of(year, day, month),
            _ if day == month => day_of(year, month, day),
            _ => None,
        },
        _ => None,
    }
}

/// `Jun 14, 2025`, `14 June 2025`, `Sat, 14 Jun 2025 10:00:00 GMT`, `June 2025`.
fn in_words(text: &str) -> Option<Date> {
    let mut month = None;
    let mut day = None;
    let mut year = None;
    for word in text.split(|c: char| c.is_whitespace() || c == ',' || c == '.' || c == '-') {
        if word.contains(':') {
            break;
        }
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        if let Ok(number) = digits.parse::<i16>() {
            match digits.len() {
                1 | 2 if day.is_none() => day = Some(number),
                4 if year.is_none() => year = Some(number),
                _ => return None,
            }
        } else if month.is_none() {
            month = month_named(word);
        }
    }
    match day {
        Some(day) => day_of(year?, month?, day),
        None => month_of(year?, month?),
    }
}

fn month_named(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let is = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    // No name of one month begins like that of another, so the first match is the right one.
    let at = MONTHS.iter().position(is)?;
    i16::try_from(at + 1).ok()
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    Some(Date::day(year, date.month().unsigned_abs(), date.day().unsigned_abs()))
}

fn month_of(year: i16, month: i16) -> Option<Date> {
    let month = day_of(year, month, 1)?.month;
    Some(Date { year, month, day: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_blogs_write() {
        let read = |text| parse(text).map(|date| date.to_string());
        for text in [
            "2025-06-14",
            "2025-06-14T08:00:00Z",
            "2025-06-14 08:00:00 +0200",
            "2025/06/14",
            "14.06.2025",
            "14/06/2025",
            "06/14/2025",
            "Jun 14, 2025",
            "June 14th, 2025",
            "14 June 2025",
            "Sat, 14 Jun 2025 10:00:00 GMT",
            "14 juin 2025",
            "2025年6月14日",
        ] {
            assert_eq!(read(text).as_deref(), Some("2025-06-14"), "{text}");
        }
        assert_eq!(read("June 2025").as_deref(), Some("2025-06"));
        assert_eq!(read("2025-06").as_deref(), Some("2025-06"));
        assert_eq!(read("2025").as_deref(), Some("2025"));
    }

    #[test]
    fn what_could_be_two_days_is_no_date() {
        for text in ["03/04/2025", "14/06/25", "2025-13-01", "2025-02-30", "soon", "", "4.5"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
