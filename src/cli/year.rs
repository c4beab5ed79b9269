//! `rushes year`: a year of reviews on one page.

use std::io::{self, Write};
use std::ops::RangeInclusive;

use clap::ValueEnum;

use super::catalogue::{Catalogue, Lookup};
use super::options::{LibraryArgs, Look};
use super::output::Output;
use super::{Status, json, paint, talk};
use crate::page::year::{MAX_PAGE_COLUMNS, page, title};
use crate::query::Query;
use crate::stats::{Bucket, TableName, YearStatistics};
use crate::store;
use crate::svg;
use crate::text::phrase::{grouped, in_words};
use crate::text::{Glyphs, Spoilers};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A review is of the year of its date, or of the day when the work was seen where it \
                  has no date, as in `-q date:2025`. The picture needs no font and no other file, and \
                  follows the light or dark colours of whoever looks at it."
)]
pub(super) struct YearArgs {
    /// The year in which the reviews were written
    #[arg(value_name = "YEAR", value_parser = year)]
    pub(super) year: i16,

    #[command(flatten)]
    pub(super) library: LibraryArgs,

    /// What to make: text, or an SVG on stdout, as in `--to svg > 2025.svg`
    #[arg(long, value_name = "FORM", value_enum, default_value_t, conflicts_with = "json")]
    pub(super) to: YearForm,

    /// Print one JSON object, as `stats --json` has it and a few names more
    #[arg(long)]
    pub(super) json: bool,

    /// The width of the page in columns, at most 76; else the terminal's, or 76
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
}

/// What `rushes year` makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum YearForm {
    #[default]
    Text,
    Svg,
}

/// The years of dates in queries.
const YEARS: RangeInclusive<i16> = 1000..=2999;

/// A year that a query can ask for.
fn year(text: &str) -> Result<i16, &'static str> {
    let year = text.parse().ok().filter(|year| YEARS.contains(year) && text.len() == 4);
    year.ok_or("expected a year from 1000 to 2999, such as 2025")
}

/// The years that are offered where there is nothing of the one that was asked for.
const MAX_OFFERED_YEARS: usize = 6;

/// Prints the page of a year, or draws it.
pub(super) fn run(args: &YearArgs, look: Look) -> io::Result<Status> {
    let mut out = Output::new(look);
    if args.to == YearForm::Svg && out.is_terminal {
        talk::say(&format!(
            "expected a file or a pipe for the picture, found a terminal: \
             rushes year {year} --to svg > {year}.svg",
            year = args.year,
        ));
        return Ok(Status::Failed);
    }
    let asked = args.library.asked.query_with_hints_said();
    let lookup = Lookup::of([&asked], Spoilers::Covered);
    let catalogue =
        Catalogue::of_paths(&args.library.paths, &lookup, out.audience(Spoilers::Covered));
    let year = catalogue.year(args.year, &asked);
    let has_page = !year.is_empty();
    if args.json {
        let of_year = Query::parse(&Bucket::Year(args.year).query(), None);
        let query = Query::joined(&[of_year, asked.clone()]);
        json::write_year(&mut out, &year, &query.to_string())?;
    } else if has_page {
        print(&mut out, &year, args)?;
    }
    out.flush()?;
    if !catalogue.is_empty() && !has_page {
        talk::say(&nothing_of_year(&catalogue, args.year, &asked));
    }
    catalogue.say_if_empty();
    // Whoever wants a picture would take an empty file for one.
    let lacks_picture = args.to == YearForm::Svg && !has_page;
    Ok(if lacks_picture { Status::Failed } else { catalogue.status() })
}

/// Prints the page as text or as a picture.
fn print(out: &mut Output, year: &YearStatistics, args: &YearArgs) -> io::Result<()> {
    let columns = args.width.map(usize::from);
    match args.to {
        YearForm::Text => {
            let lines = page(year, columns.unwrap_or(out.page_columns()), out.glyphs);
            lines.iter().try_for_each(|line| paint::line(out, line, 0))
        }
        YearForm::Svg => {
            let lines = page(year, columns.unwrap_or(MAX_PAGE_COLUMNS), Glyphs::Unicode);
            out.write_all(svg::of_lines(&lines, &title(year), Glyphs::Unicode).as_bytes())
        }
    }
}

/// Why there is no page, and of which years there would be one.
fn nothing_of_year(catalogue: &Catalogue, year: i16, asked: &Query) -> String {
    let statistics = catalogue.statistics(Some(asked));
    let written = statistics.table(TableName::Written);
    let years = written.into_iter().flat_map(|table| &table.rows).filter_map(|row| {
        let Bucket::Year(year) = row.bucket else { return None };
        let reviews = row.tally.filtered.reviews;
        (reviews > 0).then(|| format!("{year} ({})", grouped(reviews)))
    });
    let mut years: Vec<String> = years.collect();
    let why = match year > store::today().year {
        true => format!("{year} is yet to come"),
        false if asked.is_empty() => format!("no review of {year}"),
        false => format!("no review of {year} matches"),
    };
    if years.is_empty() && asked.is_empty() {
        return format!("{why}: no review has a date, such as date = 2025-06-14");
    }
    if years.is_empty() {
        return format!("{why}, nor of another year");
    }
    let others = years.len().saturating_sub(MAX_OFFERED_YEARS);
    years.truncate(MAX_OFFERED_YEARS);
    if others > 0 {
        years.push(format!("{others} more years"));
    }
    format!("{why}: there are reviews of {}", in_words(&years))
}
