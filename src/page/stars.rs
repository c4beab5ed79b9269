//! Ratings as stars.

use std::borrow::Cow;

use super::{Role, Run};
use crate::model::{Rating, Score, Stars};
use crate::text::Glyphs;

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

    /// What stands for a rating that was not given.
    #[must_use]
    pub(crate) const fn unrated(self) -> &'static str {
        if self.is_ascii() { "-" } else { "–" }
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
            | Role::Count
            | Role::Unfocused
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
        Score::Scaled { out_of, .. } if bare => format!("{written} / {out_of}"),
        _ => match written.split_once('/') {
            Some((value, out_of)) => format!("{} / {}", value.trim_end(), out_of.trim_start()),
            None => written.to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(halves: u8, glyphs: Glyphs) -> String {
        runs(Stars::from_halves(halves), glyphs).iter().map(|run| run.text.to_string()).collect()
    }

    #[test]
    fn five_cells_always() {
        assert_eq!(text(7, Glyphs::Unicode), "★★★½☆");
        assert_eq!(text(0, Glyphs::Unicode), "☆☆☆☆☆");
        assert_eq!(text(10, Glyphs::Unicode), "★★★★★");
        assert_eq!(text(1, Glyphs::Ascii), "+----");
        assert_eq!(text(7, Glyphs::Ascii), "***+-");
    }

    #[test]
    fn the_authors_notation_is_kept() {
        let written = |written: &str, score| as_written(&Rating { written: written.into(), score });
        let five = Score::Scaled { value: 3.5, out_of: 5.0 };
        assert_eq!(written("3.5", five).as_deref(), Some("3.5 / 5"));
        assert_eq!(
            written("7/10", Score::Scaled { value: 7.0, out_of: 10.0 }).as_deref(),
            Some("7 / 10")
        );
        assert_eq!(written("★★★½", five), None);
        assert_eq!(written("8", Score::Bare(8.0)).as_deref(), Some("8"));
        assert_eq!(written("B+", Score::Word(Some(Stars::from_halves(8)))).as_deref(), Some("B+"));
    }
}
