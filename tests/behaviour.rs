//! What the application does when something happens: messages in, state and effects out.

use std::fs;
use std::path::PathBuf;

use drive::{Answers, Desk, shipped};
use rushes::jobs::{Answer, Job, Reread};
use rushes::model::{Date, ReviewId, ReviewKey, SortKey};
use rushes::page::Line;
use rushes::text::{Code, Diagnostic, expected};
use rushes::tui::action::{Action, TABLE};
use rushes::tui::app::{App, Appearance};
use rushes::tui::key::Key;
use rushes::tui::keymap::{Keymap, ScreenName};
use rushes::tui::message::{Effect, Message, Target};

#[path = "common/drive.rs"]
mod drive;

const WIDE: (u16, u16) = (120, 36);
const NARROW: (u16, u16) = (80, 24);

fn library(size: (u16, u16)) -> Desk {
    Desk::open(&shipped(), look(), size)
}

fn look() -> Appearance {
    Appearance { name: "reviews".into(), true_colour: true, mouse: true, ..Appearance::default() }
}

/// A library with the review of this title chosen and open.
fn reading(title: &str, size: (u16, u16)) -> Desk {
    let mut desk = library(size);
    desk.press("g");
    while chosen(&desk) != title {
        let before = chosen(&desk);
        desk.press("j");
        assert_ne!(chosen(&desk), before, "{title} is in the list");
    }
    desk.press("Enter");
    desk
}

fn title_of(app: &App, id: ReviewId) -> String {
    app.shared.library.get(id).map(|entry| entry.title().to_owned()).unwrap_or_default()
}

fn chosen(desk: &Desk) -> String {
    desk.app.shared.list.selected().map(|id| title_of(&desk.app, id)).unwrap_or_default()
}

fn shown(desk: &Desk) -> String {
    desk.app
        .shared
        .reader
        .shown
        .as_ref()
        .map(|shown| shown.review.title.clone())
        .unwrap_or_default()
}

fn notice(desk: &Desk) -> String {
    desk.app.shared.notice.as_ref().map(|notice| notice.text.to_string()).unwrap_or_default()
}

fn on_list(desk: &Desk) -> bool {
    desk.app.screen().name() == ScreenName::Library
}

/// The key of the section in view.
fn section(desk: &Desk) -> String {
    let index = desk.app.shared.reader.section(&desk.app.shared.rows());
    desk.app
        .shared
        .reader
        .shown
        .as_ref()
        .map_or("", |shown| shown.page.sections[index].key.as_str())
        .to_owned()
}

fn has(desk: &Desk, text: &str) -> bool {
    desk.rows().iter().any(|row| row.contains(text))
}

/// A review that is written in a moment.
fn toml(title: &str, rest: &str) -> String {
    format!(
        "title = \"{title}\"\nyear = 1926\nrating = 4\n{rest}\n[sections]\n\
         plot = \"\"\"An engine is stolen.\"\"\"\nverdict = \"\"\"See it.\"\"\"\n"
    )
}

/// Where a file of the library stands.
fn at(desk: &Desk, name: &str) -> PathBuf {
    desk.root.path.join(name)
}

/// In the middle of a library and of a text there is something to do for every key.
#[test]
fn no_key_is_dead() {
    let (list, review) = ("j j j j", "j j j j Enter Tab Tab j");
    let places = [(WIDE, "j j j j d"), (WIDE, review), (NARROW, list), (NARROW, review)];
    let mut dead = Vec::new();
    let (found, skipped) = library(WIDE).found();
    let answers = Answers::default();
    for (size, keys) in places {
        for binding in TABLE {
            for key in binding.keys {
                let mut desk = Desk::new(&shipped(), look(), size);
                desk.answers = Some(Answers::clone(&answers));
                desk.tell(Message::Found(found.clone()));
                desk.tell(Message::WalkEnded { skipped });
                desk.press(keys);
                // Two actions undo what another began: they get something to undo.
                match binding.action {
                    Action::Leave | Action::Out if on_list(&desk) => {
                        desk.press(if binding.action == Action::Leave { "/ o Enter" } else { "z" });
                    }
                    _ => {}
                }
                let before = desk.draw();
                let asked = desk.app.update(Message::Key(*key));
                if asked.is_empty() && desk.draw() == before {
                    dead.push(format!("{key} at {size:?} after {keys:?}"));
                }
            }
        }
    }
    assert!(dead.is_empty(), "{dead:?}");
}

