//! What the documents say is true: their reviews read without a finding, their commands exist,
//! their links lead somewhere, and the tables of keys and of roles are those of the program.
//! `RUSHES_UPDATE=1 cargo test --test docs` writes these tables anew.

use std::fs;
use std::path::Path;
use std::process::Command;

use rushes::format::{self, FORMATS, Format, author_file};
use rushes::page::Role;
use rushes::query::manual;
use rushes::text::{Code, Source};
use rushes::tui::action;

const DOCUMENTS: [&str; 8] = [
    "README.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/format.md",
    "docs/checks.md",
    "docs/queries.md",
    "docs/themes.md",
    "docs/trust.md",
];

fn read(path: &str) -> String {
    fs::read_to_string(path).expect("the document is there")
}

/// The blocks of code in `language`, with the line before each that is not blank.
fn examples(path: &str, language: &str) -> Vec<(String, String)> {
    let text = read(path);
    let mut found = Vec::new();
    let mut before = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(of) = line.strip_prefix("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if of == language {
                found.push((before.clone(), code.join("\n")));
            }
        } else if !line.trim().is_empty() {
            line.clone_into(&mut before);
        }
    }
    found
}

#[test]
fn examples_of_files_read_without_a_finding() {
    let mut authors = 0;
    for path in ["README.md", "docs/format.md"] {
        let toml = examples(path, "toml").into_iter().map(|example| (&format::TOML, example));
        let markdown =
            examples(path, "markdown").into_iter().map(|example| (&format::MARKDOWN, example));
        let text = examples(path, "text").into_iter().map(|example| (&format::PLAIN, example));
        for (format, (before, example)) in toml.chain(markdown).chain(text) {
            let source = Source::new("example", example);
            if before.contains("`author.toml`") {
                assert_eq!(author_file::parse(&source).diagnostics, [], "{path}: {before}");
                authors += 1;
                continue;
            }
            let parsed = format::parse(&source, format);
            assert_eq!(parsed.review.diagnostics, [], "{path}: {before}");
            // A post's own lines, which gave their fields, are kept whole beside them.
            let unknown = parsed.review.extra.iter().find(|(name, _)| !name.contains("_line"));
            assert_eq!(unknown, None, "{path}: {before}");
            assert_eq!(parsed.skipped, None, "{path}: {before}");
        }
    }
    assert_eq!(authors, 1);
}

#[test]
fn every_format_is_documented() {
    let (readme, page) = (read("README.md"), read("docs/format.md"));
    for format in FORMATS {
        let Format { id, title, extensions, .. } = format;
        assert!(page.contains(&format!("\n## {title}\n")), "docs/format.md lacks {title}");
        for word in extensions.iter().map(|word| format!(".{word}")).chain([id.as_str().into()]) {
            assert!(page.contains(&format!("`{word}`")), "docs/format.md lacks `{word}`");
        }
        let named = readme.to_lowercase().contains(&title.to_lowercase());
        assert!(named, "the README does not name {title}");
    }
}

#[test]
fn every_finding_is_explained() {
    let text = read("docs/format.md");
    for code in Code::ALL {
        let row = format!("| `{}` | {} |", code.as_str(), code.severity().as_str());
        assert!(text.contains(&row), "docs/format.md lacks a row that begins with {row}");
    }
}

#[test]
fn every_name_in_json_is_explained() {
    let shown = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(["show", "--json", "reviews/ballerina.toml"])
        .output()
        .expect("rushes runs");
    let review: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let text = read("docs/format.md");
    for name in review.as_object().expect("an object").keys() {
        assert!(text.contains(&format!("| `{name}` |")), "docs/format.md lacks `{name}`");
    }
}

/// The table of keys as the README has it.
fn keys() -> String {
    let mut table = String::from("| Keys | What they do |\n| --- | --- |\n");
    for (keys, words) in action::documented_keys() {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        table.push_str(&format!("| {} | {words} |\n", keys.join(" ")));
    }
    table
}

