//! Reviews as JSON Lines. Scripts rely on the names: add to them, never remove or change one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use crate::markup::cover::{self, ExtraCover};
use crate::model::{Field, FieldValue, Handle, Person, Rating, Review, Section};
use crate::text::mask::mask;
use crate::text::{Audience, Diagnostic, Edit, Glyphs, Spoilers, clean};

mod compare;
mod fields;
mod passage;
mod stats;

pub(super) use compare::write_comparison;
use fields::Fields;
pub(super) use passage::write_passages;
pub(super) use stats::{write_statistics, write_year};

/// A heading or the name of a field, with inline spoilers masked unless they may be seen.
fn visible_line(line: &str, spoilers: Spoilers) -> Cow<'_, str> {
    match spoilers {
        Spoilers::Told => Cow::Borrowed(line),
        Spoilers::Covered => Cow::Owned(cover::mask_line(line, Glyphs::Unicode)),
    }
}

/// The heading of a section, masked unless it may be seen.
fn visible_heading(section: &Section, spoilers: Spoilers) -> Option<Cow<'_, str>> {
    section.heading.as_deref().map(|heading| match spoilers {
        Spoilers::Covered if section.heading_covered => Cow::Owned(mask(heading, Glyphs::Unicode)),
        _ => visible_line(heading, spoilers),
    })
}

/// The review with its fields as they may be seen.
fn visible(review: &Review, spoilers: Spoilers) -> Cow<'_, Review> {
    match spoilers {
        Spoilers::Told => Cow::Borrowed(review),
        Spoilers::Covered => cover::fields(review, Glyphs::Unicode),
    }
}

/// Writes a review as one line.
pub(super) fn write(to: &mut impl Write, review: &Review, spoilers: Spoilers) -> io::Result<()> {
    write_voiced(to, review, None, spoilers)
}

/// The same for the review of one of several voices.
pub(super) fn write_voiced(
    to: &mut impl Write,
    review: &Review,
    voice: Option<&str>,
    spoilers: Spoilers,
) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(&mut *to, EscapeControls);
    ReviewJson { review: &visible(review, spoilers), spoilers, voice }.serialize(&mut writer)?;
    writeln!(to)
}

/// Writes a finding as one line, with the path of its file.
pub(super) fn write_finding(
    to: &mut impl Write,
    path: &Path,
    diagnostic: &Diagnostic,
    spoilers: Spoilers,
) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(&mut *to, EscapeControls);
    let path = path.to_string_lossy();
    LocatedFinding { path: &path, finding: FindingJson::of(diagnostic, spoilers) }
        .serialize(&mut writer)?;
    writeln!(to)
}

#[derive(Serialize)]
struct LocatedFinding<'a> {
    path: &'a str,
    #[serde(flatten)]
    finding: FindingJson<'a>,
}

struct ReviewJson<'a> {
    review: &'a Review,
    spoilers: Spoilers,
    /// Written only where there are several.
    voice: Option<&'a str>,
}

/// The fields of the first version, in the order in which it wrote them. Later fields come after
/// everything else, in the order of their table.
const FIRST_FIELDS: [Field; 18] = [
    Field::Title,
    Field::Year,
    Field::Kind,
    Field::Directors,
    Field::Cast,
    Field::Genres,
    Field::Tags,
    Field::Creators,
    Field::Url,
    Field::Headline,
    Field::Poster,
    Field::Date,
    Field::Watched,
    Field::Draft,
    Field::Spoilers,
    Field::Rating,
    Field::Sections,
    Field::Author,
];

