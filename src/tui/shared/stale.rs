//! Why a page shows an older text than the file's.

use crate::model::Fault;

/// The reason why the last good page is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaleReason {
    /// The file is broken.
    Broken(Fault),
    /// A mistake at this place made most of the text vanish.
    Vanished(Fault),
    /// The file no longer reads as a review.
    NoReview,
    /// The file is gone.
    Gone,
}

impl StaleReason {
    /// All that is known.
    #[must_use]
    pub(crate) fn in_full(&self) -> String {
        match self {
            Self::Broken(Fault { line, message, .. }) => format!("line {line}: {message}"),
            Self::Vanished(Fault { line, message, .. }) => {
                format!("{VANISHED}: line {line}: {message}")
            }
            Self::NoReview => "the file no longer reads as a review".to_owned(),
            Self::Gone => "the file is gone".to_owned(),
        }
    }

    /// The same in forms for the row of the title, the longest first. What is wrong with a broken
    /// file stands on the desk.
    #[must_use]
    pub(crate) fn in_title(&self) -> Vec<String> {
        match self {
            Self::Broken(fault) => vec![format!("line {} is broken", fault.line)],
            Self::Vanished(_) => vec![self.in_full(), VANISHED.to_owned()],
            Self::NoReview | Self::Gone => vec![self.in_full()],
        }
    }
}

const VANISHED: &str = "most of the text vanished";
