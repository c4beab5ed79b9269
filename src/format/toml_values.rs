//! What an author meant by a value that TOML does not have in this form.

use super::dates::{self, DateReading};
use super::draft::quote as written;
use super::people::by_comma;
use crate::model::{Field, FieldType};

/// What an author meant by a value, as TOML has it, and how that differs.
pub(super) struct Meant {
    pub(super) new: String,
    pub(super) how: &'static str,
}

/// What is meant by `raw`, a value without quotes of the field `key`.
pub(super) fn meant(key: &str, raw: &str) -> Option<Meant> {
    let field = Field::named(key.rsplit('.').next().unwrap_or(key));
    let text = || Some(Meant { new: written::quote(raw), how: ", with quotes around a text" });
    match field.and_then(Field::field_type) {
        Some(FieldType::Texts | FieldType::People | FieldType::Cast) => {
            let items = by_comma(raw);
            let items: Vec<&str> = items.iter().map(String::as_str).collect();
            Some(Meant { new: written::list(&items), how: ", a list" })
        }
        Some(FieldType::Truth | FieldType::Spoilers) if truth(raw).is_some() => {
            let new = truth(raw)?.to_string();
            Some(Meant { new, how: "" })
        }
        Some(FieldType::Date) => match dates::read(raw) {
            DateReading::Day(date) => {
                let how = if date.day.is_some() { ", as TOML writes a day" } else { "" };
                let new = date.to_string();
                let new = if date.day.is_some() { new } else { written::quote(&new) };
                Some(Meant { new, how })
            }
            _ if is_numeric(raw) => None,
            _ => text(),
        },
        Some(FieldType::Year) => {
            let is_digit = |c: char| c.is_ascii_digit();
            let year = raw.split(|c: char| !is_digit(c)).find(|part| part.len() == 4)?;
            (year != raw).then(|| Meant { new: year.to_owned(), how: ", a number alone" })
        }
        _ => match number(raw) {
            Some(new) => Some(Meant { new, how: ", with a point" }),
            None => match dates::read(raw) {
                DateReading::Day(date) if date.day.is_some() && is_numeric(raw) => {
                    Some(Meant { new: date.to_string(), how: ", as TOML writes a day" })
                }
                _ => text(),
            },
        },
    }
}

/// The entries of a list, each in quotes where it has none and is no number. None where nothing
/// would be different.
pub(super) fn listed(inner: &str) -> Option<Meant> {
    let is_quoted = |item: &str| {
        item.len() > 1
            && (item.starts_with('"') && item.ends_with('"')
                || item.starts_with('\'') && item.ends_with('\''))
    };
    let items: Vec<&str> =
        inner.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    let is_odd = |item: &&str| item.contains(['"', '\'', '[', '{']) && !is_quoted(item);
    if items.is_empty() || items.iter().any(is_odd) {
        return None;
    }
    let item = |item: &&str| {
        if is_quoted(item) || is_value(item) { (*item).to_owned() } else { written::quote(item) }
    };
    let items: Vec<String> = items.iter().map(item).collect();
    Some(Meant { new: format!("[{}]", items.join(", ")), how: ", a list" })
}

/// Whether TOML reads `raw` as a value.
pub(super) fn is_value(raw: &str) -> bool {
    toml::de::DeValue::parse(raw).is_ok()
}

/// The part of a line before a comment, which stands in no quotes.
pub(super) fn without_comment(line: &str) -> &str {
    let mut open: Option<char> = None;
    for (at, c) in line.char_indices() {
        match open {
            Some(mark) if c == mark => open = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => open = Some(c),
            None if c == '#' => return &line[..at],
            None => {}
        }
    }
    line
}

fn truth(raw: &str) -> Option<bool> {
    match raw.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" => Some(true),
        "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// A number with a comma, or with nothing before or after its point.
fn number(raw: &str) -> Option<String> {
    let (whole, part) = raw.split_once([',', '.'])?;
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = are_digits(whole) && are_digits(part) && whole.len() + part.len() > 0;
    let or_zero = |text: &str| if text.is_empty() { "0" } else { text }.to_owned();
    (is_number && whole.len() < 4 && part.len() < 4)
        .then(|| format!("{}.{}", or_zero(whole), or_zero(part)))
}

/// Whether a date is written in digits.
fn is_numeric(raw: &str) -> bool {
    raw.starts_with(|c: char| c.is_ascii_digit()) && !raw.contains(char::is_alphabetic)
}
