//! Floor 1: what a review is. No file, no terminal, and nothing here can fail.

pub mod author;
pub mod date;
pub mod kind;
pub mod library;
pub mod rating;
pub mod review;
pub mod scale;
pub mod section;
pub mod usual;
pub mod words;

pub use author::{Author, Handle, Platform};
pub use date::Date;
pub use kind::Kind;
pub use library::{Entry, Library, ReviewId, SortKey};
pub use rating::{Rating, Score, Stars};
pub use review::{Aspect, FormatId, Markup, Person, Place, Review, Section};
pub use section::SectionKey;
