//! Blind reading: two libraries that differ in nothing but their ratings look the same in every cell.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use action_keys::action_keys;
use drive::Driver;
use plain_count::plain_count;
use proptest::prelude::*;
use proptest::sample::select;
use rushes::store::{self, Root};
use rushes::text::Glyphs;
use rushes::tui::action::Action;
use rushes::tui::app::Appearance;
use rushes::tui::key::Key;
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::{Effect, Message};
use serde_json::Value;
use tempfile::TempDir;

#[path = "common/action_keys.rs"]
mod action_keys;
#[path = "common/drive.rs"]
mod drive;
#[path = "common/plain_count.rs"]
mod plain_count;

/// A rating of each library, in the same notation.
type Pair = [String; 2];

/// A review of which only the ratings differ between the two libraries.
#[derive(Clone, Debug)]
struct Made {
    shape: usize,
    /// The first may be missing.
    overall: [Option<String>; 2],
    others: Vec<Pair>,
    day: u8,
}

/// Ratings in figures; in a line they are nothing else.
fn figures() -> impl Strategy<Value = Pair> {
    let tenths = || [0..100_u8, 0..100];
    prop_oneof![
        tenths().prop_map(|pair| pair.map(|it| format!("{}.{}/10", it / 10, it % 10))),
        tenths().prop_map(|pair| pair.map(|it| format!("{it}%"))),
        [0..=10_u8, 0..=10].prop_map(|pair| pair.map(|it| format!("{}/5", f32::from(it) / 2.0))),
        [1..5_u8, 1..5].prop_map(|pair| pair.map(|it| format!("{it} out of 5 stars"))),
        // With a half or without: what is a heading is decided by how it is written.
        [0..5_usize, 0..5].prop_map(|pair| pair.map(|it| stars(2 * it + 1))),
        [1..5_usize, 1..5].prop_map(|pair| pair.map(|it| stars(2 * it))),
    ]
}

/// From half a star to five, with the empty ones.
fn stars(halves: usize) -> String {
    let (full, half) = (halves.div_ceil(2), (halves + 1) % 2);
    "★".repeat(full) + "½".repeat(half).as_str() + &"☆".repeat(5 - full - half)
}

/// A rating of the whole, in any notation or none.
fn overall() -> impl Strategy<Value = Option<String>> {
    let figures = figures().prop_map(|[one, _]| one);
    let words = select(vec!["B+", "C-", "DNF", "four stars", "3", "4.5"]).prop_map(str::to_owned);
    proptest::option::weighted(0.8, prop_oneof![figures, words])
}

fn made() -> impl Strategy<Value = Made> {
    let others = proptest::collection::vec(figures(), 6);
    (0..SHAPES.len(), [overall(), overall()], others, 1..29_u8)
        .prop_map(|(shape, overall, others, day)| Made { shape, overall, others, day })
}

/// Files by their extension, with names in capitals where the two libraries may differ.
const SHAPES: [(&str, &str); 8] = [
    // TOML with aspects, stars in the title and rated sections.
    (
        "toml",
        "title = \"TITLE STARS\"\ndirectors = [\"Ana Ruiz\"]\nOVERALL\ndate = 2025-01-DAY\nyear = 1960\n\
         genres = [\"drama\"]\ntags = [\"STARS\", \"noir\"]\n[ratings]\nmusic = \"ONE\"\nplot = \"TWO\"\n[sections]\nplot = \"\"\"\n\
         He goes home.\n\n||Rating: THREE||\n\"\"\"\nverdict = \"\"\"\nA good one.\n\nONE\n\"\"\"\n",
    ),
    // A number alone, whose scale the folder decides.
    (
        "md",
        "---\ntitle: TITLE\ndirector: Ana Ruiz\nyear: 1971\nrating: NUMBER\nletterboxd_rating: ONE\n---\n\n\
         The text goes on.\n\n## Acting STARS\n\nThey act well.\n",
    ),
    // So many lines that none of them is taken for the rating.
    (
        "md",
        "# TITLE (1982)\n\nDirected by Mia Koch.\n\nFirst time: a joy.\nONE\n\nRating: TWO\n\n> THREE\n\n\
         And then again.\n\n| What | How |\n| --- | --- |\n| Acting | ONE |\n\n**Score:** FOUR\n\n## Verdict\n\nI give it four stars.\n",
    ),
    // The line that is the rating, with more behind it.
    (
        "txt",
        "TITLE (1990)\n\nDirected by Mia Koch, starring Joe Hall.\n\nPlot\n\nShe stays.\n\nActing: TWO\n\n\
         Overall: ONE\n",
    ),
    // The rating in the headline.
    (
        "md",
        "---\ntitle: \"TITLE (2001) - STARS\"\ndate: 2024-02-DAY\n---\n\n## Plot\n\nRain.\n\n## Verdict\n\nDry.\n",
    ),
    // A rating with a few words behind it.
    (
        "md",
        "# TITLE (1985)\n\nDirected by Mia Koch.\n\nA long night. It ends.\n\nONE – recommended\n",
    ),
    // The rating as the last words of a paragraph.
    ("txt", "TITLE (1991)\n\nShe stays, and it rains.\n\nThe end is long. ONE\n"),
    // What is not understood stands as it is written.
    (
        "toml",
        "title = \"TITLE\"\nrating = \"ONE\"\nyear = = 3\nscore = \"TWO\"\n[sections]\nplot = \"\"\"\nAway.\n\"\"\"\n",
    ),
];

