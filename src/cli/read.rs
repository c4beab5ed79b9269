//! `rushes` and `rushes preview`: the full-screen reader.

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::input::{Input, Inputs};
use super::options::{Asked, Look};
use super::output::{Output, Styling, background, glyphs, styling};
use super::{Status, talk};
use crate::model::{ReviewKey, Sort};
use crate::state::{Last, RealPaths, State};
use crate::store::{self, AuthorDefaultsCache, Loaded, Missing, Root, RootKind, StateLog};
use crate::text::{Audience, Clean};
use crate::theme::Theme;
use crate::tui::app::{Appearance, Resuming};
use crate::tui::{self, Ended, Setup, keymap::Keymap};

/// What the reader is to show, and how.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// The colours of the reader; by default those that suit the terminal's background
    #[arg(long, value_name = "NAME", value_parser = theme_names(), ignore_case = true)]
    pub(super) theme: Option<Theme>,

    /// Leave the mouse to the terminal
    #[arg(long)]
    pub(super) no_mouse: bool,

    /// Begin as if nothing were remembered
    #[arg(long)]
    pub(super) fresh: bool,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// Files or folders to read. By default ./reviews, else this folder if it holds a review, else
    /// a built-in sample
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct PreviewArgs {
    /// The draft; it need not exist yet
    #[arg(value_name = "FILE")]
    pub(super) path: PathBuf,
}

/// The themes by their names.
fn theme_names() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::names()).map(|name| Theme::named(&name).unwrap_or_default())
}

/// Opens the reader on the paths that were given.
pub(super) fn run(args: &ReadArgs, look: Look) -> io::Result<Status> {
    let inputs = Inputs::find(&args.paths);
    if inputs.all.is_empty() {
        return Ok(Status::Failed);
    }
    let (roots, missing) = (inputs.roots(), inputs.missing);
    let failed = !missing.is_empty();
    let sample = inputs.all.into_iter().find_map(|input| match input {
        Input::Text(loaded) => Some(*loaded),
        Input::Root(_) => None,
    });
    let status = open(args, look, Given { roots, sample, missing, preview: false })?;
    Ok(if failed && status == Status::Done { Status::Failed } else { status })
}

/// Opens the reader on a draft, with the author's desk.
pub(super) fn preview(args: &ReadArgs, look: Look, draft: &Path) -> io::Result<Status> {
    if draft == Path::new("-") {
        talk::say("expected a draft that is saved, found `-`: `./-` is a file of that name");
        return Ok(Status::Failed);
    }
    if !Output::can_show_reader() {
        talk::say("expected a terminal for a preview, found none: `rushes show FILE` needs none");
        return Ok(Status::Failed);
    }
    match Root::draft(draft) {
        Ok(root) if root.kind == RootKind::Folder => {
            talk::say("expected a draft, found a folder: `rushes FOLDER` reads it");
            Ok(Status::Failed)
        }
        Ok(root) => {
            let roots = vec![root];
            open(args, look, Given { roots, sample: None, missing: Vec::new(), preview: true })
        }
        Err(missing) => {
            talk::missing(&missing);
            Ok(Status::Failed)
        }
    }
}

/// The review to open, if a single file was given: the one that holds the line, else the one that was
/// chosen last, else the first.
fn opening(roots: &[Root], last: Option<Resuming>) -> Option<ReviewKey> {
    let [root] = roots else { return None };
    let line = root.line.filter(|_| root.kind == RootKind::File);
    let loaded = line.map(|line| {
        store::load(&root.path, root, &AuthorDefaultsCache::default()).at_line(Some(line))
    });
    let last = last.map(|last| last.key).filter(|last| last.path == root.path);
    let first = || last.unwrap_or_else(|| ReviewKey::first(Arc::clone(&root.path)));
    let key = loaded.map_or_else(first, |loaded| loaded.review.key());
    (root.kind == RootKind::File).then_some(key)
}

/// What the reader is opened on.
struct Given {
    roots: Vec<Root>,
    sample: Option<Loaded>,
    missing: Vec<Missing>,
    preview: bool,
}

