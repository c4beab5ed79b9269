//! Several reviews in one file, each under a heading with a title and a rating.

use std::ops::Range;

use super::{Assembly, MarkdownBody};
use crate::format::outline::{self, Heading};
use crate::format::plain_text::shown;
use crate::format::sections::under;
use crate::format::title::{self, Headline};
use crate::format::value::KeyValue;
use crate::format::{Parsed, dates, headings, rating};
use crate::markup::spoiler;
use crate::model::{Date, Section, SectionKey};
use crate::text::Span;
use crate::text::lines::{line_end, trimmed};
use crate::text::words::{beginning, word_list, words};

/// More reviews are not taken from one file: each takes memory, and a hostile file could ask for
/// any amount. A library also looks through the reviews of a file for each of them.
const MAX_REVIEWS: usize = 5_000;

/// How many bytes of fields may be copied or gone through again, all reviews together.
const MAX_SHARED_BYTES: usize = 16 << 20;

/// Words before or behind a number with which a heading names a part of one work.
const PARTS: &[&str] = word_list!(
    "season|series|episode|part|chapter|volume|vol|book|act|disc|side|track|staffel|folge|teil|\
     kapitel|saison|épisode|temporada|stagione|сезон"
);

const NUMBERS: [&str; 22] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "i", "ii",
    "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "finale", "premiere",
];

/// A heading that may begin a review. In a diary it is a day, alone or before the title; the title may
/// also be the first line below.
struct Entry<'h> {
    heading: &'h Heading,
    day: Option<Date>,
    headline: Headline,
    /// Where the text begins.
    text: usize,
}

impl<'h> Entry<'h> {
    fn new(body: &MarkdownBody<'_>, heading: &'h Heading) -> Self {
        let (day, title) = dates::leading_day(&heading.text);
        let headline = title::read_heading(title);
        let entry = Self { heading, day, headline, text: heading.end };
        if title.is_empty() { entry.titled_below(body) } else { entry }
    }

    fn titled_below(self, body: &MarkdownBody<'_>) -> Self {
        const MAX_TITLE_BYTES: usize = 120;
        let below = &body.text[self.text..];
        let start = self.text + below.len() - below.trim_start().len();
        let end = line_end(body.text, start);
        let line = beginning(body.text[start..end].trim(), MAX_TITLE_BYTES);
        let headline = title::read_heading(&shown(line));
        let is_title = (headline.year.is_some() || headline.rating.is_some())
            && headline.title.contains(char::is_alphabetic)
            && rating::line(line).is_none();
        match is_title && line.len() == body.text[start..end].trim().len() {
            true => Self { headline, text: end, ..self },
            false => self,
        }
    }

    /// Whether it begins a review of a work rather than a part of one.
    fn counts(&self) -> bool {
        let Headline { title, year, rating, .. } = &self.headline;
        let is_rated = rating.is_some() || self.day.is_some() && year.is_some();
        is_rated && !headings::is_aspect(title) && !is_part(title)
    }
}

/// One review of several: its parsed heading, and where its parts stand in the body.
pub(super) struct Item {
    headline: Headline,
    day: Option<Date>,
    /// The heading as it is written.
    heading: Range<usize>,
    /// What stands between the review before it and its heading, and is about neither.
    context: Range<usize>,
    text: Range<usize>,
    /// Headings of the same level that begin no review: each with its text.
    further: Vec<(String, Range<usize>)>,
}

/// The reviews of the body; none where it is one review, or none at all.
pub(super) fn items(
    head: &Assembly<'_>,
    body: &MarkdownBody<'_>,
    found: &[Heading],
) -> Option<Vec<Item>> {
    let may_begin = found.iter().filter(|heading| may_be_rated(&heading.text));
    let mut read: Vec<Entry<'_>> = may_begin.map(|heading| Entry::new(body, heading)).collect();
    let level = read.iter().find(|entry| entry.counts())?.heading.level;
    read.retain(|Entry { heading, headline, .. }| {
        let is_rated = headline.rating.is_some();
        let is_part = is_part(&headline.title) && !(is_rated && headline.year.is_some());
        heading.level == level && (is_rated || headline.year.is_some()) && !is_part
    });
    let counting = || read.iter().filter(|entry| entry.counts());
    let certain = counting().count();
    let dated = counting().filter(|entry| entry.headline.year.is_some()).count();
    if certain < 2
        || read.len() > MAX_REVIEWS
        || (body.offset + head.shared_bytes()) * read.len() > MAX_SHARED_BYTES
    {
        return None;
    }
    if is_one_review(head, found, level, dated >= 2) {
        return None;
    }
    let items = divided(body, found, level, read);
    let is_written = |item: &&Item| !body.text[item.text.clone()].trim().is_empty();
    (items.iter().filter(is_written).count() >= 2 && !is_covered_across(body, &items))
        .then_some(items)
}

