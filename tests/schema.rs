//! The schema and the reader know the same fields. `RUSHES_UPDATE=1 cargo test --test schema`
//! writes the schemas in `docs/` anew.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use rushes::format::{self, author_file};
use rushes::model::{Author, Kind, Review, SectionKey};
use rushes::schema::{self, AUTHOR, AUTHOR_FILE, Field, REVIEW, SECTION, Takes};
use rushes::text::Source;

fn source(text: String) -> Source {
    Source::new("example.toml", text)
}

fn review(text: &str) -> Review {
    format::parse(&source(text.to_owned()), &format::TOML).review
}

/// What stands behind the `=` of such a field.
fn sound(field: &Field) -> &'static str {
    match field.takes {
        Takes::Text | Takes::Title => "\"words\"",
        Takes::Kind => "\"play\"",
        Takes::Year => "1926",
        Takes::Texts => "[\"one\", \"two\"]",
        Takes::Rating => "{ value = 7, max = 10 }",
        Takes::Ratings => "{ music = \"B+\" }",
        Takes::Date => "2026-03-02",
        Takes::Truth | Takes::Spoilers => "true",
        Takes::Sections => "{ plot = \"A story.\" }",
        Takes::Author => "{ name = \"A. Reader\" }",
        Takes::Handles => "{ x = \"areader\" }",
        Takes::Scale => "10",
    }
}

/// What no such field takes.
const fn unsound(field: &Field) -> &'static str {
    match field.takes {
        Takes::Rating => "true",
        Takes::Text | Takes::Title | Takes::Kind => "[[1], [2]]",
        Takes::Texts | Takes::Spoilers | Takes::Author => "1",
        _ => "\"no such thing\"",
    }
}

/// A review with every field that the schema has, at the places where `field` is looked for.
fn whole() -> String {
    let line = |field: &Field| format!("{} = {}\n", field.name, sound(field));
    REVIEW.iter().map(line).collect()
}

#[test]
fn every_field_of_the_schema_is_read() {
    let read = review(&whole());
    assert_eq!((read.diagnostics, read.extra), (vec![], vec![]));
    for field in REVIEW.iter().filter(|field| field.name != "title") {
        let read = review(&format!("title = \"words\"\n{} = {}\n", field.name, sound(field)));
        assert_ne!(read, review("title = \"words\"\n"), "{}", field.name);
        let read = review(&format!("title = \"words\"\n{} = {}\n", field.name, unsound(field)));
        assert_ne!(read.diagnostics, [], "{}", field.name);
    }
    let author: String = AUTHOR.iter().map(|f| format!("{} = {}\n", f.name, sound(f))).collect();
    let read = review(&format!("title = \"words\"\n[author]\n{author}"));
    assert_eq!((read.diagnostics, read.extra), (vec![], vec![]));
}

#[test]
fn every_field_of_a_review_is_in_the_schema() {
    // A field that is added to the model makes this pattern ask for its place.
    let Review {
        place: _,
        format: _,
        extra: _,
        diagnostics: _,
        title,
        year,
        kind,
        directors,
        creators,
        cast,
        genres,
        tags,
        url,
        headline,
        poster,
        date,
        watched,
        draft,
        spoilers: _,
        rating,
        aspects,
        sections,
        author,
    } = review(&whole());
    assert!(title == "words" && kind == Kind::Play && draft && sections[0].covered);
    assert!([year.is_some(), rating.is_some(), date.is_some(), watched.is_some()] == [true; 4]);
    assert!([url.is_some(), headline.is_some(), poster.is_some()] == [true; 3]);
    let counts = [directors.len(), creators.len(), cast.len(), genres.len(), tags.len()];
    assert!(counts == [2; 5] && aspects.len() == 1 && author.name.is_some());
    let line = |field: &Field| format!("{} = {}\n", field.name, sound(field));
    let file: String = AUTHOR.iter().chain(AUTHOR_FILE).map(line).collect();
    let file = author_file::parse(&source(file));
    let Author { name, email, website, signoff, handles } = file.author;
    assert!([name, email, website, signoff].iter().all(Option::is_some) && handles.len() == 1);
    assert!(file.scale == Some(10.0) && file.diagnostics.is_empty());
}

