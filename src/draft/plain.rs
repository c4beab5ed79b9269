//! A new review in plain text, which has no fields: a title, headings, and the rest is prose.

use super::Draft;
use super::outline::heading_of;

pub(super) fn write(draft: &Draft) -> String {
    let headings = draft.parts.iter().filter_map(heading_of);
    let lines: Vec<String> =
        std::iter::once(draft.title.to_string()).chain(headings.map(str::to_owned)).collect();
    format!("{}\n", lines.join("\n\n\n"))
}
