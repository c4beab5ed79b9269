//! Floor 6: the reader on the screen.
//!
//! Everything that can happen is a [`message::Message`]; the application answers with effects, and
//! the runtime performs them. The view only reads.

pub mod action;
pub mod app;
pub mod canvas;
pub mod key;
pub mod keymap;
pub mod message;
pub(crate) mod panes;
pub(crate) mod runtime;
pub(crate) mod screens;
pub(crate) mod scroll;
pub(crate) mod shared;
pub mod view;
pub(crate) mod widgets;

pub(crate) use runtime::{Ended, Setup, run};
