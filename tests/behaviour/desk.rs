//! The author's desk: which findings it shows, and where its keys lead.

use std::fs;

use rushes::draft::Inspection;
use rushes::jobs::{Answer, Job};
use rushes::model::ReviewKey;
use rushes::text::{Code, Diagnostic, expected};
use rushes::tui::message::{Effect, Message, Target};

use super::drive::Driver;
use super::{WIDE, has, look};

/// A problem in a line of a draft.
fn problem(line: usize) -> Diagnostic {
    let line = u32::try_from(line).expect("few lines");
    let mismatch = expected("better words");
    Diagnostic { line, ..Diagnostic::whole_file(Code::NoTitle, mismatch) }
}

/// A preview with problems in these lines.
fn with_problems(name: &str, text: &str, lines: impl Iterator<Item = usize>) -> Driver {
    let mut driver = Driver::preview(name, text, look(), WIDE);
    let Some(Message::Answered(Answer::Inspected(inspection))) =
        driver.answer(Job::Inspect { key: ReviewKey::first(&*driver.root.path) })
    else {
        panic!("the draft is inspected");
    };
    let findings = lines.map(|line| problem(line).into()).collect();
    let inspection = Inspection { findings, facts: Vec::new(), ..*inspection };
    driver.send(Message::Answered(Answer::Inspected(Box::new(inspection))));
    driver
}

/// The line at which the editor is opened, and the text that is searched for from there.
fn edited(driver: &mut Driver) -> (u32, String) {
    match driver.press("e").asked.pop() {
        Some(Effect::Edit { line, text, .. }) => (line, text),
        other => panic!("the editor is asked for: {other:?}"),
    }
}

/// Paragraphs that say in which line of the file they stand.
fn numbered(head: &str, lines: usize) -> String {
    let mut text = head.to_owned();
    let mut line = head.lines().count() + 1;
    while line < lines {
        if line % 20 < 2 {
            text += &format!("## Part {line}\n\n\n");
            line += 3;
        }
        text += &format!("In line {line}.\n\n");
        line += 2;
    }
    text
}

#[test]
fn the_next_problem_brings_its_paragraph_to_the_top() {
    let markdown = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let plain = numbered("title = \"The General\"\n[sections]\nplot = \"\"\"\n", 140) + "\"\"\"\n";
    for (name, text) in [("a.md", markdown), ("a.toml", plain.replace("## ", ""))] {
        let lines: Vec<usize> = (1..90).filter(|n| text.contains(&format!("line {n}."))).collect();
        let mut driver = with_problems(name, &text, lines.iter().copied());
        for line in lines {
            driver.press("n");
            let shown = driver.app.shared.reader.shown.as_ref().expect("a review");
            let first =
                driver.app.shared.rows().body_in_view(driver.app.shared.reader.scroll).start;
            let seen = shown.page.body.text(first..first + 2);
            assert!(seen.contains(&format!("In line {line}.")), "{name}: {line}: {seen}");
        }
    }
}

#[test]
fn the_editor_opens_at_the_problem_that_was_gone_to() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut driver = with_problems("a.md", &text, [30, 52].into_iter());
    driver.press("n n");
    assert_eq!(edited(&mut driver), (52, String::new()));
    driver.press("j j j j");
    assert!(edited(&mut driver).1.starts_with("In line"), "the place in view counts again");
    driver.press("n");
    assert_eq!(edited(&mut driver).0, 30);
}

#[test]
fn the_editor_opens_where_the_draft_is_broken() {
    let text = "title = \"Citizen\"\nyear = 1926\nrating = 4\n\n[sections]\n\
                plot = \"\"\"An engine is stolen.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n";
    let mut driver = Driver::preview("a.toml", text, look(), WIDE);
    let path = driver.root.path.to_path_buf();
    fs::write(&path, text.replace("rating = 4", "rating = \"4")).expect("it is written");
    driver.changed(path.clone());
    driver.send(Message::Waited { path: path.clone() });
    assert!(has(&driver, "    3 "));
    assert_eq!(edited(&mut driver), (3, String::new()));
    fs::write(&path, text).expect("it is written");
    driver.changed(path);
    assert_eq!(edited(&mut driver), (6, "An engine is stolen.".into()));
}

#[test]
fn a_desk_of_many_problems_shows_those_around_the_chosen_one() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut driver = with_problems("a.md", &text, 1..=40);
    assert!(has(&driver, "40 problems") && has(&driver, "Words") && has(&driver, "    1 expected"));
    let over = driver.draw().1.target_at(10, 10).expect("the desk");
    driver.press("N");
    assert!(has(&driver, "▌  40 expected better words") && has(&driver, "! to mend"));
    assert!(has(&driver, "no-title"), "it is open");
    assert!(
        !has(&driver, "    1 expected") && has(&driver, " more "),
        "what is left out is counted"
    );
    driver.send(Message::Scrolled(over, 1));
    assert!(has(&driver, "▌   1 expected"));
    let visible = driver.rows().iter().filter(|row| row.contains(" expected better words")).count();
    assert!(has(&driver, &format!("{} more", 40 - visible)));
}

