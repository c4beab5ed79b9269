//! `rushes list`: reviews, one a line.

use std::io::{self, Write};

use super::args::{ListArgs, Look};
use super::catalogue::Catalogue;
use super::input::Inputs;
use super::json::{self, Spoilers};
use super::output::{Output, Tint};
use super::{Status, talk};
use crate::model::{Entry, Stars};
use crate::store::Houses;
use crate::text::Clean;
use crate::text::width::{fit, width};

/// The columns between two columns of the list.
const GAP: usize = 2;

/// The columns that stars take at most.
const MOST_STARS: usize = 5;

/// Prints the list.
pub(super) fn run(args: &ListArgs, look: Look) -> io::Result<Status> {
    let inputs = Inputs::find(&args.paths);
    let missing = inputs.missing;
    let nothing_there = inputs.all.is_empty();
    let catalogue = Catalogue::read(inputs);
    for (path, diagnostic) in &catalogue.broken {
        talk::report(path, diagnostic);
    }
    let mut out = Output::new(look);
    if args.skipped {
        print_skipped(&mut out, &catalogue)?;
    } else if args.json {
        print_json(&mut out, &catalogue, args)?;
    } else {
        print_rows(&mut out, &catalogue, args)?;
    }
    out.flush()?;
    if !nothing_there && !args.skipped && catalogue.is_empty() {
        talk::say(&nothing_found(&catalogue));
    }
    // A broken file somewhere in a folder is told, but the list was made.
    Ok(if missing || catalogue.failed { Status::Failed } else { Status::Done })
}

/// The next step for somebody whose folder holds no review.
pub(super) fn nothing_found(catalogue: &Catalogue) -> String {
    match catalogue.skipped.len() {
        0 => "no reviews found: no file with the extension toml, md, markdown, mdx, txt or text"
            .to_owned(),
        1 => "no reviews found: `rushes list --skipped` says why of the one file there".to_owned(),
        files => format!("no reviews found: `rushes list --skipped` says why of {files} files"),
    }
}

fn print_skipped(out: &mut Output, catalogue: &Catalogue) -> io::Result<()> {
    for (path, reason) in &catalogue.skipped {
        writeln!(out, "{}: {}", Clean::new(path.to_string_lossy()), Clean::new(reason))?;
    }
    Ok(())
}

fn print_json(out: &mut Output, catalogue: &Catalogue, args: &ListArgs) -> io::Result<()> {
    let houses = Houses::default();
    for id in catalogue.sorted(args.sort.into()) {
        if let Some(review) = catalogue.review(id, &houses) {
            json::write(out, &review, Spoilers::told_if(args.spoilers))?;
        }
    }
    Ok(())
}

fn print_rows(out: &mut Output, catalogue: &Catalogue, args: &ListArgs) -> io::Result<()> {
    let ids = catalogue.sorted(args.sort.into());
    let rows: Vec<Row> = ids
        .into_iter()
        .filter_map(|id| catalogue.entry(id))
        .map(|entry| Row::of(entry, out.ascii))
        .collect();
    let columns = Columns::of(&rows, out.columns);
    rows.iter().try_for_each(|row| row.print(out, &columns))
}

/// What a line says, clean.
struct Row {
    broken: bool,
    title: String,
    makers: String,
    year: String,
    rated: bool,
    stars: String,
    path: String,
}

impl Row {
    fn of(entry: &Entry, ascii: bool) -> Self {
        let year = match (&entry.fault, entry.draft, entry.year) {
            (Some(fault), ..) => format!("ln {}", fault.line),
            (None, true, _) => "draft".to_owned(),
            (None, false, year) => year.map(|year| year.to_string()).unwrap_or_default(),
        };
        let unrated = if ascii { "-" } else { "–" };
        // A rating that is no number, such as DNF, stands as it is written.
        let written = entry.rating.as_ref().map_or_else(
            || unrated.to_owned(),
            |rating| fit(Clean::new(&rating.written).as_str(), MOST_STARS),
        );
        Self {
            broken: entry.fault.is_some(),
            title: entry.title.to_string(),
            makers: entry.makers.to_string(),
            year,
            rated: entry.rating.is_some(),
            stars: entry.stars().map_or(written, |stars| drawn(stars, ascii)),
            path: Clean::new(entry.path.to_string_lossy()).to_string(),
        }
    }

