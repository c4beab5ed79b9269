//! The keys by which sections are known, whatever their headings say.

use std::fmt;

use compact_str::CompactString;

/// What a section is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKey {
    /// What stands before the first heading.
    #[default]
    Intro,
    /// What happens.
    Plot,
    /// The cast and the characters.
    Performances,
    /// Fights, chases, play.
    Action,
    /// What to make of it.
    Verdict,
    /// What is said after the end.
    Closing,
    /// Text under a heading that says only that spoilers follow.
    Spoilers,
    /// The part of a file that could not be parsed.
    NotUnderstood,
    /// The author's own heading as a slug.
    Other(CompactString),
}

impl SectionKey {
    /// The sections that headings in many languages lead to. Which of them a review should have
    /// depends on the kind of work: [`Kind::sections`](super::Kind::sections).
    pub(crate) const STANDARD: [Self; 4] =
        [Self::Plot, Self::Performances, Self::Action, Self::Verdict];

    /// The sections that our own format names, in the order of a review.
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

    /// The key as it stands in files and JSON.
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

    /// The heading where the author gives none. The intro and the closing have no heading, and a
    /// section of the author's own has the author's.
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

    /// What the section is for, for people; empty where our own format does not name it.
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
