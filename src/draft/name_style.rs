//! How an author names files: with the day or without, with the year of the work or without, and
//! the words in the form of an address or as the title has them.

use std::path::{Path, PathBuf};

use super::file_name::{stem, titled};
use crate::format::draft::Title;
use crate::format::draft::manner::most;
use crate::model::{Date, Review};

/// What the name of a file is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameStyle {
    /// What stands behind the day on which the file was begun; `None` where there is no day.
    behind_day: Option<char>,
    words: Words,
    has_year: bool,
    /// Whether each post is an `index` file in a folder of its own, which has the name.
    is_bundle: bool,
}

/// The form of the title in a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Words {
    #[default]
    Dashed,
    Underscored,
    AsTitled,
}

impl Words {
    const ALL: [Self; 3] = [Self::Dashed, Self::Underscored, Self::AsTitled];

    fn name(self, title: &str, year: Option<i32>) -> String {
        let (name, year) = match self {
            Self::Dashed => (stem(title), year.map(|year| format!("-{year}"))),
            Self::Underscored => {
                (stem(title).replace('-', "_"), year.map(|year| format!("_{year}")))
            }
            Self::AsTitled => (titled(title), year.map(|year| format!(" ({year})"))),
        };
        name + &year.unwrap_or_default()
    }
}

impl NameStyle {
    /// The style of most of the files.
    pub(super) fn of(reviews: &[&Review]) -> Self {
        let is_bundle = most(reviews, |review| is_index(&review.place.path));
        let name = |review: &&Review| name_of(&review.place.path, is_bundle);
        let split: Vec<(Option<char>, String)> =
            reviews.iter().map(|review| split_day(&name(review))).collect();
        let has_day = most(&split, |(sign, _)| sign.is_some());
        let behind_day = split.iter().rev().find_map(|(sign, _)| *sign).filter(|_| has_day);
        let count = |&(words, has_year): &(Words, bool)| {
            let is_named = |(review, (_, rest)): &(&&Review, &(Option<char>, String))| {
                let year = review.year.filter(|_| has_year);
                has_year == year.is_some() && words.name(&review.title, year) == *rest
            };
            reviews.iter().zip(&split).filter(is_named).count()
        };
        // A name of one word is the same in several styles: of equals the first is the usual one.
        let styles = Words::ALL.into_iter().rev().flat_map(|words| [(words, true), (words, false)]);
        let found = styles.max_by_key(count).filter(|style| count(style) * 2 > reviews.len());
        let (words, has_year) = found.unwrap_or_default();
        Self { behind_day, words, has_year, is_bundle }
    }

    /// The names that a file may have, without their extension: the second, with the year of the work,
    /// is for when another work has the first.
    #[must_use]
    pub(crate) fn names(self, title: &Title, today: Date) -> Vec<String> {
        let with_year = Self { has_year: true, ..self };
        let mut names = vec![self.name(title, today), with_year.name(title, today)];
        names.dedup();
        names
    }

    /// The path of the file that has the name, within the folder of the posts.
    #[must_use]
    pub(crate) fn path(self, name: &str, extension: &str) -> PathBuf {
        match self.is_bundle {
            true => [name, &format!("index.{extension}")].iter().collect(),
            false => PathBuf::from(format!("{name}.{extension}")),
        }
    }

    fn name(self, title: &Title, today: Date) -> String {
        let year = title.year().map(i32::from).filter(|_| self.has_year);
        let day = self.behind_day.map(|sign| format!("{today}{sign}"));
        day.unwrap_or_default() + &self.words.name(title.as_str(), year)
    }
}

/// Whether a post may be named by the folder that holds its file.
pub(crate) fn is_index(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "index")
}

/// The name of a post, without an extension.
fn name_of(path: &Path, is_bundle: bool) -> String {
    let name = if is_bundle { path.parent().and_then(Path::file_name) } else { path.file_stem() };
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// The sign behind a day at the beginning of a name, as in `2024-05-01-heat`, and the rest of it.
fn split_day(name: &str) -> (Option<char>, String) {
    let is_day = name.len() > "0000-00-00-".len()
        && name.bytes().zip(*b"0000-00-00").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == form,
        });
    let rest = is_day.then(|| name.split_at("0000-00-00".len()).1);
    let split = rest.and_then(|rest| {
        let sign = rest.chars().next().filter(|sign| matches!(sign, '-' | '_' | ' ' | '.'))?;
        Some((Some(sign), rest[sign.len_utf8()..].to_owned()))
    });
    split.unwrap_or_else(|| (None, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_those_of_most_files() {
        let review = |path: &str, title: &str, year| {
            let mut review = Review { title: title.to_owned(), year, ..Review::default() };
            review.place.path = PathBuf::from(path);
            review
        };
        let title = Title::new("The Third Man (1949)", None).unwrap();
        for (one, other, expected) in [
            ("night-boat.md", "low-tide.md", "the-third-man"),
            ("night-boat-1998.md", "low-tide-2003.md", "the-third-man-1949"),
            ("night_boat.md", "low_tide.md", "the_third_man"),
            ("Night Boat.md", "Low Tide.md", "The Third Man"),
            ("Night Boat (1998).md", "Low Tide (2003).md", "The Third Man (1949)"),
            ("2024-05-01-night-boat.md", "2024-06-01-low-tide.md", "2026-03-02-the-third-man"),
            ("2024-05-01_boat.md", "2024-06-01_tide.md", "2026-03-02_the-third-man"),
            ("2024-05-01 Night Boat.md", "2024-06-01 Low Tide.md", "2026-03-02 The Third Man"),
            ("boat1.md", "tide2.md", "the-third-man"),
            ("reeds.md", "low_tide.md", "the_third_man"),
            ("night-boat/index.md", "low-tide/index.md", "the-third-man/index"),
        ] {
            let first = if one == "reeds.md" { "Reeds" } else { "Night Boat" };
            let reviews = [review(one, first, Some(1998)), review(other, "Low Tide", Some(2003))];
            let style = NameStyle::of(&reviews.iter().collect::<Vec<_>>());
            let name = style.name(&title, Date::day(2026, 3, 2));
            let file = style.path(&name, "md");
            assert_eq!(file.with_extension(""), Path::new(expected), "{one}");
        }
    }
}
