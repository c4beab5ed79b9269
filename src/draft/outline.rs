//! The sections of a new review: the ones that its author usually writes.

use crate::format::draft::{SectionDraft, quote::quote};
use crate::format::{self, registry};
use crate::model::{FormatId, Kind, Markup, Review, Section, SectionKey};
use crate::text::{Clean, Glyphs, Source};

/// With so many other reviews of a kind, a standard section that none of them has is not proposed. In
/// our own format checks ask for it until there are more.
const MIN_REVIEWS_TO_LEAVE_OUT: usize = 4;
const MIN_STRICT_REVIEWS_TO_LEAVE_OUT: usize = 8;

/// A wider heading is not taken over from other reviews.
const MAX_HEADING_COLUMNS: usize = 60;

/// The sections of a review of a `kind` of work, as the author of `others` writes them.
///
/// The standard sections of the kind have the most frequent of their headings in `others`, and are left
/// out if none of many others has them. Other sections are added if more than half of `others` have
/// them. Without `others`, the outline is the default one of the kind.
#[must_use]
pub fn outline(kind: &Kind, others: &[&Review]) -> Vec<SectionDraft> {
    let alike = others.iter().copied().filter(|review| review.kind == *kind);
    let alike: Vec<&Review> = alike.collect();
    let usual = std::iter::once(&SectionKey::Intro).chain(kind.sections());
    let mut habits: Vec<Habit> = usual.map(Habit::new).collect();
    let ours = habits.len();
    for review in &alike {
        // Empty sections come from an outline like this one, and do not show what the author wants.
        let written =
            |section: &&Section| section.markup != Markup::Raw && !section.text.trim().is_empty();
        let sections = review.sections.iter().filter(written);
        let sections: Vec<&Section> = sections.collect();
        for (at, section) in sections.iter().enumerate() {
            let place = at as f64 / sections.len() as f64;
            match habits.iter_mut().find(|habit| habit.key == section.key) {
                Some(habit) => habit.see(section, place, review.format),
                None if is_own(section) => {
                    let mut habit = Habit::new(&section.key);
                    habit.see(section, place, review.format);
                    habits.push(habit);
                }
                None => {}
            }
        }
    }
    let is_strict = alike.iter().any(|review| registry::of(review.format).is_strict);
    let enough = if is_strict { MIN_STRICT_REVIEWS_TO_LEAVE_OUT } else { MIN_REVIEWS_TO_LEAVE_OUT };
    let mut own = habits.split_off(ours);
    own.retain(|habit| habit.is_more_than_half_of(alike.len()));
    habits.retain(|habit| alike.len() < enough || habit.seen > 0 || habit.key == SectionKey::Intro);
    let ours = habits.len();
    habits.append(&mut own);
    sort(&mut habits, ours);
    habits.iter().map(Habit::part).collect()
}

/// Whether the section is one that the author made up, and may use again.
fn is_own(section: &Section) -> bool {
    section.heading.is_some() && section.rating.is_none() && section.key != SectionKey::Spoilers
}

/// How a section looks in the other reviews.
struct Habit {
    key: SectionKey,
    /// In how many reviews it is, and in how many of them it is covered.
    seen: usize,
    covered: usize,
    /// The sum of its positions, from 0 at the beginning of a review to 1 at the end.
    places: f64,
    /// Its headings, each with the number of reviews.
    headings: Vec<(String, usize)>,
}

impl Habit {
    fn new(key: &SectionKey) -> Self {
        Self { key: key.clone(), seen: 0, covered: 0, places: 0.0, headings: Vec::new() }
    }

    fn see(&mut self, section: &Section, place: f64, format: FormatId) {
        self.seen += 1;
        self.covered += usize::from(section.covered);
        self.places += place;
        // In formats without a field for it, the rating of a section is part of its heading.
        let rated = section.rating.is_some() && !registry::of(format).is_strict;
        let Some(heading) = section.heading.as_deref().filter(|_| !rated) else { return };
        match self.headings.iter_mut().find(|(known, _)| known == heading) {
            Some((_, count)) => *count += 1,
            None => self.headings.push((heading.to_owned(), 1)),
        }
    }

    fn is_more_than_half_of(&self, all: usize) -> bool {
        self.seen * 2 > all && self.heading().is_some()
    }

    /// The most frequent heading by which the section is recognised again; the first of equals.
    fn heading(&self) -> Option<String> {
        let mut best: Option<(String, usize)> = None;
        for (heading, count) in &self.headings {
            let heading = Clean::new(heading).as_str().trim().to_owned();
            let more = best.as_ref().is_none_or(|(_, most)| count > most);
            if more
                && Glyphs::Unicode.width(&heading) <= MAX_HEADING_COLUMNS
                && leads_to(&heading, &self.key)
            {
                best = Some((heading, *count));
            }
        }
        best.map(|(heading, _)| heading)
    }

    fn part(&self) -> SectionDraft {
        let covered = self.covered * 2 > self.seen;
        let part = SectionDraft { key: self.key.clone(), heading: None, covered };
        let heading = self.heading().filter(|own| part.heading() != Some(own));
        SectionDraft { heading: heading.filter(|_| self.key != SectionKey::Intro), ..part }
    }
}

/// Sorts sections by their usual positions. Standard sections that the author never writes stay after
/// their predecessor.
fn sort(habits: &mut [Habit], ours: usize) {
    let mut before = 0.0;
    for habit in habits.iter_mut().take(ours) {
        if habit.seen == 0 {
            habit.places = before;
            habit.seen = 1;
        }
        before = habit.places / habit.seen as f64;
    }
    habits.sort_by(|a, b| (a.places / a.seen as f64).total_cmp(&(b.places / b.seen as f64)));
}

/// Whether a section under `heading` gets the key `key` when it is read.
fn leads_to(heading: &str, key: &SectionKey) -> bool {
    let text = format!("[sections]\n{} = \"\"\n", quote(heading));
    let read = format::parse(&Source::new("", text), &format::TOML).review;
    read.sections.iter().any(|section| section.key == *key)
}
