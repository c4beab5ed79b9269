//! The unknown fields of a review, as JSON.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::visible_line;
use crate::markup::cover::{self, ExtraCover};
use crate::text::Glyphs;
use crate::text::Spoilers;
use crate::text::mask::mask;

/// Fields by name, in the order written.
pub(super) struct Fields<'a> {
    pub(super) fields: &'a [(String, String)],
    pub(super) cover: ExtraCover,
    pub(super) spoilers: Spoilers,
}

impl Fields<'_> {
    fn visible<'v>(&self, name: &str, value: &'v str) -> Cow<'v, str> {
        match self.spoilers {
            Spoilers::Told => Cow::Borrowed(value),
            Spoilers::Covered if self.cover.hides(name, value) => {
                Cow::Owned(mask(value, Glyphs::Unicode))
            }
            Spoilers::Covered => Cow::Owned(cover::mask(value)),
        }
    }
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
