//! Reading files: one thread walks the folders, another reads what is asked for.

use std::cell::OnceCell;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;
use super::watching::Watching;
use crate::check;
use crate::model::usual::Usual;
use crate::model::{Entry, Review};
use crate::page::{self, Options};
use crate::store::{self, AuthorDefaultsCache, Found, Kind, Loaded, Reloaded, Root};
use crate::text::Diagnostic;
use crate::tui::message::{self, Effect, Message, Reread};

/// Reviews that are found are told in batches, at most so often.
const BATCH: Duration = Duration::from_millis(25);
/// The first batch is told as soon as it fills a usual screen.
const FIRST_BATCH: usize = 40;
/// How long a walk lets the first frame pass before it goes on.
const COURTESY: Duration = Duration::from_millis(20);

/// Opened once, when the first frame is drawn. With two cores, a walk that goes on at once would
/// be drawn before the frame that shows where it began.
#[derive(Debug, Default)]
struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.opened.notify_all();
    }

    fn wait(&self) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // Late or in time, the walk goes on.
        let _ = self.opened.wait_timeout_while(open, COURTESY, |open| !*open);
    }
}

/// The threads that read.
pub(super) struct Reading {
    jobs: Sender<Effect>,
    folders: Sender<Root>,
    roots: Arc<Vec<Root>>,
    sample: Option<Loaded>,
    events: Sender<Event>,
    watching: Arc<Watching>,
    gate: Arc<Gate>,
}

impl Reading {
    pub(super) fn start(
        roots: Vec<Root>,
        sample: Option<Loaded>,
        events: Sender<Event>,
    ) -> io::Result<Self> {
        let roots = Arc::new(roots);
        let (jobs, received) = mpsc::channel();
        let watching = Watching::start(&events, jobs.clone());
        let worker = Worker {
            roots: Arc::clone(&roots),
            sample: sample.clone(),
            events: events.clone(),
            usual: OnceCell::new(),
        };
        thread::Builder::new().name("worker".to_owned()).spawn(move || worker.run(&received))?;
        let gate = Arc::default();
        let (folders, new) = mpsc::channel();
        let walk = Walk::new(&events, &watching, &gate);
        thread::Builder::new()
            .name("folders".to_owned())
            .spawn(move || walk.through_folders(&new))?;
        Ok(Self { jobs, folders, roots, sample, events, watching, gate })
    }

    /// Lets the walk go on, once there is something on the screen.
    pub(super) fn go_on(&self) {
        self.gate.open();
    }

    /// Has the worker do something.
    pub(super) fn work(&self, effect: Effect) {
        let _ = self.jobs.send(effect);
    }

    /// Walks through everything.
    pub(super) fn walk(&self) {
        if let Some(sample) = &self.sample {
            let _ = self.events.send(Event::Message(Message::Found(vec![sample.entry()])));
            let _ = self.events.send(Event::Message(Message::WalkEnded { skipped: 0 }));
            return;
        }
        for root in self.roots.iter().filter(|root| root.kind == Kind::File) {
            self.watching.add_named(root);
        }
        self.walk_through(self.roots.to_vec());
    }

    /// Walks through a folder that is new.
    pub(super) fn walk_folder(&self, path: &Path) {
        let above = self
            .roots
            .iter()
            .find(|root| root.kind == Kind::Folder && path.starts_with(&root.path));
        if let Some(Ok(folder)) = above.map(|above| above.part(path)) {
            let _ = self.folders.send(folder);
        }
    }

    fn walk_through(&self, roots: Vec<Root>) {
        let walk = Walk::new(&self.events, &self.watching, &self.gate);
        let walking = thread::Builder::new().name("walk".to_owned()).spawn(move || {
            let stop = AtomicBool::new(false);
            let problems = store::walk(&roots, &stop, &|found| walk.take(found));
            walk.tell();
            let skipped = walk.skipped.load(Ordering::Relaxed);
            let _ = walk.events.send(Event::Message(Message::WalkEnded { skipped }));
            if let Some((path, problem)) = problems.first() {
                let (path, line) = (path.display(), problem.line);
                let words = format!("{path}, line {line}: {}", problem.message);
                let _ = walk.events.send(Event::Message(Message::Failed(words)));
            }
        });
        if let Err(error) = walking {
            let words = format!("expected a thread to read the folder, found: {error}");
            let _ = self.events.send(Event::Message(Message::Failed(words)));
        }
    }
}

