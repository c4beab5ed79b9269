//! The review: header, section bar, text.

use std::ops::Range;

use ratatui::layout::Rect;

use super::facts;
use super::paint::Painter;
use crate::page::bar::{Progress, bar};
use crate::page::find::Match;
use crate::page::{Line, Page, Paragraph, Role, Run};
use crate::tui::message::Target;
use crate::tui::panes::{Focus, Panes};
use crate::tui::scroll::{self, Rows};
use crate::tui::shared::Shared;
use crate::tui::shared::find::Find;

pub(crate) fn draw(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, pane: Rect) {
    painter.region(pane, Target::Text);
    let chosen = shared.list.selected();
    let shown = shared
        .reader
        .shown
        .as_ref()
        .filter(|shown| chosen.is_none() || chosen == Some(shown.id) || shared.walk.running);
    let Some(shown) = shown else { return waiting(painter, shared, panes) };
    let page = &*shown.page;
    facts::draw(painter, shared, panes, page);
    let rows = Rows::new(page, panes);
    draw_pinned(painter, panes, scroll::pinned(page, shared.reader.scroll));
    let below = Rect { y: panes.text.y + 1, height: panes.text.height - 1, ..panes.text };
    let below = draw_header(painter, shared, page, &rows, below);
    if rows.bar > 0 {
        draw_bar(painter, shared, panes, &rows, below);
    }
    let (in_view, text) = body(shared, panes, &rows);
    if panes.focus == Focus::Review {
        // The title, where no line of the text is in view.
        let is_seen = !in_view.is_empty() && text.height > 0;
        painter.point_at(text.x, if is_seen { text.y } else { panes.text.y });
    }
    draw_text(painter, shared, page, in_view, text);
}

/// The lines of the text that are in view, and where they are drawn.
fn body(shared: &Shared, panes: &Panes, rows: &Rows) -> (Range<usize>, Rect) {
    let scroll = shared.reader.scroll;
    let above = rows.pinned + rows.header_in_view(scroll).len() + rows.above_text();
    let above = u16::try_from(above).unwrap_or(u16::MAX).min(panes.text.height);
    let (y, height) = (panes.text.y + above, panes.text.height - above);
    (rows.body_in_view(scroll), Rect { y, height, ..panes.text })
}

/// Gives a role to a match, as far as it is in view.
pub(crate) fn mark_match(
    painter: &mut Painter<'_>,
    shared: &Shared,
    panes: &Panes,
    found: &Match,
    role: Role,
) {
    let Some(shown) = &shared.reader.shown else { return };
    let (in_view, area) = body(shared, panes, &Rows::new(&shown.page, panes));
    for (index, row) in in_view.zip(area.rows()) {
        if found.lines().contains(&index) {
            mark_part(painter, &shown.page, found, index, row, role);
        }
    }
}

/// Gives a role to the part of a match that is on one line, drawn in `area`.
fn mark_part(
    painter: &mut Painter<'_>,
    page: &Page,
    found: &Match,
    line: usize,
    area: Rect,
    role: Role,
) {
    let text = page.body.text(line..line + 1);
    let part = found.part_on(page, line);
    let (Some(before), Some(inside)) = (text.get(..part.start), text.get(part)) else { return };
    let x = area.x.saturating_add(painter.cells(before));
    let marked = Rect { x, width: painter.cells(inside), ..area };
    painter.overlay(marked.intersection(area), role);
}

/// Draws the lines of the head that are in view below its first; returns what is left below them.
fn draw_header(
    painter: &mut Painter<'_>,
    shared: &Shared,
    page: &Page,
    rows: &Rows,
    area: Rect,
) -> Rect {
    let lines = rows.header_in_view(shared.reader.scroll);
    let used = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    for (index, y) in lines.zip(area.y..area.bottom()) {
        let end = painter.line(area.x, y, area.width, &scroll::header_line(page, index));
        if page.about_row == Some(index + 1) {
            let room = Rect { x: end, width: area.right() - end, y, height: 1 };
            draw_standing(painter, shared, room);
        }
    }
    Rect { y: area.y + used, height: area.height - used, ..area }
}

