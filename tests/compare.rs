//! Two reviews beside each other: what stands in which row, in the reader and as it is printed.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use drive::{Driver, shipped};
use on_screen::{after, has, look, screen, title};
use proptest::prelude::*;
use proptest::sample::select;
use rushes::format;
use rushes::jobs::Job;
use rushes::model::Review;
use rushes::page::Options;
use rushes::page::compare::{Arrangement, CompareOptions, compare};
use rushes::text::{Glyphs, Source};
use rushes::tui::app::Appearance;
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::{Effect, Message, Target};
use serde_json::Value;
use tempfile::TempDir;

#[path = "common/drive.rs"]
mod drive;
#[path = "common/on_screen.rs"]
mod on_screen;

const SIZES: [(u16, u16); 8] =
    [(250, 70), (200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (20, 5)];

/// Two voices about one film. What is covered has words that stand nowhere else.
const HER: &str = "title = 'Solaris'\nyear = 1972\ndirectors = ['Andrei Tarkovsky']\nrating = 4.5\n\
    date = 2026-03-01\nurl = 'https://example.org/her'\nspoilers = ['plot']\n[ratings]\nmusic = 4\n[author]\nname = 'Her'\n\
    [sections]\nintro = 'She begins here.'\nplot = 'zebra zebra zebra'\nmusic = 'Bach, slowly.'\n\
    verdict = \"\"\"\nShe ends ||giraffe|| here.\n\nShe goes on.\n\"\"\"\n";
const HIS: &str = "---\ntitle: Solaris\nyear: 1972\ndirector: ANDREI TARKOVSKY\nrating: 6/10\ndate: 2026-04-01\n\
    author: Him\n---\n\nHe begins here.\n\n## The Story ||okapi||\n\nHe tells a story.\n\n## Sets\n\nHe looks at sets.\n\n\
    ## Final Thoughts\n\nHe ends ||narwhal|| here.\n";
const COVERED: [&str; 4] = ["zebra", "giraffe", "okapi", "narwhal"];

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file is written");
    }
    folder
}

fn voices() -> TempDir {
    folder(&[("her.toml", HER), ("his.md", HIS)])
}

fn rushes(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
    command.args(arguments).current_dir(folder).output().expect("the program runs")
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = rushes(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The printed comparison of the two voices.
fn compared(arguments: &[&str]) -> Vec<String> {
    let folder = voices();
    let all = [&["compare", "her.toml", "his.md"], arguments].concat();
    printed(folder.path(), &all).lines().map(str::to_owned).collect()
}

fn row_with<'a>(rows: &'a [String], text: &str) -> &'a str {
    rows.iter().find(|row| row.contains(text)).unwrap_or_else(|| panic!("no {text}: {rows:#?}"))
}

#[test]
fn sections_of_one_key_begin_in_one_row_and_what_only_one_has_stands_alone() {
    let rows = compared(&["--width", "120"]);
    for [first, second] in [
        ["She begins here.", "He begins here."],
        ["Plot", "The Story"],
        ["Music", "not in this review"],
        ["not in this review", "Sets"],
        ["Verdict", "Final Thoughts"],
        ["She ends", "He ends"],
    ] {
        let row = rows.iter().find(|row| {
            let halves = row.split_once(['│', '≠']);
            halves.is_some_and(|(left, right)| left.contains(first) && right.contains(second))
        });
        assert!(row.is_some(), "{first} | {second}: {rows:#?}");
    }
}

#[test]
fn what_differs_is_marked_and_what_agrees_is_not() {
    for (width, ascii, sign) in [("120", false, '≠'), ("80", false, '≠'), ("120", true, '/')] {
        let mut arguments = vec!["--width", width];
        arguments.extend(ascii.then_some("--ascii"));
        let rows = compared(&arguments);
        let is_marked = |text: &str| {
            let row = row_with(&rows, text);
            row.split(['M', 'R', 'D']).any(|part| part.trim_end().ends_with(sign))
        };
        assert!(is_marked("Music ") && is_marked("Reviewed"), "{rows:#?}");
        assert!(!is_marked("Directed by"), "{rows:#?}");
        assert!(row_with(&rows, "Solaris").contains(sign), "the ratings differ: {rows:#?}");
        if ascii {
            assert!(rows.iter().all(|row| row.is_ascii()), "{rows:#?}");
        }
    }
}

