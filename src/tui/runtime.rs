//! The edge of the reader: the terminal, the threads, and the loop between them.
//!
//! Keys, changes of files and finished work come through one channel. What waits there is taken as
//! one batch, given to the application, and drawn once. The loop sleeps until there is an event.

mod editing;
mod input;
mod reading;
mod screen;
mod signals;
mod timers;
mod tty;
mod watching;
mod workers;

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::app::App;
use super::message::{Effect, Message, Target};
use super::shared::{Appearance, Shared};
use super::view::{self, Drawn};
use crate::editor;
use crate::jobs::{Job, Priority};
use crate::store::{self, Loaded, Missing, Root, StateLog};
use crate::text::Address;
use crate::threads;
use editing::Edited;
use input::InputReader;
use reading::Reading;
use screen::TerminalScreen;
use timers::Timers;
use tty::Holder;

/// How long a frame waits for a page that is being read, so that list and review change in one
/// frame, and for what is being remembered. A delay this short is not noticed.
const PAGE_WAIT: Duration = Duration::from_millis(15);
/// How long the first frame waits for the first reviews.
const FIRST_REVIEWS_WAIT: Duration = Duration::from_millis(20);
/// How long after a change a file must still be broken or missing to be shown as such. An editor
/// that empties the file before it writes is done by then.
const FAULT_DELAY: Duration = Duration::from_millis(150);

/// How long the end of the program waits for each answer of the log: another instance may hold its
/// lock.
const LAST_WRITE_WAIT: Duration = Duration::from_millis(200);

/// How long a job that goes on in the background waits for a signal that ends it.
const ENDING_SIGNAL_WAIT: Duration = Duration::from_millis(50);
/// How long events are handled before their result is drawn.
const BATCH_TIME: Duration = Duration::from_millis(10);
/// How long a notice of success is shown.
const NOTICE_TIME: Duration = Duration::from_secs(3);
/// How long a paragraph that has changed stays tinted.
const TINT_TIME: Duration = Duration::from_millis(900);

/// What the reader is to show.
#[derive(Debug)]
pub(crate) struct Setup {
    pub(crate) roots: Vec<Root>,
    /// A review that stands in no file, in place of roots.
    pub(crate) sample: Option<Loaded>,
    /// The paths that lead nowhere.
    pub(crate) missing: Vec<Missing>,
    /// How it is to look.
    pub(crate) appearance: Appearance,
    /// The log of what is remembered; `None` if it is to be forgotten.
    pub(crate) state: Option<StateLog>,
    /// Whether it is a draft that is previewed, with the author's desk.
    pub(crate) preview: bool,
}

/// What the threads send to the loop.
enum Event {
    Message(Message),
    /// Input from the terminal; its thread pauses until it is resumed.
    Input(Vec<Given>),
    Signal(i32),
    InputEnded,
}

/// Input from the terminal.
enum Given {
    /// A key or another event whose meaning does not depend on what is drawn.
    Message(Message),
    /// A mouse event; what it points at follows from the last frame.
    Mouse(MouseEvent),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The person at the keyboard quit.
    Quit,
    Signal(i32),
}

/// Runs the reader until it is quit. The terminal is as it was when this returns.
///
/// # Errors
///
/// When the terminal cannot be used.
pub(crate) fn run(setup: Setup) -> io::Result<Ended> {
    screen::give_back_on_panic();
    let (sender, receiver) = mpsc::channel();
    // Files are read while the terminal is made ready.
    let reading = Reading::new(setup.roots, setup.sample, setup.state, sender.clone());
    reading.first_walk(setup.missing)?;
    signals::listen(sender.clone())?;
    let mut screen = TerminalScreen::enter(setup.appearance.mouse)?;
    let (columns, rows) = screen.size()?;
    let (input, read_input) = InputReader::new(sender.clone());
    let mut runtime = Runtime {
        app: match setup.preview {
            true => App::preview(setup.appearance, columns, rows),
            false => App::new(setup.appearance, columns, rows),
        },
        drawn: Drawn::default(),
        timers: Timers::default(),
        ended: None,
        sender,
        receiver,
        input,
        input_is_paused: true,
        reading,
        after_frame: Vec::new(),
        is_stale: true,
    };
    let effects = runtime.app.begin();
    effects.into_iter().for_each(|effect| runtime.perform(effect, &mut screen));
    runtime.take_until(
        Instant::now() + FIRST_REVIEWS_WAIT,
        &mut screen,
        Shared::is_waiting_for_reviews,
    );
    runtime.take_until(Instant::now() + PAGE_WAIT, &mut screen, |app| {
        app.reader.awaited.is_some() || app.is_resuming()
    });
    let drawn = runtime.draw(&mut screen);
    let started = runtime.reading.first_frame_is_drawn();
    let started = drawn.and(started).and_then(|()| threads::spawn("input", read_input));
    let ended = started.and_then(|()| runtime.run(&mut screen));
    runtime.end(&mut screen);
    // Threads may still be walking or reading; the process ends without them.
    drop(screen);
    ended
}

