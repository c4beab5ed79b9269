//! The program as it is run from a shell.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{Folder, markdown, toml};
use serde_json::Value;

mod common;

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLORFGBG"] {
        command.env_remove(name);
    }
    command.env("XDG_STATE_HOME", folder.join("state"));
    command
}

fn run(folder: &Folder, args: &[&str]) -> Output {
    command(folder.path(), args).output().expect("the program runs")
}

fn fed(folder: &Folder, args: &[&str], text: &str) -> Output {
    let mut command = command(folder.path(), args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(text.as_bytes()).expect("the program reads");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn objects(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_path_that_leads_nowhere_is_named_and_the_rest_is_done() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "4"))]);
    for name in ["show", "list"] {
        let output = run(&folder, &[name, "nope.toml", "a.toml"]);
        assert_eq!(code(&output), 1);
        assert!(err(&output).starts_with("rushes: nope.toml: expected a file or folder"));
        assert!(out(&output).contains("The General"));
    }
}

#[test]
fn a_pipe_is_no_draft() {
    let output = run(&Folder::with(&[]), &["preview", "-"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("expected a draft that is saved, found `-`"));
}

#[test]
fn names_of_commands_to_come_are_kept() {
    let folder = Folder::with(&[("publish/a.toml", &toml("The General", "4"))]);
    let help = out(&run(&folder, &["--help"])).split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = help.split("Reserved for commands to come: ").nth(1).expect("the names in the help");
    let kept: Vec<&str> = kept.trim_end_matches('.').split(", ").collect();
    for name in ["export", "themes", "import", "publish", "lsp", "config"] {
        assert!(kept.contains(&name), "{name}");
    }
    for name in kept {
        let output = run(&folder, &[name]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(err(&output).contains(&format!("./{name}")), "{}", err(&output));
        assert!(err(&output).contains("does not exist yet"), "{}", err(&output));
    }
    let output = run(&folder, &["./publish"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("The General"));
}

/// Three reviews: one of 5 stars of 1926, one of 3 stars of 1979 and one without a rating.
fn three() -> Folder {
    let review =
        |title: &str, rest: &str| format!("title = '{title}'\ndirectors = ['A B']\n{rest}");
    Folder::with(&[
        ("a.toml", &review("The General", "rating = 5\nyear = 1926\ntags = ['train']")),
        ("b.toml", &review("Alien", "rating = 3\nyear = 1979\nspoilers = ['end']")),
        ("c.toml", &review("Nosferatu", "")),
    ])
}

#[test]
fn a_query_says_which_reviews_are_meant() {
    let folder = three();
    for (args, expected) in [
        (&["-q", "rating>=4"][..], "The General"),
        (&["-q", "-rating>=4", "-q", "has:year"], "Alien"),
        (&["--query=-has:year"], "Nosferatu"),
        (&["-q", "-is:rated -unrated -alien"], ""),
        (&["-q", "is:rated sort:title"], "Alien The General"),
        (&["-q", "is:rated sort:-title", "--sort", "year"], "The General Alien"),
    ] {
        let list = run(&folder, &[&["list", "."], args].concat());
        let lines = out(&list).lines().map(|line| line.split("  ").next().unwrap_or_default());
        let titles: Vec<&str> = lines.map(|line| line.trim_start_matches("! ")).collect();
        assert_eq!(titles.join(" "), expected, "{args:?}");
        assert_eq!(code(&list), 0, "{args:?}");
        // Without a terminal the reader lists.
        let reader = run(&folder, &[args, &["."]].concat());
        if !args.contains(&"--sort") {
            assert_eq!(out(&reader), out(&list), "{args:?}");
        }
    }
    let show = run(&folder, &["show", "a.toml", "b.toml", ".", "-q", "alien", "--json"]);
    let titles: Vec<_> = objects(&show).iter().map(|one| one["title"].clone()).collect();
    assert_eq!(titles, ["Alien", "Alien"]);
    let all = run(&folder, &["check"]);
    assert!(out(&all).contains("b.toml") && out(&all).contains("3 reviews"), "{}", out(&all));
    let some = run(&folder, &["check", "-q", "-alien"]);
    assert!(!out(&some).contains("b.toml") && out(&some).contains("2 reviews"), "{}", out(&some));
}

#[test]
fn a_wrong_query_is_shown_with_the_place() {
    let folder = three();
    for command in [&[][..], &["list"], &["show", "."], &["check"]] {
        let wrong = run(&folder, &[command, &["-q", "alien \u{e9}\u{1b} year:19"]].concat());
        assert_eq!(code(&wrong), 2, "{command:?}");
        let place = "\n  alien é␛ year:19\n                ^^\n";
        assert!(err(&wrong).contains(place), "{}", err(&wrong));
    }
    let before = run(&folder, &["-q", "alien", "list"]);
    assert_eq!(code(&before), 2);
    let near = run(&folder, &["list", "-q", "directer:b"]);
    assert_eq!((code(&near), out(&near)), (0, ""));
    assert!(err(&near).contains("did you mean `director:`?"), "{}", err(&near));
}

#[test]
fn a_query_is_explained_in_words() {
    let query = "(tag:train OR year:1970s) -rating<3 sort:-rating";
    let explained = run(&three(), &["list", "-q", query, "--explain"]);
    let expected = "all of
  any of
    a tag has a word that begins with “train”
    the year of the work is 1970s
  not: the rating is less than 3
sorted best first
";
    assert_eq!(out(&explained), expected);
    assert_eq!(code(&run(&three(), &["list", "--explain"])), 2);
}

#[test]
fn saved_queries_are_listed_with_their_counts() {
    let folder = three();
    let queries = |text: Option<&str>| {
        let config = folder.path().join("config");
        std::fs::create_dir_all(config.join("rushes")).expect("a folder");
        let file = config.join("rushes/queries.toml");
        match text {
            Some(text) => std::fs::write(file, text).expect("a file"),
            None => drop(std::fs::remove_file(file)),
        }
        let mut command = command(folder.path(), &["queries", "."]);
        command.env("XDG_CONFIG_HOME", config).output().expect("the program runs")
    };
    let none = queries(None);
    assert_eq!((code(&none), out(&none)), (0, ""));
    assert!(err(&none).contains("no saved queries: "), "{}", err(&none));
    let good = queries(Some("\"Best \\u001b first\" = 'rating>=3 sort:-rating'\nAll = ''\n"));
    assert_eq!(out(&good), "Best ␛ first  2  rating>=3 sort:-rating\nAll           3  \n");
    assert_eq!((code(&good), err(&good)), (0, ""));
    let wrong = queries(Some("a = 'rating>='\nb = 3\nc = 'alien'\nd = 'x\n"));
    assert_eq!(out(&wrong), "a  !  rating>=\nc  1  alien\n");
    assert_eq!(code(&wrong), 1);
    for place in ["queries.toml:2:5: ", "queries.toml:4:", "rushes: a: expected", "\n  ^^^^^^^^\n"]
    {
        assert!(err(&wrong).contains(place), "{place}: {}", err(&wrong));
    }
}

#[test]
fn usage_is_two_and_help_is_data() {
    let folder = Folder::with(&[]);
    assert_eq!(code(&run(&folder, &["--nonsense"])), 2);
    assert_eq!(code(&run(&folder, &["show"])), 2);
    assert_eq!(code(&run(&folder, &["list", "--sort", "colour"])), 2);
    assert_eq!(code(&run(&folder, &["show", "--width", "wide", "a.toml"])), 2);
    let unknown = run(&folder, &["--theme", "neon"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("[possible values: terminal, "));
    let help = run(&folder, &["--help"]);
    assert!(code(&help) == 0 && out(&help).contains("Usage: rushes"));
    let version = run(&folder, &["--version"]);
    assert_eq!(out(&version), concat!("rushes ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn an_object_has_the_names_of_the_contract_in_their_order() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "3.5"))]);
    let output = run(&folder, &["list", "--json", "a.toml"]);
    let line = out(&output);
    let mut at = 0;
    for name in [
        "path",
        "line",
        "format",
        "title",
        "year",
        "kind",
        "directors",
        "cast",
        "genres",
        "tags",
        "creators",
        "url",
        "headline",
        "poster",
        "date",
        "watched",
        "draft",
        "spoilers",
        "rating",
        "sections",
        "author",
        "extra",
        "words",
        "diagnostics",
    ] {
        let key = format!("\"{name}\":");
        let found = line[at..].find(&key).unwrap_or_else(|| panic!("{name} in its place: {line}"));
        at += found;
    }
    let object = &objects(&output)[0];
    assert_eq!(object["path"], "a.toml");
    assert_eq!(
        object["rating"].to_string(),
        r#"{"out_of":5,"stars":3.5,"value":3.5,"written":"3.5"}"#
    );
    assert_eq!(object["sections"][0]["key"], "plot");
    assert_eq!(object["words"], 6);
    assert_eq!(run(&folder, &["show", "--json", "a.toml"]).stdout, output.stdout);
}

#[test]
fn what_is_covered_is_told_only_when_asked_for() {
    let text = format!(
        "spoilers = [\"plot\"]\n{}closing = \"\"\"The ||engine|| wins.\"\"\"\n",
        toml("The General", "4")
    );
    let folder = Folder::with(&[("a.toml", &text)]);
    for args in [["list", "a.toml", "--json"], ["show", "a.toml", "--json"]] {
        let covered = run(&folder, &args);
        assert!(objects(&covered)[0]["sections"][0]["text"].is_null());
        assert!(!out(&covered).contains("stolen") && !out(&covered).contains("engine"));
        let shown = run(&folder, &[&args[..], &["--spoilers"]].concat());
        assert!(out(&shown).contains("stolen") && out(&shown).contains("||engine||"));
    }
    assert!(!out(&run(&folder, &["show", "a.toml"])).contains("stolen"));
}

#[test]
fn no_byte_of_a_file_steers_the_terminal() {
    let title = r"Clear\u001b[2J\u009b1m\u202e\u007f";
    let folder = Folder::with(&[("a\u{1b}[31m.toml", &toml(title, "\"\\u001b]0;x\\u0007\""))]);
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["show", "."],
        &["show", "--json", "."],
        &["list", "--skipped"],
    ] {
        let output = run(&folder, args);
        for text in [out(&output), err(&output)] {
            let steers = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            assert!(!text.contains(steers), "{args:?}: {text:?}");
        }
    }
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "4"))]);
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["show", "a.toml"],
        &["--help"],
        &["man"],
        &["completions", "zsh"],
    ] {
        let mut command = command(folder.path(), args);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command.stdout(writer).output().unwrap();
        assert_eq!((code(&output), err(&output)), (0, ""), "{args:?}");
    }
}

