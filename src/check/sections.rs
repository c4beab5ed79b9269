//! Sections that are empty or misspelt. Which ones are missing depends on the folder: see
//! `expected.rs`.

use super::context::Cx;
use crate::format::headings;
use crate::model::{Review, Section, SectionKey};
use crate::text::near::is_slip;
use crate::text::phrase::whole;
use crate::text::{Code, Phrase, expected, quote};

pub(super) fn check(cx: &mut Cx<'_>) {
    empty(cx);
    misspelt(cx);
}

/// Whether a review has the section. A misspelt heading and a value of the wrong type count too,
/// because they are reported as such.
pub(super) fn has_section(review: &Review, key: &SectionKey) -> bool {
    let kept = || review.extra.iter().filter_map(|(name, _)| name.strip_prefix("sections."));
    // Most sections have their usual keys, which are compared much faster than headings.
    review.sections.iter().any(|section| section.key == *key)
        || review.sections.iter().any(|section| is_meant(section, key))
        || kept().any(|name| headings::key(name.split('.').next().unwrap_or(name)) == *key)
}

/// Whether the section has this key or a misspelt heading for it.
fn is_meant(section: &Section, key: &SectionKey) -> bool {
    let is_misspelt = |(heading, usual): (&String, &str)| is_slip(heading, usual);
    section.key == *key
        || (is_other(&section.key)
            && section.heading.as_ref().zip(key.heading()).is_some_and(is_misspelt))
}

/// Whether it is none of the keys that usual headings lead to.
fn is_other(key: &SectionKey) -> bool {
    !SectionKey::STANDARD.contains(key)
}

fn empty(cx: &mut Cx<'_>) {
    for section in &cx.review.sections {
        if cx.is_full(Code::EmptySection) {
            return;
        }
        let Some(heading) = section.heading.as_deref() else { continue };
        if section.text.trim().is_empty() && section.rating.is_none() {
            let span = cx.line_of(section);
            let heading = quote(heading).in_prose();
            let under = Phrase::from("text under ").then(heading);
            cx.report(Code::EmptySection, span, expected(under));
        }
    }
}

/// Reports headings that are nearly that of a standard section. Those that are nearly one of the
/// author's own are found by comparing the files of a folder, in `habits.rs`.
fn misspelt(cx: &mut Cx<'_>) {
    for section in cx.review.sections.iter().filter(|section| is_other(&section.key)) {
        if cx.is_full(Code::HeadingTypo) {
            return;
        }
        let Some(heading) = section.heading.as_deref() else { continue };
        if let Some(usual) = misspelt_heading(heading) {
            let span = cx.line_of(section);
            let found = quote(heading).in_prose();
            let mismatch = expected("a usual heading").found(found);
            let mismatch = cx.suggest(mismatch, span, heading, whole(usual).in_prose());
            cx.report(Code::HeadingTypo, span, mismatch);
        }
    }
}

/// The heading of a standard section that `heading` is a misspelling of.
pub(super) fn misspelt_heading(heading: &str) -> Option<&'static str> {
    let mut usual = SectionKey::STANDARD.iter().filter_map(SectionKey::heading);
    usual.find(|usual| is_slip(heading, usual))
}
