//! Slips in TOML of which it is evident what the author meant, each with what is to be written.

use std::borrow::Cow;

use super::dates::{self, DateReading};
use super::draft::quote as written;
use super::toml_lines::{MAX_REQUOTED_BYTES, is_curly, is_name, short_end, starts_field};
use super::toml_unclosed;
use super::toml_values::{Meant, is_value, listed, meant, without_comment};
use crate::model::{AuthorField, Field, SectionField, SectionKey};
use crate::text::clean::unseen_name;
use crate::text::lines::{line_end, line_start};
use crate::text::phrase::whole;
use crate::text::{Mismatch, Phrase, Span, expected, own_words, quote};

/// A longer line without `=` is prose, and so is a longer key.
const MAX_KEY_CHARS: usize = 60;

/// Where something is wrong, and what.
pub(super) type Slip = (Span, Mismatch);

/// The slip because of which the parser stopped at byte `at` of `text`, outside of any text of
/// several lines.
pub(super) fn find(parser: &str, text: &str, at: usize) -> Option<Slip> {
    let start = line_start(text, at);
    let line = text[start..line_end(text, start)].trim_end_matches('\r');
    let stop = Stop { text, line, start, at };
    if let Some(slip) = stop.escape(parser).or_else(|| stop.odd_blank()).or_else(|| stop.curly()) {
        return Some(slip);
    }
    if parser.starts_with("missing comma") {
        return toml_unclosed::in_list(text, at).or_else(|| Some(stop.comma()));
    }
    match stop.equals() {
        _ if line.trim_start().starts_with("//") => Some(stop.comment()),
        None if line.contains(['[', ']']) => stop.header(),
        Some(equals) if at <= equals => stop.key(equals),
        Some(equals) => stop.value(equals),
        None if parser.starts_with("string values must be quoted") => stop.entry(),
        None => stop.colon().or_else(|| stop.short_quotes()).or_else(|| stop.without_equals()),
    }
}

/// The line on which the parser stopped, which begins at `start`, and where in the text it stopped.
struct Stop<'t> {
    text: &'t str,
    line: &'t str,
    start: usize,
    at: usize,
}

