//! The list on the screen: its rows, its groups, what follows the choice, and the mouse.

use std::fs;

use drive::{Driver, shipped};
use rushes::model::SortKey;
use rushes::text::Glyphs;
use rushes::tui::app::Appearance;
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::{Effect, Message, Target};

#[path = "common/drive.rs"]
mod drive;

fn look() -> Appearance {
    Appearance { name: "reviews".into(), true_colour: true, mouse: true, ..Appearance::default() }
}

fn library(size: (u16, u16)) -> Driver {
    Driver::open(&shipped(), look(), size)
}

/// Reviews of as many days, from the first of January 2020 on, whose titles are numbers and letters.
fn many(count: u16, size: (u16, u16)) -> Driver {
    let file = |number: u16| {
        let (year, month, day) = (2020 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
        let letter = char::from(b'B' + u8::try_from(number * 7 % 25).expect("a letter"));
        let year_of_work = 1900 + number * 13 % 120;
        let text = format!(
            "title = \"{letter} {number}\"\nyear = {year_of_work}\nrating = {}\n\
             date = {year}-{month:02}-{day:02}\n[sections]\nplot = \"An engine.\"\n",
            f32::from(number % 11) / 2.0,
        );
        (format!("{number}.toml"), text)
    };
    let files: Vec<(String, String)> = (0..count).map(file).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::of(&files, look(), size)
}

/// The index of the only row of the screen that contains `text` within the list.
fn row_of(driver: &Driver, text: &str) -> u16 {
    let rows = driver.rows();
    let row = rows.iter().position(|row| row.contains(text));
    u16::try_from(row.unwrap_or_else(|| panic!("{text} in {rows:#?}"))).expect("few rows")
}

fn click(driver: &mut Driver, column: u16, row: u16) {
    let target = driver.draw().1.target_at(column, row).expect("a target");
    driver.send(Message::Clicked(target));
}

fn chosen(driver: &Driver) -> String {
    let shared = &driver.app.shared;
    let entry = shared.list.selected().and_then(|id| shared.library.get(id));
    entry.map(|entry| entry.title().to_owned()).unwrap_or_default()
}

/// The beginning of every row that has the bar of the chosen row.
fn marked(driver: &Driver) -> Vec<String> {
    let rows = driver.rows().into_iter().filter(|row| row.starts_with(['▌', '▏']));
    rows.map(|row| row.chars().skip(1).take(20).collect()).collect()
}

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);

#[test]
fn a_group_goes_to_its_first_review() {
    for size in [WIDE, NARROW, (60, 20)] {
        let mut driver = library(size);
        let row = row_of(&driver, "  2025 ──");
        click(&mut driver, 10, row);
        assert!(chosen(&driver).starts_with("Dr. Strangelove"), "{}", chosen(&driver));
        // A group does not open what is chosen already, as a row does.
        click(&mut driver, 10, row);
        assert_eq!(driver.app.screen().name(), ScreenName::Library);
    }
}

#[test]
fn both_lines_of_a_row_belong_to_its_review() {
    let mut driver = library(WIDE);
    let row = row_of(&driver, "1926 · Buster Keaton");
    click(&mut driver, 10, row);
    assert_eq!(chosen(&driver), "The General");
    click(&mut driver, 10, row - 1);
    assert_eq!(driver.app.screen().name(), ScreenName::Review);
}

#[test]
fn the_label_of_the_order_sorts_by_the_next_key() {
    for size in [WIDE, NARROW, (40, 12)] {
        let mut driver = library(size);
        let heading = row_of(&driver, "newest first");
        let pane = if size.0 >= 100 { size.0 / 3 } else { size.0 };
        click(&mut driver, pane - 3, heading);
        assert_eq!(driver.app.shared.list.sort, SortKey::Title.into(), "{size:?}");
        assert!(driver.rows()[usize::from(heading)].contains("13 · by title"));
    }
    let narrow = library((27, 12));
    assert!(narrow.rows()[0].ends_with("reviews               13"), "{:?}", narrow.rows()[0]);
}

#[test]
fn the_wheel_scrolls_the_list_without_choosing() {
    let mut driver = many(400, NARROW);
    let first = chosen(&driver);
    let target = driver.draw().1.target_at(10, 6).expect("a row");
    driver.send(Message::Scrolled(target, 4));
    assert_eq!(chosen(&driver), first);
    assert!(marked(&driver).is_empty());
    driver.send(Message::Scrolled(Target::Side, -4));
    assert_eq!(marked(&driver).len(), 1);
}

