//! What each field takes, and what becomes of a value that it does not.

use super::assembly::Assembly;
use super::fields::{Candidate, Outcome, wrong_type};
use super::value::{Entry, Node, Value};
use super::{dates, people, rating as notation, synonyms, title as headline_of};
use crate::model::{Aspect, Rating, Score};
use crate::text::Code;
use crate::text::diagnostic::excerpt;

use Outcome::{Left, Taken};

/// The text of a field that takes one line. In our own format anything but a string is an error,
/// but a number is still its characters.
fn text(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Option<String> {
    let node = candidate.node;
    match &node.value {
        Value::Text => {}
        Value::Number(_) | Value::Date | Value::Bool(_) if !assembly.is_own() => {}
        Value::List(items) if items.len() == 1 && items[0].is_scalar() && !assembly.is_own() => {
            return Some(items[0].text.trim().to_owned());
        }
        Value::Number(_) | Value::Date => wrong_type(assembly, candidate, "a string"),
        _ => {
            wrong_type(assembly, candidate, "a string");
            return None;
        }
    }
    Some(node.text.trim().to_owned())
}

/// The texts of a field that takes a list; one string is parted.
fn texts(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    part: fn(&str) -> Vec<String>,
) -> Option<Vec<String>> {
    let node = candidate.node;
    let found: Vec<String> = match &node.value {
        Value::List(items) => items.iter().flat_map(names).collect(),
        Value::Text => part(&node.text),
        Value::Number(_) if !assembly.is_own() => vec![node.text.clone()],
        _ => Vec::new(),
    };
    let odd = match &node.value {
        Value::List(items) => assembly.is_own() && items.iter().any(|i| i.value != Value::Text),
        Value::Text => false,
        _ => assembly.is_own() || found.is_empty(),
    };
    if odd {
        wrong_type(assembly, candidate, "a list of strings");
    }
    (!found.is_empty()).then_some(found)
}

/// The names in one entry of a list. `[[Name]]` without quotes is a list in a list in YAML.
fn names(node: &Node) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().flat_map(names).collect(),
        Value::Map(entries) => {
            let named = |entry: &&Entry| {
                matches!(synonyms::normal(&entry.key).as_str(), "name" | "title" | "label")
            };
            match entries.iter().find(named) {
                Some(entry) => names(&entry.node),
                None => vec![node.flat()],
            }
        }
        _ if node.is_blank() => Vec::new(),
        _ => vec![people::name(&node.text)],
    }
}

fn by_comma(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '、', '，']).map(people::name);
    parts.filter(|part| !part.is_empty()).collect()
}

pub(super) fn work_title(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    assembly.evidence.work = true;
    entitle(assembly, &people::name(&text));
    Taken
}

pub(super) fn title(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    if assembly.review.title.is_empty() {
        entitle(assembly, &text);
        return Taken;
    }
    // The work's own title is known: this one is the post's.
    let read = headline_of::read(&text);
    assembly.review.spoilers |= read.spoilers;
    assembly.review.year = assembly.review.year.or(read.year);
    if assembly.review.rating.is_none() {
        assembly.review.rating = read.rating;
    }
    if text == assembly.review.title {
        return Taken;
    }
    if assembly.review.headline.is_some() {
        return Left;
    }
    assembly.review.headline = Some(text);
    Taken
}

/// Gives the review its title, and the fields what else the title says.
pub(super) fn entitle(assembly: &mut Assembly<'_>, text: &str) {
    if assembly.is_own() {
        text.clone_into(&mut assembly.review.title);
        return;
    }
    assembly.evidence.placeholder |= notation::is_placeholder(text);
    let read = headline_of::read(text);
    let review = &mut assembly.review;
    review.spoilers |= read.spoilers;
    if review.rating.is_none() {
        review.rating = read.rating;
    }
    let other_year = read.year.is_some() && review.year.is_some() && read.year != review.year;
    if other_year || read.title.is_empty() {
        text.clone_into(&mut review.title);
        return;
    }
    review.year = review.year.or(read.year);
    review.title = read.title;
    if read.shortened && review.headline.is_none() {
        review.headline = Some(text.to_owned());
    }
}

pub(super) fn headline(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    assembly.review.headline = Some(text);
    Taken
}

/// Kept as well as used: it only stands for a title where there is none.
pub(super) fn slug(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    if candidate.node.is_scalar() {
        let slug = candidate.node.text.trim().trim_matches('/');
        assembly.slug = Some(slug.rsplit('/').next().unwrap_or(slug).to_owned());
    }
    Left
}

