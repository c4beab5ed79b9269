//! `rushes new`: what it writes, where, and what it leaves alone.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use rushes::draft::{self, Draft, Manner, Title};
use rushes::format::{self, FORMATS, Format, Parsed};
use rushes::model::{Author, Date, Handle, Kind, Review};
use rushes::text::{Severity, Source};

use libraries::Library;

#[path = "common/libraries.rs"]
mod libraries;

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in files {
            let path = folder.at(name);
            let above = path.parent().expect("a file stands in a folder");
            fs::create_dir_all(above).expect("a folder is made");
            fs::write(&path, text).expect("a file is written");
        }
        folder
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
    command.current_dir(folder.at("")).arg("new").args(args).stdin(Stdio::null());
    command.env_remove("VISUAL").env_remove("EDITOR");
    command
}

fn new(folder: &Folder, args: &[&str]) -> Output {
    command(folder, args).output().expect("the program runs")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn read(folder: &Folder, name: &str) -> Review {
    let text = fs::read_to_string(folder.at(name)).expect("the file is there");
    let format = format::by_extension(name.as_ref()).expect("a known extension");
    format::parse(&Source::new(name, text), format).review
}

/// A site's posts are below the folder in which its author works.
#[test]
fn a_file_is_made_where_a_site_has_its_reviews() {
    const POST: &str =
        "---\ntitle: Low Water (1998)\ndirector: Ada Lee\nrating: 3/5\n---\n\nA sea.\n";
    for (files, path) in [
        (&[("_posts/2024-01-03-low-water.md", POST)][..], "_posts/"),
        (
            &[("content/posts/note.md", "A note.\n"), ("content/blog/low-water.md", POST)],
            "content/blog/",
        ),
        (&[("_posts/low-water.md", POST), ("low-water.md", POST)], "past-lives"),
        (&[("_posts/low-water.md", POST), ("reviews/author.toml", "")], "reviews/"),
        (&[("_posts/note.md", "A note.\n")], "past-lives"),
    ] {
        let folder = Folder::with(files);
        let made = new(&folder, &["Past Lives (2023)"]);
        assert!(out(&made).starts_with(path), "{files:?}: {}{}", out(&made), err(&made));
    }
}

#[test]
fn the_path_is_data_and_the_next_command_is_talk() {
    let folder = Folder::with(&[]);
    let made = new(&folder, &["Heat (1995)"]);
    assert_eq!((made.status.code(), out(&made)), (Some(0), "heat.toml\n"));
    assert!(err(&made).contains("`rushes preview heat.toml`"), "{}", err(&made));
    let review = read(&folder, "heat.toml");
    assert_eq!((review.title.as_str(), review.year, review.draft), ("Heat", Some(1995), true));
    assert!(review.rating.is_none() && review.date.is_some());
    let several = new(&folder, &["The", "General", "--year", "1926"]);
    assert_eq!(out(&several), "the-general.toml\n");
}

#[test]
fn reviews_is_the_usual_folder_and_others_are_made_one_deep() {
    let folder = Folder::with(&[("reviews/author.toml", "name = \"A. Reader\"\nscale = 10\n")]);
    assert_eq!(out(&new(&folder, &["Heat"])), "reviews/heat.toml\n");
    let text = fs::read_to_string(folder.at("reviews/heat.toml")).unwrap();
    assert!(!text.contains("[author]") && text.contains("# rating = 7 ") && text.contains("of 10"));
    let made = new(&folder, &["Heat", "--into", "drafts"]);
    assert_eq!(out(&made), "drafts/heat.toml\n");
    assert!(err(&made).contains("made the folder drafts"));
    assert!(!folder.at("a").exists());
    let deep = new(&folder, &["Heat", "--into", "a/b"]);
    assert_eq!((deep.status.code(), out(&deep)), (Some(1), ""));
    assert!(err(&deep).contains("expected a folder, found no folder to make it in"));
    let file = new(&folder, &["Heat", "--into", "drafts/heat.toml"]);
    assert!(err(&file).contains("found something else of that name"), "{}", err(&file));
}

#[test]
fn a_folder_still_to_be_made_belongs_to_the_author_above_it() {
    let folder = Folder::with(&[(".git/HEAD", ""), ("author.toml", "name = \"A. Reader\"\n")]);
    assert_eq!(out(&new(&folder, &["Heat", "--into", "films"])), "films/heat.toml\n");
    let text = fs::read_to_string(folder.at("films/heat.toml")).unwrap();
    assert!(!text.contains("[author]"), "{text}");
    // The folder exists now, and is named by another path.
    assert_eq!(out(&new(&folder, &["Alien", "--into", "./films/"])), "./films/alien.toml\n");
    assert!(!fs::read_to_string(folder.at("films/alien.toml")).unwrap().contains("[author]"));
}

#[test]
fn nothing_is_written_over() {
    let folder = Folder::with(&[("heat.toml", "title = \"Heat\"\nyear = 1986\nrating = 2\n")]);
    let before = fs::read_to_string(folder.at("heat.toml")).unwrap();
    assert_eq!(out(&new(&folder, &["Heat", "--year", "1995"])), "heat-1995.toml\n");
    for args in [&["Heat (1995)"][..], &["Heat"], &["Heat (1986)"], &["HEAT!"], &["heat (1986)"]] {
        let refused = new(&folder, args);
        assert_eq!((refused.status.code(), out(&refused)), (Some(1), ""), "{args:?}");
        assert!(err(&refused).contains("left as it is"), "{}", err(&refused));
    }
    assert!(err(&new(&folder, &["HEAT!"])).contains("`--year N`"));
    assert_eq!(fs::read_to_string(folder.at("heat.toml")).unwrap(), before);
    symlink("nowhere.toml", folder.at("alien.toml")).unwrap();
    assert_eq!(new(&folder, &["Alien"]).status.code(), Some(1));
    assert!(!folder.at("nowhere.toml").exists());
    fs::create_dir(folder.at("dune.toml")).unwrap();
    assert!(err(&new(&folder, &["Dune"])).contains("found something else of that name"));
}

/// A file that cannot be written completely is removed, since half a review would block a retry.
#[test]
fn half_a_file_is_not_left_behind() {
    let folder = Folder::with(&[]);
    // Every write fails with an error, and the signal that would end the process is ignored.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" new Heat";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_rushes")]).current_dir(folder.at(""));
    let refused = shell.output().expect("the shell runs");
    assert_eq!((refused.status.code(), out(&refused)), (Some(1), ""));
    assert!(err(&refused).contains("heat.toml: expected to make a file"), "{}", err(&refused));
    assert_eq!(fs::read_dir(folder.at("")).expect("the folder").count(), 0);
}

/// The command that is proposed can be copied into a shell, whatever the folder is called.
#[test]
fn a_path_is_proposed_as_a_shell_takes_it() {
    for name in ["plain", "two words", "it's", "-dash", "$HOME;`id`&*", "a\"b\\c", "东京"] {
        let folder = Folder::with(&[]);
        let made = new(&folder, &["Heat", &format!("--into={name}")]);
        assert_eq!(made.status.code(), Some(0), "{}", err(&made));
        let said = err(&made);
        let from = said.find("`rushes preview ").expect("a command") + 1;
        let to = said.find("` shows it").expect("its end");
        let script = format!("rushes() {{ printf '%s' \"$2\"; }}; {}", &said[from..to]);
        let mut shell = Command::new("sh");
        let seen = shell.args(["-c", &script]).current_dir(folder.at("")).output();
        let seen = seen.expect("the shell runs");
        assert!(folder.at(out(&seen)).is_file(), "{name}: {script}\n{}", out(&seen));
    }
}

/// Half of an author's reviews are no habit, more than half are one.
#[test]
fn a_section_of_their_own_is_proposed_if_more_than_half_have_it() {
    let with = |title: &str| {
        format!(
            "title = \"{title}\"\nrating = 3\n[sections]\nplot = \"A.\"\n\"The Music\" = \"B.\"\n"
        )
    };
    let without =
        |title: &str| format!("title = \"{title}\"\nrating = 3\n[sections]\nplot = \"A.\"\n");
    let two = [("a.toml", &*with("A")), ("b.toml", &with("B")), ("c.toml", &without("C"))];
    for (fourth, proposed) in [(without("D"), false), (with("D"), true)] {
        let folder = Folder::with(&[&two[..], &[("d.toml", &fourth)]].concat());
        let made = new(&folder, &["Heat"]);
        let text = fs::read_to_string(folder.at(out(&made).trim())).expect("a draft");
        assert_eq!(text.contains("The Music"), proposed, "{text}");
    }
}

/// Format, name and headings are those of the other reviews, unless another format is asked for.
#[test]
fn a_file_is_in_the_shape_of_the_others() {
    let post = |title: &str| format!("---\ntitle: {title}\nrating: 3/5\n---\n\nA boat.\n");
    let (a, b) = (post("Ferry"), post("Reeds"));
    let folder = Folder::with(&[("2024-05-01-ferry.md", &a), ("2024-06-02-reeds.md", &b)]);
    let made = new(&folder, &["Heat (1995)"]);
    let name = out(&made).trim();
    assert!(name.ends_with("-heat.md") && name.starts_with("20"), "{name}");
    let text = fs::read_to_string(folder.at(name)).expect("a draft");
    assert!(!text.contains("##"), "{text}");
    assert_eq!(read(&folder, name).title, "Heat");
    let asked = new(&folder, &["Alien (1979)", "--format", "toml"]);
    let name = out(&asked).trim();
    assert!(name.ends_with("-alien.toml"), "{name}");
    assert!(fs::read_to_string(folder.at(name)).expect("a draft").contains("plot = "));
}

/// `text` with `TODAY` in place of each day.
fn without_days(text: &str) -> String {
    let mut text = text.to_owned();
    let is_day = |day: &[u8]| {
        day.iter().zip(b"0000-00-00").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == form,
        })
    };
    while let Some(at) = text.as_bytes().windows(10).position(is_day) {
        text.replace_range(at..at + 10, "TODAY");
    }
    text
}