#[test]
fn a_closed_stderr_stops_nothing() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "4"))]);
    let mut command = command(folder.path(), &["list", "nope", "a.toml"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command.stderr(writer).output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("The General"));
}

#[test]
fn what_cannot_be_read_is_said_at_once() {
    let folder = Folder::with(&[]);
    folder.pipe("pipe.toml");
    folder.huge("huge.toml");
    folder.write("binary.toml", b"PK\x03\x04\0\0\0");
    for (name, message) in [
        ("pipe.toml", "expected a file, found a pipe"),
        ("huge.toml", "expected at most 8 MiB, found more"),
        ("binary.toml", "expected text, found a NUL byte"),
        ("/dev/zero", "expected a file, found a device"),
    ] {
        let output = run(&folder, &["show", name]);
        assert_eq!(code(&output), 1);
        assert!(err(&output).contains(message), "{}", err(&output));
        let output = run(&folder, &["list", "--json", name]);
        assert_eq!(code(&output), 1);
        let object = &objects(&output)[0];
        assert_eq!(object["diagnostics"][0]["severity"], "error");
        assert_eq!(object["title"], Path::new(name).file_name().unwrap().to_str().unwrap());
    }
}

#[test]
fn stdin_is_told_by_its_text() {
    let folder = Folder::with(&[]);
    let texts = [
        (toml("The General", "4"), "toml"),
        (markdown("The General", "4/5"), "markdown"),
        ("Movie Review: The General (1926)\n\nIt moves.\n\nRating: 4/5\n".to_owned(), "plain"),
    ];
    for (text, format) in texts {
        let output = fed(&folder, &["show", "--json", "-"], &text);
        assert_eq!(code(&output), 0, "{}", err(&output));
        let object = &objects(&output)[0];
        assert_eq!((&object["path"], &object["format"]), (&"-".into(), &format.into()));
        assert_eq!(object["title"], "The General");
        assert_eq!(object["rating"]["stars"], 4);
        assert_eq!(fed(&folder, &["list", "-", "--json"], &text).stdout, output.stdout);
    }
}

