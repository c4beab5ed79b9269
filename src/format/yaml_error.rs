//! What is wrong with a YAML text, in words for people.

use super::draft::quote as written;
use super::yaml_lines::{field, without_blank};
use crate::model::Field;
use crate::text::clean::unseen_name;
use crate::text::lines::{line_end, line_start};
use crate::text::phrase::{plural, whole};
use crate::text::{Mismatch, Phrase, Quote, Span, expected, own_words, quote};

/// Where something is wrong, and what.
pub(super) type Failure = (usize, Mismatch);

/// Describes the error that the parser reported at byte `at`. Its own message needs knowledge of
/// its grammar, and often it fails only behind the place of the mistake.
pub(super) fn fault(text: &str, at: usize) -> Failure {
    before(text, at)
        .or_else(|| tab(text, at))
        .or_else(|| indentation(text, at))
        .unwrap_or_else(|| general(text, at))
}

fn general(text: &str, at: usize) -> Failure {
    let start = line_start(text, at);
    let own = line(text, start);
    if own.trim().is_empty() {
        return (at, expected("`key: value`").found("the end of the fields"));
    }
    if let Some(failure) = equals(own, start) {
        return failure;
    }
    if let Some(failure) = joined_dash(own, start) {
        return failure;
    }
    let mismatch = expected("`key: value`, with quotes around a text like this")
        .found(quote_line(text, start));
    let (_, value) = field(own).unwrap_or_default();
    let mismatch = match requoted(value) {
        Some(new) => {
            let value_start = start + own.trim_end().len() - value.len();
            mismatch.replace(Span::new(value_start, value_start + value.len()), whole(&new))
        }
        None => mismatch,
    };
    (at, mismatch)
}

/// `-entry`, which is no entry of a list.
fn joined_dash(line: &str, start: usize) -> Option<Failure> {
    let trimmed = line.trim();
    let entry = trimmed.strip_prefix('-').filter(|it| it.starts_with(char::is_alphabetic))?;
    let dash = start + line.len() - line.trim_start().len();
    let span = Span::new(dash, dash + trimmed.len());
    let mismatch = expected(quote(&format!("- {entry}")).at(span))
        .found(quote(trimmed).at(span))
        .help("without a space it is text")
        .replace(Span::new(dash, dash + 1), whole("- "));
    Some((dash, mismatch))
}

/// `key = value`, as TOML has it.
fn equals(line: &str, start: usize) -> Option<Failure> {
    let (key, value) = line.split_once('=')?;
    let name = key.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let sign = Span::new(start + name.len(), start + key.len() + 1);
    let mismatch = || {
        let blank = if value.starts_with(' ') { ":" } else { ": " };
        expected("`:`").found("`=`").replace(sign, whole(blank))
    };
    (is_name && key.starts_with(name)).then(|| (start + key.len(), mismatch()))
}

/// `key value`, with the name of a field that is known.
fn missing_colon(line: &str, start: usize) -> Option<Failure> {
    let end = line.find(char::is_whitespace)?;
    let (key, value) = (&line[..end], line[end..].trim());
    let is_meant = !value.is_empty() && field(line).is_none() && Field::named(key).is_some();
    let place = Span::new(start + end, start + end);
    let mismatch = || respaced(line, start, (key, value), ", with a colon after the name");
    is_meant.then(|| (place.start, mismatch().replace(place, whole(":"))))
}

/// The field that a line was meant as, which begins at byte `start`.
fn respaced(
    line: &str,
    start: usize,
    (key, value): (&str, &str),
    remedy: &'static str,
) -> Mismatch {
    let span = Span::new(start, start + line.len());
    // Spaced otherwise than in the file, so it is covered as a whole or not at all.
    let spaced = quote(&format!("{key}: {value}")).at(span);
    expected(Phrase::from(spaced).then(remedy)).found(quote(line).at(span))
}

/// The text of a field on one line in quotes that it does not hold itself.
fn requoted(value: &str) -> Option<String> {
    let value = value.trim();
    let inner =
        ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark));
    let inner = inner.unwrap_or(value);
    let is_list = inner.starts_with('[') && inner.ends_with(']');
    if inner.is_empty() || is_list || inner.starts_with(['{', '|', '>', '"', '\'']) {
        return None;
    }
    match (inner.contains(['"', '\\']), inner.contains('\'')) {
        (false, _) => Some(format!("\"{inner}\"")),
        (true, false) => Some(format!("'{inner}'")),
        (true, true) => Some(written::quote(inner)),
    }
}

/// Quotes the line that begins at byte `start`.
fn quote_line(text: &str, start: usize) -> Quote {
    let line = line(text, start);
    quote(line).at(Span::new(start, start + line.len()))
}