impl Made {
    /// The name and the text of its file in one of the two libraries.
    fn file(&self, number: usize, which: usize) -> (String, String) {
        let title = ["Alpha", "The Beta", "Gamma", "Delta", "Epsilon", "Zeta"][number % 6];
        let (extension, text) = SHAPES[self.shape];
        let some = (self.others[0][which].len() + which) % 5;
        let overall = self.overall[which].as_ref();
        let overall = overall.map(|rating| format!("rating = \"{rating}\"")).unwrap_or_default();
        let mut text = text
            .replace("TITLE", &format!("{title} {}", number / 6))
            .replace("OVERALL", &overall)
            .replace("NUMBER", &some.to_string())
            .replace("STARS", &stars(1 + 2 * some))
            .replace("DAY", &format!("{:02}", self.day));
        for (name, rating) in ["ONE", "TWO", "THREE", "FOUR"].into_iter().zip(&self.others) {
            text = text.replace(name, &rating[which]);
        }
        (format!("{number}.{extension}"), text)
    }
}

/// Two libraries of two voices each.
fn libraries(reviews: &[Made]) -> [TempDir; 2] {
    [0, 1].map(|which| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (number, made) in reviews.iter().enumerate() {
            let (name, text) = made.file(number / 2, which);
            let voice = folder.path().join(["anna", "ben"][number % 2]);
            fs::create_dir_all(&voice).expect("a folder is made");
            fs::write(voice.join(name), text).expect("a file is written");
        }
        for voice in ["anna", "ben"] {
            fs::create_dir_all(folder.path().join(voice)).expect("a folder is made");
        }
        folder
    })
}

fn open(
    folder: &Path,
    has_voices: bool,
    (size, glyphs): ((u16, u16), Glyphs),
    is_blind: bool,
) -> Driver {
    let appearance =
        Appearance { name: "reviews".into(), glyphs, is_blind, ..Appearance::default() };
    let voices = [folder.join("anna"), folder.join("ben")];
    match has_voices {
        true => Driver::of_several(&[&voices[0], &voices[1]], appearance, size).walked(),
        false => Driver::open(folder, appearance, size),
    }
}

/// The rows in which two screens differ.
fn differences([one, other]: &[Driver; 2]) -> Vec<(String, String)> {
    let (one, other) = (one.rows(), other.rows());
    one.into_iter().zip(other).filter(|(one, other)| one != other).collect()
}

/// The rows and the copied texts that tell a rating of any review, or any stars at all.
fn told(driver: &Driver, reviews: &[Made]) -> Vec<String> {
    /// A shorter one may be a part of another number.
    const MIN_BYTES: usize = 4;
    let ratings = || reviews.iter().flat_map(|made| made.others.iter().flatten());
    let ratings = || ratings().filter(|rating| rating.len() >= MIN_BYTES);
    let tells = |text: &String| {
        text.contains(['★', '☆']) || ratings().any(|rating| text.contains(rating.as_str()))
    };
    driver.rows().into_iter().chain(copied(driver)).filter(tells).collect()
}

/// What is put on the clipboard.
fn copied(driver: &Driver) -> Vec<String> {
    let text = |effect: &'_ Effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    };
    driver.asked.iter().filter_map(text).collect()
}

