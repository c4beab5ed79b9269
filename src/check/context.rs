//! One review under the eyes of the rules.

use std::ops::Range;

use super::Subject;
use crate::format::group::Group;
use crate::format::passages::{Passage, line_at, passages};
use crate::format::value::KeyValue;
use crate::format::{Covered, author_file, registry};
use crate::model::{Field, Review, Section};
use crate::text::{Code, Diagnostic, Mismatch, Phrase, Quote, Severity, Source, Span};

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

impl<'a> Cx<'a> {
    pub(super) fn at(subject: &'a Subject<'a>) -> Self {
        let (review, source) = (subject.review, subject.source);
        let passages = passages(review, source, subject.fields);
        Self { subject, review, source, known: known(subject.fields), passages, found: Vec::new() }
    }

    /// The codes that the author of the library or the file itself turns off.
    pub(super) fn allowed(&self) -> Vec<String> {
        let own = author_file::allowed(self.subject.fields);
        self.subject.allow.iter().cloned().chain(own).collect()
    }

    /// Whether the file's format is held to what the documents say.
    pub(super) fn is_strict(&self) -> bool {
        registry::of(self.review.format).is_strict
    }

    pub(super) fn report(&mut self, code: Code, span: Span, mismatch: Mismatch) {
        self.report_as(code.severity(), code, span, mismatch);
    }

    pub(super) fn report_as(
        &mut self,
        severity: Severity,
        code: Code,
        span: Span,
        mismatch: Mismatch,
    ) {
        if !self.is_full(code) {
            let finding = Diagnostic::new(code, self.source, span, mismatch);
            self.found.push(Diagnostic { severity, ..finding });
        }
    }

    /// Where `text` stands in what is at `span`, as it is written.
    pub(super) fn within(&self, span: Span, text: &str) -> Option<Span> {
        let at = self.source.text().get(span.start..span.end)?.find(text)?;
        Some(Span::new(span.start + at, span.start + at + text.len()))
    }

    /// Adds to `mismatch` that `near` was meant by `written`, which stands at `span`.
    pub(super) fn suggest(
        &self,
        mismatch: Mismatch,
        span: Span,
        written: &str,
        near: Quote,
    ) -> Mismatch {
        let mismatch = match self.within(span, written) {
            Some(span) => mismatch.replace(span, near.clone()),
            None => mismatch,
        };
        mismatch.help(Phrase::from("did you mean ").then(near).then("?"))
    }

    /// What was found, with what is quoted from under a cover marked.
    pub(super) fn take_found(&mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.found);
        if !found.is_empty() {
            let covered = Covered::of(self.review, self.source, self.subject.fields);
            covered.mark(self.source, &mut found);
        }
        found
    }

    /// Whether the limit of findings of one kind is reached.
    pub(super) fn is_full(&self, code: Code) -> bool {
        self.found.iter().filter(|finding| finding.code == code).count() >= MOST
    }

    /// The entry that gives `field`, under whatever name.
    pub(super) fn field(&self, field: Field) -> Option<&'a KeyValue> {
        find(self.subject.fields, &self.known, field)
    }

    /// The value of `field`; where the text gives it, the beginning of the file.
    pub(super) fn place_of(&self, field: Field) -> Span {
        // The title of a file with several reviews is that of none of them.
        let is_own = field != Field::Title || self.review.place.lines.is_none();
        let entry = self.field(field).filter(|_| is_own);
        entry.map_or_else(|| self.beginning(), |entry| entry.node.span)
    }

    /// The bytes of the file that belong to the review.
    pub(super) fn range(&self) -> Range<usize> {
        self.review.range(self.source)
    }

    /// The first line that is not blank; of one review of several its heading.
    pub(super) fn beginning(&self) -> Span {
        let text = self.source.text();
        let start = self.source.line_start(self.review.place.line);
        let below = text.get(start..).unwrap_or_default();
        let start = start + below.len() - below.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Span::new(start, end)
    }

    /// The line on which a section begins, without the blanks around it.
    pub(super) fn line_of(&self, section: &Section) -> Span {
        line_at(self.source, section.line)
    }
}

/// What a field means, and its rank among those that mean the same.
type Known = Option<(Field, usize)>;

fn known(entries: &[KeyValue]) -> Vec<Known> {
    entries.iter().map(|entry| Field::find(&entry.key)).collect()
}

fn find<'e>(entries: &'e [KeyValue], known: &[Known], field: Field) -> Option<&'e KeyValue> {
    let meant = entries.iter().zip(known).filter_map(|(entry, known)| {
        let rank = known.filter(|(of, _)| *of == field)?.1;
        (!entry.node.is_blank()).then_some((rank, entry))
    });
    let grouped = || {
        let maps = entries.iter().filter_map(|entry| Some((entry, entry.node.map()?)));
        let mut groups = maps.filter(|(entry, _)| Group::named(&entry.key).is_some());
        groups.find_map(|(_, inner)| find(inner, &self::known(inner), field))
    };
    meant.min_by_key(|(rank, _)| *rank).map(|(_, entry)| entry).or_else(grouped)
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
