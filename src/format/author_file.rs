//! `author.toml`: the author of every review in its folder and below.

use crate::model::Author;
use crate::text::{Diagnostic, Source};

/// What an `author.toml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuthorFile {
    /// The author's fields.
    pub author: Author,
    /// The scale of bare numbers (`scale = 10`).
    pub scale: Option<f64>,
    /// What was found wrong in it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads an `author.toml`.
#[must_use]
pub fn parse(source: &Source) -> AuthorFile {
    let _ = source;
    AuthorFile::default()
}
