//! Spoilers are visible to the author and masked in whatever is passed on to others: hostile
//! headings and drafts go through every output that names a finding or shows a line.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output};

use drive::Driver;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rushes::jobs::Job;
use rushes::tui::app::Appearance;
use tempfile::TempDir;

#[path = "common/drive.rs"]
mod drive;

/// Placeholder in a draft's text that is replaced by the secret of that draft.
const SECRET: &str = "SECRET";

/// A draft that holds a covered secret.
struct Draft {
    extension: &'static str,
    text: &'static str,
    /// Whether a finding or the line under its caret shows the secret to the author.
    shown: bool,
}

const fn shown(extension: &'static str, text: &'static str) -> Draft {
    Draft { extension, text, shown: true }
}

const fn silent(extension: &'static str, text: &'static str) -> Draft {
    Draft { extension, text, shown: false }
}

const DRAFTS: &[Draft] = &[
    // Headings with marks.
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## The ||SECRET did it|| end\n\n## Plot\n\nText.\n",
    ),
    shown("md", "---\ntitle: A\nrating: 3/5\n---\n\n## ||SECRET||\n\n## Plot\n\nText.\n"),
    shown("md", "---\ntitle: A\nrating: 3/5\n---\n\n## The >!SECRET!< end\n\n## Plot\n\nText.\n"),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## The <spoiler>SECRET</spoiler> end\n\n## Plot\n\nText.\n",
    ),
    shown("md", "---\ntitle: A\nrating: 3/5\n---\n\nThe ||SECRET|| end\n---\n\n## Plot\n\nText.\n"),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n**Plot**\n\nText.\n\n**Verdict**\n\nText.\n\n**The ||SECRET|| end**\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n<details>\n\n## SECRET dies\n\n## And then\n\nHe.\n\n</details>\n\n## Plot\n\nText.\n",
    ),
    shown(
        "md",
        "---\r\ntitle: A\r\nrating: 3/5\r\n---\r\n\r\n## The ||SECRET|| end\r\n\r\n## Plot\r\n\r\nText.\r\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## Verdcit ||SECRET||\n\nText [a]().\n\n## Verdict ||SECRET||x\n\n## Plot\n\nText.\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\n\"The ||SECRET|| end\" = \"\"\nplot = \"Text.\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\n\"The \\u007c\\u007cSECRET|| end\" = \"\"\nplot = \"Text.\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[[sections]]\nheading = \"The ||SECRET|| end\"\ntext = \"\"\n[[sections]]\nheading = \"Plot\"\ntext = \"TODO\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\n\"The ||SECRET|| end\" = 3\nplot = \"Text.\"\n",
    ),
    shown("toml", "title = \"A\"\nrating = 3\n[sections.\"The ||SECRET|| end\"]\ntext = 3\n"),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections.\"The ||SECRET|| end\"]\ntxet = \"Text.\"\n",
    ),
    // Titles, of a file and of the reviews in one.
    silent("toml", "title = \"The ||SECRET|| end\"\nrating = 3\n[sections]\nplot = \"Text.\"\n"),
    silent(
        "md",
        "# Films\n\n## The ||SECRET|| end (1999) ★★★\n\nText.\n\n## Sky (2001) ★★★★\n\nText.\n",
    ),
    // Values of other fields.
    silent(
        "toml",
        "title = \"A\"\nrating = 3\ndirectors = [\"B\", \"||SECRET||\"]\ncast = [\"The >!SECRET!< one\", { name = \"C\", role = \"The <spoiler>SECRET</spoiler>\" }]\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\nkind = \"||SECRET||\"\ngenres = [\"Drama\", \"||SECRET||\"]\ntags = [\">!SECRET!<\"]\n[ids]\nimdb = \"||SECRET||\"\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\ncreators = [\"<spoiler>SECRET</spoiler>\"]\nheadline = \"He ||SECRET|| it\"\nurl = \"https://example.org/||SECRET||\"\nposter = \"||SECRET||.jpg\"\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\n[author]\nname = \"||SECRET||\"\nemail = \"||SECRET||@example.org\"\nwebsite = \"https://example.org/||SECRET||\"\nsignoff = \"He was >!SECRET!<\"\n[author.handles]\nx = \"||SECRET||\"\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\n[ratings]\n\"The ||SECRET|| end\" = 4\n[sections.plot]\ntext = \"Text.\"\nrating = \"||SECRET|| 3/5\"\n",
    ),
    silent(
        "md",
        "---\ntitle: A\nrating: 3/5\ndirector: \"||SECRET||\"\ncast: [\">!SECRET!<\"]\ntags: [\"||SECRET||\"]\nauthor: \"<spoiler>SECRET</spoiler>\"\n---\n\nText.\n",
    ),
    // Covers that a heading opens.
    silent(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## The <details>SECRET</details> end\n\nText.\n",
    ),
    silent(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## The <Details open><summary>end</summary> SECRET</details>\n\nText.\n",
    ),
    silent(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## The end <details>\n\nSECRET\n\n</details>\n",
    ),
    silent("md", "---\ntitle: A\nrating: 3/5\n---\n\n## The end <spoiler>\n\nSECRET</spoiler>\n"),
    silent("md", "# A <details>\n\nRating: 3/5\n\nSECRET\n"),
    // Headings that speak of spoilers, right above their text.
    shown(
        "txt",
        "A (1999)\n\nRating: 3/5\n\nPlot (spoilers)\nHe SECRET dies TODO.\n\nVerdict\nFine.\n",
    ),
    shown(
        "txt",
        "A (1999)\n\nRating: 3/5\n\nFine.\n\nSpoilers ahead!\n\nHe dies TODO SECRET\n\nVerdict\nFine.\n",
    ),
    shown(
        "txt",
        "A (1999)\r\n\r\nRating: 3/5\r\n\r\nThe ending (spoiler):\r\nHe SECRET dies TODO.\r\n\r\nVerdict:\r\nFine.\r\n",
    ),
    // Marks with nothing between them, and others.
    silent("md", "---\ntitle: A\nrating: 3/5\n---\n\nHe |||| is ||SECRET|| now.\n"),
    silent("md", "---\ntitle: A\nrating: 3/5\n---\n\nHe is ||||SECRET|||| now, ||SECRET|| now.\n"),
    silent("md", "---\ntitle: A\nrating: 3/5\n---\n\nHe >!!< is >!SECRET!< now.\n"),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\nplot = [\"\"\"\n\u{a0}!spoilers\nSECRET\"\"\"]\n",
    ),
    // Addresses of links that are covered.
    silent(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\nSee [||it||](https://example.org/SECRET), [||him||][r] and <a href=\"https://example.org/SECRET\">||her||</a>.\n\n[r]: https://example.org/SECRET \"SECRET\"\n",
    ),
    // Names in the list of what is to be covered.
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\nspoilers: [\"The ||SECRET|| ned\"]\n---\n\n## The ||SECRET|| end\n\nText.\n\n## Plot\n\nText.\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = [\"The ||SECRET|| ned\"]\n[sections]\n\"The ||SECRET|| end\" = \"Text.\"\n",
    ),
    // Notes, links and paragraphs under a cover.
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = [\"plot\"]\n[sections]\nplot = \"SECRET TODO [it]() <your SECRET here>\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = true\n[sections]\nplot = \"\"\"\n<the SECRET here> ||open\n\"\"\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\nplot = \"It is ||SECRET [insert SECRET]||.\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\nplot = \"It is \\u007c\\u007cSECRET|| TODO.\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\nplot = \"\"\"He.\n\n!spoilers\n\nSECRET TODO\"\"\"\naction = \"SECRET TKTK\"\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\nspoilers: plot\n---\n\n## Plot\n\nSECRET [it]().\n\n## Verdict\n\nText.\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n## Plot (spoilers)\n\nSECRET TODO\n\n## Verdict\n\nText.\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\n---\n\n> [!spoiler]\n> SECRET TODO\n\n## Plot\n\nText.\n",
    ),
    shown("md", "---\ntitle: A\nrating: 3/5\n---\n\n## Plot\n\n<details>\n\nSECRET TODO\n"),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\ndirector: B\nplot: It is ||SECRET||, TODO\n---\n\nText.\n",
    ),
    shown("txt", "A (1999)\n\nRating: 3/5\n\nText.\n\n!spoilers\n\nSECRET FIXME\n"),
    shown(
        "txt",
        "A (1999)\r\n\r\nRating: 3/5\r\n\r\nText.\r\n\r\n!spoilers\r\n\r\nSECRET FIXME\r\n",
    ),
    // Values of another type.
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = [\"plot\"]\n[sections]\nplot = [\"SECRET\"]\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = true\n[sections.plot]\ntext = [\"SECRET\"]\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections.plot]\nspoiler = true\ntext = \"He.\"\nrating = \"SECRET\"\n",
    ),
    shown("toml", "title = \"A\"\nrating = \"it is ||SECRET||\"\n[sections]\nplot = \"Text.\"\n"),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nyear = \"||SECRET||\"\n[sections]\nplot = \"Text.\"\n",
    ),
    shown("md", "---\ntitle: A\nrating: \"||SECRET||\"\ndirector: B\n---\n\n## Plot\n\nText.\n"),
    // Broken, with something to be covered before.
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = [\"plot\"]\n[sections]\nplot = SECRET dies\n",
    ),
    shown("toml", "title = \"A\"\nrating = 3\nspoilers = true\n\nSECRET dies\n"),
    shown(
        "toml",
        "title = \"A\"\r\nrating = 3\r\nspoilers = [\"plot\"]\r\n[sections]\r\nplot = SECRET dies\r\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = true\n[sections]\nplot = \"\"\"\nSECRET dies.\nverdict = \"\"\"\nSECRET\n\"\"\"\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = true\n[sections.SECRET-dies\ntext = \"He.\"\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\nspoilers = [plot]\n[sections.SECRET-dies\ntext = \"He.\"\n",
    ),
    shown(
        "md",
        "+++\ntitle = \"A\"\nrating = 3\nspoilers = true\nplot = SECRET dies\n+++\n\nText.\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\nspoilers: true\nmoral: never: trust SECRET\n---\n\nText.\n",
    ),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\nspoilers: [plot]\nplot: he is: SECRET\n---\n\nText.\n",
    ),
    // Broken, with something to be covered after.
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\nmoral: never: trust SECRET\nspoilers: true\n---\n\nText.\n",
    ),
    shown(
        "md",
        "+++\ntitle = \"A\"\nrating = 3\nplot = SECRET dies\nspoilers = true\n+++\n\nText.\n",
    ),
    shown(
        "toml",
        "title = \"A\"\nrating = 3\n[sections]\nplot = SECRET dies\n[more]\nspoiler = true\n",
    ),
    silent(
        "toml",
        "title = \"A\"\nrating = 3\n[sections.plot]\ntext = \"SECRET dies\"\nspoiler = tru\n",
    ),
    // Broken, with a mark.
    shown("toml", "title = \"A\"\nrating = 3\n[sections]\nplot = He ||SECRET||\n"),
    shown("toml", "title = \"A\"\nrating = 3\n[sections]\nplot = He ||SECRET\n"),
    shown("toml", "title = \"A\"\nrating = 3\nheadline = The ||SECRET|| wins\n"),
    shown("toml", "title = \"A\"\nrating = 3\nheadline = The ||SECRET wins\n"),
    shown("toml", "title = \"A\"\nrating = 3\nplot = He <spoiler>SECRET</spoiler>\n"),
    shown("md", "---\ntitle: A\nheadline: A: B ||SECRET||\nrating: 3/5\n---\n\nText.\n"),
    silent("md", "---\ntitle: A\nrating:3/5\nplot:||SECRET||\n---\n\nText.\n"),
    shown("md", "---\ntitle: A\n\tmoral: SECRET\nspoilers: true\n---\n\nText.\n"),
    shown(
        "md",
        "---\ntitle: A\nrating: 3/5\nspoilers: true\nmoral: \"never SECRET\n---\n\nText.\n",
    ),
];

