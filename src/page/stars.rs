//! Ratings as stars.

use std::borrow::Cow;

use super::{Role, Run, flow};
use crate::model::{Rating, Score, Stars};
use crate::text::{Clean, Glyphs};

impl Glyphs {
    /// A full, a half and an empty star.
    const fn stars(self) -> [&'static str; 3] {
        if self.is_ascii() { ["*", "+", "-"] } else { ["★", "½", "☆"] }
    }

    /// The text of a run in these characters; an author's text is left as it is.
    #[must_use]
    pub fn drawn(self, run: &Run) -> Cow<'_, str> {
        let text = run.text.as_str();
        if is_ours(run.role) { self.signs(text) } else { Cow::Borrowed(text) }
    }

    /// The cells that runs take when they are drawn.
    #[must_use]
    pub(crate) fn width_of(self, runs: &[Run]) -> usize {
        runs.iter().map(|run| self.width(&self.drawn(run))).sum()
    }
}

/// Whether the text of a role is the program's own, and not an author's.
const fn is_ours(role: Role) -> bool {
    matches!(
        role,
        Role::Rule
            | Role::RuleRead
            | Role::Accent
            | Role::Dim
            | Role::Hint
            | Role::Count
            | Role::Unfocused
            | Role::Covered
            | Role::Key
    )
}

/// The full and half stars only: `★★★½`.
#[must_use]
pub(crate) fn earned(stars: Stars, glyphs: Glyphs) -> String {
    let [full, half, _] = glyphs.stars();
    let halves = usize::from(stars.halves());
    full.repeat(halves / 2) + if halves % 2 == 1 { half } else { "" }
}

/// All five stars, the empty ones in a role of their own: `★★★½☆`.
#[must_use]
pub(crate) fn runs(stars: Stars, glyphs: Glyphs) -> Vec<Run> {
    let [_, _, empty] = glyphs.stars();
    let missing = usize::from(Stars::MAX.halves() - stars.halves()) / 2;
    let runs = [
        Run::new(earned(stars, glyphs), Role::Star),
        Run::new(empty.repeat(missing), Role::EmptyStar),
    ];
    runs.into_iter().filter(|run| !run.text.is_empty()).collect()
}

/// How a rating is drawn where it stands at the right edge of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RatingForm {
    /// `★ ★ ★ ½ ☆  3.5/5`
    Spaced,
    /// `★★★½☆  3.5/5`
    Compact,
    /// `★★★½`
    Earned,
}

/// The least columns of a text with stars that are set apart.
const SPACED_COLUMNS: usize = 66;
/// The least columns of a text in which the rating also stands as it was written.
const WRITTEN_COLUMNS: usize = 40;

impl RatingForm {
    /// The form for the head of a review whose text has `columns`.
    pub(super) const fn of_head(columns: usize) -> Self {
        match columns {
            SPACED_COLUMNS.. => Self::Spaced,
            _ => Self::of_aspect(columns),
        }
    }

    /// The form beside a heading and in a row of facts: only the stars of the head are set apart.
    pub(super) const fn of_aspect(columns: usize) -> Self {
        if columns >= WRITTEN_COLUMNS { Self::Compact } else { Self::Earned }
    }

    fn stars(self, stars: Stars, glyphs: Glyphs) -> Vec<Run> {
        match self {
            Self::Spaced => spaced(stars, glyphs),
            Self::Earned if stars.halves() > 0 => {
                vec![Run::new(earned(stars, glyphs), Role::Star)]
            }
            Self::Compact | Self::Earned => runs(stars, glyphs),
        }
    }
}

/// All five stars, with a blank between them.
fn spaced(stars: Stars, glyphs: Glyphs) -> Vec<Run> {
    let mut apart: Vec<Run> = Vec::new();
    for run in runs(stars, glyphs) {
        if !apart.is_empty() {
            apart.push(Run::new(" ", Role::Body));
        }
        let mut text = String::new();
        for star in run.text.as_str().chars() {
            text.extend((!text.is_empty()).then_some(' '));
            text.push(star);
        }
        apart.push(Run::new(text, run.role));
    }
    apart
}

/// A rating at the right edge of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct ShownRating {
    pub(super) runs: Vec<Run>,
    /// Whether it says all that its author wrote.
    pub(super) is_whole: bool,
}

