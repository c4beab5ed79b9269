//! Reading folders: the walk, and the folders that appear later.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Event;
use super::watching::Watching;
use super::workers::Workers;
use crate::jobs::Context;
use crate::model::Entry;
use crate::store::{self, Found, Loaded, Root, RootKind};
use crate::text::Audience;
use crate::threads;
use crate::tui::message::Message;

/// The least time between two batches of reviews that were found.
const BATCH_INTERVAL: Duration = Duration::from_millis(25);
/// Reviews in the first batch, which is sent as soon as it fills a usual screen.
const FIRST_BATCH_REVIEWS: usize = 40;

pub(super) struct Reading {
    pub(super) workers: Workers,
    folders: Sender<Root>,
    roots: Arc<[Root]>,
    sample: Option<Loaded>,
    events: Sender<Event>,
    watching: Arc<Watching>,
}

impl Reading {
    pub(super) fn start(
        roots: Vec<Root>,
        sample: Option<Loaded>,
        events: Sender<Event>,
    ) -> io::Result<Self> {
        let roots: Arc<[Root]> = roots.into();
        let context = Context::new(Arc::clone(&roots), sample.clone());
        let workers = Workers::start(context, &events)?;
        let watching = Watching::start(&events, workers.clone());
        let (folders, new) = mpsc::channel();
        let walk = WalkReporter::new(&events, &watching);
        threads::spawn("folders", move || walk.through_folders(&new))?;
        Ok(Self { workers, folders, roots, sample, events, watching })
    }

    pub(super) fn walk(&self) {
        if let Some(sample) = &self.sample {
            let _ = self.events.send(Event::Message(Message::Found(sample.entries().collect())));
            let _ = self.events.send(Event::Message(Message::WalkEnded { skipped: 0 }));
            return;
        }
        for root in self.roots.iter().filter(|root| root.kind == RootKind::File) {
            self.watching.add_named(root);
        }
        self.walk_through(self.roots.to_vec());
    }

    /// Reads a new folder below one of the roots.
    pub(super) fn walk_folder(&self, path: &Path) {
        let above = self
            .roots
            .iter()
            .find(|root| root.kind == RootKind::Folder && path.starts_with(&root.path));
        if let Some(Ok(folder)) = above.map(|above| above.part(path)) {
            let _ = self.folders.send(folder);
        }
    }

    fn walk_through(&self, roots: Vec<Root>) {
        let walk = WalkReporter::new(&self.events, &self.watching);
        let walking = threads::spawn("walk", move || {
            let stop = AtomicBool::new(false);
            let problems = store::walk(&roots, &stop, &|found| walk.take(found));
            walk.report();
            let skipped = walk.skipped.load(Ordering::Relaxed);
            let _ = walk.events.send(Event::Message(Message::WalkEnded { skipped }));
            if let Some((path, problem)) = problems.first() {
                let (path, line) = (path.display(), problem.line);
                let words = format!("{path}, line {line}: {}", problem.one_line(Audience::READER));
                let _ = walk.events.send(Event::Message(Message::Failed(words)));
            }
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
    skipped: AtomicUsize,
}

impl WalkReporter {
    fn new(events: &Sender<Event>, watching: &Arc<Watching>) -> Self {
        Self {
            events: events.clone(),
            watching: Arc::clone(watching),
            found: Mutex::new((Vec::new(), Instant::now())),
            sent_first: AtomicBool::new(false),
            skipped: AtomicUsize::new(0),
        }
    }

    /// Reads new folders one after the other; those that are pending are reported together.
    fn through_folders(self, folders: &Receiver<Root>) {
        while let Ok(folder) = folders.recv() {
            let stop = AtomicBool::new(false);
            for folder in std::iter::once(folder).chain(folders.try_iter()) {
                store::walk(&[folder], &stop, &|found| self.take(found));
            }
            self.report();
            let _ = self.events.send(Event::Message(Message::FolderRead));
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
            Found::Review(loaded) => {
                let mut waiting = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.0.extend(loaded.entries());
                let first = waiting.0.len() >= FIRST_BATCH_REVIEWS
                    && !self.sent_first.swap(true, Ordering::Relaxed);
                if first || waiting.1.elapsed() >= BATCH_INTERVAL {
                    self.send(&mut waiting);
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
