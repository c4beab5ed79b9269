//! A review while it is being put together, and the steps that every format ends with.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::headings::SectionNames;
use super::recognise::{self, Evidence};
use super::spoiler_warning::{SpoilerWarning, cover_below_marks, cover_but_verdict};
use super::title::Headline;
use super::value::KeyValue;
use super::{
    Covered, Format, Parsed, allowed, announced, byline, dates, facts, headings, spoiler_hints,
    title, unclosed_covers,
};
use crate::markup::cover;
use crate::markup::spoiler::{self, Passages};
use crate::model::review::file_name;
use crate::model::{Aspect, Markup, Place, Rating, Review, Score, Section, SectionKey};
use crate::text::phrase::whole;
use crate::text::spoilers::{
    Announcement, AnnouncementKind, Reach, announcements, is_about_spoilers, may_warn,
    speaks_of_spoilers,
};
use crate::text::{
    Code, Diagnostic, Mismatch, Phrase, Severity, Source, Span, expected, own_words, quote,
};

/// More sections of a text are not told apart: each takes memory, and a place in the section bar.
pub(super) const MAX_SECTIONS: usize = 1_000;

/// A review while it is being put together.
pub(super) struct Assembly<'s> {
    pub(super) source: &'s Source,
    format: &'static Format,
    pub(super) review: Review,
    pub(super) evidence: Evidence,
    /// The sections that the author wants covered, by key or heading.
    pub(super) spoilers: Vec<String>,
    /// The fields that say what is to be covered.
    pub(super) spoiler_fields: Vec<SpoilerField>,
    /// A warning of spoilers, which covers where nothing else says what is to be covered.
    pub(super) warning: Option<SpoilerWarning>,
    /// Ratings of aspects. One whose aspect has a section becomes the rating of that section.
    pub(super) aspects: Vec<Aspect>,
    /// The last part of the review's address, used as its title where it has none.
    pub(super) slug: Option<String>,
    /// The section that holds all that follow, where the text has too many sections or headings.
    pub(super) crowded: Option<usize>,
    /// A rating that cannot be read, which is shown as it is written where there is no other.
    pub(super) unread_rating: Option<UnreadRating>,
    extra: Vec<(usize, String, String)>,
}

/// A field about spoilers, which is kept if it says more than which sections it covers.
#[derive(Clone, Debug)]
pub(super) struct SpoilerField {
    pub(super) path: String,
    pub(super) span: Span,
    /// What may be the names of sections.
    pub(super) names: Vec<String>,
    pub(super) written: String,
}

/// What stands where a rating is expected.
#[derive(Clone, Debug)]
pub(super) struct UnreadRating {
    pub(super) span: Span,
    /// The field that holds it; `None` for a line of the text, which stays there.
    pub(super) field: Option<String>,
    pub(super) written: String,
}

impl<'s> Assembly<'s> {
    pub(super) fn new(source: &'s Source, format: &'static Format) -> Self {
        let place = Place { path: source.path().to_owned(), line: 1, ordinal: 1, lines: None };
        let review = Review { place, format: format.id, ..Review::default() };
        Self {
            source,
            format,
            review,
            evidence: Evidence::default(),
            spoilers: Vec::new(),
            spoiler_fields: Vec::new(),
            warning: None,
            aspects: Vec::new(),
            slug: None,
            crowded: None,
            unread_rating: None,
            extra: Vec::new(),
        }
    }

    /// Begins the next review of a file that holds several, with what the fields of the file say of
    /// all of them. It ends at byte `end`. Findings about those fields go to the first review.
    pub(super) fn part(&mut self, ordinal: u32, end: usize) -> Self {
        let review = Review {
            diagnostics: std::mem::take(&mut self.review.diagnostics),
            sections: std::mem::take(&mut self.review.sections),
            ..self.review.clone()
        };
        // `end` is exclusive, and the last line belongs to the last review.
        let is_last = end >= self.source.text().len();
        let end = if is_last { u32::MAX } else { self.source.line_of(end) };
        let start = self.review.place.lines.take().map_or(1, |before| before.end);
        self.review.place.lines = Some(start..end);
        let place = Place { ordinal, ..self.review.place.clone() };
        Self {
            review: Review { place, ..review },
            evidence: self.evidence.clone(),
            spoilers: self.spoilers.clone(),
            spoiler_fields: self.spoiler_fields.clone(),
            warning: self.warning.clone(),
            unread_rating: self.unread_rating.take(),
            extra: self.extra.clone(),
            ..Self::new(self.source, self.format)
        }
    }

