//! Statistics: every row against the query that opens it, against a plain count in another language,
//! and as they are printed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use drive::{Driver, shipped};
use many_reviews::{Random, many_reviews};
use on_screen::{after, has, look, screen, title};
use plain_count::plain_count;
use proptest::prelude::*;
use rushes::jobs::Job;
use rushes::model::{Library, ReviewId};
use rushes::query::{Query, Scratch};
use rushes::stats::{Statistics, TableName};
use rushes::store;
use rushes::tui::key::Key;
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::{Effect, Message};
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/drive.rs"]
mod drive;
#[path = "common/many_reviews.rs"]
mod many_reviews;
#[path = "common/on_screen.rs"]
mod on_screen;
#[path = "common/plain_count.rs"]
mod plain_count;

/// Reviews whose fields are hard to count and to ask for.
const AWKWARD: [&str; 15] = [
    "title = 'A'\nyear = 1962\ndirectors = ['Agnès Varda']\nrating = 4\ndate = 2026-06-01\ntags = ['noir', 'Noir']",
    "title = 'B'\nyear = 1969\ndirectors = ['Agnes  Varda', 'AGNÈS VARDA']\nrating = '87%'\ndate = '2026-06'",
    "title = 'C'\nyear = 1999\ncreators = ['Varda']\ntags = ['neo-noir', 'a \"b\" \\ c', 'x,y']\nrating = 'DNF'\ndate = '2026'",
    "title = 'D'\nyear = 2000\ndirectors = ['X']\ncreators = ['X', 'Y']\ngenres = ['(drama)', 'OR', '-']\nrating = '8.9/10'",
    "title = 'E'\nrating = 0\nwatched = 2025-12-31\ngenres = ['drama', 'Drama', 'dramatic', 'Film Noir']",
    "title = 'F'\nrating = 'B+'\n[sections]\nplot = 'one two'\n'The ||killer|| Speaks' = 'three'\n'Für Elise' = 'four'",
    "title = 'G'\nrating = '11/10'\ndraft = true\ngenres = ['film noir', 'noir film', '★', '…']",
    "title = 'H'\ndirectors = ['東京 太郎', 'Ｘ']\ntags = ['ﬁn', 'fin', '½']\nspoilers = true\n[sections]\nplot = 'five six seven'",
    "title = 'I'\nyear = 1005\nrating = 5\ntags = ['||covered||', 'not ||covered|| here']\ndate = 1999-02-03",
    "title = 'J'\nrating = 5\ntags = [",
    "title = 'K'\ngenres = ['drama']\nrating = 1\ndate = 2026-01-05\nwatched = 2020-01-01",
    "title = 'N'\ntags = [\"two\\nlines\\tand more\", ' ', '\u{a0}x']\nrating = 2",
    "title = 'L'\ngenres = ['drama']\nrating = 4.5\ntags = ['tag:x', 'a OR b', '\"', '\\\\']",
    "title = 'A'\nyear = 1962\ndirectors = ['Agnès Varda']\nrating = 2\ndate = 2026-06-03",
    "title = 'M'\ndirectors = ['Agnès Varda']\nrating = 1\ngenres = ['drama']\n[sections]\nplot = 'x'\naction = 'y z'",
];

const FILTERS: [&str; 6] =
    ["", "genre:drama", "a OR rating>=4", "-has:year", "tag==noir", "nothing"];

fn library_of(texts: &[impl AsRef<str>]) -> Library {
    let mut library = Library::default();
    for (number, text) in texts.iter().enumerate() {
        let path = format!("{number}.toml");
        let text = store::read_stream(Path::new(&path), text.as_ref().as_bytes());
        store::load_alone(Path::new(&path), text).entries().for_each(|entry| {
            library.put(entry);
        });
    }
    library
}

fn passing(library: &Library, query: &str) -> Vec<ReviewId> {
    let (query, mut scratch) = (Query::parse(query, None), Scratch::default());
    let mut search = query.search(library, &mut scratch);
    library.iter().filter(|(_, entry)| search.relevance(*entry).is_some()).map(|it| it.0).collect()
}