/// One below the other, what both say stands there once, and every text below the name of its author.
#[test]
fn one_stands_below_the_other_where_there_is_little_room() {
    let rows = compared(&[]);
    assert_eq!(rows.iter().filter(|row| row.contains("Tarkovsky")).count(), 1, "{rows:#?}");
    let at = |text: &str| rows.iter().position(|row| row.contains(text)).expect("a row");
    assert!(at("She begins") < at("He begins") && at("He begins") < at("She ends"));
    for (row, text) in rows.iter().zip(&rows[1..]) {
        let owner = [("  Her ──", "She begins"), ("  Him ──", "He begins")];
        for (name, begins) in owner {
            assert_eq!(row.starts_with(name) && text.contains("begins"), text.contains(begins));
        }
    }
    assert!(rows.iter().all(|row| row.chars().count() <= 80));
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let folder = folder(&[]);
    for (name, text) in [("hers", "She."), ("his", "He.")] {
        fs::create_dir(folder.path().join(name)).expect("a folder is made");
        let text = format!("title = 'Solaris'\nrating = 3\n[sections]\nplot = '{text}'\n");
        fs::write(folder.path().join(name).join("a.toml"), text).expect("a file is written");
    }
    let text = printed(folder.path(), &["compare", "hers/a.toml", "his/a.toml"]);
    let rows: Vec<&str> = text.lines().collect();
    for (name, words) in [("  hers/a.toml:1 ──", "  She."), ("  his/a.toml:1 ──", "  He.")]
    {
        let at = rows.iter().position(|row| row.starts_with(name)).expect("a name");
        assert_eq!(rows[at + 3], words, "{rows:#?}");
    }
}

#[test]
fn json_has_both_reviews_and_what_stands_beside_what() {
    let folder = voices();
    let read = |arguments: &[&str]| -> Value {
        serde_json::from_str(&printed(folder.path(), arguments)).expect("JSON")
    };
    let json = read(&["compare", "her.toml", "his.md", "--json"]);
    for (side, file) in [("first", "her.toml"), ("second", "his.md")] {
        assert_eq!(json[side], read(&["show", "--json", file]));
    }
    let same = |name: &str| {
        let fields = json["fields"].as_array().expect("a list");
        fields.iter().find(|field| field["name"] == name).map(|field| field["same"].clone())
    };
    assert_eq!(same("title"), Some(true.into()));
    assert_eq!(same("directors"), Some(true.into()));
    assert_eq!(same("rating"), Some(false.into()));
    assert_eq!(same("cast"), None);
    let ratings = [
        serde_json::json!({"aspect": null, "first": 4.5, "second": 3, "difference": 1.5}),
        serde_json::json!({"aspect": "music", "first": 4, "second": null, "difference": null}),
    ];
    assert_eq!(json["ratings"], Value::from(ratings.to_vec()));
    // Every section stands in one row, beside one of the same key if there is any.
    let rows = json["sections"].as_array().expect("a list");
    let keys = |side: &str| -> Vec<&str> {
        let all = json[side]["sections"].as_array().expect("a list");
        all.iter().filter_map(|section| section["key"].as_str()).collect()
    };
    let in_both = keys("first").into_iter().filter(|key| keys("second").contains(key));
    assert_eq!(
        rows.iter().filter(|row| !row["first"].is_null() && !row["second"].is_null()).count(),
        in_both.count()
    );
    for side in ["first", "second"] {
        let indices = rows.iter().filter_map(|row| row[side].as_u64());
        let indices: Vec<u64> = indices.collect();
        let all: BTreeSet<u64> = indices.iter().copied().collect();
        assert_eq!((all.len(), indices.len()), (keys(side).len(), keys(side).len()));
        for row in rows.iter().filter(|row| !row[side].is_null()) {
            let index = usize::try_from(row[side].as_u64().expect("a number")).expect("small");
            assert_eq!(row["key"], keys(side)[index]);
        }
    }
    let first = rows.iter().filter_map(|row| row["first"].as_u64()).collect::<Vec<_>>();
    assert!(first.is_sorted());
}

