//! The last row: the prompt or a notice, else the position, the footer and the most useful keys.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::plain;
use crate::page::{Line, Role, footer};
use crate::query::Scratch;
use crate::text::phrase::grouped;
use crate::text::visible_head;
use crate::tui::action::Action;
use crate::tui::message::Target;
use crate::tui::panes::Panes;
use crate::tui::shared::Shared;
use crate::tui::shared::find::{NOT_SEARCHED, NOT_SEARCHED_SHORT};
use crate::tui::shared::prompt::{Prompt, PromptPurpose, before_cursor};

/// An action whose key is named in the last row, with the words for it.
pub(crate) type Hint = (Action, &'static str);

/// On fewer columns, a sign says what is not searched.
const MIN_COLUMNS_FOR_WORDS: u16 = 64;

/// Blank columns at both ends.
const MARGIN_COLUMNS: u16 = 2;

pub(crate) fn draw(
    painter: &mut Painter<'_>,
    shared: &Shared,
    panes: &Panes,
    area: Rect,
    place: &str,
    hints: &[Hint],
) {
    let row =
        panes.footer.unwrap_or(Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
    if let Some(prompt) = &shared.prompt {
        painter.clear(row);
        return draw_prompt(painter, shared, prompt, row);
    }
    if let Some(notice) = &shared.notice {
        painter.clear(row);
        return draw_notice(painter, row, notice.text.as_str(), notice.role);
    }
    if panes.footer.is_none() {
        return;
    }
    if let Some(words) = shared.reader.stale.as_ref().filter(|_| panes.review.is_some()) {
        let words = format!("! the last good text is shown{}{words}", painter.glyphs.signs(" · "));
        return draw_notice(painter, row, &words, Role::Error);
    }
    usual(painter, shared, panes, row, place, hints);
}

fn draw_notice(painter: &mut Painter<'_>, row: Rect, words: &str, role: Role) {
    let room = row.width.saturating_sub(MARGIN_COLUMNS);
    let words = plain(words, role);
    let words = painter.glyphs.fit(&painter.glyphs.drawn(&words), usize::from(room));
    painter.line(row.x + 1, row.y, room, &Line::new(vec![plain(words, role)]));
}

fn usual(
    painter: &mut Painter<'_>,
    shared: &Shared,
    panes: &Panes,
    row: Rect,
    place: &str,
    hints: &[Hint],
) {
    let keys_at = keys(painter, shared, row, hints);
    let room = keys_at.saturating_sub(row.x + MARGIN_COLUMNS);
    let place = painter.glyphs.fit(&painter.glyphs.signs(place), usize::from(room));
    let place_end = painter.line(row.x + 1, row.y, room, &Line::new(vec![plain(place, Role::Dim)]));
    if panes.review.is_none() {
        return;
    }
    let Some(shown) = &shared.reader.shown else { return };
    let start = if panes.wide { panes.text.x } else { place_end + 4 }.max(place_end + 2);
    let room = keys_at.saturating_sub(start + MARGIN_COLUMNS);
    let items = footer::fitting(&shown.page.footer, usize::from(room));
    let mut x = start;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            x = painter.run(x, row.y, room, &plain(" · ", Role::Dim));
        }
        let end = painter.run(x, row.y, room, &plain(item.short.clone(), Role::Handle));
        if let Some(link) = item.link {
            painter.region(Rect::new(x, row.y, end.saturating_sub(x), 1), Target::Link(link));
        }
        x = end;
    }
}

/// Draws the hints at the right; returns the column at which they begin.
fn keys(painter: &mut Painter<'_>, shared: &Shared, row: Rect, hints: &[Hint]) -> u16 {
    let mut start = row.right().saturating_sub(MARGIN_COLUMNS);
    for (index, (action, words)) in hints.iter().rev().enumerate() {
        let Some(key) = shared.key_for(*action) else { continue };
        let end = start.saturating_sub(if index > 0 { MARGIN_COLUMNS } else { 0 });
        let hint = vec![plain(key, Role::Key), plain(format!(" {words}"), Role::Dim)];
        start = painter.line_right(end, row.y, &Line::new(hint));
        let area = Rect::new(start, row.y, end.saturating_sub(start), 1);
        painter.region(area, Target::Do(*action));
    }
    start
}

