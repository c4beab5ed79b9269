//! Going on with the review that was chosen last, before a walk finds it.

use std::path::Path;

use super::changed::NOTHING_READ;
use super::{Effect, Resuming, Shared};
use crate::jobs::{Job, LoadedPage, ShownAs};

impl Shared {
    /// Asks for the review with which the reader goes on.
    pub(in crate::tui) fn resume(&mut self) -> Vec<Effect> {
        let Some(Resuming { key, .. }) = &self.appearance.resuming else { return Vec::new() };
        let (key, options) = (key.clone(), self.options());
        self.reader.ticket += 1;
        let ticket = self.reader.ticket;
        self.resuming = Some(ticket);
        // Nobody knows yet whether it was guessed.
        let shown_as = ShownAs { scale: None, is_blind: self.library.is_blind() };
        vec![Effect::Run(Job::Load { ticket, key, shown_as, options })]
    }

    /// Whether that review is still to come. A later request supersedes it.
    pub(in crate::tui) fn is_resuming(&self) -> bool {
        self.resuming == Some(self.reader.ticket)
    }

    /// Whether the first frame waits for reviews from the walk.
    pub(in crate::tui) fn is_waiting_for_reviews(&self) -> bool {
        self.walk.running && self.walk.seen.is_empty()
    }

    /// Shows a review that was asked for.
    pub(super) fn arrived(&mut self, loaded: LoadedPage) -> Vec<Effect> {
        if !self.is_resuming() {
            return self.show(loaded);
        }
        let key = loaded.entry.key();
        if loaded.entry.digest == NOTHING_READ {
            return self.give_up_resuming(&key.path);
        }
        self.resuming = None;
        // The walk decides whether it stays in the list.
        if self.library.find(&key).is_none() {
            let id = self.library_mut().put(loaded.entry.clone());
            self.recall(id);
            self.list.add(&self.library, &[id]);
        }
        self.select_first();
        let mut effects = self.show(loaded);
        self.walk.newer.remove(&key);
        // A filter may hide it.
        effects.extend(self.show_selected());
        effects
    }

    /// Shows another review if the file with which the reader was to go on has it no longer.
    pub(super) fn give_up_resuming(&mut self, path: &Path) -> Vec<Effect> {
        let is_it = |resuming: &Resuming| *resuming.key.path == *path;
        if !self.is_resuming() || !self.appearance.resuming.as_ref().is_some_and(is_it) {
            return Vec::new();
        }
        self.resuming = None;
        self.appearance.resuming = None;
        self.has_lost_review = true;
        self.select_first();
        self.show_selected()
    }
}