fn library(files: &[(String, String)]) -> Folder {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    Folder::with(&files)
}

/// Names of fields and files, the fences, and the lines of a text that give facts are the author's.
#[test]
fn a_draft_looks_like_the_other_files() {
    for Library { name: shape, files, draft, text } in libraries::all() {
        let folder = library(&files);
        let made = new(&folder, &["The Third Man (1949)"]);
        let path = out(&made).trim();
        let written = fs::read_to_string(folder.at(path)).unwrap_or_else(|_| panic!("{shape}"));
        let review = read(&folder, path);
        assert_eq!((&*review.title, review.year), ("The Third Man", Some(1949)), "{shape}");
        assert_eq!(without_days(path), draft, "{shape}");
        assert_eq!(without_days(&written), text, "{shape}");
        for (name, text) in files {
            assert_eq!(fs::read_to_string(folder.at(&name)).ok(), Some(text), "{shape}: {name}");
        }
    }
}

/// A draft that was just begun has no problems, in whatever shape: all that is reported is to be
/// written still.
#[test]
fn a_fresh_draft_passes_check_but_for_what_is_not_filled_in() {
    const UNWRITTEN: [&str; 4] = ["empty-section", "left-over", "missing-section", "no-rating"];
    let mut all = libraries::all();
    all.push(Library { name: "none", files: Vec::new(), draft: "", text: "" });
    for Library { name: shape, files, .. } in all {
        for format in [None, Some("toml"), Some("md"), Some("txt")] {
            let folder = library(&files);
            let mut args = vec!["The Third Man (1949)"];
            args.extend(format.iter().flat_map(|format| ["--format", format]));
            let made = new(&folder, &args);
            assert_eq!(made.status.code(), Some(0), "{shape}: {}", err(&made));
            let mut check = Command::new(env!("CARGO_BIN_EXE_rushes"));
            check.current_dir(folder.at("")).args(["check", "--format", "json"]);
            let found = check.arg(out(&made).trim()).output().expect("the program runs");
            let found = out(&found);
            let codes = found.split("\"code\":\"").skip(1);
            for code in codes.map(|rest| rest.split('"').next().unwrap_or_default()) {
                assert!(UNWRITTEN.contains(&code), "{shape}, {format:?}: {found}");
            }
        }
    }
}

