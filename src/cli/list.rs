//! `rushes list`: one line per review.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::catalogue::{Catalogue, Lookup};
use super::json;
use super::options::{Asked, LibraryArgs, Look};
use super::output::Output;
use super::{Status, paint, talk};
use crate::model::{EntryRef, ReviewId, Sort, SortKey};
use crate::page::row::Row;
use crate::page::{Line, Role, Run};
use crate::query::Query;
use crate::store::AuthorDefaultsCache;
use crate::text::{Clean, Glyphs, Spoilers};

#[derive(Debug, Default, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) library: LibraryArgs,

    /// Say in words what the query asks for, and list nothing
    #[arg(long, requires = "queries")]
    pub(super) explain: bool,

    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,

    /// What to sort by, unless the query says so
    #[arg(long, value_name = "KEY", value_enum, default_value_t)]
    pub(super) sort: SortBy,

    /// Sort in the other direction; undated and unrated reviews stay last
    #[arg(long)]
    pub(super) reverse: bool,

    /// Uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,

    /// List the files that are passed over instead, and why
    #[arg(long)]
    pub(super) skipped: bool,
}

impl ListArgs {
    /// The arguments of `rushes list PATHS` without other options than a query.
    pub(super) fn of(paths: &[PathBuf], asked: &Asked) -> Self {
        let library = LibraryArgs { paths: paths.to_owned(), asked: asked.clone() };
        Self { library, ..Self::default() }
    }

    pub(super) fn order(&self) -> Sort {
        Sort { key: self.sort.into(), is_reversed: self.reverse }
    }
}

/// [`SortKey`] as a value of `--sort`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// Newest first; undated last, by title
    #[default]
    Date,
    Title,
    /// The work's year, newest first
    Year,
    Rating,
}

impl From<SortBy> for SortKey {
    fn from(by: SortBy) -> Self {
        match by {
            SortBy::Date => Self::Date,
            SortBy::Title => Self::Title,
            SortBy::Year => Self::Year,
            SortBy::Rating => Self::Rating,
        }
    }
}

/// Terminal columns between two columns of the list.
const COLUMN_GAP: usize = 2;

/// In terminal columns, like all widths here.
const MAX_COLUMN_WIDTH: usize = 100;

/// Of a rating on a terminal; in a pipe it is shown whole.
const MAX_RATING_WIDTH: usize = 10;

pub(super) fn run(args: &ListArgs, look: Look) -> io::Result<Status> {
    let query = args.library.asked.query_with_hints_said();
    if args.explain {
        return explain(&query, look);
    }
    let spoilers = Spoilers::told_if(args.spoilers);
    let mut out = Output::new(look);
    let lookup = Lookup::of([&query], spoilers);
    let catalogue = Catalogue::of_paths(&args.library.paths, &lookup, out.audience(spoilers));
    let ids = catalogue.passing(&query, args.order());
    if args.skipped {
        print_skipped(&mut out, &catalogue)?;
    } else if args.json {
        print_json(&mut out, &catalogue, &ids, args)?;
    } else {
        print_rows(&mut out, &catalogue, &ids)?;
    }
    out.flush()?;
    if ids.is_empty() && !catalogue.is_empty() && !args.skipped {
        talk::say("no review matches");
    }
    if !args.skipped {
        catalogue.say_if_empty();
    }
    // A broken file within a folder is reported, but is no failure of the list.
    Ok(catalogue.status())
}

/// Prints what a query asks for.
fn explain(query: &Query, look: Look) -> io::Result<Status> {
    let mut out = Output::new(look);
    for line in query.explain() {
        writeln!(out, "{}", Clean::new(line))?;
    }
    out.flush()?;
    Ok(Status::Done)
}

fn print_skipped(out: &mut Output, catalogue: &Catalogue) -> io::Result<()> {
    for (path, reason) in &catalogue.skipped {
        writeln!(out, "{}: {}", Clean::new(path.to_string_lossy()), Clean::new(reason))?;
    }
    Ok(())
}

fn print_json(
    out: &mut Output,
    catalogue: &Catalogue,
    ids: &[ReviewId],
    args: &ListArgs,
) -> io::Result<()> {
    let author_cache = AuthorDefaultsCache::default();
    for &id in ids {
        if let Some(review) = catalogue.review(id, &author_cache) {
            let voice = catalogue.entry(id).and_then(|entry| catalogue.voice(entry));
            json::write_voiced(out, &review, voice, Spoilers::told_if(args.spoilers))?;
        }
    }
    Ok(())
}

fn print_rows(out: &mut Output, catalogue: &Catalogue, ids: &[ReviewId]) -> io::Result<()> {
    let entries = ids.iter().filter_map(|&id| catalogue.entry(id));
    let rating_width = out.columns.map_or(usize::MAX, |_| MAX_RATING_WIDTH);
    let rows = entries.map(|entry| PathRow {
        voice: catalogue.voice(entry).unwrap_or_default(),
        ..PathRow::new(entry, out.glyphs, rating_width)
    });
    let rows: Vec<PathRow<'_>> = rows.collect();
    let columns = ColumnWidths::of(&rows, out);
    rows.iter().try_for_each(|row| paint::line(out, &row.line(&columns), 0))
}

/// A row of the list with the path of its file.
struct PathRow<'a> {
    row: Row<'a>,
    /// The year, or `draft`.
    year: Clean,
    /// Empty unless there are several.
    voice: &'a str,
    path: Clean,
}

