//! The text cache: whatever becomes of its file, a search finds what a scan of the reviews finds.

use std::fs;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rushes::jobs::{
    self, Answer, Cancellation, Context, FoundReview, Job, SearchProgress, SearchScope,
};
use rushes::model::{Library, ReviewId};
use rushes::store::{self, AuthorDefaultsCache, Root, TextCache};
use rushes::text::Terms;
use tempfile::TempDir;

const REVIEWS: usize = 40;
const WORDS: [&str; 12] = [
    "fire", "fires", "firehose", "hose", "house", "take", "takes", "long", "lost", "the", "then",
    "ubel",
];
const SECRETS: [&str; 2] = ["xylophone", "xanadu"];
/// What is typed, one key after the other: words that go on, that are shortened, and others.
const TYPED: [&str; 16] = [
    "f",
    "fi",
    "fire",
    "fireh",
    "fire",
    "fire h",
    "fire ho",
    "fire hose",
    "\"long",
    "\"long t",
    "\"long take\"",
    "x",
    "xylo",
    "the",
    "übe",
    "zeppelin",
];

/// For what is searched many times.
const FEW: [&str; 3] = ["fire h", "\"long take\"", "xylo"];

/// Words as a reader sees them: `None` is covered.
type Paragraph = Vec<Option<&'static str>>;

/// A library of which each paragraph is known, with a place for a cache.
struct Shelf {
    folder: TempDir,
    reviews: Vec<Vec<Paragraph>>,
}

/// Numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a small number") % below
    }
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("reviews")).expect("a folder");
        let mut numbers = Numbers(7);
        let reviews: Vec<Vec<Paragraph>> = (0..REVIEWS)
            .map(|_| (0..1 + numbers.next(4)).map(|_| paragraph(&mut numbers)).collect())
            .collect();
        let shelf = Self { folder, reviews };
        (0..REVIEWS).for_each(|number| shelf.write(number));
        shelf
    }

    fn reviews(&self) -> PathBuf {
        self.folder.path().join("reviews")
    }

    fn write(&self, number: usize) {
        let word = |(at, word): (usize, &Option<&str>)| match word {
            // As it is written and as it is found.
            Some("ubel") => "Übel".to_owned(),
            Some(word) => (*word).to_owned(),
            None => format!("||{}||", SECRETS[at % SECRETS.len()]),
        };
        let paragraph = |words: &Paragraph| -> String {
            words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
        };
        let text: Vec<String> = self.reviews[number].iter().map(paragraph).collect();
        let text = format!(
            "---\ntitle: Title {number}\nrating: 3\n---\n\n## Plot\n\n{}\n\n## Spoilers\n\nA {} there.\n",
            text.join("\n\n"),
            SECRETS[0]
        );
        fs::write(self.reviews().join(format!("{number:03}.md")), text).expect("a review");
    }

    /// Writes the same reviews into other files.
    fn write_other(&self) {
        for number in 0..REVIEWS {
            let path = self.reviews().join(format!("{number:03}.md"));
            fs::rename(&path, path.with_extension("markdown")).expect("it is renamed");
        }
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache/rushes/texts")
    }

    /// The paragraphs in which someone who reads all of them finds what is typed, by review.
    fn scanned(&self, typed: &str) -> Vec<(usize, usize)> {
        let asked: Vec<Asked> = asked(typed);
        let hits = |paragraphs: &Vec<Paragraph>| {
            let holds: Vec<Vec<bool>> = paragraphs
                .iter()
                .map(|words| asked.iter().map(|one| one.is_in(words)).collect())
                .collect();
            if !(0..asked.len()).all(|at| holds.iter().any(|holds| holds[at])) {
                return 0;
            }
            let all = holds.iter().filter(|holds| holds.iter().all(|it| *it)).count();
            let any = holds.iter().filter(|holds| holds.iter().any(|it| *it)).count();
            if all > 0 { all } else { any }
        };
        let hits = self.reviews.iter().map(hits).enumerate();
        hits.filter(|(_, hits)| *hits > 0).collect()
    }
}

fn paragraph(numbers: &mut Numbers) -> Paragraph {
    let word = |numbers: &mut Numbers| match numbers.next(8) {
        0 => None,
        _ => Some(WORDS[numbers.next(WORDS.len())]),
    };
    (0..3 + numbers.next(9)).map(|_| word(numbers)).collect()
}

/// A word by its beginning, or a phrase of which the last word may go on.
struct Asked {
    words: Vec<String>,
    is_whole: bool,
}

