//! Floor 3: what is shown, independent of any terminal.
//!
//! A page decides words, order, wrapping and stars once. The reader paints it into a buffer, the
//! command line writes it to a pipe; colour comes last, from the theme.

mod address;
pub mod bar;
pub mod compare;
pub(crate) mod desk;
mod facts;
pub(crate) mod facts_pane;
pub mod find;
mod flow;
pub(crate) mod footer;
mod lines;
pub(crate) mod list;
pub mod review;
mod role;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod spread;
pub mod stars;
pub(crate) mod stats;
pub mod voices;
pub(crate) mod wrap;
pub mod year;

use std::ops::Range;

use crate::markup::Face;
use crate::model::SectionKey;
use crate::text::{Address, Clean, Glyphs};

use facts_pane::FactsPane;
use lines::as_u32;

pub use facts::{FactsForm, PaneSize};
use footer::Byline;
pub use lines::Lines;
pub use review::{Options, review};
pub use role::Role;

/// Text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: Clean,
    /// Its meaning, to which the theme gives a style.
    pub role: Role,
    /// Emphasis and the like.
    pub face: Face,
    /// The link it belongs to, an index into [`Page::links`].
    pub(crate) link: Option<usize>,
}

impl Run {
    pub(crate) fn new(text: impl Into<Clean>, role: Role) -> Self {
        Self { text: text.into(), role, ..Self::default() }
    }
}

/// One line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its runs, from left to right.
    pub runs: Vec<Run>,
    /// Whether the next line goes on without a blank, as in a word that is longer than a line.
    pub(crate) joins_next: bool,
}

impl Line {
    /// A line of several runs.
    #[must_use]
    pub(crate) const fn new(runs: Vec<Run>) -> Self {
        Self { runs, joins_next: false }
    }

    #[must_use]
    pub(crate) const fn blank() -> Self {
        Self::new(Vec::new())
    }

    /// The line without its roles.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Its width in cells.
    #[must_use]
    pub fn width(&self, glyphs: Glyphs) -> usize {
        glyphs.width_of(&self.runs)
    }

    /// Adds `run` at column `at`, or at the line's end where that is further.
    fn push_at(&mut self, at: usize, run: Run, glyphs: Glyphs) {
        self.extend_at(at, (!run.text.is_empty()).then_some(run), glyphs);
    }

    /// The same for several runs.
    fn extend_at(&mut self, at: usize, runs: impl IntoIterator<Item = Run>, glyphs: Glyphs) {
        let gap = at.saturating_sub(self.width(glyphs));
        if gap > 0 {
            self.runs.push(Run::new(" ".repeat(gap), Role::Body));
        }
        self.runs.extend(runs);
    }

    /// Adds `runs` so that they end at column `edge`.
    fn push_right(&mut self, edge: usize, runs: &[Run], glyphs: Glyphs) {
        let at = edge.saturating_sub(glyphs.width_of(runs));
        self.extend_at(at, runs.iter().cloned(), glyphs);
    }
}

/// A section's place on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionMark {
    /// Its key.
    pub key: SectionKey,
    /// Its name in the section bar.
    pub name: Clean,
    /// Whether something in it is covered now.
    pub(crate) covered: bool,
    /// Whether something in it is covered as long as covers are not opened.
    pub(crate) has_cover: bool,
    /// Its lines in [`Page::body`], the heading included.
    pub(crate) lines: Range<usize>,
    /// The words of its text.
    pub(crate) words: usize,
}

/// A paragraph's place on a page and in its review, in few bytes: a text may have a paragraph for
/// every two of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    first_line: u32,
    end_line: u32,
    source_start: u32,
    source_end: u32,
    /// Whether any of its source is covered now, be it drawn or not.
    pub covered: bool,
}

impl Paragraph {
    fn new(lines: Range<usize>, source: Range<usize>, covered: bool) -> Self {
        Self {
            first_line: as_u32(lines.start),
            end_line: as_u32(lines.end),
            source_start: as_u32(source.start),
            source_end: as_u32(source.end),
            covered,
        }
    }

