//! What is wrong with a file, said once and shown in several ways.

use super::{Code, Severity, Source, Span};

/// One finding: what kind, where, and a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it matters; usually that of its code.
    pub severity: Severity,
    /// What was expected, then what was found. Quotes from the file are not yet cleaned.
    pub message: String,
    /// Where, in bytes of the file.
    pub span: Span,
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

impl Diagnostic {
    /// A finding at `span` of `source`.
    pub fn new(code: Code, source: &Source, span: Span, message: impl Into<String>) -> Self {
        let position = source.position(span.start);
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            line: position.line,
            column: position.column,
        }
    }

    /// A finding about a file as a whole.
    pub fn whole_file(code: Code, message: impl Into<String>) -> Self {
        let (severity, span) = (code.severity(), Span::default());
        Self { code, severity, message: message.into(), span, line: 1, column: 1 }
    }
}

/// Cuts a quotation from a file to a length that a message can bear.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut chars = text.trim().chars();
    let head: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}
