//! The actions of the reader, named in the imperative. One table gives the name, the words and the
//! default keys of each; the keymap, the help and the documentation all come from it.

use super::key::Key;
use Key::{
    BackTab, Char, Ctrl, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

macro_rules! actions {
    ($($action:ident, $name:literal, $words:literal, [$($key:expr),*];)+) => {
        /// Something that a key or a click asks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $words] $action,)+
            /// Go to a section by its number, from 1.
            Section(usize),
        }

        /// Every action that has a key, in the order of the help.
        pub const TABLE: &[Binding] = &[$(Binding {
            action: Action::$action,
            name: $name,
            words: $words,
            keys: &[$($key),*],
        },)+];
    };
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// The name by which a file of keys refers to the action; it does not change.
    pub name: &'static str,
    /// What is done, in words.
    pub words: &'static str,
    /// The default keys; the first is the one shown.
    pub keys: &'static [Key],
}

/// The sections that a key goes to.
pub(crate) const SECTION_NUMBERS: std::ops::RangeInclusive<usize> = 1..=9;

actions! {
    MoveDown, "move-down", "next review, or a line down in the text", [Char('j'), Down];
    MoveUp, "move-up", "previous review, or a line up in the text", [Char('k'), Up];
    Open, "open", "open the review; in a review, list the actions", [Enter, Char('l'), Right];
    Back, "back", "back to the list; in the list, quit", [Char('q')];
    Out, "out", "back to the list", [Char('h'), Left];
    Leave, "leave", "close what is open, then back to the list", [Esc];
    PageDown, "page-down", "a page down; at the end of a review, the next one", [Char(' '), PageDown, Ctrl('f')];
    PageUp, "page-up", "a page up", [Char('b'), PageUp, Ctrl('b')];
    HalfDown, "half-down", "half a page down", [Char('d'), Ctrl('d')];
    HalfUp, "half-up", "half a page up", [Char('u'), Ctrl('u')];
    First, "first", "to the top", [Char('g'), Home];
    Last, "last", "to the bottom", [Char('G'), End];
    NextSection, "next-section", "next section", [Tab];
    PreviousSection, "previous-section", "previous section", [BackTab];
    NextReview, "next-review", "next review, in the same section", [Char(']')];
    PreviousReview, "previous-review", "previous review, in the same section", [Char('[')];
    Search, "search", "filter the list; in the review, find in the text", [Char('/')];
    OneSection, "one-section", "only the verdicts, or another section, of all reviews in the list", [Char('v')];
    FullText, "full-text", "search the texts of all reviews in the list", [Char('f')];
    Statistics, "statistics", "statistics; every row opens the reviews that it counts", [Char('D')];
    Compare, "compare", "compare voices; else mark this review, then compare another", [Char('c')];
    NextMatch, "next-match", "next match or result; beside a draft, next problem", [Char('n')];
    PreviousMatch, "previous-match", "previous match or result; beside a draft, previous problem", [Char('N')];
    Reveal, "reveal", "show what is covered (spoilers), or cover it again", [Char('s')];
    Links, "links", "list the links and handles, each with its address", [Char('o')];
    Edit, "edit", "open your editor at this line", [Char('e')];
    CopyParagraph, "copy-paragraph", "copy the paragraph at the top of the view", [Char('y')];
    CopyLink, "copy-link", "copy the address of the review", [Char('Y')];
    ToggleRead, "toggle-read", "mark the review as read, or as unread again", [Char('x')];
    Bookmark, "bookmark", "set a bookmark, with a note if you like; change or remove it", [Char('m')];
    Bookmarks, "bookmarks", "list the bookmarks", [Char('\'')];
    Undo, "undo", "undo the last change of what was read, was guessed or has a bookmark", [Char('U')];
    Sort, "sort", "sort by date, title, year or rating", [Char('S')];
    ReverseSort, "reverse-sort", "reverse the order", [Char('R')];
    Rescan, "rescan", "read the folder again (reload)", [Char('r')];
    Blind, "blind", "read blind: cover all ratings, or show them; in a review, guess the covered one", [Char('B')];
    Desk, "desk", "beside a draft: show more or less of the desk", [Char('p')];
    CopyAllow, "copy-allow", "beside a draft: copy the line that allows the open problem", [Char('a')];
    OnlyText, "only-text", "hide everything but the text, or bring it back", [Char('z')];
    Wider, "wider", "wider text (measure)", [Char('+'), Char('=')];
    Narrower, "narrower", "narrower text", [Char('-')];
    NextTheme, "next-theme", "next theme (colours)", [Char('t')];
    Mouse, "mouse", "turn the mouse off, to select text with it, or on", [Char('M')];
    Redraw, "redraw", "redraw the screen (refresh)", [Ctrl('l')];
    Suspend, "suspend", "suspend: back to the shell until `fg`", [Ctrl('z')];
    Help, "help", "list all actions; type to narrow, Enter to do one", [Char('?')];
    Quit, "quit", "quit", [Char('Q'), Ctrl('c')];
}

/// The usual keys and what they do, one row for each action, as the documentation has them.
pub fn documented_keys() -> impl Iterator<Item = (Vec<String>, &'static str)> {
    TABLE.iter().flat_map(|binding| {
        let keys = binding.keys.iter().map(ToString::to_string).collect();
        let sections = (binding.action == Action::PreviousSection)
            .then(|| (vec!["1–9".to_owned()], "a section by its number"));
        [(keys, binding.words)].into_iter().chain(sections)
    })
}

impl Action {
    /// The action of this name: one of the table, or `section-1` to `section-9`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if let Some(number) = name.strip_prefix("section-") {
            let number = number.parse().ok().filter(|number| SECTION_NUMBERS.contains(number))?;
            return Some(Self::Section(number));
        }
        TABLE.iter().find(|binding| binding.name == name).map(|binding| binding.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_its_name() {
        for binding in TABLE {
            assert_eq!(Action::named(binding.name), Some(binding.action), "{}", binding.name);
        }
        assert_eq!(Action::named("section-9"), Some(Action::Section(9)));
        assert_eq!((Action::named("section-0"), Action::named("dance")), (None, None));
    }
}
