//! What the rules about several files need of one: a summary without its text, so that a library of
//! any size can be held.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::Subject;
use super::context::Cx;
use super::rating;
use super::sections::has_section;
use crate::format::value::KeyValue;
use crate::markup::cover;
use crate::model::field::normal;
use crate::model::{Date, Field, Kind, ReviewKey, Score, Section, SectionKey, Work};
use crate::text::phrase::whole;
use crate::text::{Code, Diagnostic, Edit, Mismatch, Position, Quote, Span};

const MAX_HEADINGS_PER_FILE: usize = 64;

/// A longer heading is not a wording that an author uses again.
const MAX_HEADING_BYTES: usize = 80;

/// The codes that the rules about several files report.
const CROSS_FILE_CODES: [Code; 7] = [
    Code::NoRating,
    Code::MissingSection,
    Code::HeadingTypo,
    Code::MixedScales,
    Code::DuplicateReview,
    Code::ScaleGuessed,
    Code::NoTitle,
];

/// The headings of a library, each kept once.
pub(crate) type Headings = HashSet<Arc<str>>;

/// The code of a finding, and a digest of what makes it the same as another.
pub(super) type CustomKey = (Code, u64);

/// Findings of the rules about several files, each with the index of its file's summary.
pub(crate) type CrossFileFindings = Vec<(usize, Diagnostic)>;

#[derive(Clone, Debug)]
pub(crate) struct FileSummary {
    pub(crate) key: ReviewKey,
    /// Whether the file only shows what is usual: the user did not ask to have it checked.
    pub(crate) context_only: bool,
    /// The root of the library.
    pub(super) root: Arc<Path>,
    /// `None` without a title.
    pub(super) work: Option<Work>,
    pub(super) title: Anchor,
    /// The day the work was watched, or else the day of the review.
    pub(super) seen: Option<Date>,
    /// Whether it says that the work was seen before.
    pub(super) is_again: bool,
    pub(super) score: Option<Score>,
    /// Whether there is a rating or a statement that there is none.
    pub(super) is_rating_mentioned: bool,
    pub(super) rating: Anchor,
    /// The finding that the title is missing.
    pub(super) untitled: Option<Diagnostic>,
    pub(super) kind: Kind,
    pub(super) is_strict: bool,
    /// Which of [`SectionKey::STANDARD`] are there.
    pub(super) sections: [bool; 4],
    /// How many sections have a text under a heading that is the author's own.
    pub(super) own_sections: usize,
    pub(super) headings: Vec<HeadingLine>,
    /// Those of [`CROSS_FILE_CODES`] that the author does not want reported.
    pub(super) allow: Vec<Code>,
    /// The findings about the review that are a custom if enough others have them.
    pub(super) customs: Vec<CustomKey>,
}

impl FileSummary {
    pub(super) fn of(cx: &Cx<'_>, root: Arc<Path>) -> Self {
        let review = cx.review;
        let sections = review.sections.iter().take(MAX_HEADINGS_PER_FILE);
        let headings = sections.filter_map(|section| HeadingLine::of(cx, section));
        let allowed = cx.allowed();
        let is_allowed = |code: &Code| allowed.iter().any(|allowed| allowed == code.as_str());
        Self {
            key: review.key(),
            context_only: false,
            root,
            work: Work::of(review),
            title: Anchor::at(cx, cx.place_of(Field::Title)),
            seen: review.watched.or(review.date),
            is_again: is_again(cx.subject),
            score: review.rating.as_ref().map(|rating| rating.score).filter(|score| {
                // One outside of its scale is reported as such.
                !matches!(score, Score::Scaled { value, out_of } if value > out_of)
            }),
            is_rating_mentioned: review.rating.is_some() || rating::is_mentioned(cx.subject),
            rating: Anchor::at(cx, rating::place(cx)),
            untitled: untitled(cx),
            kind: review.kind.clone(),
            is_strict: cx.is_strict(),
            sections: SectionKey::STANDARD.map(|key| has_section(cx, &key)),
            own_sections: review.sections.iter().filter(|section| is_own(section)).count(),
            headings: headings.collect(),
            allow: CROSS_FILE_CODES.into_iter().filter(is_allowed).collect(),
            customs: Vec::new(),
        }
    }

    /// Lets equal headings of many reviews share one allocation.
    pub(crate) fn share(&mut self, pool: &mut Headings) {
        for HeadingLine { text, .. } in &mut self.headings {
            match pool.get(text) {
                Some(known) => *text = Arc::clone(known),
                None => {
                    pool.insert(Arc::clone(text));
                }
            }
        }
    }

