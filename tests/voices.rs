//! Folders of several critics, read at once: in the list, beside each other, counted and printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use drive::{Driver, shipped};
use on_screen::{after, has, look, screen, title};
use rushes::model::SortKey;
use rushes::tui::keymap::ScreenName;
use tempfile::TempDir;

#[path = "common/drive.rs"]
mod drive;
#[path = "common/on_screen.rs"]
mod on_screen;

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (60, 20)];

/// A review, without its section.
struct Film {
    title: &'static str,
    year: u16,
    rating: &'static str,
    date: &'static str,
}

const fn film(title: &'static str, year: u16, rating: &'static str, date: &'static str) -> Film {
    Film { title, year, rating, date }
}

/// Ten ratings of one who is hard to please.
const ANNA: [Film; 10] = [
    film("Solaris", 1972, "3.5", "2025-02-01"),
    film("Stalker", 1979, "3", "2024-03-01"),
    film("Playtime", 1967, "2.5", "2024-02-11"),
    film("Ran", 1985, "2.5", "2024-01-21"),
    film("Alien", 1979, "2", "2023-12-01"),
    film("Heat", 1995, "2", "2023-11-01"),
    film("Vertigo", 1958, "1.5", "2023-10-01"),
    film("Psycho", 1960, "1.5", "2023-09-01"),
    film("Fargo", 1996, "1", "2023-08-01"),
    film("Metropolis", 1927, "0.5", "2023-07-01"),
];

/// Nine of one who is not, of a few of the same films.
const BEN: [Film; 9] = [
    film("Solaris", 1972, "4.5", "2022-05-01"),
    film("Solaris", 2002, "4", "2024-05-01"),
    film("Stalker", 1979, "5", "2025-06-01"),
    film("Ran", 1985, "4", "2023-06-01"),
    film("Alien", 1979, "4", "2023-05-01"),
    film("Heat", 1995, "4.5", "2021-05-01"),
    film("Blue Velvet", 1986, "3", "2020-05-01"),
    film("Mulholland Drive", 2001, "3.5", "2020-04-01"),
    film("Fargo", 1996, "DNF", "2020-03-01"),
];

/// The folders `anna` and `ben` with their reviews.
struct Voices {
    made: TempDir,
}

impl Voices {
    fn new() -> Self {
        let voices = Self { made: tempfile::tempdir().expect("a temporary folder") };
        for (folder, name, films) in [("anna", "Anna Lind", &ANNA[..]), ("ben", "Ben", &BEN)] {
            for Film { title, year, rating, date } in films {
                let text = format!(
                    "title = '{title}'\nyear = {year}\nrating = '{rating}'\ndate = {date}\n\
                     [sections]\nplot = '{name} tells it, ||secretly||.'\n[author]\nname = '{name}'\n"
                );
                voices.write(&format!("{folder}/{title}-{year}.toml"), &text);
            }
        }
        voices
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.made.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(&path, text).expect("a file is written");
        path
    }

    fn open(&self, folders: &[&str], size: (u16, u16)) -> Driver {
        let folders: Vec<PathBuf> =
            folders.iter().map(|name| self.made.path().join(name)).collect();
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        Driver::of_several(&folders, look(), size).walked()
    }

    fn both(&self, size: (u16, u16)) -> Driver {
        self.open(&["anna", "ben"], size)
    }

    fn rushes(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
        command.args(arguments).current_dir(self.made.path()).output().expect("the program runs")
    }
}

/// The titles in the list with their stars.
fn listed(driver: &Driver) -> Vec<(String, f64)> {
    let shared = &driver.app.shared;
    let entries = shared.list.shown().iter().filter_map(|&id| shared.library.get(id));
    let listed = entries.map(|entry| {
        (entry.title().to_owned(), entry.stars().map_or(0.0, rushes::model::Stars::value))
    });
    listed.collect()
}

fn chosen(driver: &Driver) -> (String, f64) {
    listed(driver).swap_remove(driver.app.shared.list.cursor())
}

