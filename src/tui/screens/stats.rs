//! Statistics of the library: tables of which every row is a query, and beside them, where the list
//! is filtered, those of what passes.

mod layout;

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Hint, Next, Outcome, Screen};
use crate::jobs::{Answer, Job, LibrarySnapshot};
use crate::model::ReviewId;
use crate::page::stats::{TableItem, row_in_words, summary};
use crate::page::{Line, Role, Run};
use crate::stats::{Counted, Statistics, TableName};
use crate::text::phrase::{grouped, plural};
use crate::text::visible_head;
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::status::THREE_KEYS_COLUMNS;
use layout::{Layout, Placed};

/// What is counted, and the row that is chosen.
#[derive(Debug, Default)]
pub(crate) struct StatisticsScreen {
    statistics: Option<Arc<Statistics>>,
    /// The state of the library that was counted last or is being counted.
    counted: Option<Counting>,
    /// Whether an answer is awaited.
    is_running: bool,
    ticket: u64,
    /// The chosen row, an index into those of all tables.
    cursor: usize,
    /// The first row in view.
    top: usize,
    /// The tables of which all rows are shown.
    opened: Vec<TableName>,
}

/// What is counted.
#[derive(Debug, PartialEq, Eq)]
struct Counting {
    revision: u64,
    /// Whether ratings were covered.
    is_blind: bool,
    /// The reviews that pass the filter, if not all do.
    filtered: Option<Arc<[ReviewId]>>,
}

impl StatisticsScreen {
    /// Counts the reviews if they are others than those that were counted last. While a walk goes on
    /// they change all the time.
    fn count(&mut self, shared: &Shared) -> Vec<Effect> {
        let shown = shared.list.shown();
        let is_filtered = shown.len() < shared.library.len();
        let revision = shared.library.revision();
        let is_blind = shared.library.is_blind();
        if self.counted.as_ref().is_some_and(|counted| counted.is_blind != is_blind) {
            self.ticket += 1;
            let Self { ticket, cursor, top, .. } = *self;
            *self = Self { ticket, cursor, top, ..Self::default() };
        }
        let is_current = self.counted.as_ref().is_some_and(|counted| {
            let filtered = is_filtered.then_some(shown);
            counted.revision == revision && counted.filtered.as_deref() == filtered
        });
        if is_current || self.is_running || shared.walk.running {
            return Vec::new();
        }
        let filtered: Option<Arc<[ReviewId]>> = is_filtered.then(|| shown.into());
        self.counted = Some(Counting { revision, is_blind, filtered: filtered.clone() });
        self.is_running = true;
        self.ticket += 1;
        let library = LibrarySnapshot(Arc::clone(&shared.library));
        vec![Effect::Run(Job::Count { ticket: self.ticket, library, filtered })]
    }

    fn layout(&self, shared: &Shared) -> Option<Layout> {
        let statistics = self.statistics.as_ref()?;
        Some(Layout::new(statistics, &self.opened, &shared.panes()?, shared.appearance.glyphs))
    }

    /// The chosen row of a table; `None` for the line that stands for the others.
    fn chosen(&self, layout: &Layout) -> Option<&Counted> {
        let placed = layout.items.get(self.cursor)?;
        let TableItem::Row(index) = placed.item else { return None };
        let table = self.statistics.as_ref()?.table(placed.table)?;
        table.rows.get(index)
    }

    fn go_to(&mut self, index: usize, layout: &Layout) {
        self.cursor = index.min(layout.items.len().saturating_sub(1));
        self.top = layout.following(self.cursor, self.top);
    }

    fn step(&mut self, by: isize, layout: &Layout) {
        self.go_to(self.cursor.saturating_add_signed(by), layout);
    }

    /// Goes to the first row of the next table, or the previous one, round and round.
    fn next_table(&mut self, forward: bool, layout: &Layout) {
        let table = |placed: &Placed| Some(placed.table);
        let now = layout.items.get(self.cursor).and_then(table);
        let mut tables: Vec<TableName> = layout.items.iter().filter_map(table).collect();
        tables.dedup();
        let at = tables.iter().position(|name| Some(*name) == now).unwrap_or(0);
        let step = if forward { 1 } else { tables.len().saturating_sub(1) };
        let next = tables.get((at + step) % tables.len().max(1)).copied();
        let first = layout.items.iter().position(|placed| table(placed) == next);
        self.go_to(first.unwrap_or(0), layout);
    }

