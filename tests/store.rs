//! The store and the watcher on real folders.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use common::{Folder, markdown, toml};
use rushes::model::Stars;
use rushes::store::{self, AuthorDefaultsCache, Found, Loaded, Reloaded, Root};
use rushes::text::{Audience, Code};
use rushes::watch::{Changed, Watcher};

mod common;

/// The longest wait for an event before the test fails; generous, for busy machines.
const EVENT_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Walked {
    reviews: Vec<Loaded>,
    folders: Vec<PathBuf>,
    skipped: BTreeMap<PathBuf, String>,
    unreadable: BTreeMap<PathBuf, String>,
}

impl Walked {
    fn paths(&self) -> Vec<&Path> {
        let mut paths: Vec<&Path> =
            self.reviews.iter().map(|loaded| loaded.review.place.path.as_path()).collect();
        paths.sort();
        paths
    }

    fn reason(&self, path: impl AsRef<Path>) -> &str {
        self.skipped.get(path.as_ref()).map_or("", String::as_str)
    }
}

fn link(folder: &Folder, target: &str, name: &str) -> PathBuf {
    symlink(folder.at(target), folder.at(name)).expect("a link is made");
    folder.at(name)
}

fn root(path: impl AsRef<Path>) -> Root {
    Root::new(path.as_ref()).expect("the path is there")
}

fn walk(paths: &[PathBuf]) -> Walked {
    walk_roots(&paths.iter().map(root).collect::<Vec<_>>())
}

fn walk_roots(roots: &[Root]) -> Walked {
    let walked = Mutex::new(Walked::default());
    store::walk(roots, &AtomicBool::new(false), &|found| {
        let mut walked = walked.lock().expect("no test panics while it holds the lock");
        match found {
            Found::Folder(path) => walked.folders.push(path.to_path_buf()),
            Found::Review(loaded) => walked.reviews.push(*loaded),
            Found::Skipped { path, reason } => {
                walked.skipped.insert(path.to_path_buf(), reason);
            }
            Found::Unreadable { path, diagnostic } => {
                let message = diagnostic.message(Audience::READER);
                walked.unreadable.insert(path.to_path_buf(), message);
            }
        }
    });
    walked.into_inner().expect("no test panics while it holds the lock")
}

fn stars_of(loaded: &Loaded) -> Option<f64> {
    loaded.review.stars().map(Stars::value)
}

#[test]
fn a_folder_is_walked_as_git_would() {
    let folder = Folder::with(&[
        ("a.toml", &toml("A", "4")),
        ("2024/b.md", &markdown("B", "4/5")),
        ("drafts/c.toml", &toml("C", "4")),
        (".hidden/d.toml", &toml("D", "4")),
        ("picture.jpg", "no review"),
        (".gitignore", "drafts/\n"),
    ]);
    let walked = walk(&[folder.path().to_owned()]);
    assert_eq!(walked.paths(), [folder.at("2024/b.md"), folder.at("a.toml")]);
    assert_eq!(walked.folders, [folder.path(), &folder.at("2024")]);
    assert!(walked.skipped.is_empty());
}

#[test]
fn rules_of_git_hold_as_they_do_in_git() {
    let folder = Folder::with(&[
        (".gitignore", "outside.md\n"),
        ("repo/.git/info/exclude", "private/\n"),
        ("repo/.gitignore", "*.md\n!keep.md\n/top.toml\n"),
        ("repo/a.md", &markdown("A", "4/5")),
        ("repo/keep.md", &markdown("B", "4/5")),
        ("repo/top.toml", &toml("C", "4")),
        ("repo/in/top.toml", &toml("D", "4")),
        ("repo/in/.gitignore", "!outside.md\n"),
        ("repo/in/outside.md", &markdown("E", "4/5")),
        ("repo/private/f.toml", &toml("F", "4")),
    ]);
    let kept =
        [folder.at("repo/in/outside.md"), folder.at("repo/in/top.toml"), folder.at("repo/keep.md")];
    assert_eq!(walk(&[folder.at("repo")]).paths(), kept);
    assert_eq!(walk(&[folder.path().to_owned()]).paths(), kept);
    // A folder named on the command line is walked even when git ignores it.
    assert_eq!(walk(&[folder.at("repo/private")]).paths(), [folder.at("repo/private/f.toml")]);
    let root = root(folder.path());
    for loaded in walk(&[folder.at("repo")]).reviews {
        assert!(matches!(store::reload(&loaded.review.place.path, &root), Reloaded::Review(_)));
    }
    for name in ["repo/a.md", "repo/top.toml", "repo/private/f.toml", "repo/private"] {
        let now = store::reload(&folder.at(name), &root);
        assert!(matches!(now, Reloaded::NotReview { .. }), "{name}: {now:?}");
    }
}

