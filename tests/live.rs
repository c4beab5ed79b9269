//! The reader beside an editor: what is saved, added, removed and broken appears on the screen by
//! itself, and the reader keeps its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use terminal::Terminal;

#[path = "common/terminal.rs"]
mod terminal;

/// How long the reader waits before it reports that a file is broken or gone. When two steps of a
/// save are further apart, on a busy machine, the first may be seen.
const ERROR_DELAY: Duration = Duration::from_millis(150);

/// A folder with three reviews, and the reader on it.
struct Beside {
    folder: TempDir,
    terminal: Terminal,
}

impl Beside {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, title, day) in
            [("a.toml", "The General", 3), ("b.toml", "Sherlock Jr.", 2), ("c.toml", "One Week", 1)]
        {
            fs::write(folder.path().join(name), review(title, day, "An engine is stolen."))
                .expect("a file");
        }
        let mut terminal =
            Terminal::run(&[env!("CARGO_BIN_EXE_rushes"), "."], folder.path(), (120, 30));
        terminal.shows("1 of 3").shows("The General  1926").shows("An engine is stolen.");
        let mut beside = Self { folder, terminal };
        // A change that is shown proves that the folder is watched.
        beside.replace("c.toml", &review("The Navigator", 1, "")).shows("The Navigator");
        beside
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&mut self, name: &str, text: &str) -> &mut Terminal {
        fs::write(self.at(name), text).expect("a file is written");
        &mut self.terminal
    }

    /// Writes as most editors do: a new file takes the place of the old one.
    fn replace(&mut self, name: &str, text: &str) -> &mut Terminal {
        let (new, old) = (self.at(".new~"), self.at(name));
        fs::write(&new, text).expect("a file is written");
        fs::rename(new, old).expect("it takes the other's place");
        &mut self.terminal
    }

    fn quits(&mut self) {
        self.terminal.types("Q");
        assert_eq!(self.terminal.ends(), 0);
        self.terminal.is_given_back();
    }
}

fn review(title: &str, day: u8, plot: &str) -> String {
    format!(
        "title = \"{title}\"\nyear = 1926\nrating = 4\ndate = 2024-01-{day:02}\n[sections]\n\
         plot = \"\"\"\n{plot}\"\"\"\nverdict = \"See it.\"\n"
    )
}

fn long(changed: &str) -> String {
    let paragraph =
        |n| format!("Paragraph {n} goes on for a while about nothing in particular.\n\n");
    (1..=40).map(|n| if n == 2 { format!("{changed}\n\n") } else { paragraph(n) }).collect()
}

#[test]
fn what_is_written_appears() {
    let mut beside = Beside::new();
    beside
        .write("a.toml", &review("The General", 3, "An engine is sold."))
        .shows("An engine is sold.");
    beside
        .replace("a.toml", &review("The General", 3, "An engine is found."))
        .shows("An engine is found.");
    beside.replace("a.toml", &review("Le Mécano", 3, "An engine is lost.")).shows("▌ Le Mécano");
    beside.terminal.shows("An engine is lost.").shows("1 of 3");
    beside.quits();
}

#[test]
fn what_is_added_and_removed_leaves_the_choice_alone() {
    let mut beside = Beside::new();
    beside.terminal.types("j").shows("▌ Sherlock Jr.").shows("Sherlock Jr.  1926");
    beside.write("new.toml", &review("Seven Chances", 9, "A bride is sought.")).shows("3 of 4");
    let on_top = |row: &str| row.contains("Seven Chances");
    beside.terminal.until("the newest on top", |screen| {
        screen.rows(0, 40).find(|row| row.contains('★')).is_some_and(|row| on_top(&row))
            && screen.contents().contains("▌ Sherlock Jr.")
    });
    fs::remove_file(beside.at("new.toml")).expect("it was there");
    beside.terminal.shows("2 of 3").until("it gone", |screen| !screen.contents().contains("Seven"));
    fs::remove_file(beside.at("b.toml")).expect("it was there");
    beside.terminal.shows("b.toml is gone").shows("▌ The Navigator").shows("The Navigator  1926");
    beside.quits();
}