/// Asserts that the query of every row finds as many reviews as the row says, of those that pass the
/// filter and of all; returns how many rows there are.
fn assert_rows_are_queries(library: &Library, filter: &str) -> usize {
    let ids = passing(library, filter);
    let statistics = Statistics::of(library, (!filter.is_empty()).then_some(&*ids));
    let mut rows = 0;
    for (table, query, filtered, whole) in statistics.queries() {
        assert_eq!(passing(library, &query).len(), whole, "{table:?}: {query}");
        let both = format!("({filter}) {query}");
        let both = if filter.is_empty() { &query } else { &both };
        assert_eq!(passing(library, both).len(), filtered, "{table:?}: {both}");
        rows += 1;
    }
    rows
}

#[test]
fn every_row_is_a_query() {
    let library = library_of(&AWKWARD);
    for filter in FILTERS {
        let rows = assert_rows_are_queries(&library, filter);
        assert!(rows > 80, "{filter}: {rows}");
    }
}

/// How many reviews the rows of a table have together.
fn sum(statistics: &Statistics, name: TableName, is_part: impl Fn(&str) -> bool) -> (usize, usize) {
    let rows = statistics.queries().filter(|(table, query, ..)| *table == name && is_part(query));
    rows.fold((0, 0), |sum, (_, _, filtered, whole)| (sum.0 + filtered, sum.1 + whole))
}

fn is_month(query: &str) -> bool {
    query.len() == "date:2026-06".len()
}

fn review() -> impl Strategy<Value = String> {
    let names = || prop::collection::vec("[abé]{1,2}( [ab])?", 0..3);
    let rating = prop_oneof![
        Just(String::new()),
        (0..=10u8).prop_map(|halves| format!("rating = {}\n", f64::from(halves) / 2.0)),
        (0..=100u8).prop_map(|percent| format!("rating = '{percent}%'\n")),
        Just("rating = 'DNF'\n".to_owned()),
    ];
    let date = prop_oneof![
        Just(String::new()),
        (2024..2027u16, 1..=12u8).prop_map(|(year, month)| format!("date = '{year}-{month:02}'\n")),
        (2024..2027u16).prop_map(|year| format!("date = '{year}'\n")),
    ];
    let year = prop::option::of(1955..1985u16);
    (rating, date, year, names(), names(), names(), "[a-c ]{0,9}").prop_map(
        |(rating, date, year, directors, genres, tags, plot)| {
            let mut text = format!("title = 'T'\n{rating}{date}");
            for (name, values) in [("directors", directors), ("genres", genres), ("tags", tags)] {
                let _ = writeln!(text, "{name} = {values:?}");
            }
            if let Some(year) = year {
                let _ = writeln!(text, "year = {year}");
            }
            text + &format!("[sections]\nplot = '{plot}'\nverdict = 'Yes.'\n")
        },
    )
}

