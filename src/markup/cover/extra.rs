//! What is covered in the fields that are not known.

use super::super::inline::Inline;
use super::{LINK_MARKS, line};
use crate::model::{Review, SectionKey};
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
        match review.covers() || review.names_spoilers {
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
            Self::Prose => is_section(name) || is_prose(value),
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

/// Whether a name is that of a section, or of one in a table that is none of ours.
fn is_section(name: &str) -> bool {
    let is_named = |last: &str| SectionKey::NAMED.iter().any(|key| last == key.as_str());
    name.starts_with("sections.") || name.rsplit_once('.').is_some_and(|(_, last)| is_named(last))
}

/// Whether a value is a sentence rather than a name, a number or an address.
fn is_prose(value: &str) -> bool {
    const MIN_WORDS: usize = 5;
    let ends = value.trim_end().ends_with(['.', '!', '?', '…', '。']);
    let is_long = value.split_whitespace().nth(MIN_WORDS - 1).is_some();
    is_long || ends && value.trim().contains(char::is_whitespace)
}
