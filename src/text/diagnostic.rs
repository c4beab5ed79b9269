//! What is wrong with a file, as data: what was expected, what was found, and where. `message.rs`
//! puts it into words.

use super::phrase::{Phrase, Quote, own_words, whole};
use super::{Code, Position, Severity, Source, Span};

/// One finding: what kind, where, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// Usually that of the code.
    pub severity: Severity,
    /// Where, in bytes of the file.
    pub span: Span,
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
    /// What was expected and what was found.
    pub mismatch: Mismatch,
    /// The change that corrects it, if there is only one.
    pub edit: Option<Box<Edit>>,
}

/// What was expected and what was found instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatch(Box<Parts>);

/// The parts of a [`Mismatch`], boxed there because functions return it as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The subject, where the place does not show it: a field, or a named kind of fault.
    pub(super) about: Option<Phrase>,
    pub(super) expected: Phrase,
    /// `None` if nothing was found.
    pub(super) found: Option<Phrase>,
    /// The consequence, or what to do.
    pub(super) help: Option<Phrase>,
    replacement: Option<(Span, Quote)>,
}

/// A replacement of one passage of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced.
    pub span: Span,
    pub(crate) start: Position,
    pub(crate) end: Position,
    /// What stands there.
    pub(crate) old: Quote,
    /// The replacement.
    pub(crate) text: Quote,
}

/// Starts a mismatch: `what` was expected. [`Mismatch::found`] adds what was found instead.
pub fn expected(what: impl Into<Phrase>) -> Mismatch {
    Mismatch(Box::new(Parts { expected: what.into(), ..Parts::default() }))
}

impl Mismatch {
    #[must_use]
    pub(crate) fn found(mut self, what: impl Into<Phrase>) -> Self {
        self.0.found = Some(what.into());
        self
    }

    #[must_use]
    pub(crate) fn about(mut self, what: impl Into<Phrase>) -> Self {
        self.0.about = Some(what.into());
        self
    }

    #[must_use]
    pub(crate) fn help(mut self, what: impl Into<Phrase>) -> Self {
        self.0.help = Some(what.into());
        self
    }

    /// Adds a remark, in brackets behind the help if there is any.
    #[must_use]
    pub(crate) fn remark(mut self, words: &str) -> Self {
        self.0.help = Some(match self.0.help.take() {
            Some(help) => help.then(own_words(format!(" ({words})"))),
            None => own_words(words.to_owned()).into(),
        });
        self
    }

    /// Adds the edit that corrects it: `text` in place of `span`.
    #[must_use]
    pub(crate) fn replace(mut self, span: Span, text: Quote) -> Self {
        self.0.replacement = Some((span, text));
        self
    }

    /// Moves all spans by `offset`, the byte of the file at which the text begins.
    #[must_use]
    pub(crate) fn moved(mut self, offset: usize) -> Self {
        for quote in self.quotes_mut() {
            quote.shift(offset);
        }
        if let Some((span, _)) = &mut self.0.replacement {
            *span = span.moved(offset);
        }
        self
    }

    /// The quotation in what was found.
    #[must_use]
    pub(crate) fn quoted(&self) -> Option<&Quote> {
        self.0.found.as_ref()?.quoted()
    }

    pub(super) const fn parts(&self) -> &Parts {
        &self.0
    }

    fn quotes_mut(&mut self) -> impl Iterator<Item = &mut Quote> {
        let Parts { about, expected, found, help, .. } = &mut *self.0;
        let phrases = [about, found, help].into_iter().flatten().chain([expected]);
        phrases.flat_map(Phrase::quotes_mut)
    }
}

impl Diagnostic {
    #[must_use]
    pub(crate) fn new(code: Code, source: &Source, span: Span, mut mismatch: Mismatch) -> Self {
        let Position { line, column } = source.position(span.start);
        let edit = mismatch.0.replacement.take().map(|(span, text)| {
            let (start, end) = (source.position(span.start), source.position(span.end));
            let old = source.text().get(span.start..span.end).unwrap_or_default();
            Box::new(Edit { span, start, end, old: whole(old).at(span), text })
        });
        Self { span, line, column, edit, ..Self::whole_file(code, mismatch) }
    }

    /// A finding about a file as a whole.
    #[must_use]
    pub fn whole_file(code: Code, mismatch: Mismatch) -> Self {
        Self {
            code,
            severity: code.severity(),
            span: Span::default(),
            line: 1,
            column: 1,
            mismatch,
            edit: None,
        }
    }

    /// Covers all that it quotes.
    pub(crate) fn cover_quotes(&mut self) {
        self.quotes_mut().for_each(|quote| quote.cover(0..quote.text().len()));
    }

    /// All quotations, so that the covered ones can be marked.
    pub(crate) fn quotes_mut(&mut self) -> impl Iterator<Item = &mut Quote> {
        let edit = self.edit.iter_mut().flat_map(|edit| [&mut edit.old, &mut edit.text]);
        self.mismatch.quotes_mut().chain(edit)
    }
}
