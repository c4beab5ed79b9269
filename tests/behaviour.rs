//! What the application does when something happens: messages in, state and effects out.

use std::fs;
use std::path::PathBuf;

use drive::{Answers, Driver, shipped};
use rushes::jobs::{Answer, Job, Reread};
use rushes::model::{Date, ReviewId, Sort, SortKey};
use rushes::tui::action::{Action, TABLE};
use rushes::tui::app::{App, Appearance};
use rushes::tui::key::Key;
use rushes::tui::keymap::{Keymap, ScreenName};
use rushes::tui::message::{Effect, Message, Target};

#[path = "behaviour/desk.rs"]
mod desk;
#[path = "common/drive.rs"]
mod drive;
#[path = "behaviour/facts.rs"]
mod facts;

const WIDE: (u16, u16) = (120, 36);
const NARROW: (u16, u16) = (80, 24);

fn library(size: (u16, u16)) -> Driver {
    Driver::open(&shipped(), look(), size)
}

fn look() -> Appearance {
    Appearance { name: "reviews".into(), true_colour: true, mouse: true, ..Appearance::default() }
}

/// A library with the review of this title chosen and open.
fn reading(title: &str, size: (u16, u16)) -> Driver {
    let mut driver = library(size);
    driver.press("g");
    while chosen(&driver) != title {
        let before = chosen(&driver);
        driver.press("j");
        assert_ne!(chosen(&driver), before, "{title} is in the list");
    }
    driver.press("Enter");
    driver
}

fn title_of(app: &App, id: ReviewId) -> String {
    app.shared.library.get(id).map(|entry| entry.title().to_owned()).unwrap_or_default()
}

fn chosen(driver: &Driver) -> String {
    driver.app.shared.list.selected().map(|id| title_of(&driver.app, id)).unwrap_or_default()
}

fn shown(driver: &Driver) -> String {
    driver
        .app
        .shared
        .reader
        .shown
        .as_ref()
        .map(|shown| shown.review.title.clone())
        .unwrap_or_default()
}

fn notice(driver: &Driver) -> String {
    driver.app.shared.notice.as_ref().map(|notice| notice.text.to_string()).unwrap_or_default()
}

fn on_list(driver: &Driver) -> bool {
    driver.app.screen().name() == ScreenName::Library
}

/// The key of the section in view.
fn section(driver: &Driver) -> String {
    let index = driver.app.shared.reader.section(&driver.app.shared.rows());
    driver
        .app
        .shared
        .reader
        .shown
        .as_ref()
        .map_or("", |shown| shown.page.sections[index].key.as_str())
        .to_owned()
}

fn has(driver: &Driver, text: &str) -> bool {
    driver.rows().iter().any(|row| row.contains(text))
}

/// A minimal review.
fn toml(title: &str, rest: &str) -> String {
    format!(
        "title = \"{title}\"\nyear = 1926\nrating = 4\n{rest}\n[sections]\n\
         plot = \"\"\"An engine is stolen.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n"
    )
}

/// The path of a file of the library.
fn at(driver: &Driver, name: &str) -> PathBuf {
    driver.root.path.join(name)
}

/// In the middle of a library and of a text, every key has an effect.
#[test]
fn no_key_is_dead() {
    let (list, review) = ("j j j j", "j j j j Enter Tab Tab j");
    let places = [(WIDE, "j j j j Tab"), (WIDE, review), (NARROW, list), (NARROW, review)];
    let mut dead = Vec::new();
    let (found, skipped) = library(WIDE).found();
    let answers = Answers::default();
    for (size, keys) in places {
        for binding in TABLE {
            for key in binding.keys {
                let mut driver = Driver::new(&shipped(), look(), size);
                driver.answers = Some(Answers::clone(&answers));
                driver.send(Message::Found(found.clone()));
                driver.send(Message::WalkEnded { skipped });
                driver.press(keys);
                // Two actions undo another one, which is performed here first.
                match binding.action {
                    Action::Leave | Action::Out if on_list(&driver) => {
                        driver.press(if binding.action == Action::Leave {
                            "/ o Enter"
                        } else {
                            "z"
                        });
                    }
                    _ => {}
                }
                let before = driver.draw();
                let asked = driver.app.update(Message::Key(*key));
                if asked.is_empty() && driver.draw() == before {
                    dead.push(format!("{key} at {size:?} after {keys:?}"));
                }
            }
        }
    }
    assert!(dead.is_empty(), "{dead:?}");
}

#[test]
fn digits_go_to_their_sections() {
    let mut driver = reading("Ballerina", NARROW);
    for (key, name) in [("3", "performances"), ("5", "verdict"), ("2", "plot"), ("1", "intro")] {
        driver.press(key);
        assert_eq!(section(&driver), name);
    }
    driver.press("9");
    assert_eq!(notice(&driver), "this review has 5 sections");
}

