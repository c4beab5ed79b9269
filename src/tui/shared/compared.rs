//! The review that is marked to be compared with another one.

use super::Shared;
use crate::model::ReviewId;
use crate::page::Role;
use crate::tui::action::Action;

impl Shared {
    /// Marks the chosen review to be compared, or removes its mark. Returns two reviews that can be
    /// compared at once: the one that is marked and another one, or two voices about the chosen work.
    pub(in crate::tui) fn mark_to_compare(&mut self) -> Option<[ReviewId; 2]> {
        if self.is_preview {
            self.say("a draft is not compared: open a folder of reviews", Role::Dim);
            return None;
        }
        let Some(chosen) = self.list.selected() else {
            self.say("there is no review to compare", Role::Dim);
            return None;
        };
        let marked = self.library.compared();
        if let Some(next) = self.next_voice(chosen, chosen).filter(|_| marked.is_none()) {
            return Some([chosen, next]);
        }
        match marked {
            Some(marked) if marked != chosen => return Some([marked, chosen]),
            Some(_) => {
                self.library_mut().set_compared(None);
                self.say_done("no longer marked to compare");
            }
            None => {
                self.library_mut().set_compared(Some(chosen));
                self.say_marked();
            }
        }
        None
    }

    /// The review after `last`, round and round, of those in which other voices write of the same work
    /// as `review`.
    pub(in crate::tui) fn next_voice(&self, review: ReviewId, last: ReviewId) -> Option<ReviewId> {
        let reviews = self.library.voices()?.of_same_work(review);
        let place = |of: ReviewId| reviews.iter().position(|(id, _)| *id == of);
        let (own, last) = (reviews.get(place(review)?)?.1, place(last)?);
        let mut round = reviews.get(last + 1..)?.iter().chain(reviews.get(..last)?);
        round.find(|(_, voice)| *voice != own).map(|(id, _)| *id)
    }

    /// Says which key compares another review with the one that is marked.
    pub(in crate::tui) fn say_marked(&mut self) {
        let compares = self.with_key(Action::Compare, "on another review compares them");
        self.say_done(format!("marked to compare: {compares}"));
    }
}