/// The drafts in a folder of their own, each with a secret of its own.
struct Drafts {
    folder: TempDir,
    names: Vec<String>,
}

fn secret(number: usize) -> String {
    format!("xyzzy{number:02}")
}

fn text(number: usize) -> String {
    DRAFTS[number].text.replace(SECRET, &secret(number))
}

impl Drafts {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let name = |(number, draft): (usize, &Draft)| format!("{number:02}.{}", draft.extension);
        let names: Vec<String> = DRAFTS.iter().enumerate().map(name).collect();
        for (number, name) in names.iter().enumerate() {
            fs::write(folder.path().join(name), text(number)).expect("a draft is written");
        }
        Self { folder, names }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rushes"))
            .args(args)
            .args(&self.names)
            .current_dir(self.path())
            .env("CLICOLOR_FORCE", "1")
            .output()
            .expect("the program runs")
    }

    /// The output of a command whose stdout is a terminal.
    fn in_terminal(&self, args: &[&str]) -> String {
        let size = PtySize { rows: 50, cols: 160, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rushes"));
        command.args(args);
        command.args(&self.names);
        command.cwd(self.path());
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let mut written = Vec::new();
        // Reading a pseudo-terminal whose other side is closed is an error on some systems.
        let _ = reader.read_to_end(&mut written);
        child.wait().expect("it ends");
        String::from_utf8_lossy(&written).into_owned()
    }
}

