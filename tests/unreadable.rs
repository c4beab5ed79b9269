//! What was named and cannot be read fails, by name, and what can be read is shown all the same.
//!
//! Root may read everything, so as root the program runs as another user, from a copy that this user
//! may run. Where that is not possible a test says that it was skipped.

use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::{Folder, markdown, toml};
use serde_json::Value;
use terminal::Terminal;

mod common;
#[path = "common/terminal.rs"]
mod terminal;

/// "nobody" on most systems; no account of this number is needed.
const OTHER_USER: u32 = 65534;

const NOT_OPENED: &str = "one that may not be opened";

/// A folder that the other user may read, and the program as that user runs it.
struct Stranger {
    folder: Folder,
    program: PathBuf,
    is_root: bool,
    /// Holds the copy of the program.
    _bin: tempfile::TempDir,
}

impl Stranger {
    fn with(files: &[(&str, &str)]) -> Self {
        let (folder, bin) = (Folder::with(files), tempfile::tempdir().expect("a folder"));
        let program = bin.path().join("rushes");
        fs::copy(env!("CARGO_BIN_EXE_rushes"), &program).expect("a copy of the program");
        for path in [folder.path(), bin.path(), &program] {
            allow(path, 0o755);
        }
        let is_root = rustix::process::geteuid().is_root();
        Self { folder, program, is_root, _bin: bin }
    }

    /// Takes all permissions from a file or folder until the returned guard is dropped.
    fn lock(&self, name: &str) -> Locked {
        let path = self.folder.at(name);
        allow(&path, 0);
        Locked(path)
    }

    /// Runs the program; `None` if that is not possible as another user.
    fn run(&self, args: &[&str]) -> Option<Output> {
        let mut command = Command::new(&self.program);
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        if self.is_root {
            command.uid(OTHER_USER).gid(OTHER_USER);
        }
        match command.output() {
            Ok(output) => Some(output),
            Err(error) => {
                skip(&format!("the program cannot be run as another user: {error}"));
                None
            }
        }
    }

    /// The program in a terminal; `None` if that is not possible as another user.
    fn open(&self, args: &[&str]) -> Option<Terminal> {
        let (program, user) = (self.program.to_str()?, OTHER_USER.to_string());
        let as_user = ["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups", program];
        let command = if self.is_root { &as_user[..] } else { &as_user[6..] };
        if self.is_root && Command::new("setpriv").arg("--version").output().is_err() {
            skip("`setpriv`, which runs the program as another user, is not there");
            return None;
        }
        Some(Terminal::run(&[command, args].concat(), self.folder.path(), (120, 30)))
    }
}

/// Says, even though the test passes, that it has tested nothing.
fn skip(why: &str) {
    writeln!(std::io::stderr(), "skipped: {why}").expect("standard error is open");
}

/// Lets the test's folder be removed again.
struct Locked(PathBuf);

