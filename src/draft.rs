//! Floor 2: what a new review says before anybody has written in it, and what its file is called.

use crate::format::{self, Format};
use crate::model::{Author, Review};
use crate::text::Source;

mod file_name;
mod outline;

pub use crate::format::draft::{Draft, SectionDraft, Title};
pub use file_name::stem;
pub use outline::outline;

/// The text of a new review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// What the file holds.
    pub text: String,
    /// Why a walk through its folder passes it over as long as it is like this.
    pub(crate) passed_over: Option<String>,
}

/// Why a review is not begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The format is only read.
    NeverWritten,
    /// The format would not give the title back: those of blogs take titles apart.
    Misread {
        /// What the title would be read as.
        as_title: String,
    },
}

impl Draft {
    /// Writes the review down in `format`.
    ///
    /// # Errors
    ///
    /// When the format is never written, or the title would be read as another one.
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

/// The author that more than half of the reviews name; else an unknown one.
#[must_use]
pub(crate) fn usual_author(reviews: &[Review]) -> Author {
    // Whoever has written more than half of them is the one left over when different ones are
    // struck out in pairs.
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
