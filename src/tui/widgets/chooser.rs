//! The list above the page: actions or links, a line each.

use ratatui::layout::Rect;

use super::paint::Painter;
use crate::page::wrap::wrap;
use crate::page::{Line, Role, Run};
use crate::text::visible_head;
use crate::tui::key::Key;
use crate::tui::message::Target;
use crate::tui::panes::Panes;
use crate::tui::shared::chooser::{Choice, Chooser};
use crate::tui::shared::prompt::before_cursor;

const HEAD_ROWS: u16 = 3;

/// On fewer columns only the first key of each action is named, so that the words have room.
const MIN_COLUMNS_FOR_ALL_KEYS: u16 = 66;

pub(crate) fn draw(painter: &mut Painter<'_>, panes: &Panes, chooser: &Chooser) {
    let whole = painter.area;
    let pane = match panes.review {
        Some(pane) if panes.wide => Rect { y: whole.y, height: whole.height, ..pane },
        _ => whole,
    };
    painter.clear(pane);
    let x = if panes.wide { panes.text.x } else { pane.x + 2 };
    let room = pane.right().saturating_sub(x + 2);
    head(painter, chooser, x, pane.y + u16::from(pane.height > HEAD_ROWS * 2), room);

    let top = pane.y + if pane.height > HEAD_ROWS * 2 { HEAD_ROWS } else { 1 };
    let rows = usize::from(pane.bottom().saturating_sub(top + 1)).max(1);
    let first_keys = room < MIN_COLUMNS_FOR_ALL_KEYS;
    let names = chooser.names_columns(first_keys).min(usize::from(room) / 2);
    let first = (chooser.cursor + 1).saturating_sub(rows);
    for ((index, item), y) in
        chooser.left().enumerate().skip(first).take(rows).zip(top..pane.bottom())
    {
        let selected = index == chooser.cursor;
        let bar = if selected { "▌" } else { " " };
        painter.run(x.saturating_sub(2), y, 1, &Run::new(bar, Role::Accent));
        // The words of a link are an author's and are drawn unchanged.
        let name = if first_keys { item.first_key() } else { item.name.as_str() };
        let (role, name) = match item.choice {
            Choice::OpenAddress(_) | Choice::Show(_) => (Role::Title, name.into()),
            Choice::Guess(..) => (Role::Star, name.into()),
            Choice::Perform(_) => (Role::Key, painter.glyphs.signs(name)),
        };
        let name = Run::new(painter.glyphs.fit(&name, names), role);
        let gap = names.saturating_sub(painter.glyphs.width(name.text.as_str())) + 3;
        let gap = " ".repeat(gap);
        let role = if selected { Role::Title } else { Role::Body };
        let words_room = usize::from(room).saturating_sub(names + 3);
        let words = Run::new(painter.glyphs.fit(item.words.as_str(), words_room), role);
        painter.line(x, y, room, &Line::new(vec![name, Run::new(gap, Role::Body), words]));
        painter.region(Rect { y, height: 1, ..pane }, Target::Choice(index));
    }
    if let Some(item) = chooser.left().nth(chooser.cursor)
        && painter.glyphs.width(item.words.as_str()) + names + 3 > usize::from(room)
    {
        in_full(painter, item.words.as_str(), Rect { x, width: room, ..pane });
    }
    if chooser.left().len() == 0 && top < pane.bottom() {
        painter.line(x, top, room, &Line::new(vec![Run::new("nothing matches", Role::Dim)]));
    }
}

/// Shows a line that was cut in full above the bottom: an address is shown whole before it is
/// opened.
fn in_full(painter: &mut Painter<'_>, words: &str, pane: Rect) {
    const MAX_WRAPPED_LINES: usize = 6;
    let words = visible_head(words, MAX_WRAPPED_LINES * usize::from(pane.width));
    let lines = wrap(&[Run::new(words, Role::Dim)], usize::from(pane.width), painter.glyphs);
    let lines = &lines[..lines.len().min(MAX_WRAPPED_LINES)];
    let height = u16::try_from(lines.len()).unwrap_or(0);
    let area = Rect { y: pane.bottom().saturating_sub(height + 1), height, ..pane };
    painter.clear(area);
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        painter.line(area.x, y, area.width, line);
    }
}

fn head(painter: &mut Painter<'_>, chooser: &Chooser, x: u16, y: u16, room: u16) {
    let left = chooser.left().len();
    let place = (chooser.cursor + 1).min(left);
    let words = |words: String| Run::new(words, Role::Dim);
    let key = |key: Key| Run::new(key.to_string(), Role::Key);
    let hint = Line::new(vec![
        words(format!("{place} of {left}   ")),
        key(Key::Enter),
        words(format!(" {}  ", chooser.verb)),
        key(Key::Esc),
        words(" closes".to_owned()),
    ]);
    let typed = chooser.input.value();
    let title = Run::new(chooser.title, Role::Heading);
    let at = painter.line(x, y, room, &Line::new(vec![title, Run::new("  / ", Role::Accent)]));
    let end = painter.run(at, y, room.saturating_sub(at - x), &Run::new(typed, Role::Body));
    let cursor = painter.cells(before_cursor(&chooser.input));
    painter.caret_at(at.saturating_add(cursor).min(x + room), y);
    let hint_columns = u16::try_from(hint.width(painter.glyphs)).unwrap_or(u16::MAX);
    if (x + room).saturating_sub(hint_columns) > end + 2 {
        painter.line_right(x + room, y, &hint);
    }
}
