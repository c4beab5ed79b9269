//! What the reader can be told to do. Each action is an imperative; one table gives its words and
//! its keys, and the keymap, the help and the documentation all come from it.

use super::key::Key;
use Key::{
    BackTab, Char, Ctrl, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

macro_rules! actions {
    ($($name:ident, $words:literal, [$($key:expr),*];)+) => {
        /// What the person at the keyboard means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $words] $name,)+
            /// Go to a section by its number, from 1.
            Section(usize),
        }

        /// Every action that has a key, with its words and keys, in the order of the help.
        pub const TABLE: &[Binding] =
            &[$(Binding { action: Action::$name, words: $words, keys: &[$($key),*] },)+];
    };
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// What is done, in words.
    pub words: &'static str,
    /// The keys that do it, the first to be shown.
    pub keys: &'static [Key],
}

actions! {
    MoveDown, "next review, or a line down in the text", [Char('j'), Down];
    MoveUp, "previous review, or a line up in the text", [Char('k'), Up];
    Open, "go into the review; in it, these actions", [Enter, Char('l'), Right];
    Back, "back to the list; in the list, quit", [Char('q')];
    Out, "back to the list", [Char('h'), Left];
    Leave, "close what is open, then back to the list", [Esc];
    PageDown, "a page of the text down; at its end, the next review", [Char(' '), PageDown, Ctrl('f')];
    PageUp, "a page of the text up", [Char('b'), PageUp, Ctrl('b')];
    HalfDown, "half a page of the text down", [Char('d'), Ctrl('d')];
    HalfUp, "half a page of the text up", [Char('u'), Ctrl('u')];
    First, "to the beginning (top)", [Char('g'), Home];
    Last, "to the end (bottom)", [Char('G'), End];
    NextSection, "next section", [Tab];
    PreviousSection, "previous section", [BackTab];
    NextReview, "next review, in the same section", [Char(']')];
    PreviousReview, "previous review, in the same section", [Char('[')];
    Search, "filter the list; in the review, find in the text", [Char('/')];
    NextMatch, "next match; beside a draft, next problem", [Char('n')];
    PreviousMatch, "previous match; beside a draft, previous problem", [Char('N')];
    Reveal, "show what is covered (spoilers), and cover it again", [Char('s')];
    Links, "links and handles: see the address, then open it", [Char('o')];
    Edit, "open your editor at this place", [Char('e')];
    CopyParagraph, "copy the paragraph at the top, as it was written", [Char('y')];
    CopyLink, "copy the link of the review", [Char('Y')];
    Sort, "sort by date, title, year or rating", [Char('S')];
    Rescan, "read the folder again (reload)", [Char('r')];
    Desk, "beside a draft: open and close the author's desk", [Char('p')];
    OnlyText, "leave only the text, and bring the rest back", [Char('z')];
    Wider, "wider text (measure)", [Char('+'), Char('=')];
    Narrower, "narrower text", [Char('-')];
    NextTheme, "next theme (colours)", [Char('t')];
    Mouse, "let go of the mouse, and take it back", [Char('M')];
    Redraw, "draw the screen again (refresh)", [Ctrl('l')];
    Suspend, "back to the shell for a while (suspend)", [Ctrl('z')];
    Help, "all of this; typing narrows it, Enter does it", [Char('?')];
    Quit, "quit", [Char('Q'), Ctrl('c')];
}

/// What `key` asks for.
#[must_use]
pub fn of_key(key: Key) -> Option<Action> {
    if let Char(digit @ '1'..='9') = key {
        return Some(Action::Section(digit as usize - '0' as usize));
    }
    TABLE.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

/// The first key that does `action`.
#[must_use]
pub fn key_of(action: Action) -> Option<Key> {
    let binding = TABLE.iter().find(|binding| binding.action == action)?;
    binding.keys.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings() {
        let mut keys: Vec<Key> = TABLE.iter().flat_map(|binding| binding.keys).copied().collect();
        keys.extend(('1'..='9').map(Char));
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{key}");
        }
    }
}
