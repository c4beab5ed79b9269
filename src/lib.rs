//! rushes reads reviews as reviews: a film, a rating, an author and named sections.
//!
//! The modules are ordered by dependency, from the lowest to the highest; `docs/architecture.md`
//! describes them.

pub mod text;

pub mod model;

pub mod markup;

pub mod check;
pub mod compare;
pub mod format;
pub mod fulltext;
pub mod query;
pub mod state;
pub mod stats;

pub mod draft;
pub mod schema;

pub mod page;
pub mod svg;
pub mod theme;

pub mod editor;
pub mod store;
pub mod threads;
pub mod watch;

pub mod jobs;

pub mod tui;

pub mod cli;
