//! A draft beside the author's editor, with the desk that lists what is still to be done.

mod beside;
mod strip;

use super::review;
use super::{Hint, Outcome, Screen};
use crate::draft::{AllowLine, Finding, Inspection};
use crate::jobs::Answer;
use crate::page::Role;
use crate::page::desk::Desk;
use crate::page::find::{Match, find_in_paragraph};
use crate::text::phrase::{grouped, plural};
use crate::text::{Audience, Severity};
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::prompt::PromptPurpose;
use crate::tui::shared::reader::Shown;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::{self, status};

/// The draft and its desk.
#[derive(Debug, Default)]
pub(crate) struct DeskScreen {
    size: DeskSize,
    /// Whether only the text of the draft is shown.
    bare: bool,
    inspection: Inspection,
    /// The index of the finding that was jumped to.
    chosen: Option<usize>,
    /// The scroll of the page after that jump.
    arrived: Option<usize>,
}

/// How much room the desk is to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DeskSize {
    Hidden,
    /// Beside the page, or a strip of few rows below it.
    #[default]
    Small,
    /// Beside the page, or a strip of more rows.
    Large,
}

impl DeskSize {
    const fn strip_rows(self) -> u16 {
        match self {
            Self::Hidden => 0,
            Self::Small => 3,
            Self::Large => 8,
        }
    }

    /// The next size as the author goes round them.
    const fn next(self) -> Self {
        match self {
            Self::Small => Self::Hidden,
            Self::Hidden => Self::Large,
            Self::Large => Self::Small,
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Hidden => Shape::Text,
            Self::Small | Self::Large => Shape::Desk { strip_rows: self.strip_rows() },
        }
    }
}

impl Screen for DeskScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Desk
    }

    fn shape(&self) -> Shape {
        if self.bare { Shape::BareText } else { self.size.shape() }
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        match action {
            Action::Back if !self.bare => return Effect::Quit.into(),
            Action::Leave if shared.reader.find.is_some() => {
                return shared.clear(PromptPurpose::Find).into();
            }
            Action::Back | Action::Out | Action::Leave => self.bare = false,
            Action::OnlyText => self.bare = !self.bare,
            Action::Desk => self.resize_desk(shared),
            Action::NextMatch if self.goes_to_findings(shared) => self.next(shared, true),
            Action::PreviousMatch if self.goes_to_findings(shared) => self.next(shared, false),
            Action::CopyAllow => return self.copy_allow(shared).into(),
            Action::Edit => return shared.edit(self.line_of_chosen(shared)).into(),
            action => return review::act(shared, action),
        }
        Outcome::default()
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        match target {
            Target::Item(finding) => self.go_to(shared, finding),
            target => return review::click(shared, target),
        }
        Outcome::default()
    }

    fn wheel(&mut self, shared: &mut Shared, target: Target, lines: isize) {
        match target {
            Target::Side | Target::Item(_) => self.next(shared, lines > 0),
            _ => shared.scroll_text(lines),
        }
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        if let Some(pane) = panes.side {
            self.draw_desk(painter, shared, panes, pane);
        }
        if let Some(pane) = panes.review {
            match self.is_missing(shared) {
                true => beside::draw_missing(painter, shared, panes, pane),
                false => {
                    widgets::review::draw(painter, shared, panes, pane);
                    self.draw_stale(painter, shared, panes);
                    self.draw_meant(painter, shared, panes);
                }
            }
        }
        if let Some(strip) = panes.strip {
            self.draw_strip(painter, shared, strip);
        }
    }

    fn hints(&self, shared: &Shared) -> &'static [Hint; 3] {
        const HELP: Hint = (Action::Help, "keys");
        match self.inspection.findings.is_empty() {
            // A strip names its keys itself.
            false if shared.panes().is_some_and(|panes| panes.strip.is_none()) => {
                &[(Action::NextMatch, "next problem"), (Action::Edit, "edit"), HELP]
            }
            _ => &[(Action::Desk, "desk"), (Action::Back, "quit"), HELP],
        }
    }

    fn place(&self, shared: &Shared, panes: &Panes) -> String {
        if let Some(place) = status::matches(shared, panes) {
            return place;
        }
        let saved = self.inspection.saved.as_ref().map(|saved| format!("saved {saved}"));
        if is_seen(panes) {
            return saved.unwrap_or_default();
        }
        let words = shared.reader.shown.as_ref().map_or(0, |shown| shown.page.words());
        let unit = if words == 1 { "word" } else { "words" };
        let problems = self.inspection.problems();
        let problems = (problems > 0).then(|| plural(problems, "problem"));
        let parts = [Some(format!("{} {unit}", grouped(words))), problems, saved];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn answered(&mut self, shared: &mut Shared, answer: &Answer) -> Outcome {
        let Answer::Inspected(inspection) = answer else { return Outcome::default() };
        let mut inspection = Inspection::clone(inspection);
        let chosen = self.chosen.and_then(|chosen| inspection.follow(&self.inspection, chosen));
        let finding = |of: &Inspection, at: Option<usize>| of.findings.get(at?).cloned();
        if finding(&inspection, chosen) != finding(&self.inspection, self.chosen) {
            self.arrived = None;
        }
        if shared.reader.stale.is_some() {
            // The page still shows what was saved before.
            inspection.text_lines = std::mem::take(&mut self.inspection.text_lines);
            inspection.saved = self.inspection.saved.take();
        }
        self.chosen = chosen;
        self.inspection = inspection;
        Outcome::default()
    }

    fn knows(&self, answer: &Answer) -> bool {
        matches!(answer, Answer::Inspected(inspection) if **inspection == self.inspection)
    }
}

