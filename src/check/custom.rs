//! Findings that many reviews of a folder have: what their author does there is a custom, and is
//! reported once.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::summary::folder_of;
use crate::model::review::file_name;
use crate::text::phrase::in_words;
use crate::text::{Audience, Code, Diagnostic, Severity, own_words};

/// In fewer reviews it is no custom.
const MIN_REVIEWS_FOR_CUSTOM: usize = 8;

/// How many files are named.
const MAX_EXAMPLES: usize = 3;

/// A finding with the path of its file.
pub(crate) type Located = (Arc<Path>, Diagnostic);

/// Keeps only the first of the findings that at least [`MIN_REVIEWS_FOR_CUSTOM`] reviews of a folder
/// have, and a quarter of all, and says in it how many have it. `findings` are in order; `reviews`
/// are the paths of all reviews.
pub(crate) fn report_once(findings: &mut Vec<Located>, reviews: &[Arc<Path>]) {
    let mut sizes: HashMap<&Path, usize> = HashMap::new();
    for path in reviews {
        *sizes.entry(folder_of(path)).or_default() += 1;
    }
    let mut customs: HashMap<(&Path, Code, String), Vec<usize>> = HashMap::new();
    for (at, (path, finding)) in findings.iter().enumerate() {
        if is_custom(finding.code) && finding.severity != Severity::Error {
            let wanted = finding.expected(Audience::READER);
            customs.entry((folder_of(path), finding.code, wanted)).or_default().push(at);
        }
    }
    let mut changed: Vec<(usize, String)> = Vec::new();
    let mut dropped: HashSet<usize> = HashSet::new();
    for ((folder, ..), places) in customs {
        let mut files: Vec<&Arc<Path>> = places.iter().map(|&at| &findings[at].0).collect();
        files.dedup();
        let all = sizes.get(folder).copied().unwrap_or_default().max(files.len());
        let Some((first, others)) = places.split_first() else { continue };
        if files.len() >= MIN_REVIEWS_FOR_CUSTOM && files.len() * 4 >= all {
            let names: Vec<String> =
                files.iter().take(MAX_EXAMPLES).map(|path| name(path)).collect();
            let count = files.len();
            let words =
                format!("{count} of {all} reviews in this folder, such as {}", in_words(&names));
            changed.push((*first, words));
            dropped.extend(others);
        }
    }
    for (at, words) in changed {
        let mismatch = std::mem::take(&mut findings[at].1.mismatch);
        findings[at].1.mismatch = mismatch.help(own_words(words));
    }
    let mut at = 0;
    findings.retain(|_| {
        at += 1;
        !dropped.contains(&(at - 1))
    });
}

/// The name of a file, after that of its folder where all are called `index`.
fn name(path: &Path) -> String {
    let own = file_name(path);
    match path.parent().and_then(Path::file_name).filter(|_| own.starts_with("index.")) {
        Some(folder) => format!("{}/{own}", folder.to_string_lossy()),
        None => own,
    }
}

/// Whether it may be a custom, rather than a slip that is to be put right wherever it is.
const fn is_custom(code: Code) -> bool {
    matches!(
        code,
        Code::WrongType
            | Code::RatingUnclear
            | Code::SeveralRatings
            | Code::DateUnclear
            | Code::MisplacedField
            | Code::WrongFence
            | Code::UnquotedText
            | Code::UnknownField
            | Code::UnknownSection
            | Code::NoRating
            | Code::MissingSection
            | Code::EmptySection
            | Code::HeadingForm
            | Code::HeadingTypo
            | Code::BadHandle
            | Code::BadAddress
            | Code::SpoilersShown
            | Code::LongParagraph
            | Code::LinkWithoutTarget
            | Code::PosterMissing
            | Code::MissingFile
            | Code::ListAsText
            | Code::RepeatedValue
            | Code::SeenAfterPublished
            | Code::UnlikelyYear
            | Code::UnclosedMark
    )
}
