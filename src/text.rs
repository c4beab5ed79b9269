//! Floor 0: text that is safe to show, and where a passage stands in a file.

pub mod clean;
pub mod code;
pub mod diagnostic;
pub mod fold;
pub mod order;
pub mod source;
pub mod width;
pub mod words;

pub use clean::Clean;
pub use code::{Code, Severity};
pub use diagnostic::Diagnostic;
pub use order::by_path;
pub use source::{Position, Source, Span};
