//! Who reads a message, and what they may see.

use super::Glyphs;

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
    pub(crate) glyphs: Glyphs,
}

impl Audience {
    pub(crate) const WRITER: Self = Self { spoilers: Spoilers::Told, glyphs: Glyphs::Unicode };

    /// Anybody: covered text is masked.
    pub const READER: Self = Self { spoilers: Spoilers::Covered, glyphs: Glyphs::Unicode };
}
