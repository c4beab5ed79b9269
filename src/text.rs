//! Floor 0: text that is safe to show, and where a passage stands in a file.

pub(crate) mod address;
pub(crate) mod audience;
pub(crate) mod clean;
pub(crate) mod code;
pub(crate) mod diagnostic;
pub(crate) mod fold;
pub(crate) mod glyphs;
pub(crate) mod lines;
pub(crate) mod mask;
pub(crate) mod message;
pub(crate) mod near;
pub(crate) mod order;
pub(crate) mod phrase;
pub(crate) mod source;
pub(crate) mod spoilers;
pub(crate) mod terms;
pub(crate) mod word_set;
pub(crate) mod words;

pub use address::Address;
pub use audience::{Audience, Spoilers};
pub(crate) use clean::Clean;
pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Edit, Mismatch, expected};
pub use glyphs::Glyphs;
pub(crate) use glyphs::visible_head;
pub(crate) use order::by_path;
pub(crate) use phrase::{Phrase, Quote, own_words, quote};
pub use source::{Position, Source, Span};
pub use terms::Terms;
