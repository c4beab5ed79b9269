//! Searching the texts of all reviews: against a scan that knows how each text was made, under
//! covers, and in the reader.

use drive::{Driver, shipped};
use on_screen::{after, has, look, screen, title};
use proptest::prelude::*;
use proptest::sample::select;
use rushes::fulltext::{FoldedText, Hit, Passage, passages};
use rushes::jobs::Job;
use rushes::model::{Review, Section};
use rushes::text::{Spoilers, Terms};
use rushes::tui::action::Action;
use rushes::tui::app::Appearance;
use rushes::tui::key::Key;
use rushes::tui::keymap::ScreenName;
use rushes::tui::message::{Effect, Message, Target};

#[path = "common/drive.rs"]
mod drive;
#[path = "common/on_screen.rs"]
mod on_screen;

/// A word as it is written, and as one may type it.
type Word = (&'static str, &'static str);

const WORDS: [Word; 9] = [
    ("Fire", "fire"),
    ("fires", "fires"),
    ("firehose", "firehose"),
    ("hose", "hose"),
    ("Cléo", "cleo"),
    ("CLEO", "cleo"),
    ("Straße", "strasse"),
    ("take", "take"),
    ("long", "long"),
];

/// How a word stands in its text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    Plain,
    Emphasis,
    Strong,
    Linked,
    Covered,
}

#[derive(Clone, Debug)]
struct Written {
    word: Word,
    style: Style,
    /// What stands behind it: a blank, several, or the end of a line.
    gap: &'static str,
}

#[derive(Clone, Debug)]
struct Part {
    covered: bool,
    paragraphs: Vec<Vec<Written>>,
}

impl Part {
    fn section(&self) -> Section {
        let word = |Written { word: (word, _), style, gap }: &Written| {
            let marked = match style {
                Style::Plain => (*word).to_owned(),
                Style::Emphasis => format!("*{word}*"),
                Style::Strong => format!("**{word}**"),
                Style::Linked => format!("[{word}](https://example.org)"),
                Style::Covered => format!("||{word}||"),
            };
            format!("{marked}{gap}")
        };
        let paragraph = |words: &Vec<Written>| words.iter().map(word).collect::<String>();
        let paragraphs: Vec<String> = self.paragraphs.iter().map(paragraph).collect();
        let text = paragraphs.join("\n\n");
        Section { text, covered: self.covered, ..Section::default() }
    }
}

fn review(parts: &[Part]) -> Review {
    Review { sections: parts.iter().map(Part::section).collect(), ..Review::default() }
}

fn written() -> impl Strategy<Value = Written> {
    let style = select(vec![
        Style::Plain,
        Style::Plain,
        Style::Emphasis,
        Style::Strong,
        Style::Linked,
        Style::Covered,
    ]);
    let gap = select(vec![" ", "  ", "\n"]);
    (select(WORDS.to_vec()), style, gap).prop_map(|(word, style, gap)| Written { word, style, gap })
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let paragraph = proptest::collection::vec(written(), 1..8);
    let part = (any::<bool>(), proptest::collection::vec(paragraph, 1..4))
        .prop_map(|(covered, paragraphs)| Part { covered, paragraphs });
    proptest::collection::vec(part, 1..4)
}

/// A word or a phrase as it is asked for.
#[derive(Clone, Debug)]
struct Asked {
    words: Vec<&'static str>,
    is_phrase: bool,
}

impl Asked {
    fn typed(&self) -> String {
        let words = self.words.join(" ");
        if self.is_phrase { format!("\"{words}\"") } else { words }
    }

    /// Whether it is in a paragraph, of which the words that are covered are `None`.
    fn is_in(&self, paragraph: &[Option<&str>]) -> bool {
        match self.is_phrase {
            true => paragraph
                .windows(self.words.len())
                .any(|run| run.iter().zip(&self.words).all(|(word, asked)| *word == Some(asked))),
            false => paragraph.iter().flatten().any(|word| word.starts_with(self.words[0])),
        }
    }
}

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let word = select(vec!["f", "fire", "fires", "hose", "cleo", "stra", "strasse", "ong", "t"]);
    let word = word.prop_map(|word| Asked { words: vec![word], is_phrase: false });
    let whole = select(WORDS.map(|(_, folded)| folded).to_vec());
    let phrase = proptest::collection::vec(whole, 1..4);
    let phrase = phrase.prop_map(|words| Asked { words, is_phrase: true });
    proptest::collection::vec(prop_oneof![word, phrase], 1..3)
}