/// The names of keys on the screen come from the keymap.
#[test]
fn words_about_keys_are_those_of_the_keymap() {
    let mut keymap = Keymap::default();
    for (key, action) in [("ctrl-x", Action::Reveal), ("X", Action::Help)] {
        let key = key.parse().expect("a key");
        for usual in keymap.keys(ScreenName::Review, action).collect::<Vec<_>>() {
            keymap.bind(None, usual, None);
        }
        keymap.bind(None, key, Some(action));
    }
    let mut driver = Driver::open(&shipped(), Appearance { keymap, ..look() }, WIDE);
    driver.press("/ balle Enter Enter 2 y");
    assert_eq!(notice(&driver), "this paragraph is covered: ^X shows it, then y copies it");
    driver.press("k");
    assert!(
        has(&driver, "words are covered · ^X shows them")
            && has(&driver, "^X reveal  q back  X keys")
    );
    driver.send(Message::Key(Key::Ctrl('x')));
    assert!(has(&driver, "Winston"));
    driver.press("X");
    assert!(has(&driver, "^X  ") && has(&driver, "show what is covered"));
    driver.press("X");
    assert!(!has(&driver, "show what is covered"), "the key that opens the help closes it");
}

#[test]
fn escape_never_quits() {
    for keys in ["", "Enter", "z", "/ x", "Enter / x Enter", "?", "Enter o"] {
        let mut driver = library(NARROW);
        driver.press(keys).press("Esc Esc Esc Esc Esc");
        assert!(!driver.asked.contains(&Effect::Quit), "after {keys:?}");
        assert!(on_list(&driver), "after {keys:?}");
    }
}

#[test]
fn q_goes_back_and_then_quits() {
    let mut driver = library(NARROW);
    driver.press("Enter q");
    assert!(driver.asked.is_empty() && on_list(&driver));
    driver.press("q");
    assert_eq!(driver.asked, [Effect::Quit]);
    let mut typing = library(NARROW);
    typing.press("/ q");
    assert!(typing.asked.is_empty() && typing.app.shared.list.query == "q");
}

#[test]
fn the_chosen_review_stays_chosen() {
    let mut driver = library(WIDE);
    driver.press("j j j");
    let (title, _) = (chosen(&driver), driver.press("S"));
    assert_eq!(
        (chosen(&driver), driver.app.shared.list.sort),
        (title.clone(), SortKey::Title.into())
    );
    driver.press("S S S");
    assert_eq!((chosen(&driver), driver.app.shared.list.sort), (title.clone(), Sort::default()));

    let (mut entries, _) = driver.found();
    let mut newer = entries.swap_remove(0);
    newer.path = driver.root.path.join("newer.toml").into();
    newer.date = Some(Date::day(2030, 1, 1));
    driver.send(Message::Found(vec![newer.clone()]));
    assert_eq!(chosen(&driver), title);
    assert_eq!(driver.app.shared.list.cursor(), 4);
    let path = newer.path.to_path_buf();
    driver.send(Message::Answered(Answer::Reread { path, now: Reread::Gone, waited: true }));
    assert_eq!((chosen(&driver), driver.app.shared.list.cursor()), (title.clone(), 3));
    assert_eq!(shown(&driver), title);
}

/// Reviews without a date are last in both directions, and the next key begins in its usual one.
#[test]
fn the_order_can_be_reversed() {
    let mut driver = library(WIDE);
    let (entries, _) = driver.found();
    let dates = |driver: &Driver| -> Vec<Option<Date>> {
        let shared = &driver.app.shared;
        let shown = shared.list.shown().iter().filter_map(|&id| shared.library.get(id));
        let entry = |title: &str| entries.iter().find(|entry| entry.title.as_str() == title);
        shown
            .map(|shown| entry(shown.title()).and_then(|entry| entry.date.or(entry.watched)))
            .collect()
    };
    let (dated, undated): (Vec<_>, Vec<_>) = dates(&driver).into_iter().partition(Option::is_some);
    assert!(!dated.is_empty() && !undated.is_empty());
    driver.press("R");
    let oldest: Vec<_> = dated.into_iter().rev().chain(undated).collect();
    assert_eq!(dates(&driver), oldest);
    let said = driver.app.shared.notice.as_ref().map(|notice| notice.text.to_string());
    assert_eq!(said.as_deref(), Some("sorted oldest first"));
    driver.press("S");
    assert_eq!(driver.app.shared.list.sort, SortKey::Title.into());
}

/// A walk that is still going on, in which each batch has a newer review than the one before.
#[test]
fn until_the_first_key_the_top_is_chosen() {
    let mut driver = Driver::new(&shipped(), look(), WIDE);
    let (mut entries, _) = driver.found();
    entries.sort_by_key(|entry| entry.date);
    let first = entries[0].title.to_string();
    for (number, entry) in entries.into_iter().enumerate() {
        driver.send(Message::Found(vec![entry]));
        assert_eq!(driver.app.shared.list.cursor(), 0);
        if number == 5 {
            assert_eq!(shown(&driver), first, "the page changes no more until the walk ends");
        }
    }
    assert_eq!((chosen(&driver).as_str(), shown(&driver)), ("Ballerina", first));
    driver.send(Message::WalkEnded { skipped: 0 });
    assert_eq!(shown(&driver), "Ballerina");
}

#[test]
fn after_the_first_key_the_chosen_review_stays_while_the_walk_goes_on() {
    let mut driver = Driver::new(&shipped(), look(), WIDE);
    let (mut entries, _) = driver.found();
    entries.sort_by_key(|entry| entry.date);
    let newest = entries.pop().expect("a review");
    driver.send(Message::Found(entries));
    driver.press("j");
    let title = chosen(&driver);
    driver.send(Message::Found(vec![newest]));
    driver.send(Message::WalkEnded { skipped: 0 });
    assert_eq!((chosen(&driver), shown(&driver)), (title.clone(), title));
    assert_eq!(driver.app.shared.list.cursor(), 2);
}

