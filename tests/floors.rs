//! The house is as `docs/architecture.md` says: rooms use only those below and to their left, and
//! what is pure knows neither files nor clocks nor threads.

use std::fs;
use std::path::{Path, PathBuf};

/// What only the edges may use.
const OF_THE_EDGES: [&str; 7] = [
    "std::fs",
    "std::thread",
    "std::net",
    "std::env",
    "std::sync::mpsc",
    "Instant::now",
    "SystemTime::now",
];

/// The rooms in the order of the table, lowest first.
fn rooms() -> Vec<String> {
    let map = fs::read_to_string("docs/architecture.md").expect("the map is there");
    let floors = map.lines().filter_map(|line| {
        let (floor, rest) = line.strip_prefix("| ")?.split_once(" | ")?;
        floor.parse::<usize>().ok()?;
        rest.split(" | ").next()
    });
    let names = |rooms: &str| {
        let names = rooms.split_whitespace().map(|name| name.trim_matches('`').to_owned());
        names.collect::<Vec<_>>()
    };
    floors.flat_map(names).collect()
}

/// The Rust files at `path` and below it.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| files(&path)).collect()
}

/// The files of a room with their text, without the tests at its end.
fn source(room: &str) -> Vec<(PathBuf, String)> {
    let room = Path::new("src").join(room);
    let all = files(&room.with_extension("rs")).into_iter().chain(files(&room));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("source is text");
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default().to_owned();
        (path, code)
    };
    all.map(read).collect()
}

#[test]
fn the_map_names_every_room() {
    let lib = fs::read_to_string("src/lib.rs").expect("the library is there");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut modules: Vec<&str> = modules.collect();
    let mut rooms = rooms();
    modules.sort_unstable();
    rooms.sort_unstable();
    assert_eq!(rooms, modules);
}

#[test]
fn nobody_looks_up() {
    let rooms = rooms();
    for (at, room) in rooms.iter().enumerate() {
        for (path, code) in source(room) {
            for used in code.split("crate::").skip(1) {
                let end = used.find(|c: char| !(c.is_ascii_lowercase() || c == '_'));
                let used = &used[..end.unwrap_or(used.len())];
                let found = rooms.iter().position(|other| other == used);
                assert!(found.is_some_and(|found| found <= at), "{}: {used}", path.display());
            }
        }
    }
}

#[test]
fn what_is_pure_knows_no_edge() {
    let pure = [
        "text",
        "model",
        "format",
        "markup",
        "query",
        "check",
        "draft",
        "schema",
        "page",
        "theme",
        "tui/app",
        "tui/shared",
        "tui/screens",
        "tui/widgets",
        "tui/view",
    ];
    for room in pure {
        for (path, code) in source(room) {
            for word in OF_THE_EDGES.into_iter().chain(["crossterm"]) {
                assert!(!code.contains(word), "{}: {word}", path.display());
            }
            let drawn = ["theme"].contains(&room) || room.starts_with("tui/");
            assert!(drawn || !code.contains("ratatui"), "{}: ratatui", path.display());
        }
    }
}

/// A job runs on whatever thread calls it, so that a test can.
#[test]
fn jobs_know_no_thread() {
    for (path, code) in source("jobs") {
        for word in ["std::thread", "std::sync::mpsc", "crossterm", "ratatui"] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn files_are_written_in_one_place() {
    let all = files(Path::new("src"));
    for path in all.into_iter().filter(|path| path != Path::new("src/store/write.rs")) {
        let text = fs::read_to_string(&path).expect("source is text");
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        for word in [
            "fs::write",
            "fs::create",
            "fs::remove",
            "fs::rename",
            "File::create",
            ".write(true)",
            ".append(true)",
        ] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let map = fs::read_to_string("docs/architecture.md").expect("the map is there");
    let manifest = fs::read_to_string("Cargo.toml").expect("the manifest is there");
    let mut listed = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            listed = matches!(line, "[dependencies]" | "[dev-dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| listed) {
            let row =
                map.lines().any(|row| row.starts_with('|') && row.contains(&format!("`{name}`")));
            assert!(row, "docs/architecture.md gives no reason for {name}");
        }
    }
}
