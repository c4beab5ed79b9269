//! The application: what is known, what is shown, and what follows from what happens.
//!
//! `update` is pure. It knows no clock, no file and no channel; it takes a message and answers
//! with effects.

pub mod chooser;
pub mod desk;
pub mod list;
pub mod prompt;
pub mod reader;

mod act;
mod changed;
mod live;
mod typing;

use std::collections::HashSet;
use std::path::PathBuf;

use crate::jobs::Job;
use crate::model::{EntryRef, Library, ReviewId, ReviewKey};
use crate::page::stars::Glyphs;
use crate::page::{Options, Page, Role};
use crate::text::Clean;
use crate::theme::Theme;

use super::message::{Effect, Message, Target};
use super::panes::{Focus, LIST_HEAD, PaneInputs, Panes, Side};
use super::scroll::Rows;
use chooser::{Choice, Chooser};
use desk::Desk;
use list::List;
use prompt::Prompt;
use reader::Reader;

/// Lines that one turn of the wheel moves.
const WHEEL: isize = 3;

/// What is told in the last row until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: Clean,
    /// What kind of words they are.
    pub role: Role,
}

/// How far a walk has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Whether it is going on.
    pub running: bool,
    /// Files it passed over that could have been reviews.
    pub skipped: usize,
    /// Whether the person at the keyboard asked for it.
    pub asked_for: bool,
    /// Whether something happened that asks for another walk after this one.
    again: bool,
    /// The reviews it came by; the others are gone when it ends.
    seen: HashSet<ReviewId>,
    /// Reviews of which newer news came while it went on than it may bring.
    newer: HashSet<ReviewKey>,
}

/// How the reader is to look and behave from the start.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// What the list is called.
    pub name: Clean,
    /// The theme.
    pub theme: Theme,
    /// Whether the terminal shows 16 million colours.
    pub true_colour: bool,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// What is said at the start.
    pub greeting: Option<String>,
    /// Whether one file was named: its review is opened, and the list waits behind it.
    pub one_file: bool,
}

/// The application.
#[derive(Debug, Default)]
pub struct App {
    /// Every review that is known.
    pub library: Library,
    /// The list.
    pub list: List,
    /// The review.
    pub reader: Reader,
    /// Which pane keys act on.
    pub focus: Focus,
    /// What is open above the page.
    pub chooser: Option<Chooser>,
    /// What is being typed.
    pub prompt: Option<Prompt>,
    /// What is told in the last row.
    pub notice: Option<Notice>,
    /// How far the walk has come.
    pub walk: Walk,
    /// The author's desk, where a draft is previewed.
    pub desk: Option<Desk>,
    /// How it looks.
    pub appearance: Appearance,
    /// Whether only the text is wanted.
    pub only_text: bool,
    /// By how many columns the text differs from the usual measure.
    pub measure: i16,
    pub(super) size: (u16, u16),
    /// Files whose bad news waits to pass.
    waiting: HashSet<PathBuf>,
    /// Whether the person at the keyboard has chosen anything yet.
    touched: bool,
}

impl App {
    /// An application on a screen of this size, before anything is known.
    #[must_use]
    pub fn new(appearance: Appearance, columns: u16, rows: u16) -> Self {
        let walk = Walk { running: true, ..Walk::default() };
        let notice = appearance.greeting.as_deref();
        let notice = notice.map(|words| Notice { text: Clean::new(words), role: Role::Dim });
        let focus = if appearance.one_file { Focus::Review } else { Focus::List };
        Self { appearance, walk, notice, focus, size: (columns, rows), ..Self::default() }
    }

    /// An application beside an editor: one draft with its desk.
    #[must_use]
    pub fn preview(appearance: Appearance, columns: u16, rows: u16) -> Self {
        let app = Self::new(appearance, columns, rows);
        // Where the desk would hide the draft, it waits to be asked for.
        let beside = PaneInputs { side: Side::Desk, ..app.inputs() };
        let open = Panes::new(&beside).is_some_and(|panes| panes.wide);
        Self { focus: Focus::Review, desk: Some(Desk { open, ..Desk::default() }), ..app }
    }

    /// Whether going back from here is leaving the program.
    #[must_use]
    pub fn is_home(&self) -> bool {
        !self.only_text && (self.focus == Focus::List || self.desk.is_some())
    }

