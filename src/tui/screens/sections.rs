//! One section of every review in the list, one below another, such as all verdicts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ratatui::layout::Rect;

use super::review::ReviewScreen;
use super::{Hint, Next, Outcome, Screen};
use crate::jobs::{Answer, Job, WantedReview};
use crate::model::{EntryRef, ReviewId, Section, SectionKey};
use crate::page::review::section_name;
use crate::page::{Line, Options, Page, Role, Run};
use crate::text::Audience;
use crate::text::phrase::grouped;
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::reader::{Arriving, Start};
use crate::tui::widgets::paint::Painter;

/// The least rows with a blank row below the heading.
const MIN_ROWS_FOR_BLANK: u16 = 10;
/// Lines that stay in view when scrolling by a page.
const OVERLAP_LINES: usize = 2;
/// The least lines of a review: its title, a line of text, a blank.
const MIN_LINES: usize = 3;
/// How many pages are kept, at least those in view.
const MAX_PAGES: usize = 300;

/// The sections of one key.
#[derive(Debug)]
pub(crate) struct SectionsScreen {
    key: SectionKey,
    /// The keys to choose from, the usual ones first.
    keys: Vec<SectionKey>,
    /// The reviews of the list that have such a section.
    reviews: Vec<ReviewId>,
    /// The state of the library when they were listed, and how many reviews the list had.
    listed: (u64, usize),
    /// Whether the pages were asked for while ratings were covered.
    is_blind: bool,
    /// The index of the chosen one, which stands at the top.
    cursor: usize,
    /// The review that was gone to last; another section of it may not be there.
    anchor: Option<ReviewId>,
    /// How many of its lines are scrolled out of view.
    scroll: usize,
    pages: HashMap<ReviewId, Option<Arc<Page>>>,
    /// The columns for which the pages are laid out.
    width: usize,
    ticket: u64,
    /// The reviews whose pages may be older than their files.
    outdated: HashSet<ReviewId>,
}

impl SectionsScreen {
    /// All verdicts; where there is none, the section that most reviews have. `None` without reviews.
    pub(crate) fn open(shared: &Shared) -> Option<(Self, Vec<Effect>)> {
        let keys = keys(shared);
        let key = keys.iter().find(|key| **key == SectionKey::Verdict).or(keys.first())?.clone();
        let mut screen = Self {
            key,
            keys,
            reviews: Vec::new(),
            listed: (0, 0),
            is_blind: shared.library.is_blind(),
            cursor: 0,
            anchor: shared.list.selected(),
            scroll: 0,
            pages: HashMap::new(),
            width: 0,
            ticket: 0,
            outdated: HashSet::new(),
        };
        screen.list(shared);
        let effects = screen.load(shared);
        Some((screen, effects))
    }

    /// Lists the reviews that have the section, and chooses the one at the anchor or below it.
    fn list(&mut self, shared: &Shared) {
        let has = |id: &ReviewId| {
            let entry = shared.library.get(*id);
            entry.is_some_and(|entry| entry.sections().any(|(key, _)| key == self.key.as_str()))
        };
        let shown = shared.list.shown();
        let anchor = shown.iter().position(|id| Some(*id) == self.anchor);
        // Where the review is gone, the one that took its place is chosen.
        let cursor = anchor
            .map_or(self.cursor, |anchor| shown.iter().take(anchor).filter(|id| has(id)).count());
        self.reviews = shown.iter().copied().filter(has).collect();
        self.cursor = cursor.min(self.reviews.len().saturating_sub(1));
        self.listed = state_of(shared);
    }

    /// Shows the sections of another key.
    fn choose(&mut self, key: SectionKey, shared: &Shared) {
        self.key = key;
        self.scroll = 0;
        self.pages.clear();
        self.list(shared);
    }

