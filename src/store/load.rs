//! One file, read and understood, with what its folder adds.

use std::fs::FileType;
use std::path::Path;
use std::sync::Arc;

use super::read::{Text, read, read_unlinked};
use super::{AuthorDefaultsCache, Root};
use crate::check::{self, Environment, Subject};
use crate::format::{self, value::Entry as Field};
use crate::markup::cover;
use crate::model::scale::FolderScale;
use crate::model::{Date, Entry, Rating, Review, Score};
use crate::text::{Code, Diagnostic, Source};

/// A file as it was written, for those who look closer than its reader.
#[derive(Debug, Default)]
pub struct Written {
    /// The text.
    pub source: Source,
    /// The fields as they stand in the text.
    pub(crate) fields: Vec<Field>,
    /// The codes of findings that the library's author does not want.
    pub(crate) allow: Vec<String>,
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        self.source.text() == other.source.text()
    }
}

/// What came of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The review; of a file that could not be read, its name and the reason.
    pub review: Review,
    /// Why a walk passes the file over; none when it is a review, or broken where one was expected.
    pub skipped: Option<String>,
    /// Tells the file's bytes from others.
    pub digest: u64,
    /// The root of the library that it belongs to.
    pub root: Arc<Path>,
    /// The file itself, unless it could not be read.
    pub(crate) file: Option<Arc<Written>>,
}

impl Loaded {
    /// What the rules about single files look at; nothing of a file that could not be read.
    pub(crate) fn subject(&self, environment: Environment) -> Option<Subject<'_>> {
        let Written { source, fields, allow } = self.file.as_deref()?;
        Some(Subject { review: &self.review, source, fields, allow, environment })
    }

    /// What the rules cannot find out by themselves, on the day `today`.
    pub(crate) fn environment(&self, today: Date) -> Environment {
        let poster = check::poster_file(&self.review).map(|path| path.exists());
        Environment { today: Some(today), poster }
    }

    /// What a list keeps of it.
    #[must_use]
    pub fn entry(&self) -> Entry {
        let mut entry = Entry::new(&self.review, Arc::clone(&self.root), self.digest);
        entry.traits.spoilers = cover::in_review(&self.review);
        entry
    }
}

/// Reads the review at `path`, following a link to it, and adds its author and scale.
#[must_use]
pub fn load(path: &Path, root: &Root, author_cache: &AuthorDefaultsCache) -> Loaded {
    finish(path, read(path), root, author_cache)
}

/// The same for a file that nobody named: a link is not followed.
pub(super) fn load_unlinked(
    path: &Path,
    found: FileType,
    root: &Root,
    author_cache: &AuthorDefaultsCache,
) -> Loaded {
    finish(path, read_unlinked(path, found), root, author_cache)
}

/// Makes a review of a text that stands in no folder.
#[must_use]
pub fn load_text(text: Text) -> Loaded {
    let path = text.source.path().to_owned();
    let format = format::by_extension(&path).unwrap_or_else(|| format::detect(text.source.text()));
    let parsed = format::parse(&text.source, format);
    let mut review = parsed.review;
    review.diagnostics.extend(text.flaw);
    review.diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    let file = Written { source: text.source, fields: parsed.fields, allow: Vec::new() };
    Loaded {
        review,
        skipped: parsed.skipped,
        digest: text.digest,
        root: Arc::from(super::root::folder_of(&path)),
        file: Some(Arc::new(file)),
    }
}

fn finish(
    path: &Path,
    text: Result<Text, Diagnostic>,
    root: &Root,
    author_cache: &AuthorDefaultsCache,
) -> Loaded {
    let mut loaded = match text {
        Ok(text) => load_text(text),
        Err(diagnostic) => Loaded {
            skipped: Some(diagnostic.message.clone()),
            review: Review::unreadable(path, diagnostic),
            digest: 0,
            root: Arc::clone(&root.folder),
            file: None,
        },
    };
    loaded.root = Arc::clone(&root.folder);
    let defaults = author_cache.of(path, root);
    loaded.review.author.inherit(&defaults.author);
    if let Some(file) = loaded.file.as_mut().and_then(Arc::get_mut) {
        file.allow.clone_from(&defaults.allow);
    }
    if let Some(out_of) = defaults.scale {
        format::scale::apply(&mut loaded.review, out_of);
    }
    loaded
}

/// Gives the bare ratings of `review` the scale that its neighbours tell, saying so where there
/// were too few of them to be sure.
pub fn set_scale(review: &mut Review, settled: FolderScale) {
    if let Some(Rating { written, score: Score::Bare(_) }) = &review.rating
        && settled.guessed
    {
        let written = crate::text::diagnostic::excerpt(written);
        let out_of = settled.out_of;
        let message =
            format!("expected a scale with {written}, found none: taken as out of {out_of}");
        review.diagnostics.push(Diagnostic::whole_file(Code::ScaleGuessed, message));
    }
    review.set_scale(settled.out_of);
}
