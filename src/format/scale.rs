//! Bare numbers put on a scale: on the one that their author names, else on the one that is deduced
//! from the other reviews of their folder.

use super::{rating, registry};
use crate::model::scale::FolderScale;
use crate::model::{Rating, Review, Score};
use crate::text::{Code, Diagnostic, Mismatch, Quote, expected, own_words};

/// Puts every bare number of `review` on the scale that its author uses (`scale = 10` in
/// `author.toml`). Where the format has a scale of its own this takes its place, and that of
/// the findings that came from it.
pub fn impose(review: &mut Review, out_of: f64) {
    let has_scale = registry::of(review.format).bare_scale.is_some();
    let mut sound = Vec::new();
    for rating in review.ratings_mut() {
        if put(rating, out_of, has_scale) {
            sound.push(rating.written.clone());
        }
    }
    review.diagnostics.retain(|finding| {
        let rating = finding.mismatch.quoted().map(Quote::text);
        let is_solved = rating.is_some_and(|rating| sound.iter().any(|sound| sound == rating));
        finding.code != Code::RatingOutOfRange || !is_solved
    });
}

/// Puts the bare ratings of `review` on the scale of its folder, and reports it where there were
/// too few ratings to be sure.
pub(crate) fn settle(review: &mut Review, scale: FolderScale) {
    if review.needs_scale() && scale.guessed {
        review.diagnostics.push(Diagnostic::whole_file(Code::ScaleGuessed, guessed(scale.out_of)));
    }
    review.set_scale(scale.out_of);
}

/// Says that a bare number was taken as out of `out_of` because nothing names its scale.
pub(crate) fn guessed(out_of: f64) -> Mismatch {
    expected("a scale")
        .found("a number alone")
        .help(own_words(format!("taken as out of {out_of}; `scale` in author.toml tells")))
}

/// Whether the rating lies within its new scale.
fn put(rating: &mut Rating, out_of: f64, has_scale: bool) -> bool {
    let bare = rating::field(&rating.written)
        .filter(|read| has_scale && matches!(read.score, Score::Bare(_)))
        .is_some();
    match rating.value() {
        Some(value) if bare => rating.score = Score::Scaled { value, out_of },
        _ => rating.set_scale(out_of),
    }
    rating.stars().is_some()
}
