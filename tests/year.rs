//! `rushes year`: its page at every width, its picture against the page, and its numbers against a
//! plain count in another language.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use many_reviews::{Random, many_reviews};
use plain_count::plain_count;
use proptest::prelude::*;
use roxmltree::{Document, Node};
use rushes::model::{Library, ReviewId};
use rushes::page::year::page;
use rushes::page::{Line, year};
use rushes::stats::YearStatistics;
use rushes::store;
use rushes::svg;
use rushes::text::Glyphs;
use serde_json::Value;
use tempfile::TempDir;

#[path = "common/many_reviews.rs"]
mod many_reviews;
#[path = "common/plain_count.rs"]
mod plain_count;

fn rushes(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rushes")).args(arguments).output().expect("rushes runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = rushes(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What a command says where it prints nothing.
fn said(arguments: &[&str]) -> String {
    let output = rushes(arguments);
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().expect("UTF-8")
}

#[test]
fn the_page_is_as_kept_at_every_width() {
    for columns in [20, 40, 60, 76] {
        let text = printed(&["year", "2026", "reviews", "--width", &columns.to_string()]);
        assert!(text.lines().all(|line| line.trim_end() == line));
        assert!(text.lines().all(|line| Glyphs::Unicode.width(line) <= columns), "{text}");
        insta::assert_snapshot!(format!("year_{columns}"), text);
    }
    let ascii = printed(&["year", "2026", "reviews", "--ascii"]);
    let [ascii, usual] = [ascii, printed(&["year", "2026", "reviews"])].map(|text| {
        let lines = text.lines().map(|line| line.trim_end().chars().count());
        (text.clone(), lines.collect::<Vec<_>>())
    });
    assert_eq!(ascii.1, usual.1, "both have the same shape");
    assert!(!ascii.0.contains(['★', '½', '█', '▄', '─', '·', '–']), "{}", ascii.0);
    let coloured = printed(&["year", "2026", "reviews", "--color", "always"]);
    assert!(coloured.contains("\u{1b}[") && !usual.0.contains('\u{1b}'));
}

/// The texts of a picture by their distance from the top, each from left to right.
fn rows_of(picture: &Document<'_>) -> Vec<String> {
    let mut rows: BTreeMap<i64, Vec<(f64, String)>> = BTreeMap::new();
    let number = |node: &Node<'_, '_>, name| -> f64 {
        node.attribute(name).expect("a place").parse().expect("a number")
    };
    for node in picture.descendants().filter(|node| node.has_tag_name("text")) {
        // The large text is drawn from the baseline of the first row.
        let is_large =
            node.parent().is_some_and(|parent| parent.attribute("transform") == Some("scale(2)"));
        let y = if is_large { 14.5 } else { number(&node, "y") };
        let row = rows.entry((y * 10.0) as i64).or_default();
        row.push((number(&node, "x"), node.text().unwrap_or_default().to_owned()));
    }
    let joined = rows.into_values().map(|mut texts| {
        texts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let row: String = texts.into_iter().map(|(_, text)| text).collect();
        letters(&row)
    });
    joined.filter(|row| !row.is_empty()).collect()
}

/// A line without blanks and without what a picture has as shapes.
fn letters(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace() && !"★☆░─━│┃▌▏▁▂▃▄▅▆▇█".contains(*c)).collect()
}

/// Asserts that a picture is XML, holds the words of the page, and needs nothing else.
fn assert_pictures(picture: &str, page: &str) {
    let document = Document::parse(picture).unwrap_or_else(|error| panic!("{error}: {picture}"));
    let root = document.root_element();
    assert!(root.has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    let describing = |name: &str| {
        let node = root.children().find(|node| node.has_tag_name(name)).expect("an element");
        node.text().expect("words").to_owned()
    };
    assert_eq!(describing("desc").trim_end(), page.trim_end());
    let expected: Vec<String> = page.lines().map(letters).filter(|it| !it.is_empty()).collect();
    assert_eq!(rows_of(&document), expected);
    let style = describing("style");
    assert!(style.contains("@media(prefers-color-scheme:dark)"));
    for part in ["url(", "@import", "@font-face", "http"] {
        assert!(!style.contains(part), "{style}");
    }
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = ["svg", "title", "desc", "style", "defs", "path", "rect", "g", "text", "use"];
        assert!(known.contains(&name), "{name}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            if attribute.name() == "href" {
                assert!(["#s", "#h"].contains(&attribute.value()), "{}", attribute.value());
            }
        }
        if let Some(class) = node.attribute("class") {
            assert!(style.matches(&format!(".{class}{{")).count() >= 2, "{class}: light and dark");
        }
    }
}

