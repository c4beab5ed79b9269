//! The line of a passage in its file, for opening an editor there.

use std::path::Path;

use super::Loaded;
use super::read::read;
use crate::model::{Review, Section};
use crate::text::Source;

/// The first line from `line` on at which `text` begins; `line` itself if there is none.
#[must_use]
pub fn line_of(path: &Path, line: u32, text: &str) -> u32 {
    let text = text.trim();
    let Some(source) = read(path).ok().map(|text| text.source).filter(|_| !text.is_empty()) else {
        return line;
    };
    let from = source.line_start(line);
    let found = source.text().get(from..).and_then(|rest| rest.find(text));
    found.map_or(line, |at| source.line_of(from + at))
}

impl Loaded {
    /// The line at which the text of each section of `review` begins. The line of the section itself
    /// may be that of its heading or key.
    #[must_use]
    pub(crate) fn text_lines(&self, review: &Review) -> Vec<u32> {
        lines_in(self.file.as_ref().map(|file| &file.source), review)
    }
}

/// The same of a review whose file is no longer in memory; it is read again for it.
#[must_use]
pub(crate) fn text_lines(review: &Review) -> Vec<u32> {
    let source = read(&review.place.path).ok().map(|text| text.source);
    lines_in(source.as_ref(), review)
}

fn lines_in(source: Option<&Source>, review: &Review) -> Vec<u32> {
    let sections = &review.sections;
    let Some(source) = source else {
        return sections.iter().map(|section| section.line).collect();
    };
    let ends = sections.iter().skip(1).map(|next| next.line).chain([u32::MAX]);
    sections.iter().zip(ends).map(|(section, end)| text_line(source, section, end)).collect()
}

/// The line at which the text of a section begins; `end` is the first line after it. Falls back to
/// the section's line where the source is not literally its text, as with escapes.
fn text_line(source: &Source, section: &Section, end: u32) -> u32 {
    let mut lines = section.text.lines().map(str::trim).enumerate();
    let Some((blanks, first)) = lines.find(|(_, line)| !line.is_empty()) else {
        return section.line;
    };
    let (from, to) = (source.line_start(section.line), source.line_start(end));
    // Empty when the next section is on the same line; then the section's line is right.
    let written = || source.text().get(from..to).unwrap_or_default().lines();
    let whole = written().position(|line| line.trim() == first);
    let found = whole.or_else(|| written().position(|line| line.contains(first)));
    found.map_or(section.line, |at| {
        let above = u32::try_from(at.saturating_sub(blanks)).unwrap_or(0);
        section.line.saturating_add(above)
    })
}