/// The answer to a job that a later job has superseded is not shown.
#[test]
fn stale_answers_are_dropped() {
    let mut app = App::new(look(), WIDE.0, WIDE.1);
    let reader = library(WIDE);
    app.update(Message::Found(reader.found().0));
    let load = |effects: Vec<Effect>| match &effects[..] {
        [Effect::Run(job @ Job::Load { .. })] => job.clone(),
        other => panic!("one page is asked for: {other:?}"),
    };
    let first = load(app.update(Message::Key(Key::Char('j'))));
    let second = load(app.update(Message::Key(Key::Char('j'))));
    app.update(reader.answer(first).expect("a page"));
    assert!(app.shared.reader.shown.is_none());
    app.update(Message::Key(Key::Char('y')));
    let notice = app.shared.notice.as_ref().map(|notice| notice.text.to_string());
    assert_eq!(notice.as_deref(), Some("the review is still opening"));
    app.update(reader.answer(second).expect("a page"));
    assert_eq!(app.shared.reader.shown.as_ref().map(|shown| shown.id), app.shared.list.selected());
}

#[test]
fn leaving_a_review_covers_it_and_a_reload_does_not() {
    let mut driver = reading("Ballerina", WIDE);
    driver.press("2");
    assert!(has(&driver, "░░░") && !has(&driver, "Winston"));
    driver.press("s");
    assert!(has(&driver, "Winston") && !has(&driver, "░░░"));
    driver.press("] [");
    assert!(has(&driver, "░░░") && !has(&driver, "Winston"), "leaving covers");

    let covered = toml("Citizen", "spoilers = [\"plot\"]");
    let mut driver = Driver::of(&[("a.toml", &covered)], look(), WIDE);
    driver.press("Enter s");
    assert!(has(&driver, "An engine"));
    fs::write(at(&driver, "a.toml"), covered.replace("stolen", "sold")).expect("it is written");
    let path = at(&driver, "a.toml");
    driver.changed(path);
    assert!(has(&driver, "An engine is sold."), "a reload leaves it open");
}

#[test]
fn what_is_covered_is_neither_copied_nor_found() {
    let mut driver = reading("Ballerina", NARROW);
    driver.press("2 y");
    assert!(driver.asked.is_empty() && notice(&driver).contains("covered"));
    driver.press("/ Winston");
    assert_eq!(driver.app.shared.reader.find.as_ref().map(|find| find.matches.len()), Some(0));
    assert!(has(&driver, "not found"));
    driver.press("Esc s 2 y");
    let [Effect::Copy(text)] = &driver.asked[..] else {
        panic!("one text is copied: {:?}", driver.asked)
    };
    assert!(text.starts_with("Rooney is a child"));
    driver.press("/ Winston");
    assert!(has(&driver, "1 of 1"));
}

#[test]
fn a_search_says_that_it_leaves_out_what_is_covered() {
    for (size, words) in [
        (WIDE, "covered text is not searched"),
        (NARROW, "covered text is not searched"),
        ((40, 12), "░ not searched"),
    ] {
        let last = |driver: &Driver| driver.rows().last().cloned().unwrap_or_default();
        for query in ["fire", "Winston", "zeppelin"] {
            let mut driver = reading("Ballerina", size);
            driver.press("/").press(query);
            assert!(last(&driver).contains(words), "{query}: {}", last(&driver));
            driver.press("Esc s /").press(query);
            assert!(!last(&driver).contains("not searched"), "{query}: {}", last(&driver));
        }
        let mut driver = reading("Ballerina", size);
        driver.press("/ Winston Enter n");
        assert!(notice(&driver).contains("covered text is not searched"));
        let mut driver = reading("The General", size);
        driver.press("/ fire");
        assert!(!last(&driver).contains("not searched"), "{}", last(&driver));
    }
}

#[test]
fn a_search_goes_on_in_the_next_review() {
    for size in [WIDE, NARROW] {
        let mut driver = reading("Ballerina", size);
        let matches = |driver: &Driver| {
            let find = driver.app.shared.reader.find.as_ref();
            find.map(|find| find.matches.len())
        };
        driver.press("/ fire Enter");
        let here = matches(&driver);
        assert!(here > Some(0));
        driver.press("]");
        assert!(shown(&driver) == "The General" && matches(&driver) > Some(0));
        assert!(has(&driver, "“fire” 1 of") && has(&driver, "fire "), "its match is in view");
        driver.press("]");
        assert!(shown(&driver) == "His Girl Friday" && matches(&driver) == Some(0));
        driver.press("[ [");
        assert!(shown(&driver) == "Ballerina" && matches(&driver) == here);
        driver.press("Esc ]");
        assert_eq!(matches(&driver), None, "it was ended");
    }
}

/// Terminals drop a clipboard sequence of more than 100,000 bytes, which are 74,994 before base64.
#[test]
fn a_copy_that_a_terminal_would_drop_is_cut_and_named() {
    const LIMIT: usize = 74_994;
    let copied = |line: &str| {
        let text = toml("Long", "").replace("An engine is stolen.", line);
        let mut driver = Driver::of(&[("a.toml", &text)], look(), WIDE);
        driver.press("Enter 1 y");
        match &driver.asked[..] {
            [Effect::Copy(text)] => (text.clone(), notice(&driver)),
            asked => panic!("one text is copied: {asked:?}"),
        }
    };
    let fits = "a".repeat(LIMIT);
    let (text, notice) = copied(&fits);
    assert!(text == fits && notice.starts_with("copied “aaa"), "{notice}");
    let (text, notice) = copied(&format!("{fits}b"));
    assert_eq!(notice, "copied the first 74,994 of 74,995 bytes");
    assert!(text == fits);
    // A letter with its accent is not parted.
    let (text, notice) = copied(&format!("{}e\u{301}.", "a".repeat(LIMIT - 2)));
    assert_eq!(notice, "copied the first 74,992 of 74,996 bytes");
    assert!(text.bytes().all(|byte| byte == b'a'));
}

