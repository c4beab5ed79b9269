//! In which order reviews are listed.

use std::cmp::Ordering;
use std::iter;

use super::Date;
use super::stored::EntryRef;
use crate::text::fold::letters;

/// What a list is sorted by, in the usual direction of each key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// The date of the review, or else of watching, newest first; without a date last, by title.
    #[default]
    Date,
    /// The title, from A to Z.
    Title,
    /// The year of the work, newest first; without a year last.
    Year,
    /// The rating, best first; unrated last.
    Rating,
}

impl SortKey {
    /// Every key, in the order in which the list cycles through them.
    pub const ALL: [Self; 4] = [Self::Date, Self::Title, Self::Year, Self::Rating];
}

/// A key and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// The key.
    pub key: SortKey,
    /// Whether the direction is not the usual one. What a review lacks is last in both.
    pub is_reversed: bool,
}

impl From<SortKey> for Sort {
    fn from(key: SortKey) -> Self {
        Self { key, is_reversed: false }
    }
}

impl Sort {
    #[must_use]
    pub(crate) const fn in_words(self) -> &'static str {
        match (self.key, self.is_reversed) {
            (SortKey::Date, false) => "newest first",
            (SortKey::Date, true) => "oldest first",
            (SortKey::Title, false) => "by title",
            (SortKey::Title, true) => "by title, Z to A",
            (SortKey::Year, false) => "by year",
            (SortKey::Year, true) => "by year, oldest first",
            (SortKey::Rating, false) => "best first",
            (SortKey::Rating, true) => "worst first",
        }
    }

    /// Sorts by `key` from the greatest, or else from the least; a title from A is from the least.
    #[must_use]
    pub(crate) fn directed(key: SortKey, is_descending: bool) -> Self {
        Self { key, is_reversed: is_descending == (key == SortKey::Title) }
    }

    /// Whether the greatest is first.
    #[must_use]
    pub(crate) fn is_descending(self) -> bool {
        self.is_reversed == (self.key == SortKey::Title)
    }

    /// The next key, in its usual direction; after the last the first.
    #[must_use]
    pub(crate) const fn next(self) -> Self {
        let key = match self.key {
            SortKey::Date => SortKey::Title,
            SortKey::Title => SortKey::Year,
            SortKey::Year => SortKey::Rating,
            SortKey::Rating => SortKey::Date,
        };
        Self { key, is_reversed: false }
    }

    /// The same key in the other direction.
    #[must_use]
    pub(crate) const fn reversed(self) -> Self {
        Self { is_reversed: !self.is_reversed, ..self }
    }

    /// Compares two values of the key, the greater one first, or last if reversed.
    pub(super) fn compare<T: Ord>(self, a: Option<T>, b: Option<T>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.is_reversed => a.cmp(&b),
            (a, b) => b.cmp(&a),
        }
    }

    /// A number that sorts like [`compare`](Self::compare). `value` is not 0.
    fn rank(self, value: Option<u64>) -> u64 {
        match value {
            Some(value) if self.is_reversed => value,
            Some(value) => u64::MAX - value,
            None => u64::MAX,
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
    pub(super) fn new(entry: EntryRef<'_>, sort: Sort) -> Self {
        let title = title_rank(entry.sorted_title());
        let date = entry.listed_date().map(date_rank);
        let by_date = Sort::default().rank(date);
        let by_key = match sort.key {
            SortKey::Date => sort.rank(date),
            // Titles with an equal beginning must be compared in full before their dates are.
            SortKey::Title => {
                let title = if sort.is_reversed { !title } else { title };
                return Self { by_key: 0, by_date: 0, title };
            }
            SortKey::Year => sort.rank(entry.year().map(year_rank)),
            SortKey::Rating => sort.rank(entry.stars().map(|stars| u64::from(stars.halves()) + 1)),
        };
        Self { by_key, by_date, title }
    }
}

/// From 1 up.
fn year_rank(year: i32) -> u64 {
    u64::from(year.abs_diff(i32::MIN)) + 1
}

/// From 1 up, in the order of [`Date`]: an unknown month or day comes before the first.
fn date_rank(date: Date) -> u64 {
    let part = |part: Option<u8>| part.map_or(0, |part| u64::from(part) + 1);
    (year_rank(i32::from(date.year)) << 20) | (part(date.month) << 10) | part(date.day)
}

/// The characters by which titles are compared: letters and digits, folded. A number begins with a
/// character for its length, so that Day 2 comes before Day 10.
pub(super) fn title_chars(title: &str) -> impl Iterator<Item = char> {
    let mut chars = letters(title).map(|(letter, _)| letter);
    let mut in_number = false;
    let length_and_char = move || {
        let c = chars.next()?;
        let begins = c.is_ascii_digit() && !in_number;
        in_number = c.is_ascii_digit();
        let further = || chars.clone().take_while(char::is_ascii_digit).count();
        Some([begins.then(|| length_mark(1 + further())), c.is_alphanumeric().then_some(c)])
    };
    iter::from_fn(length_and_char).flatten().flatten()
}

/// A character for the length of a number, below all digits.
fn length_mark(digits: usize) -> char {
    char::from(u8::try_from(digits).unwrap_or(u8::MAX).min(b'0' - 1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Language, Library, Review};
    use std::path::Path;

    fn sorted(titles: &[(&'static str, Option<Language>)]) -> Vec<String> {
        let mut library = Library::default();
        for (number, &(title, language)) in titles.iter().rev().enumerate() {
            let mut review = Review { title: title.into(), language, ..Review::default() };
            review.place.path = format!("{number}.md").into();
            library.put(Entry::new(&review, Path::new("").into(), 0));
        }
        let mut ids: Vec<_> = library.iter().map(|(id, _)| id).collect();
        library.sort(&mut ids, SortKey::Title.into());
        let title = |&id: &_| library.get(id).map(|entry| entry.title().to_owned());
        ids.iter().filter_map(title).collect()
    }

    #[test]
    fn nothing_but_letters_and_numbers_moves_a_title() {
        let titles = [
            "8½",
            "12 Angry Men",
            "101 Dalmatians",
            "A",
            "The Æon",
            "Ágora",
            "ALIEN 2",
            "Alien 10",
            "An Alien’s Diary",
            "Amour",
            "\u{c9}lan",
            "E\u{301}lanor",
            "“The End”",
            "Łódź",
            "Ｌｏｇａｎ",
            "Œuvre",
            "Ørsted",
            "The Straße 1",
            "Strasse 2",
            "Zodiac",
        ];
        assert_eq!(sorted(&titles.map(|title| (title, None))), titles);
    }

    #[test]
    fn articles_of_the_language_of_the_headings_are_passed_over() {
        let french = Some(Language::French);
        let titles = ["L’Atalante", "Les Vampires", "Marius", "Les Vampires"];
        let languages = [french, None, None, french];
        let pairs: Vec<_> = titles.into_iter().zip(languages).collect();
        assert_eq!(sorted(&pairs), titles);
    }
}