/// The numbers of the drafts whose secrets are in `text`.
fn revealed(text: &str) -> BTreeSet<usize> {
    (0..DRAFTS.len()).filter(|&number| text.contains(&secret(number))).collect()
}

/// The numbers of the drafts whose secrets a finding shows to the author.
fn of_writers() -> BTreeSet<usize> {
    (0..DRAFTS.len()).filter(|&number| DRAFTS[number].shown).collect()
}

/// Lists the drafts with these numbers, for failure messages.
fn drafts(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|number| format!("{number}: {}\n", text(number))).collect()
}

#[test]
fn what_is_passed_on_is_covered() {
    assert!(DRAFTS.len() >= 40);
    let all = Drafts::new();
    let mut leaks = String::new();
    for args in [
        &["check"][..],
        &["check", "--color", "always"],
        &["check", "--ascii"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["list"],
        &["list", "--json"],
        &["list", "--skipped"],
        &["show"],
        &["show", "--json"],
    ] {
        let output = all.run(args);
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            for number in revealed(&text) {
                let secret = secret(number);
                let lines = text.lines().filter(|line| line.contains(&secret));
                let lines: String = lines.map(|line| format!("  {line}\n")).collect();
                leaks += &format!("{args:?} reveals\n{}{lines}\n", drafts([number]));
            }
        }
    }
    for pair in all.names.chunks(2) {
        for args in [&["compare"][..], &["compare", "--json"], &["compare", "--width", "120"]] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
            let output = command.args(args).args(pair).current_dir(all.path()).output();
            let output = output.expect("the program runs");
            for stream in [&output.stdout, &output.stderr] {
                let revealed = revealed(&String::from_utf8_lossy(stream));
                if !revealed.is_empty() {
                    leaks += &format!("{args:?} reveals\n{}\n", drafts(revealed));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks}");
}

#[test]
fn what_was_asked_for_is_told() {
    let all = Drafts::new();
    for args in [
        &["check", "--spoilers"][..],
        &["check", "--spoilers", "--format", "json"],
        &["check", "--spoilers", "--format", "github"],
    ] {
        let output = all.run(args);
        let revealed = revealed(&String::from_utf8_lossy(&output.stdout));
        assert!(!revealed.is_empty());
        if args.len() == 2 {
            let missing = drafts(of_writers().difference(&revealed).copied());
            assert!(missing.is_empty(), "{args:?} keeps back\n{missing}");
        }
    }
}

#[test]
fn who_writes_sees_in_a_terminal() {
    let all = Drafts::new();
    let revealed = revealed(&all.in_terminal(&["check"]));
    let missing = drafts(of_writers().difference(&revealed).copied());
    assert!(missing.is_empty(), "kept back\n{missing}");
}

#[test]
fn the_reader_tells_nothing() {
    let known = Driver::open(&drive::shipped(), Appearance::default(), (140, 50));
    assert!(known.rows().iter().any(|row| row.contains("Plan 9")), "a screen is seen");
    let all = Drafts::new();
    for size in [(140, 50), (70, 30)] {
        let mut driver = Driver::open(all.path(), Appearance::default(), size);
        let mut screens = String::new();
        driver.press("c");
        for _ in 0..DRAFTS.len() {
            screens += &driver.rows().join("\n");
            screens += &driver.press("Enter").rows().join("\n");
            screens += &driver.press("Esc j").rows().join("\n");
            // Beside the first one.
            screens += &driver.press("c").rows().join("\n");
            screens += &driver.press("Tab Tab").rows().join("\n");
            driver.press("q");
        }
        let leaks = drafts(revealed(&screens));
        assert!(leaks.is_empty(), "{leaks}");
    }
}

/// When a valid review is saved broken, the last row gives the reason without its secret.
#[test]
fn the_last_row_tells_nothing() {
    let good = "title = \"A\"\nrating = 3\n[sections]\nplot = \"Text.\"\n";
    let mut said = 0;
    for number in (0..DRAFTS.len()).filter(|&number| DRAFTS[number].extension == "toml") {
        let mut driver = Driver::of(&[("a.toml", good)], Appearance::default(), (160, 30));
        let path = driver.root.path.join("a.toml");
        fs::write(&path, text(number)).expect("a draft is written");
        driver.changed(path.to_path_buf());
        let answer = driver.answer(Job::Reread { path, waited: true }).expect("it was read");
        driver.send(answer);
        let rows = driver.rows();
        said += usize::from(rows.iter().any(|row| row.contains("last good text")));
        assert!(revealed(&rows.join("\n")).is_empty(), "{}\n{}", text(number), rows.join("\n"));
    }
    assert!(said > 5, "{said}");
}

#[test]
fn the_desk_shows_who_writes_their_words() {
    let mut seen = BTreeSet::new();
    for (number, draft) in DRAFTS.iter().enumerate() {
        let name = format!("a.{}", draft.extension);
        let mut driver = Driver::preview(&name, &text(number), Appearance::default(), (160, 60));
        seen.extend(revealed(&driver.rows().join("\n")));
        seen.extend(revealed(&driver.press("}").rows().join("\n")));
    }
    assert!(seen.len() > 20, "{seen:?}");
}

/// The line of a known field cannot hold a spoiler, so it is shown wherever the file is broken.
#[test]
fn the_line_of_a_known_field_is_shown() {
    for (name, text) in [
        (
            "a.toml",
            "title = \"A\"\nspoilers = [\"plot\"]\ndate = June 14, 2025\n[sections]\nplot = \"He.\"\n",
        ),
        ("a.toml", "title = \"A\"\nspoilers = true\n[author]\nname = June 14, 2025\n"),
        ("a.toml", "spoilers: June 14, 2025\ntitle = \"A\"\n"),
        ("a.md", "---\ntitle: A: June 14, 2025\nrating: 3/5\nspoilers: true\n---\n\nText.\n"),
        ("a.md", "+++\ntitle = \"A\"\nspoilers = true\ndate = June 14, 2025\n+++\n\nText.\n"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(name), text).expect("a draft is written");
        let output = Command::new(env!("CARGO_BIN_EXE_rushes"))
            .args(["check", name])
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains("[syntax]"), "{text}\n{printed}");
        assert!(!printed.contains('░'), "{text}\n{printed}");
        assert!(printed.contains(" | "), "{text}\n{printed}");
    }
}
