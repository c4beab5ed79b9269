//! The section bar: the current section, how long the sections are, and how much is read.

use super::{Line, Page, Role, Run, SectionMark};
use crate::text::Glyphs;

const GAP_COLUMNS: usize = 2;

/// The section bar of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Names above rules, or one line of both where the names do not fit.
    pub lines: Vec<Line>,
    /// Which columns stand for which section, for the mouse.
    pub(crate) columns: Vec<std::ops::Range<usize>>,
}

/// The bar of `page` in at most `rows` when `current` is the section in view and the lines of the
/// body before `read` have been seen.
#[must_use]
pub fn bar(page: &Page, columns: usize, rows: usize, current: usize, read: usize) -> Bar {
    if page.sections.is_empty() || columns == 0 || rows == 0 {
        return Bar::default();
    }
    let names: Vec<String> = page
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| name(index, section, page.glyphs))
        .collect();
    let least: Vec<usize> = page
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| name_width(index, section, page.glyphs))
        .collect();
    match shares(page, &least, columns).filter(|_| rows > 1) {
        Some(widths) => full(page, &names, &widths, current, read),
        None => {
            let name = page.glyphs.fit(names.get(current).map_or("", String::as_str), columns / 2);
            compact(page, name, columns, current, read)
        }
    }
}

/// The rows that the bar of `page` takes of at most `rows`.
#[must_use]
pub(crate) fn height(page: &Page, columns: usize, rows: usize) -> usize {
    if page.sections.is_empty() || columns == 0 || rows == 0 {
        return 0;
    }
    let names = page.sections.iter().enumerate();
    let names = names.map(|(index, section)| name_width(index, section, page.glyphs));
    let gaps = (page.sections.len() - 1) * GAP_COLUMNS;
    if rows > 1 && names.sum::<usize>() + gaps <= columns { 2 } else { 1 }
}

/// The cells of [`name`].
fn name_width(index: usize, section: &SectionMark, glyphs: Glyphs) -> usize {
    // A blank and the sign of a cover.
    let cover = if section.covered { 2 } else { 0 };
    glyphs.width(section.name.as_str()) + cover + if index < 9 { 2 } else { 0 }
}

fn name(index: usize, section: &SectionMark, glyphs: Glyphs) -> String {
    let cover = if section.covered { format!(" {}", glyphs.cover()) } else { String::new() };
    let number = if index < 9 { format!("{} ", index + 1) } else { String::new() };
    format!("{number}{}{cover}", section.name)
}

