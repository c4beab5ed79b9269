//! Floor 2: what a library amounts to: how its reviews are rated, when they were written, and of
//! what.

mod bucket;
mod count;
mod facets;
mod guesses;
mod outliers;
mod voices;
mod year;

use std::cmp::Reverse;

use crate::model::{Date, ReviewId, Spread, Stars};
use crate::text::Clean;

pub(crate) use bucket::Bucket;
pub use year::YearStatistics;
pub(crate) use year::{Named, Ranking};

/// How many reviews of a row are kept to be named.
const NEWEST_REVIEWS: usize = 2;
const HALF_STAR_HUNDREDTHS: isize = 50;

/// Statistics of the reviews that pass a filter, beside those of the whole library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Whether there is a filter; without one both are the same.
    pub(crate) is_filtered: bool,
    pub(crate) total: Pair<Tally>,
    /// The years of the first and the last work that passes.
    pub(crate) works: Option<(i32, i32)>,
    /// The first and the last date of the reviews that pass.
    pub(crate) written: Option<(Date, Date)>,
    /// The words of a usual review: the upper median.
    pub(crate) usual_words: Pair<usize>,
    /// One for each name, in their order.
    tables: Vec<Table>,
}

/// Of what passes the filter, and of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair<T> {
    pub(crate) filtered: T,
    pub(crate) whole: T,
}

impl<T> Pair<T> {
    /// Changes the whole, and the other as well if what is counted passes the filter.
    fn change(&mut self, passes: bool, change: impl Fn(&mut T)) {
        change(&mut self.whole);
        if passes {
            change(&mut self.filtered);
        }
    }
}

/// How many reviews there are, and how they are rated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub(crate) reviews: usize,
    /// Of those that have stars.
    pub(crate) spread: Spread,
    /// The newest of them, which stand for the others.
    newest: [Option<(Option<Date>, Reverse<ReviewId>)>; NEWEST_REVIEWS],
}

/// A review that is counted.
#[derive(Clone, Copy, Debug)]
struct Observation {
    id: ReviewId,
    stars: Option<Stars>,
    /// By which a list sorts it.
    date: Option<Date>,
    /// Whether it passes the filter.
    passes: bool,
}

/// The tables, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableName {
    /// How many reviews have how many stars.
    Ratings,
    /// How many reviews each voice has, and how it rates.
    Voices,
    /// How close the ratings of two voices are.
    Closeness,
    /// How well the ratings of each critic were guessed.
    Guesses,
    /// The years of the reviews, with their months.
    Written,
    /// The decades of the works.
    Decades,
    /// Directors, authors and other makers of the works.
    Makers,
    /// The genres of the works.
    Genres,
    /// Tags.
    Tags,
    /// The sections of the reviews.
    Sections,
    /// The reviews with a rating far from the usual of a maker or a genre.
    Outliers,
}

impl TableName {
    pub(crate) const ALL: [Self; 11] = [
        Self::Ratings,
        Self::Voices,
        Self::Closeness,
        Self::Guesses,
        Self::Written,
        Self::Decades,
        Self::Makers,
        Self::Genres,
        Self::Tags,
        Self::Sections,
        Self::Outliers,
    ];
}

/// One table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub(crate) name: TableName,
    pub(crate) rows: Vec<Counted>,
}

/// The row of a table: the reviews of one bucket, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub(crate) bucket: Bucket,
    pub(crate) tally: Pair<Tally>,
    pub(crate) detail: Detail,
}

/// What only the rows of some tables have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Detail {
    None,
    /// How many reviews were written in each month of the year; of others only the year is known.
    Months([Pair<usize>; 12]),
    /// The words of the sections.
    Words(Pair<usize>),
    /// How close two voices are.
    Closeness(Pair<Closeness>),
    /// How well ratings were guessed.
    Guesses(Pair<Guesses>),
    /// The review that stands out among those of the bucket.
    Outlier(Outlier),
}

/// A review with a rating far from the usual one of its maker or genre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outlier {
    pub(crate) review: ReviewId,
    pub(crate) title: Clean,
    pub(crate) stars: Stars,
    /// By how many hundredths of a star it is above the mean of the bucket.
    pub(crate) difference: isize,
}

/// How close the ratings of two voices are, of the works that both rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Closeness {
    pub(crate) works: usize,
    /// How many of them they rate the same, or half a star apart.
    pub(crate) within_half_star: usize,
    /// By how many hundredths of a star the first rates higher on average.
    pub(crate) difference: Option<isize>,
    /// How far they put them in the same order, from -100 to 100.
    pub(crate) correlation: Option<isize>,
}

/// How well the ratings of a critic were guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Guesses {
    /// How many reviews with stars were guessed.
    pub(crate) rated: usize,
    pub(crate) exact: usize,
    /// How many of them were guessed exactly, or half a star apart.
    pub(crate) within_half_star: usize,
    /// How many hundredths of a star lie between guess and rating on average.
    pub(crate) distance: Option<usize>,
    /// By how many hundredths of a star the guesses are higher on average.
    pub(crate) difference: Option<isize>,
}

impl Counted {
    /// The review that stands out, where the row is about one.
    pub(crate) const fn outlier(&self) -> Option<ReviewId> {
        match &self.detail {
            Detail::Outlier(outlier) => Some(outlier.review),
            _ => None,
        }
    }
}

impl Tally {
    fn add(&mut self, seen: &Observation) {
        self.reviews += 1;
        self.spread.add(seen.stars);
        let mut review = Some((seen.date, Reverse(seen.id)));
        for newest in &mut self.newest {
            if review > *newest {
                std::mem::swap(newest, &mut review);
            }
        }
    }

    /// Some of the reviews, the newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = ReviewId> {
        self.newest.iter().flatten().map(|(_, Reverse(id))| *id)
    }
}

impl Statistics {
    /// The table of this name.
    pub(crate) fn table(&self, name: TableName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Every table, in order.
    pub(crate) fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Every row of every table: the query that finds its reviews, and how many there are among those
    /// that pass the filter and among all.
    pub fn queries(&self) -> impl Iterator<Item = (TableName, String, usize, usize)> {
        self.tables.iter().flat_map(|table| {
            table.rows.iter().flat_map(|row| {
                let Pair { filtered, whole } = row.tally;
                let own = (table.name, row.bucket.query(), filtered.reviews, whole.reviews);
                let months = match (&row.detail, &row.bucket) {
                    (Detail::Months(months), Bucket::Year(year)) => {
                        let month = |(count, number): (&Pair<usize>, u8)| {
                            let query = Bucket::Month(*year, number).query();
                            (table.name, query, count.filtered, count.whole)
                        };
                        months.iter().zip(1..).map(month).collect()
                    }
                    _ => Vec::new(),
                };
                [own].into_iter().chain(months)
            })
        })
    }
}