#[test]
fn digits_go_to_their_sections() {
    let mut desk = reading("Ballerina", NARROW);
    for (key, name) in [("3", "performances"), ("5", "verdict"), ("2", "plot"), ("1", "intro")] {
        desk.press(key);
        assert_eq!(section(&desk), name);
    }
    desk.press("9");
    assert_eq!(notice(&desk), "this review has 5 sections");
}

/// What the screen says of a key follows from the keymap.
#[test]
fn words_about_keys_are_those_of_the_keymap() {
    let mut keymap = Keymap::default();
    for (key, action) in [("ctrl-x", Action::Reveal), ("X", Action::Help)] {
        let key = key.parse().expect("a key");
        for usual in keymap.keys(ScreenName::Review, action).collect::<Vec<_>>() {
            keymap.bind(None, usual, None);
        }
        keymap.bind(None, key, Some(action));
    }
    let mut desk = Desk::open(&shipped(), Appearance { keymap, ..look() }, WIDE);
    desk.press("/ balle Enter Enter 2 y");
    assert_eq!(notice(&desk), "this paragraph is covered: ^X shows it, then y copies it");
    desk.press("k");
    assert!(has(&desk, "covered · ^X shows it") && has(&desk, "X keys  q back"));
    desk.tell(Message::Key(Key::Ctrl('x')));
    assert!(has(&desk, "Winston"));
    desk.press("X");
    assert!(has(&desk, "^X  ") && has(&desk, "show what is covered"));
    desk.press("X");
    assert!(!has(&desk, "show what is covered"), "the key that opens the help closes it");
}

#[test]
fn escape_never_quits() {
    for keys in ["", "Enter", "z", "/ x", "Enter / x Enter", "?", "Enter o"] {
        let mut desk = library(NARROW);
        desk.press(keys).press("Esc Esc Esc Esc Esc");
        assert!(!desk.asked.contains(&Effect::Quit), "after {keys:?}");
        assert!(on_list(&desk), "after {keys:?}");
    }
}

#[test]
fn q_goes_back_and_then_quits() {
    let mut desk = library(NARROW);
    desk.press("Enter q");
    assert!(desk.asked.is_empty() && on_list(&desk));
    desk.press("q");
    assert_eq!(desk.asked, [Effect::Quit]);
    let mut typing = library(NARROW);
    typing.press("/ q");
    assert!(typing.asked.is_empty() && typing.app.shared.list.query == "q");
}

#[test]
fn the_chosen_review_stays_chosen() {
    let mut desk = library(WIDE);
    desk.press("j j j");
    let (title, _) = (chosen(&desk), desk.press("S"));
    assert_eq!((chosen(&desk), desk.app.shared.list.sort), (title.clone(), SortKey::Title));
    desk.press("S S S");
    assert_eq!((chosen(&desk), desk.app.shared.list.sort), (title.clone(), SortKey::Date));

    let (mut entries, _) = desk.found();
    let mut newer = entries.swap_remove(0);
    newer.path = desk.root.path.join("newer.toml").into();
    newer.date = Some(Date::day(2030, 1, 1));
    desk.tell(Message::Found(vec![newer.clone()]));
    assert_eq!(chosen(&desk), title);
    assert_eq!(desk.app.shared.list.cursor(), 4);
    let path = newer.path.to_path_buf();
    desk.tell(Message::Answered(Answer::Reread { path, now: Reread::Gone, waited: true }));
    assert_eq!((chosen(&desk), desk.app.shared.list.cursor()), (title.clone(), 3));
    assert_eq!(shown(&desk), title);
}

