//! What follows when a file has changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reader::{self, Shown};
use super::stale::StaleReason;
use super::{Effect, Shared};
use crate::jobs::{Reread, ShownAs};
use crate::markup::cover::mask_line;
use crate::model::review::file_name;
use crate::model::words::count_words;
use crate::model::{Entry, EntryRef, Fault, Review, ReviewId, ReviewKey};
use crate::page::Role;
use crate::text::{Code, Diagnostic, Severity};

/// The digest of a file of which nothing could be read.
pub(super) const NOTHING_READ: u64 = 0;

impl Shared {
    pub(super) fn reread(&mut self, path: PathBuf, now: Reread, waited: bool) -> Vec<Effect> {
        let is_known = !self.library.in_file(&path).is_empty();
        match now {
            Reread::Good(reviews) if waited || !self.is_beginning(&path, &reviews) => {
                self.apply_understood(&path, reviews)
            }
            Reread::Good(_) => vec![Effect::Wait { path }],
            Reread::Bad { entries, is_listed } => {
                if self.is_same(&path, entries.iter()) || (!is_known && !is_listed) {
                    return Vec::new();
                }
                if waited { self.keep_page(entries) } else { vec![Effect::Wait { path }] }
            }
            Reread::Gone | Reread::NotReview { .. } if !is_known && !self.holds(&path) => {
                Vec::new()
            }
            // A draft that did not exist yet has not been removed.
            Reread::Gone if self.is_preview && self.is_unread(&path) => Vec::new(),
            Reread::Gone if waited => self.apply_removal(&path, None),
            Reread::NotReview { reason } if waited => self.apply_removal(&path, Some(&reason)),
            Reread::Gone | Reread::NotReview { .. } => vec![Effect::Wait { path }],
            Reread::Author => {
                self.reader.forget_ahead();
                let reload = self.wanted_id().map(|id| self.ask_for(id)).unwrap_or_default();
                self.start_walk().into_iter().chain(reload).collect()
            }
            // It may be another folder than before, without some of the reviews: only a walk through
            // everything finds out.
            Reread::Folder if self.holds(&path) => self.start_walk(),
            Reread::Folder => vec![Effect::WalkFolder(path)],
        }
    }

