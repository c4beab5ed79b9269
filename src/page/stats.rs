//! Statistics as tables of lines, for a screen and for a pipe.

pub(super) mod grid;
mod months;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use super::review::section_name;
use super::spread::hundredths;
use super::{Line, Role, Run};
use crate::model::{Section, Spread, reading_minutes};
use crate::stats::{Bucket, Pair, Statistics, Table, TableName, Tally};
use crate::text::phrase::{grouped, plural};
use crate::text::{Audience, Clean, Glyphs, visible_head};

pub(crate) use words::row_in_words;

/// The columns before a row, in which the mark of the chosen one stands.
pub(crate) const INDENT_COLUMNS: usize = 2;
/// The least columns of a screen on which a median stands beside each mean.
const MIN_COLUMNS_FOR_MEDIAN: usize = 80;

/// No name is seen any further.
const MAX_NAME_COLUMNS: usize = 200;

/// How tables are laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableOptions {
    /// The columns of a table.
    pub(crate) width: usize,
    /// The columns of the screen.
    pub(crate) columns: usize,
    /// The rows of a long table that are shown; the others are counted.
    pub(crate) max_rows: usize,
    pub(crate) glyphs: Glyphs,
}

impl TableOptions {
    const fn has_median(&self) -> bool {
        self.columns >= MIN_COLUMNS_FOR_MEDIAN
    }
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableLine {
    pub(crate) line: Line,
    pub(crate) item: Option<TableItem>,
}

/// What of a table can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableItem {
    /// The row of this index.
    Row(usize),
    /// The rows that are not shown.
    More,
}

impl TableLine {
    const fn plain(line: Line) -> Self {
        Self { line, item: None }
    }
}

impl TableName {
    /// Its heading.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Ratings => "Ratings",
            Self::Voices => "Voices",
            Self::Closeness => "Agreement",
            Self::Guesses => "Your guesses",
            Self::Written => "When written",
            Self::Decades => "Decades",
            Self::Makers => "Makers",
            Self::Genres => "Genres",
            Self::Tags => "Tags",
            Self::Sections => "Sections",
            Self::Outliers => "What stands out",
        }
    }
}

/// How many reviews there are, of which years, and when they were written, in the longest form that
/// fits.
#[must_use]
pub(crate) fn summary(statistics: &Statistics, columns: usize, glyphs: Glyphs) -> Line {
    let Pair { filtered, whole } = statistics.total;
    let reviews = match statistics.is_filtered {
        true => format!("{} of {}", grouped(filtered.reviews), plural(whole.reviews, "review")),
        false => plural(whole.reviews, "review"),
    };
    let works = statistics.works.map(|(first, last)| match first == last {
        true => format!(" · {first}"),
        false => format!(" · {first}–{last}"),
    });
    let written = statistics.written.map(|(first, last)| {
        let [first, last] = [first, last].map(|date| crate::model::Date { day: None, ..date });
        match first == last {
            true => format!(" · written {}", last.in_words()),
            false => format!(" · written {} to {}", first.in_words(), last.in_words()),
        }
    });
    let works = works.unwrap_or_default();
    let forms = [
        format!("{reviews}{works}{}", written.unwrap_or_default()),
        reviews.clone() + &works,
        reviews,
        grouped(filtered.reviews),
    ];
    let fitting = forms.into_iter().find(|form| glyphs.width(form) <= columns);
    Line::new(vec![Run::new(fitting.unwrap_or_default(), Role::Count)])
}

