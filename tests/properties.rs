//! Properties that hold for every file and every key, tested with generated input.

use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use drive::{Driver, shipped};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use rushes::format::{self, FORMATS, Format};
use rushes::model::Review;
use rushes::page::{self, Options, Page, Role, Run, find};
use rushes::text::Glyphs;
use rushes::text::Source;
use rushes::tui::app::Appearance;
use rushes::tui::message::{Effect, Message, Target};
use shown::{HARMFUL, MIN_PAGE_COLUMNS, SECRET, calm, fault, harmful, stands_for_a_cover};

#[path = "common/drive.rs"]
mod drive;
#[path = "common/shown.rs"]
mod shown;

/// Texts that hide control characters, cover passages, or have an unusual width.
const TRAPS: [&str; 55] = [
    "\u{1b}[2J",
    "\u{1b}]0;title\u{7}",
    "\u{0}",
    "\u{8}",
    "\u{7f}",
    "\u{85}",
    "\u{9b}31m",
    "\r",
    "\t",
    "\u{61c}",
    "\u{200e}",
    "\u{200f}",
    "\u{2028}",
    "\u{2029}",
    "\u{202a}",
    "\u{202e}",
    "\u{2060}",
    "\u{2066}",
    "\u{206f}",
    "\u{feff}",
    "\u{fff9}",
    "\u{fffb}",
    "\u{e0041}",
    "\u{e0fff}",
    "\\u001b",
    "\\u{1b}",
    "\\e",
    "&#27;",
    "&#x1b;",
    "&#155;",
    "&NewLine;",
    "&lrm;",
    "%1b",
    "%9b",
    "东京物語",
    "👩‍👩‍👧‍👦",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "ｆｕｌｌ",
    "\u{200b}",
    "\u{ad}",
    "||",
    ">!",
    "!<",
    "<spoiler>",
    "</spoiler>",
    "<details>",
    "</details>",
    "!spoilers",
    "\"\"\"",
    "'''",
    "---\n",
    "+++\n",
    "[sections]\n",
    "## Plot\n",
    // Two of them, each with text, make a file several reviews.
    "\n\n## Reeds (1999) 3/5\n\nA lake.\n\n## Ferry (1971) 4/5\n\n",
];

/// The reviews that come with the project, and the fixtures of every format.
static SHIPPED: LazyLock<Vec<(String, &'static Format)>> = LazyLock::new(|| {
    let folders = [shipped(), PathBuf::from("tests/fixtures/formats")];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("files are there"));
    let mut paths: Vec<_> = files.map(|file| file.expect("a name").path()).collect();
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).expect("text");
    let formats = paths.iter().filter_map(|path| Some((read(path), format::by_extension(path)?)));
    formats.collect()
});

#[test]
fn every_format_has_a_file_to_be_mutated() {
    for format in FORMATS {
        let is_there = SHIPPED.iter().any(|(_, other)| *other == format);
        assert!(is_there, "{} is read by no property: it needs a fixture", format.title);
    }
}

fn cases(count: u32) -> Config {
    // The test prints a failing case; proptest's file of cases would be written to the source tree.
    Config { cases: count, failure_persistence: None, ..Config::default() }
}

