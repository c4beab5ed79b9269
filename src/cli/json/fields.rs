//! The unknown fields of a review, as JSON.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::visible_line;
use crate::markup::cover;
use crate::model::{Markup, Review};
use crate::text::Glyphs;
use crate::text::Spoilers;
use crate::text::mask::mask;

/// Fields by name, in the order written.
pub(super) struct Fields<'a> {
    pub(super) fields: &'a [(String, String)],
    pub(super) covers: Covers,
    pub(super) spoilers: Spoilers,
}

impl Fields<'_> {
    fn visible<'v>(&self, name: &str, value: &'v str) -> Cow<'v, str> {
        match self.spoilers {
            Spoilers::Told => Cow::Borrowed(value),
            Spoilers::Covered if self.covers.may_be(name, value) => {
                Cow::Owned(mask(value, Glyphs::Unicode))
            }
            Spoilers::Covered => Cow::Owned(cover::mask(value, Markup::Markdown)),
        }
    }
}

/// Which unknown fields may contain spoilers, and so are masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    Nothing,
    /// Misplaced sections, which may be covered ones, and any prose.
    Sections,
    /// All: in a broken file they cannot be distinguished.
    Everything,
}

impl Covers {
    pub(super) fn of(review: &Review) -> Self {
        match cover::in_review(review) || review.names_spoilers {
            false => Self::Nothing,
            true if review.broken().is_some() => Self::Everything,
            true => Self::Sections,
        }
    }

    fn may_be(self, name: &str, value: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Sections => name.starts_with("sections.") || is_prose(value),
            Self::Everything => true,
        }
    }
}

/// Whether a value is a sentence rather than a name, a number or an address.
fn is_prose(value: &str) -> bool {
    const MIN_WORDS: usize = 5;
    value.split_whitespace().nth(MIN_WORDS - 1).is_some()
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut written = HashSet::new();
        // A JSON object holds a name once: of two fields with one name the first is written.
        for (name, value) in self.fields.iter().filter(|(name, _)| written.insert(name.as_str())) {
            map.serialize_entry(&visible_line(name, self.spoilers), &self.visible(name, value))?;
        }
        map.end()
    }
}
