//! Reading blind: ratings are covered until they are guessed.

use super::chooser::Chooser;
use super::{Effect, Shared};
use crate::model::{EntryRef, Guess, ReviewId};
use crate::page::Role;
use crate::state::Change;
use crate::tui::keymap::ScreenName;

impl Shared {
    /// Asks for a guess where the open review has its rating covered; else covers all ratings, or
    /// uncovers them.
    pub(in crate::tui) fn read_blind(&mut self) -> Vec<Effect> {
        if self.is_preview {
            self.say("a draft is not read blind: who writes may see", Role::Dim);
            return Vec::new();
        }
        if let Some(id) = self.guessable() {
            self.chooser = Some(Chooser::of_guesses(id, self.appearance.glyphs));
            return Vec::new();
        }
        self.cover_ratings(!self.library.is_blind())
    }

    /// The open review, if its rating is covered.
    pub(in crate::tui) fn guessable(&self) -> Option<ReviewId> {
        let id = self.list.selected().filter(|_| self.screen == ScreenName::Review)?;
        self.library.get(id).filter(|entry| entry.covers_rating()).map(EntryRef::id)
    }

    fn cover_ratings(&mut self, is_blind: bool) -> Vec<Effect> {
        self.library_mut().set_blind(is_blind);
        self.reader.forget_ahead();
        self.list.sort_again(&self.library);
        let mut effects = self.filter_as_typed();
        effects.extend(self.forget_results());
        self.list.follow(self.list_layout());
        effects.extend(self.show_selected());
        self.say_done(match (is_blind, self.waits_for_ratings()) {
            (true, true) => "ratings are covered, and what the list asked of them waits",
            (true, false) => "ratings are covered: open a review to guess its rating",
            (false, _) => "ratings are shown",
        });
        effects.extend(self.remember_quietly([Change::blind(is_blind)]));
        effects
    }

    /// Whether the filter or the order of the list asks for ratings that are covered.
    pub(super) fn waits_for_ratings(&self) -> bool {
        self.typed_query().waits || self.list.asked_sort() != self.list.sort
    }

    /// Uncovers the rating of a review after a guess, or without one.
    pub(in crate::tui) fn guess(&mut self, id: ReviewId, guess: Guess) -> Vec<Effect> {
        let Some((subject, entry)) = self.subject_of(id) else { return Vec::new() };
        let words = match guess {
            Guess::Of(guessed) => match entry.stars_behind_cover() {
                Some(given) => {
                    format!("you guessed {} · {} given", guessed.value(), given.value())
                }
                None => format!("you guessed {} · no stars given", guessed.value()),
            },
            Guess::None | Guess::Without => "rating uncovered".to_owned(),
        };
        let [now, before] = [guess, Guess::None].map(|guess| Change::guess(&subject, guess));
        let effects = self.remember(vec![now], Some(words), None);
        self.keep_undoable(id, before, "rating uncovered");
        effects
    }

    /// What was guessed of the shown review, as it stands beside its rating.
    pub(super) fn guess_in_words(&self, id: ReviewId) -> Option<String> {
        let entry = self.library.get(id).filter(|_| self.library.is_blind())?;
        let Guess::Of(guessed) = entry.marks().guess else { return None };
        Some(format!("you guessed {}", guessed.value()))
    }

    /// Says that the list is sorted by something else while ratings are covered.
    pub(super) fn say_sort_waits(&mut self) {
        self.say("sorting by rating waits: ratings are covered", Role::Dim);
    }
}
