//! Floor 2: what the reader remembers outside the files: which reviews were read, bookmarks, places,
//! and how a library was looked at.
//!
//! It is a log of lines. Each line says one thing about one subject, and the last line about a
//! subject counts, so a state is the log with an index by subject. Nothing here reads or writes a
//! file.

mod change;
mod escape;
mod log;
mod subject;
mod topic;

pub use change::Change;
pub(crate) use change::TextPlace;
pub(crate) use log::Last;
pub use log::State;
pub(crate) use log::whole_lines;
pub use subject::{RealPaths, Subject};
