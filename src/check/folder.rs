//! Rules about several files: duplicates, scales, and what the other reviews of a folder have.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::custom;
use super::expected;
use super::habits::{self, MIN_REVIEWS_FOR_HABIT};
use super::summary::{CrossFileFindings, FileSummary};
use crate::format::scale;
use crate::model::scale::Scales;
use crate::model::{Score, Work};
use crate::text::{Code, Diagnostic, by_path, expected, own_words};

/// Checks the files against each other.
pub(crate) fn cross_file(files: &mut [FileSummary]) -> CrossFileFindings {
    let mut found = CrossFileFindings::new();
    // The later of two reviews of a work is the one reported. Files that are only context come
    // first, so that it is the one that the user asked about.
    files.sort_unstable_by(|a, b| {
        b.context_only.cmp(&a.context_only).then_with(|| by_path(&a.key.path, &b.key.path))
    });
    set_scales(files, &mut found);
    duplicates(files, &mut found);
    let mut folders: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        folders.entry(file.folder()).or_default().push(at);
    }
    for folder in folders.values() {
        titles(files, folder, &mut found);
        habits::scales(files, folder, &mut found);
        let misspelt = habits::headings(files, folder, &mut found);
        expected::sections(files, folder, &misspelt, &mut found);
        habits::ratings(files, folder, &mut found);
    }
    found.retain(|(at, one)| !files[*at].allow.contains(&one.code));
    for (at, one) in &found {
        files[*at].customs.extend(custom::key(one));
    }
    found.retain(|(at, _)| !files[*at].context_only);
    found
}

/// Gives bare numbers the scale of their neighbours. A scale that is guessed from few is reported
/// once in a library.
fn set_scales(files: &mut [FileSummary], found: &mut CrossFileFindings) {
    let mut scales = Scales::default();
    let folder = |file: &FileSummary| file.key.path.parent().unwrap_or(Path::new("")).to_owned();
    for file in &*files {
        if let Some(Score::Bare(value)) = file.score {
            scales.add(&file.root, &folder(file), value);
        }
    }
    let mut reported = HashSet::new();
    for (at, file) in files.iter_mut().enumerate() {
        let Some(Score::Bare(value)) = file.score else { continue };
        let Some(scale) = scales.scale_of(&file.root, &folder(file)) else { continue };
        file.score = Some(Score::Scaled { value, out_of: scale.out_of });
        if scale.guessed && reported.insert(Arc::clone(&file.root)) {
            let mismatch = scale::guessed(scale.out_of);
            found.push((at, file.rating.finding(Code::ScaleGuessed, mismatch)));
        }
    }
}

fn duplicates(files: &[FileSummary], found: &mut CrossFileFindings) {
    let mut first: HashMap<Work, usize> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        let Some(work) = file.work else { continue };
        let other = *first.entry(work).or_insert(at);
        if other == at {
            continue;
        }
        let path = files[other].key.path.display();
        let mismatch = expected("one review of this title and year");
        let mismatch = mismatch.found(own_words(format!("another in {path}")));
        // A work that was seen on two days may well be reviewed twice.
        let days = file.seen.zip(files[other].seen);
        if days.is_none_or(|(day, other)| day == other) && !file.is_again {
            found.push((at, file.title.finding(Code::DuplicateReview, mismatch)));
        }
    }
}

/// Reports missing titles, but only once for a folder in which most are missing: its author names
/// the works elsewhere, such as in the names of the files.
fn titles(files: &[FileSummary], folder: &[usize], found: &mut CrossFileFindings) {
    let untitled = folder.iter().filter_map(|&at| Some((at, files[at].untitled.clone()?)));
    let mut untitled: Vec<(usize, Diagnostic)> = untitled.collect();
    let count = untitled.len();
    if count >= MIN_REVIEWS_FOR_HABIT && count * 4 >= folder.len() * 3 {
        untitled.truncate(1);
        for (_, finding) in &mut untitled {
            let without = format!("{count} of {} reviews in this folder without", folder.len());
            let mismatch = expected("titles").found(own_words(without));
            finding.mismatch = mismatch.help("the names of the files stand for them");
        }
    }
    found.extend(untitled);
}
