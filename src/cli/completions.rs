//! `rushes completions`: what a shell needs to complete the command line.

use std::io::{self, Write};

use clap::Command;

use super::Status;

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(super) shell: clap_complete::Shell,
}

pub(super) fn run(args: &CompletionsArgs, mut command: Command) -> io::Result<Status> {
    // The generator panics where it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "rushes", &mut script);
    let mut out = io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Done)
}
