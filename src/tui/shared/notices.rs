//! The notice in the last row.

use super::Shared;
use crate::page::{Role, Run};
use crate::text::Clean;

/// A message in the last row, shown until the next key at the latest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: Clean,
    /// The role in which they are drawn.
    pub(crate) role: Role,
    /// The number of a notice that goes by itself after a while.
    pub(in crate::tui) ticket: Option<u64>,
}

impl Notice {
    pub(crate) fn run(&self) -> Run {
        Run::new(self.text.clone(), self.role)
    }
}

/// Failures that wait to be shown; more at once have one cause.
const MAX_WAITING_FAILURES: usize = 8;

impl Shared {
    /// Shows words until the next key: what was not done, and why.
    pub(in crate::tui) fn say(&mut self, words: impl Into<Clean>, role: Role) {
        self.notice = Some(Notice { text: words.into(), role, ticket: None });
    }

    /// Shows what has failed, once what failed before was seen.
    pub(in crate::tui) fn fail(&mut self, words: impl Into<Clean>) {
        let words = words.into();
        match &self.notice {
            Some(shown) if shown.role == Role::Error => {
                let is_new = shown.text != words && !self.waiting_failures.contains(&words);
                if is_new && self.waiting_failures.len() < MAX_WAITING_FAILURES {
                    self.waiting_failures.push_back(words);
                }
            }
            _ => self.say(words, Role::Error),
        }
    }

    /// Shows the next failure where nothing else is said.
    pub(in crate::tui) fn show_waiting_failure(&mut self) {
        if self.notice.is_none()
            && let Some(words) = self.waiting_failures.pop_front()
        {
            self.say(words, Role::Error);
        }
    }

    /// Shows for a while that something was done.
    pub(in crate::tui) fn say_done(&mut self, words: impl Into<Clean>) {
        self.passing_notices += 1;
        let ticket = Some(self.passing_notices);
        self.notice = Some(Notice { text: words.into(), role: Role::Dim, ticket });
    }

    /// The number of the notice that goes by itself, if one is shown.
    pub(in crate::tui) fn passing_notice(&self) -> Option<u64> {
        self.notice.as_ref()?.ticket
    }
}