/// Besides the key of each action: what comes to more screens, and is typed there.
const MORE_KEYS: [&str; 18] = [
    "B B",
    "B B",
    "j",
    "Enter",
    "v",
    "c j c",
    "S",
    "Esc",
    "d",
    "/",
    "/rating>=4",
    "/is:unrated",
    "/sort:-rating",
    "/text:rating",
    "/7",
    "frating",
    "fstars",
    "Esc",
];

fn keys() -> Vec<String> {
    // `B` by itself shows the ratings, and `Q` is the end.
    let keys = action_keys(&[Action::Blind, Action::Quit]);
    keys.into_iter().chain(MORE_KEYS.map(str::to_owned)).collect()
}

fn word(keys: &str) -> Vec<String> {
    match keys.chars().next() {
        // A prompt is kept; a search through texts is left at its results.
        Some('/') if keys.len() > 1 => vec![keys.to_owned(), "Enter".to_owned()],
        _ => vec![keys.to_owned()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn libraries_that_differ_in_their_ratings_look_the_same(
        reviews in proptest::collection::vec(made(), 1..14),
        keys in proptest::collection::vec(select(keys()), 1..30),
        has_voices in any::<bool>(),
        size in (20..200_u16, 6..60_u16),
        glyphs in select(vec![Glyphs::Unicode, Glyphs::Ascii]),
        is_blind in any::<bool>(),
    ) {
        let folders = libraries(&reviews);
        let mut drivers = folders.each_ref().map(|folder| {
            let mut driver = open(folder.path(), has_voices, (size, glyphs), is_blind);
            if !is_blind {
                driver.press("B");
            }
            driver
        });
        let mut done = vec![String::new()];
        for key in keys.iter().flat_map(|keys| word(keys)) {
            // What waits is done between the two, in sight, and may choose another review.
            let waits = |key: &String| key.starts_with('/') || matches!(&**key, "S" | "R" | "'");
            if key == "B B" && done.iter().any(waits) {
                continue;
            }
            let [one, other] = &drivers;
            prop_assert_eq!(differences(&drivers), [], "after {:?}", done);
            prop_assert_eq!(told(one, &reviews), Vec::<String>::new(), "after {:?}", done);
            prop_assert!(one.draw().0 == other.draw().0, "other colours after {done:?}");
            prop_assert_eq!(copied(one), copied(other));
            drivers.iter_mut().for_each(|driver| { driver.press(&key); });
            // A choice in the list of actions may uncover them, and is the end of it.
            if drivers.iter().any(|driver| {
                let library = &driver.app.shared.library;
                !library.is_blind() || library.iter().any(|(_, entry)| !entry.covers_rating())
            }) {
                return Ok(());
            }
            done.push(key);
        }
        prop_assert_eq!(differences(&drivers), [], "after {:?}", done);
    }
}

/// Of the screens for a library; the desk is for a draft.
#[test]
fn the_keys_come_to_every_screen() {
    let mut screens = vec![ScreenName::Desk];
    for key in keys().iter().flat_map(|keys| word(keys)) {
        let driver = shipped(&key, (120, 40));
        screens.push(driver.app.screen().name());
    }
    assert_eq!(ScreenName::ALL.iter().find(|name| !screens.contains(name)), None);
}

/// The reader on the reviews that come with the program.
fn shipped(keys: &str, size: (u16, u16)) -> Driver {
    let appearance = Appearance { name: "reviews".into(), ..Appearance::default() };
    let mut driver = Driver::open(&drive::shipped(), appearance, size);
    driver.press(keys);
    driver
}

fn has(driver: &Driver, text: &str) -> bool {
    driver.rows().iter().any(|row| row.contains(text))
}

/// How many rows of the list have their rating covered, and how many show stars.
fn in_list(driver: &Driver) -> (usize, usize) {
    let rows = driver.rows();
    let list: Vec<String> = rows.iter().map(|row| row.chars().take(39).collect()).collect();
    let count = |sign: &str| list.iter().filter(|row| row.contains(sign)).count();
    (count(" ░░░"), count("★"))
}

#[test]
fn a_guess_uncovers_one_rating_and_can_be_undone() {
    let mut driver = shipped("B Enter", (120, 40));
    assert_eq!(in_list(&driver), (13, 0));
    assert!(has(&driver, "B guess"), "{:#?}", driver.rows());
    driver.press("B 4 Enter");
    assert!(has(&driver, "you guessed 4 · 3.5 given"), "{:#?}", driver.rows());
    assert!(has(&driver, "★ ★ ★ ½ ☆  3.5/5") && !has(&driver, "B guess"));
    assert_eq!(in_list(&driver), (12, 1));
    driver.press("U");
    assert_eq!(in_list(&driver), (13, 0));
    assert!(!has(&driver, "★"), "{:#?}", driver.rows());
    driver.press("B show Enter");
    assert!(has(&driver, "★ ★ ★ ½ ☆  3.5/5") && !has(&driver, "guessed"));
    driver.press("q B");
    assert_eq!(in_list(&driver), (0, 12));
}

#[test]
fn a_half_star_is_guessed_by_its_figure_or_its_place() {
    for keys in ["4.5 Enter", "↑ ↑ ↑ ↑ Enter", "★★★★½ Enter"] {
        let mut driver = shipped("B Enter B", (120, 40));
        driver.press(keys);
        assert!(has(&driver, "you guessed 4.5 · 3.5 given"), "{keys}: {:#?}", driver.rows());
    }
    let mut driver = shipped("B Enter B Esc", (120, 40));
    assert!(!has(driver.press("j"), "★"), "{:#?}", driver.rows());
}

#[test]
fn what_asks_for_ratings_waits_until_they_are_shown() {
    let mut driver = shipped("B S S S", (120, 40));
    assert!(has(&driver, "sorting by rating waits: ratings are covered"));
    assert!(has(&driver, "newest first"), "{:#?}", driver.rows());
    driver.press("B");
    assert!(has(&driver, "best first"), "{:#?}", driver.rows());
    for query in ["rating>=4", "stars:5", "is:unrated", "has:rating", "sort:-rating"] {
        let mut driver = shipped("B /", (120, 40));
        query.chars().for_each(|c| {
            driver.press(&c.to_string());
        });
        assert!(has(&driver, "this waits"), "{query}: {:#?}", driver.rows());
        driver.press("Enter");
        assert!(has(&driver, "  13 · newest first"), "{query}: {:#?}", driver.rows());
        driver.press("B");
        assert!(!has(&driver, "  13 · newest first"), "{query}: {:#?}", driver.rows());
    }
    let mut driver = shipped("B / director:keaton Enter", (120, 40));
    assert!(has(driver.press("g"), "2 of 13"), "{:#?}", driver.rows());
}

#[test]
fn the_key_for_a_guess_is_named_beside_covered_text_too() {
    for size in [(120, 40), (80, 24), (60, 20)] {
        let driver = shipped("B Enter", size);
        assert!(has(&driver, "░░ ░"), "{:#?}", driver.rows());
        assert!(has(&driver, "B guess"), "{size:?}: {:#?}", driver.rows());
    }
}

#[test]
fn a_rating_with_a_few_words_behind_it_is_covered() {
    let text = "# Alien (1979)\n\nDirected by Mia Koch.\n\nA long night.\n\n4.5/5 – recommended\n";
    let mut driver = Driver::of(&[("a.md", text)], Appearance::default(), (120, 40));
    assert!(has(driver.press("Enter"), "4.5/5 – recommended"), "{:#?}", driver.rows());
    driver.press("q B Enter");
    assert!(has(&driver, "░ – recommended") && !has(&driver, "4.5"), "{:#?}", driver.rows());
}

#[test]
fn a_covered_tag_is_not_found() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, tag) in [("Alien", "4/5"), ("Solaris", "space")] {
        let text = format!("title = \"{name}\"\nrating = 4\ntags = [\"{tag}\", \"seen\"]\n");
        fs::write(folder.path().join(format!("{name}.toml")), text).expect("a file");
    }
    for query in ["4/5", "tag:4/5", "tag==4/5"] {
        let mut driver = Driver::open(folder.path(), Appearance::default(), (120, 40));
        driver.press(&format!("/ {query} Enter"));
        assert!(has(&driver, "1 of 2"), "{query}: {:#?}", driver.rows());
        driver.press("B");
        assert!(has(&driver, "0 of 2"), "{query}: {:#?}", driver.rows());
    }
    let mut driver = Driver::open(folder.path(), Appearance::default(), (120, 40));
    driver.press("B / tag:space Enter");
    assert!(has(&driver, "1 of 2"), "{:#?}", driver.rows());
}

