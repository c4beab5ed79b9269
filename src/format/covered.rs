//! What of a file is covered, so that a finding can quote it and show its line without giving
//! anything away. All findings about a file pass here, those of parsers and those of checks.

use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;

use super::open_lines::open_lines;
use super::passages::{Passage, line_at, passages};
use super::spoiler_hints::may_cover;
use super::value::{KeyValue, Node, Value};
use crate::markup::cover;
use crate::markup::spoiler;
use crate::model::{Field, Markup, Review, Section};
use crate::text::spoilers::remarks;
use crate::text::{Code, Diagnostic, Glyphs, Quote, Source, Span, mask};

/// The covered ranges of a file, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Covered(Vec<Range<usize>>);

impl Covered {
    /// What one review covers of its file.
    pub(crate) fn of(review: &Review, source: &Source, fields: &[KeyValue]) -> Self {
        Self::of_all([review], source, fields)
    }

    /// What the reviews of a file cover.
    pub(crate) fn of_all<'r>(
        reviews: impl IntoIterator<Item = &'r Review>,
        source: &Source,
        fields: &[KeyValue],
    ) -> Self {
        let mut found = Finder { source, ranges: Vec::new() };
        found.decoded(fields);
        reviews.into_iter().for_each(|review| found.review(review, fields));
        Self(joined(found.ranges))
    }

    /// Whether anything at `span` is covered.
    pub(crate) fn hides(&self, span: Span) -> bool {
        self.within(span).next().is_some()
    }

    /// What of `span` is covered.
    fn within(&self, span: Span) -> impl Iterator<Item = Range<usize>> {
        let first = self.0.partition_point(|range| range.end <= span.start);
        let met = self.0[first..].iter().take_while(move |range| range.start < span.end);
        met.map(move |range| range.start.max(span.start)..range.end.min(span.end))
    }

    /// The text at `span`, with what is covered behind `cover`.
    pub(crate) fn show(&self, source: &Source, span: Span, glyphs: Glyphs) -> String {
        let text = |from: usize, to: usize| source.text().get(from..to).unwrap_or_default();
        let mut out = String::with_capacity(span.end.saturating_sub(span.start));
        let mut at = span.start;
        for range in self.within(span) {
            out.push_str(text(at, range.start));
            out.push_str(&mask::mask(text(range.start, range.end), glyphs));
            at = range.end;
        }
        out.push_str(text(at, span.end));
        out
    }

    /// Covers what findings quote from under a cover.
    pub(crate) fn mark(&self, source: &Source, found: &mut [Diagnostic]) {
        for finding in found {
            let place = finding.span;
            for quote in finding.quotes_mut() {
                self.mark_place(source, quote, place);
                mark_marked(quote);
            }
        }
    }

    fn mark_place(&self, source: &Source, quote: &mut Quote, place: Span) {
        let span = quote.span().unwrap_or(place);
        if !self.hides(span) {
            return;
        }
        let length = quote.text().len();
        let written = source.text().get(span.start..span.end).unwrap_or_default();
        // What is quoted as it is written shows what of it is not covered.
        match written.find(quote.text()).filter(|_| length > 0) {
            Some(at) => {
                let start = span.start + at;
                let within = self.within(Span::new(start, start + length));
                quote.cover_all(within.map(|range| range.start - start..range.end - start));
            }
            None => quote.cover(0..length),
        }
    }
}

/// Covers what marks within a quotation cover, whatever it is quoted from; a mark whose other half
/// was cut off covers the rest.
fn mark_marked(quote: &mut Quote) {
    let passages = spoiler::find(quote.text());
    let end = quote.text().len();
    let remarks = remarks(quote.text());
    quote.cover_all(passages.found.into_iter().map(|passage| passage.inner).chain(remarks));
    if let Some(&open) = passages.unclosed.first().filter(|_| quote.is_cut()) {
        quote.cover(open..end);
    }
}

/// The ranges in order, each byte in one at most.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| range.start < range.end);
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup_by(|next, before| {
        let is_joined = next.start <= before.end;
        if is_joined {
            before.end = before.end.max(next.end);
        }
        is_joined
    });
    ranges
}

struct Finder<'s> {
    source: &'s Source,
    ranges: Vec<Range<usize>>,
}

