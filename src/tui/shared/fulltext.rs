//! A search through all texts: what is typed, what was found so far, and the passage that is chosen.

use std::sync::Arc;

use tui_input::Input;

use super::reader::{Arriving, ReadingPosition, Start};
use super::{Effect, Shared};
use crate::jobs::{Answer, FoundReview, Job, ListedPassage, SearchProgress, SearchScope};
use crate::model::ReviewId;
use crate::page::Role;
use crate::page::find::Wanted;
use crate::text::Terms;
use crate::tui::panes::Shape;

/// A search that is open.
#[derive(Debug, Default)]
pub struct TextSearch {
    /// What is typed.
    pub(crate) input: Input,
    /// What is searched for.
    terms: Terms,
    /// The reviews that pass the filter.
    scope: SearchScope,
    /// The state of the library in which these were its reviews.
    revision: u64,
    /// Whether anything of them is covered.
    pub(crate) has_covers: bool,
    /// The number of the last request; answers to earlier ones are ignored.
    ticket: u64,
    /// Whether an answer is awaited.
    pub(crate) is_running: bool,
    /// Whether what was found is that of an earlier request.
    is_outdated: bool,
    progress: SearchProgress,
    /// The first of the reviews in which something was found, in the order of the list.
    listed: Vec<FoundReview>,
    /// The index of the chosen passage among those that are listed.
    pub(crate) cursor: usize,
    /// The first row in view.
    pub(crate) top: usize,
    origin: Origin,
}

/// Where the reader was before the search.
#[derive(Debug, Default)]
struct Origin {
    selected: Option<ReviewId>,
    position: ReadingPosition,
    /// What was searched for in the review.
    wanted: Option<Wanted>,
}

/// A row of the results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ResultRow<'a> {
    Review(ReviewId),
    /// With its index among the passages that are listed.
    Passage(usize, &'a ListedPassage),
    /// How many passages of the review are not listed.
    MorePassages(usize),
    /// How many reviews are not listed.
    MoreReviews(usize),
    Blank,
}

impl TextSearch {
    /// The passages that are listed, each with the id of its review.
    fn passages(&self) -> impl Iterator<Item = (ReviewId, &ListedPassage)> {
        self.listed.iter().flat_map(|found| found.listed.iter().map(|passage| (found.id, passage)))
    }

    /// How many passages are listed.
    pub(crate) fn listed_passages(&self) -> usize {
        self.listed.iter().map(|found| found.listed.len()).sum()
    }

    /// The passage that is chosen, and the id of its review.
    pub(crate) fn chosen(&self) -> Option<(ReviewId, &ListedPassage)> {
        self.passages().nth(self.cursor)
    }

