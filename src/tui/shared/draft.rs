//! A preview checks a draft after each save and shows what has changed.

use super::reader::Shown;
use super::{Effect, Shared};
use crate::jobs::Job;
use crate::page::Paragraph;

impl Shared {
    /// In a preview, asks for the problems of the draft.
    pub(super) fn inspect(&self) -> Option<Effect> {
        let shown = self.reader.shown.as_ref().filter(|_| self.is_preview)?;
        Some(Effect::Run(Job::Inspect { key: shown.review.key() }))
    }

    /// Shows the author what was just written: the first paragraph that differs from `before` comes
    /// into view and is tinted for a moment.
    pub(super) fn point_out(&mut self, before: Option<&Shown>) -> Option<Effect> {
        let shown = self.reader.shown.as_ref()?;
        let changed = first_change(before.filter(|_| self.is_preview)?, shown)?;
        let lines = shown.page.paragraphs.get(changed)?.lines();
        let rows = self.rows();
        let view = rows.body_in_view(self.reader.scroll);
        if lines.start < view.start || lines.end.min(lines.start + view.len()) > view.end {
            self.reader.scroll = rows.scroll_for(lines.start.saturating_sub(rows.moving() / 4));
        }
        self.reader.tinted = Some(changed);
        self.reader.tint += 1;
        Some(Effect::Tint { ticket: self.reader.tint })
    }
}

/// The first paragraph of `after` that differs from `before` in its text, in its heading or in
/// the paragraph it follows. `None` if nothing that is shown has changed.
fn first_change(before: &Shown, after: &Shown) -> Option<usize> {
    let count = after.page.paragraphs.len();
    let is_same = |index: &usize| {
        heading(before, *index) == heading(after, *index)
            && lines(before, *index).eq(lines(after, *index))
    };
    let same = (0..count).take_while(is_same).count();
    if same == count && before.page.paragraphs.len() == count {
        return None;
    }
    (count > 0).then(|| same.min(count - 1))
}

/// The heading of the section that a paragraph belongs to.
fn heading(shown: &Shown, index: usize) -> Option<&str> {
    let section = shown.page.section_of(shown.page.paragraphs.get(index)?);
    shown.review.sections.get(section)?.heading.as_deref()
}

/// The texts of a paragraph's lines.
fn lines(shown: &Shown, index: usize) -> impl Iterator<Item = &str> {
    let lines = shown.page.paragraphs.get(index).map_or(0..0, Paragraph::lines);
    lines.map(|line| shown.page.body.text(line..line + 1))
}
