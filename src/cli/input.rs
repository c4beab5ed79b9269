//! Resolving the PATHs of a command line.

use std::io;
use std::path::{Path, PathBuf};

use super::talk;
use crate::store::{self, AuthorDefaultsCache, Loaded, Missing, Root, SiblingScales};

/// Name and text of the review that is shown if there is no other.
const SAMPLE: (&str, &str) = ("ballerina.toml", include_str!("../../reviews/ballerina.toml"));

#[derive(Clone, Debug)]
pub(super) enum Input {
    Root(Root),
    /// Reviews that are not in a folder: from stdin, or the sample.
    Text(Box<Loaded>),
}

/// The PATHs of a command line.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    pub(super) all: Vec<Input>,
    /// The paths that lead nowhere, which were reported.
    pub(super) missing: Vec<Missing>,
}

impl Inputs {
    /// Resolves `paths`; if there are none, the default in the current folder, else the sample.
    pub(super) fn find(paths: &[PathBuf]) -> Self {
        let mut inputs = Self::find_own(paths);
        if paths.is_empty() && inputs.all.is_empty() && inputs.missing.is_empty() {
            talk::say("no reviews here: this is the built-in sample; `rushes PATH` reads yours");
            inputs.all.push(Input::Text(Box::new(sample())));
        }
        inputs
    }

    /// Like [`Inputs::find`], but the sample stands in for nothing.
    pub(super) fn find_own(paths: &[PathBuf]) -> Self {
        let usual = if paths.is_empty() { default_path() } else { None };
        let mut inputs = Self::default();
        for path in paths.iter().chain(&usual) {
            match resolve(path) {
                Ok(input) => inputs.all.push(input),
                Err(missing) => {
                    talk::missing(&missing);
                    inputs.missing.push(missing);
                }
            }
        }
        inputs
    }

    pub(super) fn roots(&self) -> Vec<Root> {
        let roots = self.all.iter().filter_map(|input| match input {
            Input::Root(root) => Some(root.clone()),
            Input::Text(_) => None,
        });
        roots.collect()
    }
}

/// The reviews of a file that was given, or the one that holds the line that was given.
pub(super) fn load_file(
    root: &Root,
    author_cache: &AuthorDefaultsCache,
    siblings: &mut SiblingScales,
) -> Loaded {
    let mut loaded = store::load(&root.path, root, author_cache).at_line(root.line);
    loaded.reviews_mut().for_each(|review| siblings.set_scale(review, root));
    loaded
}

/// Whether `path` stands for stdin.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn resolve(path: &Path) -> Result<Input, Missing> {
    if is_stdin(path) {
        let text = store::read_stream(path, io::stdin().lock());
        return Ok(Input::Text(Box::new(store::load_alone(path, text))));
    }
    Root::new(path).map(Input::Root)
}

/// `./reviews`, else this folder if it holds a review or cannot be read, which its walk reports.
fn default_path() -> Option<PathBuf> {
    let (reviews, here) = (Path::new("reviews"), Path::new("."));
    if reviews.is_dir() {
        return Some(reviews.to_owned());
    }
    let is_wanted = Root::new(here).map_or(true, |root| store::holds_review(&root));
    is_wanted.then(|| here.to_owned())
}

fn sample() -> Loaded {
    let (name, text) = SAMPLE;
    let path = Path::new(name);
    store::load_alone(path, store::read_stream(path, text.as_bytes()))
}
