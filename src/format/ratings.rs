//! The fields that hold ratings.

use super::assembly::{Assembly, UnreadRating};
use super::candidate::FieldOutcome::{self, Left, Taken};
use super::candidate::{Candidate, keep, wrong_type};
use super::rating as notation;
use super::spoilers;
use super::value::{KeyValue, Node, Value};
use crate::model::field::normal;
use crate::model::{Aspect, Field, Rating, Score};
use crate::text::phrase::whole;
use crate::text::spoilers::names_spoilers;
use crate::text::{Code, Phrase, expected, quote};

/// What a rating may look like, for messages.
pub(super) const NOTATIONS: &str = "a rating such as `4`, `7/10`, `B+` or `★★★½`";

pub(super) fn rating(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    if notation::is_placeholder(&node.text) {
        assembly.evidence.placeholder = true;
        if notation::is_gap(&node.text) {
            unclear(assembly, node);
        }
        return Left;
    }
    // Some exports write 0 where there is no rating.
    let unset = matches!(&*normal(&candidate.path), "personalrating" | "myrating");
    let zero = matches!(node.value, Value::Number(n) if n == 0.0) || node.text.trim() == "0";
    if (unset && zero) || (node.value == Value::Text && notation::is_none(&node.text)) {
        return Left;
    }
    match rating_of(node) {
        Some(rating) if assembly.is_strict() || rating.bare().is_none_or(is_on_a_scale) => {
            assembly.rate(rating, node.span);
            Taken
        }
        Some(_) | None
            if node.is_scalar() && !matches!(node.value, Value::Bool(_) | Value::Date) =>
        {
            unclear(assembly, node);
            let (span, field) = (candidate.key_span, Some(candidate.path.clone()));
            let written = node.text.trim().to_owned();
            assembly.cannot_read(UnreadRating { span, field, written });
            // Another field may hold one that can be read.
            FieldOutcome::Deferred
        }
        _ if node.list().is_some() => {
            unclear(assembly, node);
            Left
        }
        _ => {
            wrong_type(assembly, candidate, "a rating");
            Left
        }
    }
}

/// Whether a number without a scale can be a rating: the stars of a repository are none.
fn is_on_a_scale(value: f64) -> bool {
    value <= 100.0
}

/// `maxRating: 10` beside `rating: 8`.
pub(super) fn scale(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let out_of: Option<f64> = candidate.node.text.trim().parse().ok();
    let out_of = out_of.filter(|out_of| (1.0..=1000.0).contains(out_of));
    let Some(out_of) = out_of else { return Left };
    let aspects = assembly.aspects.iter_mut().map(|aspect| &mut aspect.rating);
    let mut outcome = Left;
    for rating in assembly.review.rating.iter_mut().chain(aspects) {
        if matches!(rating.score, Score::Bare(_)) {
            rating.set_scale(out_of);
            outcome = Taken;
        }
    }
    outcome
}

pub(super) fn ratings(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(entries) = candidate.node.map() else {
        wrong_type(assembly, candidate, "a table of ratings");
        return Left;
    };
    // Tables of scores stand in posts about speed and sports as well.
    let is_of_work = normal(&candidate.path).contains("rating");
    for entry in entries.iter().filter(|entry| !names_spoilers(&entry.key)) {
        let node = &entry.node;
        let field = Field::named(&entry.key).filter(|_| assembly.is_strict());
        if field.is_some_and(|field| matches!(field, Field::Rating | Field::Date | Field::Year)) {
            spoilers::report_misplaced(assembly, &candidate.path, entry);
            keep(assembly, &format!("{}.{}", candidate.path, entry.key), entry.key_span, node);
            continue;
        }
        match rating_of(node) {
            Some(rating)
                if entry.key.eq_ignore_ascii_case("overall")
                    && assembly.review.rating.is_none() =>
            {
                assembly.rate(rating, node.span);
            }
            Some(rating) => {
                let rating = assembly.checked(rating, node.span);
                assembly.evidence.work |= is_of_work;
                assembly.aspects.push(Aspect { name: entry.key.to_string(), rating });
            }
            None => {
                let path = format!("{}.{}", candidate.path, entry.key);
                if node.is_scalar() && !node.is_blank() {
                    unclear(assembly, node);
                }
                keep(assembly, &path, entry.key_span, node);
            }
        }
    }
    Taken
}

/// Whether a list holds ratings rather than people.
pub(super) fn are_ratings(items: &[Node]) -> bool {
    !items.is_empty() && items.iter().all(|item| rating_of(item).is_some())
}

/// The number and the scale of a rating that is a table.
pub(super) fn scale_of(entries: &[KeyValue]) -> Option<(f64, f64)> {
    let number = |names: &[&str]| {
        let found = entries.iter().find(|e| names.contains(&&*normal(&e.key)))?;
        match found.node.value {
            Value::Number(number) => Some(number),
            _ => found.node.text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        }
    };
    let value = number(&["value", "ratingvalue", "score", "rating"])?;
    let out_of = number(&["max", "outof", "best", "bestrating", "scale"])?;
    let is_remark =
        |entry: &KeyValue| entry.node.value == Value::Text && rating_of(&entry.node).is_none();
    Some((value, out_of)).filter(|_| entries.len() <= 3 && !entries.iter().any(is_remark))
}

/// The rating that a value is: [`Score::Bare`] where it names no scale.
pub(super) fn rating_of(node: &Node) -> Option<Rating> {
    match &node.value {
        Value::Number(value) if value.is_finite() => {
            Some(Rating { written: node.text.to_string(), score: Score::Bare(*value) })
        }
        Value::Text => notation::field(&node.text),
        Value::List(items) if items.len() == 1 => rating_of(&items[0]),
        Value::Map(entries) => {
            let (value, out_of) = scale_of(entries)?;
            let written = format!("{value}/{out_of}");
            Some(Rating { written, score: Score::Scaled { value, out_of } })
        }
        _ => None,
    }
}

pub(super) fn unclear(assembly: &mut Assembly<'_>, node: &Node) {
    let written = node.flat();
    let mismatch = expected(NOTATIONS).found(quote(&written));
    // A slash too many, or one that leans the other way.
    let meant = written.replace('\\', "/");
    let meant = meant.trim_end_matches('/');
    let is_meant = *meant != *written && notation::field(meant).is_some();
    let text = assembly.source.text().get(node.span.start..node.span.end);
    let mismatch = if is_meant && text == Some(&*written) {
        let near = whole(meant);
        let help = Phrase::from("did you mean ").then(near.clone()).then("?");
        mismatch.replace(node.span, near).help(help)
    } else {
        mismatch
    };
    assembly.report(Code::RatingUnclear, node.span, mismatch);
}
