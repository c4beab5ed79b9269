//! Floor 6: the reader on the screen.
//!
//! Everything that can happen is a [`message::Message`]; the application answers with effects, and
//! the runtime performs them. The view only reads.

pub mod action;
pub mod address;
pub mod app;
pub mod key;
pub mod message;
pub mod panes;
pub mod runtime;
pub mod scroll;
pub mod view;

pub use runtime::{Ended, Setup, run};
