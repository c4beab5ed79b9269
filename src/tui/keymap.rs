//! Which key does what on which screen. The default bindings are in the table of actions; keys may
//! be bound to other actions, on every screen or on one.

use super::action::{Action, SECTION_NUMBERS, TABLE};
use super::key::Key;

/// The screens by the names that a keymap has for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ScreenName {
    #[default]
    /// The list of reviews.
    Library,
    /// A review that is read.
    Review,
    /// A draft with the author's desk.
    Desk,
    /// A search through all texts.
    Search,
    /// One section of every review.
    Sections,
    /// What the library amounts to.
    Statistics,
    /// Two reviews that are compared.
    Compare,
}

impl ScreenName {
    /// Every screen.
    pub const ALL: [Self; 7] = [
        Self::Library,
        Self::Review,
        Self::Desk,
        Self::Search,
        Self::Sections,
        Self::Statistics,
        Self::Compare,
    ];
}

/// What keys do.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: Vec<Bound>,
}

/// A key with what it does.
#[derive(Clone, Copy, Debug)]
struct Bound {
    /// `None` for all screens that do not bind the key themselves.
    screen: Option<ScreenName>,
    key: Key,
    /// `None` for a key that does nothing.
    action: Option<Action>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = |key, action| Bound { screen: None, key, action: Some(action) };
        let table = TABLE
            .iter()
            .flat_map(|binding| binding.keys.iter().map(move |key| bound(*key, binding.action)));
        let digits = SECTION_NUMBERS
            .zip('1'..)
            .map(|(number, digit)| bound(Key::Char(digit), Action::Section(number)));
        Self { bound: table.chain(digits).collect() }
    }
}

impl Keymap {
    /// What `key` does on `screen`.
    #[must_use]
    pub(crate) fn action(&self, screen: ScreenName, key: Key) -> Option<Action> {
        let of =
            |screen| self.bound.iter().find(|bound| bound.key == key && bound.screen == screen);
        of(Some(screen)).or_else(|| of(None))?.action
    }

    /// The keys that do `action` on `screen`, the first to be shown.
    pub fn keys(&self, screen: ScreenName, action: Action) -> impl Iterator<Item = Key> {
        let here = self.bound.iter().filter(move |bound| {
            bound.action == Some(action) && bound.screen.is_none_or(|only| only == screen)
        });
        here.map(|bound| bound.key).filter(move |key| self.action(screen, *key) == Some(action))
    }

    /// Binds `key` to an action, or to none, on one screen or on all that do not bind it themselves.
    pub fn bind(&mut self, screen: Option<ScreenName>, key: Key, action: Option<Action>) {
        self.bound.retain(|bound| (bound.screen, bound.key) != (screen, key));
        self.bound.push(Bound { screen, key, action });
    }

    /// The key that shows what is covered, as it is named on a page; empty if there is none.
    #[must_use]
    pub(crate) fn reveal_key(&self) -> String {
        let mut keys = self.keys(ScreenName::Review, Action::Reveal);
        keys.next().map(|key| key.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_one_screen_a_key_has_one_meaning() {
        let keymap = Keymap::default();
        for screen in ScreenName::ALL {
            let here =
                keymap.bound.iter().filter(|bound| bound.screen.is_none_or(|only| only == screen));
            for bound in here {
                let same = |other: &&Bound| (other.key, other.screen) == (bound.key, bound.screen);
                assert_eq!(
                    keymap.bound.iter().filter(same).count(),
                    1,
                    "{} on {screen:?}",
                    bound.key
                );
            }
        }
    }

    #[test]
    fn a_key_may_mean_another_thing_on_another_screen() {
        let mut keymap = Keymap::default();
        let s = Key::Char('s');
        keymap.bind(Some(ScreenName::Library), s, Some(Action::Sort));
        assert_eq!(keymap.action(ScreenName::Library, s), Some(Action::Sort));
        assert_eq!(keymap.action(ScreenName::Review, s), Some(Action::Reveal));
        assert_eq!(keymap.keys(ScreenName::Library, Action::Reveal).next(), None);
        assert_eq!(keymap.keys(ScreenName::Review, Action::Reveal).next(), Some(s));
        keymap.bind(None, Key::Char('q'), None);
        assert_eq!(keymap.action(ScreenName::Desk, Key::Char('q')), None);
    }

    #[test]
    fn a_cover_names_the_key_that_is_bound() {
        let mut keymap = Keymap::default();
        let key = keymap.keys(ScreenName::Review, Action::Reveal).next().unwrap();
        assert_eq!(keymap.reveal_key(), key.to_string());
        keymap.bind(None, key, None);
        assert_eq!(keymap.reveal_key(), "");
        keymap.bind(None, Key::Char('v'), Some(Action::Reveal));
        assert_eq!(keymap.reveal_key(), "v");
    }
}
