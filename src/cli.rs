//! Floor 7: the commands. Data goes to stdout, talk to stderr.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

mod args;
mod catalogue;
mod check;
mod input;
mod json;
mod list;
mod new;
mod output;
mod paint;
mod read;
mod schema;
mod show;
mod talk;

use args::{Args, Command, ListArgs};
use output::Output;

/// Names that are kept for commands to come.
const RESERVED: [&str; 15] = [
    "compare",
    "completions",
    "config",
    "export",
    "import",
    "lsp",
    "man",
    "pick",
    "publish",
    "queries",
    "search",
    "state",
    "stats",
    "themes",
    "year",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Done,
    /// Something was found wrong or could not be done; it was said what.
    Failed,
    Signal(i32),
}

/// Does what the words of a command line ask for; the first word is the program's name.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let done = match Args::try_parse_from(words).and_then(sensible) {
        Ok(args) => perform(&args),
        Err(error) => return usage(&error),
    };
    match done {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Failed) => ExitCode::FAILURE,
        Ok(Status::Signal(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(1)),
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            talk::say(&format!("expected to write, found: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(args: &Args) -> io::Result<Status> {
    match &args.command {
        Some(Command::Preview(preview)) => read::preview(args, &preview.path),
        Some(Command::Show(show)) => show::run(show, args.look),
        Some(Command::List(list)) => list::run(list, args.look),
        Some(Command::New(new)) => new::run(new),
        Some(Command::Schema(schema)) => schema::run(schema),
        Some(Command::Check(check)) => check::run(check, args.look),
        None if !Output::is_for_reading()
            || args.paths.iter().any(|path| input::is_stdin(path)) =>
        {
            list::run(&ListArgs::of(&args.paths), args.look)
        }
        None => read::run(args),
    }
}

/// Refuses what the grammar of the command line lets pass.
fn sensible(args: Args) -> Result<Args, clap::Error> {
    if args.command.is_some() && !args.paths.is_empty() {
        let message = "expected the command first, found a path before it";
        return Err(Args::command().error(ErrorKind::ArgumentConflict, message));
    }
    match args.paths.first().and_then(|path| path.to_str()) {
        Some(name) if RESERVED.contains(&name) => {
            let message = format!(
                "expected a command or a path, found `{name}`, a command that is not there yet\n\n  tip: a file or folder of that name is written ./{name}"
            );
            Err(Args::command().error(ErrorKind::InvalidSubcommand, message))
        }
        _ => Ok(args),
    }
}

/// Prints what clap has to say: help and version to stdout, the rest to stderr.
fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        // It may quote what a glob put on the command line.
        error.to_string().lines().for_each(talk::line);
    } else {
        // There is nobody left to tell that it could not be told.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
