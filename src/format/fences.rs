//! Front matter: where it begins and ends, and in which language its fields are.

use serde::de::IgnoredAny;

use super::yaml_lines;
use crate::model::Field;
use crate::text::Span;
use crate::text::lines::line_start;

/// No author has more fields; a hostile file may.
const MAX_FIELDS_WITHOUT_OPENING: usize = 100;

/// Where the fields stand, and where the body begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Head {
    /// The language that the fences stand for, and that of the fields.
    pub(super) fenced: Language,
    pub(super) kind: Language,
    pub(super) inner: Span,
    pub(super) body: usize,
    pub(super) closed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    #[default]
    Yaml,
    Toml,
}

impl Language {
    /// The line around the fields.
    pub(super) const fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

/// The first line that is neither blank nor a comment: where it begins, and one past its end.
pub(super) fn first_line(text: &str) -> (usize, usize) {
    let mut start = 0;
    loop {
        let rest = &text[start..];
        start += rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t', '\u{feff}']).len();
        let comment = text[start..].strip_prefix("<!--").and_then(|inner| inner.find("-->"));
        let Some(comment) = comment else { break };
        start += "<!--".len() + comment + "-->".len();
    }
    let start = line_start(text, start);
    let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
    (start, end)
}

/// The front matter of `text`; none where it begins with no fence, or with a rule.
pub(super) fn head(text: &str) -> Option<Head> {
    let (start, open) = first_line(text);
    if text[start..].starts_with('{') {
        return json(text, start);
    }
    let fenced = fence(text[start..open].trim())?;
    let mut at = open;
    for line in text[open..].split_inclusive('\n') {
        let closes = fence(line.trim_end()) == Some(fenced)
            || (fenced == Language::Yaml && line.trim_end() == "...");
        if closes {
            let inner = &text[open..at];
            let kind = written_in(inner, fenced);
            let body = at + line.len();
            let head = Head { fenced, kind, inner: Span::new(open, at), body, closed: true };
            return holds_fields(inner, kind).then_some(head);
        }
        at += line.len();
    }
    unclosed(text, open, fenced)
}

/// `---` or more dashes, also those that a phone makes of them, or `+++`.
fn fence(line: &str) -> Option<Language> {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    if line.len() >= 3 && line.chars().all(is_dash) {
        return Some(Language::Yaml);
    }
    (line == "+++").then_some(Language::Toml)
}

/// The language of fields between fences of `fenced`: some take the fences of the other one. Where
/// both are there, the first line decides, and one line alone is a slip.
fn written_in(inner: &str, fenced: Language) -> Language {
    let other = match fenced {
        Language::Yaml => Language::Toml,
        Language::Toml => Language::Yaml,
    };
    let lines = || inner.lines().map(str::trim);
    let first = lines().find(|line| !line.is_empty() && !line.starts_with('#'));
    if !first.is_some_and(|line| is_own_field(line, other)) {
        return fenced;
    }
    let second = lines().filter(|line| is_own_field(line, other)).nth(1);
    let has_own = lines().any(|line| is_own_field(line, fenced));
    if has_own && second.is_none() { fenced } else { other }
}

/// Whether a line is a field of one language and not of the other.
fn is_own_field(line: &str, kind: Language) -> bool {
    let name = line.split(['=', ':']).next().unwrap_or_default();
    let rest = &line[name.len()..];
    let is_name = !name.trim().is_empty() && !name.trim().contains(['{', '[', '"']);
    match kind {
        Language::Toml => is_name && rest.starts_with('=') && !rest.starts_with("=="),
        Language::Yaml => is_name && (rest.starts_with(": ") || rest.trim_end() == ":"),
    }
}

/// An object in JSON at the beginning of the text, which nothing follows on its last line. To YAML it
/// is a map.
fn json(text: &str, start: usize) -> Option<Head> {
    let mut objects = serde_json::Deserializer::from_str(&text[start..]).into_iter::<IgnoredAny>();
    objects.next()?.ok()?;
    let end = start + objects.byte_offset();
    let rest = text.get(end..)?;
    let line = rest.split_inclusive('\n').next().unwrap_or_default();
    let kind = Language::Yaml;
    let head = Head {
        fenced: kind,
        kind,
        inner: Span::new(start, end),
        body: end + line.len(),
        closed: true,
    };
    (line.trim().is_empty() && text[start..end].contains(':')).then_some(head)
}

/// Two rules around a paragraph are no front matter.
fn holds_fields(inner: &str, kind: Language) -> bool {
    let lacks_blanks = kind == Language::Yaml && yaml_lines::lacks_blanks(inner);
    inner.trim().is_empty() || lacks_blanks || inner.lines().any(|line| is_field(line.trim(), kind))
}

fn is_field(line: &str, kind: Language) -> bool {
    match kind {
        Language::Yaml => yaml_lines::field(line).is_some() || line.starts_with('{'),
        Language::Toml => line.contains('=') || (line.starts_with('[') && line.ends_with(']')),
    }
}

/// The line that was meant to end the fields at byte `at`, of another form than `fence`.
pub(super) fn nearly_closed(text: &str, at: usize) -> Option<Span> {
    let start = at + text.get(at..)?.len() - text.get(at..)?.trim_start().len();
    let line = text[start..].lines().next()?.trim_end();
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let first =
        signs.next().filter(|c| matches!(c, '-' | '–' | '—' | '+' | '*' | '=' | '_' | '~'))?;
    let is_line = line.len() > 1 && signs.all(|c| c == first);
    is_line.then(|| Span::new(start, start + line.len()))
}

/// The fields at the beginning of a text that have a fence below them and none above: where the
/// first of them stands.
pub(super) fn without_opening(text: &str) -> Option<Span> {
    let (start, end) = first_line(text);
    let is_known = |line: &str| {
        yaml_lines::field(line).is_some_and(|(key, _)| Field::named(key.trim()).is_some())
    };
    let mut lines = text[start..].lines();
    let fields = lines.by_ref().take_while(|line| fence(line.trim_end()).is_none());
    let mut count = 0;
    for line in fields {
        if count > MAX_FIELDS_WITHOUT_OPENING || !is_known(line.trim_end()) {
            return None;
        }
        count += 1;
    }
    let is_closed = text[start..].lines().nth(count).is_some();
    (count > 1 && is_closed).then(|| Span::new(start, end))
}

/// The fence above fields that stand below the first lines of a text, where they are none.
pub(super) fn late(text: &str) -> Option<Span> {
    const MAX_LINES_ABOVE: usize = 5;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MAX_LINES_ABOVE) {
        let start = at;
        at += line.len();
        if line.starts_with('#') {
            // Fields below a heading are meant to be read there.
            return None;
        }
        let Some(fenced) = fence(line.trim_end()) else { continue };
        let lines = text[at..].lines().map(str::trim_end);
        let fields = lines.clone().take_while(|line| fence(line) != Some(fenced));
        let fields: Vec<&str> = fields.take(MAX_FIELDS_WITHOUT_OPENING).collect();
        let is_closed = lines.clone().nth(fields.len()).is_some();
        let is_known = |line: &&&str| {
            let name = line.split(['=', ':']).next().unwrap_or_default();
            is_own_field(line, fenced) && Field::named(name.trim()).is_some()
        };
        if is_closed && fields.len() > 1 && fields.iter().all(|line| is_known(&line)) {
            return Some(Span::new(start, start + line.trim_end().len()));
        }
    }
    None
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
    let inner = Span::new(open, at);
    let head = Head { fenced: kind, kind, inner, body: at, closed: false };
    (at > open).then_some(head)
}

/// Whether the text begins with a fence.
pub(super) fn is_fenced(text: &str) -> bool {
    let (start, end) = first_line(text);
    fence(text[start..end].trim()).is_some()
}

/// Whether the text begins with fields, in a file whose name says nothing of them.
pub(super) fn has_fields(text: &str) -> bool {
    head(text).is_some_and(|head| head.closed)
}
