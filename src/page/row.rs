//! The texts of a row of a list, in the reader and on the command line alike.

use super::stars::earned;
use super::{Role, Run};
use crate::model::EntryRef;
use crate::text::mask::covered_rating;
use crate::text::{Clean, Glyphs};

/// The texts of one row; the list that holds the row places them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// The title of the work.
    pub(crate) title: &'a str,
    pub(crate) makers: Clean,
    pub(crate) year: Clean,
    /// What is wrong with a file that could not be read to its end.
    pub(crate) fault: Option<&'a Clean>,
    pub(crate) rating: Run,
}

impl<'a> Row<'a> {
    /// The row of `entry`, its rating in at most `rating_width` cells.
    #[must_use]
    pub(crate) fn new(entry: EntryRef<'a>, glyphs: Glyphs, rating_width: usize) -> Self {
        let year = entry.year().map(|year| year.to_string());
        Self {
            title: entry.title(),
            makers: Clean::from(entry.makers()),
            year: Clean::from(year.unwrap_or_default()),
            fault: entry.fault_message(),
            rating: rating(entry, glyphs, rating_width),
        }
    }
}

/// The stars. A rating without any, such as DNF, is shown as its author wrote it; for a file that is
/// broken stands the line.
fn rating(entry: EntryRef<'_>, glyphs: Glyphs, width: usize) -> Run {
    if let Some(fault) = entry.fault() {
        return Run::new(line_in_words(fault.line, width), Role::Error);
    }
    if entry.covers_rating() {
        return Run::new(covered_rating(glyphs), Role::Covered);
    }
    match (entry.stars().filter(|stars| stars.halves() > 0), entry.written_rating()) {
        (Some(stars), _) => Run::new(earned(stars, glyphs), Role::Star),
        (None, Some(written)) => {
            Run::new(glyphs.fit(Clean::new(written).as_str(), width), Role::Rating)
        }
        (None, None) => Run::new("unrated", Role::Fact),
    }
}

/// The line in the longest words that fit: a number that is cut would be another one.
fn line_in_words(line: u32, width: usize) -> String {
    let forms = [format!("line {line}"), format!("ln {line}")];
    forms.into_iter().find(|form| form.len() <= width).unwrap_or_else(|| line.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Library, Rating, Review, Score, Stars};
    use std::path::Path;

    fn drawn(rating: Option<(&str, Score)>, glyphs: Glyphs) -> String {
        let rating = rating.map(|(written, score)| Rating { written: written.into(), score });
        let review = Review { rating, ..Review::default() };
        let mut library = Library::default();
        let id = library.put(Entry::new(&review, Path::new("reviews").into(), 0));
        Row::new(library.get(id).unwrap(), glyphs, 7).rating.text.to_string()
    }

    #[test]
    fn a_rating_without_stars_is_shown_as_written() {
        let word = |written| Some((written, Score::Word(None)));
        assert_eq!(drawn(word("DNF"), Glyphs::Unicode), "DNF");
        assert_eq!(drawn(word("walked out"), Glyphs::Unicode), "walked…");
        assert_eq!(drawn(word("walked out"), Glyphs::Ascii), "walked~");
        assert_eq!(drawn(Some(("8", Score::Bare(8.0))), Glyphs::Unicode), "8");
        assert_eq!(drawn(None, Glyphs::Unicode), "unrated");
        let no_star = Score::Word(Some(Stars::from_halves(0)));
        assert_eq!(drawn(Some(("F", no_star)), Glyphs::Unicode), "F");
    }

    #[test]
    fn the_line_of_a_fault_is_never_cut() {
        assert_eq!(
            [12, 123, 12_345].map(|line| line_in_words(line, 7)),
            ["line 12", "ln 123", "12345"]
        );
        assert_eq!(line_in_words(12_345, 10), "line 12345");
    }
}