#[test]
fn a_link_is_not_followed_unless_it_is_named() {
    let folder = Folder::with(&[("a.toml", &toml("A", "4")), ("in/b.toml", &toml("B", "4"))]);
    let elsewhere = Folder::with(&[("secret.toml", &toml("Secret", "1"))]);
    link(&folder, "in", "round");
    link(&folder, ".", "in/loop");
    let link = folder.at("link.toml");
    symlink(elsewhere.at("secret.toml"), &link).unwrap();
    let walked = walk(&[folder.path().to_owned()]);
    assert_eq!(walked.paths(), [folder.at("a.toml"), folder.at("in/b.toml")]);
    assert!(walked.reason(&link).starts_with("a link"));
    assert!(walked.reason(folder.at("round")).starts_with("a link"));
    assert_eq!(walk(std::slice::from_ref(&link)).paths(), [&link]);
    assert_eq!(walk(&[folder.at("round")]).paths(), [folder.at("round/b.toml")]);
}

#[test]
fn what_is_named_twice_is_read_once() {
    let folder = Folder::with(&[("a.toml", &toml("A", "4")), ("in/b.toml", &toml("B", "4"))]);
    let spelled = folder.at("in/../a.toml");
    let walked = walk(&[folder.path().to_owned(), folder.at("in"), spelled.clone()]);
    assert_eq!(walked.reviews.len(), 2);
    assert!(walked.paths().contains(&spelled.as_path()));
}

#[test]
fn a_file_that_was_named_is_always_opened() {
    let folder = Folder::with(&[("config.toml", "[server]\nport = 80\n")]);
    let walked = walk(&[folder.at("config.toml")]);
    assert_eq!(walked.reviews.len(), 1);
    assert_eq!(walked.folders, [folder.path()]);
    let walked = walk(&[folder.path().to_owned()]);
    assert!(walked.reviews.is_empty());
    assert_ne!(walked.reason(folder.at("config.toml")), "");
}

#[test]
fn a_broken_review_is_listed_and_a_broken_config_is_not() {
    let folder = Folder::with(&[
        ("review.toml", "title = \"The General\"\nrating = 4\n[sections]\nplot = \"\"\"An\n"),
        ("config.toml", "[server\nport = 80\n"),
    ]);
    let walked = walk(&[folder.path().to_owned()]);
    assert_eq!(walked.paths(), [folder.at("review.toml")]);
    assert!(walked.reviews[0].review.broken().is_some());
    assert_ne!(walked.reason(folder.at("config.toml")), "");
}

#[test]
fn nothing_that_is_no_file_stops_a_walk() {
    let folder = Folder::with(&[("a.toml", &toml("A", "4"))]);
    let pipe = folder.pipe("pipe.toml");
    let huge = folder.huge("huge.md");
    folder.pipe(".gitignore");
    folder.write("in/b.txt", "notes");
    symlink("/dev/zero", folder.at("in/.gitignore")).unwrap();
    let walked = walk(&[folder.path().to_owned()]);
    assert_eq!(walked.paths(), [folder.at("a.toml")]);
    assert_eq!(walked.reason(&pipe), "expected a file, found a pipe");
    assert!(!store::holds_review(&root(folder.at("in"))));
    assert_eq!(walked.reason(&huge), "expected at most 8 MiB, found more");
    let named = walk(&[pipe]);
    assert_eq!(named.reviews[0].review.broken().unwrap().code, Code::Unreadable);
}

#[test]
fn a_walk_ends_when_it_is_told_to() {
    let folder = Folder::with(&[("a.toml", &toml("A", "4"))]);
    store::walk(&[root(folder.path())], &AtomicBool::new(true), &|found| {
        panic!("found {found:?}");
    });
}

