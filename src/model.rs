//! Floor 1: what a review is. No file, no terminal, and nothing here can fail.

pub mod author;
pub mod date;
pub mod entry;
pub mod field;
pub mod interner;
pub mod key;
pub mod kind;
pub mod library;
pub mod rating;
pub mod review;
pub mod scale;
pub mod section;
mod sort;
mod stored;
pub mod usual;
pub mod words;

pub use author::{Author, Handle, Platform};
pub use date::Date;
pub use entry::{Entry, FacetRole, Facets, Fault, Traits};
pub use field::{
    AuthorField, AuthorFileField, Field, FieldType, FieldValue, OwnField, SectionField,
};
pub use key::{ReviewId, ReviewKey, Work};
pub use kind::Kind;
pub use library::Library;
pub use rating::{Rating, Score, Stars};
pub use review::{Aspect, FormatId, Markup, Person, Place, Review, Section};
pub use section::SectionKey;
pub use sort::SortKey;
pub use stored::EntryRef;
