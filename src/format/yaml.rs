//! YAML, as front matter has it. What is broken is read line by line.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Parser, ScalarStyle};

use super::value::{KeyValue, Node, Value};
use super::yaml_error::{self, Failure};
use super::yaml_lines::{self, plain};
use super::yaml_slips;
use crate::text::lines::{line_end, line_start};
use crate::text::phrase::whole;
use crate::text::{Mismatch, Phrase, Span, expected, quote};

/// How many values the aliases of a text may expand to: aliases of aliases multiply, so that a few
/// hundred bytes could fill the memory.
const MAX_ALIASED_VALUES: usize = 10_000;

/// The keys, items and commas of a text beyond which it is not read: each may be a value, which
/// takes hundreds of bytes.
pub(super) const MAX_ITEMS: usize = 100_000;

/// Where the line begins that has more than [`MAX_ITEMS`] before its end; none if no line does.
pub(super) fn end_of_readable(text: &str) -> Option<usize> {
    let may_be_item = |at: &usize| text.as_bytes()[*at] == b',' || begins_item(&text[at + 1..]);
    let mut items = memchr::memchr2_iter(b'\n', b',', text.as_bytes()).filter(may_be_item);
    items.nth(MAX_ITEMS).map(|at| line_start(text, at))
}

/// Whether the first line of `text` may be a key or an item of a list, and not a comment or a line
/// of a longer text.
fn begins_item(text: &str) -> bool {
    let line = &text[..line_end(text, 0)];
    match line.trim_start().as_bytes().first() {
        Some(b'#') | None => false,
        Some(b'-' | b'?') => true,
        Some(_) => line.contains(':'),
    }
}

/// What could be read of a YAML text.
pub(super) struct YamlFields {
    pub(super) entries: Vec<KeyValue>,
    pub(super) fault: Option<YamlFault>,
    /// The first key that stands in its map already. The entries are whole nevertheless.
    pub(super) twice: Option<YamlFault>,
}

/// The first error; the entries were then read line by line.
pub(super) struct YamlFault {
    pub(super) span: Span,
    pub(super) mismatch: Mismatch,
}

/// Reads the map in `text`, which stands at byte `offset` of its file.
pub(super) fn read(text: &str, offset: usize) -> YamlFields {
    let (at, mismatch) = match tree(text, offset) {
        Ok((Some(Node { value: Value::Map(entries), .. }), twice)) => {
            return YamlFields { entries, fault: None, twice };
        }
        Ok((None, _)) => return YamlFields { entries: Vec::new(), fault: None, twice: None },
        Ok((Some(node), _)) => {
            let at = node.span.start - offset;
            let found = || (at, expected("`key: value`").found(node.kind()));
            yaml_error::before(text, at).unwrap_or_else(found)
        }
        Err(failure) => {
            if let Some((mended, at)) = yaml_slips::with_commas(text)
                && let Ok((Some(Node { value: Value::Map(entries), .. }), twice)) =
                    tree(&mended, offset)
            {
                let place = Span::new(offset + at, offset + at);
                let mismatch = expected("`,`").found("the next field").replace(place, whole(","));
                let fault = Some(YamlFault { span: place, mismatch });
                return YamlFields { entries, fault, twice };
            }
            failure
        }
    };
    let span = Span::new(offset + at, offset + at);
    let fault = Some(YamlFault { span, mismatch: mismatch.moved(offset) });
    YamlFields { entries: yaml_lines::read(text, offset), fault, twice: None }
}

/// A list or a map that is still open, and the key that waits for its value.
struct OpenNode {
    start: usize,
    anchor: usize,
    key: Option<Node>,
    /// The keys of a map that stand in it by themselves, not by way of another map.
    keys: HashSet<String>,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map(Vec<KeyValue>),
}

#[derive(Default)]
struct TreeBuilder {
    offset: usize,
    open: Vec<OpenNode>,
    anchors: HashMap<usize, Node>,
    /// How many values may still be copied.
    budget: usize,
    root: Option<Node>,
    twice: Option<YamlFault>,
}

/// Builds the tree of the first document, and finds the first key that comes twice in a map.
fn tree(text: &str, offset: usize) -> Result<(Option<Node>, Option<YamlFault>), Failure> {
    let options = granit_parser::options! { emit_comments: false, emit_unresolved_aliases: true };
    let mut builder = TreeBuilder { offset, budget: MAX_ALIASED_VALUES, ..TreeBuilder::default() };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or_default();
            yaml_error::fault(text, at.min(text.len()))
        })?;
        let range = span.byte_range().unwrap_or_default();
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        builder.take(text, event, range);
    }
    Ok((builder.root, builder.twice))
}

impl TreeBuilder {
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
        self.open.push(OpenNode { start, anchor, key: None, keys: HashSet::new(), inside });
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
        // The copy counts as well, so that many anchors cannot exceed the budget.
        if anchor != 0 && self.spend(node) {
            self.anchors.insert(anchor, node.clone());
        }
    }

    fn expand(&mut self, id: usize) -> Option<Node> {
        let node = self.anchors.remove(&id)?;
        let copy = self.spend(&node).then(|| node.clone());
        self.anchors.insert(id, node);
        copy
    }

    /// Takes the size of `node` from the budget; returns false where too little is left.
    fn spend(&mut self, node: &Node) -> bool {
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
                let (name, key_span) = (key.flat(), key.span);
                if !open.keys.insert(name.clone()) && self.twice.is_none() {
                    let again = Phrase::from(quote(&name)).then(" again");
                    let mismatch = expected("every field only once").found(again);
                    let mismatch = mismatch.help("the first counts");
                    self.twice = Some(YamlFault { span: key_span, mismatch });
                }
                entries.push(KeyValue { key: name, key_span, quoted: false, node });
            }
        }
    }
}

/// The size of a copy of `node`: one for each value, and one for each 64 bytes of its text. Stops
/// counting above `limit`.
fn size(node: &Node, limit: usize) -> usize {
    let mut waiting = vec![node];
    let mut size = 0;
    while let Some(node) = waiting.pop() {
        size += 1 + node.text.len() / 64;
        if size > limit {
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
