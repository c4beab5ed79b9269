//! The fields of a review that were not understood.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::markup::cover;
use crate::model::Markup;
use crate::text::Spoilers;
use crate::text::mask::{COVER, mask};

/// Fields by name, in the order written.
pub(super) struct Fields<'a> {
    pub(super) fields: &'a [(String, String)],
    /// Whether the review covers anything.
    pub(super) covers: bool,
    pub(super) spoilers: Spoilers,
}

impl Fields<'_> {
    fn told<'v>(&self, name: &str, value: &'v str) -> Cow<'v, str> {
        match self.spoilers {
            Spoilers::Told => Cow::Borrowed(value),
            // What was meant as a section may be one that is covered, and so may any prose.
            Spoilers::Covered
                if self.covers && (name.starts_with("sections.") || is_prose(value)) =>
            {
                Cow::Owned(mask(value, COVER))
            }
            Spoilers::Covered => Cow::Owned(cover::mask(value, Markup::Markdown)),
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
            map.serialize_entry(name, &self.told(name, value))?;
        }
        map.end()
    }
}
