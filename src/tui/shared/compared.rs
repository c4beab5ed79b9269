//! The review that is marked to be compared with another one.

use super::Shared;
use crate::model::ReviewId;
use crate::page::Role;
use crate::tui::action::Action;

impl Shared {
    /// Marks the chosen review to be compared, or removes its mark; where another one is marked, that
    /// one and the chosen one, to be compared at once.
    pub(in crate::tui) fn mark_to_compare(&mut self) -> Option<[ReviewId; 2]> {
        if self.is_preview {
            self.say("a draft is not compared: open a folder of reviews", Role::Dim);
            return None;
        }
        let Some(chosen) = self.list.selected() else {
            self.say("there is no review to compare", Role::Dim);
            return None;
        };
        match self.library.compared() {
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

    /// Says which key compares another review with the one that is marked.
    pub(in crate::tui) fn say_marked(&mut self) {
        let compares = self.with_key(Action::Compare, "on another review compares them");
        self.say_done(format!("marked to compare: {compares}"));
    }
}