/// Words, traps and line breaks in any order.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "[a-z]{1,9} ",
        3 => select(TRAPS.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
        1 => any::<char>().prop_map(String::from),
        1 => select(vec!["\n", "\n\n", "# ", "- ", "> ", "| ", "```\n", "rating: ", "title = \"", "= 3\n", "*", "[a](b)", "http://x.y ", "wait—what ", "—", "「東京」、", "。", "（", "a-b", "…", "`"]).prop_map(str::to_owned),
        1 => "[a-z]{90,200}",
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

/// A review in which parts were cut out, doubled, or replaced by traps.
fn mutated() -> impl Strategy<Value = (String, &'static Format)> {
    let trap = select(TRAPS.to_vec());
    let change = (any::<Index>(), 0..80usize, 0..3u8, trap);
    let file = (0..SHIPPED.len()).prop_map(|index| SHIPPED[index].clone());
    (file, prop::collection::vec(change, 1..8)).prop_map(|((mut text, format), changes)| {
        for (place, length, kind, trap) in changes {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            if bounds.is_empty() {
                break;
            }
            let first = place.index(bounds.len());
            let start = bounds[first];
            let end = bounds.get(first + length).copied().unwrap_or(text.len());
            match kind {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(end, &text.clone()[start..end]),
                _ => text.insert_str(start, trap),
            }
        }
        (text, format)
    })
}

fn files() -> impl Strategy<Value = (String, &'static Format)> {
    let any = (texts(), select(FORMATS.to_vec()));
    prop_oneof![any, mutated()]
}

/// Every review of a file.
fn reviews(text: &str, format: &Format) -> Vec<Review> {
    let parsed = format::parse(&Source::new("a/review", text.to_owned()), format);
    parsed.reviews().cloned().collect()
}

fn options(width: usize, uncovered: bool) -> Options {
    Options { width, uncovered, reveal_key: "s".to_owned(), ..Options::default() }
}

fn keys() -> impl Strategy<Value = String> {
    let every: Vec<String> = rushes::tui::action::TABLE
        .iter()
        .flat_map(|binding| binding.keys)
        .map(ToString::to_string)
        .chain(["1", "9", "a", "é", "東", "Backspace"].map(String::from))
        .collect();
    select(every)
}

/// An event that the application receives.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Size(u16, u16),
    Click(u16, u16),
    Wheel(u16, u16, i32),
    Paste(String),
    Save(Index, String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let size = prop_oneof![3 => (0..=260u16, 0..=80u16), 1 => (0..=30u16, 0..=12u16)];
    let step = prop_oneof![
        12 => keys().prop_map(Step::Key),
        3 => size.prop_map(|(columns, rows)| Step::Size(columns, rows)),
        2 => (0..260u16, 0..80u16).prop_map(|(x, y)| Step::Click(x, y)),
        1 => (0..260u16, 0..80u16, -5..5i32).prop_map(|(x, y, by)| Step::Wheel(x, y, by)),
        1 => texts().prop_map(Step::Paste),
        2 => (any::<Index>(), texts()).prop_map(|(file, text)| Step::Save(file, text)),
    ];
    prop::collection::vec(step, 1..30)
}

proptest! {
    #![proptest_config(cases(400))]

    /// Whatever a file holds, no character of it reaches the terminal that could steer it, and no
    /// line is wider than the page.
    #[test]
    fn pages_are_harmless_and_fit((text, format) in files(), width in MIN_PAGE_COLUMNS..130, uncovered: bool) {
        for review in reviews(&text, format) {
            let page = page::review(&review, &options(width, uncovered));
            prop_assert_eq!(fault(&page, width, Glyphs::Unicode), None);
        }
    }

    /// Uncovering changes the layout of nothing but long covers, which take fewer lines as long as
    /// they are closed.
    #[test]
    fn uncovering_keeps_the_lines_of_every_paragraph((text, format) in files(), width in MIN_PAGE_COLUMNS..130) {
        for review in reviews(&text, format) {
            let [covered, open] =
                [false, true].map(|uncovered| page::review(&review, &options(width, uncovered)));
            let is_folded = covered.body.iter().any(|line| stands_for_a_cover(&line));
            let end = |page: &Page| page.paragraphs.last().map_or(0, |last| last.lines().end);
            let mut below = covered.body.iter().skip(end(&covered));
            // Fields below the text are masked before they are wrapped, and may break elsewhere.
            let has_covered_fields = below.any(|line| line.text().contains('░'));
            match is_folded {
                true => prop_assert!(covered.body.len() < open.body.len()),
                false if has_covered_fields => prop_assert_eq!(end(&covered), end(&open)),
                false => prop_assert_eq!(covered.body.len(), open.body.len()),
            }
            prop_assert_eq!(covered.paragraphs.len(), open.paragraphs.len());
            let widths = |page: &Page, lines: Range<usize>| -> Vec<usize> {
                lines.map(|line| page.body.line(line).map_or(0, |line| line.width(Glyphs::Unicode))).collect()
            };
            for (paragraph, other) in covered.paragraphs.iter().zip(&open.paragraphs) {
                let lines = paragraph.lines();
                prop_assert!(lines.end <= covered.body.len());
                let is_text = |run: &Run| run.role != Role::Rule && !run.text.as_str().trim().is_empty();
                let mut drawn = other.lines().filter_map(|line| open.body.line(line));
                let has_text = drawn.any(|line| line.runs.iter().any(is_text));
                // What shows no text may be folded together with the cover around it.
                if !is_folded || has_text && !paragraph.covered {
                    prop_assert_eq!(widths(&covered, lines), widths(&open, other.lines()));
                }
            }
            prop_assert!(covered.paragraphs.is_sorted_by_key(|paragraph| paragraph.lines().start));
            prop_assert!(covered.paragraphs.is_sorted_by_key(|paragraph| paragraph.lines().end));
        }
    }

    /// A secret in a covered passage is on no page, in no match, and in no copy of a paragraph
    /// that does not say that it is covered.
    #[test]
    fn covers_hold(is_second: bool, before in texts(), after in texts(), pair in select(vec![("||", "||"), (">!", "!<"), ("<spoiler>", "</spoiler>")]), width in 1..120usize) {
        // The secret stands in the only review of a file, or in the second of two.
        let head = if is_second { "---\ntitle: A\n---\n\n## Reeds (1999) 3/5\n\nA lake.\n\n## Ferry (1971) 4/5\n\n" } else { "---\ntitle: A\nrating: 3/5\n---\n\n## Plot\n\n" };
        let text = format!("{head}{} {}{SECRET}{} {}\n", calm(&before), pair.0, pair.1, calm(&after));
        let reviews = reviews(&text, &format::MARKDOWN);
        prop_assert_eq!(reviews.len(), 1 + usize::from(is_second));
        let seen = |page: &Page| page.lines().map(|line| line.text()).collect::<String>();
        for review in &reviews {
            let page = page::review(review, &options(width, false));
            prop_assert!(!seen(&page).contains(SECRET), "{}", seen(&page));
            prop_assert!(find::find(&page, SECRET).is_empty());
            for paragraph in page.paragraphs.iter().filter(|paragraph| !paragraph.covered) {
                let section = &review.sections[page.section_of(paragraph)];
                let source = &section.text[paragraph.source()];
                prop_assert!(!source.contains(SECRET));
            }
        }
        // On lines this long no word is broken.
        let open = page::review(&reviews[reviews.len() - 1], &options(9999, true));
        prop_assert_eq!(seen(&open).matches(SECRET).count(), 1);
        prop_assert_eq!(find::find(&open, SECRET).len(), 1);
    }
}

/// Each harmful character by itself, in every format and in a message about the file.
#[test]
fn no_harmful_character_is_shown() {
    // There are thousands of tag characters; the first ones are enough.
    for c in HARMFUL.into_iter().flat_map(|range| range.take(256)) {
        let toml = format!("title = \"\"\"a{c}b\"\"\"\n[sections]\nplot = \"\"\"c{c}d\"\"\"\n");
        let escaped = format!("title = \"a\\U{:08x}b\"\n", u32::from(c));
        let markdown =
            format!("---\ntitle: A\nnote: a{c}b\n---\n\n## a{c}b\n\nc{c}d &#{};\n", u32::from(c));
        let plain = format!("A review of a{c}b\n\nc{c}d\n");
        for (text, format) in [
            (&toml, &format::TOML),
            (&escaped, &format::TOML),
            (&markdown, &format::MARKDOWN),
            (&plain, &format::PLAIN),
        ] {
            for review in reviews(text, format) {
                let page = page::review(&review, &options(60, true));
                for line in page.lines().chain([page.title_line.clone()]) {
                    assert_eq!(harmful(&line.text()), None, "{c:?}: {:?}", line.text());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// No key, click, size or text makes the reader panic, draw a control character, or quit
    /// without a key that asks for it.
    #[test]
    fn any_session_is_survived(text in texts(), steps in steps(), draft in any::<bool>(), begins_comparing: bool) {
        let toml = format!("title = '''{}'''\nyear = 1999\nrating = 3\n[sections]\nplot = '''{text}'''\n", text.replace("'''", ""));
        let files = [("a.md", format!("---\ntitle: A\ndirector: B\nrating: 3/5\n---\n\n## Plot\n\n{text}\n")), ("b.toml", toml), ("c.txt", text)];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let look = Appearance { true_colour: true, ..Appearance::default() };
        let mut driver = if draft {
            Driver::preview(files[0].0, files[0].1, look, (120, 24))
        } else {
            Driver::of(&files, look, (80, 24))
        };
        if begins_comparing {
            driver.press("c j c");
        }
        for step in steps {
            match step {
                Step::Key(key) => drop(driver.press(&key)),
                Step::Size(columns, rows) => driver.send(Message::Resized { columns, rows }),
                Step::Click(x, y) => if let Some(target) = driver.draw().1.target_at(x, y) {
                    driver.send(Message::Clicked(target));
                },
                Step::Wheel(x, y, by) => {
                    let target = driver.draw().1.target_at(x, y).unwrap_or(Target::Text);
                    driver.send(Message::Scrolled(target, by));
                }
                Step::Paste(text) => driver.send(Message::Pasted(text)),
                Step::Save(file, text) => {
                    let root = &driver.root.path;
                    let path = if draft { root.to_path_buf() } else { root.join(file.get(&files).0) };
                    std::fs::write(&path, text).expect("it is written");
                    // One save is often reported more than once.
                    driver.changed(path.clone());
                    driver.changed(path.clone());
                    driver.send(Message::Waited { path });
                }
            }
            for row in driver.rows() {
                prop_assert_eq!(harmful(&row), None, "{:?}", row);
            }
            for effect in &driver.asked {
                let text = match effect {
                    Effect::Copy(text) => text.replace('\n', ""),
                    Effect::OpenAddress(address) => address.as_str().to_owned(),
                    _ => continue,
                };
                prop_assert_eq!(harmful(&text), None);
            }
        }
    }
}

/// The program itself on hostile files; one run takes many texts, since starting it is slow.
#[test]
fn json_and_pages_in_a_pipe_are_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, trap) in TRAPS.iter().enumerate() {
        let quoted = trap.replace('\'', "");
        let secret = "||xyzzy||";
        let toml = format!(
            "title = '''A{quoted}'''\nrating = '''4/5 {quoted}'''\nkind = '''{quoted}'''\nother = '''{quoted}'''\n\
             spoilers = [\"plot\"]\n[sections]\nplot = '''xyzzy {quoted}'''\nintro = '''{secret} and {quoted} here'''\n"
        );
        let markdown = format!(
            "---\ntitle: \"A {trap}\"\nrating: 4/5\ndirector: B\n---\n\n## Plot\n\nIt ||xyzzy|| goes on {trap}\n"
        );
        for (name, text) in [("toml", toml), ("md", markdown)] {
            let path = folder.path().join(format!("{index}.{name}"));
            std::fs::write(path, text).expect("a file is written");
        }
    }
    let mut lines = Vec::new();
    for args in
        [&["list", "--json"][..], &["show", "--json"], &["show"], &["list"], &["list", "--skipped"]]
    {
        let output =
            Command::new(env!("CARGO_BIN_EXE_rushes")).args(args).arg(folder.path()).output();
        let output = output.expect("the program runs");
        for bytes in [&output.stdout, &output.stderr] {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let found = text.lines().find_map(|line| Some((harmful(line)?, line)));
            assert_eq!(found, None, "{args:?}");
        }
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let leak = text.lines().find(|line| line.contains("xyzzy"));
        assert_eq!(leak, None, "{args:?}");
        lines.push(text.lines().count());
    }
    // Each file is a review or is passed over.
    assert_eq!(lines[0] + lines[4], 2 * TRAPS.len(), "{lines:?}");
    assert!(lines[..4].iter().all(|count| *count >= lines[0]), "{lines:?}");
}

/// Input for which an algorithm that is not linear would take very long.
#[test]
fn hostile_repetition_takes_no_time_to_speak_of() {
    for piece in [
        "||",
        "[",
        "![",
        "<spoiler>",
        "<details>",
        "<details>a</details>",
        "</details>",
        "`||",
        "  !",
        "## ||a|| <spoiler>\n",
        ">!",
        "*_",
        "> ",
        "`",
        "[[",
        "((",
        "<!--",
        "&",
        "\"\"\"\n",
        "a.b = 1\n",
        "- ",
        "| a ",
    ] {
        let text = piece.repeat(40_000 / piece.len());
        for format in FORMATS {
            for review in reviews(&text, format) {
                drop(page::review(&review, &options(72, false)));
            }
        }
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(["show", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all("\u{1b}[".repeat(50_000).as_bytes()).expect("it reads");
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}
