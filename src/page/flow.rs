//! Items that follow one another in rows, such as names: as many as there is room for, and how many
//! there are besides.

use super::wrap::wrap_long;
use super::{Line, Role, Run};
use crate::text::Glyphs;

/// What stands between two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// `Buster Keaton, Clyde Bruckman +2`
    Comma,
    /// `Ana de Armas (Rooney) · Keanu Reeves (John Wick) · +2`
    Dot,
}

impl Between {
    /// Ends an item that is not the last one.
    fn end(self) -> Option<Run> {
        match self {
            Self::Comma => Some(Run::new(",", Role::Fact)),
            Self::Dot => None,
        }
    }

    /// Stands before the next item of a row.
    fn gap(self, glyphs: Glyphs) -> Run {
        match self {
            Self::Comma => Run::new(" ", Role::Fact),
            Self::Dot => Run::new(&*glyphs.signs(" · "), Role::Dim),
        }
    }

    fn count(self, left_out: usize, is_first: bool, glyphs: Glyphs) -> Run {
        let before = match self {
            _ if is_first => "",
            Self::Comma => " ",
            Self::Dot => " · ",
        };
        Run::new(format!("{}+{left_out}", glyphs.signs(before)), Role::Count)
    }
}

/// Items that were laid out in rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) rows: Vec<Line>,
    /// Whether every item is there and none was cut.
    pub(super) is_whole: bool,
}

/// Cuts runs to `columns`, with an ellipsis at the end if anything is cut off.
pub(super) fn fit(runs: &[Run], columns: usize, glyphs: Glyphs) -> Vec<Run> {
    if glyphs.width_of(runs) <= columns {
        return runs.to_vec();
    }
    let mut fitting = Vec::new();
    let mut room = columns;
    for (index, run) in runs.iter().enumerate() {
        let cells = glyphs.width_of(std::slice::from_ref(run));
        let rest = glyphs.width_of(&runs[index + 1..]);
        // A run is drawn whole only where what follows it fits too, or at least an ellipsis.
        if cells < room || (cells == room && rest == 0) {
            room -= cells;
            fitting.push(run.clone());
            continue;
        }
        // Makes sure that the text is cut even where it would just fit.
        let text = format!("{} ", run.text);
        let cut = glyphs.fit(&text, room);
        if !cut.is_empty() {
            fitting.push(Run { text: cut.into(), ..run.clone() });
        }
        break;
    }
    fitting
}

/// All items, in as many rows as they need; an item that is longer than a row is wrapped.
pub(super) fn all(
    items: &[Vec<Run>],
    between: Between,
    columns: usize,
    glyphs: Glyphs,
) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let mut used = 0;
    for (index, item) in items.iter().enumerate() {
        let mut item = item.clone();
        if index + 1 < items.len() {
            item.extend(between.end());
        }
        let gap = between.gap(glyphs);
        let wanted = glyphs.width_of(std::slice::from_ref(&gap)) + glyphs.width_of(&item);
        match rows.last_mut() {
            Some(row) if used + wanted <= columns => {
                row.runs.push(gap);
                row.runs.append(&mut item);
                used += wanted;
            }
            _ => {
                rows.extend(wrap_long(&item, columns, glyphs));
                used = rows.last().map_or(0, |row| row.width(glyphs));
            }
        }
    }
    rows
}

/// As many items as there is room for in `max_rows`, and then how many were left out.
pub(super) fn some(
    items: &[Vec<Run>],
    between: Between,
    columns: usize,
    max_rows: usize,
    glyphs: Glyphs,
) -> Flow {
    if let [item] = items {
        return one(item, columns, max_rows, glyphs);
    }
    let mut flow = Flow { rows: Vec::new(), is_whole: true };
    let mut row = Line::blank();
    let cells = |runs: &[Run]| glyphs.width_of(runs);
    let (end, gap) = (between.end(), between.gap(glyphs));
    let separator: Vec<Run> = end.iter().cloned().chain([gap]).collect();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        let is_last_row = flow.rows.len() + 1 >= max_rows;
        let reserved = match items.len() - at - 1 {
            0 => 0,
            after if is_last_row => cells(&[between.count(after, false, glyphs)]),
            _ => cells(end.as_slice()),
        };
        let room = columns.saturating_sub(reserved);
        let before = if row.runs.is_empty() { &[][..] } else { &separator };
        if cells(&row.runs) + cells(before) + cells(item) <= room {
            row.runs.extend_from_slice(before);
            row.runs.extend_from_slice(item);
            at += 1;
        } else if !is_last_row && !row.runs.is_empty() {
            row.runs.extend(end.clone());
            flow.rows.push(std::mem::take(&mut row));
        } else if row.runs.is_empty() && room >= MIN_CUT_COLUMNS {
            row.runs = fit(item, room, glyphs);
            flow.is_whole = false;
            at += 1;
        } else {
            break;
        }
    }
    if at < items.len() {
        let count = between.count(items.len() - at, row.runs.is_empty(), glyphs);
        row.runs.push(count);
        row.runs = fit(&row.runs, columns, glyphs);
        flow.is_whole = false;
    }
    if !row.runs.is_empty() {
        flow.rows.push(row);
    }
    flow
}

