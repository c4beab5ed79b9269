//! What is remembered of reviews. A sign changes once the log has it, not before.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Appearance, Effect, Shared};
use crate::jobs::Job;
use crate::model::{EntryRef, ReviewId, ReviewKey};
use crate::page::Role;
use crate::state::{Change, State, Subject};
use crate::store::Added;
use crate::tui::keymap::ScreenName;

/// A request to the log that is not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pending {
    ticket: u64,
    changes: Vec<Change>,
    /// What is said once it is done; `None` for what nobody asked for.
    words: Option<String>,
    /// What is undone by it, which can be tried again if it fails.
    undone: Option<Undoable>,
}

/// A change that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Undoable {
    /// The request that did it.
    ticket: u64,
    /// What was so before.
    before: Change,
    /// What was done, and to which review.
    words: &'static str,
    id: ReviewId,
}

impl Shared {
    /// Whether the log has not answered yet.
    pub(in crate::tui) fn is_remembering(&self) -> bool {
        !self.remembering.is_empty()
    }

    /// Marks the chosen review as read, or as unread if it was read.
    pub(in crate::tui) fn toggle_read(&mut self) -> Vec<Effect> {
        let id = self.remembered_review();
        let Some((id, (subject, entry))) = id.and_then(|id| Some((id, self.subject_of(id)?)))
        else {
            return Vec::new();
        };
        let [read, unread] = [true, false].map(|is_read| Change::read(&subject, is_read));
        // A key may come before the log has answered to the one before.
        let pending = self.remembering.iter().rev().flat_map(|pending| &pending.changes);
        let mut pending = pending.filter(|change| [&read, &unread].contains(change));
        let was_read = pending.next().map_or(entry.marks().read, |change| *change == read);
        let (now, before, words) = match was_read {
            true => (unread, read, "marked as unread"),
            false => (read, unread, "marked as read"),
        };
        self.remember_undoable(id, now, before, words)
    }

    /// The chosen review, if anything can be remembered of it; else says why not.
    pub(super) fn remembered_review(&mut self) -> Option<ReviewId> {
        if self.is_preview {
            self.say("no draft is remembered", Role::Dim);
            return None;
        }
        if self.list.selected().is_none() {
            self.say("no review is chosen", Role::Dim);
        }
        self.list.selected()
    }

    /// Remembers what was asked for.
    pub(super) fn remember_undoable(
        &mut self,
        id: ReviewId,
        change: Change,
        before: Change,
        words: &'static str,
    ) -> Vec<Effect> {
        let effects = self.remember(vec![change], Some(words.to_owned()), None);
        self.keep_undoable(id, before, words);
        effects
    }

    /// Lets the last request be undone.
    pub(super) fn keep_undoable(&mut self, id: ReviewId, before: Change, words: &'static str) {
        let ticket = self.requests_to_remember;
        self.undoable.push(Undoable { ticket, before, words, id });
    }

    /// Undoes the last change of what was read, was guessed or has a bookmark.
    pub(in crate::tui) fn undo(&mut self) -> Vec<Effect> {
        let Some(undone) = self.undoable.pop() else {
            self.say("nothing to undo", Role::Dim);
            return Vec::new();
        };
        // A rating in the title may be covered by now.
        let title = self.library.get(undone.id).map(EntryRef::title).unwrap_or_default();
        let (words, change) = (format!("undone: {title}: {}", undone.words), undone.before.clone());
        self.remember(vec![change], Some(words), Some(undone))
    }

    /// The chosen review, and how the log names it.
    fn subject(&self) -> Option<(Subject, EntryRef<'_>)> {
        self.subject_of(self.list.selected()?)
    }

    pub(super) fn subject_of(&self, id: ReviewId) -> Option<(Subject, EntryRef<'_>)> {
        let entry = self.library.get(id)?;
        Some((Subject::of(entry, &self.appearance.paths), entry))
    }

    /// Marks the open review as read once its last line is in view.
    pub(super) fn read_to_its_end(&mut self) -> Vec<Effect> {
        let is_read_here = self.screen == ScreenName::Review && self.reader.awaited.is_none();
        let rows = self.rows();
        if !is_read_here || !self.reader.reaches_end(&rows) {
            return Vec::new();
        }
        let subject = self.shown_id().and_then(|id| Some((id, self.subject_of(id)?.0)));
        let Some((id, subject)) = subject.filter(|_| !self.is_preview) else { return Vec::new() };
        let [now, before] = [true, false].map(|is_read| Change::read(&subject, is_read));
        if self.appearance.state.says(&now) {
            return Vec::new();
        }
        let effects = self.remember(vec![now], None, None);
        self.keep_undoable(id, before, "read to its end");
        effects
    }

    /// Remembers where the review on the screen is left.
    pub(super) fn remember_place(&mut self) -> Vec<Effect> {
        let change = self.place();
        self.remember_quietly(change)
    }

    fn place(&self) -> Option<Change> {
        self.panes()?;
        let shown = self.reader.shown.as_ref()?;
        let place = self.reader.text_place(self.measure_rows());
        Some(Change::place(&self.subject_of(shown.id)?.0, place))
    }

