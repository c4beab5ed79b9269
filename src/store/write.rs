//! The only place that writes, and all it does is to make what was not there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::Houses;
use super::root::{Kind, Root, folder_of, spelled};
use crate::model::Author;

/// Makes the file `path` with `text` in it.
///
/// # Errors
///
/// When something stands there already, be it a link that leads nowhere, or when it cannot be
/// written; then there is no file.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
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
pub fn create_folder(path: &Path) -> io::Result<bool> {
    match fs::create_dir(spelled(path)) {
        Ok(()) => Ok(true),
        Err(_) if spelled(path).is_dir() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Who would be the author of a file in `folder`, and on which scale, by the `author.toml` files
/// there and above. `None` when the folder cannot be seen.
#[must_use]
pub fn author_of(folder: &Path, houses: &Houses) -> Option<(Author, Option<f64>)> {
    // A folder that is still to be made will stand below the one above it.
    let folder = if spelled(folder).is_dir() { folder } else { folder_of(folder) };
    let home = fs::canonicalize(spelled(folder)).ok()?;
    let real = home.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&home);
    let file = folder.join("new");
    let root = Root {
        path: Arc::from(file.as_path()),
        folder: Arc::from(folder),
        kind: Kind::File,
        real: real.to_owned(),
    };
    let house = houses.of(&file, &root);
    Some((house.author.clone(), house.scale))
}
