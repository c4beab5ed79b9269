//! How close the ratings of voices are, two by two.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Bucket, Closeness, Counted, Detail, HALF_STAR_HUNDREDTHS, Observation, Pair, Tally};
use crate::model::{Library, ReviewId, Spread, Stars, VoiceId, Voices};

/// With fewer works an order of ratings is chance.
const MIN_WORKS_FOR_CORRELATION: usize = 8;

/// Two voices and the works of which both have written.
#[derive(Debug, Default)]
struct Both {
    tally: Pair<Tally>,
    /// How they rate each of the works that both rate.
    ratings: Pair<Vec<[Stars; 2]>>,
}

/// The rows of all pairs of voices that have written of the same works: those first that share most.
/// Where a filter passes one of the reviews, both are compared.
pub(super) fn closeness(library: &Library, passes: impl Fn(ReviewId) -> bool) -> Vec<Counted> {
    let Some(voices) = library.voices() else { return Vec::new() };
    let mut pairs: BTreeMap<[VoiceId; 2], Both> = BTreeMap::new();
    for work in voices.works() {
        let by_voice: Vec<_> = work.chunk_by(|(_, voice), (_, other)| voice == other).collect();
        for (index, first) in by_voice.iter().enumerate() {
            for second in by_voice.iter().skip(index + 1) {
                let (Some((_, one)), Some((_, other))) = (first.first(), second.first()) else {
                    continue;
                };
                pairs.entry([*one, *other]).or_default().add(library, [first, second], &passes);
            }
        }
    }
    let mut rows: Vec<Counted> =
        pairs.into_iter().filter_map(|(pair, both)| both.row(voices, pair)).collect();
    rows.sort_by_key(|row| Reverse((row.tally.filtered.reviews, row.tally.whole.reviews)));
    rows
}

impl Both {
    /// Counts a work by the reviews of each voice, the newest first.
    fn add(
        &mut self,
        library: &Library,
        reviews: [&[(ReviewId, VoiceId)]; 2],
        passes: impl Fn(ReviewId) -> bool,
    ) {
        let mut any_passes = false;
        let mut newest = [None, None];
        for (newest, reviews) in newest.iter_mut().zip(reviews) {
            for &(id, _) in reviews {
                let Some(entry) = library.get(id) else { continue };
                let (stars, date, passes) = (entry.stars(), entry.listed_date(), passes(id));
                any_passes |= passes;
                *newest = newest.or(stars);
                let seen = Observation { id, stars, date, passes };
                self.tally.change(passes, |tally| tally.add(&seen));
            }
        }
        if let [Some(first), Some(second)] = newest {
            self.ratings.change(any_passes, |ratings| ratings.push([first, second]));
        }
    }

    fn row(self, voices: &Voices, pair: [VoiceId; 2]) -> Option<Counted> {
        let [first, second] = pair.map(|voice| voices.get(voice));
        let both = [first?, second?];
        let bucket = Bucket::Voices {
            names: both.map(|voice| voice.name.to_string()),
            short_names: both.map(|voice| voice.short_name.to_string()),
        };
        let Pair { filtered, whole } = &self.ratings;
        let closeness = Pair { filtered: Closeness::of(filtered), whole: Closeness::of(whole) };
        Some(Counted { bucket, tally: self.tally, detail: Detail::Closeness(closeness) })
    }
}

impl Closeness {
    fn of(ratings: &[[Stars; 2]]) -> Self {
        let difference = |[first, second]: &[Stars; 2]| {
            isize::from(first.halves()) - isize::from(second.halves())
        };
        let sum: isize = ratings.iter().map(difference).sum();
        Self {
            works: ratings.len(),
            within_half_star: ratings.iter().filter(|pair| difference(pair).abs() <= 1).count(),
            difference: rounded_quotient(sum * HALF_STAR_HUNDREDTHS, ratings.len()),
            correlation: correlation(ratings),
        }
    }
}

/// Rounded to the nearest, and in the middle away from nothing.
pub(super) fn rounded_quotient(sum: isize, count: usize) -> Option<isize> {
    let count = isize::try_from(count).ok()?;
    let size = (2 * sum.abs() + count).checked_div(2 * count)?;
    Some(size * sum.signum())
}

/// The correlation of the ranks in hundredths (Spearman's, equal ratings share their mean rank);
/// `None` of few works, or where one rates all of them the same.
fn correlation(ratings: &[[Stars; 2]]) -> Option<isize> {
    if ratings.len() < MIN_WORKS_FOR_CORRELATION {
        return None;
    }
    let spreads = [0, 1].map(|side| ratings.iter().map(|pair| pair[side]).collect::<Spread>());
    // Ranks are counted from the middle and in halves, so that they are whole numbers.
    let rank = |side: usize, pair: &[Stars; 2]| {
        let spread: &Spread = &spreads[side];
        spread.lower(pair[side]) as f64 - spread.higher(pair[side]) as f64
    };
    let sum = |of: [usize; 2]| -> f64 {
        ratings.iter().map(|pair| rank(of[0], pair) * rank(of[1], pair)).sum()
    };
    let scale = (sum([0, 0]) * sum([1, 1])).sqrt();
    (scale > 0.0).then(|| (100.0 * sum([0, 1]) / scale).round() as isize)
}
