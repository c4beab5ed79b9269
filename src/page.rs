//! Floor 3: what is shown, independent of any terminal.
//!
//! A page decides words, order, wrapping and stars once. The reader paints it into a buffer, the
//! command line writes it to a pipe; colour comes last, from the theme.

mod address;
pub mod bar;
pub(crate) mod desk;
pub mod find;
pub(crate) mod footer;
pub(crate) mod list;
mod people;
pub mod review;
mod role;
pub(crate) mod row;
pub mod stars;
pub(crate) mod wrap;

use std::ops::Range;

use crate::markup::Face;
use crate::model::SectionKey;
use crate::text::{Address, Clean, Glyphs};

pub(crate) use footer::FooterItem;
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
    /// The paragraph it belongs to, an index into [`Page::paragraphs`].
    pub paragraph: Option<usize>,
    /// Whether the next line goes on without a blank, as in a word that is longer than a line.
    pub(crate) joins_next: bool,
}

impl Line {
    /// A line of several runs.
    #[must_use]
    pub(crate) const fn new(runs: Vec<Run>) -> Self {
        Self { runs, paragraph: None, joins_next: false }
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
        let gap = at.saturating_sub(self.width(glyphs));
        if gap > 0 {
            self.runs.push(Run::new(" ".repeat(gap), Role::Body));
        }
        if !run.text.is_empty() {
            self.runs.push(run);
        }
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
    /// Its lines in [`Page::body`], the heading included.
    pub(crate) lines: Range<usize>,
}

/// A paragraph's place on a page and in its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The section, an index into the review's sections.
    pub section: usize,
    /// Its number within the section.
    pub(crate) number: usize,
    /// Its lines in [`Page::body`].
    pub(crate) lines: Range<usize>,
    /// The byte range of its source in the section's text.
    pub source: Range<usize>,
    /// Whether any of it is covered now.
    pub covered: bool,
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
    /// The title and its year, on as many lines as they need.
    pub(crate) title: Vec<Line>,
    /// The title on one line, with the stars at its right edge.
    pub title_line: Line,
    /// The stars and the rating as written.
    pub(crate) stars: Line,
    /// Facts: kind, genres, dates, people, and faults of the file.
    pub(crate) facts: Vec<Line>,
    /// The sections, from first to last.
    pub body: Vec<Line>,
    /// The places of the sections in [`Self::body`].
    pub sections: Vec<SectionMark>,
    /// The places of the paragraphs in [`Self::body`].
    pub paragraphs: Vec<Paragraph>,
    /// The addresses of the author.
    pub(crate) footer: Vec<FooterItem>,
    /// Links, those of the text first.
    pub links: Vec<Link>,
    /// The columns it was laid out for.
    pub(crate) width: usize,
    /// The characters it was laid out in.
    pub(crate) glyphs: Glyphs,
}

impl Page {
    /// The whole page as lines, for a pipe: title, stars, facts, text and footer.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.title.clone();
        lines.push(self.stars.clone());
        if !self.facts.is_empty() {
            lines.push(Line::blank());
            lines.extend_from_slice(&self.facts);
        }
        lines.push(Line::blank());
        lines.extend_from_slice(&self.body);
        if !self.footer.is_empty() {
            lines.push(Line::blank());
            lines.extend(self.footer_lines());
        }
        lines
    }

    #[must_use]
    pub(crate) fn footer_lines(&self) -> Vec<Line> {
        footer::lines(&self.footer, self.width, self.glyphs)
    }

    /// The section to which a line of the body belongs.
    #[must_use]
    pub(crate) fn section_at(&self, line: usize) -> usize {
        self.sections.partition_point(|section| section.lines.start <= line).saturating_sub(1)
    }

    /// The first paragraph that has a line at or below `line`.
    #[must_use]
    pub(crate) fn paragraph_at(&self, line: usize) -> Option<usize> {
        let index = self.paragraphs.partition_point(|paragraph| paragraph.lines.end <= line);
        (index < self.paragraphs.len()).then_some(index)
    }
}
