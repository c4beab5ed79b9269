//! Resolving the PATHs of a command line.

use std::io;
use std::path::{Path, PathBuf};

use super::talk;
use crate::store::{self, Loaded, Root};

/// Name and text of the review that is shown if there is no other.
const SAMPLE: (&str, &str) = ("the-general.md", include_str!("../../reviews/the-general.md"));

#[derive(Debug)]
pub(super) enum Input {
    Root(Root),
    /// Reviews that are not in a folder: from stdin, or the sample.
    Text(Box<Loaded>),
}

/// The PATHs of a command line.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) all: Vec<Input>,
    /// Whether a path did not exist, which was reported.
    pub(super) missing: bool,
}

impl Inputs {
    /// Resolves `paths`; if there are none, the default in the current folder.
    pub(super) fn find(paths: &[PathBuf]) -> Self {
        if paths.is_empty() {
            return Self { all: vec![default_input()], missing: false };
        }
        let all: Vec<Input> = paths.iter().filter_map(|path| resolve(path)).collect();
        let missing = all.len() < paths.len();
        Self { all, missing }
    }

    pub(super) fn roots(&self) -> Vec<Root> {
        let roots = self.all.iter().filter_map(|input| match input {
            Input::Root(root) => Some(root.clone()),
            Input::Text(_) => None,
        });
        roots.collect()
    }
}

/// Whether `path` stands for stdin.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn resolve(path: &Path) -> Option<Input> {
    if is_stdin(path) {
        let text = store::read_stream(path, io::stdin().lock());
        return Some(Input::Text(Box::new(store::load_alone(path, text))));
    }
    let root = Root::new(path);
    root.map(Input::Root).map_err(|missing| talk::missing(&missing)).ok()
}

/// `./reviews`, else this folder if it holds a review, else the sample, with a message.
fn default_input() -> Input {
    let reviews =
        Root::new(Path::new("reviews")).ok().filter(|root| root.kind == store::RootKind::Folder);
    let here = || Root::new(Path::new(".")).ok().filter(store::holds_review);
    match reviews.or_else(here) {
        Some(root) => Input::Root(root),
        None => {
            talk::say("no reviews here: this is the built-in sample; `rushes PATH` reads yours");
            Input::Text(Box::new(sample()))
        }
    }
}

fn sample() -> Loaded {
    let (name, text) = SAMPLE;
    let path = Path::new(name);
    store::load_alone(path, store::read_stream(path, text.as_bytes()))
}