#[test]
fn a_new_folder_is_read_and_watched() {
    let mut beside = Beside::new();
    beside.terminal.types("j").shows("2 of 3");
    fs::create_dir_all(beside.at("more/deep")).expect("a folder");
    beside
        .write("more/deep/d.toml", &review("Steamboat Bill", 9, "A house falls."))
        .shows("3 of 4")
        .shows("Steamboat Bill");
    beside
        .replace("more/deep/d.toml", &review("Steamboat Bill Jr.", 9, "A house falls."))
        .shows("Steamboat Bill Jr.");
    fs::rename(beside.at("more/deep/d.toml"), beside.at("d.toml")).expect("it is moved");
    beside
        .write("d.toml", &review("College", 9, "A race is run."))
        .shows("College")
        .until("one of the two", |screen| {
            !screen.contents().contains("Steamboat") && screen.contents().contains("of 4")
        });
    beside.quits();
}

#[test]
fn a_reload_keeps_the_place() {
    let mut beside = Beside::new();
    beside.write("a.toml", &review("The General", 3, &long("As it was."))).shows("As it was.");
    beside.terminal.types("\r").types(&"j".repeat(24));
    // The first row of the text, below the bar.
    let top = |screen: &vt100::Screen| screen.rows(44, 76).nth(4).unwrap_or_default();
    beside.terminal.until("the place", |screen| top(screen).starts_with("Paragraph 10 "));
    let more = "Now it is another text.\n\nAnd there is more of it.\n\nMuch more than before.";
    beside.replace("a.toml", &review("The General", 3, &long(more)));
    // That change lies above the view, where it cannot be awaited; a new title can.
    beside.replace("a.toml", &review("The Engineer", 3, &long(more))).shows("The Engineer");
    beside.terminal.until("the place", |screen| top(screen).starts_with("Paragraph 10 "));
    beside.terminal.types("g").shows("Much more than before.");
    beside.quits();
}

#[test]
fn what_breaks_is_told_and_what_is_mended_is_shown() {
    let mut beside = Beside::new();
    let broken = review("The General", 3, "An engine is gone.").replace("year = 1926", "year 1926");
    beside.write("a.toml", &broken).shows("last good text").shows("An engine is stolen.");
    beside.terminal.shows("▌! The General").shows("line 2");
    beside
        .write("a.toml", &review("The General", 3, "An engine is back."))
        .shows("An engine is back.");
    beside.terminal.until("no more complaint", |screen| {
        !screen.contents().contains("last good") && screen.contents().contains("▌ The General")
    });
    beside.quits();
}

/// The list marks the file, and the page shows what is new in it.
#[test]
fn a_slip_that_is_mended_is_marked_and_does_not_freeze_the_page() {
    let mut beside = Beside::new();
    let post = |title: &str, text: &str| {
        format!("---\ntitle: {title}\nrating: 4/5\ndate: 2024-02-01\n---\n\n{text}\n")
    };
    beside.write("d.md", &post("Night Boat", "It sails.")).shows("Night Boat");
    beside.terminal.types("g").shows("▌ Night Boat").shows("It sails.");
    beside.write("d.md", &post("Night Boat: The Return", "It comes back."));
    beside.terminal.shows("▌! Night Boat: The Return").until("the new text", |screen| {
        let seen = screen.contents();
        seen.contains("It comes back.") && !seen.contains("last good text")
    });
    beside.write("d.md", &post("\"Night Boat: The Return\"", "It stays."));
    beside.terminal.shows("▌ Night Boat: The Return").shows("It stays.");
    beside.quits();
}

/// Of a save in two steps, the first is never shown.
#[test]
fn a_file_that_is_empty_for_a_moment_is_no_news() {
    let mut beside = Beside::new();
    for round in 0..20 {
        let text = format!("An engine, take {round}.");
        let began = Instant::now();
        fs::write(beside.at("a.toml"), "").expect("it is emptied");
        beside.write("a.toml", &review("The General", 3, &text));
        let is_quick = began.elapsed() < ERROR_DELAY;
        beside.terminal.until("the new text", |screen| {
            let seen = screen.contents();
            // The folder may be read once more, since it changed shortly before the start.
            let has_all = seen.contains("1 of 3") || seen.contains("3… · newest first");
            let is_good = !seen.contains("last good") && has_all;
            assert!(is_good || !is_quick, "{seen}");
            is_good && seen.contains(&text)
        });
    }
    beside.quits();
}

