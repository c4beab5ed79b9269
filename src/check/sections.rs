//! Sections that are missing or empty.

use super::look::Look;
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

pub(super) fn look(look: &mut Look<'_>) {
    missing(look);
    empty(look);
    misspelt(look);
}

/// Of our own format all are expected. Elsewhere authors have their own ways: who has three of
/// the four means to have the fourth.
fn missing(look: &mut Look<'_>) {
    let review = look.review;
    if !matches!(&*review.kind, "film" | "series") {
        return;
    }
    let missing: Vec<(&str, &str)> =
        EXPECTED.into_iter().filter(|(key, usual)| !has(review, key, usual)).collect();
    if look.is_own() && missing.len() == EXPECTED.len() {
        let span = look.place_of(Field::Title);
        let message = "expected the sections plot, performances, action and verdict, found none";
        return look.report(Code::MissingSection, span, message);
    }
    let is_meant = look.is_own() || missing.len() == 1;
    let span = look.place_of(Field::Title);
    for (key, _) in missing.into_iter().filter(|_| is_meant) {
        look.report(Code::MissingSection, span, format!("expected a section `{key}`, found none"));
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

fn empty(look: &mut Look<'_>) {
    for section in &look.review.sections {
        let Some(heading) = section.heading.as_deref() else { continue };
        if section.text.trim().is_empty() && section.rating.is_none() {
            let span = look.line_of(section);
            let message = format!("expected text under \"{}\", found none", excerpt(heading));
            look.report(Code::EmptySection, span, message);
        }
    }
}

/// A heading that is nearly one of the four; what is nearly the author's own is told by the folder.
fn misspelt(look: &mut Look<'_>) {
    let own = |key: &str| EXPECTED.iter().all(|(known, _)| *known != key);
    for section in look.review.sections.iter().filter(|section| own(&section.key)) {
        let Some(heading) = section.heading.as_deref() else { continue };
        if let Some((_, usual)) = EXPECTED.iter().find(|(_, usual)| is_slip(heading, usual)) {
            let found = excerpt(heading);
            let message =
                format!("expected a usual heading, found \"{found}\": did you mean \"{usual}\"?");
            look.report(Code::HeadingTypo, look.line_of(section), message);
        }
    }
}
