//! Signals: those that end the program end it with the terminal restored, those that stop and
//! continue it take the terminal along.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{
    SIGCHLD, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH,
};
use signal_hook::iterator::Signals;

use super::Event;
use super::tty::{self, Holder};
use crate::threads;

/// How long the main loop has to end the program before it is taken to hang, on a terminal that
/// accepts no more output.
const TERMINAL_WAIT: Duration = Duration::from_millis(500);
/// How long an editor that has the terminal may take to end when the program ends.
pub(super) const EDITOR_WAIT: Duration = Duration::from_secs(2);
/// Waits go on in steps of this length, since the job may be stopped meanwhile, with the editor:
/// then the time at most of one step passes.
pub(super) const CLOCK_STEP: Duration = Duration::from_millis(50);

/// Whether an editor has the terminal: signals from the keyboard are then meant for it.
static EDITING: AtomicBool = AtomicBool::new(false);

/// Whether the next SIGTSTP is the one that we sent to our own process group. It may arrive only
/// after the job has been continued.
static STOP_SENT_BY_US: AtomicBool = AtomicBool::new(false);

/// Whether a signal that ends the program has come.
static ENDING: AtomicBool = AtomicBool::new(false);

pub(super) fn is_ending() -> bool {
    ENDING.load(Ordering::SeqCst)
}

/// Does `act` with signals from the keyboard left to the editor.
pub(super) fn while_editing<T>(act: impl FnOnce() -> T) -> T {
    EDITING.store(true, Ordering::SeqCst);
    let done = act();
    EDITING.store(false, Ordering::SeqCst);
    done
}

/// Stops the whole job, so that the shell has the terminal again; returns when it goes on.
pub(super) fn stop_the_job() -> io::Result<()> {
    STOP_SENT_BY_US.store(true, Ordering::SeqCst);
    // A script that runs the program must stop with it, or the shell would go on waiting.
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
    signal_hook::low_level::raise(SIGSTOP)
}

/// Whether a signal ends the program.
pub(super) const fn ends(signal: i32) -> bool {
    matches!(signal, SIGTERM | SIGHUP | SIGINT | SIGQUIT)
}

pub(super) fn listen(events: Sender<Event>) -> io::Result<()> {
    let mut signals =
        Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGCHLD])?;
    threads::spawn("signals", move || {
        for signal in &mut signals {
            let editing = EDITING.load(Ordering::SeqCst);
            if editing && !matches!(signal, SIGTERM | SIGHUP | SIGCHLD) {
                // An editor stops the whole job, and we are part of it.
                if signal == SIGTSTP {
                    let _ = signal_hook::low_level::raise(SIGSTOP);
                }
                continue;
            }
            if signal == SIGTSTP && STOP_SENT_BY_US.swap(false, Ordering::SeqCst) {
                continue;
            }
            let _ = events.send(Event::Signal(signal));
            if ends(signal) && !ENDING.swap(true, Ordering::SeqCst) {
                let wait = if editing { EDITOR_WAIT } else { Duration::ZERO };
                // If no thread can be started, the main loop alone ends the program.
                let _ = threads::spawn("ending", move || end(signal, wait + TERMINAL_WAIT));
            }
        }
    })
}

/// Ends the program if the main loop has not done so by then.
fn end(signal: i32, wait: Duration) {
    for _ in 0..wait.as_millis() / CLOCK_STEP.as_millis() {
        thread::sleep(CLOCK_STEP);
    }
    // Restoring a terminal that accepts no more output blocks, so it gets a thread of its own.
    let _ = threads::spawn("restoring", || tty::give_to(Holder::Nobody));
    thread::sleep(TERMINAL_WAIT);
    tty::restore_modes();
    std::process::exit(128 + signal);
}
