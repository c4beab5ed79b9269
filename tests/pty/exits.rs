//! Every way out of the reader leaves the terminal as it was and no process behind: panics,
//! signals, and both while an editor has the terminal.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{SIZE, signal};
use crate::terminal::Terminal;

/// The longest wait for a file or for the end of a process.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The status of a program that panicked.
const PANICKED: u32 = 101;
const TERMINATED: u32 = 128 + 15;

/// Sets what editors set of a terminal's modes, and then says which process it is.
const EDITOR: &str = r#"
stty raw -echo -isig
printf '\033[?1049h\033[?1003h\033[?1006h\033[?1004h\033[?2004h\033[?1h\033='
printf '\033[>1u\033[>4;2m\033[?25l\033[6 q\033[2;5r\033[?2026h'
printf 'editor %s.' $$
printf '\033(0\033[1;31m\033[4h\033[?7l'
"#;

struct Session {
    terminal: Terminal,
    folder: TempDir,
}

impl Session {
    /// A reader of one review, with these variables, in which HERE stands for its folder.
    fn start(variables: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "title = \"Night Train\"\nyear = 1959\nrating = 4\n[sections]\n\
             plot = \"\"\"See <https://example.org/>.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n";
        fs::write(folder.path().join("a.toml"), text).expect("a file");
        let here = folder.path().to_string_lossy();
        let variables: Vec<_> = variables.iter().map(|text| text.replace("HERE", &here)).collect();
        let mut program = vec!["env", "RUST_BACKTRACE=0"];
        program.extend(variables.iter().map(String::as_str));
        program.extend([env!("CARGO_BIN_EXE_rushes"), "."]);
        Self { terminal: Terminal::run(&program, folder.path(), SIZE), folder }
    }

    /// A reader that has opened a script, which sets the terminal's modes and then does `then`.
    /// The thread `folders` panics once the file `now` is there.
    fn editing(then: &str) -> Self {
        let mut session =
            Self::start(&["VISUAL=sh 'HERE/editor'", "RUSHES_PANIC=folders:HERE/now"]);
        fs::write(session.at("editor"), format!("{EDITOR}\n{then}")).expect("an editor");
        session
            .terminal
            .shows("Night Train")
            .types("\r")
            .shows("See https")
            .types("e")
            .shows("editor ");
        session
    }

    /// A reader that a shell runs as a job of its own. Once the job has ended or stopped, the shell
    /// does `then`.
    fn job(then: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.md"), "# Night Train\n\nRating: 4/5\n\nSee it.\n")
            .expect("a file");
        let rushes = env!("CARGO_BIN_EXE_rushes");
        let job = format!("echo $$ > process; VISUAL=\"sh ./editor\" exec {rushes} a.md");
        let program = format!("set -m; sh -c '{job}'; {then}");
        Self { terminal: Terminal::run(&["sh", "-c", &program], folder.path(), SIZE), folder }
    }