impl<'a> PathRow<'a> {
    fn new(entry: EntryRef<'a>, glyphs: Glyphs, rating_width: usize) -> Self {
        let row = Row::new(entry, glyphs, rating_width);
        Self {
            year: if entry.traits().draft { "draft".into() } else { row.year.clone() },
            row,
            voice: "",
            path: Clean::new(entry.path().to_string_lossy()),
        }
    }

    fn line(&self, columns: &ColumnWidths) -> Line {
        let Self { row, year, voice, path } = self;
        let mut cells = Vec::new();
        if columns.has_marks {
            let mark = if row.fault.is_some() { "!" } else { " " };
            cells.extend([Run::new(mark, Role::Error), blank(1)]);
        }
        let padded = |text: &str, role, to: usize| {
            let text = match columns.is_cut {
                true => columns.glyphs.fit(text, to),
                false => text.to_owned(),
            };
            let gap = blank(to.saturating_sub(columns.glyphs.width(&text)) + COLUMN_GAP);
            [Run::new(text, role), gap]
        };
        cells.extend(padded(row.title, Role::Title, columns.title));
        if columns.makers > 0 {
            cells.extend(padded(row.makers.as_str(), Role::Body, columns.makers));
        }
        let padding =
            |width: usize, text: &str| blank(width.saturating_sub(columns.glyphs.width(text)));
        cells.push(padding(columns.year, year.as_str()));
        cells.extend([Run::new(year.clone(), Role::Body), blank(COLUMN_GAP)]);
        if columns.voice > 0 {
            cells.extend(padded(voice, Role::Body, columns.voice));
        }
        let rating = row.rating.clone();
        let gap = padding(columns.rating + COLUMN_GAP, rating.text.as_str());
        cells.extend([rating, gap]);
        let path = match columns.is_cut {
            true => columns.glyphs.fit_end(path.as_str(), columns.path),
            false => path.to_string(),
        };
        cells.push(Run::new(path, Role::Fact));
        Line::new(cells)
    }
}

fn blank(columns: usize) -> Run {
    Run::new(" ".repeat(columns), Role::Body)
}

struct ColumnWidths {
    /// Whether longer texts are cut.
    is_cut: bool,
    glyphs: Glyphs,
    /// Whether there is a column that marks broken files.
    has_marks: bool,
    title: usize,
    makers: usize,
    year: usize,
    /// 0 unless there are several voices.
    voice: usize,
    rating: usize,
    path: usize,
}

impl ColumnWidths {
    /// The width of the longest text of each column, or less to fit a terminal. In a pipe nothing is
    /// cut, but texts longer than [`MAX_COLUMN_WIDTH`] do not widen the column for the others.
    fn of(rows: &[PathRow<'_>], out: &Output) -> Self {
        let longest = |text: for<'r> fn(&'r PathRow<'_>) -> &'r str| {
            let widths = rows.iter().map(|row| out.glyphs.width(text(row)));
            widths.max().unwrap_or_default().min(MAX_COLUMN_WIDTH)
        };
        let mut columns = Self {
            is_cut: out.columns.is_some(),
            glyphs: out.glyphs,
            has_marks: rows.iter().any(|row| row.row.fault.is_some()),
            title: longest(|row| row.row.title),
            makers: longest(|row| row.row.makers.as_str()),
            year: longest(|row| row.year.as_str()),
            voice: longest(|row| row.voice),
            rating: longest(|row| row.row.rating.text.as_str()),
            path: longest(|row| row.path.as_str()),
        };
        if let Some(limit) = out.columns {
            columns.shrink(limit);
        }
        columns
    }

    /// Narrows path, makers, voice and title, in this order, to a comfortable width and then to a minimal
    /// one, until the row fits.
    fn shrink(&mut self, limit: usize) {
        let mut total = self.total();
        let mut cut = |width: &mut usize, least: usize| {
            let less = total.saturating_sub(limit).min(width.saturating_sub(least));
            *width -= less;
            total -= less;
        };
        for [path, makers, voice, title] in [[20, 14, 12, 24], [8, 8, 8, 8]] {
            cut(&mut self.path, path);
            cut(&mut self.makers, makers);
            cut(&mut self.voice, voice);
            cut(&mut self.title, title);
        }
    }

    fn total(&self) -> usize {
        let mark = if self.has_marks { 2 } else { 0 };
        let optional = |width: usize| if width > 0 { width + COLUMN_GAP } else { 0 };
        mark + self.title
            + COLUMN_GAP
            + optional(self.makers)
            + optional(self.voice)
            + self.year
            + COLUMN_GAP
            + self.rating
            + COLUMN_GAP
            + self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_fits_its_terminal_as_long_as_there_is_room() {
        let columns = |limit| {
            let mut columns = ColumnWidths {
                is_cut: true,
                glyphs: Glyphs::Unicode,
                has_marks: true,
                title: 39,
                makers: 18,
                year: 4,
                voice: 0,
                rating: 5,
                path: 36,
            };
            columns.shrink(limit);
            [columns.title, columns.makers, columns.path, columns.total()]
        };
        assert_eq!(columns(200), [39, 18, 36, 112]);
        assert_eq!(columns(100), [39, 18, 24, 100]);
        assert_eq!(columns(80), [27, 14, 20, 80]);
        assert_eq!(columns(60), [24, 9, 8, 60]);
        assert_eq!(columns(10), [8, 8, 8, 43]);
    }
}
