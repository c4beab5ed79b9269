//! Every way to measure text agrees, and every cell of a frame lands in its column, in terminals
//! that differ in the width of some characters.

use std::cell::RefCell;
use std::fs;
use std::io::{self, Write};
use std::rc::Rc;

use action_keys::action_keys;
use drive::{Driver, shipped};
use model::{Model, Seen, Widths};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use ratatui::buffer::{Buffer, CellDiffOption};
use rushes::format;
use rushes::page::{self, Line, Options};
use rushes::text::{Glyphs, Source};
use rushes::tui::action::Action;
use rushes::tui::app::Appearance;
use rushes::tui::canvas::{Canvas, Cursor};
use rushes::tui::key::Key;
use rushes::tui::message::Message;
use rushes::tui::view;

#[path = "common/action_keys.rs"]
mod action_keys;
#[path = "common/drive.rs"]
mod drive;
#[path = "common/model.rs"]
mod model;

/// Parts of texts whose width is not their number of characters.
const PARTS: [&str; 44] = [
    "a",
    "Reel ",
    "keeper ",
    " ",
    "  ",
    "\t",
    "-",
    "1",
    "⚠\u{fe0f}",
    "⚠",
    "❤\u{fe0f}",
    "1\u{fe0f}\u{20e3}",
    "⌚",
    "⌚\u{fe0e}",
    "😀",
    "👍🏽",
    "👩\u{200d}👩\u{200d}👧",
    "❤\u{fe0f}\u{200d}🔥",
    "🇫🇷",
    "🇯",
    "東京",
    "。",
    "ｗｉｄｅ",
    "각",
    "\u{1112}\u{1161}\u{11ab}",
    "\u{1100}\u{1100}",
    "e\u{301}",
    "\u{301}",
    "o\u{301}\u{302}\u{303}",
    "ที่นี่",
    "กำลัง",
    "ខ្មែរ",
    "ភាសា",
    "שלום",
    "مرحبا",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{fe0f}",
    "★",
    "“x”",
    "…—",
    "*",
    "||",
];

const NARROW: Widths = Widths { selects: false, counts: true, ambiguous: false };
const SELECTING: Widths = Widths { selects: true, counts: false, ambiguous: false };
/// Where ambiguous characters are wide, with both widths of what a selector selects.
const WIDE: [Widths; 2] = [
    Widths { selects: false, counts: true, ambiguous: true },
    Widths { selects: true, counts: false, ambiguous: true },
];

