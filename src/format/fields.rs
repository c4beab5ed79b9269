//! Fields of any format made into those of a review. Nothing is lost: what is not understood is
//! kept as it is.

use super::assembly::Assembly;
use super::candidate::{Candidate, FieldOutcome, keep, wrong_type};
use super::group::Group;
use super::spoilers::is_about_spoilers;
use super::value::{KeyValue, Node, Value};
use super::{
    author, claims, dates, file_path, post, ratings, sections, spoiler_warning, spoilers, work,
};
use crate::model::{Field, FieldType, Kind};

/// Gives a review the fields of its file.
pub(super) fn apply(assembly: &mut Assembly<'_>, entries: &[KeyValue]) {
    let mut candidates = Vec::new();
    collect(assembly, entries, "", Group::Plain, &mut candidates);
    candidates.sort_by_key(|one| (one.field, one.rank, one.key_span.start));
    assembly.evidence.shaped = !entries.is_empty();
    let has_name = put_name_first(&mut candidates);
    shelve(assembly, entries, &candidates);
    let mut done = None;
    for candidate in &candidates {
        let field = candidate.field;
        let is_title = has_name && field == Field::Title;
        let superseded = done == Some(field) && !is_shared(field) && !is_title;
        let outcome = if superseded { FieldOutcome::Left } else { take(assembly, candidate) };
        match outcome {
            FieldOutcome::Taken => done = Some(field),
            FieldOutcome::Deferred => {}
            FieldOutcome::Left => {
                keep(assembly, &candidate.path, candidate.key_span, candidate.node);
            }
        }
    }
}

/// Where the title of the post has another one in it, as in `title: A review of Ferry`, `name: Ferry`,
/// that is the title of the work, and goes first.
fn put_name_first(candidates: &mut [Candidate<'_>]) -> bool {
    let Some(at) = candidates.iter().position(|one| one.field == Field::Title) else {
        return false;
    };
    let [title, name, ..] = &mut candidates[at..] else { return false };
    let (whole, part) = (title.node.text.trim(), name.node.text.trim());
    let is_part = part.len() < whole.len() && !part.is_empty() && whole.contains(part);
    let are_titles = name.field == Field::Title && is_part;
    if are_titles {
        std::mem::swap(title, name);
    }
    are_titles
}

/// Takes the kind of work from the name of the folder, such as `books`, or from a category where no
/// field tells it.
fn shelve(assembly: &mut Assembly<'_>, entries: &[KeyValue], candidates: &[Candidate<'_>]) {
    let tells_kind = |one: &Candidate<'_>| {
        one.field == Field::Kind
            || one.field == Field::Type && claims::kind_named(&one.node.flat()).is_some()
    };
    if assembly.is_strict()
        || assembly.review.kind != Kind::Film
        || candidates.iter().any(tells_kind)
    {
        return;
    }
    let is_of_film = |one: &Candidate<'_>| matches!(one.field, Field::Directors | Field::Cast);
    let is_film = candidates.iter().any(is_of_film);
    let may_be = |kind: &Kind| !is_film || !matches!(kind, Kind::Other(_));
    if let Some(kind) = file_path::kind(assembly.source.path()).filter(may_be) {
        let is_work = !matches!(kind, Kind::Other(_));
        assembly.evidence.shelved = is_work;
        assembly.evidence.kind_told = is_work;
        assembly.review.kind = kind;
    } else if !candidates.iter().any(|one| one.field == Field::Directors)
        && let Some(kind) = kind_of_fields(entries).filter(may_be)
    {
        assembly.review.kind = kind;
    }
}

/// The kind that a category or the like tells, also in a table that only groups fields.
fn kind_of_fields(entries: &[KeyValue]) -> Option<Kind> {
    entries.iter().find_map(|KeyValue { key, node, .. }| {
        let group = || Group::named(key).and_then(|_| kind_of_fields(node.map()?));
        claims::kind_of_work(key, node).or_else(group)
    })
}