#[test]
fn only_regular_files_are_opened() {
    let folder = Folder::with(&[]);
    let message = |path: &Path| store::read(path).unwrap_err().message(Audience::READER);
    assert_eq!(message(folder.path()), "expected a file, found a folder");
    assert_eq!(message(Path::new("/dev/zero")), "expected a file, found a device");
    assert_eq!(message(&folder.pipe("pipe")), "expected a file, found a pipe");
    assert_eq!(message(&folder.at("none")), "expected a file, found nothing of that name");
}

#[test]
fn a_missing_root_is_named() {
    let missing = Root::new(Path::new("no/such/folder")).unwrap_err();
    assert_eq!(missing.path, Path::new("no/such/folder"));
    assert!(missing.reason.ends_with("found nothing of that name"));
}

#[test]
fn the_nearest_author_wins_field_by_field() {
    let folder = Folder::with(&[
        ("author.toml", "name = \"AuthorDefaults\"\nemail = \"house@example.org\"\n"),
        ("in/author.toml", "name = \"Guest\"\n"),
        ("in/a.toml", &toml("A", "4")),
        ("b.toml", &format!("{}[author]\nemail = \"own@example.org\"\n", toml("B", "4"))),
    ]);
    let loaded = |name: &str, from: &Path| {
        let author = store::load(&folder.at(name), &root(from), &AuthorDefaultsCache::default())
            .review
            .author;
        (author.name.unwrap_or_default(), author.email.unwrap_or_default())
    };
    let guest = ("Guest".to_owned(), "house@example.org".to_owned());
    assert_eq!(loaded("in/a.toml", folder.path()), guest);
    assert_eq!(
        loaded("b.toml", folder.path()),
        ("AuthorDefaults".to_owned(), "own@example.org".to_owned())
    );
    // The library's root is the folder that was named; for a file, the folder with `.git`.
    assert_eq!(loaded("in/a.toml", &folder.at("in")), ("Guest".to_owned(), String::new()));
    assert_eq!(loaded("in/a.toml", &folder.at("in/a.toml")).1, "");
    folder.write(".git/HEAD", "");
    assert_eq!(loaded("in/a.toml", &folder.at("in/a.toml")), guest);
}

#[test]
fn a_part_of_a_library_has_the_authors_above_it() {
    let folder = Folder::with(&[
        ("author.toml", "name = \"AuthorDefaults\"\n"),
        ("new/a.toml", &toml("A", "4")),
        ("new/b.toml", &toml("B", "4")),
        ("new/.gitignore", "b.toml\n"),
    ]);
    let part = root(folder.path()).part(&folder.at("new"));
    let walked = walk_roots(&[part]);
    assert_eq!(walked.paths(), [folder.at("new/a.toml")]);
    assert_eq!(walked.reviews[0].review.author.name.as_deref(), Some("AuthorDefaults"));
    assert_eq!(&*walked.reviews[0].root, folder.path());
}

#[test]
fn a_broken_author_file_is_reported() {
    let folder = Folder::with(&[("author.toml", "name = \n"), ("a.toml", &toml("A", "4"))]);
    let problems = store::walk(&[root(folder.path())], &AtomicBool::new(false), &|_| {});
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].0, folder.at("author.toml"));
}

#[test]
fn the_nearest_word_goal_holds() {
    let folder = Folder::with(&[
        ("author.toml", "words = 600\n"),
        ("in/author.toml", "words = 300\n"),
        ("in/a.toml", &toml("A", "4")),
        ("b.toml", &toml("B", "4")),
    ]);
    let goal = |name: &str| {
        let root = root(folder.path());
        store::load(&folder.at(name), &root, &AuthorDefaultsCache::default()).review.word_goal
    };
    assert_eq!((goal("in/a.toml"), goal("b.toml")), (Some(300), Some(600)));
}

#[test]
fn an_author_file_settles_the_scale() {
    let folder = Folder::with(&[("author.toml", "scale = 10\n"), ("a.md", &markdown("A", "8"))]);
    assert_eq!(stars_of(&walk(&[folder.path().to_owned()]).reviews[0]), Some(4.0));
}

