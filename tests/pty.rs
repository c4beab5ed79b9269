//! The program in a real pseudo-terminal, whose state is restored however the program ends.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use terminal::Terminal;
use vt100::{MouseProtocolMode, Screen};

#[path = "pty/exits.rs"]
mod exits;
#[path = "pty/input.rs"]
mod input;
#[path = "common/terminal.rs"]
mod terminal;

const SIZE: (u16, u16) = (80, 24);

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The reader on the shipped reviews, once they are listed.
fn reader() -> Terminal {
    let mut terminal = Terminal::run(&[env!("CARGO_BIN_EXE_rushes"), "reviews"], here(), SIZE);
    terminal.shows("13 · newest first").shows("Plan 9").shows("/ filter");
    terminal
}

fn signal(terminal: &Terminal, name: &str) {
    let process = terminal.child.as_ref().and_then(|child| child.process_id()).expect("a process");
    let sent = Command::new("kill").args([format!("-{name}"), process.to_string()]).status();
    assert!(sent.expect("kill runs").success());
}

/// Asserts that the terminal has its former modes and shows what it showed before.
fn is_restored(terminal: &mut Terminal) {
    terminal.is_given_back();
    assert_eq!(terminal.parser.screen().contents().trim(), "");
}

#[test]
fn a_session_from_start_to_end() {
    let mut terminal = reader();
    let screen = terminal.parser.screen();
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    assert_ne!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
    assert!(!terminal.has_former_modes());
    terminal.types("\r").shows("A trained dancer").types("3").shows("Ana de Armas is at her best");
    terminal.types("/grenades").shows("1 of 2").types("\r").shows("? keys");
    terminal.types("qq");
    assert_eq!(terminal.ends(), 0);
    is_restored(&mut terminal);
}

/// Screen readers read what stands at the terminal's cursor, and input methods open there.
#[test]
fn the_cursor_of_the_terminal_follows_what_is_chosen_and_read() {
    let mut terminal = reader();
    let row_of = |screen: &Screen, text: &str| -> Option<u16> {
        let found = screen.rows(0, SIZE.0).position(|row| row.contains(text));
        found.and_then(|row| u16::try_from(row).ok())
    };
    let is_at = |screen: &Screen, text: &str| {
        screen.hide_cursor() && Some(screen.cursor_position().0) == row_of(screen, text)
    };
    terminal.until("the chosen row", |screen| is_at(screen, "▌"));
    terminal.types("j").until("the next row", |screen| {
        is_at(screen, "▌")
            && screen.cursor_position() == (row_of(screen, "The General").unwrap_or(0), 0)
    });
    terminal.types("k\r").until("the first line", |screen| is_at(screen, "A trained dancer"));
    terminal.types("3").until("the section", |screen| {
        is_at(screen, "Performances and Characters") && screen.cursor_position().1 == 4
    });
    terminal.types("/").types("ar").until("the caret", |screen| {
        let (row, column) = screen.cursor_position();
        let typed = screen.rows(0, SIZE.0).nth(usize::from(row)).unwrap_or_default();
        !screen.hide_cursor()
            && row == SIZE.1 - 1
            && typed.find("/ar").is_some_and(|at| usize::from(column) == at + "/ar".len())
    });
    terminal.types("\x03");
    assert_eq!(terminal.ends(), 0);
}

/// A search through all texts finds while one types, and goes to what was found.
#[test]
fn all_texts_are_searched_while_typing() {
    let mut terminal = reader();
    terminal.types("f").shows("words by their beginnings");
    terminal.types("fi").shows("passages in").types("rewood").shows("1 passage in 1 of 13");
    terminal
        .until("the caret", |screen| !screen.hide_cursor() && screen.cursor_position() == (0, 11));
    terminal.types("\r").shows("He gathers firewood").shows("q back  ? keys");
    terminal.types("q").shows("Enter go there").types("\x1b").shows("/ filter");
    // All at once: Enter is pressed before anything is found.
    terminal.types("fzzz\x7f\x7f\x7f\"fire hose\"\r").shows("them finds a fire hose");
    terminal.types("\x03");
    assert_eq!(terminal.ends(), 0);
    is_restored(&mut terminal);
}

