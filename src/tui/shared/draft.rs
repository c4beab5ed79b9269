//! A preview checks a draft after each save and shows what has changed.

use super::reader::Shown;
use super::{Effect, Shared};
use crate::jobs::Job;
use crate::page::Page;

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
        let lines = shown.page.paragraphs.get(changed)?.lines.clone();
        let rows = self.rows();
        let view = rows.body_in_view(self.reader.scroll);
        if lines.start < view.start || lines.end.min(lines.start + view.len()) > view.end {
            self.reader.scroll = rows.scroll_for(lines.start.saturating_sub(rows.moving() / 4));
            self.reader.jumped = None;
        }
        self.reader.tinted = Some(changed);
        self.reader.tint += 1;
        Some(Effect::Tint { ticket: self.reader.tint })
    }
}

/// The first paragraph of `after` that differs from `before` in its text, in its heading or in
/// the paragraph it follows. `None` if nothing that is shown has changed.
fn first_change(before: &Shown, after: &Shown) -> Option<usize> {
    let (old, new) = (texts(before), texts(after));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    if same == old.len() && same == new.len() {
        return None;
    }
    (!new.is_empty()).then(|| same.min(new.len() - 1))
}

/// The shown text of each paragraph, with its heading.
fn texts(shown: &Shown) -> Vec<(Option<&str>, String)> {
    let heading = |section: usize| {
        shown.review.sections.get(section).and_then(|section| section.heading.as_deref())
    };
    let text = |page: &Page, lines: std::ops::Range<usize>| -> String {
        page.body[lines].iter().map(|line| line.text() + " ").collect()
    };
    let paragraphs = shown.page.paragraphs.iter();
    paragraphs.map(|p| (heading(p.section), text(&shown.page, p.lines.clone()))).collect()
}
