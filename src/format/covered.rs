//! What of a file stands under a cover, so that a finding can quote it and show its line and tell
//! nothing. Everything that is found in a file passes here, whoever found it.

use std::ops::Range;

use super::open_lines::open_lines;
use super::passages::{Passage, line_at, passages};
use super::value::{Entry, Value};
use crate::markup::cover;
use crate::markup::spoiler;
use crate::model::{Field, Markup, Review, Section};
use crate::text::{Code, Diagnostic, Quote, Source, Span, mask};

/// The covered ranges of a file, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Covered(Vec<Range<usize>>);

impl Covered {
    pub(crate) fn of(review: &Review, source: &Source, fields: &[Entry]) -> Self {
        let mut found = Finder { source, ranges: Vec::new() };
        let mut known = Vec::with_capacity(review.sections.len());
        for passage in passages(review, source, fields) {
            known.push(passage.range.clone());
            found.passage(&passage);
        }
        let has_marks = |section: &Section| section.markup != Markup::Literal;
        if review.sections.iter().all(has_marks) {
            found.between(known, review.range(source));
        }
        found.decoded(fields);
        if cover::in_review(review) {
            found.misfits(fields, false);
        }
        let is_broken = review.diagnostics.iter().any(|one| one.code == Code::Syntax);
        if is_broken && (cover::in_review(review) || speaks_of_spoilers(source.text())) {
            found.all_but_open_lines();
        }
        found.ranges.sort_unstable_by_key(|range| (range.start, range.end));
        Self(found.ranges)
    }

    /// The same for all reviews of a file.
    pub(crate) fn of_all<'r>(
        reviews: impl Iterator<Item = &'r Review>,
        source: &Source,
        fields: &[Entry],
    ) -> Self {
        let each = reviews.flat_map(|review| Self::of(review, source, fields).0);
        let mut ranges: Vec<Range<usize>> = each.collect();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        Self(ranges)
    }

    /// Whether anything at `span` is covered.
    pub(crate) fn hides(&self, span: Span) -> bool {
        self.within(span).next().is_some()
    }

    /// What of `span` is covered; parts may come twice.
    fn within(&self, span: Span) -> impl Iterator<Item = Range<usize>> {
        let met = self.0.iter().take_while(move |range| range.start < span.end);
        let met = met.map(move |range| range.start.max(span.start)..range.end.min(span.end));
        met.filter(|range| range.start < range.end)
    }

    /// The text at `span`, with what is covered behind `cover`.
    pub(crate) fn show(&self, source: &Source, span: Span, cover: char) -> String {
        let text = |from: usize, to: usize| source.text().get(from..to).unwrap_or_default();
        let mut out = String::with_capacity(span.end.saturating_sub(span.start));
        let mut at = span.start;
        for range in self.within(span) {
            let (start, end) = (range.start.max(at), range.end.max(at));
            out.push_str(text(at, start));
            out.push_str(&mask::mask(text(start, end), cover));
            at = end;
        }
        out.push_str(text(at, span.end));
        out
    }

    /// Covers what findings quote from under a cover.
    pub(crate) fn mark(&self, source: &Source, found: &mut [Diagnostic]) {
        if self.0.is_empty() {
            return;
        }
        for finding in found {
            let place = finding.span;
            finding.quotes_mut().for_each(|quote| self.mark_quote(source, quote, place));
        }
    }

    fn mark_quote(&self, source: &Source, quote: &mut Quote, place: Span) {
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
                for range in self.within(Span::new(start, start + length)) {
                    quote.cover(range.start - start..range.end - start);
                }
            }
            None => quote.cover(0..length),
        }
    }
}

/// Collects the ranges.
struct Finder<'s> {
    source: &'s Source,
    ranges: Vec<Range<usize>>,
}

impl Finder<'_> {
    fn passage(&mut self, passage: &Passage<'_>) {
        // What was not understood is told line by line.
        if passage.section.markup == Markup::Raw {
            return;
        }
        let range = passage.range.clone();
        if passage.section.markup == Markup::Markdown {
            self.marked(range.clone());
        }
        let heading = heading_of(self.source, passage);
        if passage.covered {
            self.ranges.push(heading.end..range.end);
        }
        if passage.section.heading_covered {
            self.ranges.push(heading);
        }
        // Escapes in the file may be marks in the text.
        let text = self.source.text().get(range.clone()).unwrap_or_default();
        if passage.section.markup == Markup::Markdown && differ(text, &passage.section.text) {
            self.ranges.push(range);
        }
    }

    /// What marks cover in `range` of the file.
    fn marked(&mut self, range: Range<usize>) {
        let text = self.source.text().get(range.clone()).unwrap_or_default();
        let inner = spoiler::find(text).found.into_iter().map(|passage| passage.inner);
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
    fn decoded(&mut self, fields: &[Entry]) {
        for entry in fields {
            self.escaped(&entry.key, entry.key_span);
            self.escaped_value(&entry.node);
        }
    }

    fn escaped_value(&mut self, node: &super::value::Node) {
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

    /// Values where the text of a section belongs that are none: nobody can tell any more whether
    /// they were to be covered.
    fn misfits(&mut self, fields: &[Entry], is_section: bool) {
        for entry in fields {
            let field = Field::named(&entry.key);
            let holds_text = is_section || matches!(field, Some(Field::Sections | Field::Prose));
            if !holds_text {
                continue;
            }
            match &entry.node.value {
                Value::Text | Value::Bool(_) => {}
                Value::Map(map) => self.misfits(map, true),
                Value::List(items) if items.iter().any(|item| item.map().is_some()) => {
                    items
                        .iter()
                        .filter_map(|item| item.map())
                        .for_each(|it| self.misfits(it, true));
                }
                _ => self.ranges.push(entry.node.span.start..entry.node.span.end),
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

/// The line of a heading, which is for everybody to see; empty in our own format, where it stands
/// before the text anyway.
fn heading_of(source: &Source, passage: &Passage<'_>) -> Range<usize> {
    let start = passage.range.start;
    let is_line =
        passage.section.heading.is_some() && source.line_start(passage.section.line) == start;
    start..if is_line { line_at(source, passage.section.line).end } else { start }
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

/// Whether a file that is broken may have meant to cover something: a word or a mark says so, in
/// what is not for its author alone.
fn speaks_of_spoilers(text: &str) -> bool {
    let text = super::assembly::without_comments(text);
    let passages = spoiler::find(&text);
    text.to_lowercase().contains("spoiler")
        || !passages.unclosed.is_empty()
        || !passages.found.is_empty()
}
