//! Floor 2: what an author should look at again before anybody reads the review.
//!
//! Nothing here knows a file system or a clock: whether a poster is there and which day it is are
//! told by the caller. The codes and their severity stand in one table, in `text/code.rs`; each family of rules has a file, and [`FAMILIES`] names them all.

use std::path::Path;
use std::sync::Arc;

use crate::format::author_file;
use crate::format::value::KeyValue;
use crate::model::{Date, Review};
use crate::text::{Code, Diagnostic, Source};

mod address;
mod dates;
mod fields;
mod leftover;
mod poster;
mod rating;
mod sections;
mod spoilers;
mod text;

mod context;
mod folder;
mod habits;
mod near;

pub(crate) use folder::{FileSummary, Headings, cross_file};
pub(crate) use poster::file as poster_file;
pub(crate) use sections::is_written;

use context::Cx;

/// The families of rules about one file, in no order that matters.
const FAMILIES: [fn(&mut Cx<'_>); 9] = [
    fields::check,
    rating::check,
    sections::check,
    dates::check,
    address::check,
    poster::check,
    spoilers::check,
    leftover::check,
    text::check,
];

/// What the rules must know and cannot find out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Environment {
    pub(crate) today: Option<Date>,
    /// Whether the file is there that [`poster_file`] names.
    pub(crate) poster: Option<bool>,
}

/// One file and what was read from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) review: &'a Review,
    pub(crate) source: &'a Source,
    /// The fields as they stand in the file.
    pub(crate) fields: &'a [KeyValue],
    /// The codes that the library's author does not want to hear of.
    pub(crate) allow: &'a [String],
    pub(crate) environment: Environment,
}

/// What is to be said of one file, in the order of its lines.
pub(crate) fn file(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.review.broken().is_some() {
        return until_broken(&subject.review.diagnostics);
    }
    findings(&mut Cx::at(subject))
}

/// The same for a file of the library at `root`, with what the rules about several files need of
/// it; of a broken one that is nothing.
pub(crate) fn file_among_others(
    subject: &Subject<'_>,
    root: Arc<Path>,
) -> (Vec<Diagnostic>, Option<FileSummary>) {
    if subject.review.broken().is_some() {
        return (until_broken(&subject.review.diagnostics), None);
    }
    let mut cx = Cx::at(subject);
    (findings(&mut cx), Some(FileSummary::of(&cx, root)))
}

/// What the rules about several files need of a file that nobody asked about.
pub(crate) fn context_only(subject: &Subject<'_>, root: Arc<Path>) -> FileSummary {
    let mut kept = FileSummary::of(&Cx::at(subject), root);
    kept.context_only = true;
    kept
}

fn findings(cx: &mut Cx<'_>) -> Vec<Diagnostic> {
    cx.found.extend(cx.review.diagnostics.iter().cloned());
    for family in FAMILIES {
        family(cx);
    }
    fields::codes(cx);
    let mut found = cx.take_found();
    let allowed = allowed(cx.subject);
    let is_allowed = |one: &Diagnostic| allowed.iter().any(|code| code == one.code.as_str());
    // Of titles that are missing the folder tells whether that is meant.
    found.retain(|one| one.code != Code::NoTitle && !is_allowed(one));
    found.sort_by_key(|finding| (finding.line, finding.column, finding.code));
    found
}

/// What is to be said of an `author.toml`.
pub(crate) fn author(source: &Source) -> Vec<Diagnostic> {
    let file = author_file::parse(source);
    let (review, environment) =
        (Review { author: file.author, ..Review::default() }, Environment::default());
    let subject =
        Subject { review: &review, source, fields: &file.fields, allow: &[], environment };
    let mut cx = Cx::at(&subject);
    cx.found = file.diagnostics;
    if cx.found.iter().all(|finding| finding.code != Code::Syntax) {
        fields::of_author(&mut cx);
        address::of_author(&mut cx, &file.fields);
        fields::codes(&mut cx);
    }
    let allowed = |one: &Diagnostic| file.allow.iter().any(|code| code == one.code.as_str());
    cx.found.retain(|one| one.code == Code::Syntax || !allowed(one));
    cx.found.sort_by_key(|finding| (finding.line, finding.column, finding.code));
    cx.found
}

/// The codes that are not wanted, by the word of the library or of the file itself.
pub(crate) fn allowed(subject: &Subject<'_>) -> Vec<String> {
    let own = author_file::allowed(subject.fields);
    subject.allow.iter().cloned().chain(own).collect()
}

/// In a broken file the first error is the one to mend; what follows may follow from it.
fn until_broken(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_break = |finding: &Diagnostic| matches!(finding.code, Code::Syntax);
    let end = diagnostics.iter().position(is_break).map_or(diagnostics.len(), |at| at + 1);
    diagnostics[..end].to_vec()
}
