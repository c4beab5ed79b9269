//! Keys that go to an open chooser or a prompt.

use super::chooser::Choice;
use super::prompt::{self, Prompt, PromptPurpose};
use super::{Effect, Shared};
use crate::page::find::Wanted;
use crate::query::Query;
use crate::tui::action::Action;
use crate::tui::key::Key;

/// Lines by which page up and page down move in a chooser.
const PAGE_LINES: isize = 10;

impl Shared {
    /// Whether keys go to a chooser or a prompt rather than to the screen.
    pub(in crate::tui) fn is_typing(&self) -> bool {
        self.chooser.is_some() || self.prompt.is_some()
    }

    /// Handles a key for the open chooser or prompt; returns what the key chose.
    pub(in crate::tui) fn key_while_typing(
        &mut self,
        key: Key,
        action: Option<Action>,
    ) -> (Vec<Effect>, Option<Choice>) {
        match self.chooser.is_some() {
            true => (Vec::new(), self.key_in_chooser(key, action)),
            false => (self.key_in_prompt(key), None),
        }
    }

    fn key_in_chooser(&mut self, key: Key, action: Option<Action>) -> Option<Choice> {
        let chooser = self.chooser.as_mut()?;
        match key {
            Key::Esc => self.chooser = None,
            Key::Enter => return self.choose(),
            Key::Up | Key::Ctrl('p') | Key::BackTab => chooser.step(-1),
            Key::Down | Key::Ctrl('n') | Key::Tab => chooser.step(1),
            Key::PageUp => chooser.step(-PAGE_LINES),
            Key::PageDown => chooser.step(PAGE_LINES),
            // With nothing typed, the key that opens it closes it again.
            _ if chooser.input.value().is_empty()
                && (action == Some(Action::Help) || key == Key::Backspace) =>
            {
                self.chooser = None;
            }
            _ => {
                if prompt::edit(&mut chooser.input, key) == Some(true) {
                    chooser.narrow();
                }
            }
        }
        None
    }

    fn key_in_prompt(&mut self, key: Key) -> Vec<Effect> {
        let wrong_at = self.typed_query().problems.first().map(|problem| problem.at.start);
        let Some(Prompt { purpose, input, is_refused }) = &mut self.prompt else {
            return Vec::new();
        };
        let purpose = *purpose;
        *is_refused = false;
        match key {
            Key::Enter
                if purpose == PromptPurpose::Filter
                    && let Some(at) = wrong_at =>
            {
                *is_refused = true;
                prompt::go_to(input, at);
                return Vec::new();
            }
            Key::Enter => {
                let text = input.value().trim().to_owned();
                let is_empty = input.value().is_empty();
                self.prompt = None;
                return match purpose {
                    PromptPurpose::Filter | PromptPurpose::Find if is_empty => self.clear(purpose),
                    PromptPurpose::Filter => self.remember_query(),
                    PromptPurpose::Find => Vec::new(),
                    PromptPurpose::Note(id) => self.set_bookmark(id, &text),
                };
            }
            Key::Esc => {
                self.prompt = None;
                return self.clear(purpose);
            }
            Key::Backspace
                if input.value().is_empty() && !matches!(purpose, PromptPurpose::Note(_)) =>
            {
                self.prompt = None;
                return self.clear(purpose);
            }
            Key::Down | Key::Ctrl('n') => return self.step_while_typing(purpose, true),
            Key::Up | Key::Ctrl('p') => return self.step_while_typing(purpose, false),
            _ => {}
        }
        if prompt::edit(input, key) == Some(true) {
            return self.typed();
        }
        Vec::new()
    }

    fn step_while_typing(&mut self, purpose: PromptPurpose, down: bool) -> Vec<Effect> {
        match purpose {
            PromptPurpose::Filter => {
                if let Some(effects) = self.step_in_saved(down) {
                    return effects;
                }
                self.list.step(if down { 1 } else { -1 });
                self.show_selected()
            }
            PromptPurpose::Find => {
                let rows = self.rows();
                self.reader.next_match(down, &rows);
                Vec::new()
            }
            PromptPurpose::Note(_) => Vec::new(),
        }
    }

    /// Filters or searches by the text typed so far.
    fn typed(&mut self) -> Vec<Effect> {
        let Some(Prompt { purpose, input, .. }) = &self.prompt else { return Vec::new() };
        let text = input.value().to_owned();
        match purpose {
            PromptPurpose::Filter => {
                let mut effects = self.filter(&text);
                self.forget_query_name();
                effects.extend(self.show_selected());
                effects
            }
            PromptPurpose::Find => {
                let rows = self.rows();
                self.reader.search(Wanted::Text(text), &rows).into_iter().collect()
            }
            PromptPurpose::Note(_) => Vec::new(),
        }
    }

    /// Filters the list by a query besides the one that is set.
    pub(in crate::tui) fn narrow_filter(&mut self, query: &str) -> Vec<Effect> {
        let added = Query::parse(query, self.list.today);
        let typed = match self.list.filter.is_empty() {
            true => query.to_owned(),
            false => Query::joined(&[self.list.filter.clone(), added]).to_string(),
        };
        let mut effects = self.filter(&typed);
        self.forget_query_name();
        effects.extend(self.show_selected());
        effects.extend(self.remember_query());
        effects
    }

    /// Removes the filter, the search or the bookmark; a search without matches returns to where it began.
    pub(in crate::tui) fn clear(&mut self, purpose: PromptPurpose) -> Vec<Effect> {
        match purpose {
            PromptPurpose::Filter => {
                let mut effects = self.filter("");
                self.forget_query_name();
                effects.extend(self.show_selected());
                effects.extend(self.remember_query());
                effects
            }
            PromptPurpose::Note(id) => self.remove_bookmark(id),
            PromptPurpose::Find => {
                if let Some(find) = self.reader.find.take()
                    && find.matches.is_empty()
                {
                    self.reader.scroll = find.origin;
                }
                Vec::new()
            }
        }
    }

    pub(in crate::tui) fn pasted(&mut self, text: &str) -> Vec<Effect> {
        self.touched = true;
        if let Some(chooser) = &mut self.chooser {
            prompt::paste(&mut chooser.input, text);
            chooser.narrow();
            return Vec::new();
        }
        if let Some(prompt) = &mut self.prompt {
            prompt::paste(&mut prompt.input, text);
            return self.typed();
        }
        Vec::new()
    }
}