    fn print(&self, out: &mut Output, columns: &Columns) -> io::Result<()> {
        if columns.marked {
            let (mark, tint) = if self.broken { ("!", Tint::Wrong) } else { (" ", Tint::Plain) };
            out.tinted(mark, tint)?;
            out.write_all(b" ")?;
        }
        let title = fit(&self.title, columns.title);
        out.tinted(&title, Tint::Strong)?;
        pad(out, columns.title - width(&title) + GAP)?;
        if columns.makers > 0 {
            let makers = fit(&self.makers, columns.makers);
            out.tinted(&makers, Tint::Plain)?;
            pad(out, columns.makers - width(&makers) + GAP)?;
        }
        pad(out, columns.year - width(&self.year))?;
        out.tinted(&self.year, Tint::Plain)?;
        pad(out, GAP)?;
        out.tinted(&self.stars, if self.rated { Tint::Star } else { Tint::Dim })?;
        pad(out, columns.stars - width(&self.stars) + GAP)?;
        out.tinted(&fit_end(&self.path, columns.path), Tint::Dim)?;
        writeln!(out)
    }
}

/// How wide the columns are.
struct Columns {
    marked: bool,
    title: usize,
    makers: usize,
    year: usize,
    stars: usize,
    path: usize,
}

impl Columns {
    /// As wide as their longest text, or less where `limit` columns must do.
    fn of(rows: &[Row], limit: Option<usize>) -> Self {
        let longest = |text: fn(&Row) -> &str| {
            rows.iter().map(|row| width(text(row))).max().unwrap_or_default()
        };
        let mut columns = Self {
            marked: rows.iter().any(|row| row.broken),
            title: longest(|row| &row.title),
            makers: longest(|row| &row.makers),
            year: longest(|row| &row.year),
            stars: longest(|row| &row.stars),
            path: longest(|row| &row.path),
        };
        if let Some(limit) = limit {
            columns.shrink(limit);
        }
        columns
    }

    /// Takes from the path, then from the makers and the title, and once more from each, until
    /// the row fits or nothing more can be taken.
    fn shrink(&mut self, limit: usize) {
        let mut total = self.total();
        let mut cut = |width: &mut usize, least: usize| {
            let less = total.saturating_sub(limit).min(width.saturating_sub(least));
            *width -= less;
            total -= less;
        };
        for [path, makers, title] in [[20, 14, 24], [8, 8, 8]] {
            cut(&mut self.path, path);
            cut(&mut self.makers, makers);
            cut(&mut self.title, title);
        }
    }

    const fn total(&self) -> usize {
        let mark = if self.marked { 2 } else { 0 };
        let makers = if self.makers > 0 { self.makers + GAP } else { 0 };
        mark + self.title + GAP + makers + self.year + GAP + self.stars + GAP + self.path
    }
}

fn pad(out: &mut Output, columns: usize) -> io::Result<()> {
    write!(out, "{:columns$}", "")
}

/// The stars that were earned.
fn drawn(stars: Stars, ascii: bool) -> String {
    let (star, half, none) = if ascii { ("*", "+", ".") } else { ("★", "½", "☆") };
    let halves = usize::from(stars.halves());
    if halves == 0 {
        return none.repeat(MOST_STARS);
    }
    star.repeat(halves / 2) + if halves % 2 == 1 { half } else { "" }
}

/// Cuts `text` at its beginning: a path says most at its end.
fn fit_end(text: &str, columns: usize) -> String {
    let all = width(text);
    if all <= columns {
        return text.to_owned();
    }
    let mut start = 0;
    let mut left = all;
    for (at, c) in text.char_indices() {
        if left < columns {
            break;
        }
        left -= width(c.encode_utf8(&mut [0; 4])).min(left);
        start = at + c.len_utf8();
    }
    format!("…{}", text.get(start..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_drawn_as_earned() {
        let at = |halves, ascii| drawn(Stars::from_halves(halves), ascii);
        assert_eq!(at(7, false), "★★★½");
        assert_eq!(at(7, true), "***+");
        assert_eq!(at(1, false), "½");
        assert_eq!(at(0, false), "☆☆☆☆☆");
    }

    #[test]
    fn a_row_fits_its_terminal_as_long_as_there_is_room() {
        let columns = |limit| {
            let mut columns =
                Columns { marked: true, title: 39, makers: 18, year: 4, stars: 5, path: 36 };
            columns.shrink(limit);
            [columns.title, columns.makers, columns.path, columns.total()]
        };
        assert_eq!(columns(200), [39, 18, 36, 112]);
        assert_eq!(columns(100), [39, 18, 24, 100]);
        assert_eq!(columns(80), [27, 14, 20, 80]);
        assert_eq!(columns(60), [24, 9, 8, 60]);
        assert_eq!(columns(10), [8, 8, 8, 43]);
    }

    #[test]
    fn paths_are_cut_at_their_beginning() {
        assert_eq!(fit_end("reviews/ballerina.toml", 30), "reviews/ballerina.toml");
        assert_eq!(fit_end("reviews/ballerina.toml", 15), "…ballerina.toml");
    }
}
