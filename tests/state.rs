//! What the reader remembers outside the files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::{Folder, markdown, toml};
use drive::{Driver, shipped};
use rushes::model::ReviewKey;
use rushes::store::{self, Root};
use rushes::tui::app::{Appearance, Resuming};
use rushes::tui::message::{Effect, Message};
use terminal::Terminal;

mod common;
#[path = "common/drive.rs"]
mod drive;
#[path = "common/terminal.rs"]
mod terminal;

const SIZE: (u16, u16) = (100, 24);
const WIDE: (u16, u16) = (120, 30);

/// Three reviews in the order of the list, and a folder for what is remembered of them.
struct Library {
    folder: Folder,
    state: tempfile::TempDir,
}

impl Library {
    fn new() -> Self {
        let folder = Folder::with(&[
            ("reviews/alpha.toml", &toml("Alpha", "4")),
            ("reviews/beta.toml", &toml("Beta", "4")),
            ("reviews/gamma.md", &markdown("Gamma", "4/5")),
        ]);
        Self { folder, state: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The same with a text of several screens in the second review.
    fn with_long_text() -> Self {
        let library = Self::new();
        let section = |name: &str| {
            let text: Vec<String> = (1..30).map(|number| format!("{name} {number}.")).collect();
            text.join("\n\n")
        };
        let long = toml("Beta", "4")
            .replace("An engine is stolen.", &section("Plot"))
            .replace("See it.", &section("Verdict"));
        library.folder.write("reviews/beta.toml", long);
        library
    }

    fn open(&self) -> Terminal {
        self.open_with(&[], SIZE)
    }

    /// The reader on as many reviews, after its walk.
    fn open_of(&self, count: usize, size: (u16, u16)) -> Terminal {
        let mut terminal = self.open_with(&[], size);
        let count = match (count / 1000, count % 1000) {
            (0, rest) => rest.to_string(),
            (thousands, rest) => format!("{thousands},{rest:03}"),
        };
        terminal.shows(&format!(" of {count}"));
        terminal
    }

    fn open_with(&self, args: &[&str], size: (u16, u16)) -> Terminal {
        let program = ["env", "COLORTERM=truecolor", env!("CARGO_BIN_EXE_rushes"), "reviews"];
        let program = [&program[..], args].concat();
        let mut terminal =
            Terminal::run_with_state(&program, self.folder.path(), size, self.state.path());
        terminal.until("the end of the walk", |screen| {
            let rows: Vec<String> = screen.rows(0, size.0).collect();
            rows.last().is_some_and(|row| row.contains(" of "))
        });
        terminal
    }

    fn command(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
        command.current_dir(self.folder.path()).args(args).stdin(Stdio::null());
        command.env("XDG_STATE_HOME", self.state.path()).output().expect("the program runs")
    }

    fn log(&self) -> PathBuf {
        self.state.path().join("rushes/state.log")
    }

    fn lines(&self) -> Vec<String> {
        let log = fs::read_to_string(self.log()).expect("a log");
        log.lines().map(ToOwned::to_owned).collect()
    }
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// The rows of the screen above the last one.
fn page(terminal: &Terminal) -> Vec<String> {
    let screen = terminal.parser.screen();
    let (rows, columns) = screen.size();
    screen.rows(0, columns).take(usize::from(rows) - 1).collect()
}

/// The rows of the list, as far as the rule beside it.
fn listed(driver: &Driver) -> Vec<String> {
    let rows = driver.rows();
    let list = rows.iter().map(|row| row.chars().take(36).collect::<String>());
    list.filter(|row| row.contains('★')).map(|row| row.trim_end().to_owned()).collect()
}

fn three_files() -> [(String, String); 3] {
    ["Alpha", "Beta", "Gamma"].map(|title| (format!("{title}.toml"), toml(title, "4")))
}

fn three() -> Driver {
    let files = three_files();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::of(&files, Appearance::default(), SIZE)
}

fn quits(terminal: &mut Terminal) {
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_sign_stands_before_what_is_unread_once_something_was_read() {
    let mut driver = three();
    let starts = |driver: &Driver| -> Vec<String> {
        listed(driver).iter().map(|row| row.chars().take(8).collect()).collect()
    };
    assert_eq!(starts(&driver), ["▌ Alpha ", "  Beta  ", "  Gamma "]);
    driver.press("j x");
    assert_eq!(starts(&driver), [" ● Alpha", "▌  Beta ", " ● Gamma"]);
    assert!(driver.rows().last().expect("a row").contains("marked as read"));
    driver.press("x");
    assert_eq!(starts(&driver), ["  Alpha ", "▌ Beta  ", "  Gamma "]);
    assert!(driver.rows().last().expect("a row").contains("marked as unread"));
}

#[test]
fn the_signs_have_a_form_in_ascii() {
    let mut driver = Driver::open(
        &shipped(),
        Appearance { glyphs: rushes::text::Glyphs::Ascii, ..Appearance::default() },
        SIZE,
    );
    driver.press("x");
    let rows = driver.rows();
    assert!(rows.iter().any(|row| row.starts_with(" o The General")), "{rows:#?}");
}

#[test]
fn what_was_marked_is_remembered_in_a_private_log_of_readable_lines() {
    let library = Library::new();
    let mut terminal = library.open();
    terminal.types("jx").shows("marked as read");
    quits(&mut terminal);
    let folder = library.folder.path().canonicalize().expect("a folder");
    let path = folder.join("reviews/beta.toml");
    let line = format!("read\t{}\t1\tyes\tBeta\t1926\tfilm\t\t", path.display());
    assert_eq!(library.lines()[0], line);
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(
        (mode(library.log().parent().expect("a folder")), mode(&library.log())),
        (0o700, 0o600)
    );
    let mut terminal = library.open();
    terminal.shows("● Alpha").shows("● Gamma");
    assert!(!terminal.parser.screen().contents().contains("● Beta"));
    quits(&mut terminal);
}

#[test]
fn the_path_of_the_log_is_printed_and_the_log_removed_when_that_is_confirmed() {
    let library = Library::new();
    let path = library.log().display().to_string();
    assert_eq!(out(&library.command(&["state", "path"])), format!("{path}\n"));
    let none = library.command(&["state", "clear"]);
    assert!(none.status.success());
    assert_eq!(err(&none), format!("rushes: nothing is remembered: {path} is not there\n"));
    let mut terminal = library.open();
    terminal.types("x").shows("marked as read").types("jx").shows("Beta");
    quits(&mut terminal);
    let refused = library.command(&["state", "clear"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("expected --yes"), "{}", err(&refused));
    assert!(library.log().exists());
    let cleared = library.command(&["state", "clear", "--yes"]);
    assert_eq!(out(&cleared), format!("removed {path}: 2 read reviews, 1 last review\n"));
    assert!(cleared.status.success() && !library.log().exists());
}

#[test]
fn without_a_home_all_else_works() {
    let library = Library::new();
    let program = ["sh", "-c", "unset HOME XDG_STATE_HOME; exec \"$0\" reviews"];
    let program = [&program[..], &[env!("CARGO_BIN_EXE_rushes")]].concat();
    let mut terminal = Terminal::run(&program, library.folder.path(), SIZE);
    terminal.shows("Gamma").types("x").shows("● Gamma").types("Q");
    assert_eq!(terminal.ends(), 0);
    assert!(terminal.has_former_modes());
    let size = terminal.master.get_size().expect("a size");
    assert_eq!((size.cols, size.rows), SIZE);
}

#[test]
fn what_is_no_log_is_set_aside_and_named() {
    let places = [
        |place: &Folder| drop(place.pipe("rushes/state.log")),
        |place: &Folder| drop(place.huge("rushes/state.log")),
        |place: &Folder| drop(place.write("rushes/state.log", "what is this?\n")),
        |place: &Folder| drop(place.write("rushes/state.log/file", "a folder")),
    ];
    for (number, put) in places.into_iter().enumerate() {
        let state = Folder::with(&[("rushes/file", "")]);
        put(&state);
        let library = Library::new();
        let program = [env!("CARGO_BIN_EXE_rushes"), "reviews"];
        let mut terminal =
            Terminal::run_with_state(&program, library.folder.path(), (240, 24), state.path());
        terminal.shows("it is now state.unreadable-1").shows("Gamma");
        terminal.types("x").shows("● Beta");
        terminal.types("Q").is_given_back();
        assert_eq!(terminal.ends(), 0, "{number}");
        assert!(state.at("rushes/state.unreadable-1").exists(), "{number}");
        let lines = fs::read_to_string(state.at("rushes/state.log")).expect("a new log");
        assert!(lines.starts_with("read\t"), "{number}: {lines}");
    }
}

#[test]
fn a_review_is_unread_as_long_as_its_file_holds_another_work() {
    let mut driver = three();
    driver.press("j x");
    let path = driver.root.path.join("Beta.toml");
    fs::write(&path, toml("Delta", "4")).expect("a file is written");
    driver.changed(path.clone());
    assert!(!listed(&driver).iter().any(|row| row.contains('●')));
    fs::write(&path, toml("Beta", "2")).expect("a file is written");
    driver.changed(path);
    assert!(listed(&driver).iter().any(|row| row.contains("● Alpha")));
}

#[test]
fn of_a_draft_nothing_is_remembered() {
    let text = toml("Cops", "4");
    let mut driver = Driver::preview("draft.toml", &text, Appearance::default(), SIZE);
    driver.press("x");
    assert!(driver.rows().last().expect("a row").contains("no draft is remembered"));
}

#[test]
fn the_reader_opens_where_it_was_left() {
    for size in [SIZE, (80, 24), (200, 40)] {
        let library = Library::with_long_text();
        let mut terminal = library.open_with(&[], size);
        for (keys, shown) in [("j\r", "Plot 1."), ("2", "Verdict 1."), ("d", "Verdict 9.")] {
            terminal.types(keys).shows(shown);
        }
        terminal.types("jjjjy").shows("copied “Verdict");
        let copied = |terminal: &Terminal| {
            let contents = terminal.parser.screen().contents();
            let words = contents.split("copied ").nth(1).expect("what was copied").to_owned();
            words.split('”').next().expect("the end of a quotation").to_owned()
        };
        let left = copied(&terminal);
        quits(&mut terminal);
        let mut terminal = library.open_with(&[], size);
        // The page and the place in the list come in either order.
        terminal.shows("2 of 3").shows("Verdict 14.").types("y").shows("copied “Verdict");
        assert_eq!(copied(&terminal), left, "{size:?}");
        terminal.types("q").shows("/ filter");
        quits(&mut terminal);
        // In the list the choice is found again, too.
        let mut terminal = library.open_with(&[], size);
        terminal.shows("/ filter").shows("2 of 3");
        quits(&mut terminal);
        let mut terminal = library.open_with(&["--fresh"], size);
        terminal.shows("1 of 3");
        quits(&mut terminal);
    }
}

#[test]
fn nothing_is_written_by_looking() {
    let library = Library::new();
    let mut terminal = library.open();
    quits(&mut terminal);
    assert!(!library.log().exists());
}

#[test]
fn the_first_frame_shows_the_review_and_the_walk_brings_the_others() {
    let files = three_files();
    let folder = Folder::with(&[]);
    for (name, text) in &files {
        folder.write(name, text);
    }
    let resuming = |name: &str| {
        let key = ReviewKey::first(folder.at(name));
        Some(Resuming { key, is_open: false })
    };
    let appearance = Appearance { resuming: resuming("Beta.toml"), ..Appearance::default() };
    let mut driver = Driver::new(folder.path(), appearance, SIZE);
    begin(&mut driver);
    assert!(driver.rows()[0].contains("▏ Beta"), "{:#?}", driver.rows());
    assert_eq!(listed(&driver).len(), 1);
    walk(&mut driver);
    assert!(driver.rows()[0].contains("▏ Beta") && listed(&driver)[1].starts_with("▌ Beta"));
    // What is gone is not waited for.
    let appearance = Appearance { resuming: resuming("Nowhere.toml"), ..Appearance::default() };
    let mut driver = Driver::new(folder.path(), appearance, SIZE);
    begin(&mut driver);
    walk(&mut driver);
    assert!(driver.rows()[0].contains("▏ Alpha"), "{:#?}", driver.rows());
}

fn begin(driver: &mut Driver) {
    for effect in driver.app.begin() {
        let Effect::Run(job) = effect else { panic!("{effect:?}") };
        let answer = driver.answer(job).expect("an answer");
        driver.send(answer);
    }
}

fn walk(driver: &mut Driver) {
    let (entries, skipped) = driver.found();
    driver.send(Message::Found(entries));
    driver.send(Message::WalkEnded { skipped });
}

#[test]
fn a_review_is_read_once_its_last_line_was_in_view_while_it_had_the_focus() {
    let mut driver = three();
    driver.press("j k");
    assert!(!listed(&driver).iter().any(|row| row.contains('●')));
    driver.press("Enter");
    let rows = listed(&driver);
    assert!(rows[0].starts_with("▏  Alpha") && rows[1].starts_with(" ● Beta"), "{rows:#?}");
    // Who marks it as unread meanwhile is not contradicted.
    driver.press("x j k");
    assert!(!listed(&driver).iter().any(|row| row.contains('●')));
    let long = toml("Alpha", "4").replace("See it.", &"Again.\n\n".repeat(40));
    let mut driver = Driver::of(
        &[("a.toml", &long), ("b.toml", &toml("Beta", "4"))],
        Appearance::default(),
        SIZE,
    );
    driver.press("Enter Space");
    assert!(!listed(&driver).iter().any(|row| row.contains('●')));
    driver.press("G");
    assert!(listed(&driver)[1].starts_with(" ● Beta"), "{:#?}", listed(&driver));
}

#[test]
fn order_filter_measure_and_theme_are_found_again_and_options_win() {
    let library = Library::new();
    let mut terminal = library.open_with(&[], WIDE);
    terminal.types("S").shows("sorted by title").types("R").shows("by title, Z to A");
    terminal.types("t").shows("theme ");
    let theme_after = |terminal: &Terminal| {
        let rows = terminal.parser.screen().contents();
        let words = rows.split("theme ").nth(1).expect("a theme").to_owned();
        words.split(' ').next().expect("a name").to_owned()
    };
    let first = theme_after(&terminal);
    terminal.types("-").until("a narrower text", |screen| !screen.contents().contains("theme"));
    let narrow = page(&terminal)[1].clone();
    terminal.types("/beta\r").shows("1 of 3");
    quits(&mut terminal);
    let lines = library.lines();
    for line in ["theme\t", "measure\t-4", "sort\t", "query\t"] {
        assert!(lines.iter().any(|it| it.starts_with(line)), "{line:?} in {lines:#?}");
    }
    let mut terminal = library.open_with(&[], WIDE);
    terminal.shows("/beta").shows("1 of 3 · by title, Z to A").types("\u{1b}").shows("Gamma");
    let wide = page(&terminal)[1].clone();
    assert_eq!(wide.trim_end().len(), narrow.trim_end().len(), "{wide} {narrow}");
    terminal.types("t").until("the next theme", |screen| {
        let contents = screen.contents();
        contents.contains("theme ") && !contents.contains(&format!("theme {first} "))
    });
    quits(&mut terminal);
    let mut terminal = library.open_with(&["--theme", "terminal", "-q", "rating>=3"], WIDE);
    terminal.shows("/rating>=3").types("t").shows(&format!("theme {first} "));
    quits(&mut terminal);
}

fn last(driver: &Driver) -> String {
    driver.rows().pop().expect("a row")
}

#[test]
fn a_bookmark_has_a_note_is_listed_and_can_be_undone() {
    let mut driver = three();
    driver.press("'");
    assert!(last(&driver).contains("no bookmarks: m sets one"), "{}", last(&driver));
    driver.press("j m");
    assert!(last(&driver).contains("◆") && last(&driver).contains("a note, or none"));
    assert!(last(&driver).ends_with("Enter keep  Esc leave"), "{}", last(&driver));
    driver.press("Esc");
    assert!(!listed(&driver).iter().any(|row| row.contains('◆')));
    driver.press("m again! Enter");
    assert!(last(&driver).contains("bookmark set"), "{}", last(&driver));
    assert!(listed(&driver)[1].starts_with("▌◆ Beta"), "{:#?}", listed(&driver));
    driver.press("k j");
    assert!(last(&driver).contains("2 of 3 · ◆ again!"), "{}", last(&driver));
    // Another one without a note.
    driver.press("j m Enter k k '");
    let rows = driver.rows().join("\n");
    assert!(rows.contains("Beta    again!") && rows.contains("Gamma"), "{rows}");
    driver.press("Enter");
    assert!(driver.rows()[0].contains("▌ Beta"), "{:#?}", driver.rows());
    // The open review was read to its end, which comes first.
    for undone in ["Beta: read to its end", "Gamma: bookmark set", "Beta: bookmark set"] {
        driver.press("U");
        assert!(last(&driver).contains(&format!("undone: {undone}")), "{}", last(&driver));
    }
    assert!(!listed(&driver).iter().any(|row| row.contains(['◆', '●'])));
    driver.press("U");
    assert!(last(&driver).contains("nothing to undo"));
}

#[test]
fn a_bookmark_is_changed_and_removed_by_its_key() {
    let mut driver = three();
    driver.press("m one Enter m");
    assert!(last(&driver).ends_with("Enter keep  Esc remove"), "{}", last(&driver));
    driver.press("! Enter");
    assert!(last(&driver).contains("note changed"), "{}", last(&driver));
    driver.press("j k");
    assert!(last(&driver).contains("◆ one!"), "{}", last(&driver));
    driver.press("m Esc");
    assert!(last(&driver).contains("bookmark removed"), "{}", last(&driver));
    assert!(!listed(&driver)[0].contains('◆'));
    driver.press("U j k");
    assert!(last(&driver).contains("◆ one!"), "{}", last(&driver));
}

#[test]
fn queries_ask_for_what_is_remembered() {
    let library = Library::new();
    let mut terminal = library.open();
    terminal.types("x").shows("marked as read").types("jmonce more\r").shows("bookmark set");
    terminal.types("jm\r").shows("bookmark set");
    quits(&mut terminal);
    let queries = [
        ("is:read", "Alpha"),
        ("is:unread", "Beta Gamma"),
        ("-is:read", "Beta Gamma"),
        ("is:marked", "Beta Gamma"),
        ("has:note", "Beta"),
        ("is:read OR has:note sort:-title", "Beta Alpha"),
    ];
    for (query, expected) in queries {
        let listed = library.command(&["list", "reviews", "-q", query]);
        let titles: Vec<&str> =
            out(&listed).lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(titles.join(" "), expected, "{query}: {}", err(&listed));
        let files = ["alpha.toml", "beta.toml", "gamma.md"].map(|name| format!("reviews/{name}"));
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let shown = library.command(&[&["show", "-q", query, "--json"], &files[..]].concat());
        let shown = out(&shown).matches("\"title\":").count();
        assert_eq!(shown, expected.split(' ').count(), "{query}");
        let found = library.command(&["search", "engine", "reviews", "--json", "-q", query]);
        let found = out(&found).matches("\"title\":").count();
        assert_eq!(found, expected.split(' ').count(), "{query}");
    }
    let mut driver = three();
    driver.press("j x / is:read Enter");
    assert!(listed(&driver).len() == 1 && listed(&driver)[0].contains("Beta"));
    // What is read while one asks for the unread stays until the list is asked again.
    driver.press("/ ^U is:unread Enter x");
    assert_eq!(listed(&driver).len(), 2);
}

/// The titles that are not marked as unread, in the order of the list, after the program has begun
/// anew.
fn read(library: &Library) -> String {
    let listed = library.command(&["list", "reviews", "-q", "is:read"]);
    let titles = out(&listed).lines().filter_map(|line| line.split_whitespace().next());
    titles.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_review_that_was_moved_or_edited_keeps_its_state() {
    let library = Library::new();
    let mut terminal = library.open();
    terminal.types("jx").shows("marked as read").types("Q");
    assert_eq!(terminal.ends(), 0);
    let at = |name: &str| library.folder.at(&format!("reviews/{name}"));
    fs::create_dir(at("old")).expect("a folder");
    fs::rename(at("beta.toml"), at("old/b.toml")).expect("it is moved");
    assert_eq!(read(&library), "Beta");
    // Its text and its rating are others now, and another work stands in the old place.
    fs::write(at("old/b.toml"), toml("Beta", "1").replace("See it.", "Don’t.")).expect("an edit");
    fs::write(at("beta.toml"), toml("Delta", "1")).expect("another review");
    assert_eq!(read(&library), "Beta");
    // In a file of several, it is the second after an edit, and later the only one of a new file.
    fs::remove_file(at("old/b.toml")).expect("it is removed");
    let several = |titles: &[&str]| -> String {
        let review = |title: &&str| format!("## {title} (1926) 4/5\n\nText.\n\n");
        titles.iter().map(review).collect()
    };
    fs::write(at("all.md"), several(&["Omega", "Psi"])).expect("a file of two");
    let mut terminal = library.open();
    terminal.types("/psi\rx").shows("marked as read").types("Q");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(read(&library), "Psi");
    fs::write(at("all.md"), several(&["Phi", "Omega", "Psi"])).expect("a file of three");
    assert_eq!(read(&library), "Psi");
}

#[test]
fn two_reviews_of_one_work_have_each_their_own() {
    let text = toml("Cops", "4");
    let other = text.replace("rating", "date = 2026-01-02\nrating");
    let library = Library { folder: Folder::with(&[]), ..Library::new() };
    for (name, text) in [("a", &text), ("b", &text), ("c", &other)] {
        library.folder.write(&format!("reviews/{name}.toml"), text);
    }
    let mut terminal = library.open();
    terminal.types("/is:unread\rGx").shows("marked as read").types("Q");
    assert_eq!(terminal.ends(), 0);
    let files = |library: &Library| -> Vec<String> {
        let listed = library.command(&["list", "reviews", "-q", "is:read"]);
        let path = |line: &str| line.rsplit('/').next().expect("a path").to_owned();
        out(&listed).lines().map(path).collect()
    };
    assert_eq!(files(&library), ["b.toml"]);
    // It is not clear which of two took its place, and another date is another review.
    let at = |name: &str| library.folder.at(&format!("reviews/{name}"));
    fs::rename(at("b.toml"), at("d.toml")).expect("it is moved");
    assert!(files(&library).is_empty());
    fs::remove_file(at("a.toml")).expect("it is removed");
    assert_eq!(files(&library), ["d.toml"]);
    // A folder that was renamed keeps the names of its files.
    fs::rename(at("d.toml"), at("b.toml")).expect("it is moved");
    fs::write(at("a.toml"), &text).expect("a review");
    fs::create_dir(at("old")).expect("a folder");
    for name in ["a.toml", "b.toml"] {
        fs::rename(at(name), at(&format!("old/{name}"))).expect("it is moved");
    }
    assert_eq!(files(&library), ["b.toml"]);
}

#[test]
fn a_review_that_is_renamed_beside_the_reader_keeps_its_state() {
    let folder = Folder::with(&[]);
    for (name, text) in three_files() {
        folder.write(&name, text);
    }
    let root = Root::new(folder.path()).expect("a folder");
    let appearance = Appearance { paths: store::real_paths(&[root]), ..Appearance::default() };
    let mut driver = Driver::open(folder.path(), appearance, SIZE);
    driver.press("j m again Enter x");
    let (before, now) = (driver.root.path.join("Beta.toml"), driver.root.path.join("New.toml"));
    fs::rename(&before, &now).expect("it is renamed");
    driver.changed(now);
    driver.changed(before.clone());
    driver.send(Message::Waited { path: before });
    let rows = listed(&driver);
    assert!(rows.len() == 3 && rows.iter().any(|row| row.contains("◆ Beta")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.contains("● Alpha")), "{rows:#?}");
}

/// How often faults are tried: more often where `STATE_ROUNDS` says so.
fn rounds(usual: usize) -> usize {
    std::env::var("STATE_ROUNDS").map_or(usual, |rounds| rounds.parse().expect("a number"))
}

/// What the log says of each title, read as the documents describe it.
fn logged(log: &Path) -> BTreeMap<String, bool> {
    let text = fs::read_to_string(log).unwrap_or_default();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let mut read = BTreeMap::new();
    for line in whole.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        assert!(["read", "place", "last"].contains(&fields[0]), "{line:?}");
        if fields[0] == "read" {
            assert!(fields.len() == 9 && ["yes", "no"].contains(&fields[3]), "{line:?}");
            read.insert(fields[4].to_owned(), fields[3] == "yes");
        }
    }
    read
}

/// Reviews whose titles are numbers.
fn numbered(count: usize) -> Library {
    let library = Library { folder: Folder::with(&[]), ..Library::new() };
    for number in 0..count {
        let text = toml(&format!("Title {number:04}"), "4");
        library.folder.write(&format!("reviews/{number:04}.toml"), text);
    }
    library
}

/// What the screen says of each title: whether it is read.
fn signs(screen: &vt100::Screen) -> BTreeMap<String, bool> {
    let row = |row: String| {
        let at = row.find("Title ")?;
        let title = row.get(at..at + "Title 0000".len())?.to_owned();
        Some((title, !row.contains('●')))
    };
    screen.rows(0, 40).filter_map(row).collect()
}

fn kill(terminal: &mut Terminal) {
    let process = terminal.child.as_ref().and_then(|child| child.process_id());
    let process = process.expect("a process").to_string();
    let sent = Command::new("kill").args(["-9", &process]).status().expect("kill runs");
    assert!(sent.success());
    assert_ne!(terminal.ends(), 0);
}

#[test]
fn nothing_that_the_screen_has_shown_is_lost_when_the_program_is_killed() {
    let library = numbered(20);
    let mut terminal = library.open_of(20, (100, 40));
    // One that stays read, without which nothing is shown as unread.
    terminal.types("Gx").shows("marked as read").types("g");
    quits(&mut terminal);
    for round in 0..rounds(8) {
        let before = logged(&library.log());
        let mut terminal = library.open_with(&["-q", "title:title"], (100, 40));
        terminal.shows("of 20").types("g");
        // Some are seen, and some are on their way.
        for _ in 0..round % 7 {
            let seen = signs(terminal.parser.screen());
            terminal.types("xj").until("a sign", |screen| signs(screen) != seen);
        }
        terminal.types(&"xj".repeat(round % 11));
        // What was not seen yet was not promised to anybody.
        kill(&mut terminal);
        let log = logged(&library.log());
        for (title, shown) in signs(terminal.parser.screen()) {
            let was = before.get(&title).copied().unwrap_or_default();
            let is = log.get(&title).copied().unwrap_or_default();
            assert!(shown == was || shown == is, "{title} in round {round}");
        }
    }
}

#[test]
fn instances_that_mark_at_once_lose_nothing_of_each_other() {
    let count = rounds(20);
    let library = numbered(2 * count);
    let mut one = library.open_of(2 * count, SIZE);
    let mut other = library.open_of(2 * count, SIZE);
    one.types("g");
    other.types("G");
    for _ in 0..count {
        one.types("xj");
        other.types("xk");
    }
    quits(&mut one);
    quits(&mut other);
    let log = logged(&library.log());
    assert_eq!(log.values().filter(|is_read| **is_read).count(), 2 * count);
    let listed = library.command(&["list", "reviews", "-q", "is:read"]);
    assert_eq!(out(&listed).lines().count(), 2 * count);
}

#[test]
fn an_instance_shows_what_another_one_has_marked() {
    let library = Library::new();
    let (mut one, mut other) = (library.open(), library.open());
    one.types("x").shows("● Beta");
    other.types("Gx").until("both are read", |screen| {
        let contents = screen.contents();
        contents.contains("● Beta") && !contents.contains("● Alpha")
    });
    quits(&mut one);
    quits(&mut other);
}

/// Files that may not grow stand for a disk that is full.
#[test]
fn on_a_full_disk_a_sign_does_not_change_and_all_else_works() {
    let library = Library::with_long_text();
    let program = "trap '' XFSZ; ulimit -f 0; exec \"$0\" reviews";
    let program = ["sh", "-c", program, env!("CARGO_BIN_EXE_rushes")];
    let mut terminal =
        Terminal::run_with_state(&program, library.folder.path(), (160, 24), library.state.path());
    terminal.shows("of 3").types("x").shows("not remembered: ");
    assert!(!terminal.parser.screen().contents().contains('●'));
    terminal.types("j").shows("2 of 3").types("\r").shows("Plot 1.").types("2").shows("Verdict 1.");
    // What nobody asked for was said once.
    terminal.types("]").shows("3 of 3").types("]").shows("this is the last review");
    terminal.types("x").shows("not remembered: ").types("Q");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(fs::metadata(library.log()).map_or(0, |log| log.len()), 0);
}

#[test]
fn where_there_is_no_place_for_a_log_all_else_works() {
    let library = Library::new();
    let file = library.folder.write("file", "");
    let program = [env!("CARGO_BIN_EXE_rushes"), "reviews"];
    let mut terminal = Terminal::run_with_state(&program, library.folder.path(), (160, 24), &file);
    terminal.shows("of 3").types("x").shows("not remembered: ").types("j").shows("2 of 3");
    assert!(!terminal.parser.screen().contents().contains('●'));
    quits(&mut terminal);
}

/// An effect is performed after the keys that came with it were handled.
#[test]
fn keys_that_come_at_once_follow_each_other() {
    let mut driver = three();
    let key = |c| Message::Key(rushes::tui::key::Key::Char(c));
    let effects: Vec<Effect> = "jxxxU".chars().flat_map(|c| driver.app.update(key(c))).collect();
    for effect in effects {
        let Effect::Run(job) = effect else { continue };
        if let Some(answer) = driver.answer(job) {
            driver.send(answer);
        }
    }
    assert!(last(&driver).contains("undone: Beta: marked as read"), "{}", last(&driver));
    assert!(!listed(&driver).iter().any(|row| row.contains('●')));
}

#[test]
fn a_blind_reader_sees_no_rating_in_any_frame() {
    let library = Library::new();
    fs::create_dir(library.state.path().join("rushes")).expect("a folder is made");
    fs::write(library.log(), "blind\tyes\n").expect("a log");
    let program = ["env", "COLORTERM=truecolor", env!("CARGO_BIN_EXE_rushes"), "reviews"];
    let open =
        || Terminal::run_with_state(&program, library.folder.path(), WIDE, library.state.path());
    let mut terminal = open();
    terminal.until("the end of the walk", |screen| {
        assert!(!screen.contents().contains(['★', '☆']), "{}", screen.contents());
        screen.contents().contains(" of 3")
    });
    terminal.types("B").shows("★★★★");
    quits(&mut terminal);
    // Once they are shown, they are so at the next start.
    let mut terminal = open();
    terminal.shows("★★★★");
    quits(&mut terminal);
}
