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

/// A loop that does not answer by then hangs on a terminal that takes no more bytes.
const TERMINAL_WAIT: Duration = Duration::from_millis(500);

/// Whether the terminal is an editor's, and its keys are no business of ours.
static EDITING: AtomicBool = AtomicBool::new(false);

/// Whether the next SIGTSTP is the one that we sent to the whole job. It may be heard of only when
/// the job goes on again.
static OUR_OWN: AtomicBool = AtomicBool::new(false);

/// Does `act`, during which signals from the keyboard are meant for somebody else.
pub(super) fn while_editing<T>(act: impl FnOnce() -> T) -> T {
    EDITING.store(true, Ordering::SeqCst);
    let done = act();
    EDITING.store(false, Ordering::SeqCst);
    done
}

/// Stops the whole job, so that the shell has the terminal again; returns when it goes on.
pub(super) fn stop_the_job() -> io::Result<()> {
    OUR_OWN.store(true, Ordering::SeqCst);
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
            if signal == SIGTSTP && OUR_OWN.swap(false, Ordering::SeqCst) {
                continue;
            }
            let _ = events.send(Event::Signal(signal));
            if matches!(signal, SIGTERM | SIGHUP | SIGINT | SIGQUIT) {
                thread::sleep(TERMINAL_WAIT);
                // Even giving back may hang on such a terminal.
                thread::spawn(screen::give_back);
                thread::sleep(TERMINAL_WAIT);
                std::process::exit(128 + signal);
            }
        }
    })?;
    Ok(handle)
}