#[test]
fn uncovering_keeps_the_paragraph_in_view() {
    for size in [WIDE, NARROW] {
        for place in ["2", "3", "4", "4 j j j j j", "5", "2 k k k"] {
            let mut driver = reading("Ballerina", size);
            let paragraph = |driver: &Driver| {
                let shared = &driver.app.shared;
                shared.reader.paragraph(&shared.rows()).expect("a paragraph is in view")
            };
            driver.press(place);
            let before = paragraph(&driver);
            driver.press("s");
            assert!(!has(&driver, "words are covered"));
            assert_eq!(paragraph(&driver), before, "{place} uncovered at {size:?}");
            driver.press("s");
            assert_eq!(paragraph(&driver), before, "{place} covered again at {size:?}");
        }
    }
}

/// Matches in an uncovered passage are dropped when it is covered again.
#[test]
fn covering_takes_the_matches_away() {
    let mut driver = reading("Ballerina", NARROW);
    driver.press("s / Winston Enter s");
    assert_eq!(driver.app.shared.reader.find.as_ref().map_or(0, |find| find.matches.len()), 0);
}

#[test]
fn places_are_remembered() {
    for size in [WIDE, NARROW] {
        let mut driver = reading("Sherlock Jr.", size);
        driver.press("4 j j");
        let (scroll, rows) = (driver.app.shared.reader.scroll, driver.rows());
        driver.press("] ] q k j k k Enter");
        assert_eq!(
            (shown(&driver).as_str(), driver.app.shared.reader.scroll),
            ("Sherlock Jr.", scroll)
        );
        // The list beside it has marked the others as unread meanwhile.
        let text = |rows: &[String]| rows[3..20].join("\n").replace('●', " ");
        assert_eq!(text(&driver.rows()), text(&rows));
    }
}

#[test]
fn a_resize_keeps_the_paragraph() {
    let mut driver = reading("Sherlock Jr.", WIDE);
    driver.press("4 j j j j");
    let top = |driver: &Driver| driver.app.shared.reader.paragraph(&driver.app.shared.rows());
    let paragraph = top(&driver);
    for (columns, rows) in [(60, 20), (100, 40), (30, 10), (120, 36)] {
        driver.send(Message::Resized { columns, rows });
        assert_eq!(top(&driver), paragraph, "at {columns}x{rows}");
    }
}

#[test]
fn the_next_review_opens_in_the_same_section() {
    let mut driver = reading("His Girl Friday", NARROW);
    driver.press("3 ]");
    assert_eq!(
        (shown(&driver).contains("Tokyo"), section(&driver).as_str()),
        (true, "performances")
    );
    driver.press("5 [");
    assert_eq!(
        (shown(&driver).as_str(), section(&driver).as_str()),
        ("His Girl Friday", "verdict")
    );
    let mut driver = reading("Ballerina", NARROW);
    driver.press("3 [");
    assert_eq!(
        (notice(&driver).as_str(), section(&driver).as_str()),
        ("this is the first review", "performances")
    );
}

#[test]
fn the_end_offers_the_next_review_and_goes_there_when_asked_again() {
    let mut driver = reading("The General", NARROW);
    driver.press("G Space");
    assert_eq!(
        (shown(&driver).as_str(), notice(&driver).as_str()),
        ("The General", "Space again: His Girl Friday")
    );
    driver.press("k Space");
    assert_eq!(shown(&driver), "The General", "an offer that was passed over is made again");
    driver.press("Space Space");
    assert_eq!(
        (shown(&driver).as_str(), chosen(&driver).as_str()),
        ("His Girl Friday", "His Girl Friday")
    );
    assert_eq!(driver.app.shared.reader.scroll, 0);
    let mut last = library(NARROW);
    last.press("G Enter G Space");
    assert_eq!(notice(&last), "this is the end of the last review");
}

#[test]
fn a_count_stands_with_every_filter() {
    for size in [WIDE, NARROW, (60, 20), (40, 12)] {
        let mut driver = library(size);
        driver.press("/ keaton");
        // A high screen has a blank row above it.
        let head = |driver: &Driver| driver.rows()[..2].concat();
        assert!(head(&driver).contains("2 of 13"), "while typing at {size:?}");
        driver.press("Enter");
        assert!(head(&driver).contains("2 of 13"), "afterwards at {size:?}");
        driver.press("Esc");
        assert!(!head(&driver).contains("of 13"), "without one at {size:?}");
    }
}

#[test]
fn a_filter_finds_people_years_and_folded_words() {
    for (query, title) in [
        ("varda", "Cléo de 5 à 7"),
        ("CLEO", "Cléo de 5 à 7"),
        ("1818", "Frankenstein"),
        ("ozu", "東京物語"),
        ("unr", "His Girl Friday"),
        ("book", "Frankenstein"),
    ] {
        let mut driver = library(WIDE);
        driver.press("/").press(query);
        assert!(chosen(&driver).starts_with(title), "{query}");
    }
}