#[test]
fn the_picture_is_the_page() {
    for width in ["20", "44", "76"] {
        let page = printed(&["year", "2026", "reviews", "--width", width]);
        let picture = printed(&["year", "2026", "reviews", "--width", width, "--to", "svg"]);
        assert_pictures(&picture, &page);
        assert!(picture.contains("<title id=\"t\">2026: 8 reviews</title>"));
    }
    // A picture has our own signs as shapes, whatever the terminal can show.
    let usual = printed(&["year", "2026", "reviews", "--to", "svg"]);
    let ascii = printed(&["year", "2026", "reviews", "--to", "svg", "--ascii", "--color=always"]);
    assert_eq!(usual, ascii);
}

/// What strangers write reaches neither the terminal nor the structure of the picture.
#[test]
fn titles_are_only_text() {
    let title =
        "<b>&amp; \\\"x\\\" ]]> \\u001b[31m \\u202eevil \\ufffe \\uffff \\u0085 東京 שלום مرحبا 👩‍👩‍👧";
    let review = format!(
        "title = \"{title}\"\ndirectors = [\"{title}\"]\ncast = [\"{title}\"]\ngenres = [\"{title}\"]\n\
         rating = 3\ndate = 2025-01-02\n[author]\nname = \"{title}\"\n[sections]\nplot = \"x\"\n"
    );
    let folder = folder(&[("a.toml", &review), ("b.toml", &review)]);
    for width in ["20", "33", "76"] {
        let page = printed(&["year", "2025", path(&folder), "--width", width]);
        let picture = printed(&["year", "2025", path(&folder), "--width", width, "--to", "svg"]);
        for text in [&page, &picture] {
            let unseen =
                |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!text.contains(unseen), "{text}");
        }
        let page = page.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        assert_pictures(&picture, &page);
    }
}

