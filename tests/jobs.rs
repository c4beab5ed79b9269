//! What the reader's worker answers, on real folders.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rushes::jobs::{self, Answer, Cancellation, Context, Job, Reread, ShownAs};
use rushes::model::{Review, ReviewKey, Stars};
use rushes::page::Options;
use rushes::store::Root;

fn options() -> Options {
    Options { width: 60, ..Options::default() }
}

/// The context of a worker for one path on the command line.
fn worker(named: &Path) -> Context {
    Context::new(Arc::new([Root::new(named).expect("the path is there")]), None)
}

fn review(rating: &str, words: usize) -> String {
    format!("---\ntitle: A\nrating: {rating}\n---\n\n{}\n", "word ".repeat(words))
}

fn answer(worker: &Context, job: Job) -> Answer {
    jobs::run(worker, job, &Cancellation::default()).expect("an answer")
}

fn stars(review: &Review) -> Option<f64> {
    review.stars().map(Stars::value)
}

#[test]
fn a_file_that_is_named_has_the_scale_of_those_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.md");
    fs::write(&path, review("4", 9)).expect("a file");
    fs::write(folder.path().join("b.md"), review("9", 9)).expect("a file");
    let worker = worker(&path);
    let load = Job::Load {
        ticket: 1,
        key: ReviewKey::first(&*path),
        shown_as: ShownAs::default(),
        options: options(),
    };
    let Answer::Loaded { loaded, .. } = answer(&worker, load) else { panic!("it is loaded") };
    assert_eq!(stars(&loaded.review), Some(2.0));
    let reread = Job::Reread { path, waited: false };
    let Answer::Reread { now: Reread::Good(reviews), .. } = answer(&worker, reread) else {
        panic!("it reads well")
    };
    assert_eq!(stars(&reviews[0].1), Some(2.0));
}

/// What is usual is deduced from five other reviews; the draft itself does not count.
#[test]
fn a_draft_is_not_measured_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, words: usize| {
        let path = folder.path().join(name);
        fs::write(&path, review("3/5", words)).expect("a file");
        path
    };
    let draft = write("draft.md", 900);
    let usual = || {
        let Answer::Inspected(inspection) =
            answer(&worker(&draft), Job::Inspect { key: ReviewKey::first(&*draft) })
        else {
            panic!("it is inspected")
        };
        inspection.usual.map(|usual| usual.words)
    };
    for number in 1..=4 {
        write(&format!("{number}.md"), 100 * number);
    }
    assert_eq!(usual(), None);
    write("5.md", 500);
    assert_eq!(usual(), Some(300));
}
