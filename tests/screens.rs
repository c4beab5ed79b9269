//! Snapshots of the screen, each for a folder, a terminal size and a sequence of keys.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use drive::{Driver, shipped};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use rushes::draft::{self, Draft, Manner, Title};
use rushes::format;
use rushes::model::{Date, Kind};
use rushes::query::SavedQueries;
use rushes::text::{Glyphs, Source};
use rushes::theme::Theme;
use rushes::tui::app::Appearance;
use rushes::tui::canvas::Cursor;
use rushes::tui::message::{Effect, Message};

#[path = "common/drive.rs"]
mod drive;

macro_rules! screens {
    ($($name:ident: $reader:expr, $columns:literal x $rows:literal, $keys:literal;)+) => {
        $(#[test]
        fn $name() {
            let mut driver: Driver = $reader(($columns, $rows));
            driver.press($keys);
            insta::assert_snapshot!(stringify!($name), picture(&driver));
        })+
    };
}

screens! {
    wide_with_the_newest_on_top: library, 120 x 36, "";
    wide_in_the_middle_of_a_text: library, 120 x 36, "G k k Enter Tab Tab j j";
    wide_with_a_plot_covered: library, 120 x 36, "/ balle Enter Enter 2";
    wide_with_a_plot_uncovered: library, 120 x 36, "/ balle Enter Enter 2 s";
    wide_filtered_while_typing: library, 120 x 36, "/ keaton";
    a_query_while_typing: library, 120 x 24, "/ people:keaton Space sort:-rating";
    an_unfinished_query: library, 80 x 24, "/ keaton Space rating>=";
    a_query_that_is_refused: library, 80 x 24, "/ rating>= Space keaton Enter";
    a_refused_query_in_few_columns: library, 40 x 12, "/ keaton Space year:19 Enter";
    saved_queries_are_offered: saved, 80 x 12, "/";
    saved_queries_are_offered_in_ascii: ascii_saved, 60 x 12, "/";
    a_saved_query: saved, 80 x 12, "/ ↓ Enter";
    a_saved_query_while_typing: saved, 80 x 12, "/ ↓";
    a_saved_query_that_was_edited: saved, 80 x 12, "/ ↓ Space keaton";
    a_saved_query_that_is_wrong: saved, 80 x 12, "/ ↓ ↓ ↓";
    wide_where_nothing_matches: library, 120 x 36, "/ nosferatu";
    wide_sorted_by_rating: library, 120 x 36, "S S S";
    three_panes: library, 200 x 60, "";
    three_panes_with_other_works: library, 160 x 36, "/ sherlock Enter Enter G";
    wide_without_a_review: empty, 120 x 36, "";
    wide_where_files_were_passed_over: notes, 120 x 36, "";
    wide_with_a_long_list: many, 120 x 20, "G k k k";
    the_list_at_80: library, 80 x 24, "j j";
    the_review_at_80: library, 80 x 24, "Enter";
    the_review_at_80_further_on: library, 80 x 24, "Enter Tab Space";
    found_words_are_counted: library, 80 x 24, "Enter / engine Enter n";
    a_word_that_is_not_there: library, 80 x 24, "Enter / zeppelin Enter n";
    the_end_offers_the_next: library, 80 x 24, "Enter G Space";
    help: library, 80 x 36, "?";
    help_narrowed: library, 80 x 24, "? section";
    links_of_a_review: linked, 80 x 24, "Enter o";
    the_desk_beside_a_draft: draft, 120 x 26, "n n n";
    the_desk_below_a_draft: draft, 80 x 24, "n n n";
    the_desk_below_a_narrow_draft: draft, 60 x 20, "n n n";
    the_larger_desk_below_a_draft: draft, 80 x 24, "p p n";
    the_desk_beside_a_new_draft: new_draft, 120 x 26, "";
    only_the_text: library, 80 x 24, "Enter z Tab";
    a_book_without_stars_but_a_fraction: library, 80 x 24, "/ modern Enter Enter";
    letters_for_stars: library, 80 x 24, "/ phantom Enter Enter";
    blind_at_200: voices, 200 x 60, "B";
    blind_at_120: library, 120 x 40, "B";
    a_blind_review_at_80: library, 80 x 24, "B Enter";
    a_guess_at_60: library, 60 x 20, "B Enter B ↑";
    a_guessed_review_at_120: library, 120 x 24, "B Enter B 4 Enter";
    guesses_in_statistics: library, 120 x 40, "B Enter B 4 Enter D";
    a_query_that_waits: library, 80 x 24, "B / rating>=4";
    blind_in_ascii: ascii, 80 x 24, "B";
    voices_in_the_list_at_200: voices, 200 x 60, "";
    voices_in_the_list_at_120: voices, 120 x 40, "";
    voices_in_the_list_at_80: voices, 80 x 24, "";
    voices_in_the_list_at_60: voices, 60 x 20, "";
    a_voice_and_its_review_at_200: voices, 200 x 60, "j j Enter";
    a_voice_and_its_review_at_120: voices, 120 x 40, "j j Enter";
    a_voice_and_its_review_at_80: voices, 80 x 24, "j j Enter";
    a_voice_and_its_review_at_60: voices, 60 x 20, "j j Enter";
    voices_counted_at_200: voices, 200 x 60, "D";
    voices_counted_at_120: voices, 120 x 40, "D";
    voices_counted_at_80: voices, 80 x 24, "D";
    voices_counted_at_60: voices, 60 x 20, "D";
    voices_compared_at_200: voices, 200 x 60, "j j c";
    voices_compared_at_120: voices, 120 x 40, "j j c";
    voices_compared_at_80: voices, 80 x 24, "j j c";
    voices_compared_at_60: voices, 60 x 20, "j j c";
    an_unrated_film: library, 80 x 24, "/ girl Enter Enter";
    wide_characters: library, 80 x 24, "/ tokyo Enter Enter";
    broken_in_the_list: broken, 80 x 24, "";
    broken_on_the_page: broken, 80 x 24, "/ cats Enter Enter";
    narrow_list: library, 60 x 20, "j";
    narrow_review: library, 60 x 20, "Enter Tab Tab";
    a_search_through_all_texts: library, 120 x 40, "f fire ↓";
    a_search_at_100: library, 100 x 30, "f the ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓";
    a_search_at_80: library, 80 x 24, "f fire Space hand";
    a_search_at_60: library, 60 x 20, "f fire";
    a_search_at_40: library, 40 x 12, "f fire";
    a_search_at_20: library, 20 x 5, "f fire";
    a_search_in_ascii: ascii, 80 x 12, "f fire ↓";
    a_search_without_colour: colourless, 80 x 12, "f fire";
    a_search_before_anything_is_typed: library, 60 x 12, "f";
    a_search_that_finds_nothing: library, 60 x 12, "/ keaton Enter f zeppelin";
    verdicts: library, 120 x 36, "v j";
    verdicts_at_80: library, 80 x 24, "v";
    a_covered_section_of_all: library, 60 x 20, "v Tab Tab Tab Tab";
    verdicts_in_few_rows: library, 40 x 12, "v j";
    the_smallest_verdicts: library, 20 x 5, "v";
    statistics: library, 120 x 40, "D j j";
    statistics_at_200: library, 200 x 60, "D Tab Tab";
    statistics_at_80: library, 80 x 24, "D Tab";
    statistics_further_down_at_60: library, 60 x 20, "D G";
    statistics_at_40: library, 40 x 12, "D Tab Tab";
    the_smallest_statistics: library, 20 x 5, "D";
    statistics_beside_the_whole: library, 100 x 30, "/ genre:silent Enter D";
    statistics_while_typing_a_filter: library, 80 x 24, "D / keaton";
    statistics_in_ascii: ascii, 80 x 24, "D j";
    statistics_without_colour: colourless, 80 x 24, "D j";
    statistics_of_nothing: empty, 80 x 24, "D";
    what_a_row_of_statistics_opens: library, 80 x 24, "D j j Enter";
    a_comparison: library, 100 x 30, "c j c";
    a_comparison_further_on: library, 120 x 36, "c j c Tab Tab Tab ] s";
    a_comparison_at_200: library, 200 x 60, "c j c";
    a_comparison_at_80: library, 80 x 24, "c j c Tab Tab";
    a_comparison_at_60: library, 60 x 20, "c j c";
    a_comparison_at_40: library, 40 x 12, "c j c 2 ]";
    the_smallest_comparison: library, 20 x 5, "c j c Tab";
    a_comparison_in_ascii: ascii, 100 x 24, "c j c";
    a_comparison_without_colour: colourless, 100 x 24, "c j c Tab";
    a_mark_to_compare: library, 100 x 20, "j c j";
    what_a_search_opens: library, 80 x 24, "f fire ↓ Enter";
    few_rows: library, 40 x 11, "Enter j j";
    the_smallest_list: library, 20 x 5, "j";
    the_smallest_review: library, 20 x 5, "Enter";
    too_small: library, 19 x 4, "";
    ascii_list: ascii, 80 x 24, "";
    ascii_review: ascii, 100 x 30, "/ balle Enter Enter 2";
    without_colour: colourless, 100 x 20, "Enter / locomotive";
    in_paper: paper, 100 x 20, "Enter / locomotive";
    in_projector: projector, 100 x 20, "Enter / locomotive";
}