fn draw_text(
    painter: &mut Painter<'_>,
    shared: &Shared,
    page: &Page,
    lines: Range<usize>,
    area: Rect,
) {
    let tinted = shared.reader.tinted.and_then(|index| page.paragraphs.get(index));
    let tinted = tinted.map_or(0..0, Paragraph::lines);
    for (index, row) in lines.zip(area.rows()) {
        let Some(line) = page.body.line(index) else { continue };
        painter.line(row.x, row.y, row.width, &line);
        if tinted.contains(&index) {
            painter.overlay(row, Role::Changed);
        }
        if let Some(find) = &shared.reader.find {
            mark(painter, page, find, index, row);
        }
    }
}

/// How the rating stands among the others, where there is room at the right of `area`.
fn draw_standing(painter: &mut Painter<'_>, shared: &Shared, area: Rect) {
    const MIN_GAP_COLUMNS: u16 = 3;
    let mut forms = shared.standings().into_iter();
    if let Some(form) = forms.find(|form| painter.cells(form) + MIN_GAP_COLUMNS <= area.width) {
        let line = Line::new(vec![Run::new(form, Role::Dim)]);
        painter.line_right(area.right(), area.y, &line);
    }
}

/// Draws the row at the top.
fn draw_pinned(painter: &mut Painter<'_>, panes: &Panes, line: Line) {
    let row = Rect { height: 1, ..panes.text };
    draw_title(painter, row, panes.focus_bar, panes.focus == Focus::Review, line);
}

/// Draws the title of a review, with the bar in column `bar` that shows whether it has the focus.
pub(crate) fn draw_title(
    painter: &mut Painter<'_>,
    row: Rect,
    bar: Option<u16>,
    has_focus: bool,
    mut line: Line,
) {
    for run in line.runs.iter_mut().filter(|run| run.role == Role::Title && !has_focus) {
        // These are an author's words, which a role of our own signs would alter.
        run.role = Role::Body;
    }
    painter.line(row.x, row.y, row.width, &line);
    if !has_focus && let Some(name) = line.runs.first() {
        let width = painter.cells(name.text.as_str()).min(row.width);
        painter.overlay(Rect { width, ..row }, Role::Unfocused);
    }
    let (sign, role) = if has_focus { ("▌", Role::Accent) } else { ("▏", Role::Unfocused) };
    if let Some(x) = bar {
        painter.run(x, row.y, 1, &Run::new(sign, role));
    }
}

fn draw_bar(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, rows: &Rows, area: Rect) {
    let Some(shown) = &shared.reader.shown else { return };
    let current = shared.reader.section(rows);
    let seen = rows.body_in_view(shared.reader.scroll).end;
    // The bar ends in the section that it marks, until the end of the text is in view.
    let is_whole = shared.reader.scroll >= rows.end();
    let marked = shown.page.sections.get(current).filter(|_| !is_whole);
    let progress = Progress {
        current,
        read: marked.map_or(seen, |section| seen.min(section.lines.end)),
        has_focus: panes.focus == Focus::Review,
    };
    let bar = bar(&shown.page, (usize::from(area.width), rows.bar), progress);
    let height = u16::try_from(bar.lines.len()).unwrap_or(0);
    for (line, y) in bar.lines.iter().zip(area.y..area.bottom()) {
        painter.line(area.x, y, area.width, line);
    }
    let cells = |cell: usize| u16::try_from(cell).unwrap_or(u16::MAX);
    for (index, columns) in bar.columns.iter().enumerate() {
        let x = area.x.saturating_add(cells(columns.start));
        let part = Rect { x, y: area.y, width: cells(columns.len()), height };
        painter.region(part, Target::Section(index));
    }
}

/// Highlights the matches of a search in a line.
pub(crate) fn mark(painter: &mut Painter<'_>, page: &Page, find: &Find, index: usize, area: Rect) {
    let first = find.matches.partition_point(|found| *found.lines().end() < index);
    let here = find.matches.iter().enumerate().skip(first);
    for (number, found) in here.take_while(|(_, found)| *found.lines().start() <= index) {
        let role = if number == find.current { Role::MatchCurrent } else { Role::Match };
        mark_part(painter, page, found, index, area, role);
    }
}

/// The placeholder for a review that is not read yet.
fn waiting(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
    let text = panes.text;
    let Some(entry) = shared.list.selected().and_then(|id| shared.library.get(id)) else { return };
    let y = text.y;
    let name = painter.glyphs.fit(entry.title(), usize::from(text.width));
    draw_pinned(painter, panes, Line::new(vec![Run::new(name, Role::Title)]));
    if y + 2 < text.bottom() {
        painter.line(text.x, y + 2, text.width, &Line::new(vec![Run::new("reading …", Role::Dim)]));
    }
}