/// The paragraphs in which a reader who goes through them word by word finds what is asked for.
fn scanned(parts: &[Part], asked: &[Asked], spoilers: Spoilers) -> Vec<(usize, usize)> {
    let told = spoilers == Spoilers::Told;
    let mut found = Vec::new();
    for (section, part) in parts.iter().enumerate().filter(|(_, part)| told || !part.covered) {
        for (number, paragraph) in part.paragraphs.iter().enumerate() {
            let seen = |it: &Written| (told || it.style != Style::Covered).then_some(it.word.1);
            let seen: Vec<Option<&str>> = paragraph.iter().map(seen).collect();
            let holds: Vec<bool> = asked.iter().map(|one| one.is_in(&seen)).collect();
            found.push(((section, number), holds));
        }
    }
    let in_any = |index: usize| found.iter().any(|(_, holds)| holds[index]);
    if !(0..asked.len()).all(in_any) {
        return Vec::new();
    }
    let has_all = found.iter().any(|(_, holds)| holds.iter().all(|it| *it));
    let fits = |holds: &[bool]| match has_all {
        true => holds.iter().all(|it| *it),
        false => holds.iter().any(|it| *it),
    };
    found.into_iter().filter(|(_, holds)| fits(holds)).map(|(place, _)| place).collect()
}

fn found(review: &Review, terms: &Terms, spoilers: Spoilers) -> (Vec<Hit>, Vec<Passage>) {
    let hits = FoldedText::of(review, spoilers).hits(terms);
    let passages = passages(review, terms, &hits, spoilers);
    (hits, passages)
}

const SECRETS: [&str; 3] = ["xylophone", "Xanadu", "xérès"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_a_scan_finds(parts in parts(), asked in asked(), told: bool) {
        let spoilers = if told { Spoilers::Told } else { Spoilers::Covered };
        let typed: Vec<String> = asked.iter().map(Asked::typed).collect();
        let terms = Terms::parse(&typed.join(" "));
        let (hits, passages) = found(&review(&parts), &terms, spoilers);
        let places: Vec<(usize, usize)> =
            hits.iter().map(|hit| (hit.section as usize, hit.paragraph as usize)).collect();
        prop_assert_eq!(&places, &scanned(&parts, &asked, spoilers));
        prop_assert_eq!(passages.len(), hits.len());
        for passage in &passages {
            prop_assert!(!passage.found.is_empty(), "{:?}", passage.text);
            for range in &passage.found {
                // What is marked begins with the beginning of what is asked for.
                let first = passage.text.as_str()[range.clone()].chars().next();
                let first = first.expect("a letter").to_lowercase().to_string();
                prop_assert!(typed.iter().any(|it| it.trim_matches('"').starts_with(&first)));
            }
        }
    }

    /// Whatever stands under a cover, it is not found, not shown, and changes nothing.
    #[test]
    fn no_covered_word_is_found(parts in parts(), secret in select(SECRETS.to_vec()), length in 1..9usize) {
        let with = |secret: &'static str| {
            let mut parts = parts.clone();
            for part in &mut parts {
                let covered = part.covered;
                for it in part.paragraphs.iter_mut().flatten() {
                    if covered || it.style == Style::Covered {
                        it.word = (secret, secret);
                    }
                }
            }
            review(&parts)
        };
        let beginning: String = secret.chars().take(length).collect();
        for typed in [beginning.clone(), format!("\"{secret}\""), format!("\"{beginning}")] {
            let (hits, _) = found(&with(secret), &Terms::parse(&typed), Spoilers::Covered);
            prop_assert_eq!(hits, []);
        }
        for typed in ["fire", "cleo hose", "\"long take\"", "t"] {
            let terms = Terms::parse(typed);
            let (hits, passages) = found(&with(secret), &terms, Spoilers::Covered);
            // Of the same length, so that nothing else differs.
            let other = "o".repeat(secret.chars().count());
            let same = with(Box::leak(other.into_boxed_str()));
            let (other_hits, other_passages) = found(&same, &terms, Spoilers::Covered);
            prop_assert_eq!(&hits, &other_hits);
            let texts = |passages: &[Passage]| -> Vec<String> {
                passages.iter().map(|passage| passage.text.to_string()).collect()
            };
            prop_assert_eq!(texts(&passages), texts(&other_passages));
            prop_assert!(texts(&passages).iter().all(|text| !text.contains(secret)));
        }
    }
}