/// A single item, wrapped to at most `max_rows`.
fn one(item: &[Run], columns: usize, max_rows: usize, glyphs: Glyphs) -> Flow {
    let mut rows = wrap_long(item, columns, glyphs);
    let is_whole = rows.len() <= max_rows;
    if !is_whole && let Some(after) = rows.get_mut(max_rows).map(std::mem::take) {
        rows.truncate(max_rows);
        if let Some(last) = rows.last_mut() {
            if !last.joins_next {
                last.runs.push(Run::new(" ", Role::Body));
            }
            last.runs.extend(after.runs);
            *last = Line::new(fit(&last.runs, columns, glyphs));
        }
    }
    Flow { rows, is_whole }
}

/// An item is cut to no fewer columns; it is left out instead.
const MIN_CUT_COLUMNS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn items(names: &[&str]) -> Vec<Vec<Run>> {
        names.iter().map(|name| vec![Run::new(*name, Role::Body)]).collect()
    }

    fn texts(rows: &[Line]) -> Vec<String> {
        rows.iter().map(Line::text).collect()
    }

    const NAMES: [&str; 4] = ["Ana de Armas", "Keanu Reeves", "Anjelica Huston", "Norman Reedus"];

    #[test]
    fn what_does_not_fit_is_counted() {
        let rows = |columns, max_rows, between| {
            let flow = some(&items(&NAMES), between, columns, max_rows, Glyphs::Unicode);
            (texts(&flow.rows), flow.is_whole)
        };
        assert_eq!(
            rows(60, 2, Between::Dot),
            (
                vec![
                    "Ana de Armas · Keanu Reeves · Anjelica Huston".into(),
                    "Norman Reedus".into()
                ],
                true
            )
        );
        assert_eq!(
            rows(30, 2, Between::Dot),
            (vec!["Ana de Armas · Keanu Reeves".into(), "Anjelica Huston · +1".into()], false)
        );
        assert_eq!(
            rows(30, 1, Between::Comma),
            (vec!["Ana de Armas, Keanu Reeves +2".into()], false)
        );
        assert_eq!(
            rows(28, 2, Between::Comma),
            (vec!["Ana de Armas, Keanu Reeves,".into(), "Anjelica Huston +1".into()], false)
        );
        assert_eq!(rows(8, 1, Between::Comma), (vec!["Ana… +3".into()], false));
        assert_eq!(rows(5, 1, Between::Comma), (vec!["+4".into()], false));
        assert_eq!(rows(1, 1, Between::Comma).0, ["…"]);
    }

    #[test]
    fn a_single_text_is_wrapped_before_it_is_cut() {
        let rows = |columns, max_rows| {
            let item = items(&["18 October 2026 by headphonesthoughts"]);
            let flow = some(&item, Between::Dot, columns, max_rows, Glyphs::Unicode);
            (texts(&flow.rows), flow.is_whole)
        };
        assert_eq!(
            rows(25, 2),
            (vec!["18 October 2026 by".into(), "headphonesthoughts".into()], true)
        );
        assert_eq!(rows(25, 1), (vec!["18 October 2026 by headp…".into()], false));
        assert_eq!(rows(11, 2), (vec!["18 October".into(), "2026 by he…".into()], false));
    }

    #[test]
    fn all_of_them_take_as_many_rows_as_they_need() {
        let rows = |columns| texts(&all(&items(&NAMES), Between::Comma, columns, Glyphs::Unicode));
        assert_eq!(rows(30), ["Ana de Armas, Keanu Reeves,", "Anjelica Huston, Norman Reedus"]);
        assert_eq!(
            rows(8),
            ["Ana de", "Armas,", "Keanu", "Reeves,", "Anjelica", "Huston,", "Norman", "Reedus"]
        );
    }

    #[test]
    fn runs_are_cut_where_the_row_ends() {
        let runs = [Run::new("Ana", Role::Body), Run::new(" (Rooney)", Role::Aside)];
        let fit = |columns| Line::new(fit(&runs, columns, Glyphs::Unicode)).text();
        assert_eq!(fit(12), "Ana (Rooney)");
        assert_eq!(fit(11), "Ana (Roone…");
        assert_eq!(fit(4), "Ana…");
        assert_eq!(fit(3), "An…");
        assert_eq!(fit(1), "…");
        assert_eq!(fit(0), "");
    }
}