    /// Asks for the pages around the chosen one that are not there yet.
    fn load(&mut self, shared: &Shared) -> Vec<Effect> {
        let Some(area) = area(shared) else { return Vec::new() };
        // Covers stay: who wants to see beneath goes to the review.
        let options = Options { uncovered: false, reveal_key: String::new(), ..shared.options() };
        let is_blind = shared.library.is_blind();
        let had_covers = std::mem::replace(&mut self.is_blind, is_blind);
        if std::mem::replace(&mut self.width, options.width) != options.width
            || is_blind != had_covers
        {
            self.pages.clear();
        }
        let rows = usize::from(area.height) / MIN_LINES + 1;
        let first = self.cursor.saturating_sub(rows);
        let near = self.reviews.iter().skip(first).take(self.cursor - first + 2 * rows);
        let near: Vec<ReviewId> = near.copied().collect();
        if self.pages.len() > MAX_PAGES {
            let wanted: HashSet<ReviewId> = near.iter().copied().collect();
            self.pages.retain(|id, _| wanted.contains(id));
        }
        let is_missing =
            |id: &&ReviewId| !self.pages.contains_key(id) || self.outdated.contains(id);
        let missing = near.iter().filter(is_missing);
        let wanted = missing.filter_map(|&id| shared.library.get(id).map(WantedReview::of));
        let wanted: Vec<WantedReview> = wanted.collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        self.ticket += 1;
        let (ticket, key) = (self.ticket, self.key.clone());
        vec![Effect::Run(Job::LoadSections { ticket, key, wanted, options })]
    }

    fn page(&self, index: usize) -> Option<&Page> {
        self.pages.get(self.reviews.get(index)?)?.as_deref()
    }

    /// The lines of a review with the blank one below it.
    fn height(&self, index: usize) -> usize {
        self.page(index).map_or(MIN_LINES, |page| page.head.len() + page.body.len() + 1)
    }

    fn step(&mut self, down: bool, rows: usize) {
        let hidden = self.height(self.cursor).saturating_sub(rows);
        if down && self.scroll < hidden {
            self.scroll += 1;
        } else if down && self.cursor + 1 < self.reviews.len() {
            (self.cursor, self.scroll) = (self.cursor + 1, 0);
        } else if !down && self.scroll > 0 {
            self.scroll -= 1;
        } else if !down && self.cursor > 0 {
            self.cursor -= 1;
            self.scroll = self.height(self.cursor).saturating_sub(rows);
        }
    }

    /// Goes to another review, from its beginning.
    fn go_to(&mut self, index: usize) {
        self.cursor = index.min(self.reviews.len().saturating_sub(1));
        self.scroll = 0;
    }

    /// Moves by a page: to the first review that is not in view whole, or so that the one above is.
    fn turn(&mut self, down: bool, rows: usize) {
        let step = rows.saturating_sub(OVERLAP_LINES).max(1);
        let hidden = self.height(self.cursor).saturating_sub(rows);
        if down && self.scroll < hidden {
            self.scroll = (self.scroll + step).min(hidden);
            return;
        }
        if !down && self.scroll > 0 {
            self.scroll = self.scroll.saturating_sub(step);
            return;
        }
        let mut index = self.cursor;
        let mut used = if down { self.height(index) } else { 0 };
        loop {
            let next = if down { Some(index + 1) } else { index.checked_sub(1) };
            let Some(next) = next.filter(|next| *next < self.reviews.len()) else { break };
            index = next;
            used += self.height(index);
            if used > rows {
                break;
            }
        }
        self.go_to(index);
    }

    fn next_key(&mut self, shared: &Shared, forward: bool) {
        let count = self.keys.len();
        let at = self.keys.iter().position(|key| *key == self.key).unwrap_or(0);
        let next = (at + if forward { 1 } else { count.saturating_sub(1) }) % count.max(1);
        if let Some(key) = self.keys.get(next) {
            self.choose(key.clone(), shared);
        }
    }

    /// Opens the chosen review at this section.
    fn enter(&self, shared: &mut Shared) -> Outcome {
        let Some(&id) = self.reviews.get(self.cursor) else { return Outcome::default() };
        let arriving = Arriving { start: Start::Section(self.key.clone()), wanted: None };
        let effects = shared.go_to_review(id, arriving, Shape::Review);
        Outcome { effects, next: Next::Open(Box::new(ReviewScreen::default())) }
    }