/// Whether the file is a review of its own, whose headings rate its aspects or name its parts.
fn is_one_review(head: &Assembly<'_>, found: &[Heading], level: u8, is_dated: bool) -> bool {
    let title = found.first().filter(|heading| heading.level < level);
    let title = title.map(|heading| title::read(&heading.text)).unwrap_or_default();
    if head.review.rating.is_some() || head.evidence.work || title.rating.is_some() {
        return true;
    }
    if is_dated {
        return false;
    }
    // Without years only the words of the headings distinguish films from aspects.
    let is_of_work = |heading: &Heading| {
        let (key, _) = under(&heading.text);
        let name = title::read_heading(&heading.text).title;
        SectionKey::STANDARD.contains(&key) || headings::is_aspect(&name) || is_part(&name)
    };
    head.review.year.is_some()
        || title.year.is_some()
        || found.iter().filter(|heading| heading.level == level).any(is_of_work)
}

/// Whether a covered passage reaches from one review into the next. The file is then read as one
/// review.
fn is_covered_across(body: &MarkdownBody<'_>, items: &[Item]) -> bool {
    let passages = spoiler::find(body.text);
    let contexts = items.iter().map(|item| &body.text[item.context.clone()]);
    let cuts = items.iter().flat_map(|item| {
        let further = item.further.iter().map(|(_, place)| place.start);
        further.chain([item.context.start, item.heading.start, item.text.start])
    });
    cuts.into_iter().any(|at| passages.runs_over(at))
        || contexts.flat_map(str::lines).any(spoiler::is_line_mark)
}

/// Where the reviews and what stands between them begin and end.
fn divided(
    body: &MarkdownBody<'_>,
    found: &[Heading],
    level: u8,
    read: Vec<Entry<'_>>,
) -> Vec<Item> {
    let borders: Vec<&Heading> = found.iter().filter(|heading| heading.level <= level).collect();
    let mut items: Vec<Item> = Vec::with_capacity(read.len());
    let mut starts = read.iter().map(|entry| entry.heading.start).collect::<Vec<_>>();
    starts.push(body.text.len());
    let mut border = 0;
    let mut context = 0;
    for (entry, next) in read.into_iter().zip(starts.into_iter().skip(1)) {
        let Entry { heading, day, headline, text } = entry;
        while borders.get(border).is_some_and(|other| other.start <= heading.start) {
            border += 1;
        }
        let end_of = |at: usize| borders.get(at).map_or(next, |other| other.start.min(next));
        let mut item = Item {
            headline,
            day,
            heading: heading.start..text,
            context: context..heading.start,
            text: text..end_of(border),
            further: Vec::new(),
        };
        let is_last = next == body.text.len();
        // What stands below a heading of a higher level leads to the review after it.
        while let Some(other) = borders.get(border).filter(|other| other.start < next)
            && (other.level == level || is_last)
        {
            border += 1;
            item.further.push((other.text.clone(), other.end..end_of(border)));
        }
        context = end_of(border);
        items.push(item);
    }
    items
}

