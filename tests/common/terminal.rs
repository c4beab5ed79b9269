//! The program in a real pseudo-terminal, seen through a terminal emulator.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use tempfile::TempDir;
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

/// The longest wait for an event before the test fails; generous, for busy machines.
const EVENT_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) struct Terminal {
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) child: Option<Box<dyn Child + Send + Sync>>,
    pub(crate) parser: Parser<Commands>,
    /// The modes before the program was started, in words.
    former_modes: String,
    writer: Box<dyn Write + Send>,
    pub(crate) output: Receiver<Vec<u8>>,
    /// Where the program keeps what it remembers, unless the test says where.
    state: Option<TempDir>,
    /// Kept open, since closing the last handle would discard the terminal's settings.
    _slave: Box<dyn SlavePty + Send>,
}

/// The operating system commands (OSC) that the program sent, such as `8;id=r0;https://x.y`.
#[derive(Default)]
pub(crate) struct Commands(pub(crate) Vec<String>);

impl Commands {
    fn keep(&mut self, parts: &[&[u8]]) {
        let parts: Vec<_> = parts.iter().map(|part| String::from_utf8_lossy(part)).collect();
        self.0.push(parts.join(";"));
    }
}

impl Callbacks for Commands {
    fn copy_to_clipboard(&mut self, _: &mut Screen, target: &[u8], text: &[u8]) {
        self.keep(&[b"52", target, text]);
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parts: &[&[u8]]) {
        self.keep(parts);
    }
}

impl Terminal {
    /// Runs `program` in `folder` on a terminal of this size.
    pub(crate) fn run(program: &[&str], folder: &Path, size: (u16, u16)) -> Self {
        let state = tempfile::tempdir().expect("a temporary folder");
        // A program that runs as another user would say that it cannot remember.
        let for_all = Permissions::from_mode(0o777);
        fs::set_permissions(state.path(), for_all).expect("a folder of our own");
        let mut terminal = Self::run_with_state(program, folder, size, state.path());
        terminal.state = Some(state);
        terminal
    }

    /// The same with a folder in which it keeps what it remembers.
    pub(crate) fn run_with_state(
        program: &[&str],
        folder: &Path,
        (columns, rows): (u16, u16),
        state: &Path,
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let former_modes = modes(&*pair.master);
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.cwd(folder);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLORTERM", "COLORFGBG"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", state);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            former_modes,
            writer: pair.master.take_writer().expect("a writer"),
            master: pair.master,
            child: Some(child),
            parser: Parser::new_with_callbacks(rows, columns, 0, Commands::default()),
            output,
            state: None,
            _slave: pair.slave,
        }
    }

    /// Processes the program's output until `seen` holds for the screen.
    pub(crate) fn until(&mut self, what: &str, seen: impl Fn(&Screen) -> bool) -> &mut Self {
        let end = Instant::now() + EVENT_TIMEOUT;
        while !seen(self.parser.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) => {
                    let (screen, commands) =
                        (self.parser.screen().contents(), &self.parser.callbacks().0);
                    panic!("{what} did not come:\n{screen}\n{commands:?}")
                }
            }
        }
        self
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
        self
    }

    /// Asserts that the terminal shows its usual screen, in its former modes.
    pub(crate) fn is_given_back(&mut self) {
        self.until("the usual screen", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == MouseProtocolMode::None
        });
        assert!(self.has_former_modes());
    }

    /// Whether the system treats the terminal as it did before the program: input is echoed and
    /// comes in lines.
    pub(crate) fn has_former_modes(&self) -> bool {
        modes(&*self.master) == self.former_modes
    }

    /// Waits until the program has ended and returns its exit status.
    pub(crate) fn ends(&mut self) -> u32 {
        let status = ends(self.child.take().expect("it ends once"));
        status.unwrap_or_else(|| panic!("it did not end:\n{}", self.parser.screen().contents()))
    }
}

/// The modes that the system keeps for a terminal, such as whether input is echoed, in words.
fn modes(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios().expect("the terminal's modes"))
}

/// Waits until a program has ended. Kills it and returns `None` when it does not end in time.
pub(crate) fn ends(mut child: Box<dyn Child + Send + Sync>) -> Option<u32> {
    let mut killer = child.clone_killer();
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait()));
    let status = ended.recv_timeout(EVENT_TIMEOUT).ok();
    if status.is_none() {
        let _ = killer.kill();
    }
    status.map(|status| status.expect("a status").exit_code())
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
