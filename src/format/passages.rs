//! The places of the sections' texts in the file.

use std::ops::Range;

use super::value::{KeyValue, Value};
use crate::model::{Review, Section, SectionField};
use crate::text::{Source, Span};

/// The text of a section as written in the file, with its heading if that is a line of the file.
pub(crate) struct Passage<'a> {
    pub(crate) section: &'a Section,
    /// Whether it is covered, or another that begins on the same line.
    pub(crate) covered: bool,
    pub(crate) range: Range<usize>,
}

/// The passages of a review, in the order of its sections.
pub(crate) fn passages<'a>(
    review: &'a Review,
    source: &Source,
    fields: &[KeyValue],
) -> Vec<Passage<'a>> {
    let mut written = Vec::new();
    texts(source, fields, &mut written);
    written.sort_unstable_by_key(|(line, _)| *line);
    let mut passages: Vec<Passage<'a>> = Vec::with_capacity(review.sections.len());
    let mut last = 0;
    for (at, section) in review.sections.iter().enumerate() {
        // What is covered of a text on one line is given the same line number.
        if let Some(passage) = passages.last_mut().filter(|_| section.line == last) {
            passage.covered |= section.covered;
            continue;
        }
        last = section.line;
        let field = written.binary_search_by_key(&section.line, |(line, _)| *line);
        let range = match field {
            Ok(at) => written[at].1.start..written[at].1.end,
            Err(_) => {
                let later = review.sections[at..].iter().find(|next| next.line > section.line);
                let own = || review.range(source).end;
                let end = later.map_or_else(own, |next| source.line_start(next.line));
                source.line_start(section.line)..end
            }
        };
        passages.push(Passage { section, covered: section.covered, range });
    }
    passages
}

/// The texts among the fields, each with the line of its key.
fn texts(source: &Source, fields: &[KeyValue], out: &mut Vec<(u32, Span)>) {
    let text_of = |map: &[KeyValue]| {
        let named = |entry: &&KeyValue| SectionField::named(&entry.key) == Some(SectionField::Text);
        map.iter().find(named).map(|entry| entry.node.span)
    };
    for entry in fields {
        let line = source.line_of(entry.key_span.start);
        match &entry.node.value {
            Value::Text => out.push((line, entry.node.span)),
            Value::Map(map) => {
                out.extend(text_of(map).map(|span| (line, span)));
                texts(source, map, out);
            }
            Value::List(items) => {
                let listed = items.iter().filter_map(|item| Some((item, text_of(item.map()?)?)));
                out.extend(listed.map(|(item, span)| (source.line_of(item.span.start), span)));
            }
            _ => {}
        }
    }
}

/// The line of that number, without the blanks around it.
pub(crate) fn line_at(source: &Source, line: u32) -> Span {
    let start = source.line_start(line);
    let rest = source.text().get(start..).unwrap_or_default();
    let text = rest.lines().next().unwrap_or_default();
    let blank = text.len() - text.trim_start().len();
    Span::new(start + blank, start + text.trim_end().len().max(blank))
}