/// An escape sequence is one key, and so is an Esc that no sequence follows.
#[test]
fn keys_of_several_bytes_are_understood() {
    let mut terminal = reader();
    terminal.types("\x1b[B\x1b[B\x1b[B\r").shows("尾道");
    terminal.types("\x1b[Z\x1b[6~").types("q").shows("/ filter");
    terminal.types("/").types("東").shows("1 of 13").types("\x1b").shows("/ filter");
    terminal
        .types("\x1b[200~Keat\non\x1b[201~")
        .types("/")
        .types("\x1b[200~kea\rton\x1b[201~")
        .shows("/kea ton");
    terminal.types("\x03");
    assert_eq!(terminal.ends(), 0);
    is_restored(&mut terminal);
}

#[test]
fn the_mouse_opens_what_it_points_at() {
    let mut terminal = reader();
    // The third review of the list, below the name of its group, twice; positions count from 1.
    terminal.types("\x1b[<0;10;6M\x1b[<0;10;6m").types("\x1b[<0;10;6M\x1b[<0;10;6m");
    terminal.shows("Rosalind Russell comes out of the lift");
    terminal
        .types("\x1b[<65;10;10M")
        .until("the wheel", |screen| !screen.contents().contains("By Howard Hawks"));
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
    is_restored(&mut terminal);
}

/// `M` turns mouse capture off, so that the terminal can select text, and on again.
#[test]
fn the_mouse_is_let_go_and_taken_back() {
    let mut terminal = reader();
    let mode = Screen::mouse_protocol_mode;
    terminal
        .types("M")
        .shows("mouse off")
        .until("the mouse let go", |screen| mode(screen) == MouseProtocolMode::None);
    terminal
        .types("M")
        .shows("mouse on")
        .until("the mouse taken", |screen| mode(screen) == MouseProtocolMode::PressRelease);
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
}

/// The terminal opens links (OSC 8) and sets the clipboard (OSC 52, encoded as base64).
#[test]
fn links_and_copies_are_left_to_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "---\ntitle: The General\nrating: 5/5\nurl: https://example.org/general\n---\n\n## Plot\n\n\
         An engine is stolen.\n\nSee [the film](https://example.org/film?a=1) and \
         [not that](javascript:alert).\n";
    std::fs::write(folder.path().join("a.md"), text).expect("a file");
    let program = [env!("CARGO_BIN_EXE_rushes"), "a.md"];
    let mut terminal = Terminal::run(&program, folder.path(), (80, 10));
    terminal.shows("The General").types("1").shows("An engine is stolen.");
    terminal.shows("See the film");
    let commands = |terminal: &Terminal, start: &str| -> Vec<String> {
        let commands = terminal.parser.callbacks().0.iter();
        commands.filter_map(|command| Some(command.strip_prefix(start)?.to_owned())).collect()
    };
    let links = commands(&terminal, "8;id=");
    assert!(links.iter().any(|link| link.ends_with(";https://example.org/film?a=1")), "{links:?}");
    assert!(links.iter().all(|link| link.contains(";https://example.org/")), "{links:?}");
    // The commands take no cells, so the text of the link does not move.
    assert!(terminal.parser.screen().contents().contains("See the film and not that."));
    terminal.types("j").types("y").shows("copied “An engine");
    terminal.types("Y").shows("copied https");
    let copies = ["QW4gZW5naW5lIGlzIHN0b2xlbi4=", "aHR0cHM6Ly9leGFtcGxlLm9yZy9nZW5lcmFs"];
    assert_eq!(commands(&terminal, "52;c;"), copies);
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_resize_is_followed() {
    let mut terminal = reader();
    terminal.types("\r").shows("A trained dancer");
    for (columns, rows, seen) in
        [(120, 36, "13 · newest first"), (60, 12, "1 of 13"), (10, 3, "20×5"), (80, 24, "? keys")]
    {
        terminal.parser.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        terminal.master.resize(size).expect("another size");
        terminal.shows(seen);
    }
    terminal.shows("A trained dancer").types("Q");
    assert_eq!(terminal.ends(), 0);
    is_restored(&mut terminal);
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let mut terminal = reader();
        signal(&terminal, name);
        assert_eq!(terminal.ends(), 128 + number, "{name}");
        is_restored(&mut terminal);
    }
}

