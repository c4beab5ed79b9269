//! What is remembered of reviews. A sign changes once the log has it, not before.

use std::path::PathBuf;

use super::{Effect, Shared};
use crate::jobs::Job;
use crate::model::{EntryRef, ReviewId, ReviewKey};
use crate::page::Role;
use crate::state::{Change, State, Subject};
use crate::store::Added;

/// A request to the log that is not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pending {
    ticket: u64,
    /// What is said once it is done; `None` for what nobody asked for.
    words: Option<String>,
}

impl Shared {
    /// Whether the log has not answered yet.
    pub(in crate::tui) fn is_remembering(&self) -> bool {
        !self.remembering.is_empty()
    }

    /// Marks the chosen review as read, or as unread if it was read.
    pub(in crate::tui) fn toggle_read(&mut self) -> Vec<Effect> {
        if self.is_preview {
            self.say("no draft is remembered", Role::Dim);
            return Vec::new();
        }
        let Some((subject, entry)) = self.subject() else {
            self.say("no review is chosen", Role::Dim);
            return Vec::new();
        };
        let is_read = !entry.marks().read;
        let words = if is_read { "marked as read" } else { "marked as unread" };
        let changes = vec![Change::read(&subject, is_read)];
        self.remember(changes, Some(words.to_owned()))
    }

    /// The chosen review, and how the log names it.
    fn subject(&self) -> Option<(Subject, EntryRef<'_>)> {
        let entry = self.library.get(self.list.selected()?)?;
        Some((Subject::of(entry, &self.appearance.paths), entry))
    }

    /// Asks for changes to be added to the log.
    fn remember(&mut self, changes: Vec<Change>, words: Option<String>) -> Vec<Effect> {
        self.requests_to_remember += 1;
        let ticket = self.requests_to_remember;
        self.remembering.push_back(Pending { ticket, words });
        vec![Effect::Run(Job::Remember { ticket, changes })]
    }

    /// Applies what the log has now.
    pub(super) fn remembered(
        &mut self,
        ticket: u64,
        changes: &[Change],
        added: Result<Added, String>,
    ) -> Vec<Effect> {
        let at = self.remembering.iter().position(|pending| pending.ticket == ticket);
        let words = at.and_then(|at| self.remembering.remove(at)).and_then(|pending| pending.words);
        let added = match added {
            Ok(added) => added,
            Err(why) => {
                // What nobody asked for is not worth more than one message.
                if words.is_some() || !self.has_failed_to_remember {
                    self.say(why, Role::Error);
                }
                self.has_failed_to_remember = true;
                return Vec::new();
            }
        };
        self.learn(added);
        let mut lines = Vec::new();
        changes.iter().for_each(|change| change.write_to(&mut lines));
        self.learn(Added::Lines(lines));
        if let Some(words) = words {
            self.say_done(words);
        }
        vec![Effect::Run(Job::SyncState)]
    }

    /// Applies what the log says besides what is known of it.
    pub(super) fn learn(&mut self, added: Added) {
        let lines = match added {
            Added::Lines(lines) => lines,
            Added::Anew(state) => {
                self.appearance.state = *state;
                let ids: Vec<ReviewId> = self.library.iter().map(|(id, _)| id).collect();
                return ids.into_iter().for_each(|id| self.recall(id));
            }
        };
        self.appearance.state.extend(&lines);
        for (path, ordinal) in State::reviews_in(&lines) {
            let find = |path: PathBuf| self.library.find(&ReviewKey { path: path.into(), ordinal });
            let ids: Vec<_> = self.appearance.paths.spellings(&path).filter_map(find).collect();
            ids.into_iter().for_each(|id| self.recall(id));
        }
    }

    /// Asks for the log to be written anew if most of it is superseded.
    pub(super) fn rewrite_state(&self) -> Option<Effect> {
        self.appearance.state.is_half_stale().then_some(Effect::Run(Job::RewriteState))
    }

    /// Gives a review of the library the marks that are remembered.
    pub(super) fn recall(&mut self, id: ReviewId) {
        let Some(entry) = self.library.get(id) else { return };
        let marks = self.appearance.state.marks(entry, &self.appearance.paths);
        self.library.set_marks(id, marks);
    }
}
