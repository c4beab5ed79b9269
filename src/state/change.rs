//! What can be remembered, as the lines that say it.

use super::Subject;
use super::escape::escape;
use super::topic::{LISTED, NO, OPEN, Topic, YES};
use crate::model::{Guess, Sort};
use crate::query::Query;

/// Something to be remembered: one line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Without a line break.
    pub(super) line: String,
}

/// A place in the text of a review that does not depend on how it is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextPlace {
    /// The number of the section, from 1.
    pub(crate) section: usize,
    /// The number of the paragraph within it, from 1; 0 for the heading.
    pub(crate) paragraph: usize,
}

impl Change {
    /// A review was read, or is to count as unread again.
    #[must_use]
    pub(crate) fn read(of: &Subject, is_read: bool) -> Self {
        Self::of_review(Topic::Read, of, if is_read { YES } else { NO })
    }

    /// A review has a bookmark with a note, which may be empty, or none.
    #[must_use]
    pub(crate) fn bookmark(of: &Subject, note: Option<&str>) -> Self {
        let value = match note {
            None => NO.to_owned(),
            Some("") => YES.to_owned(),
            Some(note) => format!("{YES} {note}"),
        };
        Self::of_review(Topic::Bookmark, of, &value)
    }

    /// The covered rating of a review was guessed or uncovered, or is to be covered again.
    #[must_use]
    pub(crate) fn guess(of: &Subject, guess: Guess) -> Self {
        let value = match guess {
            Guess::None => NO.to_owned(),
            Guess::Without => YES.to_owned(),
            Guess::Of(stars) => stars.value().to_string(),
        };
        Self::of_review(Topic::Guess, of, &value)
    }

    /// A review was left at a place of its text; `None` for its beginning.
    #[must_use]
    pub(crate) fn place(of: &Subject, place: Option<TextPlace>) -> Self {
        let place = place.map(|TextPlace { section, paragraph }| format!("{section}.{paragraph}"));
        Self::of_review(Topic::Place, of, place.as_deref().unwrap_or(NO))
    }

    /// A review was chosen last, in the list or in its own text.
    #[must_use]
    pub(crate) fn last(library: &str, of: &Subject, is_open: bool) -> Self {
        let value = if is_open { OPEN } else { LISTED };
        Self { line: format!("{}\t{library}\t{value}\t{}", Topic::Last.name(), of.place) }
    }

    pub(crate) fn sort(library: &str, sort: Sort) -> Self {
        Self { line: format!("{}\t{library}\t{}", Topic::Sort.name(), Query::written_sort(sort)) }
    }

    pub(crate) fn query(library: &str, query: &str) -> Self {
        Self { line: format!("{}\t{library}\t{}", Topic::Query.name(), escape(query)) }
    }

    pub(crate) fn theme(name: &str) -> Self {
        Self { line: format!("{}\t{}", Topic::Theme.name(), escape(name)) }
    }

    pub(crate) fn measure(change: i16) -> Self {
        Self { line: format!("{}\t{change:+}", Topic::Measure.name()) }
    }

    pub(crate) fn blind(is_blind: bool) -> Self {
        Self { line: format!("{}\t{}", Topic::Blind.name(), if is_blind { YES } else { NO }) }
    }

    fn of_review(topic: Topic, of: &Subject, value: &str) -> Self {
        let Subject { place, identity } = of;
        let line = format!("{}\t{place}\t{}\t{identity}", topic.name(), escape(value));
        Self { line }
    }

    /// The line with its break, as it stands in the log.
    pub(crate) fn write_to(&self, log: &mut Vec<u8>) {
        log.extend_from_slice(self.line.as_bytes());
        log.push(b'\n');
    }
}
