//! One section of every review: on the screen, and printed.

use std::process::Command;

use drive::Driver;
use on_screen::{after, has, look, screen, title};
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::Message;

#[path = "common/drive.rs"]
mod drive;
#[path = "common/on_screen.rs"]
mod on_screen;

fn sections(size: (u16, u16), keys: &str) -> Driver {
    after(keys, size)
}

#[test]
fn verdicts_stand_one_below_another() {
    let mut driver = sections((80, 24), "v");
    assert_eq!(screen(&driver), ScreenName::Sections);
    assert!(has(&driver, "Verdict") && has(&driver, "13 of 13"), "{:?}", driver.rows());
    assert!(has(&driver, "▌ Ballerina") && has(&driver, "I expected a leftover"));
    assert!(has(&driver, "The General"));
    driver.press("j");
    assert!(has(&driver, "▌ The General") && !has(&driver, "Ballerina"));
    driver.press("Enter");
    assert_eq!((screen(&driver), title(&driver).as_str()), (ScreenName::Review, "The General"));
    driver.press("q");
    assert_eq!(screen(&driver), ScreenName::Sections);
    driver.press("j q");
    assert_eq!(
        (screen(&driver), title(&driver).as_str()),
        (ScreenName::Library, "His Girl Friday")
    );
}

/// Every review of the list comes by once, whichever keys are used.
#[test]
fn every_review_comes_by() {
    for size in [(120, 40), (80, 24), (40, 12), (20, 5)] {
        let mut driver = sections(size, "v G");
        let last = driver.rows();
        driver.press("g");
        let mut steps = 0;
        while driver.rows() != last {
            let before = driver.rows();
            driver.press("j");
            assert_ne!(driver.rows(), before, "{size:?}");
            steps += 1;
        }
        assert!(steps >= 12, "{size:?}");
        driver.press("g");
        let first = driver.rows();
        driver.press("Space Space b b b b");
        assert_eq!(driver.rows(), first, "{size:?}");
    }
}

#[test]
fn another_section_is_chosen_and_covers_stay() {
    let mut driver = sections((80, 24), "v S-Tab S-Tab S-Tab");
    assert!(driver.rows()[0].contains("Plot"), "{:?}", driver.rows());
    assert!(has(&driver, "▌ Ballerina"));
    assert!(has(&driver, "words are covered") && !has(&driver, "Winston"));
    driver.press("s");
    assert!(!has(&driver, "Winston"));
}

#[test]
fn only_reviews_of_the_list_are_shown() {
    let driver = sections((80, 24), "/ keaton Enter v");
    assert!(has(&driver, "2 of 2") && has(&driver, "The General") && !has(&driver, "Ballerina"));
}

#[test]
fn another_size_is_laid_out_anew() {
    let mut driver = sections((80, 24), "v");
    driver.send(Message::Resized { columns: 40, rows: 20 });
    assert!(has(&driver, "Ballerina") && has(&driver, "I expected a leftover"));
    assert!(driver.rows().iter().all(|row| row.chars().count() <= 40));
}

#[test]
fn a_changed_file_is_read_again() {
    let toml =
        |text: &str| format!("title = \"A\"\nrating = 3\n[sections]\nverdict = \"{text}\"\n");
    let mut driver = Driver::of(&[("a.toml", &toml("See it."))], look(), (80, 24));
    driver.press("v");
    assert!(has(&driver, "See it."));
    let path = driver.root.path.join("a.toml");
    std::fs::write(&path, toml("Do not see it.")).expect("it is written");
    driver.changed(path);
    assert!(has(&driver, "Do not see it."));
}

#[test]
fn reviews_that_come_and_go_are_taken_in() {
    let toml = |title: &str, date: &str| {
        format!(
            "title = \"{title}\"\ndate = {date}\nrating = 3\n[sections]\nverdict = \"So {title}.\"\n"
        )
    };
    let files =
        [("a.toml", &*toml("Alpha", "2025-01-01")), ("b.toml", &*toml("Beta", "2024-01-01"))];
    let mut driver = Driver::of(&files, look(), (80, 24));
    driver.press("v j");
    assert!(has(&driver, "▌ Beta") && has(&driver, "2 of 2"), "{:?}", driver.rows());
    let path = driver.root.path.join("c.toml");
    std::fs::write(&path, toml("Gamma", "2025-06-01")).expect("it is written");
    driver.changed(path.clone());
    assert!(has(&driver, "▌ Beta") && has(&driver, "3 of 3"), "{:?}", driver.rows());
    driver.press("g");
    assert!(has(&driver, "▌ Gamma") && has(&driver, "So Gamma."), "{:?}", driver.rows());
    std::fs::remove_file(&path).expect("it is removed");
    driver.changed(path.clone());
    driver.send(Message::Waited { path });
    assert!(has(&driver, "▌ Alpha") && has(&driver, "2 of 2"), "{:?}", driver.rows());
}

#[test]
fn without_reviews_nothing_opens() {
    let mut driver = Driver::of(&[], look(), (80, 24));
    driver.press("v");
    assert_eq!(screen(&driver), ScreenName::Library);
    assert!(has(&driver, "there are no sections"));
    let mut driver = Driver::preview("a.toml", "title = \"A\"\n", look(), (80, 24));
    driver.press("v");
    assert_eq!(screen(&driver), ScreenName::Desk);
}

fn show(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .arg("show")
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("rushes runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn one_section_is_printed_below_title_and_rating() {
    let out = show(&["reviews", "-q", "keaton", "--section", "verdict"]);
    let titles = out.lines().filter(|line| line.contains("★"));
    assert_eq!(titles.count(), 2, "{out}");
    assert!(!out.contains("Directed by") && !out.contains("Final Thoughts"), "{out}");
    let out = show(&["reviews/ballerina.toml", "--section", "Plot"]);
    assert!(out.contains("words are covered") && !out.contains("Winston"), "{out}");
    assert!(
        show(&["reviews/ballerina.toml", "--section", "plot", "--spoilers"]).contains("Winston")
    );
    assert_eq!(show(&["reviews/ballerina.toml", "--section", "music"]), "");
}

#[test]
fn json_has_the_one_section() {
    let out = show(&["reviews", "--section", "verdict", "--json"]);
    let reviews: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(reviews.len(), 13);
    for review in reviews {
        assert_eq!(review["sections"].as_array().expect("a list").len(), 1);
        assert_eq!(review["sections"][0]["key"], "verdict");
    }
}
