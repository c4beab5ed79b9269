//! Filtering the list by a query. Texts are searched by a worker; until it has answered, the list
//! keeps its last state.

use std::sync::Arc;

use super::{Effect, Shared};
use crate::jobs::{Answer, Job, Subject};
use crate::model::{Library, ReviewId};
use crate::query::{Holding, Query};

/// What is known of the texts that a query asks for.
#[derive(Debug, Default)]
pub(super) struct Sifting {
    /// The query that is to be applied.
    query: Query,
    holding: Holding,
    subjects: Arc<[Subject]>,
    /// The state of the library in which these were its reviews.
    revision: u64,
    is_running: bool,
    /// Whether the query is applied already, with what was known of texts before.
    is_applied: bool,
}

impl Sifting {
    fn ask(&self, ticket: u64, from: usize) -> Effect {
        let (terms, subjects) = (self.query.texts(), Arc::clone(&self.subjects));
        Effect::Run(Job::Sift { ticket, terms, subjects, from })
    }
}

impl Shared {
    /// The query that was typed last; it may not be applied yet.
    pub(crate) fn typed_query(&self) -> &Query {
        self.sifting.as_ref().map_or(&self.list.filter, |sifting| &sifting.query)
    }

    /// Filters the list by what was typed.
    pub(super) fn filter(&mut self, typed: &str) -> Vec<Effect> {
        let query = Query::parse(typed, self.list.today);
        self.sifts += 1;
        let texts = query.texts();
        if texts.is_empty() {
            let had_texts = self.sifting.take().is_some() && self.text_search.is_none();
            self.list.filter_by(&self.library, typed, query);
            return had_texts.then_some(Effect::Run(Job::ForgetTexts)).into_iter().collect();
        }
        typed.clone_into(&mut self.list.query);
        self.sifting = Some(Sifting { query, ..Sifting::default() });
        self.sift()
    }

    /// Applies a query from the start; what it asks for in texts is found out after the first walk.
    pub(super) fn filter_at_start(&mut self, typed: &str) {
        let query = Query::parse(typed, self.list.today);
        self.list.filter_by(&Library::default(), typed, query.clone());
        if !query.texts().is_empty() {
            let revision = u64::MAX;
            self.sifting =
                Some(Sifting { query, revision, is_applied: true, ..Sifting::default() });
        }
    }

    /// Whether a search in texts is to be made again: reviews were found or have changed since
    /// `revision`.
    pub(super) const fn must_search_again(&self, revision: u64, is_running: bool) -> bool {
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
        let Self { library, list, sifting: Some(sifting), .. } = self else { return Vec::new() };
        let subject = |&id: &ReviewId| Some(Subject::of(id, library.get(id)?));
        sifting.subjects = list.every().iter().filter_map(subject).collect();
        sifting.revision = library.revision();
        sifting.holding = Holding::of(sifting.query.texts());
        sifting.is_running = true;
        self.sifts += 1;
        vec![sifting.ask(self.sifts, 0)]
    }

    /// Takes what is known of texts so far, and filters the list when all of it is.
    pub(super) fn sifted(&mut self, answer: &Answer) -> Vec<Effect> {
        let Answer::Sifted { ticket, holding, next } = answer else { return Vec::new() };
        let Some(sifting) = self.sifting.as_mut().filter(|_| *ticket == self.sifts) else {
            return Vec::new();
        };
        for (index, ids) in holding.iter().enumerate() {
            sifting.holding.add(index, ids.iter().copied());
        }
        if let Some(next) = *next {
            return vec![sifting.ask(*ticket, next)];
        }
        sifting.is_running = false;
        let query = sifting.query.with_holding(sifting.holding.clone());
        if std::mem::replace(&mut sifting.is_applied, true) {
            self.list.filter_again(&self.library, query);
        } else {
            let typed = self.list.query.clone();
            self.list.filter_by(&self.library, &typed, query);
        }
        self.show_selected()
    }

    /// Whether an answer changes the list: the last one to the last request.
    pub(super) fn is_last_sifted(&self, ticket: u64, next: Option<usize>) -> bool {
        ticket == self.sifts && next.is_none() && self.sifting.is_some()
    }
}