/// The value of one field, masked unless spoilers may be seen.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonValue<'a> {
    Line(&'a str),
    Day(String),
    Number(i32),
    Truth(bool),
    Texts(&'a [String]),
    Cast(Vec<CastMember<'a>>),
    Rating(RatingJson<'a>),
    Ratings(Vec<AspectJson<'a>>),
    Sections(Vec<SectionJson<'a>>),
    Author(AuthorJson<'a>),
    Ids(BTreeMap<&'a str, &'a str>),
}

#[derive(Serialize)]
struct CastMember<'a> {
    name: &'a str,
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct RatingJson<'a> {
    written: &'a str,
    value: Option<Number>,
    out_of: Option<Number>,
    stars: Option<Number>,
}

#[derive(Serialize)]
struct SectionJson<'a> {
    key: &'a str,
    heading: Option<Cow<'a, str>>,
    spoiler: bool,
    rating: Option<RatingJson<'a>>,
    text: Option<String>,
    line: u32,
}

#[derive(Serialize)]
struct AuthorJson<'a> {
    name: Option<&'a str>,
    email: Option<&'a str>,
    website: Option<&'a str>,
    signoff: Option<&'a str>,
    handles: Vec<HandleJson<'a>>,
}

#[derive(Serialize)]
struct HandleJson<'a> {
    platform: &'a str,
    handle: &'a str,
    url: Option<String>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'static str,
    severity: &'static str,
    message: String,
    line: u32,
    column: u32,
    expected: String,
    found: Option<String>,
    help: Option<String>,
    edit: Option<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    old: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct AspectJson<'a> {
    name: &'a str,
    #[serde(flatten)]
    rating: RatingJson<'a>,
}

impl Serialize for ReviewJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (review, spoilers) = (self.review, self.spoilers);
        let is_newer = |field: &&Field| !FIRST_FIELDS.contains(field);
        let newer = Field::ALL.iter().filter(is_newer).filter(|field| field.field_type().is_some());
        let findings: Vec<FindingJson<'_>> =
            review.diagnostics.iter().map(|one| FindingJson::of(one, spoilers)).collect();
        let extra = Fields { fields: &review.extra, cover: ExtraCover::of(review), spoilers };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("path", &review.place.path.to_string_lossy())?;
        map.serialize_entry("line", &review.place.line.max(1))?;
        map.serialize_entry("ordinal", &review.place.ordinal.max(1))?;
        map.serialize_entry("format", review.format.as_str())?;
        for field in &FIRST_FIELDS {
            map.serialize_entry(field.name(), &self.value(*field))?;
        }
        map.serialize_entry("extra", &extra)?;
        map.serialize_entry("words", &review.words())?;
        map.serialize_entry("diagnostics", &findings)?;
        for field in newer {
            map.serialize_entry(field.name(), &self.value(*field))?;
        }
        if let Some(voice) = self.voice {
            map.serialize_entry("voice", voice)?;
        }
        map.end()
    }
}

impl<'a> ReviewJson<'a> {
    fn value(&self, field: Field) -> Option<JsonValue<'a>> {
        let spoilers = self.spoilers;
        Some(match field.get(self.review)? {
            FieldValue::Text(text) => JsonValue::Line(text),
            FieldValue::Number(number) => JsonValue::Number(number),
            FieldValue::Date(date) => JsonValue::Day(date.to_string()),
            FieldValue::Truth(truth) => JsonValue::Truth(truth),
            FieldValue::Texts(texts) => JsonValue::Texts(texts),
            FieldValue::Cast(cast) => JsonValue::Cast(cast.iter().map(CastMember::of).collect()),
            FieldValue::Rating(rating) => JsonValue::Rating(RatingJson::of(rating)),
            FieldValue::Ratings(aspects) => {
                JsonValue::Ratings(aspects.iter().map(AspectJson::of).collect())
            }
            FieldValue::Sections(sections) => JsonValue::Sections(
                sections.iter().map(|one| SectionJson::of(one, spoilers)).collect(),
            ),
            FieldValue::Author(author) => JsonValue::Author(AuthorJson::of(author)),
            FieldValue::Ids(ids) => {
                JsonValue::Ids(ids.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect())
            }
        })
    }
}

impl<'a> AspectJson<'a> {
    fn of(aspect: &'a crate::model::Aspect) -> Self {
        Self { name: &aspect.name, rating: RatingJson::of(&aspect.rating) }
    }
}

impl<'a> CastMember<'a> {
    fn of(person: &'a Person) -> Self {
        Self { name: &person.name, role: person.role.as_deref() }
    }
}

impl<'a> RatingJson<'a> {
    fn of(rating: &'a Rating) -> Self {
        Self {
            written: &rating.written,
            value: rating.value().map(Number),
            out_of: rating.out_of().map(Number),
            stars: rating.stars().map(|stars| Number(stars.value())),
        }
    }
}

