//! `rushes list`: reviews, one a line.

use std::io::{self, Write};

use super::args::{ListArgs, Look};
use super::catalogue::Catalogue;
use super::input::Inputs;
use super::json::{self, Spoilers};
use super::output::Output;
use super::{Status, paint, talk};
use crate::model::Entry;
use crate::page::stars::{self, Glyphs};
use crate::page::{Line, Role, Run};
use crate::store::AuthorDefaultsCache;
use crate::text::Clean;
use crate::text::width::{fit, width};

/// The columns between two columns of the list.
const GAP: usize = 2;

/// The most columns that are kept for a text.
const WIDEST: usize = 100;

/// The most columns of a rating in words.
const WRITTEN: usize = 10;

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
    let author_cache = AuthorDefaultsCache::default();
    for id in catalogue.sorted(args.sort.into()) {
        if let Some(review) = catalogue.review(id, &author_cache) {
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
        .map(|entry| Row::of(entry, out.glyphs))
        .collect();
    let columns = Columns::of(&rows, out.columns);
    rows.iter().try_for_each(|row| paint::line(out, &row.line(&columns), 0))
}

/// What a line says.
struct Row {
    broken: bool,
    title: Clean,
    makers: Clean,
    year: Clean,
    stars: Run,
    path: Clean,
}

impl Row {
    fn of(entry: &Entry, glyphs: Glyphs) -> Self {
        let year = match (&entry.fault, entry.draft, entry.year) {
            (Some(fault), ..) => format!("ln {}", fault.line),
            (None, true, _) => "draft".to_owned(),
            (None, false, year) => year.map(|year| year.to_string()).unwrap_or_default(),
        };
        Self {
            broken: entry.fault.is_some(),
            title: entry.title.clone(),
            makers: entry.makers.clone(),
            year: Clean::from(year),
            stars: drawn(entry, glyphs),
            path: Clean::new(entry.path.to_string_lossy()),
        }
    }

    fn line(&self, columns: &Columns) -> Line {
        let mut cells = Vec::new();
        if columns.marked {
            let mark = if self.broken { "!" } else { " " };
            cells.extend([Run::new(mark, Role::Error), blank(1)]);
        }
        let padded = |text: &Clean, role, to: usize| {
            let text = if columns.cut { fit(text.as_str(), to) } else { text.to_string() };
            let gap = blank(to.saturating_sub(width(&text)) + GAP);
            [Run::new(text, role), gap]
        };
        cells.extend(padded(&self.title, Role::Title, columns.title));
        if columns.makers > 0 {
            cells.extend(padded(&self.makers, Role::Body, columns.makers));
        }
        cells.push(blank(columns.year - width(self.year.as_str())));
        cells.extend([Run::new(self.year.clone(), Role::Body), blank(GAP)]);
        let gap = blank(columns.stars - width(self.stars.text.as_str()) + GAP);
        cells.extend([self.stars.clone(), gap]);
        let path = if columns.cut {
            fit_end(self.path.as_str(), columns.path)
        } else {
            self.path.to_string()
        };
        cells.push(Run::new(path, Role::Fact));
        Line::new(cells)
    }
}

fn blank(columns: usize) -> Run {
    Run::new(" ".repeat(columns), Role::Body)
}

/// The stars that were earned; a rating that is no number, such as DNF, as it is written.
fn drawn(entry: &Entry, glyphs: Glyphs) -> Run {
    match (entry.stars(), &entry.rating) {
        (Some(stars), _) if stars.halves() > 0 => {
            Run::new(stars::earned(stars, glyphs), Role::Star)
        }
        (Some(_), _) => Run::new("0", Role::Star),
        (None, Some(rating)) => {
            Run::new(fit(Clean::new(&rating.written).as_str(), WRITTEN), Role::Body)
        }
        (None, None) => Run::new(glyphs.unrated(), Role::Dim),
    }
}

/// How wide the columns are.
struct Columns {
    /// Whether what is longer is cut.
    cut: bool,
    marked: bool,
    title: usize,
    makers: usize,
    year: usize,
    stars: usize,
    path: usize,
}

impl Columns {
    /// As wide as their longest text, or less where `limit` columns must do. Without a limit
    /// nothing is cut, but what is longer than anybody reads does not push the rest aside.
    fn of(rows: &[Row], limit: Option<usize>) -> Self {
        let longest = |text: fn(&Row) -> &Clean| {
            let widths = rows.iter().map(|row| width(text(row).as_str()));
            widths.max().unwrap_or_default().min(WIDEST)
        };
        let mut columns = Self {
            cut: limit.is_some(),
            marked: rows.iter().any(|row| row.broken),
            title: longest(|row| &row.title),
            makers: longest(|row| &row.makers),
            year: longest(|row| &row.year),
            stars: longest(|row| &row.stars.text),
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
    fn a_row_fits_its_terminal_as_long_as_there_is_room() {
        let columns = |limit| {
            let mut columns = Columns {
                cut: true,
                marked: true,
                title: 39,
                makers: 18,
                year: 4,
                stars: 5,
                path: 36,
            };
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