/// A walk that is still going on, in which each batch has a newer review than the one before.
#[test]
fn until_the_first_key_the_top_is_chosen() {
    let mut desk = Desk::new(&shipped(), look(), WIDE);
    let (mut entries, _) = desk.found();
    entries.sort_by_key(|entry| entry.date);
    let first = entries[0].title.to_string();
    for (number, entry) in entries.into_iter().enumerate() {
        desk.tell(Message::Found(vec![entry]));
        assert_eq!(desk.app.shared.list.cursor(), 0);
        if number == 5 {
            assert_eq!(shown(&desk), first, "the page changes no more until the walk ends");
        }
    }
    assert_eq!((chosen(&desk).as_str(), shown(&desk)), ("The General", first));
    desk.tell(Message::WalkEnded { skipped: 0 });
    assert_eq!(shown(&desk), "The General");
}

#[test]
fn after_the_first_key_the_chosen_review_stays_while_the_walk_goes_on() {
    let mut desk = Desk::new(&shipped(), look(), WIDE);
    let (mut entries, _) = desk.found();
    entries.sort_by_key(|entry| entry.date);
    let newest = entries.pop().expect("a review");
    desk.tell(Message::Found(entries));
    desk.press("j");
    let title = chosen(&desk);
    desk.tell(Message::Found(vec![newest]));
    desk.tell(Message::WalkEnded { skipped: 0 });
    assert_eq!((chosen(&desk), shown(&desk)), (title.clone(), title));
    assert_eq!(desk.app.shared.list.cursor(), 2);
}

/// The answer to a question that was overtaken by another is not shown.
#[test]
fn stale_answers_are_dropped() {
    let mut app = App::new(look(), WIDE.0, WIDE.1);
    let reader = library(WIDE);
    app.update(Message::Found(reader.found().0));
    let load = |effects: Vec<Effect>| match &effects[..] {
        [Effect::Run(job @ Job::Load { .. })] => job.clone(),
        other => panic!("one page is asked for: {other:?}"),
    };
    let first = load(app.update(Message::Key(Key::Char('j'))));
    let second = load(app.update(Message::Key(Key::Char('j'))));
    app.update(reader.answer(first).expect("a page"));
    assert!(app.shared.reader.shown.is_none());
    app.update(reader.answer(second).expect("a page"));
    assert_eq!(app.shared.reader.shown.as_ref().map(|shown| shown.id), app.shared.list.selected());
}

#[test]
fn leaving_a_review_covers_it_and_a_reload_does_not() {
    let mut desk = reading("Ballerina", WIDE);
    desk.press("2");
    assert!(has(&desk, "░░░") && !has(&desk, "Winston"));
    desk.press("s");
    assert!(has(&desk, "Winston") && !has(&desk, "░░░"));
    desk.press("] [");
    assert!(has(&desk, "░░░") && !has(&desk, "Winston"), "leaving covers");

    let covered = toml("Citizen", "spoilers = [\"plot\"]");
    let mut desk = Desk::of(&[("a.toml", &covered)], look(), WIDE);
    desk.press("Enter s");
    assert!(has(&desk, "An engine"));
    fs::write(at(&desk, "a.toml"), covered.replace("stolen", "sold")).expect("it is written");
    let path = at(&desk, "a.toml");
    desk.changed(path);
    assert!(has(&desk, "An engine is sold."), "a reload leaves it open");
}