/// The lines of a table: its heading, its rows, and what there is to say below them. None for a
/// table without rows.
#[must_use]
pub(crate) fn table(
    statistics: &Statistics,
    table: &Table,
    options: &TableOptions,
) -> Vec<TableLine> {
    let count = match is_sorted_by_count(table.name) {
        true => table.rows.partition_point(|row| row.tally.filtered.reviews > 0),
        false => table.rows.len(),
    };
    let is_cut = is_long(table.name) && count > options.max_rows + 1;
    let shown = if is_cut { options.max_rows } else { count };
    let Some(rows) = table.rows.get(..shown).filter(|rows| !rows.is_empty()) else {
        return Vec::new();
    };
    let mut lines = months::lines(table.name, rows, statistics.is_filtered, options)
        .unwrap_or_else(|| rows::grid(table, rows, statistics.is_filtered, options).lines());
    if shown < count {
        let words = format!("{} more", grouped(count - shown));
        lines.push(TableLine { line: note(&words, Role::Dim), item: Some(TableItem::More) });
    }
    let notes = notes(statistics, table.name);
    if !notes.is_empty() {
        lines.push(TableLine::plain(Line::blank()));
    }
    let room = options.width.saturating_sub(INDENT_COLUMNS);
    for Note { parts, between, role } in notes {
        let wrapped = wrapped(&parts, between, room, options.glyphs);
        lines.extend(wrapped.iter().map(|words| TableLine::plain(note(words, role))));
    }
    lines
}

/// Whether a table may have any number of rows, of which the first say most.
const fn is_long(name: TableName) -> bool {
    !matches!(name, TableName::Ratings | TableName::Decades | TableName::Outliers)
}

/// Whether the rows of which nothing passes the filter are the last ones; they are not shown.
const fn is_sorted_by_count(name: TableName) -> bool {
    matches!(
        name,
        TableName::Closeness
            | TableName::Makers
            | TableName::Genres
            | TableName::Tags
            | TableName::Sections
    )
}

fn note(words: &str, role: Role) -> Line {
    Line::new(vec![Run::new(" ".repeat(INDENT_COLUMNS), Role::Body), Run::new(words, role)])
}

/// Something said below a table, whose parts stay whole where it takes several lines.
struct Note {
    parts: Vec<String>,
    between: &'static str,
    role: Role,
}

impl Note {
    fn counts(parts: Vec<String>) -> Self {
        Self { parts, between: " · ", role: Role::Count }
    }

    fn hint(words: &str) -> Self {
        let parts = words.split(' ').map(str::to_owned).collect();
        Self { parts, between: " ", role: Role::Hint }
    }
}

/// What stands below a table.
fn notes(statistics: &Statistics, name: TableName) -> Vec<Note> {
    let Pair { filtered, whole } = statistics.total;
    let mut notes = Vec::new();
    match name {
        TableName::Ratings if whole.spread.rated() == 0 && covered_rows(statistics) > 0 => {
            notes.push(Note::hint("ratings are covered until you guess them"));
        }
        TableName::Ratings if whole.spread.rated() == 0 => {
            notes.push(Note::hint("no stars yet: a line such as rating = 3.5 gives some"));
        }
        TableName::Ratings => {
            let covers = covered_rows(statistics) > 0;
            if filtered.reviews > 0 {
                notes.push(Note::counts(rated_in_words(&filtered, covers)));
            }
            if statistics.is_filtered {
                notes.push(of_all(rated_in_words(&whole, covers)));
            }
        }
        TableName::Closeness => {
            let parts =
                ["close: within half a star", "by: the first higher", "order: 1 is the same"];
            let parts = parts.map(str::to_owned).to_vec();
            notes.push(Note { parts, between: " · ", role: Role::Hint });
        }
        TableName::Guesses => {
            let parts =
                ["n: rated", "close: within half a star", "off: on average", "by: guessed higher"];
            let parts = parts.map(str::to_owned).to_vec();
            notes.push(Note { parts, between: " · ", role: Role::Hint });
        }
        TableName::Written if statistics.written.is_none() && !statistics.is_filtered => {
            notes.push(Note::hint("no dates yet: a line such as date = 2025-06-14"));
        }
        TableName::Sections if statistics.usual_words.filtered > 0 => {
            let Pair { filtered, whole } = statistics.usual_words;
            let words = format!("{} words in a usual review", grouped(filtered));
            let minutes = format!("{} min", reading_minutes(filtered));
            notes.push(Note::counts(vec![words, minutes]));
            if statistics.is_filtered {
                notes.push(of_all(vec![format!("{} words", grouped(whole))]));
            }
        }
        _ => {}
    }
    notes
}