#[test]
fn endless_input_is_cut_short() {
    let folder = Folder::with(&[]);
    let zeros = std::fs::File::open("/dev/zero").unwrap();
    let output = command(folder.path(), &["show", "-"]).stdin(zeros).output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("expected at most 8 MiB"));
}

#[test]
fn a_folder_without_reviews_says_what_to_do() {
    let folder = Folder::with(&[("notes/config.toml", "[server]\nport = 80\n")]);
    let output = run(&folder, &["list", "notes"]);
    assert_eq!((code(&output), out(&output)), (0, ""));
    assert!(err(&output).contains("rushes list --skipped"), "{}", err(&output));
    let output = run(&folder, &["list", "notes", "--skipped"]);
    assert!(out(&output).starts_with("notes/config.toml: "), "{}", out(&output));
}

#[test]
fn without_a_path_there_is_something_to_read() {
    let folder = Folder::with(&[("notes.rs", "")]);
    let output = run(&folder, &[]);
    assert_eq!(code(&output), 0);
    assert!(err(&output).contains("built-in sample"));
    assert!(out(&output).contains("Ballerina"));
    folder.write("a.toml", toml("Sherlock Jr.", "4"));
    let output = run(&folder, &[]);
    assert!(err(&output).is_empty() && out(&output).contains("Sherlock Jr."));
    folder.write("reviews/b.toml", toml("Seven Chances", "4"));
    let output = run(&folder, &["list"]);
    assert!(out(&output).contains("Seven Chances") && !out(&output).contains("Sherlock Jr."));
}