#[test]
fn what_is_covered_stays_covered() {
    let review = |rating| {
        format!(
            "title = 'The ||butler|| did it'\ndirectors = ['The ||butler||']\ncast = ['||butler||']\n\
             genres = ['||butler||']\nrating = {rating}\ndate = 2025-03-01\n[author]\nname = '||butler||'\n\
             [sections]\nplot = '||butler||'\n'The ||butler|| speaks' = 'x'\n"
        )
    };
    let files: Vec<(String, String)> =
        [1, 1, 5, 1].iter().enumerate().map(|(n, it)| (format!("{n}.toml"), review(it))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let folder = folder(&files);
    for form in [&["--width", "76"][..], &["--width", "20"], &["--to", "svg"], &["--json"]] {
        let text = printed(&[&["year", "2025", path(&folder)][..], form].concat());
        assert!(text.contains("did it") || text.contains("did"), "{text}");
        assert!(!text.contains("butler"), "{form:?}: {text}");
    }
}

#[test]
fn a_year_without_reviews_says_which_years_have_some() {
    let say = |year: &str| said(&["year", year, "reviews"]);
    assert_eq!(
        say("1999"),
        "rushes: no review of 1999: there are reviews of 2026 (8) and 2025 (3)\n"
    );
    assert_eq!(
        say("2999"),
        "rushes: 2999 is yet to come: there are reviews of 2026 (8) and 2025 (3)\n"
    );
    assert_eq!(
        said(&["year", "2025", "reviews", "-q", "director:varda"]),
        "rushes: no review of 2025 matches: there are reviews of 2026 (1)\n"
    );
    assert_eq!(
        said(&["year", "2025", "reviews", "-q", "genre:polka"]),
        "rushes: no review of 2025 matches, nor of another year\n"
    );
    let files: Vec<(String, String)> = (1990..2000)
        .map(|year| {
            (format!("{year}.toml"), format!("title = 'A'\nrating = 3\ndate = {year}-01-01\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let many = said(&["year", "1950", path(&folder(&files))]);
    assert!(many.ends_with("1995 (1), 1994 (1) and 4 more years\n"), "{many}");
    let json = printed(&["year", "1999", "reviews", "--json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["reviews"], &json["whole"]["reviews"]), (&0.into(), &13.into()));
    let picture = rushes(&["year", "1999", "reviews", "--to", "svg"]);
    assert!(picture.stdout.is_empty() && picture.status.code() == Some(1), "no empty picture");
    let undated = folder(&[("a.toml", "title = 'A'\nrating = 3\n")]);
    let undated = said(&["year", "2025", path(&undated)]);
    assert!(undated.contains("no review has a date, such as date = 2025-06-14"), "{undated}");
    let empty = said(&["year", "2025", path(&folder(&[]))]);
    assert!(empty.contains("no reviews found"), "{empty}");
    for wrong in ["25", "20x5", "+202", "reviews", "12025", "-300", "0999", "3000"] {
        let output = rushes(&["year", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("2025") || wrong.starts_with('-'), "{said}");
    }
}

/// The date of a review counts, and the day when the work was seen only where there is none.
#[test]
fn a_review_is_of_the_year_in_which_a_list_sorts_it() {
    let folder = folder(&[
        ("a.toml", "title = 'A'\nrating = 3\ndate = 2025-01-01\nwatched = 2024-12-31\n"),
        ("b.toml", "title = 'B'\nrating = 4\nwatched = 2024-12-31\n"),
        ("c.toml", "title = 'C'\nrating = 5\nwatched = '2025'\n"),
    ]);
    let titles = |year: &str| {
        let json: Value =
            serde_json::from_str(&printed(&["year", year, path(&folder), "--json"])).expect("JSON");
        let reviews =
            ["highest", "lowest"].map(|name| json[name].as_array().expect("reviews").clone());
        let titles = reviews.concat().into_iter().map(|it| it["title"].as_str().map(str::to_owned));
        titles.collect::<Option<Vec<_>>>().expect("titles")
    };
    assert_eq!(titles("2025"), ["C", "A"]);
    assert_eq!(titles("2024"), ["B"]);
    assert!(printed(&["year", "2025", path(&folder)]).contains("  1 without a month\n"));
}

fn fields_of_a_year(random: &mut Random, text: &mut String) {
    let names = ["Varda", "Ozu", "Wiseman", "Wood", "Keaton", "Hara", "Ryu", "Davies", "Lupino"];
    let (year, month) = (2023 + random.below(3), 1 + random.below(12));
    let date = format!("{year}-{month:02}-{:02}", 1 + random.below(28));
    match random.below(5) {
        0 => {}
        1 => *text += &format!("watched = {date}\n"),
        _ => *text += &format!("date = {date}\n"),
    }
    for field in ["directors", "creators", "cast"] {
        *text += &format!("{field} = {:?}\n", random.some(&names));
    }
}

/// Asserts that our reviews are the first of theirs, which come in groups of equal ones.
fn assert_first<'v>(
    ours: impl Iterator<Item = &'v Value>,
    groups: impl Iterator<Item = &'v Value>,
) {
    let mut groups = groups.map(|group| group.as_array().expect("titles").clone());
    let mut group = Vec::new();
    for review in ours {
        if group.is_empty() {
            group = groups.next().expect("a group");
        }
        let at = group.iter().position(|title| *title == review["title"]);
        group.remove(at.unwrap_or_else(|| panic!("{review} is none of {group:?}")));
    }
}

#[test]
fn the_numbers_are_those_of_a_plain_count_in_another_language() {
    let folder = many_reviews(400, fields_of_a_year);
    let arguments = [folder.path().as_os_str(), OsStr::new("2024")];
    let Some(theirs) = plain_count("naive_year.py", arguments) else { return };
    let ours = printed(&["year", "2024", path(&folder), "--json"]);
    let ours: Value = serde_json::from_str(&ours).expect("JSON");
    assert_eq!((&ours["year"], &ours["query"]), (&2024.into(), &"date:2024".into()));
    for name in ["reviews", "rated", "mean", "words"] {
        assert_eq!(ours[name].as_f64(), theirs[name].as_f64(), "{name}");
    }
    assert_eq!(ours["whole"]["mean"].as_f64(), theirs["mean_of_all"].as_f64());
    let of_year = |row: &&Value| row["year"] == 2024;
    let written = ours["written"].as_array().expect("rows").iter().find(of_year);
    assert_eq!(written.expect("the year")["months"], theirs["months"]);
    for row in ours["ratings"].as_array().expect("rows") {
        let Some(stars) = row["stars"].as_f64() else { continue };
        let expected = theirs["stars"][format!("{stars:.1}")].as_u64().unwrap_or(0);
        assert_eq!(row["reviews"].as_u64(), Some(expected), "{stars}");
    }
    let people = ours["people"].as_array().expect("rows");
    assert_eq!(people.len(), theirs["people"].as_object().expect("people").len());
    for row in people {
        let theirs = &theirs["people"][row["name"].as_str().expect("a name")];
        assert_eq!(row["reviews"], theirs[0], "{row}");
        assert_eq!(row["mean"].as_f64(), theirs[1].as_f64(), "{row}");
    }
    let rows = |value: &Value| value.as_array().expect("rows").clone();
    let [highest, lowest, longest] = ["highest", "lowest", "longest"].map(|name| rows(&ours[name]));
    assert_eq!([highest.len(), lowest.len(), longest.len()], [5, 5, 3]);
    let groups = rows(&theirs["highest"]);
    assert_first(highest.iter(), groups.iter());
    assert_first(lowest.iter(), groups.iter().rev());
    assert_first(longest.iter(), rows(&theirs["longest"]).iter());
}

/// The query of a person finds the reviews that are counted for that name.
#[test]
fn the_rows_are_queries() {
    let folder = many_reviews(120, fields_of_a_year);
    let json = printed(&["year", "2024", path(&folder), "--json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let people = json["people"].as_array().expect("rows");
    assert!(people.len() > 5);
    for row in people.iter().take(4) {
        let query = row["query"].as_str().expect("a query");
        let all = printed(&["list", path(&folder), "-q", query]);
        let of_year = printed(&["list", path(&folder), "-q", query, "-q", "date:2024"]);
        assert_eq!(row["reviews"], of_year.lines().count(), "{query}");
        assert_eq!(row["whole"]["reviews"], all.lines().count(), "{query}");
    }
}

fn library_of(texts: &[String]) -> Library {
    let mut library = Library::default();
    for (number, text) in texts.iter().enumerate() {
        let path = format!("{number}.toml");
        let text = store::read_stream(Path::new(&path), text.as_bytes());
        store::load_alone(Path::new(&path), text).entries().for_each(|entry| {
            library.put(entry);
        });
    }
    library
}

fn review() -> impl Strategy<Value = String> {
    let title = prop_oneof![
        "[A-Za-z ]{1,60}",
        "[東京物語é😀שم⚠️&<>\"|½★░ a-c]{1,40}",
        any::<String>().prop_map(|text| text.chars().take(80).collect()),
    ];
    let rating = prop_oneof![Just(None), (0..=10u8).prop_map(Some)];
    (title, rating, 1..=12u8, 0..4usize, 0..40usize).prop_map(
        |(title, rating, month, names, words)| {
            let quoted = serde_json::to_string(&title).expect("JSON").replace('\u{7f}', "");
            let mut text = format!("title = {quoted}\ndate = '2025-{month:02}'\n");
            if let Some(halves) = rating {
                text += &format!("rating = {}\n", f64::from(halves) / 2.0);
            }
            let names = vec![&*quoted; names].join(", ");
            for field in ["directors", "cast", "genres"] {
                text += &format!("{field} = [{names}]\n");
            }
            text + &format!("[sections]\nplot = '{}'\n", "word ".repeat(words))
        },
    )
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_page_and_every_picture_is_whole(
        reviews in prop::collection::vec(review(), 1..9), columns in 1..120usize,
    ) {
        let library = library_of(&reviews);
        let ids: Vec<ReviewId> = library.iter().map(|(id, _)| id).collect();
        let statistics = YearStatistics::of(&library, 2025, &ids);
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii, Glyphs::Wide] {
            for line in page(&statistics, columns, glyphs) {
                prop_assert!(line.width(glyphs) <= columns.max(20), "{columns} {}", line.text());
            }
        }
        let lines = page(&statistics, columns, Glyphs::Unicode);
        let text: Vec<String> = lines.iter().map(|line| Line::text(line).trim_end().to_owned()).collect();
        let text = text.join("\n").replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        assert_pictures(&svg::of_lines(&lines, &year::title(&statistics), Glyphs::Unicode), &text);
    }
}