struct Runtime {
    app: App,
    drawn: Drawn,
    timers: Timers,
    ended: Option<Ended>,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    input: InputReader,
    /// Whether the input thread is paused.
    input_is_paused: bool,
    reading: Reading,
    /// Jobs that are started after the next frame, since it does not depend on them.
    after_frame: Vec<Job>,
    /// Whether something has happened since the last frame that may be seen in the next.
    is_stale: bool,
}

impl Runtime {
    fn run(&mut self, screen: &mut TerminalScreen) -> io::Result<Ended> {
        loop {
            if let Some(ended) = self.ended {
                return Ok(ended);
            }
            if std::mem::take(&mut self.input_is_paused) {
                self.input.resume();
            }
            let Some(first) = self.next() else { return Ok(Ended::Quit) };
            self.take(first, screen);
            // A steady stream of events must not keep frames from being drawn.
            let batch_end = Instant::now() + BATCH_TIME;
            while self.ended.is_none()
                && Instant::now() < batch_end
                && let Some(event) = self.pending()
            {
                self.take(event, screen);
            }
            self.take_until(Instant::now() + PAGE_WAIT, screen, |app| {
                app.reader.awaited.is_some() || app.is_remembering()
            });
            if self.ended.is_none() && self.is_stale {
                self.draw(screen)?;
            }
        }
    }

