//! No word of prose is lost: wherever an author puts it, it stands on the page once covers are
//! lifted. Fields of generators of sites, to which tags belong, and comments are the exception.
//!
//! The files are written by this test from words that nobody uses, and the words are looked for on
//! the page; nothing of the program says which of them were to be expected.

use std::collections::HashSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use rushes::format::{self, Format, MARKDOWN, PLAIN, TOML};
use rushes::page::{self, Options};
use rushes::text::Source;

/// A value of a field. Texts hold `§` for every word that is to be found again.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
}

/// Names of fields: known ones, synonyms, misspelt ones, others.
const NAMES: [&str; 68] = [
    "titel",
    "raitng",
    "directer",
    "title",
    "headline",
    "kind",
    "year",
    "directors",
    "director",
    "creators",
    "cast",
    "starring",
    "genres",
    "rating",
    "ratings",
    "date",
    "watched",
    "draft",
    "spoilers",
    "sections",
    "author",
    "synopsis",
    "thoughts",
    "review",
    "verdict",
    "description",
    "quick_look",
    "runtime",
    "thought",
    "section",
    "plot",
    "performances",
    "action",
    "intro",
    "closing",
    "notes",
    "moral",
    "sectons",
    "autor",
    "ratng",
    "tilte",
    "name",
    "heading",
    "text",
    "body",
    "content",
    "prose",
    "summary",
    "film",
    "movie",
    "book",
    "extra",
    "params",
    "handles",
    "signoff",
    "motto",
    "email",
    "website",
    "words",
    "scale",
    "role",
    "spoiler",
    "seen_at",
    "the good",
    "pros",
    "cons",
    "score",
    "mood",
];

/// Texts of one line as authors write them.
const LINES: [&str; 34] = [
    "§",
    "§ §",
    "§, § and §",
    "The § of §",
    "§: §",
    "§ - §",
    "§ – a §",
    "§ (§)",
    "(§)",
    "§ (1999)",
    "§ as §",
    "§ & §",
    "§; §",
    "§. §!",
    "§ § § § § § §",
    "4/5 §",
    "§ 4/5",
    "8 of §",
    "***½ §",
    "§/§",
    "§, Jr.",
    "§ (1999) - 4/5",
    "Review: §",
    "§ Review",
    "*§* §",
    "**§**",
    "[[§]]",
    "||§|| §",
    "§ \"§\" §",
    "§'s §",
    "2024-05-05 §",
    "§? §",
    "true §",
    "no §",
];

/// Blocks of a body in Markdown.
const BLOCKS: [&str; 56] = [
    "§ <![CDATA[§ §]]> §",
    "<film>§</film> § <sigh> §",
    "§ <§ §> §",
    "SPOILER: § §",
    "Spoilers ahead.\n\n§",
    "§. Spoiler alert: §.\n\n§",
    "§ (spoiler: §) §\n\nEnd of spoilers. §",
    "[hide]§[/hide] ~!§!~ [spoiler: §]",
    "§ §, §.",
    "# §",
    "## §",
    "### §",
    "#### § §",
    "# § (1999)",
    "## § (1999)",
    "## Plot",
    "## §: 8/10",
    "## Verdict §",
    "**§**",
    "**§:** §",
    "- §\n- §",
    "* §\n  - §\n  - §",
    "1. §\n2. §",
    "> §\n> §",
    "> [!note] §\n> §",
    "> [!spoiler] §\n> §",
    "| § | § |\n|---|---|\n| § | § |",
    "```\n§\n```",
    "    § §",
    "`§` §",
    "*§* _§_ **§**",
    "~~§~~ §",
    "[§](https://example.org/x)",
    "![§](a.png)",
    "[§][r] §\n\n[r]: https://example.org",
    "§[^1] §\n\n[^1]: § §.",
    "<b>§</b> §",
    "<p>§</p>",
    "<details><summary>§</summary>\n\n§\n\n</details>",
    "<div class=\"spoiler\">§</div>",
    "||§ §|| §",
    ">!§!< §",
    "[spoiler]§[/spoiler] §",
    "{{< spoiler >}}§{{< /spoiler >}}",
    "::: spoiler §\n§\n:::",
    "Rating: 4/5",
    "Rating: 4/5 §",
    "**Rating: 4/5** §",
    "§: 4/5",
    "Overall: §",
    "★★★★ §",
    "§\n§",
    "§  \n§",
    "§\n===",
    "§ §\n---",
    "!spoilers\n\n§",
];

