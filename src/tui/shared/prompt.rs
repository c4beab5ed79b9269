//! A line of text that is being typed.

use tui_input::{Input, InputRequest};

use crate::model::ReviewId;
use crate::tui::key::Key;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PromptPurpose {
    /// What the list is filtered by.
    Filter,
    /// What is found in the text.
    Find,
    /// The note of a review's bookmark.
    Note(ReviewId),
}

#[derive(Clone, Debug)]
pub(crate) struct Prompt {
    pub(crate) purpose: PromptPurpose,
    pub(crate) input: Input,
    /// Whether Enter was pressed on a query that is wrong or unfinished.
    pub(crate) is_refused: bool,
}

impl Prompt {
    pub(crate) fn new(purpose: PromptPurpose, input: Input) -> Self {
        Self { purpose, input, is_refused: false }
    }
}

/// Puts the cursor before the byte at `at`.
pub(crate) fn go_to(input: &mut Input, at: usize) {
    let chars = input.value().get(..at).map_or(0, |before| before.chars().count());
    input.handle(InputRequest::SetCursor(chars));
}

/// Applies an editing key; returns whether the text has changed, `None` for other keys.
pub(crate) fn edit(input: &mut Input, key: Key) -> Option<bool> {
    use InputRequest as Ask;
    let ask = match key {
        Key::Char(c) => Ask::InsertChar(c),
        Key::Backspace | Key::Ctrl('h') => Ask::DeletePrevChar,
        Key::Delete | Key::Ctrl('d') => Ask::DeleteNextChar,
        Key::Left | Key::Ctrl('b') => Ask::GoToPrevChar,
        Key::Right | Key::Ctrl('f') => Ask::GoToNextChar,
        Key::Home | Key::Ctrl('a') => Ask::GoToStart,
        Key::End | Key::Ctrl('e') => Ask::GoToEnd,
        Key::Ctrl('w') => Ask::DeletePrevWord,
        Key::Ctrl('u') => Ask::DeleteLine,
        Key::Ctrl('k') => Ask::DeleteTillEnd,
        _ => return None,
    };
    Some(input.handle(ask).is_some_and(|change| change.value))
}

/// The text before the cursor.
pub(crate) fn before_cursor(input: &Input) -> &str {
    let text = input.value();
    let end = text.char_indices().nth(input.cursor()).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Adds pasted text, on one line and without control characters.
pub(crate) fn paste(input: &mut Input, text: &str) {
    const MAX_PASTED_CHARS: usize = 1000;
    let text = text.replace(['\r', '\n', '\t'], " ");
    for c in text.chars().filter(|c| !c.is_control()).take(MAX_PASTED_CHARS) {
        input.handle(InputRequest::InsertChar(c));
    }
}
