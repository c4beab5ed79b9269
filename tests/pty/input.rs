//! Keys that come while the reader is not waiting for any.

use std::fs::OpenOptions;
use std::thread;
use std::time::Duration;

use portable_pty::PtySize;
use rustix::termios::{Action, tcflow};

use super::{SIZE, reader};

/// How long the program gets to read a key or a signal while its output is suspended, so that
/// nothing can be awaited. If it is later than that, the round of the test sees less; it does not
/// fail.
const READING_TIME: Duration = Duration::from_millis(10);

/// The system reports both in one answer, of which crossterm reads only the first.
#[test]
fn a_key_that_comes_with_a_resize_is_not_lost() {
    let mut terminal = reader();
    let name = terminal.master.tty_name().expect("a name");
    let slave = OpenOptions::new().read(true).write(true).open(name).expect("a terminal");
    for columns in [90, 100, 80, 90, 100, 80] {
        // The program draws the chosen row and waits until the terminal takes that frame. Until
        // then it reads nothing.
        tcflow(&slave, Action::OOff).expect("the output is suspended");
        terminal.types("j");
        thread::sleep(READING_TIME);
        terminal.parser.screen_mut().set_size(SIZE.1, columns);
        let size = PtySize { rows: SIZE.1, cols: columns, pixel_width: 0, pixel_height: 0 };
        terminal.master.resize(size).expect("another size");
        thread::sleep(READING_TIME);
        terminal.types("?");
        tcflow(&slave, Action::OOn).expect("the output goes on");
        terminal.shows("Esc closes").types("\x1b");
        terminal.until("the list", |screen| !screen.contents().contains("Esc closes"));
    }
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
}

/// Crossterm reads 1,024 bytes at once.
#[test]
fn more_keys_than_are_read_at_once_are_not_lost() {
    let mut terminal = reader();
    terminal.types(&"jk".repeat(1000)).types("?").shows("Esc closes").types("\x03");
    assert_eq!(terminal.ends(), 0);
}