impl Stop<'_> {
    fn end(&self) -> usize {
        self.start + self.line.len()
    }

    /// A backslash that begins no escape, as in a path of Windows.
    fn escape(&self, parser: &str) -> Option<Slip> {
        if !parser.contains("unicode") && !parser.starts_with("missing escaped value") {
            return None;
        }
        let back = self.start + self.text.get(self.start..self.at)?.rfind('\\')?;
        let (word_span, doubled) = with_two_backslashes(self.text, back);
        let word = &self.text[word_span.start..word_span.end];
        let mismatch = expected("a second `\\`, or quotes that keep one: `'` or `'''`")
            .found(quote(word).at(word_span))
            .replace(word_span, whole(&doubled));
        Some((Span::new(back, back + 1), mismatch))
    }

    /// A blank that is none to TOML, or a character that nobody sees.
    fn odd_blank(&self) -> Option<Slip> {
        let mut open: Option<char> = None;
        for (at, c) in self.line.char_indices() {
            match open {
                Some(mark) if c == mark => open = None,
                Some(_) => {}
                None if c == '#' => return None,
                None if matches!(c, '"' | '\'') => open = Some(c),
                None => {
                    let Some((name, is_blank)) = unseen_name(c) else { continue };
                    let span = Span::new(self.start + at, self.start + at + c.len_utf8());
                    let found = format!("{name}, U+{:04X}", u32::from(c));
                    let wanted = if is_blank { "an ordinary space" } else { "nothing there" };
                    let mismatch = expected(wanted)
                        .found(own_words(found))
                        .replace(span, whole(if is_blank { " " } else { "" }));
                    return Some((span, mismatch));
                }
            }
        }
        None
    }

    /// Curly quotes around a text.
    fn curly(&self) -> Option<Slip> {
        let rest = self.text.get(self.at..self.end())?;
        let first = rest.chars().next().filter(|c| is_curly(*c))?;
        if rest.chars().take_while(|c| is_curly(*c)).count() >= 3 {
            return Some(self.curly_block());
        }
        let inner_start = first.len_utf8();
        let is_end = |at: usize, mark: char| {
            let after = rest[at + mark.len_utf8()..].trim_start();
            after.is_empty() || after.starts_with([',', ']', '}', '#'])
        };
        let mut marks = rest[inner_start..].char_indices().map(|(at, c)| (inner_start + at, c));
        let close = marks.find(|&(at, c)| (is_curly(c) || c == '"') && is_end(at, c));
        let (inner_end, end) = match close {
            Some((at, mark)) => (at, at + mark.len_utf8()),
            None => (rest.trim_end().len(), rest.trim_end().len()),
        };
        let span = Span::new(self.at, self.at + end);
        let new = written::quote(rest.get(inner_start..inner_end)?);
        Some((span, replaced(&rest[..end], span, &new, " in straight quotes")))
    }

    /// Three curly quotes before a text of several lines, and those after it.
    fn curly_block(&self) -> Slip {
        let rest = &self.text[self.at..];
        let is_mark = |c: char| is_curly(c) || c == '"';
        let inner_start = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + inner_start);
        let mismatch = expected("straight quotes, `\"\"\"`").found("curly ones");
        let inner = rest[inner_start..].lines().scan(inner_start, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        });
        let closing = inner.filter(|(_, line)| line.trim_end().ends_with(is_mark)).find_map(
            |(start, line)| {
                let line = line.trim_end();
                let inner = line.trim_end_matches(is_mark);
                let marks = line[inner.len()..].chars().count();
                (marks >= 3).then_some((start + inner.len(), start + line.len()))
            },
        );
        let Some((inner_end, end)) = closing.filter(|(at, _)| *at <= MAX_REQUOTED_BYTES) else {
            return (span, mismatch.replace(span, whole("\"\"\"")));
        };
        let new = format!("\"\"\"{}\"\"\"", &rest[inner_start..inner_end]);
        (span, mismatch.replace(Span::new(self.at, self.at + end), whole(&new)))
    }

    /// A comma that is missing behind the entry before the one at which the parser stopped.
    fn comma(&self) -> Slip {
        let before = self.text[..self.at].trim_end().len();
        let next = self.text[self.at..self.end()].trim_end();
        let next = quote(next).at(Span::new(self.at, self.at + next.len()));
        let place = Span::new(before, before);
        (place, expected("`,`").found(next).replace(place, whole(",")))
    }

    /// Where the first `=` stands that is in no quotes.
    fn equals(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.start;
        let key = self.line.find('=').map(|equals| &self.line[..equals])?;
        // An apostrophe in a key opens no text.
        if !key.trim_start().starts_with(['"', '\'']) {
            return Some(self.start + key.len());
        }
        while at < self.end() {
            match bytes[at] {
                b'=' => return Some(at),
                quote @ (b'"' | b'\'') => at = short_end(bytes, at, quote)?,
                _ => at += 1,
            }
        }
        None
    }

    /// An entry of a list, which has lines of its own, without quotes.
    fn entry(&self) -> Option<Slip> {
        let rest = without_comment(self.text.get(self.at..self.end())?).trim_end();
        let raw = rest.split([',', ']']).next()?.trim_end();
        let span = Span::new(self.at, self.at + raw.len());
        let mismatch = replaced(raw, span, &written::quote(raw), ", with quotes around a text");
        (!raw.is_empty()).then_some((span, mismatch))
    }

    /// A header whose name needs quotes.
    fn header(&self) -> Option<Slip> {
        let trimmed = self.line.trim();
        let inner = trimmed.trim_matches(['[', ']']);
        let start = self.start + self.line.find(trimmed)?;
        if is_name(inner) && !(trimmed.starts_with('[') && trimmed.ends_with(&format!("{inner}]")))
        {
            let span = Span::new(start, start + trimmed.len());
            return Some((span, replaced(trimmed, span, &format!("[{inner}]"), "")));
        }
        let name = trimmed.strip_prefix('[')?.strip_suffix(']')?;
        let start = start + 1;
        quoted_key(name).map(|new| key_in_quotes(name, start, &new))
    }

    /// `// a remark`, as other languages have it.
    fn comment(&self) -> Slip {
        let start = self.start + self.line.len() - self.line.trim_start().len();
        let sign = Span::new(start, start + 2);
        let mismatch = expected("`#` before a comment").found("`//`").replace(sign, whole("#"));
        (sign, mismatch)
    }

    /// A key that needs quotes.
    fn key(&self, equals: usize) -> Option<Slip> {
        let before = &self.text[self.start..equals];
        let key = before.trim();
        let start = self.start + before.len() - before.trim_start().len();
        quoted_key(key).map(|new| key_in_quotes(key, start, &new))
    }

    /// `key: value`, as YAML has it.
    fn colon(&self) -> Option<Slip> {
        let (key, value) = self.line.split_once(':')?;
        if !is_name(key.trim()) {
            return None;
        }
        let colon = self.start + key.len();
        let raw = without_comment(value).trim();
        let (to, new) = match is_value(raw) || raw.is_empty() {
            true => (colon + 1, " =".to_owned()),
            false => {
                let value = meant(key.trim(), raw).map_or_else(|| written::quote(raw), |it| it.new);
                (colon + 1 + value_end(self.line, key.len() + 1), format!(" = {value}"))
            }
        };
        let mismatch = expected("`=`").found("`:`").replace(Span::new(colon, to), whole(&new));
        Some((Span::new(colon, colon + 1), mismatch))
    }

    /// Two quotes before a text of several lines that ends with three.
    fn short_quotes(&self) -> Option<Slip> {
        let head = self.text[..self.start].trim_end();
        let (key, value) = head[line_start(head, head.len())..].split_once('=')?;
        let quotes = value.trim();
        let long = match quotes {
            "\"\"" => "\"\"\"",
            "''" => "'''",
            _ => return None,
        };
        let mut lines = self.text[self.start..].lines().take_while(|line| !starts_field(line));
        let closes = is_name(key.trim()) && lines.any(|line| line.trim_end().ends_with(long));
        let span = Span::new(head.len() - quotes.len(), head.len());
        let mismatch = || {
            expected(own_words(format!("`{long}` before a text of several lines")))
                .found(quote(quotes))
                .replace(span, whole(long))
        };
        closes.then(|| (span, mismatch()))
    }

    /// A field without `=`, or prose outside of any text.
    fn without_equals(&self) -> Option<Slip> {
        let trimmed = self.line.trim();
        let start = self.start + self.line.len() - self.line.trim_start().len();
        let span = Span::new(start, start + trimmed.len());
        let key = trimmed.split_whitespace().next()?;
        let value = trimmed[key.len()..].trim();
        let is_known = Field::named(key).is_some()
            || AuthorField::named(key).is_some()
            || SectionField::named(key).is_some()
            || SectionKey::NAMED.iter().any(|section| section.as_str() == key);
        if is_known && is_name(key) && is_value(without_comment(value).trim()) {
            let at = start + key.len();
            let mismatch = expected(own_words(format!("`=` after `{key}`")))
                .found(quote(value).at(Span::new(at + 1, span.end)))
                .replace(Span::new(at, at), whole(" ="));
            return Some((Span::new(at, at + 1), mismatch));
        }
        let is_prose = trimmed.split_whitespace().count() >= 3 && !trimmed.contains(['[', '{']);
        let mismatch = || {
            expected("a field such as `title = \"…\"`")
                .found(quote(trimmed).at(span))
                .help("a text of several lines stands between `\"\"\"`")
        };
        is_prose.then(|| (span, mismatch()))
    }

    /// A value that TOML does not have in this form.
    fn value(&self, equals: usize) -> Option<Slip> {
        let key = self.text[self.start..equals].trim();
        let rest = &self.text[equals + 1..self.end()];
        let start = equals + 1 + rest.len() - rest.trim_start().len();
        let raw = without_comment(rest).trim();
        let span = Span::new(start, start + raw.len());
        if raw.starts_with('=') {
            let twice = Span::new(equals + 1, start + 1);
            let mismatch = expected("one `=`").found("two").replace(twice, whole(""));
            return Some((Span::new(start, start + 1), mismatch));
        }
        if raw.starts_with(['"', '\'']) {
            return after_text(raw, span);
        }
        if raw.starts_with("```") {
            let marks = Span::new(start, start + 3);
            let mismatch = expected("`\"\"\"`").found(own_words("```".to_owned()));
            return Some((marks, mismatch.replace(marks, whole("\"\"\""))));
        }
        let meant = match (raw.chars().next()?, raw.chars().next_back()?) {
            ('(', ')') | ('[', ']') => listed(&raw[1..raw.len() - 1]),
            ('{', '}') if !raw.contains('=') => listed(&raw[1..raw.len() - 1]),
            ('[' | '{', _) => None,
            _ if is_value(raw) => None,
            _ => match dates::read(raw) {
                DateReading::TwoDays(a, b) if !raw.starts_with(['+', '-']) => {
                    return Some((span, two_days(raw, &a.to_string(), &b.to_string())));
                }
                _ => meant(key, raw),
            },
        }?;
        let Meant { new, how } = meant;
        Some((span, replaced(raw, span, &new, how)))
    }
}

