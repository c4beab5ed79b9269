//! A draft beside the author's editor, with the desk that lists what is still to be done.

use ratatui::layout::Rect;

use super::review;
use super::{Hint, Outcome, Screen};
use crate::jobs::Answer;
use crate::model::usual::Usual;
use crate::page::{self, Role, Run};
use crate::text::phrase::{grouped, plural};
use crate::text::{Audience, Diagnostic, Severity};
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Focus, Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::prompt::PromptPurpose;
use crate::tui::shared::reader::Shown;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::{self, status};

/// Columns of the desk's pane that its lines leave blank, the dividing line included.
const MARGIN_COLUMNS: u16 = 3;
/// The least lines of a chosen problem that are scrolled into view.
const MIN_PROBLEM_LINES: usize = 3;

/// The draft and its desk.
#[derive(Debug, Default)]
pub(crate) struct DeskScreen {
    /// Whether the desk is shown.
    open: bool,
    /// Whether only the text of the draft is shown.
    bare: bool,
    problems: Vec<Diagnostic>,
    /// What the author usually writes.
    usual: Option<Usual>,
    /// The line of the file at which the text of each section begins.
    lines: Vec<u32>,
    /// The index of the problem that was jumped to.
    chosen: Option<usize>,
    /// The scroll of the page after that jump.
    arrived: Option<usize>,
    /// Lines of the desk that are scrolled away.
    scroll: usize,
}

impl Screen for DeskScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Desk
    }

    fn shape(&self) -> Shape {
        match (self.bare, self.open) {
            (true, _) => Shape::BareText,
            (false, true) => Shape::Desk,
            (false, false) => Shape::Text,
        }
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        if !shared.sees_review()
            && let Some(lines) = lines_of(shared, action)
        {
            self.scroll_by(shared, lines);
            return Outcome::default();
        }
        match action {
            Action::Back if !self.bare => return Effect::Quit.into(),
            Action::Leave if shared.reader.find.is_some() => {
                return shared.clear(PromptPurpose::Find).into();
            }
            Action::Back | Action::Out | Action::Leave => self.bare = false,
            Action::OnlyText => self.bare = !self.bare,
            Action::Desk => self.open = !self.open,
            Action::NextMatch if self.goes_to_problems(shared) => self.next(shared, true),
            Action::PreviousMatch if self.goes_to_problems(shared) => self.next(shared, false),
            Action::Edit => return shared.edit(self.line_of_chosen(shared)).into(),
            action => return review::act(shared, action),
        }
        Outcome::default()
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        match target {
            Target::Item(problem) => self.go_to(shared, problem),
            target => return review::click(shared, target),
        }
        Outcome::default()
    }

    fn wheel(&mut self, shared: &mut Shared, target: Target, lines: isize) {
        match target {
            Target::Side | Target::Item(_) => self.scroll_by(shared, lines),
            _ => shared.scroll_text(lines),
        }
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        if let Some(pane) = panes.side {
            self.draw_desk(painter, shared, panes, pane);
        }
        if let Some(pane) = panes.review {
            widgets::review::draw(painter, shared, panes, pane);
        }
    }

    fn hints(&self, _shared: &Shared) -> &'static [Hint; 3] {
        &[(Action::Desk, "desk"), (Action::Back, "quit"), (Action::Help, "keys")]
    }

    fn place(&self, shared: &Shared, panes: &Panes) -> String {
        if let Some(place) = status::matches(shared, panes) {
            return place;
        }
        let words = shared.reader.shown.as_ref().map_or(0, |shown| shown.page.words());
        let problems = match self.problems.len() {
            0 => String::new(),
            count => format!(" · {}", plural(count, "problem")),
        };
        let unit = if words == 1 { "word" } else { "words" };
        format!("{} {unit}{problems}", grouped(words))
    }

    fn answered(&mut self, _shared: &mut Shared, answer: &Answer) {
        let Answer::Inspected { problems, usual, lines } = answer else { return };
        let chosen = self.chosen.filter(|chosen| *chosen < problems.len());
        if chosen.is_none_or(|chosen| self.problems.get(chosen) != problems.get(chosen)) {
            self.arrived = None;
        }
        self.chosen = chosen;
        self.problems.clone_from(problems);
        self.usual.clone_from(usual);
        // A broken file has none: keep those of the page that is still shown.
        if !lines.is_empty() {
            self.lines.clone_from(lines);
        }
    }

    fn knows(&self, answer: &Answer) -> bool {
        matches!(answer, Answer::Inspected { problems, usual, .. }
            if *problems == self.problems && *usual == self.usual)
    }

    fn resized(&mut self, shared: &Shared) {
        self.follow_chosen(shared);
    }
}

/// The lines by which an action scrolls the desk when there is no room for the draft beside it.
fn lines_of(shared: &Shared, action: Action) -> Option<isize> {
    let page = |part: usize| isize::try_from((shared.list_rows() / part).max(1)).unwrap_or(1);
    Some(match action {
        Action::MoveDown => 1,
        Action::MoveUp => -1,
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        Action::PageDown => page(1),
        Action::PageUp => -page(1),
        Action::HalfDown => page(2),
        Action::HalfUp => -page(2),
        _ => return None,
    })
}

impl DeskScreen {
    /// A draft whose desk is shown, or hidden until the user asks for it.
    #[must_use]
    pub(crate) fn new(open: bool) -> Self {
        Self { open, ..Self::default() }
    }

