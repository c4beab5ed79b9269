//! The screens: each says in its own file what keys, mouse and answers mean on it, what it is made
//! of and how it is drawn. Only the one opened last is shown; closing it shows the one below.

pub(crate) mod compare;
pub(crate) mod desk;
pub(crate) mod library;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod sections;
pub(crate) mod stats;

use std::fmt::Debug;

use super::action::Action;
use super::key::Key;
use super::keymap::ScreenName;
use super::message::{Effect, Target};
use super::panes::{Panes, Shape};
use super::shared::Shared;
use super::widgets::paint::Painter;
use super::widgets::status::{Hint, TypingKey};
use crate::jobs::Answer;

/// One screen.
pub trait Screen: Debug {
    /// The name by which the keymap knows it.
    fn name(&self) -> ScreenName;

    /// The parts it is made of.
    fn shape(&self) -> Shape;

    /// Performs the action of a key.
    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome;

    /// Draws everything but the last row.
    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes);

    /// The keys named in the last row; where there is room for fewer, the last of them.
    fn hints(&self, shared: &Shared) -> &'static [Hint; 3];

    /// Handles a click on `target`.
    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome;

    /// Scrolls what is under the mouse by `lines`.
    fn wheel(&mut self, shared: &mut Shared, target: Target, lines: isize);

    /// The position shown in the last row.
    fn place(&self, shared: &Shared, panes: &Panes) -> String;

    /// Applies the answer to a job that this screen started. Only the open screen opens another one.
    fn answered(&mut self, _shared: &mut Shared, _answer: &Answer) -> Outcome {
        Outcome::default()
    }

    /// Whether an answer to such a job would change nothing on the screen.
    fn knows(&self, _answer: &Answer) -> bool {
        false
    }

    /// The keys of a screen into which text is typed, with what they do; empty for the others.
    fn typing_keys(&self) -> &'static [TypingKey] {
        &[]
    }

    /// Handles a key on a screen into which text is typed.
    fn typed(&mut self, _shared: &mut Shared, _key: Key) -> Outcome {
        Outcome::default()
    }

    /// Takes text that was pasted on such a screen.
    fn pasted(&mut self, _shared: &mut Shared, _text: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// Asks for what has changed since, after any message, while this screen is the open one.
    fn refresh(&mut self, _shared: &Shared) -> Vec<Effect> {
        Vec::new()
    }

    /// Adapts to another size of the terminal.
    fn resized(&mut self, _shared: &Shared) -> Vec<Effect> {
        Vec::new()
    }
}

/// What follows from a key or a click.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is to be done outside the application.
    pub(crate) effects: Vec<Effect>,
    /// Which screen is open from now on.
    pub(crate) next: Next,
}

/// Which screen is open from now on.
#[derive(Debug, Default)]
pub(crate) enum Next {
    #[default]
    Stay,
    Open(Box<dyn Screen>),
    /// Another one, which is given the same key or click.
    Forward(Box<dyn Screen>),
    /// The one below; the lowest stays.
    Close,
    /// The lowest.
    CloseAll,
}

impl From<Vec<Effect>> for Outcome {
    fn from(effects: Vec<Effect>) -> Self {
        Self { effects, next: Next::Stay }
    }
}

impl From<Effect> for Outcome {
    fn from(effect: Effect) -> Self {
        vec![effect].into()
    }
}

impl From<Next> for Outcome {
    fn from(next: Next) -> Self {
        Self { effects: Vec::new(), next }
    }
}
