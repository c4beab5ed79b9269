//! The fields of the work: what it is, and who made it.

use super::assembly::Assembly;
use super::candidate::FieldOutcome::{self, Left, Taken};
use super::candidate::{Candidate, keep, wrong_type};
use super::claims;
use super::people::{by_comma, name};
use super::plain_text::shown;
use super::post::is_planned;
use super::value::Value;
use super::values::{people, text, texts};
use super::{dates, rating as notation, title as headline_of};
use crate::model::field::normal;
use crate::model::{Field, FieldType, Kind, Person, TITLE_LINE};
use crate::text::{Code, Span, expected, quote};

/// A tag of so many words is a sentence.
const MIN_SENTENCE_WORDS: usize = 5;

pub(super) fn work_title(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    if is_unfilled(assembly, candidate, &text) {
        return Left;
    }
    assembly.evidence.work = true;
    set_title(assembly, name(&text));
    Taken
}

pub(super) fn title(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    if is_unfilled(assembly, candidate, &text) {
        return Left;
    }
    if assembly.review.title.is_empty() {
        set_title(assembly, &text);
        return Taken;
    }
    set_headline(assembly, &text)
}

/// Sets the title of the post, where that of the work is known, and the fields for what else it says.
pub(super) fn set_headline(assembly: &mut Assembly<'_>, text: &str) -> FieldOutcome {
    let text = shown(text).into_owned();
    assembly.take_beside_title(&headline_of::read(&text));
    if text == assembly.review.title {
        return Taken;
    }
    if assembly.review.headline.is_some() {
        return Left;
    }
    assembly.review.headline = Some(text);
    Taken
}

/// Whether a title is still what a template has in its place, which is reported.
fn is_unfilled(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>, text: &str) -> bool {
    let is_unfilled = claims::is_placeholder_title(text);
    if is_unfilled {
        let mismatch = expected("a title").found(quote(text));
        assembly.report(Code::NoTitle, candidate.node.span, mismatch);
    }
    is_unfilled
}

/// Sets the review's title, and the fields for what else the title says: year, rating, spoilers.
pub(super) fn set_title(assembly: &mut Assembly<'_>, text: &str) {
    if assembly.is_strict() {
        text.clone_into(&mut assembly.review.title);
        return;
    }
    assembly.evidence.placeholder |= notation::is_placeholder(text);
    // `title: Dune,` ends as a line of another language would.
    let text = shown(text);
    let text = text.trim_end_matches([',', ';']);
    // `Ferry —` was to name the author, too.
    let text = text
        .trim_end()
        .strip_suffix(['—', '–', '-'])
        .map_or(text, |head| if head.ends_with(' ') { head.trim_end() } else { text });
    let read = headline_of::read(text);
    assembly.take_beside_title(&read);
    let review = &mut assembly.review;
    let other_year = read.year.is_some() && read.year != review.year;
    if other_year || read.title.is_empty() {
        text.clone_into(&mut review.title);
        return;
    }
    review.title = read.title;
    if read.shortened && review.headline.is_none() {
        review.headline = Some(text.to_owned());
    } else if read.shortened {
        assembly.keep(Span::default(), TITLE_LINE, text.to_owned());
    }
}

pub(super) fn headline(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    let is_strict = assembly.is_strict();
    assembly.evidence.claimed |= headline_of::read(&text).claims_review;
    assembly.review.headline = Some(if is_strict { text } else { shown(&text).into_owned() });
    Taken
}

/// Always kept, since a slug is used only where there is no title.
pub(super) fn slug(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    if candidate.node.is_scalar() {
        let slug = candidate.node.text.trim().trim_matches('/');
        assembly.slug = Some(slug.rsplit('/').next().unwrap_or(slug).to_owned());
    }
    Left
}

pub(super) fn year(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let node = candidate.node;
    let plain = match &node.value {
        Value::Number(_) => dates::bare_year(&node.text),
        Value::Text => dates::bare_year(name(&node.text)),
        _ => None,
    };
    let Some(year) = plain else {
        let dated = node.is_scalar().then(|| dates::parse(&node.text)).flatten();
        match dated {
            Some(date) => assembly.review.year = Some(i32::from(date.year)),
            None if node.is_scalar() => year_within(assembly, candidate),
            None => wrong_type(assembly, candidate, "a year"),
        }
        return Left;
    };
    if assembly.is_strict() && node.value == Value::Text {
        wrong_type(assembly, candidate, "a number");
    }
    assembly.review.year = Some(i32::from(year));
    Taken
}

