//! Filtering the list by a query. Texts are searched by a worker; until it has answered, the list
//! keeps its last state.

use super::{Effect, Shared};
use crate::jobs::{Answer, Job, SearchScope};
use crate::model::Library;
use crate::query::{Holding, Query};

/// What is known of the texts that a query asks for.
#[derive(Debug, Default)]
pub(super) struct Sifting {
    /// The query that is to be applied.
    query: Query,
    scope: SearchScope,
    /// The state of the library in which these were its reviews.
    revision: u64,
    is_running: bool,
    /// Whether the query is applied already, with what was known of texts before.
    is_applied: bool,
}

impl Sifting {
    fn ask(&self, ticket: u64) -> Effect {
        let (terms, scope) = (self.query.texts(), self.scope.clone());
        Effect::Run(Job::Sift { ticket, terms, scope })
    }
}

impl Shared {
    /// The query that was typed last; it may not be applied yet.
    pub(crate) fn typed_query(&self) -> &Query {
        self.sifting.as_ref().map_or(&self.list.filter, |sifting| &sifting.query)
    }

    /// Reads what was typed; what it asks of covered ratings waits.
    fn read_query(&self, typed: &str) -> Query {
        match self.library.is_blind() {
            true => Query::parse_blind(typed, self.list.today),
            false => Query::parse(typed, self.list.today),
        }
    }

    /// Filters the list by what was typed already, since that means something else now. What was
    /// known of texts is not known any more.
    pub(super) fn filter_as_typed(&mut self) -> Vec<Effect> {
        let query = self.read_query(&self.list.query);
        self.list.filter_again(&self.library, query.clone());
        self.sifting = (!query.texts().is_empty()).then(|| Sifting {
            query,
            is_applied: true,
            ..Sifting::default()
        });
        self.sift()
    }

    /// Filters the list by what was typed.
    pub(super) fn filter(&mut self, typed: &str) -> Vec<Effect> {
        let query = self.read_query(typed);
        self.sifts += 1;
        let texts = query.texts();
        if texts.is_empty() {
            let had_texts = self.sifting.take().is_some();
            self.list.filter_by(&self.library, typed, query);
            let forgotten = if had_texts { self.forget_texts() } else { None };
            return forgotten.into_iter().collect();
        }
        typed.clone_into(&mut self.list.query);
        self.sifting = Some(Sifting { query, ..Sifting::default() });
        self.sift()
    }

    /// Applies a query from the start; what it asks for in texts is found out after the first walk.
    pub(super) fn filter_at_start(&mut self, typed: &str) {
        let query = self.read_query(typed);
        self.list.filter_by(&Library::default(), typed, query.clone());
        if !query.texts().is_empty() {
            let revision = u64::MAX;
            self.sifting =
                Some(Sifting { query, revision, is_applied: true, ..Sifting::default() });
        }
    }

    /// Whether a search in texts is to be made again: reviews were found or have changed since
    /// `revision`.
    pub(super) fn must_search_again(&self, revision: u64, is_running: bool) -> bool {
        revision != self.library.revision() && !is_running && !self.walk.running
    }

    /// Searches the texts again if that is due.
    pub(in crate::tui) fn refresh_filter(&mut self) -> Vec<Effect> {
        match &self.sifting {
            Some(it) if self.must_search_again(it.revision, it.is_running) => self.sift(),
            _ => Vec::new(),
        }
    }

    fn sift(&mut self) -> Vec<Effect> {
        let scope = self.search_scope(self.list.every().into());
        let Self { library, sifting: Some(sifting), .. } = self else { return Vec::new() };
        (sifting.scope, sifting.revision) = (scope, library.revision());
        sifting.is_running = true;
        self.sifts += 1;
        vec![sifting.ask(self.sifts)]
    }

    /// Filters the list when it is known which texts hold what is asked for.
    pub(super) fn sifted(&mut self, answer: Answer) -> Vec<Effect> {
        let Answer::Sifted { ticket, holding } = answer else { return Vec::new() };
        let Some(sifting) = self.sifting.as_mut().filter(|_| ticket == self.sifts) else {
            return Vec::new();
        };
        let Some(ids) = holding else { return vec![sifting.ask(ticket)] };
        sifting.is_running = false;
        let mut holding = Holding::of(sifting.query.texts());
        for (index, ids) in ids.into_iter().enumerate() {
            holding.add(index, ids);
        }
        let query = sifting.query.with_holding(holding);
        if std::mem::replace(&mut sifting.is_applied, true) {
            self.list.filter_again(&self.library, query);
        } else {
            let typed = self.list.query.clone();
            self.list.filter_by(&self.library, &typed, query);
        }
        let mut effects = self.show_selected();
        effects.push(Effect::Run(Job::SaveTexts));
        effects
    }

    /// Whether an answer changes the list: the last one to the last request.
    pub(super) const fn is_last_sifted(&self, ticket: u64, is_known: bool) -> bool {
        ticket == self.sifts && is_known && self.sifting.is_some()
    }
}