/// Which of how many matches is in view; `None` without a search.
pub(crate) fn matches(shared: &Shared, panes: &Panes) -> Option<String> {
    let find = shared.reader.find.as_ref().filter(|_| panes.review.is_some())?;
    Some(with_covers(shared, format!("“{}” {}", find.query, find.place())))
}

/// The result of a search, and that it does not concern what is covered.
fn with_covers(shared: &Shared, result: String) -> String {
    if !shared.reader.has_covers() {
        return result;
    }
    let (columns, _) = shared.size;
    let words = if columns < MIN_COLUMNS_FOR_WORDS { NOT_SEARCHED_SHORT } else { NOT_SEARCHED };
    format!("{result} · {words}")
}

/// The position: the current match of a search, else the order and the index of the review.
pub(crate) fn place(shared: &Shared, panes: &Panes) -> String {
    if let Some(place) = matches(shared, panes) {
        return place;
    }
    let count = shared.list.shown().len();
    if shared.walk.running {
        return format!("reading {}…", grouped(shared.library.len()));
    }
    if count == 0 {
        return String::new();
    }
    let mut place = format!("{} of {}", grouped(shared.list.cursor() + 1), grouped(count));
    if let Some(field) = matched_field(shared) {
        place = format!("{place} · {field}");
    }
    match (panes.wide, panes.review.is_some()) {
        (true, _) => format!("{} · {place}", shared.list.sort.in_words()),
        (false, true) => place,
        (false, false) if !shared.list.filter.is_empty() => place,
        (false, false) => {
            let keys = [(Action::Open, "reads"), (Action::Search, "filters")];
            let words = keys.map(|(action, words)| shared.with_key(action, words));
            words.join("   ").trim().to_owned()
        }
    }
}

/// The field for which the chosen review passes the filter, if its row does not show it.
fn matched_field(shared: &Shared) -> Option<String> {
    let entry = shared.list.selected().and_then(|id| shared.library.get(id))?;
    let columns = usize::from(shared.size.0);
    let title = visible_head(entry.title(), columns);
    let fields = shared.list.filter.reason(entry, title, &mut Scratch::default()).fields;
    let field = fields.iter().find(|found| !found.field.is_in_row())?.to_string();
    Some(visible_head(&field, columns).to_owned())
}

fn draw_prompt(painter: &mut Painter<'_>, shared: &Shared, prompt: &Prompt, row: Rect) {
    let count = match prompt.purpose {
        _ if prompt.input.value().is_empty() => String::new(),
        PromptPurpose::Filter => {
            let (shown, all) = (shared.list.shown().len(), shared.library.len());
            let count = format!("{} of {}", grouped(shown), grouped(all));
            let room = usize::from(row.width / 2).saturating_sub(count.len());
            match matched_field(shared) {
                Some(field) => format!("{} · {count}", painter.glyphs.fit(&field, room)),
                None => count,
            }
        }
        PromptPurpose::Find => {
            let result = match &shared.reader.find {
                Some(find) if !find.matches.is_empty() => find.place(),
                Some(find) if find.pending.is_some() => "searching …".to_owned(),
                _ => "not in this review".to_owned(),
            };
            painter.glyphs.signs(&with_covers(shared, result)).into_owned()
        }
    };
    let end = row.right().saturating_sub(MARGIN_COLUMNS);
    let count_at = painter.line_right(end, row.y, &Line::new(vec![plain(count, Role::Dim)]));
    let x = painter.run(row.x + 1, row.y, 1, &plain("/", Role::Accent));
    let room = count_at.saturating_sub(x + MARGIN_COLUMNS).max(1);
    let before = before_cursor(&prompt.input);
    let hidden = painter.glyphs.start_of_end(before, usize::from(room));
    let text = prompt.input.value().get(hidden..).unwrap_or_default();
    painter.run(x, row.y, room, &plain(text, Role::Body));
    let cursor = painter.cells(before.get(hidden..).unwrap_or_default()).min(room);
    painter.caret_at(x + cursor, row.y);
}
