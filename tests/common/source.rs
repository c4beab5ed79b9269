//! The source of the program, for the tests that hold its structure.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The path of a module from the root of the crate.
pub(crate) type Module = Vec<String>;

pub(crate) struct SourceFile {
    /// Relative to `src`.
    pub(crate) path: PathBuf,
    /// The code without tests and comments.
    pub(crate) code: String,
}

impl SourceFile {
    /// Every file of the crate, except those that hold tests only.
    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("a name").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    files.push(Self::read(&root, &path));
                }
            }
        }
        assert!(files.len() > 100, "the sources are found");
        files.retain(|file| !file.path.ends_with("tests.rs"));
        files
    }

    fn read(root: &Path, path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a source file");
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        let code = lines.map(without_comment).collect::<Vec<_>>().join("\n");
        let path = path.strip_prefix(root).expect("below the root").to_owned();
        Self { path, code }
    }

    pub(crate) fn module(&self) -> Module {
        let path = self.path.with_extension("");
        path.iter().map(|name| name.to_string_lossy().into_owned()).collect()
    }

    /// Every path that begins with `crate` or `super`, one for each name in braces.
    pub(crate) fn imports(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for start in ["crate::", "super::"] {
            for (at, _) in self.code.match_indices(start) {
                let before = self.code[..at].chars().next_back();
                if before.is_none_or(|c| !(c.is_alphanumeric() || "_:".contains(c))) {
                    spread(String::new(), &self.code[at..], &mut found);
                }
            }
        }
        found
    }
}

fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// Adds the paths at the start of `text`: `a::{self, b}` is `a` and `a::b`. Returns the text after
/// them.
fn spread<'t>(mut path: String, text: &'t str, found: &mut BTreeSet<String>) -> &'t str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
    let (head, mut rest) = text.split_at(end.unwrap_or(text.len()));
    path.push_str(head);
    if !(path.ends_with("::") && rest.starts_with('{')) {
        // After the last comma in braces there is no name.
        if !path.ends_with("::") {
            found.insert(path.trim_end_matches("::self").to_owned());
        }
        return rest;
    }
    while let Some(inside) = rest.strip_prefix(['{', ',']) {
        rest = spread(path.clone(), inside.trim_start(), found);
        let close = rest.find([',', '}']).unwrap_or(rest.len());
        rest = &rest[close..];
    }
    rest.strip_prefix('}').unwrap_or(rest)
}
