//! Messages to the user, on stderr.

use std::io::{self, Write};
use std::path::Path;

use crate::store::Missing;
use crate::text::{Audience, Clean, Diagnostic};

/// Writes a line with the program's name before it.
pub(super) fn say(message: &str) {
    write(&format!("rushes: {}", Clean::new(message)));
}

/// Writes a line as it is.
pub(super) fn line(line: &str) {
    write(Clean::new(line).as_str());
}

/// Writes a finding in the form that compilers use, `file:line:column: severity: message`.
pub(super) fn report(path: &Path, diagnostic: &Diagnostic, to: Audience) {
    let (line, column) = (diagnostic.line, diagnostic.column);
    let path = Clean::new(path.to_string_lossy());
    let message = diagnostic.one_line(to);
    write(&format!("{path}:{line}:{column}: {}: {message}", diagnostic.severity.as_str()));
}

/// Writes that a path does not exist.
pub(super) fn missing(missing: &Missing) {
    say(&format!("{}: {}", missing.path.display(), missing.reason));
}

/// Ignores errors: with stderr closed the data on stdout is still wanted.
fn write(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