    /// Its lines in [`Page::body`].
    #[must_use]
    pub const fn lines(&self) -> Range<usize> {
        self.first_line as usize..self.end_line as usize
    }

    /// The byte range of its source in the text of its section.
    #[must_use]
    pub const fn source(&self) -> Range<usize> {
        self.source_start as usize..self.source_end as usize
    }
}

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is shown for it.
    pub(crate) label: Clean,
    pub(crate) address: Address,
}

/// A review, laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Title, year and rating on one row, as they stay in view above the text.
    pub title_line: Line,
    /// What stands above the text: title, year and rating, kind and genres, faults of the file, facts.
    pub head: Lines,
    /// What stands beside the text, where there is a pane for it.
    pub(crate) facts_pane: FactsPane,
    /// The row of the head with the kind of the work, at whose right edge there is room.
    pub(crate) about_row: Option<usize>,
    /// The sections, from first to last.
    pub body: Lines,
    /// The places of the sections in [`Self::body`].
    pub sections: Vec<SectionMark>,
    /// The places of the paragraphs in [`Self::body`].
    pub paragraphs: Vec<Paragraph>,
    /// Who wrote the review, and where else to find them.
    pub(crate) author: Byline,
    /// Links, those of the text first.
    pub links: Vec<Link>,
    /// The characters it was laid out in.
    pub(crate) glyphs: Glyphs,
    /// The reading time.
    pub(crate) minutes: usize,
}

impl Page {
    /// The whole page as lines, for a pipe.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.head.iter().chain([Line::blank()]).chain(self.body.iter())
    }

    /// Whether anything on these lines of the body is covered.
    #[must_use]
    pub(crate) fn has_cover(&self, lines: Range<usize>) -> bool {
        lines.into_iter().any(|line| self.body.runs(line).any(|(_, role)| role == Role::Covered))
    }

    /// The words of all sections.
    #[must_use]
    pub(crate) fn words(&self) -> usize {
        self.sections.iter().map(|section| section.words).sum()
    }

    /// The section whose text is at a line of the body: between two sections the one below, after
    /// all of them the last.
    #[must_use]
    pub(crate) fn section_at(&self, line: usize) -> usize {
        let above = self.sections.partition_point(|section| section.lines.end <= line);
        above.min(self.sections.len().saturating_sub(1))
    }

    /// The index of the section, of the page and of its review, to which a paragraph belongs.
    #[must_use]
    pub fn section_of(&self, paragraph: &Paragraph) -> usize {
        let start = paragraph.lines().start;
        self.sections.partition_point(|section| section.lines.start <= start).saturating_sub(1)
    }

    /// The paragraphs of a section, as indices into [`Self::paragraphs`].
    #[must_use]
    pub(crate) fn paragraphs_of(&self, section: usize) -> Range<usize> {
        let first_from = |section: usize| match self.sections.get(section) {
            Some(mark) => self.first_paragraph_from(mark.lines.start),
            None => self.paragraphs.len(),
        };
        first_from(section)..first_from(section + 1)
    }

    /// The first paragraph that has a line at or below `line`, else the last.
    #[must_use]
    pub(crate) fn paragraph_at(&self, line: usize) -> Option<usize> {
        let last = self.paragraphs.len().checked_sub(1)?;
        Some(self.first_paragraph_from(line).min(last))
    }

    /// The same within the section at `line`; `None` if that has no paragraphs.
    #[must_use]
    pub(crate) fn paragraph_in_section_at(&self, line: usize) -> Option<usize> {
        let of_section = self.paragraphs_of(self.section_at(line));
        let last = of_section.clone().next_back()?;
        Some(self.first_paragraph_from(line).clamp(of_section.start, last))
    }

    fn first_paragraph_from(&self, line: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.lines().end <= line)
    }
}
