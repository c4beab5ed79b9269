//! The last look before a review is published: what its readers would miss.

use super::context::Cx;
use super::rating;
use crate::model::{Field, Section, SectionKey};
use crate::text::{Code, expected};

pub(super) fn check(cx: &mut Cx<'_>) {
    if !cx.subject.environment.is_last_look {
        return;
    }
    let (review, title) = (cx.review, cx.place_of(Field::Title));
    // A text without fields has no place for these.
    if !cx.subject.fields.is_empty() {
        if review.draft {
            let mismatch = expected("a finished review").found("`draft` still set");
            cx.report(Code::StillDraft, cx.place_of(Field::Draft), mismatch);
        }
        let lacking = [
            (Code::NoDate, review.date.is_none(), "`date`"),
            (Code::NoUrl, review.url.is_none(), "`url`"),
            (Code::NoPoster, review.poster.is_none(), "`poster`"),
        ];
        for (code, is_lacking, name) in lacking {
            if is_lacking {
                cx.report(code, title, expected(name));
            }
        }
    }
    // Of our own format this is said all the time.
    if !cx.is_strict() && review.rating.is_none() && !rating::is_mentioned(cx.subject) {
        cx.report(Code::NoRating, title, expected("a rating"));
    }
    if lacks_verdict(cx) {
        cx.report(Code::NoVerdict, title, expected("a verdict"));
    }
}

/// Whether there is no verdict although there are others of the usual sections, or only its name.
fn lacks_verdict(cx: &Cx<'_>) -> bool {
    let review = cx.review;
    if !review.kind.sections().contains(&SectionKey::Verdict) {
        return false;
    }
    let is_written = |section: &&Section| !section.text.trim().is_empty();
    let is_verdict = |section: &&Section| section.key == SectionKey::Verdict;
    match review.sections.iter().find(is_verdict) {
        // An empty section with a heading is told as such.
        Some(verdict) => !is_written(&verdict) && verdict.heading.is_none(),
        None => {
            let mut written = review.sections.iter().filter(is_written);
            !cx.is_strict() && written.any(|section| SectionKey::STANDARD.contains(&section.key))
        }
    }
}
