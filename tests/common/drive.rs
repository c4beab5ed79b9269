//! The reader without its runtime: what the application asks for is done at once, on this thread.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

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

/// Jobs with their answers, which several readers of one unchanging folder share.
pub(crate) type Answers = Rc<RefCell<Vec<(Job, Option<Message>)>>>;

/// The reader on one folder.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) root: Root,
    context: Context,
    /// What was asked for and not done: what goes to the terminal, to other programs, or later.
    pub(crate) asked: Vec<Effect>,
    size: (u16, u16),
    /// Answers that are given again, where no file changes meanwhile.
    pub(crate) answers: Option<Answers>,
    /// Where the files stand that were made for it.
    _made: Option<TempDir>,
}

impl Desk {
    /// The reader on `folder`, before anything is read.
    pub(crate) fn new(folder: &Path, appearance: Appearance, (columns, rows): (u16, u16)) -> Self {
        let root = Root::new(folder).expect("the folder is there");
        Self::with(App::new(appearance, columns, rows), root, (columns, rows))
    }

    fn with(app: App, root: Root, size: (u16, u16)) -> Self {
        let context = Context::new(Arc::new([root.clone()]), None);
        Self { app, root, context, asked: Vec::new(), size, answers: None, _made: None }
    }

    /// The same, once its walk has ended.
    pub(crate) fn open(folder: &Path, appearance: Appearance, size: (u16, u16)) -> Self {
        let mut desk = Self::new(folder, appearance, size);
        desk.perform(Effect::Walk);
        desk
    }

    /// The same for files that are made for it.
    pub(crate) fn of(files: &[(&str, &str)], appearance: Appearance, size: (u16, u16)) -> Self {
        let made = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            fs::write(made.path().join(name), text).expect("a file is written");
        }
        let desk = Self::open(made.path(), appearance, size);
        Self { _made: Some(made), ..desk }
    }

    /// A draft that is made for it, with the author's desk beside.
    pub(crate) fn preview(
        name: &str,
        text: &str,
        appearance: Appearance,
        (columns, rows): (u16, u16),
    ) -> Self {
        let made = tempfile::tempdir().expect("a temporary folder");
        let path = made.path().join(name);
        fs::write(&path, text).expect("a file is written");
        let app = App::preview(appearance, columns, rows);
        let root = Root::new(&path).expect("the file is there");
        let mut desk = Self { _made: Some(made), ..Self::with(app, root, (columns, rows)) };
        desk.perform(Effect::Walk);
        desk
    }

    /// Presses keys, written as the help writes them and parted by blanks. What is no key's name
    /// is typed.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            match named(word) {
                Some(key) => self.tell(Message::Key(key)),
                None => word.chars().for_each(|c| self.tell(Message::Key(Key::Char(c)))),
            }
        }
        self
    }

    /// Tells the application what has happened and does what it asks for.
    pub(crate) fn tell(&mut self, message: Message) {
        if let Message::Resized { columns, rows } = message {
            self.size = (columns, rows);
        }
        // No frame is drawn for what is no news, so the screen must be as it was.
        let before = (!self.app.is_news(&message)).then(|| self.rows());
        let effects = self.app.update(message);
        if let Some(before) = before {
            assert_eq!(self.rows(), before, "taken for no news");
        }
        for effect in effects {
            self.perform(effect);
        }
    }

    /// Draws the screen.
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

    /// What the folder holds, in the order of the files' names.
    pub(crate) fn found(&self) -> (Vec<Entry>, usize) {
        let found = Mutex::new((Vec::new(), 0));
        store::walk(std::slice::from_ref(&self.root), &AtomicBool::new(false), &|next| {
            let mut found = found.lock().expect("no thread panics");
            match next {
                Found::Review(loaded) => found.0.extend(loaded.entries()),
                Found::Skipped { .. } => found.1 += 1,
                Found::Folder(_) => {}
            }
        });
        let (mut entries, skipped) = found.into_inner().expect("no thread panics");
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        (entries, skipped)
    }

    /// Does what the watch does for a file that has changed.
    pub(crate) fn changed(&mut self, path: PathBuf) {
        self.perform(Effect::Run(Job::Reread { path, waited: false }));
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Walk => {
                let (entries, skipped) = self.found();
                self.tell(Message::Found(entries));
                self.tell(Message::WalkEnded { skipped });
            }
            Effect::Run(job) => {
                if let Some(answer) = self.answer(job) {
                    self.tell(answer);
                }
            }
            other => self.asked.push(other),
        }
    }

    /// What a worker answers.
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
