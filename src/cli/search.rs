//! `rushes search`: the passages of reviews in which words or phrases are found.

use std::io::{self, Write};

use super::catalogue::{Catalogue, Lookup};
use super::options::{LibraryArgs, Look};
use super::output::Output;
use super::{Status, json, paint, talk};
use crate::fulltext::{FoldedText, passage_lines, passages};
use crate::model::{EntryRef, Review, Sort};
use crate::page::review::section_name;
use crate::page::row::Row;
use crate::page::search::passage_in_file;
use crate::page::{Line, Role, Run};
use crate::store::{self, AuthorDefaultsCache};
use crate::text::{Spoilers, Terms};

#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    /// What to search for: words by their beginnings, phrases in quotation marks, as in
    /// 'fire "a long take"'
    #[arg(value_name = "TEXT", value_parser = terms, allow_hyphen_values = true)]
    pub(super) text: Terms,

    #[command(flatten)]
    pub(super) library: LibraryArgs,

    /// Print one JSON object a line, for each passage
    #[arg(long)]
    pub(super) json: bool,

    /// Search what is covered too, and uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,
}

/// What to search for.
fn terms(text: &str) -> Result<Terms, &'static str> {
    let terms = Terms::parse(text);
    if terms.is_empty() { Err("expected words to search for") } else { Ok(terms) }
}

/// Of a rating.
const MAX_RATING_COLUMNS: usize = 10;

/// Prints what is found, review by review, the newest first.
pub(super) fn run(args: &SearchArgs, look: Look) -> io::Result<Status> {
    let query = args.library.asked.query_with_hints_said();
    let spoilers = Spoilers::told_if(args.spoilers);
    let mut out = Output::new(look);
    let lookup = Lookup::of([&query], spoilers).and(&args.text);
    let catalogue = Catalogue::of_paths(&args.library.paths, &lookup, out.audience(spoilers));
    let asked = catalogue.passing(&query, Sort::default());
    let author_cache = AuthorDefaultsCache::default();
    let (mut has_covers, mut has_printed) = (false, false);
    for id in asked {
        let Some(entry) = catalogue.entry(id) else { continue };
        has_covers |= entry.traits().spoilers;
        if !catalogue.holds(id, &args.text) {
            continue;
        }
        // It may have changed or gone since.
        let Some(review) = catalogue.review(id, &author_cache) else { continue };
        if !args.json {
            print_head(&mut out, entry, !has_printed)?;
        }
        print_passages(&mut out, args, &review)?;
        has_printed = true;
    }
    out.flush()?;
    if !has_printed && !catalogue.is_empty() {
        talk::say("nothing found");
    }
    if has_covers && !args.spoilers {
        talk::say("covered text is not searched: `--spoilers` searches it too");
    }
    catalogue.say_if_empty();
    Ok(catalogue.status())
}

/// Title, year, rating and file of a review, on a line of their own.
fn print_head(out: &mut Output, entry: EntryRef<'_>, is_first: bool) -> io::Result<()> {
    if !is_first {
        writeln!(out)?;
    }
    let row = Row::new(entry, out.glyphs, MAX_RATING_COLUMNS);
    let path = Run::new(entry.path().to_string_lossy().as_ref(), Role::Fact);
    let year = (!row.year.is_empty()).then(|| Run::new(row.year.clone(), Role::Body));
    let mut runs = vec![Run::new(row.title, Role::Title)];
    for run in year.into_iter().chain([row.rating, path]) {
        runs.extend([Run::new("  ", Role::Body), run]);
    }
    paint::line(out, &Line::new(runs), 0)
}

fn print_passages(out: &mut Output, args: &SearchArgs, review: &Review) -> io::Result<()> {
    let spoilers = Spoilers::told_if(args.spoilers);
    let hits = FoldedText::of(review, spoilers).hits(&args.text);
    let passages = passages(review, &args.text, &hits, spoilers);
    let lines = passage_lines(review, &passages, &store::text_lines(review));
    if args.json {
        return json::write_passages(out, review, passages.iter().zip(lines), spoilers);
    }
    for (passage, line) in passages.iter().zip(lines) {
        let section = review.sections.get(passage.section as usize);
        let name = section.map(|section| section_name(section, out.audience(spoilers), false));
        let columns = out.columns.unwrap_or(usize::MAX);
        let row = passage_in_file(passage, &name.unwrap_or_default(), line, columns, out.glyphs);
        paint::line(out, &row, 0)?;
    }
    Ok(())
}
