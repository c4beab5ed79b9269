//! Floor 7: the commands. Data goes to stdout, messages to stderr.

use std::ffi::OsString;
use std::io;
use std::panic;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

mod args;
mod catalogue;
mod check;
mod compare;
mod completions;
mod input;
mod json;
mod list;
mod man;
mod new;
mod options;
mod output;
mod paint;
mod queries;
mod read;
mod schema;
mod search;
mod show;
mod state;
mod stats;
mod talk;
mod year;

use args::{Args, Command};
use list::ListArgs;
use output::Output;

/// Names that are reserved for future commands.
const RESERVED_COMMANDS: [&str; 7] =
    ["config", "export", "import", "lsp", "pick", "publish", "themes"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Done,
    /// Something was wrong or could not be done, and was reported.
    Failed,
    /// The reader was ended by this signal.
    Signal(i32),
}

/// Runs the command that `arguments` name; the first is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    panic::set_hook(Box::new(talk::panicked));
    let done = match Args::try_parse_from(arguments).and_then(validate) {
        Ok(args) => perform(&args),
        Err(error) => return usage(&error),
    };
    match done {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Failed) => ExitCode::FAILURE,
        Ok(Status::Signal(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(1)),
        // The reader of our output has closed the pipe, which is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            talk::say(&format!("expected to write, found: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(args: &Args) -> io::Result<Status> {
    match &args.command {
        Some(Command::Preview(preview)) => read::preview(&args.reader, args.look, &preview.path),
        Some(Command::Show(show)) => show::run(show, args.look),
        Some(Command::List(list)) => list::run(list, args.look),
        Some(Command::New(new)) => new::run(new),
        Some(Command::Schema(schema)) => schema::run(schema),
        Some(Command::Check(check)) => check::run(check, args.look),
        Some(Command::Completions(completions)) => completions::run(completions, Args::command()),
        Some(Command::Search(search)) => search::run(search, args.look),
        Some(Command::Compare(compare)) => compare::run(compare, args.look),
        Some(Command::Stats(stats)) => stats::run(stats, args.look),
        Some(Command::Year(year)) => year::run(year, args.look),
        Some(Command::Queries(queries)) => queries::run(queries, args.look),
        Some(Command::State(state)) => state::run(state),
        Some(Command::Man(man)) => man::run(man.page, Args::command()),
        None if !Output::can_show_reader()
            || args.reader.paths.iter().any(|path| input::is_stdin(path)) =>
        {
            list::run(&ListArgs::of(&args.reader.paths, &args.reader.asked), args.look)
        }
        None => read::run(&args.reader, args.look),
    }
}

/// Rejects what clap's grammar cannot.
fn validate(args: Args) -> Result<Args, clap::Error> {
    if args.command.is_some() && !args.reader.paths.is_empty() {
        let message = "expected the command first, found a path before it";
        return Err(Args::command().error(ErrorKind::ArgumentConflict, message));
    }
    if args.command.is_some() && !args.reader.asked.is_all() {
        let message = "expected the command first, found a query before it";
        return Err(Args::command().error(ErrorKind::ArgumentConflict, message));
    }
    match args.reader.paths.first().and_then(|path| path.to_str()) {
        Some(name) if RESERVED_COMMANDS.contains(&name) => {
            let message = format!(
                "expected a command or a path, found `{name}`, a command that does not exist yet\n\n  tip: a file or folder of that name is written ./{name}"
            );
            Err(Args::command().error(ErrorKind::InvalidSubcommand, message))
        }
        _ => Ok(args),
    }
}

/// Prints clap's messages: help and version to stdout, errors to stderr.
fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        // The message may quote a file name, so it is cleaned like any other text.
        error.to_string().lines().for_each(talk::line);
    } else {
        // If stdout is closed there is nothing left to do.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
