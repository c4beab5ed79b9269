//! The schema and the reader know the same fields. `RUSHES_UPDATE=1 cargo test --test schema`
//! writes the schemas in `docs/` anew.

use std::fs;
use std::process::Command;

use rushes::format::{self, author_file};
use rushes::model::{
    Author, AuthorField, AuthorFileField, Field, FieldType, FieldValue, Kind, OwnField, Review,
    SectionField, SectionKey,
};
use rushes::schema;
use rushes::text::Source;

fn source(text: String) -> Source {
    Source::new("example.toml", text)
}

fn review(text: &str) -> Review {
    format::parse(&source(text.to_owned()), &format::TOML).review
}

/// A valid TOML value for the field.
fn sound(field: OwnField) -> &'static str {
    match field.field_type {
        FieldType::Text | FieldType::Title | FieldType::Picture => "\"words\"",
        FieldType::Kind => "\"play\"",
        FieldType::Year => "1926",
        FieldType::Texts => "[\"one\", \"two\"]",
        FieldType::People => "[\"one\", { name = \"two\" }]",
        FieldType::Cast => "[\"one as a fool\", { name = \"two\", role = \"a king\" }]",
        FieldType::Rating => "{ value = 7, max = 10 }",
        FieldType::Ratings => "{ music = \"B+\" }",
        FieldType::Date => "2026-03-02",
        FieldType::Truth | FieldType::Spoilers => "true",
        FieldType::Sections => "{ plot = \"A story.\" }",
        FieldType::Author => "{ name = \"A. Reader\" }",
        FieldType::Handles => "{ x = \"areader\" }",
        FieldType::Ids => "{ imdb = \"tt0048473\", tmdb = 18148 }",
        FieldType::Positive => "10",
    }
}

/// An invalid TOML value for the field.
const fn unsound(field: OwnField) -> &'static str {
    match field.field_type {
        FieldType::Rating => "true",
        FieldType::Text | FieldType::Title | FieldType::Kind | FieldType::Picture => "[[1], [2]]",
        FieldType::Texts
        | FieldType::People
        | FieldType::Cast
        | FieldType::Spoilers
        | FieldType::Author => "1",
        _ => "\"no such thing\"",
    }
}

/// The lines of a file that has all of these fields.
fn lines(fields: impl Iterator<Item = OwnField>) -> String {
    fields.map(|field| format!("{} = {}\n", field.name, sound(field))).collect()
}

/// A review with every field that the schema has, at the places where `field` is looked for.
fn whole() -> String {
    lines(Field::own())
}

#[test]
fn every_field_of_the_schema_is_read() {
    let read = review(&whole());
    assert_eq!((read.diagnostics, read.extra), (vec![], vec![]));
    for field in Field::own().filter(|field| field.name != "title") {
        let read = review(&format!("title = \"words\"\n{} = {}\n", field.name, sound(field)));
        assert_ne!(read, review("title = \"words\"\n"), "{}", field.name);
        let read = review(&format!("title = \"words\"\n{} = {}\n", field.name, unsound(field)));
        assert_ne!(read.diagnostics, [], "{}", field.name);
    }
    let author = lines(AuthorField::own());
    let read = review(&format!("title = \"words\"\n[author]\n{author}"));
    assert_eq!((read.diagnostics, read.extra), (vec![], vec![]));
}

