//! What the author's desk shows of a draft: its findings, and what its author usually writes.

use std::path::Path;
use std::sync::PoisonError;

use super::{Cancellation, Context};
use crate::check::{self, FileSummary};
use crate::draft::{Finding, Inspection, Silence};
use crate::model::usual::{Usual, facts_lacked};
use crate::model::{Review, ReviewKey};
use crate::store::{self, Loaded, Written};
use crate::text::Diagnostic;

/// Checks a draft by the habits of its folder; `None` when cancelled, or when its file belongs to no
/// root.
pub(super) fn inspect(
    context: &Context,
    key: &ReviewKey,
    cancellation: &Cancellation,
) -> Option<Inspection> {
    let loaded = context.read(&key.path)?;
    let review = loaded.review_at(key.ordinal).unwrap_or(&loaded.review);
    let beside = Beside::of(context, &key.path, cancellation)?;
    let saved = store::saved(&review.place.path);
    if saved.is_none() && loaded.file.is_none() {
        // There is no file yet, which is no fault of it.
        return Some(Inspection { usual: beside.usual, ..Inspection::default() });
    }
    let found = problems(&loaded, review, beside.summaries).into_iter();
    let (findings, has_fields, silence) = match loaded.file.as_deref() {
        Some(Written { source, fields, .. }) => (
            found.map(|one| Finding::new(one, source, fields)).collect(),
            !fields.is_empty(),
            Silence::of(review.format, source, fields),
        ),
        None => (found.map(Finding::from).collect(), false, Silence::default()),
    };
    // What a broken file lacks may stand in the part that was not understood.
    let facts = match review.broken() {
        Some(_) => Vec::new(),
        None => facts_lacked(review, beside.usual.as_ref(), has_fields),
    };
    let text_lines = loaded.text_lines(review);
    let inspection =
        Inspection { findings, facts, usual: beside.usual, text_lines, silence, saved };
    Some(inspection.sorted().of_draft(review))
}

/// What the other reviews in the folder of a draft show.
struct Beside {
    usual: Option<Usual>,
    summaries: Vec<FileSummary>,
}

impl Beside {
    fn of(context: &Context, draft: &Path, cancellation: &Cancellation) -> Option<Self> {
        let mut neighbours = context.neighbours.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(root) = context.root_of(draft) {
            neighbours.refresh(draft, root, &cancellation.0);
        }
        if cancellation.is_cancelled() {
            return None;
        }
        let reviews = neighbours.reviews().flat_map(|one| one.loaded.reviews());
        let usual = Usual::of(reviews.filter(|review| review.has_text()));
        let summaries = neighbours.reviews().flat_map(|one| one.summaries.iter().cloned());
        Some(Self { usual, summaries: summaries.collect() })
    }
}

/// What `rushes check --publish` reports of one review, given the others of its folder.
fn problems(loaded: &Loaded, review: &Review, mut others: Vec<FileSummary>) -> Vec<Diagnostic> {
    let environment = Loaded::environment(true);
    let Some(subject) = loaded.subject(review, environment) else {
        return review.diagnostics.clone();
    };
    others.extend(loaded.summaries(environment).filter(|summary| summary.key != review.key()));
    check::among(&subject, &loaded.root, others)
}
