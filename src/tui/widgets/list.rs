//! The list of reviews.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::plain;
use crate::format::registry;
use crate::page::list::{Columns, Emphasis, row};
use crate::page::wrap::wrap;
use crate::page::{Line, Role};
use crate::query::Scratch;
use crate::text::phrase::grouped;
use crate::text::visible_head;
use crate::tui::action::Action;
use crate::tui::message::Target;
use crate::tui::panes::{Focus, Panes};
use crate::tui::shared::Shared;

pub(crate) fn draw(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, pane: Rect) {
    painter.region(pane, Target::Side);
    head(painter, shared, pane);
    let rows = Rect {
        y: pane.y + panes.heading_rows,
        height: pane.height.saturating_sub(panes.heading_rows),
        ..pane
    };
    if let [Some(divider), _] = panes.dividers {
        draw_divider(painter, shared, divider, usize::from(rows.height));
    }
    if shared.list.shown().is_empty() && (!panes.wide || shared.walk.running) {
        let width = rows.width.saturating_sub(4);
        return empty(painter, shared, Rect { x: rows.x + 3, width, ..rows });
    }
    let columns = Columns { width: usize::from(pane.width), glyphs: painter.glyphs };
    let mut scratch = Scratch::default();
    let in_view =
        shared.list.shown().iter().enumerate().skip(shared.list.top).take(usize::from(rows.height));
    for ((index, &id), y) in in_view.zip(rows.y..) {
        let Some(entry) = shared.library.get(id) else { continue };
        let matched = match shared.list.filter.is_empty() {
            true => Vec::new(),
            false => {
                shared.list.filter.matched(visible_head(entry.title(), columns.width), &mut scratch)
            }
        };
        let selected = index == shared.list.cursor();
        let line = row(entry, Emphasis { selected, matched: &matched }, &columns);
        painter.line(pane.x, y, pane.width, &line);
        let area = Rect { y, height: 1, ..rows };
        if selected && panes.focus != Focus::Side {
            painter.overlay(Rect { width: 1, ..area }, Role::Rule);
        }
        painter.region(area, Target::Row(id));
    }
}

fn head(painter: &mut Painter<'_>, shared: &Shared, pane: Rect) {
    const MARGIN_COLUMNS: u16 = 2;
    let (shown, all) = (shared.list.shown().len(), shared.library.len());
    let mut count = match shared.list.filter.is_empty() {
        true => grouped(all),
        false => format!("{} of {}", grouped(shown), grouped(all)),
    };
    if shared.panes().is_some_and(|panes| !panes.wide) {
        let word = if all == 1 { "review" } else { "reviews" };
        count = format!("{count} {word} · {}", shared.list.sort.in_words());
    }
    if shared.walk.running {
        count.push('…');
    }
    let end = pane.right().saturating_sub(MARGIN_COLUMNS);
    let start = painter.line_right(end, pane.y, &Line::new(vec![plain(count, Role::Dim)]));
    let room = start.saturating_sub(pane.x + 2);
    // A filter stays visible as long as it is applied.
    let (name, role) = match shared.list.filter.is_empty() {
        true => (shared.appearance.name.to_string(), Role::Dim),
        false => (format!("/{}", shared.list.query), Role::Accent),
    };
    let name = painter.glyphs.fit(&name, usize::from(room));
    painter.line(pane.x + 1, pane.y, room, &Line::new(vec![plain(name, role)]));
}

/// The line between list and review; if the list is longer than its pane, a heavier part of the
/// line serves as scroll bar.
fn draw_divider(painter: &mut Painter<'_>, shared: &Shared, line: Rect, rows: usize) {
    let count = shared.list.shown().len();
    let height = usize::from(line.height);
    let thumb = if count > rows && rows > 0 {
        let length = (height * rows / count).max(1);
        let start = (height - length) * shared.list.top / (count - rows).max(1);
        start..start + length
    } else {
        0..0
    };
    super::divider(painter, line, &thumb);
}

/// Explains in the review's pane that there is nothing to list.
pub(crate) fn draw_empty_beside(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
    let text = panes.text;
    painter.region(panes.review.unwrap_or(text), Target::Text);
    let height = text.height.saturating_sub(2);
    empty(painter, shared, Rect { y: text.y + 2, height, ..text });
}

/// The explanation for an empty list, and what to do next.
fn empty(painter: &mut Painter<'_>, shared: &Shared, area: Rect) {
    let mut lines = Vec::new();
    if !shared.list.filter.is_empty() {
        lines.push(format!("Nothing matches “{}”.", shared.list.query));
        lines.push(shared.with_key(Action::Leave, "clears the filter."));
    } else if shared.walk.running {
        lines.push("Looking for reviews …".to_owned());
    } else {
        lines.push("No reviews here yet.".to_owned());
        lines.push(String::new());
        lines.push(format!(
            "A review is a {} file with a title, and a rating or named sections.",
            registry::usual_extensions_in_words()
        ));
        let were = match shared.walk.skipped {
            0 => None,
            1 => Some("One file was".to_owned()),
            count => Some(format!("{} files were", grouped(count))),
        };
        if let Some(were) = were {
            lines.push(String::new());
            lines.push(format!("{were} passed over: rushes list --skipped says why."));
        }
        lines.push(String::new());
        lines.push(shared.with_key(Action::Rescan, "reads the folder again."));
    }
    let (room, glyphs) = (usize::from(area.width), painter.glyphs);
    let wrapped = lines.into_iter().flat_map(|line| wrap(&[plain(line, Role::Dim)], room, glyphs));
    for (line, y) in wrapped.zip(area.y..area.bottom()) {
        painter.line(area.x, y, area.width, &line);
    }
}
