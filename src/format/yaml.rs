//! YAML, as front matter has it. What is broken is read line by line.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::value::{Entry, Node, Value};
use super::yaml_lines;
use crate::text::Span;
use crate::text::diagnostic::excerpt;

/// So many values may come out of aliases; more are an attack, not a review.
const ALIAS_BUDGET: usize = 10_000;

/// What could be read of a YAML text.
pub(super) struct Read {
    pub(super) entries: Vec<Entry>,
    pub(super) fault: Option<Fault>,
}

/// The first error; the entries were then read line by line.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
}

/// Reads the map in `text`, which stands at byte `offset` of its file.
pub(super) fn read(text: &str, offset: usize) -> Read {
    let (at, message) = match tree(text, offset) {
        Ok(Some(Node { value: Value::Map(entries), .. })) => return Read { entries, fault: None },
        Ok(None) => return Read { entries: Vec::new(), fault: None },
        Ok(Some(node)) => {
            (node.span.start, format!("expected `key: value`, found {}", node.kind()))
        }
        Err((at, what)) => (offset + at, what),
    };
    let fault = Some(Fault { span: Span::new(at, at), message });
    Read { entries: yaml_lines::read(text, offset), fault }
}

/// What is wrong at `at`. The parser's own words are for those who know its grammar.
fn complaint(text: &str, at: usize) -> String {
    let start = text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    match excerpt(line) {
        line if line.is_empty() => "expected `key: value`, found the end of the fields".to_owned(),
        line => {
            format!("expected `key: value`, with quotes around a text like this, found `{line}`")
        }
    }
}

type Failure = (usize, String);

/// A list or a map that is still open, and the key that waits for its value.
struct Open {
    start: usize,
    anchor: usize,
    key: Option<Node>,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map(Vec<Entry>),
}

struct Builder {
    offset: usize,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    budget: usize,
    root: Option<Node>,
}

/// Builds the tree of the first document.
fn tree(text: &str, offset: usize) -> Result<Option<Node>, Failure> {
    let options = granit_parser::options! { emit_comments: false, emit_unresolved_aliases: true };
    let mut builder = Builder {
        offset,
        open: Vec::new(),
        anchors: HashMap::new(),
        budget: ALIAS_BUDGET,
        root: None,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or_default();
            let at = at.min(text.len());
            (at, complaint(text, at))
        })?;
        let range = span.byte_range().unwrap_or_default();
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        builder.take(text, event, range);
    }
    Ok(builder.root)
}

impl Builder {
    fn take(&mut self, text: &str, event: Event<'_>, range: std::ops::Range<usize>) {
        let start = range.start;
        let span = Span::new(start + self.offset, range.end + self.offset);
        match event {
            Event::Scalar(value, style, anchor, _) => {
                let node = scalar(&value, style, span);
                self.define(anchor, &node);
                self.add(node);
            }
            Event::SequenceStart(_, anchor, _) => {
                self.begin(start, anchor, Inside::List(Vec::new()));
            }
            Event::MappingStart(_, anchor, _) => self.begin(start, anchor, Inside::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(id) => {
                let node = self.expand(id);
                let written = text.get(range).unwrap_or_default();
                self.add(node.unwrap_or_else(|| Node::scalar(Value::Text, written, span)));
            }
            Event::UnresolvedAlias(name) => {
                self.add(Node::scalar(Value::Text, format!("*{name}"), span));
            }
            _ => {}
        }
    }

    fn begin(&mut self, start: usize, anchor: usize, inside: Inside) {
        self.open.push(Open { start, anchor, key: None, inside });
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let span = Span::new(open.start + self.offset, end + self.offset);
        let value = match open.inside {
            Inside::List(items) => Value::List(items),
            Inside::Map(entries) => Value::Map(entries),
        };
        let node = Node::collection(value, span);
        self.define(open.anchor, &node);
        self.add(node);
    }

    fn define(&mut self, anchor: usize, node: &Node) {
        // A copy is paid for like an alias, so that many anchors cannot outgrow the budget.
        if anchor != 0 && self.pay(node) {
            self.anchors.insert(anchor, node.clone());
        }
    }

    fn expand(&mut self, id: usize) -> Option<Node> {
        let node = self.anchors.remove(&id)?;
        let copy = self.pay(&node).then(|| node.clone());
        self.anchors.insert(id, node);
        copy
    }

    /// Takes the size of `node` from the budget, if there is enough left.
    fn pay(&mut self, node: &Node) -> bool {
        let left = self.budget.checked_sub(size(node, self.budget));
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match (&mut open.inside, open.key.take()) {
            (Inside::List(items), _) => items.push(node),
            (Inside::Map(_), None) => open.key = Some(node),
            (Inside::Map(entries), Some(key)) if key.text == "<<" && node.map().is_some() => {
                if let Value::Map(merged) = node.value {
                    entries.extend(merged);
                }
            }
            (Inside::Map(entries), Some(key)) => {
                entries.push(Entry {
                    key: key.flat().into(),
                    key_span: key.span,
                    quoted: false,
                    node,
                });
            }
        }
    }
}

/// How much a copy of `node` weighs: values and, in portions, their characters. Counts no further
/// than `most`.
fn size(node: &Node, most: usize) -> usize {
    let mut waiting = vec![node];
    let mut size = 0;
    while let Some(node) = waiting.pop() {
        size += 1 + node.text.len() / 64;
        if size > most {
            break;
        }
        match &node.value {
            Value::List(items) => waiting.extend(items),
            Value::Map(entries) => waiting.extend(entries.iter().map(|entry| &entry.node)),
            _ => {}
        }
    }
    size
}

fn scalar(value: &str, style: ScalarStyle, span: Span) -> Node {
    let kind = if style == ScalarStyle::Plain { plain(value) } else { Value::Text };
    Node::scalar(kind, value, span)
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
