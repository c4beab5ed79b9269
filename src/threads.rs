//! Floor 4: threads, all of which have a name.

use std::panic::resume_unwind;
use std::path::Path;
use std::time::Duration;
use std::{env, io, thread};

/// Starts a thread that nobody waits for: it ends with the program at the latest.
///
/// # Errors
///
/// When the system starts no more threads.
pub(crate) fn spawn(name: &'static str, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let run = move || {
        panic_if_asked(name);
        run();
    };
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}

/// Runs `first` here and `second` on a thread of its own, or here too if the system starts no more.
/// A panic there is one here.
pub(crate) fn both<T: Send>(
    name: &'static str,
    first: impl FnOnce() -> T,
    second: impl Fn() -> T + Sync,
) -> [T; 2] {
    thread::scope(|scope| {
        let run_second = || {
            panic_if_asked(name);
            second()
        };
        let helper = thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, run_second);
        let first = first();
        let second = match helper {
            Ok(helper) => helper.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => second(),
        };
        [first, second]
    })
}

/// Panics if a test asks for it, in debug builds only: with `RUSHES_PANIC=walk:FILE`, the thread
/// `walk` waits until FILE is there, and panics.
pub(crate) fn panic_if_asked(name: &str) {
    /// How often FILE is looked for.
    const POLL_INTERVAL: Duration = Duration::from_millis(2);
    if !cfg!(debug_assertions) {
        return;
    }
    let asked = env::var("RUSHES_PANIC").unwrap_or_default();
    let Some((_, file)) = asked.split_once(':').filter(|(thread, _)| *thread == name) else {
        return;
    };
    while !Path::new(file).exists() {
        thread::sleep(POLL_INTERVAL);
    }
    panic!("asked for in the thread `{name}` by {file}");
}