fn driven(keys: &str) -> Driver {
    after(keys, (100, 30))
}

#[test]
fn enter_goes_to_what_was_found_and_q_comes_back() {
    let mut driver = driven("j Enter Tab Tab");
    let (before, scroll) = (title(&driver), driver.app.shared.reader.scroll);
    assert!(scroll > 0);
    driver.press("f fire ↓ ↓");
    assert!(has(&driver, "4 passages in 4 of 13 · covered text is not searched"));
    assert!(has(&driver, "▌   Performances  …") && has(&driver, " 3 of 4 "));
    driver.press("Enter");
    assert_eq!(
        (screen(&driver), title(&driver).as_str()),
        (ScreenName::Review, "Frankenstein; or, The Modern Prometheus")
    );
    assert!(has(&driver, "“fire” 1 of 1") && has(&driver, "He gathers firewood"));
    // The open search comes first, then the results.
    driver.press("n");
    assert_eq!(title(&driver), "Frankenstein; or, The Modern Prometheus");
    driver.press("Esc n");
    assert_eq!(title(&driver), "Plan 9 from Outer Space");
    assert!(has(&driver, "“fire” 1 of 1"));
    driver.press("Esc N N N");
    assert_eq!(title(&driver), "Frankenstein; or, The Modern Prometheus");
    driver.press("q");
    assert_eq!(screen(&driver), ScreenName::Search);
    assert!(has(&driver, " 3 of 4 "));
    driver.press("Esc");
    assert_eq!((screen(&driver), title(&driver)), (ScreenName::Review, before));
    assert_eq!(driver.app.shared.reader.scroll, scroll);
    assert!(driver.app.shared.text_search.is_none());
}

#[test]
fn a_search_is_narrowed_by_the_filter() {
    let driver = driven("/ keaton Enter f fire");
    assert!(has(&driver, "1 passage in 1 of 2 · /keaton · covered"), "{:?}", driver.rows()[0]);
    assert!(has(&driver, "The General") && !has(&driver, "Ballerina"));
}

/// Words that stand in covered sections alone.
#[test]
fn what_is_covered_is_not_told() {
    for word in ["winston", "\"trail leads"] {
        let driver = driven(&format!("f {}", word.replace(' ', " Space ")));
        assert!(has(&driver, "nothing found") && has(&driver, "0 passages in 0 of 13"), "{word}");
    }
}

#[test]
fn letters_are_typed_whatever_they_mean_elsewhere() {
    let mut driver = driven("f q ? n Space x");
    assert!(has(&driver, " f q?n x"));
    driver.press("Backspace Backspace Backspace Backspace Backspace");
    assert!(has(&driver, "words by their beginnings"));
    driver.send(Message::Pasted("an\nengine".into()));
    assert!(has(&driver, " f an engine"));
    driver.press("Esc");
    assert_eq!(screen(&driver), ScreenName::Library);
}

