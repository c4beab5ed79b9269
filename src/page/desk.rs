//! The author's desk: what is still wrong with a draft, what is not written yet, and how long it is.

use super::{Line, Page, Role, Run};
use crate::draft::{Finding, Group, Inspection};
use crate::model::{Review, Section};
use crate::text::phrase::{grouped, plural};
use crate::text::{Clean, Glyphs};

mod finding;
mod strip;
mod words;

/// Blank columns before headings, as in the list.
const MARGIN_COLUMNS: usize = 2;

/// What the desk is laid out from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) review: &'a Review,
    pub(crate) page: &'a Page,
    pub(crate) inspection: &'a Inspection,
    /// The finding that is open.
    pub(crate) open: Option<usize>,
    /// Whether the author has chosen it, so that it is marked.
    pub(crate) is_chosen: bool,
    /// Whether it stands below the page, and not beside it.
    pub(crate) is_strip: bool,
}

/// One row of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeskRow {
    pub(crate) line: Line,
    /// The finding on it.
    pub(crate) finding: Option<usize>,
    /// What is counted where the row is left out: findings, or sections.
    item: Option<usize>,
}

/// Blocks of rows of the desk, from top to bottom.
struct Blocks {
    problems: Vec<DeskRow>,
    to_do: Vec<DeskRow>,
    words: Vec<DeskRow>,
}

impl DeskRow {
    fn plain(line: Line) -> Self {
        Self { line, ..Self::default() }
    }

    fn of_finding(line: Line, finding: usize) -> Self {
        Self { line, finding: Some(finding), item: Some(finding) }
    }
}

impl Desk<'_> {
    /// The state of the draft, for the right of the desk's heading.
    #[must_use]
    pub(crate) fn state(&self) -> String {
        let problems = problems_in_words(self.inspection);
        if self.review.draft { format!("draft · {problems}") } else { problems }
    }

    /// The desk in these columns and at most these rows. What does not fit is counted.
    #[must_use]
    pub(crate) fn rows(&self, columns: usize, rows: usize) -> Vec<DeskRow> {
        let blocks = Blocks {
            problems: self.problems(columns),
            to_do: self.unfinished(columns),
            words: self.words(columns),
        };
        let is_open_to_do = blocks.to_do.iter().any(|row| self.is_open(row));
        let [problems, to_do, words] = room_for(&blocks, rows, is_open_to_do);
        let blocks = [
            self.window(blocks.problems, problems),
            self.window(blocks.to_do, to_do),
            self.window(blocks.words, words),
        ];
        let mut out: Vec<DeskRow> = Vec::new();
        for block in blocks.into_iter().filter(|block| !block.is_empty()) {
            if !out.is_empty() {
                out.push(DeskRow::default());
            }
            out.extend(block);
        }
        out
    }

    fn glyphs(&self) -> Glyphs {
        self.page.glyphs
    }

    fn is_open(&self, row: &DeskRow) -> bool {
        self.open.is_some() && row.finding == self.open
    }

    /// The findings of a group, each with its index.
    fn group(&self, group: Group) -> impl Iterator<Item = (usize, &Finding)> {
        let findings = self.inspection.findings.iter().enumerate();
        findings.filter(move |(_, finding)| Group::of(&finding.diagnostic) == group)
    }

    fn problems(&self, columns: usize) -> Vec<DeskRow> {
        let mut rows: Vec<DeskRow> = Vec::new();
        for group in [Group::Errors, Group::ToMend, Group::ToConsider] {
            let count = self.group(group).count();
            if count == 0 {
                continue;
            }
            if !rows.is_empty() {
                rows.push(DeskRow::default());
            }
            rows.push(DeskRow::plain(self.group_heading(group, count, columns)));
            let of_group = self.group(group);
            rows.extend(of_group.flat_map(|(index, one)| self.finding(index, one, columns)));
        }
        rows
    }

    /// The heading of a group, with a count at the right.
    fn group_heading(&self, group: Group, count: usize, columns: usize) -> Line {
        let (sign, name, role) = match group {
            Group::Errors => ("✗ ", "error", Role::Error),
            Group::ToMend => ("! ", "to mend", Role::Warning),
            Group::ToConsider | Group::ToDo | Group::LastLook => ("· ", "to consider", Role::Dim),
        };
        let name = format!("{}{name}", self.glyphs().signs(sign));
        self.heading(Run::new(name, role), &grouped(count), columns)
    }

    fn heading(&self, name: Run, at_right: &str, columns: usize) -> Line {
        let mut line = Line::default();
        line.push_at(MARGIN_COLUMNS, name, self.glyphs());
        line.push_right(columns, &[Run::new(at_right, Role::Count)], self.glyphs());
        line
    }

    /// Sections without text that no finding names, and facts that are not filled in.
    fn unwritten(&self) -> Vec<String> {
        let sections = self.review.sections.iter().zip(&self.page.sections);
        let is_empty =
            |section: &Section| section.heading.is_none() && section.text.trim().is_empty();
        let sections = sections.filter(|(section, _)| is_empty(section));
        let sections = sections.map(|(_, mark)| mark.name.to_string());
        let facts = self.inspection.facts.iter().map(|fact| fact.name().to_owned());
        sections.chain(facts).collect()
    }

    /// What is not written yet: findings in their places, then the facts that are not filled in.
    fn unfinished(&self, columns: usize) -> Vec<DeskRow> {
        // The last look comes when nothing else is left.
        let is_last_look = self.group(Group::LastLook).next().is_some();
        let group = if is_last_look { Group::LastLook } else { Group::ToDo };
        let findings: Vec<(usize, &Finding)> = self.group(group).collect();
        let unwritten = self.unwritten();
        if findings.is_empty() && unwritten.is_empty() {
            return Vec::new();
        }
        let name = Run::new(if is_last_look { "Last look" } else { "To do" }, Role::Heading);
        let mut rows = vec![DeskRow::plain(self.heading(name, "", columns))];
        let of_group = findings.into_iter();
        rows.extend(of_group.flat_map(|(index, one)| self.finding(index, one, columns)));
        if !unwritten.is_empty() {
            let lines = self.indented(&[Run::new(unwritten.join(" · "), Role::Dim)], columns);
            rows.extend(lines.into_iter().map(DeskRow::plain));
        }
        rows
    }

    /// As many rows as there is room for, around those of the open finding; the last of them counts
    /// what is left out.
    fn window(&self, mut rows: Vec<DeskRow>, room: usize) -> Vec<DeskRow> {
        if rows.len() <= room {
            return rows;
        }
        let kept = match room {
            // The heading of a block says most.
            0 | 1 => {
                rows.truncate(room);
                return rows;
            }
            room => room - 1,
        };
        let all = count_of_items(&rows);
        let start = match rows.iter().rposition(|row| self.is_open(row)) {
            Some(last) if last >= kept => {
                let first = rows.iter().position(|row| self.is_open(row)).unwrap_or(last);
                // The heading of the group stays above.
                (last + 2).saturating_sub(kept).min(first)
            }
            _ => 0,
        };
        if start > 0 {
            let heading = rows[..start].iter().rposition(is_heading);
            let heading = heading.map(|at| rows[at].clone());
            rows.drain(..start);
            if let Some(heading) = heading.filter(|_| !rows.first().is_some_and(is_heading)) {
                rows.insert(0, heading);
            }
        }
        rows.truncate(kept);
        while rows.len() > 1 && rows.last().is_some_and(|row| row.item.is_none()) {
            rows.pop();
        }
        let more = all - count_of_items(&rows);
        let more = Run::new(format!("{} more", grouped(more)), Role::Dim);
        let mut line = Line::default();
        line.push_at(self.text_column(), more, self.glyphs());
        rows.push(DeskRow::plain(line));
        rows
    }
}