pub(super) fn year(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let node = candidate.node;
    let plain = match &node.value {
        Value::Number(_) => dates::bare_year(&node.text),
        Value::Text => dates::bare_year(&people::name(&node.text)),
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
    if assembly.is_own() && node.value == Value::Text {
        wrong_type(assembly, candidate, "a number");
    }
    assembly.review.year = Some(i32::from(year));
    Taken
}

/// `1999-2003`, `2019 (US)`: the first year counts, the whole is kept.
fn year_within(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) {
    let text = candidate.node.text.trim();
    let year = text.get(..4).and_then(dates::bare_year);
    let parted = text.get(4..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    match year.filter(|_| parted) {
        Some(year) => assembly.review.year = Some(i32::from(year)),
        None => wrong_type(assembly, candidate, "a year"),
    }
}

pub(super) fn kind(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    assembly.review.kind = known_kind(&text).map_or_else(|| text.to_lowercase(), str::to_owned);
    Taken
}

/// A field that often holds a kind of work, and as often a kind of page.
pub(super) fn media_type(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let text = candidate.node.flat();
    if matches!(
        text.trim().to_lowercase().as_str(),
        "watchlist" | "watchlog" | "shelf" | "newsletter"
    ) {
        assembly.evidence.other = Some(format!("a {}, not a review", text.trim().to_lowercase()));
    }
    if let Some(kind) = known_kind(&text).filter(|_| assembly.review.kind == "film") {
        kind.clone_into(&mut assembly.review.kind);
        return Taken;
    }
    Left
}

fn known_kind(word: &str) -> Option<&'static str> {
    Some(match word.trim().to_lowercase().as_str() {
        "film" | "movie" | "films" | "movies" => "film",
        "series" | "tv" | "show" | "tv show" | "tv series" | "tv-show" | "season" => "series",
        "book" | "books" | "novel" => "book",
        "album" | "music" | "record" | "ep" => "album",
        "game" | "video game" | "videogame" | "games" => "game",
        "play" | "theatre" | "theater" => "play",
        _ => return None,
    })
}

pub(super) fn directors(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(names) = texts(assembly, candidate, people::split) else { return Left };
    assembly.evidence.work = true;
    assembly.review.directors = names;
    Taken
}

pub(super) fn creators(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    if !assembly.review.creators.is_empty() {
        return Left;
    }
    let Some(names) = texts(assembly, candidate, people::split) else { return Left };
    if candidate.field == synonyms::Field::Artist && assembly.review.kind == "film" {
        "album".clone_into(&mut assembly.review.kind);
    }
    assembly.evidence.work = true;
    assembly.review.creators = names;
    Taken
}

pub(super) fn cast(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(names) = texts(assembly, candidate, people::split) else { return Left };
    assembly.evidence.work = true;
    assembly.review.cast = names.iter().map(|name| people::person(name)).collect();
    Taken
}

pub(super) fn genres(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(genres) = texts(assembly, candidate, by_comma) else { return Left };
    assembly.review.genres = genres;
    Taken
}

pub(super) fn tags(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(tags) = texts(assembly, candidate, by_comma) else { return Left };
    assembly.review.tags = tags;
    Taken
}

pub(super) fn rating(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let node = candidate.node;
    if notation::is_placeholder(&node.text) {
        assembly.evidence.placeholder = true;
        return Left;
    }
    // An export's own way to say that there is none.
    let unset = matches!(synonyms::normal(&candidate.path).as_str(), "personalrating" | "myrating");
    let zero = matches!(node.value, Value::Number(n) if n == 0.0) || node.text.trim() == "0";
    if (unset && zero) || (node.value == Value::Text && notation::is_none(&node.text)) {
        return Left;
    }
    match rating_of(node) {
        Some(rating) => {
            assembly.rate(rating, node.span);
            Taken
        }
        None if matches!(node.value, Value::Text | Value::Number(_)) => {
            unclear(assembly, node);
            Left
        }
        None => {
            wrong_type(assembly, candidate, "a rating");
            Left
        }
    }
}

fn unclear(assembly: &mut Assembly<'_>, node: &Node) {
    let found = excerpt(&node.text);
    let message = format!("expected a rating such as `4`, `7/10`, `B+` or `★★★½`, found `{found}`");
    assembly.report(Code::RatingUnclear, node.span, message);
}

fn rating_of(node: &Node) -> Option<Rating> {
    match &node.value {
        Value::Number(value) if value.is_finite() => {
            Some(Rating { written: node.text.clone(), score: Score::Bare(*value) })
        }
        Value::Text => notation::field(&node.text),
        Value::Map(entries) => {
            let (value, out_of) = scale_of(entries)?;
            let written = format!("{value}/{out_of}");
            Some(Rating { written, score: Score::Scaled { value, out_of } })
        }
        _ => None,
    }
}

/// The number and the scale of a rating that is a table.
pub(super) fn scale_of(entries: &[Entry]) -> Option<(f64, f64)> {
    let number = |names: &[&str]| {
        let found = entries.iter().find(|e| names.contains(&synonyms::normal(&e.key).as_str()))?;
        match found.node.value {
            Value::Number(number) => Some(number),
            _ => found.node.text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        }
    };
    let value = number(&["value", "ratingvalue", "score", "rating"])?;
    let out_of = number(&["max", "outof", "best", "bestrating", "scale"])?;
    Some((value, out_of)).filter(|_| entries.len() <= 3)
}

/// `maxRating: 10` beside `rating: 8`.
pub(super) fn scale(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let out_of: Option<f64> = candidate.node.text.trim().parse().ok();
    let out_of = out_of.filter(|out_of| (1.0..=1000.0).contains(out_of));
    let Some(out_of) = out_of else { return Left };
    let aspects = assembly.aspects.iter_mut().map(|aspect| &mut aspect.rating);
    let mut outcome = Left;
    for rating in assembly.review.rating.iter_mut().chain(aspects) {
        if matches!(rating.score, Score::Bare(_)) {
            rating.settle(out_of);
            outcome = Taken;
        }
    }
    outcome
}

pub(super) fn ratings(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(entries) = candidate.node.map() else {
        wrong_type(assembly, candidate, "a table of ratings");
        return Left;
    };
    for entry in entries {
        let node = &entry.node;
        match rating_of(node) {
            Some(rating)
                if entry.key.eq_ignore_ascii_case("overall")
                    && assembly.review.rating.is_none() =>
            {
                assembly.rate(rating, node.span);
            }
            Some(rating) => {
                let rating = assembly.checked(rating, node.span);
                assembly.aspects.push(Aspect { name: entry.key.clone(), rating });
            }
            None => {
                let path = format!("{}.{}", candidate.path, entry.key);
                if node.is_scalar() && !node.is_blank() {
                    unclear(assembly, node);
                }
                super::fields::keep(assembly, &path, entry.key_span, node);
            }
        }
    }
    Taken
}

pub(super) fn date(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    match day(assembly, candidate) {
        Some(date) => assembly.review.date = Some(date),
        None => return Left,
    }
    Taken
}

/// When the work was seen; yes or no is another thing, which is kept.
pub(super) fn watched(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let node = candidate.node;
    if let Some(items) = node.list() {
        let days = items.iter().filter_map(|item| dates::parse(&people::name(&item.text)));
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
    Taken
}

fn day(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Option<crate::model::Date> {
    let node = candidate.node;
    if !matches!(node.value, Value::Text | Value::Date | Value::Number(_)) {
        wrong_type(assembly, candidate, "a date");
        return None;
    }
    let date = dates::parse(&people::name(&node.text));
    if date.is_none() {
        let found = excerpt(&node.text);
        let path = &candidate.path;
        let message = format!("`{path}`: expected a date such as `2025-06-14`, found `{found}`");
        assembly.report(Code::DateUnclear, node.span, message);
    }
    date
}

pub(super) fn url(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(text) = text(assembly, candidate) else { return Left };
    assembly.review.url = Some(text);
    Taken
}

pub(super) fn poster(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let node = candidate.node;
    let first = match &node.value {
        Value::List(items) if !assembly.is_own() => items.first(),
        Value::Map(entries) if !assembly.is_own() => entries
            .iter()
            .find(|e| {
                matches!(&*synonyms::normal(&e.key), "src" | "url" | "image" | "path" | "filename")
            })
            .map(|entry| &entry.node),
        _ => {
            let Some(text) = text(assembly, candidate) else { return Left };
            assembly.review.poster = Some(text);
            return Taken;
        }
    };
    // The other pictures, and what is written beside this one, are kept.
    assembly.review.poster = first.filter(|n| n.is_scalar()).map(|n| n.text.trim().to_owned());
    let whole = node.list().is_some_and(|items| items.len() == 1 && items[0].is_scalar());
    if whole { Taken } else { Left }
}

pub(super) fn draft(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(draft) = candidate.node.truth() else {
        wrong_type(assembly, candidate, "true or false");
        return Left;
    };
    if assembly.is_own() && candidate.node.value == Value::Text {
        wrong_type(assembly, candidate, "true or false");
    }
    assembly.review.draft |= draft;
    Taken
}

pub(super) fn publish(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let Some(published) = candidate.node.truth() else { return Left };
    assembly.review.draft |= !published;
    Taken
}

pub(super) fn status(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let status = candidate.node.flat().trim().to_lowercase();
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

pub(super) fn spoilers(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    let node = candidate.node;
    if let Some(truth) = node.truth() {
        assembly.review.spoilers |= truth;
        return Taken;
    }
    match texts(assembly, candidate, by_comma) {
        Some(names) => {
            assembly.spoilers.extend(names);
            Taken
        }
        None => Left,
    }
}

/// A field that only a work has. It is kept, and tells what kind of work it is.
pub(super) fn of_work(assembly: &mut Assembly<'_>, candidate: &Candidate<'_>) -> Outcome {
    assembly.evidence.work = true;
    if assembly.review.kind == "film" {
        let kind = match candidate.field {
            synonyms::Field::Isbn => "book",
            synonyms::Field::Episode => "series",
            _ => "film",
        };
        kind.clone_into(&mut assembly.review.kind);
    }
    Left
}
