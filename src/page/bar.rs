//! The section bar: the current section, how long the sections are, and how much is read.

use super::{Line, Page, Role, Run, SectionMark};
use crate::text::Glyphs;

const GAP_COLUMNS: usize = 2;
/// The least columns of a name that is cut; with less, only the current section is named.
const MIN_NAME_COLUMNS: usize = 4;
/// The sections that have a number, since a key goes to them.
const NUMBERED_SECTIONS: usize = 9;

/// The section bar of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Names above rules, or one line of both where the names do not fit.
    pub lines: Vec<Line>,
    /// Which columns stand for which section, for the mouse.
    pub(crate) columns: Vec<std::ops::Range<usize>>,
}

/// How far a page is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The section at the top of the view.
    pub current: usize,
    /// The lines of the body that have been seen, counted from its first.
    pub read: usize,
    /// Whether keys go to the page.
    pub has_focus: bool,
}

/// The bar of `page` in these columns and at most these rows.
#[must_use]
pub fn bar(page: &Page, (columns, rows): (usize, usize), progress: Progress) -> Bar {
    if page.sections.is_empty() || columns == 0 || rows == 0 {
        return Bar::default();
    }
    match name_columns(page, columns).filter(|_| rows > 1) {
        Some(name_columns) => full(page, name_columns, columns, progress),
        None => compact(page, columns, progress),
    }
}

/// The rows that the bar of `page` takes.
#[must_use]
pub(crate) fn height(page: &Page, (columns, rows): (usize, usize)) -> usize {
    if page.sections.is_empty() || columns == 0 || rows == 0 {
        return 0;
    }
    if rows > 1 && name_columns(page, columns).is_some() { 2 } else { 1 }
}

/// The most columns that a name can have for all of them to stand side by side; `None` if they would
/// be too short.
fn name_columns(page: &Page, columns: usize) -> Option<usize> {
    let room = columns.checked_sub((page.sections.len() - 1) * GAP_COLUMNS)?;
    let widest = || {
        let names = page.sections.iter();
        names.map(|section| page.glyphs.width(section.name.as_str())).max().unwrap_or(0)
    };
    if page.sections.len() > room {
        return None;
    }
    let needed = |columns: usize| -> usize {
        let sections = page.sections.iter().enumerate();
        sections.map(|(index, section)| label_width(index, section, columns, page.glyphs)).sum()
    };
    let (widest, least) = (widest(), MIN_NAME_COLUMNS);
    (least.min(widest)..=widest).rev().find(|&columns| needed(columns) <= room)
}

/// The cells of [`label`], with those of the sign of a cover: they are kept when it is opened.
fn label_width(index: usize, section: &SectionMark, columns: usize, glyphs: Glyphs) -> usize {
    let number = if index < NUMBERED_SECTIONS { 2 } else { 0 };
    let cover = if section.has_cover { 2 } else { 0 };
    number + glyphs.width(section.name.as_str()).min(columns) + cover
}

/// The number of a section, its name in at most these columns, and the sign of a cover.
fn label(index: usize, section: &SectionMark, columns: usize, glyphs: Glyphs) -> String {
    let number = if index < NUMBERED_SECTIONS { format!("{} ", index + 1) } else { String::new() };
    let name = glyphs.fit(section.name.as_str(), columns);
    let cover = if section.covered { format!(" {}", glyphs.cover()) } else { String::new() };
    format!("{number}{name}{cover}")
}

/// The columns of each section: at least its own minimum, and as the rest allows its share of the
/// words. None where even the minimum does not fit.
fn shares(page: &Page, least: Vec<usize>, room: usize) -> Option<Vec<usize>> {
    let mut widths = least;
    let mut spare = room.checked_sub(widths.iter().sum())?;
    let total = page.words().max(1);
    let wanted = |index: usize| page.sections[index].words * room / total;
    // One cell at a time goes to the section that lacks most of its share, so the sum is exact.
    while spare > 0 {
        let short = |index: &usize| wanted(*index) as isize - widths[*index] as isize;
        let Some(index) = (0..widths.len()).max_by_key(|index| (short(index), usize::MAX - index))
        else {
            break;
        };
        if short(&index) <= 0 {
            break;
        }
        widths[index] += 1;
        spare -= 1;
    }
    Some(widths)
}