#[test]
fn what_is_covered_is_neither_copied_nor_found() {
    let mut desk = reading("Ballerina", NARROW);
    desk.press("2 y");
    assert!(desk.asked.is_empty() && notice(&desk).contains("covered"));
    desk.press("/ Winston");
    assert_eq!(desk.app.shared.reader.find.as_ref().map(|find| find.matches.len()), Some(0));
    assert!(has(&desk, "not in this review"));
    desk.press("Esc s 2 y");
    let [Effect::Copy(text)] = &desk.asked[..] else {
        panic!("one text is copied: {:?}", desk.asked)
    };
    assert!(text.starts_with("Rooney is a child"));
    desk.press("/ Winston");
    assert!(has(&desk, "1 of 1"));
}

/// What was found while it could be seen is forgotten when it is covered again.
#[test]
fn covering_takes_the_matches_away() {
    let mut desk = reading("Ballerina", NARROW);
    desk.press("s / Winston Enter s");
    assert_eq!(desk.app.shared.reader.find.as_ref().map_or(0, |find| find.matches.len()), 0);
}

#[test]
fn places_are_remembered() {
    for size in [WIDE, NARROW] {
        let mut desk = reading("Sherlock Jr.", size);
        desk.press("4 j j");
        let (scroll, rows) = (desk.app.shared.reader.scroll, desk.rows());
        desk.press("] ] q k j k k Enter");
        assert_eq!(
            (shown(&desk).as_str(), desk.app.shared.reader.scroll),
            ("Sherlock Jr.", scroll)
        );
        assert_eq!(desk.rows()[3..20], rows[3..20]);
    }
}

/// What stands at the top may be a heading, or the blank above a paragraph.
#[test]
fn a_reload_moves_no_line() {
    for size in [WIDE, NARROW] {
        let plot = "One.\n\nTwo.\n\nThree.\n\nFour.\n\n".repeat(12);
        let text = toml("Citizen", "").replace("An engine is stolen.", &plot);
        let files = [("a.toml", text.replace("verdict", "action")), ("b.toml", toml("Kane", ""))];
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let mut desk = Desk::of(&files, look(), size);
        desk.press("Enter G 1 Tab");
        for keys in ["", "j", "j", "j", "j", "k", "1", "j", "j", "j", "j", "j", "j", "j", "j"] {
            desk.press(keys);
            let rows = desk.rows();
            let changed =
                format!("{}# {keys}\n", fs::read_to_string(at(&desk, "a.toml")).expect("text"));
            fs::write(at(&desk, "a.toml"), changed).expect("it is written");
            let path = at(&desk, "a.toml");
            desk.changed(path);
            assert_eq!(desk.rows(), rows, "at {size:?} after {keys:?}");
            desk.press("] [");
            assert_eq!(
                desk.rows()[1..22],
                rows[1..22],
                "at {size:?} after {keys:?}, left and come back"
            );
        }
    }
}

#[test]
fn a_resize_keeps_the_paragraph() {
    let mut desk = reading("Sherlock Jr.", WIDE);
    desk.press("4 j j j j");
    let top = |desk: &Desk| desk.app.shared.reader.paragraph(&desk.app.shared.rows());
    let paragraph = top(&desk);
    for (columns, rows) in [(60, 20), (100, 40), (30, 10), (120, 36)] {
        desk.tell(Message::Resized { columns, rows });
        assert_eq!(top(&desk), paragraph, "at {columns}x{rows}");
    }
}

#[test]
fn the_next_review_opens_in_the_same_section() {
    let mut desk = reading("His Girl Friday", NARROW);
    desk.press("3 ]");
    assert_eq!((shown(&desk).contains("Tokyo"), section(&desk).as_str()), (true, "performances"));
    desk.press("5 [");
    assert_eq!((shown(&desk).as_str(), section(&desk).as_str()), ("His Girl Friday", "verdict"));
    let mut desk = reading("The General", NARROW);
    desk.press("3 [");
    assert_eq!(
        (notice(&desk).as_str(), section(&desk).as_str()),
        ("this is the first review", "performances")
    );
}

