//! How many words a draft has, beside its goal and what its author usually writes.

use super::{Desk, DeskRow};
use crate::page::{Line, Role, Run};
use crate::text::Clean;
use crate::text::phrase::grouped;

/// Blank columns before the names of sections.
const INDENT_COLUMNS: usize = 3;
/// The most columns of a name.
const MAX_NAME_COLUMNS: usize = 20;
/// Blank columns before a number, and before a bar.
const GAP_COLUMNS: usize = 2;
/// The most columns of a bar.
const MAX_BAR_COLUMNS: usize = 16;
/// With fewer columns there are no bars.
const MIN_BAR_COLUMNS: usize = 4;

/// A section with its words, and the words that its author usually gives it.
pub(super) struct Row {
    pub(super) name: Clean,
    pub(super) words: usize,
    pub(super) usual: Option<usize>,
}

impl Desk<'_> {
    /// `116 of ~600`: how long the draft is, of its goal or else of the usual length.
    #[must_use]
    pub(super) fn length(&self) -> String {
        let words = grouped(self.page.words());
        let usual = self.inspection.usual.as_ref().map(|usual| usual.words);
        match (self.review.word_goal, usual) {
            (Some(goal), _) => format!("{words} of {}", grouped(goal as usize)),
            (None, Some(usual)) => format!("{words} of ~{}", grouped(usual)),
            (None, None) => words,
        }
    }

    /// The words of the whole and of each section, with a bar beside those that are usual.
    pub(super) fn words(&self, columns: usize) -> Vec<DeskRow> {
        let name = Run::new("Words", Role::Heading);
        let mut rows = vec![DeskRow::plain(self.heading(name, &self.length(), columns))];
        let sections: Vec<Row> = self.section_words().collect();
        let glyphs = self.glyphs();
        let cells = |row: &Row| glyphs.width(row.name.as_str());
        let number = |row: &Row| grouped(row.words).len();
        let number_columns = sections.iter().map(number).max().unwrap_or(0);
        let room = columns.saturating_sub(INDENT_COLUMNS + 2 * GAP_COLUMNS + number_columns);
        let name_columns = sections.iter().map(cells).max().unwrap_or(0);
        let name_columns = name_columns.min(MAX_NAME_COLUMNS).min(room);
        let bar_columns = (room - name_columns).min(MAX_BAR_COLUMNS);
        let longest = sections.iter().map(|row| row.words.max(row.usual.unwrap_or(0))).max();
        for (index, row) in sections.iter().enumerate() {
            let name = Run::new(glyphs.fit(row.name.as_str(), name_columns), Role::Body);
            let mut line = Line::default();
            line.push_at(INDENT_COLUMNS, name, glyphs);
            let end = INDENT_COLUMNS + name_columns + GAP_COLUMNS + number_columns;
            line.push_right(end, &[Run::new(grouped(row.words), Role::Fact)], glyphs);
            if bar_columns >= MIN_BAR_COLUMNS {
                let bar = bar(row, longest.unwrap_or(0), bar_columns);
                line.extend_at(end + GAP_COLUMNS, bar, glyphs);
            }
            rows.push(DeskRow { line, finding: None, item: Some(index) });
        }
        rows
    }

    pub(super) fn section_words(&self) -> impl Iterator<Item = Row> {
        let usual = self.inspection.usual.as_ref();
        let sections = self.review.sections.iter().zip(&self.page.sections);
        sections.map(move |(section, mark)| Row {
            name: mark.name.clone(),
            words: mark.words,
            usual: usual.and_then(|usual| usual.sections.get(&section.key)).copied(),
        })
    }
}

/// A thick line as long as the section, and a thin one up to its usual length; where the section is
/// longer, a sign stands at the usual length.
fn bar(row: &Row, longest: usize, columns: usize) -> Vec<Run> {
    let cells = |words: usize| match words {
        0 => 0,
        _ => (words * columns).div_ceil(longest.max(1)).min(columns),
    };
    let (written, usual) = (cells(row.words), cells(row.usual.unwrap_or(0)));
    let thick = |cells: usize| Run::new("━".repeat(cells), Role::RuleRead);
    let runs = match row.usual {
        Some(_) if usual > 0 && usual < written => {
            let sign = Run::new("│", Role::Rule);
            vec![thick(usual), sign, thick(written - usual - 1)]
        }
        _ => {
            let thin = "─".repeat(usual.saturating_sub(written));
            vec![thick(written), Run::new(thin, Role::Rule)]
        }
    };
    runs.into_iter().filter(|run| !run.text.is_empty()).collect()
}
