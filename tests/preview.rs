//! A draft beside an editor: however it is saved, the preview shows the last version, without a
//! partial version or an error before it.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use terminal::Terminal;

#[path = "common/terminal.rs"]
mod terminal;

/// How often each pattern of saving is repeated.
const SAVES_PER_PATTERN: usize = 100;
/// The time between two steps of a save, as a disk or a slow editor would take.
const STEP_PAUSE: Duration = Duration::from_millis(3);

/// How long the reader waits before it reports that a file is broken or gone. A save that takes
/// longer, on a busy machine, may be seen half done.
const ERROR_DELAY: Duration = Duration::from_millis(150);

struct Draft {
    folder: TempDir,
    name: &'static str,
    terminal: Terminal,
}

impl Draft {
    /// A preview of an existing draft, once its folder is watched.
    fn new(name: &'static str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(name), text).expect("a draft");
        let program = [env!("CARGO_BIN_EXE_rushes"), "preview", name];
        let terminal = Terminal::run(&program, folder.path(), (120, 40));
        let mut draft = Self { folder, name, terminal };
        draft.terminal.shows("The last line.").shows("no problems");
        // A change that is shown proves that the folder is watched.
        by_rename(&draft.path(), &text.replace("save 0", "save first"));
        draft.terminal.shows("save first");
        draft
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    /// Saves repeatedly and asserts that every screen is complete and without an error, unless the
    /// save took longer than `ERROR_DELAY`.
    fn saves(&mut self, pattern: &str, save: impl Fn(&Path, &str), text: impl Fn(usize) -> String) {
        for number in 1..=SAVES_PER_PATTERN {
            let text = text(number);
            let began = Instant::now();
            save(&self.path(), &text);
            let is_quick = began.elapsed() < ERROR_DELAY;
            let mark = format!("save {number} by {pattern}");
            self.terminal.until(&mark, |screen| {
                let seen = screen.contents();
                let (is_good, is_whole) =
                    (!seen.contains("as of"), seen.contains("The last line."));
                assert!(is_good || !is_quick, "{mark}: an error flashed:\n{seen}");
                assert!(is_whole || !is_quick, "{mark}: a part was shown:\n{seen}");
                is_good && is_whole && seen.contains(&mark)
            });
        }
    }
}

fn toml(mark: &str) -> String {
    format!(
        "title = \"The General\"\nyear = 1926\nrating = 5\n\n[sections]\nplot = \"\"\"\nAn engine \
         is stolen. {mark}\n\"\"\"\nperformances = \"Good.\"\naction = \"Fast.\"\nverdict = \"\"\"\nThe last line.\n\"\"\"\n"
    )
}

fn markdown(mark: &str) -> String {
    format!(
        "---\ntitle: The General\nyear: 1926\nrating: 5/5\n---\n\n## Plot\n\nAn engine is stolen. \
         {mark}\n\n## Performances\n\nGood.\n\n## Action\n\nFast.\n\n## Verdict\n\nSee it.\n\nThe last line.\n"
    )
}

fn by_rename(path: &Path, text: &str) {
    let new = path.with_file_name(".draft~");
    fs::write(&new, text).expect("it is written");
    fs::rename(new, path).expect("it takes the other's place");
}

fn in_place(path: &Path, text: &str) {
    fs::write(path, text).expect("it is written");
}

/// Truncates, then writes in ten parts.
fn in_slices(path: &Path, text: &str) {
    let mut file = fs::File::create(path).expect("it is truncated");
    let step = text.len().div_ceil(10);
    for part in text.as_bytes().chunks(step) {
        file.write_all(part).expect("a part is written");
        file.flush().expect("a part is written");
        thread::sleep(STEP_PAUSE);
    }
}

fn by_delete_and_create(path: &Path, text: &str) {
    fs::remove_file(path).expect("it was there");
    thread::sleep(STEP_PAUSE);
    fs::write(path, text).expect("it is written");
}

/// Moves the old file aside first, as vim does with a backup.
fn by_backup(path: &Path, text: &str) {
    let old = path.with_extension("bak~");
    fs::rename(path, &old).expect("it is moved");
    thread::sleep(STEP_PAUSE);
    fs::write(path, text).expect("it is written");
    fs::remove_file(old).expect("it was moved");
}

/// Overwrites the old text and truncates the file to the new length.
fn over_the_old(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).open(path).expect("it is there");
    file.write_all(text.as_bytes()).expect("it is written");
    file.set_len(text.len() as u64).expect("it is cut");
}