#[test]
fn nothing_is_said_to_differ_from_a_covered_rating() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, rating) in [("a.toml", 4), ("b.toml", 2)] {
        let text = format!("title = \"Alien\"\nrating = {rating}\ndirectors = [\"A B\"]\n");
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let compared = |keys: &str| {
        let mut driver = Driver::open(folder.path(), Appearance::default(), (120, 40));
        driver.press(keys);
        assert!(has(&driver, "Directed by") && has(&driver, "│"), "{:#?}", driver.rows());
        driver
    };
    assert!(has(&compared("c j c"), "≠"));
    let driver = compared("B Enter B 3 Enter q c j c");
    assert!(has(&driver, "░░░") && has(&driver, "★"), "{:#?}", driver.rows());
    assert!(!has(&driver, "≠"), "{:#?}", driver.rows());
}

#[test]
fn who_writes_may_see() {
    let text = "title = \"Alien\"\nrating = 4.5\ndirectors = [\"A B\"]\n";
    let mut driver = Driver::preview("alien.toml", text, Appearance::default(), (120, 40));
    driver.press("B");
    assert!(has(&driver, "a draft is not read blind"), "{:#?}", driver.rows());
    assert!(has(&driver, "4.5/5"), "{:#?}", driver.rows());
}

#[test]
fn a_changed_file_shows_no_rating() {
    let text = |rating: &str| {
        let head = "# Alien (1979)\n\nDirected by Ridley Scott. A ship.\n\n";
        format!("{head}{rating}\n\n## Plot\n\nIt waits.\n")
    };
    let appearance = Appearance { is_blind: true, ..Appearance::default() };
    let mut driver = Driver::of(&[("alien.md", &text("★★★★"))], appearance, (120, 40));
    let path = driver.root.path.join("alien.md");
    let changed = text("★★★★½\n\nRating: 7/10\n\n8/10\n\nAnd more.");
    fs::write(&path, changed).expect("a file is written");
    driver.changed(path);
    assert!(has(&driver, "And more"), "{:#?}", driver.rows());
    assert!(!has(&driver, "★") && !has(&driver, "/10"), "{:#?}", driver.rows());
}

