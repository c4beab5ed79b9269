//! A day, a month or a year in the Gregorian calendar.

use std::fmt;

/// A date as precise as its author was: the day, or the day and the month, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    pub(crate) year: i16,
    /// From 1 to 12.
    pub(crate) month: Option<u8>,
    /// From 1.
    pub(crate) day: Option<u8>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// A full date.
    #[must_use]
    pub const fn day(year: i16, month: u8, day: u8) -> Self {
        Self { year, month: Some(month), day: Some(day) }
    }

    /// The date in words: `14 June 2025`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let month = self.month.and_then(|month| MONTHS.get(usize::from(month).wrapping_sub(1)));
        match (self.day, month) {
            (Some(day), Some(month)) => format!("{day} {month} {}", self.year),
            (None, Some(month)) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }
}

/// ISO 8601, as far as it is known: `2025-06-14`, `2025-06` or `2025`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}
