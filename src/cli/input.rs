//! What the PATHs of a command line stand for.

use std::io;
use std::path::{Path, PathBuf};

use super::talk;
use crate::store::{self, Loaded, Root};

/// The review that is shown where there is no other.
const SAMPLE: (&str, &str) = ("the-general.md", include_str!("../../reviews/the-general.md"));

#[derive(Debug)]
pub(super) enum Input {
    Root(Root),
    /// A review that stands in no folder: stdin, or the sample.
    Text(Box<Loaded>),
}

/// The PATHs of a command line.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) all: Vec<Input>,
    /// Whether a name led nowhere, which was said.
    pub(super) missing: bool,
}

impl Inputs {
    /// Finds what was named; of no name, what there is to read here.
    pub(super) fn find(paths: &[PathBuf]) -> Self {
        if paths.is_empty() {
            return Self { all: vec![usual()], missing: false };
        }
        let all: Vec<Input> = paths.iter().filter_map(|path| named(path)).collect();
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

fn named(path: &Path) -> Option<Input> {
    if is_stdin(path) {
        let text = store::read_stream(path, io::stdin().lock());
        return Some(Input::Text(Box::new(store::load_alone(path, text))));
    }
    let root = Root::new(path);
    root.map(Input::Root).map_err(|missing| talk::missing(&missing)).ok()
}

/// `./reviews`, else this folder if it holds a review, else the sample, said so.
fn usual() -> Input {
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
