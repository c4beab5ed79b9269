//! The lines at the head of a text that look like fields.

use std::borrow::Cow;

use super::fences::{Edge, Fence, Language, is_unseen};
use super::{yaml_lines, yaml_slips};
use crate::markup::spoiler::is_delimiter_row;
use crate::model::Field;
use crate::text::Span;
use crate::text::lines::{blanked, line_end};

/// The lines that look like fields, up to the first that does not.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) count: usize,
    /// How many of them we know.
    pub(super) known: usize,
    pub(super) have_title: bool,
    /// Whether a text follows that is set off by a blank line.
    pub(super) end_in_text: bool,
    pub(super) closing: Edge,
    pub(super) body: usize,
}

impl Fields {
    pub(super) fn of(text: &str, start: usize) -> Self {
        let mut fields = Self { start, end: start, body: start, ..Self::default() };
        let (mut at, mut is_after_blank, mut quotes) = (start, false, None);
        let mut block = None;
        while at < text.len() {
            let (next, line) = line_at(text, at);
            let is_blank = line.trim().is_empty();
            let is_in_block =
                block.is_some_and(|indent| is_blank || yaml_lines::indent_of(line) > indent);
            block = if is_in_block { block } else { yaml_lines::block_opened_by(line) };
            let is_in_text = quotes.is_some() || is_in_block && !is_blank;
            if !is_in_block {
                quotes = quotes_open_after(line, quotes);
            }
            if is_blank && !is_in_text {
                is_after_blank = true;
            } else if is_in_text || fields.takes(line, is_after_blank) {
                (fields.end, fields.body, is_after_blank) = (next, next, false);
                if line == "}" || is_object(line) {
                    fields.closing = Edge::Fence(Language::Yaml, Span::new(next, next));
                    // Such an object may stand between fences, too.
                    if Fence::of(line_at(text, next).1).is_none() {
                        break;
                    }
                }
            } else {
                fields.close(text, at, line);
                fields.end_in_text = is_after_blank && fields.closing == Edge::Missing;
                break;
            }
            at = next;
        }
        fields
    }

    /// Adds a line if it is a field or goes on with one. Below a blank line only a field that we know
    /// is one, and one that takes a text may begin a paragraph.
    fn takes(&mut self, line: &str, is_after_blank: bool) -> bool {
        if Fence::of(line.trim()).is_some() {
            return false;
        }
        let field = known(line);
        let is_known = field.is_some_and(|field| !is_after_blank || field != Field::Prose);
        let bare = line.trim_start();
        let goes_on = (line.len() > bare.len() || bare.starts_with(['-', '}', ']', '{']))
            && (self.count > 0 || bare.starts_with('{'));
        let is_field = yaml_lines::field(bare).is_some()
            || is_field(bare, Language::Yaml)
            || is_field(bare, Language::Toml);
        if !is_known && (is_after_blank || !goes_on && !is_field) {
            return false;
        }
        self.count += usize::from(is_known || !goes_on);
        let names = known(line).into_iter().filter(|_| is_known);
        let with_commas = yaml_slips::with_commas(line).map(|(mended, _)| mended);
        let others = with_commas.as_deref().unwrap_or(line).split(',').skip(1);
        let others = others.filter(|_| is_object(line)).filter_map(known);
        for field in names.chain(others) {
            self.known += 1;
            self.have_title |= matches!(field, Field::Title | Field::WorkTitle);
        }
        true
    }

    /// Takes the line below the fields for their end if it was meant as one.
    fn close(&mut self, text: &str, at: usize, line: &str) {
        let indent = yaml_lines::indent_of(line);
        let Some((fence, length)) = Fence::of(line.trim()) else { return };
        let span = Span::new(at + indent, at + indent + length);
        self.closing = match fence {
            Fence::Exact(language) => Edge::Fence(language, span),
            Fence::Near => Edge::Near(span),
        };
        // Words behind the signs belong to the text.
        let (next, line) = line_at(text, at);
        self.body = if line.len() > indent + length { span.end } else { next };
    }
}

