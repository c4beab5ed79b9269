//! Finding a text in the review on the screen.

use super::find::{Find, ask_for_matches};
use super::reader::{Reader, is_large};
use crate::page::find::{Match, Wanted};
use crate::tui::message::Effect;
use crate::tui::scroll::Rows;

impl Reader {
    /// Searches for `wanted`, going to the first match at or after the place where the search began.
    pub(crate) fn search(&mut self, wanted: Wanted, rows: &Rows) -> Option<Effect> {
        let shown = self.shown.as_ref()?;
        let before =
            self.find.take().unwrap_or_else(|| Find { origin: self.scroll, ..Find::default() });
        let find = self.find.insert(Find { wanted, ..before });
        if is_large(&shown.review) {
            return Some(ask_for_matches(find, &shown.page, &mut self.searches, true));
        }
        let matches = find.wanted.find_on(&shown.page);
        self.go_to_matches(matches, rows);
        None
    }

    /// Takes the matches on a large page.
    pub(crate) fn found(&mut self, ticket: u64, matches: Vec<Match>, rows: &Rows) {
        let Some(find) = &mut self.find else { return };
        let Some(pending) = find.pending.filter(|pending| pending.ticket == ticket) else { return };
        find.pending = None;
        match pending.is_typed {
            true => self.go_to_matches(matches, rows),
            false => find.replace_matches(matches),
        }
    }

    /// Goes to the first match at or after the place where the search began.
    fn go_to_matches(&mut self, matches: Vec<Match>, rows: &Rows) {
        let Some(find) = &mut self.find else { return };
        let first = rows.body_in_view(find.origin).start;
        let next = matches.partition_point(|found| *found.lines().start() < first);
        find.current = if next < matches.len() { next } else { 0 };
        find.matches = matches;
        self.scroll = find.origin;
        self.show_match(rows);
    }

    /// Goes to the next or previous match, wrapping around; `false` if there is none.
    pub(crate) fn next_match(&mut self, forward: bool, rows: &Rows) -> bool {
        let Some(find) = self.find.as_mut().filter(|find| !find.matches.is_empty()) else {
            return false;
        };
        let count = find.matches.len();
        find.current = (find.current + if forward { 1 } else { count - 1 }) % count;
        self.show_match(rows);
        true
    }

    fn show_match(&mut self, rows: &Rows) {
        let Some(line) = self
            .find
            .as_ref()
            .and_then(|find| Some(*find.matches.get(find.current)?.lines().start()))
        else {
            return;
        };
        let view = rows.body_in_view(self.scroll);
        if !view.contains(&line) {
            let above = rows.moving() / 3;
            self.scroll = rows.scroll_for(line.saturating_sub(above)).min(rows.end());
        }
    }

    /// Searches the page that replaced the one on which the matches were found.
    pub(super) fn search_again(&mut self) -> Option<Effect> {
        let (Some(shown), Some(find)) = (&self.shown, &mut self.find) else { return None };
        if is_large(&shown.review) {
            find.matches.clear();
            return Some(ask_for_matches(find, &shown.page, &mut self.searches, false));
        }
        find.replace_matches(find.wanted.find_on(&shown.page));
        None
    }
}