/// One walk, and what it has not told yet.
struct Walk {
    events: Sender<Event>,
    watching: Arc<Watching>,
    gate: Arc<Gate>,
    found: Mutex<(Vec<Entry>, Instant)>,
    told: AtomicBool,
    skipped: AtomicUsize,
}

impl Walk {
    fn new(events: &Sender<Event>, watching: &Arc<Watching>, gate: &Arc<Gate>) -> Self {
        Self {
            events: events.clone(),
            watching: Arc::clone(watching),
            gate: Arc::clone(gate),
            found: Mutex::new((Vec::new(), Instant::now())),
            told: AtomicBool::new(false),
            skipped: AtomicUsize::new(0),
        }
    }

    /// Goes through new folders one after the other, however many come at once.
    fn through_folders(self, folders: &Receiver<Root>) {
        while let Ok(folder) = folders.recv() {
            let stop = AtomicBool::new(false);
            for folder in std::iter::once(folder).chain(folders.try_iter()) {
                store::walk(&[folder], &stop, &|found| self.take(found));
            }
            self.tell();
            let _ = self.events.send(Event::Message(Message::FolderRead));
        }
    }

    fn take(&self, found: Found) {
        match found {
            Found::Folder(path) => {
                self.watching.add(&path);
                self.tell_in_time();
            }
            Found::Skipped { .. } => {
                self.skipped.fetch_add(1, Ordering::Relaxed);
                self.tell_in_time();
            }
            Found::Review(loaded) => {
                let mut waiting = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.0.push(loaded.entry());
                let first =
                    waiting.0.len() >= FIRST_BATCH && !self.told.swap(true, Ordering::Relaxed);
                if first || waiting.1.elapsed() >= BATCH {
                    self.send(&mut waiting);
                }
                if first {
                    self.gate.wait();
                }
            }
        }
    }

    /// Tells what was found before it gets old, also where nothing more is found.
    fn tell_in_time(&self) {
        let mut waiting = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.1.elapsed() >= BATCH {
            self.send(&mut waiting);
        }
    }

