//! What the reviews of a folder usually have, and the ones that differ.
//!
//! In every function `folder` holds the indices, within `files`, of the reviews of one folder.

use std::collections::{HashMap, HashSet};

use super::misspelt::misspelt_heading;
use super::summary::{CrossFileFindings, FileSummary};
use crate::format::headings;
use crate::model::{Score, SectionKey};
use crate::text::near::is_slip;
use crate::text::phrase::whole;
use crate::text::{Code, Diagnostic, Phrase, expected, own_words, quote};

/// How many other reviews it takes to say what is usual.
pub(super) const MIN_REVIEWS_FOR_HABIT: usize = 4;

/// How many other reviews it takes to say that a review should be rated.
const MIN_REVIEWS_FOR_RATING_HABIT: usize = 8;

/// How many different headings a rare one is compared with.
const MAX_USUAL_HEADINGS: usize = 50;

/// Reports ratings on another scale than at least half of their folder. Grades have no scale, and works
/// other than films may have one of their own.
pub(super) fn scales(files: &[FileSummary], folder: &[usize], found: &mut CrossFileFindings) {
    for is_film in [true, false] {
        let rated = folder.iter().filter(|&&at| files[at].kind.is_filmed() == is_film);
        let rated: Vec<(usize, f64)> = rated
            .filter_map(|&at| match files[at].score {
                Some(Score::Scaled { out_of, .. }) => Some((at, out_of)),
                _ => None,
            })
            .collect();
        let count =
            |scale: f64| rated.iter().filter(|(_, of)| of.to_bits() == scale.to_bits()).count();
        // Counted from the end, because `max_by_key` takes the last of equals: between scales that
        // are equally frequent, the one that comes first in the folder is the usual one.
        let mut counts: Vec<(f64, usize)> = Vec::new();
        for &(_, of) in rated.iter().rev() {
            if counts.iter().all(|(known, _)| known.to_bits() != of.to_bits()) {
                counts.push((of, count(of)));
            }
        }
        let most = counts.iter().max_by_key(|(_, count)| *count);
        let Some(&(usual, all)) = most.filter(|(_, all)| all * 2 >= rated.len()) else { continue };
        for &(at, out_of) in rated.iter().filter(|(_, of)| of.to_bits() != usual.to_bits()) {
            let as_others =
                if all > 1 { format!(", as {all} in this folder are") } else { String::new() };
            let mismatch = expected(own_words(format!("a rating out of {usual}{as_others}")))
                .found(own_words(format!("one out of {out_of}")));
            found.push((at, files[at].rating.finding(Code::MixedScales, mismatch)));
        }
    }
}

/// Reports headings that are nearly those of other reviews. Returns which file meant which section
/// by one, so that the section is not reported as missing too.
pub(super) fn headings(
    files: &[FileSummary],
    folder: &[usize],
    found: &mut CrossFileFindings,
) -> HashSet<(usize, SectionKey)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for heading in folder.iter().flat_map(|&at| &files[at].headings) {
        *counts.entry(&heading.text).or_default() += 1;
    }
    let repeated = counts.iter().filter(|(_, count)| **count > 1);
    let mut usual: Vec<(&str, usize)> = repeated.map(|(heading, n)| (*heading, *n)).collect();
    usual.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    usual.truncate(MAX_USUAL_HEADINGS);
    let all = folder.iter().flat_map(|&at| &files[at].headings);
    let covered: HashSet<&str> = all.filter(|it| it.is_covered).map(|it| &*it.text).collect();
    let mut misspelt = HashSet::new();
    for &at in folder {
        for heading in &files[at].headings {
            let Some((near, count)) = nearly_usual(&heading.text, &counts, &usual) else {
                continue;
            };
            // A heading that is nearly the same as a covered one would give it away.
            let is_covered = heading.is_covered || covered.contains(near);
            let near_quote = whole(near).in_prose().covered_if(is_covered);
            let as_others = format!(", as {count} others in this folder have it");
            let mismatch = expected(Phrase::from(near_quote.clone()).then(own_words(as_others)))
                .found(quote(&heading.text).in_prose().covered_if(is_covered));
            let edit = heading.edit(near_quote);
            let finding = heading.line.finding(Code::HeadingTypo, mismatch);
            found.push((at, Diagnostic { edit, ..finding }));
            misspelt.insert((at, headings::key(near)));
        }
    }
    misspelt
}

/// The usual heading that a rare one is a slip of, and how many reviews have it. A heading of a
/// standard section is not a slip, and a slip of one is reported for its file already.
fn nearly_usual<'h>(
    heading: &str,
    counts: &HashMap<&str, usize>,
    usual: &[(&'h str, usize)],
) -> Option<(&'h str, usize)> {
    let is_repeated = counts.get(heading).is_some_and(|&count| count > 1);
    let is_reported = || misspelt_heading(heading, None).is_some();
    if is_repeated || usual.is_empty() || headings::known(heading).is_some() || is_reported() {
        return None;
    }
    usual.iter().find(|(usual, _)| is_slip(heading, usual)).copied()
}

/// Reports films without a rating where nearly all others of their folder have one. In our own
/// format a rating is expected of each file by itself.
pub(super) fn ratings(files: &[FileSummary], folder: &[usize], found: &mut CrossFileFindings) {
    let films: Vec<usize> =
        folder.iter().copied().filter(|&at| files[at].kind.is_filmed()).collect();
    let others = films.len().saturating_sub(1);
    let rated = films.iter().filter(|&&at| files[at].is_rating_mentioned).count();
    if others < MIN_REVIEWS_FOR_RATING_HABIT || rated * 10 < others * 9 {
        return;
    }
    let lenient = films.iter().copied().filter(|&at| !files[at].is_strict);
    for at in lenient.filter(|&at| !files[at].is_rating_mentioned) {
        let rating = format!("a rating, as {rated} of {others} others in this folder have");
        found.push((at, files[at].title.finding(Code::NoRating, expected(own_words(rating)))));
    }
}
