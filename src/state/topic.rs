//! What a line of the log can say, in one table.

/// The value of a line that says that something is so.
pub(super) const YES: &str = "yes";
/// The value of a line that says that it is not, or no longer.
pub(super) const NO: &str = "no";
/// The value of a line about the last review: it was read.
pub(super) const OPEN: &str = "review";
/// The value of a line about the last review: it was chosen in the list.
pub(super) const LISTED: &str = "list";

macro_rules! topics {
    ($($topic:ident, $name:literal, $fields:literal, $noun:literal, $words:literal;)+) => {
        /// What a line says, the first of its fields.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Topic {
            $(#[doc = $words] $topic,)+
        }

        impl Topic {
    /// Those of which each line is about a review.
    pub(super) const OF_REVIEWS: [Self; 4] =
        [Self::Read, Self::Bookmark, Self::Place, Self::Guess];

            pub(crate) const ALL: [Self; [$($name),+].len()] = [$(Self::$topic),+];

            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$topic => $name,)+
                }
            }

            /// A thing that is remembered, as a noun.
            pub(crate) const fn noun(self) -> &'static str {
                match self {
                    $(Self::$topic => $noun,)+
                }
            }

            /// How many fields say what the line is about.
            pub(super) const fn subject_fields(self) -> usize {
                match self {
                    $(Self::$topic => $fields,)+
                }
            }
        }
    };
}

topics! {
    Read, "read", 2, "read review", "Whether a review was read.";
    Bookmark, "bookmark", 2, "bookmark", "Whether a review has a bookmark, and its note.";
    Place, "place", 2, "place", "Where in its text a review was left.";
    Guess, "guess", 2, "guessed rating", "What the covered rating of a review was guessed to be, if it was uncovered.";
    Last, "last", 1, "last review", "The review of a library that was chosen last.";
    Sort, "sort", 1, "order", "What the list of a library is sorted by.";
    Query, "query", 1, "filter", "What the list of a library is filtered by.";
    Theme, "theme", 0, "theme", "The theme that was chosen.";
    Measure, "measure", 0, "measure", "By how many columns the text differs from the usual measure.";
    Blind, "blind", 0, "blind reading", "Whether ratings are covered until they are guessed.";
}

impl Topic {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name().as_bytes() == name)
    }
}
