//! The years of reviews with their months, where these fit.

use super::{INDENT_COLUMNS, TableItem, TableLine, TableOptions, label};
use crate::page::{Line, Role, Run};
use crate::stats::{Counted, Detail, Pair, TableName};
use crate::text::phrase::grouped;

const INITIALS: [&str; 12] = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];
const YEAR_COLUMNS: usize = 4;
const MIN_CELL_COLUMNS: usize = 3;
/// Blank columns between the months and the year's own number.
const GAP: usize = 2;

/// A row for each year with a cell for each month. `None` for other tables, where that does not fit,
/// and where no month is known.
pub(super) fn lines(
    name: TableName,
    rows: &[Counted],
    is_filtered: bool,
    options: &TableOptions,
) -> Option<Vec<TableLine>> {
    let months = |row: &Counted| match row.detail {
        Detail::Months(months) => Some(months.map(|month| month.filtered)),
        _ => None,
    };
    let most = rows.iter().filter_map(months).flatten().max().filter(|most| *most > 0)?;
    let cell = (grouped(most).len() + 1).max(MIN_CELL_COLUMNS);
    let totals: Vec<[String; 2]> = rows.iter().map(totals).collect();
    let width = |index: usize| {
        totals.iter().map(|total| total[index].len()).max().unwrap_or_default().max(1)
    };
    let (own, whole) = (width(0), if is_filtered { GAP + width(1).max("all".len()) } else { 0 });
    let end = INDENT_COLUMNS + YEAR_COLUMNS + 12 * cell;
    let own_end = options.width.checked_sub(whole)?;
    if end + GAP + own > own_end {
        return None;
    }
    let glyphs = options.glyphs;
    let mut heading = Line::new(vec![Run::new(name.heading(), Role::Heading)]);
    if is_filtered {
        heading.push_right(own_end, &[Run::new("n", Role::Dim)], glyphs);
        heading.push_right(options.width, &[Run::new("all", Role::Dim)], glyphs);
    }
    let mut initials = Line::blank();
    for (index, initial) in INITIALS.into_iter().enumerate() {
        let edge = INDENT_COLUMNS + YEAR_COLUMNS + (index + 1) * cell;
        initials.push_right(edge, &[Run::new(initial, Role::Dim)], glyphs);
    }
    let mut lines = vec![heading, Line::blank(), initials];
    let mut lines: Vec<TableLine> = lines.drain(..).map(TableLine::plain).collect();
    for (index, (row, total)) in rows.iter().zip(totals).enumerate() {
        let mut line = Line::new(vec![
            Run::new(" ".repeat(INDENT_COLUMNS), Role::Body),
            label(&row.bucket, glyphs),
        ]);
        for (month, count) in months(row).into_iter().flatten().enumerate() {
            let edge = INDENT_COLUMNS + YEAR_COLUMNS + (month + 1) * cell;
            let run = match count {
                0 => Run::new("·", Role::Rule),
                count => Run::new(grouped(count), Role::Count),
            };
            line.push_right(edge, &[run], glyphs);
        }
        let [own, whole] = total.map(|total| [Run::new(total, Role::Count)]);
        line.push_right(own_end, &own, glyphs);
        if is_filtered {
            line.push_right(options.width, &whole, glyphs);
        }
        lines.push(TableLine { line, item: Some(TableItem::Row(index)) });
    }
    Some(lines)
}

/// The reviews of the year that pass, and all.
fn totals(row: &Counted) -> [String; 2] {
    let Pair { filtered, whole } = row.tally;
    [grouped(filtered.reviews), grouped(whole.reviews)]
}
