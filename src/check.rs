//! Floor 2: what an author should look at again before anybody reads the review.
//!
//! Nothing here knows a file system or a clock: whether a poster is there and which day it is are
//! told by the caller. The codes, their severity and what each says stand in one table, in
//! `text/diagnostic.rs`; each family of rules has a file, and [`FAMILIES`] names them all.

use std::path::Path;
use std::sync::Arc;

use crate::format::author_file;
use crate::format::value::Entry;
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

mod covered;
mod folder;
mod habits;
mod look;
mod near;

pub(crate) use covered::Covered;
pub(crate) use folder::{Headings, Kept, across};
pub(crate) use poster::file as poster_file;

use look::Look;

/// The families of rules about one file, in no order that matters.
const FAMILIES: [fn(&mut Look<'_>); 9] = [
    fields::look,
    rating::look,
    sections::look,
    dates::look,
    address::look,
    poster::look,
    spoilers::look,
    leftover::look,
    text::look,
];

/// What the rules must know and cannot find out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// Which day it is.
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
    pub(crate) fields: &'a [Entry],
    /// The codes that the library's author does not want to hear of.
    pub(crate) allow: &'a [String],
    pub(crate) facts: Facts,
}

/// What is to be said of one file, in the order of its lines.
pub(crate) fn file(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.review.broken().is_some() {
        return until_broken(&subject.review.diagnostics);
    }
    findings(&mut Look::at(subject))
}

/// The same for a file of the library at `root`, with what the rules about several files need of
/// it; of a broken one that is nothing.
pub(crate) fn file_among_others(
    subject: &Subject<'_>,
    root: Arc<Path>,
) -> (Vec<Diagnostic>, Option<Kept>) {
    if subject.review.broken().is_some() {
        return (until_broken(&subject.review.diagnostics), None);
    }
    let mut look = Look::at(subject);
    (findings(&mut look), Some(Kept::of(&look, root)))
}

/// What the rules about several files need of a file that nobody asked about.
pub(crate) fn aside(subject: &Subject<'_>, root: Arc<Path>) -> Kept {
    let mut kept = Kept::of(&Look::at(subject), root);
    kept.aside = true;
    kept
}

fn findings(look: &mut Look<'_>) -> Vec<Diagnostic> {
    look.found.extend(look.review.diagnostics.iter().cloned());
    for family in FAMILIES {
        family(look);
    }
    fields::codes(look);
    let mut found = std::mem::take(&mut look.found);
    let allowed = allowed(look.subject);
    let is_allowed = |one: &Diagnostic| allowed.iter().any(|code| code == one.code.as_str());
    // Of titles that are missing the folder tells whether that is meant.
    found.retain(|one| one.code != Code::NoTitle && !is_allowed(one));
    found.sort_by_key(|finding| (finding.line, finding.column, finding.code));
    found
}

/// What is to be said of an `author.toml`.
pub(crate) fn author(source: &Source) -> Vec<Diagnostic> {
    let file = author_file::parse(source);
    let (review, facts) = (Review { author: file.author, ..Review::default() }, Facts::default());
    let subject = Subject { review: &review, source, fields: &file.fields, allow: &[], facts };
    let mut look = Look::at(&subject);
    look.found = file.diagnostics;
    if look.found.iter().all(|finding| finding.code != Code::Syntax) {
        fields::of_author(&mut look);
        address::of_author(&mut look, &file.fields);
        fields::codes(&mut look);
    }
    let allowed = |one: &Diagnostic| file.allow.iter().any(|code| code == one.code.as_str());
    look.found.retain(|one| one.code == Code::Syntax || !allowed(one));
    look.found.sort_by_key(|finding| (finding.line, finding.column, finding.code));
    look.found
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