#[test]
fn one_file_alone_asks_its_neighbours() {
    let folder = Folder::with(&[("a.md", &markdown("A", "4")), (".git/HEAD", "")]);
    assert_eq!(stars_of(&walk(&[folder.at("a.md")]).reviews[0]), Some(4.0));
    folder.write("2024/b.md", markdown("B", "9"));
    let alone = &walk(&[folder.at("a.md")]).reviews[0];
    assert_eq!(stars_of(alone), Some(2.0));
    assert!(alone.review.diagnostics.iter().any(|found| found.code == Code::ScaleGuessed));
    // Eight reviews in the same folder are enough to deduce the scale without other folders.
    for n in 0..8 {
        folder.write(&format!("fives/{n}.md"), markdown("C", "4"));
    }
    let alone = &walk(&[folder.at("fives/0.md")]).reviews[0];
    assert_eq!(stars_of(alone), Some(4.0));
    assert!(alone.review.diagnostics.is_empty(), "{:?}", alone.review.diagnostics);
}

#[test]
fn a_change_is_told_for_what_it_is() {
    let folder = Folder::with(&[
        ("a.toml", &toml("A", "4")),
        ("drafts/b.toml", &toml("B", "4")),
        (".c.toml", &toml("C", "4")),
        ("author.toml", "name = \"AuthorDefaults\"\n"),
        ("notes.rs", ""),
        ("in/.gitignore", "*.toml\n"),
        ("in/d.toml", &toml("D", "4")),
        (".gitignore", "drafts\n"),
    ]);
    let root = root(folder.path());
    let now = |name: &str| store::reload(&folder.at(name), &root);
    let ignore_rules = |name: &str| matches!(now(name), Reloaded::NotReview { reason } if reason.starts_with("hidden, or"));
    assert!(matches!(now("a.toml"), Reloaded::Review(loaded) if loaded.skipped.is_none()));
    assert!(ignore_rules("drafts/b.toml") && ignore_rules(".c.toml") && ignore_rules("in/d.toml"));
    assert!(ignore_rules("drafts"));
    assert!(matches!(now("notes.rs"), Reloaded::NotReview { .. }));
    assert_eq!(now("in"), Reloaded::Folder);
    assert_eq!(now("author.toml"), Reloaded::Author);
    assert_eq!(now("none.toml"), Reloaded::Gone);
    let named = self::root(folder.at(".c.toml"));
    assert!(matches!(store::reload(&folder.at(".c.toml"), &named), Reloaded::Review(_)));
    let beside = store::reload(&folder.at("a.toml"), &named);
    assert!(matches!(beside, Reloaded::NotReview { .. }));
}

#[test]
fn the_line_of_a_passage_is_looked_for_from_its_section_on() {
    let text = "title = \"A\"\n[sections]\nplot = \"\"\"\nSee it.\n\"\"\"\nverdict = \"\"\"\n\nSee it.\n\"\"\"\n";
    let folder = Folder::with(&[("a.toml", text)]);
    let line_of = |line, text| store::line_of(&folder.at("a.toml"), line, text);
    assert_eq!((line_of(3, "See it."), line_of(6, " See it.\n")), (4, 8));
    // A text that the file does not contain, and an empty one, leave the line unchanged.
    assert_eq!((line_of(6, "See them."), line_of(6, " ")), (6, 6));
    assert_eq!(store::line_of(&folder.at("none.toml"), 6, "See it."), 6);
}

#[test]
fn the_same_bytes_have_the_same_digest() {
    let folder = Folder::with(&[("a.toml", &toml("A", "4"))]);
    let root = root(folder.path());
    let digest = || match store::reload(&folder.at("a.toml"), &root) {
        Reloaded::Review(loaded) => loaded.digest,
        other => panic!("{other:?}"),
    };
    let before = digest();
    folder.write("a.toml", toml("A", "4"));
    assert_eq!(digest(), before);
    folder.write("a.toml", toml("A", "3"));
    assert_ne!(digest(), before);
}

/// A watcher of `folder`, once it is known to watch, since it starts on a thread of its own.
fn watching(folder: &Path) -> (Watcher, Receiver<Changed>) {
    let (send, changes) = mpsc::channel();
    let watcher = Watcher::start(move |changed| drop(send.send(changed))).expect("inotify");
    watch(&watcher, &changes, folder);
    (watcher, changes)
}

fn watch(watcher: &Watcher, changes: &Receiver<Changed>, folder: &Path) {
    watcher.add(folder);
    let probe = folder.join("probe");
    loop {
        fs::write(&probe, "").expect("a file is written");
        match changes.recv_timeout(Duration::from_millis(20)) {
            Ok(Changed::Paths(paths)) if paths.contains(&probe) => return,
            _ => {}
        }
    }
}

