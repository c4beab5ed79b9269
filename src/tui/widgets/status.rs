//! The last row: the place, a notice or a prompt at the left, then the author of the review, and the
//! most useful keys at the right.

use std::ops::Range;

use ratatui::layout::Rect;

use super::paint::Painter;
use crate::page::footer::{Byline, Leads, RowPart, SEPARATOR};
use crate::page::{Line, Role, Run};
use crate::query::Scratch;
use crate::text::phrase::grouped;
use crate::text::{Clean, visible_head};
use crate::tui::action::Action;
use crate::tui::key::Key;
use crate::tui::message::Target;
use crate::tui::panes::{Focus, Panes};
use crate::tui::shared::Shared;
use crate::tui::shared::find::{NOT_SEARCHED, NOT_SEARCHED_SHORT};
use crate::tui::shared::prompt::{Prompt, PromptPurpose, before_cursor};

/// An action whose key is named in the last row, with the words for it.
pub(crate) type Hint = (Action, &'static str);

/// A key that is the same for every keymap, with the words for what it does.
pub(crate) type TypingKey = (Key, &'static str);

/// On fewer columns, a sign says what is not searched.
const MIN_COLUMNS_FOR_WORDS: u16 = 64;

/// Blank columns at both ends.
const MARGIN_COLUMNS: u16 = 1;
/// Blank columns between the place, the author and the keys.
const GAP_COLUMNS: u16 = 3;
/// Blank columns between two keys.
const KEY_GAP_COLUMNS: u16 = 2;
/// The least columns with three keys.
pub(crate) const THREE_KEYS_COLUMNS: u16 = 100;
/// The least columns with two keys.
const TWO_KEYS_COLUMNS: u16 = 60;
/// The least columns of a prompt, as far as there are as many: the author does not move with every
/// letter that is typed.
const MIN_PROMPT_COLUMNS: u16 = 24;
/// The least columns of what may have been meant; where there are fewer, the matches are counted.
const MIN_REMARK_COLUMNS: usize = 16;
/// The least columns of what is typed; where there are fewer, the matches are not counted.
const MIN_TYPED_COLUMNS: u16 = 8;

/// What a screen says in the last row.
pub(crate) struct LastRow {
    /// The position on the screen.
    pub(crate) place: String,
    pub(crate) hints: &'static [Hint; 3],
    /// The keys of a screen into which text is typed; empty for the others.
    pub(crate) typing_keys: &'static [TypingKey],
}

pub(crate) fn draw(
    painter: &mut Painter<'_>,
    shared: &Shared,
    panes: &Panes,
    area: Rect,
    last_row: &LastRow,
) {
    let LastRow { place, hints, typing_keys } = last_row;
    let Some(row) = panes.footer else {
        let row = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        return over_text(painter, shared, row);
    };
    if !typing_keys.is_empty() && shared.prompt.is_none() {
        let end = row.right().saturating_sub(MARGIN_COLUMNS);
        let keys = keys_while_typing(row.width, typing_keys);
        draw_keys(painter, end, row.y, &keys);
        let room =
            row.x + MARGIN_COLUMNS..end.saturating_sub(columns_of(painter, &keys) + GAP_COLUMNS);
        draw_words(painter, row.y, room, &words_at_left(shared, panes, place));
        return;
    }
    let hints = &hints[hints.len() - keys_that_fit(row.width)..];
    let (usual, revealing) = (keys_of(shared, hints), with_reveal(shared, hints));
    // The author does not change when a cover comes into view.
    let widest = columns_of(painter, &usual).max(columns_of(painter, &revealing));
    let keys = match &shared.prompt {
        Some(prompt) => prompt_keys(shared, prompt.purpose, row.width),
        None if covers_in_view(shared, panes) => revealing,
        None => usual,
    };
    let (left, end) = (row.x + MARGIN_COLUMNS, row.right().saturating_sub(MARGIN_COLUMNS));
    let limit = end.saturating_sub(widest.max(columns_of(painter, &keys)) + GAP_COLUMNS);
    draw_keys(painter, end, row.y, &keys);
    let left_end = match &shared.prompt {
        Some(prompt) => draw_prompt(painter, shared, prompt, row.y, left..limit),
        None => draw_words(painter, row.y, left..limit, &words_at_left(shared, panes, place)),
    };
    // A screen of one pane is about many reviews.
    if let Some(shown) = shared.reader.shown.as_ref().filter(|_| panes.whole.is_none()) {
        let start = if left_end > left { left_end + GAP_COLUMNS } else { left };
        draw_author(painter, shared, &shown.page.author, row.y, start..limit);
    }
}

/// Draws a prompt or a notice over the last row of a text that has no footer.
fn over_text(painter: &mut Painter<'_>, shared: &Shared, row: Rect) {
    let room = row.x + MARGIN_COLUMNS..row.right().saturating_sub(MARGIN_COLUMNS);
    if let Some(prompt) = &shared.prompt {
        painter.clear(row);
        draw_prompt(painter, shared, prompt, row.y, room);
    } else if let Some(notice) = &shared.notice {
        painter.clear(row);
        draw_words(painter, row.y, room, &notice.run());
    }
}

/// A notice, else why the page is out of date, else the place.
fn words_at_left(shared: &Shared, panes: &Panes, place: &str) -> Run {
    if let Some(notice) = &shared.notice {
        return notice.run();
    }
    // Beside the author's editor the title says so.
    match shared.reader.stale.as_ref().filter(|_| panes.review.is_some() && !shared.is_preview) {
        Some(why) => {
            // What is wrong may be said of a rating that is covered.
            let covered = || why.in_title().pop().unwrap_or_default();
            let words = if shared.library.is_blind() { covered() } else { why.in_full() };
            Run::new(format!("! last good text · {words}"), Role::Error)
        }
        None => Run::new(place, Role::Dim),
    }
}

fn draw_words(painter: &mut Painter<'_>, y: u16, room: Range<u16>, words: &Run) -> u16 {
    let columns = room.end.saturating_sub(room.start);
    let text = painter.glyphs.fit(&painter.glyphs.drawn(words), usize::from(columns));
    painter.line(room.start, y, columns, &Line::new(vec![Run::new(text, words.role)]))
}

fn draw_author(
    painter: &mut Painter<'_>,
    shared: &Shared,
    author: &Byline,
    y: u16,
    room: Range<u16>,
) {
    let columns = usize::from(room.end.saturating_sub(room.start));
    let links_key = shared.key_for(Action::Links).map(|key| key.to_string());
    let mut x = room.start;
    let parts = author.row(columns, links_key.as_deref(), painter.glyphs);
    for (index, RowPart { runs, leads }) in parts.into_iter().enumerate() {
        if index > 0 {
            x = painter.run(x, y, room.end.saturating_sub(x), &Run::new(SEPARATOR, Role::Dim));
        }
        let start = x;
        for run in &runs {
            x = painter.run(x, y, room.end.saturating_sub(x), run);
        }
        let target = match leads {
            Leads::ToLink(link) => Target::Link(link),
            Leads::ToAllLinks => Target::Do(Action::Links),
            Leads::Nowhere => continue,
        };
        painter.region(Rect::new(start, y, x.saturating_sub(start), 1), target);
    }
}

/// A key with the words for what it does.
#[derive(Clone, Debug)]
struct NamedKey {
    key: Key,
    words: &'static str,
}

impl NamedKey {
    fn line(&self) -> Line {
        let words = if self.words.is_empty() { String::new() } else { format!(" {}", self.words) };
        Line::new(vec![Run::new(self.key.to_string(), Role::Key), Run::new(words, Role::Dim)])
    }
}

fn keys_that_fit(columns: u16) -> usize {
    match columns {
        THREE_KEYS_COLUMNS.. => 3,
        TWO_KEYS_COLUMNS.. => 2,
        _ => 1,
    }
}

fn keys_of(shared: &Shared, hints: &[Hint]) -> Vec<NamedKey> {
    let named = |&(action, words): &Hint| Some(NamedKey { key: shared.key_for(action)?, words });
    hints.iter().filter_map(named).collect()
}

/// Draws hints in the first row of `area`, at its right edge; returns the column before them. Where
/// the screen is narrow, the last one is a key without words.
pub(crate) fn hints(painter: &mut Painter<'_>, shared: &Shared, area: Rect, hints: &[Hint]) -> u16 {
    let mut keys = keys_of(shared, hints);
    if let Some(last) = keys.last_mut().filter(|_| area.width < MIN_COLUMNS_FOR_WORDS) {
        last.words = "";
    }
    draw_keys(painter, area.right(), area.y, &keys);
    area.right().saturating_sub(columns_of(painter, &keys) + 1)
}

/// The hints with the key that shows what is covered in the first place, if there are several. Who
/// reads blind has asked for the guess, so it stays.
fn with_reveal(shared: &Shared, hints: &[Hint]) -> Vec<NamedKey> {
    let mut hints = hints.to_vec();
    if let [first, _, ..] = &mut hints[..]
        && first.0 != Action::Blind
    {
        *first = (Action::Reveal, "reveal");
    }
    keys_of(shared, &hints)
}

/// The keys of a screen into which text is typed, the last of them where there is room for few; in
/// between stand those that matter least.
fn keys_while_typing(columns: u16, keys: &[TypingKey]) -> Vec<NamedKey> {
    let is_left_out = |index: usize| match keys_that_fit(columns) {
        1 => index + 1 < keys.len(),
        2 => index > 0 && index + 1 < keys.len(),
        _ => false,
    };
    let keys = keys.iter().enumerate().filter(|(index, _)| !is_left_out(*index));
    keys.map(|(_, &(key, words))| NamedKey { key, words }).collect()
}

/// The keys of an open prompt, which are the same for every keymap.
fn prompt_keys(shared: &Shared, purpose: PromptPurpose, columns: u16) -> Vec<NamedKey> {
    let words = match purpose {
        PromptPurpose::Filter | PromptPurpose::Find => "clear",
        PromptPurpose::Note(id) if shared.has_bookmark(id) => "remove",
        PromptPurpose::Note(_) => "leave",
    };
    let keep = NamedKey { key: Key::Enter, words: "keep" };
    let clear = NamedKey { key: Key::Esc, words };
    match keys_that_fit(columns) {
        1 => vec![clear],
        _ => vec![keep, clear],
    }
}

/// Whether a cover is in view in the review, and the review has the keys.
fn covers_in_view(shared: &Shared, panes: &Panes) -> bool {
    let shown = shared.reader.shown.as_ref();
    let shown = shown.filter(|_| panes.review.is_some() && panes.focus == Focus::Review);
    shown.is_some_and(|shown| {
        let in_view = shared.rows().body_in_view(shared.reader.scroll);
        shown.page.has_cover(in_view)
    })
}

/// Draws keys up to column `end`.
fn draw_keys(painter: &mut Painter<'_>, end: u16, y: u16, keys: &[NamedKey]) {
    let mut start = end;
    for (index, key) in keys.iter().rev().enumerate() {
        let end = start.saturating_sub(if index > 0 { KEY_GAP_COLUMNS } else { 0 });
        start = painter.line_right(end, y, &key.line());
        let area = Rect::new(start, y, end.saturating_sub(start), 1);
        painter.region(area, Target::Press(key.key));
    }
}

fn columns_of(painter: &Painter<'_>, keys: &[NamedKey]) -> u16 {
    let each = keys.iter().map(|key| key.line().width(painter.glyphs));
    let gaps = usize::from(KEY_GAP_COLUMNS) * keys.len().saturating_sub(1);
    u16::try_from(each.sum::<usize>() + gaps).unwrap_or(u16::MAX)
}

/// Which of how many matches is in view; `None` without a search.
pub(crate) fn matches(shared: &Shared, panes: &Panes) -> Option<String> {
    let find = shared.reader.find.as_ref().filter(|_| panes.review.is_some())?;
    let (columns, _) = shared.size;
    let words = if columns < MIN_COLUMNS_FOR_WORDS { NOT_SEARCHED_SHORT } else { NOT_SEARCHED };
    Some(with_covers(shared, &format!("“{}” {}", find.wanted.as_str(), find.place()), words))
}

/// The result of a search, with the words that it does not concern what is covered.
fn with_covers(shared: &Shared, result: &str, words: &str) -> String {
    match shared.reader.has_covers() {
        true => format!("{result} · {words}"),
        false => result.to_owned(),
    }
}

/// The place: the current match of a search, else the number of the review in the list.
pub(crate) fn place(shared: &Shared, panes: &Panes) -> String {
    if let Some(place) = matches(shared, panes) {
        return place;
    }
    let count = shared.list.shown().len();
    if shared.walk.running {
        return format!("reading {}…", grouped(shared.library.len()));
    }
    match count {
        0 => String::new(),
        _ => {
            let place = format!("{} of {}", grouped(shared.list.cursor() + 1), grouped(count));
            match matched_field(shared).or_else(|| note(shared)) {
                Some(words) => format!("{place} · {words}"),
                None => place,
            }
        }
    }
}

/// The bookmark of the chosen review with its note.
fn note(shared: &Shared) -> Option<String> {
    let note = shared.note(shared.list.selected()?)?;
    let columns = usize::from(shared.size.0);
    Some(format!("◆ {}", visible_head(&note, columns)).trim_end().to_owned())
}

/// The field for which the chosen review passes the filter, if its row does not show it.
fn matched_field(shared: &Shared) -> Option<String> {
    if shared.list.filter.is_empty() {
        return None;
    }
    let entry = shared.list.selected().and_then(|id| shared.library.get(id))?;
    let columns = usize::from(shared.size.0);
    let title = visible_head(entry.title(), columns);
    let fields = shared.list.filter.reason(entry, title, &mut Scratch::default()).fields;
    let field = fields.iter().find(|found| !found.field.is_in_row())?.to_string();
    Some(visible_head(&field, columns).to_owned())
}

/// Draws what is typed, with the number of matches behind it; returns the column after them.
fn draw_prompt(
    painter: &mut Painter<'_>,
    shared: &Shared,
    prompt: &Prompt,
    y: u16,
    room: Range<u16>,
) -> u16 {
    let typed = prompt.input.value();
    // One column is for the caret.
    let text_columns = painter.cells(typed).saturating_add(1).max(MIN_TYPED_COLUMNS);
    let left = |typed: u16| {
        let taken = typed.saturating_add(room.start + 1 + KEY_GAP_COLUMNS);
        usize::from(room.end.saturating_sub(taken))
    };
    let count = match remark(painter, shared, prompt, left) {
        Some(remark) => remark,
        None => {
            let most = left(MIN_TYPED_COLUMNS);
            Run::new(count_of_matches(painter, shared, prompt, most), Role::Dim)
        }
    };
    let count_columns = painter.cells(&painter.glyphs.drawn(&count));
    let (sign, columns) = match prompt.purpose {
        PromptPurpose::Filter | PromptPurpose::Find => ("/", 1),
        PromptPurpose::Note(_) => ("◆ ", 2),
    };
    let x = painter.run(room.start, y, columns, &Run::new(sign, Role::Accent));
    let gap = if count_columns > 0 { KEY_GAP_COLUMNS } else { 0 };
    let wanted = (x - room.start).saturating_add(text_columns).saturating_add(gap + count_columns);
    let end = room.start.saturating_add(wanted.max(MIN_PROMPT_COLUMNS)).min(room.end);
    // Where there is no room for both, the text is more important than the count.
    let text_end = end.saturating_sub(gap + count_columns).max(end.min(x + MIN_TYPED_COLUMNS));
    let before = before_cursor(&prompt.input);
    let columns = text_end.saturating_sub(x).max(1);
    let hidden = painter.glyphs.start_of_end(before, usize::from(columns - 1));
    let text = typed.get(hidden..).unwrap_or_default();
    let wrong = wrong_part(shared, prompt, hidden).unwrap_or_default();
    let run = |bytes: Range<usize>, role| Run::new(text.get(bytes).unwrap_or_default(), role);
    let parts = vec![
        run(0..wrong.start, Role::Body),
        run(wrong.clone(), Role::Error),
        run(wrong.end..text.len(), Role::Body),
    ];
    painter.line(x, y, columns, &Line::new(parts));
    let caret = painter.cells(before.get(hidden..).unwrap_or_default()).min(columns - 1);
    painter.caret_at(x + caret, y);
    if text_end.saturating_add(gap + count_columns) <= end {
        painter.line_right(end, y, &Line::new(vec![count]));
    }
    end
}

/// The saved queries, or what is wrong with a query or may have been meant otherwise. The columns that are left by so many
/// columns of text are `left`.
fn remark(
    painter: &Painter<'_>,
    shared: &Shared,
    prompt: &Prompt,
    left: impl Fn(u16) -> usize,
) -> Option<Run> {
    if prompt.purpose != PromptPurpose::Filter {
        return None;
    }
    let query = shared.typed_query();
    let room = left(painter.cells(prompt.input.value()).saturating_add(1).max(MIN_TYPED_COLUMNS));
    if let Some(names) = shared.offered_queries() {
        let offered = painter.glyphs.fit(&format!("{} {names}", Key::Down), room);
        return Some(Run::new(offered, Role::Dim));
    }
    let remark = query.problems.first().or(query.hints.first())?;
    let words = Clean::new(&remark.words);
    if prompt.is_refused {
        let words = painter.glyphs.fit(words.as_str(), left(MIN_TYPED_COLUMNS));
        return Some(Run::new(words, Role::Error));
    }
    // While one types, what is typed is seen whole.
    let words = painter.glyphs.fit(words.as_str(), room);
    (room >= MIN_REMARK_COLUMNS).then(|| Run::new(words, Role::Dim))
}

/// The part of what is seen of a refused query that is wrong, as bytes from `hidden` on.
fn wrong_part(shared: &Shared, prompt: &Prompt, hidden: usize) -> Option<Range<usize>> {
    let problem = shared.typed_query().problems.first().filter(|_| prompt.is_refused)?;
    let from_start = |at: usize| at.saturating_sub(hidden);
    Some(from_start(problem.at.start)..from_start(problem.at.end))
}

/// How many matches there are for what is typed, in about `columns`.
fn count_of_matches(
    painter: &Painter<'_>,
    shared: &Shared,
    prompt: &Prompt,
    columns: usize,
) -> String {
    match prompt.purpose {
        PromptPurpose::Note(_) if prompt.input.value().is_empty() => "a note, or none".to_owned(),
        PromptPurpose::Note(_) => String::new(),
        _ if prompt.input.value().is_empty() => String::new(),
        PromptPurpose::Filter => {
            let (shown, all) = (shared.list.shown().len(), shared.library.len());
            let count = format!("{} of {}", grouped(shown), grouped(all));
            // The heading of the list has the name too, so it does not push away what is typed.
            let taken = painter.cells(prompt.input.value()).saturating_sub(MIN_TYPED_COLUMNS);
            let room = columns.saturating_sub(usize::from(taken) + count.len() + " · ".len());
            let name = shared.query_name().filter(|name| painter.glyphs.width(name) < room);
            match name.or_else(|| matched_field(shared)) {
                Some(field) => {
                    let room = columns.saturating_sub(count.len() + " · ".len());
                    format!("{} · {count}", painter.glyphs.fit(&field, room))
                }
                None => count,
            }
        }
        PromptPurpose::Find => {
            let result = match &shared.reader.find {
                Some(find) if !find.matches.is_empty() => find.place(),
                Some(find) if find.pending.is_some() => "searching…".to_owned(),
                _ => "not found".to_owned(),
            };
            let forms = [NOT_SEARCHED, NOT_SEARCHED_SHORT];
            let mut forms = forms.map(|words| with_covers(shared, &result, words)).into_iter();
            let fits = |form: &String| painter.glyphs.width(form) <= columns;
            match forms.find(fits) {
                Some(form) => form,
                None if shared.reader.has_covers() => NOT_SEARCHED_SHORT.to_owned(),
                None => result,
            }
        }
    }
}
