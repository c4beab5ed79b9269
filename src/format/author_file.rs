//! `author.toml`: the author of every review in its folder and below.

use super::value::{KeyValue, Value};
use super::{allowed, author, settings};
use crate::model::{Author, AuthorField, AuthorFileField};
use crate::text::{Code, Diagnostic, Source, expected, quote};

/// What an `author.toml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuthorFile {
    /// The author's fields.
    pub author: Author,
    /// The scale of bare numbers (`scale = 10`).
    pub scale: Option<f64>,
    /// How many words a review is to have (`words = 600`).
    pub words: Option<u32>,
    /// The codes of findings that are not to be reported (`[check] allow`).
    pub(crate) allow: Vec<String>,
    /// Findings about the file itself.
    pub diagnostics: Vec<Diagnostic>,
    /// The fields as they stand in the file.
    pub(crate) fields: Vec<KeyValue>,
}

/// Reads an `author.toml`.
#[must_use]
pub fn parse(source: &Source) -> AuthorFile {
    let mut file = AuthorFile::default();
    let (entries, fault) = settings::read(source);
    let mut left = Vec::new();
    author::fill(&mut file.author, &entries, &mut left);
    for entry in left {
        file.take(source, entry);
    }
    file.allow = allowed::allowed(&entries);
    file.diagnostics.extend(fault);
    file.fields = entries;
    file
}

impl AuthorFile {
    /// Reads a field that is not the author's own. What is not known may be for a later version.
    fn take(&mut self, source: &Source, entry: &KeyValue) {
        let node = &entry.node;
        // The same table as in a review.
        if let ("author", Value::Map(entries)) = (entry.key.as_str(), &node.value) {
            return author::fill(&mut self.author, entries, &mut Vec::new());
        }
        let field = AuthorFileField::named(&entry.key);
        let number = match node.value {
            Value::Number(number) if number > 0.0 && number.is_finite() => Some(number),
            _ => None,
        };
        match (field, number) {
            (Some(AuthorFileField::Scale), Some(scale)) => return self.scale = Some(scale),
            // `as` drops a fraction, and takes the largest number for one that is too large.
            (Some(AuthorFileField::Words), Some(words)) => return self.words = Some(words as u32),
            _ => {}
        }
        let of_author = || AuthorField::named(&entry.key)?.field_type();
        let Some(own) = field.and_then(AuthorFileField::field_type).or_else(of_author) else {
            return;
        };
        let mismatch = expected(own.expected()).found(node.kind()).about(quote(&entry.key));
        self.diagnostics.push(Diagnostic::new(Code::WrongType, source, node.span, mismatch));
    }
}
