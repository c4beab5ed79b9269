//! Floor 2: the fields of a review and of `author.toml` as JSON Schema, for editors.
//!
//! The tables here are what the schema is made from, and what the reader of TOML is tested
//! against. A schema forbids no field that it does not know, because the reader keeps those too.

use serde_json::{Map, Value, json};

use crate::model::author::PLATFORMS;
use crate::model::{Kind, SectionKey};

/// The dialect that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A string.
    Text,
    /// A string that is not empty, and must be there.
    Title,
    /// A kind of work, or a word of the author's own.
    Kind,
    /// A year.
    Year,
    /// A list of strings.
    Texts,
    /// A rating in any notation.
    Rating,
    /// A table of ratings.
    Ratings,
    /// A day, as a date or as a string.
    Date,
    /// True or false.
    Truth,
    /// True, or the names of sections.
    Spoilers,
    /// The table of sections, or a list of them.
    Sections,
    /// The table of the author.
    Author,
    /// A table of handles by service.
    Handles,
    /// A number above zero.
    Scale,
}

/// One field: its name in our own format, what it takes, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means, for people.
    pub words: &'static str,
}

const fn field(name: &'static str, takes: Takes, words: &'static str) -> Field {
    Field { name, takes, words }
}

/// The fields of a review.
pub const REVIEW: &[Field] = &[
    field("title", Takes::Title, "The title of the work."),
    field("headline", Takes::Text, "The post's own heading, where it differs from the title."),
    field("kind", Takes::Kind, "The kind of work; a film where nothing says otherwise."),
    field("year", Takes::Year, "The year of the work."),
    field("directors", Takes::Texts, "Who directed it."),
    field("creators", Takes::Texts, "Authors, artists or developers of other works than films."),
    field("cast", Takes::Texts, "Each \"NAME\" or \"NAME as ROLE\"."),
    field("genres", Takes::Texts, "Genres, as you like."),
    field("tags", Takes::Texts, "Tags, as you like."),
    field(
        "rating",
        Takes::Rating,
        "A number out of five, or out of the scale in author.toml; or \"7/10\", \"87%\", \"B+\", \
         \"★★★½\". Without it the work is unrated, which is not zero.",
    ),
    field(
        "ratings",
        Takes::Ratings,
        "Ratings of single aspects. One named like a section is shown beside its heading.",
    ),
    field("date", Takes::Date, "The day on which the review was published."),
    field("watched", Takes::Date, "The day on which the work was seen, read or heard."),
    field("url", Takes::Text, "Where the review is published."),
    field("poster", Takes::Text, "A picture, relative to the file."),
    field("draft", Takes::Truth, "Not finished yet."),
    field(
        "spoilers",
        Takes::Spoilers,
        "The sections to cover, by key or heading; true covers everything but the verdict.",
    ),
    field("sections", Takes::Sections, "The text, in the order in which it is shown."),
    field("author", Takes::Author, "Who wrote the review; wins over author.toml field by field."),
];

/// The fields of a section that is a table.
pub const SECTION: &[Field] = &[
    field("heading", Takes::Text, "The heading, in place of the usual one."),
    field("text", Takes::Text, "The text, in Markdown."),
    field("spoiler", Takes::Truth, "Whether the section is covered."),
    field("rating", Takes::Rating, "A rating of this aspect alone."),
];

/// The fields of an author.
pub const AUTHOR: &[Field] = &[
    field("name", Takes::Text, "Who wrote the review."),
    field("email", Takes::Text, "An e-mail address."),
    field("website", Takes::Text, "An address on the web."),
    field("signoff", Takes::Text, "A last line: a motto, a greeting."),
    field("handles", Takes::Handles, "Handles by service, in the order in which they are shown."),
];

/// What only `author.toml` has, beside the fields of an author.
pub const AUTHOR_FILE: &[Field] = &[field(
    "scale",
    Takes::Scale,
    "The best rating that this author gives, for every rating that names no scale.",
)];

/// The schema of a review.
#[must_use]
pub fn review() -> Value {
    let mut schema = document("A review for rushes", REVIEW.iter());
    schema["required"] = json!(["title"]);
    schema["$defs"] = json!({
        "rating": rating(),
        "section": section(),
        "author": object(AUTHOR.iter()),
    });
    schema
}

/// The schema of an `author.toml`.
#[must_use]
pub fn author() -> Value {
    document(
        "The author of the reviews beside and below this file",
        AUTHOR.iter().chain(AUTHOR_FILE),
    )
}

fn document<'f>(title: &str, fields: impl Iterator<Item = &'f Field>) -> Value {
    let mut schema = object(fields);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!(title);
    schema
}

fn object<'f>(fields: impl Iterator<Item = &'f Field>) -> Value {
    let property = |field: &Field| {
        let mut value = value(field.takes);
        value["description"] = json!(field.words);
        (field.name.to_owned(), value)
    };
    let properties: Map<String, Value> = fields.map(property).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": true })
}

fn value(takes: Takes) -> Value {
    match takes {
        Takes::Text => json!({ "type": "string" }),
        Takes::Date => date(),
        Takes::Title => json!({ "type": "string", "minLength": 1 }),
        Takes::Kind => json!({ "anyOf": [{ "enum": kinds() }, { "type": "string" }] }),
        Takes::Year => json!({ "type": "integer", "minimum": 1000, "maximum": 2999 }),
        Takes::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Takes::Rating => json!({ "$ref": "#/$defs/rating" }),
        Takes::Ratings => {
            json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/rating" } })
        }
        Takes::Truth => json!({ "type": "boolean" }),
        Takes::Spoilers => json!({ "type": ["boolean", "array"], "items": { "type": "string" } }),
        Takes::Sections => sections(),
        Takes::Author => json!({ "$ref": "#/$defs/author" }),
        Takes::Handles => handles(),
        Takes::Scale => json!({ "type": "number", "exclusiveMinimum": 0 }),
    }
}

fn kinds() -> Vec<String> {
    Kind::KNOWN.iter().map(|kind| kind.as_str().to_owned()).collect()
}

// A value of several types is one schema, not a choice of several: editors then point at the part
// that is wrong instead of the whole.

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
    let mut schema = object(SECTION.iter());
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

/// To JSON a date is a string; some editors know the dates of TOML apart by these formats.
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