/// What is chosen is in view, whole, however one got there.
#[test]
fn the_chosen_review_is_in_view_with_all_its_lines() {
    let sizes = [(20, 5), (40, 12), (80, 24), (120, 40), (100, 30)];
    for (count, sizes) in [(13, &sizes[..]), (120, &sizes[2..])] {
        let mut driver = many(count, sizes[0]);
        for &(columns, rows) in sizes {
            driver.send(Message::Resized { columns, rows });
            for sort in ["", "S", "S S R"] {
                driver.press(sort);
                for keys in ["G", "k k", "g", "^F j", "G ^B k", "^D"] {
                    driver.press(keys);
                    let marked = marked(&driver);
                    let at = format!("{count} at {columns}x{rows}, {sort} {keys}");
                    assert!((1..=2).contains(&marked.len()), "{at}: {marked:?}");
                    let title = chosen(&driver);
                    assert!(marked.concat().contains(&title), "{at}: {title} in {marked:?}");
                }
            }
        }
    }
}

#[test]
fn rows_have_one_shape_whatever_is_typed() {
    let is_two = |driver: &Driver| marked(driver).len() == 2;
    let mut driver = library(WIDE);
    assert!(is_two(&driver));
    driver.press("/ keaton");
    assert!(is_two(&driver));
    let mut driver = many(60, WIDE);
    assert!(!is_two(&driver));
    driver.press("/ 59");
    assert!(!is_two(&driver));
    // A list that stands alone has one line a row.
    assert!(!is_two(&library((99, 40))));
}

#[test]
fn the_group_of_the_top_row_stays_in_view() {
    let mut driver = many(400, NARROW);
    let heading = |driver: &Driver| driver.rows()[2].trim().to_owned();
    assert!(heading(&driver).starts_with("2021 ──") && heading(&driver).ends_with(" 64"));
    driver.press("^F ^F");
    assert!(heading(&driver).starts_with("2021 ──"));
    driver.press("G");
    assert!(heading(&driver).starts_with("2020 ──") && heading(&driver).ends_with(" 336"));
    driver.press("S");
    // The letters of 400 titles; the chosen one begins with B.
    assert!(heading(&driver).starts_with("B ──"), "{}", heading(&driver));
    driver.press("S");
    assert!(heading(&driver).contains("0s ──"), "{}", heading(&driver));
    driver.press("S g");
    assert!(heading(&driver).starts_with("★★★★★ ──"), "{}", heading(&driver));
    driver.press("R");
    driver.press("g");
    assert!(heading(&driver).starts_with("0 ──"), "{}", heading(&driver));
}

#[test]
fn groups_need_room_and_reviews_and_no_filter() {
    let has_groups = |driver: &Driver| driver.rows().iter().any(|row| row.contains("───── "));
    assert!(has_groups(&library((80, 18))) && !has_groups(&library((80, 17))));
    let mut driver = library(NARROW);
    driver.press("/ e");
    assert!(!has_groups(&driver));
    driver.press("Esc S");
    assert!(!has_groups(&driver), "thirteen reviews by title make ten groups");
}

#[test]
fn moving_and_paging_count_reviews() {
    let mut driver = library(WIDE);
    driver.press("j j j j j j j j");
    assert_eq!(driver.app.shared.list.cursor(), 8);
    let mut driver = many(400, NARROW);
    driver.press("^F");
    let page = driver.app.shared.list.cursor();
    driver.press("^F");
    assert!((17..=19).contains(&page) && driver.app.shared.list.cursor() == 2 * page);
}

#[test]
fn the_spread_stands_below_a_list_that_leaves_room() {
    let spread = "12 rated, mean 3.25    ½ ·▂▂▂▂▂▄▄▄▂ 5";
    assert!(library(WIDE).rows()[37].contains(spread));
    let alone = &library(NARROW).rows()[21];
    assert!(alone.starts_with("  12 rated, mean 3.25   ") && alone.ends_with("½ ·▂▂▂▂▂▄▄▄▂ 5"));
    let shows = |size| library(size).rows().join("\n").contains("rated, mean");
    assert!(!shows((80, 22)), "fewer than three rows are free");
    assert!(!shows((200, 60)), "the facts pane has it");
    let mut filtered = library(NARROW);
    filtered.press("/ keaton");
    assert!(filtered.rows()[21].starts_with("  2 rated, mean 4.75   "));
}

#[test]
fn a_list_longer_than_its_pane_has_a_thumb() {
    let thumb = |driver: &Driver| -> Vec<usize> {
        let rows = driver.rows();
        (0..rows.len()).filter(|&row| rows[row].chars().nth(40) == Some('┃')).collect()
    };
    assert!(thumb(&library(WIDE)).is_empty());
    let mut driver = many(60, WIDE);
    let first = thumb(&driver);
    assert_eq!(first.first(), Some(&3));
    driver.press("G");
    let last = thumb(&driver);
    assert_eq!((last.last(), last.len()), (Some(&37), first.len()));
}