/// Fields of which every one counts, not only the first.
const fn is_shared(field: Field) -> bool {
    use Field::{
        Draft, Episode, Isbn, OfWork, Prose, Publish, Sections, Slug, Spoilers, Status, Type,
    };
    matches!(
        field,
        Prose
            | Sections
            | Isbn
            | Episode
            | OfWork
            | Draft
            | Publish
            | Status
            | Spoilers
            | Slug
            | Type
    )
}

/// Finds what fields there are, also in tables that only group them.
fn collect<'n>(
    assembly: &mut Assembly<'_>,
    entries: &'n [KeyValue],
    prefix: &str,
    group: Group,
    out: &mut Vec<Candidate<'n>>,
) {
    for entry in entries {
        let path = match prefix {
            "" => entry.key.clone(),
            _ => format!("{prefix}.{}", entry.key),
        };
        let node = &entry.node;
        assembly.evidence.take(claims::of_field(&entry.key, node));
        if prefix.is_empty() && entry.key == "check" && node.map().is_some() {
            // Says what `rushes check` is not to say; it is no field of the review.
            spoilers::take_misplaced(assembly, &path, None, node.map().unwrap_or_default());
            continue;
        }
        if let Some((inner, map)) = Group::named(&entry.key).zip(node.map()) {
            let inner = if inner == Group::Plain { group } else { inner };
            assembly.evidence.work |= inner != Group::Plain;
            if let Some(kind) = inner.kind() {
                assembly.review.kind = kind;
            }
            collect(assembly, map, &path, inner, out);
            continue;
        }
        let known = known(&entry.key, node);
        assembly.evidence.tagged |= claims::is_tagged(known.map(|(field, _)| field), node);
        if let Some(map) = node.map().filter(|_| known.is_none_or(|(it, _)| it != Field::Spoilers))
        {
            spoilers::take_misplaced(assembly, &path, known.map(|(field, _)| field), map);
        }
        let found = known.map(|(field, rank)| {
            let rank = rank + if prefix.is_empty() { 0 } else { 100 };
            // In our own format a rating is one; several have a table of their own.
            let is_own = assembly.is_strict() && field == Field::Rating;
            if is_own { (field, rank) } else { refine(field, rank, node, group) }
        });
        if assembly.warning.is_none() && assembly.source.may_warn() {
            assembly.warning = spoiler_warning::find(found.map(|(field, _)| field), &path, node);
        }
        match found {
            Some((field, rank)) => {
                let key_span = entry.key_span;
                let candidate = Candidate { field, rank, path, key_span, node };
                if fits(field, node, assembly.is_strict()) {
                    out.push(candidate);
                    continue;
                }
                if let Some(own) = field.field_type().filter(|_| assembly.is_strict()) {
                    wrong_type(assembly, &candidate, own.expected());
                }
                keep(assembly, &candidate.path, key_span, node);
            }
            None => keep(assembly, &path, entry.key_span, node),
        }
    }
}

/// The field that a key names, and how sure that is: the lower the surer.
fn known(key: &str, node: &Node) -> Option<(Field, usize)> {
    Field::find(key)
        .map(|found| if is_graded_review(key, node) { (Field::Rating, 90) } else { found })
        .or_else(|| is_about_spoilers(key).then_some((Field::Spoilers, usize::MAX / 2)))
        .or_else(|| is_rated_note(key, node).then_some((Field::Rating, 90)))
        .or_else(|| is_day_of_reading(key, node).then_some((Field::Watched, 90)))
        .or_else(|| Some((misspelt(key, node)?, usize::MAX / 2)))
}

/// The field whose name a key is but for a slip, where its value may be meant for that field.
fn misspelt(key: &str, node: &Node) -> Option<Field> {
    let field = Field::misspelt(key).and_then(Field::named)?;
    let may_be = match field {
        Field::Title => node.value == Value::Text,
        Field::Rating => ratings::rating_of(node).is_some(),
        Field::Year | Field::Date | Field::Watched => node.is_scalar(),
        Field::Directors | Field::Cast | Field::Genres => node.map().is_none(),
        _ => false,
    };
    may_be.then_some(field)
}

/// `read` may also be whether a book was, or how long a post takes.
fn is_day_of_reading(key: &str, node: &Node) -> bool {
    key.eq_ignore_ascii_case("read") && node.is_scalar() && dates::parse(&node.text).is_some()
}

