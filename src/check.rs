//! Floor 2: what an author should look at again before anybody reads the review.
//!
//! Nothing here reads a file system or a clock: the caller says how to find out whether a file
//! exists, and which day it is. The codes and their severities are one table, in `text/code.rs`;
//! each family of rules has a file, and [`FAMILIES`] lists them.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

use crate::format::value::KeyValue;
use crate::format::{Parsed, author_file};
use crate::model::{Date, Review};
use crate::text::{Code, Diagnostic, Source};

mod address;
mod dates;
mod escapes;
mod fields;
mod finished;
mod leftover;
mod links;
mod names;
mod poster;
mod publish;
mod rating;
mod sections;
mod spoilers;
mod text;
mod values;
mod words;

mod context;
mod custom;
mod expected;
mod folder;
mod habits;
mod misspelt;
mod near_headings;
mod summary;

pub(crate) use custom::report_once;
pub(crate) use folder::cross_file;
pub(crate) use summary::{FileSummary, Headings};

use context::Cx;

/// The families of rules about one file. But for the last their order does not matter: findings
/// are sorted.
const FAMILIES: &[fn(&mut Cx<'_>)] = &[
    fields::check,
    escapes::check,
    rating::check,
    sections::check,
    dates::check,
    address::check,
    poster::check,
    publish::check,
    spoilers::check,
    leftover::check,
    text::check,
    links::check,
    words::check,
    names::check,
    values::check,
    // Depends on what the others have found.
    finished::check,
];

/// What the rules need to know that the file does not say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Environment {
    pub(crate) today: Option<Date>,
    /// Tells whether a file exists; `None` where nothing is to be looked up.
    pub(crate) exists: Option<fn(&Path) -> bool>,
    /// Whether the review is about to be published.
    pub(crate) is_last_look: bool,
}

/// A file to check, and what was read from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) review: &'a Review,
    pub(crate) source: &'a Source,
    pub(crate) fields: &'a [KeyValue],
    /// The codes that the `author.toml` of the library turns off.
    pub(crate) allow: &'a [String],
    pub(crate) environment: Environment,
}

/// Checks every review of a text that has no folder: nothing is known of the day, of a poster, or of
/// what an `author.toml` allows.
#[must_use]
pub fn parsed(source: &Source, parsed: &Parsed) -> Vec<Diagnostic> {
    let root: Arc<Path> = Arc::from(Path::new(""));
    let reviews = parsed.reviews().enumerate();
    let findings = reviews.flat_map(|(index, review)| {
        // The fields are those of the whole file: what is wrong with them is reported once.
        let fields = if index == 0 { &parsed.fields } else { &[][..] };
        let environment = Environment::default();
        let subject = Subject { review, source, fields, allow: &[], environment };
        among(&subject, &root, Vec::new())
    });
    findings.collect()
}