/// The title of a page that is out of date, with the first of `reasons` that fits at the right; `None`
/// if none does.
#[must_use]
pub(crate) fn stale_title(
    review: &Review,
    reasons: impl Iterator<Item = String>,
    columns: usize,
    glyphs: Glyphs,
) -> Option<Line> {
    const MIN_TITLE_COLUMNS: usize = 8;
    const GAP_COLUMNS: usize = 2;
    let mut reasons = reasons.map(|reason| Run::new(reason, Role::Error));
    let cells = |run: &Run| glyphs.width(run.text.as_str());
    let least = MIN_TITLE_COLUMNS + GAP_COLUMNS;
    let reason = reasons.find(|reason| cells(reason) + least <= columns)?;
    let room = columns - cells(&reason) - GAP_COLUMNS;
    let year = review.year.map(|year| Run::new(format!("  {year}"), Role::Dim));
    let year = year.filter(|year| cells(year) + MIN_TITLE_COLUMNS <= room);
    let title = Clean::new(review.title.as_str());
    let title = glyphs.fit(title.as_str(), room - year.as_ref().map_or(0, cells));
    let mut line = Line::new(vec![Run::new(title, Role::Title)]);
    line.runs.extend(year);
    line.push_right(columns, &[reason], glyphs);
    Some(line)
}

/// `no problems`, `1 problem`, `5 problems`; before the draft was checked it may have any.
fn problems_in_words(inspection: &Inspection) -> String {
    match inspection.problems() {
        0 if inspection.saved.is_none() => "checking…".to_owned(),
        0 => "no problems".to_owned(),
        count => plural(count, "problem"),
    }
}

fn is_heading(row: &DeskRow) -> bool {
    row.item.is_none() && !row.line.runs.is_empty()
}

/// How many different items the rows show.
fn count_of_items(rows: &[DeskRow]) -> usize {
    let mut items: Vec<usize> = rows.iter().filter_map(|row| row.item).collect();
    items.dedup();
    items.len()
}

/// The rows that each block is given. Words give way first, then what is to be done.
fn room_for(blocks: &Blocks, rows: usize, is_open_to_do: bool) -> [usize; 3] {
    const PROBLEMS: usize = 0;
    const TO_DO: usize = 1;
    const WORDS: usize = 2;
    let least_to_do = if is_open_to_do { 7 } else { 2 };
    let mut rooms = [blocks.problems.len(), blocks.to_do.len(), blocks.words.len()];
    let steps =
        [(WORDS, 1), (TO_DO, least_to_do), (PROBLEMS, 5), (WORDS, 0), (TO_DO, 0), (PROBLEMS, 0)];
    for (block, least) in steps {
        let blanks = rooms.iter().filter(|room| **room > 0).count().saturating_sub(1);
        let over = (rooms.iter().sum::<usize>() + blanks).saturating_sub(rows);
        rooms[block] -= over.min(rooms[block].saturating_sub(least));
    }
    rooms
}
