//! Reading folders: the walk, and the folders that appear later.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Event;
use super::watching::Watching;
use super::workers::Workers;
use crate::jobs::{Context, Lane};
use crate::model::Entry;
use crate::store::{self, Found, Loaded, Missing, Root, RootKind, StateLog, TextCache};
use crate::text::{Audience, Diagnostic};
use crate::threads;
use crate::tui::message::Message;

/// The least time between two batches of reviews that were found.
const BATCH_INTERVAL: Duration = Duration::from_millis(25);
/// Reviews in the first batch, which fill a screen of 24 rows. Those that a larger one has room for
/// take half as long again to read, and come 25 ms later.
const FIRST_BATCH_REVIEWS: usize = 20;
/// The longest that a walk waits for the first frame, which would take longer while files are read on
/// every core.
const FIRST_FRAME_WAIT: Duration = Duration::from_millis(20);

pub(super) struct Reading {
    pub(super) workers: Workers,
    folders: Sender<Root>,
    roots: Arc<[Root]>,
    sample: Option<Loaded>,
    events: Sender<Event>,
    watching: Arc<Watching>,
    first_frame: Arc<FirstFrame>,
    /// What the thread for new folders is to do, until it is started.
    read_folders: Option<Box<dyn FnOnce() + Send>>,
}

/// Whether the first frame is drawn.
#[derive(Default)]
struct FirstFrame {
    is_drawn: Mutex<bool>,
    drawn: Condvar,
}

impl FirstFrame {
    fn set_drawn(&self) {
        *self.is_drawn.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.drawn.notify_all();
    }

    fn wait(&self) {
        let is_drawn = self.is_drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.drawn.wait_timeout_while(is_drawn, FIRST_FRAME_WAIT, |drawn| !*drawn);
        drop(waited);
    }
}

impl Reading {
    /// Nothing is read before the first walk.
    pub(super) fn new(
        roots: Vec<Root>,
        sample: Option<Loaded>,
        state: Option<StateLog>,
        events: Sender<Event>,
    ) -> Self {
        let roots: Arc<[Root]> = roots.into();
        let context = Context::new(Arc::clone(&roots), sample.clone()).with_state(state);
        let context = context.with_text_cache(TextCache::of_this_account());
        let workers = Workers::new(context, &events);
        let watching = Watching::start(&events, workers.clone());
        let (folders, new) = mpsc::channel();
        let first_frame = Arc::default();
        let walk = WalkReporter::new(&events, &watching, &first_frame);
        let read_folders: Box<dyn FnOnce() + Send> = Box::new(move || walk.through_folders(&new));
        let read_folders = Some(read_folders);
        Self { workers, folders, roots, sample, events, watching, first_frame, read_folders }
    }

    /// Walks for the first time; `missing` is what was given and leads nowhere. Only the threads that
    /// the first frame waits for are started: they share the processor's cores with all others.
    pub(super) fn first_walk(&self, missing: Vec<Missing>) -> io::Result<()> {
        // Once: each time the file is read again, and an author's file begins another walk then.
        for root in self.roots.iter().filter(|root| root.kind == RootKind::File) {
            self.watching.add_named(root);
        }
        let words = |Missing { path, reason }| format!("{}: {reason}", path.display());
        self.walk_with(missing.into_iter().map(words).collect());
        self.workers.start(Lane::Page)
    }

    /// Lets the first walk go on, and starts the other threads.
    pub(super) fn first_frame_is_drawn(&mut self) -> io::Result<()> {
        self.first_frame.set_drawn();
        self.workers.start(Lane::Scan)?;
        self.workers.start(Lane::State)?;
        self.read_folders.take().map_or(Ok(()), |read| threads::spawn("folders", read))
    }

    pub(super) fn walk(&self) {
        self.walk_with(Vec::new());
    }

    fn walk_with(&self, problems: Vec<String>) {
        if let Some(sample) = &self.sample {
            let _ = self.events.send(Event::Message(Message::Found(sample.entries().collect())));
            let _ = self.events.send(Event::Message(Message::WalkEnded { skipped: 0 }));
            return;
        }
        self.walk_through(self.roots.to_vec(), problems);
    }

    /// Reads a new folder below one of the roots.
    pub(super) fn walk_folder(&self, path: &Path) {
        let above = self
            .roots
            .iter()
            .find(|root| root.kind == RootKind::Folder && path.starts_with(&root.path));
        if let Some(above) = above {
            let _ = self.folders.send(above.part(path));
        }
    }

