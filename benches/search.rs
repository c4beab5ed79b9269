//! What a key of a search through all texts costs beside one pass over the same bytes.
//!
//! `cargo bench --bench search -- FOLDER [WORD]...` reads a folder of reviews, writes the text cache
//! into a temporary folder, and prints for each WORD, typed letter by letter, how long it takes: a
//! pass of `memmem` over the cache in memory, the same over what is read in chunks; and the key, until
//! the first results, until all is counted and a screen of it listed, and until all is listed. What is
//! called processor is the time of all threads, which a busy machine changes less.

use std::error::Error;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use memchr::memmem::Finder;
use rushes::jobs::{self, Answer, Cancellation, Context, Job, SearchScope};
use rushes::model::{Library, ReviewId, Sort};
use rushes::store::{self, Found, Root, TextCache};
use rushes::text::Terms;
use rustix::time::{ClockId, clock_gettime};

/// A busy machine only ever adds to what something takes, so the least of several rounds counts.
const ROUNDS: usize = 5;
const CHUNK_BYTES: usize = 1024 * 1024;
const WORDS: [&str; 4] = ["the", "unforgettable", "smuggler", "zeppelin"];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let Some((folder, words)) = args.split_first() else { return Ok(()) };
    let words = if words.is_empty() { WORDS.map(str::to_owned).to_vec() } else { words.to_vec() };
    let root = Root::new(Path::new(folder)).map_err(|missing| missing.reason)?;
    let library = library(&root);
    let mut order: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
    library.sort(&mut order, Sort::default());
    let began = Instant::now();
    let files = Arc::new(library.files());
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} reviews; their files: {}", order.len(), ms(began.elapsed()))?;
    let scope = SearchScope { files, order: order.into(), is_blind: false };
    let cache = tempfile::tempdir()?;
    let path = cache.path().join("texts");
    let context = || {
        let cache = TextCache::new(Some(path.clone()));
        Context::new(Arc::new([root.clone()]), None).with_text_cache(cache)
    };
    let first = context();
    writeln!(out, "texts are read: {}", ms(search(&first, &scope, "")[2]))?;
    assert_eq!(jobs::run(&first, Job::ForgetTexts, &Cancellation::default()), None);
    let columns = ["in memory", "read", "processor", "first", "a screen", "all", "processor"];
    writeln!(out, "{:15} {}", "typed", columns.map(|column| format!("{column:>9}")).join("  "))?;
    for word in &words {
        let typed = (1..=word.len()).filter_map(|end| word.get(..end));
        let mut least: Vec<(&str, [Duration; 7])> =
            typed.map(|typed| (typed, [Duration::MAX; 7])).collect();
        for _ in 0..ROUNDS {
            let context = context();
            search(&context, &scope, "");
            for (typed, least) in &mut least {
                let [memory, read, pass] = passes(&path, typed)?;
                let before = processor_time();
                let [first, screen, all] = search(&context, &scope, typed);
                let key = processor_time() - before;
                let took = [memory, read, pass, first, screen, all, key];
                least.iter_mut().zip(took).for_each(|(least, took)| *least = took.min(*least));
            }
        }
        for (typed, least) in least {
            writeln!(out, "{typed:15} {}", least.map(ms).join("  "))?;
        }
    }
    Ok(())
}

fn library(root: &Root) -> Library {
    let library = Mutex::new(Library::default());
    store::walk(std::slice::from_ref(root), &AtomicBool::new(false), &|found| {
        if let Found::Review(loaded) = found {
            let mut library = library.lock().unwrap_or_else(PoisonError::into_inner);
            loaded.entries().for_each(|entry| {
                library.put(entry);
            });
        }
    });
    library.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// How long it takes until the first results, until all is counted and something of it listed, and
/// until all is listed that is to be.
fn search(context: &Context, scope: &SearchScope, typed: &str) -> [Duration; 3] {
    let (began, mut listed, mut answers) = (Instant::now(), 0, Vec::new());
    loop {
        let (terms, scope) = (Terms::parse(typed), scope.clone());
        let job = Job::Search { ticket: 1, terms, scope, listed };
        let answer = jobs::run(context, job, &Cancellation::default());
        let Some(Answer::Searched { progress, listed: more, .. }) = answer else {
            return [Duration::ZERO; 3];
        };
        listed += more.len();
        answers.push((progress.reviews, began.elapsed()));
        if progress.is_done {
            let until = |reviews| answers.iter().find(|(found, _)| *found >= reviews);
            let until = |reviews| until(reviews).map_or(Duration::ZERO, |(_, elapsed)| *elapsed);
            return [until(progress.reviews.min(1)), until(progress.reviews), began.elapsed()];
        }
    }
}

/// How long one pass takes over all bytes in memory, over those read in chunks, and how much
/// processor time the latter.
fn passes(path: &Path, typed: &str) -> Result<[Duration; 3], Box<dyn Error>> {
    let finder = Finder::new(typed);
    let bytes = std::fs::read(path)?;
    let began = Instant::now();
    let in_memory = finder.find_iter(&bytes).count();
    let memory = began.elapsed();
    drop(bytes);
    let (mut file, mut chunk) = (File::open(path)?, vec![0; CHUNK_BYTES]);
    let (began, before, mut read_found) = (Instant::now(), processor_time(), 0);
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        read_found += finder.find_iter(&chunk[..count]).count();
    }
    assert!(read_found <= in_memory, "chunks hold what the whole holds");
    Ok([memory, began.elapsed(), processor_time() - before])
}

/// That of all threads.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

fn ms(time: Duration) -> String {
    format!("{:6.1} ms", time.as_secs_f64() * 1000.0)
}
