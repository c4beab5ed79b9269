//! Statistics as JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::{EscapeControls, Number};
use crate::model::Spread;
use crate::stats::{
    Bucket, Closeness, Counted, Detail, Guesses, Named, Pair, Ranking, Statistics, TableName,
    Tally, YearStatistics,
};
use crate::text::Clean;

#[derive(Serialize)]
struct StatisticsJson<'a> {
    query: Option<&'a str>,
    #[serde(flatten)]
    counts: CountsJson,
    whole: Option<CountsJson>,
    first_year: Option<i32>,
    last_year: Option<i32>,
    first_date: Option<String>,
    last_date: Option<String>,
    median_words: usize,
    ratings: Vec<RowJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voices: Vec<RowJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    closeness: Vec<RowJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guesses: Vec<RowJson<'a>>,
    written: Vec<RowJson<'a>>,
    decades: Vec<RowJson<'a>>,
    makers: Vec<RowJson<'a>>,
    genres: Vec<RowJson<'a>>,
    tags: Vec<RowJson<'a>>,
    sections: Vec<RowJson<'a>>,
    outliers: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct CountsJson {
    reviews: usize,
    rated: usize,
    mean: Option<Number>,
    median: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<Vec<usize>>,
    #[serde(flatten)]
    closeness: Option<ClosenessJson>,
    #[serde(flatten)]
    guesses: Option<GuessesJson>,
}

/// How close two voices are.
#[derive(Serialize)]
struct ClosenessJson {
    works: usize,
    within_half_a_star: usize,
    difference: Option<Number>,
    rank_correlation: Option<Number>,
}

/// How well the ratings of a critic were guessed.
#[derive(Serialize)]
struct GuessesJson {
    guessed: usize,
    exact: usize,
    within_half_a_star: usize,
    distance: Option<Number>,
    difference: Option<Number>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    /// What the row is about; `null` for reviews that lack it.
    #[serde(flatten)]
    of: OfJson<'a>,
    query: String,
    #[serde(flatten)]
    counts: CountsJson,
    whole: Option<CountsJson>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OfJson<'a> {
    Stars { stars: Option<Number>, rated_in_words: bool },
    Year { year: Option<i16> },
    Decade { decade: Option<i32> },
    Name { name: &'a str },
    Voices { voices: [&'a str; 2] },
    Section { key: &'a str },
    Outlier { title: &'a str, stars: Number, difference: Number, name: &'a str },
}

impl<'a> StatisticsJson<'a> {
    fn new(statistics: &'a Statistics, query: Option<&'a str>) -> Self {
        let rows = |name| -> Vec<RowJson<'a>> {
            let rows = statistics.table(name).into_iter().flat_map(|table| &table.rows);
            rows.map(|row| RowJson::new(row, statistics.is_filtered)).collect()
        };
        let years = statistics.works.unzip();
        let dates = statistics.written.unzip();
        Self {
            query,
            counts: CountsJson::new(&statistics.total.filtered),
            whole: statistics.is_filtered.then(|| CountsJson::new(&statistics.total.whole)),
            first_year: years.0,
            last_year: years.1,
            first_date: dates.0.map(|date| date.to_string()),
            last_date: dates.1.map(|date| date.to_string()),
            median_words: statistics.usual_words.filtered,
            ratings: rows(TableName::Ratings),
            voices: rows(TableName::Voices),
            closeness: rows(TableName::Closeness),
            guesses: rows(TableName::Guesses),
            written: rows(TableName::Written),
            decades: rows(TableName::Decades),
            makers: rows(TableName::Makers),
            genres: rows(TableName::Genres),
            tags: rows(TableName::Tags),
            sections: rows(TableName::Sections),
            outliers: rows(TableName::Outliers),
        }
    }
}

impl<'a> RowJson<'a> {
    fn new(row: &'a Counted, is_filtered: bool) -> Self {
        let closeness = match row.detail {
            Detail::Closeness(closeness) => Some(closeness),
            _ => None,
        };
        let guesses = match row.detail {
            Detail::Guesses(guesses) => Some(guesses),
            _ => None,
        };
        let counts = |of: fn(&Pair<Tally>) -> Tally, own: fn(Pair<usize>) -> usize| CountsJson {
            words: match row.detail {
                Detail::Words(words) => Some(own(words)),
                _ => None,
            },
            months: match row.detail {
                Detail::Months(months) => Some(months.into_iter().map(own).collect()),
                _ => None,
            },
            ..CountsJson::new(&of(&row.tally))
        };
        Self {
            of: OfJson::new(row),
            query: row.bucket.query(),
            counts: CountsJson {
                closeness: closeness.map(|of| ClosenessJson::new(of.filtered)),
                guesses: guesses.map(|of| GuessesJson::new(of.filtered)),
                ..counts(|pair| pair.filtered, |pair| pair.filtered)
            },
            whole: is_filtered.then(|| CountsJson {
                closeness: closeness.map(|of| ClosenessJson::new(of.whole)),
                guesses: guesses.map(|of| GuessesJson::new(of.whole)),
                ..counts(|pair| pair.whole, |pair| pair.whole)
            }),
        }
    }
}

impl CountsJson {
    fn new(tally: &Tally) -> Self {
        let number = |hundredths: usize| Number(hundredths as f64 / 100.0);
        let spread: &Spread = &tally.spread;
        Self {
            reviews: tally.reviews,
            rated: spread.rated(),
            mean: spread.mean_hundredths().map(number),
            median: spread.median_hundredths().map(number),
            words: None,
            months: None,
            closeness: None,
            guesses: None,
        }
    }
}

impl ClosenessJson {
    fn new(closeness: Closeness) -> Self {
        let number = |hundredths: isize| Number(hundredths as f64 / 100.0);
        Self {
            works: closeness.works,
            within_half_a_star: closeness.within_half_star,
            difference: closeness.difference.map(number),
            rank_correlation: closeness.correlation.map(number),
        }
    }
}

impl GuessesJson {
    fn new(guesses: Guesses) -> Self {
        Self {
            guessed: guesses.rated,
            exact: guesses.exact,
            within_half_a_star: guesses.within_half_star,
            distance: guesses.distance.map(|hundredths| Number(hundredths as f64 / 100.0)),
            difference: guesses.difference.map(|hundredths| Number(hundredths as f64 / 100.0)),
        }
    }
}

impl<'a> OfJson<'a> {
    fn new(row: &'a Counted) -> Self {
        let name = |bucket: &'a Bucket| match bucket {
            Bucket::Voice(name)
            | Bucket::GuessedVoice(name)
            | Bucket::GuessedAuthor(Some(name))
            | Bucket::Maker(name)
            | Bucket::Person(name)
            | Bucket::Genre(name)
            | Bucket::Tag(name) => name.as_str(),
            _ => "",
        };
        if let Detail::Outlier(outlier) = &row.detail {
            return Self::Outlier {
                title: outlier.title.as_str(),
                stars: Number(outlier.stars.value()),
                difference: Number(outlier.difference as f64 / 100.0),
                name: name(&row.bucket),
            };
        }
        match &row.bucket {
            Bucket::Stars(stars) => {
                Self::Stars { stars: Some(Number(stars.value())), rated_in_words: false }
            }
            Bucket::RatedInWords => Self::Stars { stars: None, rated_in_words: true },
            Bucket::Unrated | Bucket::Covered => Self::Stars { stars: None, rated_in_words: false },
            Bucket::Year(year) | Bucket::Month(year, _) => Self::Year { year: Some(*year) },
            Bucket::Undated => Self::Year { year: None },
            Bucket::Decade(decade) => Self::Decade { decade: Some(*decade) },
            Bucket::WithoutYear => Self::Decade { decade: None },
            Bucket::Voices { names, .. } => {
                Self::Voices { voices: names.each_ref().map(String::as_str) }
            }
            Bucket::Section(key) => Self::Section { key: key.as_str() },
            bucket => Self::Name { name: name(bucket) },
        }
    }
}

/// A year: statistics with the year as their filter, and what only a year has.
#[derive(Serialize)]
struct YearJson<'a> {
    year: i16,
    author: Option<&'a str>,
    #[serde(flatten)]
    statistics: StatisticsJson<'a>,
    people: Vec<RowJson<'a>>,
    highest: Vec<NamedJson<'a>>,
    lowest: Vec<NamedJson<'a>>,
    longest: Vec<NamedJson<'a>>,
}

/// A review by its name.
#[derive(Serialize)]
struct NamedJson<'a> {
    path: Cow<'a, str>,
    ordinal: u32,
    title: &'a str,
    year: Option<i32>,
    date: Option<String>,
    stars: Option<Number>,
    words: usize,
}

