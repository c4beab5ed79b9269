//! One review under the eyes of the rules.

use std::ops::Range;

use super::Subject;
use crate::format::registry;
use crate::format::synonyms::{self, Field};
use crate::format::value::{Entry, Value};
use crate::model::{Review, Section};
use crate::text::{Code, Diagnostic, Severity, Source, Span};

/// So many findings of one kind are told of a file. Finding more would take long in a hostile one.
pub(super) const MOST: usize = 100;

/// What the rules look at, and what they found so far.
pub(super) struct Cx<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) review: &'a Review,
    pub(super) source: &'a Source,
    /// What each of the fields means.
    known: Vec<Known>,
    /// Where the texts of the sections stand in the file.
    pub(super) passages: Vec<Passage<'a>>,
    pub(super) found: Vec<Diagnostic>,
}

/// The text of a section as it stands in the file, with its heading where that is a line of it.
pub(super) struct Passage<'a> {
    pub(super) section: &'a Section,
    /// Whether it is covered, or another that begins on the same line.
    pub(super) covered: bool,
    pub(super) range: Range<usize>,
}

impl<'a> Cx<'a> {
    pub(super) fn at(subject: &'a Subject<'a>) -> Self {
        let (review, source) = (subject.review, subject.source);
        let passages = passages(review, source, subject.fields);
        Self { subject, review, source, known: known(subject.fields), passages, found: Vec::new() }
    }

    /// Whether the file's format is held to what the documents say.
    pub(super) fn is_strict(&self) -> bool {
        registry::of(self.review.format).is_strict
    }

    pub(super) fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report_as(code.severity(), code, span, message);
    }

    pub(super) fn report_as(
        &mut self,
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) {
        if !self.is_full(code) {
            let finding = Diagnostic::new(code, self.source, span, message);
            self.found.push(Diagnostic { severity, ..finding });
        }
    }

    /// Whether so much of one kind was found that nobody reads on.
    pub(super) fn is_full(&self, code: Code) -> bool {
        self.found.iter().filter(|finding| finding.code == code).count() >= MOST
    }

    /// The entry that gives `field`, under whatever name.
    pub(super) fn field(&self, field: Field) -> Option<&'a Entry> {
        find(self.subject.fields, &self.known, field)
    }

    /// The value of `field`; where the text gives it, the beginning of the file.
    pub(super) fn place_of(&self, field: Field) -> Span {
        self.field(field).map_or_else(|| self.beginning(), |entry| entry.node.span)
    }

    /// The first line that is not blank.
    pub(super) fn beginning(&self) -> Span {
        let text = self.source.text();
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Span::new(start, end)
    }

    /// The line on which a section begins, without the blanks around it.
    pub(super) fn line_of(&self, section: &Section) -> Span {
        line_at(self.source, section.line)
    }
}

/// The line of that number, without the blanks around it.
pub(super) fn line_at(source: &Source, line: u32) -> Span {
    let start = source.line_start(line);
    let rest = source.text().get(start..).unwrap_or_default();
    let text = rest.lines().next().unwrap_or_default();
    let blank = text.len() - text.trim_start().len();
    Span::new(start + blank, start + text.trim_end().len().max(blank))
}

/// What a field means, and its rank among those that mean the same.
type Known = Option<(Field, usize)>;

fn known(entries: &[Entry]) -> Vec<Known> {
    entries.iter().map(|entry| synonyms::find(&entry.key)).collect()
}

fn find<'e>(entries: &'e [Entry], known: &[Known], field: Field) -> Option<&'e Entry> {
    let meant = entries.iter().zip(known).filter_map(|(entry, known)| {
        let rank = known.filter(|(of, _)| *of == field)?.1;
        (!entry.node.is_blank()).then_some((rank, entry))
    });
    let grouped = || {
        let maps = entries.iter().filter_map(|entry| Some((entry, entry.node.map()?)));
        let mut groups = maps.filter(|(entry, _)| synonyms::group(&entry.key).is_some());
        groups.find_map(|(_, inner)| find(inner, &self::known(inner), field))
    };
    meant.min_by_key(|(rank, _)| *rank).map(|(_, entry)| entry).or_else(grouped)
}

pub(super) fn passages<'a>(
    review: &'a Review,
    source: &Source,
    fields: &[Entry],
) -> Vec<Passage<'a>> {
    let mut written = Vec::new();
    texts(source, fields, &mut written);
    written.sort_unstable_by_key(|(line, _)| *line);
    let mut passages: Vec<Passage<'a>> = Vec::with_capacity(review.sections.len());
    let mut last = 0;
    for (at, section) in review.sections.iter().enumerate() {
        // What a line `!spoilers` parts from a field's text begins on the same line.
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
                let end = later.map_or(source.text().len(), |next| source.line_start(next.line));
                source.line_start(section.line)..end
            }
        };
        passages.push(Passage { section, covered: section.covered, range });
    }
    passages
}

/// The texts among the fields, each with the line on which its key stands.
fn texts(source: &Source, fields: &[Entry], out: &mut Vec<(u32, Span)>) {
    let text_of = |map: &[Entry]| {
        let named = |entry: &&Entry| matches!(&*entry.key, "text" | "body" | "content");
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

/// The line up to `at`, or what of it stands near enough to matter.
pub(super) fn line_before(text: &str, at: usize) -> &str {
    const NEAR: usize = 1000;
    let mut from = at.saturating_sub(NEAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let head = text.get(from..at).unwrap_or_default();
    head.rsplit('\n').next().unwrap_or_default()
}
