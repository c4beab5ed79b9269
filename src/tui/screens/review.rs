//! The open review, and what keys and clicks mean to it, also when another screen shows it.

use super::{Hint, Next, Outcome, Screen, compare};
use crate::page::Role;
use crate::tui::action::Action;
use crate::tui::keymap::ScreenName;
use crate::tui::message::Target;
use crate::tui::panes::{Panes, Shape};
use crate::tui::shared::Shared;
use crate::tui::shared::prompt::PromptPurpose;
use crate::tui::widgets::paint::Painter;
use crate::tui::widgets::{self, list, status};

/// The review has the keys; the list stands beside it where there is room.
#[derive(Debug, Default)]
pub(crate) struct ReviewScreen {
    /// Whether only its text is shown.
    pub(crate) bare: bool,
}

impl Screen for ReviewScreen {
    fn name(&self) -> ScreenName {
        ScreenName::Review
    }

    fn shape(&self) -> Shape {
        if self.bare { Shape::BareText } else { Shape::Review }
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Outcome {
        match action {
            Action::OnlyText => self.bare = !self.bare,
            Action::Leave if shared.reader.find.is_some() => {
                return shared.clear(PromptPurpose::Find).into();
            }
            Action::Leave if self.bare => self.bare = false,
            action => return act(shared, action),
        }
        Outcome::default()
    }

    fn click(&mut self, shared: &mut Shared, target: Target) -> Outcome {
        match target {
            Target::Row(id) if shared.list.selected() == Some(id) => shared.show_selected().into(),
            Target::Row(id) | Target::Group(id) => {
                shared.list.select(id);
                Outcome { effects: shared.show_selected(), next: to_list(shared) }
            }
            Target::Side => to_list(shared).into(),
            target => click(shared, target),
        }
    }

    fn wheel(&mut self, shared: &mut Shared, target: Target, lines: isize) {
        wheel(shared, target, lines);
    }

    fn place(&self, shared: &Shared, panes: &Panes) -> String {
        status::place(shared, panes)
    }

    fn draw(&self, painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
        draw_beside_list(painter, shared, panes);
    }

    fn hints(&self, shared: &Shared) -> &'static [Hint; 3] {
        match shared.guessable() {
            Some(_) => {
                &[(Action::NextReview, "next"), (Action::Blind, "guess"), (Action::Help, "keys")]
            }
            None => &[(Action::NextReview, "next"), (Action::Back, "back"), (Action::Help, "keys")],
        }
    }
}

/// Gives the keys to the list; below the results of a search it is out of reach.
fn to_list(shared: &Shared) -> Next {
    if shared.text_search.is_some() { Next::Stay } else { Next::Close }
}

/// Draws the list and the review, as far as there are panes for them.
pub(super) fn draw_beside_list(painter: &mut Painter<'_>, shared: &Shared, panes: &Panes) {
    if let Some(pane) = panes.side {
        list::draw(painter, shared, panes, pane);
    }
    if let [_, Some(divider)] = panes.dividers {
        widgets::divider(painter, divider, &(0..0));
    }
    let Some(pane) = panes.review else { return };
    if panes.wide && shared.list.shown().is_empty() && !shared.walk.running {
        return list::draw_empty_beside(painter, shared, panes);
    }
    widgets::review::draw(painter, shared, panes, pane);
}

/// Whether an action concerns the review wherever the focus is.
pub(super) const fn is_on_review(action: Action) -> bool {
    matches!(
        action,
        Action::NextSection
            | Action::PreviousSection
            | Action::NextReview
            | Action::PreviousReview
            | Action::Section(_)
            | Action::NextMatch
            | Action::PreviousMatch
            | Action::Reveal
            | Action::Links
            | Action::CopyParagraph
            | Action::CopyLink
    )
}

/// Performs an action on the open review. Other screens pass on the actions to which they give no
/// meaning of their own.
pub(super) fn act(shared: &mut Shared, action: Action) -> Outcome {
    if is_on_review(action) && !shared.has_review() {
        return Outcome::default();
    }
    match action {
        Action::MoveDown => shared.scroll_text(1),
        Action::MoveUp => shared.scroll_text(-1),
        Action::First => shared.scroll_text(isize::MIN),
        Action::Last => shared.go_to_end(),
        Action::PageDown => return shared.turn(1, 1).into(),
        Action::PageUp => return shared.turn(-1, 1).into(),
        Action::HalfDown => return shared.turn(1, 2).into(),
        Action::HalfUp => return shared.turn(-1, 2).into(),
        Action::Back | Action::Out | Action::Leave => return Next::Close.into(),
        Action::NextReview => return shared.next_review(1).into(),
        Action::PreviousReview => return shared.next_review(-1).into(),
        Action::NextSection => shared.next_section(1),
        Action::PreviousSection => shared.next_section(-1),
        Action::Section(number) => shared.section(number),
        Action::Search => shared.ask_for_find(),
        Action::NextMatch => return shared.next_match(true).into(),
        Action::PreviousMatch => return shared.next_match(false).into(),
        Action::Reveal => shared.reveal(),
        Action::Links => shared.choose_link(0),
        Action::Edit => return shared.edit(None).into(),
        Action::CopyParagraph => return shared.copy_paragraph().into(),
        Action::CopyLink => return shared.copy_link().into(),
        Action::ToggleRead => return shared.toggle_read().into(),
        Action::Bookmark => shared.ask_for_note(),
        Action::Bookmarks => shared.choose_bookmark(),
        Action::Compare => return compare::mark(shared),
        Action::Undo => return shared.undo().into(),
        Action::Sort => return shared.sort_by_next_key().into(),
        Action::ReverseSort => return shared.reverse_sort().into(),
        Action::Rescan => return shared.rescan().into(),
        Action::Desk | Action::CopyAllow => {
            shared.say("only a draft has the desk: rushes preview FILE", Role::Dim);
        }
        Action::OnlyText => return Next::Open(Box::new(ReviewScreen { bare: true })).into(),
        Action::Wider => return shared.widen().into(),
        Action::Narrower => return shared.narrow().into(),
        Action::Open => shared.show_help(),
        // These mean the same on every screen, so the application performs them.
        Action::FullText
        | Action::OneSection
        | Action::Statistics
        | Action::Blind
        | Action::NextTheme
        | Action::Mouse
        | Action::Redraw
        | Action::Suspend
        | Action::Help
        | Action::Quit => {}
    }
    Outcome::default()
}

/// Performs a click on the open review.
pub(super) fn click(shared: &mut Shared, target: Target) -> Outcome {
    match target {
        Target::Section(index) => {
            let rows = shared.rows();
            shared.reader.go_to_section(index, &rows);
        }
        Target::Link(index) => shared.choose_link(index),
        Target::Related(id) => return shared.show_related(id).into(),
        // The application itself handles clicks on hints and in the chooser.
        Target::Do(_) | Target::Press(_) | Target::Choice(_) => {}
        Target::Row(_) | Target::Group(_) | Target::Side | Target::Item(_) | Target::Text => {}
    }
    Outcome::default()
}

/// Scrolls the list where the mouse is over it, else the text.
pub(super) fn wheel(shared: &mut Shared, target: Target, lines: isize) {
    match target {
        Target::Row(_) | Target::Group(_) | Target::Side => {
            shared.list.scroll(lines, shared.list_layout());
        }
        _ => shared.scroll_text(lines),
    }
}