#[test]
fn the_field_that_matches_is_named() {
    for size in [WIDE, NARROW] {
        let mut driver = library(size);
        let last = |driver: &Driver| driver.rows().last().cloned().unwrap_or_default();
        driver.press("/ varda");
        assert!(last(&driver).contains("director: Agnès Varda · 1 of 13"), "{}", last(&driver));
        driver.press("Enter");
        assert!(last(&driver).contains("1 of 1 · director: Agnès Varda"), "{}", last(&driver));
        driver.press("Esc / 1962");
        assert!(!last(&driver).contains("year"), "every row has the year");
    }
}

#[test]
fn when_the_chosen_review_goes_the_next_one_is_chosen() {
    let files = [
        ("a.toml", toml("A", "date = 2024-01-03")),
        ("b.toml", toml("B", "date = 2024-01-02")),
        ("c.toml", toml("C", "date = 2024-01-01")),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut driver = Driver::of(&files, look(), WIDE);
    driver.press("j Enter");
    for (gone, next) in [("b.toml", "C"), ("c.toml", "A"), ("a.toml", "")] {
        let path = at(&driver, gone);
        fs::remove_file(&path).expect("it was there");
        driver.changed(path.clone());
        assert_eq!(
            driver.asked.pop(),
            Some(Effect::Wait { path: path.clone() }),
            "the error is delayed"
        );
        driver.send(Message::Waited { path });
        assert_eq!((chosen(&driver).as_str(), shown(&driver).as_str()), (next, next));
    }
    assert!(has(&driver, "No reviews here yet."));
    assert_eq!(driver.press("q q").asked, [Effect::Quit]);
}

/// A walk through a new folder read the file before it changed, and reports it afterwards.
#[test]
fn old_news_does_not_undo_a_change() {
    let files = [("a.toml", toml("Citizen", "")), ("b.toml", toml("Sunrise", ""))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let mut driver = Driver::of(&files, look(), WIDE);
    driver.press("G");
    assert_eq!(chosen(&driver), "Sunrise");
    let (old, _) = driver.found();
    fs::write(at(&driver, "a.toml"), toml("Kane", "")).expect("it is written");
    driver.changed(at(&driver, "a.toml"));
    driver.send(Message::Found(old));
    assert!(has(&driver, "Kane") && !has(&driver, "Citizen"));
}

/// A file changes during a walk that had read it before and reports it afterwards.
#[test]
fn a_walk_does_not_undo_what_changed_meanwhile() {
    let made = tempfile::tempdir().expect("a folder");
    let write = |name: &str, title: &str| {
        fs::write(made.path().join(name), toml(title, "")).expect("it is written");
    };
    write("a.toml", "Citizen");
    write("b.toml", "Sunrise");
    let mut driver = Driver::new(made.path(), look(), WIDE);
    let (mut old, skipped) = driver.found();
    let last = old.split_off(1);
    driver.send(Message::Found(old));
    assert_eq!(shown(&driver), "Citizen");
    write("b.toml", "Vertigo");
    driver.changed(made.path().join("b.toml"));
    driver.send(Message::Found(last));
    assert!(has(&driver, "Vertigo") && !has(&driver, "Sunrise"));
    driver.send(Message::WalkEnded { skipped });
    assert!(has(&driver, "Citizen") && has(&driver, "Vertigo") && !has(&driver, "Sunrise"));
}

/// The watcher lost changes during a walk, which may have read the changed files before.
#[test]
fn a_walk_that_is_asked_for_during_another_follows_it() {
    let made = tempfile::tempdir().expect("a folder");
    let mut driver = Driver::new(made.path(), look(), WIDE);
    driver.send(Message::LostTrack);
    fs::write(made.path().join("a.toml"), toml("Sunrise", "")).expect("it is written");
    assert!(!has(&driver, "Sunrise"), "one walk at a time");
    driver.send(Message::WalkEnded { skipped: 0 });
    assert!(has(&driver, "Sunrise"));
}

/// Eight ratings of at most five imply a scale of five; a nine among them makes it ten for all.
#[test]
fn a_scale_follows_what_is_added_later() {
    let made = tempfile::tempdir().expect("a folder");
    let write = |name: &str, rating: &str| {
        let text = format!("---\ntitle: {name}\nrating: {rating}\n---\n\nText.\n");
        fs::write(made.path().join(name), text).expect("it is written");
    };
    for number in 0..8 {
        write(&format!("{number}.md"), "4");
    }
    let mut driver = Driver::open(made.path(), look(), WIDE);
    let stars = |driver: &Driver| -> Vec<f64> {
        let entries = driver.app.shared.library.iter();
        entries.filter_map(|(_, entry)| Some(entry.stars()?.value())).collect()
    };
    assert_eq!(stars(&driver), [4.0; 8]);
    write("9.md", "9");
    driver.press("r");
    assert_eq!(stars(&driver), [&[2.0; 8][..], &[4.5]].concat());
}

/// A file is empty, then valid, then empty again before the first delay is over: the second time
/// starts a delay of its own.
#[test]
fn good_news_calls_the_wait_off() {
    let text = toml("Citizen", "");
    let mut driver = Driver::of(&[("a.toml", &text)], look(), WIDE);
    let path = at(&driver, "a.toml");
    for text in ["", &text] {
        fs::write(&path, text).expect("it is written");
        driver.changed(path.clone());
        assert!(driver.app.shared.reader.stale.is_none(), "the error is delayed");
    }
    fs::write(&path, "").expect("it is emptied");
    driver.send(Message::Waited { path: path.clone() });
    assert!(driver.app.shared.reader.stale.is_none());
    driver.changed(path.clone());
    driver.send(Message::Waited { path });
    assert!(driver.app.shared.reader.stale.is_some());
}

#[test]
fn nothing_open_is_said_and_not_done() {
    let mut driver = Driver::of(&[], look(), WIDE);
    for key in ["Tab", "1", "n", "s", "o", "y", "Y"] {
        driver.press(key);
        assert_eq!(notice(&driver), "no review is open", "{key}");
    }
    assert!(driver.asked.is_empty());
}

#[test]
fn the_help_does_what_it_lists() {
    let mut driver = library(NARROW);
    driver.press("? best Backspace Backspace Backspace Backspace theme Enter");
    assert!(driver.app.shared.chooser.is_none() && notice(&driver) == "theme paper");
    let mut driver = library(NARROW);
    driver.press("? nosuch Enter");
    assert!(driver.app.shared.chooser.is_none() && driver.asked.is_empty());
}

#[test]
fn a_click_is_understood_where_something_was_drawn() {
    let mut driver = library(WIDE);
    let row = driver.rows().iter().position(|row| row.contains("His Girl Friday")).expect("a row");
    let target = driver.draw().1.target_at(10, u16::try_from(row).expect("few")).expect("a target");
    assert!(matches!(target, Target::Row(_)));
    driver.send(Message::Clicked(target));
    assert_eq!((driver.app.shared.list.cursor(), on_list(&driver)), (2, true));
    driver.send(Message::Clicked(target));
    assert_eq!(driver.app.screen().name(), ScreenName::Review);
    driver.send(Message::Clicked(Target::Do(Action::Help)));
    assert!(driver.app.shared.chooser.is_some());
    driver.send(Message::Clicked(Target::Text));
    assert!(driver.app.shared.chooser.is_none());
}

/// It would take longer than a frame. What was typed since is what counts.
#[test]
fn a_large_text_is_searched_by_a_worker() {
    let hay = "Hay.\n\n".repeat(50_000);
    let text = format!("# The General (1926)\n\nRating: 4/5\n\n{hay}A needle, and a nail.\n");
    let mut driver = Driver::of(&[("a.md", &text)], look(), NARROW);
    driver.press("Enter /");
    let effects = driver.app.update(Message::Key(Key::Char('n')));
    let [Effect::Run(job @ Job::Find { .. })] = &effects[..] else { panic!("{effects:?}") };
    assert!(driver.rows().concat().contains("searching…"));
    let older = driver.answer(job.clone()).expect("matches");
    driver.press("eedle");
    let matches =
        |driver: &Driver| driver.app.shared.reader.find.as_ref().map(|find| find.matches.len());
    assert_eq!(matches(&driver), Some(1));
    driver.send(older);
    assert_eq!(matches(&driver), Some(1));
    let in_view = |driver: &Driver| driver.rows().iter().any(|row| row.contains("A needle"));
    assert!(in_view(&driver));

    driver.press("Enter g");
    driver.send(Message::Resized { columns: 60, rows: 24 });
    assert_eq!(matches(&driver), Some(1));
    assert!(!in_view(&driver), "a resize goes to no match");
    assert!(in_view(driver.press("n")));

    // Unless what was typed is still looked for.
    driver.press("Esc g /");
    driver.app.update(Message::Key(Key::Char('n')));
    driver.send(Message::Resized { columns: 50, rows: 24 });
    assert!(in_view(&driver));
}

#[test]
fn more_matches_than_are_kept_are_counted_as_more() {
    let text = format!("# The General (1926)\n\nRating: 4/5\n\n{}\n", "a".repeat(100_010));
    let mut driver = Driver::of(&[("a.md", &text)], look(), NARROW);
    driver.press("Enter / a");
    assert!(driver.rows().concat().contains("1 of 100,000+"));
    driver.press("Enter N");
    assert!(driver.rows().concat().contains("“a” 100,000 of 100,000+"));
}

/// A walk matches the reviews of a changed file in the way that a watched change does: by title.
#[test]
fn a_second_walk_stays_with_the_review_although_another_came_before_it() {
    let reeds = "## Reeds (1999) 3/5\n\nA lake.\n\n";
    let others = "## Low Water (2004) 8/10\n\nA river.\n\n## Ferry (1971) 4/5\n\nA boat.\n";
    let text = format!("---\ntitle: Films\n---\n\n{reeds}{others}");
    let mut driver = Driver::of(&[("rivers.md", &text)], look(), WIDE);
    while chosen(&driver) != "Low Water" {
        driver.press("j");
    }
    let id = driver.app.shared.list.selected();
    for (first, count) in
        [("## Brook (2010) 2/5\n\nA brook.\n\n## Reeds (1999) 3/5\n\nA lake.\n\n", 4), ("", 2)]
    {
        let text =
            format!("---\ntitle: Films\n---\n\n{first}{}", others.replace("A river", "The river"));
        fs::write(driver.root.path.join("rivers.md"), text).expect("a file is written");
        driver.press("r");
        let path = driver.root.path.join("rivers.md");
        driver.send(Message::Waited { path });
        assert_eq!((chosen(&driver), shown(&driver)), ("Low Water".into(), "Low Water".into()));
        assert_eq!(driver.app.shared.list.selected(), id);
        assert_eq!(driver.app.shared.library.iter().count(), count);
        assert!(driver.rows().iter().any(|row| row.contains("The river")));
    }
}

/// What is listed as a link can be opened, and its address shows where it leads.
#[test]
fn links_show_where_they_lead() {
    let text = "See https://a.org/b_(c), https://\u{430}pple.com/d and [e](javascript:alert(1)).";
    let author = "[author]\nwebsite = \"javascript:alert(1)\"\nemail = \"m\u{fc}@a.org\"\n";
    let toml = format!("title = \"A\"\nrating = 4\n[sections]\nplot = \"{text}\"\n{author}");
    let mut driver = Driver::of(&[("a.toml", &toml)], look(), WIDE);
    driver.press("Enter o");
    let rows = driver.rows();
    let listed = |words: &str| rows.iter().filter(|row| row.contains(words)).count();
    assert!(has(&driver, "1 of 3"), "{rows:#?}");
    assert_eq!(listed("   https://a.org/b_(c)"), 1, "{rows:#?}");
    assert_eq!(listed("https://xn--pple-43d.com/d (\u{430}pple.com)"), 1, "{rows:#?}");
    assert_eq!(listed("mailto:m%C3%BC@a.org"), 1, "{rows:#?}");
    driver.press("↓ Enter");
    assert!(notice(&driver).contains("opening https://xn--pple-43d.com/d"), "{}", notice(&driver));
    let opened = driver.asked.iter().find_map(|effect| match effect {
        Effect::OpenAddress(address) => Some(address.as_str()),
        _ => None,
    });
    assert_eq!(opened, Some("https://xn--pple-43d.com/d"));
}

fn last_row(driver: &Driver) -> String {
    driver.rows().pop().unwrap_or_default()
}

/// The row begins and ends one column from the edges of the screen.
fn assert_row(driver: &Driver, columns: u16, left: &str, keys: &str) {
    let gap = usize::from(columns) - 1 - left.chars().count() - keys.chars().count();
    assert_eq!(last_row(driver), format!("{left}{}{keys}", " ".repeat(gap)));
}

#[test]
fn the_footers_of_the_library() {
    const WHOLE: &str = " 1 of 13   @headphonesthoughts instagram · @headphonesTblog x · e-mail";
    const SHORT: &str = " 1 of 13   @headphonesthoughts · @headphonesTblog · e-mail";
    const COUNTED: &str = " 1 of 13   @headphonesthoughts · +2";
    const LINKS: &str = " 1 of 13   o 3 links";
    for (size, keys, left, right) in [
        ((200, 60), "", WHOLE, "Enter read  / filter  ? keys"),
        ((120, 40), "", WHOLE, "Enter read  / filter  ? keys"),
        ((100, 30), "", SHORT, "Enter read  / filter  ? keys"),
        ((80, 24), "", SHORT, "/ filter  ? keys"),
        ((60, 20), "", COUNTED, "/ filter  ? keys"),
        ((40, 12), "", LINKS, "? keys"),
        ((120, 40), "Enter", WHOLE, "s reveal  q back  ? keys"),
        ((100, 30), "Enter", WHOLE, "s reveal  q back  ? keys"),
        ((100, 30), "Enter s", WHOLE, "] next  q back  ? keys"),
        ((80, 24), "Enter", SHORT, "s reveal  ? keys"),
        ((80, 24), "Enter s", SHORT, "q back  ? keys"),
        ((60, 20), "Enter", COUNTED, "s reveal  ? keys"),
        ((40, 12), "Enter", LINKS, "? keys"),
    ] {
        let mut driver = Driver::open(&shipped(), Appearance::default(), size);
        driver.press(keys);
        assert_row(&driver, size.0, left, right);
    }
}

/// A review by an author with these fields, and `count - 1` others.
fn by_author(author: &str, count: usize, size: (u16, u16)) -> Driver {
    let files: Vec<(String, String)> = (0..count)
        .map(|n| {
            (
                format!("{n:03}.toml"),
                toml(&format!("R{n:03}"), &format!("date = 2026-01-01\n{author}")),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Driver::of(&files, Appearance::default(), size)
}

/// `toml` puts the sections after the fields, so the author is written in one line.
const MANY: &str = "author = { email = \"a@b.example\", handles = { instagram = \"a_long_handle_0\", x = \"a_long_handle_1\", letterboxd = \"a_long_handle_2\", youtube = \"a_long_handle_3\", tiktok = \"a_long_handle_4\", threads = \"a_long_handle_5\", bluesky = \"a_long_handle_6\" } }";

#[test]
fn the_footers_of_other_authors() {
    const HOUSE: &str = "author = { name = \"The rushes house\", signoff = \"Sit one row closer than you meant to\" }";
    const NAMED: &str =
        "author = { name = \"Mara Quill\", email = \"a@b.example\", handles = { x = \"mq\" } }";
    const NO_HANDLE: &str = "author = { name = \"Mara Quill\", email = \"a@b.example\" }";
    for (author, count, columns, keys, left, right) in [
        (
            MANY,
            3,
            100,
            "Enter S",
            " sorted by title   @a_long_handle_0 · @a_long_handle_1 · +6",
            "] next  q back  ? keys",
        ),
        (
            MANY,
            3,
            80,
            "Enter S",
            " sorted by title   @a_long_handle_0 · @a_long_handle_1 · +6",
            "q back  ? keys",
        ),
        (MANY, 3, 40, "Enter S", " sorted by title   o 8 links", "? keys"),
        (
            HOUSE,
            400,
            100,
            &*"j ".repeat(60),
            " 61 of 400   The rushes house",
            "Enter read  / filter  ? keys",
        ),
        (
            HOUSE,
            3,
            120,
            "",
            " 1 of 3   The rushes house · “Sit one row closer than you meant to”",
            "Enter read  / filter  ? keys",
        ),
        (HOUSE, 3, 30, "", " 1 of 3   The rushe…", "? keys"),
        (
            NAMED,
            3,
            100,
            "",
            " 1 of 3   Mara Quill · @mq x · e-mail",
            "Enter read  / filter  ? keys",
        ),
        (NAMED, 3, 60, "", " 1 of 3   Mara Quill · @mq x · e-mail", "/ filter  ? keys"),
        (NAMED, 3, 40, "", " 1 of 3   @mq x · e-mail", "? keys"),
        (NAMED, 3, 36, "", " 1 of 3   @mq x · e-mail", "? keys"),
        (NAMED, 3, 32, "", " 1 of 3   @mq · e-mail", "? keys"),
        (NAMED, 3, 28, "", " 1 of 3   @mq · +1", "? keys"),
        (NAMED, 3, 25, "", " 1 of 3", "? keys"),
        (NO_HANDLE, 3, 60, "", " 1 of 3   Mara Quill · e-mail", "/ filter  ? keys"),
        (NO_HANDLE, 3, 36, "", " 1 of 3   Mara Quill", "? keys"),
    ] {
        let mut driver = by_author(author, count, (columns, 24));
        driver.press(keys);
        assert_row(&driver, columns, left, right);
    }
}

#[test]
fn no_failure_hides_another() {
    let mut driver = by_author(MANY, 3, (80, 24));
    let failures = ["cannot watch a", "cannot read b", "cannot watch a", "cannot write c"];
    for words in failures {
        driver.send(Message::Failed(words.into()));
    }
    for (key, words) in [("", failures[0]), ("j", failures[1]), ("k", failures[3])] {
        driver.press(key);
        assert!(last_row(&driver).starts_with(&format!(" {words}")), "{}", last_row(&driver));
    }
    driver.press("j");
    assert!(!last_row(&driver).contains("cannot"), "{}", last_row(&driver));
}

#[test]
fn no_notice_and_no_prompt_is_drawn_over_the_keys() {
    for columns in [20, 30, 40, 60, 80, 100, 120, 160] {
        let mut driver = by_author(MANY, 3, (columns, 24));
        let keys = last_row(&driver).split("? keys").next().map(str::len);
        driver.send(Message::Failed("a very long failure ".repeat(12)));
        let row = last_row(&driver);
        assert!(row.starts_with(" a very") && row.ends_with("? keys"), "{row}");
        assert_eq!(row.chars().count(), usize::from(columns) - 1, "{row}");
        driver.press("/").press(&"letter".repeat(30));
        let row = last_row(&driver);
        assert!(row.starts_with(" /") && row.ends_with("Esc clear"), "{row} {keys:?}");
        let cursor = driver.draw().1.cursor;
        assert!(cursor.is_caret && cursor.row == 23);
        assert!(usize::from(cursor.column) < row.find("Esc").expect("a key"));
    }
}

#[test]
fn what_went_well_goes_by_itself() {
    let mut driver = library(NARROW);
    driver.press("S");
    assert_eq!(notice(&driver), "sorted by title");
    let first = driver.passing_notice.take().expect("a timer");
    driver.press("S");
    let second = driver.passing_notice.take().expect("a timer");
    driver.send(Message::NoticePassed { ticket: first });
    assert_eq!(notice(&driver), "sorted by year", "an older timer is ignored");
    driver.send(Message::NoticePassed { ticket: second });
    assert_eq!(notice(&driver), "");
    // What failed stays until the next key.
    driver.send(Message::Failed("no such program".to_owned()));
    assert!(driver.passing_notice.is_none());
    driver.send(Message::NoticePassed { ticket: second });
    assert_eq!(notice(&driver), "no such program");
    driver.press("j");
    assert_eq!(notice(&driver), "");
}

#[test]
fn what_the_footer_names_can_be_clicked() {
    let mut driver = library(WIDE);
    let at = |driver: &Driver, words: &str| {
        let row = last_row(driver);
        let column = row.find(words).map(|byte| row[..byte].chars().count()).expect(words);
        let column = u16::try_from(column).expect("a column");
        driver.draw().1.target_at(column, WIDE.1 - 1).expect(words)
    };
    let target = at(&driver, "@headphonesTblog");
    driver.send(Message::Clicked(target));
    assert!(has(&driver, "https://x.com/headphonesTblog"));
    driver.press("Esc");
    let target = at(&driver, "Enter read");
    driver.send(Message::Clicked(target));
    assert!(!on_list(&driver));
    let target = at(&driver, "s reveal");
    driver.send(Message::Clicked(target));
    assert!(has(&driver, "Winston"));
    let target = at(&driver, "q back");
    driver.send(Message::Clicked(target));
    assert!(on_list(&driver));
    driver.press("/ x");
    let target = at(&driver, "Esc clear");
    driver.send(Message::Clicked(target));
    assert!(driver.app.shared.list.query.is_empty());
}
