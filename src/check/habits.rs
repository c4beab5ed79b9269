//! What an author usually does, and where they did not.

use std::collections::{HashMap, HashSet};

use super::folder::{ENOUGH, FileSummary, Findings, finding};
use super::near::is_slip;
use super::sections::misspelt_heading;
use crate::format::headings;
use crate::model::{Score, SectionKey};
use crate::text::phrase::whole;
use crate::text::{Code, Diagnostic, Phrase, expected, quote};

/// So many tell that every review is rated.
const PLENTY: usize = 8;
/// So many different headings are usual in a folder at most; more are a habit of none.
const MOST_USUAL: usize = 50;

/// Ratings that cannot be compared with the others of their folder. Letters are no scale, and what
/// is no film may have one of its own.
pub(super) fn scales(kept: &[FileSummary], files: &[usize], found: &mut Findings) {
    for is_film in [true, false] {
        let rated = files.iter().filter(|&&at| kept[at].is_film == is_film);
        let rated: Vec<(usize, f64)> = rated
            .filter_map(|&at| match kept[at].score {
                Some(Score::Scaled { out_of, .. }) => Some((at, out_of)),
                _ => None,
            })
            .collect();
        let count =
            |scale: f64| rated.iter().filter(|(_, of)| of.to_bits() == scale.to_bits()).count();
        // Each scale is counted once. Of two as frequent ones the first is the usual one.
        let mut counts: Vec<(f64, usize)> = Vec::new();
        for &(_, of) in rated.iter().rev() {
            if counts.iter().all(|(known, _)| known.to_bits() != of.to_bits()) {
                counts.push((of, count(of)));
            }
        }
        let Some(&(usual, all)) = counts.iter().max_by_key(|(_, count)| *count) else { continue };
        for &(at, out_of) in rated.iter().filter(|(_, of)| of.to_bits() != usual.to_bits()) {
            let as_others =
                if all > 1 { format!(", as {all} in this folder are") } else { String::new() };
            let mismatch = expected(format!("a rating out of {usual}{as_others}"))
                .found(format!("one out of {out_of}"));
            found.push((at, finding(Code::MixedScales, kept[at].rating, mismatch)));
        }
    }
}

/// Headings that are nearly what the others have; gives back which sections they were meant for.
pub(super) fn wording(
    kept: &[FileSummary],
    files: &[usize],
    found: &mut Findings,
) -> HashSet<(usize, SectionKey)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for heading in files.iter().flat_map(|&at| &kept[at].headings) {
        *counts.entry(&heading.text).or_default() += 1;
    }
    let repeated = counts.iter().filter(|(_, count)| **count > 1);
    let mut usual: Vec<(&str, usize)> = repeated.map(|(heading, n)| (*heading, *n)).collect();
    usual.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    usual.truncate(MOST_USUAL);
    let all = files.iter().flat_map(|&at| &kept[at].headings);
    let covered: HashSet<&str> = all.filter(|it| it.covered).map(|it| &*it.text).collect();
    let mut meant = HashSet::new();
    for &at in files {
        for heading in &kept[at].headings {
            let Some((near, count)) = nearly_usual(&heading.text, &counts, &usual) else {
                continue;
            };
            // What is nearly the same as a covered heading would tell it.
            let is_covered = heading.covered || covered.contains(near);
            let near_quote = whole(near).in_prose().covered_if(is_covered);
            let as_others = format!(", as {count} others in this folder have it");
            let mismatch = expected(Phrase::from(near_quote.clone()).then(as_others))
                .found(quote(&heading.text).in_prose().covered_if(is_covered));
            let edit = heading.edit(near_quote);
            let finding = finding(Code::HeadingTypo, heading.line, mismatch);
            found.push((at, Diagnostic { edit, ..finding }));
            meant.insert((at, headings::key(near)));
        }
    }
    meant
}

/// The usual heading that a rare one is a slip of. One that everybody knows is no slip, and a slip
/// of one of those was told already.
fn nearly_usual<'h>(
    heading: &str,
    counts: &HashMap<&str, usize>,
    usual: &[(&'h str, usize)],
) -> Option<(&'h str, usize)> {
    let repeated = counts.get(heading).is_some_and(|&count| count > 1);
    let told = || misspelt_heading(heading).is_some();
    if repeated || usual.is_empty() || headings::known(heading).is_some() || told() {
        return None;
    }
    usual.iter().find(|(usual, _)| is_slip(heading, usual)).copied()
}

/// What nearly all the others have. Of our own format everything is expected anyway.
pub(super) fn habits(
    kept: &[FileSummary],
    files: &[usize],
    meant: &HashSet<(usize, SectionKey)>,
    found: &mut Findings,
) {
    let films: Vec<usize> = files.iter().copied().filter(|&at| kept[at].is_film).collect();
    if films.len() <= ENOUGH {
        return;
    }
    let others = films.len() - 1;
    let strange = || films.iter().copied().filter(|&at| !kept[at].is_strict);
    for (index, key) in SectionKey::STANDARD.iter().enumerate() {
        let have = films.iter().filter(|&&at| kept[at].sections[index]).count();
        for at in strange().filter(|&at| !kept[at].sections[index]) {
            // A review that has all the others was told by itself.
            let fourth = kept[at].sections.iter().filter(|has| !**has).count() == 1;
            let told = fourth || meant.contains(&(at, key.clone()));
            if have * 4 >= others * 3 && !told {
                let section = format!(
                    "a section `{}`, as {have} of {others} others in this folder have",
                    key.as_str()
                );
                let mismatch = expected(section);
                found.push((at, finding(Code::MissingSection, kept[at].title, mismatch)));
            }
        }
    }
    let rated = films.iter().filter(|&&at| kept[at].rated).count();
    for at in strange().filter(|&at| !kept[at].rated) {
        if others >= PLENTY && rated * 10 >= others * 9 {
            let rating = format!("a rating, as {rated} of {others} others in this folder have");
            found.push((at, finding(Code::NoRating, kept[at].title, expected(rating))));
        }
    }
}