/// What stands behind a text in quotes that is closed.
fn after_text(raw: &str, span: Span) -> Option<Slip> {
    let mark = *raw.as_bytes().first()?;
    if raw.as_bytes().starts_with(&[mark; 3]) {
        return None;
    }
    let close = short_end(raw.as_bytes(), 0, mark)
        .filter(|&end| end > 1 && raw.as_bytes()[end - 1] == mark)?;
    let after = raw[close..].trim_start();
    let at = span.start + raw.len() - after.len();
    let rest = Span::new(at, span.end);
    let found = || quote(after).at(rest);
    if matches!(after, "," | ";" | ".") {
        let mismatch = expected("the end of the line").found(found()).replace(rest, whole(""));
        return Some((rest, mismatch));
    }
    if let Some(note) = ["//", "--"].iter().find(|mark| after.starts_with(**mark)) {
        let sign = Span::new(at, at + note.len());
        let mismatch = expected("`#` before a comment").found(own_words(format!("`{note}`")));
        return Some((sign, mismatch.replace(sign, whole("#"))));
    }
    if after.starts_with(',')
        && let Some(Meant { new, how }) = listed(raw)
    {
        return Some((span, replaced(raw, span, &new, how)));
    }
    let inner = raw.strip_suffix(char::from(mark)).and_then(|raw| raw.get(1..))?;
    if after.is_empty() || inner.is_empty() {
        return None;
    }
    let new = match mark {
        b'"' if !inner.contains(['\'', '\\']) => format!("'{inner}'"),
        _ => written::quote(inner),
    };
    Some((rest, replaced(raw, span, &new, ", in other quotes than those within")))
}

