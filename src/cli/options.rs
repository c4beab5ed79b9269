//! Options that several commands have. Doc comments here are the text of `--help`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::talk;
use crate::query::Query;
use crate::store;
use crate::text::Glyphs;

/// The look of the output, for every command.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Look {
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(super) color: ColorChoice,

    /// Draw with ASCII only: `***+` for stars
    #[arg(long, global = true)]
    pub(super) ascii: bool,

    /// Draw for a terminal that gives characters of ambiguous width, such as ★, two cells; the
    /// default where the locale is Japanese, Korean or Chinese. Draws with ASCII too
    #[arg(long, global = true)]
    pub(super) wide: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// In a terminal that has colours, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

/// Which reviews are asked for.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Asked {
    /// Only reviews that match, as in 'director:varda rating>=4'; repeatable: a review must match
    /// every one
    #[arg(short, long = "query", value_name = "QUERY", value_parser = query, allow_hyphen_values = true)]
    queries: Vec<Query>,
}

/// The library that a command is about, and which of its reviews.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct LibraryArgs {
    /// Files or folders; `-` is stdin. By default as for the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) asked: Asked,
}

impl Asked {
    /// The queries as one. Says on stderr what they hint at.
    pub(super) fn query_with_hints_said(&self) -> Query {
        let query = self.query();
        query.hints.iter().for_each(|hint| talk::say(&hint.words));
        query
    }

    /// The queries as one; empty if all reviews are asked for.
    pub(super) fn query(&self) -> Query {
        Query::joined(&self.queries)
    }

    pub(super) const fn is_all(&self) -> bool {
        self.queries.is_empty()
    }
}

/// Parses a query; the error shows where it is wrong.
fn query(text: &str) -> Result<Query, String> {
    let query = Query::parse(text, Some(store::today()));
    match query.problems.first() {
        None => Ok(query),
        Some(problem) => Err(problem.with_caret(text, Glyphs::default())),
    }
}
