//! Which kind of work is reviewed, who made it and what it is called, where no field tells: its text
//! names the kind, and the title of a post its author and the series that it stands in.

use super::people::leading_name;
use super::recognise::Evidence;
use super::{claims, kind_of_text};
use crate::model::{Kind, Review};

/// Settles which kind of work it is, who made it and what it is called, once all else is known.
pub(super) fn settle(review: &mut Review, evidence: &Evidence) {
    let is_acted = review.directors.len() + review.cast.len() > 0;
    let is_untold = review.kind == Kind::Film && !evidence.kind_told && !is_acted;
    if let Some(kind) = is_untold.then(|| kind_of_text::most_named(review)).flatten() {
        review.kind = kind;
    }
    let label = claims::without_series(&review.title).filter(|_| evidence.claimed);
    if let Some(title) = label.map(str::to_owned) {
        retitle(review, title);
    }
    let is_by_author = matches!(review.kind, Kind::Book | Kind::Album);
    // Who reviews a book seldom names himself in the text, which names its author.
    let is_named = |name: &&String| review.sections.iter().any(|it| it.text.contains(&**name));
    if is_by_author
        && is_untold
        && review.creators.is_empty()
        && let Some(name) = review.author.name.take_if(|name| is_named(&&*name))
    {
        review.creators.push(name);
    }
    let by_author = evidence.made_by_author;
    let Some((title, name)) = with_maker(review, by_author) else { return };
    let (title, name) = (title.to_owned(), name.to_owned());
    let is_known = makers(review).any(|maker| is_same(maker, &name));
    if !is_known {
        let reviewers = std::mem::replace(&mut review.creators, vec![name]);
        let reviewers = Some(reviewers.join(", ")).filter(|names| !names.is_empty());
        review.author.name = reviewers.or(review.author.name.take());
    }
    retitle(review, title);
}

fn retitle(review: &mut Review, title: String) {
    let whole = std::mem::replace(&mut review.title, title);
    review.headline.get_or_insert(whole);
}

/// The title and who made the work, in `Ferry by Mia Koch`. Behind other signs, and for what has no
/// author, only a name counts that a field gives, too.
fn with_maker(review: &Review, made_by_author: bool) -> Option<(&str, &str)> {
    const BETWEEN: [&str; 10] =
        [", by ", " by ", ", von ", " von ", " de ", " di ", " — ", " – ", " - ", ", "];
    let is_by_author = matches!(review.kind, Kind::Book | Kind::Album);
    // The author of a post whose title names another one is the reviewer.
    let is_open = is_by_author && (review.creators.is_empty() || made_by_author);
    BETWEEN.iter().find_map(|between| {
        let (title, name) = review.title.rsplit_once(between)?;
        let (title, name) = (title.trim(), name.trim());
        let is_known = makers(review).any(|maker| is_same(maker, name));
        let is_told = is_open && between.ends_with("by ") && is_whole_name(name);
        (!title.is_empty() && (is_known || is_told)).then_some((title, name))
    })
}

fn makers(review: &Review) -> impl Iterator<Item = &String> {
    review.creators.iter().chain(&review.directors)
}

fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Whether `text` is the name of a person and nothing more. One word may be anything: `Bird by Bird`.
fn is_whole_name(text: &str) -> bool {
    const MAX_WORDS: usize = 5;
    let words = text.split_whitespace().count();
    let is_long = words > 1 || text.contains('.');
    is_long && words <= MAX_WORDS && leading_name(text).is_some_and(|(_, rest)| rest.is_empty())
}
