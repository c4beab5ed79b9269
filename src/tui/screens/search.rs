//! A search through the texts of all reviews in the list: what is typed, the passages that are found,
//! and where there is room what stands around the chosen one.

use ratatui::layout::Rect;

use super::review::ReviewScreen;
use super::{Hint, Next, Outcome, Screen};
use crate::jobs::{Answer, ListedPassage};
use crate::model::ReviewId;
use crate::page::{self, Line, Paragraph, Role, Run};
use crate::text::phrase::{grouped, plural};
use crate::tui::action::Action;
use crate::tui::key::Key;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::find::{NOT_SEARCHED, NOT_SEARCHED_SHORT};
use crate::tui::shared::fulltext::{ResultRow, TextSearch};
use crate::tui::shared::prompt;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::review::mark;
use crate::tui::widgets::status::TypingKey;

/// The least rows of a screen with what stands around the chosen passage.
const MIN_ROWS_FOR_CONTEXT: u16 = 30;
/// The least rows with a blank row below the head and between two reviews.
const MIN_ROWS_FOR_BLANKS: u16 = 10;
/// Blank columns at both ends of the head.
const MARGIN_COLUMNS: u16 = 1;
/// The least blank columns between what is typed and what was found.
const GAP_COLUMNS: u16 = 2;
/// Blank columns before the context.
const CONTEXT_MARGIN_COLUMNS: u16 = 4;
/// Passages by which page up and page down move.
const PAGE_PASSAGES: isize = 10;

/// The results have the keys, and letters are typed.
#[derive(Debug, Default)]
pub(crate) struct SearchScreen {
    /// Whether the first passage is opened as soon as there is one, because Enter was pressed before.
    opens_first: bool,
}

impl Screen for SearchScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Search
    }

    fn shape(&self) -> Shape {
        Shape::Whole
    }

    fn typing_keys(&self) -> &'static [TypingKey] {
        &[(Key::Enter, "go there"), (Key::Down, "↑ choose"), (Key::Esc, "back")]
    }

    fn typed(&mut self, shared: &mut Shared, key: Key) -> Outcome {
        self.opens_first = false;
        match key {
            Key::Enter => self.open(shared),
            Key::Esc => close(shared),
            Key::Up | Key::Ctrl('p') => step(shared, -1).into(),
            Key::Down | Key::Ctrl('n') => step(shared, 1).into(),
            Key::PageUp => step(shared, -PAGE_PASSAGES).into(),
            Key::PageDown => step(shared, PAGE_PASSAGES).into(),
            _ => {
                let search = shared.text_search.as_mut();
                match search.and_then(|search| prompt::edit(&mut search.input, key)) {
                    Some(true) => shared.text_typed().into(),
                    _ => Outcome::default(),
                }
            }
        }
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Vec<Effect> {
        self.opens_first = false;
        if let Some(search) = &mut shared.text_search {
            prompt::paste(&mut search.input, text);
        }
        shared.text_typed()
    }

    /// Only clicks ask for actions here, since keys are typed.
    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        match action {
            Action::Leave | Action::Back => close(shared),
            _ => Outcome::default(),
        }
    }

    fn answered(&mut self, shared: &mut Shared, answer: &Answer) -> Outcome {
        let Answer::Searched { ticket, .. } = answer else { return Outcome::default() };
        if !shared.awaits_results(*ticket) {
            return Outcome::default();
        }
        let mut effects = shared.take_results(answer);
        let search = shared.text_search.as_ref();
        let (found, is_running) =
            search.map_or((0, false), |search| (search.listed_passages(), search.is_running));
        if self.opens_first && (found > 0 || !is_running) {
            self.opens_first = false;
            let Outcome { effects: more, next } = self.open(shared);
            effects.extend(more);
            return Outcome { effects, next };
        }
        if shared.shape == Shape::Whole {
            effects.extend(chosen(shared));
        }
        effects.into()
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        let Target::Item(index) = target else { return Outcome::default() };
        let Some(search) = &mut shared.text_search else { return Outcome::default() };
        // A click chooses; a click on what is chosen opens it.
        if search.cursor == index {
            return self.open(shared);
        }
        search.cursor = index;
        chosen(shared).into()
    }

    fn wheel(&mut self, shared: &mut Shared, _target: Target, lines: isize) {
        let Some(rows) = shared.panes().and_then(|panes| parts(&panes)).map(|parts| parts.rows)
        else {
            return;
        };
        let has_blanks = has_blanks(shared);
        if let Some(search) = &mut shared.text_search {
            let last = search.rows(has_blanks).len().saturating_sub(usize::from(rows.height));
            search.top = search.top.saturating_add_signed(lines).min(last);
        }
    }

    fn hints(&self, _shared: &Shared) -> &'static [Hint; 3] {
        &[(Action::Open, "go there"), (Action::MoveDown, "choose"), (Action::Leave, "back")]
    }

    fn place(&self, shared: &Shared, _panes: &Panes) -> String {
        match &shared.text_search {
            Some(search) if search.listed_passages() > 0 => {
                let (place, count) = (search.cursor + 1, search.counts().0);
                format!("{} of {}", grouped(place), grouped(count))
            }
            _ => String::new(),
        }
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        let (Some(search), Some(parts)) = (&shared.text_search, parts(panes)) else { return };
        draw_head(painter, shared, search, parts.head);
        draw_results(painter, shared, search, parts.rows);
        if let Some(context) = parts.context {
            draw_context(painter, shared, search, context);
        }
    }
}

