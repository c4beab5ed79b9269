//! The library: the list of reviews, and the chosen review beside it where there is room.

use super::review::{self, ReviewScreen};
use super::{Hint, Next, Outcome, Screen};
use crate::page::Role;
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::{Effect, Target};
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::prompt::PromptPurpose;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::status;

/// The list has the keys.
#[derive(Debug)]
pub(crate) struct LibraryScreen;

impl Screen for LibraryScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Library
    }

    fn shape(&self) -> Shape {
        Shape::List
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        match action {
            Action::MoveDown => step(shared, 1),
            Action::MoveUp => step(shared, -1),
            Action::First => step(shared, isize::MIN),
            Action::Last => step(shared, isize::MAX),
            Action::PageDown => page(shared, 1, 1),
            Action::PageUp => page(shared, -1, 1),
            Action::HalfDown => page(shared, 1, 2),
            Action::HalfUp => page(shared, -1, 2),
            Action::Open => {
                let next = match shared.list.selected() {
                    Some(_) => Next::Open(Box::new(ReviewScreen::default())),
                    None => Next::Stay,
                };
                Outcome { effects: shared.show_selected(), next }
            }
            Action::Back => Effect::Quit.into(),
            Action::Leave if !shared.list.filter.is_empty() => {
                shared.clear(PromptPurpose::Filter).into()
            }
            Action::Search => {
                shared.ask_for_filter();
                Outcome::default()
            }
            Action::OnlyText => Next::Open(Box::new(ReviewScreen { bare: true })).into(),
            action if review::is_on_review(action) && !shared.sees_review() => {
                open_first(shared, action)
            }
            action => review::act(shared, action),
        }
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        match target {
            // A click chooses; a click on what is chosen opens it.
            Target::Row(id) if shared.list.selected() == Some(id) => {
                let next = Next::Open(Box::new(ReviewScreen::default()));
                Outcome { effects: shared.show_selected(), next }
            }
            Target::Row(id) | Target::Group(id) => {
                shared.list.select(id);
                shared.show_selected().into()
            }
            Target::Side => Outcome::default(),
            Target::Text => Next::Open(Box::new(ReviewScreen::default())).into(),
            Target::Section(_) => Next::Forward(Box::new(ReviewScreen::default())).into(),
            target => review::click(shared, target),
        }
    }

    fn wheel(&mut self, shared: &mut Shared, target: Target, lines: isize) {
        review::wheel(shared, target, lines);
    }

    fn place(&self, shared: &Shared, panes: &Panes) -> String {
        status::place(shared, panes)
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        review::draw_beside_list(painter, shared, panes);
    }

    fn hints(&self, shared: &Shared) -> &'static [Hint; 3] {
        if shared.list.selected().is_some() {
            &[(Action::Open, "read"), (Action::Search, "filter"), (Action::Help, "keys")]
        } else if shared.list.filter.is_empty() {
            &[(Action::Rescan, "read again"), (Action::Back, "quit"), (Action::Help, "keys")]
        } else {
            &[(Action::Leave, "show all"), (Action::Search, "filter"), (Action::Help, "keys")]
        }
    }
}

fn step(shared: &mut Shared, by: isize) -> Outcome {
    shared.list.step(by);
    shared.show_selected().into()
}

/// Moves by a part of a page.
fn page(shared: &mut Shared, direction: isize, part: usize) -> Outcome {
    let page = (shared.list.page(shared.list_layout()) / part).max(1);
    step(shared, direction * isize::try_from(page).unwrap_or(1))
}

/// Opens the review that the list hides before an action on it. What would be copied is shown, and
/// copied when it is asked for again.
fn open_first(shared: &mut Shared, action: Action) -> Outcome {
    if !shared.has_review() {
        return Outcome::default();
    }
    let screen = Box::new(ReviewScreen::default());
    let copied = match action {
        Action::CopyParagraph => "copies the paragraph at the top",
        Action::CopyLink => "copies the address of the review",
        _ => return Next::Forward(screen).into(),
    };
    shared.say(shared.with_key(action, copied), Role::Key);
    Next::Open(screen).into()
}
