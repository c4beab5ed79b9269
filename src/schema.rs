//! Floor 2: the fields of a review and of `author.toml` as JSON Schema, for editors.
//!
//! They are generated from the tables in `model/field.rs`. Unknown fields are allowed, because the
//! reader keeps those too.

use serde_json::{Map, Value, json};

use crate::model::author::PLATFORMS;
use crate::model::{
    AuthorField, AuthorFileField, Field, FieldType, Kind, OwnField, SectionField, SectionKey,
};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a review.
#[must_use]
pub fn review() -> Value {
    let mut schema = document("A review for rushes", Field::own());
    schema["required"] = json!(["title"]);
    schema["$defs"] = json!({
        "rating": rating(),
        "section": section(),
        "author": object(AuthorField::own()),
    });
    schema
}

/// The schema of an `author.toml`.
#[must_use]
pub fn author() -> Value {
    document(
        "The author of the reviews beside and below this file",
        AuthorField::own().chain(AuthorFileField::own()),
    )
}

fn document(title: &str, fields: impl Iterator<Item = OwnField>) -> Value {
    let mut schema = object(fields);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!(title);
    schema
}

fn object(fields: impl Iterator<Item = OwnField>) -> Value {
    let property = |field: OwnField| {
        let mut value = value(field.field_type);
        value["description"] = json!(field.words);
        (field.name.to_owned(), value)
    };
    let properties: Map<String, Value> = fields.map(property).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": true })
}

fn value(field_type: FieldType) -> Value {
    match field_type {
        FieldType::Text | FieldType::Picture => json!({ "type": "string" }),
        FieldType::Date => date(),
        FieldType::Title => json!({ "type": "string", "minLength": 1 }),
        FieldType::Kind => json!({ "anyOf": [{ "enum": kinds() }, { "type": "string" }] }),
        FieldType::Year => json!({ "type": "integer", "minimum": 1000, "maximum": 2999 }),
        FieldType::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        FieldType::Rating => json!({ "$ref": "#/$defs/rating" }),
        FieldType::Ratings => {
            json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/rating" } })
        }
        FieldType::Truth => json!({ "type": "boolean" }),
        FieldType::Spoilers => {
            json!({ "type": ["boolean", "array"], "items": { "type": "string" } })
        }
        FieldType::Sections => sections(),
        FieldType::Author => json!({ "$ref": "#/$defs/author" }),
        FieldType::Handles => handles(),
        FieldType::People => people(&["name"]),
        FieldType::Cast => people(&["name", "role"]),
        FieldType::Ids => json!({
            "type": "object",
            "additionalProperties": { "type": ["string", "integer"] },
        }),
        FieldType::Positive => json!({ "type": "number", "exclusiveMinimum": 0 }),
    }
}

/// A list of names, or of tables with these string properties.
fn people(texts: &[&str]) -> Value {
    let text = |name: &&str| ((*name).to_owned(), json!({ "type": "string" }));
    let properties: Map<String, Value> = texts.iter().map(text).collect();
    let person = json!({
        "type": ["string", "object"],
        "properties": properties,
        "required": ["name"],
    });
    json!({ "type": "array", "items": person })
}

fn kinds() -> Vec<String> {
    Kind::KNOWN.iter().map(|kind| kind.as_str().to_owned()).collect()
}

// A value that may have several types has one schema with a list of types rather than an `anyOf`:
// editors then mark the part that is wrong instead of the whole value.

fn rating() -> Value {
    json!({
        "type": ["number", "string", "object"],
        "minimum": 0,
        "properties": {
            "value": { "type": "number", "minimum": 0 },
            "max": { "type": "number", "exclusiveMinimum": 0 },
        },
        "required": ["value", "max"],
    })
}

fn section() -> Value {
    let mut schema = object(SectionField::own());
    schema["type"] = json!(["string", "object"]);
    schema
}

fn sections() -> Value {
    let any = json!({ "$ref": "#/$defs/section" });
    let known = |key: &SectionKey| {
        let section = json!({ "$ref": "#/$defs/section", "description": key.words() });
        (key.as_str().to_owned(), section)
    };
    let properties: Map<String, Value> = SectionKey::NAMED.iter().map(known).collect();
    json!({
        "type": ["object", "array"],
        "properties": properties,
        "additionalProperties": any,
        "items": any,
    })
}

/// JSON Schema knows dates only as strings. Some editors map the date types of TOML to these formats.
fn date() -> Value {
    let mut forms = vec![json!({ "type": "string" })];
    let formats = ["date", "date-time", "date-time-local"];
    forms.extend(formats.map(|format| json!({ "type": "string", "format": format })));
    json!({ "anyOf": forms })
}

fn handles() -> Value {
    let known = |service: &str| (service.to_owned(), json!({ "type": "string" }));
    let properties: Map<String, Value> = PLATFORMS.iter().map(|p| known(p.key)).collect();
    json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": { "type": "string" },
    })
}