/// Everything that is reported of one review of the library at `root`, in the order in which it is
/// shown. `others` are the summaries of the other reviews in its folder.
pub(crate) fn among(
    subject: &Subject<'_>,
    root: &Arc<Path>,
    mut others: Vec<FileSummary>,
) -> Vec<Diagnostic> {
    let (mut found, summary) = file(subject, Arc::clone(root));
    if let Some(summary) = summary {
        others.iter_mut().for_each(|other| other.context_only = true);
        others.push(summary);
        found.extend(cross_file(&mut others).into_iter().map(|(_, finding)| finding));
    }
    found.sort_by(by_importance);
    found.dedup_by(|one, before| is_same(one, before));
    let path: Arc<Path> = Arc::from(&*subject.review.place.path);
    let mut found = found.into_iter().map(|finding| (Arc::clone(&path), finding)).collect();
    report_once(&mut found, &others);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether a finding says the same as the one before it: the rules about a file, those about a folder
/// and the last look may all miss a rating, or know what a heading was meant to be.
pub(crate) fn is_same(one: &Diagnostic, before: &Diagnostic) -> bool {
    let is_told_once = matches!(one.code, Code::NoRating | Code::HeadingTypo);
    one == before || is_told_once && (one.code, one.line) == (before.code, before.line)
}

/// The order of the findings about one file: what is wrong by its place, then what is not there,
/// which may follow from it.
pub(crate) fn by_importance(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let is_absent =
        |code: Code| matches!(code, Code::NoTitle | Code::NoRating | Code::MissingSection);
    let key = |one: &Diagnostic| (is_absent(one.code), one.line, one.column, one.code);
    key(a).cmp(&key(b))
}

/// Checks a review of the library at `root` by itself, and summarises it for [`cross_file`], which
/// finds the rest. A broken file has no summary.
pub(crate) fn file(
    subject: &Subject<'_>,
    root: Arc<Path>,
) -> (Vec<Diagnostic>, Option<FileSummary>) {
    if subject.review.broken().is_some() {
        return (until_broken(&subject.review.diagnostics), None);
    }
    let mut cx = Cx::at(subject);
    let found = findings(&mut cx);
    let customs = found.iter().filter_map(custom::key).collect();
    (found, Some(FileSummary { customs, ..FileSummary::of(&cx, root) }))
}

/// Summarises a file that the user did not ask to have checked, as context for the others.
pub(crate) fn context_only(subject: &Subject<'_>, root: Arc<Path>) -> Option<FileSummary> {
    let summary = file(subject, root).1?;
    Some(FileSummary { context_only: true, ..summary })
}

fn findings(cx: &mut Cx<'_>) -> Vec<Diagnostic> {
    for finding in &cx.review.diagnostics {
        // A scale is settled without the text at hand.
        match finding.code {
            Code::ScaleGuessed => {
                cx.report(finding.code, rating::place(cx), finding.mismatch.clone());
            }
            _ => cx.add(finding.clone()),
        }
    }
    for family in FAMILIES {
        family(cx);
    }
    fields::codes(cx);
    let mut found = cx.take_found();
    let allowed = cx.allowed();
    let is_allowed = |one: &Diagnostic| allowed.iter().any(|code| code == one.code.as_str());
    // Whether a missing title is intended depends on the whole folder: see `cross_file`.
    found.retain(|one| one.code != Code::NoTitle && !is_allowed(one));
    let is_several = |one: &Diagnostic| one.code == Code::SeveralRatings;
    if found.iter().any(is_several) && rating::rates_each_section(cx) {
        found.retain(|one| !is_several(one));
    }
    found
}

/// Checks an `author.toml`.
pub(crate) fn author(source: &Source) -> Vec<Diagnostic> {
    let file = author_file::parse(source);
    let (review, environment) =
        (Review { author: file.author, ..Review::default() }, Environment::default());
    let subject =
        Subject { review: &review, source, fields: &file.fields, allow: &[], environment };
    let mut cx = Cx::at(&subject);
    file.diagnostics.into_iter().for_each(|finding| cx.add(finding));
    if cx.found.iter().all(|finding| finding.code != Code::Syntax) {
        fields::of_author(&mut cx);
        address::of_author(&mut cx, &file.fields);
        fields::codes(&mut cx);
    }
    let allowed = |one: &Diagnostic| file.allow.iter().any(|code| code == one.code.as_str());
    cx.found.retain(|one| one.code == Code::Syntax || !allowed(one));
    cx.found.sort_by(by_importance);
    cx.found
}

/// The first syntax error and the findings above its line: others may only be its consequences.
fn until_broken(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_break = |finding: &Diagnostic| matches!(finding.code, Code::Syntax);
    let Some(end) = diagnostics.iter().position(is_break) else { return diagnostics.to_vec() };
    let line = diagnostics[end].line;
    let above = diagnostics[..end].iter().filter(|one| one.line < line);
    above.chain([&diagnostics[end]]).cloned().collect()
}
