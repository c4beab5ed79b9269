//! Doing what was meant.

use super::prompt::{Prompt, Purpose};
use super::reader::Arriving;
use super::{App, Chooser, Effect, Focus};
use crate::model::ReviewId;
use crate::page::Role;
use crate::text::Clean;
use crate::text::phrase::excerpt;
use crate::theme::{THEMES, WITHOUT_COLOUR};
use crate::tui::action::Action;

/// Lines of a page that stay in view when it is turned, so that the eye finds its place.
const KEPT: usize = 2;
/// Columns by which the text is made wider or narrower.
const MEASURE_STEP: i16 = 4;
/// The furthest from the usual measure.
const MEASURE_MOST: i16 = 120;

impl App {
    /// Does `action`.
    pub(super) fn perform(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::MoveDown => self.step(1),
            Action::MoveUp => self.step(-1),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::PageDown => self.turn(1, 1),
            Action::PageUp => self.turn(-1, 1),
            Action::HalfDown => self.turn(1, 2),
            Action::HalfUp => self.turn(-1, 2),
            Action::Open => self.open(),
            Action::Back if self.is_home() => vec![Effect::Quit],
            Action::Back | Action::Out => self.out(),
            Action::Leave => self.leave(),
            Action::NextReview => self.next_review(1),
            Action::PreviousReview => self.next_review(-1),
            Action::Search => self.search(),
            Action::Sort => self.sort(),
            Action::Rescan => self.rescan(),
            Action::Desk => self.toggle_desk(),
            Action::OnlyText => {
                self.only_text = !self.only_text;
                if self.only_text {
                    self.focus = Focus::Review;
                }
                Vec::new()
            }
            Action::Wider => self.change_measure(MEASURE_STEP),
            Action::Narrower => self.change_measure(-MEASURE_STEP),
            Action::NextTheme => self.next_theme(),
            Action::Mouse => self.toggle_mouse(),
            Action::Redraw => vec![Effect::Redraw],
            Action::Suspend => vec![Effect::Suspend],
            Action::Help => {
                self.chooser = Some(Chooser::of_actions());
                Vec::new()
            }
            Action::Quit => vec![Effect::Quit],
            Action::Edit => self.edit(),
            Action::NextSection
            | Action::PreviousSection
            | Action::Section(_)
            | Action::NextMatch
            | Action::PreviousMatch
            | Action::Reveal
            | Action::Links
            | Action::CopyParagraph
            | Action::CopyLink => self.in_review(action),
        }
    }

    /// Does what only makes sense in a review; a list that hides it makes way.
    fn in_review(&mut self, action: Action) -> Vec<Effect> {
        let shown = self.reader.shown.as_ref().map(|shown| shown.id);
        if shown.is_none() || self.reader.awaited.is_some_and(|id| Some(id) != shown) {
            self.say("no review is open", Role::Dim);
            return Vec::new();
        }
        if !self.sees_review() {
            self.focus = Focus::Review;
            self.sync_layout();
        }
        match action {
            Action::NextSection => self.next_section(1),
            Action::PreviousSection => self.next_section(-1),
            Action::Section(number) => self.section(number),
            Action::NextMatch => self.next_match(true),
            Action::PreviousMatch => self.next_match(false),
            Action::Reveal => self.reveal(),
            Action::Links => self.choose_link(0),
            Action::CopyParagraph => return self.copy_paragraph(),
            Action::CopyLink => return self.copy_link(),
            _ => {}
        }
        Vec::new()
    }

    /// Whether the author's desk stands where the page would.
    fn desk_covers(&self) -> bool {
        self.desk.is_some() && !self.sees_review()
    }

    fn step(&mut self, by: isize) -> Vec<Effect> {
        if self.desk_covers() || self.focus == Focus::List {
            return self.step_beside(by);
        }
        let rows = self.rows();
        self.reader.scroll_by(by, &rows);
        Vec::new()
    }

    /// Goes through what is seen in place of the review or beside it: the desk, else the list.
    fn step_beside(&mut self, by: isize) -> Vec<Effect> {
        if self.desk_covers() {
            self.scroll_desk(by);
            return Vec::new();
        }
        self.list.step(by);
        self.show_selected()
    }

    /// Turns a part of a page: in the review wherever it is seen, else in the list or the desk.
    fn turn(&mut self, direction: isize, part: usize) -> Vec<Effect> {
        if !self.sees_review() {
            let page = self.list_rows() / part;
            return self.step_beside(direction * isize::try_from(page.max(1)).unwrap_or(1));
        }
        let rows = self.rows();
        let at_end = self.reader.scroll >= rows.furthest();
        if direction > 0 && part == 1 && at_end {
            return self.go_on();
        }
        let page = (rows.moving().saturating_sub(KEPT) / part).max(1);
        self.reader.scroll_by(direction * isize::try_from(page).unwrap_or(1), &rows);
        Vec::new()
    }

    /// At the end of a text: offers the next review, and goes there when asked again.
    fn go_on(&mut self) -> Vec<Effect> {
        let next =
            self.list.shown().get(self.list.cursor() + 1).and_then(|&id| self.library.get(id));
        let Some(next) = next else {
            self.say("the end of the last review", Role::Dim);
            return Vec::new();
        };
        if self.reader.offered {
            self.list.step(1);
            return self.show_selected();
        }
        let words = format!("Space again: {}", next.title());
        self.reader.offered = true;
        self.say(words, Role::Key);
        Vec::new()
    }

    fn open(&mut self) -> Vec<Effect> {
        if self.focus == Focus::Review {
            return self.perform(Action::Help);
        }
        if self.list.selected().is_some() {
            self.focus = Focus::Review;
        }
        self.show_selected()
    }

    fn out(&mut self) -> Vec<Effect> {
        self.only_text = false;
        if self.desk.is_some() {
            return Vec::new();
        }
        self.focus = Focus::List;
        self.list.follow(self.list_rows());
        Vec::new()
    }

    /// Closes the innermost thing that is open; never quits.
    fn leave(&mut self) -> Vec<Effect> {
        if self.focus == Focus::Review && self.reader.find.is_some() {
            return self.clear(Purpose::Find);
        }
        if self.focus == Focus::List && !self.list.filter.is_empty() {
            return self.clear(Purpose::Filter);
        }
        if self.only_text {
            self.only_text = false;
            return Vec::new();
        }
        self.out()
    }

    fn next_review(&mut self, by: isize) -> Vec<Effect> {
        let before = self.list.selected();
        let rows = self.rows();
        let section = self.reader.section(&rows);
        let page = self.reader.shown.as_ref().map(|shown| &shown.page);
        let key =
            page.and_then(|page| page.sections.get(section)).map(|section| section.key.clone());
        let in_body = self.reader.scroll > 0;
        self.list.step(by);
        if self.list.selected() == before {
            let words = if by > 0 { "this is the last review" } else { "this is the first review" };
            self.say(words, Role::Dim);
            return Vec::new();
        }
        // Said first: a review that was read ahead is shown at once.
        // A page that fits the screen is nowhere in particular: the next one opens where it was left.
        self.reader.arriving = match key.filter(|_| in_body) {
            Some(key) => Some(Arriving::In(key)),
            None => (rows.furthest() > 0).then_some(Arriving::AtTop),
        };
        self.show_selected()
    }

    fn next_section(&mut self, by: isize) {
        let rows = self.rows();
        let count = self.reader.shown.as_ref().map_or(0, |shown| shown.page.sections.len());
        if count == 0 {
            return;
        }
        // From the header, the first section is the next one only if something stands before it.
        let next = self.reader.section(&rows).saturating_add_signed(by);
        if next >= count {
            return self.say("this is the last section", Role::Dim);
        }
        self.reader.go_to_section(next, &rows);
    }

    fn section(&mut self, number: usize) {
        let rows = self.rows();
        let count = self.reader.shown.as_ref().map_or(0, |shown| shown.page.sections.len());
        if number > count {
            let plural = if count == 1 { "section" } else { "sections" };
            return self.say(format!("this review has {count} {plural}"), Role::Dim);
        }
        self.reader.go_to_section(number - 1, &rows);
    }

    fn next_match(&mut self, forward: bool) {
        if self.desk.is_some() && self.reader.find.is_none() {
            return self.next_problem(forward);
        }
        let rows = self.rows();
        if self.reader.next_match(forward, &rows) {
            return;
        }
        let words = match &self.reader.find {
            Some(find) => format!("“{}” is not in this review", find.query),
            None => "nothing to find yet: / in the review begins".to_owned(),
        };
        self.say(words, Role::Dim);
    }

    fn reveal(&mut self) {
        let covered = self
            .reader
            .shown
            .as_ref()
            .is_some_and(|shown| shown.page.sections.iter().any(|section| section.covered));
        if !covered && !self.reader.uncovered {
            return self.say("nothing is covered in this review", Role::Dim);
        }
        self.reader.uncovered = !self.reader.uncovered;
    }

    fn search(&mut self) -> Vec<Effect> {
        let purpose = if self.focus == Focus::List { Purpose::Filter } else { Purpose::Find };
        let typed = match purpose {
            Purpose::Filter => self.list.query.clone(),
            Purpose::Find => String::new(),
        };
        if purpose == Purpose::Find {
            self.reader.find = None;
        }
        self.prompt = Some(Prompt { purpose, input: typed.into() });
        Vec::new()
    }

    fn sort(&mut self) -> Vec<Effect> {
        let key = self.list.sort.next();
        self.list.sort_by(&self.library, key);
        self.list.follow(self.list_rows());
        self.say(format!("sorted {}", key.in_words()), Role::Dim);
        Vec::new()
    }

    fn rescan(&mut self) -> Vec<Effect> {
        if self.walk.running {
            self.say("still reading", Role::Dim);
            return Vec::new();
        }
        self.walk.asked_for = true;
        self.start_walk()
    }

    fn change_measure(&mut self, by: i16) -> Vec<Effect> {
        let before = self.panes().map(|panes| panes.text.width);
        let measure = self.measure;
        self.measure = (measure + by).clamp(-MEASURE_MOST, MEASURE_MOST);
        let after = self.panes().map(|panes| panes.text.width);
        if before == after {
            self.measure = measure;
            let words = if by > 0 {
                "the text is as wide as it goes"
            } else {
                "the text is as narrow as it goes"
            };
            self.say(words, Role::Dim);
        } else if let Some(columns) = after.filter(|_| !self.sees_review()) {
            self.say(format!("the text is {columns} columns wide"), Role::Dim);
        }
        Vec::new()
    }

    fn next_theme(&mut self) -> Vec<Effect> {
        if self.appearance.theme == WITHOUT_COLOUR {
            self.say("colours are turned off", Role::Dim);
            return Vec::new();
        }
        let fits = |index: &usize| self.appearance.true_colour || !THEMES[*index].is_true_colour();
        let now = THEMES.iter().position(|theme| *theme == self.appearance.theme).unwrap_or(0);
        let next =
            (1..=THEMES.len()).map(|step| (now + step) % THEMES.len()).find(fits).unwrap_or(0);
        self.appearance.theme = THEMES[next];
        if next == now {
            self.say("this terminal shows too few colours for another theme", Role::Dim);
        } else {
            self.say(format!("theme {}", THEMES[next].name), Role::Dim);
        }
        Vec::new()
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.appearance.mouse = !self.appearance.mouse;
        let words = if self.appearance.mouse {
            "the mouse is ours again"
        } else {
            "the mouse is yours: text can be selected"
        };
        self.say(words, Role::Dim);
        vec![Effect::UseMouse(self.appearance.mouse)]
    }

    fn copy_paragraph(&mut self) -> Vec<Effect> {
        let rows = self.rows();
        let Some(shown) = &self.reader.shown else { return Vec::new() };
        let paragraph =
            self.reader.paragraph(&rows).and_then(|index| shown.page.paragraphs.get(index));
        let Some(paragraph) = paragraph else {
            self.say("there is no paragraph here", Role::Dim);
            return Vec::new();
        };
        if paragraph.covered {
            self.say("this paragraph is covered: s shows it, then y copies it", Role::Warning);
            return Vec::new();
        }
        let section = shown.review.sections.get(paragraph.section);
        let text = section
            .and_then(|section| section.text.get(paragraph.source.clone()))
            .unwrap_or_default();
        let text: Vec<String> = text.lines().map(|line| Clean::new(line).to_string()).collect();
        let text = text.join("\n");
        self.say(format!("copied “{}”", excerpt(&text.replace('\n', " "))), Role::Dim);
        vec![Effect::Copy(text)]
    }

    /// Opens the editor at the problem that was gone to or the line for which the file is broken,
    /// else at the paragraph in view; from the list, at the head of the file.
    fn edit(&mut self) -> Vec<Effect> {
        let Some(shown) = &self.reader.shown else {
            self.say("no review is open", Role::Dim);
            return Vec::new();
        };
        if let Some(line) = self.line_of_problem().or_else(|| self.line_of_fault(shown.id)) {
            let path = shown.review.place.path.clone();
            return vec![Effect::Edit { path, line, text: String::new() }];
        }
        let rows = self.rows();
        let in_text = self.sees_review() && self.reader.scroll >= rows.header;
        let paragraph = self.reader.paragraph(&rows).filter(|_| in_text);
        let paragraph = paragraph.and_then(|index| shown.page.paragraphs.get(index));
        let place = paragraph.and_then(|paragraph| {
            let section = shown.review.sections.get(paragraph.section)?;
            let text = section.text.get(paragraph.source.clone())?.lines().next()?.to_owned();
            Some((section.line, text))
        });
        let (line, text) = place.unwrap_or((shown.review.place.line, String::new()));
        vec![Effect::Edit { path: shown.review.place.path.clone(), line, text }]
    }

    /// The line for which a file does not read well.
    fn line_of_fault(&self, id: ReviewId) -> Option<u32> {
        self.library.get(id)?.fault().map(|fault| fault.line)
    }

    fn copy_link(&mut self) -> Vec<Effect> {
        let url = self.reader.shown.as_ref().and_then(|shown| shown.review.url.clone());
        let Some(url) = url else {
            self.say("this review says nowhere that it is published (url)", Role::Dim);
            return Vec::new();
        };
        let url = Clean::new(url).to_string();
        self.say(format!("copied {url}"), Role::Dim);
        vec![Effect::Copy(url)]
    }
}
