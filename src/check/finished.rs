//! A draft in which nothing seems to be missing.

use super::context::Cx;
use super::sections::has_section;
use crate::model::{Field, SectionKey};
use crate::text::{Code, Severity, expected};

/// A shorter review may well be unfinished.
const MIN_WORDS: usize = 150;

/// To be called last: whether it is finished depends on what the other rules have found.
pub(super) fn check(cx: &mut Cx<'_>) {
    let review = cx.review;
    // Before it is published every draft is reported, finished or not.
    if cx.subject.environment.is_last_look {
        return;
    }
    let says_draft = cx.field(Field::Draft).is_some() && review.draft;
    let has_facts = review.rating.is_some() && review.year.is_some() && review.date.is_some();
    if !says_draft || !has_facts || !cx.found.is_empty() {
        return;
    }
    // Outside of our own format authors choose their sections, and most end with a verdict.
    let mut wanted =
        review.kind.sections().iter().filter(|key| cx.is_strict() || **key == SectionKey::Verdict);
    let has_all = wanted.all(|key| has_section(cx, key));
    let is_written = review.sections.iter().all(|section| !section.text.trim().is_empty());
    if has_all && is_written && review.words() >= MIN_WORDS {
        let mismatch =
            expected("`draft = false`, or no `draft`").found("a draft in which nothing is missing");
        cx.report_as(Severity::Note, Code::StillDraft, cx.place_of(Field::Draft), mismatch);
    }
}