/// Lines and paragraphs of a post in plain text.
const POST: [&str; 44] = [
    "SPOILER: § §",
    "§ §. Spoilers ahead. §",
    "End of spoilers. § §.",
    "§ (spoiler: § §) §.",
    "§ § §.",
    "Movie Review: § (1999)",
    "§ (1999)",
    "§ (1999) 4/5",
    "§ - 4/5",
    "§",
    "§ §",
    "Plot",
    "The Story of §",
    "Verdict",
    "Verdict: §",
    "Rating: 4/5",
    "Rating: 4/5 §",
    "Rating: §",
    "My rating: 4 out of 5 §",
    "4/5",
    "★★★★",
    "★★★★ §",
    "Overall: 4/5 because §",
    "§: 4/5",
    "Directed by § § and starring § §.",
    "§ (1999), directed by § § and starring § (§), is §.",
    "- §",
    "- §\n- §",
    "* §",
    "1. §",
    "§\n§",
    "!spoilers",
    "Spoilers: §",
    "||§|| §",
    "Follow me on Letterboxd §",
    "Follow me on Instagram: handle, §",
    "Twitter: handle",
    "Mail me at a@example.org if §",
    "- § §",
    "“§ §”",
    "https://example.org §",
    "§, §",
    "\"§\" §",
    "# §",
];

fn line() -> impl Strategy<Value = String> {
    select(LINES.to_vec()).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => line(),
        1 => prop::collection::vec(line(), 2..4).prop_map(|lines| lines.join("\n")),
        1 => prop::collection::vec(line(), 2..4).prop_map(|lines| lines.join("\n\n")),
        1 => prop::collection::vec(select(BLOCKS.to_vec()), 1..4)
            .prop_map(|blocks| blocks.join("\n\n").trim_start().to_owned()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = text().prop_map(Value::Text);
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 1..4).prop_map(Value::List),
            2 => fields(inner).prop_map(Value::Table),
        ]
    })
}

fn fields(
    value: impl Strategy<Value = Value> + Clone,
) -> impl Strategy<Value = Vec<(String, Value)>> {
    let named = (select(NAMES.to_vec()).prop_map(str::to_owned), value);
    prop::collection::vec(named, 1..5).prop_map(|fields| {
        let mut seen = HashSet::new();
        fields.into_iter().filter(|(name, _)| seen.insert(name.clone())).collect()
    })
}

fn head() -> impl Strategy<Value = Vec<(String, Value)>> {
    fields(value().boxed())
}

fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(select(BLOCKS.to_vec()), 0..7).prop_map(|blocks| blocks.join("\n\n"))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out + "\""
}

fn key(name: &str) -> String {
    let is_bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_bare { name.to_owned() } else { quoted(name) }
}

