//! The habits of the house, besides its floors: the two fronts meet at the door only, files are
//! read in one place, and everything is short enough to be read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the command line may know of the reader.
const OPENING: [&str; 6] =
    ["tui::run", "tui::Setup", "tui::Ended", "tui::app::Appearance", "tui::keymap::Keymap", "tui"];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

/// A source file up to its tests, without comments.
struct File {
    path: PathBuf,
    lines: Vec<String>,
}

impl File {
    /// The top-level module that the file belongs to.
    fn module(&self) -> String {
        let first = self.path.components().next().expect("a name");
        first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    }

    /// How many modules the file is below the root of the crate.
    fn depth(&self) -> usize {
        self.path.components().count()
    }

    /// Every path into the crate, without its `crate::`.
    fn imports(&self) -> BTreeSet<String> {
        let text = self.lines.join("\n");
        let mut found = BTreeSet::new();
        for (at, start) in text.match_indices("crate::") {
            let rest = &text[at + start.len()..];
            let end = statement_end(rest);
            spread("", &rest[..end], &mut found);
        }
        found
    }
}

/// Where a path with its groups ends.
fn statement_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' if text[..at].ends_with("::") || depth > 0 || at == 0 => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ if depth > 0 || c.is_alphanumeric() || matches!(c, '_' | ':') => {}
            _ => return at,
        }
    }
    text.len()
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn spread(before: &str, path: &str, found: &mut BTreeSet<String>) {
    let Some((head, group)) = path.split_once('{') else {
        let path = path.split_whitespace().next().unwrap_or_default();
        found.insert(format!("{before}{path}").trim_end_matches("::self").to_owned());
        return;
    };
    let group = group.trim_end().strip_suffix('}').expect("the group is closed");
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = group[start..at].trim();
                if !part.is_empty() {
                    spread(&format!("{before}{head}"), part, found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a name").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
                let lines = code.map(|line| without_comment(line).to_owned()).collect();
                let path = path.strip_prefix(&root).expect("below the root").to_owned();
                files.push(File { path, lines });
            }
        }
    }
    assert!(files.len() > 50, "the sources are found");
    files.retain(|file| !["lib.rs", "main.rs"].iter().any(|name| file.path == Path::new(name)));
    files
}

fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
    comment.map_or(line, |(at, _)| &line[..at])
}

#[test]
fn the_fronts_meet_at_the_door_only() {
    let mut doors = 0;
    for file in sources() {
        for path in file.imports() {
            let at = file.path.display();
            match file.module().as_str() {
                "tui" => assert!(!path.starts_with("cli"), "{at} imports {path}"),
                "cli" if path.split("::").next() == Some("tui") => {
                    doors += 1;
                    assert!(OPENING.contains(&path.as_str()), "{at} imports {path}");
                }
                _ => {}
            }
        }
    }
    assert!(doors > 0, "imports are found");
}

/// `super` stays within the module; what leaves it says `crate`.
#[test]
fn super_leads_out_of_no_module() {
    for file in sources() {
        for line in &file.lines {
            let supers = line.matches("super::").count();
            let in_a_row =
                (1..=supers).rev().find(|count| line.contains(&"super::".repeat(*count)));
            assert!(in_a_row.unwrap_or(0) < file.depth(), "{}: {line}", file.path.display());
        }
    }
}

#[test]
fn files_are_read_in_one_place() {
    const READS: [&str; 5] = ["std::fs", " fs::", "(fs::", "File::open", "OpenOptions"];
    for file in sources() {
        if ["store", "watch"].contains(&file.module().as_str()) {
            continue;
        }
        for line in &file.lines {
            let read = READS.iter().find(|read| line.contains(**read));
            assert!(read.is_none(), "{}: {line}", file.path.display());
        }
    }
}

#[test]
fn what_is_not_done_here() {
    const NEVER: [&str; 8] = [
        "unsafe ",
        "todo!",
        "unimplemented!",
        "dbg!(",
        "[allow(",
        "println!(",
        "process::abort",
        ".unwrap()",
    ];
    for file in sources() {
        for line in &file.lines {
            let found = NEVER.iter().find(|word| line.contains(**word));
            assert!(found.is_none(), "{}: {line}", file.path.display());
        }
    }
}

#[test]
fn files_and_functions_are_short() {
    for file in sources() {
        let at = file.path.display();
        let code = file.lines.iter().filter(|line| !line.trim().is_empty()).count();
        assert!(code <= LONGEST_FILE, "{at} has {code} lines of code");
        for (number, line) in file.lines.iter().enumerate() {
            let words = line.trim_start();
            let heads = [
                "fn ",
                "pub fn ",
                "pub const fn ",
                "const fn ",
                "pub(super) fn ",
                "pub(crate) fn ",
            ];
            if !heads.iter().any(|head| words.starts_with(head)) {
                continue;
            }
            let end = format!("{}}}", " ".repeat(line.len() - words.len()));
            let length =
                file.lines[number..].iter().position(|line| *line == end).map_or(1, |at| at + 1);
            assert!(length <= LONGEST_FUNCTION, "{at}: {words} has {length} lines");
        }
    }
}