impl<'a> NamedJson<'a> {
    fn all_of(ranking: &'a Ranking) -> Vec<Self> {
        let of = |named: &'a Named| Self {
            path: named.key.path.to_string_lossy(),
            ordinal: named.key.ordinal,
            title: named.title.as_str(),
            year: named.year,
            date: named.date.map(|date| date.to_string()),
            stars: named.stars.map(|stars| Number(stars.value())),
            words: named.words,
        };
        ranking.reviews.iter().map(of).collect()
    }
}

/// Writes a year as one line.
pub(in crate::cli) fn write_year(
    to: &mut impl Write,
    year: &YearStatistics,
    query: &str,
) -> io::Result<()> {
    let mut statistics = StatisticsJson::new(&year.statistics, Some(query));
    statistics.counts.words = Some(year.words);
    let json = YearJson {
        year: year.year,
        author: year.author.as_ref().map(Clean::as_str),
        statistics,
        people: year.people.iter().map(|row| RowJson::new(row, true)).collect(),
        highest: NamedJson::all_of(&year.highest),
        lowest: NamedJson::all_of(&year.lowest),
        longest: NamedJson::all_of(&year.longest),
    };
    write_line(to, &json)
}

/// Writes statistics as one line.
pub(in crate::cli) fn write_statistics(
    to: &mut impl Write,
    statistics: &Statistics,
    query: Option<&str>,
) -> io::Result<()> {
    write_line(to, &StatisticsJson::new(statistics, query))
}

fn write_line(to: &mut impl Write, json: &impl Serialize) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(&mut *to, EscapeControls);
    json.serialize(&mut writer)?;
    writeln!(to)
}