    /// How many passages were found, in how many reviews, of how many.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        (self.progress.passages, self.progress.reviews, self.scope.order.len())
    }

    /// Whether what was found is that of an earlier request.
    pub(crate) const fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// Whether anything is searched for.
    pub(crate) fn is_asked(&self) -> bool {
        !self.terms.is_empty()
    }

    /// The results from the first row to the last; where there is room, with a blank one between two
    /// reviews.
    pub(crate) fn rows(&self, has_blanks: bool) -> Vec<ResultRow<'_>> {
        let mut rows = Vec::new();
        let mut index = 0;
        for found in &self.listed {
            if has_blanks && !rows.is_empty() {
                rows.push(ResultRow::Blank);
            }
            rows.push(ResultRow::Review(found.id));
            for passage in &found.listed {
                rows.push(ResultRow::Passage(index, passage));
                index += 1;
            }
            let more = found.passages.saturating_sub(found.listed.len());
            if more > 0 {
                rows.push(ResultRow::MorePassages(more));
            }
        }
        if self.listed.len() < self.progress.reviews {
            if has_blanks {
                rows.push(ResultRow::Blank);
            }
            rows.push(ResultRow::MoreReviews(self.progress.reviews - self.listed.len()));
        }
        rows
    }

    /// Brings the chosen passage into view, with the title of its review where that fits.
    pub(crate) fn follow(&mut self, height: usize, has_blanks: bool) {
        let rows = self.rows(has_blanks);
        let is_chosen = |row: &ResultRow<'_>| matches!(row, ResultRow::Passage(index, _) if *index == self.cursor);
        let at = rows.iter().position(is_chosen).unwrap_or(0);
        let titles = rows[..at].iter().rposition(|row| matches!(row, ResultRow::Review(_)));
        let first = titles.filter(|title| at - title < height).unwrap_or(at);
        let last_top = rows.len().saturating_sub(height);
        self.top = self.top.clamp((at + 1).saturating_sub(height), first).min(last_top);
    }

    /// Begins to search for what is typed now.
    fn begin(&mut self) -> Effect {
        self.terms = Terms::parse(self.input.value());
        self.ticket += 1;
        (self.is_running, self.is_outdated) = (true, true);
        self.ask(0)
    }

    fn ask(&self, listed: usize) -> Effect {
        let (ticket, terms, scope) = (self.ticket, self.terms.clone(), self.scope.clone());
        Effect::Run(Job::Search { ticket, terms, scope, listed })
    }

    /// Takes an answer to the last request; asks for what is left.
    fn take(&mut self, progress: &SearchProgress, listed: &[FoundReview]) -> Effect {
        if std::mem::take(&mut self.is_outdated) {
            self.listed.clear();
            (self.cursor, self.top) = (0, 0);
        }
        self.progress = progress.clone();
        self.listed.extend_from_slice(listed);
        self.is_running = !progress.is_done;
        if self.is_running { self.ask(self.listed.len()) } else { Effect::Run(Job::SaveTexts) }
    }
}

impl Shared {
    /// Opens a search through the texts of the reviews in the list.
    pub(in crate::tui) fn open_text_search(&mut self) -> Vec<Effect> {
        let position = self.reader.place(self.measure_rows()).unwrap_or_default();
        let wanted = self.reader.find.as_ref().map(|find| find.wanted.clone());
        let origin = Origin { selected: self.list.selected(), position, wanted };
        self.text_search = Some(TextSearch { origin, ..TextSearch::default() });
        self.restart_text_search()
    }

    /// Searches again if that is due.
    pub(in crate::tui) fn refresh_text_search(&mut self) -> Vec<Effect> {
        match &self.text_search {
            Some(it) if self.must_search_again(it.revision, it.is_running) => {
                self.restart_text_search()
            }
            _ => Vec::new(),
        }
    }

    /// Takes what was found off the screen, and searches again.
    pub(super) fn forget_results(&mut self) -> Vec<Effect> {
        if let Some(search) = &mut self.text_search {
            search.listed.clear();
            search.progress = SearchProgress::default();
        }
        self.restart_text_search()
    }

    fn restart_text_search(&mut self) -> Vec<Effect> {
        let scope = self.search_scope(self.list.shown().into());
        let Self { library, text_search: Some(search), .. } = self else { return Vec::new() };
        let is_covered = |id: &ReviewId| library.get(*id).is_some_and(|it| it.traits().spoilers);
        search.has_covers = scope.order.iter().any(is_covered);
        search.scope = scope;
        search.revision = library.revision();
        vec![search.begin()]
    }

    /// Reviews that are to be searched in this order.
    pub(super) fn search_scope(&mut self, order: Arc<[ReviewId]>) -> SearchScope {
        let revision = self.library.revision();
        let known = self.review_files.take().filter(|(known, _)| *known == revision);
        let known = known.unwrap_or_else(|| (revision, Arc::new(self.library.files())));
        let (_, files) = self.review_files.insert(known);
        SearchScope { files: Arc::clone(files), order, is_blind: self.library.is_blind() }
    }

    /// Lets go of what only searches need, when none is open.
    pub(super) fn forget_texts(&mut self) -> Option<Effect> {
        if self.text_search.is_some() || self.sifting.is_some() {
            return None;
        }
        self.review_files = None;
        Some(Effect::Run(Job::ForgetTexts))
    }