    fn signals_job(&self, name: &str) {
        let process = fs::read_to_string(self.at("process")).expect("a number");
        let sent = Command::new("kill").args([&format!("-{name}"), process.trim()]).status();
        assert!(sent.expect("kill runs").success());
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The process of the editor, as its screen says.
    fn editor(&self) -> String {
        let screen = self.terminal.parser.screen().contents();
        let (_, rest) = screen.split_once("editor ").expect("the editor is on the screen");
        rest.split_once('.').expect("its number ends").0.to_owned()
    }

    /// Asserts that the program ends with this status, and leaves the terminal as it found it.
    fn ends_cleanly(&mut self, status: u32) {
        assert_eq!(self.terminal.ends(), status);
        // The terminal echoes this after all that the program has written.
        self.terminal.types("#echo").shows("#echo").is_given_back();
        let screen = self.terminal.parser.screen();
        assert!(!screen.application_cursor() && !screen.application_keypad());
        assert!(!screen.contents().contains("Night Train"), "{}", screen.contents());
    }
}

fn is_alive(process: &str) -> bool {
    let asked = Command::new("kill").args(["-0", process]).stderr(Stdio::null()).status();
    asked.expect("kill runs").success()
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + TIMEOUT;
    while !holds() {
        assert!(Instant::now() < end, "{what} did not come");
        thread::sleep(Duration::from_millis(2));
    }
}

const THREADS: [&str; 11] = [
    "loop", "input", "terminal", "signals", "watch", "page", "scan", "walk", "readers", "folders",
    "state",
];

#[test]
fn a_panic_in_any_thread_restores_the_terminal() {
    for thread in THREADS {
        let mut session = Session::start(&[&format!("RUSHES_PANIC={thread}:HERE/now")]);
        session.terminal.until("the reader", vt100::Screen::alternate_screen);
        fs::write(session.at("now"), "").expect("a file");
        session.terminal.shows(&format!("asked for in the thread `{thread}`"));
        session.ends_cleanly(PANICKED);
    }
}

/// The loop goes on drawing while another thread says why it panicked, which takes a while with a
/// backtrace. Nothing of a frame may come after the terminal was given back.
#[test]
fn no_frame_follows_a_panic() {
    let mut session = Session::start(&["RUSHES_PANIC=folders:HERE/now", "RUST_BACKTRACE=1"]);
    session.terminal.shows("Night Train");
    fs::write(session.at("now"), "").expect("a file");
    for _ in 0..100 {
        // Draws all cells.
        session.terminal.types("\x0c");
        thread::sleep(Duration::from_millis(2));
    }
    session.ends_cleanly(PANICKED);
}

/// A panic may quote a file, so what it says is shown as harmlessly as a review.
#[test]
fn a_panic_cannot_write_to_the_terminal() {
    let mut session = Session::start(&["RUSHES_PANIC=walk:HERE/\u{1b}c"]);
    session.terminal.until("the reader", vt100::Screen::alternate_screen);
    fs::write(session.at("\u{1b}c"), "").expect("a file");
    session.terminal.shows("/␛c");
    session.ends_cleanly(PANICKED);
}

/// A thread may panic before the terminal is taken, or while it is.
#[test]
fn a_panic_at_the_start_is_shown() {
    for thread in THREADS {
        let mut session = Session::start(&[&format!("RUSHES_PANIC={thread}:/")]);
        session.terminal.shows(&format!("asked for in the thread `{thread}`"));
        session.ends_cleanly(PANICKED);
    }
}

#[test]
fn a_panic_while_an_address_is_opened_restores_the_terminal() {
    let mut session = Session::start(&["RUSHES_PANIC=open:/"]);
    session.terminal.shows("Night Train").types("\r").shows("example.org");
    session.terminal.types("o").shows("opens").types("\r").shows("asked for in the thread `open`");
    session.ends_cleanly(PANICKED);
}

#[test]
fn an_editor_is_ended_with_the_program() {
    for (name, status) in [("TERM", 15), ("HUP", 1)] {
        for then in ["exec cat", "trap '' TERM HUP; while true; do sleep 1; done"] {
            let mut session = Session::editing(then);
            let editor = session.editor();
            assert!(is_alive(&editor));
            signal(&session.terminal, name);
            session.ends_cleanly(128 + status);
            assert!(!is_alive(&editor), "{name}: {then}");
        }
    }
}

/// A script that is the editor may start the real one, and not pass a signal on.
#[test]
fn what_an_editor_has_started_is_ended_too() {
    let real = "trap 'echo > \"$0.ended\"; exit' TERM; printf begun; while :; do sleep 0.01; done";
    let mut session = Session::job("echo it ended with $?");
    fs::write(session.at("editor"), format!("({real})\nexit")).expect("an editor");
    session.terminal.shows("See it.").types("e").shows("begun");
    session.signals_job("TERM");
    session.terminal.shows("it ended with 143");
    session.ends_cleanly(0);
    let ended = session.at("editor.ended");
    until("the end of the real editor", || ended.exists());
}

#[test]
fn what_an_editor_leaves_is_undone() {
    for then in ["exit 0", "exit 1", "kill -KILL $$"] {
        let mut session = Session::editing(&format!("head -c 1 > /dev/null; {then}"));
        session.terminal.types("x").shows("Night Train").types("Q");
        session.ends_cleanly(0);
    }
}

/// What is in the editor may not be saved, so a panic elsewhere waits until it is closed.
#[test]
fn a_panic_waits_for_the_editor() {
    let mut session = Session::editing("while [ ! -e \"$0.close\" ]; do sleep 0.01; done");
    let editor = session.editor();
    fs::write(session.at("now"), "").expect("a file");
    // Long enough for the panic, of which nothing is to be seen.
    thread::sleep(Duration::from_millis(100));
    assert!(is_alive(&editor) && session.terminal.parser.screen().alternate_screen());
    fs::write(session.at("editor.close"), "").expect("a file");
    session.terminal.shows("asked for in the thread `folders`");
    session.ends_cleanly(PANICKED);
}

/// The shell lets a job go on in the background to end it. There, taking the terminal or changing
/// its modes would stop the job.
#[test]
fn a_stopped_job_can_be_ended() {
    for is_stopped_by_key in [true, false] {
        let mut session = Session::job(
            "echo it stopped; kill -TERM %1; kill -CONT %1; \
             while kill -0 $(cat process); do sleep 0.01; done; wait %1; echo it ended with $?",
        );
        session.terminal.shows("Night Train");
        if is_stopped_by_key {
            session.terminal.types("\x1a");
        } else {
            session.signals_job("STOP");
        }
        session.terminal.shows("it ended with 143");
        // A job in the background may not change the modes: after a stop from outside, that is left
        // to the shell. Interactive ones do it.
        if is_stopped_by_key {
            session.ends_cleanly(0);
        }
        assert!(!session.terminal.parser.screen().alternate_screen());
    }
}

/// A signal may come before the terminal is taken, while it is, and later.
#[test]
fn a_signal_at_any_moment_leaves_the_terminal_as_it_was() {
    let early = (0..60).step_by(3);
    for moment in early.chain((60..=200).step_by(20)) {
        let mut session = Session::start(&[]);
        thread::sleep(Duration::from_millis(moment));
        signal(&session.terminal, "TERM");
        let status = session.terminal.ends();
        // Before it listens, the system ends it, which this terminal reports as 1.
        assert!([1, TERMINATED].contains(&status), "{status} after {moment} ms");
        session.terminal.is_given_back();
    }
}

#[test]
fn a_signal_while_it_ends_changes_nothing() {
    for moment in (0..20).step_by(4) {
        let mut session = Session::start(&[]);
        session.terminal.shows("Night Train").types("Q");
        thread::sleep(Duration::from_millis(moment));
        for _ in 0..2 {
            signal(&session.terminal, "TERM");
        }
        let status = session.terminal.ends();
        assert!([0, TERMINATED].contains(&status), "{status} after {moment} ms");
        session.terminal.is_given_back();
    }
}