impl SearchScreen {
    /// Opens the review at the chosen passage; where none is found yet, as soon as one is.
    fn open(&mut self, shared: &mut Shared) -> Outcome {
        let Some(search) = &shared.text_search else { return Outcome::default() };
        if search.is_outdated() {
            self.opens_first = true;
            return Outcome::default();
        }
        if search.chosen().is_none() {
            return Outcome::default();
        }
        let effects = shared.go_to_passage(Shape::Review);
        Outcome { effects, next: Next::Open(Box::new(ReviewScreen::default())) }
    }
}

fn close(shared: &mut Shared) -> Outcome {
    Outcome { effects: shared.close_text_search(), next: Next::Close }
}

fn step(shared: &mut Shared, by: isize) -> Vec<Effect> {
    if let Some(search) = &mut shared.text_search {
        let last = search.listed_passages().saturating_sub(1);
        search.cursor = search.cursor.saturating_add_signed(by).min(last);
    }
    chosen(shared)
}

/// Shows the passage that is chosen now.
fn chosen(shared: &mut Shared) -> Vec<Effect> {
    let Some(parts) = shared.panes().and_then(|panes| parts(&panes)) else { return Vec::new() };
    let has_blanks = has_blanks(shared);
    if let Some(search) = &mut shared.text_search {
        search.follow(usize::from(parts.rows.height), has_blanks);
    }
    match parts.context {
        Some(_) => shared.go_to_passage(Shape::Whole),
        None => Vec::new(),
    }
}

fn has_blanks(shared: &Shared) -> bool {
    shared.size.1 >= MIN_ROWS_FOR_BLANKS
}

/// The parts of the screen.
struct Parts {
    head: Rect,
    /// The results.
    rows: Rect,
    /// What stands around the chosen passage, below a line.
    context: Option<Rect>,
}

fn parts(panes: &Panes) -> Option<Parts> {
    let pane = panes.whole?;
    let head = Rect { height: 1, ..pane };
    let blank = u16::from(panes.rows >= MIN_ROWS_FOR_BLANKS);
    let y = head.bottom() + blank;
    let below = Rect { y, height: pane.bottom().saturating_sub(y), ..pane };
    if panes.rows < MIN_ROWS_FOR_CONTEXT {
        return Some(Parts { head, rows: below, context: None });
    }
    let line = panes.rows * 3 / 8;
    // A blank row stands above the line.
    let rows = Rect { height: line.saturating_sub(below.y + 1), ..below };
    let context = Rect { y: line, height: pane.bottom().saturating_sub(line), ..pane };
    Some(Parts { head, rows, context: Some(context) })
}