    /// Waits a little for what is to be remembered.
    fn end(&mut self, screen: &mut TerminalScreen) {
        let effects = self.app.end();
        effects.into_iter().for_each(|effect| self.perform(effect, screen));
        let mut end = Instant::now() + LAST_WRITE_WAIT;
        while self.app.shared.is_remembering() {
            match self.receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Event::Message(message @ Message::Answered(_))) => {
                    self.app.update(message);
                    end = Instant::now() + LAST_WRITE_WAIT;
                }
                Ok(_) => {}
                Err(_) => return,
            }
        }
    }

    /// An event that is there already: a due timer, else the first in the channel.
    fn pending(&mut self) -> Option<Event> {
        let due = self.timers.take_due().map(Event::Message);
        due.or_else(|| self.receiver.try_recv().ok())
    }

    /// Waits for the next event or the next due timer; none when no sender is left.
    fn next(&mut self) -> Option<Event> {
        let Some(due) = self.timers.next_due() else { return self.receiver.recv().ok() };
        match self.receiver.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(mpsc::RecvTimeoutError::Timeout) => self.timers.take_first().map(Event::Message),
            Err(mpsc::RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Handles events while `waits` holds, until `end` at the latest.
    fn take_until(
        &mut self,
        end: Instant,
        screen: &mut TerminalScreen,
        waits: impl Fn(&Shared) -> bool,
    ) {
        while self.ended.is_none() && waits(&self.app.shared) {
            let Ok(event) =
                self.receiver.recv_timeout(end.saturating_duration_since(Instant::now()))
            else {
                return;
            };
            self.take(event, screen);
        }
    }

    fn take(&mut self, event: Event, screen: &mut TerminalScreen) {
        match event {
            Event::Message(message) => self.deliver(message, screen),
            Event::Input(given) => {
                self.input_is_paused = true;
                for given in given {
                    let message = match given {
                        Given::Message(message) => Some(message),
                        Given::Mouse(mouse) => self.mouse(mouse),
                    };
                    if let Some(message) = message.filter(|_| self.ended.is_none()) {
                        self.deliver(message, screen);
                    }
                }
            }
            Event::Signal(signal) => {
                if let Some(message) = self.signal(signal, screen) {
                    self.deliver(message, screen);
                }
            }
            Event::InputEnded => self.ended = Some(Ended::Quit),
        }
    }

    /// Delivers a message to the application and performs the effects it asks for.
    fn deliver(&mut self, message: Message, screen: &mut TerminalScreen) {
        self.is_stale |= self.app.is_news(&message);
        for effect in self.app.update(message) {
            self.perform(effect, screen);
        }
    }

    /// What the mouse means, by what was last drawn.
    fn mouse(&self, mouse: MouseEvent) -> Option<Message> {
        let target = self.drawn.target_at(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => target.map(Message::Clicked),
            MouseEventKind::ScrollDown => {
                Some(Message::Scrolled(target.unwrap_or(Target::Text), 1))
            }
            MouseEventKind::ScrollUp => Some(Message::Scrolled(target.unwrap_or(Target::Text), -1)),
            _ => None,
        }
    }

    fn signal(&mut self, signal: i32, screen: &mut TerminalScreen) -> Option<Message> {
        match signal {
            signal_hook::consts::SIGTSTP => {
                self.suspend(screen);
                None
            }
            signal_hook::consts::SIGWINCH => {
                let (columns, rows) = screen.size().ok()?;
                Some(Message::Resized { columns, rows })
            }
            signal_hook::consts::SIGCONT => {
                self.take_back(screen);
                None
            }
            _ if signals::ends(signal) => {
                self.ended = Some(Ended::Signal(signal));
                None
            }
            // Only an editor is waited for.
            _ => None,
        }
    }

    fn perform(&mut self, effect: Effect, screen: &mut TerminalScreen) {
        match effect {
            Effect::Walk => self.reading.walk(),
            Effect::WalkFolder(path) => self.reading.walk_folder(&path),
            Effect::Run(job) if job.priority() == Priority::Ahead => self.after_frame.push(job),
            Effect::Run(job) => self.reading.workers.add(job),
            Effect::Wait { path } => {
                // Each further save starts the wait again.
                self.timers.restart(FAULT_DELAY, Message::Waited { path });
            }
            Effect::Tint { ticket } => {
                self.timers.restart(TINT_TIME, Message::TintOver { ticket });
            }
            Effect::PassNotice { ticket } => {
                self.timers.restart(NOTICE_TIME, Message::NoticePassed { ticket });
            }
            Effect::OpenAddress(address) => self.open(address),
            Effect::Copy(text) => self.attempt(|| screen.copy(&text)),
            Effect::Edit { path, line, text } => self.edit(screen, &path, line, &text),
            Effect::UseMouse(on) => self.attempt(|| screen.use_mouse(on)),
            Effect::Redraw => self.attempt(|| screen.redraw_all()),
            Effect::Suspend => self.suspend(screen),
            Effect::Quit => self.ended = Some(Ended::Quit),
        }
    }

    /// Gives the terminal back, stops, and takes it again when the shell lets the program go on.
    fn suspend(&mut self, screen: &mut TerminalScreen) {
        if rustix::process::getsid(None).ok() == Some(rustix::process::getpid()) {
            let words = "there is no shell to go back to".to_owned();
            return self.deliver(Message::Failed(words), screen);
        }
        screen.give_to(Holder::Shell);
        self.attempt(signals::stop_the_job);
        self.take_back(screen);
    }

    /// Takes the terminal again after the shell or another program had it.
    fn take_back(&mut self, screen: &mut TerminalScreen) {
        // In the background the terminal is another job's. A shell that ends a stopped job lets it
        // go on there, with a signal that may come a little later.
        while tty::is_in_background() {
            std::thread::sleep(ENDING_SIGNAL_WAIT);
            if signals::is_ending() {
                return;
            }
            self.attempt(signals::stop_the_job);
        }
        let mouse = self.app.shared.appearance.mouse;
        self.attempt(|| screen.resume(mouse));
        self.is_stale = true;
        if let Ok((columns, rows)) = screen.size() {
            self.deliver(Message::Resized { columns, rows }, screen);
        }
    }

    /// Gives the terminal to the author's editor until it is closed.
    fn edit(&mut self, screen: &mut TerminalScreen, path: &Path, line: u32, text: &str) {
        let line = store::line_of(path, line, text);
        let mut command = match editor::command(|name| std::env::var_os(name), path, line) {
            Ok(command) => command,
            Err(words) => {
                return self.deliver(Message::Failed(words), screen);
            }
        };
        screen.give_to(Holder::Editor);
        let edited = signals::while_editing(|| editing::run(&mut command, &self.receiver));
        let program = command.get_program().to_string_lossy().into_owned();
        let (failure, later) = match edited {
            // The terminal is given back as at any other end.
            Ok(Edited::Interrupted(ended)) => {
                self.ended = Some(ended);
                return;
            }
            Ok(Edited::Closed(status, later)) if status.success() => (None, later),
            Ok(Edited::Closed(status, later)) => {
                (Some(format!("`{program}` ended with {status}")), later)
            }
            Err(error) => {
                (Some(format!("expected to run `{program}`, found: {error}")), Vec::new())
            }
        };
        self.take_back(screen);
        if let Some(words) = failure {
            self.deliver(Message::Failed(words), screen);
        }
        for event in later {
            self.take(event, screen);
        }
    }

    /// Hands an address to the system, as one argument and without a shell.
    fn open(&mut self, address: Address) {
        let sender = self.sender.clone();
        // Starting the system's program may block.
        let opening = threads::spawn("open", move || {
            if open::that_detached(address.as_str()).is_err() {
                let words = "expected a program that opens addresses, found none that works";
                let words = words.to_owned();
                let _ = sender.send(Event::Message(Message::Failed(words)));
            }
        });
        self.attempt(|| opening);
    }

    /// Does `act`, and shows the error in the last row if it fails.
    fn attempt(&mut self, act: impl FnOnce() -> io::Result<()>) {
        if let Err(error) = act() {
            self.fail(error.to_string());
        }
    }

    fn fail(&mut self, words: String) {
        self.app.update(Message::Failed(words));
        self.is_stale = true;
    }

    fn draw(&mut self, screen: &mut TerminalScreen) -> io::Result<()> {
        let app = &self.app;
        let mut drawn = Drawn::default();
        screen.draw(app.shared.size, |buffer| {
            threads::panic_if_asked("loop");
            drawn = view::view(app, buffer.area, buffer);
            view::hyperlinks(app, &drawn, buffer);
            drawn.cursor
        })?;
        self.drawn = drawn;
        self.is_stale = false;
        for job in self.after_frame.drain(..) {
            self.reading.workers.add(job);
        }
        Ok(())
    }
}