/// The columns of each section: at least its own minimum, and as the rest allows its share of the
/// text. None where even the minimum does not fit.
fn shares(page: &Page, least: &[usize], columns: usize) -> Option<Vec<usize>> {
    let room = columns.checked_sub((least.len() - 1) * GAP_COLUMNS)?;
    let mut widths = least.to_vec();
    let mut spare = room.checked_sub(widths.iter().sum())?;
    let total = page.body.len().max(1);
    let wanted = |index: usize| page.sections[index].lines.len() * room / total;
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

fn full(page: &Page, names: &[String], widths: &[usize], current: usize, read: usize) -> Bar {
    let mut bar = Bar { lines: vec![Line::blank(), Line::blank()], columns: Vec::new() };
    let mut at = 0;
    for (index, (name, &cells)) in names.iter().zip(widths).enumerate() {
        let role = if index == current { Role::Current } else { Role::Fact };
        bar.lines[0].push_at(at, Run::new(name.as_str(), role), page.glyphs);
        for run in rule(&page.sections[index], cells, read) {
            bar.lines[1].push_at(at, run, page.glyphs);
        }
        bar.columns.push(at..at + cells);
        at += cells + GAP_COLUMNS;
    }
    bar
}

/// One row: the name of the section in view, then the rules of all.
fn compact(page: &Page, name: String, columns: usize, current: usize, read: usize) -> Bar {
    const MIN_RULE_COLUMNS: usize = 2;
    let count = page.sections.len();
    let start = page.glyphs.width(&name) + GAP_COLUMNS;
    let room = columns.saturating_sub(start);
    let mut bar =
        Bar { lines: vec![Line::new(vec![Run::new(name, Role::Current)])], columns: Vec::new() };
    if room + 1 < count * 2 {
        let place = format!("{} of {count}", current + 1);
        if place.len() <= room {
            bar.lines[0].push_at(start, Run::new(place, Role::Dim), page.glyphs);
        }
        return bar;
    }
    let gap = 1;
    let least = vec![1; count];
    let cells = room + GAP_COLUMNS * (count - 1) - gap * (count - 1);
    let widths = shares(page, &least, cells).unwrap_or_else(|| vec![MIN_RULE_COLUMNS; count]);
    let mut at = start;
    for (section, &cells) in page.sections.iter().zip(&widths) {
        for run in rule(section, cells, read) {
            bar.lines[0].push_at(at, run, page.glyphs);
        }
        bar.columns.push(at..at + cells);
        at += cells + gap;
    }
    bar
}

/// A section's rule: heavy as far as the text is read.
fn rule(section: &SectionMark, cells: usize, read: usize) -> Vec<Run> {
    let lines = section.lines.len().max(1);
    let seen = read.saturating_sub(section.lines.start).min(lines);
    // One line read shows already, and only a section read to its end is full.
    let heavy = if seen == lines {
        cells
    } else {
        (seen * cells).div_ceil(lines).min(cells.saturating_sub(1))
    };
    let runs = [
        Run::new("━".repeat(heavy), Role::RuleRead),
        Run::new("─".repeat(cells - heavy), Role::Rule),
    ];
    runs.into_iter().filter(|run| !run.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    fn page(lines: &[usize]) -> Page {
        let mut at = 0;
        let names = ["Intro", "Plot", "Performances", "Action", "Verdict"];
        let sections = lines.iter().zip(names).map(|(&count, name)| {
            let lines = at..at + count;
            at += count;
            SectionMark {
                key: name.to_lowercase().as_str().into(),
                name: Clean::new(name),
                covered: name == "Plot",
                lines,
                words: 0,
            }
        });
        let sections = sections.collect();
        let body = (0..at).map(|_| Line::blank()).collect();
        Page { sections, body, ..Page::default() }
    }

    fn text(bar: &Bar) -> Vec<String> {
        bar.lines.iter().map(Line::text).collect()
    }

    #[test]
    fn a_rule_is_as_wide_as_its_name_or_its_share() {
        let bar = bar(&page(&[3, 12, 15, 10, 5]), 72, 2, 2, 20);
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
            rule(&page.sections[0], 10, read).iter().map(|run| run.text.to_string()).collect()
        };
        assert_eq!(drawn(0), "──────────");
        assert_eq!(drawn(1), "━─────────");
        assert_eq!(drawn(200), "━━━━━─────");
        assert_eq!(drawn(399), "━━━━━━━━━─");
        assert_eq!(drawn(400), "━━━━━━━━━━");
    }

    #[test]
    fn names_that_do_not_fit_leave_the_current_one() {
        let bar = bar(&page(&[3, 12, 15, 10, 5]), 50, 2, 2, 20);
        assert_eq!(bar.lines.len(), 1);
        assert!(text(&bar)[0].starts_with("3 Performances  ━"), "{:?}", text(&bar));
        assert!(bar.lines[0].width(Glyphs::Unicode) <= 50);
    }

    #[test]
    fn any_width_holds() {
        for columns in 0..90 {
            for sections in 0..5 {
                let page = page(&[1, 0, 15, 10, 5][..sections]);
                let bar = bar(&page, columns, 2, 0, 7);
                assert_eq!(bar.lines.len(), height(&page, columns, 2));
                assert!(
                    bar.lines.iter().all(|line| line.width(Glyphs::Unicode) <= columns.max(1)),
                    "{columns} {:?}",
                    text(&bar)
                );
            }
        }
    }
}
