//! The rows of a finding: one, or several for the one that is open.

use super::{Desk, DeskRow};
use crate::draft::{Finding, Group};
use crate::page::flow::fit;
use crate::page::wrap::wrap;
use crate::page::{Line, Role, Run};
use crate::text::phrase::excerpt;
use crate::text::{Audience, Clean, Code, Diagnostic, Edit, Severity};

/// The least columns of the numbers of lines, beside the page and below it.
const MIN_NUMBER_COLUMNS: (usize, usize) = (4, 3);
/// By how many columns the sentence of an open finding is indented below its row.
const SENTENCE_INDENT_COLUMNS: usize = 2;
/// The most rows that the sentence of an open finding takes.
const MAX_SENTENCE_ROWS: usize = 6;

impl Desk<'_> {
    /// The columns of the numbers of lines, without the mark before them.
    pub(super) fn number_columns(&self) -> usize {
        let findings = self.inspection.findings.iter();
        let last = findings.map(|finding| finding.diagnostic.line).max().unwrap_or(0);
        let (beside, below) = MIN_NUMBER_COLUMNS;
        last.to_string().len().max(if self.is_strip { below } else { beside })
    }

    /// The column at which the text of a row begins.
    pub(super) fn text_column(&self) -> usize {
        1 + self.number_columns() + 1
    }

    /// The rows of a finding.
    pub(super) fn finding(&self, index: usize, finding: &Finding, columns: usize) -> Vec<DeskRow> {
        let room = columns.saturating_sub(self.text_column());
        let mut runs = self.in_one_row(finding);
        if self.is_strip && finding.diagnostic.severity == Severity::Error {
            // There are no groups, and colour alone says nothing.
            runs.insert(0, Run::new(&*self.glyphs().signs("✗ "), Role::Error));
        }
        let is_open = self.open == Some(index);
        if !is_open && !self.is_strip {
            let taken = self.glyphs().width_of(&runs);
            let expected = self.expected_beside(&finding.diagnostic);
            let fits = |one: &Run| taken + self.glyphs().width(one.text.as_str()) <= room;
            runs.extend(expected.filter(fits));
        }
        let mut lines = match is_open {
            true => wrap(&runs, room, self.glyphs()),
            false => vec![Line::new(fit(&runs, room, self.glyphs()))],
        };
        let first = lines.len();
        if is_open {
            lines.extend(self.explained(finding, room));
        }
        let mark = if is_open && self.is_chosen { "▌" } else { " " };
        let rows = lines.into_iter().enumerate().map(|(at, text)| {
            let number = match at {
                0 if has_place(finding) => finding.diagnostic.line.to_string(),
                _ => String::new(),
            };
            let indent = if at < first { 0 } else { SENTENCE_INDENT_COLUMNS };
            let number = format!("{number:>width$}", width = self.number_columns());
            let mut line = Line::new(vec![Run::new(mark, Role::Accent)]);
            line.runs.push(Run::new(number, number_role(finding)));
            line.extend_at(self.text_column() + indent, text.runs, self.glyphs());
            DeskRow::of_finding(line, index)
        });
        rows.collect()
    }

    /// What is wrong and what is to stand there: `genras → genres`.
    pub(super) fn in_one_row(&self, finding: &Finding) -> Vec<Run> {
        let Finding { diagnostic, field, .. } = finding;
        let text = |text: &str| Run::new(excerpt(text), Role::Body);
        let field = field.clone().filter(|_| has_place(finding));
        let found = diagnostic.found_unmarked();
        let is_said = |subject: &String| {
            found.as_ref().is_some_and(|found| found.starts_with(subject.as_str()))
        };
        let subject = diagnostic.subject().or(field).filter(|subject| !is_said(subject));
        let mut runs = Vec::new();
        let edit = short_edit(diagnostic);
        let old = edit.map(|edit| edit.old.text());
        if let Some(subject) = subject.filter(|subject| old != Some(subject.as_str())) {
            runs.extend([text(&subject), Run::new("  ", Role::Body)]);
        }
        let is_unwritten = matches!(Group::of(diagnostic), Group::ToDo | Group::LastLook);
        match (edit, found) {
            (Some(edit), _) => {
                runs.extend(old.filter(|old| !old.is_empty()).map(text));
                runs.push(Run::new(" → ", Role::Dim));
                let new = edit.text.text();
                runs.push(match new.is_empty() {
                    true => Run::new("nothing", Role::Dim),
                    false => text(new),
                });
            }
            (None, Some(found)) => runs.push(text(&found)),
            (None, None) if is_unwritten => runs.push(text(&diagnostic.unwritten())),
            (None, None) => {
                runs.push(Run::new(self.expected(diagnostic), Role::Body));
            }
        }
        runs
    }

    /// What should stand there in place of what does, where no edit says it.
    fn expected_beside(&self, diagnostic: &Diagnostic) -> Option<Run> {
        let is_unwritten = matches!(Group::of(diagnostic), Group::ToDo | Group::LastLook);
        let is_said = short_edit(diagnostic).is_some() || diagnostic.found_unmarked().is_none();
        let words = || format!(", not {}", diagnostic.expected(self.audience()));
        (!is_unwritten && !is_said).then(|| Run::new(words(), Role::Dim))
    }

    /// What the row of a finding does not say: its sentence.
    pub(super) fn sentence(&self, finding: &Finding) -> String {
        let short = self.short_sentence(finding);
        match finding.diagnostic.help(self.audience()) {
            Some(help) if help != short => format!("{short}: {help}"),
            _ => short,
        }
    }

    /// The same without help.
    pub(super) fn short_sentence(&self, finding: &Finding) -> String {
        let Finding { diagnostic, .. } = finding;
        if diagnostic.edit.is_none() && diagnostic.found(self.audience()).is_none() {
            // The row says what was expected.
            let help = diagnostic.help(self.audience());
            return help.unwrap_or_else(|| "found none".to_owned());
        }
        self.expected(diagnostic)
    }

    fn expected(&self, diagnostic: &Diagnostic) -> String {
        format!("expected {}", diagnostic.expected(self.audience()))
    }

    /// The sentence of an open finding, and its code.
    fn explained(&self, finding: &Finding, room: usize) -> Vec<Line> {
        let room = room.saturating_sub(SENTENCE_INDENT_COLUMNS);
        let sentence = Clean::from(self.sentence(finding));
        let sentence = self.glyphs().fit(sentence.as_str(), room * MAX_SENTENCE_ROWS);
        let mut lines = wrap(&[Run::new(sentence, Role::Fact)], room, self.glyphs());
        let code = Run::new(finding.diagnostic.code.as_str(), Role::Aside);
        lines.extend(wrap(&[code], room, self.glyphs()));
        lines
    }

    pub(super) fn indented(&self, runs: &[Run], columns: usize) -> Vec<Line> {
        let lines = wrap(runs, columns.saturating_sub(self.text_column()), self.glyphs());
        let indented = lines.into_iter().map(|text| {
            let mut line = Line::default();
            line.extend_at(self.text_column(), text.runs, self.glyphs());
            line
        });
        indented.collect()
    }

    fn audience(&self) -> Audience {
        Audience { glyphs: self.glyphs(), ..Audience::WRITER }
    }
}

/// The most characters of a text that are shown beside what is to stand in its place.
const MAX_OLD_CHARS: usize = 80;

/// The edit of a finding, unless what differs would be cut off.
fn short_edit(diagnostic: &Diagnostic) -> Option<&Edit> {
    let edit = diagnostic.edit.as_deref();
    edit.filter(|edit| edit.old.text().chars().nth(MAX_OLD_CHARS).is_none())
}

/// Whether the line of a finding is where something is, and not where nothing is.
const fn has_place(finding: &Finding) -> bool {
    !matches!(
        finding.diagnostic.code,
        Code::MissingSection
            | Code::NoRating
            | Code::NoDate
            | Code::NoUrl
            | Code::NoPoster
            | Code::NoVerdict
    )
}

pub(super) const fn number_role(finding: &Finding) -> Role {
    match finding.diagnostic.severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Dim,
    }
}
