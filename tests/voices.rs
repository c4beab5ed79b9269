//! Folders of several critics, read at once: in the list, beside each other, counted and printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use drive::{Driver, shipped};
use on_screen::{after, has, look, screen, title};
use plain_count::plain_count;
use rushes::model::{Library, ReviewId, SortKey};
use rushes::query::{Query, Scratch};
use rushes::stats::{Statistics, TableName};
use rushes::tui::keymap::ScreenName;
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/drive.rs"]
mod drive;
#[path = "common/on_screen.rs"]
mod on_screen;
#[path = "common/plain_count.rs"]
mod plain_count;

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (60, 20)];

/// How many reviews the two folders have: Anna, who is hard to please, and Ben, who is not.
const ANNA: usize = 10;
const BEN: usize = 9;

/// A copy of the folders `anna` and `ben`.
struct Voices {
    made: TempDir,
}

impl Voices {
    fn new() -> Self {
        let voices = Self { made: tempfile::tempdir().expect("a temporary folder") };
        for name in ["anna", "ben"] {
            let folder = Path::new("tests/fixtures/voices").join(name);
            for file in fs::read_dir(folder).expect("a folder").flatten() {
                let text = fs::read_to_string(file.path()).expect("a file");
                voices.write(&format!("{name}/{}", file.file_name().display()), &text);
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

    fn printed(&self, arguments: &[&str]) -> String {
        let output = self.rushes(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
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
    let driver = voices.both((99, 24));
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
    for size in SIZES {
        let voices = Voices::new();
        let mut driver = voices.both(size);
        driver.press("j j j");
        let solaris = ("Solaris".to_owned(), 4.5);
        assert_eq!(chosen(&driver), solaris);
        for key in ["S", "R", "S", "S", "R", "S"] {
            driver.press(key);
            assert_eq!(chosen(&driver), solaris, "{key}");
        }
        let other = "title = 'Another'\nyear = 1972\nrating = 1\n";
        let path = voices.write("anna/solaris-1972.toml", other);
        driver.changed(path.clone());
        assert_eq!(chosen(&driver), solaris);
        fs::remove_file(&path).expect("a file");
        driver.changed(path);
        assert_eq!(chosen(&driver), solaris);
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
        assert_eq!(listed(&driver).len(), ANNA);
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
        assert_eq!(listed(&driver).len(), ANNA + BEN, "{folders:?}");
        assert!(has(&driver, "1979  Anna   ★★★"), "{:#?}", driver.rows());
        let path = |name: &str| if name.is_empty() { ".".to_owned() } else { name.to_owned() };
        let arguments = [&["list".to_owned()][..], &folders.map(path)].concat();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let printed = voices.rushes(&arguments);
        let lines = String::from_utf8(printed.stdout).expect("UTF-8").lines().count();
        assert_eq!(lines, ANNA + BEN, "{folders:?}");
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

fn passing(library: &Library, query: &str) -> Vec<ReviewId> {
    let (query, mut scratch) = (Query::parse(query, None), Scratch::default());
    let mut search = query.search(library, &mut scratch);
    library.iter().filter(|(_, entry)| search.relevance(*entry).is_some()).map(|it| it.0).collect()
}

#[test]
fn a_query_asks_for_voices_and_for_what_stands_beside_them() {
    let voices = Voices::new();
    let driver = voices.both((80, 24));
    let library = &driver.app.shared.library;
    for (query, count) in [
        ("voice:anna", ANNA),
        ("voice:lind", ANNA),
        ("voice==lind", 0),
        ("voice==\"anna lind\",Ben", ANNA + BEN),
        ("voice!=anna", BEN),
        ("has:voice", ANNA + BEN),
        ("beside:ben", 6),
        ("beside!=ben", 6),
        ("voice:anna -beside:ben", ANNA - 6),
        ("has:beside", 12),
        ("voice:ben beside:anna rating>=4.5", 3),
        ("beside:eve", 0),
    ] {
        assert_eq!(passing(library, query).len(), count, "{query}");
    }
    let one = voices.open(&["anna"], (80, 24));
    for query in ["voice:anna", "has:voice", "beside:ben", "has:beside", "voice!=anna"] {
        assert!(passing(&one.app.shared.library, query).is_empty(), "{query}");
    }
}

#[test]
fn every_row_about_voices_is_a_query() {
    let voices = Voices::new();
    let folders = ["anna", "ben", "eve"];
    voices.write(
        "eve/stalker.md",
        "---\ntitle: Stalker\nrating: 2\nauthor: 'E \"x\" O'\n---\n\nA.\n",
    );
    let driver = voices.open(&folders, (80, 24));
    let library = &driver.app.shared.library;
    for filter in ["", "voice:anna", "year:1970s", "rating>=3", "director:kurosawa", "nothing"] {
        let ids = passing(library, filter);
        let statistics = Statistics::of(library, (!filter.is_empty()).then_some(&*ids));
        let about = |name| [TableName::Voices, TableName::Closeness].contains(&name);
        let mut rows = 0;
        for (table, query, filtered, whole) in statistics.queries().filter(|row| about(row.0)) {
            assert_eq!(passing(library, &query).len(), whole, "{table:?}: {query}");
            let both =
                if filter.is_empty() { query.clone() } else { format!("({filter}) {query}") };
            assert_eq!(passing(library, &both).len(), filtered, "{both}");
            rows += 1;
        }
        assert_eq!(rows, 6, "{filter}");
    }
}

/// Three folders of many works with ratings that go together more or less, drawn by a simple rule.
fn many(voices: &Voices) {
    let mut state = 20_260_101_u32;
    let mut draw = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for number in 0..150 {
        let taste = draw(11);
        for (folder, name, noise) in [("x", "X", 2), ("y", "Y", 5), ("z", "Z", 11)] {
            for again in 0..1 + draw(8) / 7 {
                if draw(3) == 0 {
                    continue;
                }
                let halves = (taste + draw(noise)).saturating_sub(noise / 2).min(10);
                let rating = match draw(9) {
                    0 => String::new(),
                    _ => format!("rating = {:.1}\n", f64::from(halves) / 2.0),
                };
                let date = format!("{}-{:02}-{:02}", 2020 + draw(5), 1 + draw(12), 1 + again);
                let (title, year) = (number % 140, 1950 + number / 140);
                let text = format!(
                    "title = 'Work {title}'\nyear = {year}\n{rating}date = {date}\n\
                     directors = ['D']\n[author]\nname = '{name}'\n"
                );
                voices.write(&format!("{folder}/{number}-{again}.toml"), &text);
            }
        }
    }
}

#[test]
fn closeness_is_that_of_a_plain_count_in_another_language() {
    let voices = Voices::new();
    many(&voices);
    let folders = ["x", "y", "z"];
    let paths = folders.map(|name| voices.made.path().join(name));
    let Some(theirs) = plain_count("naive_voices.py", paths) else { return };
    let printed = voices.printed(&["stats", "x", "y", "z", "--json"]);
    let ours: Value = serde_json::from_str(&printed).expect("JSON");
    let rows = ours["closeness"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    for row in rows {
        let pair = row["voices"].as_array().expect("two names");
        let pair: Vec<String> =
            pair.iter().filter_map(Value::as_str).map(str::to_lowercase).collect();
        let counted = &theirs[pair.join(" ")];
        for name in ["reviews", "works", "within_half_a_star"] {
            assert_eq!(row[name], counted[name], "{pair:?} {name}");
        }
        for name in ["difference", "rank_correlation"] {
            let [our, their] = [row, counted].map(|of| of[name].as_f64().expect("a number"));
            assert!((our - their).abs() < 0.006, "{pair:?} {name}: {our} {their}");
        }
    }
}

#[test]
fn json_names_voices_only_where_there_are_several() {
    let voices = Voices::new();
    let both = voices.printed(&["list", "anna", "ben", "--json"]);
    let names: Vec<Value> = both
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["voice"].clone())
        .collect();
    assert_eq!(names.iter().filter(|name| **name == "Anna Lind").count(), ANNA);
    assert_eq!(names.iter().filter(|name| **name == "Ben").count(), BEN);
    assert!(!voices.printed(&["list", "anna", "--json"]).contains("\"voice\""));
    let plain = voices.printed(&["list", "anna", "ben"]);
    assert!(plain.lines().all(|line| line.contains("  Anna Lind  ") || line.contains("  Ben  ")));
    let json = |arguments: &[&str]| -> Value {
        serde_json::from_str(&voices.printed(arguments)).expect("JSON")
    };
    let stats = json(&["stats", "anna", "ben", "--json"]);
    let expected = json!({
        "voices": ["Anna Lind", "Ben"],
        "query": "voice==\"Anna Lind\",\"Ben\" beside==\"Anna Lind\",\"Ben\"",
        "reviews": 12, "rated": 11, "mean": 3.27, "median": 3.5,
        "works": 5, "within_half_a_star": 0, "difference": -1.8, "rank_correlation": null,
        "whole": null,
    });
    assert_eq!(stats["closeness"][0], expected);
    let names: Vec<&Value> =
        stats["voices"].as_array().expect("rows").iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["Anna Lind", "Ben"]);
    let one = json(&["stats", "anna", "--json"]);
    assert!(one.get("closeness").is_none() && one.get("voices").is_none());
    let filtered = json(&["stats", "anna", "ben", "--json", "-q", "voice:anna"]);
    let row = &filtered["closeness"][0];
    assert_eq!((&row["reviews"], &row["works"]), (&json!(6), &json!(5)));
    assert_eq!(row["whole"]["reviews"], 12);
}

/// Two reviews of one film are told apart in the results of a search and among the verdicts.
#[test]
fn every_list_of_reviews_names_voices() {
    let voices = Voices::new();
    for size in SIZES {
        for keys in ["v", "f says"] {
            let mut driver = voices.both(size);
            driver.press(keys);
            let titles = driver.rows().into_iter().filter(|row| row.contains("Stalker  1979"));
            let titles: Vec<String> = titles.collect();
            for (title, name, stars) in [(0, "  Ben  ", '★'), (1, "  Anna  ", '★')] {
                let row =
                    titles.get(title).unwrap_or_else(|| panic!("{keys} {:#?}", driver.rows()));
                assert!(row.contains(name) && row.contains(stars), "{size:?} {keys}: {titles:#?}");
            }
        }
    }
}

/// With fewer than eight ratings of a voice, only the standing among them is left, from five on.
#[test]
fn a_rating_is_translated_if_both_have_rated_enough() {
    let voices = Voices::new();
    let said = |driver: &Driver| {
        let row = driver.rows().into_iter().find(|row| row.contains("Film ·")).unwrap_or_default();
        row.split("min").last().unwrap_or_default().trim().to_owned()
    };
    for size in [(120, 40), (80, 24), (60, 20)] {
        let mut driver = voices.both(size);
        driver.press("j j Enter");
        assert_eq!(said(&driver), "Ben 4.5 is Anna 2.5 · by rank of 8 and 10");
        driver.press("]");
        assert_eq!(said(&driver), "Ben 4.5 is Anna 2.5 · by rank of 8 and 10");
        driver.press("]");
        assert_eq!(said(&driver), "Ben 4 is Anna 2 · by rank of 8 and 10", "a film of Ben's alone");
        driver.press("]");
        assert_eq!(said(&driver), "2 rated higher, 6 lower", "a film of Anna's alone");
    }
    let mut narrow = voices.both((44, 20));
    narrow.press("j j Enter");
    assert_eq!(said(&narrow), "Ben 4.5 is Anna 2.5");
    fs::remove_file(voices.made.path().join("ben/blue-velvet-1986.toml")).expect("it was there");
    let mut driver = voices.both((80, 24));
    driver.press("j j Enter");
    assert_eq!(said(&driver), "best of 10 rated");
    driver.press("]");
    assert_eq!(said(&driver), "1 rated higher, 4 lower");
}
