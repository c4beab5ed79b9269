//! Where the columns of a list stand.

use std::ops::BitOrAssign;

use super::signs;
use crate::model::{EntryRef, FacetRole};
use crate::text::Glyphs;

/// Where stars begin is as many columns before the end of a row, and they fill them.
const STARS_COLUMNS: usize = 5;
/// A rating that is no stars may begin in the blanks before their column.
pub(super) const MAX_RATING_COLUMNS: usize = 7;
/// Blank columns at the right of every row.
pub(super) const MARGIN_COLUMNS: usize = 1;
/// Blank columns between two columns.
pub(super) const GAP_COLUMNS: usize = 2;
/// Blank columns before the stars where a row is one line.
pub(super) const STARS_GAP_COLUMNS: usize = 3;
/// By how much the second line of a row is indented.
pub(super) const INDENT_COLUMNS: usize = 2;
/// In a narrower pane nothing stands before a title but the mark of a broken file.
const MIN_COLUMNS_FOR_SIGNS: usize = 30;
/// In a narrower pane nothing says that a date is one of watching.
pub(super) const MIN_COLUMNS_FOR_SEEN: usize = 44;
/// In a narrower pane the genres are left out.
pub(super) const MIN_COLUMNS_FOR_GENRES: usize = 50;

/// The columns that at least one row of a list fills; the others take no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    pub(crate) signs: bool,
    pub(crate) makers: bool,
    pub(crate) years: bool,
    pub(crate) dates: bool,
}

impl Filled {
    pub(crate) const ALL: Self = Self { signs: true, makers: true, years: true, dates: true };

    /// The columns that the row of `entry` fills.
    #[must_use]
    pub(crate) fn by(entry: EntryRef<'_>) -> Self {
        let is_maker = |role| matches!(role, FacetRole::Director | FacetRole::Creator);
        Self {
            signs: signs::has_any_of_file(entry),
            makers: entry.fault().is_some() || entry.facet_ids().any(|facet| is_maker(facet.0)),
            years: entry.year().is_some(),
            dates: entry.listed_date().is_some(),
        }
    }
}

impl BitOrAssign for Filled {
    fn bitor_assign(&mut self, other: Self) {
        self.signs |= other.signs;
        self.makers |= other.makers;
        self.years |= other.years;
        self.dates |= other.dates;
    }
}

/// Whether the row of a review takes one line or two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RowLines {
    #[default]
    One,
    Two,
}

impl RowLines {
    /// Two lines where at least two thirds of a library are in view so.
    #[must_use]
    pub(crate) const fn fitting(reviews: usize, groups: usize, rows: usize) -> Self {
        if 2 * (2 * reviews + groups) <= 3 * rows { Self::Two } else { Self::One }
    }

    #[must_use]
    pub(crate) const fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// What the columns of a list depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListOptions {
    /// The cells of a row.
    pub(crate) width: usize,
    /// The characters to draw with.
    pub(crate) glyphs: Glyphs,
    pub(crate) lines: RowLines,
    /// Whether a heading above the rows names the year of their dates.
    pub(crate) is_under_years: bool,
    pub(crate) filled: Filled,
    /// The columns of the longest name of a voice, where there are several.
    pub(crate) voice_columns: usize,
}

/// Where the columns of a list begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(super) options: ListOptions,
    pub(super) title_at: usize,
    /// Where a title ends, unless the rating begins before.
    pub(super) title_end: usize,
    pub(super) makers_at: Option<usize>,
    pub(super) year_at: Option<usize>,
    pub(super) voice_at: Option<usize>,
    pub(super) voice_columns: usize,
    pub(super) date_at: Option<usize>,
    pub(super) stars_at: usize,
}

/// A column that a list of one line a row has where titles keep enough room.
pub(super) struct Optional {
    pub(super) columns: usize,
    /// The columns that the titles keep.
    title_columns: usize,
}

impl Optional {
    pub(super) const YEAR: Self = Self { columns: 4, title_columns: 24 };
    pub(super) const MAKERS: Self = Self { columns: 20, title_columns: 32 };
    const VOICE: Self = Self { columns: 12, title_columns: 12 };
    const DAY: Self = Self { columns: 6, title_columns: 32 };
    const MONTH: Self = Self { columns: 8, title_columns: 32 };

    /// The names of voices, of which the longest has `longest` columns. They are cut before titles are.
    fn voice(longest: usize, titles: usize) -> Self {
        const MIN_CUT_COLUMNS: usize = 6;
        let most = (titles / 4).clamp(MIN_CUT_COLUMNS, Self::VOICE.columns);
        Self { columns: longest.min(most), ..Self::VOICE }
    }

    /// Takes room for it from the titles, if they can spare it.
    fn takes_from(&self, titles: &mut usize, is_filled: bool) -> bool {
        let taken = self.columns + GAP_COLUMNS;
        let fits = is_filled && *titles >= self.title_columns + taken;
        *titles -= if fits { taken } else { 0 };
        fits
    }
}

impl Columns {
    /// Divides a row. The title has the first call, then voice, year, makers and date.
    #[must_use]
    pub(crate) fn new(options: ListOptions) -> Self {
        let ListOptions { width, lines, filled, .. } = options;
        let is_narrow = width < MIN_COLUMNS_FOR_SIGNS;
        let title_at = if filled.signs && !is_narrow { 3 } else { 2 };
        let stars_at = width.saturating_sub(MARGIN_COLUMNS + STARS_COLUMNS);
        let gap = match lines {
            _ if is_narrow => 1,
            RowLines::One => STARS_GAP_COLUMNS,
            RowLines::Two => GAP_COLUMNS,
        };
        let end = stars_at.saturating_sub(gap);
        let mut columns = Self {
            options,
            title_at,
            title_end: end,
            makers_at: None,
            year_at: None,
            voice_at: None,
            voice_columns: 0,
            date_at: None,
            stars_at,
        };
        if lines == RowLines::One {
            let date = if options.is_under_years { Optional::DAY } else { Optional::MONTH };
            let mut titles = end.saturating_sub(title_at);
            let voice = Optional::voice(options.voice_columns, titles);
            let has_voice = voice.takes_from(&mut titles, voice.columns > 0);
            let has_year = Optional::YEAR.takes_from(&mut titles, filled.years);
            let has_makers = Optional::MAKERS.takes_from(&mut titles, filled.makers);
            let has_date = date.takes_from(&mut titles, filled.dates);
            columns.title_end = title_at + titles;
            let mut next = columns.title_end;
            let mut place = |optional: &Optional, is_there: bool| {
                let at = next + GAP_COLUMNS;
                next += if is_there { GAP_COLUMNS + optional.columns } else { 0 };
                is_there.then_some(at)
            };
            columns.makers_at = place(&Optional::MAKERS, has_makers);
            columns.year_at = place(&Optional::YEAR, has_year);
            columns.voice_at = place(&voice, has_voice);
            columns.voice_columns = voice.columns;
            columns.date_at = place(&date, has_date);
        }
        columns
    }

    /// Whether there is no column for signs: that of a broken file stands in place of a blank.
    pub(super) const fn is_narrow(&self) -> bool {
        self.options.width < MIN_COLUMNS_FOR_SIGNS
    }

    /// The columns before the margin at the right.
    pub(super) const fn end(&self) -> usize {
        self.options.width.saturating_sub(MARGIN_COLUMNS)
    }
}
