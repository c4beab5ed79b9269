//! The shape in which an author writes files: what more than half of the other reviews have in common.

use super::name_style::NameStyle;
use super::outline::outline;
use crate::format::draft::SectionDraft;
use crate::format::draft::manner::{Manner, Sample, most};
use crate::format::{self, FORMATS, Format};
use crate::model::{Kind, Review};

/// With fewer reviews in a folder there is no usual shape.
const MIN_REVIEWS_FOR_SHAPE: usize = 2;

/// How an author's files look.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) format: &'static Format,
    pub(crate) name: NameStyle,
    /// Whether texts have headings.
    pub(crate) has_headings: bool,
    pub(crate) manner: Manner,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            format: &format::TOML,
            name: NameStyle::default(),
            has_headings: true,
            manner: Manner::default(),
        }
    }
}

impl Shape {
    /// The shape of `others` for a review of a `kind` of work, in `format` if one was asked for.
    #[must_use]
    pub(crate) fn of(others: &[Sample<'_>], kind: &Kind, format: Option<&'static Format>) -> Self {
        let usual = Self::default();
        // Fields and headings differ by kind, where there are enough of a kind.
        let alike = others.iter().filter(|other| other.review.kind == *kind);
        let alike: Vec<Sample<'_>> = alike.copied().collect();
        let others = if alike.len() < MIN_REVIEWS_FOR_SHAPE { others } else { &alike };
        let reviews: Vec<&Review> = others.iter().map(|other| other.review).collect();
        if reviews.len() < MIN_REVIEWS_FOR_SHAPE {
            return Self { format: format.unwrap_or(usual.format), ..usual };
        }
        let is_in = |format: &Format| most(&reviews, |review| review.format == format.id);
        let written = FORMATS.into_iter().filter(|format| format.write.is_some());
        let format = format.or_else(|| written.into_iter().find(|format| is_in(format)));
        let format = format.unwrap_or(usual.format);
        let has_heading =
            |review: &&Review| review.sections.iter().any(|section| section.heading.is_some());
        Self {
            format,
            name: NameStyle::of(&reviews),
            // Our own format has a place for each section.
            has_headings: format.is_strict || !most(&reviews, |review| !has_heading(review)),
            manner: Manner::of(others, kind, format),
        }
    }

    /// The sections of a review of a `kind` of work.
    #[must_use]
    pub(crate) fn outline(&self, kind: &Kind, others: &[&Review]) -> Vec<SectionDraft> {
        let mut outline = if self.has_headings { outline(kind, others) } else { Vec::new() };
        outline.retain(|part| !part.heading().is_some_and(|it| self.manner.has_in_field(it)));
        outline
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;
    use std::path::{Path, PathBuf};

    fn review(path: &str, text: &str) -> (Review, Source) {
        let format = format::by_extension(Path::new(path)).unwrap();
        let source = Source::new(path, text.to_owned());
        let mut review = format::parse(&source, format).review;
        review.place.path = PathBuf::from(path);
        (review, source)
    }

    #[test]
    fn a_shape_is_that_of_most_reviews() {
        let posts = [
            review("a/2024-05-01-heat.md", "---\ntitle: Heat\n---\nA bank."),
            review("a/2024-05-02-alien.md", "---\ntitle: Alien\n---\nA ship."),
            review("a/dune.toml", "title = \"Dune\"\n[sections]\nplot = \"Sand.\""),
        ];
        let samples: Vec<Sample<'_>> =
            posts.iter().map(|(review, source)| Sample { review, source, fields: &[] }).collect();
        let of = |samples, format| Shape::of(samples, &Kind::Film, format);
        let shape = of(&samples, None);
        assert_eq!((shape.format.id, shape.has_headings), (format::MARKDOWN.id, false));
        assert_ne!(shape.name, NameStyle::default());
        let asked = of(&samples, Some(&format::TOML));
        assert_eq!((asked.format.id, asked.has_headings), (format::TOML.id, true));
        for few in [&samples[..1], &samples[1..]] {
            let shape = of(few, None);
            assert_eq!((shape.format.id, shape.name), (format::TOML.id, NameStyle::default()));
        }
    }
}
