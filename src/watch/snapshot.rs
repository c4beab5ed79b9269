//! The state of a folder that is polled, to be compared with a later one.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use crate::store::Stamp;

/// The entries of a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snapshot(HashMap<OsString, Stamp>);

impl Snapshot {
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let mut entries = HashMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // Without metadata it was removed meanwhile.
            if let Ok(found) = entry.metadata() {
                entries.insert(entry.file_name(), Stamp::new(&found));
            }
        }
        Ok(Self(entries))
    }

    /// The names that `later` has not, has in addition, or has with another stamp.
    pub(super) fn differences<'a>(
        &'a self,
        later: &'a Self,
    ) -> impl Iterator<Item = &'a OsString> + 'a {
        let gone = self.0.keys().filter(|name| !later.0.contains_key(*name));
        let new = later.0.iter().filter(|(name, stamp)| self.0.get(*name) != Some(*stamp));
        gone.chain(new.map(|(name, _)| name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        for name in ["same", "longer", "replaced", "removed"] {
            write(name, "text");
        }
        let before = Snapshot::of(folder.path()).unwrap();
        write("longer", "a text");
        write("new", "text");
        fs::remove_file(folder.path().join("removed")).unwrap();
        fs::rename(folder.path().join("new"), folder.path().join("replaced")).unwrap();
        write("added", "text");
        let after = Snapshot::of(folder.path()).unwrap();
        let mut names: Vec<&OsString> = before.differences(&after).collect();
        names.sort();
        assert_eq!(names, ["added", "longer", "removed", "replaced"]);
        assert_eq!(after.differences(&after).count(), 0);
    }
}
