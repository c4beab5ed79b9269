//! Findings that many reviews of a folder have: what their author does there is a custom, and is
//! a note that is reported once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use super::summary::{CustomKey, FileSummary, folder_of};
use crate::model::review::file_name;
use crate::text::phrase::in_words;
use crate::text::{Audience, Code, Diagnostic, Severity, by_path};

/// In fewer reviews it is no custom.
const MIN_REVIEWS_FOR_CUSTOM: usize = 8;

/// How many files are named.
const MAX_EXAMPLES: usize = 3;

/// A finding with the path of its file.
pub(crate) type Located = (Arc<Path>, Diagnostic);

/// What makes findings about several reviews the same; `None` for a finding that is no custom,
/// however many have it.
pub(super) fn key(finding: &Diagnostic) -> Option<CustomKey> {
    (is_custom(finding.code) && finding.severity != Severity::Error).then(|| {
        let mut hasher = DefaultHasher::new();
        finding.expected(Audience::READER).hash(&mut hasher);
        // A word that is often written so says nothing of another one.
        if matches!(finding.code, Code::HeadingTypo | Code::UnknownField) {
            finding.found(Audience::READER).hash(&mut hasher);
        }
        (finding.code, hasher.finish())
    })
}

/// Keeps only the first of the findings that at least [`MIN_REVIEWS_FOR_CUSTOM`] reviews of a folder
/// have, and a quarter of all, and says in it how many have it. `findings` are in order; `files` are
/// the summaries of all reviews that are known, also of those that have no finding among them.
pub(crate) fn report_once(findings: &mut Vec<Located>, files: &[FileSummary]) {
    let folders: HashSet<&Path> = findings.iter().map(|(path, _)| folder_of(path)).collect();
    let mut sizes: HashMap<&Path, usize> = HashMap::new();
    let mut customs: HashMap<(&Path, CustomKey), BTreeSet<&Path>> = HashMap::new();
    for file in files.iter().filter(|file| folders.contains(file.folder())) {
        *sizes.entry(file.folder()).or_default() += 1;
        for &key in &file.customs {
            customs.entry((file.folder(), key)).or_default().insert(&file.key.path);
        }
    }
    customs.retain(|(folder, _), files| {
        files.len() >= MIN_REVIEWS_FOR_CUSTOM && files.len() * 4 >= sizes[folder]
    });
    let mut reported = HashSet::new();
    findings.retain_mut(|(path, finding)| {
        let folder = folder_of(path);
        let Some(custom) = key(finding).map(|key| (folder, key)) else { return true };
        let Some(files) = customs.get(&custom) else { return true };
        let mut files: Vec<&Path> = files.iter().copied().collect();
        files.sort_by(|one, other| by_path(one, other));
        let names: Vec<String> = files.iter().take(MAX_EXAMPLES).map(|path| name(path)).collect();
        let (count, all) = (files.len(), sizes[folder]);
        let words =
            format!("{count} of {all} reviews in this folder, such as {}", in_words(&names));
        let mismatch = std::mem::take(&mut finding.mismatch);
        finding.mismatch = mismatch.remark(&words);
        finding.severity = Severity::Note;
        reported.insert((folder.to_owned(), custom.1))
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