impl Asked {
    fn is_in(&self, paragraph: &[Option<&str>]) -> bool {
        let (last, others) = self.words.split_last().expect("a word");
        paragraph.windows(self.words.len()).any(|run| {
            let (end, start) = run.split_last().expect("a word");
            let follows =
                start.iter().zip(others).all(|(word, asked)| *word == Some(asked.as_str()));
            let ends = |word: &str| match self.is_whole {
                true => word == last,
                false => word.starts_with(last.as_str()),
            };
            follows && end.is_some_and(ends)
        })
    }
}

fn asked(typed: &str) -> Vec<Asked> {
    let typed = typed.replace('ü', "u");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    match typed.strip_prefix('"') {
        Some(phrase) => {
            vec![Asked {
                words: words(phrase.trim_end_matches('"')),
                is_whole: phrase.ends_with('"'),
            }]
        }
        None => {
            let word = |word: &str| Asked { words: words(word), is_whole: false };
            typed.split_whitespace().map(word).collect()
        }
    }
}

/// A reader of the shelf.
struct Instance {
    context: Context,
    scope: SearchScope,
    ticket: u64,
}

impl Instance {
    /// With so much memory for texts.
    fn open(shelf: &Shelf, cache: Option<PathBuf>, memory: usize) -> Self {
        let root = Root::new(&shelf.reviews()).expect("the folder is there");
        let mut library = Library::default();
        let files = fs::read_dir(shelf.reviews()).expect("a folder");
        let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
        files.sort();
        for file in files {
            let loaded = store::load(&file, &root, &AuthorDefaultsCache::default());
            loaded.entries().for_each(|entry| {
                library.put(entry);
            });
        }
        let order: Arc<[ReviewId]> = library.iter().map(|(id, _)| id).collect();
        let scope = SearchScope { files: Arc::new(library.files()), order, is_blind: false };
        let cache = TextCache::new(cache).with_memory(memory);
        let context = Context::new(Arc::new([root]), None).with_text_cache(cache);
        Self { context, scope, ticket: 0 }
    }

    fn run(&self, job: Job) -> Option<Answer> {
        jobs::run(&self.context, job, &Cancellation::default())
    }

    fn search(&mut self, typed: &str) -> (SearchProgress, Vec<FoundReview>) {
        self.ticket += 1;
        let mut all = Vec::new();
        loop {
            let (terms, scope) = (Terms::parse(typed), self.scope.clone());
            let job = Job::Search { ticket: self.ticket, terms, scope, listed: all.len() };
            let answer = self.run(job);
            let Some(Answer::Searched { progress, listed, .. }) = answer else {
                panic!("{answer:?}")
            };
            all.extend(listed);
            if progress.is_done {
                return (progress, all);
            }
        }
    }

    fn sift(&self, typed: &[&str]) -> Vec<Vec<ReviewId>> {
        loop {
            let terms = typed.iter().map(|typed| Terms::parse(typed)).collect();
            let job = Job::Sift { ticket: 1, terms, scope: self.scope.clone() };
            let answer = self.run(job);
            let Some(Answer::Sifted { holding, .. }) = answer else { panic!("{answer:?}") };
            if let Some(holding) = holding {
                return holding;
            }
        }
    }

    /// Searches for all that is typed, and compares it with what a scan finds.
    #[track_caller]
    fn finds_all(&mut self, shelf: &Shelf) {
        self.finds(&TYPED, shelf);
    }

    #[track_caller]
    fn finds(&mut self, all: &[&str], shelf: &Shelf) {
        for typed in all {
            let (found, listed) = self.search(typed);
            let expected = shelf.scanned(typed);
            let passages: usize = expected.iter().map(|(_, hits)| hits).sum();
            assert_eq!((found.reviews, found.passages), (expected.len(), passages), "{typed}");
            let places: Vec<(usize, usize)> =
                listed.iter().map(|it| (self.number_of(it.id), it.passages)).collect();
            assert_eq!(places, expected, "{typed}");
            assert!(listed.iter().all(|it| it.listed.len() == it.passages), "{typed}");
        }
        for (typed, ids) in all.iter().zip(self.sift(all)) {
            let numbers: Vec<usize> = ids.iter().map(|id| self.number_of(*id)).collect();
            let expected: Vec<usize> = shelf.scanned(typed).iter().map(|(at, _)| *at).collect();
            assert_eq!(numbers, expected, "{typed}");
        }
    }

