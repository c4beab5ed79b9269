//! The only code that writes to disk. It creates files and folders and changes none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::root::spelled;

/// Creates the file `path` with `text` in it.
///
/// # Errors
///
/// When something is there already, even a dangling link, or when writing fails; then no file is
/// left behind.
pub(crate) fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Nothing was there before, so the partial file is ours to remove. If that fails as well,
        // the first error is the one to report.
        let _ = fs::remove_file(path);
    }
    written
}

/// Creates the folder `path`, but not its parents. Returns `false` if it existed.
///
/// # Errors
///
/// When its parent does not exist, or something other than a folder has that path.
pub(crate) fn create_folder(path: &Path) -> io::Result<bool> {
    match fs::create_dir(spelled(path)) {
        Ok(()) => Ok(true),
        Err(_) if spelled(path).is_dir() => Ok(false),
        Err(error) => Err(error),
    }
}