#[test]
fn nothing_left_is_one_row() {
    for size in [WIDE, NARROW] {
        let mut driver = library(size);
        driver.press("/ nosferatu");
        let rows = driver.rows().join("\n");
        assert!(rows.contains("  nothing matches · Esc shows all"), "{rows}");
        // The words say what a click on them does.
        let row = row_of(&driver, "nothing matches");
        click(&mut driver, 22, row);
        assert_eq!(driver.app.shared.list.shown().len(), 13);
        driver.press("q");
        assert_eq!(driver.asked, [Effect::Quit], "nothing is typed any more");
    }
}

#[test]
fn a_cover_is_opened_by_a_click() {
    let covers = |driver: &Driver| driver.rows().join("\n").matches("░░░").count();
    for size in [WIDE, (80, 40)] {
        for text in ["░░░░░░ ░░ ░ ", "words are covered · s shows them"] {
            let mut driver = library(size);
            driver.press(if size == WIDE { "" } else { "Enter" });
            let row = row_of(&driver, text);
            let left = if size == WIDE { 46 } else { 6 };
            assert!(covers(&driver) > 0);
            click(&mut driver, left, row);
            assert_eq!(covers(&driver), 0, "{size:?} {text}");
        }
    }
}

#[test]
fn the_wheel_moves_the_pane_that_it_is_over() {
    let mut driver = many(400, (200, 60));
    let rows = driver.rows();
    let list = |row: &String| row.chars().take(60).collect::<String>();
    let over_text = driver.draw().1.target_at(80, 10).expect("the review");
    driver.send(Message::Scrolled(over_text, 2));
    assert!(driver.rows().iter().map(list).eq(rows.iter().map(list)));
    driver.send(Message::Scrolled(driver.draw().1.target_at(20, 10).expect("the list"), 2));
    assert!(driver.rows().iter().map(list).ne(rows.iter().map(list)));
}

#[test]
fn every_sign_of_the_list_has_a_form_in_ascii() {
    let look = Appearance { glyphs: Glyphs::Ascii, ..look() };
    for (columns, rows) in [(120, 40), (80, 24), (20, 5)] {
        let driver = Driver::open(&shipped(), look.clone(), (columns, rows));
        let pane = if columns >= 100 { columns / 3 } else { columns };
        let list: String =
            driver.rows().iter().flat_map(|row| row.chars().take(pane.into())).collect();
        let foreign = list.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic());
        assert_eq!(foreign.collect::<String>(), "", "{columns}x{rows}");
    }
}

#[test]
fn a_file_that_breaks_is_named_by_its_line() {
    let mut driver = many(13, WIDE);
    let path = driver.root.path.join("12.toml");
    fs::write(&path, "title = \"M 12\nyear = 1926\n").expect("the file is written");
    driver.changed(path.clone());
    driver.send(Message::Waited { path });
    let row = &driver.rows()[usize::from(row_of(&driver, "line 1"))];
    assert!(row.starts_with("▌! ") && row.contains("line 1 │"), "{row}");
}

#[test]
fn a_draft_stands_without_a_list() {
    let driver = Driver::preview("draft.toml", "title = \"Cops\"\nrating = 4\n", look(), WIDE);
    let rows = driver.rows().join("\n");
    assert!(!rows.contains("rated, mean") && !rows.contains('┃'), "{rows}");
}

#[test]
fn another_review_by_the_same_maker_opens_at_a_click() {
    let mut driver = library((200, 60));
    driver.press("/ general Enter");
    let row = driver.rows().iter().rposition(|row| row.contains("Sherlock Jr.")).expect("a row");
    click(&mut driver, 170, u16::try_from(row).expect("few rows"));
    assert_eq!(chosen(&driver), "Sherlock Jr.");
    assert_eq!(driver.app.shared.list.shown().len(), 13, "the filter would hide it");
}

#[test]
fn a_list_that_was_scrolled_fills_a_larger_screen() {
    let mut driver = many(60, NARROW);
    driver.send(Message::Scrolled(Target::Side, 40));
    assert!(marked(&driver).is_empty());
    driver.send(Message::Resized { columns: 80, rows: 60 });
    let rows = driver.rows();
    assert!(rows[57].starts_with("  ") && rows[57].contains("1900"), "{rows:#?}");
}

#[test]
fn nothing_left_says_the_next_step_on_narrow_screens_too() {
    let mut driver = library((20, 8));
    driver.press("/ nosferatu");
    assert_eq!(driver.rows()[1..3], ["  nothing matches", "  Esc shows all"]);
}

#[test]
fn the_order_of_a_query_outlasts_the_walk() {
    let look = Appearance { query: "sort:title".to_owned(), ..look() };
    let driver = Driver::open(&shipped(), look, (120, 40));
    assert!(driver.rows()[1].contains("by title"), "{:#?}", driver.rows());
}