#[test]
fn a_title_that_cannot_be_seen_is_none() {
    let folder = Folder::with(&[]);
    for title in ["", "  \n", "\u{202e}"] {
        assert!(err(&new(&folder, &[title])).contains("expected a title"));
    }
    let dots = new(&folder, &["..."]);
    assert_eq!(out(&dots), "review.toml\n");
    let hostile = new(&folder, &["\u{1b}]0;x\u{7}\"'''\\ \u{202e}🎬"]);
    assert!(!out(&hostile).contains('\u{1b}') && !err(&hostile).contains('\u{1b}'));
    assert_eq!(read(&folder, out(&hostile).trim()).title, "␛]0;x␇\"'''\\ 🎬");
}

#[test]
fn the_authors_habits_are_kept() {
    let review = |title: &str| {
        format!(
            "title = \"{title}\"\nspoilers = [\"The Story\"]\n[sections]\n\"The Story\" = \"A.\"\n\
             acting = \"B.\"\n\"Music & Sound\" = \"C.\"\n\"Final Thoughts\" = \"D.\"\n\
             [author]\nemail = \"me@reel.example\"\n[author.handles]\nx = \"onereel\"\n"
        )
    };
    let folder = Folder::with(&[
        ("a.toml", &review("A")),
        ("b.toml", &review("B")),
        ("c.md", "---\ntitle: C\n---\n## Plot\nA.\n## Verdict\nB.\n## Odds and ends\nC.\n"),
    ]);
    for (format, name) in [("toml", "heat.toml"), ("md", "heat.md"), ("txt", "heat.txt")] {
        assert_eq!(out(&new(&folder, &["Heat", "--format", format])), format!("{name}\n"));
        let review = read(&folder, name);
        let headings = review.sections.iter().filter_map(|section| section.heading.as_deref());
        let headings: Vec<&str> = headings.collect();
        let expected = ["The Story", "Acting", "Action", "Music & Sound", "Final Thoughts"];
        // In plain text a heading of one's own is none before there is text below it.
        let expected = expected.iter().filter(|h| format != "txt" || !h.contains('&'));
        assert!(headings.iter().eq(expected), "{name}: {headings:?}");
        let covered = review.sections.iter().filter(|section| section.covered).count();
        assert_eq!(covered, usize::from(format != "txt"));
        assert_eq!(review.author.email.as_deref(), Some("me@reel.example"), "{name}");
        assert_eq!(review.author.handles[0].platform, "x", "{name}");
    }
}

