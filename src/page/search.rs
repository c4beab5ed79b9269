//! The results of a search through all texts: each review with the passages that were found in it.

use std::ops::Range;

use super::row::Row;
use super::{Line, Role, Run, flow};
use crate::fulltext::Passage;
use crate::model::EntryRef;
use crate::text::phrase::grouped;
use crate::text::{Clean, Glyphs, visible_head};

/// The cells of five stars. Longer ratings begin in the blanks before them.
const STARS_COLUMNS: usize = 5;
const MAX_RATING_COLUMNS: usize = 7;
/// Blank columns at the right of every row.
const END_MARGIN_COLUMNS: usize = 1;
/// Blank columns before a title; as many again before a passage.
const INDENT_COLUMNS: usize = 2;
/// The columns of the names of sections, and the least of a screen that has them.
const NAME_COLUMNS: usize = 12;
const MIN_COLUMNS_FOR_NAMES: usize = 60;
const GAP_COLUMNS: usize = 2;
/// The columns of the number of a line.
const LINE_COLUMNS: usize = 6;

/// The row of a review: title and year at the left, the rating where lists have it.
#[must_use]
pub(crate) fn review(entry: EntryRef<'_>, columns: usize, glyphs: Glyphs) -> Line {
    let row = Row::new(entry, glyphs, MAX_RATING_COLUMNS);
    let end = columns.saturating_sub(END_MARGIN_COLUMNS);
    let rating_columns = glyphs.width(row.rating.text.as_str());
    let rating_at = end.saturating_sub(rating_columns.max(STARS_COLUMNS));
    let year = match row.year.is_empty() {
        true => String::new(),
        false => format!("  {}", row.year),
    };
    let room = rating_at.saturating_sub(INDENT_COLUMNS + GAP_COLUMNS);
    let has_year = glyphs.width(visible_head(row.title, columns)) + year.len() <= room;
    let title_room = if has_year { room - year.len() } else { room };
    let mut line = Line::new(vec![
        Run::new(" ".repeat(INDENT_COLUMNS), Role::Body),
        Run::new(glyphs.fit(row.title, title_room), Role::Title),
    ]);
    if has_year && !row.year.is_empty() {
        line.runs.push(Run::new(year, Role::Fact));
    }
    line.push_at(rating_at, row.rating, glyphs);
    line
}

/// The row of a passage, beside the name of its section where there is room.
#[must_use]
pub(crate) fn passage(passage: &Passage, section: &Clean, columns: usize, glyphs: Glyphs) -> Line {
    let mut at = 2 * INDENT_COLUMNS;
    let mut line = Line::new(vec![Run::new(" ".repeat(at), Role::Body)]);
    if columns >= MIN_COLUMNS_FOR_NAMES {
        line.runs.push(Run::new(glyphs.fit(section.as_str(), NAME_COLUMNS), Role::Fact));
        at += NAME_COLUMNS + GAP_COLUMNS;
    }
    let room = columns.saturating_sub(at + END_MARGIN_COLUMNS);
    line.extend_at(at, extract(passage, room, glyphs), glyphs);
    line
}

/// The row of a passage on the command line, with its line in the file.
#[must_use]
pub(crate) fn passage_in_file(
    passage: &Passage,
    section: &Clean,
    line: u32,
    columns: usize,
    glyphs: Glyphs,
) -> Line {
    let name = glyphs.fit(section.as_str(), NAME_COLUMNS);
    let mut row = Line::new(vec![Run::new(format!("{line:>LINE_COLUMNS$}"), Role::Count)]);
    let name_at = LINE_COLUMNS + GAP_COLUMNS;
    row.push_at(name_at, Run::new(name, Role::Fact), glyphs);
    let at = name_at + NAME_COLUMNS + GAP_COLUMNS;
    row.extend_at(at, extract(passage, columns.saturating_sub(at), glyphs), glyphs);
    row
}

/// The row that counts the passages of a review, or the reviews, that are not listed.
#[must_use]
pub(crate) fn more(count: usize, of: &str, indent: usize) -> Line {
    let words = format!("{}+{} more {of}", " ".repeat(indent * INDENT_COLUMNS), grouped(count));
    Line::new(vec![Run::new(words, Role::Dim)])
}

