//! The author's desk beside a draft, and where a change of the draft is to be seen.

use super::reader::Shown;
use super::{App, Effect};
use crate::model::usual::Usual;
use crate::page::{Page, Role};
use crate::text::{Diagnostic, Severity};

/// The state of the desk.
#[derive(Debug, Default)]
pub struct Desk {
    /// Whether it is seen.
    pub open: bool,
    /// What is wrong with the draft.
    pub problems: Vec<Diagnostic>,
    /// What the author usually writes.
    pub usual: Option<Usual>,
    /// The problem that was gone to.
    pub chosen: Option<usize>,
}

impl App {
    /// Opens and closes the desk.
    pub(super) fn toggle_desk(&mut self) -> Vec<Effect> {
        match &mut self.desk {
            Some(desk) => desk.open = !desk.open,
            None => self.say("the desk is beside a draft: rushes preview FILE", Role::Dim),
        }
        Vec::new()
    }

    /// Asks what is wrong with the draft, where there is a desk.
    pub(super) fn inspect(&self) -> Option<Effect> {
        let shown = self.reader.shown.as_ref().filter(|_| self.desk.is_some())?;
        Some(Effect::Inspect { path: shown.review.place.path.clone() })
    }

    /// Puts what was found on the desk.
    pub(super) fn inspected(&mut self, problems: Vec<Diagnostic>, usual: Option<Usual>) {
        let Some(desk) = &mut self.desk else { return };
        desk.chosen = desk.chosen.filter(|chosen| *chosen < problems.len());
        desk.problems = problems;
        desk.usual = usual;
    }

    /// Goes to the next problem, or the previous one, and round.
    pub(super) fn next_problem(&mut self, forward: bool) {
        let Some(desk) = self.desk.as_mut().filter(|desk| !desk.problems.is_empty()) else {
            return self.say("no problems", Role::Dim);
        };
        let count = desk.problems.len();
        let next = match (desk.chosen, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        desk.chosen = Some(next);
        let problem = desk.problems[next].clone();
        let role = if problem.severity == Severity::Error { Role::Error } else { Role::Warning };
        self.say(format!("{}:{} {}", problem.line, problem.column, problem.message), role);
        let rows = self.rows();
        let line = self.reader.shown.as_ref().and_then(|shown| line_of(shown, problem.line));
        self.reader.jumped = None;
        self.reader.scroll = line.map_or(0, |line| rows.to_line(line.saturating_sub(1)));
    }

    /// Shows the author what was just written: the first paragraph that differs from `before` comes
    /// into view and is tinted for a moment.
    pub(super) fn point_out(&mut self, before: Option<&Shown>) -> Option<Effect> {
        let shown = self.reader.shown.as_ref()?;
        let changed = first_change(before.filter(|_| self.desk.is_some())?, shown)?;
        let lines = shown.page.paragraphs.get(changed)?.lines.clone();
        let rows = self.rows();
        let view = rows.body_in_view(self.reader.scroll);
        if lines.start < view.start || lines.end.min(lines.start + view.len()) > view.end {
            self.reader.scroll = rows.to_line(lines.start.saturating_sub(rows.moving() / 4));
            self.reader.jumped = None;
        }
        self.reader.tinted = Some(changed);
        self.reader.tint += 1;
        Some(Effect::Tint { ticket: self.reader.tint })
    }
}

/// The line of the page at which `line` of the file stands; none above the text.
fn line_of(shown: &Shown, line: u32) -> Option<usize> {
    let sections = &shown.review.sections;
    let section = sections.iter().rposition(|section| section.line <= line)?;
    let from = sections[section].line;
    let text = &sections[section].text;
    let in_section = shown.page.paragraphs.iter().filter(|paragraph| paragraph.section == section);
    let above = |start: usize| text.get(..start).map_or(0, |text| text.matches('\n').count());
    let reached = |start: usize| from as usize + above(start) <= line as usize;
    let found = in_section.rev().find(|paragraph| reached(paragraph.source.start));
    let start = shown.page.sections.get(section).map(|section| section.lines.start);
    found.map(|paragraph| paragraph.lines.start).or(start)
}

/// The first paragraph of `after` that is not as it was in `before`: its text, its heading, or
/// what it follows. None where everything that can be seen is the same.
fn first_change(before: &Shown, after: &Shown) -> Option<usize> {
    let (old, new) = (texts(before), texts(after));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    if same == old.len() && same == new.len() {
        return None;
    }
    (!new.is_empty()).then(|| same.min(new.len() - 1))
}

/// What is seen of each paragraph, with the heading it stands under.
fn texts(shown: &Shown) -> Vec<(Option<&str>, String)> {
    let heading = |section: usize| {
        shown.review.sections.get(section).and_then(|section| section.heading.as_deref())
    };
    let text = |page: &Page, lines: std::ops::Range<usize>| -> String {
        page.body[lines].iter().map(|line| line.text() + " ").collect()
    };
    let paragraphs = shown.page.paragraphs.iter();
    paragraphs.map(|p| (heading(p.section), text(&shown.page, p.lines.clone()))).collect()
}
