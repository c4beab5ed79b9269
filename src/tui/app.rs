//! The application: its state, the open screens, and how messages change them.
//!
//! `update` is pure. It knows no clock, no file and no channel; it takes a message and returns
//! effects.

use super::action::Action;
use super::key::Key;
use super::keymap::ScreenName;
use super::message::{Effect, Message, Target};
use super::panes::Shape;
use super::screens::desk::DeskScreen;
use super::screens::library::LibraryScreen;
use super::screens::review::ReviewScreen;
use super::screens::search::SearchScreen;
use super::screens::sections::SectionsScreen;
use super::screens::stats::StatisticsScreen;
use super::screens::{Next, Outcome, Screen};
use super::shared::Shared;
use super::shared::chooser::Choice;
use crate::jobs::Answer;
use crate::page::Role;

pub use super::shared::{Appearance, Resuming};

/// Lines that one turn of the wheel moves.
const WHEEL_LINES: isize = 3;

/// The application.
#[derive(Debug)]
pub struct App {
    /// What all screens share.
    pub shared: Shared,
    /// The screen that is open.
    top: Box<dyn Screen>,
    /// The screens below it, the lowest first.
    below: Vec<Box<dyn Screen>>,
}

impl App {
    /// A reader of reviews on a terminal of this size, with an empty library.
    #[must_use]
    pub fn new(appearance: Appearance, columns: u16, rows: u16) -> Self {
        let resuming = appearance.resuming.as_ref();
        let is_open = appearance.opening.is_some() || resuming.is_some_and(|it| it.is_open);
        let shared = Shared::new(appearance, (columns, rows));
        let mut app = Self { shared, top: Box::new(LibraryScreen), below: Vec::new() };
        if is_open {
            app.open(Box::new(ReviewScreen::default()));
        }
        app
    }

    /// A preview beside an editor: one draft with its desk.
    #[must_use]
    pub fn preview(appearance: Appearance, columns: u16, rows: u16) -> Self {
        let mut shared = Shared::new(appearance, (columns, rows));
        shared.is_preview = true;
        let desk = Box::new(DeskScreen::default());
        let mut app = Self { shared, top: desk, below: Vec::new() };
        app.update_open_screen();
        app
    }

    /// The screen that is open.
    #[must_use]
    pub fn screen(&self) -> &dyn Screen {
        &*self.top
    }

    /// Whether a message may change what is on the screen. A save is often reported three times,
    /// and two of the reports show nothing new.
    #[must_use]
    pub fn is_news(&self, message: &Message) -> bool {
        match message {
            Message::Answered(answer @ Answer::Inspected(_)) => !self.top.knows(answer),
            message => self.shared.is_news(message),
        }
    }

    /// What is to be done before anything has happened.
    pub fn begin(&mut self) -> Vec<Effect> {
        self.shared.resume()
    }

    /// What is to be done when the program ends.
    pub fn end(&mut self) -> Vec<Effect> {
        self.shared.remember_at_end()
    }

