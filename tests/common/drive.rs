//! Drives the application without its event loop: every effect it asks for runs at once, on the
//! thread of the test.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rushes::jobs::{self, Cancellation, Context, Job};
use rushes::model::Entry;
use rushes::store::{self, Found, Root};
use rushes::tui::app::{App, Appearance};
use rushes::tui::key::Key;
use rushes::tui::message::{Effect, Message};
use rushes::tui::view::{self, Drawn};
use tempfile::TempDir;

/// When a draft was saved: the middle of a day, which is the same day nearly everywhere.
const SAVED_SECONDS: u64 = 1_700_049_600;

/// Jobs with their answers, shared by several drivers of a folder that does not change.
pub(crate) type Answers = Rc<RefCell<Vec<(Job, Option<Message>)>>>;

/// The application on one folder, driven by a test.
pub(crate) struct Driver {
    pub(crate) app: App,
    pub(crate) root: Root,
    /// The first of them is `root`.
    roots: Vec<Root>,
    context: Context,
    /// Effects that the driver does not run: those on the terminal, other programs and timers.
    pub(crate) asked: Vec<Effect>,
    /// The number of the last notice that is to go by itself.
    pub(crate) passing_notice: Option<u64>,
    size: (u16, u16),
    /// Cached answers; only for tests in which no file changes.
    pub(crate) answers: Option<Answers>,
    /// Holds the temporary folder until the driver is dropped.
    _made: Option<TempDir>,
}

impl Driver {
    /// The application on `folder`, before any file is read.
    pub(crate) fn new(folder: &Path, appearance: Appearance, (columns, rows): (u16, u16)) -> Self {
        Self::of_several(&[folder], appearance, (columns, rows))
    }

    /// The same on several folders, each of which is a voice.
    pub(crate) fn of_several(
        folders: &[&Path],
        appearance: Appearance,
        (columns, rows): (u16, u16),
    ) -> Self {
        let roots = folders.iter().map(|folder| Root::new(folder).expect("the folder is there"));
        let roots: Vec<Root> = roots.collect();
        let appearance = Appearance { voices: store::voice_folders(&roots), ..appearance };
        Self::with(App::new(appearance, columns, rows), roots, (columns, rows))
    }

    fn with(app: App, roots: Vec<Root>, size: (u16, u16)) -> Self {
        let context = Context::new(roots.clone().into(), None);
        Self {
            app,
            root: roots[0].clone(),
            roots,
            context,
            asked: Vec::new(),
            passing_notice: None,
            size,
            answers: None,
            _made: None,
        }
    }

    /// The application on `folder`, after its walk has ended.
    pub(crate) fn open(folder: &Path, appearance: Appearance, size: (u16, u16)) -> Self {
        Self::new(folder, appearance, size).walked()
    }

    /// The same application after its walk has ended.
    pub(crate) fn walked(mut self) -> Self {
        self.perform(Effect::Walk);
        self
    }

