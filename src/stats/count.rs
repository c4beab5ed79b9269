//! Counting the reviews of a library, once for all tables.

use std::collections::{BTreeMap, HashSet};

use super::facets::Groups;
use super::guesses::Critics;
use super::outliers::outliers;
use super::voices::closeness;
use super::{Bucket, Counted, Detail, Observation, Pair, Statistics, Table, TableName, Tally};
use crate::format::blind::covers_facet;
use crate::model::{Date, EntryRef, FacetRole, Library, ReviewId, SectionKey, Stars, Voices};

const DECADE_YEARS: i32 = 10;

impl Statistics {
    /// Counts the reviews of `library`, those of `filtered` beside all.
    #[must_use]
    pub fn of(library: &Library, filtered: Option<&[ReviewId]>) -> Self {
        let is_filtered = filtered.map(membership);
        let passes = |id| is_filtered.as_ref().is_none_or(|is_filtered| is_filtered(id));
        let mut counts = Counts::new(library);
        for (id, entry) in library.iter() {
            let (stars, date) = (entry.stars(), entry.listed_date());
            counts.add(Observation { id, stars, date, passes: passes(id) }, entry);
        }
        counts.into_statistics(filtered.is_some(), passes)
    }
}

/// Whether a review is one of `ids`.
pub(super) fn membership(ids: &[ReviewId]) -> impl Fn(ReviewId) -> bool + use<> {
    let ids: HashSet<ReviewId> = ids.iter().copied().collect();
    move |id| ids.contains(&id)
}

/// A year of reviews.
#[derive(Debug, Default)]
struct Year {
    tally: Pair<Tally>,
    months: [Pair<usize>; 12],
}

/// What is counted of every review.
#[derive(Debug)]
struct Counts<'a> {
    library: &'a Library,
    total: Pair<Tally>,
    /// By the number of half stars.
    by_stars: [Pair<Tally>; Stars::MAX.halves() as usize + 1],
    rated_in_words: Pair<Tally>,
    unrated: Pair<Tally>,
    covered: Pair<Tally>,
    critics: Critics,
    /// By their indices.
    voices: Vec<Pair<Tally>>,
    years: BTreeMap<i16, Year>,
    undated: Pair<Tally>,
    decades: BTreeMap<i32, Pair<Tally>>,
    without_year: Pair<Tally>,
    makers: Groups<'a>,
    genres: Groups<'a>,
    tags: Groups<'a>,
    sections: Groups<'a>,
    works: Option<(i32, i32)>,
    written: Option<(Date, Date)>,
    lengths: Pair<Vec<usize>>,
}

impl<'a> Counts<'a> {
    fn new(library: &'a Library) -> Self {
        let groups = || Groups::new(library);
        let (makers, genres, tags, sections) = (groups(), groups(), groups(), groups());
        Self {
            library,
            total: Pair::default(),
            by_stars: Default::default(),
            rated_in_words: Pair::default(),
            unrated: Pair::default(),
            covered: Pair::default(),
            critics: Critics::default(),
            voices: vec![Pair::default(); library.voices().map_or(0, |voices| voices.all().len())],
            years: BTreeMap::new(),
            undated: Pair::default(),
            decades: BTreeMap::new(),
            without_year: Pair::default(),
            makers,
            genres,
            tags,
            sections,
            works: None,
            written: None,
            lengths: Pair::default(),
        }
    }

    fn add(&mut self, seen: Observation, entry: EntryRef<'_>) {
        let passes = seen.passes;
        let count = |tally: &mut Pair<Tally>| tally.change(passes, |tally| tally.add(&seen));
        count(&mut self.total);
        self.critics.add(self.library, seen, entry);
        match (seen.stars, entry.written_rating()) {
            (Some(stars), _) => {
                self.by_stars.get_mut(usize::from(stars.halves())).into_iter().for_each(count);
            }
            (None, Some(_)) => count(&mut self.rated_in_words),
            (None, None) if entry.covers_rating() => count(&mut self.covered),
            (None, None) => count(&mut self.unrated),
        }
        let voice = entry.voice().and_then(|voice| self.voices.get_mut(voice.index()));
        voice.into_iter().for_each(count);
        match seen.date {
            Some(date) => {
                let year = self.years.entry(date.year).or_default();
                count(&mut year.tally);
                let month = date.month.and_then(|month| usize::from(month).checked_sub(1));
                if let Some(month) = month.and_then(|month| year.months.get_mut(month)) {
                    month.change(passes, |count| *count += 1);
                }
                if passes {
                    widen(&mut self.written, date);
                }
            }
            None => count(&mut self.undated),
        }
        match entry.year() {
            Some(year) => {
                let decade = year.saturating_sub(year.rem_euclid(DECADE_YEARS));
                count(self.decades.entry(decade).or_default());
                if passes {
                    widen(&mut self.works, year);
                }
            }
            None => count(&mut self.without_year),
        }
        self.add_facets(seen, entry);
    }

    fn add_facets(&mut self, seen: Observation, entry: EntryRef<'_>) {
        let mut length = 0;
        for (role, text, words) in entry.facet_ids() {
            let groups = match role {
                FacetRole::Director | FacetRole::Creator => &mut self.makers,
                FacetRole::Genre => &mut self.genres,
                FacetRole::Tag if covers_facet(entry, role, text) => continue,
                FacetRole::Tag => &mut self.tags,
                FacetRole::Section | FacetRole::CoveredSection => &mut self.sections,
                FacetRole::Cast | FacetRole::Kind | FacetRole::Author => continue,
            };
            length += words as usize;
            groups.add(text, words, seen);
        }
        self.lengths.change(seen.passes, |lengths| lengths.push(length));
    }

