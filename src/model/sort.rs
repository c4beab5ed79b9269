//! In which order reviews are listed.

use super::Date;
use super::stored::EntryRef;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// The date of the review, or else of watching, newest first; without a date last, by title.
    #[default]
    Date,
    /// The title, from A to Z.
    Title,
    /// The year of the work, newest first.
    Year,
    /// The rating, best first; unrated last.
    Rating,
}

impl SortKey {
    /// Every key, in the order in which the list cycles through them.
    pub const ALL: [Self; 4] = [Self::Date, Self::Title, Self::Year, Self::Rating];

    #[must_use]
    pub(crate) const fn in_words(self) -> &'static str {
        match self {
            Self::Date => "newest first",
            Self::Title => "by title",
            Self::Year => "by year",
            Self::Rating => "best first",
        }
    }

    /// The next key; after the last the first.
    #[must_use]
    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Date => Self::Title,
            Self::Title => Self::Year,
            Self::Year => Self::Rating,
            Self::Rating => Self::Date,
        }
    }
}

/// The sort order as numbers, which compare faster than texts. It is coarse: between equal ranks
/// [`Library::compare`](super::Library::compare) decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    by_key: u64,
    by_date: u64,
    title: u128,
}

impl Rank {
    pub(super) fn new(entry: EntryRef<'_>, key: SortKey) -> Self {
        let title = title_rank(entry.title());
        let by_date = u64::MAX - entry.listed_date().map_or(0, date_rank);
        let by_key = match key {
            SortKey::Date => 0,
            // Titles with an equal beginning must be compared in full before their dates are.
            SortKey::Title => return Self { by_key: 0, by_date: 0, title },
            SortKey::Year => u64::MAX - entry.year().map_or(0, year_rank),
            SortKey::Rating => {
                u64::MAX - entry.stars().map_or(0, |stars| u64::from(stars.halves()) + 1)
            }
        };
        Self { by_key, by_date, title }
    }
}

/// From 1 up, because 0 stands for no year.
fn year_rank(year: i32) -> u64 {
    u64::from(year.abs_diff(i32::MIN)) + 1
}

/// From 1 up, in the order of [`Date`]: an unknown month or day comes before the first.
fn date_rank(date: Date) -> u64 {
    let part = |part: Option<u8>| part.map_or(0, |part| u64::from(part) + 1);
    (year_rank(i32::from(date.year)) << 20) | (part(date.month) << 10) | part(date.day)
}

/// The characters by which titles are compared.
pub(super) fn title_chars(title: &str) -> impl Iterator<Item = char> {
    title.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

/// The first bytes of [`title_chars`], whose order as UTF-8 is that of the characters.
fn title_rank(title: &str) -> u128 {
    const BYTES: usize = size_of::<u128>();
    let mut rank = [0; BYTES];
    let mut length = 0;
    for c in title_chars(title) {
        for &byte in c.encode_utf8(&mut [0; 4]).as_bytes() {
            rank[length] = byte;
            length += 1;
            if length == BYTES {
                return u128::from_be_bytes(rank);
            }
        }
    }
    u128::from_be_bytes(rank)
}