impl<'a> SectionJson<'a> {
    fn of(section: &'a Section, spoilers: Spoilers) -> Self {
        let text = match spoilers {
            Spoilers::Told => Some(section.text.clone()),
            Spoilers::Covered if section.covered => None,
            Spoilers::Covered => Some(cover::mask_section(section)),
        };
        let heading = visible_heading(section, spoilers);
        Self {
            key: section.key.as_str(),
            heading,
            spoiler: section.covered,
            rating: section.rating.as_ref().map(RatingJson::of),
            text,
            line: section.line,
        }
    }
}

impl<'a> AuthorJson<'a> {
    fn of(author: &'a crate::model::Author) -> Self {
        let handle = |handle: &'a Handle| HandleJson {
            platform: &handle.platform,
            handle: &handle.handle,
            url: handle.url(),
        };
        Self {
            name: author.name.as_deref(),
            email: author.email.as_deref(),
            website: author.website.as_deref(),
            signoff: author.signoff.as_deref(),
            handles: author.handles.iter().map(handle).collect(),
        }
    }
}

impl<'a> FindingJson<'a> {
    fn of(diagnostic: &'a Diagnostic, spoilers: Spoilers) -> Self {
        let to = Audience { spoilers, glyphs: Glyphs::Unicode };
        let edit = diagnostic
            .edit
            .as_deref()
            .filter(|edit| edit.old.is_shown_to(to) && edit.text.is_shown_to(to));
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: diagnostic.message(to),
            line: diagnostic.line,
            column: diagnostic.column,
            expected: diagnostic.expected(to),
            found: diagnostic.found(to),
            help: diagnostic.help(to),
            edit: edit.map(EditJson::of),
        }
    }
}

impl<'a> EditJson<'a> {
    fn of(edit: &'a Edit) -> Self {
        Self {
            line: edit.start.line,
            column: edit.start.column,
            end_line: edit.end.line,
            end_column: edit.end.column,
            old: edit.old.text(),
            text: edit.text.text(),
        }
    }
}

/// A number that is written as an integer if it is one.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers up to 2^53 are exact, so the conversion loses nothing.
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Also escapes the control characters that JSON allows in strings, for output to a terminal.
struct EscapeControls;

impl Formatter for EscapeControls {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut written = 0;
        for (at, c) in fragment.char_indices().filter(|&(_, c)| must_be_escaped(c)) {
            writer.write_all(&fragment.as_bytes()[written..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }
}

fn must_be_escaped(c: char) -> bool {
    c.is_control() || clean::is_unseen_control(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Score};

    fn line(review: &Review, spoilers: Spoilers) -> serde_json::Value {
        let mut out = Vec::new();
        write(&mut out, review, spoilers).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn no_control_character_is_written() {
        let title = "a\u{1b}[2J\u{7f}\u{9b}\u{202e}b\u{e0041}\"\\é東".to_owned();
        let review = Review { title: title.clone(), ..Review::default() };
        let mut out = Vec::new();
        write(&mut out, &review, Spoilers::Covered).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(r#""a\u001b[2J\u007f\u009b\u202eb\udb40\udc41\"\\é東""#), "{text}");
        assert_eq!(line(&review, Spoilers::Covered)["title"], title);
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        let score = Score::Scaled { value: 3.5, out_of: 5.0 };
        let rating = Some(Rating { written: "3.5".to_owned(), score });
        let mut out = Vec::new();
        write(&mut out, &Review { rating, ..Review::default() }, Spoilers::Covered).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(r#"{"written":"3.5","value":3.5,"out_of":5,"stars":3.5}"#), "{text}");
    }

    #[test]
    fn covered_text_is_written_only_when_asked_for() {
        let section =
            |covered, text: &str| Section { covered, text: text.to_owned(), ..Section::default() };
        let sections = vec![section(true, "He is a sled."), section(false, "It was ||him||.")];
        let review = Review { sections, place: Place::default(), ..Review::default() };
        let covered = line(&review, Spoilers::Covered);
        assert!(covered["sections"][0]["text"].is_null());
        assert!(!covered["sections"][1]["text"].as_str().unwrap().contains("him"));
        assert_eq!(covered["words"], 7);
        let uncovered = line(&review, Spoilers::Told);
        assert_eq!(uncovered["sections"][1]["text"], "It was ||him||.");
    }
}
