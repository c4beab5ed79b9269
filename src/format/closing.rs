//! The end of a plain post: where to find the author, a greeting, and what else is said there.

use std::ops::Range;

use super::assembly::Assembly;
use super::{contact, headings};
use crate::markup::spoiler::is_line_mark;
use crate::model::{CONTACT_LINES, Markup, Section, SectionKey};
use crate::text::Span;
use crate::text::lines::{line_end, lines};

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlainLine<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

/// The lines of a text that are not blank. Only where each begins is kept, since a text may be
/// nothing but short lines.
pub(super) struct PlainLines<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> PlainLines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let starts = lines(text).filter(|(_, line)| !line.trim().is_empty());
        let starts = starts.map(|(start, _)| u32::try_from(start).unwrap_or(u32::MAX));
        Self { text, starts: starts.collect() }
    }

    pub(super) const fn len(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<PlainLine<'t>> {
        let start = *self.starts.get(index)? as usize;
        let end = |start: usize| self.text.len().min(line_end(self.text, start) + 1);
        let before = index.checked_sub(1).map_or(0, |before| end(self.starts[before] as usize));
        let span = Span::new(start, end(start));
        let text = self.text.get(span.start..span.end)?.trim();
        Some(PlainLine { text, span, after_blank: start > before })
    }

    /// The lines in `range`.
    pub(super) fn within(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, PlainLine<'t>)> {
        (range.start..range.end.min(self.len())).filter_map(|at| Some((at, self.get(at)?)))
    }

    /// The lines from `first` on.
    pub(super) fn from(
        &self,
        first: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, PlainLine<'t>)> {
        self.within(first..self.len())
    }
}

/// The index of the line at which the end begins: after the rating, where that stands at the end of
/// the text, else at the first of the lines about the author that the file ends with.
pub(super) fn start(lines: &PlainLines<'_>, body: usize, rating: Option<usize>) -> usize {
    if let Some(at) = rating {
        let before: usize = lines.within(body..at).map(|(_, line)| line.text.len()).sum();
        let after: usize = lines.from(at + 1).map(|(_, line)| line.text.len()).sum();
        let sections = lines
            .from(at + 1)
            .any(|(_, l)| headings::known(l.text).is_some() || is_line_mark(l.text));
        if after <= before.max(1) && !sections {
            return at + 1;
        }
    }
    trailing(lines, body, rating)
}

fn trailing(lines: &PlainLines<'_>, body: usize, rating: Option<usize>) -> usize {
    let first = rating.map_or(body, |at| at + 1).max(body);
    let mut start = lines.len();
    for (at, PlainLine { text, .. }) in lines.from(first).rev() {
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

/// Takes the author's contacts and greeting from the lines at the end, which begins at `tail`; the
/// others become the last section.
pub(super) fn close(
    assembly: &mut Assembly<'_>,
    lines: &PlainLines<'_>,
    tail: usize,
    after: Option<Span>,
) {
    let mut contacts = Vec::new();
    let (mut text, mut first_kept) = (String::new(), None);
    for (_, line) in lines.from(tail).filter(|(_, line)| Some(line.span) != after) {
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
        if !text.is_empty() {
            text.push_str(if line.after_blank { "\n\n" } else { "\n" });
        }
        text.push_str(line.text);
        first_kept = first_kept.or(Some(line.span.start));
    }
    if let (Some(first), false) = (lines.get(tail), contacts.is_empty()) {
        // The words around the handles, which the author's fields have no room for.
        assembly.keep(first.span, CONTACT_LINES, contacts.join("\n"));
    }
    let Some(start) = first_kept else { return };
    assembly.review.sections.push(Section {
        key: SectionKey::Closing,
        text,
        markup: Markup::Literal,
        line: assembly.source.line_of(start),
        ..Section::default()
    });
}
