//! Saved queries, which an empty filter offers.

use super::prompt::{self, Prompt, PromptPurpose};
use super::{Effect, Shared};
use crate::query::SavedQuery;

impl Shared {
    fn saved(&self, index: usize) -> Option<&SavedQuery> {
        self.appearance.saved.get(index)
    }

    /// The name of the saved query by which the list is filtered, and whether it was edited.
    #[must_use]
    pub(crate) fn query_name(&self) -> Option<String> {
        let saved = self.saved(self.saved_query?)?;
        let is_edited = self.list.query != saved.text;
        Some(format!("{}{}", saved.name, if is_edited { " (edited)" } else { "" }))
    }

    /// The names of the saved queries, in the order in which they are offered; nothing where there
    /// is a filter already.
    #[must_use]
    pub(crate) fn offered_queries(&self) -> Option<String> {
        let name = |saved: &SavedQuery| {
            let mark = if saved.is_wrong() { "! " } else { "" };
            format!("{mark}{}", saved.name)
        };
        let names: Vec<String> = self.appearance.saved.iter().map(name).collect();
        let is_offered = self.list.query.is_empty() && !names.is_empty();
        is_offered.then(|| names.join(" · "))
    }

    /// Filters by the next saved query, or the previous one; `None` where the keys mean something
    /// else, since a query was typed or edited.
    pub(super) fn step_in_saved(&mut self, down: bool) -> Option<Vec<Effect>> {
        let typed = self.prompt.as_ref()?.input.value();
        let current = match self.saved_query {
            Some(index) if self.saved(index)?.text == typed => Some(index),
            _ if typed.is_empty() => None,
            _ => return None,
        };
        let next = match (current, down) {
            (None, true) => Some(0),
            (Some(index), true) => Some(index + 1),
            (Some(index), false) => index.checked_sub(1),
            (None, false) => return None,
        };
        let text = match next {
            None => String::new(),
            // At the last one nothing changes.
            Some(next) => match self.saved(next) {
                Some(saved) => saved.text.clone(),
                None => return current.map(|_| Vec::new()),
            },
        };
        let mut effects = self.filter(&text);
        self.saved_query = next;
        let wrong_at = self.typed_query().problems.first().map(|problem| problem.at.start);
        let prompt = self.prompt.insert(Prompt::new(PromptPurpose::Filter, text.into()));
        if let Some(at) = wrong_at {
            prompt.is_refused = true;
            prompt::go_to(&mut prompt.input, at);
        }
        effects.extend(self.show_selected());
        Some(effects)
    }

    /// Forgets the name of the filter once there is none.
    pub(super) fn forget_query_name(&mut self) {
        self.saved_query = self.saved_query.filter(|_| !self.list.query.is_empty());
    }
}
