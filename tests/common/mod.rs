//! A temporary folder of files, removed at the end of the test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        let folder = path.parent().expect("a file stands in a folder");
        fs::create_dir_all(folder).expect("a folder is made");
        fs::write(&path, text).expect("a file is written");
        path
    }

    /// The standard library makes no pipes by name, and the system call is unsafe to call.
    pub(crate) fn pipe(&self, name: &str) -> PathBuf {
        let made = Command::new("mkfifo").arg(self.at(name)).status().expect("mkfifo runs");
        assert!(made.success());
        self.at(name)
    }

    /// A large sparse file, which takes no disk space.
    pub(crate) fn huge(&self, name: &str) -> PathBuf {
        let file = fs::File::create(self.at(name)).expect("a file is made");
        file.set_len(9 * 1024 * 1024).expect("a file is stretched");
        self.at(name)
    }
}

pub(crate) fn toml(title: &str, rating: &str) -> String {
    format!(
        "title = \"{title}\"\nyear = 1926\nrating = {rating}\ndirectors = [\"Buster Keaton\"]\n\
         [sections]\nplot = \"\"\"An engine is stolen.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n"
    )
}

pub(crate) fn markdown(title: &str, rating: &str) -> String {
    format!(
        "---\ntitle: {title}\ndirector: Buster Keaton\nrating: {rating}\n---\n\n## Plot\n\n\
         An engine is stolen.\n\n## Verdict\n\nSee it.\n"
    )
}
