//! Front matter: where it begins and ends, and in which language its fields are.

use super::yaml_lines;
use crate::text::Span;
use crate::text::lines::line_start;

/// Where the fields stand, and where the body begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Head {
    pub(super) kind: Language,
    pub(super) inner: Span,
    pub(super) body: usize,
    pub(super) closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Language {
    Yaml,
    Toml,
}

/// The first line that is not blank: where it begins, and one past its end.
pub(super) fn first_line(text: &str) -> (usize, usize) {
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
    let start = line_start(text, start);
    let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
    (start, end)
}

/// The front matter of `text`; none where it begins with no fence, or with a rule.
pub(super) fn head(text: &str) -> Option<Head> {
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

/// Whether the text begins with a fence.
pub(super) fn is_fenced(text: &str) -> bool {
    let (start, end) = first_line(text);
    fence(&text[start..end]).is_some()
}