/// Writes the new file in another folder and moves it into place, as cloud folders do.
fn from_elsewhere(path: &Path, text: &str) {
    let folder = path.with_file_name("elsewhere");
    fs::create_dir_all(&folder).expect("a folder");
    let new = folder.join("sedXXXX");
    fs::write(&new, text).expect("it is written");
    fs::rename(new, path).expect("it takes the other's place");
}

/// Saves the same text twice, as an editor with a formatter does.
fn twice(path: &Path, text: &str) {
    fs::write(path, text).expect("it is written");
    by_rename(path, text);
}

type Save = (&'static str, fn(&Path, &str));

const PATTERNS: [Save; 8] = [
    ("rename", by_rename),
    ("writing in place", in_place),
    ("slices", in_slices),
    ("delete and create", by_delete_and_create),
    ("backup", by_backup),
    ("writing over", over_the_old),
    ("a file from elsewhere", from_elsewhere),
    ("saving twice", twice),
];

#[test]
fn every_save_of_a_toml_draft_is_shown_at_once() {
    let mut draft = Draft::new("draft.toml", &toml("save 0"));
    for (pattern, save) in PATTERNS {
        draft.saves(pattern, save, |number| toml(&format!("save {number} by {pattern}")));
    }
}

/// Nearly every prefix of a Markdown file is valid by itself; none of them is shown.
#[test]
fn every_save_of_a_markdown_draft_is_shown_whole() {
    let mut draft = Draft::new("draft.md", &markdown("save 0"));
    for (pattern, save) in PATTERNS {
        draft.saves(pattern, save, |number| markdown(&format!("save {number} by {pattern}")));
    }
}

#[test]
fn a_draft_need_not_be_there_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = [env!("CARGO_BIN_EXE_rushes"), "preview", "draft.toml"];
    let mut terminal = Terminal::run(&program, folder.path(), (120, 40));
    terminal.shows("draft.toml").shows("It appears here as soon as you save it.");
    fs::write(folder.path().join("draft.toml"), toml("save 1")).expect("it is written");
    terminal.shows("save 1").shows("no problems");
    terminal.types("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_broken_draft_keeps_its_page_until_it_is_mended() {
    let mut draft = Draft::new("draft.toml", &toml("save 0"));
    by_rename(&draft.path(), &toml("save 1").replace("rating = 5", "rating 5"));
    draft.terminal.shows("as of").shows("line 3 is broken").shows("save first").shows("1 problem");
    by_rename(&draft.path(), &toml("save 2"));
    draft.terminal.shows("save 2").until("no error", |screen| {
        !screen.contents().contains("as of") && screen.contents().contains("no problems")
    });
    fs::remove_file(draft.path()).expect("it was there");
    draft.terminal.shows("the file is gone").shows("save 2");
    fs::write(draft.path(), toml("save 2")).expect("it is written");
    draft.terminal.until("no error", |screen| !screen.contents().contains("gone"));
}

/// YAML that is mended when it is read loses no text, so there is no reason to keep an old page.
#[test]
fn a_slip_that_is_mended_does_not_freeze_the_page() {
    let mut draft = Draft::new("draft.md", &markdown("save 0"));
    let slips = [
        "title: The General: A Train",
        "title: [REC]",
        "title: \"The General",
        "title: The General\ndirector:\n\t- Buster Keaton",
        "title: The General\ntags: [trains, war",
        "title: The General\n  year: 1926",
    ];
    for (number, slip) in slips.into_iter().enumerate() {
        let mark = format!("save {number} with a slip");
        by_rename(&draft.path(), &markdown(&mark).replace("title: The General", slip));
        draft.terminal.until(&mark, |screen| {
            let seen = screen.contents();
            seen.contains(&mark) && !seen.contains("as of") && !seen.contains("no problems")
        });
    }
}

#[test]
fn a_save_that_loses_most_of_the_text_keeps_the_page() {
    let mut draft = Draft::new("draft.md", &markdown("save 0"));
    let whole = markdown("save 1");
    let cut = whole.split("---\n\n").next().expect("the fields");
    in_place(&draft.path(), cut);
    draft.terminal.shows("as of").shows("most of the text vanished").shows("save first");
    draft.terminal.shows("1 problem");
    in_place(&draft.path(), &whole);
    draft.terminal.shows("save 1").until("no error", |screen| {
        !screen.contents().contains("as of") && screen.contents().contains("no problems")
    });
    // What the author deletes is gone.
    in_place(&draft.path(), "---\ntitle: The General\nyear: 1926\nrating: 5/5\n---\n\nSave 2.\n");
    draft.terminal.until("the short text", |screen| {
        let seen = screen.contents();
        seen.contains("Save 2.") && !seen.contains("as of") && !seen.contains("The last line.")
    });
}

/// However the folder of the draft is replaced, and whether or not the system reports it.
#[test]
fn the_folder_of_a_draft_may_be_removed_and_made_again() {
    for environment in [&[][..], &["RUSHES_POLL=1"]] {
        let above = tempfile::tempdir().expect("a folder");
        let (folder, old) = (above.path().join("drafts"), above.path().join("old"));
        let fill = |mark: &str| {
            fs::create_dir(&folder).expect("a folder");
            fs::write(folder.join("a.toml"), toml(mark)).expect("a draft");
        };
        fill("save 0");
        let program = [
            &["/usr/bin/env"],
            environment,
            &[env!("CARGO_BIN_EXE_rushes"), "preview", "drafts/a.toml"],
        ];
        let mut terminal = Terminal::run(&program.concat(), above.path(), (120, 40));
        terminal.shows("save 0").shows("no problems");
        by_rename(&folder.join("a.toml"), &toml("save 1"));
        terminal.shows("save 1");
        if !environment.is_empty() {
            // A key takes the words away that cover the state of the draft.
            terminal.shows("twice a second").types("g");
        }
        fs::rename(&folder, &old).expect("it is moved away");
        terminal.shows("the file is gone").shows("save 1");
        fill("save 2");
        terminal.shows("save 2");
        fs::remove_dir_all(&folder).expect("it was there");
        fill("save 3");
        terminal.shows("save 3");
        in_place(&folder.join("a.toml"), &toml("save 4"));
        terminal.shows("save 4").types("q");
        assert_eq!(terminal.ends(), 0);
    }
}

/// The target of the link may be in the same folder or in another.
#[cfg(unix)]
#[test]
fn a_link_follows_its_file() {
    for file in ["draft.toml", "behind/draft.toml"] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("behind")).expect("a folder");
        let path = folder.path().join(file);
        fs::write(&path, toml("save 0")).expect("a draft");
        let link = folder.path().join("link.toml");
        std::os::unix::fs::symlink(file, link).expect("a link");
        let program = [env!("CARGO_BIN_EXE_rushes"), "preview", "link.toml"];
        let mut terminal = Terminal::run(&program, folder.path(), (120, 40));
        terminal.shows("save 0").shows("no problems");
        in_place(&path, &toml("save 1"));
        terminal.shows("save 1");
        by_rename(&path, &toml("save 2"));
        terminal.shows("save 2");
    }
}

