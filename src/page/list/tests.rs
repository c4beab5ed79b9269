use std::path::Path;

use super::*;
use crate::model::{Date, Entry, Group, Library, Rating, Review, Score, SortKey, Stars};

/// Title, year, maker, genres, rating in half stars, month and day of 2026, or of watching if 0.
type Given = (&'static str, i32, &'static str, &'static str, Option<u8>, (u8, u8));

const BALLERINA: Given = ("Ballerina", 2024, "Len Wiseman", "action, thriller", Some(7), (10, 18));
const GENERAL: Given = (
    "The General",
    1926,
    "Buster Keaton, Clyde Bruckman",
    "comedy, adventure, silent",
    Some(10),
    (10, 4),
);
const GIRL: Given = ("His Girl Friday", 1940, "Howard Hawks", "comedy, romance", None, (9, 5));
const TOKYO: Given = ("東京物語 (Tokyo Story)", 1953, "Yasujirō Ozu", "drama", Some(9), (8, 16));
const BOOK: Given =
    ("Frankenstein; or, The Modern Prometheus", 1818, "Mary Shelley", "", Some(7), (1, 11));
const STRANGELOVE: Given = (
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
    1964,
    "Stanley Kubrick",
    "comedy, satire",
    Some(8),
    (11, 9),
);

fn review(given: Given) -> Review {
    let (title, year, maker, genres, halves, (month, day)) = given;
    let rating = halves.map(|halves| Rating {
        written: "as stars".into(),
        score: Score::Word(Some(Stars::from_halves(halves))),
    });
    Review {
        title: title.into(),
        year: Some(year),
        directors: vec![maker.into()],
        genres: if genres.is_empty() { Vec::new() } else { vec![genres.into()] },
        rating,
        date: Some(Date::day(2026, month, day)),
        ..Review::default()
    }
}

fn entry(given: Given) -> Entry {
    Entry::new(&review(given), Path::new("reviews").into(), 0)
}

fn book() -> Entry {
    let review = Review { kind: Kind::Book, ..review(BOOK) };
    Entry::new(&review, Path::new("reviews").into(), 0)
}

fn covered(mut entry: Entry) -> Entry {
    entry.traits.spoilers = true;
    entry
}

fn written(given: Given, written: &str) -> Entry {
    let rating = Rating { written: written.into(), score: Score::Word(None) };
    let review = Review { rating: Some(rating), ..review(given) };
    Entry::new(&review, Path::new("reviews").into(), 0)
}

fn broken(given: Given) -> Entry {
    let message = crate::text::Clean::from("`=` is missing");
    Entry {
        fault: Some(crate::model::Fault { line: 12, blind_message: message.clone(), message }),
        ..entry(given)
    }
}

fn options(width: usize, lines: RowLines) -> ListOptions {
    let (glyphs, filled) = (Glyphs::Unicode, Filled::ALL);
    ListOptions { width, glyphs, lines, is_under_years: true, filled, voice_columns: 0 }
}

/// The lines of a row as they are drawn, without blanks at their ends.
fn lines(entry: Entry, bar: Bar, options: ListOptions) -> Vec<String> {
    let mut library = Library::default();
    let id = library.put(entry);
    let emphasis = Emphasis { bar, ..Emphasis::default() };
    let lines = row(library.get(id).unwrap(), emphasis, &Columns::new(options));
    let drawn = |line: &Line| -> String {
        let text: String = line.runs.iter().map(|run| options.glyphs.drawn(run)).collect();
        assert!(options.glyphs.width(&text) < options.width, "{text:?} has no margin");
        text.trim_end().to_owned()
    };
    lines.iter().map(drawn).collect()
}

fn one(entry: Entry, width: usize) -> String {
    lines(entry, Bar::None, options(width, RowLines::One)).concat()
}

fn two(entry: Entry, width: usize) -> [String; 2] {
    lines(entry, Bar::None, options(width, RowLines::Two)).try_into().unwrap()
}

#[test]
fn a_row_of_two_lines_is_as_drawn() {
    assert_eq!(
        lines(covered(entry(BALLERINA)), Bar::Thick, options(40, RowLines::Two)),
        ["▌  Ballerina                      ★★★½", "▌░   2024 · Len Wiseman          18 Oct"]
    );
    assert_eq!(
        two(entry(GENERAL), 40),
        ["   The General                    ★★★★★", "     1926 · Buster Keaton, Clyd…  4 Oct"]
    );
    assert_eq!(
        two(entry(GIRL), 40),
        ["   His Girl Friday              unrated", "     1940 · Howard Hawks          5 Sep"]
    );
    assert_eq!(
        two(entry(TOKYO), 40),
        ["   東京物語 (Tokyo Story)         ★★★★½", "     1953 · Yasujirō Ozu         16 Aug"]
    );
    assert_eq!(
        two(book(), 40),
        ["   Frankenstein; or, The Modern…  ★★★½", "     1818 · book · Mary Shelley  11 Jan"]
    );
    assert_eq!(
        two(book(), 36),
        ["   Frankenstein; or, The Mo…  ★★★½", "     1818 · book · Mary Sh…  11 Jan"]
    );
    assert_eq!(
        two(entry(STRANGELOVE), 36),
        ["   Dr. Strangelove or: How…   ★★★★", "     1964 · Stanley Kubrick   9 Nov"]
    );
}

#[test]
fn genres_stand_whole_or_not_at_all() {
    assert_eq!(
        two(covered(entry(BALLERINA)), 60),
        [
            "   Ballerina                                          ★★★½",
            " ░   2024 · Len Wiseman · action, thriller           18 Oct"
        ]
    );
    assert_eq!(
        two(entry(GENERAL), 60)[1],
        "     1926 · Buster Keaton, Clyde Bruckman             4 Oct"
    );
    assert_eq!(two(entry(TOKYO), 50)[1], "     1953 · Yasujirō Ozu · drama           16 Aug");
    assert_eq!(two(entry(TOKYO), 49)[1], "     1953 · Yasujirō Ozu                  16 Aug");
}

#[test]
fn a_date_of_watching_says_so_where_there_is_room() {
    let watched = || Entry { date: None, watched: Some(Date::day(2026, 9, 5)), ..entry(GIRL) };
    assert_eq!(
        two(watched(), 60)[1],
        "     1940 · Howard Hawks · comedy, romance       seen 5 Sep"
    );
    assert!(two(watched(), 44)[1].ends_with(" seen 5 Sep"));
    assert!(two(watched(), 43)[1].ends_with("   5 Sep"));
    assert!(one(watched(), 80).ends_with("  1940   5 Sep unrated"));
}

#[test]
fn a_row_of_one_line_is_as_drawn() {
    let general = |width| one(entry(GENERAL), width);
    assert_eq!(
        general(80),
        "   The General                       Buster Keaton, Clyd…  1926   4 Oct   ★★★★★"
    );
    assert_eq!(general(60), "   The General                         1926   4 Oct   ★★★★★");
    assert_eq!(general(54), "   The General                           1926   ★★★★★");
    assert_eq!(general(40), "   The General                    ★★★★★");
    assert_eq!(general(36), "   The General                ★★★★★");
    assert_eq!(
        one(entry(GIRL), 80),
        "   His Girl Friday                   Howard Hawks          1940   5 Sep unrated"
    );
    assert_eq!(
        one(entry(TOKYO), 80),
        "   東京物語 (Tokyo Story)            Yasujirō Ozu          1953  16 Aug   ★★★★½"
    );
    assert_eq!(
        one(book(), 80),
        "   Frankenstein; or, The Modern Pr…  Mary Shelley          1818  11 Jan   ★★★½"
    );
    assert_eq!(one(book(), 40), "   Frankenstein; or, The Moder…   ★★★½");
}

#[test]
fn below_thirty_columns_only_the_mark_of_a_broken_file_is_left() {
    assert_eq!(
        lines(covered(entry(BALLERINA)), Bar::Thick, options(20, RowLines::One)),
        ["▌ Ballerina   ★★★½"]
    );
    assert_eq!(one(entry(GENERAL), 20), "  The General ★★★★★");
    assert_eq!(one(entry(GIRL), 20), "  His Girl… unrated");
    assert_eq!(one(entry(TOKYO), 20), "  東京物語…   ★★★★½");
    assert_eq!(one(broken(GENERAL), 20), " !The Gene… line 12");
}

#[test]
fn odd_rows_are_as_drawn() {
    let wide = ("東京物語とその他の長い題名の映画です", 1953, "", "", Some(9), (8, 16));
    assert_eq!(one(entry(wide), 60), "   東京物語とその他の長い題名の映画…   1953  16 Aug   ★★★★½");
    assert_eq!(
        one(written(GIRL, "DNF"), 60),
        "   His Girl Friday                     1940   5 Sep   DNF"
    );
    assert_eq!(
        one(written(GIRL, "walked out"), 60),
        "   His Girl Friday                     1940   5 Sep walked…"
    );
    assert_eq!(
        one(broken(("Sherlock Jr.", 1924, "", "", None, (2, 15))), 60),
        " ! Sherlock Jr.                        1924  15 Feb line 12"
    );
    let mut draft = covered(entry(GIRL));
    draft.traits.draft = true;
    assert_eq!(
        one(draft.clone(), 60),
        " ✎ His Girl Friday                     1940   5 Sep unrated"
    );
    let [first, second] = two(draft, 40);
    assert!(first.starts_with(" ✎ His") && second.starts_with(" ░   1940"));
    let mut draft = broken(GIRL);
    draft.traits.draft = true;
    let [first, second] = two(draft, 40);
    assert_eq!(first, " ! His Girl Friday              line 12");
    assert_eq!(second, " ✎   `=` is missing               5 Sep");
}

#[test]
fn the_signs_have_letters_in_ascii() {
    let mut draft = entry(BALLERINA);
    draft.traits.draft = true;
    let ascii = |bar, lines| ListOptions { glyphs: Glyphs::Ascii, ..options(40, lines) }.with(bar);
    assert_eq!(ascii(Bar::Thick, RowLines::One)(draft), [">d Ballerina                      ***+"]);
    assert_eq!(
        ascii(Bar::Thin, RowLines::Two)(covered(entry(BALLERINA))),
        [":  Ballerina                      ***+", ":x   2024 - Len Wiseman          18 Oct"]
    );
}

impl ListOptions {
    fn with(self, bar: Bar) -> impl Fn(Entry) -> Vec<String> {
        move |entry| lines(entry, bar, self)
    }
}

#[test]
fn columns_that_nothing_fills_take_no_room() {
    let without = |filled| {
        let options = ListOptions { filled, ..options(80, RowLines::One) };
        lines(entry(GIRL), Bar::None, options).concat()
    };
    let all = Filled::ALL;
    assert_eq!(
        without(Filled { signs: false, ..all }),
        "  His Girl Friday                    Howard Hawks          1940   5 Sep unrated"
    );
    assert_eq!(
        without(Filled { years: false, dates: false, ..all }),
        "   His Girl Friday                                 Howard Hawks         unrated"
    );
    assert_eq!(
        without(Filled { makers: false, ..all }),
        "   His Girl Friday                                         1940   5 Sep unrated"
    );
}

#[test]
fn a_date_names_its_year_where_no_heading_does() {
    let options = ListOptions { is_under_years: false, ..options(82, RowLines::One) };
    assert_eq!(
        lines(entry(GENERAL), Bar::None, options).concat(),
        "   The General                       Buster Keaton, Clyd…  1926  Oct 2026   ★★★★★"
    );
    let options = ListOptions { lines: RowLines::Two, width: 60, ..options };
    assert_eq!(
        lines(entry(GIRL), Bar::None, options)[1],
        "     1940 · Howard Hawks · comedy, romance         Sep 2026"
    );
}

#[test]
fn rows_have_two_lines_while_most_of_the_library_is_in_view() {
    assert_eq!(RowLines::fitting(13, 3, 20), RowLines::Two);
    assert_eq!(RowLines::fitting(13, 3, 19), RowLines::One);
    assert_eq!(RowLines::fitting(400, 8, 60), RowLines::One);
}

#[test]
fn the_heading_of_a_group_is_as_drawn() {
    let drawn = |heading, count, width| group(heading, count, width, Glyphs::Unicode).text();
    assert_eq!(drawn(Group::Year(2026), 8, 40), "  2026 ────────────────────────────── 8");
    assert_eq!(
        drawn(Group::Without(SortKey::Date), 2, 40),
        "  undated ─────────────────────────── 2"
    );
    assert_eq!(drawn(Group::Year(2026), 55, 40), "  2026 ───────────────────────────── 55");
    assert_eq!(drawn(Group::Stars(Stars::from_halves(7)), 2, 20), "  ★★★½ ────────── 2");
    assert_eq!(drawn(Group::Initial('é'), 2, 20), "  É ───────────── 2");
    assert_eq!(drawn(Group::Decade(1960), 4, 20), "  1960s ───────── 4");
    assert_eq!(drawn(Group::Initial('0'), 1234, 20), "  0 to 9 ──── 1,234");
    let ascii = group(Group::Stars(Stars::from_halves(7)), 2, 20, Glyphs::Ascii);
    let ascii: String = ascii.runs.iter().map(|run| Glyphs::Ascii.drawn(run)).collect();
    assert_eq!(ascii, "  ***+ ---------- 2");
}

#[test]
fn matches_are_marked() {
    let mut library = Library::default();
    let id = library.put(entry(GIRL));
    let emphasis = Emphasis { bar: Bar::None, matched: &[0, 1], ..Emphasis::default() };
    let columns = Columns::new(options(40, RowLines::One));
    let runs = row(library.get(id).unwrap(), emphasis, &columns).remove(0).runs;
    assert!(runs.contains(&Run::new("Hi", Role::Match)));
}

#[test]
fn every_row_fits_its_pane() {
    for width in 20..120 {
        for lines_of_row in [RowLines::One, RowLines::Two] {
            for given in [BALLERINA, GENERAL, GIRL, TOKYO, BOOK, STRANGELOVE] {
                for entry in [entry(given), broken(given), covered(written(given, "walked out"))] {
                    for glyphs in [Glyphs::Unicode, Glyphs::Ascii, Glyphs::Wide] {
                        let options = ListOptions { glyphs, ..options(width, lines_of_row) };
                        lines(entry.clone(), Bar::Thick, options);
                    }
                }
            }
        }
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii, Glyphs::Wide] {
            let line = group(Group::Without(SortKey::Rating), 1_000_000, width, glyphs);
            assert!(line.width(glyphs) < width);
        }
    }
}