/// What is typed at the left, and what was found at the right.
fn draw_head(painter: &mut Painter<'_>, shared: &Shared, search: &TextSearch, row: Rect) {
    let (left, end) = (row.x + MARGIN_COLUMNS, row.right().saturating_sub(MARGIN_COLUMNS));
    let key = shared.key_for(Action::FullText).map_or("f".to_owned(), |key| key.to_string());
    let x = painter.run(left, row.y, row.width, &Run::new(key, Role::Accent)) + 1;
    let typed = search.input.value();
    let typed_columns = painter.cells(typed).saturating_add(1);
    let room = end.saturating_sub(x.saturating_add(typed_columns).saturating_add(GAP_COLUMNS));
    let found = found_in_words(shared, search).into_iter();
    let found = found.map(|words| Line::new(vec![Run::new(words, Role::Dim)]));
    let fitting = found.into_iter().find(|line| line.width(painter.glyphs) <= usize::from(room));
    let text_end = match &fitting {
        Some(line) => painter.line_right(end, row.y, line).saturating_sub(GAP_COLUMNS),
        None => end,
    };
    let columns = text_end.saturating_sub(x).max(1);
    let before = prompt::before_cursor(&search.input);
    let hidden = painter.glyphs.start_of_end(before, usize::from(columns - 1));
    let text = typed.get(hidden..).unwrap_or_default();
    painter.line(x, row.y, columns, &Line::new(vec![Run::new(text, Role::Body)]));
    let caret = painter.cells(before.get(hidden..).unwrap_or_default()).min(columns - 1);
    painter.caret_at(x + caret, row.y);
}

/// What was found, in ever fewer words. What is covered is not searched, which is said whether or not
/// it would have been found.
fn found_in_words(shared: &Shared, search: &TextSearch) -> Vec<String> {
    let (passages, reviews, all) = search.counts();
    let dots = if search.is_running { "…" } else { "" };
    let covers = |words: &str| match search.has_covers {
        true => format!(" · {words}"),
        false => String::new(),
    };
    if !search.is_asked() {
        let all = format!("{}{dots}", plural(all, "review"));
        return vec![format!("{all}{}", covers(NOT_SEARCHED)), all];
    }
    let [passages_in_words, passages, reviews, all] =
        [plural(passages, "passage"), grouped(passages), grouped(reviews), grouped(all)];
    let narrowed = match shared.list.filter.is_empty() {
        true => String::new(),
        false => {
            format!(" · /{}", shared.query_name().unwrap_or_else(|| shared.list.query.clone()))
        }
    };
    let whole = format!("{passages_in_words} in {reviews} of {all}{dots}");
    vec![
        format!("{whole}{narrowed}{}", covers(NOT_SEARCHED)),
        format!("{whole}{}", covers(NOT_SEARCHED)),
        format!("{passages} in {reviews} of {all}{dots}{}", covers(NOT_SEARCHED_SHORT)),
        format!("{passages} in {reviews}{dots}"),
    ]
}

fn draw_results(painter: &mut Painter<'_>, shared: &Shared, search: &TextSearch, area: Rect) {
    let rows = search.rows(has_blanks(shared));
    if rows.is_empty() {
        return draw_nothing(painter, search, area);
    }
    let (columns, glyphs) = (usize::from(area.width), painter.glyphs);
    for (row, y) in rows.iter().skip(search.top).zip(area.y..area.bottom()) {
        let line = match *row {
            ResultRow::Blank => Line::blank(),
            ResultRow::Review(id) => {
                let row = |entry| page::search::review(entry, columns, glyphs);
                let row = shared.library.get(id).map_or_else(Line::blank, row);
                shared.with_voice(row, id)
            }
            ResultRow::Passage(index, listed) => {
                painter.region(Rect { y, height: 1, ..area }, Target::Item(index));
                page::search::passage(&listed.passage, &listed.section, columns, glyphs)
            }
            ResultRow::MorePassages(count) => page::search::more(count, "passages", 2),
            ResultRow::MoreReviews(count) => page::search::more(count, "reviews", 1),
        };
        painter.line(area.x, y, area.width, &line);
        if matches!(row, ResultRow::Passage(index, _) if *index == search.cursor) {
            painter.run(area.x, y, 1, &Run::new("▌", Role::Accent));
        }
    }
}

