//! `rushes completions`: what a shell needs to complete the command line.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Status;
use super::args::{Args, CompletionsArgs};

pub(super) fn run(args: &CompletionsArgs) -> io::Result<Status> {
    // The generator panics where it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "rushes", &mut script);
    let mut out = io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Done)
}