    /// The application on a temporary folder with these files, after its walk has ended.
    pub(crate) fn of(files: &[(&str, &str)], appearance: Appearance, size: (u16, u16)) -> Self {
        let made = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            fs::write(made.path().join(name), text).expect("a file is written");
        }
        let driver = Self::open(made.path(), appearance, size);
        Self { _made: Some(made), ..driver }
    }

    /// The preview of a temporary draft, with the author's desk beside it.
    pub(crate) fn preview(
        name: &str,
        text: &str,
        appearance: Appearance,
        size: (u16, u16),
    ) -> Self {
        Self::preview_beside(&[], (name, text), appearance, size)
    }

    /// The same in a folder with other files. The draft was saved on a day in the past, which the
    /// screen names whenever the test runs.
    pub(crate) fn preview_beside(
        others: &[(&str, &str)],
        (name, text): (&str, &str),
        appearance: Appearance,
        (columns, rows): (u16, u16),
    ) -> Self {
        let made = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in others {
            fs::write(made.path().join(name), text).expect("a file is written");
        }
        let path = made.path().join(name);
        fs::write(&path, text).expect("a file is written");
        let saved = SystemTime::UNIX_EPOCH + Duration::from_secs(SAVED_SECONDS);
        let file = fs::File::options().write(true).open(&path).expect("a draft");
        file.set_modified(saved).expect("a time of change");
        let app = App::preview(appearance, columns, rows);
        let root = Root::new(&path).expect("the file is there");
        let mut driver = Self { _made: Some(made), ..Self::with(app, vec![root], (columns, rows)) };
        driver.perform(Effect::Walk);
        driver
    }

    /// Presses keys, separated by blanks and named as in the help. A word that names no key is
    /// typed character by character.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            match named(word) {
                Some(key) => self.send(Message::Key(key)),
                None => word.chars().for_each(|c| self.send(Message::Key(Key::Char(c)))),
            }
        }
        self
    }

    /// Passes a message to the application and runs the effects it asks for.
    pub(crate) fn send(&mut self, message: Message) {
        if let Message::Resized { columns, rows } = message {
            self.size = (columns, rows);
        }
        // The event loop draws no frame when nothing has changed, so the screen must be the same.
        let before = (!self.app.is_news(&message)).then(|| self.rows());
        let effects = self.app.update(message);
        if let Some(before) = before {
            assert_eq!(self.rows(), before, "taken for no news");
        }
        for effect in effects {
            self.perform(effect);
        }
    }

    pub(crate) fn draw(&self) -> (Buffer, Drawn) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let drawn = view::view(&self.app, area, &mut buffer);
        (buffer, drawn)
    }

    /// The rows of the screen as text.
    pub(crate) fn rows(&self) -> Vec<String> {
        rows(&self.draw().0)
    }

    /// The entries of the folder, sorted by file name.
    pub(crate) fn found(&self) -> (Vec<Entry>, usize) {
        let found = Mutex::new((Vec::new(), 0));
        store::walk(&self.roots, &AtomicBool::new(false), &|next| {
            let mut found = found.lock().expect("no thread panics");
            match next {
                Found::Review(loaded) => found.0.extend(loaded.entries()),
                Found::Skipped { .. } => found.1 += 1,
                Found::Folder(_) | Found::Unreadable { .. } => {}
            }
        });
        let (mut entries, skipped) = found.into_inner().expect("no thread panics");
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        (entries, skipped)
    }

    /// Does what the watcher does for a file that has changed.
    pub(crate) fn changed(&mut self, path: PathBuf) {
        self.perform(Effect::Run(Job::Reread { path, waited: false }));
    }

    pub(crate) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Walk => {
                let (entries, skipped) = self.found();
                self.send(Message::Found(entries));
                self.send(Message::WalkEnded { skipped });
            }
            Effect::Run(job) => {
                if let Some(answer) = self.answer(job) {
                    self.send(answer);
                }
            }
            Effect::PassNotice { ticket } => self.passing_notice = Some(ticket),
            other => self.asked.push(other),
        }
    }

    /// The answer of a worker to `job`.
    pub(crate) fn answer(&self, job: Job) -> Option<Message> {
        let run = |job| jobs::run(&self.context, job, &Cancellation::default());
        let Some(answers) = &self.answers else { return run(job).map(Message::Answered) };
        let known = answers.borrow().iter().find(|(known, _)| *known == job).cloned();
        known.map_or_else(
            || {
                let answer = run(job.clone()).map(Message::Answered);
                answers.borrow_mut().push((job, answer.clone()));
                answer
            },
            |(_, answer)| answer,
        )
    }
}

/// The reviews that come with the program.
pub(crate) fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reviews")
}

/// The rows of a buffer as text.
fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y| {
        let mut text = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol).max(1))
                .expect("a cell");
        }
        text.truncate(text.trim_end().len());
        text
    };
    (area.top()..area.bottom()).map(row).collect()
}

fn named(word: &str) -> Option<Key> {
    let every = rushes::tui::action::TABLE.iter().flat_map(|binding| binding.keys).copied();
    let more = [Key::Backspace, Key::Delete, Key::Ctrl('p'), Key::Ctrl('n'), Key::Ctrl('w')];
    every.chain(more).find(|key| key.to_string() == word)
}