fn open(args: &ReadArgs, look: Look, given: Given) -> io::Result<Status> {
    let Given { mut roots, sample, missing, preview } = given;
    let (log, memory) = Memory::read(args, &roots, preview || sample.is_some());
    let theme = match theme(args, look, memory.state.theme()) {
        Ok(theme) => theme,
        Err(words) => {
            talk::say(&words);
            return Ok(Status::Failed);
        }
    };
    if !io::stdin().is_terminal() && !Path::new("/dev/tty").exists() {
        talk::say(
            "expected a keyboard, found stdin closed and no terminal: `rushes list` needs none",
        );
        return Ok(Status::Failed);
    }
    let (query, today) = (args.asked.query(), store::today());
    let (path, saved) = store::saved_queries(today);
    let warning = path.zip(saved.findings.first()).map(|(path, finding)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}:{}: {}", finding.line, finding.one_line(Audience::READER))
    });
    let appearance = Appearance {
        keymap: Keymap::default(),
        name: name(&roots),
        voices: store::voice_folders(&roots),
        theme,
        true_colour: shows_true_colour(),
        background: background(),
        glyphs: glyphs(look, |name| env::var_os(name)),
        mouse: !args.no_mouse,
        greeting: sample
            .as_ref()
            .map(|_| "the built-in sample: `rushes PATH` reads your reviews".to_owned()),
        opening: opening(&roots, memory.last()),
        resuming: memory.last().filter(|_| roots.iter().any(|root| root.kind == RootKind::Folder)),
        query: if args.asked.is_all() { memory.query() } else { query.to_string() },
        sort: memory.sort(),
        measure: memory.state.measure().unwrap_or_default(),
        is_blind: memory.state.is_blind(),
        today: Some(today),
        warning: query.hints.first().map(|hint| hint.words.clone()).or(warning).or(memory.problem),
        saved: saved.all,
        state: memory.state,
        paths: memory.paths,
    };
    // The line only chose the review to open; the list has all reviews of the file.
    roots.iter_mut().for_each(|root| root.line = None);
    Ok(match tui::run(Setup { roots, sample, missing, appearance, state: log, preview })? {
        Ended::Quit => Status::Done,
        Ended::Signal(signal) => Status::Signal(signal),
    })
}

/// What is remembered from before.
struct Memory {
    state: State,
    paths: RealPaths,
    /// What is wrong with the log, in words.
    problem: Option<String>,
}

impl Memory {
    /// Of a draft and of the sample nothing is remembered when the program ends.
    fn read(args: &ReadArgs, roots: &[Root], is_passing: bool) -> (Option<StateLog>, Self) {
        let paths = store::real_paths(roots);
        let Some(path) = store::state_path().filter(|_| !is_passing) else {
            return (None, Self { state: State::default(), paths, problem: None });
        };
        let (log, state, problem) = StateLog::read(path);
        let state = if args.fresh { State::default() } else { state };
        (Some(log), Self { state, paths, problem })
    }

    fn of_library<T>(&self, what: impl Fn(&State, &str) -> Option<T>) -> Option<T> {
        what(&self.state, &self.paths.library()?)
    }

    /// The review with which the reader goes on.
    fn last(&self) -> Option<Resuming> {
        let Last { path, ordinal, is_open } = self.of_library(State::last)?;
        let path = self.paths.spellings(&path).next()?.into();
        Some(Resuming { key: ReviewKey { path, ordinal }, is_open })
    }

    fn query(&self) -> String {
        self.of_library(State::query).unwrap_or_default()
    }

    fn sort(&self) -> Sort {
        self.of_library(State::sort).unwrap_or_default()
    }
}

/// The theme of `--theme`, else the one that was chosen before, else that for the terminal's
/// background; an error if the terminal cannot show the one that was named.
fn theme(args: &ReadArgs, look: Look, chosen: Option<String>) -> Result<Theme, String> {
    if styling(look.color, |name| env::var_os(name), true) != Styling::Colours {
        return Ok(Theme::without_colour());
    }
    let Some(theme) = args.theme.clone() else {
        let chosen = chosen.and_then(|name| Theme::named(&name));
        let fits = |theme: &Theme| shows_true_colour() || !theme.is_true_colour();
        return Ok(match chosen.filter(fits) {
            Some(theme) => theme.on(background()),
            None => Theme::suited(background(), shows_true_colour()),
        });
    };
    if theme.is_true_colour() && !shows_true_colour() {
        return Err(format!(
            "expected a terminal with 16 million colours for `{}` (COLORTERM=truecolor), found fewer",
            theme.name()
        ));
    }
    Ok(theme.on(background()))
}

/// Whether the environment says that the terminal shows 16 million colours.
fn shows_true_colour() -> bool {
    let says = |name: &str, what: &[&str]| {
        env::var(name).is_ok_and(|value| what.iter().any(|what| value.contains(what)))
    };
    says("COLORTERM", &["truecolor", "24bit"]) || says("TERM", &["-direct"])
}

/// The heading of the list: the names of the folders, or that of a single file.
fn name(roots: &[Root]) -> Clean {
    let name = |root: &Root| {
        let path = std::path::absolute(&root.path).unwrap_or_else(|_| root.path.to_path_buf());
        path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    };
    match roots {
        [root] => Clean::new(name(root)),
        [_, ..] if roots.iter().all(|root| root.kind == RootKind::Folder) => {
            Clean::new(roots.iter().map(name).collect::<Vec<_>>().join(", "))
        }
        _ => Clean::new("reviews"),
    }
}
