//! One file, read and understood, with what its folder adds.

use std::fs::FileType;
use std::path::Path;
use std::sync::Arc;

use super::read::{Text, read, read_unlinked};
use super::{AuthorDefaultsCache, Root};
use crate::check::{self, Environment, Subject};
use crate::format::{self, Parsed, author_file, value::KeyValue};
use crate::markup::cover;
use crate::model::scale::FolderScale;
use crate::model::{Date, Entry, Review};
use crate::text::mask::COVER;
use crate::text::{Audience, Diagnostic, Source};

/// A file as it was written, for those who look closer than its reader.
#[derive(Debug, Default)]
pub struct Written {
    pub(crate) source: Source,
    /// The fields as they stand in the text.
    pub(crate) fields: Vec<KeyValue>,
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
    /// The review, or the first of several; of a file that could not be read, its name and the
    /// reason.
    pub review: Review,
    /// The other reviews of a file that holds several.
    pub(crate) others: Vec<Review>,
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
    /// The reviews of the file, in order.
    pub(crate) fn reviews(&self) -> impl Iterator<Item = &Review> {
        std::iter::once(&self.review).chain(&self.others)
    }

    /// The same, to be changed.
    pub(crate) fn reviews_mut(&mut self) -> impl Iterator<Item = &mut Review> {
        std::iter::once(&mut self.review).chain(&mut self.others)
    }

    /// The same, without the rest of what came of the file.
    pub(crate) fn into_reviews(self) -> impl Iterator<Item = Review> {
        std::iter::once(self.review).chain(self.others)
    }

    /// The same with nothing but the review that holds `line`, where one is given.
    #[must_use]
    pub(crate) fn at_line(mut self, line: Option<u32>) -> Self {
        let Some(line) = line.filter(|_| !self.others.is_empty()) else { return self };
        let holds = |review: &Review| {
            review.place.lines.as_ref().is_some_and(|lines| lines.contains(&line))
        };
        if let Some(at) = self.others.iter().position(holds) {
            self.review = self.others.swap_remove(at);
        }
        self.others.clear();
        self
    }

    /// The review of this number, from 1.
    #[must_use]
    pub(crate) fn review_at(&self, ordinal: u32) -> Option<&Review> {
        self.reviews().find(|review| review.place.ordinal == ordinal)
    }

    /// The same, without the rest of what came of the file.
    #[must_use]
    pub(crate) fn into_review(self, ordinal: u32) -> Option<Review> {
        self.into_reviews().find(|review| review.place.ordinal == ordinal)
    }

    /// The finding for which the file counts as broken.
    #[must_use]
    pub(crate) fn broken(&self) -> Option<&Diagnostic> {
        self.reviews().find_map(Review::broken)
    }

    /// What the rules about single reviews look at; nothing of a file that could not be read.
    pub(crate) fn subject<'a>(
        &'a self,
        review: &'a Review,
        environment: Environment,
    ) -> Option<Subject<'a>> {
        let Written { source, fields, allow } = self.file.as_deref()?;
        // What is wrong in the fields of a file with several reviews is reported once.
        let fields = if review.place.ordinal == 1 { fields } else { &[][..] };
        Some(Subject { review, source, fields, allow, environment })
    }

    /// What the rules about `review` cannot find out by themselves, on the day `today`.
    pub(crate) fn environment(review: &Review, today: Date) -> Environment {
        let poster = check::poster_file(review).map(|path| path.exists());
        Environment { today: Some(today), poster }
    }

    /// What a list keeps of one of the reviews.
    #[must_use]
    pub(crate) fn entry(&self, review: &Review) -> Entry {
        let told = cover::fields(review, COVER);
        let mut entry = Entry::new(&told, Arc::clone(&self.root), self.digest);
        entry.traits.spoilers = cover::in_review(review);
        entry
    }

    /// What a list keeps of each review.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.reviews().map(|review| self.entry(review))
    }
}

/// Reads the file at `path`, following a link to it, and adds its author and scale.
#[must_use]
pub fn load(path: &Path, root: &Root, author_cache: &AuthorDefaultsCache) -> Loaded {
    Loaded::within(path, read(path), root, author_cache)
}

/// The same for a file that nobody named: a link is not followed.
pub(super) fn load_unlinked(
    path: &Path,
    found: FileType,
    root: &Root,
    author_cache: &AuthorDefaultsCache,
) -> Loaded {
    Loaded::within(path, read_unlinked(path, found), root, author_cache)
}

/// Makes reviews of a text that stands in no folder; its bare ratings have nothing but themselves
/// to go by.
#[must_use]
pub fn load_alone(path: &Path, text: Result<Text, Diagnostic>) -> Loaded {
    let mut loaded = Loaded::new(path, text, Arc::from(super::root::folder_of(path)));
    for review in loaded.reviews_mut() {
        if let Some(scale) = review.bare_rating().and_then(FolderScale::of_one) {
            format::scale::settle(review, scale);
        }
    }
    loaded
}

impl Loaded {
    /// What came of a file of the library at `root`, as the file itself tells.
    fn new(path: &Path, text: Result<Text, Diagnostic>, root: Arc<Path>) -> Self {
        let text = match text {
            Ok(text) => text,
            Err(diagnostic) => {
                return Self {
                    skipped: Some(diagnostic.message(Audience::READER)),
                    review: Review::unreadable(path, diagnostic),
                    others: Vec::new(),
                    digest: 0,
                    root,
                    file: None,
                };
            }
        };
        let Text { source, digest, flaw } = text;
        let format = format::by_extension(path).unwrap_or_else(|| format::detect(source.text()));
        let Parsed { mut review, others, skipped, fields } = format::parse(&source, format);
        review.diagnostics.extend(flaw);
        review.diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        // Only the first of several reviews is handed the fields, where this stands too.
        let allow = if others.is_empty() { Vec::new() } else { author_file::allowed(&fields) };
        let file = Some(Arc::new(Written { source, fields, allow }));
        Self { review, others, skipped, digest, root, file }
    }

    /// The same with the author and the scale that hold in its folder.
    fn within(
        path: &Path,
        text: Result<Text, Diagnostic>,
        root: &Root,
        author_cache: &AuthorDefaultsCache,
    ) -> Self {
        let mut loaded = Self::new(path, text, Arc::clone(&root.folder));
        let defaults = author_cache.of(path, root);
        if let Some(file) = loaded.file.as_mut().and_then(Arc::get_mut) {
            file.allow.extend_from_slice(&defaults.allow);
        }
        for review in loaded.reviews_mut() {
            review.author.inherit(&defaults.author);
            review.word_goal = defaults.words;
            if let Some(out_of) = defaults.scale {
                format::scale::impose(review, out_of);
            }
        }
        loaded
    }
}