fn toml_value(value: &Value) -> String {
    match value {
        Value::Text(text) if text.contains('\n') => {
            format!("\"\"\"\n{}\n\"\"\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", "))
        }
        Value::Table(fields) => {
            let field =
                |(name, value): &(String, Value)| format!("{} = {}", key(name), toml_value(value));
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Fields in TOML, tables last, as it asks for.
fn toml(fields: &[(String, Value)]) -> String {
    let mut out = String::new();
    let is_table = |value: &Value| matches!(value, Value::Table(_));
    for (name, value) in fields.iter().filter(|(_, value)| !is_table(value)) {
        let _ = writeln!(out, "{} = {}", key(name), toml_value(value));
    }
    for (name, value) in fields {
        if let Value::Table(fields) = value {
            let _ = writeln!(out, "\n[{}]", key(name));
            for (name, value) in fields {
                let _ = writeln!(out, "{} = {}", key(name), toml_value(value));
            }
        }
    }
    out
}

fn yaml(fields: &[(String, Value)], indent: usize, out: &mut String) {
    for (name, value) in fields {
        let _ = write!(out, "{:indent$}{}:", "", key(name));
        yaml_value(value, indent, out);
    }
}

fn yaml_value(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Text(text) if text.contains('\n') => {
            let inner = indent + 2;
            out.push_str(" |\n");
            for line in text.lines() {
                let _ = writeln!(out, "{:inner$}{line}", "");
            }
        }
        Value::Text(text) => {
            let _ = writeln!(out, " {}", quoted(text));
        }
        Value::List(items) => {
            out.push('\n');
            for item in items {
                let _ = write!(out, "{:indent$}  -", "");
                match item {
                    Value::Text(_) => yaml_value(item, indent + 2, out),
                    _ => {
                        let _ = writeln!(out, " {}", toml_value(item).replace(" = ", ": "));
                    }
                }
            }
        }
        Value::Table(fields) => {
            out.push('\n');
            yaml(fields, indent + 2, out);
        }
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", "))
        }
        Value::Table(fields) => {
            let field =
                |(name, value): &(String, Value)| format!("{}: {}", quoted(name), json(value));
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A list of values is drawn in one line in YAML, where a text may not be broken.
fn without_breaks(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(text.replace('\n', " ")),
        Value::List(items) => Value::List(items.into_iter().map(without_breaks).collect()),
        Value::Table(fields) => Value::Table(
            fields.into_iter().map(|(name, value)| (name, without_breaks(value))).collect(),
        ),
    }
}

fn flattened(fields: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let flat = |value| match value {
        Value::List(items) => Value::List(items.into_iter().map(without_breaks).collect()),
        Value::Table(fields) => Value::Table(flattened(fields)),
        text => text,
    };
    fields.into_iter().map(|(name, value)| (name, flat(value))).collect()
}

fn files() -> impl Strategy<Value = (String, &'static Format)> {
    prop_oneof![
        head().prop_map(|fields| (toml(&fields), &TOML)),
        head().prop_map(|mut fields| {
            fields.retain(|(name, _)| name != "title");
            fields.insert(0, ("title".to_owned(), Value::Text("A Film".to_owned())));
            (toml(&fields), &TOML)
        }),
        (head(), body()).prop_map(|(fields, body)| {
            let mut text = String::from("---\n");
            yaml(&flattened(fields), 0, &mut text);
            (format!("{text}---\n\n{body}\n"), &MARKDOWN)
        }),
        (head(), body()).prop_map(|(fields, body)| (
            format!("+++\n{}+++\n\n{body}\n", toml(&fields)),
            &MARKDOWN
        )),
        (head(), body()).prop_map(|(fields, body)| {
            (format!("{}\n\n{body}\n", json(&Value::Table(fields))), &MARKDOWN)
        }),
        body().prop_map(|body| (body, &MARKDOWN)),
        prop::collection::vec(select(POST.to_vec()), 1..9)
            .prop_map(|lines| (lines.join("\n\n") + "\n", &PLAIN)),
        prop::collection::vec(select(POST.to_vec()), 1..9)
            .prop_map(|lines| (lines.join("\n") + "\n", &PLAIN)),
    ]
}

/// The text with a word of its own in place of each `§`, and the words.
fn filled(text: &str) -> (String, Vec<String>) {
    const SYLLABLES: [&str; 16] = [
        "zo", "ke", "mu", "vi", "ra", "tu", "pe", "lo", "gi", "na", "wu", "de", "so", "fi", "ha",
        "bu",
    ];
    let mut words = Vec::new();
    let mut out = String::new();
    for (at, part) in text.split('§').enumerate() {
        if at > 0 {
            let syllable = |shift: usize| SYLLABLES[(at >> shift) % SYLLABLES.len()];
            let word = format!("Q{}{}x{}", syllable(4), syllable(0), syllable(2));
            out.push_str(&word);
            words.push(word);
        }
        out.push_str(part);
    }
    (out, words)
}

/// All that the pages of a file show when nothing is covered.
fn seen(text: &str, format: &Format) -> String {
    let parsed = format::parse(&Source::new("a/review", text.to_owned()), format);
    let options = Options { width: 100, uncovered: true, ..Options::default() };
    let pages = parsed.reviews().map(|review| page::review(review, &options));
    let lines = pages.flat_map(|page| page.lines().map(|line| line.text()).collect::<Vec<_>>());
    lines.collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_word_of_prose_is_on_the_page((text, format) in files()) {
        let (text, words) = filled(&text);
        let seen = seen(&text, format);
        let lower = seen.to_lowercase();
        let lost: Vec<&String> =
            words.iter().filter(|word| !lower.contains(&word.to_lowercase())).collect();
        prop_assert!(lost.is_empty(), "lost {lost:?} of\n{text}\n--- page\n{seen}");
    }
}

/// Words that stand for a picture, or are its title.
#[test]
fn the_words_of_a_picture_are_on_the_page() {
    let (text, words) = filled(
        "# Night Boat (1998)\n\n![§](a.png \"§\") § ![§][b]\n\n\
         <img src=\"a.png\" alt='§' title=\"§\">\n\n[b]: c.png '§'\n",
    );
    let seen = seen(&text, &MARKDOWN);
    assert!(words.iter().all(|word| seen.contains(word)), "{words:?} {seen}");
}

/// Tags are for the filter and for a site, unless one is a sentence.
#[test]
fn a_sentence_among_the_tags_is_on_the_page() {
    let (text, words) =
        filled("---\ntitle: Night Boat\ntags: [trains, § who § is never § again]\n---\n\nText.\n");
    let seen = seen(&text, &MARKDOWN);
    assert!(words.iter().all(|word| seen.contains(word)) && !seen.contains("trains"), "{seen}");
}

/// Behind an error in TOML the fields are read that follow, and what stands between is on the page.
#[test]
fn an_error_in_toml_costs_no_other_field() {
    let rest = "year = 1971\nrating = \"4/5\"\nspoilers = [\"plot\"]\n[sections]\n\
                plot = \"It is xyzzy.\"\nverdict = \"Wet boots.\"\n";
    for (head, words) in [
        ("title = Night Ferry\n", ""),
        ("title = “Night Ferry”\n", ""),
        ("title: \"Night Ferry\"\n", ""),
        ("title = \"Night Ferry\n", ""),
        ("title = \"Night Ferry\"\nmood = so ]good\n", "good"),
        ("\"\"\"\nProse of mine.\n\nMore.\n\"\"\"\ntitle = \"Night Ferry\"\n", "mine More"),
        ("Prose of mine.\n\ntitle = \"Night Ferry\"\n", "mine"),
        ("# A note\n'''\nProse of mine.'''\ntitle = \"Night Ferry\"\n", "mine"),
        ("title = \"Night Ferry\"\ncast = [\n  Ana Reed,\n]\n", "Ana Reed"),
        ("title = \"Night Ferry\"\nintro =\n\"\"\"\nProse of mine.\n\"\"\"\n", "mine"),
        ("title = \"Night Ferry\"\nintro = \"\"\"\nProse of mine.\n", "mine"),
    ] {
        let text = format!("{head}{rest}");
        let review = format::parse(&Source::new("a.toml", text.clone()), &TOML).review;
        assert_eq!((&*review.title, review.year), ("Night Ferry", Some(1971)), "{text}");
        assert!(review.rating.is_some() && !review.diagnostics.is_empty(), "{text}");
        let shown = |uncovered| {
            let options = Options { width: 80, uncovered, ..Options::default() };
            let page = page::review(&review, &options);
            page.lines().map(|line| line.text() + "\n").collect::<String>()
        };
        let (covered, whole) = (shown(false), shown(true));
        assert!(covered.contains("Night Ferry") && !covered.contains("xyzzy"), "{text}\n{covered}");
        for word in words.split(' ').chain(["xyzzy", "boots"]) {
            assert!(whole.contains(word), "{word}: {text}\n{whole}");
        }
    }
}

/// A table that is none of ours may hold what is to be covered.
#[test]
fn a_section_in_an_unknown_table_is_covered() {
    for table in ["section", "text", "sectons", "body"] {
        let text = format!(
            "title = \"A\"\nrating = 3\nspoilers = [\"plot\"]\n[{table}]\nplot = \"He xyzzy.\"\n"
        );
        let review = format::parse(&Source::new("a.toml", text.clone()), &TOML).review;
        for (uncovered, is_shown) in [(false, false), (true, true)] {
            let options = Options { width: 80, uncovered, ..Options::default() };
            let page = page::review(&review, &options);
            let found = page.lines().any(|line| line.text().contains("xyzzy"));
            assert_eq!(found, is_shown, "{text}");
        }
    }
}