/// Whether the desk is on the screen, in whatever form.
const fn is_seen(panes: &Panes) -> bool {
    panes.side.is_some() || panes.strip.is_some()
}

impl DeskScreen {
    /// What the desk is laid out from; `None` before there is a page.
    fn desk<'a>(&'a self, shared: &'a Shared, is_strip: bool) -> Option<Desk<'a>> {
        let shown = shared.reader.shown.as_ref().filter(|_| !self.is_missing(shared))?;
        let Self { inspection, chosen, .. } = self;
        Some(Desk {
            review: &shown.review,
            page: &shown.page,
            inspection,
            open: self.open(),
            is_chosen: chosen.is_some(),
            is_strip,
        })
    }

    /// The finding that is open: until one is chosen, the first problem.
    fn open(&self) -> Option<usize> {
        self.chosen.or_else(|| (self.inspection.problems() > 0).then_some(0))
    }

    /// Goes on to the next size that looks different.
    fn resize_desk(&mut self, shared: &Shared) {
        let height = |size: DeskSize| {
            let panes = Shared::panes_in(shared, size.shape());
            panes.map(|panes| (panes.side.is_some(), panes.strip.map(|strip| strip.height)))
        };
        let before = height(self.size);
        for _ in 0..3 {
            self.size = self.size.next();
            if height(self.size) != before {
                break;
            }
        }
    }

    /// Whether the keys for matches go to findings: without a search there are no matches.
    fn goes_to_findings(&self, shared: &mut Shared) -> bool {
        shared.reader.find.is_none() && shared.has_review()
    }

    /// Goes to the next or the previous finding, wrapping around.
    fn next(&mut self, shared: &mut Shared, forward: bool) {
        let count = self.inspection.findings.len();
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

    /// Goes to a finding: scrolls the page to it, and opens it on the desk, or says it in the last row
    /// where the desk is not seen.
    fn go_to(&mut self, shared: &mut Shared, index: usize) {
        let Some(Finding { diagnostic, .. }) = self.inspection.findings.get(index) else { return };
        self.chosen = Some(index);
        let line = diagnostic.line;
        if !shared.panes().is_some_and(|panes| is_seen(&panes)) {
            let is_error = diagnostic.severity == Severity::Error;
            let role = if is_error { Role::Error } else { Role::Warning };
            let message = diagnostic.one_line(Audience::WRITER);
            shared.say(format!("line {line}: {message}"), role);
        }
        let rows = shared.rows();
        let shown = shared.reader.shown.as_ref();
        let lines = shown.and_then(|shown| self.lines_of(shown, line));
        let top = lines.map(|lines| lines.start.saturating_sub(1));
        shared.reader.scroll = top.map_or(0, |top| rows.scroll_for(top));
        self.arrived = Some(shared.reader.scroll);
    }

    /// Copies the line by which the author allows the open finding. Nothing is written.
    fn copy_allow(&self, shared: &mut Shared) -> Vec<Effect> {
        let open = self.open().and_then(|open| self.inspection.findings.get(open));
        let Some(finding) = open else {
            shared.say("no problem is open", Role::Dim);
            return Vec::new();
        };
        let Some(AllowLine { text, place }) = self.inspection.silence.line(finding.diagnostic.code)
        else {
            let code = finding.diagnostic.code.as_str();
            shared.say(format!("{code} breaks the file and cannot be allowed"), Role::Warning);
            return Vec::new();
        };
        let notice = format!("{text}: it {place}");
        shared.copy(text, &notice)
    }

    /// The line of the finding that was jumped to, as long as the page was not scrolled since.
    fn line_of_chosen(&self, shared: &Shared) -> Option<u32> {
        let stands = self.arrived == Some(shared.reader.scroll);
        let finding = self.inspection.findings.get(self.chosen.filter(|_| stands)?)?;
        Some(finding.diagnostic.line)
    }

    /// The lines of the page that show `line` of the file: a paragraph, or the heading of a section;
    /// `None` above the text.
    fn lines_of(&self, shown: &Shown, line: u32) -> Option<std::ops::Range<usize>> {
        let sections = &shown.review.sections;
        let section = sections.iter().rposition(|section| section.line <= line)?;
        let from = self.inspection.text_lines.get(section).copied();
        let from = from.unwrap_or(sections[section].line);
        // Where the line ends is looked up once, since a text may have as many paragraphs as lines.
        let end = line.checked_sub(from).map(|below| {
            let mut ends = memchr::memchr_iter(b'\n', sections[section].text.as_bytes());
            ends.nth(below as usize).unwrap_or(usize::MAX)
        });
        let in_section = &shown.page.paragraphs[shown.page.paragraphs_of(section)];
        let reached = |start: usize| end.is_some_and(|end| start <= end);
        let after = in_section.partition_point(|paragraph| reached(paragraph.source().start));
        if let Some(index) = after.checked_sub(1) {
            return Some(in_section[index].lines());
        }
        let start = shown.page.sections.get(section)?.lines.start;
        let end = in_section.first().map_or(start + 1, |paragraph| paragraph.lines().start);
        Some(start..end.max(start))
    }

    /// Where the words of the open finding stand on the page.
    fn meant(&self, shown: &Shown) -> Option<Match> {
        let finding = self.inspection.findings.get(self.open()?)?;
        let meant = finding.meant.as_ref()?;
        let lines = self.lines_of(shown, finding.diagnostic.line)?;
        let matches = find_in_paragraph(&shown.page, &meant.words, lines);
        matches.get(meant.before).or(matches.last()).copied()
    }

    /// Whether there is no file yet.
    fn is_missing(&self, shared: &Shared) -> bool {
        let shown = shared.reader.shown.as_ref();
        self.inspection.saved.is_none()
            && shown.is_some_and(|shown| shown.review.broken().is_some())
    }
}