impl Finder<'_> {
    fn review(&mut self, review: &Review, fields: &[KeyValue]) {
        let mut known = Vec::with_capacity(review.sections.len());
        for passage in passages(review, self.source, fields) {
            known.push(passage.range.clone());
            self.passage(&passage);
        }
        self.between(known, review.range(self.source));
        self.sections(fields, review);
        let is_broken = review.diagnostics.iter().any(|one| one.code == Code::Syntax);
        if is_broken && (review.covers() || may_cover(self.source.text())) {
            self.all_but_open_lines();
        }
    }

    fn passage(&mut self, passage: &Passage<'_>) {
        let range = passage.range.clone();
        // Text that could not be parsed is judged line by line, in `all_but_open_lines`.
        if passage.section.markup == Markup::Raw {
            return;
        }
        self.marked(range.clone());
        let heading = heading_of(self.source, passage);
        if passage.covered {
            self.ranges.push(heading.end..range.end);
        }
        self.parts(passage.section, heading.end..range.end);
        if passage.section.heading_covered {
            self.ranges.push(heading);
        }
        // Escapes in the file may be marks in the text.
        let text = self.source.text().get(range.clone()).unwrap_or_default();
        if passage.section.markup == Markup::Markdown && differ(text, &passage.section.text) {
            self.ranges.push(range);
        }
    }

    /// The parts of a section's text that are covered without marks, which stands in `range` of the
    /// file. Where one does not stand there once, as with escapes, all of that is covered.
    fn parts(&mut self, section: &Section, range: Range<usize>) {
        let written = self.source.text().get(range.clone()).unwrap_or_default();
        let parts = section.covered_parts.iter().filter_map(|part| section.text.get(part.clone()));
        for part in parts.map(str::trim) {
            let mut places = memmem::find_iter(written.as_bytes(), part);
            let covered = match (places.next(), places.next()) {
                (Some(at), None) => range.start + at..range.start + at + part.len(),
                _ => range.clone(),
            };
            self.ranges.push(covered);
        }
    }

    /// What marks cover in `range` of the file, and remarks in brackets.
    fn marked(&mut self, range: Range<usize>) {
        let text = self.source.text().get(range.clone()).unwrap_or_default();
        let inner = cover::ranges(text).into_iter().chain(remarks(text));
        self.ranges.extend(inner.map(|it| range.start + it.start..range.start + it.end));
    }

    /// What marks cover where no section is: in fields, headings and titles.
    fn between(&mut self, mut known: Vec<Range<usize>>, all: Range<usize>) {
        known.sort_unstable_by_key(|range| range.start);
        let Range { start: mut at, end } = all;
        for range in known {
            self.marked(at..range.start.max(at));
            at = at.max(range.end);
        }
        self.marked(at..end);
    }

    /// Names and values that cover something once their escapes are read.
    fn decoded(&mut self, fields: &[KeyValue]) {
        for entry in fields {
            self.escaped(&entry.key, entry.key_span);
            self.escaped_value(&entry.node);
        }
    }

    fn escaped_value(&mut self, node: &Node) {
        match &node.value {
            Value::Map(map) => self.decoded(map),
            Value::List(items) => items.iter().for_each(|item| self.escaped_value(item)),
            _ => self.escaped(&node.text, node.span),
        }
    }

    fn escaped(&mut self, text: &str, span: Span) {
        let written = self.source.text().get(span.start..span.end).unwrap_or_default();
        if differ(written, text) {
            self.ranges.push(span.start..span.end);
        }
    }

    /// Values in the place of a section's text that are not texts, since it is unknown whether they
    /// were to be covered; and values beside a text that is covered.
    fn sections(&mut self, fields: &[KeyValue], review: &Review) {
        let covered: HashSet<u32> =
            review.sections.iter().filter(|it| it.covered).map(|it| it.line).collect();
        let mut misfits = Vec::new();
        for entry in fields {
            match (Field::named(&entry.key), &entry.node.value) {
                (Some(Field::Sections), Value::Map(sections)) => {
                    for section in sections {
                        self.section(section.key_span, &section.node, &covered, &mut misfits);
                    }
                }
                (Some(Field::Sections), Value::List(sections)) => {
                    for section in sections {
                        self.section(section.span, section, &covered, &mut misfits);
                    }
                }
                (Some(Field::Sections | Field::Prose), _) => misfit(&entry.node, &mut misfits),
                _ => {}
            }
        }
        let is_unsure =
            || review.names_spoilers || review.covers() || may_cover(self.source.text());
        if !misfits.is_empty() && is_unsure() {
            self.ranges.extend(misfits);
        }
    }

    /// One section, which begins at `start`.
    fn section(
        &mut self,
        start: Span,
        node: &Node,
        covered: &HashSet<u32>,
        misfits: &mut Vec<Range<usize>>,
    ) {
        let Some(parts) = node.map() else { return misfit(node, misfits) };
        let is_covered = covered.contains(&self.source.line_of(start.start));
        for part in parts {
            if is_covered && !matches!(&*part.key, "heading" | "title" | "name") {
                self.ranges.push(part.node.span.start..part.node.span.end);
            } else {
                misfit(&part.node, misfits);
            }
        }
    }

    /// Every line that is not that of a known field, and what a mark opens on one of those.
    fn all_but_open_lines(&mut self) {
        let text = self.source.text();
        self.marked(0..text.len());
        let mut at = 0;
        for line in open_lines(text) {
            self.ranges.push(at..line.start);
            let unclosed = spoiler::find(&text[line.clone()]).unclosed;
            self.ranges.extend(unclosed.first().map(|open| line.start + open..line.end));
            at = line.end;
        }
        self.ranges.push(at..text.len());
    }
}

fn misfit(node: &Node, misfits: &mut Vec<Range<usize>>) {
    if !matches!(node.value, Value::Text | Value::Bool(_)) {
        misfits.push(node.span.start..node.span.end);
    }
}

/// The line of a heading, which is for everybody to see; empty in our own format, where it stands
/// before the text anyway, and where a text begins on the line.
fn heading_of(source: &Source, passage: &Passage<'_>) -> Range<usize> {
    const COMPARED_WORDS: usize = 3;
    let start = passage.range.start;
    let line = line_at(source, passage.section.line);
    let written = source.text().get(line.start..line.end).unwrap_or_default();
    let mut words = passage.section.text.split_whitespace().take(COMPARED_WORDS).peekable();
    let begins_text = words.peek().is_some() && words.all(|word| written.contains(word));
    let is_line = passage.section.heading.is_some()
        && source.line_start(passage.section.line) == start
        && !begins_text;
    start..if is_line { line.end } else { start }
}

/// Whether marks cover something else in a text than in what is written for it in the file.
fn differ(written: &str, text: &str) -> bool {
    let inner = |text: &str| {
        let found = spoiler::find(text).found.into_iter();
        found.map(|passage| text[passage.inner].trim().to_owned()).collect::<Vec<_>>()
    };
    let found = inner(text);
    !found.is_empty() && found != inner(written)
}
