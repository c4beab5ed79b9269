//! Fields that nobody reads, and those that are missing.

use super::context::{Cx, MOST};
use super::near::nearest;
use super::rating;
use crate::format::group::Group;
use crate::format::value::{KeyValue, Node, Value};
use crate::model::field::normal;
use crate::model::{
    AuthorField, AuthorFileField, Field, OwnField, Platform, SectionField, author::PLATFORMS,
};
use crate::text::phrase::whole;
use crate::text::{Code, Span, expected, quote};

/// Names that front matter may have misspelt. Short ones are near too many other words.
const OTHERS: [&str; 10] = [
    "title",
    "director",
    "directors",
    "genres",
    "rating",
    "watched",
    "poster",
    "spoilers",
    "author",
    "release_year",
];

/// Names that are near one of those and mean something else.
const MEANT: [&str; 6] = ["posted", "posters", "titles", "authored", "raging", "watches"];

pub(super) fn check(cx: &mut Cx<'_>) {
    let fields = cx.subject.fields;
    if cx.is_strict() {
        own(cx, fields);
        missing_rating(cx);
    } else {
        others(cx, fields);
    }
}

fn own(cx: &mut Cx<'_>, fields: &[KeyValue]) {
    for entry in fields {
        if cx.is_full(Code::UnknownField) {
            return;
        }
        match (&*entry.key, entry.node.map()) {
            ("check", _) => {}
            ("author", Some(author)) => {
                let own: Vec<OwnField> = AuthorField::own().collect();
                within(cx, "author", author, is_of_author, &own);
            }
            ("sections", Some(sections)) => {
                let own: Vec<OwnField> = SectionField::own().collect();
                for section in sections {
                    let path = format!("sections.{}", section.key);
                    let parts = section.node.map().unwrap_or_default();
                    within(cx, &path, parts, is_of_section, &own);
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

fn within(
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

/// Whether a key is the name of a service that handles can be of.
pub(super) fn is_service(key: &str) -> bool {
    Platform::named(&normal(key)).is_some()
}

fn is_of_section(key: &str) -> bool {
    SectionField::named(key).is_some()
}

/// Blogs have many fields of their own; only one that looks like a slip is worth a word.
fn others(cx: &mut Cx<'_>, fields: &[KeyValue]) {
    for entry in fields {
        let key = normal(&entry.key);
        if Field::named(&entry.key).is_some()
            || MEANT.contains(&&*key)
            || Group::named(&entry.key).is_some()
        {
            continue;
        }
        if let Some(near) = nearest(&entry.key, OTHERS) {
            unknown(cx, entry.key_span, &entry.key, Some(near));
        }
    }
}

fn unknown(cx: &mut Cx<'_>, span: Span, path: &str, near: Option<&str>) {
    let mismatch = expected("a field that is known").found(quote(path));
    // Of a field within a table its own name is the last part.
    let written = path.rsplit('.').next().unwrap_or(path);
    let mismatch = match near {
        Some(near) => cx.suggest(mismatch, span, written, whole(near)),
        None => mismatch,
    };
    cx.report(Code::UnknownField, span, mismatch);
}

/// An author who writes the field and leaves it empty, or says "unrated", knows what they do.
fn missing_rating(cx: &mut Cx<'_>) {
    if cx.review.rating.is_some() || rating::is_mentioned(cx.subject) {
        return;
    }
    let span = cx.place_of(Field::Title);
    let mismatch = expected("a rating").help("`rating = \"unrated\"` says that it is meant");
    cx.report(Code::NoRating, span, mismatch);
}

/// The fields of an `author.toml`; what is not near any may be for a later version.
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

/// The codes that are not wanted must be codes.
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
        for code in entry.node.list().unwrap_or(one).iter().take(MOST) {
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

/// The services that a handle can be of.
pub(super) fn services() -> impl Iterator<Item = &'static str> {
    PLATFORMS.iter().map(|platform| platform.key)
}
