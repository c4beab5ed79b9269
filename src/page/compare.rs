//! Two reviews laid out beside each other, or one below the other where there is little room: first
//! the facts, then section by section.

mod facts;
mod rows;

use std::ops::Range;

use super::review::Column;
use super::voices::ComparedVoice;
use super::{Line, Lines, Options, Page, Role, Run};
use crate::compare::{Comparison, Pair};
use crate::model::review::file_name;
use crate::model::{Field, Review};
use crate::text::{Clean, Glyphs};
use facts::{FactRows, FactTable};
use rows::{Block, Cell, Source};
pub(crate) use rows::{ComparedRow, DIFFERENCE_SIGN, Place, columns_of_each};

/// One of the two reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one that is named, or was marked, first.
    #[default]
    First,
    /// The other one.
    Second,
}

impl Side {
    /// Both, in order.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// The other side.
    #[must_use]
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// What a pair has for this side.
    #[must_use]
    pub(crate) const fn of<T>(self, [first, second]: &[T; 2]) -> &T {
        match self {
            Self::First => first,
            Self::Second => second,
        }
    }
}

/// How the two reviews stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// Side by side.
    #[default]
    Beside,
    /// One below the other, fact by fact and section by section.
    Stacked,
}

/// How two reviews are to be laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CompareOptions {
    /// How each of them is laid out; `width` is that of one.
    pub page: Options,
    /// Whether the covered text of each is shown.
    pub uncovered: [bool; 2],
    /// How they stand.
    pub arrangement: Arrangement,
    /// Whose they are, if they are of two voices.
    pub voices: Option<[ComparedVoice; 2]>,
}

/// Two reviews, laid out. Nothing is copied from their pages: a row is put together when it is asked
/// for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparisonPage {
    /// The page of each, of which the title and the sections are used.
    pub(crate) pages: [Page; 2],
    /// What stands on neither page: facts and names.
    texts: [Lines; 2],
    blocks: Vec<Block>,
    /// The blocks that are sections, from first to last.
    sections: Range<usize>,
    row_count: usize,
    arrangement: Arrangement,
    /// The columns of each review.
    width: usize,
    /// Whether titles, years or ratings differ.
    titles_differ: bool,
}

/// Lays out two reviews.
#[must_use]
pub fn compare(reviews: [&Review; 2], options: &CompareOptions) -> ComparisonPage {
    let [first, second] = options.uncovered;
    let of_side = |uncovered| Options { uncovered, ..options.page.clone() };
    let sides = [of_side(first), of_side(second)];
    let mut columns = [Column::new(reviews[0], &sides[0]), Column::new(reviews[1], &sides[1])];
    let comparison = Comparison::of(&columns[0].review, &columns[1].review);
    let names = match &options.voices {
        Some(voices) => voices.each_ref().map(|voice| voice.name.clone()),
        None => names(columns.each_ref().map(|column| &*column.review)),
    };
    let facts = facts::aligned(&columns, &comparison, options);
    let FactTable { facts, mut shortened } = facts::rows(&facts, options);
    if options.arrangement == Arrangement::Stacked {
        // The titles stay one below the other, so neither has a second row.
        for (column, shortened) in columns.iter_mut().zip(&mut shortened) {
            column.keep_title_in_one_row(shortened);
        }
    }
    let title_rows = columns.each_ref().map(|column| column.title_rows);
    let [first, second] = columns;
    let [of_first, of_second] = shortened;
    let pages = [first.finish(of_first), second.finish(of_second)];
    let mut layout = Layout::new(pages, names, options);
    layout.head(title_rows, &comparison);
    layout.facts(&facts);
    layout.sections(&comparison.sections);
    layout.ends();
    layout.page
}

/// What tells the two reviews apart where one stands below the other.
fn names(reviews: [&Review; 2]) -> [Clean; 2] {
    let in_folder = |review: &Review| {
        let path = &review.place.path;
        let folder = path.parent().map(file_name).unwrap_or_default();
        format!("{folder}/{}:{}", file_name(path), review.place.line)
    };
    let forms: [fn(&Review) -> Option<String>; 3] = [
        |review| Some(review.title.clone()),
        |review| review.author.name.clone(),
        |review| Some(file_name(&review.place.path)),
    ];
    let names = forms.iter().find_map(|form| match reviews.map(form) {
        [Some(first), Some(second)] if first != second => Some([first, second]),
        _ => None,
    });
    names.unwrap_or_else(|| reviews.map(in_folder)).map(Clean::new)
}

struct Layout {
    page: ComparisonPage,
    options: CompareOptions,
}

/// The line of [`ComparisonPage::texts`] that names the review.
const NAME_LINE: usize = 0;
/// The line of the same that stands for a section that the review does not have.
const MISSING_LINE: usize = 1;

