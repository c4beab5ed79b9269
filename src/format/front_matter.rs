//! The head of a Markdown file: fields between two fences.

use super::assembly::Assembly;
use super::value::KeyValue;
use super::{fields, toml, yaml, yaml_lines};
use crate::text::{Code, Mismatch, Phrase, Span, expected, quote};

/// Where the fields stand, and where the body begins.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Head {
    kind: Language,
    inner: Span,
    body: usize,
    closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    Yaml,
    Toml,
}

/// Reads the fields at the head of the file; gives them back, and where the body begins.
pub(super) fn read(assembly: &mut Assembly<'_>) -> (Vec<KeyValue>, usize) {
    let text = assembly.source.text();
    let Some(head) = head(text) else { return (Vec::new(), 0) };
    let inner = &text[head.inner.start..head.inner.end];
    if !head.closed {
        let (start, _) = first_line(text);
        let fence = text[start..].lines().next().unwrap_or_default().trim_end();
        let mismatch = expected(Phrase::from(quote(fence)).then(" at the end of the fields"))
            .found("the end of the file");
        assembly.report(Code::Syntax, Span::new(start, start + fence.len()), mismatch);
    }
    let (entries, fault) = match head.kind {
        Language::Yaml => yaml_fields(assembly, inner, head),
        Language::Toml => {
            let read = toml::read(inner, head.inner.start);
            let fault = read.fault.map(|fault| (fault.span, fault.mismatch, fault.rest));
            (read.entries, fault)
        }
    };
    fields::apply(assembly, &entries);
    if let Some((span, mismatch, rest)) = fault {
        if head.closed {
            assembly.report(Code::Syntax, span, mismatch);
        }
        // The body is what a field that was not understood may have covered.
        assembly.review.spoilers |= assembly.not_understood(rest, head.inner.end);
    }
    (entries, head.body)
}

type FieldsFault = (Span, Mismatch, usize);

fn yaml_fields(
    assembly: &mut Assembly<'_>,
    inner: &str,
    head: Head,
) -> (Vec<KeyValue>, Option<FieldsFault>) {
    let read = yaml::read(inner, head.inner.start);
    if let Some(twice) = read.twice.filter(|_| head.closed) {
        assembly.report(Code::RepeatedField, twice.span, twice.mismatch);
    }
    // Everything was read line by line, so nothing is left over.
    let end = head.inner.end;
    (read.entries, read.fault.map(|fault| (fault.span, fault.mismatch, end)))
}

/// The first line that is not blank: where it begins, and one past its end.
fn first_line(text: &str) -> (usize, usize) {
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
    let start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
    (start, end)
}

fn head(text: &str) -> Option<Head> {
    let (start, open) = first_line(text);
    let kind = fence(&text[start..open])?;
    let mut at = open;
    for line in text[open..].split_inclusive('\n') {
        let closes =
            fence(line) == Some(kind) || (kind == Language::Yaml && line.trim_end() == "...");
        if closes {
            let head =
                Head { kind, inner: Span::new(open, at), body: at + line.len(), closed: true };
            return holds_fields(&text[open..at], kind).then_some(head);
        }
        at += line.len();
    }
    unclosed(text, open, kind)
}

/// `---` or more dashes, or `+++`.
fn fence(line: &str) -> Option<Language> {
    let line = line.trim_end();
    if line.len() >= 3 && line.bytes().all(|byte| byte == b'-') {
        return Some(Language::Yaml);
    }
    (line == "+++").then_some(Language::Toml)
}

/// Two rules around a paragraph are no front matter.
fn holds_fields(inner: &str, kind: Language) -> bool {
    let lacks_blanks = kind == Language::Yaml && yaml_lines::lacks_blanks(inner);
    inner.trim().is_empty()
        || lacks_blanks
        || inner.lines().any(|line| is_field(line.trim_end(), kind))
}

fn is_field(line: &str, kind: Language) -> bool {
    match kind {
        Language::Yaml => yaml_lines::field(line).is_some() || line.starts_with('{'),
        Language::Toml => line.contains('=') || (line.starts_with('[') && line.ends_with(']')),
    }
}

/// A head without an end: the fields go on as long as lines look like fields.
fn unclosed(text: &str, open: usize, kind: Language) -> Option<Head> {
    let mut at = open;
    for line in text[open..].split_inclusive('\n') {
        let bare = line.trim_end();
        let within = bare.starts_with([' ', '\t']) && at > open;
        let item = bare.starts_with("- ") && at > open;
        if bare.is_empty() || !(within || item || is_field(bare, kind)) {
            break;
        }
        at += line.len();
    }
    let head = Head { kind, inner: Span::new(open, at), body: at, closed: false };
    (at > open).then_some(head)
}

/// Where the fields stand, and whether they are in TOML.
pub(super) fn fields(text: &str) -> Option<(std::ops::Range<usize>, bool)> {
    let head = head(text)?;
    Some((head.inner.start..head.inner.end, head.kind == Language::Toml))
}

/// Whether the text begins with a fence.
pub(super) fn is_fenced(text: &str) -> bool {
    let (start, end) = first_line(text);
    fence(&text[start..end]).is_some()
}
