//! Messages to the user, on stderr.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::Path;
use std::{process, thread};

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

/// Writes what a panic in any thread says and ends the program. The message may quote a file, so it
/// is cleaned like any other text.
pub(super) fn panicked(panic: &PanicHookInfo<'_>) {
    /// The status with which Rust ends a program that panicked.
    const PANIC_STATUS: i32 = 101;
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    format!("thread `{name}` {panic}").lines().for_each(line);
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        trace.to_string().lines().for_each(line);
    }
    process::exit(PANIC_STATUS)
}

/// Ignores errors: with stderr closed the data on stdout is still wanted.
fn write(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
