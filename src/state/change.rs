//! What can be remembered, as the lines that say it.

use super::Subject;
use super::escape::escape;
use super::topic::{NO, Topic, YES};

/// Something to be remembered: one line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Without a line break.
    pub(super) line: String,
}

impl Change {
    /// A review was read, or is to count as unread again.
    #[must_use]
    pub(crate) fn read(of: &Subject, is_read: bool) -> Self {
        Self::of_review(Topic::Read, of, if is_read { YES } else { NO })
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