/// The first fault at the margin up to the line of `at`: a field without its colon or a blank after it,
/// or a list or a text that never ends.
pub(super) fn before(text: &str, at: usize) -> Option<Failure> {
    let mut start = 0;
    while start < text.len() && start <= at {
        let line = line(text, start);
        if line.starts_with(['[', '{']) {
            return None;
        }
        let is_known = |key: &str| Field::named(key.trim()).is_some();
        if line.split_once('=').is_some_and(|(key, _)| is_known(key))
            && let Some(failure) = equals(line, start)
        {
            return Some(failure);
        }
        if let Some(failure) = missing_colon(line, start) {
            return Some(failure);
        }
        if let Some((key, value)) = without_blank(line) {
            let colon = start + key.len();
            let odd = value.chars().next().and_then(|c| Some((c, unseen_name(c)?)));
            if let Some((c, (name, _))) = odd {
                let span = Span::new(colon + 1, colon + 1 + c.len_utf8());
                let found = format!("{name}, U+{:04X}", u32::from(c));
                let mismatch = expected("an ordinary space").found(own_words(found));
                return Some((span.start, mismatch.replace(span, whole(" "))));
            }
            let mismatch = respaced(line, start, (key, value), ", with a space after the colon");
            return Some((colon, mismatch.replace(Span::new(colon, colon + 1), whole(": "))));
        }
        let value = field(line).map_or("", |(_, value)| value);
        let open = start + line.trim_end().len() - value.len();
        let end = match value.as_bytes().first() {
            Some(b'[' | b'{') => match list_end(text, open) {
                End::At(end) => end,
                End::Missing => return Some((open, unclosed(text, open))),
                End::Unclear => return None,
                End::Quotes(open) => return open_text(text, open, at),
            },
            Some(b'"' | b'\'') => match text_end(text, open) {
                Some(end) => end,
                None => return open_text(text, open, at),
            },
            _ => open,
        };
        start = line_end(text, end) + 1;
    }
    None
}

fn open_text(text: &str, open: usize, at: usize) -> Option<Failure> {
    (open <= at).then(|| (open, unclosed(text, open)))
}

fn unclosed(text: &str, open: usize) -> Mismatch {
    let (what, close) = match text.as_bytes()[open] {
        b'[' => ("list", ']'),
        b'{' => ("table", '}'),
        quote => ("text", char::from(quote)),
    };
    let next = text[line_end(text, open)..].lines().any(|line| field(line).is_some());
    let found = if next { "the next field" } else { "the end of the fields" };
    expected(own_words(format!("`{close}`")))
        .found(found)
        .about(own_words(format!("this {what} is not closed")))
}

enum End {
    At(usize),
    Missing,
    /// Quotes on the same line are what is not closed.
    Quotes(usize),
    /// The brackets do not match.
    Unclear,
}

/// Where the list or the table ends that begins at byte `open`.
fn list_end(text: &str, open: usize) -> End {
    let bytes = text.as_bytes();
    let mut waiting = Vec::new();
    let mut last = b'[';
    let mut at = open;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'[' => waiting.push(b']'),
            b'{' => waiting.push(b'}'),
            b']' | b'}' if waiting.pop() != Some(byte) => return End::Unclear,
            b']' | b'}' if waiting.is_empty() => return End::At(at),
            b'"' | b'\'' if matches!(last, b'[' | b'{' | b',' | b':') => match text_end(text, at) {
                Some(end) => at = end,
                None if at < line_end(text, open) => return End::Quotes(at),
                None => return End::Missing,
            },
            b'#' if bytes[at - 1].is_ascii_whitespace() => at = line_end(text, at),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
        at += 1;
    }
    End::Missing
}

/// Where the text ends whose quotes open at byte `open`. It cannot run past the next field.
fn text_end(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = bytes[open];
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 1,
            b'\n' if field(line(text, at + 1)).is_some() => return None,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A tab where the line begins on which the parser stops, or on the line that goes on with it.
fn tab(text: &str, at: usize) -> Option<Failure> {
    let tab_of = |start: usize| {
        let indent = &line(text, start)[..indent(line(text, start))];
        indent.find('\t').map(|tab| start + tab)
    };
    let start = line_start(text, at);
    let own = line(text, start);
    let found = if at <= start + indent(own) {
        tab_of(start)?
    } else {
        let (head, rest) = text.get(start..at).zip(text.get(at..))?;
        let is_plain = !rest.starts_with(['"', '\'', '[', '{']);
        if !(head.ends_with([' ', '\t']) && is_plain) {
            return None;
        }
        tab_of(line_end(text, at) + 1)?
    };
    let start = line_start(text, found);
    let before = || Phrase::from("spaces before ").then(quote_line(text, start));
    let is_blank = line(text, start).trim().is_empty();
    (!is_blank).then(|| (found, expected(before()).found("a tab")))
}

/// A line that is less indented than those beside it, and more than, or an item like, the one
/// that they belong to.
fn indentation(text: &str, at: usize) -> Option<Failure> {
    let start = line_start(text, at);
    let own = line(text, start);
    let (found, own) = (indent(own), own.trim());
    let is_item = own.starts_with("- ");
    let is_first = at == start + found || (is_item && at <= start + found + 2);
    if !is_first || !(is_item || (found > 0 && field(own).is_some())) {
        return None;
    }
    let mut sibling = None;
    let lines = text[..start].lines().rev();
    for line in lines.filter(|line| !matches!(line.trim().as_bytes().first(), None | Some(b'#'))) {
        let depth = indent(line);
        if depth > found {
            sibling = Some((depth, line.trim()));
            continue;
        }
        let is_parent = line.trim_end().ends_with(':') && (is_item || depth < found);
        let (wanted, _) = sibling.filter(|(_, first)| {
            is_parent && first.starts_with("- ") == is_item && (is_item || field(first).is_some())
        })?;
        let blanks = Phrase::from(own_words(plural(wanted, "space"))).then(" before ");
        let mismatch = expected(blanks.then(quote_line(text, start)));
        let number = (found > 0).then(|| own_words(found.to_string()));
        return Some((start + found, number.into_iter().fold(mismatch, Mismatch::found)));
    }
    None
}

/// How many bytes of blanks and tabs a line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The line that begins at byte `start`.
fn line(text: &str, start: usize) -> &str {
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}
