//! Signals: those that end the program end it with the terminal restored, those that stop and
//! continue it take the terminal along.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::{Handle, Signals};

use super::{Event, screen};

/// A loop that does not answer by then hangs on a terminal that takes no more bytes.
const PATIENCE: Duration = Duration::from_secs(1);

/// Starts to listen.
pub(super) fn listen(events: Sender<Event>) -> io::Result<Handle> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let handle = signals.handle();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            let _ = events.send(Event::Signal(signal));
            if matches!(signal, SIGTERM | SIGHUP | SIGINT | SIGQUIT) {
                thread::sleep(PATIENCE);
                screen::give_back();
                std::process::exit(128 + signal);
            }
        }
    })?;
    Ok(handle)
}