    /// Remembers what is to be found again when the program is started the next time.
    pub(in crate::tui) fn remember_at_end(&mut self) -> Vec<Effect> {
        let changes: Vec<Change> = self.place().into_iter().chain(self.last()).collect();
        self.remember_quietly(changes)
    }

    /// Which review is chosen, unless that goes without saying.
    fn last(&self) -> Option<Change> {
        let (library, (of, _)) = self.appearance.paths.library().zip(self.subject())?;
        let is_open = self.screen == ScreenName::Review;
        let is_usual = !is_open && self.list.cursor() == 0;
        (!is_usual || self.appearance.state.last(&library).is_some())
            .then(|| Change::last(&library, &of, is_open))
    }

    /// Opens a review where it was left when the program ran before.
    pub(super) fn recall_place(&mut self, id: ReviewId) {
        let state = &self.appearance.state;
        let place =
            self.library.get(id).and_then(|entry| state.place(entry, &self.appearance.paths));
        if let Some(place) = place {
            self.reader.recall_place(id, place);
        }
    }

    /// Remembers how the library is looked at.
    pub(super) fn remember_of_library(
        &mut self,
        change: impl FnOnce(&str) -> Change,
    ) -> Vec<Effect> {
        let change = self.appearance.paths.library().map(|library| change(&library));
        self.remember_quietly(change)
    }

    /// Remembers what nobody asked for, as far as it is new. Of a draft nothing is remembered.
    pub(super) fn remember_quietly(
        &mut self,
        changes: impl IntoIterator<Item = Change>,
    ) -> Vec<Effect> {
        let is_new = |change: &Change| !self.appearance.state.says(change);
        let changes: Vec<Change> = changes.into_iter().filter(is_new).collect();
        match changes.is_empty() || self.is_preview {
            true => Vec::new(),
            false => self.remember(changes, None, None),
        }
    }

    /// Asks for changes to be added to the log.
    pub(super) fn remember(
        &mut self,
        changes: Vec<Change>,
        words: Option<String>,
        undone: Option<Undoable>,
    ) -> Vec<Effect> {
        self.requests_to_remember += 1;
        let ticket = self.requests_to_remember;
        let pending = Pending { ticket, changes: changes.clone(), words, undone };
        self.remembering.push_back(pending);
        vec![Effect::Run(Job::Remember { ticket, changes })]
    }

    /// Applies what the log has now.
    pub(super) fn remembered(&mut self, ticket: u64, added: Result<Added, String>) -> Vec<Effect> {
        let at = self.remembering.iter().position(|pending| pending.ticket == ticket);
        let Some(pending) = at.and_then(|at| self.remembering.remove(at)) else {
            return Vec::new();
        };
        let Pending { changes, words, undone, .. } = pending;
        let added = match added {
            Ok(added) => added,
            Err(why) => {
                // What nobody asked for is not worth more than one message.
                if words.is_some() || !self.has_failed_to_remember {
                    self.fail(why);
                }
                self.has_failed_to_remember = true;
                self.undoable.retain(|undoable| undoable.ticket != ticket);
                self.undoable.extend(undone);
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
                let Appearance { state, paths, .. } = &mut self.appearance;
                return state.recall_all(Arc::make_mut(&mut self.library), paths);
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
        let Appearance { state, paths, .. } = &mut self.appearance;
        let marks = state.marks(entry, paths);
        let is_guessed = marks.guess != entry.marks().guess;
        self.library_mut().set_marks(id, marks);
        // Its title may have a rating in it, and with that another place.
        if is_guessed && self.library.is_blind() && self.list.every().contains(&id) {
            self.list.add(&self.library, &[id]);
        }
    }

    /// Takes note that reviews are to be looked for elsewhere.
    pub(super) fn release(&mut self, ids: &[ReviewId]) {
        let Appearance { state, paths, .. } = &mut self.appearance;
        for entry in ids.iter().filter_map(|&id| self.library.get(id)) {
            state.release(entry, paths);
        }
    }

    /// How the log names reviews.
    pub(super) fn subjects(&self, ids: &[ReviewId]) -> Vec<Subject> {
        let entries = ids.iter().filter_map(|&id| self.library.get(id));
        entries.map(|entry| Subject::of(entry, &self.appearance.paths)).collect()
    }

    /// Does what [`Self::adopt`] does where the reviews of a file are others than before. Most saves
    /// change the text alone, and must not cost more the more is remembered.
    pub(super) fn adopt_since(&mut self, before: &[Subject], now: &[ReviewId]) {
        if self.subjects(now) != before {
            self.adopt();
        }
    }

    /// Gives what is remembered of reviews that are gone to those that took their places. Until a
    /// walk ends nobody knows which are gone.
    pub(super) fn adopt(&mut self) {
        if !self.walk.running {
            let Appearance { state, paths, .. } = &mut self.appearance;
            state.adopt(Arc::make_mut(&mut self.library), paths);
        }
    }
}