#[test]
fn a_list_is_aligned_and_nothing_is_cut_in_a_pipe() {
    let long = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb, at length";
    let folder = Folder::with(&[
        ("reviews/a.toml", &toml("東京物語", "4.5")),
        ("reviews/b.toml", &toml(long, "\"DNF\"")),
        ("reviews/c.toml", &toml("Cops", "3").replace("rating = 3\n", "")),
    ]);
    let output = run(&folder, &["list", "reviews", "--sort", "rating"]);
    let rows: Vec<&str> = out(&output).lines().collect();
    assert!(rows[0].contains("東京物語") && rows[0].contains("1926  ★★★★½    reviews/a.toml"));
    assert!(rows.iter().any(|row| row.contains(long) && row.contains("DNF")), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("Cops") && row.contains("unrated")), "{rows:?}");
    let ascii = run(&folder, &["list", "reviews", "--sort", "rating", "--ascii"]);
    assert!(out(&ascii).contains("****+"));
    // Titles are written in one script after the other, so the order is that of the first letters.
    let reversed = run(&folder, &["list", "reviews", "--sort", "title", "--reverse"]);
    let files: Vec<&str> = out(&reversed)
        .lines()
        .filter_map(|row| row.split_once("reviews/"))
        .map(|(_, file)| file)
        .collect();
    assert_eq!(files, ["a.toml", "b.toml", "c.toml"]);
}

#[test]
fn a_broken_file_is_listed_and_its_fault_said() {
    let folder = Folder::with(&[
        ("r/a.toml", &toml("The General", "4")),
        ("r/b.toml", "title = \"Cats\"\nrating = 1\nyear = = 2019\n"),
    ]);
    let output = run(&folder, &["list", "r"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).lines().any(|row| row.starts_with("! ") && row.contains("line 3")));
    assert!(err(&output).starts_with("r/b.toml:3:"), "{}", err(&output));
    let shown = run(&folder, &["show", "r/b.toml"]);
    assert_eq!(code(&shown), 1);
    assert!(err(&shown).contains("r/b.toml:3:") && err(&shown).contains(": error: "));
}

