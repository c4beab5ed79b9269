//! What is wrong with a TOML text, in words for people.

use crate::text::Span;
use crate::text::diagnostic::excerpt;

/// The first error, and where the line begins from which on the text is not understood.
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) rest: usize,
    /// Whether something is open at the end of the text.
    pub(super) open: bool,
}

/// Describes `error`, found in `text` or in its beginning.
pub(super) fn fault(text: &str, error: &toml::de::Error) -> Found {
    let span = error.span().map_or(Span::new(0, 0), Span::from);
    let span = Span::new(floor(text, span.start), floor(text, span.end));
    if let Some(open) = unclosed(text, span.start) {
        let message = "this text is not closed: expected closing quotes, found the next field";
        return Found {
            span: Span::new(open, open + 3),
            message: message.to_owned(),
            rest: line_start(text, open),
            open: false,
        };
    }
    let message = message(error.message(), text, span);
    let open = error.message().starts_with("unclosed");
    Found { span, message, rest: line_start(text, span.start), open }
}

/// What the parser complains of, and what it should have found instead.
const EXPECTED: &[(&str, &str)] = &[
    ("string values must be quoted", "a value, with quotes around a text"),
    ("duplicate key", "every field only once"),
    ("key with no value", "`=` and a value"),
    ("missing value", "a value"),
    ("unclosed array table", "`]]`"),
    ("unclosed array", "`]`"),
    ("unclosed table", "`]`"),
    ("unclosed inline table", "`}`"),
    ("missing comma", "`,`"),
    ("extra comma", "a value"),
    ("missing assignment", "`=`"),
    ("missing key", "a key"),
    ("extra `=`", "a value"),
    ("unexpected key or value", "the end of the line"),
    ("unexpected content", "the end of the line"),
    ("invalid unquoted key", "a key of letters, digits, `_` and `-`, or in quotes"),
    ("unexpected leading zero", "a number without a leading zero"),
    ("missing escaped value", "an escape such as `\\n`, or a second `\\`"),
    ("carriage return", "a newline after the carriage return"),
    ("cannot recurse further", "fewer tables within tables"),
    ("recursion limit", "fewer tables within tables"),
];

/// `expected X, found Y`, from the parser's `what is wrong, expected X`.
fn message(parser: &str, text: &str, span: Span) -> String {
    let found = found(text, span);
    if let Some((_, expected)) = EXPECTED.iter().find(|(what, _)| parser.starts_with(what)) {
        return format!("expected {expected}, found {found}");
    }
    match parser.split_once(", expected ") {
        Some((_, expected)) => format!("expected {expected}, found {found}"),
        None => format!("{parser}, found {found}"),
    }
}

fn found(text: &str, span: Span) -> String {
    let rest = text.get(span.start..).unwrap_or_default();
    let marked = text.get(span.start..span.end).unwrap_or_default();
    let line = if marked.trim().is_empty() { rest } else { marked };
    match line.lines().next() {
        None => "the end of the file".to_owned(),
        Some(line) if line.trim().is_empty() => "the end of the line".to_owned(),
        Some(line) => format!("`{}`", excerpt(line)),
    }
}

/// The opening quotes of the first text of several lines, begun before `error`, that has run on
/// into the fields after it: it holds a line like `[a.b]` or `key = """`, or never ends.
fn unclosed(text: &str, error: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && at <= error {
        match bytes[at] {
            b'#' => at = line_end(text, at),
            quote @ (b'"' | b'\'') => {
                let open = at;
                let long = bytes[at..].starts_with(&[quote; 3]);
                let close =
                    if long { long_end(bytes, at, quote) } else { short_end(bytes, at, quote) };
                let Some(close) = close else { return long.then_some(open) };
                if long && swallows_fields(text, open + 3, close - 3) {
                    return Some(open);
                }
                at = close;
            }
            _ => at += 1,
        }
    }
    None
}

/// One past the closing quotes of a text of several lines.
fn long_end(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 3;
    while at < bytes.len() {
        if quote == b'"' && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at..].starts_with(&[quote; 3]) {
            let run = bytes[at..].iter().take_while(|&&byte| byte == quote).count();
            return Some(at + run.min(5));
        } else {
            at += 1;
        }
    }
    None
}

/// One past the closing quote of a text on one line, or the line's end where it has none.
fn short_end(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    Some(at.min(bytes.len()))
}

fn swallows_fields(text: &str, start: usize, end: usize) -> bool {
    let inner = text.get(start..end).unwrap_or_default();
    let mut lines = inner.lines().peekable();
    let mut header = false;
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        header |= is_header(line) || (last && is_key(line));
    }
    header
}

/// `[sections]`, `[author.handles]`: one of our tables, or a name with a dot.
fn is_header(line: &str) -> bool {
    let Some(name) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    let dotted = name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.\"'".contains(c));
    bare && (dotted || matches!(name, "sections" | "author" | "ratings" | "handles"))
}

/// `key =`, whose opening quotes have closed the text before it.
fn is_key(line: &str) -> bool {
    let Some(key) = line.trim().strip_suffix('=') else { return false };
    let key = key.trim();
    let bare = key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let quoted = key.len() > 2 && key.starts_with('"') && key.ends_with('"');
    !key.is_empty() && (bare || quoted)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |n| at + n)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
