//! The threads that run jobs, one for each lane.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::Event;
use crate::jobs::{self, Answer, Cancellation, Context, Job, Lane, Queue};
use crate::threads;
use crate::tui::message::Message;

/// Hands jobs to the threads.
#[derive(Clone)]
pub(super) struct Workers {
    jobs: Arc<Jobs>,
}

#[derive(Default)]
struct Jobs {
    queue: Mutex<Queue>,
    added: Condvar,
}

impl Workers {
    /// Starts the threads. They end with the process.
    pub(super) fn start(context: Context, events: &Sender<Event>) -> io::Result<Self> {
        let events = events.clone();
        Self::running(
            move |job, cancellation| jobs::run(&context, job, cancellation),
            move |answer| {
                let _ = events.send(Event::Message(Message::Answered(answer)));
            },
        )
    }

    fn running(
        run: impl Fn(Job, &Cancellation) -> Option<Answer> + Send + Sync + 'static,
        send: impl Fn(Answer) + Send + Clone + 'static,
    ) -> io::Result<Self> {
        let (jobs, run) = (Arc::<Jobs>::default(), Arc::new(run));
        for lane in Lane::ALL {
            let (jobs, run, send) = (Arc::clone(&jobs), Arc::clone(&run), send.clone());
            threads::spawn(lane.name(), move || {
                loop {
                    let (job, cancellation) = jobs.wait_for(lane);
                    if let Some(answer) = run(job, &cancellation) {
                        send(answer);
                    }
                }
            })?;
        }
        Ok(Self { jobs })
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
    use crate::model::ReviewKey;
    use crate::page::{Options, Page};

    /// A scan goes on until it is cancelled; pages are laid out meanwhile, and a second scan ends
    /// the first.
    #[test]
    fn a_scan_holds_up_nothing_and_is_given_up() {
        const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
        let (began, scans) = mpsc::channel();
        let (sent, answers) = mpsc::channel();
        let run = move |job: Job, cancellation: &Cancellation| match job {
            Job::LayOut { ticket, .. } => {
                Some(Answer::LaidOut { ticket, page: Arc::new(Page::default()) })
            }
            Job::Inspect { key: ReviewKey { path, .. } } => {
                began.send(path.clone()).unwrap();
                // The first goes on for as long as it is let.
                while path.ends_with("first") && !cancellation.is_cancelled() {
                    thread::yield_now();
                }
                Some(Answer::Inspected(Box::default())).filter(|_| !cancellation.is_cancelled())
            }
            other => panic!("not asked for: {other:?}"),
        };
        let send = move |answer| sent.send(answer).unwrap();
        let workers = Workers::running(run, send).unwrap();
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
