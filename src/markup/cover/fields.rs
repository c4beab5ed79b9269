//! The fields of a review with covered passages masked.

use std::borrow::Cow;

use super::{in_line, mask_line};
use crate::model::{Aspect, Author, Handle, Kind, Person, Rating, Review};
use crate::text::Glyphs;

/// The review with a mask in place of the covered passages of its fields. The texts and headings of
/// sections do not change: their marks are processed when they are laid out.
pub(crate) fn fields(review: &Review, glyphs: Glyphs) -> Cow<'_, Review> {
    // Hardly any review has a mark in a field, and cloning it would copy its texts.
    if !review.any_field_text(is_marked) {
        return Cow::Borrowed(review);
    }
    let mut masked = review.clone();
    for text in texts(&mut masked) {
        *text = mask_line(text, glyphs);
    }
    if let Kind::Other(word) = &mut masked.kind {
        *word = mask_line(word, glyphs);
    }
    Cow::Owned(masked)
}

fn is_marked(text: &str) -> bool {
    !in_line(text).found.is_empty()
}

/// Every text of a field. The pattern names all parts of a review, so that the compiler asks about a
/// new one.
fn texts(review: &mut Review) -> Vec<&mut String> {
    let Review {
        title,
        directors,
        creators,
        cast,
        genres,
        tags,
        ids,
        url,
        headline,
        poster,
        rating,
        aspects,
        sections,
        author: Author { name, email, website, signoff, handles },
        // Not text, or masked where it is shown: the kind above, unknown fields and findings there.
        place: _,
        format: _,
        year: _,
        kind: _,
        date: _,
        watched: _,
        word_goal: _,
        draft: _,
        spoilers: _,
        names_spoilers: _,
        has_covered_passages: _,
        extra: _,
        language: _,
        diagnostics: _,
    } = review;
    let mut found = vec![title];
    found.extend([url, headline, poster, name, email, website, signoff].into_iter().flatten());
    found.extend([directors, creators, genres, tags].into_iter().flatten());
    for Person { name, role } in cast {
        found.push(name);
        found.extend(role);
    }
    found.extend(ids.iter_mut().flat_map(|(name, id)| [name, id]));
    found.extend(handles.iter_mut().flat_map(|Handle { platform, handle }| [platform, handle]));
    for Aspect { name, rating } in aspects {
        found.extend([name, &mut rating.written]);
    }
    let of_sections = sections.iter_mut().filter_map(|section| section.rating.as_mut());
    let ratings = rating.iter_mut().chain(of_sections);
    found.extend(ratings.map(|Rating { written, .. }| written));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Score, Section};

    fn marked() -> String {
        "a ||SECRET|| b".to_owned()
    }

    fn rated() -> Rating {
        Rating { written: marked(), score: Score::Word(None) }
    }

    /// The debug text of a review shows every text in it.
    #[test]
    fn no_field_shows_what_is_covered() {
        let person = || Person { name: marked(), role: Some(marked()) };
        let author = Author {
            name: Some(marked()),
            email: Some(marked()),
            website: Some(marked()),
            signoff: Some(marked()),
            handles: vec![Handle { platform: marked(), handle: marked() }],
        };
        let all = Review {
            title: marked(),
            kind: Kind::Other(marked()),
            directors: vec![marked()],
            creators: vec![marked()],
            cast: vec![person()],
            genres: vec![marked()],
            tags: vec![marked()],
            ids: vec![(marked(), marked())],
            url: Some(marked()),
            headline: Some(marked()),
            poster: Some(marked()),
            rating: Some(rated()),
            aspects: vec![Aspect { name: marked(), rating: rated() }],
            sections: vec![Section { rating: Some(rated()), ..Section::default() }],
            author,
            ..Review::default()
        };
        let shown = format!("{:?}", fields(&all, Glyphs::Ascii));
        assert!(!shown.contains("SECRET"), "{shown}");
        assert_eq!(shown.matches("a ||xxxxxx|| b").count(), 23, "{shown}");
    }

    /// Each field is looked at by itself.
    #[test]
    fn a_mark_in_one_field_is_enough() {
        let aspect = Aspect { name: String::new(), rating: rated() };
        let person = Person { name: String::new(), role: Some(marked()) };
        let handle = Handle { platform: String::new(), handle: marked() };
        for review in [
            Review { title: marked(), ..Review::default() },
            Review { kind: Kind::Other(marked()), ..Review::default() },
            Review { tags: vec![marked()], ..Review::default() },
            Review { cast: vec![person], ..Review::default() },
            Review { ids: vec![(String::new(), marked())], ..Review::default() },
            Review { rating: Some(rated()), ..Review::default() },
            Review { aspects: vec![aspect], ..Review::default() },
            Review {
                sections: vec![Section { rating: Some(rated()), ..Section::default() }],
                ..Review::default()
            },
            Review {
                author: Author { handles: vec![handle], ..Author::default() },
                ..Review::default()
            },
            Review {
                author: Author { signoff: Some(marked()), ..Author::default() },
                ..Review::default()
            },
        ] {
            assert!(matches!(fields(&review, Glyphs::Ascii), Cow::Owned(_)), "{review:?}");
        }
        assert!(matches!(fields(&Review::default(), Glyphs::Ascii), Cow::Borrowed(_)));
    }
}