    fn walk_through(&self, roots: Vec<Root>, problems: Vec<String>) {
        let mut walk = WalkReporter::new(&self.events, &self.watching, &self.first_frame);
        walk.problems = Mutex::new(problems);
        let walking = threads::spawn("walk", move || {
            let stop = AtomicBool::new(false);
            let problems = store::walk(&roots, &stop, &|found| walk.take(found));
            walk.report();
            let skipped = walk.skipped.load(Ordering::Relaxed);
            let _ = walk.events.send(Event::Message(Message::WalkEnded { skipped }));
            walk.report_problems(problems);
        });
        if let Err(error) = walking {
            let words = format!("expected a thread to read the folder, found: {error}");
            let _ = self.events.send(Event::Message(Message::Failed(words)));
        }
    }
}

/// Reports what a walk finds, in batches.
struct WalkReporter {
    events: Sender<Event>,
    watching: Arc<Watching>,
    found: Mutex<(Vec<Entry>, Instant)>,
    sent_first: AtomicBool,
    first_frame: Arc<FirstFrame>,
    skipped: AtomicUsize,
    /// What could not be read and why, in words.
    problems: Mutex<Vec<String>>,
}

impl WalkReporter {
    fn new(
        events: &Sender<Event>,
        watching: &Arc<Watching>,
        first_frame: &Arc<FirstFrame>,
    ) -> Self {
        Self {
            events: events.clone(),
            watching: Arc::clone(watching),
            found: Mutex::new((Vec::new(), Instant::now())),
            sent_first: AtomicBool::new(false),
            first_frame: Arc::clone(first_frame),
            skipped: AtomicUsize::new(0),
            problems: Mutex::default(),
        }
    }

    /// Reads new folders one after the other; those that are pending are reported together.
    fn through_folders(self, folders: &Receiver<Root>) {
        while let Ok(folder) = folders.recv() {
            let stop = AtomicBool::new(false);
            let mut problems = Vec::new();
            for folder in std::iter::once(folder).chain(folders.try_iter()) {
                problems.extend(store::walk(&[folder], &stop, &|found| self.take(found)));
            }
            self.report();
            let _ = self.events.send(Event::Message(Message::FolderRead));
            self.report_problems(problems);
        }
    }

    fn take(&self, found: Found) {
        match found {
            Found::Folder(path) => {
                self.watching.add(&path);
                self.report_if_due();
            }
            Found::Skipped { .. } => {
                self.skipped.fetch_add(1, Ordering::Relaxed);
                self.report_if_due();
            }
            Found::Unreadable { path, diagnostic } => {
                let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
                let words = diagnostic.one_line(Audience::READER);
                problems.push(format!("{}: {words}", path.display()));
            }
            Found::Review(loaded) => {
                let mut waiting = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.0.extend(loaded.entries());
                let first = waiting.0.len() >= FIRST_BATCH_REVIEWS
                    && !self.sent_first.swap(true, Ordering::Relaxed);
                if first || waiting.1.elapsed() >= BATCH_INTERVAL {
                    self.send(&mut waiting);
                }
                if first {
                    // Whoever reads another review waits for the lock.
                    self.first_frame.wait();
                }
            }
        }
    }

    /// Sends a pending batch after [`BATCH_INTERVAL`], even when no further review is found.
    fn report_if_due(&self) {
        let mut waiting = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.1.elapsed() >= BATCH_INTERVAL {
            self.send(&mut waiting);
        }
    }

    /// Reports in one message what could not be read, and then what is wrong in `author.toml` files.
    fn report_problems(&self, of_authors: Vec<(PathBuf, Diagnostic)>) {
        let mut problems =
            std::mem::take(&mut *self.problems.lock().unwrap_or_else(PoisonError::into_inner));
        problems.sort();
        problems.extend(of_authors.into_iter().map(|(path, problem)| {
            let words = problem.one_line(Audience::READER);
            format!("{}, line {}: {words}", path.display(), problem.line)
        }));
        let Some(first) = problems.first() else { return };
        // The count comes first, since the end may be cut off.
        let words = match problems.len() {
            1 => first.clone(),
            count => format!("{count} problems, the first: {first}"),
        };
        let _ = self.events.send(Event::Message(Message::Failed(words)));
    }

    fn report(&self) {
        self.send(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn send(&self, waiting: &mut (Vec<Entry>, Instant)) {
        let batch = std::mem::take(&mut waiting.0);
        waiting.1 = Instant::now();
        if !batch.is_empty() {
            let _ = self.events.send(Event::Message(Message::Found(batch)));
        }
    }
}
