//! Broken YAML, read line by line as its author meant it: `key: value` and `- item`.

use super::value::{KeyValue, Node, Value};
use crate::model::Field;
use crate::text::Span;
use crate::text::lines::lines;

/// Reads what there is of `text`, which stands at byte `offset`. No word is lost: a line that is
/// no field belongs to the field before it.
pub(super) fn read(text: &str, offset: usize) -> Vec<KeyValue> {
    let mut entries: Vec<Pending> = Vec::new();
    for (start, line) in lines(text) {
        let line = line.trim_end();
        let span = Span::new(offset + start, offset + start + line.len());
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        // An indented field below a field that has its value can only be the next one.
        let full = entries.last().is_none_or(Pending::is_full);
        let head = if full { line.trim_start() } else { line };
        // So can a known one behind a dash.
        let head = head.strip_prefix("- ").filter(|item| full && is_known(item)).unwrap_or(head);
        let known = || without_blank(head).filter(|(key, _)| Field::find(key).is_some());
        if let Some((key, value)) = field(head).or_else(known).or_else(|| of_toml(head)) {
            entries.push(Pending::new(key, value, span));
        } else if let Some(open) = entries.last_mut() {
            open.continued(line, span);
        } else {
            entries.push(Pending::new("front matter", line, span));
        }
    }
    entries.into_iter().map(Pending::close).collect()
}

/// A field that we know as TOML writes it, or without any sign before a list or a quotation.
fn of_toml(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')?;
    let (key, rest) = (&line[..end], line[end..].trim_start());
    let value = rest.strip_prefix('=').map(str::trim_start);
    let value = value.or(Some(rest).filter(|rest| rest.starts_with(['[', '"'])))?;
    Field::find(key).map(|_| (key, value))
}

fn is_known(line: &str) -> bool {
    field(line).is_some_and(|(key, _)| Field::find(key).is_some())
}

/// Whether the line is `key: value` at the margin.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    if line.starts_with([' ', '\t', '-', '[', '{', '|', '>']) {
        return None;
    }
    let (key, value) = match line.strip_prefix(['"', '\'']) {
        Some(rest) => {
            let end = rest.find(['"', '\''])?;
            (&rest[..end], rest[end + 1..].trim_start().strip_prefix(':')?)
        }
        None => {
            let at_end = || Some((line.strip_suffix(':')?, ""));
            line.split_once(": ").or_else(at_end).or_else(|| line.split_once('：'))?
        }
    };
    let words = key.split_whitespace().count();
    (1..=5).contains(&words).then_some((key.trim(), value.trim()))
}

/// Whether the line is `key:value` at the margin, which is a text to YAML, and no address.
pub(super) fn without_blank(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_end().split_once(':')?;
    let is_key = key.len() > 1
        && key.starts_with(char::is_alphabetic)
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let is_value = !value.is_empty() && !value.starts_with([' ', '\t', ':', '/']);
    (is_key && is_value && field(line.trim_end()).is_none()).then_some((key, value))
}

/// Whether the lines are fields, the first of which we know, and all lack the blank.
pub(super) fn lacks_blanks(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let known = |line| without_blank(line).is_some_and(|(key, _)| Field::find(key).is_some());
    lines.next().is_some_and(known) && lines.all(|line| without_blank(line).is_some())
}

/// A field to which lines may still be added.
struct Pending {
    key: String,
    span: Span,
    value: String,
    items: Vec<Node>,
    /// Whether the text is a block, of which every line counts.
    block: bool,
}

impl Pending {
    fn new(key: &str, value: &str, span: Span) -> Self {
        let block = matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+");
        let value = if block { String::new() } else { value.to_owned() };
        Self { key: key.to_owned(), span, value, items: Vec::new(), block }
    }

    fn is_full(&self) -> bool {
        !self.block && (!self.value.is_empty() || !self.items.is_empty())
    }

    fn continued(&mut self, line: &str, span: Span) {
        let line = line.trim_start();
        match line.strip_prefix("- ") {
            Some(item) if self.value.is_empty() && !self.block => {
                self.items.push(scalar(item, span));
            }
            _ => {
                if !self.value.is_empty() {
                    self.value.push('\n');
                }
                self.value.push_str(line);
            }
        }
    }

    fn close(mut self) -> KeyValue {
        let span = self.span;
        let node = if self.items.is_empty() {
            self.value()
        } else {
            if !self.value.is_empty() {
                self.items.push(scalar(&self.value, span));
            }
            Node::collection(Value::List(self.items), span)
        };
        KeyValue { key: self.key, key_span: span, quoted: false, node }
    }

    fn value(&self) -> Node {
        // The bracket that should close the list may be what is missing.
        let list = self.value.strip_prefix('[').map(|rest| rest.strip_suffix(']').unwrap_or(rest));
        // `[Boat] Night` is a text, and so are `[Boat]²` and `[Boat](address)`.
        let goes_on = |list: &str| {
            let text = list.split_once(']').map(|(_, text)| text.trim_start());
            text.is_some_and(|text| !text.is_empty() && !text.starts_with(['#', ',', ']']))
        };
        match list.filter(|list| !list.contains(['[', '{']) && !goes_on(list)) {
            Some(list) => {
                let items = list.split(',').filter(|item| !item.trim().is_empty());
                Node::collection(
                    Value::List(items.map(|i| scalar(i, self.span)).collect()),
                    self.span,
                )
            }
            None => scalar(&self.value, self.span),
        }
    }
}

/// A value with its quotes taken off, where they enclose it.
pub(super) fn scalar(text: &str, span: Span) -> Node {
    let text = text.trim();
    for quote in ['"', '\''] {
        // A comma after the closing quote is left over from another notation.
        let ended = text.strip_suffix(',').map_or(text, str::trim_end);
        let inner =
            text.strip_prefix(quote).and_then(|_| ended.strip_prefix(quote)?.strip_suffix(quote));
        if let Some(inner) = inner.filter(|inner| !inner.contains(quote)) {
            return Node::scalar(Value::Text, inner, span);
        }
    }
    // Quotes that are opened and not closed are what is broken.
    let open = text.strip_prefix('"').filter(|inner| !inner.contains('"'));
    open.map_or_else(
        || Node::scalar(plain(text), text, span),
        |inner| Node::scalar(Value::Text, inner, span),
    )
}

/// What a scalar without quotes is.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match text.parse() {
        Ok(number) if digits => Value::Number(number),
        _ => Value::Text,
    }
}

/// How far a line is indented, in bytes.
pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The indent of a field in YAML whose text of several lines begins below it: `note: |`, `note: >-`.
pub(super) fn block_opened_by(line: &str) -> Option<usize> {
    let sign = line.rsplit_once(": ")?.1.trim().strip_prefix(['|', '>'])?;
    let is_alone = sign.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9'));
    is_alone.then(|| indent_of(line))
}