fn await_change(changes: &Receiver<Changed>, path: &Path) {
    loop {
        match changes.recv_timeout(EVENT_TIMEOUT).expect("the change is reported") {
            Changed::Paths(paths) if paths.iter().any(|changed| changed == path) => return,
            _ => {}
        }
    }
}

#[test]
fn writing_renaming_and_removing_are_told() {
    let folder = Folder::with(&[("a.toml", "")]);
    let (watcher, changes) = watching(folder.path());
    let file = folder.write("a.toml", "title = \"A\"");
    await_change(&changes, &file);
    let other = folder.write("other", "title = \"B\"");
    await_change(&changes, &other);
    fs::rename(&other, &file).unwrap();
    await_change(&changes, &file);
    fs::remove_file(&file).unwrap();
    await_change(&changes, &file);
    drop(watcher);
}

#[test]
fn a_new_folder_is_told_and_can_be_watched() {
    let folder = Folder::with(&[]);
    let (watcher, changes) = watching(folder.path());
    let new = folder.at("2024");
    fs::create_dir(&new).unwrap();
    await_change(&changes, &new);
    watch(&watcher, &changes, &new);
    let file = folder.write("2024/a.toml", "");
    await_change(&changes, &file);
}

#[test]
fn nothing_is_missed_between_asking_and_watching() {
    let (watched, folder) = (Folder::with(&[]), Folder::with(&[]));
    let (watcher, changes) = watching(watched.path());
    for n in 0..100 {
        let new = folder.at(&n.to_string());
        fs::create_dir(&new).unwrap();
        watcher.add(&new);
        let file = folder.write(&format!("{n}/a.toml"), "");
        loop {
            match changes.recv_timeout(EVENT_TIMEOUT).expect("the change is reported") {
                Changed::Paths(paths) if paths.contains(&file) || paths.contains(&new) => break,
                _ => {}
            }
        }
    }
}

/// The caller may have read a file before its folder was watched. The folder is reported so that
/// the caller reads it again, since writing a file in place does not modify its folder.
#[test]
fn that_a_folder_is_watched_is_told_where_it_is_asked_for() {
    let (watched, folder) = (Folder::with(&[]), Folder::with(&[("a.toml", "")]));
    let (watcher, changes) = watching(watched.path());
    for _ in 0..2 {
        watcher.add_and_report(folder.path());
        await_change(&changes, folder.path());
    }
}

#[test]
fn changes_are_told_in_the_spelling_that_was_given() {
    let folder = Folder::with(&[("real/a.toml", "")]);
    let link = link(&folder, "real", "link");
    let (_watcher, changes) = watching(&link);
    folder.write("real/a.toml", "title = \"A\"");
    await_change(&changes, &link.join("a.toml"));
}

#[test]
fn reading_a_file_is_no_change() {
    let folder = Folder::with(&[("a.toml", "")]);
    let (_watcher, changes) = watching(folder.path());
    fs::read(folder.at("a.toml")).unwrap();
    let last = folder.write("last", "");
    loop {
        let Ok(Changed::Paths(paths)) = changes.recv_timeout(EVENT_TIMEOUT) else { panic!() };
        assert!(!paths.contains(&folder.at("a.toml")));
        if paths.contains(&last) {
            break;
        }
    }
}

#[test]
fn a_folder_that_is_gone_is_no_failure() {
    let folder = Folder::with(&[]);
    let (watcher, changes) = watching(folder.path());
    watcher.add(&folder.at("none"));
    let file = folder.write("a.toml", "");
    await_change(&changes, &file);
}

/// The lister blocks while its queue is full; it must not block forever when the readers stop early.
#[test]
fn a_walk_that_is_stopped_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..4000 {
        fs::write(folder.path().join(format!("{number}.md")), "---\ntitle: A\nrating: 3/5\n---\n")
            .expect("a file");
    }
    let root = Root::new(folder.path()).expect("a root");
    let (sender, ended) = mpsc::channel();
    std::thread::spawn(move || {
        let stop = AtomicBool::new(false);
        store::walk(&[root], &stop, &|found| {
            stop.fetch_or(matches!(found, Found::Review(_)), Ordering::Relaxed);
        });
        sender.send(())
    });
    ended.recv_timeout(EVENT_TIMEOUT).expect("the walk ends");
}
