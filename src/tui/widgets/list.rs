//! The list of reviews.

use std::ops::Range;

use ratatui::layout::Rect;

use super::paint::Painter;
use crate::format::registry;
use crate::model::{Library, SortKey, Voices};
use crate::page::list::{Bar, Columns, Emphasis, ListOptions};
use crate::page::wrap::wrap;
use crate::page::{self, Line, Role, Run};
use crate::query::Scratch;
use crate::text::phrase::grouped;
use crate::text::{Glyphs, visible_head};
use crate::tui::action::Action;
use crate::tui::message::Target;
use crate::tui::panes::{Focus, Panes};
use crate::tui::shared::Shared;
use crate::tui::shared::list::{ListItem, ListRows, group_of};

/// The least columns of a pane whose heading says by what the list is sorted.
const MIN_COLUMNS_FOR_SORT: u16 = 28;
/// The least rows of a screen with the spread of ratings below the list.
const MIN_ROWS_FOR_SPREAD: u16 = 20;
/// Rows below the list that must be free for it, its own included.
const MIN_FREE_ROWS_FOR_SPREAD: usize = 3;
/// Blank columns before the heading, and before what stands in its place.
const MARGIN_COLUMNS: u16 = 2;
/// The blank column at the right of the list.
const END_MARGIN_COLUMNS: u16 = 1;

/// Draws the list.
pub(crate) fn draw(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes, pane: Rect) {
    let has_focus = panes.focus == Focus::Side;
    painter.region(pane, Target::Side);
    heading(painter, shared, pane, has_focus);
    let rows = Rect {
        y: pane.y + panes.heading_rows,
        height: pane.height.saturating_sub(panes.heading_rows),
        ..pane
    };
    let layout = shared.list_layout();
    if let [Some(divider), _] = panes.dividers {
        let above = usize::from(rows.y - divider.y);
        let thumb = thumb(shared, layout, rows.height);
        super::divider(painter, divider, &(above + thumb.start..above + thumb.end));
    }
    if shared.list.shown().is_empty() {
        // Why there is no review at all is said in the pane of the review, if there is one.
        if !panes.wide || shared.walk.running || !shared.list.filter.is_empty() {
            let width = rows.width.saturating_sub(MARGIN_COLUMNS + END_MARGIN_COLUMNS);
            empty(painter, shared, Rect { x: rows.x + MARGIN_COLUMNS, width, ..rows });
        }
        return;
    }
    draw_rows(painter, shared, rows, layout, has_focus);
    draw_spread(painter, shared, panes, rows, layout);
}

fn draw_rows(
    painter: &mut Painter<'_>,
    shared: &Shared,
    pane: Rect,
    layout: ListRows,
    has_focus: bool,
) {
    let Shared { list, library, .. } = shared;
    let width = usize::from(pane.width);
    let columns = Columns::new(ListOptions {
        width,
        glyphs: painter.glyphs,
        lines: layout.lines,
        is_under_years: layout.is_grouped && list.sort.key == SortKey::Date,
        filled: list.filled(library),
        voice_columns: longest_voice(library, painter.glyphs),
    });
    let mut scratch = (!list.filter.is_empty()).then(Scratch::default);
    for (row, item) in list.items(layout) {
        let y = pane.y + u16::try_from(row).unwrap_or(u16::MAX);
        match item {
            ListItem::Group(group) => {
                draw_group(painter, shared, Rect { y, height: 1, ..pane }, group);
            }
            ListItem::Review(index) => {
                let id = list.shown().get(index).copied();
                let Some((id, entry)) = id.and_then(|id| Some((id, library.get(id)?))) else {
                    continue;
                };
                let matched = match &mut scratch {
                    None => Vec::new(),
                    Some(scratch) => {
                        let title = visible_head(entry.title(), width);
                        list.filter.reason(entry, title, scratch).graphemes
                    }
                };
                let bar = match (index == list.cursor(), has_focus) {
                    (false, _) => Bar::None,
                    (true, false) => Bar::Thin,
                    (true, true) => Bar::Thick,
                };
                let voice = library.voice_of(entry).map(|voice| voice.short_name.as_str());
                let stands_with = list.stands_with(library, index);
                let stands_with = stands_with.and_then(|id| library.get(id));
                let emphasis = Emphasis { bar, matched: &matched, voice, stands_with };
                let lines = page::list::row(entry, emphasis, &columns);
                if bar == Bar::Thick {
                    painter.point_at(pane.x, y);
                }
                for (line, y) in lines.iter().zip(y..pane.bottom()) {
                    painter.line(pane.x, y, pane.width, line);
                    painter.region(Rect { y, height: 1, ..pane }, Target::Row(id));
                }
            }
        }
    }
}

