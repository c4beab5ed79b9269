//! What the rules of one file share: the review, its source, and the findings so far.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Subject;
use super::near_headings::{self, Meant};
use crate::format::group::Group;
use crate::format::passages::{Passage, line_at, passages};
use crate::format::value::KeyValue;
use crate::format::{Covered, allowed, registry};
use crate::model::{Field, Review, Section, SectionKey};
use crate::text::{Code, Diagnostic, Mismatch, Phrase, Quote, Severity, Source, Span};

/// Further findings of a code are dropped, and rules stop looking for them: in a hostile file there
/// could be millions.
pub(super) const MAX_FINDINGS_PER_CODE: usize = 100;

/// How far [`text_before`] looks back, so that many calls in one long line stay linear.
const MAX_BYTES_BEFORE: usize = 1000;

pub(super) struct Cx<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) review: &'a Review,
    pub(super) source: &'a Source,
    /// For each of the subject's fields, which [`Field`] it is.
    resolved: Vec<Resolved>,
    /// The texts of the sections as they stand in the file.
    pub(super) passages: Vec<Passage<'a>>,
    pub(super) meant_headings: Meant,
    /// The keys of the sections whose headings are misspelt, once they were asked for.
    pub(super) misspelt_keys: OnceCell<HashSet<SectionKey>>,
    /// The findings so far, which [`Cx::add`] adds to.
    pub(super) found: Vec<Diagnostic>,
    /// How many findings of each code there are.
    counts: HashMap<Code, usize>,
}

impl<'a> Cx<'a> {
    pub(super) fn at(subject: &'a Subject<'a>) -> Self {
        let (review, source) = (subject.review, subject.source);
        let passages = passages(review, source, subject.fields);
        let resolved = resolve(subject.fields);
        let meant_headings =
            near_headings::find(source, &passages, registry::of(review.format).is_strict);
        Self {
            subject,
            review,
            source,
            resolved,
            passages,
            meant_headings,
            misspelt_keys: OnceCell::new(),
            found: Vec::new(),
            counts: HashMap::new(),
        }
    }

    /// The codes that the author of the library or the file itself turns off.
    pub(super) fn allowed(&self) -> Vec<String> {
        let own = allowed::allowed(self.subject.fields);
        self.subject.allow.iter().cloned().chain(own).collect()
    }

    /// Whether the format is our own, for which `docs/format.md` says what a file should have.
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
            self.add(Diagnostic { severity, ..finding });
        }
    }

    /// Adds a finding, unless there are enough of its code.
    pub(super) fn add(&mut self, finding: Diagnostic) {
        let count = self.counts.entry(finding.code).or_default();
        if *count < MAX_FINDINGS_PER_CODE {
            *count += 1;
            self.found.push(finding);
        }
    }

    /// Finds `text`, spelled exactly so, within `span`.
    pub(super) fn within(&self, span: Span, text: &str) -> Option<Span> {
        let at = self.source.text().get(span.start..span.end)?.find(text)?;
        Some(Span::new(span.start + at, span.start + at + text.len()))
    }

    /// Adds the suggestion that `written`, somewhere within `span`, was meant to be `near`.
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

    /// Takes the findings, after marking which of their quotations come from covered text.
    pub(super) fn take_found(&mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.found);
        if !found.is_empty() {
            let covered = Covered::of(self.review, self.source, self.subject.fields);
            covered.mark(self.source, &mut found);
        }
        found
    }

    /// Whether reading the file has led to a finding of this code at `span`.
    pub(super) fn is_told(&self, code: Code, span: Span) -> bool {
        self.review.diagnostics.iter().any(|one| (one.code, one.span) == (code, span))
    }

    /// Whether further findings of this code would be dropped.
    pub(super) fn is_full(&self, code: Code) -> bool {
        self.counts.get(&code).is_some_and(|count| *count >= MAX_FINDINGS_PER_CODE)
    }

    /// The entry that gives `field`, under any of its names.
    pub(super) fn field(&self, field: Field) -> Option<&'a KeyValue> {
        find(self.subject.fields, &self.resolved, field)
    }

    /// Where the value of `field` stands; the beginning of the review if it is not in a field.
    pub(super) fn place_of(&self, field: Field) -> Span {
        // In a file with several reviews, the title in the front matter is not that of a review.
        let is_own = field != Field::Title || self.review.place.lines.is_none();
        let work = || self.field(Field::WorkTitle).filter(|_| field == Field::Title);
        let entry = self.field(field).or_else(work).filter(|_| is_own);
        entry.map_or_else(|| self.beginning(), |entry| entry.node.span)
    }

    /// The bytes of the file that belong to the review.
    pub(super) fn range(&self) -> Range<usize> {
        self.review.range(self.source)
    }

    /// The first line of the review that is not blank.
    pub(super) fn beginning(&self) -> Span {
        let text = self.source.text();
        let start = self.source.line_start(self.review.place.line);
        let below = text.get(start..).unwrap_or_default();
        let start = start + below.len() - below.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Span::new(start, end)
    }

    /// The line with the heading of a section, without the white space around it. Where that is not
    /// spelled out it is the line on which the section begins.
    pub(super) fn line_of(&self, section: &Section) -> Span {
        let first = line_at(self.source, section.line);
        let below = || line_at(self.source, section.line + 1);
        let heading = section.heading.as_deref().unwrap_or_default();
        let is_table =
            self.is_strict() && self.within(first, "[").is_some_and(|at| at.start == first.start);
        match is_table && self.within(below(), heading).is_some() {
            true => below(),
            false => first,
        }
    }
}

/// The field that an entry is, and the rank of its name among the names of that field; `None` for an
/// unknown name.
type Resolved = Option<(Field, usize)>;

fn resolve(entries: &[KeyValue]) -> Vec<Resolved> {
    entries.iter().map(|entry| Field::find(&entry.key)).collect()
}

/// The entry for `field` whose name ranks best, else one within a group such as `movie:`.
fn find<'e>(entries: &'e [KeyValue], resolved: &[Resolved], field: Field) -> Option<&'e KeyValue> {
    let candidates = entries.iter().zip(resolved).filter_map(|(entry, resolved)| {
        let rank = resolved.filter(|(of, _)| *of == field)?.1;
        (!entry.node.is_blank()).then_some((rank, entry))
    });
    let grouped = || {
        let mut groups = entries.iter().filter_map(Group::fields);
        groups.find_map(|inner| find(inner, &resolve(inner), field))
    };
    candidates.min_by_key(|(rank, _)| *rank).map(|(_, entry)| entry).or_else(grouped)
}

/// The line that `at` is in, up to there; of a very long line only its last part.
pub(super) fn line_before(text: &str, at: usize) -> &str {
    text_before(text, at).rsplit('\n').next().unwrap_or_default()
}

/// The last part of the text up to `at`.
pub(super) fn text_before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(MAX_BYTES_BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or_default()
}
