//! TOML as nearly every review has it, read from the parser's events.
//!
//! To build the table of the `toml` crate and then our own from it takes three times as long. What
//! is out of the ordinary (a dotted key, a table that comes twice or is a list, any fault) is left
//! to that crate, which thereby still decides what is allowed.

use std::borrow::Cow;

use toml::de::DeValue;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span as Bytes};

use super::value::{KeyValue, Node, Value};
use crate::text::Span;

/// The depth to which the `toml` crate reads values within values.
const MAX_VALUE_DEPTH: u32 = 80;

/// A table with more entries is left to the crate, which finds a key without comparing them all.
const MAX_TABLE_ENTRIES: usize = 64;

/// Headers with more keys are left to the crate, which refuses tables that are too deep.
const MAX_PATH_KEYS: usize = 8;

/// The entries of `text`, which stands at byte `offset` of its file; none where anything in it is
/// out of the ordinary.
pub(super) fn read(text: &str, offset: usize) -> Option<Vec<KeyValue>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events = Events::of(source, offset);
    let mut fault: Option<ParseError> = None;
    let mut sound = ValidateWhitespace::new(&mut events, source);
    parse_document(&tokens, &mut RecursionGuard::new(&mut sound, MAX_VALUE_DEPTH), &mut fault);
    events.close_table();
    (fault.is_none() && !events.is_odd).then_some(events.root)
}

/// What was read so far.
struct Events<'t> {
    source: Source<'t>,
    offset: usize,
    root: Vec<KeyValue>,
    /// The table whose entries are being read, unless it is the root, and where it will stand: the
    /// place of an entry at each level.
    table: Option<(Vec<usize>, Vec<KeyValue>)>,
    /// The header that is being read.
    header: Option<(Bytes, Vec<TomlKey>)>,
    /// The key that waits for its value.
    key: Option<TomlKey>,
    /// The lists and inline tables that are open.
    open: Vec<OpenValue>,
    is_odd: bool,
}

struct TomlKey {
    name: String,
    span: Span,
    quoted: bool,
}

impl TomlKey {
    fn with(self, node: Node) -> KeyValue {
        KeyValue { key: self.name, key_span: self.span, quoted: self.quoted, node }
    }
}

enum OpenValue {
    List(Bytes, Vec<Node>),
    Map(Bytes, Vec<KeyValue>, Option<TomlKey>),
}

impl<'t> Events<'t> {
    fn of(source: Source<'t>, offset: usize) -> Self {
        let (root, open) = (Vec::new(), Vec::new());
        Self { source, offset, root, table: None, header: None, key: None, open, is_odd: false }
    }

    fn span(&self, bytes: Bytes) -> Span {
        Span::new(bytes.start() + self.offset, bytes.end() + self.offset)
    }

    /// The characters at `bytes`, and how they are to be decoded.
    fn raw(&self, bytes: Bytes, kind: Option<Encoding>) -> Option<Raw<'t>> {
        let text = self.source.get(bytes)?.as_str();
        Some(Raw::new_unchecked(text, kind, bytes))
    }

    /// Puts the table that was read where it belongs.
    fn close_table(&mut self) {
        let Some((place, read)) = self.table.take() else { return };
        let found = place.split_last().and_then(|(last, above)| {
            let mut map = &mut self.root;
            for &at in above {
                map = map_of(map.get_mut(at)?)?;
            }
            map_of(map.get_mut(*last)?)
        });
        match found {
            Some(map) => *map = read,
            None => self.is_odd = true,
        }
    }

    /// Makes room for the table that a header names.
    fn open_table(&mut self, bytes: Bytes, path: Vec<TomlKey>) -> Option<()> {
        let whole = self.span(bytes);
        let last = path.len().checked_sub(1)?;
        let mut map = &mut self.root;
        let mut place = Vec::with_capacity(path.len());
        for (depth, key) in path.into_iter().enumerate() {
            let found = map.iter().position(|entry| entry.key == key.name);
            let at = found.unwrap_or(map.len());
            if found.is_none() {
                let span = if depth == last { whole } else { key.span };
                map.push(key.with(Node::collection(Value::Map(Vec::new()), span)));
            }
            let is_twice = depth == last && found.is_some();
            let is_inline = |entry: &KeyValue| {
                let start = entry.node.span.start - self.offset;
                self.source.input().as_bytes().get(start) == Some(&b'{')
            };
            if is_twice || map.len() > MAX_TABLE_ENTRIES || is_inline(&map[at]) {
                return None;
            }
            place.push(at);
            map = map_of(&mut map[at])?;
        }
        self.table = Some((place, Vec::new()));
        Some(())
    }

    fn value(&mut self, node: Node) {
        let (map, key) = match self.open.last_mut() {
            Some(OpenValue::List(_, items)) => return items.push(node),
            Some(OpenValue::Map(_, map, key)) => (map, key),
            None => (self.table.as_mut().map_or(&mut self.root, |(_, map)| map), &mut self.key),
        };
        match key.take() {
            Some(key)
                if map.len() < MAX_TABLE_ENTRIES
                    && map.iter().all(|entry| entry.key != key.name) =>
            {
                map.push(key.with(node));
            }
            _ => self.is_odd = true,
        }
    }
}

