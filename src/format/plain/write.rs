//! A new review in plain text, which has no fields: a title, headings, and the author at the end.

use crate::format::draft::manner::PeopleLine;
use crate::format::draft::{Draft, SectionDraft};
use crate::model::Author;

pub(super) fn write(draft: &Draft) -> String {
    let (above, below) = draft.rating_lines();
    let people = draft.manner.people_line.map(PeopleLine::text);
    let headings = draft.parts.iter().filter_map(SectionDraft::heading).map(str::to_owned);
    let closing = draft.author.as_ref().map(closing).filter(|closing| !closing.is_empty());
    let lines = std::iter::once(draft.title.to_string())
        .chain(above.map(str::to_owned))
        .chain(people)
        .chain(headings)
        .chain(below.map(str::to_owned))
        .chain(closing);
    format!("{}\n", lines.collect::<Vec<_>>().join("\n\n\n"))
}

/// Where the author is found, as posts say it, and the greeting.
fn closing(author: &Author) -> String {
    let mut lines = Vec::new();
    for handle in &author.handles {
        lines.push(format!("Follow me on {} @{}", handle.platform, handle.handle));
    }
    lines.extend(author.email.as_ref().map(|email| format!("E-mail me at {email}")));
    lines.extend(author.website.as_ref().map(|website| format!("Find me at {website}")));
    lines.extend(author.signoff.as_ref().map(|signoff| format!("- {signoff}")));
    lines.join("\n")
}