/// What is typed at once is answered later than Enter is pressed.
#[test]
fn enter_waits_for_what_was_typed() {
    let mut driver = Driver::open(&shipped(), look(), (80, 24));
    let mut jobs = Vec::new();
    for key in
        [Key::Char('f'), Key::Char('h'), Key::Char('o'), Key::Char('s'), Key::Char('e'), Key::Enter]
    {
        let effects = driver.app.update(Message::Key(key));
        jobs.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::Run(job @ Job::Search { .. }) => Some(job),
            _ => None,
        }));
    }
    assert_eq!((screen(&driver), jobs.len()), (ScreenName::Search, 5));
    // Those that were superseded are answered too late, if at all.
    for job in jobs {
        let answer = driver.answer(job).expect("an answer");
        driver.send(answer);
    }
    assert_eq!(screen(&driver), ScreenName::Review);
    assert!(has(&driver, "“hose” 1 of"), "{:?}", driver.rows());
}

#[test]
fn a_changed_file_is_searched_again() {
    let toml = |text: &str| format!("title = \"A\"\nrating = 3\n[sections]\nplot = \"{text}\"\n");
    let mut driver = Driver::of(&[("a.toml", &toml("A barn."))], look(), (80, 24));
    driver.press("f fire");
    assert!(has(&driver, "nothing found"));
    let path = driver.root.path.join("a.toml");
    std::fs::write(&path, toml("A barn on fire.")).expect("it is written");
    driver.changed(path);
    assert!(has(&driver, "1 passage in 1 of 1") && has(&driver, "A barn on fire."));
}

#[test]
fn a_click_chooses_a_passage_and_another_opens_it() {
    let mut driver = driven("f fire");
    driver.send(Message::Clicked(Target::Item(1)));
    assert!(has(&driver, " 2 of 4 ") && has(&driver, "The General  1926 · line"));
    driver.send(Message::Clicked(Target::Item(1)));
    assert_eq!((screen(&driver), title(&driver).as_str()), (ScreenName::Review, "The General"));
}

/// What was found is marked by words, not by letters within them.
#[test]
fn found_words_are_marked() {
    let mut driver = driven("f ha");
    driver.press("Enter");
    let reader = &driver.app.shared.reader;
    let page = &reader.shown.as_ref().expect("a page").page;
    let text: Vec<String> = page.body.iter().map(|line| line.text().to_lowercase()).collect();
    let text = text.join(" ");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with("ha"));
    let marked = reader.find.as_ref().map(|find| find.matches.len());
    assert_eq!(marked, Some(words.count()));
    assert!(marked < Some(text.matches("ha").count()));
}

#[test]
fn a_preview_has_no_other_texts() {
    let mut driver = Driver::preview("a.toml", "title = \"A\"\n", look(), (80, 24));
    driver.press("f");
    assert_eq!(screen(&driver), ScreenName::Desk);
    assert!(has(&driver, "a draft is not searched: open a folder of reviews"));
}

/// The list waits for the texts, and then has the reviews that hold what is asked for.
#[test]
fn a_query_asks_for_texts() {
    let mut driver = Driver::open(&shipped(), look(), (120, 36));
    let before = driver.rows();
    let typed: Vec<Effect> =
        "/text:fire".chars().flat_map(|c| driver.app.update(Message::Key(Key::Char(c)))).collect();
    assert!(has(&driver, "13 of 13"), "the list keeps its last state");
    let list = |rows: &[String]| -> Vec<String> {
        rows[5..12].iter().map(|row| row.chars().take(36).collect()).collect()
    };
    assert_eq!(list(&driver.rows()), list(&before));
    let jobs = typed.into_iter().filter_map(|effect| match effect {
        Effect::Run(job @ Job::Sift { .. }) => Some(job),
        _ => None,
    });
    for job in jobs.collect::<Vec<_>>() {
        let answer = driver.answer(job).expect("an answer");
        driver.send(answer);
    }
    assert!(has(&driver, "4 of 13"));
    driver.press("Enter");
    driver.press("/ Space -ballerina Enter");
    assert!(has(&driver, "3 of 13"));
    driver.press("Esc");
    assert!(has(&driver, "13 · newest first"));
    // What was typed last counts, and what is covered does not.
    driver.press("/ text:winston Enter");
    assert!(has(&driver, "0 of 13"));
    driver.press("/ Backspace Backspace Backspace Backspace Backspace Backspace Backspace");
    driver.press("fire Enter");
    assert!(has(&driver, "4 of 13"));
}

