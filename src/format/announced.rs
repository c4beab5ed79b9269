//! What warnings of spoilers within a text cover, where nothing else says what is to be covered.
//!
//! A warning covers what follows it in its section, or in its paragraph if it labels a part of that. One
//! above the first heading, or at the end of a section, is about the sections below it too, but for
//! the verdict. A sentence that says that spoilers are over ends any of them.

use std::ops::Range;

use memchr::memmem;

use super::headings::SectionNames;
use super::spoiler_warning::{self, cover_but_verdict};
use crate::markup::spoiler::Passages;
use crate::model::{Markup, Review, Section, SectionKey};
use crate::text::spoilers::{Announcement, AnnouncementKind, Reach, announcements, may_warn};
use crate::text::{Mismatch, Source, Span, expected};

/// Covers what the warnings in the text of a review are about, given the passages of each section;
/// returns what is to be reported.
pub(super) fn cover(
    review: &mut Review,
    passages: &[Passages],
    source: &Source,
) -> Vec<(Span, Mismatch)> {
    let mut texts = review.sections.iter().filter(|section| section.markup != Markup::Raw);
    if !source.may_warn() || !texts.any(|section| may_warn(&section.text)) {
        return Vec::new();
    }
    if let Some(found) = cover_by_field(review, source) {
        return vec![found];
    }
    let marked = marked_after(&review.sections, passages);
    let mut pass = Pass { source, is_on: false, found: Vec::new() };
    for ((section, passages), marked_below) in review.sections.iter_mut().zip(passages).zip(marked)
    {
        pass.section(section, passages, marked_below);
    }
    pass.found
}

/// Covers all but the verdict where a header that was not recognised left a field about spoilers in
/// the text.
fn cover_by_field(review: &mut Review, source: &Source) -> Option<(Span, Mismatch)> {
    let names = SectionNames::of(&review.sections);
    let texts = review.sections.iter().enumerate().filter(|(_, it)| it.markup != Markup::Raw);
    let mut lines =
        texts.filter_map(|(at, it)| Some((at, spoiler_warning::field_line(&it.text, &names)?)));
    let (at, line) = lines.next()?;
    let span = span_of(source, &review.sections[at], &line);
    cover_but_verdict(&mut review.sections[at + 1..]);
    cover_but_verdict(&mut review.sections[..at]);
    let section = &mut review.sections[at];
    let rest = line.end..section.text.len();
    cover_parts(section, vec![rest]);
    let mismatch = expected("fields between `---` at the top of the file")
        .found("a warning of spoilers")
        .help("all but the verdict is covered");
    Some((span, mismatch))
}

/// Whether the author covered anything in the sections below each.
fn marked_after(sections: &[Section], passages: &[Passages]) -> Vec<bool> {
    let mut is_marked = false;
    let upwards = sections.iter().zip(passages).rev();
    let mut marked: Vec<bool> = upwards
        .map(|(section, passages)| {
            let below = is_marked;
            is_marked |= section.covered || passages.cover();
            below
        })
        .collect();
    marked.reverse();
    marked
}

struct Pass<'s> {
    source: &'s Source,
    /// Whether a warning above is about the sections below it, too.
    is_on: bool,
    found: Vec<(Span, Mismatch)>,
}

impl Pass<'_> {
    /// Covers what warnings say of the next section, or above it.
    fn section(&mut self, section: &mut Section, passages: &Passages, marked_below: bool) {
        let was_on = self.is_on && section.key != SectionKey::Verdict;
        if section.markup == Markup::Raw || !may_warn(&section.text) {
            section.covered |= was_on;
            return;
        }
        let covered = cover_ranges(section, passages, section.covered || was_on, marked_below);
        for warning in &covered.warnings {
            self.report(section, warning);
        }
        self.is_on = covered.goes_on.unwrap_or(self.is_on);
        cover_parts(section, covered.ranges);
    }

    fn report(&mut self, section: &Section, sentence: &Range<usize>) {
        let remedy = match section.markup {
            Markup::Markdown => {
                "what follows is covered; `End of spoilers` ends it, `spoilers = false` or \
                 `allow = [\"spoilers-assumed\"]` shows it"
            }
            Markup::Literal | Markup::Raw => "what follows is covered; `End of spoilers` ends it",
        };
        let mismatch = expected("`!spoilers` alone on a line above what is to be covered")
            .found("a warning of spoilers")
            .help(remedy);
        self.found.push((span_of(self.source, section, sentence), mismatch));
    }
}