/// The cells of the longest name of a voice; 0 where there are not several.
fn longest_voice(library: &Library, glyphs: Glyphs) -> usize {
    let voices = library.voices().map(Voices::all).unwrap_or_default();
    voices.iter().map(|voice| glyphs.width(voice.short_name.as_str())).max().unwrap_or_default()
}

fn draw_group(painter: &mut Painter<'_>, shared: &Shared, row: Rect, group: usize) {
    let Shared { list, library, .. } = shared;
    let reviews = list.group(group);
    let Some(&first) = list.shown().get(reviews.start) else { return };
    let Some(name) = group_of(library, list.sort.key, first) else { return };
    let line = page::list::group(name, reviews.len(), usize::from(row.width), painter.glyphs);
    painter.line(row.x, row.y, row.width, &line);
    painter.region(row, Target::Group(first));
}

/// The spread of ratings in the last row, where no pane has the facts and enough rows are free.
fn draw_spread(
    painter: &mut Painter<'_>,
    shared: &Shared,
    panes: &Panes,
    rows: Rect,
    layout: ListRows,
) {
    let free = layout.height.saturating_sub(shared.list.height(layout));
    let has_room = panes.rows >= MIN_ROWS_FOR_SPREAD && free >= MIN_FREE_ROWS_FOR_SPREAD;
    if panes.facts.is_some() || !has_room {
        return;
    }
    let width = rows.width.saturating_sub(MARGIN_COLUMNS + END_MARGIN_COLUMNS);
    let spread = shared.list.spread(&shared.library);
    if let Some(line) = page::spread::row(spread, usize::from(width), painter.glyphs) {
        painter.line(rows.x + MARGIN_COLUMNS, rows.bottom().saturating_sub(1), width, &line);
    }
}

/// The name of the list at the left; its length and its order at the right.
fn heading(painter: &mut Painter<'_>, shared: &Shared, pane: Rect, has_focus: bool) {
    let list = &shared.list;
    let (shown, all) = (list.shown().len(), shared.library.len());
    let mut count = match list.filter.is_empty() {
        true => grouped(all),
        false => format!("{} of {}", grouped(shown), grouped(all)),
    };
    if shared.walk.running {
        count.push('…');
    }
    let in_focus = |role| if has_focus { role } else { Role::Unfocused };
    let mut line = vec![Run::new(count, Role::Count)];
    if pane.width >= MIN_COLUMNS_FOR_SORT {
        line.push(Run::new(" · ", Role::Dim));
        line.push(Run::new(list.shown_sort().in_words(), in_focus(Role::Fact)));
    }
    let end = pane.right().saturating_sub(END_MARGIN_COLUMNS);
    let start = painter.line_right(end, pane.y, &Line::new(line));
    if pane.width >= MIN_COLUMNS_FOR_SORT {
        let words = painter.cells(list.shown_sort().in_words());
        let area = Rect::new(end.saturating_sub(words), pane.y, words, 1);
        painter.region(area, Target::Do(Action::Sort));
    }
    let room = start.saturating_sub(pane.x + MARGIN_COLUMNS + 1);
    // A filter stays visible as long as it is applied.
    let (name, role) = match list.filter.is_empty() {
        true => (shared.appearance.name.to_string(), in_focus(Role::Heading)),
        false => {
            let query = shared.query_name().unwrap_or_else(|| list.query.clone());
            (format!("/{query}"), in_focus(Role::Title))
        }
    };
    let name = painter.glyphs.fit(&name, usize::from(room));
    let mut line = Line::new(vec![Run::new(name, role)]);
    let blind = Run::new(" · blind", in_focus(Role::Fact));
    let columns =
        line.width(painter.glyphs) + painter.glyphs.width_of(std::slice::from_ref(&blind));
    if shared.library.is_blind() && columns <= usize::from(room) {
        line.runs.push(blind);
    }
    painter.line(pane.x + MARGIN_COLUMNS, pane.y, room, &line);
}