/// The quotes of a text of several lines in TOML that is open behind `line`.
fn quotes_open_after(line: &str, open: Option<&'static str>) -> Option<&'static str> {
    match open {
        Some(quotes) => Some(quotes).filter(|quotes| !line.contains(quotes)),
        None => ["\"\"\"", "'''"].into_iter().find(|quotes| line.matches(quotes).count() == 1),
    }
}

pub(super) fn is_field(line: &str, kind: Language) -> bool {
    match kind {
        Language::Yaml => yaml_lines::field(line).is_some() || line.starts_with('{'),
        Language::Toml => line.contains('=') || (line.starts_with('[') && line.ends_with(']')),
    }
}

/// The field that a line gives, in any of the languages.
pub(super) fn known(line: &str) -> Option<Field> {
    let (name, _) = line.split_once([':', '=', '：'])?;
    Field::named(name.trim_matches(['{', ' ', '\t', '"', '\'']))
}

pub(super) fn is_known(line: &str) -> bool {
    known(line).is_some()
}

/// Whether a line is a whole object in JSON.
pub(super) fn is_object(line: &str) -> bool {
    line.trim().starts_with('{') && line.trim().ends_with('}')
}

pub(super) fn has_known(text: &str) -> bool {
    text.lines().any(is_known)
}

/// The line that begins at `start`, without its end, and where the next one begins.
pub(super) fn line_at(text: &str, start: usize) -> (usize, &str) {
    let end = line_end(text, start);
    ((end + 1).min(text.len()), text[start..end].trim_end())
}

/// The comments that may stand above fields.
const COMMENTS: [(&str, &str); 3] =
    [("<!--", "-->"), ("%%", "%%"), ("{% comment %}", "{% endcomment %}")];

/// Where the first line begins that is neither blank nor a comment, without what nobody sees.
pub(super) fn first_line(text: &str) -> usize {
    let mut start = 0;
    loop {
        let rest = text[start..].trim_start_matches(is_unseen);
        start = text.len() - rest.len();
        let comment = COMMENTS.iter().find_map(|(open, close)| {
            let inner = rest.strip_prefix(open).filter(|inner| !inner.starts_with('%'))?;
            Some(open.len() + inner.find(close)? + close.len())
        });
        let Some(length) = comment else { return start };
        start += length;
    }
}

/// A row of a table of two columns as a field, with as many bytes; blanks for the line below its head.
fn row(line: &str, cells: &str) -> String {
    if is_delimiter_row(line) {
        return blanked(line);
    }
    let blanks = " ".repeat(line.len() - cells.len());
    let value = cells.trim_end().trim_end_matches('|').replacen('|', ":", 1);
    let end = blanked(&cells[value.len()..]);
    format!("{blanks}{value}{end}")
}

/// The text without what makes its first lines, which are fields, a quotation, a list, a table or bold:
/// blanks stand in its place.
pub(super) fn undressed(text: &str) -> Cow<'_, str> {
    const DRESS: [char; 4] = ['>', '*', '_', '|'];
    let start = first_line(text);
    let (next, line) = line_at(text, start);
    let is_fence = Fence::of(line).is_some();
    let first = if is_fence { next } else { start };
    let (_, line) = line_at(text, first);
    if !line.trim_start().starts_with(DRESS) || Fence::of(line).is_some() {
        return Cow::Borrowed(text);
    }
    let (below, _) = line_at(text, first);
    let (_, second) = line_at(text, below);
    let cells = line.trim_start().strip_prefix('|').filter(|_| is_delimiter_row(second));
    // The head of a table may name its columns, or nothing.
    let names_columns = cells.is_some_and(|cells| !is_known(&row(line, cells)));
    let from = if names_columns { below } else { first };
    let is_dressed = |line: &&str| line.trim_start().starts_with(DRESS);
    let lines = text[from..].split_inclusive('\n').take_while(is_dressed);
    let bare = |line: &str| {
        if let Some(cells) = line.trim_start().strip_prefix('|') {
            return row(line, cells);
        }
        let inner = line.trim_start_matches([' ', '>', '*', '_']);
        let blanks = " ".repeat(line.len() - inner.len());
        let inner = [":**", "**:", ":__", "__:"].iter().fold(inner.to_owned(), |inner, end| {
            inner.replacen(end, if end.starts_with(':') { ":  " } else { "  :" }, 1)
        });
        format!("{blanks}{inner}")
    };
    let fields: String = lines.map(bare).collect();
    let (above, rest) = (blanked(&text[first..from]), &text[from + fields.len()..]);
    Cow::Owned(format!("{}{above}{fields}{rest}", &text[..first]))
}