proptest! {
    #[test]
    fn rows_are_queries_and_sum_up_to_the_whole(
        reviews in prop::collection::vec(review(), 0..12), filter in 0..FILTERS.len(),
    ) {
        let library = library_of(&reviews);
        let filter = FILTERS[filter];
        assert_rows_are_queries(&library, filter);
        let ids = passing(&library, filter);
        let statistics = Statistics::of(&library, Some(&ids));
        let all = (ids.len(), reviews.len());
        prop_assert_eq!(sum(&statistics, TableName::Ratings, |_| true), all);
        prop_assert_eq!(sum(&statistics, TableName::Decades, |_| true), all);
        prop_assert_eq!(sum(&statistics, TableName::Written, |query| !is_month(query)), all);
        let months = sum(&statistics, TableName::Written, is_month);
        let years = sum(&statistics, TableName::Written, |query| query.len() == "date:2026".len());
        prop_assert!(months.0 <= years.0 && months.1 <= years.1);
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn rushes(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rushes")).args(arguments).output().expect("rushes runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = rushes(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn statistics_of(path: &Path) -> Value {
    let text = printed(&["stats", "--json", path.to_str().expect("UTF-8")]);
    serde_json::from_str(&text).expect("JSON")
}

fn fields_of_statistics(random: &mut Random, text: &mut String) {
    let names = ["Agnès Varda", "agnes varda", "Ozu", "OZU", "Len Wiseman", "Ed Wood", "Keaton"];
    let words = ["noir", "Noir", "drama", "neo noir", "comédie", "comedie", "silent"];
    if random.below(3) > 0 {
        *text += &format!("year = {}\n", 1900 + random.below(120));
    }
    if random.below(4) > 0 {
        let (year, month) = (2019 + random.below(6), 1 + random.below(12));
        *text += &format!("date = {year}-{month:02}-{:02}\n", 1 + random.below(28));
    }
    for (field, of) in [("directors", names), ("genres", words), ("tags", words)] {
        *text += &format!("{field} = {:?}\n", random.some(&of));
    }
}

/// The rows of a table by what they are about: reviews, rated, mean and median.
fn by_name(table: &Value, name: &str) -> BTreeMap<String, Value> {
    let rows = table.as_array().expect("a table").iter().map(|row| {
        let name = match &row[name] {
            Value::Null => "-".to_owned(),
            Value::String(name) => name.to_lowercase().replace(['è', 'é'], "e"),
            number => number.to_string(),
        };
        (name, json!([row["reviews"], row["rated"], row["mean"], row["median"]]))
    });
    rows.collect()
}

/// Numbers are compared as such: 4 and 4.0 are one.
fn assert_same(ours: &Value, theirs: &Value, what: &str) {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => {
            assert_eq!(ours.as_f64(), theirs.as_f64(), "{what}");
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{what}");
            ours.iter().zip(theirs).for_each(|(ours, theirs)| assert_same(ours, theirs, what));
        }
        _ => assert_eq!(ours, theirs, "{what}"),
    }
}

#[test]
fn the_numbers_are_those_of_a_plain_count_in_another_language() {
    let folder = many_reviews(400, fields_of_statistics);
    let Some(theirs) = plain_count("naive_stats.py", [folder.path()]) else { return };
    let ours = statistics_of(folder.path());
    for name in ["reviews", "rated", "mean", "median"] {
        assert_same(&ours[name], &theirs[name], name);
    }
    for (table, name) in
        [("makers", "name"), ("genres", "name"), ("tags", "name"), ("decades", "decade")]
    {
        let rows = by_name(&ours[table], name);
        assert_eq!(rows.len(), theirs[table].as_object().expect("rows").len(), "{table}");
        for (name, row) in rows {
            assert_same(&row, &theirs[table][&name], &format!("{table}: {name}"));
        }
    }
    for row in ours["ratings"].as_array().expect("rows") {
        let stars = row["stars"].as_f64().map_or("-".to_owned(), |stars| format!("{stars:.1}"));
        let expected = theirs["ratings"][&stars].as_u64().unwrap_or(0);
        assert_eq!(row["reviews"].as_u64(), Some(expected), "{stars}");
    }
    for row in ours["written"].as_array().expect("rows") {
        let Some(year) = row["year"].as_u64() else {
            assert_eq!(row["reviews"], theirs["undated"]);
            continue;
        };
        assert_eq!(row["reviews"], theirs["years"][year.to_string()], "{year}");
        for (month, count) in (1..).zip(row["months"].as_array().expect("months")) {
            let expected = theirs["months"][format!("{year}-{month}")].as_u64().unwrap_or(0);
            assert_eq!(count.as_u64(), Some(expected), "{year}-{month}");
        }
    }
    for row in ours["sections"].as_array().expect("rows") {
        let key = row["key"].as_str().expect("a key");
        assert_same(&json!([row["words"], row["reviews"]]), &theirs["sections"][key], key);
    }
}

#[test]
fn what_stands_out_is_far_from_the_usual() {
    let library = library_of(&AWKWARD);
    let statistics = Statistics::of(&library, None);
    let outliers: Vec<String> = statistics
        .queries()
        .filter(|(table, ..)| *table == TableName::Outliers)
        .map(|(_, query, ..)| query)
        .collect();
    // Varda has 4, 4.35, 2 and 1 (mean 2.94); drama has 0, 1, 4.5 and 1 (mean 1.63).
    let [varda, drama] = ["by==\"Agnès Varda\"", "genre==\"drama\""].map(str::to_owned);
    assert_eq!(outliers, [drama.clone(), varda.clone(), varda.clone(), drama, varda]);
    // Of fewer than three rated reviews none stands out, nor by less than a star.
    let by_x = |rating: &str| format!("title = 'T'\ndirectors = ['X']\n{rating}");
    let count = |ratings: &[&str]| {
        let texts: Vec<String> = ratings.iter().map(|rating| by_x(rating)).collect();
        let library = library_of(&texts);
        let statistics = Statistics::of(&library, None);
        statistics.queries().filter(|(table, ..)| *table == TableName::Outliers).count()
    };
    assert_eq!(count(&["rating = 5", "rating = 1", ""]), 0);
    assert_eq!(count(&["rating = 5", "rating = 1", "rating = 3"]), 2);
    assert_eq!(count(&["rating = 4", "rating = 3.5", "rating = 3"]), 0);
}

#[test]
fn a_pipe_gets_plain_text() {
    let text = printed(&["stats", "reviews"]);
    assert!(text.starts_with("13 reviews · 1818–2024 · written October 2025 to October 2026\n"));
    for line in [
        "  ★★★★★  ━━━━━━━━━━━━ 1",
        "  ★★★★½  ━━━━━━━━━━━━━━━━━━━━━━━━ 2",
        "  ½      ·",
        "  unrated 1",
        "  mean 3.25 · median 3.5 · 12 of 13 rated",
        "  2026  1  1  ·  1  ·  1  ·  1  1  2  ·  ·                             8",
        "  Buster Keaton                                        2   4.75     4.75",
        "  3 more",
        "  617 words in a usual review · 3 min",
    ] {
        assert!(text.lines().any(|printed| printed == line), "{line}\n{text}");
    }
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(text.lines().all(|line| line.chars().count() <= 72 && line.trim_end() == line));
    let ascii = printed(&["stats", "reviews", "--ascii"]);
    let ours = ascii.lines().filter(|line| line.contains(['=', '*']));
    assert!(ours.clone().count() > 20 && ours.into_iter().all(str::is_ascii));
    let coloured = printed(&["stats", "reviews", "--color", "always"]);
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn what_passes_a_query_stands_beside_the_whole() {
    let text = printed(&["stats", "reviews", "-q", "genre:silent"]);
    assert!(text.starts_with("3 of 13 reviews · 1924–1926"));
    for line in [
        "  ★★★★½  ━━━━━━━━━━━━━━━━━━━━━━━━ 1 of 2",
        "  ★★★    · 0 of 1",
        "  mean 3.83 · median 4.5 · 3 of 3 rated",
        "  all: mean 3.25 · median 3.5 · 12 of 13 rated",
        "  comedy                                  2   4.75     4.75     4    4.5",
    ] {
        assert!(text.lines().any(|printed| printed == line), "{line}\n{text}");
    }
    assert!(!text.contains("Agnès Varda"));
    let json: Value =
        serde_json::from_str(&printed(&["stats", "reviews", "-q", "genre:silent", "--json"]))
            .expect("JSON");
    assert_eq!(json["query"], "genre:silent");
    assert_eq!((&json["reviews"], &json["whole"]["reviews"]), (&json!(3), &json!(13)));
    assert_eq!(json["ratings"][0]["whole"]["reviews"], 1);
    assert_eq!(json["written"][0]["whole"]["months"][9], 2);
    let nothing = rushes(&["stats", "reviews", "-q", "zeppelin"]);
    assert!(nothing.status.success());
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("no review matches"));
    let text = String::from_utf8_lossy(&nothing.stdout).into_owned();
    assert!(text.contains("  all: mean 3.25") && !text.contains("0 of 0 rated"), "{text}");
    let whole: Value =
        serde_json::from_str(&printed(&["stats", "reviews", "--json"])).expect("JSON");
    assert_eq!((&whole["query"], &whole["whole"]), (&Value::Null, &Value::Null));
    assert_eq!(whole["makers"].as_array().expect("all of them").len(), 13);
}

#[test]
fn little_has_statistics_too() {
    let folder = folder(&[("notes.txt", "nothing")]);
    let path = folder.path().to_str().expect("UTF-8");
    let output = rushes(&["stats", path]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no reviews found"));
    let one = "title = 'One'\ndirectors = ['X']\n[sections]\nplot = 'It is.'\n";
    fs::write(folder.path().join("one.toml"), one).expect("a file");
    let text = printed(&["stats", path]);
    for line in [
        "1 review",
        "  unrated 1",
        "  no stars yet: a line such as rating = 3.5 gives some",
        "  undated                                                              1",
        "  no dates yet: a line such as date = 2025-06-14",
    ] {
        assert!(text.lines().any(|printed| printed == line), "{line}\n{text}");
    }
    assert!(!text.contains("mean 0") && !text.contains("NaN"), "{text}");
}

/// What is covered is in no name and in no query.
#[test]
fn what_is_covered_stays_covered() {
    let folder = folder(&[(
        "one.toml",
        "title = 'The ||butler|| did it'\ndirectors = ['The ||butler||']\ngenres = ['||butler||']\n\
         tags = ['||butler|| here']\nrating = 3\n[sections]\n'The ||butler|| speaks' = 'x'\n\
         plot = '||butler||'\n",
    )]);
    let path = folder.path().to_str().expect("UTF-8");
    for arguments in [vec!["stats", path], vec!["stats", path, "--json"]] {
        let text = printed(&arguments);
        assert!(text.contains("speaks") && !text.contains("butler"), "{text}");
    }
    for size in SIZES {
        let mut driver = Driver::open(folder.path(), look(), size);
        driver.press("D");
        for _ in 0..12 {
            assert!(!has(&driver, "butler"), "{size:?}");
            driver.press("j");
        }
        driver.press("Tab Tab Enter");
        assert!(!has(&driver, "butler"), "{size:?}");
    }
}

/// What the last row says of the chosen row.
fn footer(driver: &Driver) -> String {
    driver.rows().last().cloned().unwrap_or_default()
}

/// Goes down to the row of which the last line says `words`.
fn go_to(driver: &mut Driver, words: &str) {
    const MAX_ROWS: usize = 100;
    let is_there = |driver: &mut Driver| {
        let is_there = footer(driver).contains(words);
        driver.press("j");
        is_there
    };
    let is_found = (0..MAX_ROWS).any(|_| is_there(driver));
    assert!(is_found, "no row says {words:?}");
    driver.press("k");
}

fn statistics(size: (u16, u16), keys: &str) -> Driver {
    after(&format!("{keys} D"), size)
}

const SIZES: [(u16, u16); 7] =
    [(200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (20, 5)];

/// Keys are answered while a worker counts, and it is not asked twice.
#[test]
fn keys_go_on_while_reviews_are_counted() {
    let mut driver = after("j", (80, 24));
    let before = driver.rows();
    let mut press = |key| driver.app.update(Message::Key(Key::Char(key)));
    assert!(matches!(press('D')[..], [Effect::Run(Job::Count { .. })]));
    for key in "jkgGdu".chars() {
        assert!(press(key).is_empty(), "{key}");
    }
    assert!(has(&driver, "counting: 13 reviews so far"));
    driver.press("q");
    assert_eq!(driver.rows(), before);
}

/// Enter on a row lists the reviews that the row counts, and only these.
#[test]
fn every_row_opens_its_reviews() {
    for filter in ["", "/ genre:comedy,silent Enter"] {
        let mut steps = 0;
        let mut driver = after("", (120, 40));
        loop {
            driver.press("Esc").press(filter).press("D");
            (0..steps).for_each(|_| {
                driver.press("j");
            });
            let row = footer(&driver);
            let count = row.split("   ").nth(1).and_then(|words| words.split(' ').next());
            driver.press("Enter");
            steps += 1;
            match count.and_then(|count| count.parse::<usize>().ok()) {
                Some(count) => {
                    assert_eq!(screen(&driver), ScreenName::Library, "{row}");
                    assert_eq!(driver.app.shared.list.shown().len(), count, "{row}");
                }
                // The line stands for rows that were not shown.
                None => {
                    assert_eq!(screen(&driver), ScreenName::Statistics, "{row}");
                    driver.press("q");
                }
            }
            if row.starts_with(&format!(" {steps} of {steps} ")) {
                break;
            }
        }
        assert!(steps > 30, "{steps}");
    }
}

#[test]
fn statistics_are_left_to_where_one_was() {
    for (keys, size) in [("Enter Tab", (80, 24)), ("j j", (120, 40)), ("v j", (80, 24))] {
        for back in ["Esc", "q", "h", "D"] {
            let mut driver = after(keys, size);
            let before = driver.rows();
            driver.press("D");
            assert_eq!(screen(&driver), ScreenName::Statistics);
            driver.press("j Tab").press(back);
            assert_eq!(driver.rows(), before, "{keys} {back}");
        }
    }
}

/// Tab comes by every table, and a key never leads to where nothing is chosen.
#[test]
fn every_table_is_reached() {
    for size in SIZES {
        let mut driver = statistics(size, "");
        let first = driver.rows();
        let mut tables = 0;
        loop {
            assert!(driver.rows().iter().any(|row| row.contains('▌')), "{size:?}");
            driver.press("Tab");
            tables += 1;
            if driver.rows() == first || tables > 20 {
                break;
            }
        }
        assert_eq!(tables, 8, "{size:?}");
        driver.press("S-Tab");
        let last = driver.rows();
        driver.press("Tab S-Tab");
        assert_eq!(driver.rows(), last, "{size:?}");
        for keys in ["G", "b", "u", "d", "Space", "g"] {
            driver.press(keys);
            assert!(driver.rows().iter().any(|row| row.contains('▌')), "{size:?} {keys}");
        }
        assert_eq!(driver.rows(), first, "{size:?}");
    }
}

/// The chosen row is in view after every key, from the first to the last and back.
#[test]
fn rows_are_gone_through_one_by_one() {
    for size in SIZES {
        let mut driver = statistics(size, "");
        let mut seen = vec![driver.rows()];
        loop {
            driver.press("j");
            let rows = driver.rows();
            assert!(rows.iter().any(|row| row.contains('▌')), "{size:?}");
            if seen.last() == Some(&rows) {
                break;
            }
            seen.push(rows);
        }
        assert!(seen.len() > 40, "{size:?}: {}", seen.len());
        for _ in 1..seen.len() {
            driver.press("k");
        }
        assert_eq!(driver.rows()[0], seen[0][0]);
        driver.press("k");
        assert!(driver.rows().iter().any(|row| row.contains("▌ ★★★★★")), "{size:?}");
    }
}

#[test]
fn the_rest_of_a_table_is_opened() {
    let mut driver = statistics((120, 40), "");
    assert!(has(&driver, "9 more") && !has(&driver, "Yasujirō Ozu"));
    go_to(&mut driver, " by ");
    driver.press("j j j j");
    assert!(driver.rows().iter().any(|row| row.contains("▌ 9 more")));
    driver.press("Enter");
    assert!(has(&driver, "▌ George A. Romero") && has(&driver, "Yasujirō Ozu"));
}

#[test]
fn statistics_follow_the_library() {
    let review = |rating: &str| format!("title = 'A'\ndirectors = ['X']\nrating = {rating}\n");
    let mut driver = Driver::of(&[("a.toml", &review("4"))], look(), (80, 24));
    driver.press("D");
    assert!(has(&driver, "mean 4 · median 4 · 1 of 1 rated"));
    let folder = driver.root.path.to_path_buf();
    fs::write(folder.join("a.toml"), review("3")).expect("a file");
    driver.changed(folder.join("a.toml"));
    assert!(has(&driver, "mean 3 · median 3 · 1 of 1 rated"), "{:?}", driver.rows());
    fs::write(folder.join("b.toml"), review("1")).expect("a file");
    driver.changed(folder.join("b.toml"));
    assert!(has(&driver, "mean 2 · median 2 · 2 of 2 rated") && has(&driver, "2 reviews"));
}

/// Until all is read and counted, the screen says so.
#[test]
fn statistics_wait_for_the_library() {
    let mut driver = Driver::new(&shipped(), look(), (80, 24));
    driver.press("D");
    assert!(has(&driver, "counting: 0 reviews so far"));
    let (found, skipped) = driver.found();
    driver.send(Message::Found(found));
    assert!(has(&driver, "counting: 13 reviews so far"));
    driver.send(Message::WalkEnded { skipped });
    assert!(has(&driver, "12 of 13 rated"));
    driver.send(Message::Resized { columns: 120, rows: 40 });
    assert!(has(&driver, "written October 2025"));
}

#[test]
fn little_looks_right_on_every_screen() {
    let one = "title = 'One'\ndirectors = ['X']\n[sections]\nplot = 'It is.'\n";
    let files: [(&[(&str, &str)], &str); 3] = [
        (&[], "no reviews to count"),
        (&[("one.toml", one)], "unrated 1"),
        (&[("one.toml", "title = 'One'\nrating = 3\n[sections]\nplot = 'It is.'\n")], "★★★"),
    ];
    for (files, words) in files {
        for size in SIZES {
            let mut driver = Driver::of(files, look(), size);
            driver.press("D");
            let shown = if size.0 < 40 { &words[..words.len().min(10)] } else { words };
            assert!(has(&driver, shown), "{size:?}: {:?}", driver.rows());
            driver.press("j k G g Tab d u Enter");
        }
    }
}

#[test]
fn a_draft_has_no_statistics() {
    let mut driver = Driver::preview("a.toml", "title = 'A'\nrating = 3\n", look(), (80, 24));
    driver.press("D");
    assert_eq!(screen(&driver), ScreenName::Desk);
    assert!(has(&driver, "open a folder of reviews"));
}

#[test]
fn the_mouse_chooses_and_opens() {
    let mut driver = statistics((120, 40), "");
    let target = |driver: &Driver, words: &str| {
        let y = driver.rows().iter().position(|row| row.contains(words)).expect("the row");
        let y = u16::try_from(y).expect("a row");
        driver.draw().1.target_at(70, y).expect("something to click")
    };
    let keaton = target(&driver, "Buster Keaton");
    driver.send(Message::Clicked(keaton));
    assert!(has(&driver, "▌ Buster Keaton"));
    driver.send(Message::Scrolled(keaton, 1));
    assert!(!has(&driver, "Ratings"));
    driver.send(Message::Clicked(keaton));
    assert_eq!(screen(&driver), ScreenName::Library);
    assert_eq!(driver.app.shared.list.query, "by==\"Buster Keaton\"");
    assert_eq!(driver.app.shared.list.shown().len(), 2);
}

/// What stands out is chosen among those it is compared with.
#[test]
fn what_stands_out_is_opened_among_its_like() {
    let mut driver = statistics((120, 40), "");
    go_to(&mut driver, "3 in silent, rated 1.83 below their 3.83");
    driver.press("Enter");
    assert_eq!(title(&driver), "The Phantom of the Opera");
    assert_eq!(driver.app.shared.list.shown().len(), 3);
}
