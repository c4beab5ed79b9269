//! Who reads a message, and what they may see.

use super::mask;

/// Whether covered text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilers {
    /// It is masked, as in everything that may be passed on to others.
    Covered,
    /// It is shown, to those who wrote it or asked for it.
    Told,
}

impl Spoilers {
    #[must_use]
    pub(crate) const fn told_if(asked: bool) -> Self {
        if asked { Self::Told } else { Self::Covered }
    }
}

/// Who reads a message, and in what characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    pub(crate) spoilers: Spoilers,
    /// Whether the program's own symbols, such as the ellipsis, are ASCII.
    pub(crate) is_ascii: bool,
}

impl Audience {
    pub(crate) const WRITER: Self = Self { spoilers: Spoilers::Told, is_ascii: false };

    /// Anybody: covered text is masked.
    pub const READER: Self = Self { spoilers: Spoilers::Covered, is_ascii: false };

    /// The character that stands for a covered cell.
    #[must_use]
    pub(crate) const fn cover(self) -> char {
        if self.is_ascii { mask::ASCII_COVER } else { mask::COVER }
    }

    pub(super) const fn ellipsis(self) -> char {
        if self.is_ascii { '~' } else { '…' }
    }
}