#[test]
fn what_git_ignores_and_what_is_hidden_is_no_news() {
    let mut beside = Beside::new();
    beside.terminal.types("j").shows("2 of 3");
    beside.write(".gitignore", "drafts/\n");
    beside.write(".hidden.toml", &review("Hidden", 9, "."));
    fs::create_dir(beside.at("drafts")).expect("a folder");
    beside.write("drafts/d.toml", &review("Ignored", 9, "."));
    beside.write("notes.md", "# Shopping\n\nMilk.\n");
    beside
        .write("z.toml", &review("The Last One", 9, "It comes last."))
        .shows("The Last One")
        .shows("3 of 4");
    assert!(!beside.terminal.parser.screen().contents().contains("Ignored"));
    beside.quits();
}

#[test]
fn the_author_file_changes_what_the_page_says() {
    let mut beside = Beside::new();
    beside.write("author.toml", "signoff = \"Always look up\"\n").shows("Always look up");
    beside.write("author.toml", "signoff = \"Never look down\"\n").shows("Never look down");
    fs::remove_file(beside.at("author.toml")).expect("it was there");
    beside.terminal.until("nobody", |screen| !screen.contents().contains("look down"));
    beside.quits();
}

/// The reader on a folder below the current one.
fn on_folder(name: &str, environment: &[&str]) -> Beside {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(name)).expect("a folder");
    for (file, title) in [("a.toml", "The General"), ("b.toml", "Sherlock Jr.")] {
        let path = folder.path().join(name).join(file);
        fs::write(path, review(title, 3, "An engine is stolen.")).expect("a file");
    }
    let program = [&["/usr/bin/env"], environment, &[env!("CARGO_BIN_EXE_rushes"), name]].concat();
    let mut terminal = Terminal::run(&program, folder.path(), (120, 30));
    terminal.shows("The General").until("two", counts(2));
    let mut beside = Beside { folder, terminal };
    beside.write(&format!("{name}/b.toml"), &review("Seven Chances", 3, "")).shows("Seven Chances");
    beside
}

/// Whether the head of the list says that there are this many reviews.
fn counts(reviews: usize) -> impl Fn(&vt100::Screen) -> bool {
    let is_count =
        move |head: &str| head.split_whitespace().any(|word| word == reviews.to_string());
    move |screen| screen.rows(0, 38).next().is_some_and(|head| is_count(&head))
}

fn fill(folder: &Path, title: &str) {
    fs::create_dir(folder).expect("a folder");
    fs::write(folder.join("a.toml"), review(title, 3, "It is new.")).expect("a file");
}

/// As a switch of branches does.
#[test]
fn a_folder_that_is_removed_and_made_again_is_read_and_watched() {
    for environment in [&[][..], &["RUSHES_POLL=1"]] {
        let mut beside = on_folder("reviews", environment);
        for title in ["One Week", "Cops"] {
            fs::remove_dir_all(beside.at("reviews")).expect("it was there");
            beside.terminal.until("nothing", counts(0));
            fill(&beside.at("reviews"), title);
            beside.terminal.shows(title).until("one", counts(1));
            let next = format!("{title} again");
            beside.write("reviews/a.toml", &review(&next, 3, "")).shows(&next);
        }
        beside.quits();
    }
}

#[test]
fn a_folder_that_is_replaced_by_another_is_read_and_watched() {
    for (name, inner) in [("reviews", "reviews"), ("reviews", "reviews/2024")] {
        let mut beside = on_folder(name, &[]);
        if inner != name {
            fill(&beside.at(inner), "The Goat");
            beside.terminal.shows("The Goat").until("three", counts(3));
        }
        fill(&beside.at("other"), "College");
        fs::rename(beside.at(inner), beside.at("old")).expect("it is moved away");
        fs::rename(beside.at("other"), beside.at(inner)).expect("it takes its place");
        let count = if inner == name { 1 } else { 3 };
        beside.terminal.shows("College").until("the others", counts(count));
        // What is written where the folder was moved to is no news, what is written here is.
        beside.write("old/a.toml", &review("Go West", 3, ""));
        let file = format!("{inner}/a.toml");
        beside.write(&file, &review("Steamboat Bill", 3, "")).shows("Steamboat Bill");
        beside.terminal.until("no other", |screen| {
            let seen = screen.contents();
            !seen.contains("Go West") && !seen.contains("The Goat") && counts(count)(screen)
        });
        beside.quits();
    }
}