#[test]
fn the_desk_opens_and_closes() {
    let mut draft = Draft::new("draft.toml", &toml("save 0").replace("year = 1926\n", ""));
    draft.terminal.shows("To do").shows("year · director");
    draft.terminal.types("p").until("the desk closed", |screen| {
        !screen.contents().contains("To do") && screen.contents().contains("save")
    });
    draft.terminal.types("p").shows("To do").types("q");
    assert_eq!(draft.terminal.ends(), 0);
    draft.terminal.is_given_back();
}

/// From a finding of the checks to its line in the file and the arguments of the editor.
#[cfg(unix)]
#[test]
fn the_editor_is_opened_at_a_problem() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().expect("a folder");
    let text = markdown("save 0").replace("See it.", "TODO the stunts.\n\nSee it.");
    let line = 1 + text.lines().position(|line| line.contains("TODO")).expect("a problem");
    fs::write(folder.path().join("draft.md"), text).expect("a draft");
    let editor = folder.path().join("vi");
    fs::write(&editor, "#!/bin/sh\necho \"$@\" >> arguments\n").expect("an editor");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("it may be run");
    let editor = format!("VISUAL={}", editor.display());
    let program = ["/usr/bin/env", &editor, env!("CARGO_BIN_EXE_rushes"), "preview", "draft.md"];
    let mut terminal = Terminal::run(&program, folder.path(), (120, 16));
    terminal.shows("To do").types("n").shows("left-over").shows("TODO the stunts.").types("e");
    let arguments = || fs::read_to_string(folder.path().join("arguments")).unwrap_or_default();
    terminal.until("the editor", |_| arguments().starts_with(&format!("+{line} ")));
    terminal.shows("TODO the stunts.").types("q");
    assert_eq!(terminal.ends(), 0);
}
