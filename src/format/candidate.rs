//! What may be the value of a field, and what becomes of a value that is not.

use super::assembly::Assembly;
use super::value::Node;
use crate::model::Field;
use crate::text::{Code, Phrase, Span, expected, quote};

/// A `key = value` of the file whose key is a name of `field`. Several may compete for one field.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'n> {
    pub(super) field: Field,
    /// Among the candidates for a field the one with the lowest rank is taken.
    pub(super) rank: usize,
    /// The key as it is written, after those of the tables around it.
    pub(super) path: String,
    pub(super) key_span: Span,
    pub(super) node: &'n Node,
}

/// What became of a field's value: it was used, or is to be kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldOutcome {
    Taken,
    Left,
    /// What becomes of it is decided when the whole file is known.
    Deferred,
}

/// Keeps a value that is not understood: tables under dotted keys, lists joined by commas.
pub(super) fn keep(assembly: &mut Assembly<'_>, path: &str, key_span: Span, node: &Node) {
    match node.map() {
        Some(entries) => {
            for entry in entries {
                keep(assembly, &format!("{path}.{}", entry.key), entry.key_span, &entry.node);
            }
        }
        None if node.is_blank() => {}
        None => assembly.keep(key_span, path, node.flat()),
    }
}

/// Reports that a field has a value of another type than is expected.
pub(super) fn wrong_type(
    assembly: &mut Assembly<'_>,
    candidate: &Candidate<'_>,
    wanted: &'static str,
) {
    let node = candidate.node;
    let kind = Phrase::from(node.kind());
    let found = if node.is_scalar() { kind.then(" ").then(quote(&node.text)) } else { kind };
    let path = quote(&candidate.path).at(candidate.key_span);
    let mismatch = expected(wanted).found(found).about(path);
    assembly.report(Code::WrongType, node.span, mismatch);
}
