//! The review: header, section bar, text.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::{facts, plain};
use crate::page::bar::bar;
use crate::page::facts_pane::standing;
use crate::page::{Line, Page, Paragraph, Role};
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
    let text = panes.text;
    let mut y = text.y;
    draw_title(painter, panes, scroll::pinned(page, shared.reader.scroll));
    y += 1;
    for index in rows.header_in_view(shared.reader.scroll) {
        if y < text.bottom() {
            let end = painter.line(text.x, y, text.width, &scroll::header_line(page, index));
            if page.about_row == Some(index + 1) {
                draw_standing(
                    painter,
                    shared,
                    Rect { x: end, width: text.right() - end, y, height: 1 },
                );
            }
        }
        y += 1;
    }
    let in_view = rows.body_in_view(shared.reader.scroll);
    if rows.bar > 0 {
        draw_bar(painter, shared, page, &rows, Rect { y, ..text });
    }
    y += u16::try_from(rows.above_text()).unwrap_or(0);
    let tinted = shared.reader.tinted.and_then(|index| page.paragraphs.get(index));
    let tinted = tinted.map_or(0..0, Paragraph::lines);
    for index in in_view {
        if y >= text.bottom() {
            break;
        }
        if let Some(line) = scroll::body_line(page, index) {
            painter.line(text.x, y, text.width, &line);
            let row = Rect { y, height: 1, ..text };
            if tinted.contains(&index) {
                painter.overlay(row, Role::Changed);
            }
            if let Some(find) = &shared.reader.find {
                mark(painter, page, find, index, row);
            }
        }
        y += 1;
    }
}

/// How the rating stands among those of the library, where there is room at the right of `area`.
fn draw_standing(painter: &mut Painter<'_>, shared: &Shared, area: Rect) {
    const MIN_GAP_COLUMNS: u16 = 3;
    let stars = shared.reader.shown.as_ref().and_then(|shown| shown.review.stars());
    let standing = stars.and_then(|stars| standing(shared.library.spread(), stars));
    let Some(standing) = standing else { return };
    if painter.cells(&standing) + MIN_GAP_COLUMNS <= area.width {
        let line = Line::new(vec![plain(standing, Role::Dim)]);
        painter.line_right(area.right(), area.y, &line);
    }
}

/// Draws the row at the top, with the bar that shows where the focus is.
fn draw_title(painter: &mut Painter<'_>, panes: &Panes, mut line: Line) {
    let row = Rect { height: 1, ..panes.text };
    let has_focus = panes.focus == Focus::Review;
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
    if let Some(x) = panes.focus_bar {
        painter.run(x, row.y, 1, &plain(sign, role));
    }
}

fn draw_bar(painter: &mut Painter<'_>, shared: &Shared, page: &Page, rows: &Rows, area: Rect) {
    let read = rows.body_in_view(shared.reader.scroll).end;
    let current = shared.reader.section(rows);
    let bar = bar(page, usize::from(area.width), rows.bar, current, read);
    let bottom = painter.area.bottom();
    let height = u16::try_from(bar.lines.len()).unwrap_or(0);
    for (line, y) in bar.lines.iter().zip(area.y..bottom) {
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
fn mark(painter: &mut Painter<'_>, page: &Page, find: &Find, index: usize, area: Rect) {
    let first = find.matches.partition_point(|found| *found.lines().end() < index);
    let text = page.body.text(index..index + 1);
    let here = find.matches.iter().enumerate().skip(first);
    for (number, found) in here.take_while(|(_, found)| *found.lines().start() <= index) {
        let role = if number == find.current { Role::MatchCurrent } else { Role::Match };
        let part = found.part_on(page, index);
        let (Some(before), Some(inside)) = (text.get(..part.start), text.get(part)) else {
            continue;
        };
        let x = area.x.saturating_add(painter.cells(before));
        let marked = Rect { x, width: painter.cells(inside), ..area };
        painter.overlay(marked.intersection(area), role);
    }
}

/// The placeholder for a review that is not read yet.
fn waiting(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
    let text = panes.text;
    let Some(entry) = shared.list.selected().and_then(|id| shared.library.get(id)) else { return };
    let y = text.y;
    let name = painter.glyphs.fit(entry.title(), usize::from(text.width));
    draw_title(painter, panes, Line::new(vec![plain(name, Role::Title)]));
    if y + 2 < text.bottom() {
        painter.line(text.x, y + 2, text.width, &Line::new(vec![plain("reading …", Role::Dim)]));
    }
}
