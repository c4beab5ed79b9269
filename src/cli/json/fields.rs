//! The fields of a review that were not understood.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::told_line;
use crate::markup::cover;
use crate::model::{Markup, Review};
use crate::text::Spoilers;
use crate::text::mask::{COVER, mask};

/// Fields by name, in the order written.
pub(super) struct Fields<'a> {
    pub(super) fields: &'a [(String, String)],
    /// How much of them may be what the review covers.
    pub(super) covers: Covers,
    pub(super) spoilers: Spoilers,
}

impl Fields<'_> {
    fn told<'v>(&self, name: &str, value: &'v str) -> Cow<'v, str> {
        match self.spoilers {
            Spoilers::Told => Cow::Borrowed(value),
            Spoilers::Covered if self.covers.may_be(name, value) => Cow::Owned(mask(value, COVER)),
            Spoilers::Covered => Cow::Owned(cover::mask(value, Markup::Markdown)),
        }
    }
}

/// How much of the fields that were not understood may be what a review covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    Nothing,
    /// What was meant as a section, which may be one that is covered, and any prose.
    Sections,
    /// Of a broken file nobody can tell.
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

/// Whether a field's value is a sentence, and not a name, a number or an address.
fn is_prose(value: &str) -> bool {
    const WORDS: usize = 5;
    value.split_whitespace().nth(WORDS - 1).is_some()
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut told = HashSet::new();
        // Of two fields of one name the first is told, since an object holds a name once.
        for (name, value) in self.fields.iter().filter(|(name, _)| told.insert(name.as_str())) {
            map.serialize_entry(&told_line(name, self.spoilers), &self.told(name, value))?;
        }
        map.end()
    }
}