/// Holds the table of a document that begins with `head` to `wanted`, or writes it anew.
fn check_table(path: &str, head: &str, wanted: &str) {
    let text = read(path);
    let start = text.find(head).expect("the head of the table");
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
    if std::env::var_os("RUSHES_UPDATE").is_some() {
        let text = [&text[..start], wanted, &text[end..]].concat();
        fs::write(path, text).expect("the document is written");
        return;
    }
    assert_eq!(&text[start..end], wanted, "RUSHES_UPDATE=1 cargo test --test docs");
}

#[test]
fn the_keys_are_those_of_the_program() {
    check_table("README.md", "| Keys |", &keys());
}

#[test]
fn the_roles_are_those_of_the_program() {
    let mut table = String::from("| Role | What has it |\n| --- | --- |\n");
    for role in Role::ALL {
        table.push_str(&format!("| `{}` | {} |\n", role.name(), role.meaning()));
    }
    check_table("docs/themes.md", "| Role |", &table);
}

#[test]
fn the_language_of_queries_is_that_of_the_program() {
    let check = |heads: &str, rows: Vec<(String, String)>| {
        let rows = rows.into_iter().map(|(term, words)| (term.replace('|', "\\|"), words));
        let rows =
            rows.map(|(term, words)| format!("| `{term}` | {} |\n", words.replace('|', "\\|")));
        let table = format!("{heads}\n| --- | --- |\n{}", rows.collect::<String>());
        check_table("docs/queries.md", heads, &table);
    };
    let owned = |(term, words): &(&str, &str)| ((*term).to_owned(), (*words).to_owned());
    check("| Example | What it asks for |", manual::SIGNS.iter().map(owned).collect());
    let fields = manual::documented_fields().map(|row| owned(&row));
    check("| Example | What it is about |", fields.collect());
    check("| Example | The review |", manual::documented_flags().collect());
    check("| Example | What it means |", manual::VALUES.iter().map(owned).collect());
}

/// What `rushes ARGS --help` prints.
fn help(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(args)
        .arg("--help")
        .output()
        .expect("rushes runs");
    String::from_utf8(output.stdout).expect("help is text")
}

/// Every command line that begins with `rushes`, in blocks and in running text.
fn commands(path: &str) -> Vec<String> {
    let blocks = examples(path, "sh").into_iter().map(|(_, code)| code);
    let lines: Vec<String> =
        blocks.flat_map(|code| code.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let text = read(path);
    let spans = text.split('`').skip(1).step_by(2).map(str::to_owned);
    let all = lines.into_iter().chain(spans);
    all.filter(|line| line.starts_with("rushes ") && !line.contains('\n')).collect()
}

#[test]
fn every_command_is_one_that_the_program_knows() {
    let general = help(&[]);
    for path in DOCUMENTS {
        for line in commands(path) {
            let command = line.split(['#', '|', '<']).next().unwrap_or_default();
            let words: Vec<&str> = command.split_whitespace().skip(1).collect();
            let name =
                words.first().copied().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
            let known = name.filter(|name| general.contains(&format!("\n  {name} ")));
            let named_path = name.is_some_and(|name| Path::new(name).exists());
            assert!(name.is_none() || known.is_some() || named_path, "{path}: {line}");
            let help = known.map_or_else(|| general.clone(), |name| help(&[name]));
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(&format!(" {option}")), "{path}: {line}: {option}");
            }
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for path in DOCUMENTS {
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        for link in read(path).split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let (file, part) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.into() } else { folder.join(file) };
            assert!(file.exists(), "{path}: {target}");
            if !part.is_empty() {
                let text = fs::read_to_string(&file).expect("a document");
                let anchor = |heading: &str| {
                    heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-")
                };
                let headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(headings.map(anchor).any(|anchor| anchor == part), "{path}: {target}");
            }
        }
    }
}