#[test]
fn the_end_offers_the_next_review_and_goes_there_when_asked_again() {
    let mut desk = reading("The General", NARROW);
    desk.press("G Space");
    assert_eq!(
        (shown(&desk).as_str(), notice(&desk).as_str()),
        ("The General", "Space again: His Girl Friday")
    );
    desk.press("k Space");
    assert_eq!(shown(&desk), "The General", "an offer that was passed over is made again");
    desk.press("Space Space");
    assert_eq!(
        (shown(&desk).as_str(), chosen(&desk).as_str()),
        ("His Girl Friday", "His Girl Friday")
    );
    assert_eq!(desk.app.shared.reader.scroll, 0);
    let mut last = library(NARROW);
    last.press("G Enter G Space");
    assert_eq!(notice(&last), "the end of the last review");
}

#[test]
fn a_count_stands_with_every_filter() {
    for size in [WIDE, NARROW, (60, 20), (40, 12)] {
        let mut desk = library(size);
        desk.press("/ keaton");
        let head = |desk: &Desk| desk.rows().remove(0);
        assert!(head(&desk).contains("2 of 13"), "while typing at {size:?}");
        desk.press("Enter");
        assert!(head(&desk).contains("2 of 13"), "afterwards at {size:?}");
        desk.press("Esc");
        assert!(!head(&desk).contains("of 13"), "without one at {size:?}");
    }
}

#[test]
fn a_filter_finds_people_years_and_folded_words() {
    for (query, title) in [
        ("varda", "Cléo de 5 à 7"),
        ("CLEO", "Cléo de 5 à 7"),
        ("1818", "Frankenstein"),
        ("ozu", "東京物語"),
    ] {
        let mut desk = library(WIDE);
        desk.press("/").press(query);
        assert!(chosen(&desk).starts_with(title), "{query}");
    }
}