/// The rating of a review in at most `columns`: its stars, then what the author wrote if that was
/// not stars.
pub(super) fn of_head(
    rating: &Rating,
    form: RatingForm,
    columns: usize,
    glyphs: Glyphs,
) -> ShownRating {
    shown(rating, as_written(rating), form, columns, glyphs)
}

/// The rating of an aspect in at most `columns`. A number of stars is not repeated.
pub(super) fn of_aspect(
    rating: &Rating,
    form: RatingForm,
    columns: usize,
    glyphs: Glyphs,
) -> ShownRating {
    let written = as_written(rating).filter(|_| !is_number_of_stars(rating));
    shown(rating, written, form, columns, glyphs)
}

/// The rating of an aspect among words: `★★★★☆`, `★★★½☆ 7/10`, `none`.
pub(super) fn in_words(rating: &Rating, glyphs: Glyphs) -> Vec<Run> {
    let mut shown = rating.stars().map_or_else(Vec::new, |stars| runs(stars, glyphs));
    if let Some(written) = as_written(rating).filter(|_| !is_number_of_stars(rating)) {
        shown.extend((!shown.is_empty()).then(|| Run::new(" ", Role::Body)));
        shown.push(Run::new(written, Role::Rating));
    }
    shown
}

/// Whether a rating was written as a number, alone or out of five, that its stars show exactly.
fn is_number_of_stars(rating: &Rating) -> bool {
    let written = rating.written.split('/').next().unwrap_or_default().trim().replace(',', ".");
    let number = written.parse().ok();
    rating.out_of() == Some(Stars::MAX.value())
        && number.is_some()
        && number == rating.stars().map(Stars::value)
}

fn shown(
    rating: &Rating,
    written: Option<String>,
    form: RatingForm,
    columns: usize,
    glyphs: Glyphs,
) -> ShownRating {
    /// Shorter ratings end in the same column, so that the stars of most reviews do too.
    const MIN_WRITTEN_COLUMNS: usize = 5;
    const GAP_COLUMNS: usize = 2;
    let cut = |text: String, columns| {
        let text = Clean::new(text);
        let fitting = glyphs.fit(text.as_str(), columns);
        let is_whole = fitting == text.as_str();
        (Run::new(fitting, Role::Rating), is_whole)
    };
    let Some(stars) = rating.stars() else {
        let (run, is_whole) = cut(written.unwrap_or_default(), columns);
        return ShownRating { runs: vec![run], is_whole };
    };
    let mut runs = flow::fit(&form.stars(stars, glyphs), columns, glyphs);
    let Some(written) = written else { return ShownRating { runs, is_whole: true } };
    let room = columns.saturating_sub(glyphs.width_of(&runs) + GAP_COLUMNS);
    if form == RatingForm::Earned || room < MIN_WRITTEN_COLUMNS {
        return ShownRating { runs, is_whole: is_number_of_stars(rating) };
    }
    let (run, is_whole) = cut(written, room);
    let cells = glyphs.width(run.text.as_str());
    let padding = MIN_WRITTEN_COLUMNS.saturating_sub(cells) + GAP_COLUMNS;
    runs.extend([Run::new(" ".repeat(padding), Role::Body), run]);
    ShownRating { runs, is_whole }
}

