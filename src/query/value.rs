//! The values of conditions: how they are read, and which numbers they stand for.

use std::fmt;

use jiff::Span;

use super::fields::{FieldName, Flag, Property, ValueType};
use super::lex::Op;
use super::word::Text;
use crate::format::{dates, rating};
use crate::model::{Date, EntryRef, Score};
use crate::text::fold::fold;

/// A value of a condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(Text),
    Flag(Flag),
    One(Bound),
    /// Both ends belong to it; at least one is there.
    Range(Option<Bound>, Option<Bound>),
}

/// A number, a rating, a year or a time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bound {
    Number(i64),
    /// A rating in the notation in which it was typed.
    Rating {
        written: String,
        parts: i64,
    },
    Year(i32),
    /// Ten years from this one on.
    Decade(i32),
    Date(Date),
    /// So many days, weeks, months or years ago.
    Ago {
        count: u16,
        unit: Unit,
        day: Date,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    const ALL: [Self; 4] = [Self::Days, Self::Weeks, Self::Months, Self::Years];

    const fn letter(self) -> char {
        match self {
            Self::Days => 'd',
            Self::Weeks => 'w',
            Self::Months => 'm',
            Self::Years => 'y',
        }
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::Weeks => "week",
            Self::Months => "month",
            Self::Years => "year",
        }
    }
}

/// The lowest and the highest number of something that may be known only roughly, such as a month.
/// `None` is without a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
}

impl Extent {
    const fn point(at: i64) -> Self {
        Self { low: Some(at), high: Some(at) }
    }
}

/// As it is written in a query, without quotation marks.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Rating { written, .. } => f.write_str(written),
            // The sign counts as one of the places.
            Self::Year(year) if *year < 0 => write!(f, "{year:05}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(year) => write!(f, "{year:04}s"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Ago { count, unit, .. } => write!(f, "{count}{}", unit.letter()),
        }
    }
}

impl Bound {
    /// Reads a number, a rating, a year or a time; an error says what was expected.
    pub(super) fn read(
        of: ValueType,
        text: &str,
        today: Option<Date>,
    ) -> Result<Self, &'static str> {
        let folded = fold(text.trim());
        match of {
            ValueType::Rating => read_rating(text.trim()),
            ValueType::Year => read_year(&folded)
                .ok_or("a year such as 1962, or a decade such as 1960s, both in four digits"),
            ValueType::Date => match ago(&folded) {
                Some((count, unit)) => {
                    let day = today.and_then(|today| day_before(today, count, unit));
                    let day = day.ok_or("a date within the calendar")?;
                    Ok(Self::Ago { count, unit, day })
                }
                None => dates::parse(&folded)
                    .map(Self::Date)
                    .ok_or("a date such as 2025, 2025-06 or 2025-06-14, or a time such as 7d, 2w, 3m or 1y"),
            },
            ValueType::Number | ValueType::Words => {
                let is_number = folded.bytes().all(|byte| byte.is_ascii_digit());
                let number = folded.parse().ok().filter(|_| is_number);
                number.map(Self::Number).ok_or("a number")
            }
        }
    }

    fn extent(&self) -> Extent {
        match *self {
            Self::Number(number) => Extent::point(number),
            Self::Rating { parts, .. } => Extent::point(parts),
            Self::Year(year) => Extent::point(year.into()),
            Self::Decade(year) => {
                Extent { low: Some(year.into()), high: Some(i64::from(year) + 9) }
            }
            Self::Date(date) | Self::Ago { day: date, .. } => days(date),
        }
    }
}

impl Value {
    /// The numbers that it stands for behind `op`; `None` for a text or a flag.
    pub(super) fn extent(&self, op: Op) -> Option<Extent> {
        let low = |bound: &Bound| bound.extent().low;
        let high = |bound: &Bound| bound.extent().high;
        Some(match self {
            Self::Text(_) | Self::Flag(_) => return None,
            // So many days ago is since then.
            Self::One(Bound::Ago { day, .. }) if matches!(op, Op::Is | Op::IsNot) => {
                Extent { high: None, ..days(*day) }
            }
            Self::One(bound) => bound.extent(),
            Self::Range(from, to) => {
                Extent { low: from.as_ref().and_then(low), high: to.as_ref().and_then(high) }
            }
        })
    }
}