#[test]
fn what_is_wrong_in_a_file_names_no_rating() {
    let text = |rating: &str| {
        format!("title = 'Alien'\nrating = {rating}\n[sections]\nplot = 'It waits.'\n")
    };
    for broken in ["3.5/5", "3.5 stars", "'3.5/5", "\"3.5/5'"] {
        let appearance = Appearance { is_blind: true, ..Appearance::default() };
        let files = [("alien.toml", &*text(broken)), ("good.toml", &text("4"))];
        let mut driver = Driver::of(&files, appearance, (160, 40));
        for key in ["g", "Enter", "q", "G", "Enter"] {
            assert!(!has(&driver, "3.5"), "{broken}: {:#?}", driver.rows());
            driver.press(key);
        }
        assert!(has(&driver, "Alien") || has(&driver, "It waits"), "{:#?}", driver.rows());
        // A file that breaks while it is read keeps its last good text.
        let path = driver.root.path.join("good.toml");
        fs::write(&path, text(broken)).expect("a file is written");
        driver.changed(path.clone());
        driver.send(Message::Waited { path });
        assert!(!has(&driver, "3.5"), "{broken}: {:#?}", driver.rows());
    }
}

/// Reviews of two voices, and a log in which most of them were guessed.
fn guessed(folder: &Path) {
    let mut log = String::from("blind\tyes\n");
    for (voice, step) in [("anna", 7), ("ben", 4)] {
        fs::create_dir(folder.join(voice)).expect("a folder is made");
        for number in 0..60_u8 {
            let halves = |of: u8| f64::from(of % 11) / 2.0;
            let path = folder.join(voice).join(format!("{number}.toml"));
            let rating = match number % 6 {
                0 => String::new(),
                _ => format!("rating = {}\n", halves(number)),
            };
            let title = format!("Film {number}");
            let text = format!("title = '{title}'\ndirectors = ['A B']\n{rating}");
            fs::write(&path, text).expect("a file is written");
            let guess = match number % 5 {
                0 => "no".to_owned(),
                1 => "yes".to_owned(),
                _ => halves(number + number % step).to_string(),
            };
            let identity = format!("{title}\t\tfilm\t\t");
            writeln!(log, "guess\t{}\t1\t{guess}\t{identity}", path.display()).expect("text");
        }
    }
    fs::create_dir(folder.join("rushes")).expect("a folder is made");
    fs::write(folder.join("rushes/state.log"), log).expect("a file is written");
}