/// The lines of the chosen row, as far as the list goes.
fn chosen_rows(driver: &Driver) -> Vec<String> {
    let rows = driver.rows().into_iter().filter(|row| row.starts_with(['▌', '▏']));
    rows.map(|row| row.split(['│', '┃']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn reviews_of_one_work_stand_together_in_every_order() {
    let voices = Voices::new();
    let mut driver = voices.both((80, 24));
    let both = ["Solaris", "Stalker", "Ran", "Alien", "Heat", "Fargo"];
    for key in SortKey::ALL {
        for filter in ["", "year:1960.. OR sort:title", "a"] {
            for keys in ["", "R"] {
                driver
                    .press("Esc")
                    .press(keys)
                    .press(&format!("/ {}", filter.replace(' ', " Space ")));
                driver.press("Enter");
                let listed: Vec<String> = listed(&driver).into_iter().map(|it| it.0).collect();
                assert!(listed.len() > 3);
                for title in both {
                    let at: Vec<usize> =
                        (0..listed.len()).filter(|at| listed[*at] == title).collect();
                    // The remake stands by itself.
                    let at = if title == "Solaris" { together(&driver) } else { at };
                    assert!(at.windows(2).all(|two| two[0] + 1 == two[1]), "{key:?} {listed:?}");
                }
            }
        }
        driver.press("Esc S");
    }
}

/// Where the reviews of the older Solaris are in the list.
fn together(driver: &Driver) -> Vec<usize> {
    let listed = listed(driver);
    let is_it = |at: &usize| listed[*at].0 == "Solaris" && listed[*at].1 != 4.0;
    (0..listed.len()).filter(is_it).collect()
}

#[test]
fn a_work_stands_where_the_first_of_its_reviews_does() {
    let voices = Voices::new();
    let driver = voices.both((80, 24));
    let first: Vec<(String, f64)> = listed(&driver).into_iter().take(6).collect();
    let expected = [
        ("Stalker", 5.0),
        ("Stalker", 3.0),
        ("Solaris", 3.5),
        ("Solaris", 4.5),
        ("Solaris", 4.0),
        ("Playtime", 2.5),
    ];
    assert_eq!(first, expected.map(|(title, stars)| (title.to_owned(), stars)));
    // The heading counts what stands below it, and a date of another year names that year.
    assert!(has(&driver, "  2025 ───"), "{:#?}", driver.rows());
    let heading = driver.rows().into_iter().find(|row| row.contains("  2025 ─")).expect("a group");
    assert!(heading.ends_with(" 4"), "{heading}");
    assert!(has(&driver, "Ben     2022   ★★★★½"), "{:#?}", driver.rows());
    assert!(has(&driver, "Anna   1 Feb   ★★★½"), "{:#?}", driver.rows());
}

#[test]
fn what_is_chosen_stays_chosen() {
    let voices = Voices::new();
    for size in SIZES {
        let mut driver = voices.both(size);
        driver.press("j j j");
        let solaris = ("Solaris".to_owned(), 4.5);
        assert_eq!(chosen(&driver), solaris);
        for key in ["S", "R", "S", "S", "R", "S"] {
            driver.press(key);
            assert_eq!(chosen(&driver), solaris, "{key}");
        }
        let path =
            voices.write("anna/Solaris-1972.toml", "title = 'Another'\nyear = 1972\nrating = 1\n");
        driver.changed(path.clone());
        assert_eq!(chosen(&driver), solaris);
        fs::remove_file(&path).expect("a file");
        driver.changed(path);
        assert_eq!(chosen(&driver), solaris);
        voices.write("anna/Solaris-1972.toml", "title = 'Solaris'\nyear = 1972\nrating = 3.5\ndate = 2025-02-01\n[author]\nname = 'Anna Lind'\n[sections]\nplot = 'x'\n");
    }
}

#[test]
fn a_row_names_its_voice() {
    let voices = Voices::new();
    for size in SIZES {
        let mut driver = voices.both(size);
        driver.press("j j");
        // Where there is room, a row takes two lines.
        let row = chosen_rows(&driver).join("\n");
        let has_all = ["Solaris", "Anna", "★★★½"].iter().all(|text| row.contains(text));
        assert!(has_all, "{size:?}: {row}");
    }
}

/// One folder, or the same one under two names, is read as if there were no voices.
#[test]
fn one_folder_has_no_voices() {
    let voices = Voices::new();
    for folders in [&["anna"][..], &["anna", "anna"], &["anna", "./anna", "ben/../anna"]] {
        let mut driver = voices.open(folders, (120, 40));
        assert_eq!(listed(&driver).len(), ANNA.len());
        assert!(!chosen_rows(&driver).join("").contains("Anna"));
        driver.press("c");
        assert_eq!(screen(&driver), ScreenName::Library);
    }
}

/// The reviews of one folder are drawn as if it stood beside none, whatever it is called.
#[test]
fn a_single_folder_looks_as_it_did() {
    for size in SIZES {
        let mut one = after("", size);
        let path = one.root.path.to_path_buf();
        let mut twice = Driver::of_several(&[&path, &shipped()], look(), size).walked();
        for keys in ["", "S", "/ varda Enter", "Esc c", "c D", "q Enter"] {
            assert_eq!(one.press(keys).rows(), twice.press(keys).rows(), "{size:?} {keys}");
        }
        assert_eq!(title(&one), title(&twice));
    }
}

#[test]
fn a_draft_and_a_single_file_have_no_voices() {
    let text = "title = 'Solaris'\nrating = 4\n[author]\nname = 'Anna'\n";
    let mut draft = Driver::preview("draft.toml", text, look(), (80, 24));
    draft.press("c");
    assert!(has(&draft, "a draft is not compared"));
    let mut driver = Driver::of(&[("a.toml", text), ("b.toml", text)], look(), (80, 24));
    driver.press("c");
    assert!(has(&driver, "marked to compare"));
}

/// No review is listed twice, and each is that of the deepest folder, in whichever order they are given.
#[test]
fn folders_within_each_other_are_read_once() {
    let voices = Voices::new();
    for folders in [["", "ben"], ["ben", ""], ["./", "anna/../ben"]] {
        let driver = voices.open(&folders, (80, 24));
        assert_eq!(listed(&driver).len(), ANNA.len() + BEN.len(), "{folders:?}");
        assert!(has(&driver, "Anna    2024   ★★★"), "{:#?}", driver.rows());
        let path = |name: &str| if name.is_empty() { ".".to_owned() } else { name.to_owned() };
        let arguments = [&["list".to_owned()][..], &folders.map(path)].concat();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let printed = voices.rushes(&arguments);
        let lines = String::from_utf8(printed.stdout).expect("UTF-8").lines().count();
        assert_eq!(lines, ANNA.len() + BEN.len(), "{folders:?}");
    }
}

#[test]
fn two_voices_are_compared_at_once() {
    let voices = Voices::new();
    for size in SIZES {
        let mut driver = voices.both(size);
        driver.press("j j c");
        assert_eq!(screen(&driver), ScreenName::Compare);
        assert!(has(&driver, "★"), "{:#?}", driver.rows());
        // There is no third voice: another review is chosen in the list.
        driver.press("c");
        assert_eq!(screen(&driver), ScreenName::Library);
        assert!(has(&driver, "marked to compare"));
        driver.press("G c");
        assert_eq!(screen(&driver), ScreenName::Compare);
        driver.press("q k k c");
        assert_eq!(screen(&driver), ScreenName::Compare);
    }
}

#[test]
fn a_third_voice_follows_the_second() {
    let voices = Voices::new();
    voices.write(
        "eve/solaris.md",
        "---\ntitle: Solaris\nrating: 2\nauthor: Eve\n---\n\nShe slept.\n",
    );
    voices.write(
        "eve/stalker.md",
        "---\ntitle: Stalker\nrating: 2\nauthor: Eve\n---\n\nShe slept well.\n",
    );
    let mut driver = voices.open(&["anna", "ben", "eve"], (120, 40));
    driver.press("c");
    // Two works are called Solaris, so Eve's could be either.
    assert_eq!(listed(&driver)[..3].iter().filter(|it| it.0 == "Stalker").count(), 3);
    let mut seen = Vec::new();
    for _ in 0..4 {
        assert_eq!(screen(&driver), ScreenName::Compare);
        seen.push(has(&driver, "She slept well."));
        driver.press("c");
    }
    // Ben's is the chosen one, and Eve's folder follows.
    assert_eq!(seen, [true, false, true, false]);
}
