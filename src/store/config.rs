//! What the person at the keyboard has set, in `$XDG_CONFIG_HOME/rushes` or else `~/.config/rushes`.

use std::env;
use std::io;
use std::path::PathBuf;

use super::read::read;
use crate::model::Date;
use crate::query::SavedQueries;

/// The file of saved queries, and what it says; nothing if it is not there.
pub(crate) fn saved_queries(today: Date) -> (Option<PathBuf>, SavedQueries) {
    let Some(path) = base_folder().map(|base| base.join("rushes/queries.toml")) else {
        return (None, SavedQueries::default());
    };
    let is_missing =
        std::fs::metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let saved = match read(&path) {
        _ if is_missing => SavedQueries::default(),
        Ok(file) => {
            let mut saved = SavedQueries::parse(&file.source, Some(today));
            saved.findings.extend(file.flaw);
            saved
        }
        Err(problem) => SavedQueries { findings: vec![problem], ..SavedQueries::default() },
    };
    (Some(path), saved)
}

/// The folder that holds the settings of all programs. A path that is not absolute is to be ignored.
pub(super) fn base_folder() -> Option<PathBuf> {
    let named = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    named("XDG_CONFIG_HOME").or_else(|| Some(named("HOME")?.join(".config")))
}
