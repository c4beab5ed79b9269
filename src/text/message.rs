//! A finding in words, in one way for every place that shows it.

use super::phrase::Quote;
use super::width::fit;
use super::{Clean, Diagnostic, mask};

/// The most columns of a message on one line: it may name a file by a path that has no end.
const MAX_COLUMNS: usize = 300;

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
    pub const fn told_if(asked: bool) -> Self {
        if asked { Self::Told } else { Self::Covered }
    }
}

/// Who reads a message, and in what characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Whether what is covered may be told.
    pub spoilers: Spoilers,
    /// Whether the program's own signs are to be ASCII.
    pub is_ascii: bool,
}

impl Audience {
    /// Who writes may see.
    pub const WRITER: Self = Self { spoilers: Spoilers::Told, is_ascii: false };

    /// What is passed on is covered.
    pub const READER: Self = Self { spoilers: Spoilers::Covered, is_ascii: false };

    /// The character of a covered cell.
    #[must_use]
    pub const fn cover(self) -> char {
        if self.is_ascii { mask::ASCII_COVER } else { mask::COVER }
    }

    /// Whether all of a quotation may be told.
    #[must_use]
    pub fn may_see(self, quote: &Quote) -> bool {
        self.spoilers == Spoilers::Told || quote.is_open()
    }

    pub(super) const fn ellipsis(self) -> char {
        if self.is_ascii { '~' } else { '…' }
    }
}

impl Diagnostic {
    /// The finding in a sentence. What it quotes is not cleaned.
    #[must_use]
    pub fn message(&self, to: Audience) -> String {
        let parts = self.mismatch.parts();
        let mut out = String::new();
        if let Some(about) = &parts.about {
            about.write(to, &mut out);
            out.push_str(": ");
        }
        out.push_str("expected ");
        parts.expected.write(to, &mut out);
        out.push_str(", found ");
        match &parts.found {
            Some(found) => found.write(to, &mut out),
            None => out.push_str("none"),
        }
        if let Some(help) = &parts.help {
            // What follows from nothing is not told of it.
            out.push_str(if parts.found.is_some() { ": " } else { "; " });
            help.write(to, &mut out);
        }
        out
    }

    /// The same on one line that is safe to show and ends somewhere.
    #[must_use]
    pub fn line(&self, to: Audience) -> Clean {
        Clean::from(fit(Clean::from(self.message(to)).as_str(), MAX_COLUMNS))
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self, to: Audience) -> String {
        self.mismatch.parts().expected.in_words(to)
    }

    /// What was found; none where nothing was.
    #[must_use]
    pub fn found(&self, to: Audience) -> Option<String> {
        self.mismatch.parts().found.as_ref().map(|found| found.in_words(to))
    }

    /// What follows from it, or what to do.
    #[must_use]
    pub fn help(&self, to: Audience) -> Option<String> {
        self.mismatch.parts().help.as_ref().map(|help| help.in_words(to))
    }
}
