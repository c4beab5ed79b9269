//! A passage that was found, as JSON.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::{EscapeControls, visible_heading};
use crate::fulltext::Passage;
use crate::markup::cover;
use crate::model::Review;
use crate::text::{Glyphs, Spoilers};

#[derive(Serialize)]
struct PassageJson<'a> {
    path: &'a str,
    line: u32,
    ordinal: u32,
    title: &'a str,
    year: Option<i32>,
    section: Option<&'a str>,
    heading: Option<Cow<'a, str>>,
    /// The paragraph on one line, or of a long one the part around what was found.
    text: &'a str,
    found: Vec<FoundJson>,
}

/// Characters of the text.
#[derive(Serialize)]
struct FoundJson {
    start: usize,
    end: usize,
}

/// Writes each passage as one line, with the line of the file at which its paragraph begins.
pub(in crate::cli) fn write_passages<'p>(
    to: &mut impl Write,
    review: &Review,
    passages: impl Iterator<Item = (&'p Passage, u32)>,
    spoilers: Spoilers,
) -> io::Result<()> {
    let visible = match spoilers {
        Spoilers::Told => Cow::Borrowed(review),
        Spoilers::Covered => cover::fields(review, Glyphs::Unicode),
    };
    let path = review.place.path.to_string_lossy();
    for (passage, line) in passages {
        let section = review.sections.get(passage.section as usize);
        let passage = PassageJson {
            path: &path,
            line,
            ordinal: review.place.ordinal.max(1),
            title: &visible.title,
            year: review.year,
            section: section.map(|section| section.key.as_str()),
            heading: section.and_then(|section| visible_heading(section, spoilers)),
            text: passage.text.as_str(),
            found: found(passage),
        };
        let mut writer = serde_json::Serializer::with_formatter(&mut *to, EscapeControls);
        passage.serialize(&mut writer)?;
        writeln!(to)?;
    }
    Ok(())
}

fn found(passage: &Passage) -> Vec<FoundJson> {
    let text = passage.text.as_str();
    let chars = |at: usize| text.get(..at).unwrap_or_default().chars().count();
    let found =
        |range: &Range<usize>| FoundJson { start: chars(range.start), end: chars(range.end) };
    passage.found.iter().map(found).collect()
}
