//! The lines above and below the fields of a text, and the languages they stand for.

use crate::text::Span;
use crate::text::clean::unseen_name;

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

/// What sets the fields off from the rest of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Edge {
    /// The fence of a language. An object in JSON, which is YAML as well, has none and needs none.
    Fence(Language, Span),
    /// A line that was meant as a fence.
    Near(Span),
    #[default]
    Missing,
}

/// A line that begins or ends fields.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fence {
    /// `---` or more dashes, also those that a phone makes of them, or `+++`.
    Exact(Language),
    /// A line that was meant as one: other signs, quotes around it, the mark of a block of code or of
    /// a comment, or words behind the signs.
    Near,
}

impl Fence {
    /// What `line` is, and how many of its bytes: words behind the signs may be the first field.
    pub(super) fn of(line: &str) -> Option<(Self, usize)> {
        let line = line.trim_end();
        if let Some(language) = exact(line) {
            return Some((Self::Exact(language), line.len()));
        }
        let is_comment = line.starts_with("<!-")
            && line.trim_start_matches("<!").chars().all(is_dash)
            || line.ends_with("->") && line.trim_end_matches('>').chars().all(is_dash);
        let quoted = line.trim_matches(['"', '\'', '`']);
        let is_quoted = quoted.len() < line.len() && exact(quoted).is_some();
        let is_near = is_row(line) || is_code(line) || is_comment || is_quoted;
        if is_near {
            return Some((Self::Near, line.len()));
        }
        let signs = line.trim_start_matches(is_dash);
        let signs = if signs.len() < line.len() { signs } else { line.trim_start_matches('+') };
        let length = line.len() - signs.len();
        exact(&line[..length]).map(|_| (Self::Near, length))
    }
}

fn exact(line: &str) -> Option<Language> {
    if line.len() >= Language::Yaml.fence().len() && line.chars().all(is_dash) {
        return Some(Language::Yaml);
    }
    (line == Language::Toml.fence()).then_some(Language::Toml)
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// Whether a line is one sign again and again, with or without blanks.
fn is_row(line: &str) -> bool {
    let is_sign = |c: char| matches!(c, '−' | '―' | '─' | '–' | '—') || "-+*=_~#:;%.".contains(c);
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| is_sign(*c)) else { return false };
    line.len() > first.len_utf8() && signs.all(|c| c == first)
}

/// Whether a line begins or ends a block of code, with at most the name of its language.
fn is_code(line: &str) -> bool {
    let signs = line.trim_start_matches(['`', '~']);
    let is_name = |c: char| c.is_alphanumeric() || "{}=.-_ ".contains(c);
    line.len() - signs.len() >= 3 && signs.len() <= 20 && signs.chars().all(is_name)
}

/// Whether `c` is white space, or a character that nobody sees.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_whitespace() || unseen_name(c).is_some()
}