/// What is shown of a passage in one row: the words that were found, and what stands around them.
#[must_use]
pub(crate) fn extract(passage: &Passage, columns: usize, glyphs: Glyphs) -> Vec<Run> {
    let text = passage.text.as_str();
    let first = passage.found.first().map_or(0, |found| found.start);
    let is_whole = glyphs.width(text) <= columns && !passage.is_cut_before;
    let start = if is_whole { 0 } else { start_of_lead(text, first, columns / 2, glyphs) };
    let ellipsis = Run::new(glyphs.ellipsis().to_string(), Role::Body);
    let mut runs = Vec::new();
    if start > 0 || passage.is_cut_before {
        runs.push(ellipsis.clone());
    }
    let mut at = start;
    for (range, role) in marked(passage) {
        let range = range.start.max(at)..range.end.max(at);
        runs.push(Run::new(passage.text.part(at..range.start), Role::Body));
        runs.push(Run::new(passage.text.part(range.clone()), role));
        at = range.end;
    }
    runs.push(Run::new(passage.text.part(at..text.len()), Role::Body));
    if passage.is_cut_after {
        runs.push(ellipsis);
    }
    runs.retain(|run| !run.text.is_empty());
    flow::fit(&runs, columns, glyphs)
}

/// What was found and what is masked, from first to last.
fn marked(passage: &Passage) -> Vec<(Range<usize>, Role)> {
    let found = passage.found.iter().map(|range| (range.clone(), Role::Match));
    let covered = passage.covered.iter().map(|range| (range.clone(), Role::Covered));
    let mut marked: Vec<(Range<usize>, Role)> = found.chain(covered).collect();
    marked.sort_by_key(|(range, _)| range.start);
    marked
}

/// Where an extract begins so that what was found at `first` has at most so many columns before it:
/// at a word, if one begins there.
fn start_of_lead(text: &str, first: usize, columns: usize, glyphs: Glyphs) -> usize {
    let lead = text.get(..first).unwrap_or_default();
    let start = glyphs.start_of_end(lead, columns);
    let is_word_start = start == 0 || lead[..start].ends_with(' ');
    match lead[start..].find(' ') {
        Some(blank) if !is_word_start => start + blank + 1,
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage_of(text: &str, word: &str) -> Passage {
        let start = text.find(word).unwrap();
        let found = std::iter::once(start..start + word.len()).collect();
        Passage { text: Clean::new(text), found, ..Passage::default() }
    }

    fn shown(passage: &Passage, columns: usize) -> String {
        extract(passage, columns, Glyphs::Unicode).iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn an_extract_shows_what_was_found() {
        let passage = passage_of("until one of them finds a fire hose.", "fire");
        assert_eq!(shown(&passage, 40), "until one of them finds a fire hose.");
        assert_eq!(shown(&passage, 30), "…them finds a fire hose.");
        assert_eq!(shown(&passage, 12), "…a fire hos…");
        let cut = Passage { is_cut_before: true, is_cut_after: true, ..passage };
        assert_eq!(shown(&cut, 40), "…one of them finds a fire hose.…");
    }

    #[test]
    fn what_was_found_and_what_is_masked_are_runs_of_their_own() {
        let mut passage = passage_of("a ░░░ fire", "fire");
        passage.covered.push(2.."a ░░░".len());
        let runs = extract(&passage, 40, Glyphs::Unicode);
        let roles: Vec<(&str, Role)> =
            runs.iter().map(|run| (run.text.as_str(), run.role)).collect();
        let body = Role::Body;
        assert_eq!(
            roles,
            [("a ", body), ("░░░", Role::Covered), (" ", body), ("fire", Role::Match)]
        );
    }

    #[test]
    fn an_extract_fits() {
        let passage = passage_of("東京物語は静かな映画である。小津安二郎の代表作", "映画");
        for columns in 0..60 {
            let runs = extract(&passage, columns, Glyphs::Unicode);
            assert!(Glyphs::Unicode.width_of(&runs) <= columns, "{columns}");
        }
    }
}
