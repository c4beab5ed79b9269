//! Floor 0: text that is safe to show, and where a passage stands in a file.

pub mod audience;
pub mod clean;
pub mod code;
pub mod diagnostic;
pub mod fold;
pub mod mask;
pub mod message;
pub mod order;
pub mod phrase;
pub mod source;
pub mod width;
pub mod words;

pub use audience::{Audience, Spoilers};
pub use clean::Clean;
pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Edit, Mismatch, expected};
pub use order::by_path;
pub use phrase::{Phrase, Quote, quote};
pub use source::{Position, Source, Span};
