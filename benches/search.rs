//! What a key of a search through all texts costs beside one pass over the same bytes.
//!
//! `cargo bench --bench search -- FOLDER [WORD]...` reads a folder of reviews, writes the text cache
//! into a temporary folder, and prints for each WORD, typed letter by letter: how long a pass of
//! `memmem` over the cache takes, in memory and read in chunks; until the first results, until all is
//! counted and a screen of it listed, and until all is listed; and how long the list of reviews takes
//! that the event loop makes.

use std::error::Error;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use memchr::memmem::Finder;
use rushes::jobs::{self, Answer, Cancellation, Context, Job, SearchScope, Subjects};
use rushes::model::{Library, ReviewId, Sort};
use rushes::store::{self, Found, Root, TextCache};
use rushes::text::Terms;

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
    let scope = SearchScope { subjects: Arc::new(Subjects::of(&library)), order: order.into() };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} reviews, listed for a search in {}", scope.order.len(), ms(began.elapsed()))?;
    let cache = tempfile::tempdir()?;
    let path = cache.path().join("texts");
    for is_first in [true, false] {
        let cache = TextCache::new(Some(path.clone()));
        let context = Context::new(Arc::new([root.clone()]), None).with_text_cache(cache);
        let search = |typed: &str| search(&context, &scope, typed);
        let took = search("")[2];
        writeln!(out, "{}: {}", if is_first { "without a cache" } else { "opened" }, ms(took))?;
        if is_first {
            assert_eq!(jobs::run(&context, Job::ForgetTexts, &Cancellation::default()), None);
            continue;
        }
        writeln!(out, "typed            in memory     read   first results  a screen    all")?;
        for word in &words {
            for end in (1..=word.len()).filter(|end| word.is_char_boundary(*end)) {
                let typed = &word[..end];
                let [memory, read] = passes(&path, typed)?;
                let [first, screen, all] = search(typed);
                let times = [memory, read, first, screen, all].map(ms);
                writeln!(out, "{typed:15} {}", times.join("  "))?;
            }
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
    let began = Instant::now();
    let (mut first, mut screen, mut listed, mut counted) = (None, None, 0, None);
    loop {
        let (terms, scope) = (Terms::parse(typed), scope.clone());
        let job = Job::Search { ticket: 1, terms, scope, listed };
        let Some(Answer::Searched { progress, listed: more, .. }) =
            jobs::run(context, job, &Cancellation::default())
        else {
            return [Duration::ZERO; 3];
        };
        listed += more.len();
        if listed > 0 {
            first = first.or(Some(began.elapsed()));
        }
        if progress.is_done {
            let all = began.elapsed();
            return [first.unwrap_or(all), screen.unwrap_or(all), all];
        }
        // Counted to its end when the count stays.
        if counted.replace(progress.passages) == Some(progress.passages) {
            screen = screen.or(Some(began.elapsed()));
        }
    }
}

/// How long one pass takes over all bytes in memory, and over those read in chunks.
fn passes(path: &Path, typed: &str) -> Result<[Duration; 2], Box<dyn Error>> {
    let finder = Finder::new(typed);
    let bytes = std::fs::read(path)?;
    let began = Instant::now();
    let in_memory = finder.find_iter(&bytes).count();
    let memory = began.elapsed();
    drop(bytes);
    let (mut file, mut chunk) = (File::open(path)?, vec![0; CHUNK_BYTES]);
    let (began, mut read_found) = (Instant::now(), 0);
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        read_found += finder.find_iter(&chunk[..count]).count();
    }
    assert!(read_found <= in_memory, "chunks hold what the whole holds");
    Ok([memory, began.elapsed()])
}

fn ms(time: Duration) -> String {
    format!("{:8.1} ms", time.as_secs_f64() * 1000.0)
}