    /// Applies a message; the effects are to be performed by the caller.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let notice = self.shared.passing_notice();
        let mut effects = match message {
            Message::Key(key) => {
                self.shared.touched = true;
                self.key(key)
            }
            Message::Pasted(text) if self.takes_text() => {
                self.shared.touched = true;
                self.top.pasted(&mut self.shared, &text)
            }
            Message::Pasted(text) => self.shared.pasted(&text),
            Message::Clicked(target) => {
                self.shared.touched = true;
                self.click(target)
            }
            Message::Scrolled(target, turns) => {
                self.shared.touched = true;
                self.wheel(target, turns);
                Vec::new()
            }
            Message::Resized { columns, rows } => {
                self.shared.resize((columns, rows));
                self.top.resized(&self.shared)
            }
            Message::Resumed => vec![Effect::UseMouse(self.shared.appearance.mouse)],
            Message::Failed(words) => {
                self.shared.fail(words);
                Vec::new()
            }
            Message::Answered(answer) => {
                let mut effects = Vec::new();
                for screen in &mut self.below {
                    effects.extend(screen.answered(&mut self.shared, &answer).effects);
                }
                effects.extend(self.ask_screen(|screen, shared| screen.answered(shared, &answer)));
                effects.extend(self.shared.answered(answer));
                effects
            }
            other => self.shared.live(other),
        };
        effects.extend(self.shared.refresh_text_search());
        effects.extend(self.shared.refresh_filter());
        effects.extend(self.top.refresh(&self.shared));
        if std::mem::take(&mut self.shared.has_lost_review) {
            self.close();
        }
        self.shared.show_waiting_failure();
        effects.extend(self.shared.sync_layout());
        let shown = self.shared.passing_notice().filter(|shown| Some(*shown) != notice);
        effects.extend(shown.map(|ticket| Effect::PassNotice { ticket }));
        effects
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.shared.notice = None;
        let action = self.shared.appearance.keymap.action(self.top.name(), key);
        let is_typed = !(matches!(key, Key::Ctrl(_)) && is_for_terminal(action));
        if is_typed && self.takes_text() {
            return self.ask_screen(|screen, shared| screen.typed(shared, key));
        }
        if is_typed && self.shared.is_typing() {
            let (effects, choice) = self.shared.key_while_typing(key, action);
            return choice.map_or(effects, |choice| self.chosen(choice));
        }
        action.map(|action| self.perform(action)).unwrap_or_default()
    }

    /// Whether keys are typed into the open screen.
    fn takes_text(&self) -> bool {
        !self.shared.is_typing() && !self.top.typing_keys().is_empty()
    }

    fn click(&mut self, target: Target) -> Vec<Effect> {
        self.shared.notice = None;
        // A click ends what is typed, and leaves what it filtered or found.
        self.shared.prompt = None;
        match (&mut self.shared.chooser, target) {
            (Some(chooser), Target::Choice(index)) => {
                chooser.cursor = index;
                let choice = self.shared.choose();
                choice.map_or_else(Vec::new, |choice| self.chosen(choice))
            }
            (Some(_), _) => {
                self.shared.chooser = None;
                Vec::new()
            }
            (None, Target::Do(action)) => self.perform(action),
            (None, Target::Press(key)) => self.key(key),
            (None, target) => self.ask_screen(|screen, shared| screen.click(shared, target)),
        }
    }

    fn wheel(&mut self, target: Target, turns: i32) {
        let lines = isize::try_from(turns).unwrap_or(0) * WHEEL_LINES;
        match &mut self.shared.chooser {
            Some(chooser) => chooser.step(lines.signum()),
            None => self.top.wheel(&mut self.shared, target, lines),
        }
    }

    fn chosen(&mut self, choice: Choice) -> Vec<Effect> {
        match choice {
            Choice::Perform(action) => self.perform(action),
            Choice::OpenAddress(address) => {
                self.shared.say_done(format!("opening {}", address.in_words()));
                vec![Effect::OpenAddress(address)]
            }
            Choice::Guess(id, guess) => self.shared.guess(id, guess),
            Choice::Show(id) => {
                let effects = self.shared.show_related(id);
                if self.shared.screen == ScreenName::Library {
                    self.open(Box::new(ReviewScreen::default()));
                }
                effects
            }
        }
    }

    fn perform(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::FullText => return self.search_texts(),
            Action::OneSection if self.top.name() != ScreenName::Sections => {
                return self.show_one_section();
            }
            Action::Statistics if self.top.name() != ScreenName::Statistics => {
                return self.show_statistics();
            }
            _ => {}
        }
        match self.shared.act_on_any_screen(action) {
            Some(effects) => effects,
            None => self.ask_screen(|screen, shared| screen.act(shared, action)),
        }
    }

    /// Opens a search through all texts, or goes back to the results of the open one.
    fn search_texts(&mut self) -> Vec<Effect> {
        if self.shared.is_preview {
            self.shared.say("a draft is not searched: open a folder of reviews", Role::Dim);
            return Vec::new();
        }
        if self.shared.text_search.is_some() {
            self.close();
            return Vec::new();
        }
        let effects = self.shared.open_text_search();
        self.open(Box::new(SearchScreen::default()));
        effects
    }

    /// Opens one section of every review, or goes back to where that is open.
    fn show_one_section(&mut self) -> Vec<Effect> {
        if self.below.iter().any(|screen| screen.name() == ScreenName::Sections) {
            self.close();
            return Vec::new();
        }
        // The rows of that screen decide what is read.
        self.shared.shape = Shape::Whole;
        let opened = SectionsScreen::open(&self.shared).filter(|_| !self.shared.is_preview);
        let Some((screen, effects)) = opened else {
            self.update_open_screen();
            self.shared.say("there are no sections of several reviews", Role::Dim);
            return Vec::new();
        };
        self.open(Box::new(screen));
        effects
    }

    /// Opens the statistics of the library, or goes back to where they are open.
    fn show_statistics(&mut self) -> Vec<Effect> {
        if self.shared.is_preview {
            self.shared.say("a draft has no statistics: open a folder of reviews", Role::Dim);
        } else if self.below.iter().any(|screen| screen.name() == ScreenName::Statistics) {
            self.close();
        } else {
            self.open(Box::new(StatisticsScreen::default()));
        }
        Vec::new()
    }

    /// Passes a key or a click to the open screen, and opens and closes screens as it asks.
    fn ask_screen(&mut self, ask: impl Fn(&mut dyn Screen, &mut Shared) -> Outcome) -> Vec<Effect> {
        let mut effects = Vec::new();
        loop {
            let outcome = ask(&mut *self.top, &mut self.shared);
            effects.extend(outcome.effects);
            self.update_open_screen();
            match outcome.next {
                Next::Stay => return effects,
                Next::Open(screen) => {
                    self.open(screen);
                    return effects;
                }
                Next::Forward(screen) => self.open(screen),
                Next::Close => {
                    self.close();
                    return effects;
                }
                Next::CloseAll => {
                    while !self.below.is_empty() {
                        self.close();
                    }
                    return effects;
                }
            }
        }
    }

    fn open(&mut self, screen: Box<dyn Screen>) {
        self.below.push(std::mem::replace(&mut self.top, screen));
        self.update_open_screen();
    }

    /// Records in the shared state which screen is open.
    fn update_open_screen(&mut self) {
        self.shared.screen = self.top.name();
        self.shared.shape = self.top.shape();
    }

    fn close(&mut self) {
        if let Some(below) = self.below.pop() {
            self.top = below;
            self.update_open_screen();
        }
        self.shared.list.follow(self.shared.list_layout());
    }
}

/// Whether an action concerns the terminal and so works while text is being typed.
const fn is_for_terminal(action: Option<Action>) -> bool {
    matches!(action, Some(Action::Quit | Action::Suspend | Action::Redraw))
}
