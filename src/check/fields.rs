//! Fields that nobody reads, and those that are missing.

use super::context::{Cx, MOST};
use super::folder::is_rating_told;
use super::near::nearest;
use crate::format::synonyms::{self, Field, Group};
use crate::format::value::{Entry, Node, Value};
use crate::model::{Platform, author::PLATFORMS};
use crate::text::phrase::whole;
use crate::text::{Code, Span, expected, quote};

/// The fields of our own format.
const OWN: [&str; 19] = [
    "title",
    "headline",
    "kind",
    "year",
    "directors",
    "creators",
    "cast",
    "genres",
    "tags",
    "rating",
    "ratings",
    "date",
    "watched",
    "url",
    "poster",
    "draft",
    "spoilers",
    "sections",
    "author",
];

/// The fields that front matter may have misspelt. Short ones are near too many other words.
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

const AUTHOR: [&str; 5] = ["name", "email", "website", "signoff", "handles"];
const SECTION: [&str; 4] = ["heading", "text", "spoiler", "rating"];

pub(super) fn check(cx: &mut Cx<'_>) {
    let fields = cx.subject.fields;
    if cx.is_strict() {
        own(cx, fields);
        missing_rating(cx);
    } else {
        others(cx, fields);
    }
}

fn own(cx: &mut Cx<'_>, fields: &[Entry]) {
    for entry in fields {
        if cx.is_full(Code::UnknownField) {
            return;
        }
        match (&*entry.key, entry.node.map()) {
            ("check", _) => {}
            ("author", Some(author)) => {
                let known = |key: &str| is_of_author(key);
                within(cx, "author", author, known, &AUTHOR);
            }
            ("sections", Some(sections)) => {
                for section in sections {
                    let path = format!("sections.{}", section.key);
                    let parts = section.node.map().unwrap_or_default();
                    within(cx, &path, parts, is_of_section, &SECTION);
                }
            }
            (key, map) if synonyms::find(key).is_none() && !(map.is_some() && is_group(key)) => {
                unknown(cx, entry.key_span, key, nearest(key, OWN));
            }
            _ => {}
        }
    }
}

fn within(
    cx: &mut Cx<'_>,
    path: &str,
    entries: &[Entry],
    is_known: fn(&str) -> bool,
    names: &[&'static str],
) {
    for entry in entries.iter().filter(|entry| !is_known(&entry.key)) {
        if cx.is_full(Code::UnknownField) {
            return;
        }
        let near = nearest(&entry.key, names.iter().copied());
        unknown(cx, entry.key_span, &format!("{path}.{}", entry.key), near);
    }
}

fn is_group(key: &str) -> bool {
    matches!(synonyms::group(key), Some(Group::Plain | Group::Work | Group::Book))
}

fn is_of_author(key: &str) -> bool {
    matches!(
        &*synonyms::normal(key),
        "name"
            | "email"
            | "mail"
            | "website"
            | "url"
            | "site"
            | "homepage"
            | "web"
            | "link"
            | "signoff"
            | "motto"
            | "tagline"
            | "handles"
            | "social"
            | "socials"
            | "sameas"
    ) || Platform::named(&synonyms::normal(key)).is_some()
}

fn is_of_section(key: &str) -> bool {
    matches!(
        key,
        "heading"
            | "title"
            | "name"
            | "text"
            | "body"
            | "content"
            | "spoiler"
            | "spoilers"
            | "rating"
    )
}

/// Blogs have many fields of their own; only one that looks like a slip is worth a word.
fn others(cx: &mut Cx<'_>, fields: &[Entry]) {
    for entry in fields {
        let key = synonyms::normal(&entry.key);
        if synonyms::find(&entry.key).is_some() || MEANT.contains(&&*key) || is_group(&entry.key) {
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
    if cx.review.rating.is_some() || is_rating_told(cx.subject) {
        return;
    }
    let span = cx.place_of(Field::Title);
    let mismatch = expected("a rating").help("`rating = \"unrated\"` says that it is meant");
    cx.report(Code::NoRating, span, mismatch);
}

/// The fields of an `author.toml`; what is not near any may be for a later version.
pub(super) fn of_author(cx: &mut Cx<'_>) {
    let names = || AUTHOR.into_iter().chain(["scale", "check", "author"]);
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
