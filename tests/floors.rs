//! The modules depend on each other as `docs/architecture.md` says: those of a floor use only floors
//! below and modules to their left, and the pure ones use neither clocks nor threads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use source::{Module, SourceFile};

#[path = "common/source.rs"]
mod source;

/// What pure modules may not use. Files are held by `tests/architecture.rs`.
const IMPURE: [&str; 6] =
    ["std::thread", "std::net", "std::env", "std::sync::mpsc", "Instant::now", "SystemTime::now"];

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

/// The files of a module and those below it, such as `format` or `tui/app`.
fn files_of(room: &str) -> Vec<SourceFile> {
    let mut files = SourceFile::all();
    files.retain(|file| file.path.with_extension("").starts_with(room));
    assert!(!files.is_empty(), "{room} is there");
    files
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
        for file in files_of(room) {
            for path in file.imports() {
                let mut names = path.split("::");
                let (Some("crate"), Some(used)) = (names.next(), names.next()) else { continue };
                let found = rooms.iter().position(|other| other == used);
                assert!(found.is_some_and(|found| found <= at), "{}: {path}", file.path.display());
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
        let cyclic = cyclic(&uses);
        if !cyclic.is_empty() {
            found.insert(parent.join("/"), cyclic);
        }
    }
    assert_eq!(found, BTreeMap::new(), "modules that use each other");
}

type Names = BTreeSet<String>;

/// The files of the crate by module.
struct Map(BTreeMap<Module, SourceFile>);

impl Map {
    fn read() -> Self {
        Self(SourceFile::all().into_iter().map(|file| (file.module(), file)).collect())
    }

    /// For every module that has modules below it: which of those uses which others.
    fn uses_between_siblings(&self) -> BTreeMap<Module, BTreeMap<String, Names>> {
        let mut all: BTreeMap<Module, BTreeMap<String, Names>> = BTreeMap::new();
        for (module, file) in &self.0 {
            for used in file.imports().iter().filter_map(|path| self.module_of(module, path)) {
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

    /// The module that defines what `module` calls `path`, with re-exports resolved.
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
            } else if let Some(source) = self.re_exporter(&at, name) {
                at.push(source);
            } else {
                break;
            }
        }
        Some(at).filter(|at| !at.is_empty())
    }

    /// The child of `module` from which it re-exports `name`.
    fn re_exporter(&self, module: &Module, name: &str) -> Option<String> {
        let uses = self.0.get(module)?.code.split(';').map(str::trim);
        let known = uses.filter(|text| text.starts_with("pub"));
        let known = known.filter_map(|text| text.split_once(" use ")?.1.split_once("::"));
        let of = |text: &str| {
            text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|it| it == name)
        };
        let (below, _) = known.into_iter().find(|(_, names)| of(names))?;
        Some(below.to_owned())
    }
}

/// The modules that depend on themselves through others.
fn cyclic(uses: &BTreeMap<String, Names>) -> Names {
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
        "state",
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
        for SourceFile { path, code } in files_of(room) {
            for word in IMPURE.into_iter().chain(["crossterm"]) {
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
    for SourceFile { path, code } in files_of("jobs") {
        for word in ["std::thread", "std::sync::mpsc", "crossterm", "ratatui"] {
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