    /// Takes what has happened and says what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = match message {
            Message::Key(key) => {
                self.touched = true;
                self.key(key)
            }
            Message::Pasted(text) => self.pasted(&text),
            Message::Clicked(target) => {
                self.touched = true;
                self.click(target)
            }
            Message::Scrolled(target, by) => {
                self.touched = true;
                self.wheel(target, by);
                Vec::new()
            }
            Message::Resized { columns, rows } => {
                let followed = self.list.in_view(self.list_rows());
                self.size = (columns, rows);
                if followed {
                    self.list.follow(self.list_rows());
                }
                self.follow_problem();
                Vec::new()
            }
            Message::Resumed => vec![Effect::UseMouse(self.appearance.mouse)],
            Message::Failed(words) => {
                self.say(words, Role::Error);
                Vec::new()
            }
            other => self.live(other),
        };
        effects.extend(self.sync_layout());
        effects
    }

    /// The division of the screen; none where it is too small.
    #[must_use]
    pub fn panes(&self) -> Option<Panes> {
        Panes::new(&self.inputs())
    }

    fn inputs(&self) -> PaneInputs {
        let (columns, rows) = self.size;
        let side = match &self.desk {
            None => Side::List,
            Some(desk) if desk.open => Side::Desk,
            Some(_) => Side::Nothing,
        };
        let Self { focus, only_text, measure, .. } = *self;
        PaneInputs { columns, rows, focus, side, only_text, measure }
    }

    /// The use of the rows by the page on the screen.
    #[must_use]
    pub fn rows(&self) -> Rows {
        match &self.reader.shown {
            Some(shown) => self.measure_rows()(&shown.page),
            None => Rows::default(),
        }
    }

    /// Measures a page by the screen as it is now.
    fn measure_rows(&self) -> impl Fn(&Page) -> Rows + use<> {
        let panes = self.panes();
        move |page| panes.map_or_else(Rows::default, |panes| Rows::new(page, &panes))
    }

    /// Whether the review is on the screen.
    fn sees_review(&self) -> bool {
        self.panes().is_some_and(|panes| panes.review.is_some())
    }

    /// Rows of the list.
    #[must_use]
    pub fn list_rows(&self) -> usize {
        let height =
            self.panes().and_then(|panes| panes.list).map_or(0, |list| usize::from(list.height));
        height.saturating_sub(usize::from(LIST_HEAD))
    }

    /// How pages are laid out on the screen as it is now.
    fn options(&self) -> Options {
        Options {
            width: self.panes().map_or(1, |panes| usize::from(panes.text.width)),
            uncovered: self.reader.uncovered,
            glyphs: self.appearance.glyphs,
            hint: "covered · s shows it",
        }
    }

    fn say(&mut self, words: impl Into<Clean>, role: Role) {
        self.notice = Some(Notice { text: words.into(), role });
    }

    /// Brings the page and the scroll into agreement with the screen after any message.
    fn sync_layout(&mut self) -> Option<Effect> {
        // On a screen that is too small there is nothing to agree with: the place is kept.
        self.panes()?;
        let rows = self.rows();
        self.reader.stay(&rows);
        let options = self.options();
        let measure = self.measure_rows();
        let effect = self.reader.lay_out(options, measure);
        let rows = self.rows();
        self.reader.scroll = self.reader.scroll.min(rows.furthest());
        effect
    }

    /// Asks for the chosen review, unless it is shown already.
    fn show_selected(&mut self) -> Vec<Effect> {
        self.list.follow(self.list_rows());
        let Some(id) = self.list.selected() else {
            self.reader.leave(self.measure_rows());
            self.reader.shown = None;
            self.reader.awaited = None;
            self.reader.ticket += 1;
            return Vec::new();
        };
        let wanted = self.reader.awaited.or(self.reader.shown.as_ref().map(|shown| shown.id));
        if wanted == Some(id) {
            return Vec::new();
        }
        self.reader.leave(self.measure_rows());
        self.load(id)
    }

    /// Shows a review that was read ahead, else asks for it.
    fn load(&mut self, id: ReviewId) -> Vec<Effect> {
        let digest = self.library.get(id).map(EntryRef::digest);
        let ahead = self.reader.take_ahead(id, &self.options());
        if let Some(loaded) = ahead.filter(|loaded| Some(loaded.entry.digest) == digest) {
            self.reader.ticket += 1;
            return self.show(loaded);
        }
        self.ask_for(id)
    }

    /// Asks for a review, whether it is shown or not.
    fn ask_for(&mut self, id: ReviewId) -> Vec<Effect> {
        let Some(entry) = self.library.get(id) else { return Vec::new() };
        let job = Job::Load {
            ticket: self.reader.ticket + 1,
            key: entry.key(),
            scale: entry.scale().map(|scale| scale.out_of),
            options: self.options(),
        };
        self.reader.ticket += 1;
        if self.reader.awaited.is_some_and(|other| other != id) {
            self.reader.arriving = None;
        }
        self.reader.awaited = Some(id);
        vec![Effect::Run(job)]
    }

    /// Asks for the reviews that are likely to be asked for next, so that they are there at once.
    fn look_ahead(&self) -> Vec<Effect> {
        if self.walk.running {
            return Vec::new();
        }
        let (cursor, options) = (self.list.cursor(), self.options());
        let near = [cursor.checked_add(1), cursor.checked_sub(1)].into_iter().flatten();
        near.filter_map(|index| {
            let id = *self.list.shown().get(index)?;
            let entry = self.library.get(id).filter(|_| !self.reader.is_ahead(id, &options))?;
            let (key, scale) = (entry.key(), entry.scale().map(|scale| scale.out_of));
            Some(Effect::Run(Job::LoadAhead { key, scale, options }))
        })
        .collect()
    }

    fn click(&mut self, target: Target) -> Vec<Effect> {
        self.notice = None;
        match target {
            Target::Choice(index) => {
                if let Some(chooser) = &mut self.chooser {
                    chooser.cursor = index;
                }
                self.choose()
            }
            _ if self.chooser.is_some() => {
                self.chooser = None;
                Vec::new()
            }
            Target::Row(id) => self.click_row(id),
            Target::List if self.desk.is_some() => Vec::new(),
            Target::Problem(index) => {
                self.go_to_problem(index);
                Vec::new()
            }
            Target::List => {
                self.focus = Focus::List;
                Vec::new()
            }
            Target::Text => {
                self.focus = Focus::Review;
                Vec::new()
            }
            Target::Section(index) => {
                self.focus = Focus::Review;
                let rows = self.rows();
                self.reader.go_to_section(index, &rows);
                Vec::new()
            }
            Target::Link(index) => {
                self.choose_link(index);
                Vec::new()
            }
            Target::Help => self.perform(super::action::Action::Help),
            Target::Back => self.perform(super::action::Action::Back),
        }
    }

    /// A click chooses; a click on what is chosen opens it.
    fn click_row(&mut self, id: ReviewId) -> Vec<Effect> {
        if self.list.selected() == Some(id) && (self.focus == Focus::List || self.sees_review()) {
            self.focus = Focus::Review;
        } else {
            self.focus = Focus::List;
            self.list.select(id);
        }
        self.show_selected()
    }

    fn wheel(&mut self, target: Target, turns: i32) {
        let by = isize::try_from(turns).unwrap_or(0) * WHEEL;
        if let Some(chooser) = &mut self.chooser {
            return chooser.step(by.signum());
        }
        match target {
            Target::List | Target::Problem(_) if self.desk.is_some() => self.scroll_desk(by),
            Target::Row(_) | Target::List => self.list.scroll(by, self.list_rows()),
            _ => {
                let rows = self.rows();
                self.reader.scroll_by(by, &rows);
            }
        }
    }

    /// Does what the chosen line of the open list says.
    fn choose(&mut self) -> Vec<Effect> {
        let chosen = self.chooser.take().and_then(|chooser| chooser.chosen());
        match chosen {
            Some(Choice::Perform(action)) => self.perform(action),
            Some(Choice::OpenAddress(address)) => {
                self.say(format!("opening {address}"), Role::Dim);
                vec![Effect::OpenAddress(address)]
            }
            None => Vec::new(),
        }
    }

    /// Opens the list of links at the one with this index.
    fn choose_link(&mut self, index: usize) {
        let Some(shown) = &self.reader.shown else { return };
        if shown.page.links.is_empty() {
            return self.say("this review has no links", Role::Dim);
        }
        self.chooser = Some(Chooser::of_links(&shown.page.links, index));
    }
}
