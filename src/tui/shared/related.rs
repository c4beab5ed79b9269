//! Other works by the maker of the one that is shown.

use std::collections::HashSet;

use super::Shared;
use crate::model::interner::TextId;
use crate::model::makers::MakerIndex;
use crate::model::{EntryRef, Library, ReviewId, Sort, SortKey};
use crate::page::facts_pane::{AmongOthers, OtherWork};

/// The most works by one maker that are named.
const MAX_WORKS: usize = 5;

/// What is known of the maker of one review. It is looked up when the review or the library changes,
/// and only while there is a pane that shows it.
#[derive(Debug, Default)]
pub(crate) struct Related {
    index: MakerIndex,
    /// The revision of the library that the index is for.
    revision: Option<u64>,
    /// The review that the rest is about.
    of: Option<ReviewId>,
    maker: Option<TextId>,
    /// Reviews of other works by that maker, the best rated first.
    works: Vec<ReviewId>,
    /// How many more there are.
    more: usize,
}

impl Shared {
    /// Looks up the works by the same maker, if they are shown and not known yet.
    pub(super) fn relate(&mut self) {
        let is_shown = self.panes().is_some_and(|panes| panes.facts.is_some());
        // While a walk goes on, the library changes all the time.
        if !is_shown || self.walk.running {
            return;
        }
        let of = self.reader.shown.as_ref().map(|shown| shown.id);
        let revision = Some(self.library.revision());
        if self.related.revision != revision {
            let index = MakerIndex::new(&self.library);
            self.related = Related { index, revision, ..Related::default() };
        } else if self.related.of == of {
            return;
        }
        self.related.find(of, &self.library);
    }

    /// How the shown review stands among all, and what else its maker has made.
    #[must_use]
    pub(crate) fn among_others(&self) -> AmongOthers<'_> {
        let shown = self.reader.shown.as_ref();
        let stars = shown.and_then(|shown| shown.review.stars());
        let id = shown.map(|shown| shown.id);
        let voice = id.and_then(|id| self.voice(id));
        let voices = AmongOthers {
            spread: *id.map_or(self.library.spread(), |id| self.spread_of(id)),
            stars,
            voice: voice.map(|voice| voice.short_name.as_str()),
            voices: id.map(|id| self.voices_on_work(id)).unwrap_or_default(),
            ..AmongOthers::default()
        };
        let related = &self.related;
        let of_shown = related.of.is_some() && related.of == shown.map(|shown| shown.id);
        let Some(maker) = related.maker.filter(|_| of_shown) else {
            return voices;
        };
        let works = related.works.iter().filter_map(|&id| {
            let entry = self.library.get(id)?;
            Some(OtherWork { id, title: entry.title(), year: entry.year(), stars: entry.stars() })
        });
        let maker = self.library.text(maker);
        AmongOthers { maker, works: works.collect(), more: related.more, ..voices }
    }
}

impl Related {
    /// Finds other works by the first maker of a review who has made any.
    fn find(&mut self, of: Option<ReviewId>, library: &Library) {
        self.of = of;
        (self.maker, self.more) = (None, 0);
        self.works.clear();
        let Some(entry) = of.and_then(|of| library.get(of)) else { return };
        for maker in entry.maker_ids() {
            let others = self
                .index
                .reviews_of(maker)
                .filter(|&id| library.get(id).is_some_and(|other| work(other) != work(entry)));
            self.works.extend(others);
            if !self.works.is_empty() {
                self.maker = Some(maker);
                break;
            }
        }
        library.sort(&mut self.works, Sort { key: SortKey::Rating, ..Sort::default() });
        let mut seen = HashSet::new();
        self.works.retain(|&id| seen.insert(library.get(id).map(work)));
        self.more = self.works.len().saturating_sub(MAX_WORKS);
        self.works.truncate(MAX_WORKS);
    }
}

/// What tells works apart in a library.
fn work(entry: EntryRef<'_>) -> (&str, Option<i32>) {
    (entry.title(), entry.year())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::{Entry, Rating, Review, Score};

    fn library(works: &[(&str, &[&str], f64)]) -> (Library, Vec<ReviewId>) {
        let mut library = Library::default();
        let ids = works.iter().enumerate().map(|(number, (title, directors, value))| {
            let score = Score::Scaled { value: *value, out_of: 5.0 };
            let mut review = Review {
                title: (*title).into(),
                directors: directors.iter().map(ToString::to_string).collect(),
                rating: Some(Rating { written: value.to_string(), score }),
                ..Review::default()
            };
            review.place.path = format!("{number}.toml").into();
            library.put(Entry::new(&review, Path::new("").into(), 0))
        });
        let ids = ids.collect();
        (library, ids)
    }

    fn found(library: &Library, of: ReviewId) -> (Option<&str>, Vec<&str>, usize) {
        let mut related = Related { index: MakerIndex::new(library), ..Related::default() };
        related.find(Some(of), library);
        let titles = related.works.iter().filter_map(|&id| Some(library.get(id)?.title()));
        (related.maker.map(|maker| library.text(maker)), titles.collect(), related.more)
    }

    #[test]
    fn other_works_of_a_maker_are_found_once_and_the_best_first() {
        let (library, ids) = library(&[
            ("The General", &["Buster Keaton", "Clyde Bruckman"], 5.0),
            ("The Goat", &["Malcolm St. Clair", "Buster Keaton"], 3.0),
            ("Sherlock Jr.", &["Buster Keaton"], 4.5),
            ("Sherlock Jr.", &["Buster Keaton"], 4.5),
            ("Carnival of Souls", &["Herk Harvey"], 2.5),
            ("The General", &["Buster Keaton"], 4.0),
        ]);
        let keaton = Some("Buster Keaton");
        assert_eq!(found(&library, ids[0]), (keaton, vec!["Sherlock Jr.", "The Goat"], 0));
        assert_eq!(found(&library, ids[2]), (keaton, vec!["The General", "The Goat"], 0));
        // Nothing else is by the first of two makers.
        assert_eq!(found(&library, ids[1]), (keaton, vec!["The General", "Sherlock Jr."], 0));
        assert_eq!(found(&library, ids[4]), (None, vec![], 0));
    }

    #[test]
    fn more_than_five_are_counted() {
        let titles: Vec<String> = (0..9).map(|number| format!("Reel {number}")).collect();
        let works: Vec<(&str, &[&str], f64)> =
            titles.iter().map(|title| (title.as_str(), &["A"][..], 3.0)).collect();
        let (library, ids) = library(&works);
        let (_, shown, more) = found(&library, ids[0]);
        assert_eq!((shown.len(), more), (5, 3));
    }
}