    /// The desk, laid out for its pane; `None` if it is not shown.
    fn page(&self, shared: &Shared) -> Option<page::desk::Desk> {
        let shown = shared.reader.shown.as_ref()?;
        let columns = usize::from(shared.panes()?.side?.width.saturating_sub(MARGIN_COLUMNS));
        let Self { problems, usual, chosen, .. } = self;
        Some(page::desk::desk(
            &shown.review,
            &shown.page,
            problems,
            usual.as_ref(),
            *chosen,
            columns,
        ))
    }

    fn scroll_by(&mut self, shared: &Shared, lines: isize) {
        let Some(page) = self.page(shared) else { return };
        let furthest = page.lines.len().saturating_sub(shared.list_rows());
        self.scroll = self.scroll.min(furthest).saturating_add_signed(lines).min(furthest);
    }

    /// Scrolls by the least that brings the chosen problem into view.
    fn follow_chosen(&mut self, shared: &Shared) {
        let Some(page) = self.page(shared) else { return };
        let Some(&at) = self.chosen.and_then(|chosen| page.problems.get(chosen)) else { return };
        // The first problem brings the heading along.
        let top = if self.chosen == Some(0) { 0 } else { at };
        let least =
            (at + MIN_PROBLEM_LINES).min(page.lines.len()).saturating_sub(shared.list_rows());
        self.scroll = self.scroll.min(top).max(least.min(at));
    }

    /// Whether the keys for matches go to problems: without a search there are no matches.
    fn goes_to_problems(&self, shared: &mut Shared) -> bool {
        shared.reader.find.is_none() && shared.has_review()
    }

    /// Goes to the next or the previous problem, wrapping around.
    fn next(&mut self, shared: &mut Shared, forward: bool) {
        let count = self.problems.len();
        if count == 0 {
            return shared.say("no problems", Role::Dim);
        }
        let next = match (self.chosen, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.go_to(shared, next);
    }

    /// Goes to a problem: scrolls page and desk to it, and shows it in the last row.
    fn go_to(&mut self, shared: &mut Shared, index: usize) {
        let Some(problem) = self.problems.get(index) else { return };
        self.chosen = Some(index);
        let role = if problem.severity == Severity::Error { Role::Error } else { Role::Warning };
        let message = problem.one_line(Audience::WRITER);
        shared.say(format!("{}:{} {message}", problem.line, problem.column), role);
        let rows = shared.rows();
        let shown = shared.reader.shown.as_ref();
        let line = shown.and_then(|shown| line_of(shown, &self.lines, problem.line));
        shared.reader.scroll = line.map_or(0, |line| rows.scroll_for(line.saturating_sub(1)));
        self.arrived = Some(shared.reader.scroll);
        self.follow_chosen(shared);
    }

    /// The line of the problem that was jumped to, as long as the page was not scrolled since.
    fn line_of_chosen(&self, shared: &Shared) -> Option<u32> {
        let stands = self.arrived == Some(shared.reader.scroll);
        Some(self.problems.get(self.chosen.filter(|_| stands)?)?.line)
    }

    fn draw_desk(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, pane: Rect) {
        painter.region(pane, Target::Side);
        for divider in panes.dividers.into_iter().flatten() {
            widgets::divider(painter, divider, &(0..0));
        }
        let room = pane.width.saturating_sub(MARGIN_COLUMNS);
        let name = Run::new(shared.appearance.name.clone(), Role::Dim);
        painter.run(pane.x + 1, pane.y, room, &name);
        let has_focus = panes.focus == Focus::Side;
        if has_focus {
            painter.point_at(pane.x, pane.y);
        }
        let Some(desk) = self.page(shared) else { return };
        let first = self.scroll.min(desk.lines.len().saturating_sub(shared.list_rows()));
        let lines = desk.lines.iter().enumerate().skip(first);
        for ((index, line), y) in lines.zip(pane.y + panes.heading_rows..pane.bottom()) {
            painter.line(pane.x + 1, y, room, line);
            if let Some(problem) = desk.problem_at(index) {
                painter.region(Rect::new(pane.x + 1, y, room, 1), Target::Item(problem));
            }
            if has_focus
                && self.chosen.is_some_and(|chosen| desk.problems.get(chosen) == Some(&index))
            {
                painter.point_at(pane.x, y);
            }
        }
    }
}

/// The line of the page that shows `line` of the file; `None` above the text. `lines` has the line
/// of the file at which the text of each section begins.
fn line_of(shown: &Shown, lines: &[u32], line: u32) -> Option<usize> {
    let sections = &shown.review.sections;
    let section = sections.iter().rposition(|section| section.line <= line)?;
    let from = lines.get(section).copied().unwrap_or(sections[section].line);
    // Where the line ends is looked up once, since a text may have as many paragraphs as lines.
    let end = line.checked_sub(from).map(|below| {
        let mut ends = memchr::memchr_iter(b'\n', sections[section].text.as_bytes());
        ends.nth(below as usize).unwrap_or(usize::MAX)
    });
    let in_section = &shown.page.paragraphs[shown.page.paragraphs_of(section)];
    let reached = |start: usize| end.is_some_and(|end| start <= end);
    let after = in_section.partition_point(|paragraph| reached(paragraph.source().start));
    let start = shown.page.sections.get(section).map(|section| section.lines.start);
    after.checked_sub(1).map(|index| in_section[index].lines().start).or(start)
}
