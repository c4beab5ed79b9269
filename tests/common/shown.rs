//! What holds for every page, whatever its file holds.

use std::ops::RangeInclusive;

use rushes::page::{Line, Page, Role};
use rushes::text::Glyphs;
use unicode_width::UnicodeWidthStr;

/// Every character that could steer a terminal, or the text around it without being seen. They are
/// listed here a second time, since asking the code under test would prove nothing.
pub(crate) const HARMFUL: [RangeInclusive<char>; 9] = [
    '\0'..='\u{1f}',
    '\u{7f}'..='\u{9f}',
    // The Arabic letter mark, and the marks from left to right and back.
    '\u{61c}'..='\u{61c}',
    '\u{200e}'..='\u{200f}',
    // Separators of lines and paragraphs, then embeddings and overrides of the direction.
    '\u{2028}'..='\u{202e}',
    // Invisible operators and isolates.
    '\u{2060}'..='\u{206f}',
    // The byte order mark, annotations, and tags.
    '\u{feff}'..='\u{feff}',
    '\u{fff9}'..='\u{fffb}',
    '\u{e0000}'..='\u{e0fff}',
];

/// A word that occurs only where a test puts it: runes have neither case nor another spelling, and
/// [`calm`] removes them from the text around it.
pub(crate) const SECRET: &str = "\u{16a0}\u{16a2}\u{16a6}\u{16a8}\u{16b1}";

/// The width of a page on a screen of 20 columns.
pub(crate) const MIN_PAGE_COLUMNS: usize = 18;

/// The first character that could steer a terminal.
pub(crate) fn harmful(text: &str) -> Option<char> {
    text.chars().find(|c| HARMFUL.iter().any(|range| range.contains(c)))
}

/// `text` without runes, and without marks that would pair with those of a secret beside it.
pub(crate) fn calm(text: &str) -> String {
    let marks = ['|', '>', '<', '!', '`', '\\', '\n', '\r', '$', '#', '%', '{', '[', ':', '~'];
    text.replace(|c| marks.contains(&c) || ('\u{16a0}'..='\u{16ff}').contains(&c), " ")
}

/// Whether a line stands for the rows of a cover that was folded.
pub(crate) fn stands_for_a_cover(line: &Line) -> bool {
    matches!(&line.runs[..], [sign, words, ..] if (sign.role, words.role) == (Role::Covered, Role::Hint))
}

/// What is wrong with a page of `columns`: a harmful character, or a line that is too wide.
pub(crate) fn fault(page: &Page, columns: usize, glyphs: Glyphs) -> Option<String> {
    let lines = page.lines().chain([page.title_line.clone()]);
    let faulty = |text: String| {
        if let Some(c) = harmful(&text) {
            return Some(format!("{c:?} in {text:?}"));
        }
        let cells = match glyphs {
            Glyphs::Unicode | Glyphs::Ascii => text.width(),
            Glyphs::Wide => text.width_cjk(),
        };
        (cells > columns).then(|| format!("{cells} > {columns}: {text:?}"))
    };
    let named = page.sections.iter().filter_map(|section| harmful(section.name.as_str()));
    let named = named.map(|c| format!("{c:?} in the name of a section")).next();
    // Our own signs have other forms where a terminal draws them wide.
    let drawn = |line: Line| line.runs.iter().map(|run| glyphs.drawn(run)).collect::<String>();
    lines.map(drawn).find_map(faulty).or(named)
}