/// Whether a field is a rating by its value: in French and in other languages a note is one, in
/// English it is a remark.
fn is_rated_note(key: &str, node: &Node) -> bool {
    let is_note = ["note", "nota"].iter().any(|name| key.eq_ignore_ascii_case(name));
    is_note && node.value == Value::Text && super::rating::line(&node.text).is_some()
}

/// Whether a field for the text of a review holds a grade: `review: B+`.
fn is_graded_review(key: &str, node: &Node) -> bool {
    let rating = || ratings::rating_of(node);
    key.eq_ignore_ascii_case("review") && rating().is_some_and(|it| it.score.stars().is_some())
}

/// What a field means once its value and the table around it are looked at.
fn refine(field: Field, rank: usize, node: &Node, group: Group) -> (Field, usize) {
    let work = group != Group::Plain;
    let bare_year = node.is_scalar() && dates::bare_year(&node.text).is_some();
    match field {
        Field::Title if work => (Field::WorkTitle, rank),
        Field::Author if work => (Field::Creators, rank),
        Field::Date if work => (Field::Year, rank + 40),
        Field::Date if matches!(node.value, Value::Bool(_)) => (Field::Publish, rank),
        Field::Date if bare_year => (Field::Year, rank + 60),
        Field::Prose if node.is_scalar() && super::rating::line(&node.text).is_some() => {
            (Field::Rating, rank + 60)
        }
        Field::Ratings if node.map().is_none() && ratings::rating_of(node).is_some() => {
            (Field::Rating, rank + 60)
        }
        // The stars of a film may be its actors.
        Field::Rating if node.list().is_some_and(|items| !ratings::are_ratings(items)) => {
            (Field::Cast, rank + 60)
        }
        Field::Rating if node.map().is_some_and(|map| ratings::scale_of(map).is_none()) => {
            (Field::Ratings, rank)
        }
        _ => (field, rank),
    }
}

/// Whether a value may be meant for the field at all; a table rarely is.
fn fits(field: Field, node: &Node, is_strict: bool) -> bool {
    field.field_type().is_some_and(FieldType::takes_table)
        || field == Field::Spoilers
        || !is_strict && matches!(field, Field::Cast | Field::Directors | Field::Creators)
        || node.map().is_none()
}

fn take(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    if node.is_blank() && !matches!(node.value, Value::Map(_)) {
        return FieldOutcome::Left;
    }
    match candidate.field {
        Field::WorkTitle => work::work_title(assembly, candidate),
        Field::Title => work::title(assembly, candidate),
        Field::Headline => work::headline(assembly, candidate),
        Field::Slug => work::slug(assembly, candidate),
        Field::Year => work::year(assembly, candidate),
        Field::Kind => work::kind(assembly, candidate),
        Field::Type => work::media_type(assembly, candidate),
        Field::Directors => work::directors(assembly, candidate),
        Field::Creators | Field::Artist => work::creators(assembly, candidate),
        Field::Author => author::of_review(assembly, candidate),
        Field::Cast => work::cast(assembly, candidate),
        Field::Genres => work::genres(assembly, candidate),
        Field::Tags => work::tags(assembly, candidate),
        Field::Rating => ratings::rating(assembly, candidate),
        Field::Scale => ratings::scale(assembly, candidate),
        Field::Ratings => ratings::ratings(assembly, candidate),
        Field::Date => post::date(assembly, candidate),
        Field::Watched => post::watched(assembly, candidate),
        Field::Ids => work::ids(assembly, candidate),
        Field::Url => post::url(assembly, candidate),
        Field::Poster => post::poster(assembly, candidate),
        Field::Draft => post::draft(assembly, candidate),
        Field::Publish => post::publish(assembly, candidate),
        Field::Status => post::status(assembly, candidate),
        Field::Spoilers => spoilers::take(assembly, candidate),
        Field::Prose => sections::prose(assembly, candidate),
        Field::Sections => sections::table(assembly, candidate),
        Field::Isbn | Field::Episode | Field::OfWork => work::of_work(assembly, candidate),
    }
}
