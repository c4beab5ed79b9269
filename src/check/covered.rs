//! What of a file is covered, so that a finding can show its line and tell nothing.

use std::ops::Range;

use super::context::{Passage, line_at, passages};
use crate::format::head;
use crate::format::synonyms::{self, Field};
use crate::format::value::Entry;
use crate::markup::{cover, spoiler};
use crate::model::{Markup, Review};
use crate::text::{Code, Diagnostic, Source, Span};

/// The covered ranges of a file, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Covered {
    ranges: Vec<Range<usize>>,
    /// From where on what was not understood may be meant to be covered, because something is.
    unclear: Option<usize>,
}

impl Covered {
    pub(crate) fn of(review: &Review, source: &Source, fields: &[Entry]) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for passage in passages(review, source, fields) {
            let text = source.text().get(passage.range.clone()).unwrap_or_default();
            if passage.covered {
                ranges.push(start_of_text(source, &passage)..passage.range.end);
            } else if passage.section.markup == Markup::Markdown {
                let start = passage.range.start;
                let found = spoiler::find(text).found;
                ranges.extend(
                    found.into_iter().map(|it| start + it.inner.start..start + it.inner.end),
                );
            }
        }
        ranges.sort_unstable_by_key(|range| range.start);
        let broken = review.broken().is_some();
        let texts = fields.iter().filter(|entry| {
            let field = synonyms::find(&entry.key).map(|(field, _)| field);
            matches!(field, Some(Field::Sections | Field::Prose))
        });
        let texts = texts.map(|entry| entry.key_span.start).min();
        let unclear = if broken { Some(0) } else { texts };
        Self { ranges, unclear: unclear.filter(|_| review.covers()) }
    }

    /// Whether anything at `span` is covered.
    pub(crate) fn hides(&self, span: Span) -> bool {
        self.within(span).next().is_some()
    }

    /// The ranges that `span` meets.
    fn within(&self, span: Span) -> impl Iterator<Item = &Range<usize>> {
        let first = self.ranges.partition_point(|range| range.end <= span.start);
        self.ranges[first..].iter().take_while(move |range| range.start < span.end)
    }

    /// The text at `span`, with what is covered masked. Of a finding about the syntax or the type of
    /// a text all of it is, since what it was to be cannot be told.
    pub(crate) fn show(&self, source: &Source, span: Span, finding: &Diagnostic) -> String {
        let text = source.text().get(span.start..span.end).unwrap_or_default();
        let unclear = self.unclear.is_some_and(|from| finding.span.start >= from);
        let may_quote_all = matches!(finding.code, Code::Syntax | Code::WrongType);
        if unclear && may_quote_all && !head::is_open_line(source, finding.span) {
            return cover::cover(text, cover::COVER);
        }
        let mut out = String::with_capacity(text.len());
        let mut at = span.start;
        for range in self.within(span) {
            let start = range.start.clamp(at, span.end);
            let end = range.end.clamp(start, span.end);
            out.push_str(source.text().get(at..start).unwrap_or_default());
            let hidden = source.text().get(start..end).unwrap_or_default();
            out.push_str(&cover::cover(hidden, cover::COVER));
            at = end;
        }
        out.push_str(source.text().get(at..span.end).unwrap_or_default());
        out
    }
}

/// A heading is for everybody to see; in our own format it stands before the text anyway.
fn start_of_text(source: &Source, passage: &Passage<'_>) -> usize {
    let heading = passage.section.heading.is_some()
        && passage.section.markup != Markup::Raw
        && source.line_start(passage.section.line) == passage.range.start;
    if heading { line_at(source, passage.section.line).end } else { passage.range.start }
}
