//! Texts in YAML that lack the quotes they need, so that their words mean something else: a tag, a
//! comment, a map, a list. They are read as they were meant.

use super::toml_lines::is_curly;
use super::value::{KeyValue, Node, Value};
use crate::model::Field;
use crate::text::Span;
use crate::text::lines::line_end;

/// Mends the fields of `text`, which stands at byte `offset` of its file, that take a text or names.
/// Returns where the mended texts stand.
pub(super) fn mend(text: &str, offset: usize, entries: &mut [KeyValue]) -> Vec<Span> {
    let mut mended = Vec::new();
    // An object in JSON may be one long line, and has its quotes.
    if text.trim_start().starts_with('{') {
        return mended;
    }
    for entry in entries {
        let field = Field::named(&entry.key);
        if !field.is_none_or(takes_text) {
            continue;
        }
        let is_list = matches!(entry.node.value, Value::List(_));
        // A list of one name is what it seems to be.
        if is_list && !matches!(field, Some(Field::Title | Field::WorkTitle | Field::Headline)) {
            continue;
        }
        let Some(span) = written(text, offset, entry.key_span) else { continue };
        let raw = text.get(span.start - offset..span.end - offset).unwrap_or_default();
        if let Some(inner) = in_curly_quotes(raw) {
            entry.node = Node::scalar(Value::Text, inner, span);
            // They are how a title is written in several languages, and no slip.
            if !raw.starts_with(['«', '»']) {
                mended.push(span);
            }
        } else if is_slip(raw, &entry.node) {
            entry.node = Node::scalar(Value::Text, raw, span);
            mended.push(span);
        }
    }
    mended
}

/// The object in JSON that `text` is, with the commas that are missing between its fields in the place
/// of blanks, and where the first of them belongs.
pub(super) fn with_commas(text: &str) -> Option<(String, usize)> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut mended = text.to_owned().into_bytes();
    let mut first = None;
    let mut ends = text.match_indices('"').map(|(at, _)| at);
    // Every second quote ends a text. One that a backslash precedes is a part of it.
    let mut last = ends.next();
    while let (Some(open), Some(close)) = (last, ends.find(|at| !text[..*at].ends_with('\\'))) {
        let before = text[..open].trim_end();
        let is_name = text[close + 1..].trim_start().starts_with(':');
        let has_comma = before.is_empty() || before.ends_with(['{', '[', ',', ':']);
        if is_name && !has_comma && before.len() < open {
            mended[before.len()] = b',';
            first = first.or(Some(before.len()));
        }
        last = ends.next();
    }
    Some((String::from_utf8(mended).ok()?, first?))
}

fn takes_text(field: Field) -> bool {
    use Field::{
        Author, Cast, Creators, Directors, Genres, Headline, Prose, Tags, Title, WorkTitle,
    };
    matches!(
        field,
        Title | WorkTitle | Headline | Directors | Creators | Cast | Author | Genres | Tags | Prose
    )
}

/// Where the value stands that is written behind a key on its line, without a comment.
fn written(text: &str, offset: usize, key: Span) -> Option<Span> {
    let start = key.end.checked_sub(offset)?;
    let line = text.get(start..line_end(text, start))?;
    let value = line.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?;
    let value = value.split(" # ").next().unwrap_or_default();
    let start = start + line.len() - line.trim_start_matches(['"', '\'']).trim_start().len() + 1;
    let start = start + value.len() - value.trim_start().len();
    let value = value.trim();
    (!value.is_empty()).then(|| Span::new(offset + start, offset + start + value.len()))
}

/// A text within quotes that are none to YAML, as word processors make them.
pub(super) fn in_curly_quotes(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix(is_curly)?.strip_suffix(is_curly)?;
    (!inner.is_empty() && !inner.contains(is_curly)).then_some(inner)
}

/// Whether YAML makes something else of a text than what is written.
fn is_slip(raw: &str, node: &Node) -> bool {
    let is_tag = raw.starts_with('!') && !raw.starts_with("!!");
    let is_comment = raw.starts_with('#') && !raw[1..].starts_with([' ', '#']) && raw.len() > 1;
    match &node.value {
        _ if raw.starts_with(['"', '\'', '|', '>']) => false,
        Value::Map(_) => {
            let inner = raw.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            inner.is_some_and(|inner| !inner.contains([':', '{', '}', ',']))
        }
        Value::List(items) => {
            let is_one = items.len() == 1 && items[0].is_scalar();
            is_one && raw.starts_with('[') && raw.ends_with(']') && !raw.contains(['"', '\''])
        }
        // `&Juliet` names an empty value.
        _ if node.is_blank() => is_tag || is_comment || raw.starts_with('&') && raw.len() > 1,
        _ => {
            let cut = raw.strip_prefix(node.text.as_str()).unwrap_or_default().trim_start();
            is_tag && raw.ends_with(node.text.as_str())
                || cut.starts_with('#') && !cut[1..].starts_with([' ', '#']) && cut.len() > 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::yaml;

    #[test]
    fn words_that_yaml_takes_for_signs_are_kept() {
        for (value, expected) in [
            ("!Women of the Sea", Some("!Women of the Sea")),
            ("#Alone", Some("#Alone")),
            ("{Proof}", Some("{Proof}")),
            ("[REC]", Some("[REC]")),
            ("“Alone”", Some("“Alone”")),
            ("Cabin #12", Some("Cabin #12")),
            ("Cabin #12 # the second", Some("Cabin #12")),
            ("# a comment", None),
            ("Cabin # a comment", None),
            ("\"#Alone\"", None),
            ("Night Boat", None),
            ("!!str Night Boat", None),
            ("[[Night Boat]]", None),
            ("{en: Night Boat}", None),
        ] {
            let text = format!("year: 1998\ntitle: {value}\n");
            let mut entries = yaml::read(&text, 10).entries;
            let mended = mend(&text, 10, &mut entries);
            let found = mended.first().map(|span| &text[span.start - 10..span.end - 10]);
            assert_eq!(found, expected, "{value}");
            if let Some(expected) = expected {
                assert_eq!(entries[1].node.text, expected.trim_matches(['“', '”']));
            }
        }
    }

    #[test]
    fn guillemets_are_no_slip_and_no_part_of_a_title() {
        let text = "title: «Ночной паром»\n";
        let mut entries = yaml::read(text, 0).entries;
        assert_eq!(mend(text, 0, &mut entries), []);
        assert_eq!(entries[0].node.text, "Ночной паром");
    }
}