#[test]
fn every_field_of_a_review_is_in_the_schema() {
    // This pattern fails to compile when a field is added to the model, until it is placed here.
    let Review {
        place: _,
        format: _,
        extra: _,
        word_goal: _,
        diagnostics: _,
        names_spoilers: _,
        has_covered_passages: _,
        language: _,
        title,
        year,
        kind,
        directors,
        creators,
        cast,
        genres,
        tags,
        ids,
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
    assert!(ids == [("imdb".into(), "tt0048473".into()), ("tmdb".into(), "18148".into())]);
    let file = lines(AuthorField::own().chain(AuthorFileField::own()));
    let file = author_file::parse(&source(file));
    let Author { name, email, website, signoff, handles } = file.author;
    assert!([name, email, website, signoff].iter().all(Option::is_some) && handles.len() == 1);
    assert!(file.scale == Some(10.0) && file.words == Some(10) && file.diagnostics.is_empty());
}

#[test]
fn what_is_read_is_given_back() {
    let review = review(&whole());
    for &field in Field::ALL {
        let is_given = match field.get(&review) {
            Some(FieldValue::Texts(texts)) => texts.len() == 2,
            Some(FieldValue::Cast(cast)) => cast.iter().all(|person| person.role.is_some()),
            Some(FieldValue::Ids(ids)) => ids.len() == 2,
            Some(FieldValue::Ratings(ratings)) => ratings.len() == 1,
            Some(FieldValue::Sections(sections)) => sections.len() == 1,
            Some(FieldValue::Text(text)) => !text.is_empty(),
            Some(FieldValue::Truth(truth)) => truth,
            Some(_) => true,
            None => false,
        };
        assert_eq!(is_given, field.field_type().is_some(), "{field:?}");
    }
}

#[test]
fn every_field_is_in_the_json() {
    let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
    fs::write(file.path(), whole()).expect("the review is written");
    let shown = Command::new(env!("CARGO_BIN_EXE_rushes"))
        .args(["show", "--json", "--spoilers"])
        .arg(file.path())
        .output()
        .expect("rushes runs");
    let json: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    for field in Field::own() {
        let value = &json[field.name];
        assert!(!value.is_null() && *value != serde_json::json!([]), "{}", field.name);
    }
    assert_eq!(json["ids"], serde_json::json!({ "imdb": "tt0048473", "tmdb": "18148" }));
    assert_eq!(json["cast"][1], serde_json::json!({ "name": "two", "role": "a king" }));
}

/// In front matter a field is known by each of its names.
#[test]
fn every_name_of_a_field_is_read() {
    for &field in
        Field::ALL.iter().filter(|field| field.field_type().is_some() && **field != Field::Sections)
    {
        for name in field.names() {
            let value = match field.field_type() {
                Some(FieldType::Ratings) => "{ music: 3/5 }",
                Some(FieldType::Ids) => "{ imdb: tt0048473 }",
                Some(FieldType::Spoilers | FieldType::Truth) => "true",
                Some(FieldType::Date) => "2026-03-02",
                Some(FieldType::Year) => "1926",
                Some(FieldType::Kind) => "play",
                Some(FieldType::Rating) => "4/5",
                _ => "words",
            };
            let read = |head: &str| {
                let text = format!("---\n{head}---\n\nText.\n");
                format::parse(&source(text), &format::MARKDOWN).review
            };
            let (with, without) = (read(&format!("{name}: {value}\n")), read(""));
            assert_ne!(field.get(&with), field.get(&without), "{name}");
            assert!(!with.extra.iter().any(|(key, _)| key == name), "{name}");
        }
    }
}

#[test]
fn a_section_has_the_fields_that_the_schema_says() {
    let table = lines(SectionField::own());
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
    let all = Field::own().chain(SectionField::own()).chain(AuthorField::own());
    for field in all.chain(AuthorFileField::own()) {
        let name = format!("`{}`", field.name);
        let mut rows = text.lines().filter(|line| line.starts_with("| `"));
        assert!(rows.any(|row| row.split(" | ").next().is_some_and(|cell| cell.contains(&name))));
    }
    let start = text.find("### Fields").expect("the fields");
    let table = text[start..].lines().skip_while(|line| !line.starts_with("| `"));
    for row in table.take_while(|line| line.starts_with('|')) {
        let cell = row.split(" | ").next().unwrap_or_default();
        for name in cell.split('`').skip(1).step_by(2) {
            assert!(Field::own().any(|field| field.name == name), "{name}");
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
