//! Signals: those that end the program end it with the terminal restored, those that stop and
//! continue it take the terminal along.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use super::{Event, screen};

/// How long the main loop has to end the program before it is taken to hang, on a terminal that
/// accepts no more output.
const TERMINAL_WAIT: Duration = Duration::from_millis(500);

/// Whether an editor has the terminal: signals from the keyboard are then meant for it.
static EDITING: AtomicBool = AtomicBool::new(false);

/// Whether the next SIGTSTP is the one that we sent to our own process group. It may arrive only
/// after the job has been continued.
static STOP_SENT_BY_US: AtomicBool = AtomicBool::new(false);

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

pub(super) fn listen(events: Sender<Event>) -> io::Result<Handle> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let handle = signals.handle();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            if EDITING.load(Ordering::SeqCst) && !matches!(signal, SIGTERM | SIGHUP) {
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
            if matches!(signal, SIGTERM | SIGHUP | SIGINT | SIGQUIT) {
                thread::sleep(TERMINAL_WAIT);
                // Restoring such a terminal may block too, so it gets a thread of its own.
                thread::spawn(screen::give_back);
                thread::sleep(TERMINAL_WAIT);
                std::process::exit(128 + signal);
            }
        }
    })?;
    Ok(handle)
}