/// The first name of each row of the reader's table is the one of our own format.
#[test]
fn every_name_of_the_readers_table_is_in_the_schema() {
    // What the reader knows of other people's formats, and our own has no use for.
    const FOREIGN: [&str; 12] = [
        "filmtitle",
        "slug",
        "type",
        "maxrating",
        "publish",
        "status",
        "thoughts",
        "artist",
        "isbn",
        "season",
        "imdb",
        "scores",
    ];
    let table = fs::read_to_string("src/format/synonyms.rs").expect("the table is there");
    let rows = table.split("Field::").skip(1).filter_map(|row| row.split_once("&["));
    let first = rows.filter_map(|(_, names)| names.split('"').nth(1));
    let names: BTreeSet<&str> = first.filter(|name| !FOREIGN.contains(name)).collect();
    let known: BTreeSet<&str> = REVIEW.iter().map(|field| field.name).collect();
    assert_eq!(names, known);
}

#[test]
fn a_section_has_the_fields_that_the_schema_says() {
    let table: String = SECTION.iter().map(|f| format!("{} = {}\n", f.name, sound(f))).collect();
    let read = review(&format!("title = \"words\"\n[sections.plot]\n{table}"));
    assert_eq!((read.diagnostics, read.extra), (vec![], vec![]));
    let section = &read.sections[0];
    assert!(section.covered && section.rating.is_some() && section.text == "words");
    assert_eq!(section.heading.as_deref(), Some("words"));
    for key in SectionKey::NAMED {
        let name = key.as_str();
        let read = review(&format!("title = \"words\"\n[sections]\n{name} = \"Text.\"\n"));
        assert_eq!(read.sections[0].key, key);
    }
    for kind in Kind::KNOWN {
        let name = kind.as_str();
        assert_eq!(review(&format!("title = \"words\"\nkind = \"{name}\"\n")).kind, kind);
    }
}

#[test]
fn the_document_has_the_same_fields() {
    let text = fs::read_to_string("docs/format.md").expect("the document is there");
    for field in REVIEW.iter().chain(SECTION).chain(AUTHOR).chain(AUTHOR_FILE) {
        let name = format!("`{}`", field.name);
        let mut rows = text.lines().filter(|line| line.starts_with("| `"));
        assert!(rows.any(|row| row.split(" | ").next().is_some_and(|cell| cell.contains(&name))));
    }
    let start = text.find("### Fields").expect("the fields");
    let table = text[start..].lines().skip_while(|line| !line.starts_with("| `"));
    for row in table.take_while(|line| line.starts_with('|')) {
        let cell = row.split(" | ").next().unwrap_or_default();
        for name in cell.split('`').skip(1).step_by(2) {
            assert!(REVIEW.iter().any(|field| field.name == name), "{name}");
        }
    }
}

#[test]
fn the_document_says_which_sections_a_kind_of_work_should_have() {
    let text = fs::read_to_string("docs/format.md").expect("the document is there");
    for kind in Kind::KNOWN {
        let sections: Vec<String> = kind.sections().iter().map(|key| format!("`{key}`")).collect();
        let row = format!("\n| `{kind}` | {} |\n", sections.join(", "));
        assert!(text.contains(&row), "{row}");
    }
}

#[test]
fn the_schemas_in_the_documents_are_those_of_the_program() {
    for (name, schema) in [("review", schema::review()), ("author", schema::author())] {
        let path = format!("docs/{name}.schema.json");
        let printed = format!("{schema:#}\n");
        if std::env::var_os("RUSHES_UPDATE").is_some() {
            fs::write(&path, &printed).expect("the schema is written");
        }
        let output = Command::new(env!("CARGO_BIN_EXE_rushes"))
            .args(["schema", name])
            .output()
            .expect("rushes runs");
        assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), printed);
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, printed, "RUSHES_UPDATE=1 cargo test --test schema");
    }
}
