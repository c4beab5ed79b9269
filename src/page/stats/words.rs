//! What a row means, in words.

use super::{decimals, label, mean_of};
use crate::stats::{Bucket, Closeness, Counted, Detail, Guesses, Outlier, Pair};
use crate::text::Glyphs;
use crate::text::phrase::grouped;

/// How many reviews a row counts, and of what; of filtered ones also how many there are in all.
#[must_use]
pub(crate) fn row_in_words(row: &Counted, is_filtered: bool, glyphs: Glyphs) -> String {
    let Pair { filtered, whole } = &row.tally;
    let count = match is_filtered {
        true => format!("{} of {}", grouped(filtered.reviews), grouped(whole.reviews)),
        false => grouped(whole.reviews),
    };
    let words = format!("{count} {}", bucket_in_words(&row.bucket, glyphs));
    match &row.detail {
        Detail::Outlier(Outlier { difference, .. }) => {
            let side = if *difference < 0 { "below" } else { "above" };
            let difference = decimals(difference.unsigned_abs());
            format!("{words}, rated {difference} {side} their {}", mean_of(&whole.spread))
        }
        Detail::Closeness(closeness) => {
            let Closeness { works, within_half_star, .. } = closeness.filtered;
            let close = format!("{} of {}", grouped(within_half_star), grouped(works));
            format!("{words}, {close} within half a star")
        }
        Detail::Guesses(guesses) => {
            let Guesses { rated, exact, difference, .. } = guesses.filtered;
            let side = match difference {
                None => return words,
                Some(..0) => "too low",
                Some(0) => "neither too high nor too low",
                Some(1..) => "too high",
            };
            let exact = format!("{} of {}", grouped(exact), grouped(rated));
            format!("{words}, {exact} exactly, on the whole {side}")
        }
        Detail::None | Detail::Months(_) | Detail::Words(_) => words,
    }
}

fn bucket_in_words(bucket: &Bucket, glyphs: Glyphs) -> String {
    let label = label(bucket, glyphs).text;
    match bucket {
        Bucket::Stars(_) => format!("at {label}"),
        Bucket::RatedInWords => "rated in words".to_owned(),
        Bucket::Unrated => "unrated".to_owned(),
        Bucket::Covered => "with a covered rating".to_owned(),
        Bucket::GuessedVoice(_) | Bucket::GuessedAuthor(_) => format!("guessed: {label}"),
        Bucket::Year(_) | Bucket::Month(..) => format!("written in {label}"),
        Bucket::Undated => "undated".to_owned(),
        Bucket::Decade(_) => format!("of the {label}"),
        Bucket::WithoutYear => "without a year".to_owned(),
        Bucket::Voice(_) => format!("of {label}"),
        Bucket::Voices { .. } => format!("of what both review: {label}"),
        Bucket::Maker(_) => format!("by {label}"),
        Bucket::Person(_) => format!("by or with {label}"),
        Bucket::Genre(_) => format!("in {label}"),
        Bucket::Tag(_) => format!("tagged {label}"),
        Bucket::Section(_) => format!("with {label}"),
    }
}