fn cases(count: u32) -> Config {
    // The test prints a failing case; proptest's file of cases would be written to the source tree.
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

fn text(parts: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(select(PARTS.to_vec()), parts).prop_map(|parts| parts.concat())
}

/// A review of which every text is of such parts.
fn file(title: &str, section: &str) -> String {
    let quoted = title.replace(['"', '\\', '\t'], " ");
    format!(
        "---\ntitle: \"{quoted}\"\nyear: 1998\nrating: \"{quoted}\"\ndirector: \"{quoted}\"\n\
         author: \"{quoted}\"\nurl: https://example.org/\n---\n\n## Plot {title}\n\n{section}\n\n\
         ## Verdict\n\n> {title}\n\n- {title} [{title}](https://example.org/a) {section}\n"
    )
}

#[test]
fn a_page_of_wide_signs_is_no_wider_than_it_was_asked_to_be() {
    let text = "⚠\u{fe0f}".repeat(100);
    let lines = lines(&file("Reel", &text), 72, Glyphs::Unicode);
    let cells = |line: &String| SELECTING.of(line);
    assert_eq!(lines.iter().map(cells).max(), Some(72), "{lines:#?}");
}

fn lines(text: &str, width: usize, glyphs: Glyphs) -> Vec<String> {
    let source = Source::new("a.md", text.to_owned());
    let parsed = format::parse(&source, &format::MARKDOWN);
    let options = Options { width, uncovered: true, glyphs, ..Options::default() };
    let page = page::review(&parsed.review, &options);
    let drawn = |line: Line| line.runs.iter().map(|run| glyphs.drawn(run)).collect();
    page.lines().chain([page.title_line.clone()]).map(drawn).collect()
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn no_line_of_a_page_is_too_wide(title in text(1..12), section in text(0..80), width in 18..90usize) {
        for (glyphs, widths) in [(Glyphs::Unicode, [NARROW, SELECTING]), (Glyphs::Wide, WIDE)] {
            for line in lines(&file(&title, &section), width, glyphs) {
                for widths in widths {
                    prop_assert!(widths.of(&line) <= width, "{} > {width}: {line:?}", widths.of(&line));
                }
            }
        }
    }
}

/// Besides the key of each action: what edits a line, and is often pressed.
const MORE_KEYS: [&str; 9] = ["Backspace", "Left", "Esc", "Esc", "j", "k", "Enter", "[", "/"];

fn keys() -> Vec<String> {
    // The end, and what is left to the event loop.
    let keys = action_keys(&[Action::Quit, Action::Suspend]);
    keys.into_iter().chain(MORE_KEYS.map(str::to_owned)).collect()
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Type(&'static str),
    Resize(u16, u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => select(keys()).prop_map(Step::Key),
        2 => select(PARTS.to_vec()).prop_map(Step::Type),
        1 => (20..130u16, 5..30u16).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
    ];
    prop::collection::vec(step, 1..25)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn every_cell_of_a_frame_is_where_it_belongs(texts in prop::collection::vec((text(1..10), text(0..60)), 1..4), steps in steps()) {
        for (glyphs, widths) in [(Glyphs::Unicode, [NARROW, SELECTING]), (Glyphs::Wide, WIDE)] {
            Screen::of(&texts, glyphs, widths).take(&steps)?;
            let draft = file(&texts[0].0, &texts[0].1);
            let preview = Driver::preview("draft.md", &draft, look(glyphs), SIZE);
            Screen::drawing(preview, widths).take(&steps)?;
        }
    }
}

/// The bytes written to the terminal since they were last taken.
#[derive(Clone, Debug, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const SIZE: (u16, u16) = (80, 24);

fn look(glyphs: Glyphs) -> Appearance {
    Appearance { name: "reviews".into(), glyphs, ..Appearance::default() }
}

/// The application with the terminals that it is drawn to.
struct Screen {
    driver: Driver,
    size: (u16, u16),
    canvas: Canvas<Written>,
    written: Written,
    models: Vec<Model>,
    widths: [Widths; 2],
}

impl Screen {
    /// The reader on a library of reviews with these titles and texts.
    fn of(texts: &[(String, String)], glyphs: Glyphs, widths: [Widths; 2]) -> Self {
        let files: Vec<(String, String)> = (0..)
            .zip(texts)
            .map(|(at, (title, section)): (usize, _)| (format!("{at}.md"), file(title, section)))
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Self::drawing(Driver::of(&files, look(glyphs), SIZE), widths)
    }

    fn drawing(driver: Driver, widths: [Widths; 2]) -> Self {
        let written = Written::default();
        Self {
            driver,
            size: SIZE,
            canvas: Canvas::new(written.clone()),
            written,
            models: widths.map(|widths| Model::new(widths, SIZE)).to_vec(),
            widths,
        }
    }

    fn take(mut self, steps: &[Step]) -> Result<(), TestCaseError> {
        self.draw()?;
        for step in steps {
            match step {
                Step::Key(key) => {
                    self.driver.press(key);
                }
                Step::Type(text) => {
                    let keys = text.chars().filter(|c| !c.is_control()).map(Key::Char);
                    keys.for_each(|key| self.driver.send(Message::Key(key)));
                }
                Step::Resize(columns, rows) => {
                    self.size = (*columns, *rows);
                    self.models = self.widths.map(|widths| Model::new(widths, self.size)).to_vec();
                    self.driver.send(Message::Resized { columns: *columns, rows: *rows });
                }
            }
            self.draw()?;
        }
        Ok(())
    }

    /// Draws a frame as the runtime does, and looks at every cell of every terminal.
    fn draw(&mut self) -> Result<(), TestCaseError> {
        let mut wanted = Buffer::default();
        let mut cursor = Cursor::default();
        let app = &self.driver.app;
        let drawn = self.canvas.draw(self.size, |buffer| {
            let drawn = view::view(app, buffer.area, buffer);
            view::hyperlinks(app, &drawn, buffer);
            wanted = buffer.clone();
            cursor = drawn.cursor;
            drawn.cursor
        });
        drawn.expect("a frame is drawn");
        let bytes = std::mem::take(&mut *self.written.0.borrow_mut());
        for model in &mut self.models {
            model.write(&bytes);
            prop_assert!(!model.is_overrun, "over the edge: {model:?}");
            for position in wanted.area.positions() {
                let (cell, seen) = (&wanted[position], model.seen(position.x, position.y));
                let is_right = match cell.diff_option {
                    CellDiffOption::Skip => *seen == Seen::Rest || *seen == Seen::Text(" ".into()),
                    _ => *seen == Seen::Text(visible(cell.symbol()).to_owned()),
                };
                prop_assert!(is_right, "{position}: {:?} is {seen:?}", cell.symbol());
            }
            let at = (usize::from(cursor.column), usize::from(cursor.row));
            prop_assert_eq!(model.cursor, at);
        }
        Ok(())
    }
}

/// A symbol without the hyperlink that it may be.
fn visible(symbol: &str) -> &str {
    let inner = symbol.strip_prefix("\u{1b}]8;").and_then(|rest| rest.split_once("\u{1b}\\"));
    inner.map_or(symbol, |(_, rest)| rest.split('\u{1b}').next().unwrap_or_default())
}

#[test]
fn every_cell_of_the_shipped_reviews_is_where_it_belongs() {
    for (glyphs, widths) in [(Glyphs::Unicode, [NARROW, SELECTING]), (Glyphs::Wide, WIDE)] {
        let mut screen = Screen::drawing(Driver::open(&shipped(), look(glyphs), SIZE), widths);
        for key in ["Enter", "Space", "]"].into_iter().cycle().take(60) {
            screen.driver.press(key);
            screen.draw().expect("every cell is where it belongs");
        }
    }
}

/// A text that is saved with other characters in the place of wide ones.
#[test]
fn nothing_is_left_of_a_text_that_has_changed() {
    let texts = |section: &str| [("Reel".to_owned(), section.to_owned())];
    let signs =
        ["⚠\u{fe0f}", "ab", "東京", "a⚠\u{fe0f}b", "👩\u{200d}👩\u{200d}👧", "⌚\u{fe0e}", "a"];
    let mut screen = Screen::of(&texts("a"), Glyphs::Unicode, [NARROW, SELECTING]);
    screen.driver.press("Enter");
    let path = screen.driver.root.path.join("0.md");
    for sign in signs.into_iter().flat_map(|sign| signs.map(|next| [sign, next])).flatten() {
        fs::write(&path, file("Reel", &sign.repeat(30))).expect("the file is written");
        screen.driver.changed(path.clone());
        screen.draw().expect("every cell is where it belongs");
    }
}

/// Where ambiguous characters are wide, whatever we say ourselves is ASCII.
#[test]
fn our_own_words_are_ascii_in_wide_terminals() {
    let files = [
        (
            "a.md",
            "---\ntitle: Reel\nrating: 3.5/5\nyear: 1998\n---\n\n## Plot\n\n||A lake.||\n\n- A boat.\n\n---\n\n> A ferry.\n\n## Verdict\n\nSee it.\n",
        ),
        ("b.md", "---\ntitle: Boat\nrating: 1/5\n---\n\nA lake.\n"),
    ];
    for size in [(120, 30), (80, 24), (40, 12)] {
        for keys in [
            "",
            "Enter",
            "Enter s G",
            "?",
            "? Down x",
            "/ lak",
            "/ nothing Enter",
            "Enter / lak Enter n",
            "Enter / nothing Enter",
            "Enter o",
            "Enter y",
            "S S",
            "Enter 2 z",
        ] {
            let mut driver = Driver::of(&files, look(Glyphs::Wide), size);
            driver.press(keys);
            for row in driver.rows() {
                assert!(row.is_ascii(), "{size:?} {keys}: {row}");
            }
        }
    }
}

/// The cursor of a prompt stands behind what was typed, however wide that is.
#[test]
fn the_cursor_stands_behind_what_was_typed() {
    let texts = [("Reel".to_owned(), "A lake.".to_owned())];
    let mut screen = Screen::of(&texts, Glyphs::Unicode, [NARROW, SELECTING]);
    screen.driver.press("/");
    let caret = |screen: &Screen| {
        let cursor = screen.driver.draw().1.cursor;
        assert!(cursor.is_caret);
        (cursor.column, cursor.row)
    };
    let mut before = caret(&screen);
    for (typed, cells) in [("東", 2), ("⚠\u{fe0f}", 2), ("e\u{301}", 1), ("🇫🇷", 2), ("x", 1)]
    {
        typed.chars().for_each(|c| screen.driver.send(Message::Key(Key::Char(c))));
        let after = caret(&screen);
        assert_eq!(after, (before.0 + cells, before.1), "{typed}");
        before = after;
    }
    // What does not fit leaves at the left.
    (0..200).for_each(|_| screen.driver.send(Message::Key(Key::Char('東'))));
    let (x, y) = caret(&screen);
    assert!(x < 80 && y == before.1);
    screen.draw().expect("every cell is where it belongs");
}
