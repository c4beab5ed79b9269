//! A file of settings in TOML.

use super::toml;
use super::value::KeyValue;
use crate::text::{Code, Diagnostic, Source};

/// The fields of the file, and its first error, the lines behind which are not understood.
pub(crate) fn read(source: &Source) -> (Vec<KeyValue>, Option<Diagnostic>) {
    let read = toml::read(source.text(), 0);
    let fault = read.faults.into_iter().next();
    let finding =
        |fault: toml::TomlFault| Diagnostic::new(Code::Syntax, source, fault.span, fault.mismatch);
    (read.entries, fault.map(finding))
}