    /// Goes back to the list, at the review that is chosen.
    fn leave(&self, shared: &mut Shared) -> Outcome {
        if let Some(&id) = self.reviews.get(self.cursor) {
            shared.list.select(id);
        }
        Outcome { effects: shared.show_selected(), next: Next::Close }
    }
}

impl Screen for SectionsScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Sections
    }

    fn shape(&self) -> Shape {
        Shape::Whole
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        let rows = area(shared).map_or(1, |area| usize::from(area.height));
        let mut effects = Vec::new();
        match action {
            Action::MoveDown => self.step(true, rows),
            Action::MoveUp => self.step(false, rows),
            Action::NextReview => self.go_to(self.cursor + 1),
            Action::PreviousReview => self.go_to(self.cursor.saturating_sub(1)),
            Action::PageDown | Action::HalfDown => self.turn(true, rows),
            Action::PageUp | Action::HalfUp => self.turn(false, rows),
            Action::First => self.go_to(0),
            Action::Last => self.go_to(usize::MAX),
            Action::NextSection => self.next_key(shared, true),
            Action::PreviousSection => self.next_key(shared, false),
            Action::Open => return self.enter(shared),
            Action::Back | Action::Out | Action::Leave | Action::OneSection => {
                return self.leave(shared);
            }
            Action::Wider => effects = shared.widen(),
            Action::Narrower => effects = shared.narrow(),
            _ => {}
        }
        if !matches!(action, Action::NextSection | Action::PreviousSection) {
            self.anchor = self.reviews.get(self.cursor).copied();
        }
        effects.extend(self.load(shared));
        effects.into()
    }

    fn answered(&mut self, shared: &mut Shared, answer: &Answer) -> Outcome {
        match answer {
            Answer::LoadedSections { ticket, pages } if *ticket == self.ticket => {
                self.outdated.retain(|id| !pages.iter().any(|(read, _)| read == id));
                self.pages.extend(pages.iter().cloned());
            }
            // A file may have changed: what is in view is read again, and stays until that is done.
            Answer::Reread { .. } => self.outdated.extend(self.pages.keys()),
            _ => return Outcome::default(),
        }
        self.load(shared).into()
    }

    /// While a walk goes on reviews are added all the time.
    fn refresh(&mut self, shared: &Shared) -> Vec<Effect> {
        if self.listed == state_of(shared) || shared.walk.running {
            return Vec::new();
        }
        // A rating may have been uncovered.
        self.outdated.extend(self.pages.keys());
        let chosen = self.reviews.get(self.cursor).copied();
        self.keys = keys(shared);
        self.list(shared);
        if self.reviews.get(self.cursor).copied() != chosen {
            self.scroll = 0;
        }
        self.load(shared)
    }

    fn resized(&mut self, shared: &Shared) -> Vec<Effect> {
        self.scroll = 0;
        self.load(shared)
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        match target {
            // A click chooses; a click on what is chosen opens it.
            Target::Item(index) if index == self.cursor => self.enter(shared),
            Target::Item(index) => {
                self.go_to(index);
                self.anchor = self.reviews.get(index).copied();
                self.load(shared).into()
            }
            _ => Outcome::default(),
        }
    }

    fn wheel(&mut self, shared: &mut Shared, _target: Target, lines: isize) {
        let rows = area(shared).map_or(1, |area| usize::from(area.height));
        self.step(lines > 0, rows);
    }

    fn hints(&self, _shared: &Shared) -> &'static [Hint; 3] {
        &[(Action::Open, "read"), (Action::NextSection, "other section"), (Action::Help, "keys")]
    }

    fn place(&self, _shared: &Shared, _panes: &Panes) -> String {
        match self.reviews.len() {
            0 => String::new(),
            count => format!("{} of {}", grouped(self.cursor + 1), grouped(count)),
        }
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        let (Some(pane), Some(area)) = (panes.whole, area(shared)) else { return };
        let counts =
            format!("{} of {}", grouped(self.reviews.len()), grouped(shared.list.shown().len()));
        let counts = Line::new(vec![Run::new(counts, Role::Count)]);
        let end = painter.line_right(area.right(), pane.y, &counts);
        let section = Section { key: self.key.clone(), ..Section::default() };
        let name = section_name(&section, Audience::READER, false);
        let room = usize::from(end.saturating_sub(area.x + 1));
        let name = painter.glyphs.fit(name.as_str(), room);
        painter.line(area.x, pane.y, area.width, &Line::new(vec![Run::new(name, Role::Heading)]));
        let (mut y, mut skipped) = (area.y, self.scroll);
        for index in self.cursor..self.reviews.len() {
            if y >= area.bottom() {
                break;
            }
            y = self.draw_review(
                painter,
                shared,
                index,
                Rect { y, height: area.bottom() - y, ..area },
                skipped,
            );
            skipped = 0;
        }
    }
}