fn full(page: &Page, name_columns: usize, columns: usize, progress: Progress) -> Bar {
    let mut bar = Bar { lines: vec![Line::blank(), Line::blank()], columns: Vec::new() };
    let least = page.sections.iter().enumerate();
    let least = least
        .map(|(index, section)| label_width(index, section, name_columns, page.glyphs))
        .collect();
    let room = columns.saturating_sub((page.sections.len() - 1) * GAP_COLUMNS);
    let Some(widths) = shares(page, least, room) else { return bar };
    let mut at = 0;
    for (index, (section, cells)) in page.sections.iter().zip(widths).enumerate() {
        let role = match index == progress.current {
            true => progress.current_role(),
            false => Role::Fact,
        };
        let label = label(index, section, name_columns, page.glyphs);
        bar.lines[0].push_at(at, Run::new(label, role), page.glyphs);
        for run in rule(section, cells, progress) {
            bar.lines[1].push_at(at, run, page.glyphs);
        }
        bar.columns.push(at..at + cells);
        at += cells + GAP_COLUMNS;
    }
    bar
}

/// One row: the name of the current section, then the rules of all.
fn compact(page: &Page, columns: usize, progress: Progress) -> Bar {
    const RULE_GAP_COLUMNS: usize = 1;
    const MIN_RULE_COLUMNS: usize = 2;
    let count = page.sections.len();
    let Some(section) = page.sections.get(progress.current) else { return Bar::default() };
    let others = label_width(progress.current, section, 0, page.glyphs);
    let name_columns = (columns / 2).saturating_sub(others).max(1);
    let name = label(progress.current, section, name_columns, page.glyphs);
    let start = label_width(progress.current, section, name_columns, page.glyphs) + GAP_COLUMNS;
    let name = page.glyphs.fit(&name, columns);
    let line = Line::new(vec![Run::new(name, progress.current_role())]);
    let mut bar = Bar { lines: vec![line], columns: Vec::new() };
    let room = columns.saturating_sub(start);
    if room + RULE_GAP_COLUMNS < count * (1 + RULE_GAP_COLUMNS) {
        let place = format!("{} of {count}", progress.current + 1);
        if place.len() <= room {
            bar.lines[0].push_at(start, Run::new(place, Role::Dim), page.glyphs);
        }
        return bar;
    }
    let cells = room - RULE_GAP_COLUMNS * (count - 1);
    let widths =
        shares(page, vec![1; count], cells).unwrap_or_else(|| vec![MIN_RULE_COLUMNS; count]);
    let mut at = start;
    for (section, cells) in page.sections.iter().zip(widths) {
        for run in rule(section, cells, progress) {
            bar.lines[0].push_at(at, run, page.glyphs);
        }
        bar.columns.push(at..at + cells);
        at += cells + RULE_GAP_COLUMNS;
    }
    bar
}

impl Progress {
    /// How the name of the current section is drawn.
    const fn current_role(self) -> Role {
        if self.has_focus { Role::Current } else { Role::Title }
    }
}