#[test]
fn the_schema_is_named_where_it_is_asked_for() {
    let folder = Folder::with(&[]);
    let made = new(&folder, &["Heat", "--schema"]);
    let text = fs::read_to_string(folder.at("heat.toml")).unwrap();
    assert!(text.starts_with("#:schema ./review.schema.json\n"));
    assert!(err(&made).contains("`rushes schema review > review.schema.json`"));
    assert_eq!(new(&folder, &["Alien", "--schema", "--format", "md"]).status.code(), Some(1));
    let misread = new(&folder, &["Alien Review", "--format", "md", "--into", "elsewhere"]);
    assert_eq!(misread.status.code(), Some(1));
    assert!(!folder.at("alien.md").exists() && !folder.at("elsewhere").exists());
}

#[test]
fn the_editor_is_asked_for_before_anything_is_made() {
    let folder = Folder::with(&[("an editor", "#!/bin/sh\nprintf '%s|' \"$@\"\nexit 3\n")]);
    let none = new(&folder, &["Heat", "--edit"]);
    assert_eq!((none.status.code(), out(&none)), (Some(1), ""));
    assert!(err(&none).contains("$VISUAL or $EDITOR") && !folder.at("heat.toml").exists());
    fs::set_permissions(folder.at("an editor"), fs::Permissions::from_mode(0o755)).unwrap();
    let edited = command(&folder, &["Heat", "--edit"])
        .env("VISUAL", "'./an editor' -w \"$HOME; x\"")
        .env("EDITOR", "false")
        .output()
        .unwrap();
    assert_eq!((edited.status.code(), out(&edited)), (Some(1), "heat.toml\n"));
    assert!(err(&edited).contains("-w|$HOME; x|./heat.toml|"), "{}", err(&edited));
    assert!(err(&edited).contains("found exit status: 3"));
}