    /// Whether the file at `path` still has the bytes that were read last, by their digest.
    pub(super) fn is_same<'e>(
        &self,
        path: &Path,
        entries: impl ExactSizeIterator<Item = &'e Entry>,
    ) -> bool {
        let known = self.library.in_file(path);
        known.len() == entries.len()
            && known.iter().zip(entries).all(|(&id, entry)| {
                self.library.get(id).is_some_and(|known| known.digest() == entry.digest)
            })
    }

    /// Whether nothing of the file at `path` could be read.
    fn is_unread(&self, path: &Path) -> bool {
        let known = self.library.in_file(path);
        known
            .iter()
            .filter_map(|&id| self.library.get(id))
            .all(|known| known.digest() == NOTHING_READ)
    }

    /// Whether the file looks like the beginning of a save that is not finished: a review is
    /// missing, or the one on the screen is shorter and has lost its end. Nearly every prefix of
    /// a Markdown file is a valid file, so there is no other sign.
    fn is_beginning(&self, path: &Path, reviews: &[(Entry, Arc<Review>)]) -> bool {
        /// How much of the end is compared. With more, an edit near the end would count as a loss.
        const END_CHARS: usize = 6;
        let known = self.library.in_file(path);
        if reviews.len() < known.len() {
            return true;
        }
        let shown = self.reader.shown.as_ref().filter(|shown| known.contains(&shown.id));
        let Some(shown) = shown else { return false };
        let named = |(_, review): &&(Entry, Arc<Review>)| review.title == shown.review.title;
        let at = usize::try_from(shown.review.place.ordinal.saturating_sub(1)).unwrap_or(0);
        let review = reviews.iter().find(named).or_else(|| reviews.get(at));
        let Some((_, review)) = review else { return true };
        let length = |review: &Review| -> usize {
            review.sections.iter().map(|section| section.text.len()).sum()
        };
        let end = |review: &Review| -> Vec<char> {
            let texts = review.sections.iter().rev().map(|section| section.text.trim_end());
            texts.flat_map(|text| text.chars().rev()).take(END_CHARS).collect()
        };
        length(review) < length(&shown.review) && end(review) != end(&shown.review)
    }

    /// Replaces the reviews of a file that was understood to its end.
    fn apply_understood(&mut self, path: &Path, reviews: Vec<(Entry, Arc<Review>)>) -> Vec<Effect> {
        let known = self.library.in_file(path);
        let shown = self.shown_id().filter(|id| known.contains(id));
        let replaced = shown.filter(|&id| self.reader.awaited.is_none_or(|other| other == id));
        if self.is_same(path, reviews.iter().map(|(entry, _)| entry)) {
            return Vec::new();
        }
        let (entries, reviews): (Vec<Entry>, Vec<Arc<Review>>) = reviews.into_iter().unzip();
        let ids = self.put_file(path, entries);
        if !self.touched && self.list.selected().is_none() {
            self.select_first();
        }
        if let Some(id) = shown.filter(|id| !ids.contains(id)) {
            let title = self.reader.shown.as_ref().filter(|shown| shown.id == id);
            let glyphs = self.appearance.glyphs;
            let title =
                title.map_or_else(String::new, |shown| mask_line(&shown.review.title, glyphs));
            self.say(format!("{title} is no longer in {}", file_name(path)), Role::Warning);
        }
        let found = replaced.and_then(|id| ids.iter().position(|&other| other == id));
        match found.and_then(|at| Some((*ids.get(at)?, reviews.get(at)?))) {
            Some((id, review)) if reader::is_large(review) => self.ask_for(id),
            Some((id, review)) => self.replace_shown(id, Arc::clone(review)),
            None => self.show_selected(),
        }
    }

    /// Replaces the review on the screen by its changed text.
    fn replace_shown(&mut self, id: ReviewId, review: Arc<Review>) -> Vec<Effect> {
        if self.has_vanished(id, &review) {
            return self.inspect().into_iter().collect();
        }
        let before = self.reader.shown.clone();
        let shown_as = self.library.get(id).map(ShownAs::of).unwrap_or_default();
        let is_blind = shown_as.is_blind;
        let review = match is_blind || review.needs_scale() {
            true => Arc::new(shown_as.apply(Review::clone(&review), self.appearance.glyphs)),
            false => review,
        };
        let options = self.options();
        let page = Arc::new(crate::page::review(&review, &options));
        let measure = self.measure_rows();
        self.reader.ticket += 1;
        self.reader.awaited = None;
        let search = self.reader.receive(Shown { id, review, page, options, is_blind }, measure);
        let tint = self.point_out(before.as_ref());
        search.into_iter().chain(self.inspect()).chain(tint).collect()
    }

    /// Whether a mistake made most of the text on the screen vanish. The page is then kept, and says
    /// why.
    pub(super) fn has_vanished(&mut self, id: ReviewId, review: &Review) -> bool {
        let shown = self.reader.shown.as_ref().filter(|shown| shown.id == id);
        let Some(why) = shown.and_then(|shown| why_vanished(&shown.review, review)) else {
            return false;
        };
        self.reader.stale = Some(why);
        self.reader.awaited = None;
        true
    }

    /// Replaces the reviews of one file in the library and in the list.
    fn put_file(&mut self, path: &Path, entries: Vec<Entry>) -> Vec<ReviewId> {
        let before = self.library.in_file(path);
        if self.walk.running {
            let keys = self.keys(&before);
            self.walk.newer.extend(keys);
            self.walk.newer.extend(entries.iter().map(Entry::key));
        }
        let in_view = self.list.in_view(self.list_layout());
        let subjects = self.subjects(&before);
        // A review may have another number in the file now.
        self.release(&before);
        let (ids, gone) = self.library_mut().put_file(path, entries);
        ids.iter().for_each(|&id| self.recall(id));
        self.adopt_since(&subjects, &ids);
        self.dropped(&gone);
        self.list.add(&self.library, &ids);
        if in_view {
            self.list.follow(self.list_layout());
        }
        ids
    }

    /// Marks the reviews of a file that was not understood in the list; the page keeps the last text
    /// that was.
    pub(super) fn keep_page(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        let Some(first) = entries.first() else { return Vec::new() };
        let broken = entries.iter().find(|entry| entry.fault.is_some()).unwrap_or(first);
        let (path, fault, digest) = (Arc::clone(&first.path), broken.fault.clone(), first.digest);
        let known = self.library.in_file(&path);
        let shown = self.shown_id().filter(|id| known.contains(id));
        let is_kept = shown.is_some_and(|id| self.shows_understood(id));
        if !is_kept && known.len() <= 1 {
            let ids: Vec<ReviewId> = entries.into_iter().map(|entry| self.put(entry)).collect();
            return match shown.filter(|id| ids.contains(id)) {
                Some(id) => self.ask_for(id),
                None => self.show_selected(),
            };
        }
        // The entries of a file with several reviews are kept, marked as broken.
        for &id in &known {
            let before = self.library.get(id).map(EntryRef::to_entry);
            if let Some(before) = before {
                self.put(Entry { fault: fault.clone(), digest, ..before });
            }
        }
        if !is_kept {
            return self.show_selected();
        }
        let why = fault.map_or(StaleReason::NoReview, StaleReason::Broken);
        self.reader.stale = Some(why);
        self.inspect().into_iter().collect()
    }

    /// Whether the page shows a text of this review that was understood to its end.
    pub(super) fn shows_understood(&self, id: ReviewId) -> bool {
        let shown = self.reader.shown.as_ref().filter(|shown| shown.id == id);
        shown.is_some_and(|shown| shown.review.not_understood().is_none())
    }

    /// Whether a review is known below this folder.
    fn holds(&self, folder: &Path) -> bool {
        self.library.iter().any(|(_, entry)| entry.path().starts_with(folder))
    }

    /// Removes what stood at `path`, or no longer reads as a review for this reason.
    fn apply_removal(&mut self, path: &Path, reason: Option<&str>) -> Vec<Effect> {
        if self.is_preview {
            // The text stays on the screen: the author may want it back. It is shown again even if
            // the same file comes back.
            for id in self.library.in_file(path) {
                let known = self.library.get(id).map(EntryRef::to_entry);
                if let Some(known) = known {
                    self.put(Entry { digest: NOTHING_READ, ..known });
                }
            }
            self.reader.stale = Some(StaleReason::Gone);
            return Vec::new();
        }
        let below = self.library.iter().filter(|(_, entry)| entry.path().starts_with(path));
        let gone: Vec<ReviewId> = below.map(|(id, _)| id).collect();
        if self.shown_id().is_some_and(|id| gone.contains(&id)) {
            let name = file_name(path);
            let words = match reason {
                Some(reason) => {
                    format!(
                        "{name} no longer reads as a review: {reason}; `rushes {name}` shows it"
                    )
                }
                None => format!("{name} is gone"),
            };
            self.say(words, Role::Warning);
        }
        if self.walk.running {
            let keys = self.keys(&gone);
            self.walk.newer.extend(keys);
        }
        self.forget(&gone);
        self.show_selected()
    }

    fn keys(&self, ids: &[ReviewId]) -> Vec<ReviewKey> {
        ids.iter().filter_map(|&id| self.library.get(id)).map(EntryRef::key).collect()
    }

    pub(super) fn forget(&mut self, gone: &[ReviewId]) {
        self.release(gone);
        for &id in gone {
            self.library_mut().remove(id);
        }
        self.adopt();
        self.dropped(gone);
    }

    /// Removes from the list reviews that the library no longer has.
    fn dropped(&mut self, gone: &[ReviewId]) {
        self.list.remove(&self.library, gone);
        if self.reader.awaited.is_some_and(|id| gone.contains(&id)) {
            self.reader.awaited = None;
        }
    }
}

/// Why most of the text of a review vanished, if a mistake did it: the first finding of a kind that
/// there were fewer of before. What an author deletes leaves no finding behind.
pub(in crate::tui) fn why_vanished(before: &Review, after: &Review) -> Option<StaleReason> {
    let words = |review: &Review| {
        let extra = review.extra.iter().map(|(_, value)| count_words(value));
        review.words() + extra.sum::<usize>()
    };
    if 2 * words(after) >= words(before) {
        return None;
    }
    let count = |review: &Review| {
        let mut counts: HashMap<Code, usize> = HashMap::new();
        review.diagnostics.iter().for_each(|one| *counts.entry(one.code).or_default() += 1);
        counts
    };
    let (known, counts) = (count(before), count(after));
    let is_new = |finding: &&Diagnostic| {
        finding.severity > Severity::Note && counts.get(&finding.code) > known.get(&finding.code)
    };
    let finding = after.diagnostics.iter().find(is_new)?;
    Some(StaleReason::Vanished(Fault::of(finding)))
}
