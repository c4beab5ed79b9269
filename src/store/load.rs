//! Reading one file into reviews, with the author and scale that `author.toml` files set for its folder.

use std::fs::FileType;
use std::path::Path;
use std::sync::Arc;

use super::day::latest_day;
use super::read::{FileText, read, read_unlinked};
use super::unread::Unread;
use super::{AuthorDefaultsCache, Root, TextKey};
use crate::check::{self, Environment, FileSummary, Subject};
use crate::draft::Sample;
use crate::format::{self, Parsed, allowed, blind, value::KeyValue};
use crate::markup::cover;
use crate::model::scale::FolderScale;
use crate::model::{Entry, Review, ReviewFile};
use crate::text::{Audience, Clean, Diagnostic, Glyphs, Source};

/// The source of a file with the places of its fields, which `check` needs and a page does not.
#[derive(Debug, Default)]
pub struct Written {
    pub(crate) source: Source,
    /// The fields at the head of the file with their places.
    pub(crate) fields: Vec<KeyValue>,
    /// The codes of findings that the file or an `author.toml` switches off.
    pub(crate) allow: Vec<String>,
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        self.source.text() == other.source.text()
    }
}

/// The result of reading one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The review, or the first of several. For a file that could not be read: a review with the
    /// path and the error.
    pub review: Review,
    /// The second and later reviews of a file that holds several.
    pub(crate) others: Vec<Review>,
    /// Why a walk skips the file. `None` for a review, also a broken one.
    pub skipped: Option<String>,
    /// A hash of the file's bytes; 0 when they could not be read.
    pub digest: u64,
    /// The root of the library that the file belongs to.
    pub root: Arc<Path>,
    /// `None` when the file could not be read.
    pub(crate) file: Option<Arc<Written>>,
}

impl Loaded {
    /// The reviews of the file, in order.
    pub(crate) fn reviews(&self) -> impl Iterator<Item = &Review> {
        std::iter::once(&self.review).chain(&self.others)
    }

    pub(crate) fn reviews_mut(&mut self) -> impl Iterator<Item = &mut Review> {
        std::iter::once(&mut self.review).chain(&mut self.others)
    }

    pub(crate) fn into_reviews(self) -> impl Iterator<Item = Review> {
        std::iter::once(self.review).chain(self.others)
    }

    /// Drops all reviews but the one that holds `line`; keeps all if `line` is `None`.
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

    /// The review with this ordinal, counted from 1.
    #[must_use]
    pub(crate) fn review_at(&self, ordinal: u32) -> Option<&Review> {
        self.reviews().find(|review| review.place.ordinal == ordinal)
    }

    /// Like [`Loaded::review_at`], by value.
    #[must_use]
    pub(crate) fn into_review(self, ordinal: u32) -> Option<Review> {
        self.into_reviews().find(|review| review.place.ordinal == ordinal)
    }

    /// The first finding that makes a review of the file count as broken.
    #[must_use]
    pub(crate) fn broken(&self) -> Option<&Diagnostic> {
        self.reviews().find_map(Review::broken)
    }

    /// The first finding because of which some of the file is not understood.
    #[must_use]
    pub(crate) fn not_understood(&self) -> Option<&Diagnostic> {
        self.reviews().find_map(Review::not_understood)
    }

