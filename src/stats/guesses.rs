//! How well one knows a critic: what ratings were guessed to be before they were uncovered.

use std::collections::BTreeMap;

use super::voices::rounded_quotient;
use super::{Bucket, Counted, Detail, Guesses, HALF_STAR_HUNDREDTHS, Observation, Pair, Tally};
use crate::model::{EntryRef, FacetRole, Guess, Library, Stars};

/// The guesses about one critic.
#[derive(Debug, Default)]
struct OfCritic {
    tally: Pair<Tally>,
    /// What was guessed and what was given, where stars were.
    guesses: Pair<Vec<[Stars; 2]>>,
}

/// The guesses about each critic, by name.
#[derive(Debug, Default)]
pub(super) struct Critics(BTreeMap<Bucket, OfCritic>);

impl Critics {
    pub(super) fn add(&mut self, library: &Library, seen: Observation, entry: EntryRef<'_>) {
        let Guess::Of(guessed) = entry.marks().guess else { return };
        let bucket = match library.voice_of(entry) {
            Some(voice) => Bucket::GuessedVoice(voice.name.to_string()),
            None => {
                let author = entry.texts(FacetRole::Author).next();
                Bucket::GuessedAuthor(author.map(str::to_owned))
            }
        };
        let critic = self.0.entry(bucket).or_default();
        critic.tally.change(seen.passes, |tally| tally.add(&seen));
        if let Some(given) = seen.stars {
            critic.guesses.change(seen.passes, |guesses| guesses.push([guessed, given]));
        }
    }

    pub(super) fn rows(self) -> Vec<Counted> {
        let row = |(bucket, critic): (Bucket, OfCritic)| {
            let Pair { filtered, whole } = &critic.guesses;
            let guesses = Pair { filtered: Guesses::of(filtered), whole: Guesses::of(whole) };
            Counted { bucket, tally: critic.tally, detail: Detail::Guesses(guesses) }
        };
        self.0.into_iter().map(row).collect()
    }
}

impl Guesses {
    fn of(guesses: &[[Stars; 2]]) -> Self {
        let differences = guesses
            .iter()
            .map(|[guessed, given]| isize::from(guessed.halves()) - isize::from(given.halves()));
        let within = |halves: isize| differences.clone().filter(|it| it.abs() <= halves).count();
        let sum: isize = differences.clone().sum();
        let distances: isize = differences.clone().map(isize::abs).sum();
        let mean = |halves: isize| rounded_quotient(halves * HALF_STAR_HUNDREDTHS, guesses.len());
        Self {
            rated: guesses.len(),
            exact: within(0),
            within_half_star: within(1),
            distance: mean(distances).map(isize::unsigned_abs),
            difference: mean(sum),
        }
    }
}