#[test]
fn when_the_chosen_review_goes_the_next_one_is_chosen() {
    let files = [
        ("a.toml", toml("A", "date = 2024-01-03")),
        ("b.toml", toml("B", "date = 2024-01-02")),
        ("c.toml", toml("C", "date = 2024-01-01")),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut desk = Desk::of(&files, look(), WIDE);
    desk.press("j Enter");
    for (gone, next) in [("b.toml", "C"), ("c.toml", "A"), ("a.toml", "")] {
        let path = at(&desk, gone);
        fs::remove_file(&path).expect("it was there");
        desk.changed(path.clone());
        assert_eq!(desk.asked.pop(), Some(Effect::Wait { path: path.clone() }), "bad news waits");
        desk.tell(Message::Waited { path });
        assert_eq!((chosen(&desk).as_str(), shown(&desk).as_str()), (next, next));
    }
    assert!(has(&desk, "No reviews here yet."));
    assert_eq!(desk.press("q q").asked, [Effect::Quit]);
}

/// A walk through a new folder read the file before it changed, and tells of it after.
#[test]
fn old_news_does_not_undo_a_change() {
    let files = [("a.toml", toml("Citizen", "")), ("b.toml", toml("Sunrise", ""))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let mut desk = Desk::of(&files, look(), WIDE);
    desk.press("G");
    assert_eq!(chosen(&desk), "Sunrise");
    let (old, _) = desk.found();
    fs::write(at(&desk, "a.toml"), toml("Kane", "")).expect("it is written");
    desk.changed(at(&desk, "a.toml"));
    desk.tell(Message::Found(old));
    assert!(has(&desk, "Kane") && !has(&desk, "Citizen"));
}

/// A file that changes while a walk goes on, which had read it before and tells of it after.
#[test]
fn a_walk_does_not_undo_what_changed_meanwhile() {
    let made = tempfile::tempdir().expect("a folder");
    let write = |name: &str, title: &str| {
        fs::write(made.path().join(name), toml(title, "")).expect("it is written");
    };
    write("a.toml", "Citizen");
    write("b.toml", "Sunrise");
    let mut desk = Desk::new(made.path(), look(), WIDE);
    let (mut old, skipped) = desk.found();
    let last = old.split_off(1);
    desk.tell(Message::Found(old));
    assert_eq!(shown(&desk), "Citizen");
    write("b.toml", "Vertigo");
    desk.changed(made.path().join("b.toml"));
    desk.tell(Message::Found(last));
    assert!(has(&desk, "Vertigo") && !has(&desk, "Sunrise"));
    desk.tell(Message::WalkEnded { skipped });
    assert!(has(&desk, "Citizen") && has(&desk, "Vertigo") && !has(&desk, "Sunrise"));
}

/// The system lost track of changes while a walk went on, which may have passed by them already.
#[test]
fn a_walk_that_is_asked_for_during_another_follows_it() {
    let made = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(made.path(), look(), WIDE);
    desk.tell(Message::LostTrack);
    fs::write(made.path().join("a.toml"), toml("Sunrise", "")).expect("it is written");
    assert!(!has(&desk, "Sunrise"), "one walk at a time");
    desk.tell(Message::WalkEnded { skipped: 0 });
    assert!(has(&desk, "Sunrise"));
}

/// Eight ratings up to five were out of five; with a nine among them all are out of ten.
#[test]
fn a_scale_follows_what_is_added_later() {
    let made = tempfile::tempdir().expect("a folder");
    let write = |name: &str, rating: &str| {
        let text = format!("---\ntitle: {name}\nrating: {rating}\n---\n\nText.\n");
        fs::write(made.path().join(name), text).expect("it is written");
    };
    for number in 0..8 {
        write(&format!("{number}.md"), "4");
    }
    let mut desk = Desk::open(made.path(), look(), WIDE);
    let stars = |desk: &Desk| -> Vec<f64> {
        let entries = desk.app.shared.library.iter();
        entries.filter_map(|(_, entry)| Some(entry.stars()?.value())).collect()
    };
    assert_eq!(stars(&desk), [4.0; 8]);
    write("9.md", "9");
    desk.press("r");
    assert_eq!(stars(&desk), [&[2.0; 8][..], &[4.5]].concat());
}

/// Nobody plays in a book.
#[test]
fn a_book_is_not_said_to_lack_a_cast() {
    for (kind, lacks) in [("film", true), ("book", false)] {
        let text = format!("title = \"Emma\"\nkind = \"{kind}\"\n");
        let desk = Desk::preview("draft.toml", &text, look(), WIDE);
        let rows = desk.rows().join("\n");
        assert!(rows.contains("Not written yet"), "{rows}");
        assert_eq!(rows.contains("cast"), lacks, "{kind}: {rows}");
    }
}

/// A file that was empty for a moment, read well, and is empty for a moment again when the first
/// wait is over: the second moment has a wait of its own.
#[test]
fn good_news_calls_the_wait_off() {
    let text = toml("Citizen", "");
    let mut desk = Desk::of(&[("a.toml", &text)], look(), WIDE);
    let path = at(&desk, "a.toml");
    for text in ["", &text] {
        fs::write(&path, text).expect("it is written");
        desk.changed(path.clone());
        assert!(desk.app.shared.reader.stale.is_none(), "bad news waits");
    }
    fs::write(&path, "").expect("it is emptied");
    desk.tell(Message::Waited { path: path.clone() });
    assert!(desk.app.shared.reader.stale.is_none());
    desk.changed(path.clone());
    desk.tell(Message::Waited { path });
    assert!(desk.app.shared.reader.stale.is_some());
}

#[test]
fn nothing_open_is_said_and_not_done() {
    let mut desk = Desk::of(&[], look(), WIDE);
    for key in ["Tab", "1", "n", "s", "o", "y", "Y"] {
        desk.press(key);
        assert_eq!(notice(&desk), "no review is open", "{key}");
    }
    assert!(desk.asked.is_empty());
}

#[test]
fn the_help_does_what_it_lists() {
    let mut desk = library(NARROW);
    desk.press("? best Backspace Backspace Backspace Backspace theme Enter");
    assert!(desk.app.shared.chooser.is_none() && notice(&desk) == "theme paper");
    let mut desk = library(NARROW);
    desk.press("? nosuch Enter");
    assert!(desk.app.shared.chooser.is_none() && desk.asked.is_empty());
}

#[test]
fn a_click_is_understood_where_something_was_drawn() {
    let mut desk = library(WIDE);
    let target = desk.draw().1.target_at(10, 4).expect("a row");
    assert!(matches!(target, Target::Row(_)));
    desk.tell(Message::Clicked(target));
    assert_eq!((desk.app.shared.list.cursor(), on_list(&desk)), (2, true));
    desk.tell(Message::Clicked(target));
    assert_eq!(desk.app.screen().name(), ScreenName::Review);
    desk.tell(Message::Clicked(Target::Do(Action::Help)));
    assert!(desk.app.shared.chooser.is_some());
    desk.tell(Message::Clicked(Target::Text));
    assert!(desk.app.shared.chooser.is_none());
}

/// A problem in a line of a draft.
fn problem(line: usize) -> Diagnostic {
    let line = u32::try_from(line).expect("few lines");
    let mismatch = expected(format!("better words in line {line}"));
    Diagnostic { line, ..Diagnostic::whole_file(Code::NoTitle, mismatch) }
}

/// A preview with problems in these lines.
fn with_problems(name: &str, text: &str, lines: impl Iterator<Item = usize>) -> Desk {
    let mut desk = Desk::preview(name, text, look(), WIDE);
    let problems = lines.map(problem).collect();
    let Some(Message::Answered(Answer::Inspected { lines, .. })) =
        desk.answer(Job::Inspect { key: ReviewKey::first(&*desk.root.path) })
    else {
        panic!("the draft is inspected");
    };
    desk.tell(Message::Answered(Answer::Inspected { problems, usual: None, lines }));
    desk
}

/// The line that the editor was asked for, and what is looked for from there on.
fn edited(desk: &mut Desk) -> (u32, String) {
    match desk.press("e").asked.pop() {
        Some(Effect::Edit { line, text, .. }) => (line, text),
        other => panic!("the editor is asked for: {other:?}"),
    }
}

/// Paragraphs that say in which line of the file they stand.
fn numbered(head: &str, lines: usize) -> String {
    let mut text = head.to_owned();
    let mut line = head.lines().count() + 1;
    while line < lines {
        if line % 20 < 2 {
            text += &format!("## Part {line}\n\n\n");
            line += 3;
        }
        text += &format!("In line {line}.\n\n");
        line += 2;
    }
    text
}

#[test]
fn the_next_problem_brings_its_paragraph_to_the_top() {
    let markdown = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let plain = numbered("title = \"The General\"\n[sections]\nplot = \"\"\"\n", 140) + "\"\"\"\n";
    for (name, text) in [("a.md", markdown), ("a.toml", plain.replace("## ", ""))] {
        let lines: Vec<usize> = (1..90).filter(|n| text.contains(&format!("line {n}."))).collect();
        let mut desk = with_problems(name, &text, lines.iter().copied());
        for line in lines {
            desk.press("n");
            let shown = desk.app.shared.reader.shown.as_ref().expect("a review");
            let first = desk.app.shared.rows().body_in_view(desk.app.shared.reader.scroll).start;
            let seen: String = shown.page.body[first..first + 2].iter().map(Line::text).collect();
            assert!(seen.contains(&format!("In line {line}.")), "{name}: {line}: {seen}");
        }
    }
}

#[test]
fn the_editor_opens_at_the_problem_that_was_gone_to() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut desk = with_problems("a.md", &text, [30, 52].into_iter());
    desk.press("n n");
    assert_eq!(edited(&mut desk), (52, String::new()));
    desk.press("j j j j");
    assert!(edited(&mut desk).1.starts_with("In line"), "the place in view counts again");
    desk.press("n");
    assert_eq!(edited(&mut desk).0, 30);
}

#[test]
fn the_editor_opens_where_the_draft_is_broken() {
    let text = toml("Citizen", "");
    let mut desk = Desk::preview("a.toml", &text, look(), WIDE);
    let path = desk.root.path.to_path_buf();
    fs::write(&path, text.replace("rating = 4", "rating = \"4")).expect("it is written");
    desk.changed(path.clone());
    desk.tell(Message::Waited { path: path.clone() });
    assert!(has(&desk, "line 3: "));
    assert_eq!(edited(&mut desk), (3, String::new()));
    fs::write(&path, text).expect("it is written");
    desk.changed(path);
    assert_eq!(edited(&mut desk).0, 1);
}

#[test]
fn a_desk_of_many_problems_scrolls() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut desk = with_problems("a.md", &text, 1..=40);
    assert!(has(&desk, "40 problems") && !has(&desk, "Not written yet"));
    let over = desk.draw().1.target_at(10, 10).expect("the desk");
    for _ in 0..40 {
        desk.tell(Message::Scrolled(over, 1));
    }
    assert!(has(&desk, "Not written yet") && has(&desk, "Words"));
    assert_eq!(desk.app.shared.reader.scroll, 0, "the page stays");
    desk.press("n");
    assert!(has(&desk, "▌ 1:1") && has(&desk, "40 problems"), "the chosen one is seen");
    desk.press("N");
    assert!(has(&desk, "▌ 40:1"));
    for _ in 0..40 {
        desk.tell(Message::Scrolled(over, -1));
    }
    assert!(has(&desk, "40 problems") && has(&desk, "1:1"));
}

