//! What the reader remembers outside the files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::{Folder, markdown, toml};
use drive::{Driver, shipped};
use rushes::tui::app::Appearance;
use terminal::Terminal;

mod common;
#[path = "common/drive.rs"]
mod drive;
#[path = "common/terminal.rs"]
mod terminal;

const SIZE: (u16, u16) = (100, 24);

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

    fn open(&self) -> Terminal {
        self.open_with(&[])
    }

    fn open_with(&self, args: &[&str]) -> Terminal {
        let program = [&[env!("CARGO_BIN_EXE_rushes"), "reviews"], args].concat();
        let mut terminal =
            Terminal::run_with_state(&program, self.folder.path(), SIZE, self.state.path());
        terminal.shows("Gamma").shows("of 3");
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

/// The rows of the list, as far as the rule beside it.
fn listed(driver: &Driver) -> Vec<String> {
    let rows = driver.rows();
    let list = rows.iter().map(|row| row.chars().take(36).collect::<String>());
    list.filter(|row| row.contains('★')).map(|row| row.trim_end().to_owned()).collect()
}

fn three() -> Driver {
    let files = ["Alpha", "Beta", "Gamma"].map(|title| (format!("{title}.toml"), toml(title, "4")));
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
    assert_eq!(library.lines(), [line]);
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
    assert_eq!(out(&cleared), format!("removed {path}: 2 read reviews\n"));
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
        terminal.shows("it is now state.unreadable-1").types("x").shows("● Beta");
        terminal.types("Q").is_given_back();
        assert_eq!(terminal.ends(), 0, "{number}");
        assert!(state.at("rushes/state.unreadable-1").exists(), "{number}");
        let lines = fs::read_to_string(state.at("rushes/state.log")).expect("a new log");
        assert_eq!(lines.lines().count(), 1, "{number}");
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