fn map_of(entry: &mut KeyValue) -> Option<&mut Vec<KeyValue>> {
    match &mut entry.node.value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

impl EventReceiver for Events<'_> {
    fn std_table_open(&mut self, span: Bytes, _: &mut dyn ErrorSink) {
        self.close_table();
        self.header = Some((span, Vec::new()));
    }

    fn std_table_close(&mut self, span: Bytes, _: &mut dyn ErrorSink) {
        let header = self.header.take().filter(|_| !self.is_odd);
        let opened = header.and_then(|(start, path)| self.open_table(start.append(span), path));
        self.is_odd |= opened.is_none();
    }

    fn array_table_open(&mut self, _: Bytes, _: &mut dyn ErrorSink) {
        self.is_odd = true;
    }

    fn inline_table_open(&mut self, span: Bytes, _: &mut dyn ErrorSink) -> bool {
        self.open.push(OpenValue::Map(span, Vec::new(), None));
        true
    }

    fn inline_table_close(&mut self, span: Bytes, _: &mut dyn ErrorSink) {
        match self.open.pop() {
            Some(OpenValue::Map(start, map, None)) => {
                self.value(Node::collection(Value::Map(map), self.span(start.append(span))));
            }
            _ => self.is_odd = true,
        }
    }

    fn array_open(&mut self, span: Bytes, _: &mut dyn ErrorSink) -> bool {
        self.open.push(OpenValue::List(span, Vec::new()));
        true
    }

    fn array_close(&mut self, span: Bytes, _: &mut dyn ErrorSink) {
        match self.open.pop() {
            Some(OpenValue::List(start, items)) => {
                self.value(Node::collection(Value::List(items), self.span(start.append(span))));
            }
            _ => self.is_odd = true,
        }
    }

    fn simple_key(&mut self, span: Bytes, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.raw(span, kind) else { return };
        let mut name = Cow::Borrowed(raw.as_str());
        let is_bare = !raw.is_empty() && raw.as_bytes().iter().all(is_of_bare_key);
        if kind.is_some() || !is_bare {
            raw.decode_key(&mut name, error);
        }
        let key =
            TomlKey { name: name.into_owned(), span: self.span(span), quoted: kind.is_some() };
        match (&mut self.header, self.open.last_mut()) {
            (Some((_, path)), _) if path.len() < MAX_PATH_KEYS => path.push(key),
            (Some(_), _) => self.is_odd = true,
            (None, Some(OpenValue::Map(_, _, waiting))) => *waiting = Some(key),
            (None, _) => self.key = Some(key),
        }
    }

    fn key_sep(&mut self, _: Bytes, _: &mut dyn ErrorSink) {
        self.is_odd |= self.header.is_none();
    }

    fn scalar(&mut self, span: Bytes, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.raw(span, kind) else { return };
        let place = self.span(span);
        if let Some(text) = plain(raw.as_str(), kind) {
            return self.value(Node::scalar(Value::Text, text, place));
        }
        let mut decoded = Cow::Borrowed("");
        let value = match raw.decode_scalar(&mut decoded, error) {
            ScalarKind::String => {
                return self.value(Node::scalar(Value::Text, decoded, place));
            }
            ScalarKind::Boolean(truth) => Value::Bool(truth),
            ScalarKind::Integer(radix) => Value::integer(&decoded, radix.value()),
            ScalarKind::Float => Value::float(&decoded),
            ScalarKind::DateTime => {
                // The crate knows which days exist.
                self.is_odd |= DeValue::parse(raw.as_str()).is_err();
                Value::Date
            }
        };
        self.value(Node::scalar(value, raw.as_str().trim(), place));
    }
}