    /// The entries are sorted by their files.
    fn number_of(&self, id: ReviewId) -> usize {
        self.scope.order.iter().position(|other| *other == id).expect("a review")
    }

    fn close(self) {
        assert_eq!(self.run(Job::ForgetTexts), None);
    }
}

/// More than a few texts go into the file.
const LITTLE_MEMORY: usize = 600;
const MUCH_MEMORY: usize = 1 << 20;

/// Reads the shelf with a cache in its file.
fn cached() -> Shelf {
    let shelf = Shelf::new();
    let mut first = Instance::open(&shelf, Some(shelf.cache()), LITTLE_MEMORY);
    first.finds_all(&shelf);
    first.close();
    assert!(shelf.cache().is_file(), "it is saved");
    shelf
}

#[track_caller]
fn finds_all(shelf: &Shelf, memory: usize) {
    let mut instance = Instance::open(shelf, Some(shelf.cache()), memory);
    instance.finds_all(shelf);
    instance.close();
}

#[test]
fn what_fits_into_memory_is_not_saved() {
    let shelf = Shelf::new();
    finds_all(&shelf, MUCH_MEMORY);
    assert!(!shelf.cache().exists() && !shelf.cache().parent().expect("a folder").exists());
    Instance::open(&shelf, None, 0).finds_all(&shelf);
    Instance::open(&shelf, None, LITTLE_MEMORY).finds_all(&shelf);
}

#[test]
fn a_second_search_reads_the_cache() {
    let shelf = cached();
    let before = fs::read(shelf.cache()).expect("a cache");
    finds_all(&shelf, LITTLE_MEMORY);
    assert_eq!(fs::read(shelf.cache()).expect("a cache"), before, "nothing is written again");
    // Counts come from the cache alone, and passages from the reviews.
    let mut instance = Instance::open(&shelf, Some(shelf.cache()), LITTLE_MEMORY);
    fs::remove_dir_all(shelf.reviews()).expect("reviews");
    let (found, listed) = instance.search("fire");
    assert_eq!(found.reviews, shelf.scanned("fire").len());
    assert!(listed.iter().all(|it| it.listed.is_empty()));
}

#[test]
fn nobody_else_may_read_it() {
    let shelf = cached();
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&shelf.cache()), 0o600);
    assert_eq!(mode(shelf.cache().parent().expect("a folder")), 0o700);
    assert!(!shelf.cache().with_extension("new").exists());
}

#[test]
fn nothing_covered_is_in_it() {
    let shelf = cached();
    let bytes = fs::read(shelf.cache()).expect("a cache");
    let holds = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(holds("firehose") && SECRETS.iter().all(|secret| !holds(secret)));
}

#[test]
fn a_deleted_cache_is_made_again() {
    let shelf = cached();
    fs::remove_file(shelf.cache()).expect("it is removed");
    finds_all(&shelf, LITTLE_MEMORY);
    assert!(shelf.cache().is_file());
}

/// Under a search that goes on, too.
#[test]
fn a_cache_may_go_while_it_is_used() {
    let shelf = cached();
    let mut instance = Instance::open(&shelf, Some(shelf.cache()), LITTLE_MEMORY);
    instance.search("hose");
    fs::write(shelf.cache(), b"").expect("it is cut short");
    instance.finds_all(&shelf);
}

#[test]
fn a_cache_that_was_cut_short_is_not_trusted() {
    let shelf = cached();
    let whole = fs::read(shelf.cache()).expect("a cache");
    let lengths = (0..60).step_by(7).chain((60..whole.len()).step_by(whole.len() / 16));
    for length in lengths.chain([whole.len() - 1]) {
        fs::write(shelf.cache(), &whole[..length]).expect("it is cut short");
        Instance::open(&shelf, Some(shelf.cache()), MUCH_MEMORY).finds(&FEW, &shelf);
    }
    fs::write(shelf.cache(), [&whole[..], b"more"].concat()).expect("it is longer");
    finds_all(&shelf, LITTLE_MEMORY);
}

#[test]
fn a_damaged_cache_is_not_trusted() {
    let shelf = cached();
    let whole = fs::read(shelf.cache()).expect("a cache");
    let flip = |places: Range<usize>, step: usize, bits: u8| {
        for at in places.step_by(step) {
            let mut bytes = whole.clone();
            bytes[at] ^= bits;
            fs::write(shelf.cache(), bytes).expect("a byte is another");
            let mut instance = Instance::open(&shelf, Some(shelf.cache()), MUCH_MEMORY);
            instance.finds(&FEW, &shelf);
        }
    };
    flip(0..48, 5, 1);
    flip(48..whole.len(), whole.len() / 40, 0x20);
}

