//! Floor 6: the reader on the screen.
//!
//! Everything that can happen is a [`message::Message`]; the application answers with effects, and
//! the runtime performs them. The view only reads.

pub mod action;
pub mod address;
pub mod app;
pub mod key;
pub mod keymap;
pub mod message;
pub mod panes;
pub mod runtime;
pub mod screens;
pub mod scroll;
pub mod shared;
pub mod view;
pub mod widgets;

pub use runtime::{Ended, Setup, run};