/// How many rows are about covered ratings.
fn covered_rows(statistics: &Statistics) -> usize {
    let rows = statistics.table(TableName::Ratings).into_iter().flat_map(|table| &table.rows);
    rows.filter(|row| row.bucket == Bucket::Covered).count()
}

/// The same of the whole library.
fn of_all(mut parts: Vec<String>) -> Note {
    parts.iter_mut().take(1).for_each(|first| first.insert_str(0, "all: "));
    Note::counts(parts)
}

/// `mean 3.25`, `median 3.5`, `12 of 13 rated`; of covered ratings nobody knows how many there are.
fn rated_in_words(tally: &Tally, covers: bool) -> Vec<String> {
    let spread = &tally.spread;
    let mean = spread.mean_hundredths().map(|mean| format!("mean {}", hundredths(mean)));
    let median = spread.median_hundredths().map(|it| format!("median {}", hundredths(it)));
    let known = if covers { "known" } else { "rated" };
    let rated = format!("{} of {} {known}", grouped(spread.rated()), grouped(tally.reviews));
    mean.into_iter().chain(median).chain([rated]).collect()
}

/// Lines of as many parts as fit.
fn wrapped(parts: &[String], between: &str, columns: usize, glyphs: Glyphs) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if glyphs.width(line) + between.len() + part.len() <= columns => {
                line.push_str(between);
                line.push_str(part);
            }
            _ => lines.push(glyphs.fit(part, columns)),
        }
    }
    lines
}

/// Hundredths of a star with one decimal, or with two where it needs them.
pub(super) fn decimals(number: usize) -> String {
    let words = hundredths(number);
    if words.contains('.') { words } else { words + ".0" }
}

/// The mean as a cell; nothing where nothing is rated.
pub(super) fn mean_of(spread: &Spread) -> String {
    spread.mean_hundredths().map(decimals).unwrap_or_default()
}

fn median_of(spread: &Spread) -> String {
    spread.median_hundredths().map(decimals).unwrap_or_default()
}

/// What the row of a bucket is called.
#[must_use]
pub(crate) fn label(bucket: &Bucket, glyphs: Glyphs) -> Run {
    let words = |words: &str| Run::new(words, Role::Body);
    match bucket {
        Bucket::Stars(stars) if stars.halves() == 0 => words("0"),
        Bucket::Stars(stars) => Run::new(super::stars::earned(*stars, glyphs), Role::Star),
        Bucket::RatedInWords => words("other"),
        Bucket::Unrated => words("unrated"),
        Bucket::Covered => words("covered"),
        Bucket::GuessedAuthor(None) => words("no author"),
        Bucket::Year(year) => words(&year.to_string()),
        Bucket::Month(year, month) => {
            let date = crate::model::Date { year: *year, month: Some(*month), day: None };
            words(&date.in_words())
        }
        Bucket::Undated => words("undated"),
        Bucket::Decade(year) => words(&format!("{year}s")),
        Bucket::WithoutYear => words("no year"),
        Bucket::Voices { short_names: [first, second], .. } => {
            words(visible_head(&format!("{first} – {second}"), MAX_NAME_COLUMNS))
        }
        Bucket::Voice(name)
        | Bucket::GuessedVoice(name)
        | Bucket::GuessedAuthor(Some(name))
        | Bucket::Maker(name)
        | Bucket::Person(name)
        | Bucket::Genre(name)
        | Bucket::Tag(name) => words(visible_head(name, MAX_NAME_COLUMNS)),
        Bucket::Section(key) => {
            let section = Section { key: key.clone(), ..Section::default() };
            let name: Clean = section_name(&section, Audience::READER, false);
            Run::new(name, Role::Body)
        }
    }
}