#[test]
fn guesses_are_those_of_a_plain_count_in_another_language() {
    let made = tempfile::tempdir().expect("a temporary folder");
    let folder = made.path().canonicalize().expect("a path");
    guessed(&folder);
    let paths = ["rushes/state.log", "anna", "ben"].map(|name| folder.join(name));
    let Some(theirs) = plain_count("naive_guesses.py", &paths) else { return };
    let printed = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(["stats", "anna", "ben", "--json", "-q", "is:guessed"])
        .current_dir(&folder)
        .env("XDG_STATE_HOME", &folder)
        .output()
        .expect("the program runs");
    let ours: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    let rows = ours["guesses"].as_array().expect("rows");
    assert_eq!(rows.len(), 2);
    for row in rows {
        let counted = &theirs[row["name"].as_str().expect("a name")];
        for name in ["reviews", "guessed", "exact", "within_half_a_star"] {
            assert!(row[name].as_u64().is_some_and(|count| count > 0), "{row}");
            assert_eq!(row[name], counted[name], "{name}");
        }
        for name in ["distance", "difference"] {
            let [our, their] = [row, counted].map(|of| of[name].as_f64().expect("a number"));
            assert!((our - their).abs() < 0.006, "{name}: {our} {their}");
        }
    }
}

#[test]
fn no_rating_is_left_on_the_screen_until_it_is_read_again() {
    let screens = [
        "",
        "j",
        "Enter",
        "Enter Tab Tab",
        "/ r Enter",
        "v",
        "v j",
        "D",
        "c j c",
        "f rating",
        "f the Enter",
        "S S S",
        "S S S Enter",
        "? x Esc",
        "z",
        "/rating>=4 Enter",
        "/rating>=4 Space text:the Enter",
    ];
    for size in [(200, 60), (120, 40), (80, 24), (60, 20)] {
        for keys in screens {
            let folders = ["tests/fixtures/voices/anna", "tests/fixtures/voices/ben"];
            let appearance = Appearance { name: "reviews".into(), ..Appearance::default() };
            let mut driver = Driver::of_several(&folders.map(Path::new), appearance, size).walked();
            driver.press(keys);
            // What is asked for comes later than the next frame.
            let asked = driver.app.update(Message::Key(Key::Char('B')));
            assert!(!has(&driver, "★"), "{keys:?} at {size:?}: {:#?}", driver.rows());
            asked.into_iter().for_each(|effect| driver.perform(effect));
            assert!(!has(&driver, "★"), "{keys:?} at {size:?}: {:#?}", driver.rows());
        }
    }
}

#[test]
fn a_guess_moves_with_its_review() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (title, name) in [("Alien", "alien.toml"), ("Heat", "heat.toml")] {
        let text = format!("title = \"{title}\"\nrating = 4.5\ndirectors = [\"A B\"]\n");
        fs::write(folder.path().join(name), text).expect("a file is written");
    }
    let root = Root::new(folder.path()).expect("the folder is there");
    let paths = store::real_paths(&[root]);
    let appearance = Appearance { is_blind: true, paths, ..Appearance::default() };
    let mut driver = Driver::open(folder.path(), appearance, (120, 40));
    driver.press("Enter B 4 Enter q");
    assert_eq!(in_list(&driver), (1, 1), "{:#?}", driver.rows());
    let [from, to] = ["alien.toml", "moved.toml"].map(|name| folder.path().join(name));
    fs::rename(&from, &to).expect("a file is moved");
    driver.changed(from.clone());
    driver.send(Message::Waited { path: from });
    driver.changed(to);
    assert_eq!(in_list(&driver), (1, 1), "{:#?}", driver.rows());
}

#[test]
fn a_rating_uncovered_in_a_review_is_so_among_the_sections_of_all() {
    let mut driver = shipped("B v Enter B 4 Enter", (120, 40));
    driver.press("q");
    assert!(has(&driver, "Verdict") && has(&driver, "★ ★ ★ ½ ☆  3.5/5"), "{:#?}", driver.rows());
    assert!(has(&driver, "░░░"), "{:#?}", driver.rows());
}

#[test]
fn what_is_undone_names_no_rating() {
    let text = "title = \"Alien ★★★★\"\nrating = 4.5\ndirectors = [\"A B\"]\n";
    let mut driver = Driver::of(&[("alien.toml", text)], Appearance::default(), (120, 40));
    assert!(has(driver.press("x"), "Alien ★★★★"), "{:#?}", driver.rows());
    driver.press("B U");
    assert!(has(&driver, "undone: Alien ░░░: marked as read"), "{:#?}", driver.rows());
}
