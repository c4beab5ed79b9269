//! Where a passage stands in its file.

use std::path::Path;

use super::read::read;

/// The line, from `line` on, that holds `text`; `line` itself where the file has it nowhere.
#[must_use]
pub fn line_of(path: &Path, line: u32, text: &str) -> u32 {
    let text = text.trim();
    let Some(source) = read(path).ok().map(|text| text.source).filter(|_| !text.is_empty()) else {
        return line;
    };
    let from = source.line_start(line);
    let found = source.text().get(from..).and_then(|rest| rest.find(text));
    found.map_or(line, |at| source.line_of(from + at))
}
