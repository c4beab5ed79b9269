//! The labels and figures of each table.

use super::grid::{Column, Grid, GridRow};
use super::{TableOptions, decimals, label, mean_of, median_of};
use crate::page::stars::earned;
use crate::page::{Role, Run};
use crate::stats::{Bucket, Closeness, Counted, Detail, Guesses, Outlier, Pair, Table, TableName};
use crate::text::phrase::grouped;

/// Of the name beside a review that stands out.
const MAX_NAME_COLUMNS: usize = 18;
/// The least columns of a table that names what a review is compared with.
const MIN_COLUMNS_FOR_COMPARED: usize = 64;
/// The least columns of a table with the mean of the whole beside that of what passes the filter.
const MIN_COLUMNS_FOR_TWO_MEANS: usize = 50;

/// The table with these of its rows.
pub(super) fn grid(
    table: &Table,
    rows: &[Counted],
    is_filtered: bool,
    options: &TableOptions,
) -> Grid {
    let name = table.name;
    let columns = columns(name, is_filtered, options);
    let row = |row: &Counted| GridRow {
        label: match &row.detail {
            Detail::Outlier(outlier) => Run::new(outlier.title.clone(), Role::Body),
            _ => label(&row.bucket, options.glyphs),
        },
        amount: amount(name, row),
        cells: cells(name, row, is_filtered, options),
    };
    Grid {
        heading: name.heading(),
        columns,
        rows: rows.iter().map(row).collect(),
        most: table.rows.iter().filter_map(|row| amount(name, row)).max(),
        width: options.width,
        is_flush: name == TableName::Ratings,
        glyphs: options.glyphs,
    }
}

/// What the length of a bar stands for; `None` without one.
fn amount(name: TableName, row: &Counted) -> Option<usize> {
    let is_other = matches!(
        row.bucket,
        Bucket::RatedInWords
            | Bucket::Unrated
            | Bucket::Covered
            | Bucket::Undated
            | Bucket::WithoutYear
    );
    match (name, &row.detail) {
        _ if is_other => None,
        (TableName::Sections, Detail::Words(words)) => Some(words.filtered),
        (TableName::Ratings | TableName::Written | TableName::Decades, _) => {
            Some(row.tally.filtered.reviews)
        }
        _ => None,
    }
}

fn columns(name: TableName, is_filtered: bool, options: &TableOptions) -> Vec<Column> {
    let titles: &[&'static str] = match (name, is_filtered) {
        (TableName::Ratings, _) => &[""],
        (TableName::Written, false) => &["n"],
        (TableName::Written, true) => &["n", "all"],
        (TableName::Closeness, false) => &["works", "close", "by", "order"],
        (TableName::Closeness, true) => &["works", "close", "by", "order", "all"],
        (TableName::Guesses, _) => &["n", "exact", "close", "off", "by"],
        (TableName::Sections, false) => &["words", "in"],
        (TableName::Sections, true) => &["words", "in", "all", "in"],
        (TableName::Outliers, _) => return outlier_columns(options),
        (_, false) if options.has_median() => &["n", "mean", "median"],
        (_, false) => &["n", "mean"],
        (_, true) if options.has_median() && options.width < MIN_COLUMNS_FOR_TWO_MEANS => {
            &["n", "mean", "median", "all"]
        }
        (_, true) if options.has_median() => &["n", "mean", "median", "all", "mean"],
        (_, true) => &["n", "mean", "all"],
    };
    // How many there are is said in every table, of all and of what passes.
    let is_optional = |index: usize| match name {
        TableName::Sections => index % 2 == 1,
        TableName::Closeness => matches!(titles[index], "by" | "order"),
        TableName::Guesses => matches!(titles[index], "off" | "by"),
        _ => !matches!(titles[index], "" | "n" | "all"),
    };
    let column = |(index, title): (usize, &&'static str)| match is_optional(index) {
        true => Column::figures(title).optional(),
        false => Column::figures(title),
    };
    titles.iter().enumerate().map(column).collect()
}

