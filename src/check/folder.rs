//! Rules about several files: what an author usually does, the other reviews tell.
//!
//! Of each file only what these rules need is kept, and no text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::context::Cx;
use super::habits::{habits, scales, wording};
use super::near::is_slip;
use super::sections::has_section;
use super::{Subject, allowed};
use crate::format::scale;
use crate::format::value::KeyValue;
use crate::markup::cover;
use crate::model::scale::Scales;
use crate::model::{Date, Field, ReviewKey, Score, Section, SectionKey, Work};
use crate::text::{Code, Diagnostic, Edit, Mismatch, Position, Quote, Span, by_path, expected};

pub(crate) type Headings = HashSet<Arc<str>>;

/// So many other reviews tell what an author usually does.
pub(super) const ENOUGH: usize = 4;

/// So many headings of one file are looked at.
const MOST_HEADINGS: usize = 64;

/// A longer one is no wording that an author comes back to.
const MAX_HEADING_BYTES: usize = 80;

/// What is kept of one file.
#[derive(Clone, Debug)]
pub(crate) struct FileSummary {
    pub(crate) key: ReviewKey,
    /// Whether it only tells what is usual, and nobody asked what is wrong in it.
    pub(crate) context_only: bool,
    root: Arc<Path>,
    /// Tells the work from others; none where the file has no title.
    work: Option<Work>,
    pub(super) title: Anchor,
    seen: Option<Date>,
    /// What its rating means; none where it is not rated.
    pub(super) score: Option<Score>,
    /// Whether it is rated, or says why it is not.
    pub(super) rated: bool,
    /// The finding that it has no title.
    untitled: Option<Diagnostic>,
    pub(super) rating: Anchor,
    pub(super) is_film: bool,
    pub(super) is_strict: bool,
    /// Which of the standard sections are there.
    pub(super) sections: [bool; 4],
    pub(super) headings: Vec<SeenHeading>,
    allow: Vec<Code>,
}

/// A heading and its line.
#[derive(Clone, Debug)]
pub(super) struct SeenHeading {
    pub(super) text: Arc<str>,
    /// Whether anything of it is covered.
    pub(super) covered: bool,
    pub(super) line: Anchor,
    /// The bytes of the line before the heading, where it is written out there.
    indent: Option<u32>,
}

impl SeenHeading {
    fn of(cx: &Cx<'_>, section: &Section) -> Option<Self> {
        let text = section.heading.as_deref().filter(|text| text.len() <= MAX_HEADING_BYTES)?;
        let line = cx.line_of(section);
        let indent = cx.within(line, text).map(|found| found.start - line.start);
        Some(Self {
            text: Arc::from(text),
            covered: cover::heading(section).iter().any(|run| run.covered),
            line: Anchor::at(cx, line),
            indent: indent.and_then(|bytes| u32::try_from(bytes).ok()),
        })
    }

    /// The change that puts `usual` in its place.
    pub(super) fn edit(&self, usual: Quote) -> Option<Box<Edit>> {
        let indent = self.indent?;
        let start = (self.line.start + indent) as usize;
        // Nothing but marks of one byte stands before a heading.
        let column = self.line.column + indent;
        let end_column = column + u32::try_from(self.text.chars().count()).ok()?;
        let position = |column| Position { line: self.line.line, column };
        Some(Box::new(Edit {
            span: Span::new(start, start + self.text.len()),
            start: position(column),
            end: position(end_column),
            text: usual,
        }))
    }
}

/// A place in a file.
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
}

impl FileSummary {
    pub(super) fn of(cx: &Cx<'_>, root: Arc<Path>) -> Self {
        let (subject, review) = (cx.subject, cx.review);
        let rating = review.rating.as_ref();
        let sections = review.sections.iter().take(MOST_HEADINGS);
        let headings = sections.filter_map(|section| SeenHeading::of(cx, section));
        let codes = [
            Code::NoRating,
            Code::MissingSection,
            Code::HeadingTypo,
            Code::MixedScales,
            Code::DuplicateReview,
            Code::ScaleGuessed,
            Code::NoTitle,
        ];
        let allow = allowed(subject);
        Self {
            key: review.key(),
            context_only: false,
            root,
            work: Work::of(review),
            title: Anchor::at(cx, cx.place_of(Field::Title)),
            seen: review.watched.or(review.date),
            score: rating.map(|rating| rating.score),
            rated: rating.is_some() || is_rating_told(subject),
            untitled: review.diagnostics.iter().find(|one| one.code == Code::NoTitle).cloned(),
            rating: Anchor::at(cx, super::rating::place(cx)),
            is_film: review.kind.is_filmed(),
            is_strict: cx.is_strict(),
            sections: SectionKey::STANDARD.map(|key| has_section(review, &key)),
            headings: headings.collect(),
            allow: codes
                .into_iter()
                .filter(|code| allow.iter().any(|allowed| allowed == code.as_str()))
                .collect(),
        }
    }