/// Covers parts of a section's text, which are all of it where nothing else has words.
fn cover_parts(section: &mut Section, parts: Vec<Range<usize>>) {
    let text = &section.text;
    let starts = parts.iter().map(|part| part.start).chain([text.len()]);
    let ends = std::iter::once(0).chain(parts.iter().map(|part| part.end));
    let mut open = ends.zip(starts).map(|(end, start)| &text[end..start]);
    let is_whole = !parts.is_empty() && !open.any(|open| open.contains(char::is_alphanumeric));
    section.covered = is_whole;
    section.covered_parts = if is_whole { Vec::new() } else { parts };
}

/// What of a section is covered.
struct CoveredRanges {
    ranges: Vec<Range<usize>>,
    /// The sentences that warn.
    warnings: Vec<Range<usize>>,
    /// Whether the sections below are covered, too, if the text says anything of it.
    goes_on: Option<bool>,
}

/// More warnings in one section cover all the rest of it: each makes parts of it.
const MAX_WARNINGS: usize = 50;

/// The ranges of a section's text that are covered, given whether it is to begin with.
fn cover_ranges(
    section: &Section,
    passages: &Passages,
    is_covered: bool,
    marked_below: bool,
) -> CoveredRanges {
    let text = &section.text;
    let has_words = |range: Range<usize>| text[range].contains(char::is_alphanumeric);
    let mut said = announcements(text);
    said.retain(|it| !passages.touch(&it.sentence) && !is_in_tag(text, it.sentence.start));
    let mut found = CoveredRanges { ranges: Vec::new(), warnings: Vec::new(), goes_on: None };
    let mut open = is_covered.then_some(0);
    for (at, Announcement { sentence, kind }) in said.iter().enumerate() {
        let (start, reach) = match *kind {
            AnnouncementKind::Begin { start, reach } => (start, reach),
            AnnouncementKind::End if found.warnings.len() >= MAX_WARNINGS => continue,
            AnnouncementKind::End => {
                let end = |start: usize| start..sentence.start.max(start);
                found.ranges.extend(open.take().map(end));
                found.goes_on = Some(false);
                continue;
            }
        };
        let upto = found.ranges.last().map_or(0, |range| range.end);
        if open.is_some() || start < upto {
            continue;
        }
        let next = said.get(at + 1);
        let is_over = next.is_some_and(|next| next.kind == AnnouncementKind::End);
        let end = match reach {
            Reach::To(end) => end,
            Reach::Paragraph => end_of_paragraph(text, start),
            Reach::Section | Reach::On => text.len(),
        };
        let end = next.filter(|_| is_over).map_or(end, |next| end.min(next.sentence.start));
        let is_last = reach == Reach::On && !has_words(sentence.end.min(end)..end);
        let is_about_all = section.heading.is_none() || is_last;
        let goes_on = reach == Reach::On && !is_over && is_about_all && !marked_below;
        // The author marked what is to be covered.
        if passages.cover_any(&(start..end)) || is_last && !goes_on {
            continue;
        }
        found.warnings.push(sentence.clone());
        let is_first = !has_words(0..sentence.start);
        let from = if is_first { 0 } else { start };
        // What is covered from the beginning holds what was covered of it before.
        found.ranges.retain(|range| range.end <= from);
        if matches!(reach, Reach::On | Reach::Section) || found.warnings.len() == MAX_WARNINGS {
            open = Some(from);
        } else {
            found.ranges.push(from..end);
        }
        found.goes_on = if goes_on { Some(true) } else { found.goes_on };
    }
    found.ranges.extend(open.map(|start| start..text.len()));
    found.ranges.retain(|range| has_words(range.clone()));
    found
}

/// Where a part of a section's text stands in the file; at the beginning of the section where the file
/// spells it otherwise, as with escapes.
fn span_of(source: &Source, section: &Section, range: &Range<usize>) -> Span {
    let start = source.line_start(section.line);
    let rest = source.text().get(start..).unwrap_or_default();
    let text = section.text.get(range.clone()).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    match memmem::find(rest.as_bytes(), line.as_bytes()) {
        Some(at) => Span::new(start + at, start + at + line.trim_end().len()),
        None => Span::new(start, start),
    }
}

/// Whether `at` stands within a tag.
fn is_in_tag(text: &str, at: usize) -> bool {
    const MAX_TAG_BYTES: usize = 300;
    let before = &text.as_bytes()[at.saturating_sub(MAX_TAG_BYTES)..at];
    memchr::memrchr2(b'<', b'>', before).is_some_and(|sign| before[sign] == b'<')
}

fn end_of_paragraph(text: &str, at: usize) -> usize {
    text[at..].find("\n\n").map_or(text.len(), |blank| at + blank)
}
