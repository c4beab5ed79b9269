//! The texts of a row of a list, in the reader and on the command line alike.

use super::stars::earned;
use super::{Role, Run};
use crate::model::EntryRef;
use crate::text::{Clean, Glyphs};

/// The texts of one row; the list that holds the row places them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// The title of the work.
    pub(crate) title: &'a str,
    pub(crate) makers: Clean,
    /// What is wrong with a file that could not be read to its end.
    pub(crate) fault: Option<&'a Clean>,
    /// The line of the fault if there is one, else `draft` for a draft, else the year.
    pub(crate) year: Clean,
    /// The stars, or the rating as it is written where it has none.
    pub(crate) rating: Run,
}

impl<'a> Row<'a> {
    /// The row of `entry`, its rating in at most `rating_width` cells.
    #[must_use]
    pub(crate) fn new(entry: EntryRef<'a>, glyphs: Glyphs, rating_width: usize) -> Self {
        let fault = entry.fault();
        let year = match (fault, entry.traits().draft, entry.year()) {
            (Some(fault), ..) => format!("ln {}", fault.line),
            (None, true, _) => "draft".to_owned(),
            (None, false, year) => year.map(|year| year.to_string()).unwrap_or_default(),
        };
        Self {
            title: entry.title(),
            makers: Clean::from(entry.makers()),
            fault: fault.map(|fault| &fault.message),
            year: Clean::from(year),
            rating: rating(entry, glyphs, rating_width),
        }
    }
}

/// The stars; a rating without any, such as DNF, as its author wrote it.
fn rating(entry: EntryRef<'_>, glyphs: Glyphs, width: usize) -> Run {
    match (entry.stars(), entry.written_rating()) {
        (Some(stars), _) if stars.halves() > 0 => Run::new(earned(stars, glyphs), Role::Star),
        (Some(_), _) => Run::new("0", Role::Star),
        (None, Some(written)) => {
            Run::new(glyphs.fit(Clean::new(written).as_str(), width), Role::Body)
        }
        (None, None) => Run::new(glyphs.unrated(), Role::Dim),
    }
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
        Row::new(library.get(id).unwrap(), glyphs, 5).rating.text.to_string()
    }

    #[test]
    fn a_rating_without_stars_is_shown_as_written() {
        let word = |written| Some((written, Score::Word(None)));
        assert_eq!(drawn(word("DNF"), Glyphs::Unicode), "DNF");
        assert_eq!(drawn(word("walked out"), Glyphs::Unicode), "walk…");
        assert_eq!(drawn(word("walked out"), Glyphs::Ascii), "walk~");
        assert_eq!(drawn(Some(("8", Score::Bare(8.0))), Glyphs::Unicode), "8");
        assert_eq!(drawn(None, Glyphs::Unicode), "–");
        let no_star = Score::Word(Some(Stars::from_halves(0)));
        assert_eq!(drawn(Some(("F", no_star)), Glyphs::Unicode), "0");
    }
}