fn read_rating(text: &str) -> Result<Bound, &'static str> {
    const EXPECTED: &str = "a rating such as 4, 8/10, 80%, B+ or ★★★½";
    const MAX_RATING_BYTES: usize = 60;
    let short = Some(text).filter(|text| text.len() <= MAX_RATING_BYTES).ok_or(EXPECTED)?;
    let score = rating::field(short).ok_or(EXPECTED)?.score;
    let score = match score {
        Score::Bare(value) => Score::Scaled { value, out_of: 5.0 },
        score => score,
    };
    let parts = score.parts().ok_or("a rating that amounts to stars")?;
    if !(0..=Score::PARTS_OF_THE_BEST).contains(&parts) {
        return Err("at most 5 stars; another scale is named, as in 8/10");
    }
    Ok(Bound::Rating { written: text.to_owned(), parts })
}

/// Reads four digits, with a minus before them or `s` behind them.
fn read_year(text: &str) -> Option<Bound> {
    let (number, is_decade) = text.strip_suffix('s').map_or((text, false), |year| (year, true));
    let digits = number.strip_prefix('-').unwrap_or(number);
    let has_four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = number.parse().ok().filter(|_| has_four)?;
    match is_decade {
        false => Some(Bound::Year(year)),
        true => (year % 10 == 0 && year >= 0).then_some(Bound::Decade(year)),
    }
}

/// Reads a number and the letter of a unit.
fn ago(text: &str) -> Option<(u16, Unit)> {
    let unit = Unit::ALL.into_iter().find(|unit| text.ends_with(unit.letter()))?;
    let digits = text.strip_suffix(unit.letter())?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| is_number)?, unit))
}

fn day_before(today: Date, count: u16, unit: Unit) -> Option<Date> {
    let part = |part: Option<u8>| i8::try_from(part.unwrap_or(1)).ok();
    let today = jiff::civil::Date::new(today.year, part(today.month)?, part(today.day)?).ok()?;
    let count = i64::from(count);
    let span = match unit {
        Unit::Days => Span::new().try_days(count),
        Unit::Weeks => Span::new().try_weeks(count),
        Unit::Months => Span::new().try_months(count),
        Unit::Years => Span::new().try_years(count),
    };
    let day = today.checked_sub(span.ok()?).ok()?;
    Some(Date::day(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()))
}

/// The first and the last day of a date. Every month counts 31, since only the order matters.
fn days(date: Date) -> Extent {
    let number = |month: u8, day: u8| {
        let months = i64::from(date.year) * 12 + i64::from(date.month.unwrap_or(month));
        Some(months * 31 + i64::from(date.day.unwrap_or(day)))
    };
    Extent { low: number(1, 1), high: number(12, 31) }
}

/// The numbers of a review; `None` where it has none.
pub(super) fn extent_of(property: Property, entry: EntryRef<'_>) -> Option<Extent> {
    match property {
        Property::Rating => Some(Extent::point(entry.score()?.parts()?)),
        Property::Stars => Some(Extent::point(Score::Word(entry.stars()).parts()?)),
        Property::Year => Some(Extent::point(entry.year()?.into())),
        Property::Date => Some(days(entry.listed_date()?)),
        Property::Watched => Some(days(entry.watched()?)),
        Property::Words => {
            Some(Extent::point(entry.sections().map(|(_, words)| i64::from(words)).sum()))
        }
        _ => None,
    }
}

/// What can stand behind `is:` or `has:`, in the words of an error.
pub(super) fn expected_flag(field: FieldName) -> String {
    let names: Vec<&str> = Flag::names(field).collect();
    let others = if field == FieldName::Has { ", or the name of a field" } else { "" };
    format!("one of {}{others}", names.join(", "))
}
