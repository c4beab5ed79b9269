//! Why a file or folder was not read.

use std::io;

use crate::text::{Code, Diagnostic, Mismatch, expected, own_words};

/// What kept a file or folder from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Nothing is there, or no longer.
    Gone,
    /// The system refuses to open it, or fails to read it.
    Failed,
    /// It is no text of a size that is read.
    Unfit,
}

/// A file or folder that was not read, in words for the user and for a walk to decide upon.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unread {
    pub(super) cause: Cause,
    pub(super) diagnostic: Diagnostic,
}

impl Unread {
    pub(super) fn file(error: &io::Error) -> Self {
        if error.raw_os_error() == Some(libc::ELOOP) {
            return Self::new(Cause::Unfit, expected("a file").found("a link"));
        }
        Self::of("file", error)
    }

    pub(super) fn folder(error: &io::Error) -> Self {
        Self::of("folder", error)
    }

    fn of(what: &str, error: &io::Error) -> Self {
        let (exists, readable) =
            (own_words(format!("a {what}")), own_words(format!("a readable {what}")));
        match error.kind() {
            io::ErrorKind::NotFound => {
                Self::new(Cause::Gone, expected(exists).found("nothing of that name"))
            }
            // A folder on the way to it, or it itself, has become a file.
            io::ErrorKind::NotADirectory => {
                Self::new(Cause::Gone, expected(exists).found("a file in place of a folder"))
            }
            io::ErrorKind::PermissionDenied => {
                Self::new(Cause::Failed, expected(readable).found("one that may not be opened"))
            }
            _ => Self::new(Cause::Failed, expected(readable).found(own_words(error.to_string()))),
        }
    }

    fn new(cause: Cause, mismatch: Mismatch) -> Self {
        Self { cause, diagnostic: Diagnostic::whole_file(Code::Unreadable, mismatch) }
    }
}

/// A finding about the content of what could be opened.
impl From<Diagnostic> for Unread {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { cause: Cause::Unfit, diagnostic }
    }
}