#[test]
fn a_path_names_one_review() {
    let many = "# A (1960) ★★★\n\nOne.\n\n# B (1970) ★★★★\n\nTwo.\n\n# C (1980) ★★\n\nThree.\n";
    let folder = folder(&[("her.toml", HER), ("films.md", many)]);
    let lines = printed(folder.path(), &["compare", "films.md:1", "films.md:6", "--width", "100"]);
    assert!(lines.contains("A  1960") && lines.contains("B  1970") && !lines.contains("1980"));
    for (paths, why) in [
        (["her.toml", "films.md"], "expected one review, found 3"),
        ([".", "her.toml"], "found a folder"),
        (["her.toml", "nobody.toml"], "found nothing of that name"),
    ] {
        let output = rushes(folder.path(), &["compare", paths[0], paths[1]]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains(why), "{errors}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    }
    assert_eq!(rushes(folder.path(), &["compare", "her.toml"]).status.code(), Some(2));
    let mut child = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(["compare", "-", "her.toml"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(HIS.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert!(String::from_utf8_lossy(&output.stdout).contains("He begins here."));
}

fn review(text: &str, name: &str) -> Review {
    let source = Source::new(name, text.to_owned());
    let format = format::by_extension(name.as_ref()).expect("a format");
    format::parse(&source, format).review
}

/// A page of a text of any length has no more rows than a program can hold beside another one.
#[test]
fn of_a_very_long_review_only_the_beginning_is_laid_out() {
    let paragraph = "Many a word about many a thing that happens in it. ".repeat(20);
    let long = format!(
        "title = 'Long'\nrating = 3\n[sections]\nplot = '''{}'''\nverdict = 'ELEPHANT'\n",
        format!("{paragraph}\n\n").repeat(1600)
    );
    assert!(long.len() > 3 * 512 * 1024);
    let long = review(&long, "long.toml");
    let options = CompareOptions {
        page: Options { width: 60, ..Options::default() },
        arrangement: Arrangement::Stacked,
        ..CompareOptions::default()
    };
    let page = compare([&long, &review(HER, "her.toml")], &options);
    let lines: Vec<String> = page.lines().map(|line| line.text()).collect();
    let says = lines.iter().filter(|line| line.contains("the rest stands on the page")).count();
    assert_eq!(says, 2, "of the text and of the section behind it");
    assert!((15_000..40_000).contains(&lines.len()), "{}", lines.len());
    assert!(lines.iter().any(|line| line.contains("She goes on.")));
    assert!(!lines.iter().any(|line| line.contains("ELEPHANT")));
}

/// The mark of a passage may stand far from its end.
#[test]
fn what_is_cut_off_opens_no_cover() {
    let long = format!(
        "---\ntitle: Long\nrating: 3\n---\n\n## Plot\n\n{}\n\n||zebra {}||\n",
        "A word. ".repeat(130_000),
        "zebra ".repeat(40_000)
    );
    let long = review(&long, "long.md");
    let options = CompareOptions {
        page: Options { width: 60, ..Options::default() },
        ..CompareOptions::default()
    };
    let page = compare([&long, &long], &options);
    assert!(page.lines().all(|line| !line.text().contains("zebra")));
}

fn opened(size: (u16, u16), keys: &str) -> Driver {
    let mut driver = Driver::of(&[("her.toml", HER), ("his.md", HIS)], look(), size);
    driver.press("c j c").press(keys);
    driver
}

#[test]
fn c_marks_a_review_and_opens_the_two_on_another_one() {
    let mut driver = after("c", (80, 24));
    assert!(driver.rows().iter().any(|row| row.starts_with("▌≡ Ballerina")));
    assert!(has(&driver, "marked to compare: c on another review compares them"));
    driver.press("c");
    assert!(!has(&driver, "≡") && has(&driver, "no longer marked"));
    driver.press("c j j Enter d").send(Message::NoticePassed { ticket: 1 });
    let before = driver.rows();
    driver.press("c");
    assert_eq!(screen(&driver), ScreenName::Compare);
    assert!(has(&driver, "Ballerina") && has(&driver, "His Girl Friday"));
    for back in ["q", "Esc", "h"] {
        driver.press("j j Tab").press(back);
        assert_eq!(
            (driver.rows(), screen(&driver)),
            (before.clone(), ScreenName::Review),
            "{back}"
        );
        driver.press("c");
    }
    // The mark stays, and another one can be chosen in the list.
    driver.press("c");
    assert_eq!(screen(&driver), ScreenName::Library);
    assert!(driver.rows().iter().any(|row| row.starts_with(" ≡ Ballerina")));
    driver.press("k k c");
    assert!(!has(&driver, "≡"));
}

#[test]
fn a_mark_stands_before_the_other_signs_and_in_ascii() {
    let look = Appearance { glyphs: Glyphs::Ascii, ..look() };
    let mut driver = Driver::open(&shipped(), look, (80, 24));
    driver.press("j j c");
    assert!(
        driver.rows().iter().any(|row| row.starts_with(">= His Girl Friday")),
        "{:#?}",
        driver.rows()
    );
}

#[test]
fn a_draft_is_not_compared() {
    let mut driver = Driver::preview("draft.toml", HER, look(), (100, 30));
    driver.press("c");
    assert_eq!(screen(&driver), ScreenName::Desk);
    assert!(has(&driver, "a draft is not compared"));
}

fn copied(driver: &mut Driver) -> Option<String> {
    driver.asked.clear();
    driver.press("y");
    driver.asked.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    })
}

/// The keys act on the review beside which the thick bar stands.
#[test]
fn keys_act_on_the_side_with_the_bar() {
    let mut driver = opened((120, 30), "");
    let bar = |driver: &Driver| driver.rows()[0].chars().position(|c| c == '▌').expect("a bar");
    assert_eq!(bar(&driver), 61);
    assert_eq!(copied(&mut driver).as_deref(), Some("She begins here."));
    driver.press("]");
    assert_eq!((bar(&driver), copied(&mut driver).as_deref()), (0, Some("He begins here.")));
    driver.press("[ Y");
    assert!(has(&driver, "copied https://example.org/her"));
    // Her verdict is no single paragraph that can be copied: some of it is covered.
    let mut driver = opened((120, 12), "Tab Tab Tab Tab Tab");
    assert_eq!(copied(&mut driver), None);
    assert!(has(&driver, "this paragraph is covered"));
    driver.press("s");
    assert!(has(&driver, "giraffe") && !has(&driver, "narwhal"));
    assert_eq!(copied(&mut driver).as_deref(), Some("She ends ||giraffe|| here."));
    driver.press("] s");
    assert!(has(&driver, "giraffe") && has(&driver, "narwhal"));
    driver.asked.clear();
    driver.press("e");
    let root = driver.root.path.to_path_buf();
    let edited = |driver: &Driver| {
        driver.asked.iter().find_map(|effect| match effect {
            Effect::Edit { path, text, .. } => {
                Some((path.strip_prefix(&root).expect("below").to_path_buf(), text.clone()))
            }
            _ => None,
        })
    };
    assert_eq!(edited(&driver), Some(("his.md".into(), "He ends ||narwhal|| here.".into())));
}

/// Where one stands below the other the bar is beside the one that is read, and a key leads to the
/// same section of the other one.
#[test]
fn the_bar_follows_the_text_that_is_read() {
    let mut driver = opened((60, 8), "1");
    let mut seen = Vec::new();
    for _ in 0..12 {
        seen.push(copied(&mut driver));
        driver.press("]");
        seen.push(copied(&mut driver));
        driver.press("] Tab");
    }
    let seen: Vec<&str> = seen.iter().flatten().map(String::as_str).collect();
    assert_eq!(&seen[..2], ["He begins here.", "She begins here."]);
    assert!(seen.contains(&"He looks at sets.") && seen.contains(&"Bach, slowly."), "{seen:?}");
}

#[test]
fn sections_are_gone_through_one_by_one() {
    for size in [(120, 14), (60, 12)] {
        let mut driver = opened(size, "");
        let mut places = Vec::new();
        for _ in 0..8 {
            driver.press("Tab");
            places.push(driver.rows()[2..].join("\n"));
        }
        assert!(has(&driver, "this is the last section"), "{size:?}");
        let different: BTreeSet<&String> = places[..4].iter().collect();
        assert_eq!(different.len(), 4, "{size:?}");
        driver.press("9");
        assert!(has(&driver, "both reviews together have 5 sections"), "{size:?}");
        driver.press("S-Tab S-Tab S-Tab S-Tab S-Tab");
        assert!(has(&driver, "1 of 5 sections"), "{size:?}");
        driver.press("g");
        // Where one stands below the other, the bar stays with the text that was read.
        let below_titles = |driver: &Driver| driver.rows()[2..].join("\n");
        let top = below_titles(&driver);
        driver.press("G g");
        assert_eq!(below_titles(&driver), top, "{size:?}");
    }
}

/// The place outlives another width and another arrangement.
#[test]
fn another_size_keeps_the_section_and_the_side() {
    let mut driver = opened((120, 14), "Tab Tab Tab Tab ]");
    for size in [(60, 12), (40, 10), (120, 14), (60, 24), (100, 30)] {
        driver.send(Message::Resized { columns: size.0, rows: size.1 });
        assert!(has(&driver, "4 of 5 sections"), "{size:?}: {:#?}", driver.rows());
    }
    let mut driver = opened((60, 12), "Tab Tab ]");
    for size in [(40, 9), (60, 20), (44, 8), (60, 12)] {
        driver.send(Message::Resized { columns: size.0, rows: size.1 });
        assert!(has(&driver, "2 of 5 sections"), "{size:?}: {:#?}", driver.rows());
    }
}

#[test]
fn a_save_of_either_file_redraws_the_page_in_place() {
    let folder = voices();
    let mut driver = Driver::open(folder.path(), look(), (120, 16));
    driver.press("c j c Tab Tab Tab Tab");
    assert!(has(&driver, "Sets") && !has(&driver, "begins"));
    for (name, text, old, new) in [
        ("his.md", HIS, "He looks at sets.", "He built the sets."),
        ("her.toml", HER, "She goes on.", "She went on."),
    ] {
        fs::write(folder.path().join(name), text.replace(old, new)).expect("it is saved");
        driver.changed(folder.path().join(name));
        assert!(
            has(&driver, new) && has(&driver, "Sets") && !has(&driver, "begins"),
            "{name}: {:#?}",
            driver.rows()
        );
    }
    // A file that breaks keeps its last good text.
    let broken = folder.path().join("her.toml");
    fs::write(&broken, "title = 'Solaris'\nrating = [\n").expect("it is saved");
    driver.changed(broken.clone());
    let answer = driver.answer(Job::Reread { path: broken.clone(), waited: true });
    driver.send(answer.expect("it is read"));
    assert!(has(&driver, "She went on.") && has(&driver, "last good text"), "{:#?}", driver.rows());
    fs::write(&broken, HER).expect("it is saved");
    driver.changed(broken.clone());
    assert!(has(&driver, "She goes on.") && !has(&driver, "last good text"));
    fs::remove_file(&broken).expect("it is removed");
    let answer = driver.answer(Job::Reread { path: broken, waited: true });
    driver.send(answer.expect("it is read"));
    assert!(has(&driver, "She goes on.") && has(&driver, "is gone"), "{:#?}", driver.rows());
    driver.press("q");
    assert_eq!((screen(&driver), title(&driver).as_str()), (ScreenName::Library, "Solaris"));
}

/// Every key that the last row names does something.
#[test]
fn hinted_keys_are_alive() {
    for size in SIZES.into_iter().filter(|(_, rows)| *rows >= 8) {
        for keys in ["", "Tab Tab", "]"] {
            let driver = opened(size, keys);
            let (_, drawn) = driver.draw();
            let hints: Vec<Target> =
                (0..size.0).filter_map(|x| drawn.target_at(x, size.1 - 1)).collect();
            let different: std::collections::HashSet<Target> = hints.into_iter().collect();
            assert!(!different.is_empty(), "{size:?}");
            for hint in different {
                let mut driver = opened(size, keys);
                let before = driver.rows();
                driver.send(Message::Clicked(hint));
                assert_ne!(driver.rows(), before, "{size:?}: {hint:?}");
            }
        }
    }
}

#[test]
fn a_click_gives_the_keys_to_a_side_and_shows_its_cover() {
    let mut driver = opened((120, 30), "");
    let (_, drawn) = driver.draw();
    let left = drawn.target_at(10, 10).expect("a side");
    driver.send(Message::Clicked(left));
    assert!(driver.rows()[0].starts_with('▌'));
    let row = driver.rows().iter().position(|row| row.contains('░')).expect("a cover");
    let column = driver.rows()[row].chars().position(|c| c == '░').expect("a cover");
    let (_, drawn) = driver.draw();
    let cover =
        drawn.target_at(u16::try_from(column).expect("small"), u16::try_from(row).expect("small"));
    driver.send(Message::Clicked(cover.expect("a target")));
    assert!(COVERED.iter().any(|word| has(&driver, word)));
    driver.send(Message::Scrolled(Target::Item(0), 2));
    assert!(!has(&driver, "Tarkovsky"));
}

#[test]
fn a_key_is_answered_while_the_reviews_are_read() {
    let folder = voices();
    let mut driver = Driver::open(folder.path(), look(), (120, 30));
    driver.press("c j");
    let effects = driver.app.update(Message::Key(rushes::tui::key::Key::Char('c')));
    let asked = effects.iter().filter(|effect| matches!(effect, Effect::Run(Job::Compare { .. })));
    assert_eq!(asked.count(), 1);
    assert!(has(&driver, "reading …") && has(&driver, "Solaris"));
    for key in "jkdugG]s1y".chars() {
        let effects = driver.app.update(Message::Key(rushes::tui::key::Key::Char(key)));
        assert!(
            !effects.iter().any(|effect| matches!(effect, Effect::Run(Job::Compare { .. }))),
            "{key}"
        );
    }
    driver.press("q");
    assert_eq!(screen(&driver), ScreenName::Library);
}

/// The covered words of the two voices that are on the screen.
fn seen(driver: &Driver) -> Vec<&'static str> {
    COVERED.into_iter().filter(|word| has(driver, word)).collect()
}

#[test]
fn what_is_covered_is_printed_only_where_it_is_asked_for() {
    for arguments in [&["--width", "120"][..], &[], &["--ascii"], &["--json"]] {
        let told = compared(arguments).join("\n");
        assert!(COVERED.iter().all(|word| !told.contains(word)), "{told}");
        let told = compared(&[arguments, &["--spoilers"]].concat()).join("\n");
        assert!(COVERED.iter().all(|word| told.contains(word)), "{told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is pressed, a word is seen only on a side that was uncovered.
    #[test]
    fn no_covered_word_is_in_any_cell(
        keys in prop::collection::vec(select(vec!["j", "k", "Tab", "S-Tab", "Space", "G", "g", "]", "s", "+", "-", "d", "3"]), 0..14),
        sizes in prop::collection::vec(select(SIZES.to_vec()), 1..3),
    ) {
        let mut driver = opened(sizes[0], "");
        let mut side = 0;
        let mut uncovered = [false; 2];
        // His review is newer, so that it was marked first; where one stands below the other, the
        // place decides which one the keys act on.
        let is_below = |driver: &Driver| driver.rows()[0].matches("Solaris").count() < 2;
        for (at, key) in keys.iter().enumerate() {
            if let Some(size) = sizes.get(at) {
                driver.send(Message::Resized { columns: size.0, rows: size.1 });
            }
            let is_stacked = is_below(&driver);
            match *key {
                "]" => side = 1 - side,
                "s" if is_stacked => uncovered = [true; 2],
                "s" => uncovered[side] = true,
                _ => {}
            }
            driver.press(key);
            if is_stacked {
                continue;
            }
            for word in seen(&driver) {
                let of_him = ["okapi", "narwhal"].contains(&word);
                prop_assert!(uncovered.iter().any(|it| *it), "{word} {of_him}");
            }
        }
        if keys.iter().all(|key| *key != "s") {
            prop_assert!(seen(&driver).is_empty());
        }
    }

    /// No row is wider than it was asked to be, in either arrangement.
    #[test]
    fn no_line_is_too_wide(columns in 20..300usize, uncovered: bool, is_ascii: bool, parts in prop::collection::vec(select(vec!["word ", "東京", "⚠\u{fe0f}", "👩\u{200d}👧", "||x y|| ", "# A\n\n", "\n\n", "a-very-long-word", "★"]), 0..60)) {
        let glyphs = if is_ascii { Glyphs::Ascii } else { Glyphs::Unicode };
        let text = format!("---\ntitle: {}\nrating: 3/5\n---\n\n{}", parts.concat().replace(['\n', '#', ':'], " "), parts.concat());
        let (first, second) = (review(&text, "a.md"), review(HER, "her.toml"));
        for arrangement in [Arrangement::Beside, Arrangement::Stacked] {
            let width = match arrangement {
                Arrangement::Beside => (columns - 8) / 2,
                Arrangement::Stacked => columns - 2,
            };
            let page = Options { width, glyphs, ..Options::default() };
            let options = CompareOptions { page, uncovered: [uncovered; 2], arrangement, voices: None };
            for line in compare([&first, &second], &options).lines() {
                prop_assert!(line.width(glyphs) <= columns, "{:?}", line.text());
            }
        }
    }
}
