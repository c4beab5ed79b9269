//! The sentence for a finding, the same wherever it is shown.

use super::{Audience, Clean, Diagnostic, Phrase};

/// A message may name a file, whose path can be of any length.
const MAX_LINE_COLUMNS: usize = 300;

impl Diagnostic {
    /// The finding as a sentence. Quotations in it are not cleaned.
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
            // "found none: ..." would read as if the help explained "none".
            out.push_str(if parts.found.is_some() { ": " } else { "; " });
            help.write(to, &mut out);
        }
        out
    }

    /// [`message`](Self::message) as one line of limited length that is safe to show.
    #[must_use]
    pub(crate) fn one_line(&self, to: Audience) -> Clean {
        Clean::from(to.glyphs.fit(Clean::from(self.message(to)).as_str(), MAX_LINE_COLUMNS))
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self, to: Audience) -> String {
        self.mismatch.parts().expected.in_words(to)
    }

    /// What it is about, without quotation marks, for a row that has the place of a quotation.
    #[must_use]
    pub(crate) fn subject(&self) -> Option<String> {
        self.mismatch.parts().about.as_ref().map(Phrase::unmarked)
    }

    /// What was found, without quotation marks.
    #[must_use]
    pub(crate) fn found_unmarked(&self) -> Option<String> {
        self.mismatch.parts().found.as_ref().map(Phrase::unmarked)
    }

    /// What is not written yet: what is quoted of the file, such as a heading, else what was expected.
    #[must_use]
    pub(crate) fn unwritten(&self) -> String {
        let expected = &self.mismatch.parts().expected;
        let quoted = expected.quoted().map(|quote| quote.text().to_owned());
        quoted.unwrap_or_else(|| expected.unmarked())
    }

    #[must_use]
    pub(crate) fn found(&self, to: Audience) -> Option<String> {
        self.mismatch.parts().found.as_ref().map(|found| found.in_words(to))
    }

    #[must_use]
    pub(crate) fn help(&self, to: Audience) -> Option<String> {
        self.mismatch.parts().help.as_ref().map(|help| help.in_words(to))
    }
}
