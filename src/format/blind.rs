//! A review as it is read blind: what the grammar takes for a rating is covered wherever it stands;
//! the words of the prose stay.

use std::ops::Range;

use super::{rating, title};
use crate::model::interner::TextId;
use crate::model::{
    EntryRef, FacetRole, Field, Markup, RATING_LINE, Rating, Review, Score, Section,
};
use crate::text::mask::covered_rating;
use crate::text::{Diagnostic, Glyphs};

/// A line ends with a rating of what it names only if it names it in so few words.
const MAX_NAME_WORDS: usize = 4;

/// Signs that may be a mark of a spoiler, a link or an emphasis, none of which is to be lost.
const MARKS: &[char] = &['|', '[', ']', '{', '}', '(', ')', '!', '*', '_', '`', '~', '>', '#'];

/// Covers the ratings of a review: its own, whether it has one or not, those of its aspects, those
/// in its title and headings, and the lines of its texts that are nothing else.
pub(crate) fn cover_ratings(review: &mut Review, glyphs: Glyphs) {
    let sign = covered_rating(glyphs);
    let covered = || Rating { written: sign.clone(), score: Score::Word(None) };
    review.ratings_mut().for_each(|rating| *rating = covered());
    review.rating = Some(covered());
    for text in [Some(&mut review.title), review.headline.as_mut()].into_iter().flatten() {
        replace(text, &in_title(text), &sign);
    }
    for section in &mut review.sections {
        cover_section(section, &sign);
    }
    // What is wrong with a field may be said of the rating itself.
    review.diagnostics.iter_mut().for_each(Diagnostic::cover_quotes);
    for (name, value) in &mut review.extra {
        let places = in_text(value, false);
        match places.is_empty() && is_named_rating(name) {
            true => value.clone_from(&sign),
            false => replace(value, &places, &sign),
        }
    }
}

/// A title with its rating covered; `None` if there is none in it.
#[must_use]
pub(crate) fn covered_title(title: &str, glyphs: Glyphs) -> Option<String> {
    let places = in_title(title);
    (!places.is_empty()).then(|| {
        let mut covered = title.to_owned();
        replace(&mut covered, &places, &covered_rating(glyphs));
        covered
    })
}

/// Whether a facet of a review is covered with its rating: a tag that is nothing but one.
#[must_use]
pub(crate) fn covers_facet(entry: EntryRef<'_>, role: FacetRole, text: TextId) -> bool {
    let is_rating = |tag: &str| rating::line(tag).is_some() || is_row(tag);
    role == FacetRole::Tag && entry.covers_rating() && is_rating(entry.text(text))
}

fn cover_section(section: &mut Section, sign: &str) {
    if let Some(heading) = &mut section.heading {
        let places = in_line(heading, false).unwrap_or_else(|| in_title(heading));
        replace(heading, &places, sign);
    }
    let places = in_text(&section.text, section.markup == Markup::Raw);
    for part in &mut section.covered_parts {
        *part = moved(part.start, &places, sign)..moved(part.end, &places, sign);
    }
    replace(&mut section.text, &places, sign);
}

/// Whether a field that is not known says in its name that it holds a rating.
fn is_named_rating(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_rating = |name: &str| matches!(Field::named(name), Some(Field::Rating | Field::Ratings));
    let words = || last.split(['_', '-', ' ']);
    name == RATING_LINE || is_rating(last) || words().any(|word| is_rating(&word.to_lowercase()))
}

/// The ratings in the lines of a text that are nothing else. In a text as it stands in its file, the
/// value of a field is one too.
fn in_text(text: &str, has_fields: bool) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let found = in_line(line, has_fields).unwrap_or_default();
        places.extend(found.into_iter().map(|place| start + place.start..start + place.end));
        start += line.len();
    }
    places
}

/// The ratings in a line that is nothing else, or a rating with the name of what it rates.
fn in_line(line: &str, has_fields: bool) -> Option<Vec<Range<usize>>> {
    let content = line.trim().trim_start_matches('#').trim().trim_matches('|').trim();
    let start = line.find(content).filter(|_| !content.is_empty())?;
    let rated = rating::overall(content).or_else(|| rating::line(content));
    let places = match rated.or_else(|| Some(rating::remarked(content)?.0)) {
        Some(Rating { written, .. }) => match content.find(&written) {
            Some(at) => {
                let end = at + written.len();
                let behind = places_of(content, end..content.len(), is_of_rating);
                std::iter::once(at..end).chain(behind).collect()
            }
            None => places_of(content, 0..content.len(), |_| true),
        },
        None => {
            let name = before_rating(content);
            let name = name.filter(|name| name.split_whitespace().count() <= MAX_NAME_WORDS);
            match name.map(str::len).or_else(|| Some(rating::given(content)?.0)) {
                Some(at) => places_of(content, at..content.len(), |_| true),
                None if has_fields => vec![value_of_rating(content)?],
                None => return None,
            }
        }
    };
    let places = joined(content, places).into_iter();
    Some(places.map(|place| start + place.start..start + place.end).collect())
}

