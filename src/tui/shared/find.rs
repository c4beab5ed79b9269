//! A search in the text of a review, and its matches.

use std::sync::Arc;

use crate::jobs::Job;
use crate::page::Page;
use crate::page::find::{MAX_MATCHES, Match, Wanted};
use crate::text::phrase::grouped;
use crate::tui::message::Effect;

/// Said beside every result of a search while something is covered, whether or not it would match.
pub(crate) const NOT_SEARCHED: &str = "covered text is not searched";

/// The same where there is little room.
pub(crate) const NOT_SEARCHED_SHORT: &str = "░ not searched";

/// A search in the text and its matches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    pub(crate) wanted: Wanted,
    /// The matches, from first to last, as many as are kept.
    pub matches: Vec<Match>,
    /// The index of the current match.
    pub(crate) current: usize,
    /// The scroll when the search began.
    pub(crate) origin: usize,
    /// The request for the matches on a large page, until it is answered.
    pub(crate) pending: Option<PendingSearch>,
}

/// A request for the matches on a large page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PendingSearch {
    pub(super) ticket: u64,
    /// Whether the text was typed, and its first match is gone to; else only the page has changed.
    pub(super) is_typed: bool,
}

impl Find {
    /// Which match is the current one, and of how many.
    pub(crate) fn place(&self) -> String {
        let count = self.matches.len();
        let place = if count == 0 { 0 } else { self.current + 1 };
        let more = if count == MAX_MATCHES { "+" } else { "" };
        format!("{} of {}{more}", grouped(place), grouped(count))
    }

    /// Takes the matches on a page that replaced the one before.
    pub(super) fn replace_matches(&mut self, matches: Vec<Match>) {
        self.current = self.current.min(matches.len().saturating_sub(1));
        self.matches = matches;
    }
}

/// Asks for the matches on a large page. Until they are there, those of before are shown.
pub(super) fn ask_for_matches(
    find: &mut Find,
    page: &Arc<Page>,
    searches: &mut u64,
    is_typed: bool,
) -> Effect {
    // Whoever typed is still waiting for the first match.
    let is_typed = is_typed || find.pending.is_some_and(|pending| pending.is_typed);
    *searches += 1;
    find.pending = Some(PendingSearch { ticket: *searches, is_typed });
    let (ticket, page, wanted) = (*searches, Arc::clone(page), find.wanted.clone());
    Effect::Run(Job::Find { ticket, page, wanted })
}
