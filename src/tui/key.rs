//! Keys and their names, independent of the events a terminal sends.

use std::fmt;
use std::str::FromStr;

use crate::text::Clean;

/// A key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as it would be typed.
    Char(char),
    /// A character held with Control.
    Ctrl(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with Shift.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(c) => write!(f, "^{}", c.to_ascii_uppercase()),
            Self::BackTab => f.write_str("S-Tab"),
            Self::PageUp => f.write_str("PgUp"),
            Self::PageDown => f.write_str("PgDn"),
            Self::Up => f.write_str("↑"),
            Self::Down => f.write_str("↓"),
            Self::Left => f.write_str("←"),
            Self::Right => f.write_str("→"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Keys that have a name in files; all others are a character, or `ctrl-` and a character.
const NAMES: [(Key, &str); 15] = [
    (Key::Char(' '), "space"),
    (Key::Enter, "enter"),
    (Key::Esc, "esc"),
    (Key::Tab, "tab"),
    (Key::BackTab, "shift-tab"),
    (Key::Backspace, "backspace"),
    (Key::Delete, "delete"),
    (Key::Up, "up"),
    (Key::Down, "down"),
    (Key::Left, "left"),
    (Key::Right, "right"),
    (Key::Home, "home"),
    (Key::End, "end"),
    (Key::PageUp, "page-up"),
    (Key::PageDown, "page-down"),
];

impl Key {
    /// The key as a file of keys writes it, which [`Key::from_str`] reads.
    #[must_use]
    pub fn name(self) -> String {
        let named = NAMES.iter().find(|(key, _)| *key == self);
        match (named, self) {
            (Some((_, name)), _) => (*name).to_owned(),
            (None, Self::Ctrl(' ')) => "ctrl-space".to_owned(),
            (None, Self::Ctrl(c)) => format!("ctrl-{c}"),
            (None, Self::Char(c)) => c.to_string(),
            (None, other) => format!("{other:?}").to_lowercase(),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads `a`, `G`, `ctrl-f`, `space`, `page-down`.
    fn from_str(name: &str) -> Result<Self, String> {
        let only = |text: &str| {
            let mut chars = text.chars();
            chars.next().filter(|c| !c.is_control() && chars.next().is_none())
        };
        if let Some((key, _)) = NAMES.iter().find(|(_, known)| *known == name) {
            return Ok(*key);
        }
        if let Some(held) = name.strip_prefix("ctrl-") {
            let held = if held == "space" { Some(' ') } else { only(held) };
            // A terminal does not say whether Shift was held too.
            if let Some(c) = held {
                return Ok(Self::Ctrl(c.to_ascii_lowercase()));
            }
        }
        match only(name) {
            Some(c) => Ok(Self::Char(c)),
            None => {
                let name = Clean::new(name);
                Err(format!("expected a key such as `g`, `ctrl-f` or `space`, found `{name}`"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Every key that a terminal can send is read as it is written.
        #[test]
        fn a_key_is_read_as_it_is_written(c in any::<char>(), with in 0..3usize) {
            prop_assume!(!c.is_control());
            let key = match with {
                0 => Key::Char(c),
                1 => Key::Ctrl(c.to_ascii_lowercase()),
                _ => NAMES[c as usize % NAMES.len()].0,
            };
            prop_assert_eq!(key.name().parse(), Ok(key));
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for name in ["", "gg", "ctrl-", "ctrl-page-up", "Space", "\u{7}", "hyper-x"] {
            let refused = name.parse::<Key>();
            assert!(refused.is_err_and(|words| words.starts_with("expected a key")), "{name:?}");
        }
    }
}
