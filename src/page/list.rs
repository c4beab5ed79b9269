//! The reader's list: how a row is laid out in a pane.

use super::row::Row;
use super::{Line, Role, Run};
use crate::model::EntryRef;
use crate::text::Glyphs;
use unicode_segmentation::UnicodeSegmentation;

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The cells of a row.
    pub(crate) width: usize,
    /// The characters to draw with.
    pub(crate) glyphs: Glyphs,
}

/// A pane of at least this many columns also names the makers of the work.
const MIN_COLUMNS_FOR_MAKERS: usize = 70;
/// The makers and the blank after them.
const MAKERS_COLUMNS: usize = 17;
/// Where the title begins: after the selection bar, the mark of a fault and a blank.
const TITLE_COLUMN: usize = 3;
const STARS_COLUMNS: usize = 5;
/// Blank columns to the right of the stars.
const MARGIN_COLUMNS: usize = 2;

/// What sets one row apart from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Emphasis<'a> {
    /// Whether it is the chosen one.
    pub(crate) selected: bool,
    /// The graphemes of the title that a filter matched: ascending indices.
    pub(crate) matched: &'a [u32],
}

/// Lays out one row: mark, title, makers where there is room, year, stars.
#[must_use]
pub(crate) fn row(entry: EntryRef<'_>, emphasis: Emphasis<'_>, columns: &Columns) -> Line {
    let row = Row::new(entry, columns.glyphs, STARS_COLUMNS);
    let mut line = Line::blank();
    line.runs.push(Run::new(if emphasis.selected { "▌" } else { " " }, Role::Accent));
    line.runs.push(match row.fault {
        Some(_) => Run::new("! ", Role::Error),
        None => Run::new("  ", Role::Body),
    });

    let stars_at = columns.width.saturating_sub(STARS_COLUMNS + MARGIN_COLUMNS);
    let with_makers = columns.width >= MIN_COLUMNS_FOR_MAKERS;
    let gap = if with_makers { 2 } else { 1 };
    let year_width = columns.glyphs.width(row.year.as_str());
    let year_at = stars_at.saturating_sub(gap + year_width.max(4));
    let title_end = if with_makers {
        year_at.max(MAKERS_COLUMNS) - MAKERS_COLUMNS
    } else {
        year_at.saturating_sub(2)
    };
    let role = if emphasis.selected { Role::Title } else { Role::Body };
    let room = title_end.saturating_sub(TITLE_COLUMN + usize::from(with_makers));
    let title = columns.glyphs.fit(row.title, room);
    line.runs.extend(marked(&title, emphasis.matched, role));
    if with_makers {
        let (text, role) =
            row.fault.map_or((&row.makers, Role::Fact), |message| (message, Role::Error));
        let room = year_at.saturating_sub(title_end + 1);
        line.push_at(
            title_end,
            Run::new(columns.glyphs.fit(text.as_str(), room), role),
            columns.glyphs,
        );
    }
    let year_end = stars_at.saturating_sub(gap);
    line.push_at(
        year_end.saturating_sub(year_width),
        Run::new(row.year, Role::Dim),
        columns.glyphs,
    );
    line.push_at(stars_at, row.rating, columns.glyphs);
    line
}

/// Splits `text` into runs, those of `matched` graphemes in [`Role::Match`].
fn marked(text: &str, matched: &[u32], role: Role) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, grapheme) in (0..).zip(text.graphemes(true)) {
        let here = if matched.binary_search(&index).is_ok() { Role::Match } else { role };
        match runs.last_mut() {
            Some(last) if last.role == here => last.text.push(grapheme),
            _ => runs.push(Run::new(grapheme, here)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Library, Rating, Review, ReviewId, Score};
    use std::path::Path;

    fn library(title: &str, draft: bool) -> Library {
        let rating =
            Rating { written: "3.5".into(), score: Score::Scaled { value: 3.5, out_of: 5.0 } };
        let review = Review {
            title: title.into(),
            year: Some(1964),
            directors: vec!["Stanley Kubrick".into()],
            rating: Some(rating),
            draft,
            ..Review::default()
        };
        let mut library = Library::default();
        library.put(Entry::new(&review, Path::new("reviews").into(), 0));
        library
    }

    fn text(title: &str, draft: bool, width: usize) -> String {
        row(
            library(title, draft).get(ReviewId(0)).unwrap(),
            Emphasis { selected: true, matched: &[] },
            &Columns { width, glyphs: Glyphs::Unicode },
        )
        .text()
    }

    #[test]
    fn columns_line_up() {
        assert_eq!(text("Ballerina", false, 39), "▌  Ballerina               1964 ★★★½");
        assert_eq!(
            text("Dr. Strangelove or: How I Learned", false, 39),
            "▌  Dr. Strangelove or: H… 1964 ★★★½".replace("H… ", "H…  ")
        );
        assert_eq!(text("Megalopolis", true, 39), "▌  Megalopolis            draft ★★★½");
        assert_eq!(
            text("東京物語 (Tokyo Story) 東京", false, 39),
            "▌  東京物語 (Tokyo Story)… 1964 ★★★½"
                .replace("… ", "…")
                .replace("Story)…", "Story…  ")
        );
    }

    #[test]
    fn a_wide_list_names_the_makers() {
        assert_eq!(
            text("Ballerina", false, 80),
            "▌  Ballerina                                      Stanley Kubrick  1964  ★★★½"
        );
    }

    #[test]
    fn matches_are_marked() {
        let row = row(
            library("Cléo", false).get(ReviewId(0)).unwrap(),
            Emphasis { selected: false, matched: &[0, 1] },
            &Columns { width: 39, glyphs: Glyphs::Unicode },
        );
        assert_eq!(row.runs[2], Run::new("Cl", Role::Match));
    }
}
