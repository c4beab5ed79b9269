//! A poster whose file does not exist.

use std::path::PathBuf;

use super::context::Cx;
use crate::format::registry;
use crate::model::{Field, Review};
use crate::text::{Code, Phrase, expected, quote};

/// The path of the poster's file. `None` if the poster is an address or if only the author's own
/// tools, such as a site generator, know the folder that its path is relative to.
fn file(review: &Review) -> Option<PathBuf> {
    let poster = review.poster.as_deref()?.trim();
    let relative = !poster.starts_with(['/', '\\']) && !poster.contains(':') && !poster.is_empty();
    let beside = poster.starts_with("./") || poster.starts_with("../");
    let is_resolvable = relative && (beside || registry::of(review.format).is_strict);
    is_resolvable.then(|| review.place.path.parent().map(|folder| folder.join(poster))).flatten()
}

pub(super) fn check(cx: &mut Cx<'_>) {
    let has_escape = cx.review.poster.as_ref().is_some_and(|it| it.contains(char::is_control));
    let is_missing = || {
        let exists = cx.subject.environment.exists?;
        Some(!exists(&file(cx.review)?))
    };
    if has_escape || is_missing() != Some(true) {
        return;
    }
    let poster = quote(cx.review.poster.as_deref().unwrap_or_default());
    let nothing = Phrase::from("nothing at ").then(poster);
    let span = cx.place_of(Field::Poster);
    cx.report(Code::PosterMissing, span, expected("a file beside this one").found(nothing));
}
