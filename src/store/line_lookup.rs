//! Where a passage stands in its file.

use std::path::Path;

use super::Loaded;
use super::read::read;
use crate::model::{Review, Section};
use crate::text::Source;

/// The line, from `line` on, that holds `text`; `line` itself where the file has it nowhere.
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
    /// The line of the file at which the text of each section of `review` begins. Headings and blanks stand before
    /// many a text, and a section's own line is that of what comes first.
    #[must_use]
    pub(crate) fn text_lines(&self, review: &Review) -> Vec<u32> {
        let sections = &review.sections;
        let Some(file) = &self.file else {
            return sections.iter().map(|section| section.line).collect();
        };
        let ends = sections.iter().skip(1).map(|next| next.line).chain([u32::MAX]);
        sections.iter().zip(ends).map(|(section, end)| begins(&file.source, section, end)).collect()
    }
}

/// The line at which the text of a section begins that ends before the line `end`; that of the
/// section itself where its text is not written as it is read.
fn begins(source: &Source, section: &Section, end: u32) -> u32 {
    let mut lines = section.text.lines().map(str::trim).enumerate();
    let Some((blanks, first)) = lines.find(|(_, line)| !line.is_empty()) else {
        return section.line;
    };
    let (from, to) = (source.line_start(section.line), source.line_start(end));
    // Of several sections in one line none is looked for: that line is theirs.
    let written = || source.text().get(from..to).unwrap_or_default().lines();
    let whole = written().position(|line| line.trim() == first);
    let found = whole.or_else(|| written().position(|line| line.contains(first)));
    found.map_or(section.line, |at| {
        let above = u32::try_from(at.saturating_sub(blanks)).unwrap_or(0);
        section.line.saturating_add(above)
    })
}
