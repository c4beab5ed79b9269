//! The review: header, section bar, text.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::plain;
use crate::page::bar::bar;
use crate::page::{Line, Page, Role};
use crate::tui::message::Target;
use crate::tui::panes::Panes;
use crate::tui::scroll::{self, Rows};
use crate::tui::shared::Shared;
use crate::tui::shared::reader::Find;

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
    let rows = Rows::new(page, panes);
    let text = panes.text;
    let mut y = text.y;
    for line in scroll::pinned(page, panes) {
        if y < text.bottom() {
            painter.line(text.x, y, text.width, &line);
        }
        y += 1;
    }
    let header = scroll::header(page, panes);
    for line in &header[rows.header_in_view(shared.reader.scroll)] {
        if y < text.bottom() {
            painter.line(text.x, y, text.width, line);
        }
        y += 1;
    }
    let in_view = rows.body_in_view(shared.reader.scroll);
    if rows.bar > 0 {
        draw_bar(painter, shared, page, &rows, Rect { y, ..text });
        y += u16::try_from(rows.bar).unwrap_or(0);
    }
    let tail = scroll::tail(page, panes);
    for index in in_view {
        if y >= text.bottom() {
            break;
        }
        let line = page.body.get(index).or_else(|| tail.get(index - page.body.len()));
        if let Some(line) = line {
            painter.line(text.x, y, text.width, line);
            if line.paragraph.is_some() && line.paragraph == shared.reader.tinted {
                painter.overlay(Rect { y, height: 1, ..text }, Role::Changed);
            }
            if let Some(find) = &shared.reader.find {
                mark(painter, find, index, line, Rect { y, height: 1, ..text });
            }
        }
        y += 1;
    }
}

fn draw_bar(painter: &mut Painter<'_>, shared: &Shared, page: &Page, rows: &Rows, area: Rect) {
    let read = rows.body_in_view(shared.reader.scroll).end;
    let current = shared.reader.section(rows);
    let bar = bar(page, usize::from(area.width), current, read);
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
fn mark(painter: &mut Painter<'_>, find: &Find, index: usize, line: &Line, area: Rect) {
    let first = find
        .matches
        .partition_point(|found| found.parts.last().is_some_and(|part| part.line < index));
    let text = line.text();
    for (number, found) in find.matches.iter().enumerate().skip(first) {
        if found.line() > index {
            break;
        }
        let role = if number == find.current { Role::MatchCurrent } else { Role::Match };
        for part in found.parts.iter().filter(|part| part.line == index) {
            let (Some(before), Some(inside)) =
                (text.get(..part.bytes.start), text.get(part.bytes.clone()))
            else {
                continue;
            };
            let x = area.x.saturating_add(painter.cells(before));
            let marked = Rect { x, width: painter.cells(inside), ..area };
            painter.overlay(marked.intersection(area), role);
        }
    }
}

/// The placeholder for a review that is not read yet.
fn waiting(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
    let text = panes.text;
    let Some(entry) = shared.list.selected().and_then(|id| shared.library.get(id)) else { return };
    let y = text.y + u16::from(panes.wide);
    let title = painter.glyphs.fit(entry.title(), usize::from(text.width));
    painter.line(text.x, y, text.width, &Line::new(vec![plain(title, Role::Title)]));
    if y + 2 < text.bottom() {
        painter.line(text.x, y + 2, text.width, &Line::new(vec![plain("reading …", Role::Dim)]));
    }
}