    /// How many bytes of lists each further review of the file would hold again. The source alone
    /// is no measure of it, since aliases in YAML repeat what stands there once.
    pub(super) fn shared_bytes(&self) -> usize {
        let Review { directors, creators, genres, tags, cast, .. } = &self.review;
        let cast = cast.iter().flat_map(|person| [Some(&person.name), person.role.as_ref()]);
        let lists = [directors, creators, genres, tags].into_iter().flatten();
        let extra = self.extra.iter().flat_map(|(_, key, value)| [key, value]);
        let texts = lists.chain(cast.flatten()).chain(extra);
        texts.map(|text| text.len() + size_of::<String>()).sum()
    }

    pub(super) fn is_strict(&self) -> bool {
        self.format.is_strict
    }

    pub(super) fn report(&mut self, code: Code, span: Span, mismatch: Mismatch) {
        let mut diagnostic = Diagnostic::new(code, self.source, span, mismatch);
        if !self.is_strict() && matches!(code, Code::WrongType | Code::RatingOutOfRange) {
            diagnostic.severity = Severity::Warning;
        }
        self.review.diagnostics.push(diagnostic);
    }

    /// Keeps a field that is not understood.
    pub(super) fn keep(&mut self, span: Span, key: &str, value: String) {
        self.extra.push((span.start, key.to_owned(), value));
    }

    /// Notes a rating that cannot be read. The first is shown if there is no other.
    pub(super) fn cannot_read(&mut self, rating: UnreadRating) {
        if self.unread_rating.is_none() {
            self.unread_rating = Some(rating);
        } else if let Some(field) = &rating.field {
            self.keep(rating.span, field, rating.written);
        }
    }

    /// Takes what a title says besides the name of the work, where nothing else does.
    pub(super) fn take_beside_title(&mut self, read: &Headline) {
        self.evidence.claimed |= read.claims_review;
        self.evidence.dated |= read.year.is_some();
        let review = &mut self.review;
        review.spoilers |= read.spoilers;
        review.year = review.year.or(read.year);
        review.rating = review.rating.take().or_else(|| read.rating.clone());
    }

    /// Sets the review's rating, on the scale of the format. One outside of it is reported.
    pub(super) fn rate(&mut self, rating: Rating, span: Span) {
        let rating = self.checked(rating, span);
        self.review.rating = Some(rating);
    }

    /// A rating on its scale. One outside of it is kept and reported.
    pub(super) fn checked(&mut self, mut rating: Rating, span: Span) -> Rating {
        let bare = rating.bare();
        if let Some(out_of) = self.format.bare_scale {
            rating.set_scale(out_of);
        }
        let limits = match rating.score {
            Score::Scaled { value, out_of } if !(0.0..=out_of).contains(&value) => {
                format!("a rating from 0 to {out_of}")
            }
            Score::Bare(value) if value < 0.0 => "a rating from 0 up".to_owned(),
            _ => return rating,
        };
        let mismatch = expected(own_words(limits)).found(quote(&rating.written));
        let meant = bare.and_then(|value| [10.0, 100.0].into_iter().find(|scale| value <= *scale));
        let mismatch = match meant.filter(|_| rating.value() > Some(0.0)) {
            Some(scale) => {
                let new = whole(&format!("\"{}/{scale}\"", rating.written));
                let help = Phrase::from("did you mean ").then(new.clone()).then("?");
                mismatch.help(help).replace(span, new)
            }
            None => mismatch,
        };
        self.report(Code::RatingOutOfRange, span, mismatch);
        rating
    }

    /// Adds the text that could not be parsed, as it is. Returns whether a field about spoilers
    /// stands anywhere before `end`: which parts the author wanted covered is then unknown.
    pub(super) fn not_understood(&mut self, start: usize, end: usize) -> bool {
        let text = self.source.text().get(start..end).unwrap_or_default();
        let head = self.source.text().get(..end).unwrap_or_default();
        let wanted = spoiler_hints::has_field(head);
        if text.trim().is_empty() {
            return wanted;
        }
        let covered = wanted || spoiler_hints::may_cover(text);
        let line = self.source.line_of(start);
        self.review.sections.push(Section {
            key: SectionKey::NotUnderstood,
            heading: Some(format!("Not understood from line {line}")),
            text: text.trim_end().to_owned(),
            markup: Markup::Raw,
            covered,
            line,
            ..Section::default()
        });
        wanted
    }

    /// Marks what is covered in the quotations of findings.
    fn mark_covered_quotes(&mut self, fields: &[KeyValue]) {
        if self.review.diagnostics.is_empty() {
            return;
        }
        let covered = Covered::of(&self.review, self.source, fields);
        covered.mark(self.source, &mut self.review.diagnostics);
    }