    /// Lets equal headings of many reviews take the room of one.
    pub(crate) fn share(&mut self, pool: &mut Headings) {
        for SeenHeading { text, .. } in &mut self.headings {
            match pool.get(text) {
                Some(known) => *text = Arc::clone(known),
                None => {
                    pool.insert(Arc::clone(text));
                }
            }
        }
    }

    /// The folder that tells what is usual: that of the posts where each has a folder of its own.
    fn folder(&self) -> &Path {
        let folder = self.key.path.parent().unwrap_or(Path::new(""));
        let is_index = self.key.path.file_stem().is_some_and(|stem| stem == "index");
        if is_index { folder.parent().unwrap_or(folder) } else { folder }
    }
}

/// Whether something is said of the rating, if only that there is none.
pub(super) fn is_rating_told(subject: &Subject<'_>) -> bool {
    let spoken = |entry: &KeyValue| match Field::find(&entry.key) {
        Some((field, _)) => field == Field::Rating,
        // A misspelt field is told as such, and not as missing too.
        None => is_slip(&entry.key, "rating"),
    };
    let unclear =
        |finding: &Diagnostic| matches!(finding.code, Code::SeveralRatings | Code::RatingUnclear);
    subject.fields.iter().any(spoken) || subject.review.diagnostics.iter().any(unclear)
}

/// The findings, each with the index of its file.
pub(crate) type Findings = Vec<(usize, Diagnostic)>;

/// What is to be said of the files together.
pub(crate) fn cross_file(kept: &mut [FileSummary]) -> Findings {
    let mut found = Findings::new();
    // Of two equal reviews the later is told; those that nobody asked about come first.
    kept.sort_unstable_by(|a, b| {
        b.context_only.cmp(&a.context_only).then_with(|| by_path(&a.key.path, &b.key.path))
    });
    set_scales(kept, &mut found);
    duplicates(kept, &mut found);
    let mut folders: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for (at, file) in kept.iter().enumerate() {
        folders.entry(file.folder()).or_default().push(at);
    }
    for files in folders.values() {
        titles(kept, files, &mut found);
        scales(kept, files, &mut found);
        let meant = wording(kept, files, &mut found);
        habits(kept, files, &meant, &mut found);
    }
    found.retain(|(at, one)| !kept[*at].context_only && !kept[*at].allow.contains(&one.code));
    found
}

pub(super) fn finding(code: Code, mark: Anchor, mismatch: Mismatch) -> Diagnostic {
    let span = Span::new(mark.start as usize, mark.end as usize);
    let (line, column) = (mark.line, mark.column);
    Diagnostic { span, line, column, ..Diagnostic::whole_file(code, mismatch) }
}

/// Gives bare numbers the scale that their neighbours tell. Where there are few, that is said once.
fn set_scales(kept: &mut [FileSummary], found: &mut Findings) {
    let mut scales = Scales::default();
    let folder = |file: &FileSummary| file.key.path.parent().unwrap_or(Path::new("")).to_owned();
    for file in &*kept {
        if let Some(Score::Bare(value)) = file.score {
            scales.add(&file.root, &folder(file), value);
        }
    }
    let mut told = HashSet::new();
    for (at, file) in kept.iter_mut().enumerate() {
        let Some(Score::Bare(value)) = file.score else { continue };
        let Some(scale) = scales.scale_of(&file.root, &folder(file)) else { continue };
        file.score = Some(Score::Scaled { value, out_of: scale.out_of });
        if scale.guessed && told.insert(file.folder().to_owned()) {
            let mismatch = scale::guessed(scale.out_of);
            found.push((at, finding(Code::ScaleGuessed, file.rating, mismatch)));
        }
    }
}

fn duplicates(kept: &[FileSummary], found: &mut Findings) {
    let mut first: HashMap<Work, usize> = HashMap::new();
    for (at, file) in kept.iter().enumerate() {
        let Some(work) = file.work else { continue };
        let other = *first.entry(work).or_insert(at);
        if other == at {
            continue;
        }
        let path = kept[other].key.path.display();
        let mismatch = expected("one review of this title and year");
        let mismatch = mismatch.found(format!("another in {path}"));
        let mut finding = finding(Code::DuplicateReview, file.title, mismatch);
        // Seen twice, reviewed twice.
        if file.seen.is_some() && kept[other].seen.is_some() && file.seen != kept[other].seen {
            finding.severity = crate::text::Severity::Note;
        }
        found.push((at, finding));
    }
}

/// Files without a title. Where a whole folder has none its titles stand elsewhere, which is said
/// once.
fn titles(kept: &[FileSummary], files: &[usize], found: &mut Findings) {
    let untitled = files.iter().filter_map(|&at| Some((at, kept[at].untitled.clone()?)));
    let mut untitled: Vec<(usize, Diagnostic)> = untitled.collect();
    let count = untitled.len();
    if count >= ENOUGH && count * 4 >= files.len() * 3 {
        untitled.truncate(1);
        for (_, finding) in &mut untitled {
            let without = format!("{count} of {} reviews in this folder without", files.len());
            let mismatch = expected("titles").found(without);
            finding.mismatch = mismatch.help("the names of the files stand for them");
        }
    }
    found.extend(untitled);
}