/// The walk has begun and no review has been found yet.
#[test]
fn nothing_is_read_yet() {
    insta::assert_snapshot!(picture(&Driver::new(&shipped(), look(), (100, 20))));
}

/// The file was valid when it was first shown and is broken now.
#[test]
fn a_stale_page_says_so() {
    let mut driver = Driver::of(&[("train.toml", &toml("The General", ""))], look(), (100, 20));
    let path = driver.root.path.join("train.toml");
    fs::write(&path, "title = \"The General\nrating = 5\n").expect("the file is written");
    driver.changed(path.clone());
    assert_eq!(driver.asked, [Effect::Wait { path: path.clone() }]);
    driver.send(Message::Waited { path });
    insta::assert_snapshot!(picture(&driver));
}

fn look() -> Appearance {
    Appearance { name: "reviews".into(), true_colour: true, mouse: true, ..Appearance::default() }
}

fn voices(size: (u16, u16)) -> Driver {
    let folders = ["tests/fixtures/voices/anna", "tests/fixtures/voices/ben"].map(Path::new);
    Driver::of_several(&folders, look(), size).walked()
}

fn library(size: (u16, u16)) -> Driver {
    Driver::open(&shipped(), look(), size)
}

fn ascii(size: (u16, u16)) -> Driver {
    Driver::open(&shipped(), Appearance { glyphs: Glyphs::Ascii, ..look() }, size)
}

