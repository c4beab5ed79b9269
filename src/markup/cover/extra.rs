//! What is covered in the fields that are not known.

use super::super::inline::Inline;
use super::{LINK_MARKS, in_review, line};
use crate::model::Review;
use crate::text::spoilers::{is_mere_warning, names_spoilers, speaks_of_spoilers};

/// Which unknown fields may hold spoilers, and so are covered as a whole. In the others, covered
/// passages are what is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExtraCover {
    Nothing,
    /// Misplaced sections, which may be covered ones, and any prose.
    Prose,
    /// All: in a broken file they cannot be distinguished.
    Everything,
}

impl ExtraCover {
    #[must_use]
    pub(crate) fn of(review: &Review) -> Self {
        match in_review(review) || review.names_spoilers {
            false => Self::Nothing,
            true if review.broken().is_some() => Self::Everything,
            true => Self::Prose,
        }
    }

    /// Whether the value of the field is covered as a whole.
    #[must_use]
    pub(crate) fn hides(self, name: &str, value: &str) -> bool {
        match self {
            _ if names_spoilers(name) => true,
            _ if speaks_of_spoilers(value) && !is_mere_warning(value) => true,
            Self::Nothing => false,
            Self::Prose => name.starts_with("sections.") || is_prose(value),
            Self::Everything => true,
        }
    }

    /// The value of the field in covered and open runs, without marks.
    #[must_use]
    pub(crate) fn value(self, name: &str, value: &str) -> Vec<Inline> {
        let runs = line(value);
        // The address of a link may tell what its covered words would.
        let may_link = LINK_MARKS.iter().any(|mark| value.contains(mark));
        match self.hides(name, value) || may_link && runs.iter().any(|run| run.covered) {
            true => vec![Inline { text: value.to_owned(), covered: true, ..Inline::default() }],
            false => runs,
        }
    }
}

/// Whether a value is a sentence rather than a name, a number or an address.
fn is_prose(value: &str) -> bool {
    const MIN_WORDS: usize = 5;
    value.split_whitespace().nth(MIN_WORDS - 1).is_some()
}
