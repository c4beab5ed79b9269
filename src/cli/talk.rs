//! What is said to the person at the terminal, on stderr.

use std::io::{self, Write};
use std::path::Path;

use crate::store::Missing;
use crate::text::{Audience, Clean, Diagnostic};

/// Says one line under the program's name.
pub(super) fn say(message: &str) {
    write(&format!("rushes: {}", Clean::new(message)));
}

/// Says one line that needs no name before it.
pub(super) fn line(line: &str) {
    write(Clean::new(line).as_str());
}

/// Says what is wrong in a file, as compilers do.
pub(super) fn report(path: &Path, diagnostic: &Diagnostic, to: Audience) {
    let (line, column) = (diagnostic.line, diagnostic.column);
    let path = Clean::new(path.to_string_lossy());
    let message = diagnostic.line(to);
    write(&format!("{path}:{line}:{column}: {}: {message}", diagnostic.severity.as_str()));
}

/// Says that a name leads nowhere.
pub(super) fn missing(missing: &Missing) {
    say(&format!("{}: {}", missing.path.display(), missing.reason));
}

/// A closed stderr is no reason to stop: the data is on stdout.
fn write(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
