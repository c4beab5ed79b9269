//! `rushes schema`: the JSON Schema of a file, for editors that complete and check.

use std::io::{self, Write};

use clap::ValueEnum;

use super::Status;
use crate::schema;

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// What the schema is of
    #[arg(value_name = "WHAT", value_enum, default_value_t)]
    pub(super) of: SchemaOf,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    #[default]
    Review,
    Author,
}

pub(super) fn run(args: &SchemaArgs) -> io::Result<Status> {
    let schema = match args.of {
        SchemaOf::Review => schema::review(),
        SchemaOf::Author => schema::author(),
    };
    let mut out = io::stdout().lock();
    writeln!(out, "{schema:#}")?;
    out.flush()?;
    Ok(Status::Done)
}