#[test]
fn a_query_from_the_start_waits_for_the_walk() {
    let query = "text:\"fire hose\"".to_owned();
    let mut driver = Driver::new(&shipped(), Appearance { query, ..look() }, (120, 36));
    assert!(!has(&driver, "Ballerina"));
    let (found, skipped) = driver.found();
    driver.send(Message::Found(found));
    driver.send(Message::WalkEnded { skipped });
    assert!(has(&driver, "1 of 13") && has(&driver, "Ballerina"));
}

fn rushes(args: &[&str]) -> (Option<i32>, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("rushes runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_prints_passages_by_review() {
    let (status, out, err) = rushes(&["search", "fire hose", "reviews"]);
    assert_eq!(status, Some(0));
    assert!(out.starts_with("Ballerina  2024  "), "{out}");
    assert!(
        out.contains("  reviews/ballerina.toml\n    62  Action        The running idea"),
        "{out}"
    );
    assert!(out.contains("one of them finds a fire hose.\n"), "{out}");
    assert!(err.contains("covered text is not searched"), "{err}");
    let (_, out, _) = rushes(&["search", "fire", "-q", "keaton", "reviews"]);
    assert!(out.contains("The General") && !out.contains("Ballerina"), "{out}");
    let (status, out, err) = rushes(&["search", "zeppelin", "reviews"]);
    assert_eq!((status, out.as_str()), (Some(0), ""));
    assert!(err.contains("nothing found"), "{err}");
    assert_eq!(rushes(&["search", " ", "reviews"]).0, Some(2));
}

#[test]
fn the_command_prints_a_passage_as_json() {
    let (_, out, _) = rushes(&["search", "\"fire hose\"", "reviews", "--json"]);
    let passage: serde_json::Value = serde_json::from_str(&out).expect("one object");
    assert_eq!(passage["path"], "reviews/ballerina.toml");
    assert_eq!((&passage["line"], &passage["ordinal"]), (&62.into(), &1.into()));
    assert_eq!((&passage["title"], &passage["year"]), (&"Ballerina".into(), &2024.into()));
    assert_eq!(
        (&passage["section"], &passage["heading"]),
        (&"action".into(), &"Action and Aesthetics".into())
    );
    let text: Vec<char> = passage["text"].as_str().expect("a text").chars().collect();
    let at =
        |name: &str| passage["found"][0][name].as_u64().and_then(|at| usize::try_from(at).ok());
    let (start, end) = (at("start").expect("a start"), at("end").expect("an end"));
    assert_eq!(text[start..end].iter().collect::<String>(), "fire hose");
}

/// In a covered section alone, until it is asked for.
#[test]
fn the_command_searches_what_is_covered_only_when_asked() {
    let json = ["--json"];
    for (command, path) in [("search", "reviews"), ("list", "reviews")] {
        let found = |more: &[&str]| {
            let asked = ["-q", "text:winston"];
            let asked = if command == "search" { &["winston"][..] } else { &asked[..] };
            let args = [&[command][..], asked, &[path], &json, more].concat();
            rushes(&args).1.lines().count()
        };
        assert_eq!((found(&[]), found(&["--spoilers"]) > 0), (0, true), "{command}");
    }
    let (_, out, _) =
        rushes(&["show", "reviews/ballerina.toml", "-q", "text:flamethrowers", "--json"]);
    assert_eq!(out.lines().count(), 1);
    assert_eq!(rushes(&["show", "reviews/ballerina.toml", "-q", "text:zeppelin"]).1, "");
}

/// From a review that was opened from the results, the key goes back to them.
#[test]
fn a_search_is_opened_once() {
    let mut driver = driven("f fire ↓ Enter");
    driver.press("f");
    assert_eq!(screen(&driver), ScreenName::Search);
    assert!(has(&driver, " f fire") && has(&driver, " 2 of 4 "));
    driver.press("Esc");
    assert_eq!(screen(&driver), ScreenName::Library);
    assert_eq!(Action::named("full-text"), Some(Action::FullText));
}