    /// Lists the reviews of the chosen row; opens the rest of a table.
    fn open(&mut self, shared: &mut Shared, layout: &Layout) -> Outcome {
        let Some(placed) = layout.items.get(self.cursor) else { return Outcome::default() };
        let Some(row) = self.chosen(layout) else {
            self.opened.push(placed.table);
            return Outcome::default();
        };
        let mut effects = shared.close_text_search();
        effects.extend(shared.narrow_filter(&row.bucket.query()));
        if let Some(review) = row.outlier() {
            shared.list.select(review);
            effects.extend(shared.show_selected());
        }
        Outcome { effects, next: Next::CloseAll }
    }
}

impl Screen for StatisticsScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Statistics
    }

    fn shape(&self) -> Shape {
        Shape::Whole
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        if matches!(action, Action::Back | Action::Out | Action::Leave | Action::Statistics) {
            return Next::Close.into();
        }
        match action {
            Action::Search => shared.ask_for_filter(),
            Action::Rescan => return shared.rescan().into(),
            _ => {}
        }
        let Some(layout) = self.layout(shared) else { return Outcome::default() };
        let page = isize::try_from(layout.height).unwrap_or(1).max(1);
        match action {
            Action::MoveDown => self.step(1, &layout),
            Action::MoveUp => self.step(-1, &layout),
            Action::PageDown => self.step(page, &layout),
            Action::PageUp => self.step(-page, &layout),
            Action::HalfDown => self.step((page / 2).max(1), &layout),
            Action::HalfUp => self.step(-(page / 2).max(1), &layout),
            Action::First => self.go_to(0, &layout),
            Action::Last => self.go_to(usize::MAX, &layout),
            Action::NextSection => self.next_table(true, &layout),
            Action::PreviousSection => self.next_table(false, &layout),
            Action::Open => return self.open(shared, &layout),
            _ => {}
        }
        Outcome::default()
    }

    fn answered(&mut self, shared: &mut Shared, answer: &Answer) -> Outcome {
        if let Answer::Counted { ticket, statistics } = answer
            && *ticket == self.ticket
        {
            self.is_running = false;
            self.statistics = Some(Arc::clone(statistics));
            if let Some(layout) = self.layout(shared) {
                self.cursor = self.cursor.min(layout.items.len().saturating_sub(1));
                self.top = self.top.min(layout.last_top());
            }
        }
        Outcome::default()
    }

    fn refresh(&mut self, shared: &Shared) -> Vec<Effect> {
        self.count(shared)
    }

    fn resized(&mut self, shared: &Shared) -> Vec<Effect> {
        if let Some(layout) = self.layout(shared) {
            self.go_to(self.cursor, &layout);
        }
        Vec::new()
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        let (Some(layout), Target::Item(index)) = (self.layout(shared), target) else {
            return Outcome::default();
        };
        // A click chooses; a click on what is chosen opens it.
        if index == self.cursor {
            return self.open(shared, &layout);
        }
        self.go_to(index, &layout);
        Outcome::default()
    }

    fn wheel(&mut self, shared: &mut Shared, _target: Target, lines: isize) {
        if let Some(layout) = self.layout(shared) {
            self.top = self.top.saturating_add_signed(lines).min(layout.last_top());
        }
    }

    fn hints(&self, shared: &Shared) -> &'static [Hint; 3] {
        const OPEN: Hint = (Action::Open, "shows them");
        const NEXT: Hint = (Action::NextSection, "next table");
        const HELP: Hint = (Action::Help, "keys");
        match shared.size.0 {
            _ if shared.library.is_empty() => {
                &[(Action::Rescan, "read again"), (Action::Back, "back"), HELP]
            }
            // Where there is room for two, the first of them is left out.
            ..THREE_KEYS_COLUMNS => &[NEXT, OPEN, HELP],
            _ => &[OPEN, NEXT, HELP],
        }
    }

    fn place(&self, shared: &Shared, _panes: &Panes) -> String {
        let Some(layout) = self.layout(shared) else { return String::new() };
        let (place, count) = (self.cursor + 1, layout.items.len());
        match self.chosen(&layout) {
            _ if count == 0 => String::new(),
            Some(row) => {
                let is_filtered = self.statistics.as_ref().is_some_and(|it| it.is_filtered);
                let meaning = row_in_words(row, is_filtered, shared.appearance.glyphs);
                let titles = titles(shared, row);
                format!("{} of {}   {meaning}{titles}", grouped(place), grouped(count))
            }
            None => format!("{} of {}", grouped(place), grouped(count)),
        }
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        let Some(pane) = panes.whole else { return };
        draw_heading(painter, shared, self.statistics.as_deref(), pane);
        match self.layout(shared) {
            Some(layout) if layout.items.is_empty() => {
                let again = shared.with_key(Action::Rescan, "reads the folder again");
                draw_words(painter, pane, &format!("no reviews to count: {again}"));
            }
            Some(layout) => self.draw_tables(painter, &layout),
            None => {
                let found = plural(shared.library.len(), "review");
                draw_words(painter, pane, &format!("counting: {found} so far"));
            }
        }
    }
}

