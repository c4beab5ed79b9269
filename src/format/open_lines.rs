//! The lines of a broken file that can be shown because they hold no prose.

use std::ops::Range;

use super::fences::{Edge, Language};
use super::header::header;
use crate::model::field::normal;
use crate::model::{AuthorField, Field, FieldType, Platform};
use crate::text::lines::lines;

/// The lines of known fields that hold no prose, each without its line end. They can be shown even
/// where it is unknown what the author wanted covered.
pub(super) fn open_lines(text: &str) -> Vec<Range<usize>> {
    // A text without a fence is all fields: nothing else has a syntax that can be broken.
    let (fields, language, opening) = match header(text) {
        Some(header) => (header.inner.start..header.inner.end, header.kind, header.opening),
        None => (0..text.len(), Language::Toml, Edge::Missing),
    };
    let mut state = match language {
        Language::Yaml => Lines::Yaml,
        Language::Toml => Lines::Toml(TomlLines::default()),
    };
    let mut open = Vec::new();
    if let Edge::Fence(_, span) = opening {
        open.push(span.start..span.end);
    }
    for (start, line) in lines(&text[fields.clone()]) {
        let (start, line) = (fields.start + start, line.trim_end());
        if state.is_open(line) {
            open.push(start..start + line.len());
        }
    }
    open
}

/// The lines of a text in one of the two languages.
enum Lines {
    Yaml,
    Toml(TomlLines),
}

impl Lines {
    fn is_open(&mut self, line: &str) -> bool {
        match self {
            // What is indented belongs to a text, a list or a table.
            Self::Yaml => line.split_once(':').is_some_and(|(key, _)| is_field(key)),
            Self::Toml(lines) => lines.is_open(line.trim_start()),
        }
    }
}

/// Where among the tables and texts of a TOML file a line stands.
#[derive(Default)]
struct TomlLines {
    table: Table,
    /// The quotes of a text of several lines that is open.
    text: Option<&'static str>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Table {
    #[default]
    Review,
    Author,
    /// One that may hold prose.
    Other,
}

impl TomlLines {
    fn is_open(&mut self, line: &str) -> bool {
        if self.goes_on(line) {
            return false;
        }
        if line.starts_with('[') {
            let name = line.trim_matches(['[', ']', ' ']);
            self.table = match name {
                "author" | "author.handles" => Table::Author,
                _ => Table::Other,
            };
            return matches!(name, "author" | "author.handles" | "sections" | "ratings" | "check");
        }
        // `key: value` is a common mistake in TOML.
        let Some((key, _)) = line.split_once(['=', ':']) else { return false };
        match self.table {
            Table::Review => self.text.is_none() && is_field(key),
            Table::Author => is_line_of_author(key) || is_service(key),
            Table::Other => false,
        }
    }

    /// Whether the line goes on with a text of several lines, or begins or ends one.
    fn goes_on(&mut self, line: &str) -> bool {
        let was_open = self.text.is_some();
        let mut rest = line;
        loop {
            match self.text {
                Some(quotes) => match rest.split_once(quotes) {
                    Some((_, after)) => (self.text, rest) = (None, after),
                    None => return true,
                },
                None => {
                    let first =
                        ["\"\"\"", "'''"].into_iter().filter_map(|q| Some((rest.find(q)?, q)));
                    let Some((at, quotes)) = first.min() else { return was_open };
                    (self.text, rest) = (Some(quotes), &rest[at + quotes.len()..]);
                }
            }
        }
    }
}

/// Whether `key` is that of a field of a review that holds no prose.
fn is_field(key: &str) -> bool {
    let key = key.trim_end();
    let field = Field::named(key);
    let is_indented = key.starts_with([' ', '\t']);
    !is_indented && !matches!(field, None | Some(Field::Prose | Field::Sections))
}

fn is_line_of_author(key: &str) -> bool {
    let field = AuthorField::named(key.trim());
    field.and_then(AuthorField::field_type) == Some(FieldType::Text)
}

fn is_service(key: &str) -> bool {
    Platform::named(&normal(key.trim())).is_some()
}
