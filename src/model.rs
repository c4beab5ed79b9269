//! Floor 1: what a review is. No file, no terminal, and nothing here can fail.

pub(crate) mod author;
mod blind;
pub(crate) mod date;
pub(crate) mod entry;
pub(crate) mod field;
mod files;
mod group;
pub(crate) mod interner;
pub(crate) mod key;
pub(crate) mod kind;
mod language;
pub(crate) mod library;
pub(crate) mod makers;
pub(crate) mod rating;
pub(crate) mod review;
pub(crate) mod scale;
pub(crate) mod section;
mod sort;
mod spread;
mod stored;
pub(crate) mod usual;
pub(crate) mod voice;
mod voices;
pub(crate) mod words;

pub use author::{Author, Handle, Platform};
pub use date::Date;
pub use entry::{Entry, FacetRole, Facets, Fault, Guess, Marks, Traits};
pub use field::{
    AuthorField, AuthorFileField, Field, FieldType, FieldValue, OwnField, SectionField,
};
pub(crate) use files::ReviewFile;
pub use files::ReviewFiles;
pub(crate) use group::Group;
pub use key::{ReviewId, ReviewKey, Work};
pub use kind::Kind;
pub use language::Language;
pub use library::Library;
pub use rating::{Rating, Score, Stars};
pub use review::{Aspect, FormatId, Markup, Person, Place, Review, Section};
pub(crate) use review::{CONTACT_LINES, RATING_LINE, TITLE_LINE};
pub use section::SectionKey;
pub use sort::{Sort, SortKey};
pub(crate) use spread::Spread;
pub(crate) use stored::{EntryRef, RatingSet};
pub use voice::VoiceFolder;
pub(crate) use voice::{Voice, VoiceId, Voices};
pub(crate) use words::reading_minutes;