#[test]
fn a_title_that_a_format_would_take_apart_is_refused_there() {
    let folder = Folder::with(&[]);
    let refused = new(&folder, &["The Lighthouse Review", "--format", "md"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("`--format toml` keeps it"));
    assert_eq!(new(&folder, &["The Lighthouse Review"]).status.code(), Some(0));
}

/// Usual and hostile titles.
fn titles() -> impl Strategy<Value = String> {
    let nasty = "(['\"\\\\#:{}\\[\\]&*!|>%@`,=._/-]|\\PC|\n|\t|\u{1b}|\u{85}|\u{202e}|\u{feff}|'''|\"\"\"|e\u{301}|🎬|עברית|東京| |[a-z]{1,8}){0,40}";
    prop_oneof![any::<String>(), nasty, "[A-Z][a-z]{1,9}( [A-Za-z0-9]{1,9}){0,5}", ".{300}"]
}

fn draft(title: Title, kind: &str, author: Option<Author>, others: &[&Review]) -> Draft {
    let kind = Kind::new(kind);
    Draft {
        title,
        parts: draft::outline(&kind, others),
        kind,
        today: Date::day(2026, 3, 2),
        author,
        scale: None,
        schema: Some("./review.schema.json".to_owned()),
        manner: Manner::default(),
    }
}

fn parse(text: &str, format: &Format) -> Parsed {
    format::parse(&Source::new("new", text.to_owned()), format)
}

proptest! {
    #[test]
    fn what_is_begun_reads_back(words in titles(), year in proptest::option::of(1000..3000_i16), kind in any::<String>()) {
        let Some(title) = Title::new(&words, year) else { return Ok(()) };
        for format in FORMATS.into_iter().filter(|format| format.write.is_some()) {
            let draft = draft(title.clone(), &kind, Some(Author::default()), &[]);
            let Ok(begun) = draft.begin(format) else {
                prop_assert!(format != &format::TOML, "{words:?}");
                continue;
            };
            let review = parse(&begun.text, format).review;
            let errors = review.diagnostics.iter().filter(|d| d.severity == Severity::Error);
            prop_assert_eq!(errors.count(), 0, "{}", begun.text);
            prop_assert_eq!(&review.title, title.as_str());
            prop_assert_eq!(review.year, title.year().map(i32::from));
            if format != &format::PLAIN {
                prop_assert!(review.diagnostics.is_empty(), "{}", begun.text);
                prop_assert_eq!(&review.kind, &draft.kind);
                prop_assert!(review.draft && review.author.is_empty());
            }
        }
    }

    #[test]
    fn a_name_is_safe_everywhere(words in titles()) {
        let name = draft::stem(&words);
        prop_assert!(!name.is_empty() && name.len() < 120);
        prop_assert!(!name.starts_with(['.', '-', '_']) && !name.ends_with(['.', '-', ' ']));
        prop_assert!(!name.chars().any(|c| c.is_control() || c.is_whitespace() || "<>:\"/\\|?*'`$&;.".contains(c)));
        prop_assert!(name.chars().all(|c| !c.is_ascii_uppercase()));
        prop_assert_eq!(draft::stem(&name), name.clone(), "a name is its own name");
    }

    #[test]
    fn an_author_reads_back(name in titles(), signoff in titles(), handle in "[a-z0-9_]{1,20}", platform in titles()) {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let handle = Handle { platform: platform.trim().to_lowercase(), handle };
        let author = Author { name: some(&name), signoff: some(&signoff), handles: vec![handle], ..Author::default() };
        let title = Title::new("Heat", None).expect("a title");
        for format in [&format::TOML, &format::MARKDOWN] {
            let begun = draft(title.clone(), "film", Some(author.clone()), &[]).begin(format).expect("an ordinary title");
            let review = parse(&begun.text, format).review;
            prop_assert!(review.diagnostics.is_empty(), "{}", begun.text);
            prop_assert_eq!(&review.author.name, &author.name);
            prop_assert_eq!(&review.author.signoff, &author.signoff);
        }
    }

    #[test]
    fn any_habit_can_be_kept(headings in proptest::collection::vec(titles(), 1..6)) {
        let body: String = headings.iter().map(|h| format!("## {}\n\ntext\n\n", h.replace(['\n', '\r'], " "))).collect();
        let other = parse(&format!("---\ntitle: A\nrating: 3/5\n---\n\n{body}"), &format::MARKDOWN).review;
        let title = Title::new("Heat", None).expect("a title");
        for format in FORMATS.into_iter().filter(|format| format.write.is_some()) {
            let draft = draft(title.clone(), "film", None, &[&other]);
            let begun = draft.begin(format).expect("an ordinary title");
            let review = parse(&begun.text, format).review;
            if format == &format::TOML {
                prop_assert!(review.diagnostics.is_empty(), "{}", begun.text);
                let keys: Vec<&str> = review.sections.iter().map(|s| s.key.as_str()).collect();
                let parts: Vec<&str> = draft.parts.iter().map(|p| p.key.as_str()).collect();
                prop_assert_eq!(keys, parts, "{}", begun.text);
            }
        }
    }
}
