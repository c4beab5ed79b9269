//! What a condition can be on, in one table, which the documents show as well.

use crate::model::field::normal;
use crate::model::{EntryRef, FacetRole, Field, SortKey};
use crate::text::near::nearest;

/// The name before the sign of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldName {
    /// A property of a review that has values.
    Property(Property),
    Is,
    Has,
    Sort,
    /// The full text, which a library does not keep.
    FullText,
}

/// A property of a review that a query can compare with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Property {
    Title,
    Director,
    By,
    Cast,
    People,
    Author,
    Voice,
    Beside,
    Tag,
    Genre,
    Kind,
    Section,
    Rating,
    Stars,
    Year,
    Date,
    Watched,
    Words,
    File,
}

/// What the values of a property are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueType {
    Words,
    Rating,
    Year,
    Date,
    Number,
}

/// One row of the table.
pub(crate) struct FieldDefinition {
    pub(crate) field: FieldName,
    pub(crate) name: &'static str,
    /// The field of a review whose names in files mean it as well.
    pub(crate) of: Option<Field>,
    pub(crate) example: &'static str,
    /// What it is, as a noun with its article.
    pub(crate) words: &'static str,
}

const fn row(
    property: Property,
    name: &'static str,
    of: Option<Field>,
    example: &'static str,
    words: &'static str,
) -> FieldDefinition {
    FieldDefinition { field: FieldName::Property(property), name, of, example, words }
}

const fn special(
    field: FieldName,
    name: &'static str,
    example: &'static str,
    words: &'static str,
) -> FieldDefinition {
    FieldDefinition { field, name, of: None, example, words }
}

/// Every name that a query knows.
pub(crate) const FIELDS: [FieldDefinition; 23] = [
    row(Property::Title, "title", Some(Field::Title), "title:alien", "the title"),
    row(
        Property::Director,
        "director",
        Some(Field::Directors),
        "director:varda",
        "the director of a film or a series",
    ),
    row(
        Property::By,
        "by",
        Some(Field::Creators),
        "by:\"le guin\"",
        "the maker of the work: director, author, artist or developer",
    ),
    row(Property::Cast, "cast", Some(Field::Cast), "cast:marchand", "an actor"),
    row(Property::People, "people", None, "people:keaton", "a maker of the work or an actor"),
    row(Property::Author, "author", Some(Field::Author), "author:kim", "the author of the review"),
    row(Property::Voice, "voice", None, "voice:anna", "the voice, where there are several folders"),
    row(Property::Beside, "beside", None, "beside:ben", "another voice that has the same work"),
    row(Property::Tag, "tag", Some(Field::Tags), "tag:noir,western", "a tag"),
    row(Property::Genre, "genre", Some(Field::Genres), "genre:drama", "a genre of the work"),
    row(Property::Kind, "kind", Some(Field::Kind), "kind:book", "the kind of work"),
    row(Property::Section, "section", Some(Field::Sections), "section:action", "a section"),
    row(Property::Rating, "rating", Some(Field::Rating), "rating>=4", "the rating"),
    row(Property::Stars, "stars", None, "stars:4.5", "the rating in half stars, as lists show it"),
    row(Property::Year, "year", Some(Field::Year), "year:1960s", "the year of the work"),
    row(
        Property::Date,
        "date",
        Some(Field::Date),
        "date:2025-06",
        "the date of the review, else the day of watching",
    ),
    row(
        Property::Watched,
        "watched",
        Some(Field::Watched),
        "watched:7d",
        "the day it was watched, read or heard",
    ),
    row(Property::Words, "words", None, "words>500", "the number of words"),
    row(Property::File, "file", None, "file:2024", "the path of the file"),
    special(FieldName::Is, "is", "is:draft", "a state"),
    special(FieldName::Has, "has", "has:poster", "a part"),
    special(FieldName::Sort, "sort", "sort:-rating,title", "the order; - is from the greatest"),
    special(FieldName::FullText, "text", "text:harbour", "the full text"),
];

impl FieldName {
    /// The field that a query calls `written`: by its own name, or by one that files use for it.
    pub(super) fn named(written: &str) -> Option<Self> {
        let name = normal(written);
        let own = FIELDS.iter().find(|row| row.name == name);
        let row = own.or_else(|| {
            let field = Field::named(&name)?;
            FIELDS.iter().find(|row| row.of == Some(field))
        })?;
        Some(row.field)
    }

    fn definition(self) -> Option<&'static FieldDefinition> {
        FIELDS.iter().find(|row| row.field == self)
    }

    pub(crate) fn as_str(self) -> &'static str {
        self.definition().map_or("", |row| row.name)
    }

    pub(super) fn example(self) -> &'static str {
        self.definition().map_or("", |row| row.example)
    }

    /// What it is, as a noun with its article.
    pub(super) fn words(self) -> &'static str {
        self.definition().map_or("", |row| row.words)
    }

    /// The name that `written` is a slip of.
    pub(super) fn nearest(written: &str) -> Option<&'static str> {
        nearest(written, FIELDS.iter().map(|row| row.name))
    }
}