    /// The steps that need the whole file: title, covers, ratings of sections, order of findings.
    pub(super) fn finish(mut self, fields: Vec<KeyValue>) -> Parsed {
        let mut unread = self.unread_rating.take();
        if self.review.rating.is_some()
            && let Some(UnreadRating { span, field: Some(field), written }) = unread.take()
        {
            self.keep(span, &field, written);
        }
        self.settle_date();
        let warning = self.warning.take();
        let has_field = !self.spoiler_fields.is_empty();
        self.cover_sections();
        let passages: Vec<Passages> = self.review.sections.iter().map(spoiler::marked).collect();
        cover_below_marks(&mut self.review.sections, &passages);
        self.review.has_covered_passages =
            passages.iter().any(Passages::cover) || self.review.sections.iter().any(has_cover);
        let is_allowed = |code: &String| code == Code::SpoilersAssumed.as_str();
        if !has_field && !allowed::allowed(&fields).iter().any(is_allowed) {
            self.honour_warning(warning.as_ref(), &passages);
        }
        if !self.is_strict() {
            let listed = facts::read(&mut self.review, &mut self.evidence, &passages);
            self.add_aspects(listed);
        }
        self.settle_title();
        if !self.is_strict() {
            byline::settle(&mut self.review, &self.evidence);
        }
        self.rate_sections();
        self.review.language = headings::language(&self.review.sections);
        for (span, mismatch) in unclosed_covers::find(&self.review, &passages, self.source) {
            self.report(Code::UnclosedSpoiler, span, mismatch);
        }
        self.mark_covered_quotes(&fields);
        self.extra.sort_by_key(|(at, ..)| *at);
        let extra = std::mem::take(&mut self.extra);
        self.review.extra = extra.into_iter().map(|(_, key, value)| (key, value)).collect();
        self.review.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        if self.source.text().trim().is_empty() {
            let mismatch = expected("a review").found("an empty file");
            self.review.diagnostics.push(Diagnostic::whole_file(Code::Empty, mismatch));
        }
        let skipped = recognise::skip(&self.review, &self.evidence);
        // It says too little to make a review of any file.
        if let Some(UnreadRating { written, .. }) = unread {
            self.review.rating = Some(Rating { written, score: Score::Word(None) });
        }
        Parsed { review: self.review, others: Vec::new(), skipped, fields }
    }

    fn settle_title(&mut self) {
        self.evidence.titled = !self.review.title.trim().is_empty();
        if self.evidence.titled {
            return;
        }
        let path = self.source.path();
        let empty = self.source.text().trim().is_empty();
        let broken = empty || self.review.broken().is_some();
        let slug = self.slug.take().filter(|slug| !slug.trim().is_empty());
        self.review.title =
            if broken { file_name(path) } else { slug.unwrap_or_else(|| stem(path)) };
        // `Night Boat.md` is called by its title, as all notes of a vault are.
        let is_title = |name: &str| name.contains(|c: char| c.is_whitespace() || c.is_uppercase());
        let is_told = self.review.diagnostics.iter().any(|found| found.code == Code::NoTitle);
        if !broken && !is_told && (self.is_strict() || !is_title(&self.review.title)) {
            let stand_in = Phrase::from(quote(&self.review.title)).then(" stands for it");
            self.report(Code::NoTitle, Span::default(), expected("a title").help(stand_in));
        }
    }

    /// Takes the day from the file's name where nothing in the file tells it.
    fn settle_date(&mut self) {
        if self.review.date.is_none() && !self.is_strict() {
            let name = self.source.path().file_stem().map(|stem| stem.to_string_lossy());
            self.review.date = name.and_then(|name| dates::split_name(&name).0);
        }
    }

    fn cover_sections(&mut self) {
        /// Of more names the others have to be those of sections.
        const MAX_MEANT_NAMES: usize = 20;
        let all = self.review.spoilers;
        let names = LazyCell::new(|| SectionNames::of(&self.review.sections));
        let named = std::mem::take(&mut self.spoilers);
        let is_short = named.len() <= MAX_MEANT_NAMES;
        let meant = |name: &String| match is_short {
            true => names.meant(name),
            false => names.has(name).then(|| vec![name.clone()]),
        };
        self.spoilers =
            named.into_iter().flat_map(|name| meant(&name).unwrap_or(vec![name])).collect();
        let wanted = self.spoilers.iter().map(|name| name.trim());
        let (headings, keys): (HashSet<String>, HashSet<SectionKey>) =
            wanted.map(|name| (name.to_lowercase(), headings::key(name))).unzip();
        self.review.names_spoilers = !keys.is_empty();
        // A name that fits no section may mean any.
        let fits = |name: &String| meant(name).is_some();
        let says_more = |field: &SpoilerField| !field.names.iter().all(fits);
        let fields = std::mem::take(&mut self.spoiler_fields).into_iter().filter(says_more);
        // The section that is named may be in what was not understood.
        let fields = fields.filter(|_| self.review.not_understood().is_none());
        self.extra.extend(fields.map(|field| (field.span.start, field.path, field.written)));
        let is_whole = self.review.not_understood().is_none();
        let all = all || is_whole && !self.spoilers.iter().all(fits);
        let hiding = all || !keys.is_empty();
        for section in &mut self.review.sections {
            let heading = section.heading.as_deref().unwrap_or_default();
            let named = !keys.is_empty()
                && (keys.contains(&section.key) || headings.contains(&heading.to_lowercase()));
            section.covered |= named
                || (all && section.key != SectionKey::Verdict)
                || (hiding && section.key == SectionKey::NotUnderstood)
                || is_about_spoilers(heading);
            if tells_spoilers(heading) {
                section.heading_covered = true;
                section.key = SectionKey::Spoilers;
            }
        }
        // Any of the sections in it may be one that is to be covered.
        let crowded = self.crowded.and_then(|index| self.review.sections.get_mut(index));
        if let Some(section) = crowded {
            let hides = |line| speaks_of_spoilers(line) || spoiler::is_line_mark(line);
            section.covered |= hiding || section.text.lines().any(hides);
        }
    }