    /// The folder whose other reviews show what is usual. Where each post is an `index` file in a
    /// folder of its own, that is the folder above.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.key.path)
    }
}

/// The folder whose reviews are compared with that at `path`.
pub(super) fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(Path::new(""));
    let is_index = path.file_stem().is_some_and(|stem| stem == "index");
    if is_index { folder.parent().unwrap_or(folder) } else { folder }
}

fn is_own(section: &Section) -> bool {
    matches!(section.key, SectionKey::Other(_)) && !section.text.trim().is_empty()
}

/// Whether a field or a tag says that the work was seen before.
fn is_again(subject: &Subject<'_>) -> bool {
    let says = |text: &str| {
        let text = normal(text);
        ["rewatch", "reread", "revisit", "replay"].iter().any(|word| text.starts_with(word))
    };
    let is_set = |entry: &KeyValue| says(&entry.key) && entry.node.truth() != Some(false);
    subject.fields.iter().any(is_set) || subject.review.tags.iter().any(|tag| says(tag))
}

/// The finding that there is no title, unless the title is none because of a second heading of its
/// level, which is reported.
fn untitled(cx: &Cx<'_>) -> Option<Diagnostic> {
    let text = cx.source.text();
    let mut near = cx.meant_headings.lines.iter();
    let is_cause = |one: &Diagnostic| one.code == Code::WrongFence;
    if cx.review.diagnostics.iter().any(is_cause) {
        return None;
    }
    let has_second =
        near.any(|near| text.get(near.span.start..).is_some_and(|at| at.starts_with("# ")));
    let is_found = |one: &&Diagnostic| one.code == Code::NoTitle && !has_second;
    let found = cx.review.diagnostics.iter().find(is_found)?;
    let mut fields = cx.subject.fields.iter();
    let blank = fields.find(|entry| Field::named(&entry.key) == Some(Field::Title));
    Some(match blank {
        Some(entry) => Anchor::at(cx, entry.key_span).finding(found.code, found.mismatch.clone()),
        None => found.clone(),
    })
}

#[derive(Clone, Debug)]
pub(super) struct HeadingLine {
    pub(super) text: Arc<str>,
    /// Whether any part of it is covered.
    pub(super) is_covered: bool,
    pub(super) line: Anchor,
    /// How many bytes of the line stand before the heading; `None` where the file does not spell
    /// the heading out on that line.
    indent: Option<u32>,
}

impl HeadingLine {
    fn of(cx: &Cx<'_>, section: &Section) -> Option<Self> {
        let text = section.heading.as_deref().filter(|text| text.len() <= MAX_HEADING_BYTES)?;
        let line = cx.line_of(section);
        let indent = cx.within(line, text).map(|found| found.start - line.start);
        Some(Self {
            text: Arc::from(text),
            is_covered: cover::heading(section).iter().any(|run| run.covered),
            line: Anchor::at(cx, line),
            indent: indent.and_then(|bytes| u32::try_from(bytes).ok()),
        })
    }

    /// The edit that replaces the heading by `replacement`.
    pub(super) fn edit(&self, replacement: Quote) -> Option<Box<Edit>> {
        let indent = self.indent?;
        let start = (self.line.start + indent) as usize;
        // Only ASCII marks stand before a heading, so its bytes are its columns.
        let column = self.line.column + indent;
        let end_column = column + u32::try_from(self.text.chars().count()).ok()?;
        let position = |column| Position { line: self.line.line, column };
        let span = Span::new(start, start + self.text.len());
        Some(Box::new(Edit {
            span,
            old: whole(&self.text).at(span).covered_if(self.is_covered),
            start: position(column),
            end: position(end_column),
            text: replacement,
        }))
    }
}

/// A span and its position, for when the text of the file is no longer there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchor {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
}

impl Anchor {
    fn at(cx: &Cx<'_>, span: Span) -> Self {
        let position = cx.source.position(span.start);
        let small = |at| u32::try_from(at).unwrap_or(u32::MAX);
        let (line, column) = (position.line, position.column);
        Self { start: small(span.start), end: small(span.end), line, column }
    }

    pub(super) fn finding(self, code: Code, mismatch: Mismatch) -> Diagnostic {
        let span = Span::new(self.start as usize, self.end as usize);
        let (line, column) = (self.line, self.column);
        Diagnostic { span, line, column, ..Diagnostic::whole_file(code, mismatch) }
    }
}
