//! The list of reviews.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::{grouped, plain};
use crate::page::list::{Columns, Row, row};
use crate::page::{Line, Role};
use crate::query::Scratch;
use crate::text::width::fit;
use crate::tui::app::App;
use crate::tui::frame::Focus;
use crate::tui::message::Target;

/// Rows of the list's head.
const HEAD: u16 = 2;

pub(super) fn draw(painter: &mut Painter<'_>, app: &App, pane: Rect, divider: Option<u16>) {
    painter.region(pane, Target::List);
    head(painter, app, pane);
    let rows = Rect { y: pane.y + HEAD, height: pane.height.saturating_sub(HEAD), ..pane };
    if let Some(x) = divider {
        draw_divider(painter, app, Rect { x, width: 1, ..pane }, usize::from(rows.height));
    }
    if app.list.shown().is_empty() {
        return empty(painter, app, rows);
    }
    let columns = Columns { width: usize::from(pane.width), glyphs: painter.glyphs };
    let mut scratch = Scratch::default();
    let in_view =
        app.list.shown().iter().enumerate().skip(app.list.top).take(usize::from(rows.height));
    for ((index, &id), y) in in_view.zip(rows.y..) {
        let Some(entry) = app.library.get(id) else { continue };
        let matched = match app.list.filter.is_empty() {
            true => Vec::new(),
            false => app.list.filter.matched(entry.title.as_str(), &mut scratch),
        };
        let selected = index == app.list.cursor();
        let line = row(entry, Row { selected, matched: &matched }, &columns);
        painter.line(pane.x, y, pane.width, &line);
        let area = Rect { y, height: 1, ..rows };
        if selected && app.focus == Focus::Review {
            painter.overlay(Rect { width: 1, ..area }, Role::Rule);
        }
        painter.region(area, Target::Row(id));
    }
}

fn head(painter: &mut Painter<'_>, app: &App, pane: Rect) {
    const MARGIN: u16 = 2;
    let (shown, all) = (app.list.shown().len(), app.library.len());
    let mut count = match app.list.filter.is_empty() {
        true => grouped(all),
        false => format!("{} of {}", grouped(shown), grouped(all)),
    };
    if app.frame().is_some_and(|frame| !frame.wide) {
        let word = if all == 1 { "review" } else { "reviews" };
        count = format!("{count} {word} · {}", app.list.sort.in_words());
    }
    if app.walk.running {
        count.push('…');
    }
    let end = pane.right().saturating_sub(MARGIN);
    let start = painter.line_right(end, pane.y, &Line::new(vec![plain(count, Role::Dim)]));
    let room = start.saturating_sub(pane.x + 2);
    let name = fit(app.look.name.as_str(), usize::from(room));
    painter.line(pane.x + 1, pane.y, room, &Line::new(vec![plain(name, Role::Dim)]));
}

/// The line between list and review; where the list is longer than its pane, a heavier part shows
/// which of it is in view.
fn draw_divider(painter: &mut Painter<'_>, app: &App, line: Rect, rows: usize) {
    let count = app.list.shown().len();
    let height = usize::from(line.height);
    let thumb = if count > rows && rows > 0 {
        let length = (height * rows / count).max(1);
        let start = (height - length) * app.list.top / (count - rows).max(1);
        start..start + length
    } else {
        0..0
    };
    for (index, y) in (line.y..line.bottom()).enumerate() {
        let sign = if thumb.contains(&index) { "┃" } else { "│" };
        painter.line(line.x, y, 1, &Line::new(vec![plain(sign, Role::Rule)]));
    }
}

/// What is said where there is nothing to list, and what to do next.
fn empty(painter: &mut Painter<'_>, app: &App, rows: Rect) {
    let lines: Vec<String> = if !app.list.filter.is_empty() {
        vec![format!("Nothing matches “{}”.", app.list.query), "Esc clears the filter.".into()]
    } else if app.walk.running {
        vec!["Looking for reviews …".into()]
    } else {
        let skipped = match app.walk.skipped {
            0 => String::new(),
            1 => "One file was passed over.".into(),
            count => format!("{} files were passed over.", grouped(count)),
        };
        let lines = [
            "No reviews here yet.".into(),
            String::new(),
            "A review is a .toml, .md or".into(),
            ".txt file with a title, and".into(),
            "a rating or named sections.".into(),
            String::new(),
            skipped,
            "rushes list --skipped".into(),
            "says why.".into(),
            String::new(),
            "r reads the folder again.".into(),
        ];
        let none_skipped = app.walk.skipped == 0;
        lines
            .into_iter()
            .enumerate()
            .filter(|(index, _)| !(none_skipped && (5..9).contains(index)))
            .map(|(_, line)| line)
            .collect()
    };
    for (text, y) in lines.into_iter().zip(rows.y..rows.bottom()) {
        let room = rows.width.saturating_sub(4);
        let text = fit(crate::text::Clean::new(text).as_str(), usize::from(room));
        painter.line(rows.x + 3, y, room, &Line::new(vec![plain(text, Role::Dim)]));
    }
}
