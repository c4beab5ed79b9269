//! The value of each field of a review.

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
    /// The value in `review`; `None` if it is not given or the review model does not keep it. A list
    /// that is not given is empty.
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

impl FieldValue<'_> {
    /// Whether any text in it passes `test`; the texts of sections are no fields.
    fn any_text(self, test: fn(&str) -> bool) -> bool {
        let any = |texts: &[String]| texts.iter().any(|text| test(text));
        match self {
            Self::Text(text) => test(text),
            Self::Number(_) | Self::Date(_) | Self::Truth(_) => false,
            Self::Texts(texts) => any(texts),
            Self::Cast(people) => {
                people.iter().any(|one| test(&one.name) || one.role.as_deref().is_some_and(test))
            }
            Self::Rating(rating) => test(&rating.written),
            Self::Ratings(aspects) => {
                aspects.iter().any(|one| test(&one.name) || test(&one.rating.written))
            }
            Self::Sections(sections) => {
                sections.iter().filter_map(|one| one.rating.as_ref()).any(|it| test(&it.written))
            }
            Self::Author(author) => {
                let texts = AuthorField::ALL.iter().filter_map(|field| field.text(author));
                let mut handles = author.handles.iter();
                texts.into_iter().any(test)
                    || handles.any(|one| test(&one.platform) || test(&one.handle))
            }
            Self::Ids(ids) => ids.iter().any(|(name, id)| test(name) || test(id)),
        }
    }
}

impl Review {
    /// Whether any text of a field passes `test`.
    pub(crate) fn any_field_text(&self, test: fn(&str) -> bool) -> bool {
        let values = Field::ALL.iter().filter_map(|field| field.get(self));
        values.into_iter().any(|value| value.any_text(test))
    }
}

impl AuthorField {
    /// The value of a field with one line; `None` if it is not given or is a list.
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
