//! Which row of a comparison shows what.

use std::ops::Range;

use super::{Arrangement, ComparisonPage, Side};
use crate::compare::Pair;
use crate::page::{Line, Page, Role, Run};

/// What stands where something begins in which the reviews differ.
pub(crate) const DIFFERENCE_SIGN: &str = "≠";
/// Blank columns at both ends of the first review.
const MARGIN_COLUMNS: usize = 2;
/// The line between the reviews, and the blank columns to the right of it.
const GUTTER_COLUMNS: usize = 4;

/// The columns of each review where both are printed to `columns`.
pub(crate) const fn columns_of_each(columns: usize, arrangement: Arrangement) -> usize {
    match arrangement {
        Arrangement::Beside => columns.saturating_sub(2 * MARGIN_COLUMNS + GUTTER_COLUMNS) / 2,
        Arrangement::Stacked => columns.saturating_sub(MARGIN_COLUMNS),
    }
}

/// From where the lines of a cell come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The head of the review's page.
    Head,
    /// The sections of the review's page and what follows them.
    Body,
    /// What stands on no page.
    Texts,
}

/// Lines of one review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    source: Source,
    lines: Range<usize>,
    /// Whether the name of the review stands above them.
    pub(super) has_name: bool,
    /// The row of its block in which it begins.
    pub(super) first_row: usize,
}

impl Cell {
    pub(super) const fn new(source: Source, lines: Range<usize>) -> Self {
        Self { source, lines, has_name: false, first_row: 0 }
    }

    pub(super) fn height(&self) -> usize {
        usize::from(self.has_name) + self.lines.len()
    }
}

/// Rows that show the same of both reviews: a fact, or a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) first_row: usize,
    pub(super) cells: Pair<Cell>,
    pub(super) differs: bool,
    /// The sections, as indices into those of the pages.
    pub(super) sections: Pair<usize>,
}

impl Block {
    /// The row in which the cell of a side begins.
    fn first_row_of(&self, side: Side) -> usize {
        let cell = side.of(&self.cells).as_ref();
        self.first_row + cell.map_or(0, |cell| cell.first_row)
    }

    /// The row below the cell of a side.
    fn end_of(&self, side: Side) -> usize {
        let cell = side.of(&self.cells).as_ref();
        self.first_row_of(side) + cell.map_or(0, Cell::height)
    }
}

/// What one row shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ComparedRow {
    pub(crate) lines: Pair<Line>,
    /// Whether it begins something in which the reviews differ.
    pub(crate) differs: bool,
}

/// A place in a comparison that outlives another layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    side: Side,
    /// The section of the side, and the paragraph within it.
    section: usize,
    paragraph: usize,
    /// Lines of the paragraph above the row; below, where negative.
    lines: isize,
}

impl ComparisonPage {
    /// The row of the titles. Where a review has scrolled, its title is cut to one row.
    pub(crate) fn title_row(&self, is_scrolled: bool) -> ComparedRow {
        let title = |page: &Page| match is_scrolled || self.is_stacked() {
            true => page.title_line.clone(),
            false => page.head.line(0).unwrap_or_default(),
        };
        ComparedRow {
            lines: self.pages.each_ref().map(|page| Some(title(page))),
            differs: self.titles_differ,
        }
    }

