//! The only place that writes, and all it does is to make what was not there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::root::spelled;

/// Makes the file `path` with `text` in it.
///
/// # Errors
///
/// When something stands there already, be it a link that leads nowhere, or when it cannot be
/// written; then there is no file.
pub(crate) fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // The half of it that was written is ours, since there was nothing before. If it cannot
        // be taken away either, the first error is the one to tell.
        let _ = fs::remove_file(path);
    }
    written
}

/// Makes the folder `path` in one that is there; says whether it was not there before.
///
/// # Errors
///
/// When the folder above is not there, or something else stands under the name.
pub(crate) fn create_folder(path: &Path) -> io::Result<bool> {
    match fs::create_dir(spelled(path)) {
        Ok(()) => Ok(true),
        Err(_) if spelled(path).is_dir() => Ok(false),
        Err(error) => Err(error),
    }
}
