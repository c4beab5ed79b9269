//! The structure of the source, besides the order of its modules: the command line and the reader
//! meet at few places, files are read and written in few places, and code is short enough to be
//! read.

use std::path::Path;

use source::SourceFile;

#[path = "common/source.rs"]
mod source;

/// The items of the reader that the command line may use.
const READER_ENTRY_POINTS: [&str; 8] = [
    "tui::run",
    "tui::Setup",
    "tui::Ended",
    "tui::app::Appearance",
    "tui::app::Resuming",
    "tui::keymap::Keymap",
    "tui::action",
    "tui",
];

const MAX_FILE_LINES: usize = 400;
const MAX_FUNCTION_LINES: usize = 60;

#[test]
fn the_command_line_and_the_reader_meet_at_few_places() {
    let mut uses = 0;
    for file in SourceFile::all() {
        for path in file.imports() {
            let Some(path) = path.strip_prefix("crate::") else { continue };
            let at = file.path.display();
            match file.module()[0].as_str() {
                "tui" => assert!(!path.starts_with("cli"), "{at} imports {path}"),
                "cli" if path.split("::").next() == Some("tui") => {
                    uses += 1;
                    assert!(READER_ENTRY_POINTS.contains(&path), "{at} imports {path}");
                }
                _ => {}
            }
        }
    }
    assert!(uses > 0, "imports are found");
}

/// `super` is used only within a module; a path that leaves it begins with `crate`.
#[test]
fn super_leads_out_of_no_module() {
    for file in SourceFile::all() {
        for path in file.imports() {
            let supers = path.split("::").take_while(|name| *name == "super").count();
            assert!(supers < file.module().len(), "{}: {path}", file.path.display());
        }
    }
}

/// Files are read only in `store` and `watch`, and changed only in three source files.
#[test]
fn files_are_accessed_in_few_places() {
    const READS: [&str; 5] = ["std::fs", " fs::", "(fs::", "File::open", "OpenOptions"];
    const MAY_WRITE: [&str; 3] = ["store/write.rs", "store/state.rs", "store/text_cache.rs"];
    const WRITES: [&str; 7] = [
        "fs::write",
        "fs::create",
        "fs::remove",
        "fs::rename",
        "File::create",
        ".write(true)",
        ".append(true)",
    ];
    for file in SourceFile::all() {
        let may_read = ["store", "watch"].contains(&file.module()[0].as_str());
        let may_write = MAY_WRITE.iter().any(|path| file.path == Path::new(path));
        let reads = READS.iter().filter(|_| !may_read);
        let found =
            reads.chain(WRITES.iter().filter(|_| !may_write)).find(|one| file.code.contains(**one));
        assert_eq!(found, None, "{}", file.path.display());
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
    for SourceFile { path, code } in SourceFile::all() {
        let found = NEVER.iter().find(|word| code.contains(**word));
        assert_eq!(found, None, "{}", path.display());
    }
}

#[test]
fn files_and_functions_are_short() {
    for file in SourceFile::all() {
        let at = file.path.display();
        let lines: Vec<&str> = file.code.lines().collect();
        let count = lines.iter().filter(|line| !line.trim().is_empty()).count();
        assert!(count <= MAX_FILE_LINES, "{at} has {count} lines of code");
        for (number, line) in lines.iter().enumerate() {
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
                lines[number..].iter().position(|line| **line == end).map_or(1, |at| at + 1);
            assert!(length <= MAX_FUNCTION_LINES, "{at}: {words} has {length} lines");
        }
    }
}