impl Drop for Locked {
    fn drop(&mut self) {
        allow(&self.0, 0o755);
    }
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions are set");
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// Runs the program as the user of the test.
fn run(folder: &Folder, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(args)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn library() -> Stranger {
    Stranger::with(&[
        ("lib/a.toml", &toml("The General", "4")),
        ("lib/closed.md", &markdown("Seven Chances", "4/5")),
        ("lib/locked/b.toml", &toml("Sherlock Jr.", "4")),
    ])
}

#[test]
fn what_may_not_be_read_below_a_folder_is_named_and_the_rest_is_shown() {
    let stranger = library();
    let _locked = (stranger.lock("lib/locked"), stranger.lock("lib/closed.md"));
    for command in ["list", "show", "check"] {
        let Some(output) = stranger.run(&[command, "lib"]) else { return };
        assert_eq!(output.status.code(), Some(1), "{command}");
        let told = if command == "check" { out(&output) } else { err(&output) };
        assert!(told.contains("lib/locked:1:1") && told.contains("lib/closed.md:1:1"), "{told}");
        assert_eq!(told.matches(NOT_OPENED).count(), 2, "{told}");
        let shown = if command == "check" { "1 review, 2 errors" } else { "The General" };
        assert!(out(&output).contains(shown), "{}", out(&output));
    }
}

#[test]
fn what_may_not_be_read_is_named_by_itself_among_others() {
    let stranger = library();
    let _locked = (stranger.lock("lib/locked"), stranger.lock("lib/closed.md"));
    for command in ["list", "show", "check"] {
        for name in ["lib/locked", "lib/closed.md", "lib/locked/b.toml"] {
            let Some(output) = stranger.run(&[command, name, "lib/a.toml"]) else { return };
            assert_eq!(output.status.code(), Some(1), "{command} {name}");
            let told = format!("{}{}", out(&output), err(&output));
            assert!(told.contains(name), "{told}");
            let shown = if command == "check" { " review" } else { "The General" };
            assert!(out(&output).contains(shown), "{}", out(&output));
        }
    }
}

#[test]
fn a_check_for_a_program_says_it_in_its_own_form() {
    let stranger = library();
    let _locked = stranger.lock("lib/locked");
    let Some(output) = stranger.run(&["check", "lib", "--format", "json"]) else { return };
    let mut findings =
        out(&output).lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let found = findings.find(|found| found["path"] == "lib/locked").expect("a finding");
    assert_eq!(
        [&found["code"], &found["severity"], &found["found"]],
        ["unreadable", "error", NOT_OPENED]
    );
    let Some(output) = stranger.run(&["check", "lib", "--format", "github"]) else { return };
    assert!(out(&output).contains("::error file=lib/locked,line=1,col=1,title=unreadable::"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn files_that_say_how_to_read_a_folder_must_be_readable() {
    for name in ["lib/author.toml", "lib/.gitignore"] {
        let stranger = Stranger::with(&[("lib/a.toml", &toml("The General", "4")), (name, "")]);
        let _locked = stranger.lock(name);
        for command in ["list", "show", "check"] {
            let Some(output) = stranger.run(&[command, "lib"]) else { return };
            let told = format!("{}{}", out(&output), err(&output));
            assert_eq!(output.status.code(), Some(1), "{command}: {told}");
            assert_eq!(told.matches(NOT_OPENED).count(), 1, "{command}: {told}");
            assert!(told.contains(name), "{command}: {told}");
        }
    }
}

#[test]
fn the_folder_that_is_taken_without_a_path_must_be_readable() {
    for name in ["reviews", "."] {
        let stranger = Stranger::with(&[("reviews/a.toml", &toml("The General", "4"))]);
        allow(&stranger.folder.at(name), 0o311);
        let Some(output) = stranger.run(&["list"]) else { return };
        if name == "." {
            // The folder itself cannot be listed, yet what it leads to is there.
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            fs::rename(stranger.folder.at("reviews"), stranger.folder.at("other")).expect("moved");
        }
        let Some(output) = stranger.run(&["list"]) else { return };
        assert_eq!((output.status.code(), out(&output)), (Some(1), ""));
        assert!(err(&output).starts_with(name), "{}", err(&output));
        allow(&stranger.folder.at(name), 0o755);
    }
}

#[test]
fn the_reader_says_once_what_it_could_not_read() {
    let stranger = library();
    let _locked = (stranger.lock("lib/locked"), stranger.lock("lib/closed.md"));
    let Some(mut terminal) = stranger.open(&["lib", "lib/nothing"]) else { return };
    terminal.shows("The General").shows("3 problems, the first: ");
    // Any key takes the words away; a reload brings them back.
    terminal.types("j").until("no notice", |screen| !screen.contents().contains("problems"));
    terminal.types("r").shows("2 problems, the first: lib/closed.md: ").types("q");
    assert_eq!(terminal.ends(), 1);
    terminal.is_given_back();
}

/// A folder is searched with one permission, and listed and watched with another.
#[test]
fn the_reader_says_that_it_cannot_watch_a_folder() {
    let stranger = library();
    allow(&stranger.folder.at("lib"), 0o311);
    let Some(mut terminal) = stranger.open(&["lib/a.toml"]) else { return };
    terminal
        .shows("The General")
        .shows("lib: expected a folder to watch, found: Permission denied");
    allow(&stranger.folder.at("lib"), 0o755);
}

/// These are unreadable for every user.
#[test]
fn what_is_no_file_is_named_and_the_rest_is_shown() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "4"))]);
    symlink("round", folder.at("round")).expect("a link");
    symlink("nowhere", folder.at("dangling.toml")).expect("a link");
    folder.pipe("pipe.md");
    folder.huge("huge.md");
    let _socket = UnixListener::bind(folder.at("socket.md")).expect("a socket");
    let long = "x".repeat(300);
    let names = ["round", "dangling.toml", "pipe.md", "socket.md", "a.toml/in", "huge.md", &*long];
    for command in ["list", "show", "check"] {
        for name in names {
            let output = run(&folder, &[command, name, "a.toml"]);
            let told = format!("{}{}", out(&output), err(&output));
            assert_eq!(output.status.code(), Some(1), "{command} {name}: {told}");
            assert!(told.contains(name) && told.contains("expected a"), "{told}");
            let shown = if command == "check" { " review" } else { "The General" };
            assert!(out(&output).contains(shown), "{command} {name}: {told}");
        }
    }
    // None of them is a failure where it was not named.
    let output = run(&folder, &["list", "."]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
}

#[test]
fn a_standard_input_that_cannot_be_read_is_named() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "4"))]);
    for command in ["list", "show", "check"] {
        let output = Command::new(env!("CARGO_BIN_EXE_rushes"))
            .args([command, "-", "a.toml"])
            .current_dir(folder.path())
            .stdin(fs::File::open(folder.path()).expect("a folder is opened"))
            .output()
            .expect("the program runs");
        let told = format!("{}{}", out(&output), err(&output));
        assert_eq!(output.status.code(), Some(1), "{command}: {told}");
        assert!(told.contains("expected a readable file, found "), "{command}: {told}");
    }
}

#[test]
fn a_check_of_nothing_says_so_and_fails_when_it_is_strict() {
    let folder = Folder::with(&[("notes.md", "# Shopping\n\nMilk.\n"), ("empty/x.rs", "")]);
    for args in [&["check"][..], &["check", "empty"], &["check", "--format", "json"]] {
        let output = run(&folder, args);
        let told = format!("{}{}", out(&output), err(&output));
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(told.ends_with("0 reviews, 0 errors, 0 warnings\n"), "{told}");
        let output = run(&folder, &[args, &["--strict"]].concat());
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(err(&output).contains("expected at least one review, found none"), "{args:?}");
    }
    // An author's file by itself is something to check.
    folder.write("empty/author.toml", "name = \"Jana\"\n");
    assert_eq!(run(&folder, &["check", "empty", "--strict"]).status.code(), Some(0));
}
