//! The desk as a strip below the page, where there is no room beside it.

use super::{Desk, DeskRow, problems_in_words};
use crate::draft::Group;
use crate::page::flow::{Between, Flow, some};
use crate::page::{Line, Role, Run};
use crate::text::phrase::grouped;

/// The least rows below the heading in which each finding has a row.
const MIN_LIST_ROWS: usize = 4;
/// The least columns of the names of what is to be done.
const MIN_NAMES_COLUMNS: usize = 8;
/// Blank columns between a finding and its sentence.
const GAP_COLUMNS: usize = 3;

impl Desk<'_> {
    /// What the heading of the strip says: as much of it as fits.
    #[must_use]
    pub(crate) fn strip_heading(&self, columns: usize) -> Line {
        let words = self.length();
        let unit = if words == "1" { "word" } else { "words" };
        let to_do = self.names_to_do();
        let words = format!("{words} {unit}");
        let part = |text: String| Run::new(text, Role::Fact);
        let mut line = Line::new(vec![part(problems_in_words(self.inspection))]);
        let mut add = |runs: Vec<Run>| {
            let dot = Run::new(" · ", Role::Dim);
            let longer: Vec<Run> = line.runs.iter().cloned().chain([dot]).chain(runs).collect();
            if self.glyphs().width_of(&longer) <= columns {
                line.runs = longer;
            }
            columns.saturating_sub(self.glyphs().width_of(&line.runs))
        };
        let left = add(vec![part(words)]);
        let names: Vec<Vec<Run>> = to_do.into_iter().map(|name| vec![part(name)]).collect();
        let room = left.saturating_sub(" · to do: ".len());
        let names = some(&names, Between::Comma, room, 1, self.glyphs()).rows;
        if let Some(names) = names.into_iter().next().filter(|_| room >= MIN_NAMES_COLUMNS) {
            add(std::iter::once(part("to do: ".to_owned())).chain(names.runs).collect());
        }
        line
    }

    /// The rows of the strip below its heading.
    #[must_use]
    pub(crate) fn strip(&self, columns: usize, rows: usize) -> Vec<DeskRow> {
        if rows < MIN_LIST_ROWS {
            let mut out = self.short_strip(columns);
            out.truncate(rows);
            return out;
        }
        let mut below = Vec::new();
        below.extend(self.unwritten_in_one_row(columns));
        below.extend(self.words_in_one_row(columns));
        let findings = self.inspection.findings.iter().enumerate();
        let all: Vec<DeskRow> =
            findings.flat_map(|(index, one)| self.finding(index, one, columns)).collect();
        // The findings come first, but for one row.
        below.truncate(rows.saturating_sub(all.len()).max(1));
        let mut out = self.window(all, rows - below.len());
        out.extend(below);
        out
    }

    /// The open finding with its sentence, then the others in one row.
    fn short_strip(&self, columns: usize) -> Vec<DeskRow> {
        let open = self.open.filter(|open| *open < self.inspection.findings.len());
        let mut rows = Vec::new();
        if let Some((index, finding)) =
            open.and_then(|open| Some((open, self.inspection.findings.get(open)?)))
        {
            let closed = Desk { open: None, ..*self };
            let mut row = closed.finding(index, finding, columns).remove(0);
            if self.is_chosen
                && let Some(mark) = row.line.runs.first_mut()
            {
                *mark = Run::new("▌", Role::Accent);
            }
            let room = columns.saturating_sub(row.line.width(self.glyphs()) + GAP_COLUMNS);
            let forms = [self.sentence(finding), self.short_sentence(finding)];
            let mut forms = forms.into_iter().map(|form| [Run::new(form, Role::Fact)]);
            if let Some(sentence) = forms.find(|form| self.glyphs().width_of(form) <= room) {
                row.line.push_right(columns, &sentence, self.glyphs());
            }
            rows.push(row);
        }
        rows.extend(self.others_in_one_row(open, columns));
        rows.extend(self.unwritten_in_one_row(columns));
        rows.extend(self.words_in_one_row(columns));
        rows
    }

    fn others_in_one_row(&self, open: Option<usize>, columns: usize) -> Option<DeskRow> {
        let findings = self.inspection.findings.iter().enumerate();
        let others = findings.filter(|(index, _)| open != Some(*index));
        let items: Vec<Vec<Run>> = others
            .map(|(_, finding)| {
                let number = Run::new(format!("{} ", finding.diagnostic.line), Role::Count);
                std::iter::once(number).chain(self.in_one_row(finding)).collect()
            })
            .collect();
        self.flowing("", &items, columns)
    }

    fn words_in_one_row(&self, columns: usize) -> Option<DeskRow> {
        let items: Vec<Vec<Run>> = self
            .section_words()
            .map(|row| {
                let usual = row.usual.map(|usual| format!(" of ~{}", grouped(usual)));
                let words = format!("{}{}", grouped(row.words), usual.unwrap_or_default());
                vec![
                    Run::new(row.name, Role::Body),
                    Run::new(" ", Role::Body),
                    Run::new(words, Role::Fact),
                ]
            })
            .collect();
        self.flowing("", &items, columns)
    }

    /// A label and items in one row; what does not fit is counted.
    fn flowing(&self, label: &'static str, items: &[Vec<Run>], columns: usize) -> Option<DeskRow> {
        let at = self.text_column() - self.number_columns();
        let room = columns.saturating_sub(at + label.len());
        let Flow { rows, .. } = some(items, Between::Dot, room, 1, self.glyphs());
        let row = rows.into_iter().next()?;
        let mut line = Line::default();
        line.push_at(at, Run::new(label, Role::Dim), self.glyphs());
        line.runs.extend(row.runs);
        Some(DeskRow::plain(line))
    }

    fn unwritten_in_one_row(&self, columns: usize) -> Option<DeskRow> {
        let unwritten = self.unwritten();
        let items: Vec<Vec<Run>> =
            unwritten.iter().map(|name| vec![Run::new(name.as_str(), Role::Fact)]).collect();
        self.flowing("to do: ", &items, columns)
    }

    /// What is to be done, each by a few words.
    fn names_to_do(&self) -> Vec<String> {
        let findings = self.group(Group::ToDo).map(|(_, finding)| {
            let row = self.in_one_row(finding);
            row.iter().map(|run| run.text.as_str()).collect::<String>()
        });
        findings.chain(self.unwritten()).collect()
    }
}