const SAVED: &str = "'Best, newest first' = 'rating>=4 sort:-date'
Books = 'kind:book'
Unfinished = 'keaton year:19'
";

fn saved(size: (u16, u16)) -> Driver {
    let saved = SavedQueries::parse(&Source::new("queries.toml", SAVED.to_owned()), None).all;
    Driver::open(&shipped(), Appearance { saved, ..look() }, size)
}

fn ascii_saved(size: (u16, u16)) -> Driver {
    let saved = SavedQueries::parse(&Source::new("queries.toml", SAVED.to_owned()), None).all;
    let glyphs = Glyphs::Ascii;
    Driver::open(&shipped(), Appearance { saved, glyphs, ..look() }, size)
}

fn themed(theme: Theme, size: (u16, u16)) -> Driver {
    Driver::open(&shipped(), Appearance { theme, ..look() }, size)
}

fn colourless(size: (u16, u16)) -> Driver {
    themed(Theme::without_colour(), size)
}

fn paper(size: (u16, u16)) -> Driver {
    themed(Theme::named("paper").expect("a theme"), size)
}

fn projector(size: (u16, u16)) -> Driver {
    themed(Theme::named("projector").expect("a theme"), size)
}

fn empty(size: (u16, u16)) -> Driver {
    Driver::of(&[], look(), size)
}

fn notes(size: (u16, u16)) -> Driver {
    Driver::of(&[("a.md", "# Shopping\n\nMilk.\n"), ("b.txt", "Call the cinema.\n")], look(), size)
}

/// A draft with faults of each kind, beside five finished reviews.
fn draft(size: (u16, u16)) -> Driver {
    let text = include_str!("fixtures/desk/draft.toml");
    let others = (1..=5).map(|number| {
        let title = format!("title = \"Reel {number}\"\nyear = 200{number}\nrating = 3\n");
        let facts = "directors = [\"A. Maker\"]\ngenres = [\"drama\"]\ndate = 2024-05-01\n";
        let words = "word ".repeat(150);
        let sections = format!(
            "[sections]\nintro = \"{words}\"\n\"The Story\" = \"{words}\"\n\
             acting = \"{words}\"\n\"Final Thoughts\" = \"{words}\"\n"
        );
        (format!("{number}.toml"), format!("{title}{facts}{sections}"))
    });
    let others: Vec<(String, String)> = others.collect();
    let others: Vec<(&str, &str)> = others.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::preview_beside(&others, ("draft.toml", text), look(), size)
}

/// A draft as `rushes new` begins it.
fn new_draft(size: (u16, u16)) -> Driver {
    let title = Title::new("Past Lives", Some(2023)).expect("a title");
    let kind = Kind::Film;
    let draft = Draft {
        parts: draft::outline(&kind, &[]),
        today: Date::day(2024, 5, 1),
        author: None,
        scale: None,
        schema: None,
        manner: Manner::default(),
        title,
        kind,
    };
    let begun = draft.begin(&format::TOML).expect("it is written");
    Driver::preview("past-lives.toml", &begun.text, look(), size)
}

