//! Place and focus: the section that the bar marks is the one that keys act on, and a key moves the
//! pane that has the focus, at every size.

use std::fs;

use drive::{Driver, shipped};
use rushes::model::Section;
use rushes::tui::app::Appearance;
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::Effect;

#[path = "common/drive.rs"]
mod drive;

const SIZES: [(u16, u16); 7] =
    [(200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (20, 5)];

/// Calls `check` with every review at every size, open and with all covers removed.
fn with_every_review(check: impl Fn(&mut Driver)) {
    for size in SIZES {
        let mut driver = Driver::open(&shipped(), Appearance::default(), size);
        let count = driver.app.shared.list.shown().len();
        assert!(count > 10, "the shipped reviews are there");
        driver.press("g");
        for index in 0..count {
            driver.press("Enter");
            if shown_sections(&driver).iter().any(|section| section.covered || is_covered(section))
            {
                driver.press("s");
            }
            check(&mut driver);
            driver.press("q");
            assert_eq!(driver.app.shared.list.cursor(), index);
            driver.press("j");
        }
    }
}

fn is_covered(section: &Section) -> bool {
    section.text.contains("||") || section.text.contains("class=\"spoiler")
}

fn shown_sections(driver: &Driver) -> Vec<Section> {
    let shown = driver.app.shared.reader.shown.as_ref().expect("a review is shown");
    shown.review.sections.clone()
}

fn where_it_is(driver: &Driver) -> String {
    format!("{:?} {}", driver.app.shared.list.selected(), driver.rows().join("\n"))
}

/// The last effect that was not run.
fn asked(driver: &mut Driver, key: &str) -> Effect {
    driver.asked.clear();
    driver.press(key);
    driver.asked.pop().unwrap_or_else(|| panic!("{key} at {}", where_it_is(driver)))
}

/// The line of the file, from 1, at which an editor is opened.
fn line_of(effect: &Effect) -> u32 {
    let Effect::Edit { path, line, text } = effect else { panic!("{effect:?}") };
    let file = fs::read_to_string(path).expect("the file is there");
    let from = file.lines().enumerate().skip(*line as usize - 1);
    let found = from.filter(|(_, of_file)| of_file.contains(text.trim())).map(|(index, _)| index);
    u32::try_from(found.min().expect("the text is in the file") + 1).expect("a line")
}

#[test]
fn a_section_that_was_chosen_is_copied_from_and_edited() {
    with_every_review(|driver| {
        let sections = shown_sections(driver);
        for (index, section) in sections.iter().enumerate() {
            driver.press(&(index + 1).to_string());
            let marked = driver.app.shared.reader.section(&driver.app.shared.rows());
            assert_eq!(marked, index, "{}", where_it_is(driver));
            let Effect::Copy(copied) = asked(driver, "y") else { panic!("a text is copied") };
            assert!(section.text.contains(&copied), "{copied} at {}", where_it_is(driver));
            let line = line_of(&asked(driver, "e"));
            let end = sections.get(index + 1).map_or(u32::MAX, |next| next.line);
            assert!(
                (section.line..end).contains(&line),
                "{line} of {}..{end} at {}",
                section.line,
                where_it_is(driver)
            );
        }
    });
}

/// A chosen section stands right below the section bar.
#[test]
fn a_section_that_was_chosen_stands_at_the_top() {
    with_every_review(|driver| {
        for index in 1..shown_sections(driver).len() {
            driver.press(&(index + 1).to_string());
            let shared = &driver.app.shared;
            let page = &shared.reader.shown.as_ref().expect("a review is shown").page;
            let first = shared.rows().body_in_view(shared.reader.scroll).start;
            let seen = page.body.text(first..first + 1).to_owned();
            let Section { heading, text, .. } = shown_sections(driver).swap_remove(index);
            let heading = heading.unwrap_or(text);
            let seen: String = seen.trim().chars().take(2).collect();
            assert!(!seen.is_empty() && heading.starts_with(&seen), "{seen} of {heading}");
        }
    });
}

#[test]
fn the_end_of_a_text_stands_at_the_bottom() {
    with_every_review(|driver| {
        driver.press("G");
        let end = driver.app.shared.reader.scroll;
        driver.press("k G");
        assert_eq!(driver.app.shared.reader.scroll, end);
        let rows = driver.app.shared.rows();
        let view = rows.body_in_view(end);
        driver.press("k");
        let before = driver.app.shared.rows().body_in_view(driver.app.shared.reader.scroll);
        assert!(end == 0 || before.end < view.end, "{}", where_it_is(driver));
    });
}

/// The first row in view may be a heading, or the blank above a paragraph.
#[test]
fn a_reload_moves_no_line() {
    for size in [(120, 36), (80, 24)] {
        let plot = "One.\n\nTwo.\n\nThree.\n\nFour.\n\n".repeat(12);
        let text = citizen("Citizen").replace("An engine is stolen.", &plot);
        let files = [("a.toml", text.replace("verdict", "action")), ("b.toml", citizen("Kane"))];
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let mut driver = Driver::of(&files, Appearance::default(), size);
        // Both are read by then, so that no sign changes.
        driver.press("Enter G ] [ 1 Tab");
        for keys in ["", "j", "j", "j", "j", "k", "1", "j", "j", "j", "j", "j", "j", "j", "j"] {
            driver.press(keys);
            let rows = driver.rows();
            let changed = format!(
                "{}# {keys}\n",
                fs::read_to_string(driver.root.path.join("a.toml")).expect("text")
            );
            fs::write(driver.root.path.join("a.toml"), changed).expect("it is written");
            let path = driver.root.path.join("a.toml");
            driver.changed(path);
            assert_eq!(driver.rows(), rows, "at {size:?} after {keys:?}");
            driver.press("] [");
            assert_eq!(
                driver.rows()[1..22],
                rows[1..22],
                "at {size:?} after {keys:?}, left and come back"
            );
        }
    }
}

/// A minimal review.
fn citizen(title: &str) -> String {
    format!(
        "title = \"{title}\"\nyear = 1926\nrating = 4\n[sections]\n\
         plot = \"\"\"An engine is stolen.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n"
    )
}

#[test]
fn a_section_of_a_draft_is_edited_where_it_stands() {
    for size in SIZES {
        let mut driver =
            Driver::preview("a.toml", &citizen("Citizen"), Appearance::default(), size);
        for (key, line) in [("1", 5), ("2", 6), ("1", 5)] {
            driver.press(key);
            assert_eq!(line_of(&asked(&mut driver, "e")), line, "{}", where_it_is(&driver));
        }
    }
}

/// The index of the chosen review, and how far its text is scrolled.
fn places(driver: &Driver) -> (usize, usize) {
    (driver.app.shared.list.cursor(), driver.app.shared.reader.scroll)
}

fn library(size: (u16, u16)) -> Driver {
    Driver::open(&shipped(), Appearance::default(), size)
}

#[test]
fn a_paging_key_moves_the_pane_that_has_the_focus() {
    let text = citizen("Citizen").replace("See it.", &"See it.\n\n".repeat(200));
    let names: Vec<String> = (10..90).map(|number| format!("{number}.toml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*text)).collect();
    for size in SIZES {
        let mut driver = Driver::of(&files, Appearance::default(), size);
        for key in ["Space", "PgDn", "^F", "d", "End", "j", "b", "PgUp", "^B", "u", "Home", "k"] {
            driver.press("Home j j j j j j").press(key);
            let (chosen, scroll) = places(&driver);
            assert!(chosen != 6 && scroll == 0, "{key} in the list at {size:?}");
            driver.press("Home j j j j j j Enter 2").press(key);
            let (there, scroll) = places(&driver);
            assert_eq!(there, 6, "{key} in a review at {size:?}");
            driver.press("2");
            assert!(places(&driver).1 != scroll, "{key} in a review at {size:?}");
            driver.press("Home q");
        }
    }
}

#[test]
fn keys_of_the_review_open_it_where_the_list_hides_it() {
    for size in SIZES {
        let is_hidden = size.0 < 100;
        for key in ["Tab", "S-Tab", "3", "]", "[", "s"] {
            let mut driver = library(size);
            driver.press("j").press(key);
            let is_open = driver.app.screen().name() == ScreenName::Review;
            assert_eq!(is_open, is_hidden, "{key} at {size:?}");
            let done = match key {
                "]" => places(&driver).0 == 2,
                "[" => places(&driver).0 == 0,
                "3" | "Tab" => places(&driver).1 > 0,
                _ => true,
            };
            assert!(done, "{key} at {size:?}");
        }
        for key in ["y", "Y"] {
            let mut driver = library(size);
            driver.press(key);
            let is_open = driver.app.screen().name() == ScreenName::Review;
            assert_eq!(is_open, is_hidden, "{key} at {size:?}");
            assert_eq!(driver.asked.len(), usize::from(!is_hidden && key == "y"), "at {size:?}");
        }
        let mut driver = library(size);
        driver.press("y");
        driver.asked.clear();
        assert!(matches!(asked(&mut driver, "y"), Effect::Copy(_)), "a second press at {size:?}");
    }
}

/// The rows and columns of a sign.
fn cells_of(driver: &Driver, sign: &str) -> Vec<(u16, u16)> {
    let (buffer, _) = driver.draw();
    let cells = buffer.area.positions().filter(|position| buffer[*position].symbol() == sign);
    cells.map(|position| (position.x, position.y)).collect()
}

#[test]
fn the_focus_is_the_one_thick_bar() {
    for size in SIZES {
        let mut driver = library(size);
        let in_list = cells_of(&driver, "▌");
        assert!(in_list.iter().all(|&(x, _)| x == 0) && !in_list.is_empty(), "at {size:?}");
        let beside_title = cells_of(&driver, "▏");
        assert_eq!(beside_title.len(), usize::from(size.0 >= 100), "at {size:?}");
        driver.press("Enter");
        let in_review = cells_of(&driver, "▌");
        assert_eq!(in_review.len(), usize::from(size.1 >= 6), "at {size:?}");
        if size.0 >= 100 {
            assert_eq!((in_review, cells_of(&driver, "▏")), (beside_title, in_list));
        }
    }
}