/// A section's rule: heavy as far as the text is read.
fn rule(section: &SectionMark, cells: usize, progress: Progress) -> Vec<Run> {
    let lines = section.lines.len().max(1);
    let seen = progress.read.saturating_sub(section.lines.start).min(lines);
    // One line read shows already, and only a section read to its end is full.
    let heavy = if seen == lines {
        cells
    } else {
        (seen * cells).div_ceil(lines).min(cells.saturating_sub(1))
    };
    let role = if progress.has_focus { Role::RuleRead } else { Role::Unfocused };
    let runs = [Run::new("━".repeat(heavy), role), Run::new("─".repeat(cells - heavy), Role::Rule)];
    runs.into_iter().filter(|run| !run.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    /// A page of sections with these words, a line for each word.
    fn page(words: &[usize]) -> Page {
        let mut at = 0;
        let names = ["Intro", "Plot", "Performances", "Action", "Verdict"];
        let sections = words.iter().zip(names).map(|(&words, name)| {
            let lines = at..at + words;
            at += words;
            SectionMark {
                key: name.to_lowercase().as_str().into(),
                name: Clean::new(name),
                covered: name == "Plot",
                has_cover: name == "Plot",
                lines,
                words,
            }
        });
        let sections = sections.collect();
        let body = (0..at).map(|_| Line::blank()).collect();
        Page { sections, body, ..Page::default() }
    }

    fn progress(current: usize, read: usize) -> Progress {
        Progress { current, read, has_focus: true }
    }

    fn text(bar: &Bar) -> Vec<String> {
        bar.lines.iter().map(Line::text).collect()
    }

    /// The rules without how much of them is read.
    fn lengths(bar: &Bar) -> Vec<usize> {
        bar.columns.iter().map(ExactSizeIterator::len).collect()
    }

    #[test]
    fn a_rule_is_as_wide_as_its_name_or_its_share() {
        let bar = bar(&page(&[3, 12, 15, 10, 5]), (72, 2), progress(2, 20));
        let [names, rules] = bar.lines.as_slice() else { panic!("two rows") };
        assert!(names.text().trim_end().len() > 40);
        assert!(rules.width(Glyphs::Unicode) <= 72);
        assert!(rules.text().starts_with("━━━━━━━  ━━━━━━━━"), "{}", rules.text());
        assert_eq!(
            names
                .text()
                .find("3 Performances")
                .map(|at| Glyphs::Unicode.width(&names.text()[..at])),
            Some(bar.columns[2].start)
        );
    }

    #[test]
    fn a_rule_is_full_when_its_section_is_read_to_the_end() {
        let drawn = |read: usize| -> String {
            let page = page(&[400]);
            let runs = rule(&page.sections[0], 10, progress(0, read));
            runs.iter().map(|run| run.text.to_string()).collect()
        };
        assert_eq!(drawn(0), "──────────");
        assert_eq!(drawn(1), "━─────────");
        assert_eq!(drawn(200), "━━━━━─────");
        assert_eq!(drawn(399), "━━━━━━━━━─");
        assert_eq!(drawn(400), "━━━━━━━━━━");
    }

    #[test]
    fn a_rule_is_as_long_as_before_when_a_cover_is_opened() {
        let covered = page(&[3, 12, 15, 10, 5]);
        let mut open = covered.clone();
        for section in &mut open.sections {
            section.covered = false;
            // Folded covers take fewer lines.
            section.lines = section.lines.start * 9..section.lines.end * 9;
        }
        for columns in 20..120 {
            for rows in [1, 2] {
                let lengths = [&covered, &open]
                    .map(|page| lengths(&bar(page, (columns, rows), progress(1, 7))));
                assert_eq!(lengths[0], lengths[1], "{columns} columns, {rows} rows");
            }
        }
    }

    #[test]
    fn names_are_shortened_evenly_before_only_the_current_one_is_named() {
        let at = |columns| text(&bar(&page(&[3, 12, 15, 10, 5]), (columns, 2), progress(2, 20)));
        assert!(at(57)[0].contains("3 Performances"), "{:?}", at(57));
        assert_eq!(at(50)[0].trim_end(), "1 Intro  2 Plot ░  3 Perform…  4 Action  5 Verdict");
        assert_eq!(at(40)[0].trim_end(), "1 Int…  2 Plot ░  3 Per…  4 Act…  5 Ver…");
        assert_eq!(at(39).len(), 1);
        assert!(at(39)[0].starts_with("3 Performances  ━"), "{:?}", at(39));
    }

    #[test]
    fn a_bar_of_one_row_names_the_current_section() {
        let bar = bar(&page(&[3, 12, 15, 10, 5]), (72, 1), progress(2, 20));
        assert!(text(&bar)[0].starts_with("3 Performances  ━━━ ━"), "{:?}", text(&bar));
        assert!(bar.lines.len() == 1 && (60..=72).contains(&bar.lines[0].width(Glyphs::Unicode)));
    }

    #[test]
    fn without_the_focus_nothing_is_in_the_accent() {
        for rows in [1, 2] {
            let progress = Progress { has_focus: false, ..progress(2, 20) };
            let bar = bar(&page(&[3, 12, 15, 10, 5]), (72, rows), progress);
            let mut roles = bar.lines.iter().flat_map(|line| &line.runs).map(|run| run.role);
            assert!(roles.all(|role| !matches!(role, Role::Current | Role::RuleRead)));
        }
    }

    #[test]
    fn any_width_holds() {
        for columns in 0..90 {
            for (sections, rows) in (0..5).flat_map(|sections| [(sections, 1), (sections, 2)]) {
                let page = page(&[1, 0, 15, 10, 5][..sections]);
                let bar = bar(&page, (columns, rows), progress(0, 7));
                assert_eq!(bar.lines.len(), height(&page, (columns, rows)));
                assert!(
                    bar.lines.iter().all(|line| line.width(Glyphs::Unicode) <= columns.max(1)),
                    "{columns} {:?}",
                    text(&bar)
                );
            }
        }
    }
}
