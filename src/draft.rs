//! Floor 2: the skeleton of a new review, the name of its file, and what is to be done about a draft.

use crate::format::{self, Format};
use crate::model::{Author, Review};
use crate::text::Source;

mod file_name;
mod inspection;
mod name_style;
mod outline;
mod shape;
mod silence;

pub(crate) use crate::format::draft::manner::Sample;
pub use crate::format::draft::{Draft, Manner, SectionDraft, Title};
pub use file_name::stem;
pub use inspection::{Finding, Group, Inspection};
pub(crate) use name_style::{NameStyle, is_index};
pub use outline::outline;
pub(crate) use shape::Shape;
pub(crate) use silence::AllowLine;
pub use silence::Silence;

/// The text of a new review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The contents of the file.
    pub text: String,
    /// Why a walk of its folder will skip the file until the author adds to it, if it will.
    pub(crate) passed_over: Option<String>,
}

/// Why a new review cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The format is read-only.
    NeverWritten,
    /// Reading the file would give another title or year, because the formats of blogs extract parts
    /// of titles.
    Misread {
        /// The title as it would be read.
        as_title: String,
    },
}

impl Draft {
    /// Writes the review in `format`, and reads it again to be sure that the title is the same.
    ///
    /// # Errors
    ///
    /// If the format is read-only, or the title or year would be read as another.
    pub fn begin(&self, format: &Format) -> Result<Begun, Refused> {
        let text = format.write.ok_or(Refused::NeverWritten)?(self);
        let read = format::parse(&Source::new("", text.clone()), format);
        let year = read.review.year == self.title.year().map(i32::from);
        if read.review.title == self.title.as_str() && year {
            Ok(Begun { text, passed_over: read.skipped })
        } else {
            Err(Refused::Misread { as_title: read.review.title })
        }
    }
}

/// The author of more than half of the reviews, or else an empty one.
#[must_use]
pub(crate) fn usual_author(reviews: &[&Review]) -> Author {
    // Boyer-Moore majority vote: pairs of different authors cancel out, so a majority is left over.
    let mut left: Option<(&Author, usize)> = None;
    for review in reviews {
        left = match left {
            None | Some((_, 0)) => Some((&review.author, 1)),
            Some((author, count)) if *author == review.author => Some((author, count + 1)),
            Some((author, count)) => Some((author, count - 1)),
        };
    }
    let Some((author, _)) = left else { return Author::default() };
    let written = reviews.iter().filter(|review| review.author == *author).count();
    if written * 2 > reviews.len() { author.clone() } else { Author::default() }
}
