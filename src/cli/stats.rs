//! `rushes stats`: what a library amounts to.

use std::io::{self, Write};

use super::catalogue::{Catalogue, Lookup};
use super::options::{LibraryArgs, Look};
use super::output::Output;
use super::{Status, json, paint, talk};
use crate::page::stats::{TableOptions, summary, table};
use crate::stats::Statistics;
use crate::text::Spoilers;

#[derive(Debug, clap::Args)]
pub(super) struct StatsArgs {
    #[command(flatten)]
    pub(super) library: LibraryArgs,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// Wider tables are harder to read.
const MAX_TABLE_COLUMNS: usize = 72;
/// Of a long table; JSON has all of them.
const MAX_ROWS: usize = 10;

/// Prints the statistics of the reviews that are asked for, beside those of all.
pub(super) fn run(args: &StatsArgs, look: Look) -> io::Result<Status> {
    let query = args.library.asked.query_with_hints_said();
    let mut out = Output::new(look);
    let lookup = Lookup::of([&query], Spoilers::Covered);
    let catalogue =
        Catalogue::of_paths(&args.library.paths, &lookup, out.audience(Spoilers::Covered));
    let statistics = catalogue.statistics((!args.library.asked.is_all()).then_some(&query));
    if args.json {
        let query = (!args.library.asked.is_all()).then(|| query.to_string());
        json::write_statistics(&mut out, &statistics, query.as_deref())?;
    } else if !catalogue.is_empty() {
        print_tables(&mut out, &statistics)?;
    }
    out.flush()?;
    if statistics.total.filtered.reviews == 0 && !catalogue.is_empty() {
        talk::say("no review matches");
    }
    catalogue.say_if_empty();
    Ok(catalogue.status())
}

fn print_tables(out: &mut Output, statistics: &Statistics) -> io::Result<()> {
    let columns = out.page_columns();
    let width = columns.min(MAX_TABLE_COLUMNS);
    let options = TableOptions { width, columns, max_rows: MAX_ROWS, glyphs: out.glyphs };
    paint::line(out, &summary(statistics, columns, out.glyphs), 0)?;
    for rows in statistics.tables() {
        let lines = table(statistics, rows, &options);
        if !lines.is_empty() {
            writeln!(out)?;
        }
        lines.iter().try_for_each(|line| paint::line(out, &line.line, 0))?;
    }
    Ok(())
}
