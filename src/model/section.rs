//! The keys that identify sections independently of their headings.

use std::fmt;

/// What a section is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKey {
    /// The text before the first heading.
    #[default]
    Intro,
    /// The story.
    Plot,
    /// The cast and the characters.
    Performances,
    /// Fights and chases; in a game, how it plays.
    Action,
    /// The conclusion.
    Verdict,
    /// Remarks after the end.
    Closing,
    /// Text under a heading that says only that spoilers follow.
    Spoilers,
    /// The part of a file that could not be parsed.
    NotUnderstood,
    /// The author's own heading as a slug.
    Other(String),
}

impl SectionKey {
    /// The sections whose headings are recognised in many languages. Which of them a review should
    /// have depends on the kind of work: [`Kind::sections`](super::Kind::sections).
    pub(crate) const STANDARD: [Self; 4] =
        [Self::Plot, Self::Performances, Self::Action, Self::Verdict];

    /// The sections with a name in our own format, in the order of a review.
    pub const NAMED: [Self; 6] =
        [Self::Intro, Self::Plot, Self::Performances, Self::Action, Self::Verdict, Self::Closing];

    const ALL: [Self; 8] = [
        Self::Intro,
        Self::Plot,
        Self::Performances,
        Self::Action,
        Self::Verdict,
        Self::Closing,
        Self::Spoilers,
        Self::NotUnderstood,
    ];

    /// The name in files and JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Intro => "intro",
            Self::Plot => "plot",
            Self::Performances => "performances",
            Self::Action => "action",
            Self::Verdict => "verdict",
            Self::Closing => "closing",
            Self::Spoilers => "spoilers",
            Self::NotUnderstood => "not-understood",
            Self::Other(key) => key,
        }
    }

    /// The heading if the author gives none. The intro and the closing have none at all.
    #[must_use]
    pub(crate) const fn heading(&self) -> Option<&'static str> {
        match self {
            Self::Plot => Some("Plot"),
            Self::Performances => Some("Performances"),
            Self::Action => Some("Action"),
            Self::Verdict => Some("Verdict"),
            Self::Spoilers => Some("Spoilers"),
            Self::Intro | Self::Closing | Self::NotUnderstood | Self::Other(_) => None,
        }
    }

    /// A description for schemas; empty if our own format has no name for the section.
    #[must_use]
    pub(crate) const fn words(&self) -> &'static str {
        match self {
            Self::Intro => "What stands before the first heading.",
            Self::Plot => "What happens.",
            Self::Performances => "The cast and the characters.",
            Self::Action => "Fights, chases, and how they are filmed.",
            Self::Verdict => "What to make of it; not covered by `spoilers = true`.",
            Self::Closing => "What is said after the end.",
            Self::Spoilers | Self::NotUnderstood | Self::Other(_) => "",
        }
    }
}

impl From<&str> for SectionKey {
    fn from(key: &str) -> Self {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == key);
        known.unwrap_or_else(|| Self::Other(key.into()))
    }
}

impl fmt::Display for SectionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_from_their_names() {
        for key in SectionKey::ALL {
            assert_eq!(SectionKey::from(key.as_str()), key);
        }
        assert_eq!(SectionKey::from("music").as_str(), "music");
    }
}