fn many(size: (u16, u16)) -> Driver {
    let files: Vec<(String, String)> = (1..=60)
        .map(|n| {
            (
                format!("{n}.toml"),
                toml(&format!("Reel {n}"), &format!("date = 2024-01-{:02}", n % 28 + 1)),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::of(&files, look(), size)
}

fn linked(size: (u16, u16)) -> Driver {
    let text = "url = \"https://example.org/the-general\"\n[author]\nname = \"A. Reader\"\n\
                email = \"a@example.org\"\n[author.handles]\nx = \"areader\"\nmastodon = \"@a@b.social\"\n\
                [sections]\nplot = \"See [the train](https://example.org/train) and https://example.org/bridge.\"\n";
    Driver::of(
        &[("a.toml", &format!("title = \"The General\"\nyear = 1926\nrating = 5\n{text}"))],
        look(),
        size,
    )
}

fn broken(size: (u16, u16)) -> Driver {
    let cats = "title = \"Cats\"\nyear = 2019\nrating = 1\n[sections]\nplot = \"\"\"Jellicle.\"\"\"\n\
                verdict = never again\n";
    Driver::of(&[("cats.toml", cats), ("train.toml", &toml("The General", ""))], look(), size)
}

/// A minimal review.
fn toml(title: &str, rest: &str) -> String {
    format!(
        "title = \"{title}\"\nyear = 1926\nrating = 4\n{rest}\n[sections]\n\
         plot = \"\"\"An engine is stolen.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n"
    )
}

/// The screen as text, followed by the style of every cell that is not plain text.
fn picture(driver: &Driver) -> String {
    let (buffer, drawn) = driver.draw();
    let mut out = driver.rows().join("\n");
    out.push_str("\n---\n");
    let ground = most_frequent(&buffer);
    if ground.fg != Some(Color::Reset) {
        let _ = writeln!(out, "ground {}", in_words(ground, Style::reset()));
    }
    let mut rows = (0..buffer.area.height).map(|y| (y, runs(&buffer, y, ground))).peekable();
    while let Some((first, runs)) = rows.next() {
        let mut last = first;
        while let Some((y, _)) = rows.next_if(|(_, next)| *next == runs) {
            last = y;
        }
        if !runs.is_empty() {
            let _ = writeln!(out, "{:>5}  {}", range(first, last), runs.join(", "));
        }
    }
    if drawn.cursor.is_caret {
        let Cursor { column, row, .. } = drawn.cursor;
        let _ = writeln!(out, "the cursor is at column {column} of row {row}");
    }
    out
}

fn most_frequent(buffer: &Buffer) -> Style {
    let mut counts: Vec<(Style, usize)> = Vec::new();
    for style in buffer.content.iter().map(Cell::style) {
        match counts.iter_mut().find(|(known, _)| *known == style) {
            Some((_, count)) => *count += 1,
            None => counts.push((style, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(Style::reset(), |(style, _)| style)
}

/// Runs of columns with one style, and the style in words; runs in the style of the ground are left
/// out. A blank that shows nothing does not end a run.
fn runs(buffer: &Buffer, y: u16, ground: Style) -> Vec<String> {
    let shows = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
    let mut runs: Vec<(u16, u16, String)> = Vec::new();
    let mut goes_on = false;
    let mut next = 0;
    for x in 0..buffer.area.width {
        // The second cell of a wide character is not visible.
        if x < next {
            continue;
        }
        next = x + u16::try_from(Glyphs::Unicode.width(buffer[(x, y)].symbol())).expect("cells");
        let cell = &buffer[(x, y)];
        let words = in_words(cell.style(), ground);
        if cell.symbol() == " " && Some(cell.bg) == ground.bg && !cell.modifier.intersects(shows) {
            continue;
        }
        match runs.last_mut().filter(|(_, _, before)| goes_on && *before == words) {
            Some((_, last, _)) => *last = next - 1,
            None if !words.is_empty() => runs.push((x, next - 1, words.clone())),
            None => {}
        }
        goes_on = !words.is_empty();
    }
    runs.into_iter().map(|(first, last, words)| format!("{} {words}", range(first, last))).collect()
}

fn range(first: u16, last: u16) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn in_words(style: Style, ground: Style) -> String {
    let mut words: Vec<String> =
        style.add_modifier.iter_names().map(|(name, _)| name.to_lowercase()).collect();
    let differs = |colour: Option<Color>, ground: Option<Color>| {
        colour.filter(|&colour| Some(colour) != ground)
    };
    words.extend(differs(style.fg, ground.fg).map(|colour| colour.to_string().to_lowercase()));
    words.extend(
        differs(style.bg, ground.bg)
            .map(|colour| format!("on {}", colour.to_string().to_lowercase())),
    );
    words.join(" ")
}

#[test]
fn every_snapshot_belongs_to_a_screen() {
    let source = include_str!("screens.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for file in fs::read_dir(folder).expect("the snapshots are there") {
        let name = file.expect("a name").file_name().to_string_lossy().into_owned();
        if let Some(screen) =
            name.strip_prefix("screens__").and_then(|name| name.strip_suffix(".snap"))
        {
            assert!(source.contains(screen), "{name} is of no screen");
        }
    }
}
