//! The shipped reviews as pages. One golden serves screen and pipe: the page is held to the golden,
//! and what the program prints is held to the page.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rushes::markup::Face;
use rushes::model::Review;
use rushes::page::{self, Line, Options, Role, Run};
use rushes::store::{self, AuthorDefaultsCache, Root};
use rushes::text::Glyphs;

/// Columns of the whole page, and of its text: a narrow one, a usual one, and one with room to
/// spare.
const WIDTHS: [(usize, usize); 3] = [(40, 38), (72, 70), (100, 72)];

fn files() -> Vec<String> {
    let names = fs::read_dir("reviews").expect("the reviews are there");
    let names =
        names.map(|entry| entry.expect("a name").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != store::AUTHOR_FILE).collect();
    names.sort();
    names
}

fn load(path: &Path) -> Review {
    let root = Root::new(path).expect("the file is there");
    store::load(path, &root, &AuthorDefaultsCache::default()).review
}

fn options(width: usize) -> Options {
    Options { width, reveal_key: "--spoilers".to_owned(), ..Options::default() }
}

fn lines(review: &Review, options: &Options) -> Vec<Line> {
    page::review(review, options).lines().collect()
}

/// A line with the role of whatever is not running text.
fn with_roles(line: &Line) -> String {
    line.runs.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let mut role = format!("{:?}", run.role);
    let Face { emphasis, strong, struck, code } = run.face;
    for (on, name) in
        [(emphasis, "emphasis"), (strong, "strong"), (struck, "struck"), (code, "code")]
    {
        if on {
            role = format!("{role} {name}");
        }
    }
    if role == format!("{:?}", Role::Body) {
        run.text.to_string()
    } else {
        format!("⟦{role}: {}⟧", run.text)
    }
}

/// What the program prints, without the margin at the left.
fn printed(path: &Path, columns: usize, more: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
    command.arg("show").arg(path).args(["--width", &columns.to_string()]).args(more);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLORFGBG"] {
        command.env_remove(name);
    }
    let output = command.stdin(Stdio::null()).output().expect("the program runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.ends_with('\n'));
    let margin = if columns == 100 { 4 } else { 1 };
    let cut = |line: &str| {
        assert!(line.is_empty() || line.starts_with(&" ".repeat(margin)), "{line:?}");
        line.get(margin..).unwrap_or_default().to_owned()
    };
    text.lines().map(cut).collect()
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text().trim_end().to_owned()).collect()
}

#[test]
fn every_review_is_the_same_page_on_the_screen_and_in_a_pipe() {
    for name in files() {
        let path = Path::new("reviews").join(&name);
        let review = load(&path);
        for (columns, width) in WIDTHS {
            let lines = lines(&review, &options(width));
            let golden: Vec<String> = lines.iter().map(with_roles).collect();
            let golden_name = format!("{}_{columns}", path.file_stem().expect("a name").display());
            insta::assert_snapshot!(golden_name, golden.join("\n"));
            assert_eq!(printed(&path, columns, &[]), texts(&lines), "{name} at {columns}");
        }
    }
}

#[test]
fn spoilers_are_shown_when_asked_for() {
    for name in files() {
        let path = Path::new("reviews").join(name);
        let covered = lines(&load(&path), &options(72));
        let open = lines(&load(&path), &Options { uncovered: true, ..options(72) });
        assert_eq!(printed(&path, 100, &["--spoilers"]), texts(&open));
        assert!(open.iter().flat_map(|line| &line.runs).all(|run| run.role != Role::Covered));
        let is_folded = covered.iter().any(|line| line.text().starts_with("░ "));
        // Nothing moves when it is uncovered, unless a long cover was folded.
        assert_eq!(covered.len() == open.len(), !is_folded);
    }
}

#[test]
fn ascii_draws_its_own_signs_in_ascii() {
    for name in files() {
        let path = Path::new("reviews").join(name);
        let page = lines(&load(&path), &Options { glyphs: Glyphs::Ascii, ..options(72) });
        let printed = printed(&path, 100, &["--ascii"]);
        assert_eq!(printed.len(), page.len());
        for sign in "★☆½░─━│┃·•—–…".chars() {
            let found = printed.iter().find(|line| line.contains(sign));
            let authors = fs::read_to_string(&path).expect("the file").contains(sign);
            assert!(authors || found.is_none(), "{}: {found:?}", path.display());
        }
    }
}

/// Colour is laid over the page and changes none of its characters.
#[test]
fn colour_changes_no_character() {
    let path = Path::new("reviews/ballerina.toml");
    let mut plain = String::new();
    let coloured = printed_raw(path, "always");
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').expect("a look ends in m").1;
    }
    plain.push_str(rest);
    assert_ne!(coloured, plain);
    assert_eq!(plain, printed_raw(path, "never"));
}

fn printed_raw(path: &Path, color: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rushes"));
    let output = command.arg("show").arg(path).args(["--color", color]).output();
    String::from_utf8(output.expect("the program runs").stdout).expect("UTF-8")
}

/// What the shipped reviews do not have: every kind of block that Markdown has.
#[test]
fn every_kind_of_block() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("blocks.md");
    fs::write(&path, BLOCKS).expect("a file");
    for (columns, width) in [(40, 38), (100, 72)] {
        let lines = lines(&load(&path), &options(width));
        let golden: Vec<String> = lines.iter().map(with_roles).collect();
        insta::assert_snapshot!(format!("blocks_{columns}"), golden.join("\n"));
        assert_eq!(printed(&path, columns, &[]), texts(&lines));
    }
}

const BLOCKS: &str = "\
---
title: Blocks
year: 1999
director: Somebody With A Rather Long Name
rating: 7/10
url: https://example.org/a/rather/long/address/that/leads/to/the/review
draft: true
---
An intro with *emphasis*, **strong**, ***both***, ~~struck~~ and `code`.
A [link](https://example.org/a) and a bare https://example.org/b.

## Plot

> A quotation that is long enough to run over the end of a line, twice at least when the page is narrow.
>
> > Another one in it.

He is ||dead all the time|| and nobody knows.

## Performances and Characters (4/5)

1. First of all, somebody who needs more than one line to be told about in full.
2. Second
   - within
   - it

* loose

* list

---

```
code  as  it  is
```

### A heading within

Text below it.\u{20}\u{20}
After a hard break.

## Action

| A | B |
|---|---|
| 1 | 2 |

A footnote[^1]. <b>Bold</b> &amp; an entity. 東京物語 and e\u{301}.

[^1]: The note.

## Verdict

See it.
";
