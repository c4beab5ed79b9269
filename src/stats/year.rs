//! What a library says of one year: the statistics of its reviews, and those that are named.

use std::cmp::Reverse;

use super::count::membership;
use super::facets::{Group, Groups};
use super::{Bucket, Counted, Detail, Observation, Statistics};
use crate::model::{Date, EntryRef, FacetRole, Library, ReviewId, ReviewKey, Stars};
use crate::text::Clean;

/// A person whose works were reviewed less often in the year is not listed.
const MIN_REVIEWS_OF_PERSON: usize = 2;
/// The reviews that are named for their ratings, at either end.
const MAX_NAMED_BY_RATING: usize = 5;
const MAX_NAMED_BY_LENGTH: usize = 3;

/// The reviews of a year, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct YearStatistics {
    pub(crate) year: i16,
    /// Of the reviews of the year, beside those of the whole library.
    pub(crate) statistics: Statistics,
    /// Who wrote all reviews of the year, if it was one author.
    pub(crate) author: Option<Clean>,
    pub(crate) words: usize,
    /// Makers and cast together, those first that most reviews of the year are about.
    pub(crate) people: Vec<Counted>,
    pub(crate) highest: Ranking,
    /// None that is among the highest, and none that is rated like one of them.
    pub(crate) lowest: Ranking,
    pub(crate) longest: Ranking,
}

/// The first reviews in some order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ranking {
    pub(crate) reviews: Vec<Named>,
    /// How many others are equal to the last of them.
    pub(crate) ties: usize,
}

/// A review that is named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    pub(crate) key: ReviewKey,
    pub(crate) title: Clean,
    pub(crate) makers: Clean,
    pub(crate) year: Option<i32>,
    /// By which a list sorts it.
    pub(crate) date: Option<Date>,
    pub(crate) stars: Option<Stars>,
    pub(crate) words: usize,
}

impl YearStatistics {
    /// Counts those of `ids` that are of the year, by the date that sorts them in a list.
    #[must_use]
    pub fn of(library: &Library, year: i16, ids: &[ReviewId]) -> Self {
        let date = |id: &ReviewId| library.get(*id)?.listed_date();
        let is_of_year = |id: &ReviewId| date(id).is_some_and(|date| date.year == year);
        let ids: Vec<ReviewId> = ids.iter().copied().filter(is_of_year).collect();
        let statistics = Statistics::of(library, Some(&ids));
        let entries: Vec<EntryRef<'_>> = ids.iter().filter_map(|id| library.get(*id)).collect();
        let rated = || {
            let parts = |entry: &EntryRef<'_>| entry.stars().and(entry.score()?.parts());
            entries.iter().filter_map(move |entry| Some((parts(entry)?, *entry)))
        };
        let max_highest = rated().count().div_ceil(2).min(MAX_NAMED_BY_RATING);
        let (highest, last) = Ranking::of(rated(), max_highest);
        let below = rated().filter(|(parts, _)| Some(*parts) < last);
        let (lowest, _) =
            Ranking::of(below.map(|(parts, entry)| (Reverse(parts), entry)), MAX_NAMED_BY_RATING);
        let lengths = entries.iter().map(|entry| (words_of(*entry), *entry));
        let written = lengths.filter(|(words, _)| *words > 0);
        let (longest, _) = Ranking::of(written, MAX_NAMED_BY_LENGTH);
        Self {
            year,
            statistics,
            author: only_author(&entries),
            words: entries.iter().map(|entry| words_of(*entry)).sum(),
            people: people(library, &ids),
            highest,
            lowest,
            longest,
        }
    }

    #[must_use]
    pub(crate) const fn is_empty(&self) -> bool {
        self.statistics.total.filtered.reviews == 0
    }
}

impl Ranking {
    /// The reviews with the greatest keys, of equal ones the newest first; and the key of the last.
    fn of<'a, K: Copy + Ord>(
        keyed: impl Iterator<Item = (K, EntryRef<'a>)>,
        max_reviews: usize,
    ) -> (Self, Option<K>) {
        let mut sorted: Vec<(K, EntryRef<'a>)> = keyed.collect();
        sorted.sort_by_key(|(key, entry)| (Reverse((*key, entry.listed_date())), entry.id()));
        let (first, rest) = sorted.split_at(sorted.len().min(max_reviews));
        let last = first.last().map(|(key, _)| *key);
        let ties = rest.iter().take_while(|(key, _)| Some(*key) == last).count();
        let reviews = first.iter().map(|(_, entry)| Named::new(*entry)).collect();
        (Self { reviews, ties }, last)
    }
}

impl Named {
    fn new(entry: EntryRef<'_>) -> Self {
        Self {
            key: entry.key(),
            title: Clean::new(entry.title()),
            makers: Clean::from(entry.makers()),
            year: entry.year(),
            date: entry.listed_date(),
            stars: entry.stars(),
            words: words_of(entry),
        }
    }
}

fn words_of(entry: EntryRef<'_>) -> usize {
    entry.sections().map(|(_, words)| words as usize).sum()
}

fn only_author(entries: &[EntryRef<'_>]) -> Option<Clean> {
    let mut names = entries.iter().map(|entry| entry.texts(FacetRole::Author).next());
    let first = names.next()??;
    names.all(|name| name == Some(first)).then(|| Clean::new(first))
}

/// Who made or played in several works that were reviewed in the year.
fn people(library: &Library, ids: &[ReviewId]) -> Vec<Counted> {
    let is_of_year = membership(ids);
    let mut people = Groups::new(library);
    for (id, entry) in library.iter() {
        let (stars, date) = (entry.stars(), entry.listed_date());
        let seen = Observation { id, stars, date, passes: is_of_year(id) };
        for (role, text, _) in entry.facet_ids() {
            if matches!(role, FacetRole::Director | FacetRole::Creator | FacetRole::Cast) {
                people.add(text, 0, seen);
            }
        }
    }
    let row = |(name, group): (&str, &Group)| Counted {
        bucket: Bucket::Person(name.to_owned()),
        tally: group.tally,
        detail: Detail::None,
    };
    let sorted = people.sorted().into_iter().map(row);
    sorted.take_while(|row| row.tally.filtered.reviews >= MIN_REVIEWS_OF_PERSON).collect()
}