impl StatisticsScreen {
    fn draw_tables(&self, painter: &mut Painter<'_>, layout: &Layout) {
        for placed in &layout.lines {
            let Some(y) = layout.y_of(placed.row, self.top) else { continue };
            let area = Rect { x: placed.x, y, width: placed.width, height: 1 };
            let is_chosen = placed.item == Some(self.cursor);
            let line =
                if is_chosen { with_bar_in_accent(&placed.line) } else { placed.line.clone() };
            painter.line(area.x, y, area.width, &line);
            if let Some(index) = placed.item {
                painter.region(area, Target::Item(index));
            }
            if is_chosen {
                painter.run(area.x, y, 1, &Run::new("▌", Role::Accent));
                painter.point_at(area.x, y);
            }
        }
    }
}

/// The titles of some reviews of a row.
fn titles(shared: &Shared, row: &Counted) -> String {
    let tally = &row.tally.filtered;
    let entries = tally.newest().filter_map(|id| shared.library.get(id));
    let columns = usize::from(shared.size.0);
    let titles = entries.map(|entry| visible_head(entry.title(), columns));
    let titles: Vec<&str> = titles.collect();
    let more = if tally.reviews > titles.len() { " · …" } else { "" };
    match titles.is_empty() || row.outlier().is_some() {
        true => String::new(),
        false => format!(": {}{more}", titles.join(" · ")),
    }
}

fn with_bar_in_accent(line: &Line) -> Line {
    let mut line = line.clone();
    line.runs
        .iter_mut()
        .filter(|run| run.role == Role::Rule)
        .for_each(|run| run.role = Role::Accent);
    line
}

/// What the screen shows and by which query the list is filtered at the left, how much was counted at
/// the right.
fn draw_heading(
    painter: &mut Painter<'_>,
    shared: &Shared,
    statistics: Option<&Statistics>,
    pane: Rect,
) {
    /// The least blank columns between both.
    const GAP_COLUMNS: u16 = 2;
    let margin = layout::margin(pane.width);
    let (x, end) = (pane.x + margin, pane.right().saturating_sub(margin));
    let mut at = painter.run(x, pane.y, end - x, &Run::new("statistics", Role::Heading));
    let is_filtered = statistics.is_some_and(|statistics| statistics.is_filtered);
    if is_filtered && at + GAP_COLUMNS < end {
        let query = shared.query_name().unwrap_or_else(|| shared.list.query.clone());
        let room = usize::from((end - at - GAP_COLUMNS) / 2);
        let query = painter.glyphs.fit(&format!("/{query}"), room);
        at = painter.run(at + GAP_COLUMNS, pane.y, end - at, &Run::new(query, Role::Fact));
    }
    let room = usize::from(end.saturating_sub(at + GAP_COLUMNS));
    if let Some(statistics) = statistics {
        painter.line_right(end, pane.y, &summary(statistics, room, painter.glyphs));
    }
}

/// Words in place of the tables.
fn draw_words(painter: &mut Painter<'_>, pane: Rect, words: &str) {
    let margin = layout::margin(pane.width);
    let room = pane.width.saturating_sub(2 * margin);
    let words = painter.glyphs.fit(words, usize::from(room));
    painter.run(pane.x + margin, pane.y + 2, room, &Run::new(words, Role::Dim));
}
