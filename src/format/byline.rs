//! Which kind of work is reviewed, who made it and what it is called, where no field tells: its text
//! names the kind, and the title of a post its author and the series that it stands in.

use super::people::leading_name;
use super::recognise::Evidence;
use super::{claims, kind_of_text};
use crate::model::{Kind, Review};
use crate::text::words::word_list;

/// Settles which kind of work it is, who made it and what it is called, once all else is known.
pub(super) fn settle(review: &mut Review, evidence: &Evidence) {
    let is_acted = review.directors.len() + review.cast.len() > 0;
    let is_untold = review.kind == Kind::Film && !evidence.kind_told && !is_acted;
    if is_untold && let Some(kind) = kind_by_words(review) {
        review.kind = kind;
    }
    if let Some(name) = beside_year(review).map(str::to_owned) {
        let makers =
            if review.kind.is_acted() { &mut review.directors } else { &mut review.creators };
        makers.push(name);
    }
    let label = claims::without_series(&review.title).filter(|_| evidence.claimed);
    if let Some(title) = label.map(str::to_owned) {
        retitle(review, title);
    }
    if is_untold {
        take_author_of_work(review);
    }
    let named = behind_maker(review).or_else(|| with_maker(review, evidence.made_by_author));
    if let Some((title, name)) = named {
        let (title, name) = (title.to_owned(), name.to_owned());
        add_maker(review, name);
        retitle(review, title);
    }
}

/// The kind that the title tells, or else the text.
fn kind_by_words(review: &Review) -> Option<Kind> {
    if names_season(&review.title) {
        return Some(Kind::Series);
    }
    kind_of_text::most_named(review)
}

/// Takes the author of the post for that of the work if the text names him: who reviews a book seldom
/// names himself in it.
fn take_author_of_work(review: &mut Review) {
    if !is_by_author(review) || !review.creators.is_empty() {
        return;
    }
    let mut texts = review.sections.iter().map(|section| &section.text);
    let name = review.author.name.take_if(|name| texts.any(|text| text.contains(&**name)));
    review.creators.extend(name);
}

fn is_by_author(review: &Review) -> bool {
    matches!(review.kind, Kind::Book | Kind::Album)
}

/// Adds who made the work by its title. A creator by another name is the reviewer then.
fn add_maker(review: &mut Review, name: String) {
    if makers(review).any(|maker| is_same(maker, &name)) {
        return;
    }
    let reviewers = std::mem::replace(&mut review.creators, vec![name]);
    let reviewers = Some(reviewers.join(", ")).filter(|names| !names.is_empty());
    review.author.name = reviewers.or(review.author.name.take());
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
    // The author of a post whose title names another one is the reviewer.
    let is_open = is_by_author(review) && (review.creators.is_empty() || made_by_author);
    BETWEEN.iter().find_map(|between| {
        let (title, name) = review.title.rsplit_once(between)?;
        let (title, name) = (title.trim(), name.trim());
        let is_known = makers(review).any(|maker| is_same(maker, name));
        let is_told = is_open && between.ends_with("by ") && is_whole_name(name);
        (!title.is_empty() && (is_known || is_told)).then_some((title, name))
    })
}

/// The title and who made the work, in `Mia Koch — Ferry`: of an album, or by a name that a field gives
/// as well.
fn behind_maker(review: &Review) -> Option<(&str, &str)> {
    /// Words behind a title that name one of its issues.
    const ISSUES: &[&str] = word_list!(
        "album|anniversary|bonus|deluxe|disc|edition|ep|expanded|live|lp|ost|part|reissue|remaster|\
         remastered|remix|review|score|single|soundtrack|various|vinyl|vol|volume"
    );
    const DASHES: [&str; 3] = [" — ", " – ", " - "];
    const MAX_NAME_WORDS: usize = 6;
    let (name, title) = DASHES.iter().find_map(|dash| review.title.split_once(dash))?;
    let (name, title) = (name.trim(), title.trim());
    let lower = title.to_lowercase();
    let is_title = !claims::words(&lower).any(|word| ISSUES.contains(&word))
        && !DASHES.iter().any(|dash| title.contains(dash));
    let is_known = makers(review).any(|maker| is_same(maker, name));
    let is_told = review.kind == Kind::Album
        && review.creators.is_empty()
        && name.split_whitespace().count() <= MAX_NAME_WORDS
        && is_title;
    (!title.is_empty() && !name.is_empty() && (is_known || is_told)).then_some((title, name))
}

/// Whether a title names a season: `Ferry S02`, `Ferry: Season 2`.
fn names_season(title: &str) -> bool {
    const SEASONS: [&str; 6] = ["season", "staffel", "saison", "temporada", "stagione", "сезон"];
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let lower = title.to_lowercase();
    let words: Vec<&str> = claims::words(&lower).collect();
    let has_word = words.windows(2).any(|pair| SEASONS.contains(&pair[0]) && is_number(pair[1]));
    let last = title.rsplit(' ').next().unwrap_or_default();
    let is_short = |number: &str| number.len() == 2 && is_number(number);
    has_word || last.len() < title.len() && last.strip_prefix('S').is_some_and(is_short)
}

/// The name beside the year in `Ferry (Ana Ruiz, 1998)`, as critics cite a work, where no maker is
/// known and the text speaks of that person. A country or a cut may stand there, too.
fn beside_year(review: &Review) -> Option<&str> {
    const NO_NAMES: &[&str] = word_list!(
        "States|Kingdom|Korea|Kong|Zealand|Germany|Union|Africa|Britain|Republic|Arabia|Lanka|Rica|Rico|\
         Cut|Edition|Version|Series|Release|Pictures|Studios|Films|Bros"
    );
    let year = review.year.filter(|_| makers(review).next().is_none())?;
    let headline = review.headline.as_deref()?;
    let (head, _) = headline.split_once(&format!(", {year})"))?;
    let (_, name) = head.rsplit_once('(')?;
    let last = name.rsplit(' ').next()?;
    let is_named = || review.sections.iter().any(|section| section.text.contains(last));
    (is_whole_name(name) && !NO_NAMES.contains(&last) && is_named()).then_some(name)
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
