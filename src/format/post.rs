//! The fields of the post: when and where it stands, and what of it is covered.

use super::assembly::Assembly;
use super::candidate::FieldOutcome::{self, Left, Taken};
use super::candidate::{Candidate, wrong_type};
use super::dates::{self, DateReading};
use super::people;
use super::plain_text::shown;
use super::value::Value;
use super::values::text;
use crate::model::Date;
use crate::model::field::normal;
use crate::text::{Code, expected, own_words, quote};

pub(super) fn date(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    match day(assembly, candidate) {
        Some(date) => assembly.review.date = Some(date),
        None => return Left,
    }
    Taken
}

/// When the work was seen. A boolean names no day and is kept as it is.
pub(super) fn watched(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    if let Some(items) = node.list() {
        let days = items.iter().filter_map(|item| dates::parse(people::name(&item.text)));
        assembly.review.watched = days.max_by_key(|date| (date.year, date.month, date.day));
        return if items.len() == 1 && assembly.review.watched.is_some() { Taken } else { Left };
    }
    if node.truth().is_some() {
        return Left;
    }
    match day(assembly, candidate) {
        Some(date) => assembly.review.watched = Some(date),
        None => return Left,
    }
    assembly.evidence.work |= assembly.evidence.shelved;
    Taken
}

fn day(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Option<Date> {
    let node = candidate.node;
    if !matches!(node.value, Value::Text | Value::Date | Value::Number(_)) {
        wrong_type(assembly, candidate, "a date");
        return None;
    }
    let wanted = match dates::read(people::name(&node.text)) {
        DateReading::Day(date) => return Some(date),
        DateReading::TwoDays(a, b) => own_words(format!("`{a}` or `{b}`")),
        DateReading::Unclear => "a date such as `2025-06-14`".into(),
    };
    let path = quote(&candidate.path).at(candidate.key_span);
    let mismatch = expected(wanted).found(quote(&node.text)).about(path);
    assembly.report(Code::DateUnclear, node.span, mismatch);
    None
}

pub(super) fn url(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    assembly.review.url = Some(text);
    Taken
}

pub(super) fn poster(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    let first = match &node.value {
        Value::List(items) if !assembly.is_strict() => items.first(),
        Value::Map(entries) if !assembly.is_strict() => entries
            .iter()
            .find(|e| matches!(&*normal(&e.key), "src" | "url" | "image" | "path" | "filename"))
            .map(|entry| &entry.node),
        // Whether there is a picture is none.
        Value::Bool(_) if !assembly.is_strict() => return Left,
        _ => {
            let Some(text) = text(assembly, candidate) else { return Left };
            let is_link = !assembly.is_strict() && text.starts_with('[');
            assembly.review.poster = Some(if is_link { shown(&text).into_owned() } else { text });
            return Taken;
        }
    };
    // The other pictures, and what is written beside this one, are kept.
    assembly.review.poster = first.filter(|n| n.is_scalar()).map(|n| n.text.trim().to_owned());
    let whole = node.list().is_some_and(|items| items.len() == 1 && items[0].is_scalar());
    if whole { Taken } else { Left }
}

pub(super) fn draft(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(draft) = candidate.node.truth() else {
        wrong_type(assembly, candidate, "true or false");
        return Left;
    };
    if assembly.is_strict() && candidate.node.value == Value::Text {
        wrong_type(assembly, candidate, "true or false");
    }
    assembly.review.draft |= draft;
    Taken
}

pub(super) fn publish(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(published) = candidate.node.truth() else { return Left };
    assembly.review.draft |= !published;
    Taken
}

pub(super) fn status(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let status = candidate.node.flat().trim().to_lowercase();
    assembly.evidence.planned |= is_planned(&status);
    let draft = matches!(
        status.as_str(),
        "draft"
            | "wip"
            | "unpublished"
            | "in progress"
            | "in-progress"
            | "todo"
            | "unfinished"
            | "черновик"
            | "borrador"
            | "rascunho"
            | "entwurf"
            | "brouillon"
    );
    if !draft {
        return Left;
    }
    assembly.review.draft = true;
    Taken
}

/// Whether a word says of a work that it is still to be seen, read or heard.
pub(super) fn is_planned(status: &str) -> bool {
    let words = status.replace(['-', '_'], " ");
    let to = words.strip_prefix("plan ").or(words.strip_prefix("want ")).unwrap_or(&words);
    matches!(to, "to read" | "to watch" | "to see" | "to play" | "to listen")
        || matches!(
            &*words,
            "backlog" | "planned" | "unwatched" | "unread" | "unplayed" | "tbr" | "watchlist"
        )
}