#[test]
fn a_click_goes_to_a_problem() {
    let text = numbered("---\ntitle: The General\nyear: 1926\n---\n\n", 140);
    let mut desk = with_problems("a.md", &text, [30, 52].into_iter());
    let row = desk.rows().iter().position(|row| row.contains("52:1")).expect("a row");
    let row = u16::try_from(row).expect("a row");
    let target = desk.draw().1.target_at(10, row).expect("a problem");
    assert_eq!(target, Target::Item(1));
    desk.tell(Message::Clicked(target));
    assert!(has(&desk, "▌ 52:1") && has(&desk, "In line 52."));
    assert!(!matches!(desk.draw().1.target_at(10, 25), Some(Target::Item(_))));
}

/// A walk matches the reviews of a changed file in the way that a watched change does: by title.
#[test]
fn a_second_walk_stays_with_the_review_although_another_came_before_it() {
    let reeds = "## Reeds (1999) 3/5\n\nA lake.\n\n";
    let others = "## Low Water (2004) 8/10\n\nA river.\n\n## Ferry (1971) 4/5\n\nA boat.\n";
    let text = format!("---\ntitle: Films\n---\n\n{reeds}{others}");
    let mut desk = Desk::of(&[("rivers.md", &text)], look(), WIDE);
    while chosen(&desk) != "Low Water" {
        desk.press("j");
    }
    let id = desk.app.shared.list.selected();
    for (first, count) in
        [("## Brook (2010) 2/5\n\nA brook.\n\n## Reeds (1999) 3/5\n\nA lake.\n\n", 4), ("", 2)]
    {
        let text =
            format!("---\ntitle: Films\n---\n\n{first}{}", others.replace("A river", "The river"));
        fs::write(desk.root.path.join("rivers.md"), text).expect("a file is written");
        desk.press("r");
        let path = desk.root.path.join("rivers.md");
        desk.tell(Message::Waited { path });
        assert_eq!((chosen(&desk), shown(&desk)), ("Low Water".into(), "Low Water".into()));
        assert_eq!(desk.app.shared.list.selected(), id);
        assert_eq!(desk.app.shared.library.iter().count(), count);
        assert!(desk.rows().iter().any(|row| row.contains("The river")));
    }
}
