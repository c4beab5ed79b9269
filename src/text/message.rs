//! A finding in words, in one way for every place that shows it.

use super::width::fit;
use super::{Audience, Clean, Diagnostic};

/// The most columns of a message on one line: it may name a file by a path that has no end.
const MAX_COLUMNS: usize = 300;

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
    pub(crate) fn line(&self, to: Audience) -> Clean {
        Clean::from(fit(Clean::from(self.message(to)).as_str(), MAX_COLUMNS))
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self, to: Audience) -> String {
        self.mismatch.parts().expected.in_words(to)
    }

    /// What was found; none where nothing was.
    #[must_use]
    pub(crate) fn found(&self, to: Audience) -> Option<String> {
        self.mismatch.parts().found.as_ref().map(|found| found.in_words(to))
    }

    /// What follows from it, or what to do.
    #[must_use]
    pub(crate) fn help(&self, to: Audience) -> Option<String> {
        self.mismatch.parts().help.as_ref().map(|help| help.in_words(to))
    }
}
