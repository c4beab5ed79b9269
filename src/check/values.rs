//! Lists in the fields: one that is a single text, and entries that come twice.

use std::collections::HashSet;

use super::context::Cx;
use crate::format::draft::quote as written;
use crate::format::group::Group;
use crate::format::value::{KeyValue, Node, Value};
use crate::model::{Field, FieldType};
use crate::text::fold::fold;
use crate::text::phrase::whole;
use crate::text::{Code, Phrase, expected, quote};

/// What follows a comma within a name.
const AFTER_COMMA: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "the", "phd", "md", "esq"];

pub(super) fn check(cx: &mut Cx<'_>) {
    let grouped = cx.subject.fields.iter().filter_map(Group::fields).flatten();
    for entry in cx.subject.fields.iter().chain(grouped) {
        let listed = Field::named(&entry.key).filter(|field| {
            let of = field.field_type();
            matches!(of, Some(FieldType::Texts | FieldType::People | FieldType::Cast))
        });
        if listed.is_some() && !cx.is_strict() {
            joined_dash(cx, &entry.node);
            stray_bracket(cx, &entry.node);
        }
        let Some(items) = entry.node.list().filter(|_| listed.is_some()) else { continue };
        match items {
            [only] => one_text(cx, entry, only, listed),
            items => repeated(cx, items),
        }
    }
}

/// Reports `-drama`, which is a text and no entry of a list.
fn joined_dash(cx: &mut Cx<'_>, node: &Node) {
    let inner = node.text.strip_prefix('-').filter(|_| node.value == Value::Text);
    let Some(inner) = inner.filter(|inner| inner.starts_with(char::is_alphabetic)) else { return };
    let first = inner.lines().next().unwrap_or_default().split(" -").next().unwrap_or_default();
    let found = format!("-{first}");
    let Some(span) = cx.within(node.span, &found) else { return };
    let wanted = whole(&format!("- {first}"));
    let mismatch = expected(Phrase::from(wanted.clone().at(span)))
        .found(quote(&found).at(span))
        .help("without a space it is text")
        .replace(span, wanted);
    cx.report(Code::ListAsText, span, mismatch);
}

/// Reports `drama, romance]`.
fn stray_bracket(cx: &mut Cx<'_>, node: &Node) {
    let is_closed = node.value == Value::Text && node.text.ends_with(']');
    if !is_closed || node.text.contains('[') {
        return;
    }
    let wanted = whole(&format!("[{}", node.text));
    let mismatch = expected(Phrase::from(wanted.clone().at(node.span)))
        .found(quote(&node.text).at(node.span))
        .replace(node.span, wanted);
    cx.report(Code::ListAsText, node.span, mismatch);
}

/// Reports `["Joel Coen, Ethan Coen"]`, and of genres and tags `["drama / romance"]`.
fn one_text(cx: &mut Cx<'_>, entry: &KeyValue, only: &Node, listed: Option<Field>) {
    let is_plain = matches!(listed, Some(Field::Genres | Field::Tags));
    let signs = [",", ";", " / ", " | "].into_iter().take(if is_plain { 4 } else { 1 });
    let sign = signs.into_iter().find(|sign| only.text.contains(sign)).unwrap_or(",");
    let has_roles = listed == Some(Field::Cast);
    let parts: Vec<&str> = only.text.split(sign).map(str::trim).collect();
    let is_part = |part: &&str| {
        let first = part.split([' ', '.']).next().unwrap_or_default().to_lowercase();
        !part.is_empty() && !AFTER_COMMA.contains(&&*first)
    };
    // The role of one person may have a comma.
    let is_role = has_roles && only.text.split(',').next().is_some_and(|it| it.contains(" as "));
    if only.value != Value::Text || parts.len() < 2 || is_role || !parts.iter().all(is_part) {
        return;
    }
    let span = entry.node.span;
    let new = written::list(&parts);
    let text = cx.source.text().get(span.start..span.end).unwrap_or_default();
    let wanted = Phrase::from(quote(&new).at(span)).then(", each in quotes of its own");
    // A list over several lines is not replaced, since its span may reach beyond it.
    let is_inline = text.starts_with('[') && text.ends_with(']');
    let mismatch = expected(wanted).found(quote(text).at(span));
    let mismatch = if is_inline { mismatch.replace(span, whole(&new)) } else { mismatch };
    cx.report(Code::ListAsText, span, mismatch);
}

fn repeated(cx: &mut Cx<'_>, items: &[Node]) {
    let mut seen = HashSet::new();
    for item in items.iter().filter(|item| item.value == Value::Text) {
        // Templates leave entries such as `[[, ]]` behind.
        let is_written = item.text.contains(char::is_alphanumeric);
        if is_written && !seen.insert(fold(item.text.trim())) {
            let found = quote(&item.text).at(item.span);
            let mismatch = expected("every entry once").found(Phrase::from(found).then(" again"));
            cx.report(Code::RepeatedValue, item.span, mismatch);
        }
    }
}
