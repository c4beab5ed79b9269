//! `rushes queries`: the saved queries, and how many reviews match each.

use std::io::{self, Write};
use std::path::PathBuf;

use super::catalogue::{Catalogue, Lookup};
use super::input::Inputs;
use super::options::Look;
use super::output::Output;
use super::{Status, talk};
use crate::model::Sort;
use crate::query::SavedQuery;
use crate::store;
use crate::text::{Audience, Spoilers};

#[derive(Debug, clap::Args)]
pub(super) struct QueriesArgs {
    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// Columns between the name, the count and the query.
const COLUMN_GAP: &str = "  ";

pub(super) fn run(args: &QueriesArgs, look: Look) -> io::Result<Status> {
    let (path, saved) = store::saved_queries(store::today());
    let name = path.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    if let Some(path) = &path {
        for finding in &saved.findings {
            talk::report(path, finding, Audience::READER);
        }
    }
    if saved.all.is_empty() && saved.findings.is_empty() {
        talk::say(&format!(
            "no saved queries: add one to {name}, such as \"Best\" = \"rating>=4\""
        ));
        return Ok(Status::Done);
    }
    let lookup = Lookup::of(saved.all.iter().map(|saved| &saved.query), Spoilers::Covered);
    let catalogue = Catalogue::read(Inputs::find(&args.paths), &lookup);
    let mut out = Output::new(look);
    let counts: Vec<String> = saved.all.iter().map(|saved| count(saved, &catalogue)).collect();
    let names = saved.all.iter().map(|saved| out.glyphs.width(saved.name.as_str()));
    let name_columns = names.max().unwrap_or_default();
    let count_columns = counts.iter().map(String::len).max().unwrap_or_default();
    for (saved, count) in saved.all.iter().zip(&counts) {
        let gap = name_columns - out.glyphs.width(saved.name.as_str());
        let (name, text) = (&saved.name, &saved.text);
        let blanks = " ".repeat(gap);
        writeln!(out, "{name}{blanks}{COLUMN_GAP}{count:>count_columns$}{COLUMN_GAP}{text}")?;
    }
    out.flush()?;
    let mut failed = catalogue.status() == Status::Failed || !saved.findings.is_empty();
    for wrong in &saved.all {
        if let Some(problem) = wrong.query.problems.first() {
            failed = true;
            let words = problem.with_caret(&wrong.text, out.glyphs);
            format!("rushes: {}: {words}", wrong.name).lines().for_each(talk::line);
        }
    }
    Ok(if failed { Status::Failed } else { Status::Done })
}

/// How many reviews match; `!` if the query is wrong.
fn count(saved: &SavedQuery, catalogue: &Catalogue) -> String {
    match saved.is_wrong() {
        true => "!".to_owned(),
        false => catalogue.passing(&saved.query, Sort::default()).len().to_string(),
    }
}
