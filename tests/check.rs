//! Every kind of finding has a folder in `tests/fixtures/check`, and what `rushes check` prints of
//! it stands in the `.expected` beside.
//!
//! `RUSHES_UPDATE=1 cargo test --test check` writes the expected files anew; read them before you
//! commit them.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::Folder;
use rushes::draft::{Finding, Group, Inspection};
use rushes::jobs::{self, Answer, Cancellation, Context, Job};
use rushes::model::ReviewKey;
use rushes::store::Root;
use rushes::text::{Audience, Code};

const FIXTURES: &str = "tests/fixtures/check";

/// The folder of what is reported only before a review is published.
const LAST_LOOK: &str = "last-look";

/// Runs `rushes check` in `folder`.
fn check(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rushes"))
        .arg("check")
        .args(args)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("rushes runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("what is printed is text")
}

/// The folders of fixtures.
fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(FIXTURES).expect("the fixtures are there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a fixture has a plain name")
}

/// The argument for the command line: a folder, or the only file in it, since a walk skips empty
/// files.
fn named(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    match &*files {
        [only] => format!("{}/{}", name(folder), name(only)),
        _ => name(folder).to_owned(),
    }
}

#[test]
fn fixtures_are_checked_as_expected() {
    let update = std::env::var_os("RUSHES_UPDATE").is_some();
    let mut wrong = Vec::new();
    for folder in fixtures() {
        let path = named(&folder);
        let args = [path.as_str(), "--publish"];
        let given = if name(&folder) == LAST_LOOK { &args[..] } else { &args[..1] };
        let printed = stdout(&check(Path::new(FIXTURES), given));
        let beside = folder.with_extension("expected");
        if update {
            fs::write(&beside, &printed).expect("the fixtures can be written");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if expected != printed {
            let name = name(&folder);
            wrong.push(format!("== {name}\n-- expected\n{expected}-- found\n{printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_of_finding_has_a_fixture_and_a_section() {
    let text = fs::read_to_string("docs/checks.md").expect("the document is there");
    for code in Code::ALL {
        let section = format!("\n### {}\n\n*{}.*", code.as_str(), code.severity().as_str());
        assert!(text.contains(&section), "docs/checks.md lacks {section}");
        if matches!(code, Code::Unreadable | Code::TooLarge) {
            continue;
        }
        let is_last = text.contains(&format!("{section} With `--publish`"));
        let folder = if is_last { LAST_LOOK } else { code.as_str() };
        let beside = Path::new(FIXTURES).join(folder).with_extension("expected");
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert!(expected.contains(&format!("[{}]", code.as_str())), "{}", beside.display());
    }
    let known = |name: &str| Code::ALL.iter().any(|code| code.as_str() == name);
    let rules = text.split("\n## Rules\n").nth(1).expect("a part about the rules");
    for section in rules.lines().filter_map(|line| line.strip_prefix("### ")) {
        assert!(known(section), "docs/checks.md explains {section}, which is no finding");
    }
}

#[test]
fn files_that_cannot_be_read_are_errors() {
    let folder = Folder::with(&[]);
    folder.huge("huge.toml");
    let found = check(folder.path(), &["huge.toml", "--format", "json"]);
    assert!(stdout(&found).contains(r#""code":"too-large""#));
    assert_eq!(found.status.code(), Some(1));
    folder.pipe("pipe.md");
    let found = check(folder.path(), &["pipe.md", "--format", "json"]);
    assert!(stdout(&found).contains(r#""code":"unreadable""#));
    let found = check(folder.path(), &["nothing.md"]);
    assert_eq!(
        (stdout(&found).as_str(), found.status.code()),
        ("0 reviews, 0 errors, 0 warnings\n", Some(1))
    );
}

#[test]
fn the_reviews_of_the_house_are_clean() {
    let found = check(Path::new("."), &["reviews", "--strict"]);
    assert_eq!(stdout(&found), "13 reviews, 0 errors, 0 warnings\n");
    assert_eq!(found.status.code(), Some(0));
}

#[test]
fn the_exit_status_tells_what_was_found() {
    let fixtures = Path::new(FIXTURES);
    let status = |args: &[&str]| check(fixtures, args).status.code();
    assert_eq!(status(&["no-rating"]), Some(0));
    assert_eq!(status(&["no-rating", "--strict"]), Some(1));
    assert_eq!(status(&["scale-guessed", "--strict"]), Some(0));
    assert_eq!(status(&["syntax"]), Some(1));
    assert_eq!(status(&["syntax", "--format", "xml"]), Some(2));
}

/// A shell that expands `*.toml` names `author.toml` as well.
#[test]
fn an_authors_file_is_checked_as_one() {
    let folder = Folder::with(&[]);
    folder.write(
        "author.toml",
        "name = \"Jana\"\nsignoff = \"Seats in the dark\"\nwebsite = \"a b\"\n",
    );
    let found = stdout(&check(folder.path(), &["author.toml"]));
    assert!(found.contains("[bad-address]"), "{found}");
    assert!(found.ends_with("0 reviews, 0 errors, 1 warning\n"), "{found}");
    folder.write("author.toml", "name = \"Jana\n");
    let found = stdout(&check(folder.path(), &["author.toml"]));
    assert_eq!(found.matches("error[").count(), 1, "{found}");
}

#[test]
fn what_is_usual_in_front_matter_is_no_finding() {
    let folder = Folder::with(&[]);
    folder.write(
        "a.md",
        "---\ntitle: «Ночной паром»\nrating: 4/5\nauthor:\n  name: Jana\n  url: jana-mala\n---\n\n\
         **In short**\n\n**Good:**\n\n- The boat.\n\n**Bad:**\n\n- The fog.\n",
    );
    let seen = "rating: 4/5\ndate: 2024-02-07\nwatched: 2024-11-20";
    folder.write("b.md", format!("---\ntitle: Reed\n{seen}\nmodified: 2025-10-29\n---\n\nText.\n"));
    let found = stdout(&check(folder.path(), &["a.md", "b.md"]));
    assert_eq!(found, "2 reviews, 0 errors, 0 warnings\n");
    folder.write("b.md", format!("---\ntitle: Reed\n{seen}\nmodified: 2024-02-08\n---\n\nText.\n"));
    let found = stdout(&check(folder.path(), &["b.md"]));
    assert!(found.contains("[seen-after-published]"), "{found}");
}

#[test]
fn json_is_one_object_a_line() {
    let found = check(Path::new(FIXTURES), &["wrong-type/night-train.toml", "--format", "json"]);
    let printed = stdout(&found);
    for line in printed.lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let names: Vec<&String> = object.as_object().expect("an object").keys().collect();
        assert_eq!(names.len(), 10, "{names:?}");
        assert_eq!(object["path"], "wrong-type/night-train.toml");
    }
    let talk = String::from_utf8_lossy(&found.stderr).into_owned();
    assert_eq!(talk, "rushes: 1 review, 3 errors, 0 warnings\n");
}

#[test]
fn github_has_one_command_a_finding() {
    let found = stdout(&check(Path::new(FIXTURES), &["rating-out-of-range", "--format", "github"]));
    let mut lines = found.lines();
    assert_eq!(
        lines.next(),
        Some(
            "::error file=rating-out-of-range/night-train.toml,line=3,col=10,title=rating-out-of-range::expected a rating from 0 to 5, found `7`: did you mean `\"7/10\"`?"
        )
    );
    assert!(lines.next().is_some_and(|line| line.starts_with("::warning file=")));
}

#[test]
fn nothing_that_is_printed_steers_a_terminal_or_tells_what_is_covered() {
    for format in ["human", "json", "github"] {
        for fixture in ["harmless", "covered", "wrong-type"] {
            let printed = stdout(&check(Path::new(FIXTURES), &[fixture, "--format", format]));
            let harmful = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!printed.contains(harmful), "{fixture}: {printed}");
            assert!(!printed.contains("porter did it"), "{fixture}: {printed}");
            assert!(!printed.contains("himself did it"), "{fixture}: {printed}");
        }
    }
}

#[test]
fn masks_are_ascii_where_that_is_wanted() {
    let masks = |args: &[&str]| stdout(&check(Path::new(FIXTURES), args)).contains('░');
    assert!(masks(&["covered"]) && !masks(&["covered", "--ascii"]));
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let plain = stdout(&check(Path::new(FIXTURES), &["syntax"]));
    assert!(!plain.contains('\u{1b}'));
    let coloured = stdout(&check(Path::new(FIXTURES), &["syntax", "--color", "always"]));
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn a_text_from_a_pipe_is_checked_as_well() {
    let folder = Folder::with(&[("a.toml", &common::toml("Reeds", "7"))]);
    let file = fs::File::open(folder.at("a.toml")).expect("the file is there");
    let found = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(["check", "-"])
        .stdin(file)
        .output()
        .expect("rushes runs");
    let printed = stdout(&found);
    assert!(
        printed.contains("error[rating-out-of-range]") && printed.contains("rating = 7"),
        "{printed}"
    );
}

#[test]
fn a_file_alone_is_measured_by_its_neighbours() {
    let music = |title: &str, heading: &str| {
        format!("{}\n## {heading}\n\nLoud.\n", common::markdown(title, "4/5"))
    };
    let folder = Folder::with(&[
        ("one.md", &music("One", "Sound Design")),
        ("two.md", &music("Two", "Sound Design")),
        ("three.md", &music("Three", "Sound Desing")),
        ("four.md", &common::markdown("Four", "8/10")),
    ]);
    let found = stdout(&check(folder.path(), &["three.md", "--format", "json"]));
    assert!(found.contains("heading-typo") && found.lines().count() == 1, "{found}");
    let found = stdout(&check(folder.path(), &["four.md", "one.md", "--format", "json"]));
    assert!(found.contains("mixed-scales") && found.lines().count() == 1, "{found}");
}

#[test]
fn a_guessed_scale_is_reported_at_the_rating_of_a_file_alone_too() {
    let folder =
        Folder::with(&[("one.md", "---\ntitle: One\nyear: 1999\nrating: 14\n---\n\nA.\n")]);
    let found = stdout(&check(folder.path(), &["one.md", "--format", "github"]));
    assert!(
        found.starts_with("::notice file=one.md,line=4,col=9,title=scale-guessed::"),
        "{found}"
    );
}

/// Of nine films one has no verdict. Three quarters of the other eight are six.
#[test]
fn a_section_is_missed_where_three_quarters_have_it() {
    for (having, missed) in [(5, false), (6, true)] {
        let folder = Folder::with(&[]);
        let film = |verdict: bool| {
            let verdict = if verdict { "## Verdict\n\nSee it.\n" } else { "" };
            format!(
                "---\ntitle: A\nrating: 3/5\n---\n\n## Plot\n\nAn engine is stolen.\n\n{verdict}"
            )
        };
        for number in 0..8 {
            let text = film(number < having).replace("title: A", &format!("title: Film {number}"));
            folder.write(&format!("{number}.md"), text);
        }
        folder.write("last.md", film(false));
        let found = stdout(&check(folder.path(), &[".", "--format", "json"]));
        let is_reported = found.lines().any(|line| {
            line.contains("last.md") && line.contains("missing-section") && line.contains("verdict")
        });
        assert_eq!(is_reported, missed, "{having} of 8: {found}");
    }
}

const FIELDS: &str = "title: Night Boat\nyear: 1998\nrating: 4/5\n";
const TEXT: &str =
    "A boat.\n\n## Performances\n\nGood.\n\n## Action\n\nLoud.\n\n## Verdict\n\nSee it.\n";
const SECTIONS: &str = "performances = 'Good.'\naction = 'Loud.'\nverdict = 'See it.'\n";

fn toml(fields: &str, sections: &str) -> String {
    format!("title = 'Night Boat'\n{fields}\n[sections]\n{sections}\n{SECTIONS}")
}

fn markdown(fields: &str, heading: &str) -> String {
    format!("---\n{fields}---\n\n{heading}\n\n{TEXT}")
}

fn plain(heading: &str) -> String {
    let text = TEXT.replace("## ", "");
    format!("Night Boat (1998)\n\nA boat. It sails.\n\n{heading}\n\n{text}")
}

/// The line and code of the first finding in a file, and all that is reported.
fn first_finding(name: &str, text: &str) -> (Option<u64>, Option<String>, String) {
    let folder = Folder::with(&[(name, text)]);
    let found = stdout(&check(folder.path(), &[name, "--format", "json"]));
    let first: serde_json::Value =
        serde_json::from_str(found.lines().next().unwrap_or("{}")).expect("JSON");
    (first["line"].as_u64(), first["code"].as_str().map(str::to_owned), found)
}

/// What is found first stands on the line of the mistake, not on one where it has consequences.
#[test]
fn the_cause_comes_before_its_consequences() {
    let covering = format!("{FIELDS}spoilers: [plot]\n");
    for (name, text, line, code) in [
        ("a.toml", toml("rating = 3,5", "plot = 'x'"), 2, "syntax"),
        ("a.toml", toml("genres = drama, romance", "plot = 'x'"), 2, "syntax"),
        ("a.toml", toml("date = June 14, 2025", "plot = 'x'"), 2, "syntax"),
        ("a.toml", toml("headline = “At sea”", "plot = 'x'"), 2, "syntax"),
        ("a.toml", toml("rating = 4", "plot = \"One\ntwo.\""), 4, "syntax"),
        ("a.toml", toml("rating = 4", "Plot Overview = 'x'"), 4, "syntax"),
        ("a.toml", toml("rating = 4", "intro = '''\nA.\n\n##Plot\n'''"), 7, "heading-form"),
        ("a.toml", toml("", "plot = 'x'\nrating = 4"), 5, "misplaced-field"),
        ("a.md", markdown(FIELDS, "##Plot"), 7, "heading-form"),
        ("a.md", markdown(FIELDS, "### Plot"), 7, "heading-form"),
        ("a.md", markdown(FIELDS, "**Plot**"), 7, "heading-form"),
        ("a.md", markdown(FIELDS, "# Plot"), 7, "heading-form"),
        ("a.md", markdown(FIELDS, "## Plot."), 7, "heading-form"),
        ("a.md", markdown(FIELDS, "## Plot Overveiw"), 7, "heading-typo"),
        ("a.md", markdown(&covering, "##Plot"), 8, "heading-form"),
        (
            "a.md",
            markdown(&covering, "## Plot").replace("## Verdict", "# Verdict"),
            20,
            "heading-form",
        ),
        ("a.md", markdown("title: Alien: Romulus\n", "## Plot"), 2, "syntax"),
        ("a.md", markdown("title: A\nyear = 1998\n", "## Plot"), 3, "syntax"),
    ] {
        let (at, found, all) = first_finding(name, &text);
        assert_eq!((at, found.as_deref()), (Some(line), Some(code)), "{text}\n{all}");
    }
    // A hashtag is text, and a list of one name is a list.
    let fields = format!("{FIELDS}directors: [Ana Reed]\n");
    let text = markdown(&fields, "## Plot\n\n#MeToo\n\nA boat.");
    let folder = Folder::with(&[("a.md", &text)]);
    assert_eq!(stdout(&check(folder.path(), &["a.md"])), "1 review, 0 errors, 0 warnings\n");
}

/// The same for slips in words, addresses and ratings.
#[test]
fn slips_are_reported_on_their_lines() {
    for (name, text, line, code) in [
        ("a.md", markdown(FIELDS, "A sea.\n\nPlot"), 9, "heading-form"),
        ("a.md", markdown("title: A\ngenres:\n  -drama\n", "## Plot"), 4, "list-as-text"),
        ("a.md", markdown("movie:\n  titel: A\n  directr: B\n", "## Plot"), 4, "unknown-field"),
        (
            "a.md",
            markdown(&format!("{FIELDS}extra:\n  tags: ['a, b']\n"), "## Plot"),
            6,
            "list-as-text",
        ),
        ("a.md", markdown("year: 1998\ntitle:\nrating: 4/5\n", "## Plot"), 3, "no-title"),
        ("a.md", format!("A note\n\n{}", markdown(FIELDS, "## Plot")), 3, "wrong-fence"),
        ("a.txt", plain("The Polt"), 5, "heading-typo"),
        ("a.md", markdown("title: A\nreige: B\n", "## Plot"), 3, "unknown-field"),
        ("a.txt", plain("Plot").replace("A boat. It sails.", "Votto: 8/10"), 3, "rating-unclear"),
        (
            "a.md",
            format!(
                "---\n{FIELDS}---\n\n### Plot\n\nA.\n\n### Colours\n\nB.\n\n### Places\n\nC.\n\n\
                 ## Verdict\n\nGood.\n"
            ),
            19,
            "heading-form",
        ),
        ("a.md", markdown(FIELDS, "## Plot\n\nUn __faro"), 9, "unclosed-mark"),
        ("a.md", markdown(FIELDS, "## Plot\n\nОн на на берегу."), 9, "doubled-word"),
        ("a.md", markdown(FIELDS, "## Plot") + "\nTake it. 2/5.\n", 23, "rating-differs"),
        ("a.md", markdown(FIELDS, "Le doy un 2/5.\n\n## Plot"), 7, "rating-differs"),
        ("a.txt", plain("Plot") + "\nRatign: 3/5\n", 21, "rating-unclear"),
        ("a.txt", plain("Plot").replace("Good.", "Meet me@reel,example today."), 11, "bad-address"),
        ("a.txt", plain("Plot").replace("Good.", "See www,reel.example today."), 11, "bad-address"),
        ("a.toml", toml("rating = 4", "plot = 'x'\nkind = 'series'"), 5, "misplaced-field"),
        (
            "a.toml",
            toml("rating = 4\nspoilers = ['plot']", "plot = 'x'")
                .replace("[sections]", "[section]"),
            4,
            "unknown-field",
        ),
        (
            "a.md",
            format!("---\n{FIELDS}---\n\n## Handlung\n\nEin Boot.\n\n## Fazitt\n\nGut.\n"),
            11,
            "heading-typo",
        ),
        ("a.txt", plain("##Plot"), 5, "heading-form"),
    ] {
        let (at, found, all) = first_finding(name, &text);
        assert_eq!((at, found.as_deref()), (Some(line), Some(code)), "{text}\n{all}");
    }
}

/// What many authors do, and what is right as it stands.
#[test]
fn nothing_is_reported_where_nothing_is_wrong() {
    const FIELDS: &str = "title: Night Boat\nyear: 1998\n";
    let markdown = |fields: &str, text: &str| format!("---\n{FIELDS}{fields}---\n\n{text}\n");
    let rated = |text: &str| markdown("rating: 4/5\n", text);
    let own = "title = 'Night Boat'\nrating = 4\n[sections]\nplot = 'A.'\nperformances = 'B.'\n\
               action = 'C.'\nverdict = 'D.'\ncast = 'All of them are good.'\n[author]\nurl = '/me'\n";
    for (name, text) in [
        ("a.md", rated("## What is it about?\n\nA boat.\n\n## Is it good?\n\nYes.")),
        ("a.md", rated("A boat.\n\n## The end\n\n!spoilers\n\nIt sinks.")),
        ("a.md", rated("## Plot\n\nA.\n\n## Performances\n\nB.\n\n## Verdict\n\nC.")),
        ("a.md", rated("It won a prize. 9/11 is not its subject, and 4/5 of it is talk.")),
        ("a.md", "# Night Boat\n\n---\nyear: 1998\nrating: 4/5\n---\n\nA boat.\n".to_owned()),
        ("a.md", rated("I saw it again: it is a 4/5. Not a 5/5.")),
        ("a.md", rated("The ____ is missing.\n\nLos litros y litros, más y más, really really.")),
        ("a.md", markdown("author:\n  name: R. One\n  url: /about/\n", "A boat.")),
        (
            "a.md",
            markdown(
                "",
                "## One (1998)\n\nA.\n\n3/5\n\n## Two (1999)\n\nB.\n\n4/5\n\n## Three (2000)\n\nC.\n\n2/5",
            ),
        ),
        (
            "a.txt",
            "Night Boat (1998)\n\nA boat.\n\nThe end\n\n!spoilers\n\nIt sinks.\n\n4/5\n".to_owned(),
        ),
        (
            "a.txt",
            "Night Boat (1998)\n\nWe met at 9:4/5 o'clock. Ring: 3 of 5 came.\n\n4/5\n".to_owned(),
        ),
        ("a.toml", own.to_owned()),
    ] {
        let folder = Folder::with(&[(name, &text)]);
        let found = stdout(&check(folder.path(), &[name]));
        assert_eq!(found, "1 review, 0 errors, 0 warnings\n", "{text}");
    }
}

/// Once, with its count and three examples; codes are chosen, and counted at the end.
#[test]
fn a_custom_is_reported_once_and_codes_are_chosen() {
    let folder = Folder::with(&[]);
    for number in 0..9 {
        let fields = format!("title: Film {number}\nrating: 4/5\ncast: [\"Ana Reed, Ben Cole\"]\n");
        folder.write(&format!("{number}.md"), format!("---\n{fields}---\n\nIt is the the best.\n"));
    }
    let found = stdout(&check(folder.path(), &["."]));
    assert_eq!(found.matches("[list-as-text]").count(), 1, "{found}");
    let examples = "9 of 9 reviews in this folder, such as 0.md, 1.md and 2.md";
    assert!(found.contains(examples), "{found}");
    let sum = "\n9 doubled-word, 1 list-as-text\n9 reviews, 0 errors, 9 warnings, 1 note\n";
    assert!(found.ends_with(sum), "{found}");
    let only = stdout(&check(folder.path(), &[".", "--only", "list-as-text"]));
    assert!(only.ends_with("\n\n9 reviews, 0 errors, 0 warnings, 1 note\n"), "{only}");
    let allowed = stdout(&check(folder.path(), &[".", "--allow", "list-as-text,doubled-word"]));
    assert_eq!(allowed, "9 reviews, 0 errors, 0 warnings\n");
    assert_eq!(check(folder.path(), &[".", "--only", "nothing"]).status.code(), Some(2));
}

/// Where ratings are on many scales none is the usual one.
#[test]
fn a_scale_is_usual_if_half_of_the_ratings_are_on_it() {
    for (ratings, count) in [("4/5 4/5 4/5 8/10 7/10 9/20", 3), ("4/5 4/5 8/10 7/10 9/20", 0)] {
        let folder = Folder::with(&[]);
        for (number, rating) in ratings.split(' ').enumerate() {
            let post = format!("---\ntitle: Film {number}\nrating: {rating}\n---\n\nA boat.\n");
            folder.write(&format!("{number}.md"), post);
        }
        let found = stdout(&check(folder.path(), &["."]));
        assert_eq!(found.matches("[mixed-scales]").count(), count, "{ratings}: {found}");
    }
}

/// What is left over in the line for it is reported.
#[test]
fn a_rating_that_is_to_be_filled_in_is_not_reported_as_missing_too() {
    let folder = Folder::with(&[]);
    let post = |number: usize, rating: &str| {
        format!("Film {number} (1999)\n\nA film directed by Ana Reed.\n\nA boat.\n\n{rating}\n")
    };
    for number in 0..9 {
        folder.write(&format!("{number}.txt"), post(number, "Rating: 4/5"));
    }
    for (rating, code) in [("Rating: ???/5", "left-over"), ("Rated by nobody.", "no-rating")] {
        folder.write("draft.txt", post(10, rating));
        let found = stdout(&check(folder.path(), &["draft.txt", "--format", "json"]));
        assert!(found.lines().count() == 1 && found.contains(code), "{rating}: {found}");
    }
}

/// Code, severity, line and message of a finding.
type Reported = (String, String, u64, String);

/// What `check` prints of a draft.
fn reported_of(folder: &Folder, draft: &str) -> Vec<Reported> {
    let path = folder.at(draft);
    let named = path.to_str().expect("a path");
    let printed = stdout(&check(folder.path(), &[named, "--format", "json"]));
    let of_line = |line: &str| {
        let found: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        let line = found["line"].as_u64().unwrap_or_default();
        (text("code"), text("severity"), line, text("message"))
    };
    printed.lines().map(of_line).collect()
}

/// The desk of a draft that is opened from `root`.
fn inspected(draft: &Path, root: &Path) -> Inspection {
    let context = Context::new([Root::new(root).expect("it is there")].into(), None);
    let job = Job::Inspect { key: ReviewKey::first(draft) };
    let answer = jobs::run(&context, job, &Cancellation::default());
    let Some(Answer::Inspected(inspection)) = answer else { panic!("an answer") };
    *inspection
}

fn reported(inspection: &Inspection) -> Vec<Reported> {
    let of_finding = |finding: &Finding| {
        let one = &finding.diagnostic;
        let severity = one.severity.as_str().to_owned();
        let message = one.message(Audience::READER);
        (one.code.as_str().to_owned(), severity, u64::from(one.line), message)
    };
    let findings = inspection.findings.iter();
    findings.filter(|one| Group::of(&one.diagnostic) != Group::LastLook).map(of_finding).collect()
}

/// What an author always does is a note, with its count, of a folder and of each of its drafts.
#[test]
fn a_custom_is_a_note_in_a_folder_and_beside_a_draft() {
    let review = |number: usize, heading: &str| {
        let head = format!("---\ntitle: Film {number}\nrating: 4/5\n---\n\n");
        format!("{head}## {heading}\n\nA road.\n\n## Verdict\n\nLoud.\n")
    };
    let folder = Folder::with(&[]);
    for number in 0..9 {
        folder.write(&format!("{number}.md"), review(number, "Plot Overveiw"));
    }
    for (heading, is_custom) in [("Plot Overveiw", true), ("Plott Overview", false)] {
        folder.write("draft.md", review(10, heading));
        let by_check = reported_of(&folder, "draft.md");
        assert_eq!(by_check.len(), 1, "{by_check:?}");
        let (code, severity, line, message) = &by_check[0];
        assert_eq!((&**code, *line), ("heading-typo", 6));
        assert_eq!(severity, if is_custom { "note" } else { "warning" });
        let words = "10 of 10 reviews in this folder, such as 0.md, 1.md and 2.md";
        assert_eq!(message.contains(words), is_custom, "{message}");
        assert!(message.contains("did you mean \"Plot Overview\"?"), "{message}");
        for root in [&*folder.at("draft.md"), folder.path()] {
            let inspection = inspected(&folder.at("draft.md"), root);
            assert_eq!(reported(&inspection), by_check);
        }
    }
    let all = reported_of(&folder, ".");
    let severities: Vec<&str> = all.iter().map(|(_, severity, ..)| &**severity).collect();
    assert_eq!(severities, ["note", "warning"], "{all:?}");
}

/// Without a title, a second time, on another scale, with a heading that others spell otherwise.
#[test]
fn the_desk_reports_what_check_reports() {
    let review = |title: &str, rating: &str, heading: &str| {
        format!(
            "---\n{title}rating: {rating}\n---\n\n## Plot\n\nA road.\n\n## {heading}\n\nLoud.\n"
        )
    };
    let folder = Folder::with(&[]);
    for number in 0..9 {
        let title = format!("title: Film {number}\n");
        folder.write(&format!("{number}.md"), review(&title, "4/5", "Sound Design"));
    }
    for (draft, codes) in [
        (review("", "4/5", "Sound Design"), vec!["no-title"]),
        (review("title: Film 3\n", "4/5", "Sound Design"), vec!["duplicate-review"]),
        (review("title: A\n", "8/10", "Sound Desing"), vec!["mixed-scales", "heading-typo"]),
        (
            review("title: A\n", "4/5", "Sound Design").replace("## Plot", ""),
            vec!["missing-section"],
        ),
    ] {
        folder.write("draft.md", draft);
        let path = folder.at("draft.md");
        let by_check = reported_of(&folder, "draft.md");
        assert_eq!(by_check.iter().map(|found| &*found.0).collect::<Vec<_>>(), codes);
        for root in [&path, folder.path()] {
            // The desk has them in groups.
            let mut on_desk = reported(&inspected(&path, root));
            on_desk.sort();
            let mut by_check = by_check.clone();
            by_check.sort();
            assert_eq!(on_desk, by_check);
        }
    }
}
