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
        match (self.day, self.month_name()) {
            (Some(day), Some(month)) => format!("{day} {month} {}", self.year),
            (None, Some(month)) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// The day and the month below a heading that names the year: `14 Jun`. Empty where only the
    /// year is known.
    #[must_use]
    pub(crate) fn within_year(&self) -> String {
        match (self.day, self.short_month()) {
            (Some(day), Some(month)) => format!("{day} {month}"),
            (None, Some(month)) => month.to_owned(),
            _ => String::new(),
        }
    }

    /// The month and the year: `Jun 2025`.
    #[must_use]
    pub(crate) fn month_and_year(&self) -> String {
        match self.short_month() {
            Some(month) => format!("{month} {}", self.year),
            None => self.year.to_string(),
        }
    }

    fn month_name(&self) -> Option<&'static str> {
        MONTHS.get(usize::from(self.month?).checked_sub(1)?).copied()
    }

    fn short_month(&self) -> Option<&'static str> {
        self.month_name()?.get(..3)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_a_list_is_short() {
        let dates = [Date::day(2026, 10, 4), Date { day: None, ..Date::day(2026, 5, 1) }];
        assert_eq!(dates.map(|date| date.within_year()), ["4 Oct", "May"]);
        assert_eq!(dates.map(|date| date.month_and_year()), ["Oct 2026", "May 2026"]);
        let year = Date { year: 2026, month: None, day: None };
        assert_eq!((year.within_year().as_str(), year.month_and_year().as_str()), ("", "2026"));
    }
}