fn outlier_columns(options: &TableOptions) -> Vec<Column> {
    let words = |title| {
        let column = Column::figures(title).optional();
        Column { is_words: true, max_width: MAX_NAME_COLUMNS, ..column }
    };
    let mut columns = vec![words("stars"), Column::figures("by")];
    if options.width >= MIN_COLUMNS_FOR_COMPARED {
        columns.extend([words("beside"), Column::figures("mean").optional()]);
    }
    columns.push(Column::figures("n").optional());
    columns
}

fn cells(name: TableName, row: &Counted, is_filtered: bool, options: &TableOptions) -> Vec<Run> {
    let Pair { filtered, whole } = &row.tally;
    let figures = |figures: Vec<String>| -> Vec<Run> {
        figures.into_iter().map(|text| Run::new(text, Role::Count)).collect()
    };
    match &row.detail {
        Detail::Outlier(outlier) => return outlier_cells(row, outlier, options),
        Detail::Words(words) => {
            let mut cells = vec![grouped(words.filtered), grouped(filtered.reviews)];
            if is_filtered {
                cells.extend([grouped(words.whole), grouped(whole.reviews)]);
            }
            return figures(cells);
        }
        Detail::Closeness(closeness) => {
            let Closeness { works, within_half_star, difference, correlation } = closeness.filtered;
            let signed = |hundredths: Option<isize>| hundredths.map(signed).unwrap_or_default();
            let [by, order] = [difference, correlation].map(signed);
            let mut cells = vec![grouped(works), grouped(within_half_star), by, order];
            cells.extend(is_filtered.then(|| grouped(closeness.whole.works)));
            return figures(cells);
        }
        Detail::Guesses(guesses) => {
            let Guesses { rated, exact, within_half_star, distance, difference } = guesses.filtered;
            let off = distance.map(decimals).unwrap_or_default();
            let by = difference.map(signed).unwrap_or_default();
            let counts = [rated, exact, within_half_star].map(grouped);
            return figures(counts.into_iter().chain([off, by]).collect());
        }
        Detail::None | Detail::Months(_) => {}
    }
    let mut cells = vec![grouped(filtered.reviews)];
    match name {
        // A bar of nothing says it already.
        TableName::Ratings if is_filtered => {
            cells = vec![format!("{} of {}", grouped(filtered.reviews), grouped(whole.reviews))];
        }
        TableName::Ratings if filtered.reviews == 0 => cells = vec![String::new()],
        TableName::Ratings => {}
        TableName::Written if is_filtered => cells.push(grouped(whole.reviews)),
        TableName::Written => {}
        _ => {
            cells.push(mean_of(&filtered.spread));
            if options.has_median() {
                cells.push(median_of(&filtered.spread));
            }
            if is_filtered {
                cells.push(grouped(whole.reviews));
                cells.push(mean_of(&whole.spread));
            }
        }
    }
    figures(cells)
}

/// Hundredths with their sign.
fn signed(hundredths: isize) -> String {
    let sign = match hundredths {
        ..0 => "-",
        0 => "",
        1.. => "+",
    };
    format!("{sign}{}", decimals(hundredths.unsigned_abs()))
}

fn outlier_cells(row: &Counted, outlier: &Outlier, options: &TableOptions) -> Vec<Run> {
    let mut cells = vec![
        Run::new(earned(outlier.stars, options.glyphs), Role::Star),
        Run::new(signed(outlier.difference), Role::Count),
    ];
    let whole = &row.tally.whole;
    if options.width >= MIN_COLUMNS_FOR_COMPARED {
        cells.push(label(&row.bucket, options.glyphs));
        cells.push(Run::new(mean_of(&whole.spread), Role::Count));
    }
    cells.push(Run::new(grouped(whole.spread.rated()), Role::Count));
    cells
}