fn is_of_bare_key(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The text of a string without escapes and without characters that the crate may refuse. The crate
/// decodes a string character by character, which would be most of the time that a review takes.
fn plain(raw: &str, kind: Option<Encoding>) -> Option<&str> {
    let (mark, escapes, lines) = match kind? {
        Encoding::LiteralString => ("'", false, false),
        Encoding::BasicString => ("\"", true, false),
        Encoding::MlLiteralString => ("'''", false, true),
        Encoding::MlBasicString => ("\"\"\"", true, true),
    };
    let inner = raw.strip_prefix(mark)?.strip_suffix(mark)?;
    let is_break = |byte: u8| lines & (byte == b'\n');
    let is_odd = |byte: u8| {
        (byte < b' ') & (byte != b'\t') & !is_break(byte)
            | (byte == 0x7f)
            | (escapes & (byte == b'\\'))
    };
    // A fold, unlike `any`, has no early end, so the compiler can test many bytes in one step.
    let odd = inner.bytes().fold(false, |odd, byte| odd | is_odd(byte));
    let first = if lines { inner.strip_prefix('\n') } else { None };
    (!odd).then(|| first.unwrap_or(inner))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::toml::by_crate;
    use super::*;

    /// What is read here must be what the crate reads.
    fn agrees(text: &str) -> Result<bool, TestCaseError> {
        let Some(entries) = read(text, 3) else { return Ok(false) };
        let known = by_crate(text, 3);
        prop_assert!(known.faults.is_empty(), "the crate finds a fault in {text:?}");
        prop_assert_eq!(entries, known.entries, "{:?}", text);
        Ok(true)
    }

    #[test]
    fn ordinary_tables_are_read_here() {
        for text in [
            "",
            "title = 'A' # one\nyear = 1_999\nrating = 3.5\nwatched = 2024-02-29\nspoilers = true",
            "cast = [\n  'A', # first\n  \"B\\u00e9\",\n]\nratings = { story = 4, overall = 0x4 }",
            "[sections]\nplot = \"\"\"\nOne \"two\".\n\"\"\"\n[sections.'a b']\ntext = '''\n\nA\tb''''\n",
            "[sections.plot]\ntext = 'A'\n[sections.action]\ntext = 'B'\n[author.handles]\nx = 'c'",
        ] {
            assert!(agrees(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_left_to_the_crate() {
        let deep = format!("[{}a]", "a.".repeat(100_000));
        for text in [
            &*deep,
            "a = 1\na = 2",
            "a.b = 1",
            "[a]\n[a]",
            "[a.b]\n[a]",
            "[[a]]",
            "a = {}\n[a.b]",
            "a = 1\n[a]",
            "a = [1]\n[a.b]",
            "a = {b = 1, b = 2}",
            "a = 2023-02-30",
            "a = '''\u{1}'''",
            "a = ",
        ] {
            assert!(!agrees(text).unwrap(), "{}", &text[..text.len().min(40)]);
        }
    }

    /// Pieces of TOML that fit together often, and often do not.
    fn piece() -> impl Strategy<Value = String> {
        let pieces = [
            "a = 1\n",
            "b = 'x'\n",
            "c = [1, [2], 'é',]\n",
            "[a]\n",
            "[b.c]\n",
            "[b]\n",
            "[[d]]\n",
            "d.e = 2\n",
            "e = {a = 1, b.c = 2}\n",
            "f = { g = [ {} ] }\n",
            "\"k\" = true\n",
            "g = '''\nx\n''''\n",
            "h = \"\"\"\n\\\n  y \\t\"\"\"\n",
            "i = 1979-05-27T07:32:00Z\n",
            "# note\n",
            "j = +1_000.5e3\n",
            "\r\n",
            "  ",
            "=",
            "'",
            "\"\"\"",
            "]",
            "[",
            "}",
            "\\",
            "\u{7f}",
            "k = inf",
        ];
        prop_oneof![9 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => ".{0,3}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn both_read_the_same(pieces in prop::collection::vec(piece(), 0..12)) {
            agrees(&pieces.concat())?;
        }
    }
}
