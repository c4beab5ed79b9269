//! Reviews in a list, a row each.

use super::stars::{Glyphs, earned};
use super::{Line, Role, Run};
use crate::model::{Entry, Stars};
use crate::text::width::width;
use unicode_segmentation::UnicodeSegmentation;

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The cells of a row.
    pub width: usize,
    /// The characters to draw with.
    pub glyphs: Glyphs,
}

/// From so many columns on, a row also names who made the work.
const WITH_MAKERS: usize = 70;
/// The cells of the makers with the blank after them.
const MAKERS: usize = 17;
/// Selection, mark and a blank.
const TITLE_AT: usize = 3;
/// Cells of the stars, and of the margin at the right.
const STARS: usize = 5;
const MARGIN: usize = 2;

/// What is particular about one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row<'a> {
    /// Whether it is the chosen one.
    pub selected: bool,
    /// The characters of the title that a filter matched, by their index, in order.
    pub matched: &'a [u32],
}

/// Lays out one row: mark, title, makers where there is room, year, stars.
#[must_use]
pub fn row(entry: &Entry, row: Row<'_>, columns: &Columns) -> Line {
    let mut line = Line::blank();
    let bar = match (row.selected, columns.glyphs) {
        (false, _) => Run::new(" ", Role::Body),
        (true, Glyphs::Unicode) => Run::new("▌", Role::Accent),
        (true, Glyphs::Ascii) => Run::new(">", Role::Accent),
    };
    line.runs.push(bar);
    line.runs.push(match entry.fault {
        Some(_) => Run::new("! ", Role::Error),
        None => Run::new("  ", Role::Body),
    });

    let stars_at = columns.width.saturating_sub(STARS + MARGIN);
    let with_makers = columns.width >= WITH_MAKERS;
    let gap = if with_makers { 2 } else { 1 };
    let year = year_field(entry);
    let year_at = stars_at.saturating_sub(gap + width(&year).max(4));
    let title_end =
        if with_makers { year_at.max(MAKERS) - MAKERS } else { year_at.saturating_sub(1) };
    let title_end = if with_makers { title_end } else { title_end.saturating_sub(1) };
    let role = if row.selected { Role::Title } else { Role::Body };
    let room = title_end.saturating_sub(TITLE_AT + usize::from(with_makers));
    let title = columns.glyphs.fit(entry.title.as_str(), room);
    line.runs.extend(marked(&title, row.matched, role));
    if with_makers {
        let text = entry.fault.as_ref().map_or(&entry.makers, |fault| &fault.message);
        let role = if entry.fault.is_some() { Role::Error } else { Role::Fact };
        let room = year_at.saturating_sub(title_end + 1);
        line.push_at(title_end, Run::new(columns.glyphs.fit(text.as_str(), room), role));
    }
    let year_end = stars_at.saturating_sub(gap);
    line.push_at(year_end.saturating_sub(width(&year)), Run::new(year, Role::Dim));
    line.push_at(stars_at, stars(entry.stars(), columns.glyphs));
    line
}

/// The year, or what is more to the point.
fn year_field(entry: &Entry) -> String {
    match (&entry.fault, entry.draft, entry.year) {
        (Some(fault), ..) => format!("ln {}", fault.line),
        (None, true, _) => "draft".to_owned(),
        (None, false, Some(year)) => year.to_string(),
        (None, false, None) => String::new(),
    }
}

fn stars(stars: Option<Stars>, glyphs: Glyphs) -> Run {
    match stars {
        Some(stars) if stars.halves() > 0 => Run::new(earned(stars, glyphs), Role::Star),
        Some(_) => Run::new("0", Role::Star),
        None => Run::new(glyphs.unrated(), Role::Dim),
    }
}

/// `text` with the characters marked that a filter matched.
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
    use crate::model::{Rating, Review, Score};
    use std::path::Path;

    fn entry(title: &str, draft: bool) -> Entry {
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
        Entry::new(&review, Path::new("reviews").into(), 0)
    }

    fn text(title: &str, draft: bool, width: usize) -> String {
        row(
            &entry(title, draft),
            Row { selected: true, matched: &[] },
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
            &entry("Cléo", false),
            Row { selected: false, matched: &[0, 1] },
            &Columns { width: 39, glyphs: Glyphs::Unicode },
        );
        assert_eq!(row.runs[2], Run::new("Cl", Role::Match));
    }
}