/// The shell stands in a folder that a switch of branches takes away for a while.
#[test]
fn the_current_folder_may_be_removed_and_made_again() {
    let above = tempfile::tempdir().expect("a folder");
    let folder = above.path().join("reviews");
    fill(&folder, "One Week");
    let mut terminal = Terminal::run(&[env!("CARGO_BIN_EXE_rushes"), "."], &folder, (120, 30));
    terminal.shows("1 of 1").shows("It is new.");
    fs::remove_dir_all(&folder).expect("it was there");
    terminal.until("nothing", counts(0));
    fill(&folder, "Cops");
    terminal.shows("Cops").until("one", counts(1)).types("Q");
    assert_eq!(terminal.ends(), 0);
}

/// While the program stands still its queue of events runs over.
#[cfg(target_os = "linux")]
#[test]
fn after_an_overflow_everything_is_read_again() {
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").expect("a limit");
    let limit: usize = limit.trim().parse().expect("a number");
    let mut beside = Beside::new();
    let child = beside.terminal.child.as_ref().and_then(|child| child.process_id());
    let child = child.and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?));
    let child = child.expect("it runs");
    let signal = |signal| rustix::process::kill_process(child, signal).expect("it runs");
    signal(rustix::process::Signal::STOP);
    // Each of them is at least one event.
    for number in 0..=limit {
        fs::write(beside.at(if number % 2 == 0 { "one" } else { "two" }), "").expect("a file");
    }
    // These events are lost.
    fs::remove_file(beside.at("b.toml")).expect("it was there");
    beside.write("a.toml", &review("Neighbors", 3, ""));
    signal(rustix::process::Signal::CONT);
    beside
        .terminal
        .shows("Neighbors")
        .shows("of 2")
        .until("two", |screen| !screen.contents().contains("Sherlock"));
    // The folder is still watched.
    beside.write("a.toml", &review("Daydreams", 3, "")).shows("Daydreams");
    beside.quits();
}

/// An author's file has the reviews around it read again, which must not have itself read again.
#[test]
fn an_author_file_that_is_named_is_read_when_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("author.toml");
    fs::write(&path, "name = \"A\"\nsignoff = \"One row closer\"\n").expect("a file");
    let program = [env!("CARGO_BIN_EXE_rushes"), "author.toml"];
    let mut terminal = Terminal::run(&program, folder.path(), (100, 30));
    goes_quiet(terminal.shows("One row closer"));
    fs::write(&path, "name = \"A\"\nsignoff = \"Two rows back\"\n").expect("a file");
    goes_quiet(terminal.shows("Two rows back"));
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
}

/// Asserts that the program writes no more after a few frames.
fn goes_quiet(terminal: &mut Terminal) {
    const MAX_WRITES: usize = 50;
    let quiet_time = Duration::from_millis(200);
    let writes = std::iter::from_fn(|| terminal.output.recv_timeout(quiet_time).ok());
    let count = writes.take(MAX_WRITES).inspect(|bytes| terminal.parser.process(bytes)).count();
    assert!(count < MAX_WRITES, "it writes on:\n{}", terminal.parser.screen().contents());
}

#[test]
fn a_folder_that_is_polled_is_as_good_as_watched() {
    let mut beside = on_folder("reviews", &["RUSHES_POLL=1"]);
    beside.write("reviews/a.toml", &review("The Paleface", 3, "")).shows("The Paleface");
    fs::remove_file(beside.at("reviews/b.toml")).expect("it was there");
    beside.terminal.until("one", counts(1));
    fill(&beside.at("reviews/2024"), "The Boat");
    beside.terminal.shows("The Boat").until("two", counts(2));
    beside.write("reviews/2024/a.toml", &review("The Balloonatic", 3, "")).shows("The Balloonatic");
    beside.quits();
}