    fn tell(&self) {
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

/// Reads single files and lays them out.
struct Worker {
    roots: Arc<Vec<Root>>,
    sample: Option<Loaded>,
    events: Sender<Event>,
    /// What the author of a draft usually writes, once it was asked for.
    usual: OnceCell<Option<Usual>>,
}

impl Worker {
    fn run(&self, jobs: &Receiver<Effect>) {
        while let Ok(first) = jobs.recv() {
            let mut waiting: Vec<Effect> = std::iter::once(first).chain(jobs.try_iter()).collect();
            // Of pages only the last that was asked for is still wanted, and those that nobody
            // waits for come after everything else.
            keep_last(&mut waiting, |job| matches!(job, Effect::Load { .. }));
            keep_last(&mut waiting, |job| matches!(job, Effect::LayOut { .. }));
            waiting.sort_by_key(|job| match job {
                Effect::Load { .. } | Effect::LayOut { .. } => 0,
                Effect::LoadAhead { .. } => 2,
                _ => 1,
            });
            for job in waiting {
                self.perform(job);
            }
        }
    }

    fn perform(&self, job: Effect) {
        let message = match job {
            Effect::Load { ticket, path, scale, options } => {
                let Some(loaded) = self.page(ticket, &path, scale, options) else { return };
                Message::Loaded(Box::new(loaded))
            }
            Effect::LoadAhead { path, scale, options } => {
                let Some(loaded) = self.page(0, &path, scale, options) else { return };
                Message::LoadedAhead(Box::new(loaded))
            }
            Effect::LayOut { ticket, review, options } => {
                Message::LaidOut { ticket, page: Arc::new(page::review(&review, &options)) }
            }
            Effect::Inspect { path } => {
                let Some(inspected) = self.inspect(&path) else { return };
                inspected
            }
            Effect::Reread { path, waited } => match self.reread(&path) {
                Some(now) => Message::Reread { path, now, waited },
                None => return,
            },
            _ => return,
        };
        let _ = self.events.send(Event::Message(message));
    }

    fn page(
        &self,
        ticket: u64,
        path: &Path,
        scale: Option<f64>,
        options: Options,
    ) -> Option<message::Loaded> {
        let loaded = self.load(path)?;
        let entry = loaded.entry();
        let mut review = loaded.review;
        if let Some(scale) = scale {
            review.set_scale(scale);
        }
        let page = Arc::new(page::review(&review, &options));
        Some(message::Loaded { ticket, review: Arc::new(review), page, options, entry })
    }

    fn load(&self, path: &Path) -> Option<Loaded> {
        if let Some(sample) = self.sample.as_ref().filter(|sample| sample.review.place.path == path)
        {
            return Some(sample.clone());
        }
        let root = self.root_of(path)?;
        let mut loaded = store::load(path, root, &AuthorDefaultsCache::default());
        set_scale_of_named(&mut loaded.review, root);
        Some(loaded)
    }

    /// What is wrong with a draft, and what its author usually writes.
    fn inspect(&self, path: &Path) -> Option<Message> {
        let loaded = self.load(path)?;
        let usual = self.usual.get_or_init(|| usual(path)).clone();
        Some(Message::Inspected { problems: problems(&loaded), usual, lines: loaded.text_lines() })
    }

    /// What a changed file is now; none for files that were not asked for.
    fn reread(&self, path: &Path) -> Option<Reread> {
        let reloaded = match self.root_of(path) {
            Some(root) => store::reload(path, root),
            None if path.ends_with(store::AUTHOR_FILE) => Reloaded::Author,
            None => return None,
        };
        Some(match reloaded {
            Reloaded::Review(mut loaded) => {
                if let Some(root) = self.root_of(path) {
                    set_scale_of_named(&mut loaded.review, root);
                }
                let listed = loaded.skipped.is_none();
                let entry = Box::new(loaded.entry());
                if loaded.review.broken().is_some() {
                    Reread::Bad(entry, listed)
                } else {
                    Reread::Good(entry, Arc::new(loaded.review))
                }
            }
            Reloaded::NotReview { .. } | Reloaded::Gone => Reread::Gone,
            Reloaded::Author => Reread::Author,
            Reloaded::Folder => Reread::Folder,
        })
    }

    /// The root that brought a file: the file itself, or a folder above it.
    fn root_of(&self, path: &Path) -> Option<&Root> {
        let named = |root: &&Root| root.kind == Kind::File && *root.path == *path;
        let above = |root: &&Root| root.kind == Kind::Folder && path.starts_with(&root.path);
        self.roots.iter().find(named).or_else(|| self.roots.iter().find(above))
    }
}

/// What `rushes check` would say of one file.
fn problems(loaded: &Loaded) -> Vec<Diagnostic> {
    let subject = loaded.subject(loaded.environment(store::latest_day()));
    subject.map_or_else(|| loaded.review.diagnostics.clone(), |subject| check::file(&subject))
}

/// Settles the scale of a file that was named by itself, by the files beside it.
fn set_scale_of_named(review: &mut Review, root: &Root) {
    if root.kind == Kind::File && review.needs_scale() {
        store::set_scale_from_siblings(review, root);
    }
}

/// What the reviews beside a draft show of their author's habits.
fn usual(draft: &Path) -> Option<Usual> {
    let reviews = store::reviews_beside(draft.parent().unwrap_or(Path::new("")));
    Usual::of(reviews.iter().filter(|review| review.place.path.file_name() != draft.file_name()))
}

/// Drops all jobs of a kind but the last.
fn keep_last(jobs: &mut Vec<Effect>, kind: impl Fn(&Effect) -> bool) {
    let last = jobs.iter().rposition(&kind);
    let mut index = 0;
    jobs.retain(|job| {
        index += 1;
        !kind(job) || Some(index - 1) == last
    });
}
