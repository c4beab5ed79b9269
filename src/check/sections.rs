//! Sections that are missing or empty.

use super::context::Cx;
use super::near::is_slip;
use crate::format::headings;
use crate::format::synonyms::Field;
use crate::model::Review;
use crate::text::Code;
use crate::text::diagnostic::excerpt;

/// The sections that every review of a film or a series is expected to have.
pub(super) const EXPECTED: [(&str, &str); 4] = [
    ("plot", "Plot"),
    ("performances", "Performances"),
    ("action", "Action"),
    ("verdict", "Verdict"),
];

pub(super) fn check(cx: &mut Cx<'_>) {
    missing(cx);
    empty(cx);
    misspelt(cx);
}

/// Of our own format all are expected. Elsewhere authors have their own ways: who has three of
/// the four means to have the fourth.
fn missing(cx: &mut Cx<'_>) {
    let review = cx.review;
    if !matches!(&*review.kind, "film" | "series") {
        return;
    }
    let missing: Vec<(&str, &str)> =
        EXPECTED.into_iter().filter(|(key, usual)| !has(review, key, usual)).collect();
    if cx.is_strict() && missing.len() == EXPECTED.len() {
        let span = cx.place_of(Field::Title);
        let message = "expected the sections plot, performances, action and verdict, found none";
        return cx.report(Code::MissingSection, span, message);
    }
    let is_meant = cx.is_strict() || missing.len() == 1;
    let span = cx.place_of(Field::Title);
    for (key, _) in missing.into_iter().filter(|_| is_meant) {
        cx.report(Code::MissingSection, span, format!("expected a section `{key}`, found none"));
    }
}

/// Whether a review has the section, be it under a misspelt name or as something else than a text.
pub(super) fn has(review: &Review, key: &str, usual: &str) -> bool {
    let odd = || review.extra.iter().filter_map(|(name, _)| name.strip_prefix("sections."));
    let mut headings = review.sections.iter().filter_map(|section| section.heading.as_deref());
    review.sections.iter().any(|section| section.key == key)
        || headings.any(|heading| is_slip(heading, usual))
        || odd().any(|name| headings::key(name.split('.').next().unwrap_or(name)) == key)
}

fn empty(cx: &mut Cx<'_>) {
    for section in &cx.review.sections {
        let Some(heading) = section.heading.as_deref() else { continue };
        if section.text.trim().is_empty() && section.rating.is_none() {
            let span = cx.line_of(section);
            let message = format!("expected text under \"{}\", found none", excerpt(heading));
            cx.report(Code::EmptySection, span, message);
        }
    }
}

/// A heading that is nearly one of the four; what is nearly the author's own is told by the folder.
fn misspelt(cx: &mut Cx<'_>) {
    let own = |key: &str| EXPECTED.iter().all(|(known, _)| *known != key);
    for section in cx.review.sections.iter().filter(|section| own(&section.key)) {
        let Some(heading) = section.heading.as_deref() else { continue };
        if let Some((_, usual)) = EXPECTED.iter().find(|(_, usual)| is_slip(heading, usual)) {
            let found = excerpt(heading);
            let message =
                format!("expected a usual heading, found \"{found}\": did you mean \"{usual}\"?");
            cx.report(Code::HeadingTypo, cx.line_of(section), message);
        }
    }
}
