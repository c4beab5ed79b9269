//! The shape in which an author writes files: what more than half of the other reviews have in common.

use std::path::Path;

use crate::format::{self, FORMATS, Format};
use crate::model::{Date, Review};

/// With fewer reviews in a folder there is no usual shape.
const MIN_REVIEWS_FOR_SHAPE: usize = 2;

/// How an author's files look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) format: &'static Format,
    /// Whether a file's name begins with the day on which it was begun.
    is_dated: bool,
    /// Whether texts have headings.
    pub(crate) has_headings: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { format: &format::TOML, is_dated: false, has_headings: true }
    }
}

impl Shape {
    /// The shape of `others`, in `format` if one was asked for.
    #[must_use]
    pub(crate) fn of(others: &[Review], format: Option<&'static Format>) -> Self {
        let usual = Self::default();
        if others.len() < MIN_REVIEWS_FOR_SHAPE {
            return Self { format: format.unwrap_or(usual.format), ..usual };
        }
        let is_in = |format: &Format| most(others, |review| review.format == format.id);
        let written = FORMATS.into_iter().filter(|format| format.write.is_some());
        let format = format.or_else(|| written.into_iter().find(|format| is_in(format)));
        let format = format.unwrap_or(usual.format);
        let has_heading =
            |review: &Review| review.sections.iter().any(|section| section.heading.is_some());
        Self {
            format,
            is_dated: most(others, |review| is_dated(&review.place.path)),
            // Our own format has a place for each section.
            has_headings: format.is_strict || !most(others, |review| !has_heading(review)),
        }
    }

    /// The name of a file for `stem`, without its extension.
    #[must_use]
    pub(crate) fn name(&self, stem: &str, today: Date) -> String {
        if self.is_dated { format!("{today}-{stem}") } else { stem.to_owned() }
    }
}

/// Whether more than half of the reviews are so.
fn most(reviews: &[Review], is_so: impl Fn(&Review) -> bool) -> bool {
    reviews.iter().filter(|review| is_so(review)).count() * 2 > reviews.len()
}

/// Whether the name of a file begins with a day, as in `2024-05-01-heat.md`.
fn is_dated(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut day = name.bytes().zip(*b"0000-00-00-");
    let is_day = day.all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        form => byte == form,
    });
    is_day && name.len() > "0000-00-00-".len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;
    use std::path::PathBuf;

    fn review(path: &str, heading: Option<&str>) -> Review {
        let mut review = Review::default();
        review.place.path = PathBuf::from(path);
        review.format = format::by_extension(Path::new(path)).unwrap().id;
        review.sections = vec![Section { heading: heading.map(Into::into), ..Section::default() }];
        review
    }

    #[test]
    fn a_shape_is_that_of_most_reviews() {
        let day = Date::day(2026, 3, 2);
        let posts = [
            review("a/2024-05-01-heat.md", None),
            review("a/2024-05-02-alien.md", None),
            review("a/dune.toml", Some("Plot")),
        ];
        let shape = Shape::of(&posts, None);
        assert_eq!((shape.format.id, shape.has_headings), (format::MARKDOWN.id, false));
        assert_eq!(shape.name("cops", day), "2026-03-02-cops");
        let asked = Shape::of(&posts, Some(&format::TOML));
        assert_eq!((asked.format.id, asked.has_headings), (format::TOML.id, true));
        for few in [&posts[..1], &posts[1..]] {
            let shape = Shape::of(few, None);
            assert_eq!(
                (shape.format.id, shape.name("cops", day)),
                (format::TOML.id, "cops".into())
            );
        }
    }
}
