//! What comes from the folders: reviews that are found, read, changed and gone.

use std::sync::Arc;

use super::reader::Shown;
use super::{Effect, Shared};
use crate::jobs::{Answer, Job, LoadedPage, Reread};
use crate::model::{Entry, EntryRef, Review, ReviewId, ReviewKey};
use crate::page::Role;
use crate::text::phrase::plural;
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::Message;

impl Shared {
    /// Whether a message may change what all screens show.
    #[must_use]
    pub(crate) fn is_news(&self, message: &Message) -> bool {
        match message {
            Message::Waited { .. } => false,
            Message::TintOver { ticket } => *ticket == self.reader.tint,
            Message::NoticePassed { ticket } => self.passing_notice() == Some(*ticket),
            Message::Answered(answer) => self.is_news_in(answer),
            _ => true,
        }
    }

    fn is_news_in(&self, answer: &Answer) -> bool {
        match answer {
            Answer::LoadedAhead(_) => false,
            Answer::Loaded { .. }
            | Answer::LaidOut { .. }
            | Answer::Found { .. }
            | Answer::Inspected(_)
            | Answer::Remembered { .. }
            | Answer::RewrittenState(_) => true,
            Answer::Searched { ticket, .. } => self.awaits_results(*ticket),
            Answer::LoadedSections { .. } => self.screen == ScreenName::Sections,
            Answer::Compared { .. } => self.screen == ScreenName::Compare,
            Answer::Counted { .. } => self.screen == ScreenName::Statistics,
            Answer::Sifted { ticket, holding } => self.is_last_sifted(*ticket, holding.is_some()),
            Answer::Reread { path, now, waited } => match now {
                // Shown only if the second read, after a delay, finds the same.
                Reread::Gone | Reread::NotReview { .. } | Reread::Bad { .. } => *waited,
                Reread::Good(reviews) => {
                    let entries = reviews.iter().map(|(entry, _)| entry);
                    self.reader.stale.is_some() || !self.is_same(path, entries)
                }
                Reread::Author | Reread::Folder => true,
            },
        }
    }