impl SectionsScreen {
    /// Draws what is in view of a review from line `skipped` on; returns the row below it.
    fn draw_review(
        &self,
        painter: &mut Painter<'_>,
        shared: &Shared,
        index: usize,
        area: Rect,
        skipped: usize,
    ) -> u16 {
        let Some(page) = self.page(index) else {
            let entry = self.reviews.get(index).and_then(|&id| shared.library.get(id));
            let title = entry.map_or_else(String::new, |entry| entry.title().to_owned());
            let title = painter.glyphs.fit(&title, usize::from(area.width));
            painter.line(
                area.x,
                area.y,
                area.width,
                &Line::new(vec![Run::new(title, Role::Title)]),
            );
            self.draw_bar(painter, index, area);
            return area.y.saturating_add(u16::try_from(MIN_LINES).unwrap_or(1));
        };
        let title = page.head.line(0).unwrap_or_default();
        let title = match self.reviews.get(index) {
            Some(&id) => shared.with_voice(title, id),
            None => title,
        };
        let head = [title].into_iter().chain(page.head.iter().skip(1));
        let lines = head.chain(page.body.iter()).chain([Line::blank()]);
        let mut y = area.y;
        for (line, row) in lines.skip(skipped).zip(area.y..area.bottom()) {
            painter.line(area.x, row, area.width, &without_links(line));
            y = row + 1;
        }
        painter.region(Rect { height: y - area.y, ..area }, Target::Item(index));
        self.draw_bar(painter, index, area);
        y
    }

    fn draw_bar(&self, painter: &mut Painter<'_>, index: usize, area: Rect) {
        if index == self.cursor {
            let x = area.x.saturating_sub(2);
            painter.run(x, area.y, 1, &Run::new("▌", Role::Accent));
            painter.point_at(area.x, area.y);
        }
    }
}

/// The links of several pages have no list to choose them from.
fn without_links(mut line: Line) -> Line {
    line.runs.iter_mut().for_each(|run| run.link = None);
    line
}

/// Where the sections stand, below the heading.
fn area(shared: &Shared) -> Option<Rect> {
    let panes = shared.panes()?;
    let (pane, text) = (panes.whole?, panes.text);
    let blank = u16::from(panes.rows >= MIN_ROWS_FOR_BLANK);
    let y = pane.y + 1 + blank;
    Some(Rect { y, height: pane.bottom().saturating_sub(y), ..text })
}

/// What changes when the list gets other reviews.
fn state_of(shared: &Shared) -> (u64, usize) {
    (shared.library.revision(), shared.list.shown().len())
}

/// The keys of all sections in the list: the usual ones in the order of a review, then the others,
/// those first that most reviews have.
fn keys(shared: &Shared) -> Vec<SectionKey> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let entries = shared.list.shown().iter().filter_map(|&id| shared.library.get(id));
    for (key, _) in entries.flat_map(EntryRef::sections) {
        *counts.entry(key).or_default() += 1;
    }
    let usual = SectionKey::NAMED.into_iter().filter(|key| counts.contains_key(key.as_str()));
    let usual: Vec<SectionKey> = usual.collect();
    let mut others: Vec<(&str, usize)> = counts
        .into_iter()
        .filter(|(key, _)| !SectionKey::NAMED.iter().any(|it| it.as_str() == *key))
        .collect();
    others.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
    usual.into_iter().chain(others.into_iter().map(|(key, _)| SectionKey::from(key))).collect()
}