/// Reads each of the reviews.
pub(super) fn read(
    mut head: Assembly<'_>,
    mut fields: Vec<KeyValue>,
    body: &MarkdownBody<'_>,
    items: Vec<Item>,
) -> Parsed {
    let mut first = items.first().map_or(0..0, |item| item.context.clone());
    let opening = body.part(first.clone());
    let mut found = outline::headings(opening.text);
    if let Some(heading) = opening.take_title(&mut head, &mut found)
        && opening.text[..heading.start].trim().is_empty()
    {
        first.start = heading.end;
    }
    let name = head.review.headline.take().or(Some(std::mem::take(&mut head.review.title)));
    let name = name.filter(|name| !name.trim().is_empty());
    head.review.year = None;
    let starts: Vec<usize> = items.iter().skip(1).map(|item| item.context.start).collect();
    let ends = starts.into_iter().chain([body.text.len()]);
    let (mut parsed, mut ordinal): (Option<Parsed>, u32) = (None, 1);
    for (mut item, end) in items.into_iter().zip(ends) {
        let mut assembly = head.part(ordinal, body.offset + end);
        assembly.review.headline.clone_from(&name);
        if ordinal == 1 {
            item.context = first.clone();
        }
        let context = context(body, item.context.clone(), name.as_deref().filter(|_| ordinal == 1));
        assembly.review.sections.extend(context);
        apply_heading(&mut assembly, body, &item);
        let text = body.part(item.text.clone());
        text.read(&mut assembly, outline::headings(text.text));
        let further = item.further.into_iter();
        let further = further.map(|(heading, place)| section(body, &heading, place));
        assembly.review.sections.extend(further);
        let own = if ordinal == 1 { std::mem::take(&mut fields) } else { Vec::new() };
        let one = assembly.finish(own);
        match &mut parsed {
            None => parsed = Some(one),
            Some(parsed) => {
                parsed.others.push(one.review);
                parsed.skipped = parsed.skipped.take().and(one.skipped);
            }
        }
        ordinal += 1;
    }
    parsed.unwrap_or_else(|| head.finish(fields))
}

/// Sets the fields of the review that its heading gives.
fn apply_heading(assembly: &mut Assembly<'_>, body: &MarkdownBody<'_>, item: &Item) {
    let start = body.offset + item.heading.start;
    let span = Span::new(start, body.offset + item.heading.end);
    let Headline { title, year, rating, spoilers, shortened, claims_review: _ } = &item.headline;
    assembly.review.place.line = body.source.line_of(start);
    assembly.review.title.clone_from(title);
    assembly.review.year = *year;
    assembly.review.watched = item.day.or(assembly.review.watched);
    assembly.review.spoilers |= *spoilers;
    if let Some(rating) = rating {
        assembly.rate(rating.clone(), span);
    }
    // The heading may say more than the fields have room for, or lead somewhere.
    let written = body.text[item.heading.clone()].trim().trim_matches('#').trim();
    if *shortened || written.contains("](") {
        assembly.keep(span, "heading_line", written.to_owned());
    }
}

/// What stands before a review and is about all of them, as a section; under the heading that it
/// has, or else the name of the file's own post.
fn context(body: &MarkdownBody<'_>, place: Range<usize>, name: Option<&str>) -> Option<Section> {
    let text = trimmed(&body.text[place.clone()]);
    let blank = body.text[place.clone()].len() - body.text[place.clone()].trim_start().len();
    let line = body.line(place.start + blank);
    let key = name.map_or(SectionKey::Intro, |name| under(name).0);
    let heading = name.map(str::to_owned);
    (!text.is_empty()).then(|| Section { key, heading, text, line, ..Section::default() })
}

fn section(body: &MarkdownBody<'_>, heading: &str, place: Range<usize>) -> Section {
    let text = trimmed(&body.text[place.clone()]);
    let (key, rating) = under(heading);
    let line = body.line(place.start.saturating_sub(1));
    let heading = Some(heading.to_owned());
    Section { key, heading, text, rating, line, ..Section::default() }
}

/// Whether a heading may have a rating or a year. Most have neither and need not be parsed.
fn may_be_rated(heading: &str) -> bool {
    heading.contains(|c: char| c.is_ascii_digit() || "★☆⭐🍿●½%".contains(c))
}

/// `Season 1`, `Episode 3: The Reeds`, `S02E05`.
fn is_part(title: &str) -> bool {
    let title = words(title);
    let mut words = title.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_number =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word);
    let is_coded = |(season, episode): (&str, &str)| {
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        is_digits(season) && is_digits(episode)
    };
    PARTS.contains(&first) && is_number(second)
        || PARTS.contains(&second) && is_number(first)
        || first.strip_prefix('s').and_then(|rest| rest.split_once('e')).is_some_and(is_coded)
        || first.split_once('x').is_some_and(is_coded)
}
