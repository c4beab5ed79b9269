//! Fields at the head of a Markdown file are read whatever their author took for a fence: title,
//! rating and year are those of the fields, what they cover is covered, and a finding names the line to
//! write.

use rushes::format::{self, MARKDOWN};
use rushes::model::Review;
use rushes::page::{self, Options};
use rushes::text::{Audience, Source};

const YAML: &str = "title: Night Ferry\nyear: 1971\nrating: 4/5\nspoilers: [plot]\n";
const TOML: &str =
    "title = \"Night Ferry\"\nyear = 1971\nrating = \"4/5\"\nspoilers = [\"plot\"]\n";
const JSON: &str = "{\n  \"title\": \"Night Ferry\",\n  \"year\": 1971,\n  \"rating\": \"4/5\",\n  \
                    \"spoilers\": [\"plot\"],\n}\n";
const BODY: &str = "\nA boat leaves.\n\n## Plot\n\nIt is xyzzy.\n\n## Verdict\n\nWet.\n";

fn review(text: &str) -> Review {
    format::parse(&Source::new("a.md", text.to_owned()), &MARKDOWN).review
}

fn shown(review: &Review, uncovered: bool) -> String {
    let page = page::review(review, &Options { width: 60, uncovered, ..Options::default() });
    page.lines().map(|line| line.text() + "\n").collect()
}

fn codes(review: &Review) -> Vec<&'static str> {
    review.diagnostics.iter().map(|found| found.code.as_str()).collect()
}

/// Every one is read as if it stood between `---`.
fn assert_read(text: &str) -> Review {
    let review = review(text);
    assert_eq!((&*review.title, review.year), ("Night Ferry", Some(1971)), "{text}");
    assert_eq!(review.stars().map(rushes::model::Stars::value), Some(4.0), "{text}");
    let (covered, whole) = (shown(&review, false), shown(&review, true));
    assert!(covered.contains("A boat leaves.") && covered.contains("Wet."), "{text}\n{covered}");
    assert!(!covered.contains("xyzzy") && whole.contains("xyzzy"), "{text}\n{covered}");
    review
}

#[test]
fn other_lines_are_taken_for_fences_and_reported() {
    for (above, below) in [
        ("--", "--"),
        ("***", "***"),
        ("* * *", "* * *"),
        ("~~~", "~~~"),
        ("===", "==="),
        ("___", "___"),
        ("++++", "++++"),
        (";;;", ";;;"),
        ("```", "```"),
        ("```yaml", "```"),
        ("```toml", "```"),
        ("~~~ YAML", "~~~"),
        ("\"---\"", "\"---\""),
        ("'---'", "---"),
        ("```yaml\n---", "---\n```"),
        ("---\n---", "---"),
        ("--- my fields", "---"),
        ("---yaml", "---"),
        ("<!--", "-->"),
        ("<!--\n---", "---\n-->"),
        ("--", "---"),
        ("***", "---"),
    ] {
        for fields in [YAML, TOML, JSON] {
            let review = assert_read(&format!("{above}\n{fields}{below}\n{BODY}"));
            let found = codes(&review);
            assert!(found.contains(&"wrong-fence"), "{above}\n{fields}\n{found:?}");
        }
    }
}

/// The fields as a table of Markdown.
fn table(yaml: &str) -> String {
    let rows: Vec<String> =
        yaml.lines().map(|line| format!("| {} |", line.replacen(": ", " | ", 1))).collect();
    rows.join("\n").replacen('\n', "\n| --- | :-: |\n", 1)
}

#[test]
fn fields_without_fences_are_known_by_their_names() {
    for text in [
        format!("{YAML}{BODY}"),
        format!("{TOML}{BODY}"),
        format!("{JSON}{BODY}"),
        format!("{YAML}---\n{BODY}"),
        format!("{TOML}+++\n{BODY}"),
        format!("{YAML}===\n{BODY}"),
        format!("{YAML}{}", BODY.trim_start()),
        format!("- {}\n{BODY}", YAML.trim_end().replace('\n', "\n- ")),
        format!("> {}\n{BODY}", YAML.trim_end().replace('\n', "\n> ")),
        format!("> ---\n> {}\n> ---\n{BODY}", YAML.trim_end().replace('\n', "\n> ")),
        format!("---\n> {}\n---\n{BODY}", YAML.trim_end().replace('\n', "\n> ")),
        format!("* {}\n{BODY}", YAML.trim_end().replace('\n', "\n* ")),
        format!("**{}\n{BODY}", YAML.trim_end().replace('\n', "\n**").replace(':', ":**")),
        format!("{}\n{BODY}", JSON.replace('\n', " ")),
        format!("{}\n{BODY}", table(YAML)),
        format!("---\n{}\n---\n{BODY}", table(YAML)),
        format!("{}\n{BODY}", table(&format!("Field: Value\n{YAML}"))),
        format!("{}\n{BODY}", table(&format!(" :  \n{YAML}"))),
        format!("{}\n{BODY}", JSON.replace('\n', " ").replace('"', "'")),
        format!("```json\n{}\n```\n{BODY}", JSON.replace('\n', " ")),
        format!("--- {YAML}---\n{BODY}"),
        format!("A note of mine.\n\n---\n{YAML}---\n{BODY}"),
        format!("# My review\n\n---\n{YAML}---\n{BODY}"),
    ] {
        let review = assert_read(&text);
        let found = codes(&review);
        assert!(found.contains(&"wrong-fence"), "{text}\n{found:?}");
    }
}