/// `1999-2003`, `2019 (US)`: the first year counts, the whole is kept.
fn year_within(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) {
    let text = candidate.node.text.trim();
    let year = text.get(..4).and_then(dates::bare_year);
    let is_separate = text.get(4..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    match year.filter(|_| is_separate) {
        Some(year) => assembly.review.year = Some(i32::from(year)),
        None => wrong_type(assembly, candidate, "a year"),
    }
}

pub(super) fn kind(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    // A kind of page, which is none of work.
    if !assembly.is_strict() && claims::of_field("kind", candidate.node).is_some() {
        return Left;
    }
    assembly.evidence.kind_told = true;
    assembly.review.kind = Kind::new(&text);
    Taken
}

/// A field that often holds a kind of work, and as often a kind of page.
pub(super) fn media_type(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let text = candidate.node.flat();
    if matches!(
        text.trim().to_lowercase().as_str(),
        "watchlist" | "watchlog" | "shelf" | "newsletter"
    ) {
        assembly.evidence.other = Some(format!("a {}, not a review", text.trim().to_lowercase()));
    }
    let Some(kind) = claims::kind_named(&text).filter(|_| assembly.review.kind == Kind::Film)
    else {
        return Left;
    };
    assembly.evidence.kind_told = !matches!(kind, Kind::Other(_));
    assembly.review.kind = kind;
    Taken
}

pub(super) fn directors(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(people) = people(assembly, candidate) else { return Left };
    assembly.evidence.work = true;
    assembly.review.directors = names(people);
    Taken
}

fn names(people: Vec<Person>) -> Vec<String> {
    people.into_iter().map(|person| person.name).collect()
}

pub(super) fn creators(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    if !assembly.review.creators.is_empty() {
        return Left;
    }
    let Some(people) = people(assembly, candidate) else { return Left };
    assembly.evidence.deduce(&mut assembly.review, kind_of_maker(candidate));
    // In a folder of books any page may have an author.
    assembly.evidence.work |= candidate.field != Field::Author || !assembly.evidence.shelved;
    assembly.review.creators = names(people);
    Taken
}

/// The kind of work whose maker goes by the name of this field.
fn kind_of_maker(candidate: &Candidate<'_>) -> Kind {
    let name = candidate.path.rsplit('.').next().unwrap_or_default();
    match &*normal(name) {
        "bookauthor" | "bookauthors" => Kind::Book,
        "developer" | "developers" => Kind::Game,
        _ if candidate.field == Field::Artist => Kind::Album,
        _ => Kind::Film,
    }
}

pub(super) fn cast(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(people) = people(assembly, candidate) else { return Left };
    assembly.evidence.work = true;
    assembly.review.cast = people;
    Taken
}

pub(super) fn genres(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(genres) = texts(assembly, candidate, by_comma) else { return Left };
    assembly.review.genres = genres;
    Taken
}

pub(super) fn tags(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(tags) = texts(assembly, candidate, by_comma) else { return Left };
    // Tags are for the filter and for a site; a sentence among them is for the reader too.
    for tag in tags.iter().filter(|tag| is_sentence(tag)) {
        assembly.keep(candidate.key_span, &candidate.path, tag.clone());
    }
    assembly.evidence.tagged_planned = tags.iter().any(|tag| is_planned(&tag.to_lowercase()));
    assembly.review.tags = tags;
    Taken
}

fn is_sentence(tag: &str) -> bool {
    let words = tag.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.count() >= MIN_SENTENCE_WORDS
}

/// The work's identifiers in databases. A number is taken as it is written.
pub(super) fn ids(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    let Some(entries) = candidate.node.map() else {
        if assembly.is_strict() {
            wrong_type(assembly, candidate, FieldType::Ids.expected());
        }
        return Left;
    };
    assembly.evidence.work |= !entries.is_empty();
    for entry in entries.iter().filter(|entry| !entry.node.is_blank()) {
        let (key_span, node) = (entry.key_span, &entry.node);
        if matches!(node.value, Value::Text | Value::Number(_)) {
            let id = node.text.trim().to_owned();
            assembly.review.ids.push((entry.key.clone(), id));
            continue;
        }
        let path = format!("{}.{}", candidate.path, entry.key);
        if assembly.is_strict() {
            let within = Candidate { path: path.clone(), key_span, node, ..candidate.clone() };
            wrong_type(assembly, &within, FieldType::Text.expected());
        }
        keep(assembly, &path, key_span, node);
    }
    Taken
}

/// A field that only a work has. It is kept, and the kind of work is deduced from it.
pub(super) fn of_work(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> FieldOutcome {
    assembly.evidence.work = true;
    let kind = match candidate.field {
        Field::Isbn => Kind::Book,
        Field::Episode => Kind::Series,
        _ => Kind::Film,
    };
    assembly.evidence.deduce(&mut assembly.review, kind);
    Left
}
