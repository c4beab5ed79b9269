//! `rushes schema`: the JSON Schema of a file, for editors that complete and check.

use std::io::{self, Write};

use super::Status;
use super::args::{SchemaArgs, SchemaOf};
use crate::schema;

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
