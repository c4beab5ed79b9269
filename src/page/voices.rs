//! What several voices say of one work, in words.

use super::{Line, Role, Run};
use crate::model::{ReviewId, Spread, Stars};
use crate::text::phrase::grouped;
use crate::text::{Clean, Glyphs};

/// The rating of a work by one of several voices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VoiceRating<'a> {
    /// What the voice is called.
    pub(crate) name: &'a str,
    pub(crate) stars: Stars,
    /// How it rates in general.
    pub(crate) spread: &'a Spread,
}

/// What a rating is in terms of another voice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Translated {
    /// `Ben 4.5 is Anna 3.5`
    pub(crate) short: String,
    /// The same with how many ratings it rests on.
    pub(crate) whole: String,
}

impl VoiceRating<'_> {
    /// What stands as high among the ratings of the voice `name` as this one among those of its own
    /// voice. `None` where one of them has rated too little.
    #[must_use]
    pub(crate) fn in_terms_of(&self, name: &str, spread: &Spread) -> Option<Translated> {
        let stars = self.spread.same_rank(self.stars, spread)?;
        let short = format!("{} {} is {name} {}", self.name, self.stars.value(), stars.value());
        let [own, others] = [self.spread, spread].map(|spread| grouped(spread.rated()));
        let whole = format!("{short} · by rank of {own} and {others}");
        Some(Translated { short, whole })
    }
}

/// A row with a title at the left and a rating at the right, with the name of the voice in the blank
/// between them, where that has room.
#[must_use]
pub(crate) fn with_name(mut line: Line, name: &str, glyphs: Glyphs) -> Line {
    const GAP_COLUMNS: usize = 2;
    let blank = |run: &Run| match run.text.as_str().bytes().all(|byte| byte == b' ') {
        true => run.text.as_str().len(),
        false => 0,
    };
    let widest = line.runs.iter().map(blank).enumerate().max_by_key(|(_, width)| *width);
    let Some((at, width)) = widest else { return line };
    let name_columns = GAP_COLUMNS + glyphs.width(name);
    if name_columns + GAP_COLUMNS <= width {
        let blank = |columns: usize| Run::new(" ".repeat(columns), Role::Body);
        let name = Run::new(name, Role::Fact);
        line.runs.splice(at..=at, [blank(GAP_COLUMNS), name, blank(width - name_columns)]);
    }
    line
}

/// One of the voices that have written of the shown work.
#[derive(Clone, Debug)]
pub(crate) struct VoiceOnWork<'a> {
    /// Its review.
    pub(crate) id: ReviewId,
    pub(crate) name: &'a str,
    pub(crate) stars: Option<Stars>,
    /// Whether its rating is covered.
    pub(crate) is_blind: bool,
    /// Its rating in terms of the first voice.
    pub(crate) translated: Option<Translated>,
}

/// Whose one of two compared reviews is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ComparedVoice {
    /// What the voice is called.
    pub name: Clean,
    /// What its rating is in terms of the other voice, in words.
    pub rank: Option<String>,
}