/// The rating as its author wrote it, with the scale if only a number was written. `None` if it
/// was written in stars, which are shown anyway.
#[must_use]
pub(crate) fn as_written(rating: &Rating) -> Option<String> {
    let written = rating.written.trim();
    let glyphs = written.chars().filter(|c| !c.is_whitespace() && *c != '\u{fe0f}');
    if rating.stars().is_some()
        && glyphs.clone().next().is_some()
        && glyphs.clone().all(|c| "★☆⭐½✩✭✮".contains(c))
    {
        return None;
    }
    let bare = written.parse::<f64>().is_ok() || written.replace(',', ".").parse::<f64>().is_ok();
    Some(match rating.score {
        Score::Scaled { out_of, .. } if bare => format!("{written}/{out_of}"),
        _ => match written.split_once('/') {
            Some((value, out_of)) => format!("{}/{}", value.trim_end(), out_of.trim_start()),
            None => written.to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(runs: &[Run]) -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn five_cells_always() {
        let text = |halves, glyphs| text(&runs(Stars::from_halves(halves), glyphs));
        assert_eq!(text(7, Glyphs::Unicode), "★★★½☆");
        assert_eq!(text(0, Glyphs::Unicode), "☆☆☆☆☆");
        assert_eq!(text(10, Glyphs::Unicode), "★★★★★");
        assert_eq!(text(1, Glyphs::Ascii), "+----");
        assert_eq!(text(7, Glyphs::Ascii), "***+-");
    }

    fn rating(written: &str, score: Score) -> Rating {
        Rating { written: written.into(), score }
    }

    #[test]
    fn the_authors_notation_is_kept() {
        let written = |written: &str, score| as_written(&rating(written, score));
        let five = Score::Scaled { value: 3.5, out_of: 5.0 };
        assert_eq!(written("3.5", five).as_deref(), Some("3.5/5"));
        let ten = Score::Scaled { value: 7.0, out_of: 10.0 };
        assert_eq!(written("7 / 10", ten).as_deref(), Some("7/10"));
        assert_eq!(written("★★★½", five), None);
        assert_eq!(written("8", Score::Bare(8.0)).as_deref(), Some("8"));
        assert_eq!(written("B+", Score::Word(Some(Stars::from_halves(8)))).as_deref(), Some("B+"));
    }

    #[test]
    fn a_number_of_stars_is_not_repeated_beside_an_aspect() {
        let shown = |written: &str, value, out_of| {
            let rating = rating(written, Score::Scaled { value, out_of });
            let shown = of_aspect(&rating, RatingForm::Compact, 20, Glyphs::Unicode);
            assert!(shown.is_whole);
            text(&shown.runs)
        };
        assert_eq!(shown("4", 4.0, 5.0), "★★★★☆");
        assert_eq!(shown("4.2", 4.2, 5.0), "★★★★☆  4.2/5");
        assert_eq!(shown("7/10", 7.0, 10.0), "★★★½☆   7/10");
    }

    #[test]
    fn the_stars_stand_apart_where_there_is_room_and_the_notation_follows() {
        let shown = |rating: &Rating, columns, glyphs| {
            let shown = of_head(rating, RatingForm::of_head(columns), columns / 2, glyphs);
            (text(&shown.runs), shown.is_whole)
        };
        let half = rating("3.5", Score::Scaled { value: 3.5, out_of: 5.0 });
        let unicode = |columns| shown(&half, columns, Glyphs::Unicode);
        assert_eq!(unicode(66), ("★ ★ ★ ½ ☆  3.5/5".to_owned(), true));
        assert_eq!(unicode(65), ("★★★½☆  3.5/5".to_owned(), true));
        assert_eq!(unicode(40), ("★★★½☆  3.5/5".to_owned(), true));
        assert_eq!(unicode(39), ("★★★½".to_owned(), true));
        let ten = rating("7/10", Score::Scaled { value: 7.0, out_of: 10.0 });
        assert_eq!(shown(&ten, 39, Glyphs::Unicode), ("★★★½".to_owned(), false));
        assert_eq!(shown(&half, 66, Glyphs::Ascii).0, "* * * + -  3.5/5");

        let grade = rating("C", Score::Word(Some(Stars::from_halves(4))));
        assert_eq!(shown(&grade, 72, Glyphs::Unicode).0, "★ ★ ☆ ☆ ☆      C");
        let stars = rating("★★★★★", Score::Scaled { value: 5.0, out_of: 5.0 });
        assert_eq!(shown(&stars, 72, Glyphs::Unicode), ("★ ★ ★ ★ ★".to_owned(), true));
        let none = rating("0", Score::Scaled { value: 0.0, out_of: 5.0 });
        assert_eq!(shown(&none, 20, Glyphs::Unicode).0, "☆☆☆☆☆");

        let word = rating("walked out", Score::Word(None));
        assert_eq!(shown(&word, 72, Glyphs::Unicode), ("walked out".to_owned(), true));
        assert_eq!(shown(&word, 12, Glyphs::Unicode), ("walke…".to_owned(), false));
        assert_eq!(shown(&word, 0, Glyphs::Unicode), (String::new(), false));
    }
}
