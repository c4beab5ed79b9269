//! `rushes state`: where the reader keeps what it remembers, and how to be rid of it.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Subcommand;

use super::{Status, talk};
use crate::state::State;
use crate::store::{self, StateLog};
use crate::text::Clean;
use crate::text::phrase::plural;

#[derive(Debug, clap::Args)]
pub(super) struct StateArgs {
    #[command(subcommand)]
    pub(super) command: StateCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum StateCommand {
    /// Print the path of the file
    Path,
    /// Remove the file: what was read, bookmarks, places, order, theme
    Clear {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

pub(super) fn run(args: &StateArgs) -> io::Result<Status> {
    let Some(path) = store::state_path() else {
        talk::say("expected a place for the state, found neither XDG_STATE_HOME nor HOME");
        return Ok(Status::Failed);
    };
    match args.command {
        StateCommand::Path => {
            let mut out = io::stdout().lock();
            writeln!(out, "{}", Clean::new(path.to_string_lossy()))?;
            out.flush()?;
            Ok(Status::Done)
        }
        StateCommand::Clear { yes } => clear(StateLog::new(path), yes),
    }
}

fn clear(log: StateLog, is_confirmed: bool) -> io::Result<Status> {
    let path = log.path().display().to_string();
    if !log.path().exists() {
        talk::say(&format!("nothing is remembered: {path} is not there"));
        return Ok(Status::Done);
    }
    if !is_confirmed && !io::stdin().is_terminal() {
        talk::say(&format!("expected --yes, since nobody can be asked: {path} stays"));
        return Ok(Status::Failed);
    }
    if !is_confirmed && !is_agreed(&path)? {
        talk::say(&format!("{path} stays"));
        return Ok(Status::Failed);
    }
    match log.clear() {
        Ok(state) => {
            let mut out = io::stdout().lock();
            writeln!(out, "removed {}: {}", Clean::new(path), in_words(&state))?;
            out.flush()?;
            Ok(Status::Done)
        }
        Err(error) => {
            talk::say(&format!("{path}: expected to remove it, found: {error}"));
            Ok(Status::Failed)
        }
    }
}

fn is_agreed(path: &str) -> io::Result<bool> {
    let mut err = io::stderr().lock();
    write!(err, "rushes: remove {}? [y/N] ", Clean::new(path))?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// What is remembered, counted.
fn in_words(state: &State) -> String {
    let counts = state.counts().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(topic, count)| plural(count, topic.noun())).collect();
    if counts.is_empty() { "nothing was remembered".to_owned() } else { counts.join(", ") }
}
