//! The lines of a TOML file that can tell nothing of what a review covers.

use super::synonyms::{self, Field};
use crate::text::{Source, Span};

/// Whether `span` begins on a line of one field that holds no prose, above every table and every
/// text of several lines. Such a line can be shown also where nobody can tell any more what the
/// author wanted covered.
pub(crate) fn is_open_line(source: &Source, span: Span) -> bool {
    let start = source.line_start(source.position(span.start).line);
    let (above, rest) = source.text().split_at(start);
    let line = rest.lines().next().unwrap_or_default();
    let is_plain =
        |line: &str| !line.starts_with('[') && !line.contains("\"\"\"") && !line.contains("'''");
    let Some((key, _)) = line.split_once(['=', ':']) else { return false };
    let known = synonyms::find(key.trim()).map(|(field, _)| field);
    let holds_prose = matches!(known, None | Some(Field::Prose | Field::Sections));
    !holds_prose && above.lines().chain([line]).all(is_plain)
}