impl Layout {
    fn new(pages: [Page; 2], names: [Clean; 2], options: &CompareOptions) -> Self {
        let Options { width, glyphs, .. } = options.page;
        let texts = names.map(|name| {
            let missing = glyphs.fit("not in this review", width);
            [name_row(&name, width, glyphs), Line::new(vec![Run::new(missing, Role::Dim)])]
        });
        let page = ComparisonPage {
            pages,
            texts: texts.map(Lines::from_iter),
            arrangement: options.arrangement,
            width,
            ..ComparisonPage::default()
        };
        Self { page, options: options.clone() }
    }

    /// What is left of the titles below their first row, kind and genres, and faults of the files.
    fn head(&mut self, title_rows: [usize; 2], comparison: &Comparison) {
        let differs = |fields: &[Field]| fields.iter().any(|field| comparison.differs_in(*field));
        self.page.titles_differ = differs(&[Field::Title, Field::Year, Field::Rating]);
        let all = self.page.pages.each_ref().map(|page| page.head.len());
        let about = title_rows.map(|rows| rows + 1);
        let part = |from: [usize; 2], to: [usize; 2]| {
            [0, 1].map(|side| Some(Cell::new(Source::Head, from[side]..to[side])))
        };
        self.push(part([1, 1], title_rows), false);
        self.push(part(title_rows, about), differs(&[Field::Kind, Field::Genres]));
        self.push(part(about, all), false);
        self.gap();
    }

    fn facts(&mut self, facts: &[FactRows]) {
        for fact in facts {
            let mut cells = [None, None];
            for (cell, (lines, texts)) in
                cells.iter_mut().zip(fact.lines.iter().zip(&mut self.page.texts))
            {
                let start = texts.len();
                texts.extend(lines);
                *cell = Some(Cell::new(Source::Texts, start..texts.len()));
            }
            self.push(cells, fact.differs);
        }
        self.gap();
    }

    fn sections(&mut self, sections: &[Pair<usize>]) {
        let start = self.page.blocks.len();
        for pair in sections {
            let cell = |side: Side| {
                let page = side.of(&self.page.pages);
                let mark = side.of(pair).and_then(|index| page.sections.get(index));
                match mark {
                    Some(mark) => Cell::new(Source::Body, mark.lines.clone()),
                    None => Cell::new(Source::Texts, MISSING_LINE..MISSING_LINE + 1),
                }
            };
            let cells = Side::BOTH.map(|side| Some(self.named(cell(side))));
            self.push(cells, false);
            if let Some(block) = self.page.blocks.last_mut() {
                block.sections = *pair;
            }
            self.gap();
        }
        self.page.sections = start..self.page.blocks.len();
    }

    /// What stands below the sections of each page.
    fn ends(&mut self) {
        let cells = Side::BOTH.map(|side| {
            let page = side.of(&self.page.pages);
            let start = page.sections.last().map_or(0, |last| last.lines.end);
            let mut lines = start..page.body.len();
            while lines.start < lines.end && page.body.is_blank(lines.start) {
                lines.start += 1;
            }
            (!lines.is_empty()).then(|| self.named(Cell::new(Source::Body, lines)))
        });
        self.push(cells, false);
    }

    /// A cell below the name of its review, where nothing else tells whose it is.
    fn named(&self, mut cell: Cell) -> Cell {
        cell.has_name = self.options.arrangement == Arrangement::Stacked;
        cell
    }

    /// Adds rows. Where one review stands below the other, a blank row stands between what has a name.
    fn push(&mut self, cells: Pair<Cell>, differs: bool) {
        let mut cells = cells;
        let heights = cells.each_ref().map(|cell| cell.as_ref().map_or(0, Cell::height));
        let rows = match self.options.arrangement {
            Arrangement::Beside => heights[0].max(heights[1]),
            Arrangement::Stacked => {
                let has_gap = cells.iter().all(|cell| cell.as_ref().is_some_and(|it| it.has_name));
                let above = heights[0] + usize::from(has_gap);
                if let Some(second) = &mut cells[1] {
                    second.first_row = above;
                }
                above + heights[1]
            }
        };
        if rows > 0 {
            let first_row = self.page.row_count;
            self.page.blocks.push(Block { first_row, cells, differs, sections: [None, None] });
            self.page.row_count += rows;
        }
    }

    /// A blank row.
    fn gap(&mut self) {
        self.page.row_count += 1;
    }
}

/// `Ballerina ─────────`
fn name_row(name: &Clean, width: usize, glyphs: Glyphs) -> Line {
    let name = glyphs.fit(name.as_str(), width.saturating_sub(1));
    let rule = width.saturating_sub(glyphs.width(&name) + 1);
    Line::new(vec![
        Run::new(format!("{name} "), Role::Fact),
        Run::new("─".repeat(rule), Role::Rule),
    ])
}