/// A shell that ignores SIGHUP does not pass it on to the programs it started.
#[test]
fn a_terminal_that_is_gone_ends_it() {
    let size = PtySize { cols: SIZE.0, rows: SIZE.1, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "trap '' HUP; \"$0\" reviews; exit 7", env!("CARGO_BIN_EXE_rushes")]);
    command.cwd(here());
    command.env("TERM", "xterm-256color");
    let state = tempfile::tempdir().expect("a temporary folder");
    command.env("XDG_STATE_HOME", state.path());
    let child = pair.slave.spawn_command(command).expect("the shell starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    // It is idle once it has shown the help, so that no failed write reveals the closed terminal.
    for (keys, shown) in [("", "newest"), ("?", "closes")] {
        writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        let (mut seen, mut bytes) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&seen).contains(shown) {
            let count = reader.read(&mut bytes).expect("the program writes");
            seen.extend_from_slice(&bytes[..count]);
        }
    }
    drop((reader, writer, pair.master));
    assert_eq!(terminal::ends(child).expect("it ends without its terminal"), 7);
}

/// While the program is stopped, the shell has the terminal.
#[test]
fn stopping_gives_the_terminal_to_the_shell_and_back() {
    let program = format!(
        "set -m; {} reviews; echo it stopped; read line; fg >/dev/null; echo it ended with $?",
        env!("CARGO_BIN_EXE_rushes")
    );
    let mut terminal = Terminal::run(&["sh", "-c", &program], here(), SIZE);
    terminal.shows("13 · newest first").types("\r").shows("A trained dancer").types("\x1a");
    terminal.shows("it stopped");
    let screen = terminal.parser.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && terminal.has_former_modes());
    terminal.types("\n").until("the reader again", |screen| {
        screen.alternate_screen() && screen.contents().contains("A trained dancer")
    });
    terminal.types("q").shows("/ filter").types("q").shows("it ended with 0");
    assert_eq!(terminal.ends(), 0);
}

/// SIGSTOP gives the program no chance to restore the terminal; it continues with SIGCONT.
#[test]
fn whoever_was_stopped_from_outside_draws_again() {
    let mut terminal = reader();
    signal(&terminal, "STOP");
    // Meanwhile another program changes the terminal.
    terminal.parser.process(b"\x1b[?1049l\x1b[2J\x1b[Hnoise");
    signal(&terminal, "CONT");
    terminal.until("the list again", |screen| {
        screen.alternate_screen()
            && screen.contents().contains("Plan 9")
            && !screen.contents().contains("noise")
    });
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn a_dumb_terminal_gets_the_list() {
    let program = format!("TERM=dumb {} reviews", env!("CARGO_BIN_EXE_rushes"));
    let mut terminal = Terminal::run(&["sh", "-c", &program], here(), (120, 24));
    terminal.shows("The General").shows("rom-outer-space.txt");
    assert!(!terminal.parser.screen().alternate_screen());
    assert_eq!(terminal.ends(), 0);
}

/// A closed pipe on stdout is not a failure and is not reported.
#[test]
fn a_closed_pipe_is_quiet() {
    for command in ["list", "show", "list --json", "show --json"] {
        let rushes = env!("CARGO_BIN_EXE_rushes");
        // More than a pipe buffers, so that a write must happen after the pipe is closed.
        let paths = "reviews ".repeat(8);
        let program = format!("({rushes} {command} {paths}; echo status $? >&2) | true");
        let mut terminal = Terminal::run(&["sh", "-c", &program], here(), SIZE);
        terminal.shows("status 0");
        assert_eq!(terminal.parser.screen().contents().trim(), "status 0", "{command}");
        terminal.ends();
    }
}

#[test]
fn a_title_cannot_write_to_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "title = \"A\\u001b[2J\\u001b]0;taken\\u0007\\u009b31m\"\nyear = 1999\nrating = 3\n[sections]\nplot = \"&#27;[?1049l\"\n";
    std::fs::write(folder.path().join("a.toml"), text).expect("a file");
    let mut terminal = Terminal::run(&[env!("CARGO_BIN_EXE_rushes"), "."], folder.path(), SIZE);
    terminal.shows("A␛[2J␛]0;taken␇").types("\r").shows("␛[?1049l");
    assert!(terminal.parser.screen().alternate_screen());
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
    is_restored(&mut terminal);
}

#[test]
fn a_terminal_gets_no_picture() {
    let program = [env!("CARGO_BIN_EXE_rushes"), "year", "2026", "reviews", "--to", "svg"];
    let mut terminal = Terminal::run(&program, here(), (100, 24));
    terminal.shows("rushes year 2026 --to svg > 2026.svg");
    assert_eq!(terminal.ends(), 1);
    assert!(!terminal.parser.screen().contents().contains("<svg"));
}