    /// The input of the rules about single reviews; `None` for a file that could not be read.
    pub(crate) fn subject<'a>(
        &'a self,
        review: &'a Review,
        environment: Environment,
    ) -> Option<Subject<'a>> {
        let Written { source, fields, allow } = self.file.as_deref()?;
        // All reviews of a file share its fields: findings about them are reported once.
        let fields = if review.place.ordinal == 1 { fields } else { &[][..] };
        Some(Subject { review, source, fields, allow, environment })
    }

    /// The summaries of the reviews as context for another one.
    pub(crate) fn summaries(&self, environment: Environment) -> impl Iterator<Item = FileSummary> {
        self.reviews().filter_map(move |review| {
            let subject = self.subject(review, environment)?;
            check::context_only(&subject, Arc::clone(&self.root))
        })
    }

    /// Its reviews that have text, as samples of how their author writes.
    pub(crate) fn samples(&self) -> impl Iterator<Item = Sample<'_>> {
        let written = self.file.as_deref().map(|written| (&written.source, &*written.fields));
        let reviews = self.reviews().filter(|review| review.has_text());
        reviews.filter_map(move |review| {
            let (source, fields) = written?;
            Some(Sample { review, source, fields })
        })
    }

    /// What the rules need from outside: the date, and whether a file exists.
    pub(crate) fn environment(is_last_look: bool) -> Environment {
        Environment { today: Some(latest_day()), exists: Some(Path::exists), is_last_look }
    }

    /// What the text of one of the reviews is known by.
    #[must_use]
    pub(crate) fn text_key(&self, review: &Review) -> Option<TextKey> {
        self.file.as_ref()?;
        ReviewFile::of(review, self.digest).map(TextKey::of)
    }

    /// The list entry of one of the reviews.
    #[must_use]
    pub(crate) fn entry(&self, review: &Review) -> Entry {
        let covered = cover::fields(review, Glyphs::Unicode);
        let mut entry = Entry::new(&covered, Arc::clone(&self.root), self.digest);
        entry.blind_title = blind::covered_title(&covered.title, Glyphs::Unicode).map(Clean::from);
        entry
    }

    /// The list entries of all reviews.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.reviews().map(|review| self.entry(review))
    }
}

/// Reads the file at `path`, following a link, and applies the author and scale of its folder.
#[must_use]
pub fn load(path: &Path, root: &Root, author_cache: &AuthorDefaultsCache) -> Loaded {
    Loaded::within(path, read(path), root, author_cache)
}

/// Like [`load`] for a file found in a folder: a link is not followed.
pub(super) fn load_unlinked(
    path: &Path,
    found: FileType,
    root: &Root,
    author_cache: &AuthorDefaultsCache,
) -> Result<Loaded, Unread> {
    let text = read_unlinked(path, found)?;
    Ok(Loaded::within(path, Ok(text), root, author_cache))
}

/// Makes reviews of a text without a folder, such as stdin. The scale of a bare rating is deduced
/// from that rating alone.
#[must_use]
pub fn load_alone(path: &Path, text: Result<FileText, Diagnostic>) -> Loaded {
    let mut loaded = Loaded::new(path, text, Arc::from(super::root::folder_of(path)));
    for review in loaded.reviews_mut() {
        if let Some(scale) = review.bare_rating().and_then(FolderScale::of_one) {
            format::scale::settle(review, scale);
        }
    }
    loaded
}

impl Loaded {
    /// Stands for a file that could not be read.
    pub(super) fn unreadable(path: &Path, diagnostic: Diagnostic, root: Arc<Path>) -> Self {
        Self {
            skipped: Some(diagnostic.message(Audience::READER)),
            review: Review::unreadable(path, diagnostic),
            others: Vec::new(),
            digest: 0,
            root,
            file: None,
        }
    }

    /// Parses the text of a file of the library at `root`, without what its folder adds.
    fn new(path: &Path, text: Result<FileText, Diagnostic>, root: Arc<Path>) -> Self {
        let text = match text {
            Ok(text) => text,
            Err(diagnostic) => return Self::unreadable(path, diagnostic, root),
        };
        let FileText { source, digest, flaw } = text;
        let format = format::by_extension(path).unwrap_or_else(|| format::detect(source.text()));
        let Parsed { mut review, others, skipped, fields } = format::parse(&source, format);
        review.diagnostics.extend(flaw);
        review.diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        // Of several reviews only the first is given the fields, and looks for `allow` in them itself.
        let allow = if others.is_empty() { Vec::new() } else { allowed::allowed(&fields) };
        let file = Some(Arc::new(Written { source, fields, allow }));
        Self { review, others, skipped, digest, root, file }
    }

    /// Like [`Loaded::new`], with the author, scale and word goal of its folder.
    fn within(
        path: &Path,
        text: Result<FileText, Diagnostic>,
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
