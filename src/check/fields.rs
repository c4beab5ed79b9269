//! Unknown fields, and a missing rating.

use super::context::{Cx, MAX_FINDINGS_PER_CODE};
use super::rating;
use crate::format::group::Group;
use crate::format::value::{KeyValue, Node, Value};
use crate::model::field::normal;
use crate::model::{
    AuthorField, AuthorFileField, Field, OwnField, Platform, SectionField, author::PLATFORMS,
};
use crate::text::near::nearest;
use crate::text::phrase::whole;
use crate::text::{Code, Phrase, Span, expected, quote};

pub(super) fn check(cx: &mut Cx<'_>) {
    let fields = cx.subject.fields;
    if cx.is_strict() {
        unknown_own(cx, fields);
        missing_rating(cx);
    } else {
        misspelt(cx, fields);
        curly(cx, fields);
    }
}

/// Reports curly quotes around a text in front matter, where they are a part of it.
fn curly(cx: &mut Cx<'_>, fields: &[KeyValue]) {
    for entry in fields.iter().filter(|entry| Field::named(&entry.key).is_some()) {
        let node = &entry.node;
        let text = cx.source.text().get(node.span.start..node.span.end).unwrap_or_default();
        let inner = ["“”", "„“", "„”", "‘’"].iter().find_map(|pair| {
            let (open, close) = (pair.chars().next()?, pair.chars().next_back()?);
            text.trim().strip_prefix(open)?.strip_suffix(close)
        });
        let inner = inner.filter(|it| !it.contains(['"', '\\']));
        if cx.is_told(Code::UnquotedText, node.span) {
            continue;
        }
        let Some(inner) = inner else { continue };
        let new = whole(&format!("\"{inner}\""));
        let wanted = Phrase::from(new.clone().at(node.span)).then(" in straight quotes");
        let mismatch = expected(wanted).found(quote(text)).replace(node.span, new);
        cx.report(Code::UnquotedText, node.span, mismatch);
    }
}

/// Reports every field of our own format that it does not define.
fn unknown_own(cx: &mut Cx<'_>, fields: &[KeyValue]) {
    for entry in fields {
        if cx.is_full(Code::UnknownField) {
            return;
        }
        match (&*entry.key, entry.node.map()) {
            ("check", _) => {}
            ("author", Some(author)) => {
                let own: Vec<OwnField> = AuthorField::own().collect();
                unknown_in_table(cx, "author", author, is_of_author, &own);
            }
            ("sections", Some(sections)) => {
                let own: Vec<OwnField> = SectionField::own().collect();
                for section in sections {
                    let path = format!("sections.{}", section.key);
                    let parts = section.node.map().unwrap_or_default();
                    unknown_in_table(cx, &path, parts, is_of_section, &own);
                }
            }
            (key, map)
                if Field::named(key).is_none()
                    && !(map.is_some() && Group::named(key).is_some()) =>
            {
                let near = nearest(key, Field::own().map(|field| field.name));
                unknown(cx, entry.key_span, key, near);
            }
            _ => {}
        }
    }
}

fn unknown_in_table(
    cx: &mut Cx<'_>,
    path: &str,
    entries: &[KeyValue],
    is_known: fn(&str) -> bool,
    own: &[OwnField],
) {
    for entry in entries.iter().filter(|entry| !is_known(&entry.key)) {
        if cx.is_full(Code::UnknownField) {
            return;
        }
        let near = nearest(&entry.key, own.iter().map(|field| field.name));
        unknown(cx, entry.key_span, &format!("{path}.{}", entry.key), near);
    }
}

fn is_of_author(key: &str) -> bool {
    AuthorField::named(key).is_some() || is_service(key)
}

/// Whether the key is the name of a platform, such as `mastodon`.
pub(super) fn is_service(key: &str) -> bool {
    Platform::named(&normal(key)).is_some()
}

fn is_of_section(key: &str) -> bool {
    SectionField::named(key).is_some()
}

/// Reports fields of a blog that look misspelt. Other unknown ones are fields of the blog's own.
fn misspelt(cx: &mut Cx<'_>, fields: &[KeyValue]) {
    for entry in fields {
        if cx.is_full(Code::UnknownField) {
            return;
        }
        if let Some(inner) = Group::fields(entry) {
            misspelt(cx, inner);
        }
        let near = Field::misspelt(&entry.key).filter(|_| Group::named(&entry.key).is_none());
        if let Some(near) = near {
            unknown(cx, entry.key_span, &entry.key, Some(near));
        }
    }
}

fn unknown(cx: &mut Cx<'_>, span: Span, path: &str, near: Option<&str>) {
    if cx.is_told(Code::MisplacedField, span) {
        return;
    }
    let mismatch = expected("a field that is known").found(quote(path));
    // In `author.name` only the last part stands at `span`.
    let written = path.rsplit('.').next().unwrap_or(path);
    let mismatch = match near {
        Some(near) => cx.suggest(mismatch, span, written, whole(near)),
        None => mismatch,
    };
    cx.report(Code::UnknownField, span, mismatch);
}

/// An empty field and "unrated" both say that there is no rating, so only silence is reported.
fn missing_rating(cx: &mut Cx<'_>) {
    if cx.review.rating.is_some() || rating::is_mentioned(cx.subject) {
        return;
    }
    let span = cx.place_of(Field::Title);
    let mismatch =
        expected("a rating").help("`rating = \"unrated\"` says that there is none on purpose");
    cx.report(Code::NoRating, span, mismatch);
}

/// Checks the fields of an `author.toml`. An unknown one is only reported if it looks misspelt: it
/// may belong to a later version.
pub(super) fn of_author(cx: &mut Cx<'_>) {
    let names = || {
        let own = AuthorField::own().map(|field| field.name);
        own.chain(AuthorFileField::own().map(|field| field.name)).chain(["check", "author"])
    };
    for entry in cx.subject.fields {
        let is_known = is_of_author(&entry.key) || names().any(|name| name == entry.key);
        if let Some(near) = (!is_known).then(|| nearest(&entry.key, names())).flatten() {
            unknown(cx, entry.key_span, &entry.key, Some(near));
        }
    }
}

/// Checks that `check.allow` lists known codes.
pub(super) fn codes(cx: &mut Cx<'_>) {
    let check = cx.subject.fields.iter().find(|entry| entry.key == "check");
    for entry in check.and_then(|entry| entry.node.map()).unwrap_or_default() {
        if entry.key != "allow" {
            unknown(
                cx,
                entry.key_span,
                &format!("check.{}", entry.key),
                nearest(&entry.key, ["allow"]),
            );
            continue;
        }
        let one = std::slice::from_ref(&entry.node);
        for code in entry.node.list().unwrap_or(one).iter().take(MAX_FINDINGS_PER_CODE) {
            if code.value != Value::Text {
                let mismatch =
                    expected("a list of codes").found(code.kind()).about("`check.allow`");
                cx.report(Code::WrongType, code.span, mismatch);
            } else if !Code::ALL.iter().any(|known| known.as_str() == code.text) {
                unknown_code(cx, code);
            }
        }
    }
}

fn unknown_code(cx: &mut Cx<'_>, code: &Node) {
    let mismatch = expected("the code of a finding").found(quote(&code.text));
    let mismatch = match nearest(&code.text, Code::ALL.iter().map(|code| code.as_str())) {
        Some(near) => cx.suggest(mismatch, code.span, &code.text, whole(near)),
        None => mismatch,
    };
    cx.report(Code::UnknownCode, code.span, mismatch);
}

pub(super) fn services() -> impl Iterator<Item = &'static str> {
    PLATFORMS.iter().map(|platform| platform.key)
}