/// The heavier part of the line beside a list that is longer than its pane, as rows of the pane.
fn thumb(shared: &Shared, layout: ListRows, height: u16) -> Range<usize> {
    let (height, all) = (usize::from(height), shared.list.height(layout));
    if all <= layout.height || height == 0 {
        return 0..0;
    }
    let length = (height * layout.height / all).max(1);
    let above = shared.list.rows_above(layout);
    let start = ((height - length) * above).div_ceil((all - layout.height).max(1));
    let start = start.min(height - length);
    start..start + length
}

/// Explains in the review's pane that there is nothing to list.
pub(crate) fn draw_empty_beside(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
    let text = panes.text;
    painter.region(panes.review.unwrap_or(text), Target::Text);
    if !shared.list.filter.is_empty() {
        return;
    }
    let height = text.height.saturating_sub(2);
    empty(painter, shared, Rect { y: text.y + 2, height, ..text });
}

/// What stands in place of an empty list: why it is empty, and what to do next.
fn empty(painter: &mut Painter<'_>, shared: &Shared, area: Rect) {
    let words = |text: String| (vec![Run::new(text, Role::Dim)], None);
    let blank = || (Vec::new(), None);
    let mut lines = Vec::new();
    if !shared.list.filter.is_empty() {
        let nothing = Run::new("nothing matches", Role::Dim);
        let (mut runs, action) = hint(shared, Action::Leave, "shows all");
        let in_one_row = [vec![nothing.clone(), Run::new(" · ", Role::Dim)], runs.clone()].concat();
        if action.is_some() && painter.glyphs.width_of(&in_one_row) <= usize::from(area.width) {
            runs = in_one_row;
        } else {
            lines.push((vec![nothing], None));
        }
        lines.push((runs, action));
    } else if shared.walk.running {
        lines.push(words("Looking for reviews …".to_owned()));
    } else {
        lines.push(words("No reviews here yet.".to_owned()));
        lines.push(blank());
        lines.push(words(format!(
            "A review is a {} file with a title, and a rating or named sections.",
            registry::usual_extensions_in_words()
        )));
        let were = match shared.walk.skipped {
            0 => None,
            1 => Some("One file was".to_owned()),
            count => Some(format!("{} files were", grouped(count))),
        };
        if let Some(were) = were {
            lines.push(blank());
            lines.push(words(format!("{were} passed over: rushes list --skipped says why.")));
        }
        lines.push(blank());
        lines.push(hint(shared, Action::Rescan, "reads the folder again."));
    }
    let (room, glyphs) = (usize::from(area.width), painter.glyphs);
    let wrapped = lines.iter().flat_map(|(runs, action)| {
        wrap(runs, room, glyphs).into_iter().map(move |line| (line, *action))
    });
    for ((line, action), y) in wrapped.zip(area.y..area.bottom()) {
        let end = painter.line(area.x, y, area.width, &line);
        if let Some(action) = action {
            painter.region(Rect::new(area.x, y, end - area.x, 1), Target::Do(action));
        }
    }
}

/// The key for an action and what it does, and the action for a click; nothing where it has no key.
fn hint(shared: &Shared, action: Action, words: &str) -> (Vec<Run>, Option<Action>) {
    match shared.key_for(action) {
        Some(key) => (
            vec![Run::new(key.to_string(), Role::Key), Run::new(format!(" {words}"), Role::Dim)],
            Some(action),
        ),
        None => (Vec::new(), None),
    }
}