/// One line in another language, or without its sign, costs no other.
#[test]
fn a_slip_in_a_line_costs_no_field() {
    for (right, wrong) in
        [("spoilers: ", "spoilers = "), ("spoilers: ", "spoilers "), ("title: ", "title: \"")]
    {
        let review = assert_read(&format!("---\n{}---\n{BODY}", YAML.replace(right, wrong)));
        assert_eq!(codes(&review), ["syntax"], "{wrong}");
    }
    for json in [JSON.replacen("\",", "\"", 1), JSON.replacen("1971,", "1971", 1)] {
        for json in [json.clone(), json.replace('\n', " ")] {
            let text = format!("{json}\n{BODY}");
            let review = assert_read(&text);
            assert_eq!(codes(&review), ["wrong-fence", "syntax"], "{text}");
            assert!(!shown(&review, true).contains("front matter"), "{text}");
            let edit = review.diagnostics[1].edit.as_ref().expect("it is evident");
            let mut mended = text.clone();
            mended.insert(edit.span.start, ',');
            assert_eq!(
                codes(&self::review(&mended)),
                codes(&self::review(&format!("{JSON}{BODY}")))
            );
        }
    }
}

#[test]
fn a_closing_fence_may_be_missing_or_another_line() {
    for below in
        ["", "--", "***", "+++", "===", "  ---", "--- the end", "\n---\n\n# Notes", "\n\n***"]
    {
        let review = assert_read(&format!("---\n{YAML}{below}\n{BODY}"));
        let is_fence = below.contains("  ---") || below.starts_with("\n---");
        assert_eq!(codes(&review).contains(&"syntax"), !is_fence, "{below}");
    }
    let text = format!("---\n{YAML}{}\n---\n\nLater.\n", BODY.trim_end());
    let review = assert_read(&text);
    assert!(shown(&review, false).contains("Later."), "a rule of the text ends no fields");
    assert_eq!(codes(&review), ["syntax"]);
    let gaps = YAML.replace("year", "\nyear").replace("rating", "\nrating");
    assert_read(&format!("---\n{gaps}{BODY}"));
}

#[test]
fn what_nobody_sees_and_comments_may_stand_above_the_fence() {
    let indented = |by: &str| YAML.replace('\n', &format!("\n{by}"));
    for text in [
        format!("\u{feff}\u{feff}---\n{YAML}---\n{BODY}"),
        format!("\u{200b}---\n{YAML}---\n{BODY}"),
        format!("\u{a0}---\n{YAML}---\n{BODY}"),
        format!("%% a note %%\n---\n{YAML}---\n{BODY}"),
        format!("{{% comment %}}a note{{% endcomment %}}\n---\n{YAML}---\n{BODY}"),
        format!("<!-- a note -->\n\n---\n{YAML}---\n{BODY}"),
        format!("  ---\n  {}---\n{BODY}", indented("  ")),
        format!("---\n{YAML}---\n{BODY}").replace('\n', "\r"),
        format!("---\n{YAML}---\n{BODY}").replace('\n', "\r\n"),
    ] {
        let review = assert_read(&text);
        assert!(review.diagnostics.is_empty(), "{text:?}\n{:?}", codes(&review));
    }
}

#[test]
fn the_finding_is_the_line_to_write() {
    for (text, messages) in [
        (
            format!("--\n{YAML}--\n{BODY}"),
            &["expected `---` above these fields, found `--`", "expected `---`, found `--`"][..],
        ),
        (format!("{TOML}{BODY}"), &["expected `+++` above and below these fields, found none"]),
        (
            format!("{YAML}---\n{BODY}"),
            &["expected `---` on a line above these fields, found none"],
        ),
        (
            format!("Hi.\n---\n{YAML}---\n{BODY}"),
            &["expected these fields at the top of the file, found text above them"],
        ),
    ] {
        let found: Vec<String> =
            review(&text).diagnostics.iter().map(|one| one.message(Audience::READER)).collect();
        assert_eq!(found, messages, "{text}");
    }
}

/// Labels may begin a text, and rules may stand around a paragraph.
#[test]
fn a_text_is_left_as_it_is() {
    for text in [
        "Director: Ana Reed\nCast: Ben Cole\n\nA boat.\n",
        "***\n\nTitle: a word for many things.\n\n***\n",
        "Title: a word for many things.\n\nA boat.\n",
        "```yaml\nport: 80\nhost: localhost\n```\n",
        "# Night Boat\n\n---\nyear: 1998\nrating: 4/5\n---\n\nA boat.\n",
    ] {
        let review = review(text);
        assert!(!codes(&review).contains(&"wrong-fence"), "{text}");
        let body = shown(&review, true);
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        assert!(
            words.all(|word| matches!(word, "yaml" | "rating") || body.contains(word)),
            "{text}\n{body}"
        );
    }
}

/// Fields about spoilers that stand elsewhere, or in another dress, are heeded nevertheless.
#[test]
fn fields_about_spoilers_are_heeded_anywhere() {
    for text in [
        format!("{BODY}\n---\n{YAML}---\n"),
        format!("| title | Night Ferry |\n|---|---|\n| spoilers | plot |\n{BODY}"),
        format!(":title: Night Ferry\n:spoilers: plot\n{BODY}"),
        format!("**Title:** Night Ferry\n**Spoilers:** plot\n{BODY}"),
        format!("title：Night Ferry\nspoilers：plot\n{BODY}"),
        format!("---\n{YAML}---\n{BODY}").replace(": ", "："),
        format!("---\n{}---\n{BODY}", YAML.replace(": ", " = ")),
    ] {
        let review = review(&text);
        assert!(!shown(&review, false).contains("xyzzy"), "{text}");
        assert!(shown(&review, true).contains("xyzzy"), "{text}");
    }
}