    /// Covers what a warning is about, where nothing else says what is to be covered, and reports it.
    fn honour_warning(&mut self, of_field: Option<&SpoilerWarning>, passages: &[Passages]) {
        match of_field.filter(|_| !self.review.covers()) {
            Some(warning) => {
                self.review.spoilers = true;
                cover_but_verdict(&mut self.review.sections);
                let found = Phrase::from(quote(&warning.path)).then(" to warn of them");
                let mismatch = expected("`spoilers` to say which sections are to be covered")
                    .found(found)
                    .help("all but the verdict is covered; `spoilers = false` covers nothing");
                self.report(Code::SpoilersAssumed, warning.span, mismatch);
            }
            None => {
                for (span, mismatch) in announced::cover(&mut self.review, passages, self.source) {
                    self.report(Code::SpoilersAssumed, span, mismatch);
                }
            }
        }
    }

    /// Adds the aspects that no field rates.
    fn add_aspects(&mut self, listed: Vec<Aspect>) {
        let name = |aspect: &Aspect| headings::words(&aspect.name);
        let mut known: HashSet<String> = self.aspects.iter().map(name).collect();
        self.aspects.extend(listed.into_iter().filter(|aspect| known.insert(name(aspect))));
    }

    fn rate_sections(&mut self) {
        let mut by_key: HashMap<SectionKey, usize> = HashMap::new();
        let mut by_heading: HashMap<String, usize> = HashMap::new();
        if !self.aspects.is_empty() {
            for (at, section) in self.review.sections.iter().enumerate().rev() {
                by_key.insert(section.key.clone(), at);
                let heading = section.heading.as_deref().unwrap_or_default();
                by_heading.insert(headings::words(heading), at);
            }
        }
        for aspect in std::mem::take(&mut self.aspects) {
            // "Characters" and "Acting" are one kind of section.
            let own = by_heading.get(&headings::words(&aspect.name));
            let at = own.or_else(|| by_key.get(&headings::key(&aspect.name))).copied();
            let section = at.and_then(|at| self.review.sections.get_mut(at));
            match section.filter(|section| section.rating.is_none()) {
                Some(section) => section.rating = Some(aspect.rating),
                None => self.review.aspects.push(aspect),
            }
        }
    }
}

/// Whether marks cover anything in the heading of a section.
fn has_cover(section: &Section) -> bool {
    section.heading.as_deref().is_some_and(|heading| cover::in_line(heading).cover())
}

/// Whether a heading tells what it warns of, as in "Spoiler: he dies", and is no title in itself, as
/// "Spoilers: The Ending" is.
fn tells_spoilers(heading: &str) -> bool {
    let tells = |start: usize| {
        let told = heading[start..].trim();
        told.contains(char::is_alphanumeric) && !title::is_capitalised(told)
    };
    let is_label = |said: &Announcement| {
        !matches!(said.kind, AnnouncementKind::Begin { reach: Reach::To(_), .. })
    };
    may_warn(heading)
        && announcements(heading)
            .iter()
            .any(|said| is_label(said) && said.begins().is_some_and(tells))
}

/// The name that a file's path gives: its own without the extension and the day, its folder's for
/// `index.md`.
fn stem(path: &Path) -> String {
    let name = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let own = name(path).unwrap_or_else(|| file_name(path));
    let own = dates::split_name(&own).1.to_owned();
    if own != "index" && own != "_index" {
        return own;
    }
    path.parent()
        .and_then(Path::file_name)
        .map_or(own, |folder| folder.to_string_lossy().into_owned())
}