/// The rules that a user has for all folders, where git looks for them.
#[test]
fn the_users_own_rules_of_git_hold_everywhere() {
    let folder = Folder::with(&[
        ("home/git/ignore", "drafts/\n"),
        ("named/.gitconfig", "[core]\n\texcludesFile = ~/rules\n"),
        ("named/rules", "drafts/\n"),
        ("r/a.toml", &toml("The General", "4")),
        ("r/drafts/b.toml", &toml("Sherlock Jr.", "4")),
    ]);
    let listed = |home: &str, config: &str| {
        let mut command = command(folder.path(), &["list", "r"]);
        // Hides the git settings of the user who runs the test.
        command.env("HOME", folder.at(home)).env("XDG_CONFIG_HOME", folder.at(config));
        out(&command.output().expect("the program runs")).to_owned()
    };
    assert!(listed("nobody", "none").contains("Sherlock Jr."));
    for (home, config) in [("nobody", "home"), ("named", "none")] {
        let listed = listed(home, config);
        assert!(listed.contains("The General") && !listed.contains("Sherlock Jr."), "{listed}");
    }
}

/// A message quotes the file, whose lines may be very long.
#[test]
fn no_message_is_longer_than_can_be_read() {
    let key = "long".repeat(2000);
    let folder = Folder::with(&[("a.toml", &format!("title = \"A\"\n[sections]\n{key} = 1\n"))]);
    for args in [&["show", "a.toml"][..], &["list", "a.toml"], &["check", "a.toml"]] {
        let output = run(&folder, args);
        let longest = |text: &str| text.lines().map(|line| line.chars().count()).max();
        let longest = longest(out(&output)).max(longest(err(&output)));
        assert!(longest.is_some_and(|cells| cells < 400), "{args:?}: {longest:?}");
    }
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let folder = Folder::with(&[("a.toml", &toml("The General", "4"))]);
    assert!(!out(&run(&folder, &["list", "a.toml"])).contains('\u{1b}'));
    let always = |background: &str| {
        let mut command = command(folder.path(), &["list", "a.toml", "--color", "always"]);
        out(&command.env("COLORFGBG", background).output().unwrap()).to_owned()
    };
    let stars = ["\u{1b}[1m\u{1b}[33m★★★★", "\u{1b}[1m★★★★"];
    for (background, stars) in [("15;0", stars[0]), ("0;15", stars[1]), ("", stars[1])] {
        assert!(always(background).contains(stars), "{background:?}");
    }
    let forced = |args: &[&str], name: &str| {
        let mut command = command(folder.path(), args);
        let output = command.env("CLICOLOR_FORCE", "1").env(name, "1").output().unwrap();
        out(&output).contains('\u{1b}')
    };
    assert!(forced(&["list", "a.toml"], "OTHER"));
    assert!(!forced(&["list", "a.toml"], "NO_COLOR"));
    assert!(!forced(&["list", "a.toml", "--color", "never"], "OTHER"));
}

#[test]
fn several_reviews_are_parted_by_a_rule() {
    let folder = Folder::with(&[
        ("a.toml", &toml("The General", "4")),
        ("b.toml", &toml("Sherlock Jr.", "4")),
    ]);
    let output = run(&folder, &["show", "a.toml", "b.toml", "--width", "40"]);
    let rules = out(&output).lines().filter(|line| *line == "─".repeat(40)).count();
    assert_eq!(rules, 1);
}

#[test]
fn titles_are_sorted_without_articles() {
    let post = |title: &str, heading: &str| {
        format!(
            "---\ntitle: {title}\nrating: 4\n---\n\n## {heading}\n\nA boat.\n\n## Musik\n\nOars.\n"
        )
    };
    let folder = Folder::with(&[
        ("a.md", &post("Das Boot", "Handlung")),
        ("b.md", &post("Das Kapital", "The Story")),
        ("c.toml", &toml("The Ágora", "4")),
        ("d.toml", &toml("Amour", "4")),
        ("e.toml", &toml("Dada", "4")),
    ]);
    let output = run(&folder, &["list", "--sort", "title", "--json", "."]);
    let titles: Vec<Value> = objects(&output).iter().map(|entry| entry["title"].clone()).collect();
    assert_eq!(titles, ["The Ágora", "Amour", "Das Boot", "Dada", "Das Kapital"]);
}
