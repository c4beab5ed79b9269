//! Every file in `tests/fixtures/formats` is read and compared with the `.expected` beside it.
//!
//! `RUSHES_UPDATE=1 cargo test --test formats` writes the expected files anew; read them before
//! you commit them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rushes::format::{self, FORMATS, Parsed};
use rushes::model::{Place, Rating, Review, Score, Section};
use rushes::text::{Audience, Source};

const FIXTURES: &str = "tests/fixtures/formats";

#[test]
fn fixtures_read_as_expected() {
    let update = std::env::var_os("RUSHES_UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in fixtures() {
        let shown = show(&parse(&path));
        let beside = path.with_file_name(format!("{}.expected", name(&path)));
        if update {
            std::fs::write(&beside, &shown).expect("the fixtures can be written");
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        if expected != shown {
            wrong.push(format!("== {}\n-- expected\n{expected}-- found\n{shown}", name(&path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_format_has_a_fixture() {
    let fixtures = fixtures();
    for format in FORMATS {
        let usual = format.extension();
        let mut fixtures = fixtures.iter().filter_map(|path| path.extension());
        assert!(fixtures.any(|extension| extension == usual), "no fixture is a .{usual}");
        for extension in format.extensions {
            let path = PathBuf::from(format!("a.{}", extension.to_uppercase()));
            assert_eq!(format::by_extension(&path), Some(format), "{extension}");
        }
    }
}

#[test]
fn no_word_of_a_fixture_is_lost() {
    for path in fixtures() {
        let text = std::fs::read_to_string(&path).expect("a fixture can be read");
        let parsed = parse(&path);
        let missing = missing_words(&text, &parsed);
        assert!(missing.is_empty(), "{}: {missing:?}", name(&path));
    }
}

#[test]
fn a_text_without_a_name_tells_its_format() {
    assert_eq!(format::detect("---\ntitle: Reeds\n---\n"), &format::MARKDOWN);
    assert_eq!(format::detect("title = \"Reeds\"\n"), &format::TOML);
    assert_eq!(format::detect("name = \"Reeds\"\n"), &format::PLAIN);
    assert_eq!(format::detect("Reeds (2001)\n"), &format::PLAIN);
}

#[test]
fn an_author_file_speaks_for_its_folder() {
    let text = "name = \"Mara\"\nscale = 10\nemail = 3\n[handles]\ntwitter = \"@mara\"\n";
    let file = format::author_file::parse(&Source::new("author.toml", text.to_owned()));
    assert_eq!(file.author.name.as_deref(), Some("Mara"));
    assert_eq!(file.scale, Some(10.0));
    let handle = &file.author.handles[0];
    assert_eq!((&*handle.platform, &*handle.handle), ("x", "mara"));
    let found: Vec<_> =
        file.diagnostics.iter().map(|d| (d.line, d.message(Audience::READER))).collect();
    assert_eq!(found, [(3, "`email`: expected a string, found a number".to_owned())]);
}

#[test]
fn an_authors_scale_takes_the_place_of_five() {
    let text = "title = \"Reeds\"\nrating = 7\n[ratings]\nmood = 30\n".to_owned();
    let mut review = format::parse(&Source::new("reeds.toml", text), &format::TOML).review;
    assert_eq!(review.stars(), None);
    format::scale::impose(&mut review, 10.0);
    assert_eq!(review.stars().map(rushes::model::Stars::value), Some(3.5));
    let left: Vec<_> = review.diagnostics.iter().map(|found| found.line).collect();
    assert_eq!(left, [4], "thirty is too many of ten as well");
}

/// YAML aliases: six lists, each nine times the one before, would expand to half a million words.
#[test]
fn aliases_of_aliases_stay_small() {
    let mut text =
        "---\ntitle: Reeds\na: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for (name, before) in ('b'..='f').zip('a'..) {
        let nine = vec![format!("*{before}"); 9].join(", ");
        let _ = writeln!(text, "{name}: &{name} [{nine}]");
    }
    text.push_str("---\n\nText.\n");
    let review = format::parse(&Source::new("reeds.md", text), &format::MARKDOWN).review;
    assert_eq!(review.title, "Reeds");
    let kept: usize = review.extra.iter().map(|(_, value)| value.to_string().len()).sum();
    assert!((9..100_000).contains(&kept), "{kept} bytes are kept of it");
}

/// A file of 8 MiB could have a million of them, each of which takes hundreds of bytes.
#[test]
fn more_values_than_a_review_can_have_are_shown_as_they_stand() {
    let toml: String = (0..70_000).map(|n| format!("k{n} = 1\n")).collect();
    let yaml: String = (0..110_000).map(|n| format!("k{n}: 1\n")).collect();
    for (text, format, kept) in [
        (format!("title = \"A\"\nrating = 4\n{toml}last = 1\n"), &format::TOML, "last = 1"),
        (
            format!("title = \"A\"\nrating = 4\nx = [{}1]\n", "1,".repeat(300_000)),
            &format::TOML,
            "1]",
        ),
        (
            format!("---\ntitle: A\nrating: 4\n{yaml}last: 1\n---\nText.\n"),
            &format::MARKDOWN,
            "last: 1",
        ),
        (
            format!("---\ntitle: A\nrating: 4\nx: [{}1]\n---\nText.\n", "1,".repeat(110_000)),
            &format::MARKDOWN,
            "1]",
        ),
    ] {
        let review = format::parse(&Source::new("a", text), format).review;
        assert_eq!((review.title.as_str(), review.rating.is_some()), ("A", true));
        let [fault] = &review.diagnostics[..] else { panic!("{:?}", review.diagnostics) };
        assert!(fault.message(Audience::READER).contains("names, values and signs, found more"));
        let rest = review.sections.iter().find(|it| it.key.as_str() == "not-understood");
        assert!(rest.is_some_and(|rest| rest.text.ends_with(kept)), "{kept}");
        assert!(review.extra.len() < 100_000);
    }
}

/// Fragments of fields, valid and broken.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "title",
        "rating",
        "é",
        ":",
        ": ",
        " = ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "\"\"\"",
        "'",
        ",",
        "#",
        " ",
        "\t",
        "- ",
        "|",
        "\\",
        "\n",
        "\n",
        "\r\n",
        "\n[sections]\n",
        "4/5",
        "3.5.",
        "14.06.2025",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_fields_make_a_panic(fields in pieces()) {
        for text in [fields.clone(), format!("---\n{fields}\n---\n"), format!("+++\n{fields}\n+++\n")] {
            for format in FORMATS {
                let _ = format::parse(&Source::new("a.txt", text.clone()), format);
            }
        }
    }

    #[test]
    fn no_text_makes_a_panic(text in "\\PC{0,80}(\n\\PC{0,40}){0,12}") {
        for format in FORMATS {
            let _ = format::parse(&Source::new("a.txt", text.clone()), format);
        }
        let _ = format::detect(&text);
        let _ = format::author_file::parse(&Source::new("author.toml", text));
    }

    #[test]
    fn no_mutation_makes_a_panic_or_loses_a_word(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        insert in prop::sample::select(vec![
            "", "\"\"\"", "---\n", "+++\n", "# ", "**", "]", "[", "\n", ": ", "!spoilers\n", "8/10\n",
            "- ", "\"", "|", "```\n", "&a ", "*a", "\r\n", "\u{feff}", "\\", "=", "'''", "{", "}",
        ]),
        remove in 0_usize..40,
    ) {
        let paths = fixtures();
        let path = which.get(&paths);
        let text = std::fs::read_to_string(path).expect("a fixture can be read");
        let chars: Vec<char> = text.chars().collect();
        let at = cut.index(chars.len() + 1);
        let after = (at + remove).min(chars.len());
        let head: String = chars[..at].iter().collect();
        let tail: String = chars[after..].iter().collect();
        let text = format!("{head}{insert}{tail}");
        let format = format::by_extension(path).expect("a fixture has a format");
        let parsed = format::parse(&Source::new(path, text.clone()), format);
        if format == &format::PLAIN {
            let missing = missing_words(&text, &parsed);
            prop_assert!(missing.is_empty(), "{missing:?} of {text}");
        }
    }
}

proptest! {
    #[test]
    fn no_word_of_a_body_is_lost(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..24),
        head in prop::sample::select(vec!["", "---\ntitle: Reeds\n---\n", "+++\nrating = 3\n+++\n"]),
    ) {
        let body = format!("Start here.\n{}", lines.join("\n"));
        for (format, text) in
            [(&format::MARKDOWN, format!("{head}{body}")), (&format::PLAIN, body.clone())]
        {
            let parsed = format::parse(&Source::new("a", text), format);
            let seen: BTreeSet<String> =
                parsed.reviews().flat_map(|review| words(&everything(review))).collect();
            for word in words(&body) {
                prop_assert!(seen.contains(&word) || word == "spoilers", "{word} of {body:?}");
            }
        }
    }
}

/// Lines with a meaning in Markdown or in plain text.
const LINES: &[&str] = &[
    "# Alder",
    "## Plot",
    "## Birch",
    "## Ash (1999) ★★★",
    "## Beech 4/5",
    "## Yarrow - 8/10",
    "## Maple (2004) B+ and more",
    "### Cedar",
    "**Dogwood**",
    "Elm\n===",
    "Fir\n---",
    "",
    "> Gorse",
    "- Hazel",
    "```",
    "---",
    "===",
    "!spoilers",
    "<details>",
    "Ivy one two three.",
    "7/10",
    "Overall: juniper",
    "Verdict",
    "Larch and more\nmaple",
    "\"Nettle",
    "- Oak",
    "Thanks to @pine for the quince.",
    "Rowan (1999) is sedge.",
    "  indented willow",
    "    code yew",
    "[[Alder]]",
    "| a | b |",
    "Heading without a stop",
    "||covered||",
    "***",
    "Zinnia:",
    "\u{feff}",
];

fn fixtures() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FIXTURES).expect("the fixtures are there");
    let paths = entries.map(|entry| entry.expect("a fixture").path());
    let mut paths: Vec<_> = paths.filter(|path| format::by_extension(path).is_some()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn parse(path: &Path) -> Parsed {
    let text = std::fs::read_to_string(path).expect("a fixture can be read");
    let format = format::by_extension(path).expect("a fixture has a format");
    format::parse(&Source::new(name(path), text), format)
}

/// Words of the text that the review has lost, apart from marks, keys, labels and the author's
/// contacts.
fn missing_words(text: &str, parsed: &Parsed) -> Vec<String> {
    let seen: BTreeSet<String> =
        parsed.reviews().flat_map(|review| words(&everything(review))).collect();
    let source = Source::new("", text.to_owned());
    let mut missing = Vec::new();
    for line in source.text().lines() {
        let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
        let contact = line.contains('@') || line.contains("://") || bare.starts_with("Follow");
        let field = line.split_once(['=', ':']).map_or("", |(key, _)| key);
        let rated = bare.starts_with("評価");
        let key = field.split_whitespace().count() <= 3 && !field.is_empty();
        let mark = line.trim().starts_with("!spoiler") || bare.to_lowercase().contains("review");
        let dated = field.to_lowercase().ends_with("date");
        if contact || mark || dated || rated || line.trim_start().starts_with(['#', '[']) {
            continue;
        }
        let line = if key { &line[field.len()..] } else { line };
        let lost = words(line).into_iter().filter(|word| !seen.contains(word));
        missing.extend(lost.filter(|word| !NOT_TEXT.contains(&word.as_str())));
    }
    missing
}

/// Words that become structure instead of text, such as keys and booleans.
const NOT_TEXT: &[&str] = &[
    "true", "false", "yes", "no", "null", "movie", "and", "as", "contains", "spoilers", "rating",
    "overall", "tv", "heading", "text", "spoiler", "name", "role", "p",
];

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn everything(review: &Review) -> String {
    let mut out = format!("{review:?}");
    for section in &review.sections {
        out.push('\n');
        out.push_str(&section.text);
        out.push('\n');
        out.push_str(section.heading.as_deref().unwrap_or_default());
    }
    for (key, value) in &review.extra {
        let _ = write!(out, "\n{key} {value}");
    }
    for date in [review.date, review.watched].into_iter().flatten() {
        let _ = write!(out, "\n{date} {}", date.in_words());
    }
    out
}

fn show(parsed: &Parsed) -> String {
    let mut out = parsed.skipped.iter().map(|why| format!("skipped: {why}\n")).collect::<String>();
    for review in parsed.reviews() {
        if !parsed.others.is_empty() {
            let Place { ordinal, line, .. } = review.place;
            let _ = writeln!(out, "{ordinal} at line {line}:");
        }
        out.push_str(&show_review(review));
    }
    out
}

fn show_review(review: &Review) -> String {
    let mut out = String::new();
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "{name}: {value}");
        }
    };
    let number = |number: Option<i32>| number.map(|n| n.to_string()).unwrap_or_default();
    let date = |date: Option<rushes::model::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    field("title", review.title.clone());
    field("headline", text(&review.headline));
    field("year", number(review.year));
    field("kind", review.kind.to_string());
    field("directors", review.directors.join(" | "));
    field("creators", review.creators.join(" | "));
    field("cast", review.cast.iter().map(person).collect::<Vec<_>>().join(" | "));
    field("genres", review.genres.join(" | "));
    field("tags", review.tags.join(" | "));
    field("url", text(&review.url));
    field("poster", text(&review.poster));
    field("date", date(review.date));
    field("watched", date(review.watched));
    field("draft", if review.draft { "yes" } else { "" }.to_owned());
    field("spoilers", if review.spoilers { "yes" } else { "" }.to_owned());
    field("rating", review.rating.as_ref().map(rating).unwrap_or_default());
    for aspect in &review.aspects {
        field("aspect", format!("{} {}", aspect.name, rating(&aspect.rating)));
    }
    field("author", text(&review.author.name));
    field("email", text(&review.author.email));
    field("website", text(&review.author.website));
    field("signoff", text(&review.author.signoff));
    for handle in &review.author.handles {
        field("handle", format!("{} {}", handle.platform, handle.handle));
    }
    for (key, value) in &review.extra {
        field("extra", format!("{key} = {value}"));
    }
    for part in &review.sections {
        field("section", section(part));
    }
    for found in &review.diagnostics {
        let (code, severity) = (found.code.as_str(), found.severity.as_str());
        field(
            severity,
            format!("{}:{} {code} {}", found.line, found.column, found.message(Audience::READER)),
        );
    }
    out
}

fn person(person: &rushes::model::Person) -> String {
    match &person.role {
        Some(role) => format!("{} as {role}", person.name),
        None => person.name.clone(),
    }
}

fn rating(rating: &Rating) -> String {
    let score = match rating.score {
        Score::Scaled { value, out_of } => format!("{value} of {out_of}"),
        Score::Bare(value) => format!("{value} bare"),
        Score::Word(_) => "word".to_owned(),
    };
    let stars = rating.stars().map_or("none".to_owned(), |stars| stars.value().to_string());
    format!("{:?} ({score}, stars {stars})", rating.written)
}

fn section(section: &Section) -> String {
    let text = section.text.replace('\n', "⏎");
    let chars = text.chars().count();
    let head: String = text.chars().take(48).collect();
    let tail: String = text.chars().skip(48.max(chars.saturating_sub(16))).collect();
    let cut = if chars > 64 { "…" } else { "" };
    let heading = section.heading.as_deref().map_or("-".to_owned(), |h| format!("{h:?}"));
    let covered = if section.covered { " covered" } else { "" };
    let rated = section.rating.as_ref().map(|r| format!(" {}", rating(r))).unwrap_or_default();
    let markup = format!("{:?}", section.markup).to_lowercase();
    let Section { key, line, .. } = section;
    format!("{key} {heading} line {line} {markup}{covered}{rated} «{head}{cut}{tail}»")
}