/// From the smallest strip to none, to the largest, and back.
#[test]
fn a_key_goes_round_the_sizes_of_the_strip() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut driver = with_problems("a.md", &text, 1..=40);
    driver.send(Message::Resized { columns: 80, rows: 24 });
    let strip = |driver: &Driver| {
        let rows = driver.rows();
        rows.iter().position(|row| row.starts_with("─ 40 problems · ")).map(|at| 23 - at)
    };
    let page = |driver: &Driver| driver.rows()[0].contains("The General");
    let mut seen = Vec::new();
    for _ in 0..4 {
        assert!(page(&driver), "the page is never hidden");
        seen.push(strip(&driver));
        driver.press("p");
    }
    assert_eq!(seen, [Some(3), None, Some(8), Some(3)]);
    // Where there are too few rows for the largest, no press is without effect.
    driver.send(Message::Resized { columns: 40, rows: 10 });
    let rows = |driver: &Driver| driver.rows();
    let before = rows(&driver);
    assert!(rows(driver.press("p")) != before && rows(driver.press("p")) == before);
    driver.send(Message::Resized { columns: 20, rows: 5 });
    assert!(!has(&driver, "problems"));
}

/// Nothing is written: the author pastes the line.
#[test]
fn the_line_that_allows_a_problem_is_copied() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut driver = with_problems("a.md", &text, [30, 52].into_iter());
    let copied = driver.press("n a").asked.pop();
    assert_eq!(copied, Some(Effect::Copy("check: { allow: [no-title] }".to_owned())));
    assert!(has(&driver, "goes into the front matter"));
}

#[test]
fn a_click_goes_to_a_problem() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut driver = with_problems("a.md", &text, [30, 52].into_iter());
    let row = driver.rows().iter().position(|row| row.contains("   52 expected")).expect("a row");
    let row = u16::try_from(row).expect("a row");
    let target = driver.draw().1.target_at(10, row).expect("a problem");
    assert_eq!(target, Target::Item(1));
    driver.send(Message::Clicked(target));
    assert!(has(&driver, "▌  52 expected") && has(&driver, "In line 52."));
    assert!(!matches!(driver.draw().1.target_at(10, 25), Some(Target::Item(_))));
}

/// A book has no cast.
#[test]
fn a_book_is_not_said_to_lack_a_cast() {
    for (kind, lacks) in [("film", true), ("book", false)] {
        let text = format!("title = \"Emma\"\nkind = \"{kind}\"\n");
        let driver = Driver::preview("draft.toml", &text, look(), WIDE);
        let rows = driver.rows().join("\n");
        assert!(rows.contains("To do"), "{rows}");
        assert_eq!(rows.contains("cast"), lacks, "{kind}: {rows}");
    }
}

/// Front matter that is broken is read line by line, so the page is kept for what vanished below it.
#[test]
fn a_kept_page_says_that_its_text_vanished() {
    let long = "The engine runs through all of Georgia and back again. ".repeat(3);
    let head = "---\ntitle: The General\nyear: 1926\nrating: 4/5\n---\n\n";
    let mut driver =
        Driver::preview("draft.md", &format!("{head}{long}\n\nIt falls."), look(), WIDE);
    let path = driver.root.path.to_path_buf();
    fs::write(&path, head.replace("1926", "[1926") + "It falls.\n").expect("it is written");
    driver.changed(path.clone());
    driver.send(Message::Waited { path });
    let rows = driver.rows();
    assert!(has(&driver, "Georgia") && has(&driver, "most of the text vanished"), "{rows:#?}");
    assert!(!has(&driver, "is broken"), "{rows:#?}");
}

/// What a broken file lacks may stand behind the mistake.
#[test]
fn nothing_is_to_be_done_about_a_broken_draft_but_to_mend_it() {
    let text = "title = \"Emma\"\nrating = 4 stars\nyear = 1996\n";
    let driver = Driver::preview("draft.toml", text, look(), WIDE);
    assert!(has(&driver, "rating  4 stars → \"4 stars\"") && !has(&driver, "To do"));
    let mended = text.replace(" stars", "");
    assert!(has(&Driver::preview("draft.toml", &mended, look(), WIDE), "To do"));
}

/// Of a long text and what is to stand in its place only the same beginning would be seen.
#[test]
fn what_differs_at_the_end_of_a_long_text_is_said_in_words() {
    let text = format!("title = \"Emma\"\n[sections]\nplot = \"{}\nand on\"\n", "on ".repeat(40));
    let driver = Driver::preview("draft.toml", &text, look(), WIDE);
    assert!(has(&driver, "3 plot  \"") && has(&driver, "expected `\"\"\"` around a text of"));
    assert!(!has(&driver, "→"), "{:#?}", driver.rows());
}

/// A review that becomes something else is not said to be gone.
#[test]
fn a_file_that_is_no_review_any_more_says_why() {
    let files = [("heat.md", "---\ntitle: Heat\nrating: 4/5\n---\n\nA bank.\n")];
    let mut driver = Driver::of(&files, look(), WIDE);
    let path = driver.root.path.join("heat.md");
    fs::write(&path, "A list of what to buy.\n").expect("it is written");
    driver.changed(path.clone());
    assert!(has(&driver, "A bank."), "it may be halfway through a save");
    driver.send(Message::Waited { path });
    assert!(has(&driver, "heat.md no longer reads as a review: "));
    assert!(!has(&driver, "gone"));
}
