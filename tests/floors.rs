//! The house is as `docs/architecture.md` says: rooms use only those below and to their left, and
//! what is pure knows neither files nor clocks nor threads.

use std::collections::{BTreeMap, BTreeSet};
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

/// Modules that stand beside each other, each with all that is below it, can be put in an order in
/// which nobody uses a later one. A module above them is not counted: it declares the types that
/// they share and puts them together, which is what it is for.
#[test]
fn nobody_goes_round_in_a_circle() {
    let map = Map::read();
    let mut found = BTreeMap::new();
    for (parent, uses) in map.uses_between_siblings() {
        let circling = circling(&uses);
        if !circling.is_empty() {
            found.insert(parent.join("/"), circling);
        }
    }
    assert_eq!(found, BTreeMap::new(), "modules that use each other");
}

type Names = BTreeSet<String>;
type Module = Vec<String>;

/// Every module below the root with its code.
struct Map(BTreeMap<Module, String>);

impl Map {
    fn read() -> Self {
        let mut modules = BTreeMap::new();
        for room in rooms() {
            let all = source(&room).into_iter();
            for (path, code) in all.filter(|(path, _)| !path.ends_with("tests.rs")) {
                let name = path.with_extension("");
                let name = name.strip_prefix("src").expect("below the root");
                let name: Module =
                    name.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                let code = code.lines().map(|line| line.split("//").next().unwrap_or_default());
                modules.insert(name, code.collect::<Vec<_>>().join("\n"));
            }
        }
        assert!(modules.len() > 100, "the modules are found");
        Self(modules)
    }

    /// For every module that has modules below it: which of those uses which others.
    fn uses_between_siblings(&self) -> BTreeMap<Module, BTreeMap<String, Names>> {
        let mut all: BTreeMap<Module, BTreeMap<String, Names>> = BTreeMap::new();
        for (module, code) in &self.0 {
            for used in paths(code).iter().filter_map(|path| self.module_of(module, path)) {
                let shared = module.iter().zip(&used).take_while(|(own, used)| own == used).count();
                if shared == 0 || shared == module.len() || shared == used.len() {
                    continue;
                }
                let uses = all.entry(module[..shared].to_vec()).or_default();
                uses.entry(module[shared].clone()).or_default().insert(used[shared].clone());
            }
        }
        all
    }

    /// The module in which that stands which `module` calls `path`, wherever it is passed on from.
    fn module_of(&self, module: &Module, path: &str) -> Option<Module> {
        let mut names = path.split("::").peekable();
        let mut at = if names.peek() == Some(&"crate") { Module::new() } else { module.clone() };
        names.next_if_eq(&"crate");
        while names.next_if_eq(&"super").is_some() {
            at.pop();
        }
        for name in names {
            let below: Module = at.iter().cloned().chain([name.to_owned()]).collect();
            if self.0.contains_key(&below) {
                at = below;
            } else if let Some(source) = self.passed_on(&at, name) {
                at.push(source);
            } else {
                break;
            }
        }
        Some(at).filter(|at| !at.is_empty())
    }

    /// The module below `module` of which it makes `name` known as its own.
    fn passed_on(&self, module: &Module, name: &str) -> Option<String> {
        let uses = self.0.get(module)?.split(';').map(str::trim);
        let known = uses.filter(|text| text.starts_with("pub"));
        let known = known.filter_map(|text| text.split_once(" use ")?.1.split_once("::"));
        let of = |text: &str| {
            text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|it| it == name)
        };
        let (below, _) = known.into_iter().find(|(_, names)| of(names))?;
        Some(below.to_owned())
    }
}

/// The paths of `code` that begin with `crate` or `super`, one for each name in braces.
fn paths(code: &str) -> Names {
    let mut found = Names::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|c| !(c.is_alphanumeric() || "_:".contains(c))) {
                spread(String::new(), &code[at..], &mut found);
            }
        }
    }
    found
}

/// Adds what the path at the head of `text` stands for; gives back what follows it.
fn spread<'t>(mut path: String, text: &'t str, found: &mut Names) -> &'t str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
    let (head, mut rest) = text.split_at(end.unwrap_or(text.len()));
    path.push_str(head);
    if !(path.ends_with("::") && rest.starts_with('{')) {
        // Behind the last comma in braces stands no name.
        if !path.ends_with("::") {
            found.insert(path);
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

/// Those that come back to themselves.
fn circling(uses: &BTreeMap<String, Names>) -> Names {
    let comes_back = |start: &String| {
        let (mut seen, mut waiting) = (Names::new(), vec![start]);
        while let Some(at) = waiting.pop() {
            for next in uses.get(at).into_iter().flatten() {
                if next == start {
                    return true;
                }
                if seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        false
    };
    uses.keys().filter(|start| comes_back(start)).cloned().collect()
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