    /// Applies the answer to a job.
    pub(in crate::tui) fn answered(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Loaded { ticket, loaded } if ticket == self.reader.ticket => {
                return self.arrived(*loaded);
            }
            Answer::LoadedAhead(loaded) => {
                if let Some(id) = self.library.find(&loaded.entry.key()) {
                    self.reader.keep_ahead(id, *loaded);
                }
            }
            Answer::LaidOut { ticket, page } => {
                if ticket == self.reader.layout {
                    let (options, measure) = (self.options(), self.measure_rows());
                    return self.reader.replace_page(&page, options, measure).into_iter().collect();
                }
            }
            Answer::Found { ticket, matches } => {
                let rows = self.rows();
                self.reader.found(ticket, matches, &rows);
            }
            // An outdated page, and what only one screen uses.
            Answer::Loaded { .. }
            | Answer::Inspected(_)
            | Answer::LoadedSections { .. }
            | Answer::Compared { .. }
            | Answer::Counted { .. }
            | Answer::Searched { .. } => {}
            answer @ Answer::Sifted { .. } => return self.sifted(answer),
            Answer::RewrittenState(added) => self.learn(added),
            Answer::Remembered { ticket, added } => {
                return self.remembered(ticket, added);
            }
            Answer::Reread { path, now, waited } => {
                self.waiting.remove(&path);
                let mut effects = self.give_up_resuming(&path);
                let followed = self.reread(path, now, waited);
                if let [Effect::Wait { path }] = &followed[..] {
                    self.waiting.insert(path.clone());
                }
                effects.extend(followed);
                return effects;
            }
        }
        Vec::new()
    }

    /// Handles a message from the walk, the watcher or a timer.
    pub(in crate::tui) fn live(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Found(entries) => self.found(entries),
            Message::WalkEnded { skipped } => self.walk_ended(skipped),
            Message::LostTrack => self.start_walk(),
            Message::FolderRead => {
                self.adopt();
                self.refresh_scales()
            }
            Message::Polling => {
                self.say(
                    "the system reports no changes: files are checked twice a second",
                    Role::Dim,
                );
                Vec::new()
            }
            Message::WatchLimited => {
                let again = self.with_key(Action::Rescan, "reads them again");
                self.say(format!("some folders cannot be watched: {again}"), Role::Warning);
                Vec::new()
            }
            Message::NoticePassed { ticket } => {
                if self.passing_notice() == Some(ticket) {
                    self.notice = None;
                }
                Vec::new()
            }
            Message::TintOver { ticket } => {
                if ticket == self.reader.tint {
                    self.reader.tinted = None;
                }
                Vec::new()
            }
            // A file that was read successfully meanwhile is no longer waited for.
            Message::Waited { path } if self.waiting.contains(&path) => {
                vec![Effect::Run(Job::Reread { path, waited: true })]
            }
            _ => Vec::new(),
        }
    }

    /// Starts a new walk, now or after the one that is running.
    pub(super) fn start_walk(&mut self) -> Vec<Effect> {
        if self.walk.running {
            self.walk.again = true;
            return Vec::new();
        }
        self.walk.running = true;
        // What was read of a new folder since the last walk may be gone by now.
        self.walk.seen.clear();
        vec![Effect::Walk]
    }

    fn found(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        let mut ids = Vec::with_capacity(entries.len());
        let mut changed = Vec::new();
        let mut doubtful = Vec::new();
        for entry in entries {
            let key = entry.key();
            if self.walk.newer.contains(&key) {
                continue;
            }
            let known = self.library.find(&key);
            self.walk.seen.extend(known);
            let before = known.and_then(|id| self.library.get(id));
            // A second walk finds most files unchanged.
            if before.is_some_and(|before| before.to_entry() == entry) {
                continue;
            }
            let known = before.is_some();
            if (known || entry.ordinal > 1) && self.is_of_changed_file(&entry) {
                // Read as after a change, which matches old and new reviews by their titles.
                let path = entry.path.to_path_buf();
                let reread = Effect::Run(Job::Reread { path, waited: false });
                if doubtful.last() != Some(&reread) {
                    self.walk.seen.extend(self.library.in_file(&entry.path));
                    doubtful.push(reread);
                }
                continue;
            }
            // Reviews from a new folder are sent in batches, so the file may have changed since.
            if known && !self.walk.running {
                let path = entry.path.to_path_buf();
                doubtful.push(Effect::Run(Job::Reread { path, waited: false }));
                continue;
            }
            let id = self.library_mut().put(entry);
            self.recall(id);
            self.walk.seen.insert(id);
            if known {
                changed.push(id);
            }
            ids.push(id);
        }
        if ids.is_empty() {
            return doubtful;
        }
        self.list.add(&self.library, &ids);
        let first =
            self.reader.shown.is_none() && self.reader.awaited.is_none() && !self.is_resuming();
        if !self.touched {
            self.select_first();
        }
        // Until the walk ends, the review beside the list changes only if nothing is shown yet.
        let mut effects = if first || self.touched { self.show_selected() } else { Vec::new() };
        if let Some(id) = self.wanted_id().filter(|id| changed.contains(id)) {
            effects.extend(self.ask_for(id));
        }
        effects.extend(doubtful);
        effects
    }

    /// Whether the file of `entry` has several reviews and is known with other bytes.
    fn is_of_changed_file(&self, entry: &Entry) -> bool {
        let known = |ordinal| {
            let key = ReviewKey { path: Arc::clone(&entry.path), ordinal };
            self.library.find(&key).and_then(|id| self.library.get(id))
        };
        let is_changed = known(1).is_some_and(|first| first.digest() != entry.digest);
        is_changed && (entry.ordinal > 1 || known(2).is_some())
    }

    /// Selects a review as long as the user has not: the one named on the command line, the one
    /// chosen last, else the first of the list.
    pub(super) fn select_first(&mut self) {
        let resuming = self.appearance.resuming.as_ref().map(|resuming| &resuming.key);
        let named = self.appearance.opening.as_ref().or(resuming);
        match named.and_then(|key| self.library.find(key)) {
            Some(id) => self.list.select(id),
            None => self.list.select_index(0),
        }
    }

    /// The review that was requested last, whether its page has arrived or not.
    pub(super) fn wanted_id(&self) -> Option<ReviewId> {
        self.reader.awaited.or(self.shown_id())
    }

    pub(super) fn shown_id(&self) -> Option<ReviewId> {
        self.reader.shown.as_ref().map(|shown| shown.id)
    }

    fn walk_ended(&mut self, skipped: usize) -> Vec<Effect> {
        self.walk.running = false;
        self.walk.skipped = skipped;
        self.forget_unseen();
        if std::mem::take(&mut self.walk.asked_for) {
            let reviews = plural(self.library.len(), "review");
            self.say_done(format!("{reviews} read again"));
        }
        let mut effects = self.refresh_scales();
        effects.extend(self.rewrite_state());
        if std::mem::take(&mut self.walk.again) {
            effects.extend(self.start_walk());
        }
        effects
    }

    /// Removes reviews that the walk did not find, unless a later change reported them.
    fn forget_unseen(&mut self) {
        let seen = std::mem::take(&mut self.walk.seen);
        let newer = std::mem::take(&mut self.walk.newer);
        if self.is_preview {
            return;
        }
        let gone = self.library.iter().filter(|(id, _)| !seen.contains(id));
        let gone = gone.filter(|(_, entry)| !newer.contains(&entry.key()));
        let gone: Vec<ReviewId> = gone.map(|(id, _)| id).collect();
        self.forget(&gone);
    }

    /// Determines the rating scales again and updates list and page.
    fn refresh_scales(&mut self) -> Vec<Effect> {
        self.library_mut().update_scales();
        self.reader.forget_ahead();
        self.list.sort_again(&self.library);
        if !self.touched {
            self.select_first();
        }
        let effects = self.show_selected();
        let shown = self.reader.shown.as_ref().filter(|_| self.reader.awaited.is_none());
        let score = |shown: &Shown| self.library.get(shown.id)?.score();
        if let Some(shown) = shown.filter(|shown| !shown.is_blind)
            && score(shown) != shown.review.rating.as_ref().map(|rating| rating.score)
        {
            return self.ask_for(shown.id);
        }
        effects.into_iter().chain(self.look_ahead()).collect()
    }

    /// Shows a review that was read.
    pub(super) fn show(&mut self, loaded: LoadedPage) -> Vec<Effect> {
        let LoadedPage { review, page, options, is_blind, entry } = loaded;
        let Some(known) = self.library.find(&entry.key()) else { return Vec::new() };
        if review.not_understood().is_some() && self.shows_understood(known) {
            return self.keep_page(vec![entry]);
        }
        // The file may have changed since the walk read it.
        let id = self.put(entry);
        if self.has_vanished(id, &review) {
            return self.inspect().into_iter().collect();
        }
        if self.library.get(id).is_some_and(|it| it.covers_rating() != is_blind) {
            return self.ask_for(id);
        }
        let settled = self.settled(id, &review);
        let page = if settled.is_some() { None } else { Some(page) };
        let review = settled.unwrap_or(review);
        let page = page.unwrap_or_else(|| Arc::new(crate::page::review(&review, &options)));
        let measure = self.measure_rows();
        self.recall_place(id);
        let search = self.reader.receive(Shown { id, review, page, options, is_blind }, measure);
        search.into_iter().chain(self.look_ahead()).chain(self.inspect()).collect()
    }

    /// The review with its scale, where that became known while it was read.
    pub(super) fn settled(&self, id: ReviewId, review: &Arc<Review>) -> Option<Arc<Review>> {
        let scale = self.library.get(id).and_then(EntryRef::scale);
        let scale = scale.filter(|_| review.needs_scale())?;
        let mut settled = Review::clone(review);
        settled.set_scale(scale.out_of);
        Some(Arc::new(settled))
    }

    /// Adds or replaces an entry and puts it where it belongs.
    pub(super) fn put(&mut self, entry: Entry) -> ReviewId {
        if self.walk.running {
            self.walk.newer.insert(entry.key());
        }
        let before = self.library.find(&entry.key());
        if let Some(id) = before
            && self.library.get(id).is_some_and(|before| before.to_entry() == entry)
        {
            return id;
        }
        let in_view = self.list.in_view(self.list_layout());
        let subjects = self.subjects(before.as_slice());
        let id = self.library_mut().put(entry);
        self.recall(id);
        self.adopt_since(&subjects, &[id]);
        self.list.add(&self.library, &[id]);
        if in_view {
            self.list.follow(self.list_layout());
        }
        id
    }
}
