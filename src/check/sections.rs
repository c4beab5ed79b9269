//! Sections that are empty or misspelt. Which ones are missing depends on the folder: see
//! `expected.rs`.

use std::collections::HashSet;

use super::context::Cx;
use super::misspelt::misspelt_heading;
use super::near_headings::NearHeading;
use crate::format::headings;
use crate::model::{Field, Section, SectionKey};
use crate::text::fold::fold;
use crate::text::near::is_slip;
use crate::text::phrase::whole;
use crate::text::{Code, Phrase, expected, quote};

pub(super) fn check(cx: &mut Cx<'_>) {
    nearly(cx);
    repeated(cx);
    empty(cx);
    misspelt(cx);
}

/// Whether the table of sections is misspelt, which is reported: its sections are not known.
pub(super) fn is_table_misspelt(cx: &Cx<'_>) -> bool {
    let mut names = cx.subject.fields.iter().map(|entry| &*entry.key);
    cx.is_strict() && names.any(|name| Field::named(name).is_none() && is_slip(name, "sections"))
}

/// Whether a review has the section. A misspelt heading, a line that was meant as one and a value
/// of the wrong type count too, because they are reported as such.
pub(super) fn has_section(cx: &Cx<'_>, key: &SectionKey) -> bool {
    let review = cx.review;
    let kept = || review.extra.iter().filter_map(|(name, _)| name.strip_prefix("sections."));
    // Most sections have their usual keys, which are compared much faster than headings.
    review.sections.iter().any(|section| section.key == *key)
        || is_table_misspelt(cx)
        || misspelt_keys(cx).contains(key)
        || kept().any(|name| headings::key(name.split('.').next().unwrap_or(name)) == *key)
        || cx.meant_headings.keys.contains(key)
}

/// The usual heading that the section's is a slip of; else the name in `spoilers`, if that is one.
fn usual_heading(cx: &Cx<'_>, section: &Section) -> Option<String> {
    let heading = section.heading.as_deref().filter(|_| is_other(&section.key))?;
    let named = || {
        let node = &cx.field(Field::Spoilers)?.node;
        let one = std::slice::from_ref(node);
        let names = node.list().unwrap_or(one).iter().take(MAX_COMPARED);
        let mut names = names.map(|name| name.text.trim());
        names.find(|name| headings::known(name).is_some() && is_slip(heading, name))
    };
    misspelt_heading(heading, cx.review.language).or_else(|| Some(named()?.to_owned()))
}

/// The keys of the sections whose headings are misspelt.
pub(super) fn misspelt_keys<'c>(cx: &'c Cx<'_>) -> &'c HashSet<SectionKey> {
    cx.misspelt_keys.get_or_init(|| {
        let sections = cx.review.sections.iter().take(MAX_COMPARED);
        sections.filter_map(|section| Some(headings::key(&usual_heading(cx, section)?))).collect()
    })
}

/// Of more sections or names in `spoilers` the others are not compared with each other.
const MAX_COMPARED: usize = 50;

/// Whether it is none of the keys that usual headings lead to.
fn is_other(key: &SectionKey) -> bool {
    !SectionKey::STANDARD.contains(key)
}

/// Reports the lines that were meant as headings.
fn nearly(cx: &mut Cx<'_>) {
    for NearHeading { span, line, is_edit, why, .. } in cx.meant_headings.lines.clone() {
        let written = cx.source.text().get(span.start..span.end).unwrap_or_default();
        let wanted = quote(&line).at(span);
        let mismatch = expected(wanted).found(quote(written).at(span)).help(why);
        let mismatch = if is_edit { mismatch.replace(span, whole(&line)) } else { mismatch };
        cx.report(Code::HeadingForm, span, mismatch);
    }
}

/// Reports a heading that comes a second time. Several that do belong to several works, or parts.
fn repeated(cx: &mut Cx<'_>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut twice: Vec<&Section> = Vec::new();
    for section in cx.review.sections.iter().filter(|section| !section.text.trim().is_empty()) {
        let own = |heading: &&String| Some(heading.as_str()) != SectionKey::Spoilers.heading();
        let Some(heading) = section.heading.as_ref().filter(own) else { continue };
        if !seen.insert(fold(heading)) {
            twice.push(section);
        }
    }
    if let &[section] = twice.as_slice() {
        let heading = quote(section.heading.as_deref().unwrap_or_default()).in_prose();
        let found = Phrase::from(heading).then(" again");
        let span = cx.line_of(section);
        cx.report(Code::RepeatedSection, span, expected("one section of this name").found(found));
    }
}

/// A longer heading is a paragraph.
const MAX_HEADING_BYTES: usize = 200;

fn empty(cx: &mut Cx<'_>) {
    for (at, section) in cx.review.sections.iter().enumerate() {
        if cx.is_full(Code::EmptySection) {
            return;
        }
        let Some(heading) = section.heading.as_deref() else { continue };
        if section.text.trim().is_empty() && section.rating.is_none() {
            let span = cx.line_of(section);
            // Headings in bold have no levels: the ones below may belong to it.
            let written = cx.source.text().get(span.start..span.end).unwrap_or_default();
            let is_bold = written.starts_with(['*', '_']) && at + 1 < cx.review.sections.len();
            // A paragraph behind a `#` is its own text.
            if is_bold || heading.len() > MAX_HEADING_BYTES {
                continue;
            }
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
        if let Some(usual) = usual_heading(cx, section) {
            let span = cx.line_of(section);
            let found = quote(heading).in_prose();
            let mismatch = expected("a usual heading").found(found);
            let mismatch = cx.suggest(mismatch, span, heading, whole(&usual).in_prose());
            cx.report(Code::HeadingTypo, span, mismatch);
        }
    }
}
