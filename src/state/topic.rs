//! What a line of the log can say, in one table.

/// The value of a line that says that something is so.
pub(super) const YES: &str = "yes";
/// The value of a line that says that it is not, or no longer.
pub(super) const NO: &str = "no";

macro_rules! topics {
    ($($topic:ident, $name:literal, $fields:literal, $noun:literal, $words:literal;)+) => {
        /// What a line says, the first of its fields.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Topic {
            $(#[doc = $words] $topic,)+
        }

        impl Topic {
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
}

impl Topic {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name().as_bytes() == name)
    }
}
