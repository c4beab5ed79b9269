//! The threads that run jobs, one for each lane.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::Event;
use crate::jobs::{self, Cancellation, Context, Job, Lane, Queue};
use crate::threads;
use crate::tui::message::Message;

/// Does a job and sends its answer.
type Work = dyn Fn(Job, &Cancellation) + Send + Sync;

/// Hands jobs to the threads.
#[derive(Clone)]
pub(super) struct Workers {
    jobs: Arc<Jobs>,
    work: Arc<Work>,
}

#[derive(Default)]
struct Jobs {
    queue: Mutex<Queue>,
    added: Condvar,
}

impl Workers {
    pub(super) fn new(context: Context, events: &Sender<Event>) -> Self {
        let events = events.clone();
        Self::doing(move |job, cancellation| {
            if let Some(answer) = jobs::run(&context, job, cancellation) {
                let _ = events.send(Event::Message(Message::Answered(answer)));
            }
        })
    }

    fn doing(work: impl Fn(Job, &Cancellation) + Send + Sync + 'static) -> Self {
        Self { jobs: Arc::default(), work: Arc::new(work) }
    }

    /// Starts the thread of a lane, which ends with the process. Until then its jobs wait.
    pub(super) fn start(&self, lane: Lane) -> io::Result<()> {
        let Self { jobs, work } = self.clone();
        threads::spawn(lane.name(), move || {
            loop {
                let (job, cancellation) = jobs.wait_for(lane);
                work(job, &cancellation);
            }
        })
    }

    pub(super) fn add(&self, job: Job) {
        self.jobs.queue.lock().unwrap_or_else(PoisonError::into_inner).add(job);
        self.jobs.added.notify_all();
    }
}

impl Jobs {
    fn wait_for(&self, lane: Lane) -> (Job, Cancellation) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(taken) = queue.take(lane) {
                return taken;
            }
            queue = self.added.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::jobs::Answer;
    use crate::model::ReviewKey;
    use crate::page::{Options, Page};

    /// A scan goes on until it is cancelled; pages are laid out meanwhile, and a second scan ends
    /// the first.
    #[test]
    fn a_scan_holds_up_nothing_and_is_given_up() {
        const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
        let (began, scans) = mpsc::channel();
        let (sent, answers) = mpsc::channel();
        let work = move |job: Job, cancellation: &Cancellation| match job {
            Job::LayOut { ticket, .. } => {
                sent.send(Answer::LaidOut { ticket, page: Arc::new(Page::default()) }).unwrap();
            }
            Job::Inspect { key: ReviewKey { path, .. } } => {
                began.send(path.clone()).unwrap();
                // The first goes on for as long as it is let.
                while path.ends_with("first") && !cancellation.is_cancelled() {
                    thread::yield_now();
                }
                if !cancellation.is_cancelled() {
                    sent.send(Answer::Inspected(Box::default())).unwrap();
                }
            }
            other => panic!("not asked for: {other:?}"),
        };
        let workers = Workers::doing(work);
        for lane in [Lane::Page, Lane::Scan] {
            workers.start(lane).unwrap();
        }
        workers.add(Job::Inspect { key: ReviewKey::first(Path::new("first")) });
        assert_eq!(&*scans.recv_timeout(ANSWER_TIMEOUT).unwrap(), Path::new("first"));
        let options = Options { width: 60, ..Options::default() };
        let review = Arc::default();
        workers.add(Job::LayOut { ticket: 1, review, options });
        assert!(matches!(
            answers.recv_timeout(ANSWER_TIMEOUT),
            Ok(Answer::LaidOut { ticket: 1, .. })
        ));
        workers.add(Job::Inspect { key: ReviewKey::first(Path::new("second")) });
        assert_eq!(&*scans.recv_timeout(ANSWER_TIMEOUT).unwrap(), Path::new("second"));
        assert!(matches!(answers.recv_timeout(ANSWER_TIMEOUT), Ok(Answer::Inspected(_))));
        assert_eq!(answers.try_recv().ok(), None, "the first scan answers nothing");
    }
}