    /// Searches for what is typed now.
    pub(in crate::tui) fn text_typed(&mut self) -> Vec<Effect> {
        self.text_search.as_mut().map(TextSearch::begin).into_iter().collect()
    }

    /// Whether an answer is one to the last request of a search.
    #[must_use]
    pub(in crate::tui) fn awaits_results(&self, ticket: u64) -> bool {
        self.text_search.as_ref().is_some_and(|search| search.ticket == ticket)
    }

    /// Takes what a search has found so far.
    pub(in crate::tui) fn take_results(&mut self, answer: &Answer) -> Vec<Effect> {
        let Answer::Searched { ticket, progress, listed } = answer else { return Vec::new() };
        let search = self.text_search.as_mut().filter(|search| search.ticket == *ticket);
        search.map(|search| search.take(progress, listed)).into_iter().collect()
    }

    /// Goes to the chosen passage in its review; `shape` is that of the screen that shows it.
    pub(in crate::tui) fn go_to_passage(&mut self, shape: Shape) -> Vec<Effect> {
        let Some(search) = &self.text_search else { return Vec::new() };
        let Some((id, ListedPassage { passage, .. })) = search.chosen() else { return Vec::new() };
        let (section, number) = (passage.section as usize, passage.paragraph as usize);
        let arriving = Arriving {
            start: Start::Paragraph { section, number },
            wanted: Some(Wanted::Terms(search.input.value().to_owned())),
        };
        self.go_to_review(id, arriving, shape)
    }

    /// Chooses a review and shows it as asked for; `shape` is that of the screen that shows it.
    pub(in crate::tui) fn go_to_review(
        &mut self,
        id: ReviewId,
        arriving: Arriving,
        shape: Shape,
    ) -> Vec<Effect> {
        self.list.select(id);
        if self.list.selected() != Some(id) {
            self.say("this review is no longer in the list", Role::Warning);
            return Vec::new();
        }
        // The rows of that screen decide what is in view.
        self.shape = shape;
        self.arrive_at(id, arriving)
    }

    /// Shows the chosen review `id` as asked for, be it shown already or not.
    fn arrive_at(&mut self, id: ReviewId, arriving: Arriving) -> Vec<Effect> {
        match self.reader.awaited {
            Some(awaited) if awaited == id => {
                self.reader.arriving = arriving;
                Vec::new()
            }
            None if self.reader.shown.as_ref().is_some_and(|shown| shown.id == id) => {
                let rows = self.rows();
                self.reader.find = None;
                self.reader.arrive(arriving, &rows).into_iter().collect()
            }
            _ => self.open_selected(arriving),
        }
    }

    /// Goes to the next passage that was found, or the previous one, wrapping around. `None` where no
    /// search is open.
    pub(in crate::tui) fn next_passage(&mut self, forward: bool) -> Option<Vec<Effect>> {
        let shape = self.shape;
        let search = self.text_search.as_mut()?;
        let count = search.listed_passages();
        if count == 0 {
            return None;
        }
        search.cursor = (search.cursor + if forward { 1 } else { count - 1 }) % count;
        Some(self.go_to_passage(shape))
    }

    /// Ends the search and goes back to where the reader was.
    pub(in crate::tui) fn close_text_search(&mut self) -> Vec<Effect> {
        let Some(TextSearch { origin, .. }) = self.text_search.take() else { return Vec::new() };
        let mut effects: Vec<Effect> = self.forget_texts().into_iter().collect();
        let Origin { selected, position, wanted } = origin;
        if let Some(id) = selected {
            self.list.select(id);
        }
        effects.extend(match selected.filter(|_| self.list.selected() == selected) {
            Some(id) => self.arrive_at(id, Arriving { start: Start::At(position), wanted }),
            None => self.show_selected(),
        });
        effects
    }
}
