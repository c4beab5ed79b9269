//! Bookmarks, each with a note if the reader likes.

use super::chooser::Chooser;
use super::prompt::{Prompt, PromptPurpose};
use super::{Effect, Shared};
use crate::model::{ReviewId, SortKey};
use crate::page::Role;
use crate::state::Change;
use crate::text::Clean;
use crate::tui::action::Action;

impl Shared {
    /// Asks for the note of the chosen review's bookmark.
    pub(in crate::tui) fn ask_for_note(&mut self) {
        let Some(id) = self.remembered_review() else { return };
        let note = self.note(id).unwrap_or_default();
        self.prompt = Some(Prompt::new(PromptPurpose::Note(id), note.into()));
    }

    /// Whether a review has a bookmark.
    pub(in crate::tui) fn has_bookmark(&self, id: ReviewId) -> bool {
        self.library.get(id).is_some_and(|entry| entry.marks().bookmarked)
    }

    /// The note of a review's bookmark, which may be empty.
    pub(in crate::tui) fn note(&self, id: ReviewId) -> Option<String> {
        self.appearance.state.note(self.library.get(id)?, &self.appearance.paths)
    }

    pub(super) fn set_bookmark(&mut self, id: ReviewId, note: &str) -> Vec<Effect> {
        let words = match self.note(id) {
            None => "bookmark set",
            Some(before) if before == note => return Vec::new(),
            Some(_) => "note changed",
        };
        self.change_bookmark(id, Some(note), words)
    }

    pub(super) fn remove_bookmark(&mut self, id: ReviewId) -> Vec<Effect> {
        match self.has_bookmark(id) {
            true => self.change_bookmark(id, None, "bookmark removed"),
            false => Vec::new(),
        }
    }

    fn change_bookmark(
        &mut self,
        id: ReviewId,
        note: Option<&str>,
        words: &'static str,
    ) -> Vec<Effect> {
        let Some((subject, _)) = self.subject_of(id) else { return Vec::new() };
        let before = Change::bookmark(&subject, self.note(id).as_deref());
        self.remember_undoable(id, Change::bookmark(&subject, note), before, words)
    }

    /// Opens the list of bookmarks, sorted by title.
    pub(in crate::tui) fn choose_bookmark(&mut self) {
        let has_bookmark = |id: &ReviewId| self.has_bookmark(*id);
        let mut ids: Vec<ReviewId> =
            self.library.iter().map(|(id, _)| id).filter(has_bookmark).collect();
        if ids.is_empty() {
            let sets = self.with_key(Action::Bookmark, "sets one");
            return self.say(format!("no bookmarks: {sets}"), Role::Dim);
        }
        self.library.sort(&mut ids, SortKey::Title.into());
        let bookmark = |id: ReviewId| {
            let entry = self.library.get(id)?;
            let note = Clean::new(self.note(id).unwrap_or_default());
            Some((id, Clean::new(entry.title()), note))
        };
        let bookmarks = ids.into_iter().filter_map(bookmark);
        self.chooser = Some(Chooser::of_bookmarks(bookmarks, self.appearance.glyphs));
    }
}
