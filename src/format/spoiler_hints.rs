//! Signs in a text that could not be parsed that its author wanted something covered.

use crate::markup::spoiler;
use crate::text::spoilers::mentions_spoilers;

/// Whether a line of `text` is a field whose name begins with `spoiler`.
pub(super) fn has_field(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches([' ', '\t', '"', '\'']).starts_with("spoiler"))
}

/// Whether `text` speaks of spoilers or holds a mark that covers, outside of comments.
pub(super) fn may_cover(text: &str) -> bool {
    let text = without_comments(text);
    let passages = spoiler::find(&text);
    mentions_spoilers(&text) || !passages.unclosed.is_empty() || passages.cover()
}

/// `text` without its comment lines. Within a TOML string of several lines a `#` begins no comment.
fn without_comments(text: &str) -> String {
    let mut within = false;
    let lines = text.split_inclusive('\n').filter(|line| {
        let is_comment = !within && line.trim_start().starts_with('#');
        within |= line.contains("\"\"\"") || line.contains("'''");
        !is_comment
    });
    lines.collect()
}