#[test]
fn a_review_that_has_changed_is_read_again() {
    let mut shelf = cached();
    for number in [3, 4, REVIEWS - 1] {
        shelf.reviews[number] =
            vec![vec![Some("zeppelin"), Some("fire")], vec![None, Some("hose")]];
        shelf.write(number);
    }
    let before = fs::read(shelf.cache()).expect("a cache");
    finds_all(&shelf, MUCH_MEMORY);
    assert_eq!(fs::read(shelf.cache()).expect("a cache"), before, "there is no need for it");
    finds_all(&shelf, LITTLE_MEMORY);
    let bytes = fs::read(shelf.cache()).expect("a cache");
    assert!(bytes.windows(8).any(|part| part == b"zeppelin"), "it is saved");
    // Renamed files and others that take their names have texts of their own.
    let path = |number: usize| shelf.reviews().join(format!("{number:03}.md"));
    fs::rename(path(10), path(999)).expect("it is renamed");
    fs::rename(path(3), path(10)).expect("it is renamed");
    fs::rename(path(999), path(3)).expect("it is renamed");
    shelf.reviews.swap(3, 10);
    finds_all(&shelf, LITTLE_MEMORY);
    assert!(shelf.cache().is_file());
}

#[test]
fn without_a_place_for_it_all_is_found() {
    let shelf = Shelf::new();
    // A file, where a folder would be made.
    fs::write(shelf.folder.path().join("cache"), b"").expect("a file");
    finds_all(&shelf, LITTLE_MEMORY);
    // A folder of the cache's name.
    let shelf = Shelf::new();
    fs::create_dir_all(shelf.cache()).expect("a folder");
    finds_all(&shelf, LITTLE_MEMORY);
    let draft = shelf.cache().with_extension("new");
    assert!(!draft.exists(), "no draft is left");
    // A link or a folder in the place of the draft.
    let shelf = Shelf::new();
    fs::create_dir_all(shelf.cache().parent().expect("a folder")).expect("a folder");
    let victim = shelf.folder.path().join("victim");
    fs::write(&victim, b"precious").expect("a file");
    std::os::unix::fs::symlink(&victim, shelf.cache().with_extension("new")).expect("a link");
    finds_all(&shelf, LITTLE_MEMORY);
    assert_eq!(fs::read(victim).expect("it is there"), b"precious");
}

/// What fits into memory does not take the place of what does not.
#[test]
fn a_small_library_leaves_the_cache_of_a_large_one() {
    let (large, small) = (cached(), Shelf::new());
    let before = fs::read(large.cache()).expect("a cache");
    small.write_other();
    let mut instance = Instance::open(&small, Some(large.cache()), MUCH_MEMORY);
    instance.search("fire");
    instance.close();
    assert_eq!(fs::read(large.cache()).expect("a cache"), before);
}

/// Two instances that write at once: one of them does.
#[test]
fn two_instances_do_not_disturb_each_other() {
    let shelf = Shelf::new();
    let open = || Instance::open(&shelf, Some(shelf.cache()), LITTLE_MEMORY);
    let (mut one, mut other) = (open(), open());
    one.search("fire");
    other.search("hose");
    one.finds_all(&shelf);
    other.finds_all(&shelf);
    assert_eq!(one.run(Job::SaveTexts), None);
    let saved = fs::read(shelf.cache()).expect("a cache");
    other.finds_all(&shelf);
    other.close();
    one.finds_all(&shelf);
    one.close();
    assert_eq!(fs::read(shelf.cache()).expect("a cache"), saved);
    finds_all(&shelf, LITTLE_MEMORY);
}

/// What was read before a search was given up is kept.
#[test]
fn a_search_that_is_given_up_goes_on_later() {
    let shelf = Shelf::new();
    let instance = Instance::open(&shelf, Some(shelf.cache()), LITTLE_MEMORY);
    let cancelled = Cancellation::default();
    let (terms, scope) = (Terms::parse("fire"), instance.scope.clone());
    let job = Job::Search { ticket: 1, terms, scope, listed: 0 };
    assert!(jobs::run(&instance.context, job, &cancelled).is_some());
    instance.close();
    finds_all(&shelf, LITTLE_MEMORY);
}