/// How to search, before anything is typed; that nothing was found.
fn draw_nothing(painter: &mut Painter<'_>, search: &TextSearch, area: Rect) {
    let words: &[&str] = match search.is_asked() {
        true if search.is_running => &[],
        true => &["nothing found"],
        false => &[
            "words by their beginnings: fire finds fires",
            "phrases in quotation marks: \"a long take\"",
        ],
    };
    for (words, y) in words.iter().zip(area.y..area.bottom()) {
        let line = Line::new(vec![Run::new(*words, Role::Dim)]);
        painter.line(area.x + 2, y, area.width.saturating_sub(2), &line);
    }
}

/// The text around the chosen passage, below a line.
fn draw_context(painter: &mut Painter<'_>, shared: &Shared, search: &TextSearch, area: Rect) {
    let Some((id, listed)) = search.chosen() else { return };
    let Some(shown) = shared.reader.shown.as_ref().filter(|shown| shown.id == id) else { return };
    let width = area.width.saturating_sub(2 * 2);
    painter.run(area.x + 2, area.y, width, &Run::new("─".repeat(width.into()), Role::Rule));
    let x = area.x + CONTEXT_MARGIN_COLUMNS;
    let columns = shared.panes().map_or(0, |panes| panes.text.width);
    let room = area.right().saturating_sub(x);
    draw_context_head(painter, shared, (id, listed), Rect::new(x, area.y + 2, room, 1));
    let page = &*shown.page;
    let text =
        Rect { x, y: area.y + 4, width: columns.min(room), height: area.height.saturating_sub(4) };
    let of_section = page.paragraphs_of(listed.passage.section as usize);
    let paragraph = page.paragraphs.get(of_section.start + listed.passage.paragraph as usize);
    let lines = paragraph.map_or(0..0, Paragraph::lines);
    let find = shared.reader.find.as_ref();
    let first_match = find.and_then(|find| {
        let found = find.matches.iter().map(|found| *found.lines().start());
        found.into_iter().find(|line| lines.contains(line))
    });
    let height = usize::from(text.height);
    let first = match first_match {
        Some(line) if line >= lines.start + height => line - height / 3,
        _ => lines.start,
    };
    for (index, row) in (first..page.body.len()).zip(text.rows()) {
        let Some(line) = page.body.line(index) else { continue };
        painter.line(row.x, row.y, row.width, &line);
        if let Some(find) = find {
            mark(painter, page, find, index, row);
        }
    }
}

/// The section of the passage at the left, its review and its line at the right.
fn draw_context_head(
    painter: &mut Painter<'_>,
    shared: &Shared,
    (id, listed): (ReviewId, &ListedPassage),
    row: Rect,
) {
    let Some(entry) = shared.library.get(id) else { return };
    let end = row.right().saturating_sub(MARGIN_COLUMNS);
    let heading = Run::new(listed.section.clone(), Role::Heading);
    let at = painter.line(row.x, row.y, row.width, &Line::new(vec![heading]));
    let year = entry.year().map(|year| format!("  {year}")).unwrap_or_default();
    let line = format!(" · line {}", listed.line);
    let taken =
        at.saturating_add(GAP_COLUMNS).saturating_add(painter.cells(&year) + painter.cells(&line));
    let title = painter.glyphs.fit(entry.title(), usize::from(end.saturating_sub(taken)));
    let runs =
        vec![Run::new(title, Role::Body), Run::new(year, Role::Fact), Run::new(line, Role::Dim)];
    painter.line_right(end, row.y, &Line::new(runs));
}
