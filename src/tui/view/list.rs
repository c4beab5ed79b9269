//! The list of reviews.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::{grouped, plain};
use crate::format::registry;
use crate::page::list::{Columns, Emphasis, row};
use crate::page::{Line, Role};
use crate::query::Scratch;
use crate::text::width::fit;
use crate::tui::app::App;
use crate::tui::message::Target;
use crate::tui::panes::{Focus, LIST_HEAD};

pub(super) fn draw(painter: &mut Painter<'_>, app: &App, pane: Rect, divider: Option<u16>) {
    painter.region(pane, Target::List);
    head(painter, app, pane);
    let rows =
        Rect { y: pane.y + LIST_HEAD, height: pane.height.saturating_sub(LIST_HEAD), ..pane };
    if let Some(x) = divider {
        draw_divider(painter, app, Rect { x, width: 1, ..pane }, usize::from(rows.height));
    }
    if app.list.shown().is_empty() && (divider.is_none() || app.walk.running) {
        let width = rows.width.saturating_sub(4);
        return empty(painter, app, Rect { x: rows.x + 3, width, ..rows });
    }
    let columns = Columns { width: usize::from(pane.width), glyphs: painter.glyphs };
    let mut scratch = Scratch::default();
    let in_view =
        app.list.shown().iter().enumerate().skip(app.list.top).take(usize::from(rows.height));
    for ((index, &id), y) in in_view.zip(rows.y..) {
        let Some(entry) = app.library.get(id) else { continue };
        let matched = match app.list.filter.is_empty() {
            true => Vec::new(),
            false => app.list.filter.matched(entry.title(), &mut scratch),
        };
        let selected = index == app.list.cursor();
        let line = row(entry, Emphasis { selected, matched: &matched }, &columns);
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
    if app.panes().is_some_and(|panes| !panes.wide) {
        let word = if all == 1 { "review" } else { "reviews" };
        count = format!("{count} {word} · {}", app.list.sort.in_words());
    }
    if app.walk.running {
        count.push('…');
    }
    let end = pane.right().saturating_sub(MARGIN);
    let start = painter.line_right(end, pane.y, &Line::new(vec![plain(count, Role::Dim)]));
    let room = start.saturating_sub(pane.x + 2);
    // A filter that is kept says what it keeps.
    let (name, role) = match app.list.filter.is_empty() {
        true => (app.appearance.name.to_string(), Role::Dim),
        false => (format!("/{}", app.list.query), Role::Accent),
    };
    let name = fit(&name, usize::from(room));
    painter.line(pane.x + 1, pane.y, room, &Line::new(vec![plain(name, role)]));
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
pub(super) fn empty(painter: &mut Painter<'_>, app: &App, area: Rect) {
    let mut lines = Vec::new();
    if !app.list.filter.is_empty() {
        lines.push(format!("Nothing matches “{}”.", app.list.query));
        lines.push("Esc clears the filter.".to_owned());
    } else if app.walk.running {
        lines.push("Looking for reviews …".to_owned());
    } else {
        lines.push("No reviews here yet.".to_owned());
        lines.push(String::new());
        lines.push(format!(
            "A review is a {} file with a title, and a rating or named sections.",
            registry::usual_extensions_in_words()
        ));
        let were = match app.walk.skipped {
            0 => None,
            1 => Some("One file was".to_owned()),
            count => Some(format!("{} files were", grouped(count))),
        };
        if let Some(were) = were {
            lines.push(String::new());
            lines.push(format!("{were} passed over: rushes list --skipped says why."));
        }
        lines.push(String::new());
        lines.push("r reads the folder again.".to_owned());
    }
    let room = usize::from(area.width).max(1);
    let wrapped = lines.iter().flat_map(|line| textwrap::wrap(line, room));
    for (text, y) in wrapped.zip(area.y..area.bottom()) {
        painter.line(area.x, y, area.width, &Line::new(vec![plain(text.into_owned(), Role::Dim)]));
    }
}