    /// The whole comparison as lines, for a pipe.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let rows = (0..self.row_count).map(|row| self.row(row));
        [self.title_row(false)].into_iter().chain(rows).flat_map(|row| self.joined(row))
    }

    /// The lines of a row beside each other, else one below the other.
    fn joined(&self, ComparedRow { lines, differs }: ComparedRow) -> Vec<Line> {
        let glyphs = self.pages[0].glyphs;
        let sign = |usual: &str| match differs {
            true => Run::new(DIFFERENCE_SIGN, Role::Accent),
            false => Run::new(usual, Role::Rule),
        };
        let mut joined = Line::blank();
        if self.is_stacked() {
            let below = |(at, line): (usize, Line)| {
                let mut below = Line::blank();
                if at == 0 {
                    below.runs.push(sign(" "));
                }
                below.extend_at(MARGIN_COLUMNS, line.runs, glyphs);
                below
            };
            let lines: Vec<Line> = lines.into_iter().flatten().enumerate().map(below).collect();
            return if lines.is_empty() { vec![joined] } else { lines };
        }
        let [first, second] = lines.map(Option::unwrap_or_default);
        joined.extend_at(MARGIN_COLUMNS, first.runs, glyphs);
        joined.push_at(2 * MARGIN_COLUMNS + self.width, sign("│"), glyphs);
        joined.extend_at(2 * MARGIN_COLUMNS + self.width + GUTTER_COLUMNS, second.runs, glyphs);
        vec![joined]
    }

    /// How many rows there are below the titles.
    pub(crate) const fn row_count(&self) -> usize {
        self.row_count
    }

    pub(crate) const fn is_stacked(&self) -> bool {
        matches!(self.arrangement, Arrangement::Stacked)
    }

    /// The row with this index, from 0, below the titles.
    pub(crate) fn row(&self, index: usize) -> ComparedRow {
        let Some(block) = self.block_at(index).and_then(|at| self.blocks.get(at)) else {
            return ComparedRow::default();
        };
        let row = index - block.first_row;
        let lines = Side::BOTH.map(|side| self.line_in(block, side, row));
        ComparedRow { lines, differs: block.differs && row == 0 }
    }

    /// The block that begins in this row or above it.
    fn block_at(&self, row: usize) -> Option<usize> {
        self.blocks.partition_point(|block| block.first_row <= row).checked_sub(1)
    }

    fn line_in(&self, block: &Block, side: Side, row: usize) -> Option<Line> {
        let cell = side.of(&block.cells).as_ref()?;
        let row = row.checked_sub(cell.first_row)?;
        let texts = side.of(&self.texts);
        let Some(row) = row.checked_sub(usize::from(cell.has_name)) else {
            return texts.line(super::NAME_LINE);
        };
        let index = cell.lines.start + row;
        let page = side.of(&self.pages);
        let lines = match cell.source {
            Source::Head => &page.head,
            Source::Body => &page.body,
            Source::Texts => texts,
        };
        lines.line(index).filter(|_| index < cell.lines.end)
    }

    /// How many rows with sections there are.
    pub(crate) fn section_count(&self) -> usize {
        self.sections.len()
    }

    /// The section at a row: between two of them the one below, above all of them the first, below
    /// them the last.
    pub(crate) fn section_at(&self, row: usize) -> usize {
        let block = self.block_at(row + 1).unwrap_or(0).max(self.sections.start);
        (block - self.sections.start).min(self.sections.len().saturating_sub(1))
    }

    /// The row in which a section of a side begins.
    pub(crate) fn row_of_section(&self, section: usize, side: Side) -> usize {
        let block = self.section(section);
        block.map_or(self.row_count, |block| block.first_row_of(side))
    }

    /// The row in which a section begins.
    pub(crate) fn first_row_of_section(&self, section: usize) -> usize {
        self.section(section).map_or(self.row_count, |block| block.first_row)
    }

    fn section(&self, section: usize) -> Option<&Block> {
        self.blocks.get(self.sections.clone())?.get(section)
    }

    /// The side whose text stands in a row, where one review stands below the other.
    pub(crate) fn side_at(&self, row: usize) -> Option<Side> {
        let at = self.block_at(row).filter(|at| self.is_stacked() && self.sections.contains(at))?;
        let second = self.blocks.get(at)?.first_row_of(Side::Second);
        Some(if row < second { Side::First } else { Side::Second })
    }

    /// The first section of a side that is at a row or below it, else its last, as an index into those
    /// of its page; and the paragraph there.
    pub(crate) fn paragraph_at(&self, row: usize, side: Side) -> (Option<usize>, Option<usize>) {
        let at = |block: &&Block| row < block.end_of(side);
        let last = || self.sections_of(side).next_back();
        let Some(block) = self.sections_of(side).find(at).or_else(last) else {
            return (None, None);
        };
        let Some(section) = *side.of(&block.sections) else { return (None, None) };
        let page = side.of(&self.pages);
        let mark = page.sections.get(section);
        let lines = mark.map_or(0..0, |mark| mark.lines.clone());
        let has_name = side.of(&block.cells).as_ref().is_some_and(|cell| cell.has_name);
        let first_row = block.first_row_of(side) + usize::from(has_name);
        let line = lines.start + row.saturating_sub(first_row);
        let last = lines.end.saturating_sub(1).max(lines.start);
        (Some(section), page.paragraph_in_section_at(line.min(last)))
    }

    /// Where a row is, if it is at or below the first section.
    pub(crate) fn place(&self, row: usize, side: Side) -> Option<Place> {
        if row < self.first_row_of_section(0) {
            return None;
        }
        let place = |side: Side| {
            let (section, paragraph) = self.paragraph_at(row, side);
            let (section, paragraph) = (section?, paragraph?);
            let page = side.of(&self.pages);
            let first_line = page.paragraphs.get(paragraph)?.lines().start;
            let top = self.row_of_line(section, first_line, side)?;
            let lines = match row.checked_sub(top) {
                Some(below) => isize::try_from(below).unwrap_or(0),
                None => -isize::try_from(top - row).unwrap_or(0),
            };
            let paragraph = paragraph - page.paragraphs_of(section).start;
            Some(Place { side, section, paragraph, lines })
        };
        // Beside the end of a long section the next one of the other side may be far below.
        let places = [side, side.other()].map(place);
        let here = self.section(self.section_at(row));
        let is_here = |place: &&Place| {
            here.is_some_and(|block| *place.side.of(&block.sections) == Some(place.section))
        };
        places.iter().flatten().find(is_here).or(places.iter().flatten().next()).copied()
    }

    /// The row of a place, after the page was laid out anew.
    pub(crate) fn row_of(&self, place: &Place) -> Option<usize> {
        let Place { side, section, paragraph, lines } = *place;
        let page = side.of(&self.pages);
        let paragraphs = page.paragraphs_of(section);
        let last = paragraphs.clone().next_back()?;
        let paragraph = page.paragraphs.get((paragraphs.start + paragraph).min(last))?.lines();
        let row = self.row_of_line(section, paragraph.start, side)?;
        let longest = isize::try_from(paragraph.len()).unwrap_or(isize::MAX);
        let block =
            self.sections_of(side).find(|block| *side.of(&block.sections) == Some(section))?;
        let row = row.saturating_add_signed(lines.min(longest - 1));
        Some(row.max(block.first_row_of(side)))
    }

    /// The blocks with a section of a side.
    fn sections_of(&self, side: Side) -> impl DoubleEndedIterator<Item = &Block> {
        let blocks = self.blocks.get(self.sections.clone()).unwrap_or_default();
        blocks.iter().filter(move |block| side.of(&block.sections).is_some())
    }

    /// The row that shows a line of a section.
    fn row_of_line(&self, section: usize, line: usize, side: Side) -> Option<usize> {
        let block =
            self.sections_of(side).find(|block| *side.of(&block.sections) == Some(section))?;
        let cell = side.of(&block.cells).as_ref()?;
        let above = usize::from(cell.has_name) + line.saturating_sub(cell.lines.start);
        Some(block.first_row + cell.first_row + above)
    }

    /// Whether something in these rows is covered on a side.
    pub(crate) fn has_cover(&self, rows: Range<usize>, side: Side) -> bool {
        let is_covered = |line: &Line| line.runs.iter().any(|run| run.role == Role::Covered);
        rows.into_iter().any(|row| side.of(&self.row(row).lines).as_ref().is_some_and(is_covered))
    }
}