fn two_days(raw: &str, a: &str, b: &str) -> Mismatch {
    expected(own_words(format!("a date, `{a}` or `{b}`"))).found(quote(raw))
}

fn key_in_quotes(key: &str, start: usize, new: &str) -> Slip {
    let span = Span::new(start, start + key.len());
    (span, replaced(key, span, new, ", in quotes"))
}

/// What is to be written for `raw`, which stands at `span`, and `how` that differs.
fn replaced(raw: &str, span: Span, new: &str, how: &'static str) -> Mismatch {
    let wanted = Phrase::from(quote(new).at(span)).then(how);
    expected(wanted).found(quote(raw).at(span)).replace(span, whole(new))
}

/// A key with quotes around the parts that need them; none where no part does.
fn quoted_key(key: &str) -> Option<String> {
    let parts = key.split('.').map(|part| {
        let part = part.trim().trim_matches(|c| is_curly(c) && c != '’');
        let is_bare = is_name(part) && !part.is_empty();
        if is_bare { Cow::Borrowed(part) } else { Cow::Owned(written::quote(part)) }
    });
    let parts: Vec<Cow<'_, str>> = parts.collect();
    let is_sound = !key.is_empty()
        && key.chars().count() <= MAX_KEY_CHARS
        && !key.contains(['"', '[', ']', '{', '}'])
        && parts.iter().any(|part| matches!(part, Cow::Owned(_)));
    is_sound.then(|| parts.join("."))
}

/// The word around the backslash at `back`, as far as it goes on its line, and the same with two
/// backslashes in place of each.
pub(crate) fn with_two_backslashes(text: &str, back: usize) -> (Span, String) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | ',' | ']');
    let start = text[..back]
        .rfind(ends)
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[back..].find(ends).map_or(text.len(), |at| back + at);
    (Span::new(start, end), doubled(&text[start..end]))
}

/// Twice as many backslashes, where there is one alone.
fn doubled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '\\' {
            out.push('\\');
            chars.next_if_eq(&'\\');
        }
    }
    out
}

/// How many bytes the value and the blanks before it have, that begins at byte `at` of a line.
fn value_end(line: &str, at: usize) -> usize {
    without_comment(&line[at..]).trim_end().len()
}
