//! The last row: what is typed, what is told, else the place, the footer and the first keys.

use ratatui::layout::Rect;

use super::paint::Painter;
use super::{grouped, plain};
use crate::page::{Line, Role, footer};
use crate::text::phrase::plural;
use crate::text::width::{fit, width};
use crate::tui::app::App;
use crate::tui::app::prompt::{Prompt, Purpose};
use crate::tui::message::Target;
use crate::tui::panes::Panes;

/// Blank columns at both ends.
const MARGIN: u16 = 2;

pub(super) fn draw(painter: &mut Painter<'_>, app: &App, panes: &Panes, area: Rect) {
    let row =
        panes.footer.unwrap_or(Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
    if let Some(prompt) = &app.prompt {
        painter.clear(row);
        return draw_prompt(painter, app, prompt, row);
    }
    if let Some(notice) = &app.notice {
        painter.clear(row);
        return tell(painter, row, notice.text.as_str(), notice.role);
    }
    if panes.footer.is_none() {
        return;
    }
    if let Some(words) = app.reader.stale.as_ref().filter(|_| panes.review.is_some()) {
        let words = format!("! the last good text is shown · {words}");
        return tell(painter, row, &words, Role::Error);
    }
    usual(painter, app, panes, row);
}

fn tell(painter: &mut Painter<'_>, row: Rect, words: &str, role: Role) {
    let room = row.width.saturating_sub(MARGIN);
    let words = fit(words, usize::from(room));
    painter.line(row.x + 1, row.y, room, &Line::new(vec![plain(words, role)]));
}

fn usual(painter: &mut Painter<'_>, app: &App, panes: &Panes, row: Rect) {
    let keys_at = keys(painter, app, row);
    let place = place(app, panes);
    let room = keys_at.saturating_sub(row.x + MARGIN);
    let place = fit(&place, usize::from(room));
    let place_end = painter.line(row.x + 1, row.y, room, &Line::new(vec![plain(place, Role::Dim)]));
    if panes.review.is_none() {
        return;
    }
    let Some(shown) = &app.reader.shown else { return };
    let start = if panes.wide { panes.text.x } else { place_end + 4 }.max(place_end + 2);
    let room = keys_at.saturating_sub(start + MARGIN);
    let items = footer::fitting(&shown.page.footer, usize::from(room));
    let first_link =
        shown.page.links.len() - shown.page.footer.iter().filter(|item| item.url.is_some()).count();
    let mut x = start;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            x = painter.run(x, row.y, room, &plain(" · ", Role::Dim));
        }
        let end = painter.run(x, row.y, room, &plain(item.short.clone(), Role::Handle));
        let before = shown.page.footer.iter().take_while(|other| *other != *item);
        if item.url.is_some() {
            let link = first_link + before.filter(|item| item.url.is_some()).count();
            painter.region(Rect::new(x, row.y, end.saturating_sub(x), 1), Target::Link(link));
        }
        x = end;
    }
}

/// The keys to begin with, at the right; where they begin.
fn keys(painter: &mut Painter<'_>, app: &App, row: Rect) -> u16 {
    let back = if app.is_home() { "quit" } else { "back" };
    let help = [plain("?", Role::Key), plain(" keys", Role::Dim)];
    let leave = [plain("q", Role::Key), plain(format!(" {back}"), Role::Dim)];
    let end = row.right().saturating_sub(MARGIN);
    let leave_at = painter.line_right(end, row.y, &Line::new(leave.to_vec()));
    let help_end = leave_at.saturating_sub(2);
    let help_at = painter.line_right(help_end, row.y, &Line::new(help.to_vec()));
    let desk = app.desk.is_some().then(|| [plain("p", Role::Key), plain(" desk", Role::Dim)]);
    let first = desk.map_or(help_at, |desk| {
        painter.line_right(help_at.saturating_sub(2), row.y, &Line::new(desk.to_vec()))
    });
    painter.region(Rect::new(help_at, row.y, help_end.saturating_sub(help_at), 1), Target::Help);
    painter.region(Rect::new(leave_at, row.y, end.saturating_sub(leave_at), 1), Target::Back);
    first
}

/// Where one is: the order, and which of how many.
fn place(app: &App, panes: &Panes) -> String {
    let count = app.list.shown().len();
    if let Some(find) = app.reader.find.as_ref().filter(|_| panes.review.is_some()) {
        let place = if find.matches.is_empty() { 0 } else { find.current + 1 };
        return format!("“{}” {place} of {}", find.query, find.matches.len());
    }
    if let Some(desk) = &app.desk {
        let shown = app.reader.shown.as_ref();
        let words = shown.map_or(0, |shown| shown.review.words());
        let problems = match desk.problems.len() {
            0 => String::new(),
            count => format!(" · {}", plural(count, "problem")),
        };
        return format!("{} words{problems}", grouped(words));
    }
    if app.walk.running {
        return format!("reading {}…", grouped(app.library.len()));
    }
    if count == 0 {
        return String::new();
    }
    let place = format!("{} of {}", grouped(app.list.cursor() + 1), grouped(count));
    match (panes.wide, panes.review.is_some()) {
        (true, _) => format!("{} · {place}", app.list.sort.in_words()),
        (false, true) => place,
        (false, false) => "Enter reads   / filters".to_owned(),
    }
}

fn draw_prompt(painter: &mut Painter<'_>, app: &App, prompt: &Prompt, row: Rect) {
    let count = match prompt.purpose {
        _ if prompt.input.value().is_empty() => String::new(),
        Purpose::Filter => {
            format!("{} of {}", grouped(app.list.shown().len()), grouped(app.library.len()))
        }
        Purpose::Find => match &app.reader.find {
            Some(find) if !find.matches.is_empty() => {
                format!("{} of {}", find.current + 1, find.matches.len())
            }
            _ => "not in this review".to_owned(),
        },
    };
    let end = row.right().saturating_sub(MARGIN);
    let count_at = painter.line_right(end, row.y, &Line::new(vec![plain(count, Role::Dim)]));
    let x = painter.run(row.x + 1, row.y, 1, &plain("/", Role::Accent));
    let room = usize::from(count_at.saturating_sub(x + MARGIN)).max(1);
    let skip = prompt.input.visual_scroll(room);
    let mut text = prompt.input.value();
    let mut hidden = 0;
    while hidden < skip {
        let Some(c) = text.chars().next() else { break };
        text = &text[c.len_utf8()..];
        hidden += width(c.encode_utf8(&mut [0; 4]));
    }
    painter.run(x, row.y, u16::try_from(room).unwrap_or(u16::MAX), &plain(text, Role::Body));
    let cursor = prompt.input.visual_cursor().saturating_sub(hidden).min(room);
    painter.drawn.cursor = Some((x + u16::try_from(cursor).unwrap_or(0), row.y));
}
