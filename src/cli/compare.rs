//! `rushes compare`: two reviews beside each other.

use std::io::{self, Write};
use std::path::PathBuf;

use super::input::{Input, Inputs, load_file};
use super::options::Look;
use super::output::Output;
use super::{Status, json, paint, talk};
use crate::model::Review;
use crate::page::Options;
use crate::page::compare::{Arrangement, CompareOptions, columns_of_each, compare};
use crate::page::review::MEASURE_COLUMNS;
use crate::store::{AuthorDefaultsCache, Loaded, RootKind, SiblingScales};
use crate::text::Spoilers;

#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// Two files with a review each, or FILE:LINE for one of several; `-` is stdin
    #[arg(value_name = "PATH", required = true, num_args = 2)]
    pub(super) paths: Vec<PathBuf>,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,

    /// The width of the page in columns; else the terminal's, 80 in a pipe. From 100 columns the
    /// reviews stand side by side
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,

    /// Uncover spoilers
    #[arg(long)]
    pub(super) spoilers: bool,
}

/// On fewer columns one review stands below the other.
const MIN_COLUMNS_BESIDE: usize = 100;

/// Prints two reviews, side by side where there is room.
pub(super) fn run(args: &CompareArgs, look: Look) -> io::Result<Status> {
    let inputs = Inputs::find(&args.paths);
    let author_cache = AuthorDefaultsCache::default();
    let mut siblings = SiblingScales::default();
    let reviews: Vec<Review> = inputs
        .all
        .iter()
        .filter_map(|input| match only_review(input, &author_cache, &mut siblings) {
            Ok(review) => Some(review),
            Err(why) => {
                talk::say(&why);
                None
            }
        })
        .collect();
    let mut out = Output::new(look);
    let spoilers = Spoilers::told_if(args.spoilers);
    let to = out.audience(spoilers);
    for review in &reviews {
        for diagnostic in &review.diagnostics {
            talk::report(&review.place.path, diagnostic, to);
        }
    }
    for (path, diagnostic) in author_cache.problems() {
        talk::report(&path, &diagnostic, to);
    }
    let [first, second] = &reviews[..] else { return Ok(Status::Failed) };
    if args.json {
        json::write_comparison(&mut out, [first, second], spoilers)?;
    } else {
        let columns = args.width.map_or(out.page_columns(), usize::from);
        let page = compare([first, second], &layout(&out, columns, args.spoilers));
        page.lines().try_for_each(|line| paint::line(&mut out, &line, 0))?;
    }
    out.flush()?;
    let is_broken = reviews.iter().any(|review| review.broken().is_some());
    Ok(if is_broken { Status::Failed } else { Status::Done })
}

/// The review that a PATH names; why there is not exactly one, in words.
fn only_review(
    input: &Input,
    author_cache: &AuthorDefaultsCache,
    siblings: &mut SiblingScales,
) -> Result<Review, String> {
    let loaded = match input {
        Input::Text(loaded) => Loaded::clone(loaded),
        Input::Root(root) if root.kind == RootKind::File => load_file(root, author_cache, siblings),
        Input::Root(root) => {
            let path = root.path.display();
            return Err(format!("{path}: expected a file with one review, found a folder"));
        }
    };
    let count = loaded.reviews().count();
    if count > 1 {
        let path = loaded.review.place.path.display();
        return Err(format!(
            "{path}: expected one review, found {count}: {path}:LINE names the one that holds the line"
        ));
    }
    Ok(loaded.review)
}

fn layout(out: &Output, columns: usize, uncovered: bool) -> CompareOptions {
    let arrangement = match columns {
        MIN_COLUMNS_BESIDE.. => Arrangement::Beside,
        _ => Arrangement::Stacked,
    };
    let page = Options {
        width: columns_of_each(columns, arrangement).clamp(1, MEASURE_COLUMNS),
        glyphs: out.glyphs,
        reveal_key: "--spoilers".to_owned(),
        ..Options::default()
    };
    CompareOptions { page, uncovered: [uncovered; 2], arrangement, voices: None }
}
