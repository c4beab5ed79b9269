//! What can be done on every screen, and what can be changed there: the order, the measure, the
//! theme, the mouse.

use super::chooser::Chooser;
use super::prompt::{Prompt, PromptPurpose};
use super::{Effect, Shared};
use crate::model::Sort;
use crate::page::Role;
use crate::state::Change;
use crate::theme::Theme;
use crate::tui::action::Action;

/// Columns by which the text is made wider or narrower.
const MEASURE_STEP: i16 = 4;
/// The most columns by which the text may differ from the usual measure.
const MAX_MEASURE_CHANGE: i16 = 120;

impl Shared {
    /// Performs an action that means the same on every screen; `None` for any other.
    pub(in crate::tui) fn act_on_any_screen(&mut self, action: Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::Help => {
                self.show_help();
                Vec::new()
            }
            Action::Blind => self.read_blind(),
            Action::NextTheme => self.next_theme(),
            Action::Mouse => self.toggle_mouse(),
            Action::Redraw => vec![Effect::Redraw],
            Action::Suspend => vec![Effect::Suspend],
            Action::Quit => vec![Effect::Quit],
            _ => return None,
        })
    }

    /// Lists the actions of the open screen with their keys.
    pub(in crate::tui) fn show_help(&mut self) {
        let glyphs = self.appearance.glyphs;
        self.chooser = Some(Chooser::of_actions(&self.appearance.keymap, self.screen, glyphs));
    }

    /// Asks for the words by which the list is filtered.
    pub(in crate::tui) fn ask_for_filter(&mut self) {
        let input = self.list.query.clone().into();
        self.prompt = Some(Prompt::new(PromptPurpose::Filter, input));
    }

    /// Asks for the words that are looked for in the text.
    pub(in crate::tui) fn ask_for_find(&mut self) {
        self.reader.find = None;
        self.prompt = Some(Prompt::new(PromptPurpose::Find, "".into()));
    }

    pub(in crate::tui) fn widen(&mut self) -> Vec<Effect> {
        self.change_measure(MEASURE_STEP)
    }

    pub(in crate::tui) fn narrow(&mut self) -> Vec<Effect> {
        self.change_measure(-MEASURE_STEP)
    }

    pub(in crate::tui) fn sort_by_next_key(&mut self) -> Vec<Effect> {
        self.sort(self.list.shown_sort().next())
    }

    pub(in crate::tui) fn reverse_sort(&mut self) -> Vec<Effect> {
        self.sort(self.list.shown_sort().reversed())
    }

    fn sort(&mut self, sort: Sort) -> Vec<Effect> {
        self.list.sort_by(&self.library, sort);
        self.list.follow(self.list_layout());
        match self.list.sort == sort {
            true => self.say_done(format!("sorted {}", sort.in_words())),
            false => self.say_sort_waits(),
        }
        self.remember_of_library(|library| Change::sort(library, sort))
    }

    /// Remembers what the list is filtered by.
    pub(super) fn remember_query(&mut self) -> Vec<Effect> {
        let query = self.list.query.clone();
        self.remember_of_library(|library| Change::query(library, &query))
    }

    pub(in crate::tui) fn rescan(&mut self) -> Vec<Effect> {
        if self.walk.running {
            self.say("the folder is still being read", Role::Dim);
            return Vec::new();
        }
        self.walk.asked_for = true;
        self.start_walk()
    }

    fn change_measure(&mut self, by: i16) -> Vec<Effect> {
        let before = self.panes().map(|panes| panes.text.width);
        let measure = self.measure;
        self.measure = (measure + by).clamp(-MAX_MEASURE_CHANGE, MAX_MEASURE_CHANGE);
        let after = self.panes().map(|panes| panes.text.width);
        if before == after {
            self.measure = measure;
            let words = if by > 0 {
                "the text is as wide as it goes"
            } else {
                "the text is as narrow as it goes"
            };
            self.say(words, Role::Dim);
            return Vec::new();
        }
        if let Some(columns) = after.filter(|_| !self.sees_review()) {
            self.say_done(format!("the text is {columns} columns wide"));
        }
        self.remember_quietly([Change::measure(self.measure)])
    }

    fn next_theme(&mut self) -> Vec<Effect> {
        let appearance = &mut self.appearance;
        if appearance.theme.is_colourless() {
            self.say("colours are turned off", Role::Dim);
            return Vec::new();
        }
        let names: Vec<&str> = Theme::names().collect();
        let now = names.iter().position(|name| *name == appearance.theme.name());
        let later = now.map_or(0, |now| now + 1);
        let others =
            names.iter().cycle().skip(later).take(names.len() - usize::from(now.is_some()));
        let fits = |theme: &Theme| appearance.true_colour || !theme.is_true_colour();
        let Some(theme) = others.filter_map(|name| Theme::named(name)).find(fits) else {
            self.say("this terminal shows too few colours for another theme", Role::Dim);
            return Vec::new();
        };
        appearance.theme = theme.on(appearance.background);
        let name = self.appearance.theme.name().to_owned();
        self.say_done(format!("theme {name}"));
        self.remember_quietly([Change::theme(&name)])
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.appearance.mouse = !self.appearance.mouse;
        let words =
            if self.appearance.mouse { "mouse on" } else { "mouse off: text can be selected" };
        self.say_done(words);
        vec![Effect::UseMouse(self.appearance.mouse)]
    }
}
