//! One Markdown file with many reviews: every command and the reader treat each as a separate
//! review.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use terminal::Terminal;

#[path = "common/terminal.rs"]
mod terminal;

const RIVERS: &str = "\
---
title: Films about rivers
author: Mara
date: 2026-03-02
---

Seen on three evenings.

## Reeds (1999) ★★★½

A lake and a boat.

### Plot

||Anton|| swims away.

## Low Water (2004) - 8/10

TODO say more.

## Ferry (1971) B+

Nobody crosses twice.
";

fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rivers.md"), text).expect("a file");
    folder
}

fn rushes(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
    command.current_dir(folder).args(args).output().expect("rushes runs")
}

fn out(folder: &Path, args: &[&str]) -> String {
    String::from_utf8(rushes(folder, args).stdout).expect("UTF-8")
}

fn json(folder: &Path, args: &[&str]) -> Vec<Value> {
    let lines = out(folder, args);
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn each_is_listed_and_shown_with_its_place() {
    let folder = folder(RIVERS);
    let listed = out(folder.path(), &["list", "--sort", "year"]);
    let titles: Vec<&str> = listed.lines().map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(titles, ["Low Water", "Reeds", "Ferry"]);
    for args in [&["show", "--json", "rivers.md"][..], &["list", "--json", "--sort", "title"]] {
        let mut shown = json(folder.path(), args);
        shown.sort_by_key(|review| review["ordinal"].as_u64());
        let of = |name: &str| shown.iter().map(|review| review[name].clone()).collect::<Vec<_>>();
        assert_eq!(of("ordinal"), [1, 2, 3]);
        assert_eq!(of("line"), [9, 17, 21]);
        assert_eq!(of("title"), ["Reeds", "Low Water", "Ferry"]);
        assert_eq!(of("headline"), vec!["Films about rivers"; 3]);
        assert!(of("author").iter().all(|author| author["name"] == "Mara"));
        assert_eq!(shown[0]["sections"][0]["text"], "Seen on three evenings.");
    }
    let page = out(folder.path(), &["show", "rivers.md"]);
    assert!(!page.contains("Anton") && page.contains("swims away"), "{page}");
}

#[test]
fn findings_are_on_the_lines_of_their_reviews() {
    let text = RIVERS.replace("B+", "B+ ").replace("Ferry (1971)", "Reeds (1999)");
    let folder = folder(&text);
    let found = json(folder.path(), &["check", "--format", "json"]);
    let found: Vec<(&str, u64)> = found
        .iter()
        .map(|one| (one["code"].as_str().unwrap(), one["line"].as_u64().unwrap()))
        .filter(|(code, _)| ["left-over", "duplicate-review"].contains(code))
        .collect();
    assert_eq!(found, [("left-over", 19), ("duplicate-review", 21)]);
    let shown = out(folder.path(), &["check"]);
    assert!(shown.contains("3 reviews"), "{shown}");
}

#[test]
fn a_field_is_reported_once_and_silences_all() {
    let text = RIVERS
        .replace("author: Mara", "author: Mara\ndirecter: Nobody\ncheck:\n  allow: [left-over]");
    let folder = folder(&text);
    let found = json(folder.path(), &["check", "--format", "json"]);
    let of = |code: &str| found.iter().filter(|one| one["code"] == code).count();
    assert_eq!((of("unknown-field"), of("left-over")), (1, 0));
}

#[test]
fn so_many_that_nobody_wrote_them_are_one() {
    let many: String = (0..5_001).map(|n| format!("## F{n} (1999) 4/5\n\nText.\n\n")).collect();
    let folder = folder(&many);
    let shown = json(folder.path(), &["show", "--json", "rivers.md"]);
    assert_eq!(shown.len(), 1);
}

/// Every review gets the fields of the file, and YAML aliases can expand a few bytes to many.
#[test]
fn fields_that_aliases_blow_up_are_not_held_by_many_reviews() {
    let words = ["aaaaaaaaaa"; 20].join(", ");
    let (once, twice) = (["*a"; 20].join(", "), ["*b"; 20].join(", "));
    let head = format!("---\ntitle: Rivers\na: &a [{words}]\nb: &b [{once}]\nc: [{twice}]\n---\n");
    let films = |count: usize| {
        let film = |number| format!("## River {number} (1999) 4/5\n\nIt flows.\n\n");
        (0..count).map(film).collect::<String>()
    };
    assert_eq!(out(folder(&(head.clone() + &films(3))).path(), &["list"]).lines().count(), 3);
    assert_eq!(out(folder(&(head + &films(4000))).path(), &["list"]).lines().count(), 1);
}

#[test]
fn what_is_covered_across_reviews_stays_covered() {
    let text = RIVERS.replace("A lake", "<spoiler>A lake").replace("TODO", "</spoiler>TODO");
    let folder = folder(&text);
    let shown = out(folder.path(), &["show", "rivers.md"]);
    assert!(!shown.contains("A lake") && !shown.contains("swims"), "{shown}");
}

#[test]
fn a_line_names_the_review_that_holds_it() {
    let folder = folder(RIVERS);
    for (line, title) in [(1, "Reeds"), (16, "Reeds"), (17, "Low Water"), (23, "Ferry")] {
        for named in [format!("rivers.md:{line}"), format!("./rivers.md:{line}:4")] {
            for command in ["show", "list"] {
                let shown = json(folder.path(), &[command, "--json", &named]);
                let titles: Vec<&Value> = shown.iter().map(|review| &review["title"]).collect();
                assert_eq!(titles, [title], "{command} {named}");
            }
        }
    }
    let found = json(folder.path(), &["check", "--format", "json", "rivers.md:20"]);
    assert!(found.iter().any(|one| one["code"] == "left-over"), "{found:?}");
    let found = json(folder.path(), &["check", "--format", "json", "rivers.md:22"]);
    assert!(found.iter().all(|one| one["line"].as_u64() >= Some(21)), "{found:?}");
    fs::write(folder.path().join("rivers.md:17"), "Brook (2010)\n\nRating: 4/5\n").expect("a file");
    assert_eq!(json(folder.path(), &["show", "--json", "rivers.md:17"])[0]["title"], "Brook");
}

#[test]
fn a_line_that_is_not_there_is_said() {
    let folder = folder(RIVERS);
    for line in [99, 0, 24] {
        let shown = rushes(folder.path(), &["show", &format!("rivers.md:{line}")]);
        assert_eq!(shown.status.code(), Some(1));
        let said = String::from_utf8_lossy(&shown.stderr).into_owned();
        let words =
            format!("rushes: rivers.md:{line}: expected a line from 1 to 23, found line {line}\n");
        assert_eq!(said, words);
    }
    let shown = rushes(folder.path(), &["show", "none.md:2"]);
    assert!(String::from_utf8_lossy(&shown.stderr).contains("nothing of that name"));
}

#[test]
fn a_preview_opens_at_the_line_and_stays_there() {
    let folder = folder(RIVERS);
    let rushes = env!("CARGO_BIN_EXE_rushes");
    let mut terminal =
        Terminal::run(&[rushes, "preview", "rivers.md:18"], folder.path(), (120, 30));
    terminal.shows("TODO say more.").shows("19 TODO");
    replace(&folder, &RIVERS.replace("TODO say more.", "There is no more."));
    terminal
        .shows("There is no more.")
        .until("no finding", |screen| !screen.contents().contains("19 TODO"));
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
    // Without a line number, the first review of the file is opened, not the first by title.
    let mut terminal = Terminal::run(&[rushes, "rivers.md"], folder.path(), (120, 30));
    terminal.shows("A lake and a boat.");
}

fn replace(folder: &TempDir, text: &str) {
    let (new, old) = (folder.path().join(".new~"), folder.path().join("rivers.md"));
    fs::write(&new, text).expect("a file is written");
    fs::rename(new, old).expect("it takes the other's place");
}

#[test]
fn the_reader_stays_with_its_review_while_others_come_and_go() {
    let folder = folder(RIVERS);
    let program = [env!("CARGO_BIN_EXE_rushes"), "."];
    let mut terminal = Terminal::run(&program, folder.path(), (120, 30));
    // Reviews without a date are sorted by title.
    terminal.shows("1 of 3").shows("Nobody crosses twice.");
    // A change that is shown proves that the folder is watched.
    replace(&folder, &RIVERS.replace("crosses twice", "crosses it twice"));
    terminal.shows("Nobody crosses it twice.");
    terminal.types("j");
    terminal.shows("TODO say more.");
    let added = RIVERS.replace("## Reeds", "## Brook (2010) ★★\n\nA brook runs.\n\n## Reeds");
    replace(&folder, &added.replace("TODO say more.", "There is no more."));
    terminal.shows("There is no more.").shows("of 4");
    replace(&folder, RIVERS);
    terminal.shows("TODO say more.").shows("of 3");
    let (head, tail) = RIVERS.split_at(RIVERS.find("## Low").expect("a heading"));
    replace(&folder, &format!("{head}{}", &tail[tail.find("## Ferry").expect("a heading")..]));
    terminal.shows("Low Water is no longer in rivers.md").shows("Reeds  1999");
    terminal.types("Q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

/// A diary has a day in each heading, with the title behind it or in the first line below.
#[test]
fn the_entries_of_a_diary_are_reviews() {
    let days = ["2024-01-03", "3 January 2024", "03.01.2024", "Wednesday, 3 January 2024"];
    let shapes: [fn(&str, &str, &str) -> String; 5] = [
        |day, title, stars| format!("## {day} {title} {stars}\n\nWet.\n\n"),
        |day, title, stars| format!("## {day}: {title} - {stars}\n\nWet.\n\n"),
        |day, title, stars| format!("## {day}\n\n**{title}** - {stars}\n\nWet.\n\n"),
        |day, title, stars| format!("## {day}\n\n*{title}*\nRating: {stars}\n\nWet.\n\n"),
        |day, title, stars| format!("### {day}\n{title} {stars}\n\nWet.\n\n"),
    ];
    for (at, shape) in shapes.iter().enumerate() {
        for day in if at == 0 { &days[..1] } else { &days[..] } {
            let other = day.replace("3 ", "5 ").replace("03", "05");
            let entries =
                shape(day, "Night Boat (1998)", "★★★★") + &shape(&other, "Reeds (2001)", "★★");
            let folder = folder(&format!("# Diary\n\n{entries}"));
            let read = json(folder.path(), &["list", "--json", "--sort", "title"]);
            let of =
                |name: &str| read.iter().map(|review| review[name].clone()).collect::<Vec<_>>();
            assert_eq!(of("title"), ["Night Boat", "Reeds"], "{entries}");
            assert_eq!(of("year"), [1998, 2001], "{entries}");
            assert_eq!(of("watched"), ["2024-01-03", "2024-01-05"], "{entries}");
            let stars: Vec<&Value> = read.iter().map(|review| &review["rating"]["stars"]).collect();
            assert_eq!(stars, [4, 2], "{entries}");
            let texts: Vec<&Value> = read.iter().map(|it| &it["sections"][0]["text"]).collect();
            assert_eq!(texts, ["Wet.", "Wet."], "{entries}");
        }
    }
}

#[test]
fn a_journal_is_no_diary_of_reviews() {
    for text in [
        "# Journal\n\n## 2024-01-03\n\nRain.\n\n## 2024-01-05\n\nMore rain.\n",
        "# Night Boat (1998)\n\n## 3 January 2024\n\nFirst time.\n\n## 5 January 2024\n\nAgain.\n\n4/5\n",
        "# Journal\n\n## Reeds, 3 January 2024\n\n4/5\n\n## Boats, 5 January 2024\n\n3/5\n",
    ] {
        let folder = folder(text);
        assert!(json(folder.path(), &["list", "--json"]).len() < 2, "{text}");
    }
    let open = "# Diary\n\n## 2024-01-03\n\n||Night Boat (1998) ★★★★\n\nHe||dies.\n\n";
    let text = format!("{open}## 2024-01-05\n\nReeds (2001) ★★\n\nWet.\n");
    let page = out(folder(&text).path(), &["show", "rivers.md"]);
    assert!(!page.contains("He"), "{page}");
}
