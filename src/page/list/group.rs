//! The headings of the groups of a list.

use super::columns::MARGIN_COLUMNS;
use crate::model::{Group, SortKey};
use crate::page::stars::earned;
use crate::page::{Line, Role, Run};
use crate::text::Glyphs;
use crate::text::phrase::grouped;

/// The heading of a group of `count` reviews.
#[must_use]
pub(crate) fn group(group: Group, count: usize, width: usize, glyphs: Glyphs) -> Line {
    const NAME_COLUMN: usize = 2;
    let end = width.saturating_sub(MARGIN_COLUMNS);
    let count = grouped(count);
    let count_at = end.saturating_sub(count.len());
    let room = count_at.saturating_sub(NAME_COLUMN + 1);
    let name = group_name(group, glyphs);
    let name = Run::new(glyphs.fit(name.text.as_str(), room), name.role);
    let rule = room.saturating_sub(glyphs.width(name.text.as_str()) + 1);
    let mut line = Line::blank();
    line.push_at(NAME_COLUMN, name, glyphs);
    line.runs.push(Run::new(" ", Role::Body));
    line.runs.push(Run::new("─".repeat(rule), Role::Rule));
    line.push_at(count_at, Run::new(count, Role::Count), glyphs);
    line
}

fn group_name(group: Group, glyphs: Glyphs) -> Run {
    let name = match group {
        Group::Year(year) => year.to_string(),
        Group::Initial(digit) if digit.is_ascii_digit() => "0 to 9".to_owned(),
        Group::Initial(first) => first.to_uppercase().collect(),
        Group::Decade(first) => format!("{first}s"),
        Group::Stars(stars) if stars.halves() > 0 => {
            return Run::new(earned(stars, glyphs), Role::Star);
        }
        Group::Stars(_) => "0".to_owned(),
        Group::Without(SortKey::Date) => "undated".to_owned(),
        Group::Without(SortKey::Title) => "untitled".to_owned(),
        Group::Without(SortKey::Year) => "no year".to_owned(),
        Group::Without(SortKey::Rating) => "without stars".to_owned(),
    };
    Run::new(name, Role::Fact)
}