/// What stands before the rating at the end of a line.
fn before_rating(line: &str) -> Option<&str> {
    const SEPARATORS: [&str; 5] = [": ", " - ", " – ", " — ", " | "];
    let is_of_row =
        |c: char| rating::is_clear_sign(c) || c.is_whitespace() || matches!(c, '½' | '\u{fe0f}');
    let in_signs = line.trim_end_matches(is_of_row);
    if is_row(line.get(in_signs.len()..)?) {
        return Some(in_signs);
    }
    let cut = SEPARATORS.iter().filter_map(|it| Some(line.rfind(it)? + it.len())).max();
    let behind = cut.filter(|at| line.get(*at..).is_some_and(|it| rating::line(it).is_some()));
    if let Some(at) = behind {
        return line.get(..at);
    }
    let (name, Rating { written, .. }) = title::trailing_rating(line)?;
    let at = line.get(name.len()..)?.find(&written)?;
    line.get(..name.len() + at)
}

/// Whether a text has several signs, as a rating does and an ornament seldom.
fn is_row(text: &str) -> bool {
    text.chars().filter(|c| rating::is_clear_sign(*c)).count() > 1
}

/// Where the value stands in a line that is a field of ratings.
fn value_of_rating(line: &str) -> Option<Range<usize>> {
    let (name, value) = line.split_once(['=', ':'])?;
    let name = name.trim().trim_matches(['"', '\'']);
    let value = value.trim();
    let is_value = is_named_rating(name) && !value.is_empty();
    is_value.then(|| line.len() - value.len()..line.len())
}

/// The ratings before and behind a title, and the stars within it.
fn in_title(title: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    // Every title of a library is looked at.
    if !is_of_rating(title) {
        return places;
    }
    let rest = title::leading_rating(title).map_or(title, |(_, rest)| rest);
    let start = title.len() - rest.len();
    places.extend(places_of(title, 0..start, is_of_rating));
    if let Some((head, _)) = title::trailing_rating(rest) {
        places.extend(places_of(title, start + head.len()..title.len(), is_of_rating));
    } else if let Some((head, _)) = title::rating_behind_year(rest) {
        places.extend(places_of(title, start + head.len()..title.len(), |_| true));
    } else {
        places.extend(places_of(title, start..title.len(), is_row));
    }
    joined(title, places)
}

/// Whether a word is a part of a rating in figures or signs.
fn is_of_rating(word: &str) -> bool {
    word.contains(|c: char| c.is_numeric() || rating::is_sign(c))
}

/// The words in a part of a text for which `is_covered` holds, without marks and tags.
fn places_of(
    text: &str,
    part: Range<usize>,
    is_covered: impl Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let (mut word, mut in_tag) = (part.start, false);
    let mut end_word = |word: Range<usize>| {
        let is_word = text.get(word.clone()).is_some_and(|it| !it.is_empty() && is_covered(it));
        places.extend(is_word.then_some(word));
    };
    for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
        let (at, next) = (part.start + at, part.start + at + c.len_utf8());
        in_tag |= c == '<';
        if in_tag || c.is_whitespace() || MARKS.contains(&c) {
            end_word(word..at);
            word = next;
        }
        in_tag &= c != '>';
    }
    end_word(word..part.end);
    places
}

/// The places with those that only blanks part as one: how many they are would tell the stars.
fn joined(text: &str, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last)
                if text.get(last.end..place.start).is_some_and(|gap| gap.trim().is_empty()) =>
            {
                last.end = place.end;
            }
            _ => joined.push(place),
        }
    }
    joined
}

/// Puts the sign in place of each of `places`, which are in order and apart from each other.
fn replace(text: &mut String, places: &[Range<usize>], sign: &str) {
    for place in places.iter().rev() {
        text.replace_range(place.clone(), sign);
    }
}

/// Where a place of a text is once the sign stands in place of each of `places`.
fn moved(at: usize, places: &[Range<usize>], sign: &str) -> usize {
    let mut now = at;
    for place in places.iter().take_while(|place| place.start < at) {
        now = now + sign.len() + place.end.saturating_sub(at).min(place.len());
        now -= place.len();
    }
    now
}
