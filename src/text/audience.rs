//! Who reads a message, and what they may see.

use super::mask;

/// Whether what is covered is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilers {
    /// It is masked: what is passed on is covered.
    Covered,
    /// It is shown, to those who wrote it or asked for it.
    Told,
}

impl Spoilers {
    /// From a flag that asks for it.
    #[must_use]
    pub(crate) const fn told_if(asked: bool) -> Self {
        if asked { Self::Told } else { Self::Covered }
    }
}

/// Who reads a message, and in what characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Whether what is covered may be told.
    pub(crate) spoilers: Spoilers,
    /// Whether the program's own signs are to be ASCII.
    pub(crate) is_ascii: bool,
}

impl Audience {
    pub(crate) const WRITER: Self = Self { spoilers: Spoilers::Told, is_ascii: false };

    /// What is passed on is covered.
    pub const READER: Self = Self { spoilers: Spoilers::Covered, is_ascii: false };

    /// The character of a covered cell.
    #[must_use]
    pub(crate) const fn cover(self) -> char {
        if self.is_ascii { mask::ASCII_COVER } else { mask::COVER }
    }

    pub(super) const fn ellipsis(self) -> char {
        if self.is_ascii { '~' } else { '…' }
    }
}
