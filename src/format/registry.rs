//! The table of formats. A new one is a file with a `FORMAT` and a line in [`FORMATS`]; the
//! command line, the walk and the tests go through this table.

use std::path::Path;

use super::{Format, markdown, plain, toml};
use crate::model::FormatId;

/// Every format. A text without a name is in the first that takes it for its own, so the one that
/// takes every text comes last.
pub static FORMATS: [&Format; 3] = [&toml::FORMAT, &markdown::FORMAT, &plain::FORMAT];

/// The format that a review was read from.
#[must_use]
pub(crate) fn of(id: FormatId) -> &'static Format {
    FORMATS.into_iter().find(|format| format.id == id).unwrap_or(&toml::FORMAT)
}

/// The format of a file by its extension; none for files that are never reviews.
#[must_use]
pub fn by_extension(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?;
    let is_known = |known: &&str| extension.eq_ignore_ascii_case(known);
    FORMATS.into_iter().find(|format| format.extensions.iter().any(is_known))
}

/// The format of a text that has no name.
#[must_use]
pub fn detect(text: &str) -> &'static Format {
    let text = text.trim_start_matches('\u{feff}');
    FORMATS.into_iter().find(|format| (format.detect)(text)).unwrap_or(&plain::FORMAT)
}

/// The extensions of all formats in words: `toml, md or txt`.
#[must_use]
pub(crate) fn extensions_in_words() -> String {
    in_words(FORMATS.iter().flat_map(|format| format.extensions).map(ToString::to_string))
}

/// The usual extension of each format in words, with the dot: `.toml, .md or .txt`.
#[must_use]
pub(crate) fn usual_extensions_in_words() -> String {
    in_words(FORMATS.iter().map(|format| format!(".{}", format.extension())))
}

fn in_words(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