impl Property {
    pub(crate) fn as_str(self) -> &'static str {
        FieldName::Property(self).as_str()
    }

    pub(crate) const fn value_type(self) -> ValueType {
        match self {
            Self::Rating | Self::Stars => ValueType::Rating,
            Self::Year => ValueType::Year,
            Self::Date | Self::Watched => ValueType::Date,
            Self::Words => ValueType::Number,
            _ => ValueType::Words,
        }
    }

    /// The texts that reviews share in which its words are looked for; empty for other properties.
    pub(crate) const fn roles(self) -> &'static [FacetRole] {
        use FacetRole::{
            Author, Cast, CoveredSection, Creator, Director, Genre, Kind, Section, Tag,
        };
        match self {
            Self::Director => &[Director],
            Self::By => &[Director, Creator],
            Self::Cast => &[Cast],
            Self::People => &[Director, Creator, Cast],
            Self::Author => &[Author],
            Self::Tag => &[Tag],
            Self::Genre => &[Genre],
            Self::Kind => &[Kind],
            Self::Section => &[Section, CoveredSection],
            Self::Title
            | Self::Voice
            | Self::Beside
            | Self::Rating
            | Self::Stars
            | Self::Year
            | Self::Date
            | Self::Watched
            | Self::Words
            | Self::File => &[],
        }
    }
}

/// Something that is true of a review or not: a value of `is:` or `has:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flag {
    Draft,
    Unrated,
    Rated,
    Broken,
    Spoilers,
    Poster,
    Link,
    Read,
    Unread,
    Bookmarked,
    Noted,
    Guessed,
    Blind,
    /// Has a value of this property.
    Has(Property),
}

/// The names of [`Flag`]s, each with the name of its field and what it means.
pub(crate) const FLAGS: [(FieldName, &str, Flag, &str); 14] = [
    (FieldName::Is, "draft", Flag::Draft, "unfinished"),
    (FieldName::Is, "unrated", Flag::Unrated, "without a rating"),
    (FieldName::Is, "rated", Flag::Rated, "rated, even if by a word such as DNF"),
    (FieldName::Is, "broken", Flag::Broken, "readable only in part"),
    (FieldName::Is, "spoilery", Flag::Spoilers, "covered, in whole or in part"),
    (FieldName::Is, "unread", Flag::Unread, "not read to its end yet"),
    (FieldName::Is, "read", Flag::Read, "read to its end, or marked so"),
    (FieldName::Is, "marked", Flag::Bookmarked, "with a bookmark"),
    (FieldName::Is, "guessed", Flag::Guessed, "read blind, with a guess of its rating"),
    (FieldName::Is, "blind", Flag::Blind, "with its rating covered, in the reader"),
    (FieldName::Has, "spoilers", Flag::Spoilers, "something covered"),
    (FieldName::Has, "poster", Flag::Poster, "a picture"),
    (FieldName::Has, "link", Flag::Link, "the address at which it is published"),
    (FieldName::Has, "note", Flag::Noted, "a note at its bookmark"),
];

impl Flag {
    /// The flag that is called `name` behind `field`.
    pub(super) fn named(field: FieldName, name: &str) -> Option<Self> {
        let own = FLAGS.iter().find(|row| (row.0, row.1) == (field, name)).map(|row| row.2);
        own.or_else(|| match (field, FieldName::named(name)?) {
            (FieldName::Has, FieldName::Property(property)) => Some(Self::Has(property)),
            _ => None,
        })
    }

    /// Whether it is about what the reader remembers, not about the file.
    pub(super) const fn is_remembered(self) -> bool {
        matches!(
            self,
            Self::Read
                | Self::Unread
                | Self::Bookmarked
                | Self::Noted
                | Self::Guessed
                | Self::Blind
        )
    }

    /// Whether it is about such a property.
    pub(super) fn is_of(self, is_meant: impl Fn(Property) -> bool) -> bool {
        match self {
            Self::Rated | Self::Unrated => is_meant(Property::Rating),
            Self::Has(property) => is_meant(property),
            _ => false,
        }
    }

    /// The names behind `field`.
    pub(super) fn names(field: FieldName) -> impl Iterator<Item = &'static str> {
        FLAGS.iter().filter(move |row| row.0 == field).map(|row| row.1)
    }

    /// What it means behind `field`.
    pub(super) fn words_in(self, field: FieldName) -> String {
        let row = FLAGS.iter().find(|row| (row.0, row.2) == (field, self));
        row.map_or_else(|| format!("a value of {}", self.name_in(field)), |row| row.3.to_owned())
    }

    /// What it is called behind `field`.
    pub(crate) fn name_in(self, field: FieldName) -> &'static str {
        match self {
            Self::Has(property) => property.as_str(),
            _ => FLAGS.iter().find(|row| (row.0, row.2) == (field, self)).map_or("", |row| row.1),
        }
    }
}

impl Property {
    /// Whether a review has a value of it.
    pub(super) fn is_in(self, entry: EntryRef<'_>) -> bool {
        match self {
            Self::Title | Self::File => true,
            Self::Rating => entry.written_rating().is_some(),
            Self::Stars => entry.stars().is_some(),
            Self::Year => entry.year().is_some(),
            Self::Date => entry.listed_date().is_some(),
            Self::Watched => entry.watched().is_some(),
            Self::Voice => entry.voice().is_some(),
            Self::Beside => entry.voices_beside().next().is_some(),
            Self::Words => entry.sections().any(|(_, words)| words > 0),
            _ => entry.facet_ids().any(|(role, ..)| self.roles().contains(&role)),
        }
    }
}

/// What `sort:` calls a key.
pub(crate) const fn sort_name(key: SortKey) -> &'static str {
    match key {
        SortKey::Date => "date",
        SortKey::Title => "title",
        SortKey::Year => "year",
        SortKey::Rating => "rating",
    }
}
