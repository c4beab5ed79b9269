//! What a review says in each of its fields.

use super::{AuthorField, Field};
use crate::model::{Aspect, Author, Date, Person, Rating, Review, Section};

/// The value of one field of a review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldValue<'a> {
    /// One line.
    Text(&'a str),
    /// A whole number.
    Number(i32),
    /// A day, a month or a year.
    Date(Date),
    /// Yes or no.
    Truth(bool),
    /// Several lines or names.
    Texts(&'a [String]),
    /// People with their roles.
    Cast(&'a [Person]),
    /// The rating of the whole.
    Rating(&'a Rating),
    /// Ratings of aspects.
    Ratings(&'a [Aspect]),
    /// The text.
    Sections(&'a [Section]),
    /// Who wrote it.
    Author(&'a Author),
    /// Identifiers by database.
    Ids(&'a [(String, String)]),
}

impl Field {
    /// What `review` says in this field; none where it says nothing, or where only blogs have such a
    /// field. A list may be empty.
    #[must_use]
    pub fn get(self, review: &Review) -> Option<FieldValue<'_>> {
        use FieldValue::{Number, Text, Texts, Truth};
        Some(match self {
            Self::Title => Text(&review.title),
            Self::Headline => Text(review.headline.as_deref()?),
            Self::Kind => Text(review.kind.as_str()),
            Self::Year => Number(review.year?),
            Self::Directors => Texts(&review.directors),
            Self::Creators => Texts(&review.creators),
            Self::Cast => FieldValue::Cast(&review.cast),
            Self::Genres => Texts(&review.genres),
            Self::Tags => Texts(&review.tags),
            Self::Rating => FieldValue::Rating(review.rating.as_ref()?),
            Self::Ratings => FieldValue::Ratings(&review.aspects),
            Self::Date => FieldValue::Date(review.date?),
            Self::Watched => FieldValue::Date(review.watched?),
            Self::Ids => FieldValue::Ids(&review.ids),
            Self::Url => Text(review.url.as_deref()?),
            Self::Poster => Text(review.poster.as_deref()?),
            Self::Draft => Truth(review.draft),
            Self::Spoilers => Truth(review.spoilers),
            Self::Sections => FieldValue::Sections(&review.sections),
            Self::Author => FieldValue::Author(&review.author),
            Self::Type
            | Self::Isbn
            | Self::Artist
            | Self::Episode
            | Self::Scale
            | Self::WorkTitle
            | Self::Slug
            | Self::Publish
            | Self::Status
            | Self::OfWork
            | Self::Prose => return None,
        })
    }
}

impl AuthorField {
    /// What stands in a field of one line; none where it is not given, or is a list.
    #[must_use]
    pub(crate) fn text(self, author: &Author) -> Option<&str> {
        match self {
            Self::Name => author.name.as_deref(),
            Self::Email => author.email.as_deref(),
            Self::Website => author.website.as_deref(),
            Self::Signoff => author.signoff.as_deref(),
            Self::Handles => None,
        }
    }
}
