//! The author's editor, while it has the terminal.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};
use signal_hook::consts::SIGCHLD;

use super::{Ended, Event, signals};

/// How long an editor may take to end by itself. What ends us usually reaches it too, such as a
/// terminal that is closed, and a second signal would interrupt it while it saves what it can.
const OWN_END_WAIT: Duration = Duration::from_millis(200);

/// An editor that has the terminal.
struct Editor<'a> {
    child: Child,
    events: &'a Receiver<Event>,
    /// What has happened meanwhile, for the time after.
    later: Vec<Event>,
}

/// Why the editor no longer has the terminal.
pub(super) enum Edited {
    /// It was closed; what has happened meanwhile comes with it.
    Closed(ExitStatus, Vec<Event>),
    /// The program is asked to end, and the editor has been ended.
    Interrupted(Ended),
}

/// Runs an editor until it is closed, or until something asks the program to end.
///
/// # Errors
///
/// When it cannot be started.
pub(super) fn run(command: &mut Command, events: &Receiver<Event>) -> io::Result<Edited> {
    let mut editor = Editor { child: command.spawn()?, events, later: Vec::new() };
    loop {
        if let Some(status) = editor.child.try_wait()? {
            return Ok(Edited::Closed(status, editor.later));
        }
        let asked = match events.recv() {
            Ok(event) => editor.take(event),
            Err(_) => Some(Ended::Quit),
        };
        if let Some(ended) = asked {
            editor.end(ended);
            return Ok(Edited::Interrupted(ended));
        }
    }
}

impl Editor<'_> {
    /// What an event asks of the program while the editor runs.
    fn take(&mut self, event: Event) -> Option<Ended> {
        match event {
            // The editor may have ended: the loop looks.
            Event::Signal(SIGCHLD) => None,
            Event::Signal(signal) if signals::ends(signal) => Some(Ended::Signal(signal)),
            Event::InputEnded => Some(Ended::Quit),
            event => {
                self.later.push(event);
                None
            }
        }
    }

    /// Ends the editor: it can save what it has, but it cannot stay.
    fn end(&mut self, ended: Ended) {
        if self.ends_within(OWN_END_WAIT) {
            return;
        }
        let signal = match ended {
            Ended::Signal(signal_hook::consts::SIGHUP) | Ended::Quit => Signal::HUP,
            Ended::Signal(_) => Signal::TERM,
        };
        // An error says that it has ended, or that it may not be ended by us.
        let _ = self.pass_on(signal);
        if !self.ends_within(signals::EDITOR_WAIT - OWN_END_WAIT) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn pass_on(&self, signal: Signal) -> rustix::io::Result<()> {
        // `$EDITOR` may be a script that keeps a signal to itself. If the shell has started us as a
        // job, all processes of the group are ours.
        if rustix::process::getpgrp() == rustix::process::getpid() {
            return rustix::process::kill_current_process_group(signal);
        }
        rustix::process::kill_process(Pid::from_child(&self.child), signal)
    }

    fn ends_within(&mut self, wait: Duration) -> bool {
        let mut left = wait;
        while matches!(self.child.try_wait(), Ok(None)) {
            if left.is_zero() {
                return false;
            }
            let begun = Instant::now();
            let _ = self.events.recv_timeout(left.min(signals::CLOCK_STEP));
            left = left.saturating_sub(begun.elapsed().min(signals::CLOCK_STEP));
        }
        true
    }
}