    fn into_statistics(
        mut self,
        is_filtered: bool,
        passes: impl Fn(ReviewId) -> bool,
    ) -> Statistics {
        let closeness = closeness(self.library, &passes);
        let guesses = std::mem::take(&mut self.critics).rows();
        let outliers = outliers(self.library, &self.makers, &self.genres, passes);
        let rows = |name| match name {
            TableName::Ratings => self.ratings(),
            TableName::Voices => self.voices(),
            TableName::Closeness => closeness.clone(),
            TableName::Guesses => guesses.clone(),
            TableName::Written => self.written(),
            TableName::Decades => self.decades(),
            TableName::Makers => named(&self.makers, |name| Bucket::Maker(name.to_owned())),
            TableName::Genres => named(&self.genres, |name| Bucket::Genre(name.to_owned())),
            TableName::Tags => named(&self.tags, |name| Bucket::Tag(name.to_owned())),
            TableName::Sections => self.sections(),
            TableName::Outliers => outliers.clone(),
        };
        let tables = TableName::ALL.map(|name| Table { name, rows: rows(name) });
        let usual_words = Pair {
            filtered: upper_median(&mut self.lengths.filtered),
            whole: upper_median(&mut self.lengths.whole),
        };
        let Self { total, works, written, .. } = self;
        Statistics { is_filtered, total, works, written, usual_words, tables: tables.into() }
    }

    /// Every number of stars from five to a half; no star at all, what is no number and what is covered only if
    /// there are such.
    fn ratings(&self) -> Vec<Counted> {
        let of_stars = |(halves, tally): (u8, &Pair<Tally>)| {
            row(Bucket::Stars(Stars::from_halves(halves)), *tally)
        };
        let rated = (0..=Stars::MAX.halves()).zip(&self.by_stars).rev().map(of_stars);
        let others = [
            row(Bucket::RatedInWords, self.rated_in_words),
            row(Bucket::Unrated, self.unrated),
            row(Bucket::Covered, self.covered),
        ];
        let is_shown = |row: &Counted| {
            let is_usual = matches!(row.bucket, Bucket::Stars(_))
                && row.bucket != Bucket::Stars(Stars::from_halves(0));
            is_usual || row.tally.whole.reviews > 0
        };
        let has_rated = self.total.whole.spread.rated() > 0;
        rated.filter(|_| has_rated).chain(others).filter(is_shown).collect()
    }

    /// In the order in which their folders were given.
    fn voices(&self) -> Vec<Counted> {
        let names = self.library.voices().map(Voices::all).unwrap_or_default().iter();
        let counted = names.map(|voice| Bucket::Voice(voice.name.to_string())).zip(&self.voices);
        counted.map(|(bucket, tally)| row(bucket, *tally)).collect()
    }

    /// The newest year first.
    fn written(&self) -> Vec<Counted> {
        let year = |(year, counts): (&i16, &Year)| Counted {
            detail: Detail::Months(counts.months),
            ..row(Bucket::Year(*year), counts.tally)
        };
        let years = self.years.iter().rev().map(year);
        years.chain(unless_empty(Bucket::Undated, self.undated)).collect()
    }

    fn decades(&self) -> Vec<Counted> {
        let decades = self.decades.iter().map(|(year, tally)| row(Bucket::Decade(*year), *tally));
        decades.chain(unless_empty(Bucket::WithoutYear, self.without_year)).collect()
    }

    /// Those with the most words first.
    fn sections(&self) -> Vec<Counted> {
        let mut sections: Vec<Counted> = (self.sections.sorted().into_iter())
            .filter(|(_, group)| group.tally.whole.reviews > 0)
            .map(|(key, group)| Counted {
                detail: Detail::Words(group.words),
                ..row(Bucket::Section(SectionKey::from(key)), group.tally)
            })
            .collect();
        sections.sort_by_key(|row| match row.detail {
            Detail::Words(words) => std::cmp::Reverse((words.filtered, words.whole)),
            _ => std::cmp::Reverse((0, 0)),
        });
        sections
    }
}

/// The rows of a table of names.
fn named(groups: &Groups<'_>, bucket: impl Fn(&str) -> Bucket) -> Vec<Counted> {
    groups.sorted().into_iter().map(|(name, group)| row(bucket(name), group.tally)).collect()
}

const fn row(bucket: Bucket, tally: Pair<Tally>) -> Counted {
    Counted { bucket, tally, detail: Detail::None }
}

fn unless_empty(bucket: Bucket, tally: Pair<Tally>) -> Option<Counted> {
    (tally.whole.reviews > 0).then(|| row(bucket, tally))
}

fn widen<T: Copy + Ord>(range: &mut Option<(T, T)>, value: T) {
    let (first, last) = range.unwrap_or((value, value));
    *range = Some((first.min(value), last.max(value)));
}

/// The upper median, as that of an author's usual length.
fn upper_median(numbers: &mut [usize]) -> usize {
    let middle = numbers.len() / 2;
    if numbers.is_empty() { 0 } else { *numbers.select_nth_unstable(middle).1 }
}
