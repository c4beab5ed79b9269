//! The end of a plain post: where to find the author, a greeting, and what else is said there.

use super::assembly::Assembly;
use super::{contact, headings};
use crate::markup::spoiler::is_line_mark;
use crate::model::{Markup, Section, SectionKey};
use crate::text::Span;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlainLine<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

/// The index of the line at which the end begins: after the rating, where that stands at the end of
/// the text, else at the first of the lines about the author that the file ends with.
pub(super) fn start(lines: &[PlainLine<'_>], body: usize, rating: Option<usize>) -> usize {
    if let Some(at) = rating {
        let before: usize = lines[body..at].iter().map(|line| line.text.len()).sum();
        let after: usize = lines[at + 1..].iter().map(|line| line.text.len()).sum();
        let sections = lines[at + 1..]
            .iter()
            .any(|l| headings::known(l.text).is_some() || is_line_mark(l.text));
        if after <= before.max(1) && !sections {
            return at + 1;
        }
    }
    trailing(lines, body, rating)
}

fn trailing(lines: &[PlainLine<'_>], body: usize, rating: Option<usize>) -> usize {
    let first = rating.map_or(body, |at| at + 1).max(body);
    let mut start = lines.len();
    for at in (first..lines.len()).rev() {
        let text = lines[at].text;
        if is_contact(text) {
            start = at;
        } else if text.split_whitespace().count() > 12 || is_line_mark(text) {
            break;
        }
    }
    let last = lines.len().saturating_sub(1);
    let greeting = lines.get(last).is_some_and(|line| {
        line.text.starts_with(['-', '–', '—']) && contact::signoff(line.text).is_some()
    });
    if start == lines.len() && greeting && last > first { last } else { start }
}

/// Whether the line says where its author is found, and nothing else.
pub(super) fn is_contact(text: &str) -> bool {
    contact::line(text).is_some_and(|contact| contact.is_whole_line)
}

/// Takes the author's contacts and greeting from the lines at the end; the others become the last
/// section.
pub(super) fn close(assembly: &mut Assembly<'_>, lines: &[PlainLine<'_>], after: Option<Span>) {
    let mut kept: Vec<&PlainLine<'_>> = Vec::new();
    let mut contacts = Vec::new();
    let covered = assembly.covering;
    for line in lines.iter().filter(|line| Some(line.span) != after) {
        let known = assembly.review.author.handles.len();
        let full = known >= contact::MAX_HANDLES;
        if let Some(contact) = contact::line(line.text).filter(|_| !full) {
            let is_whole_line = contact.is_whole_line;
            contact.add_to(&mut assembly.review.author);
            if is_whole_line {
                contacts.push(line.text);
                continue;
            }
        }
        let greeted = assembly.review.author.signoff.is_some();
        if let Some(signoff) = contact::signoff(line.text).filter(|_| !greeted) {
            assembly.review.author.signoff = Some(signoff);
            continue;
        }
        kept.push(line);
    }
    if let (Some(first), false) = (lines.first(), contacts.is_empty()) {
        // The words around the handles, which the author's fields have no room for.
        assembly.keep(first.span, "contact_lines", contacts.join("\n"));
    }
    let Some(first) = kept.first() else { return };
    let mut text = String::new();
    for line in &kept {
        if !text.is_empty() {
            text.push_str(if line.after_blank { "\n\n" } else { "\n" });
        }
        text.push_str(line.text);
    }
    assembly.review.sections.push(Section {
        key: SectionKey::Closing,
        text,
        markup: Markup::Literal,
        covered,
        line: assembly.source.line_of(first.span.start),
        ..Section::default()
    });
}
