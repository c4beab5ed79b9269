//! Each field of a review is on its page, wherever the facts stand.

use std::fs;

use rushes::format;
use rushes::model::{Field, FieldType, OwnField};
use rushes::page::{self, FactsForm, Options};
use rushes::text::Source;
use rushes::tui::app::Appearance;

use super::drive::Driver;

/// A value of the field that no other field has, and what the page says of it. Of a picture and a
/// draft the page has no words; an address is a link, and tags are for the filter and for a site.
fn distinct(field: OwnField) -> Option<(String, Vec<String>)> {
    if field.name == "tags" {
        return None;
    }
    let name = format!("word{}", field.name.replace('_', ""));
    let (value, shown) = match field.field_type {
        FieldType::Text | FieldType::Title => (format!("\"{name}\""), vec![name]),
        FieldType::Texts | FieldType::People => (format!("[\"{name}\"]"), vec![name]),
        FieldType::Cast => {
            let role = format!("{name}role");
            (format!("[{{ name = \"{name}\", role = \"{role}\" }}]"), vec![name, role])
        }
        FieldType::Ratings => (format!("{{ {name} = \"B+\" }}"), vec![name, "B+".to_owned()]),
        FieldType::Rating => ("\"7/10\"".to_owned(), vec!["7/10".to_owned()]),
        FieldType::Year => ("1926".to_owned(), vec!["1926".to_owned()]),
        FieldType::Kind => ("\"play\"".to_owned(), vec!["Play".to_owned()]),
        FieldType::Date => match field.name {
            "date" => ("2025-02-02".to_owned(), vec!["2 February 2025".to_owned()]),
            _ => ("2024-03-03".to_owned(), vec!["3 March 2024".to_owned()]),
        },
        FieldType::Author => ("{ name = \"A. Reader\" }".to_owned(), vec!["A. Reader".to_owned()]),
        FieldType::Sections => ("{ plot = \"A story.\" }".to_owned(), vec!["A story.".to_owned()]),
        _ => return None,
    };
    Some((format!("{} = {value}\n", field.name), shown))
}

#[test]
fn every_field_is_on_the_page_wherever_its_facts_stand() {
    let (file, shown): (String, Vec<Vec<String>>) = Field::own().filter_map(distinct).unzip();
    let shown = shown.concat();
    assert!(shown.len() > 13, "{shown:?}");
    let review = format::parse(&Source::new("a.toml", file.clone()), &format::TOML).review;
    for facts in [FactsForm::Table, FactsForm::Row, FactsForm::Hidden] {
        let page = page::review(&review, &Options { facts, width: 72, ..Options::default() });
        let text: String = page.lines().map(|line| line.text() + "\n").collect();
        let missing = shown.iter().find(|words| !text.contains(words.as_str()));
        assert_eq!(missing, None, "{facts:?}:\n{text}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.toml"), &file).expect("the review is written");
    let mut driver = Driver::open(folder.path(), Appearance::default(), (200, 60));
    driver.press("Enter");
    let text = driver.rows().join("\n");
    let missing = shown.iter().find(|words| !text.contains(words.as_str()));
    assert_eq!(missing, None, "{text}");
}
