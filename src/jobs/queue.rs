//! The waiting jobs, and the running ones that may have to be cancelled.

use super::{Cancellation, Job, Lane, Purpose};

/// Decides which job is next, and which are no longer needed.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting: Vec<Job>,
    /// The last job that was taken in each lane.
    taken: [Option<(Purpose, Cancellation)>; Lane::ALL.len()],
}

impl Queue {
    /// Adds a job; an earlier one for the same purpose is dropped, or cancelled if it runs. A file is
    /// read once for all the changes that were reported before its turn.
    pub(crate) fn add(&mut self, job: Job) {
        if matches!(job, Job::Reread { .. }) && self.waiting.contains(&job) {
            return;
        }
        if let Some(purpose) = job.purpose() {
            self.waiting.retain(|other| !other.purpose().is_some_and(|it| purpose.supersedes(it)));
            let taken = self.taken.iter().flatten();
            for (_, cancellation) in taken.filter(|(other, _)| purpose.supersedes(*other)) {
                cancellation.cancel();
            }
        }
        self.waiting.push(job);
    }

    /// The most urgent job that waits in `lane`; of several the oldest.
    pub(crate) fn take(&mut self, lane: Lane) -> Option<(Job, Cancellation)> {
        let in_lane = self.waiting.iter().enumerate().filter(|(_, job)| job.lane() == lane);
        let (index, _) = in_lane.min_by_key(|(_, job)| job.priority())?;
        let job = self.waiting.remove(index);
        let cancellation = Cancellation::default();
        self.taken[lane as usize] = job.purpose().map(|purpose| (purpose, cancellation.clone()));
        Some((job, cancellation))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::super::{Answer, Context, SearchScope, ShownAs, Side, run};
    use super::*;
    use crate::model::ReviewKey;
    use crate::page::Options;
    use crate::store::Root;
    use crate::text::Terms;

    fn options() -> Options {
        Options { width: 60, ..Options::default() }
    }

    fn load(ticket: u64) -> Job {
        Job::Load {
            ticket,
            key: ReviewKey::first(Path::new("a.toml")),
            shown_as: ShownAs::default(),
            options: options(),
        }
    }

    fn ahead(side: Side, path: &str) -> Job {
        let key = ReviewKey::first(Path::new(path));
        Job::LoadAhead { side, key, shown_as: ShownAs::default(), options: options() }
    }

    fn reread() -> Job {
        Job::Reread { path: "c.toml".into(), waited: false }
    }

    fn inspect(path: &str) -> Job {
        Job::Inspect { key: ReviewKey::first(Path::new(path)) }
    }

    #[test]
    fn the_frame_comes_first_and_what_is_superseded_is_dropped() {
        let mut queue = Queue::default();
        let (next, later) = (ahead(Side::Next, "b.toml"), ahead(Side::Next, "c.toml"));
        let previous = ahead(Side::Previous, "a.toml");
        for job in [&next, &reread(), &previous, &load(1), &reread(), &later, &load(2)] {
            queue.add(job.clone());
        }
        let order: Vec<Job> =
            std::iter::from_fn(|| queue.take(Lane::Page)).map(|(job, _)| job).collect();
        assert_eq!(order, [load(2), reread(), previous, later]);
    }

    #[test]
    fn a_scan_does_not_hold_up_a_page() {
        let mut queue = Queue::default();
        queue.add(inspect("a.toml"));
        let (_, scan) = queue.take(Lane::Scan).unwrap();
        queue.add(load(1));
        assert_eq!(queue.take(Lane::Page).map(|(job, _)| job), Some(load(1)));
        assert!(!scan.is_cancelled());
    }

    #[test]
    fn saving_texts_gives_way_to_a_search_and_holds_up_none() {
        let search = || Job::Search {
            ticket: 1,
            terms: Terms::default(),
            scope: SearchScope::default(),
            listed: 0,
        };
        let mut queue = Queue::default();
        queue.add(Job::SaveTexts);
        let (_, saving) = queue.take(Lane::Scan).unwrap();
        queue.add(search());
        assert!(saving.is_cancelled());
        let (_, searching) = queue.take(Lane::Scan).unwrap();
        queue.add(Job::SaveTexts);
        assert!(!searching.is_cancelled());
        queue.add(Job::Sift { ticket: 1, terms: Vec::new(), scope: SearchScope::default() });
        assert!(!searching.is_cancelled());
        assert!(matches!(queue.take(Lane::Scan), Some((Job::Sift { .. }, _))));
        assert_eq!(queue.take(Lane::Scan).map(|(job, _)| job), None);
    }

    /// A cancelled job stops both before it begins and while it runs.
    #[test]
    fn a_superseded_job_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let draft = folder.path().join("draft.toml");
        std::fs::write(&draft, "title = \"The General\"\n").unwrap();
        let context = Context::new(Arc::new([Root::new(&draft).unwrap()]), None);
        let job = || inspect(draft.to_str().unwrap());
        let mut queue = Queue::default();
        queue.add(job());
        let (first, superseded) = queue.take(Lane::Scan).unwrap();
        queue.add(job());
        queue.add(job());
        assert_eq!(run(&context, first, &superseded), None);
        let (last, wanted) = queue.take(Lane::Scan).unwrap();
        assert!(matches!(run(&context, last, &wanted), Some(Answer::Inspected(_))));
        assert_eq!(queue.take(Lane::Scan).map(|(job, _)| job), None);
    }
}
