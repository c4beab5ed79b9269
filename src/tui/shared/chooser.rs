//! A list above the page from which one thing is chosen: an action, a link.

use tui_input::Input;

use crate::model::{Guess, ReviewId, Stars};
use crate::page::stars::earned;
use crate::text::{Address, Clean, Glyphs, fold::fold};
use crate::tui::action::{Action, TABLE};
use crate::tui::keymap::{Keymap, ScreenName};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    Perform(Action),
    OpenAddress(Address),
    /// Open a review.
    Show(ReviewId),
    /// Uncover the rating of a review.
    Guess(ReviewId, Guess),
}

/// A line that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choosable {
    /// The left column: keys, or the words of a link.
    pub(crate) name: Clean,
    /// The right column: what the action does, or an address.
    pub(crate) words: Clean,
    pub(crate) choice: Choice,
}

impl Choosable {
    /// The first of the keys of an action; the words of a link are one.
    pub(crate) fn first_key(&self) -> &str {
        let name = self.name.as_str();
        match self.choice {
            Choice::Perform(_) => name.split(' ').next().unwrap_or(name),
            Choice::OpenAddress(_) | Choice::Show(_) | Choice::Guess(..) => name,
        }
    }
}

/// The open list.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What the list is of.
    pub(crate) title: &'static str,
    pub(crate) verb: &'static str,
    /// Everything that can be chosen.
    items: Vec<Choosable>,
    /// The cells of each of their names, and of the first key where the name is several.
    widths: Vec<(usize, usize)>,
    /// The indices of the lines that match what was typed.
    left: Vec<usize>,
    /// The text that narrows the list.
    pub(crate) input: Input,
    /// The index of the chosen line in [`Self::left`].
    pub(crate) cursor: usize,
}

impl Chooser {
    /// Every action with its keys on `screen`.
    #[must_use]
    pub(crate) fn of_actions(keymap: &Keymap, screen: ScreenName, glyphs: Glyphs) -> Self {
        let mut items: Vec<Choosable> = TABLE
            .iter()
            .map(|binding| {
                let keys = keymap.keys(screen, binding.action);
                let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
                Choosable {
                    name: Clean::new(keys.join(" ")),
                    words: Clean::new(binding.words),
                    choice: Choice::Perform(binding.action),
                }
            })
            .collect();
        let after_tab = TABLE.iter().position(|binding| binding.action == Action::PreviousSection);
        let section = Choosable {
            name: Clean::new("1–9"),
            words: Clean::new("a section by its number; chosen here, the first"),
            choice: Choice::Perform(Action::Section(1)),
        };
        items.insert(after_tab.map_or(items.len(), |at| at + 1), section);
        Self::of(("keys", "does it"), items, 0, glyphs)
    }

    /// Links with their addresses; the one at `cursor` is chosen.
    #[must_use]
    pub(crate) fn of_links(links: &[crate::page::Link], cursor: usize, glyphs: Glyphs) -> Self {
        let item = |link: &crate::page::Link| Choosable {
            name: link.label.clone(),
            words: Clean::new(link.address.in_words()),
            choice: Choice::OpenAddress(link.address.clone()),
        };
        let items = links.iter().map(item).collect();
        Self::of(("links", "opens the address"), items, cursor, glyphs)
    }

    /// Bookmarks: reviews by their titles with their notes.
    #[must_use]
    pub(crate) fn of_bookmarks(
        bookmarks: impl Iterator<Item = (ReviewId, Clean, Clean)>,
        glyphs: Glyphs,
    ) -> Self {
        let item = |(id, name, words)| Choosable { name, words, choice: Choice::Show(id) };
        Self::of(("bookmarks", "opens the review"), bookmarks.map(item).collect(), 0, glyphs)
    }

    /// Every rating that can be guessed of a review, the middle one chosen, and none.
    #[must_use]
    pub(crate) fn of_guesses(review: ReviewId, glyphs: Glyphs) -> Self {
        let of_stars = |halves| {
            let stars = Stars::from_halves(halves);
            let name = if halves == 0 { "none".to_owned() } else { earned(stars, glyphs) };
            Choosable {
                name: Clean::from(name),
                words: Clean::from(stars.value().to_string()),
                choice: Choice::Guess(review, Guess::Of(stars)),
            }
        };
        let without = Choosable {
            name: Clean::new("no guess"),
            words: Clean::new("show the rating all the same"),
            choice: Choice::Guess(review, Guess::Without),
        };
        let best = Stars::MAX.halves();
        let items = (0..=best).rev().map(of_stars).chain([without]).collect();
        Self::of(("your guess", "shows the rating"), items, usize::from(best / 2), glyphs)
    }

    fn of(
        (title, verb): (&'static str, &'static str),
        items: Vec<Choosable>,
        cursor: usize,
        glyphs: Glyphs,
    ) -> Self {
        let widths = |item: &Choosable| {
            [item.name.as_str(), item.first_key()].map(|name| glyphs.width(name)).into()
        };
        let widths = items.iter().map(widths).collect();
        let (left, input) = ((0..items.len()).collect(), Input::default());
        Self { title, verb, items, widths, left, input, cursor }
    }

    /// The lines that match what was typed.
    pub(crate) fn left(&self) -> impl ExactSizeIterator<Item = &Choosable> {
        self.left.iter().map(|&index| &self.items[index])
    }

    /// The width of the longest name among them, or of the longest first key.
    pub(crate) fn names_columns(&self, first_keys: bool) -> usize {
        let widths = self.left.iter().map(|&index| self.widths[index]);
        widths.map(|(all, first)| if first_keys { first } else { all }).max().unwrap_or(0)
    }

    /// Takes account of what was typed, and chooses the first line that has it as a word, else the
    /// first.
    pub(crate) fn narrow(&mut self) {
        let query = fold(self.input.value());
        let fits = |item: &Choosable| {
            let text = fold(&format!("{} {}", item.name, item.words));
            query.split_whitespace().all(|word| text.contains(word))
        };
        self.left = (0..self.items.len()).filter(|&index| fits(&self.items[index])).collect();
        let is_whole = |item: &Choosable| {
            [&item.name, &item.words].iter().any(|text| fold(text.as_str()) == query.trim())
        };
        let whole = self.left.iter().position(|&index| is_whole(&self.items[index]));
        self.cursor = whole.unwrap_or(0);
    }

    /// Moves the choice by `by` lines.
    pub(crate) fn step(&mut self, by: isize) {
        let last = self.left.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// What the chosen line does.
    #[must_use]
    pub(crate) fn chosen(&self) -> Option<Choice> {
        self.left().nth(self.cursor).map(|item| item.choice.clone())
    }
}
