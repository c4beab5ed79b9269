//! What the reviews of a row have in common, and the query that finds them.

use crate::model::{Date, SectionKey, Stars};
use crate::query::quoted;

/// What the reviews of a row have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bucket {
    Stars(Stars),
    /// Rated by something that is no number of stars, such as DNF.
    RatedInWords,
    Unrated,
    /// Their ratings are covered, if they have any.
    Covered,
    /// Written in this year.
    Year(i16),
    /// Written in a month, from 1.
    Month(i16, u8),
    Undated,
    /// The work is of these ten years.
    Decade(i32),
    /// The year of the work is not known.
    WithoutYear,
    /// Of a voice, by its name.
    Voice(String),
    /// Of one of two voices, about a work of which the other has written too.
    Voices {
        names: [String; 2],
        short_names: [String; 2],
    },
    /// Of a voice, and their ratings were guessed.
    GuessedVoice(String),
    /// The same of an author, or of nobody who is named.
    GuessedAuthor(Option<String>),
    Maker(String),
    /// Made by this person, or with them in the cast.
    Person(String),
    Genre(String),
    Tag(String),
    Section(SectionKey),
}

impl Bucket {
    /// The query that finds the reviews of the bucket, and no others.
    pub(crate) fn query(&self) -> String {
        let equals = |field: &str, text: &str| format!("{field}=={}", quoted(text));
        match self {
            Self::Stars(stars) => format!("stars:{}", stars.value()),
            Self::RatedInWords => "has:rating -has:stars".to_owned(),
            Self::Unrated => "-has:rating".to_owned(),
            Self::Year(year) => {
                format!("date:{}", Date { year: *year, month: None, day: None })
            }
            Self::Month(year, month) => {
                format!("date:{}", Date { year: *year, month: Some(*month), day: None })
            }
            Self::Undated => "-has:date".to_owned(),
            Self::Decade(year) => format!("year:{year:04}s"),
            Self::WithoutYear => "-has:year".to_owned(),
            Self::Voice(name) => equals("voice", name),
            Self::Voices { names, .. } => {
                let both = names.each_ref().map(|name| quoted(name)).join(",");
                format!("voice=={both} beside=={both}")
            }
            Self::Covered => "is:blind".to_owned(),
            Self::GuessedVoice(name) => format!("is:guessed {}", equals("voice", name)),
            Self::GuessedAuthor(Some(name)) => format!("is:guessed {}", equals("author", name)),
            Self::GuessedAuthor(None) => "is:guessed -has:author".to_owned(),
            Self::Maker(name) => equals("by", name),
            Self::Person(name) => format!("({} OR {})", equals("by", name), equals("cast", name)),
            Self::Genre(name) => equals("genre", name),
            Self::Tag(name) => equals("tag", name),
            Self::Section(key) => equals("section", key.as_str()),
        }
    }
}
