//! What is covered is on no page, in no bar, in no link, in no message and in no line of JSON,
//! however it was marked, until it is asked for.

use std::io::Write as _;
use std::process::{Command, Stdio};

use rushes::format::{self, Format};
use rushes::model::Review;
use rushes::page::{self, Options, Page};
use rushes::text::Glyphs;
use rushes::text::{Audience, Source};

fn parse(text: &str, format: &Format) -> Review {
    format::parse(&Source::new("a/review", text.to_owned()), format).review
}

fn page(review: &Review, uncovered: bool) -> Page {
    page::review(review, &Options { width: 60, uncovered, ..Options::default() })
}

/// The text of a page and everything else it holds, such as its links.
fn seen(page: &Page) -> String {
    format!("{}\n{page:?}", page.lines().map(|line| line.text()).collect::<Vec<_>>().join("\n"))
}

/// What the program says of a text on stdin: stdout and stderr.
fn said(args: &[&str], text: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(args)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(text.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Looks for `xyzzy` wherever `text` is shown.
fn assert_covered(text: &str, format: &Format) {
    let review = parse(text, format);
    let covered = seen(&page(&review, false));
    assert!(!covered.to_lowercase().contains("xyzzy"), "{text}\n{covered}");
    let shown = seen(&page(&review, true)).to_lowercase();
    assert!(shown.contains("xyzzy"), "lost: {text}\n{shown}");
    for args in [&["show"][..], &["show", "--json"], &["list"], &["list", "--json"]] {
        let said = said(args, text).to_lowercase();
        assert!(!said.contains("xyzzy"), "{args:?} {text}\n{said}");
    }
}

#[test]
fn a_warning_counts_that_is_written_with_escapes() {
    let toml = "title = \"A\"\n[sections]\nplot = \"Some.\\n\\nSp\\u006filers!\\n\\nHe xyzzy.\"\n";
    assert_covered(toml, &format::TOML);
    let yaml =
        "---\ntitle: A\nrating: 3/5\ntags: [\"sp\\x6filers\"]\n---\n\n## Plot\n\nHe xyzzy.\n";
    assert_covered(yaml, &format::MARKDOWN);
}

#[test]
fn broken_fields_tell_nothing() {
    for broken in [
        "plot = He ||xyzzy||\n",
        "plot = ||xyzzy||\n",
        "plot = [||xyzzy||\n",
        "plot = He ||xyzzy dies of a very long and very sad illness in the end||\n",
        "oops\n\"Plot (Spoilers)\" = \"\"\"xyzzy\"\"\"\n",
        "oops\n\"SPOILERS\" = \"\"\"xyzzy\"\"\"\n",
        "intro = \"\"\"It ||hides||.\"\"\"\nplot = xyzzy dies\n[more]\nspoiler = true\n",
    ] {
        assert_covered(&format!("title = \"A\"\nrating = 3\n[sections]\n{broken}"), &format::TOML);
    }
    let head = "+++\ntitle = \"A\"\nrating = 3\nplot = He ||xyzzy||\n+++\n\nText.\n";
    assert_covered(head, &format::MARKDOWN);
}

/// Where nothing else says what is to be covered, a warning in any field covers all but the verdict.
#[test]
fn a_warning_in_a_tag_or_an_unknown_field_covers_and_is_reported() {
    let text = |field: &str| {
        format!(
            "---\ntitle: A\nrating: 3/5\n{field}\n---\n\n## Plot\n\nxyzzy\n\n## Verdict\n\nSeen.\n"
        )
    };
    let is_reported = |field: &str| {
        let review = parse(&text(field), &format::MARKDOWN);
        review.diagnostics.iter().any(|found| found.code == rushes::text::Code::SpoilersAssumed)
    };
    for field in [
        "tags: [drama, spoilers]",
        "tags: drama, Spoilers",
        "keywords: [spoiler-heavy]",
        "labels: [spoilers]",
        "categories:\n  - Spoilers",
        "genres: [drama, spoilers]",
        "warning: spoilers ahead",
        "note: full of spoilers",
        "note: This post goes through the whole of the plot and is full of spoilers from here on",
        "description: Spoilers ahead!",
        "content-notes: [violence, spoilers]",
        "custom:\n  notice: here be spoilers",
        "extra:\n  flag: ネタバレ注意",
    ] {
        assert_covered(&text(field), &format::MARKDOWN);
        assert!(is_reported(field), "{field}");
        let shown = seen(&page(&parse(&text(field), &format::MARKDOWN), false));
        assert!(shown.contains("Seen."), "{field}");
    }
    let strict = "title = \"A\"\nrating = 3\ntags = [\"spoilers\"]\n[sections]\nplot = \"xyzzy\"\n";
    assert_covered(strict, &format::TOML);
    for field in [
        "tags: [spoiler-free]",
        "tags: [no-spoilers, drama]",
        "note: contains no spoilers",
        "note: This doesn't have any spoilers",
        "description: A review without spoilers.",
        "permalink: /spoilers/a/",
        "tags: [spoilers]\nspoilers: false",
        "tags: [spoilers]\nspoilers: [verdict]",
    ] {
        let shown = seen(&page(&parse(&text(field), &format::MARKDOWN), false));
        assert!(shown.contains("xyzzy") && !is_reported(field), "{field}\n{shown}");
    }
    // The author marked what is to be covered.
    let marked = text("tags: [spoilers]").replace("xyzzy", "Open, ||xyzzy||.");
    assert_covered(&marked, &format::MARKDOWN);
    assert!(seen(&page(&parse(&marked, &format::MARKDOWN), false)).contains("Open"));
}

/// A line that does nothing but warn covers what follows it, but for the verdict.
#[test]
fn a_line_that_only_warns_covers_what_follows() {
    let text = |line: &str| {
        format!(
            "# A (1999)\n\nRating: 3/5\n\nCalm.\n\n{line}\n\nIt is xyzzy.\n\n## Verdict\n\nSeen.\n"
        )
    };
    for line in [
        "*** SPOILERS ***",
        "**Spoilers below**",
        "[SPOILERS]",
        "--- spoiler warning ---",
        "> [!warning] Spoilers",
        "!!! spoiler",
        "! Spoilers",
        "!SPOILERS!",
        "spoilers: true",
        "spoilers: [verdict]",
        "**Spoilers:** yes",
        "Spoilers:: yes",
        "剧透警告",
        "Careful, there are spoilers ahead",
    ] {
        assert_covered(&text(line), &format::MARKDOWN);
        let shown = seen(&page(&parse(&text(line), &format::MARKDOWN), false));
        assert!(shown.contains("Calm."), "{line}\n{shown}");
    }
    for line in [
        "No spoilers",
        "Spoilers: none",
        "spoilers: false",
        "Spoiler-free!",
        "The car has a rear spoiler",
        "Spoilers are for cars",
        "The trailer is full of spoilers",
    ] {
        let shown = seen(&page(&parse(&text(line), &format::MARKDOWN), false));
        assert!(shown.contains("xyzzy"), "{line}\n{shown}");
    }
    // The author says what is to be covered.
    let said = "---\ntitle: A\nrating: 3\nspoilers: [plot]\n---\n\n*** SPOILERS ***\n\nCalm.\n\n## Plot\n\nxyzzy\n";
    assert_covered(said, &format::MARKDOWN);
    assert!(seen(&page(&parse(said, &format::MARKDOWN), false)).contains("Calm."));
    let plain = "A (1999)\n\nRating: 3/5\n\nCalm.\n\n*** SPOILERS ***\n\nIt is xyzzy.\n\nVerdict\n\nSeen.\n";
    assert_covered(plain, &format::PLAIN);
}

/// A key or a value that is misspelt covers what it most probably means, or all.
#[test]
fn slips_in_what_is_to_be_covered_cover() {
    for field in [
        "spolers: true",
        "spoliers: [plot]",
        "spoilers: {plot}",
        "spoilers:\n  plot:",
        "- spoilers: true",
        "check:\n  spoilers: [plot]",
    ] {
        assert_covered(
            &format!("---\ntitle: A\nrating: 3/5\n{field}\n---\n\n## Plot\n\nxyzzy\n"),
            &format::MARKDOWN,
        );
    }
    for slip in ["spoiler = 1", "spoilers = \"y\"", "hidden = true", "spoilrs = true"] {
        assert_covered(
            &format!(
                "title = \"A\"\nrating = 3\n[sections]\nplot = {{ text = \"xyzzy\", {slip} }}\n"
            ),
            &format::TOML,
        );
    }
}

/// A part of such a field is masked only where the author marked it as a spoiler.
#[test]
fn a_field_that_is_no_text_tells_what_is_not_marked() {
    let text = "title = \"A\"\nrating = \"it ||xyzzy||\"\nyear = \"soon\"\n[sections]\nplot = \"\"\"||He||\"\"\"\n";
    let review = parse(text, &format::TOML);
    let found: Vec<String> =
        review.diagnostics.iter().map(|found| found.message(Audience::READER)).collect();
    assert_eq!(
        found,
        [
            "expected a rating such as `4`, `7/10`, `B+` or `★★★½`, found `it ||░░░░░||`",
            "`year`: expected a year, found a string `soon`",
        ]
    );
}

fn post(body: &str) -> String {
    format!("---\ntitle: A\nrating: 3/5\ndirector: B\n---\n\n{body}\n")
}

#[test]
fn a_passage_around_headings_covers_their_sections() {
    for (open, close) in [("<details>", "</details>"), ("<spoiler>", "</spoiler>")] {
        for body in [
            format!(
                "It is good.\n\n{open}\n\n## Plot\n\nxyzzy dies.\n\n{close}\n\n## Verdict\n\nSeen."
            ),
            format!(
                "It is good.\n\n{open}\n\n## Plot\n\nHe.\n\n## xyzzy dies\n\nHe.\n\n{close}\n\n## Verdict\n\nSeen."
            ),
            format!(
                "{open}\n\n## Plot\n\n{open}a{close}\n\n## End\n\nxyzzy\n\n{close}\n\n## Verdict\n\nSeen."
            ),
            format!("{open}\n\n**Plot**\n\nxyzzy dies.\n\n{close}\n\n**Verdict**\n\nSeen."),
        ] {
            assert_covered(&post(&body), &format::MARKDOWN);
            let shown = seen(&page(&parse(&post(&body), &format::MARKDOWN), false));
            assert!(shown.contains("Seen."), "{body}\n{shown}");
        }
    }
    assert_covered(
        &post("||A\n**Plot**\nxyzzy dies|| B\n\n**Verdict**\n\nSeen."),
        &format::MARKDOWN,
    );
}

#[test]
fn only_what_is_never_closed_is_told_to_be_open() {
    let found = |body: &str| {
        let review = parse(&post(body), &format::MARKDOWN);
        let found = review.diagnostics.into_iter().map(|found| found.message(Audience::READER));
        found.collect::<Vec<_>>()
    };
    assert!(found("<details>\n\n## Plot\n\nHe.\n\n</details>").is_empty());
    assert_eq!(
        found("## Plot\n\n<details>\n\nHe."),
        [
            "expected the covered passage to be closed, found `<details>` alone: all that follows is covered"
        ]
    );
}

#[test]
fn a_passage_before_a_heading_ends_there() {
    for body in [
        "> [!spoiler]\n> he dies\n## Plot\n\nSeen.",
        "||he dies||\n## Plot\n\nSeen.",
        "<details>he dies</details>\n\n## Plot\n\nSeen.",
    ] {
        let review = parse(&post(body), &format::MARKDOWN);
        assert!(!review.sections[1].covered, "{body}");
    }
}

#[test]
fn a_line_that_covers_the_rest_covers_every_section_after_it() {
    let plain = "Night Boat (1998)\n\nHe.\n\n!spoilers\n\nHe.\n\nThe xyzzy falls\n\nIt is all over then.\n\n4/5\n";
    assert_covered(plain, &format::PLAIN);
    for line in ["!spoilers", "!Spoiler", "!SPOILER", "  !spoilers", "!spolers", "!spóilers"] {
        let body = format!("## Plot\n\nHe.\n\n{line}\n\nHe.\n\n## End\n\nxyzzy");
        assert_covered(&post(&body), &format::MARKDOWN);
        let text = format!(
            "title = \"A\"\nrating = 3\n[sections]\nplot = \"\"\"He.\n{line}\nHe.\"\"\"\nend = \"xyzzy\"\n"
        );
        assert_covered(&text, &format::TOML);
    }
}

#[test]
fn a_heading_covers_what_it_marks() {
    for heading in ["The ||xyzzy|| revealed", "||xyzzy||", "The <spoiler>xyzzy</spoiler> falls"] {
        assert_covered(
            &post(&format!("## {heading}\n\nText.\n\n## Plot\n\nText.")),
            &format::MARKDOWN,
        );
        let toml = format!("title = \"A\"\nrating = 3\n[sections]\n\"{heading}\" = \"Text.\"\n");
        assert_covered(&toml, &format::TOML);
    }
    let review = parse(&post("## The ||killer|| revealed\n\nText."), &format::MARKDOWN);
    assert_eq!(review.sections[0].key.as_str(), "the-revealed");
    let [covered, shown] = [false, true].map(|uncovered| page(&review, uncovered));
    assert_eq!(covered.body.text(0..1), "The ░░░░░░ revealed");
    assert_eq!(covered.sections[0].name.as_str(), "The ░░░░░░ revealed");
    assert_eq!(shown.body.text(0..1), "The killer revealed");
    assert_eq!(shown.sections[0].name.as_str(), "The killer revealed");
}

#[test]
fn a_headline_covers_what_it_marks() {
    let text = "headline = \"The ||xyzzy|| wins\"\ntitle = \"A\"\nrating = 3\n";
    assert_covered(text, &format::TOML);
}

#[test]
fn links_tell_nothing() {
    for body in [
        "||See [this](https://xyzzy.org)|| now.",
        "[here](https://b.org/||xyzzy||)",
        "||https://xyzzy.org||",
        "||<https://xyzzy.org>|| ||![xyzzy](https://b.org)||",
        "<spoiler>a https://xyzzy.org b</spoiler>",
        "<div><spoiler>a <img alt=\"xyzzy\"> b</spoiler></div>",
        "Word[^1]\n\n[^1]: a ||xyzzy|| note",
    ] {
        assert_covered(&post(&format!("## Plot\n\nA.\n\n{body}")), &format::MARKDOWN);
    }
    let review = parse(&post("The [||killer||](https://b.org/xyzzy) is known."), &format::MARKDOWN);
    assert!(page(&review, false).links.is_empty());
    assert_eq!(page(&review, true).links.len(), 1);
    assert_covered(
        &post("## Plot (spoilers)\n\n[a](https://xyzzy.org) https://xyzzy.org"),
        &format::MARKDOWN,
    );
}

/// A paragraph is copied as it was written, so what is covered in an address or a comment covers it.
#[test]
fn a_paragraph_is_covered_by_what_only_its_source_holds() {
    for body in ["[here](https://b.org/||xyzzy||)", "A <!-- ||xyzzy|| --> lake.", "![a](||xyzzy||)"]
    {
        let review = parse(&post(&format!("## Plot\n\n{body}")), &format::MARKDOWN);
        let page = |uncovered| page(&review, uncovered);
        let covered = page(false);
        for paragraph in &covered.paragraphs {
            let section = &review.sections[covered.section_of(paragraph)];
            let source = &section.text[paragraph.source()];
            assert!(paragraph.covered || !source.contains("xyzzy"), "{source}");
        }
        assert!(page(true).paragraphs.iter().all(|paragraph| !paragraph.covered));
    }
}

#[test]
fn fields_of_a_covered_review_tell_nothing() {
    for field in [
        "synopsis: xyzzy dies",
        "excerpt: xyzzy dies",
        "description: xyzzy dies",
        "moral: never trust the man xyzzy again",
        "moral: \"||xyzzy||\"",
    ] {
        let text = format!("---\ntitle: A\nrating: 3/5\nspoilers: true\n{field}\n---\n\nText.\n");
        for args in [&["show"][..], &["show", "--json"], &["list", "--json"]] {
            let said = said(args, &text);
            assert!(!said.contains("xyzzy"), "{args:?} {text}\n{said}");
        }
    }
}

#[test]
fn ascii_has_no_signs_of_its_own_beyond_it() {
    let text = "---\ntitle: A very long title that goes on and on until nobody can read it any more\n\
         headline: See it — now\nrating: 3/5\ndirector: Zoë·X\ncast: [A, B]\ngenres: [\"a–b\", c]\ndate: 2024-05-05\nauthor: Mara\n---\n\n\
         > quoted\n\n- item\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\n## Plot (spoilers)\n\nHe.\n\n\
         ## Much too long a name for any bar on earth — or elsewhere\n\nText.\n";
    let review = parse(text, &format::MARKDOWN);
    let options = Options {
        width: 60,
        glyphs: Glyphs::Ascii,
        reveal_key: "s".to_owned(),
        ..Options::default()
    };
    let page = page::review(&review, &options);
    let bar = page::bar::bar(&page, (60, 2), page::bar::Progress::default());
    let lines = page.lines().chain([page.title_line.clone()]).chain(bar.lines);
    let drawn: String = lines
        .map(|line| line.runs.iter().map(|run| Glyphs::Ascii.drawn(run)).collect::<String>() + "\n")
        .collect();
    let mut theirs: Vec<char> = drawn.chars().filter(|c| !c.is_ascii()).collect();
    theirs.sort_unstable();
    theirs.dedup();
    assert_eq!(theirs, ['·', 'ë', '–', '—'], "{drawn}");
    for kept in ["See it — now", "Zoë·X", "a–b", "earth — or"] {
        assert!(drawn.contains(kept), "{kept}: {drawn}");
    }
    assert!(!drawn.contains(" · ") && drawn.contains("Film - a–b, c - 1 min"), "{drawn}");
}

/// Any of the sections that are not told apart may be the one that is to be covered.
#[test]
fn what_more_sections_hold_than_are_told_apart_is_covered_if_any_of_it_is() {
    let many = |section: fn(usize) -> String| (0..1200).map(section).collect::<String>();
    let markdown = many(|n| format!("## Part {n}\n\nText.\n\n"));
    assert_covered(&post(&format!("{markdown}## Spoilers\n\nXyzzy.")), &format::MARKDOWN);
    assert_covered(&post(&format!("{markdown}!spoilers\n\nXyzzy.")), &format::MARKDOWN);
    let named = post(&format!("{markdown}## The End\n\nXyzzy.")).replacen(
        "---\n\n",
        "spoilers: [The End]\n---\n\n",
        1,
    );
    assert_covered(&named, &format::MARKDOWN);

    // Beyond the last heading that is looked for, sections are not told apart either.
    let lower = "### A\n\n".repeat(20_000);
    assert_covered(&post(&format!("## Part\n\n{lower}## Spoilers\n\nXyzzy.")), &format::MARKDOWN);

    let toml = many(|n| format!("\"Part {n}\" = \"Text.\"\n"));
    let toml = |field: &str, end: &str| {
        format!("title = \"A\"\nrating = 3\n{field}\n[sections]\n{toml}\"{end}\" = \"Xyzzy.\"\n")
    };
    assert_covered(&toml("spoilers = [\"The End\"]", "The End"), &format::TOML);
    assert_covered(&toml("", "Spoilers"), &format::TOML);

    let plain =
        many(|n| format!("Part {n}\n\nIt goes on and on and on, and then it ends here.\n\n"));
    let plain = format!(
        "A (1999)\n\n{plain}Spoilers ahead\n\nXyzzy is what he says to them.\n\nRating: 3/5\n"
    );
    let review = parse(&plain, &format::PLAIN);
    assert_eq!(review.sections.len(), 1001);
    assert!(!seen(&page(&review, false)).contains("Xyzzy"));
    assert!(seen(&page(&review, true)).contains("Xyzzy"));
}

#[test]
fn what_the_check_advises_in_plain_text_covers() {
    let post = |mark: &str| {
        format!(
            "Night Boat (1998)\n\nIt sails at night, and that is nearly all it does.\n\nCareful, there are \
             spoilers ahead, so sail on it yourself before you read on.\n\n{mark}The ferryman is xyzzy.\n\nRating: 4/5\n"
        )
    };
    let found = said(&["check"], &post(""));
    assert!(
        found.contains("spoilers-assumed") && found.contains("`!spoilers` alone on a line"),
        "{found}"
    );
    assert!(!found.contains("||"), "{found}");
    assert_covered(&post("!spoilers\n\n"), &format::PLAIN);
    assert!(!said(&["check"], &post("!spoilers\n\n")).contains("spoilers-"));
}

/// A warning covers its section, or the part that it labels, and no more; what is below its end is shown.
#[test]
fn a_warning_covers_what_it_is_about() {
    let review = |text: &str| {
        format!(
            "# A (1999)\n\nRating: 3/5\n\n## Plot\n\nCalm. {text}\n\n## Music\n\nLoud.\n\n## Verdict\n\nSeen.\n"
        )
    };
    let plain = |text: &str| review(text).replace('#', "");
    for text in [
        "(spoiler: xyzzy) Open.",
        "(spoiler: he [the lord] and (the\ncook) are xyzzy) Open.",
        "Spoiler alert: xyzzy.\n\nOpen.",
        "\n\nSpoilers ahead.\n\nIt is xyzzy.\n\nEnd of spoilers.\n\nOpen.",
        "\n\nSPOILER: it is xyzzy.\n\nEND SPOILERS\n\nOpen.",
        "Beware, spoilers ahead. It is xyzzy. No more spoilers. Open.",
        "\n\nSpoilers follow.\n\nIt is xyzzy.\n\n/spoilers\n\nOpen.",
    ] {
        for (text, format) in [(review(text), &format::MARKDOWN), (plain(text), &format::PLAIN)] {
            assert_covered(&text, format);
            let shown = seen(&page(&parse(&text, format), false));
            for word in ["Calm.", "Open.", "Loud.", "Seen."] {
                assert!(shown.contains(word), "{word} {text}\n{shown}");
            }
        }
    }
    // Above the first heading, and at the end of a section, it is about what is below.
    for text in [
        "# A (1999)\n\nRating: 3/5\n\nCalm.\n\nSpoilers ahead!\n\n## Plot\n\nIt is xyzzy.\n\n## Verdict\n\nSeen.\n",
        "# A (1999)\n\nRating: 3/5\n\nCalm.\n\nSpoilers ahead!\n\nWell.\n\n## Plot\n\nIt is xyzzy.\n",
        "# A (1999)\n\nRating: 3/5\n\n## Plot\n\nCalm. Spoilers below.\n\n## End\n\nIt is xyzzy.\n",
    ] {
        assert_covered(text, &format::MARKDOWN);
        assert!(seen(&page(&parse(text, &format::MARKDOWN), false)).contains("Calm."), "{text}");
    }
}

/// Signs without words, and a block of code that is not closed, stand before a label in brackets.
#[test]
fn warnings_overlap_in_no_part() {
    for text in [
        "(spoiler: xyzzy). ``` Spoiler: xyzzy.",
        "… (spoiler: xyzzy)\n\n```\n(spoiler: xyzzy) a (spoiler: xyzzy)\n",
        "```\na (spoiler: xyzzy)\n\nSpoilers ahead. xyzzy (spoiler: xyzzy). End of spoilers.\n",
    ] {
        for format in [&format::MARKDOWN, &format::PLAIN] {
            assert_covered(&format!("A (1999)\n\nRating: 3/5\n\nPlot\n\nCalm. {text}"), format);
        }
    }
}

/// What a warning covers stays where it is, in its paragraph or its block of code.
#[test]
fn a_warning_covers_in_place() {
    for text in [
        "Calm (spoiler: xyzzy dies) and open. Seen.",
        "Calm.\n\n**Spoiler: xyzzy dies** today.\n\nIt is xyzzy.",
        "Calm. Open.\n\n```\nSpoilers ahead\n```\n\nIt is xyzzy.",
        "Calm. Open.\n\n```\nSpoiler: xyzzy\n```\n\nIt is xyzzy.",
    ] {
        let text = format!("# A (1999)\n\nRating: 3/5\n\n## Plot\n\n{text}\n\n## Music\n\nLoud.\n");
        assert_covered(&text, &format::MARKDOWN);
        let parsed = parse(&text, &format::MARKDOWN);
        let keys = parsed.sections.iter().map(|section| section.key.as_str());
        assert_eq!(keys.collect::<Vec<_>>(), ["plot", "music"], "{text}");
        let shown = seen(&page(&parsed, false));
        let has_no_marks = !shown.contains("**") && !shown.contains("Spoilers\n");
        assert!(shown.contains("Calm") && shown.contains("Loud.") && has_no_marks, "{shown}");
        let words = text.replace(['`', '*', '#'], "");
        let told = seen(&page(&parsed, true));
        assert!(words.split_whitespace().skip(4).all(|word| told.contains(word)), "{told}");
    }
    let text = "A (1999)\n\nRating: 3/5\n\nCalm (spoiler: xyzzy\ndies) and open.\n\nSeen. Spoiler: xyzzy.\n\nLast.\n";
    assert_covered(text, &format::PLAIN);
    let shown = seen(&page(&parse(text, &format::PLAIN), false));
    for words in ["Calm (spoiler: ", ") and open.", "Seen. Spoiler: ", "Last."] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
}

/// A remark in brackets tells what it warns of wherever it stands.
#[test]
fn a_remark_in_a_heading_or_a_field_is_covered() {
    for text in [
        "# A (1999)\n\nRating: 3/5\n\n## He leaves (spoiler: xyzzy)\n\nCalm.\n",
        "# A (1999)\n\nRating: 3/5\n\n## Plot\n\n### He leaves [Spoiler: xyzzy]\n\nCalm.\n",
        "---\ntitle: A (spoiler: xyzzy)\nrating: 3/5\n---\nCalm.\n",
        "---\ntitle: A\nsubtitle: He leaves (spoiler: xyzzy)\nrating: 3/5\n---\nCalm.\n",
        "---\ntitle: A\ncast: [Mia Koch (spoiler: xyzzy)]\nrating: 3/5\n---\nCalm.\n",
    ] {
        assert_covered(text, &format::MARKDOWN);
        let shown = seen(&page(&parse(text, &format::MARKDOWN), false));
        assert!(!text.contains("# He leaves") || shown.contains("He leaves"), "{shown}");
    }
    for heading in
        ["Spoiler: he is xyzzy", "SPOILERS! Ana is xyzzy", "1. Spoiler alert: xyzzy dies"]
    {
        let text = format!("# A (1999)\n\nRating: 3/5\n\n## {heading}\n\nIt is xyzzy.\n");
        assert_covered(&text, &format::MARKDOWN);
    }
    let text = "# A (1999)\n\nRating: 3/5\n\n## Spoilers: The Ending\n\nIt is xyzzy.\n";
    assert_covered(text, &format::MARKDOWN);
    assert!(seen(&page(&parse(text, &format::MARKDOWN), false)).contains("The Ending"));
    assert_covered(
        "A (1999)\n\nRating: 3/5\n\nHe leaves (spoiler: xyzzy)\n\nCalm and long.\n",
        &format::PLAIN,
    );
}

/// A name that is nearly that of several sections means the first of them, every time.
#[test]
fn a_name_between_two_sections_means_the_first() {
    let text = |first: &str, second: &str| {
        format!(
            "---\ntitle: A\nrating: 3/5\nspoilers: [pardt]\n---\n## {first}\n\nOne.\n\n## {second}\n\nTwo.\n"
        )
    };
    for (first, second) in [("Pardo", "Parde"), ("Parde", "Pards"), ("Pardu", "Pard")] {
        for _ in 0..20 {
            let review = parse(&text(first, second), &format::MARKDOWN);
            let covered: Vec<bool> = review.sections.iter().map(|it| it.covered).collect();
            assert_eq!(covered, [true, false], "{first} {second}");
        }
    }
}

/// In plain text a short line alone is a heading, but not where it tells what it warns of.
#[test]
fn a_line_that_tells_a_spoiler_is_no_heading() {
    for line in
        ["Spoiler: xyzzy dies", "(spoiler: xyzzy)", "He (spoiler: xyzzy)", "SPOILERS! Xyzzy"]
    {
        let text = format!(
            "A (1999)\n\nRating: 3/5\n\nPlot\n\nCalm. Long.\n\n{line}\n\nMore. It is calm.\n"
        );
        assert_covered(&text, &format::PLAIN);
    }
}

/// An author who says so has nothing covered because of a warning.
#[test]
fn a_warning_is_allowed() {
    for said in ["spoilers: false", "check:\n  allow: [spoilers-assumed]"] {
        let text =
            format!("---\ntitle: A\nrating: 3/5\n{said}\n---\n\nSpoilers ahead!\n\nIt is xyzzy.\n");
        let shown = seen(&page(&parse(&text, &format::MARKDOWN), false));
        assert!(shown.contains("xyzzy"), "{said}\n{shown}");
    }
}

#[test]
fn marks_cover_in_plain_text() {
    for mark in ["||", ">! !<", "<spoiler> </spoiler>", "[spoiler] [/spoiler]"] {
        let (open, close) = mark.split_once(' ').unwrap_or((mark, mark));
        let text = format!(
            "Night Boat (1998)\n\nIt sails at night.\n\nThe ||xyzzy|| end\n\nThe ferryman is {open}xyzzy{close} in \
             the end of it, and <!-- that --> is *all*.\n\nRating: 4/5\n"
        );
        assert_covered(&text, &format::PLAIN);
        let shown = seen(&page(&parse(&text, &format::PLAIN), false));
        for open in ["<!-- that -->", "*all*"] {
            assert!(shown.contains(open), "{shown}");
        }
    }
}

/// A text that a line `!spoilers` parts: a search, and a finding, name the line of each part.
#[test]
fn both_parts_of_a_text_have_their_lines() {
    let text = "They row.\n\nMore zebra.\n\n!spoilers\nThey drown.\n\nLast walrus teh.\n";
    let own = format!("title = \"A\"\nrating = 2\n[sections]\nplot = \"\"\"\n{text}\"\"\"\n");
    let indented = text.trim_end().replace('\n', "\n  ");
    let fields = format!("---\ntitle: A\nrating: 2\n\nreview: |\n  {indented}\n---\n\nSeen.\n");
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in [("a.toml", own), ("b.md", fields)] {
        let path = folder.path().join(name);
        std::fs::write(&path, &text).expect("the file can be written");
        let line_of = |word: &str| {
            let at = text.find(word).expect("it is written");
            text[..at].matches('\n').count() + 1
        };
        for word in ["zebra", "walrus"] {
            let output = Command::new(env!("CARGO_BIN_EXE_rushes"))
                .args(["search", word, "--spoilers", "--json"])
                .arg(&path)
                .output()
                .expect("the program runs");
            let found = String::from_utf8_lossy(&output.stdout).into_owned();
            let line = format!("\"line\":{},", line_of(word));
            assert!(found.contains(&line), "{name} {word}\n{found}");
        }
        let format = if name == "a.toml" { &format::TOML } else { &format::MARKDOWN };
        let shown = seen(&page(&parse(&text, format), false));
        assert!(shown.contains("zebra") && !shown.contains("Spoilers"), "{text}\n{shown}");
        for covered in ["drown", "walrus", "Seen", "!"] {
            assert!(!shown.contains(covered), "{text}\n{shown}");
        }
    }
}
