//! The author's desk beside a draft, and where a change of the draft is to be seen.

use super::reader::Shown;
use super::{App, Effect};
use crate::jobs::Job;
use crate::model::usual::Usual;
use crate::page::{self, Page, Role};
use crate::text::{Audience, Diagnostic, Severity};

/// Columns of the desk's pane that its lines leave blank, the dividing line included.
pub const DESK_MARGINS: u16 = 3;
/// Lines of a chosen problem that come into view at least.
const PROBLEM_ROWS: usize = 3;

/// The state of the desk.
#[derive(Debug, Default)]
pub struct Desk {
    /// Whether it is seen.
    pub open: bool,
    /// What is wrong with the draft.
    pub problems: Vec<Diagnostic>,
    /// What the author usually writes.
    pub usual: Option<Usual>,
    /// The line of the file at which the text of each section begins.
    pub lines: Vec<u32>,
    /// The problem that was gone to.
    pub chosen: Option<usize>,
    /// Where the page stands since then.
    pub arrived: Option<usize>,
    /// Lines of the desk that are scrolled away.
    pub scroll: usize,
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
        Some(Effect::Run(Job::Inspect { key: shown.review.key() }))
    }

    /// Puts what was found on the desk.
    pub(super) fn inspected(
        &mut self,
        problems: Vec<Diagnostic>,
        usual: Option<Usual>,
        lines: Vec<u32>,
    ) {
        let Some(desk) = &mut self.desk else { return };
        let chosen = desk.chosen.filter(|chosen| *chosen < problems.len());
        if chosen.is_none_or(|chosen| desk.problems.get(chosen) != problems.get(chosen)) {
            desk.arrived = None;
        }
        desk.chosen = chosen;
        desk.problems = problems;
        desk.usual = usual;
        // Of a broken file there are none: its last good page is still shown.
        if !lines.is_empty() {
            desk.lines = lines;
        }
    }

    /// The desk, laid out for the screen as it is now; none where it is not seen.
    #[must_use]
    pub fn desk_page(&self) -> Option<page::desk::Desk> {
        let (desk, shown) = (self.desk.as_ref()?, self.reader.shown.as_ref()?);
        let columns = usize::from(self.panes()?.list?.width.saturating_sub(DESK_MARGINS));
        let Desk { problems, usual, chosen, .. } = desk;
        Some(page::desk::desk(&shown.review, problems, usual.as_ref(), *chosen, columns))
    }

    /// Scrolls the desk by `by` lines.
    pub(super) fn scroll_desk(&mut self, by: isize) {
        let (page, rows) = (self.desk_page(), self.list_rows());
        let (Some(page), Some(desk)) = (page, &mut self.desk) else { return };
        let furthest = page.lines.len().saturating_sub(rows);
        desk.scroll = desk.scroll.min(furthest).saturating_add_signed(by).min(furthest);
    }

    /// Scrolls the desk as little as brings the chosen problem into view.
    pub(super) fn follow_problem(&mut self) {
        let (page, rows) = (self.desk_page(), self.list_rows());
        let (Some(page), Some(desk)) = (page, &mut self.desk) else { return };
        let Some(&at) = desk.chosen.and_then(|chosen| page.problems.get(chosen)) else { return };
        // The first problem brings the heading along.
        let top = if desk.chosen == Some(0) { 0 } else { at };
        let least = (at + PROBLEM_ROWS).min(page.lines.len()).saturating_sub(rows);
        desk.scroll = desk.scroll.min(top).max(least.min(at));
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
        self.go_to_problem(next);
    }

    /// Goes to the problem with this index: on the page, on the desk and in the last row.
    pub(super) fn go_to_problem(&mut self, index: usize) {
        let Some(desk) = &mut self.desk else { return };
        let Some(problem) = desk.problems.get(index).cloned() else { return };
        desk.chosen = Some(index);
        let role = if problem.severity == Severity::Error { Role::Error } else { Role::Warning };
        let message = problem.line(Audience::WRITER);
        self.say(format!("{}:{} {message}", problem.line, problem.column), role);
        let rows = self.rows();
        let shown = self.reader.shown.as_ref();
        let lines = self.desk.as_ref().map_or(&[][..], |desk| &desk.lines);
        let line = shown.and_then(|shown| line_of(shown, lines, problem.line));
        self.reader.jumped = None;
        self.reader.scroll = line.map_or(0, |line| rows.to_line(line.saturating_sub(1)));
        if let Some(desk) = &mut self.desk {
            desk.arrived = Some(self.reader.scroll);
        }
        self.follow_problem();
    }

    /// The line of the problem that was gone to, as long as the page still stands there.
    pub(super) fn line_of_problem(&self) -> Option<u32> {
        let desk = self.desk.as_ref()?;
        let stands = desk.arrived == Some(self.reader.scroll);
        Some(desk.problems.get(desk.chosen.filter(|_| stands)?)?.line)
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

/// The line of the page at which `line` of the file stands; none above the text. `lines` tells
/// where in the file the text of each section begins.
fn line_of(shown: &Shown, lines: &[u32], line: u32) -> Option<usize> {
    let sections = &shown.review.sections;
    let section = sections.iter().rposition(|section| section.line <= line)?;
    let from = lines.get(section).copied().unwrap_or(sections[section].line);
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
