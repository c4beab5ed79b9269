//! The spread of ratings as a small chart: a bar for each of the ten levels from ½ to 5.

use super::stars::earned;
use super::{Line, Role, Run};
use crate::model::{Spread, Stars};
use crate::text::Glyphs;
use crate::text::phrase::grouped;

/// The bars from the lowest to the highest.
const BARS: [&str; 4] = ["▂", "▄", "▆", "█"];
/// What stands for a bar in ASCII.
const FIGURES: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
/// Blank columns at the least between the words and the chart.
const GAP_COLUMNS: usize = 2;
/// The columns of a level where one is marked, and the blank after it.
const MARKED_LEVEL_COLUMNS: (usize, usize) = (2, 1);

/// One row of exactly `columns`: how many are rated and their mean at the left, the chart at the
/// right. Where there is too little room, the mean goes first, then the number. `None` where nothing
/// is rated or the chart alone does not fit.
#[must_use]
pub(crate) fn row(spread: &Spread, columns: usize, glyphs: Glyphs) -> Option<Line> {
    let mean = mean_in_words(spread)?;
    let [low, high] = ends(glyphs);
    let bars = bars(spread, glyphs).concat();
    let chart = format!("{low} {bars} {high}");
    let chart_at = columns.checked_sub(glyphs.width(&chart))?;
    let rated = format!("{} rated", grouped(spread.rated()));
    let words = [format!("{rated}, mean {mean}"), rated, String::new()];
    let fits = |words: &String| words.is_empty() || words.len() + GAP_COLUMNS <= chart_at;
    let words = words.into_iter().find(fits)?;
    let gap = " ".repeat(chart_at - words.len());
    Some(Line::new(vec![Run::new(words + &gap + &chart, Role::Count)]))
}

/// Two rows: the chart, and its ends with the level of `stars` marked between them.
#[must_use]
pub(crate) fn marked(spread: &Spread, stars: Stars, glyphs: Glyphs) -> [Line; 2] {
    let (wide, blank) = MARKED_LEVEL_COLUMNS;
    let bars = bars(spread, glyphs).map(|bar| bar.repeat(wide));
    let bars = Line::new(vec![Run::new(bars.join(&" ".repeat(blank)), Role::Count)]);
    let [low, high] = ends(glyphs);
    let level = Spread::level_of(stars);
    let last = spread.levels().len() - 1;
    // The mark of an outermost level stands beside the name of that end.
    let mark_at = level * (wide + blank) + usize::from(level == 0 || level == last);
    let mark = (mark_at, "▲".to_owned(), Role::Accent);
    let (low, high) = ((0, low, Role::Count), (last * (wide + blank), high, Role::Count));
    let mut below = Line::blank();
    for (at, text, role) in if level == last { [low, high, mark] } else { [low, mark, high] } {
        below.push_at(at, Run::new(text, role), glyphs);
    }
    [bars, below]
}

/// The mean of a spread.
fn mean_in_words(spread: &Spread) -> Option<String> {
    spread.mean_hundredths().map(hundredths)
}

/// With as many decimals as it needs, at most two: `3.25`, `4`.
#[must_use]
pub(super) fn hundredths(number: usize) -> String {
    let number = format!("{}.{:02}", number / 100, number % 100);
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The lowest and the highest level.
fn ends(glyphs: Glyphs) -> [String; 2] {
    [earned(Stars::from_halves(1), glyphs), "5".to_owned()]
}

/// A sign for each level: its height is its share of the fullest one. Few reviews make low bars, as
/// many steps high as the fullest level has reviews.
fn bars(spread: &Spread, glyphs: Glyphs) -> [&'static str; 10] {
    let steps = if glyphs.is_ascii() { &FIGURES[..] } else { &BARS[..] };
    let levels = spread.levels();
    let fullest = levels.iter().copied().max().unwrap_or_default();
    levels.map(|count| {
        let height = (count * fullest.min(steps.len())).div_ceil(fullest.max(1));
        height.checked_sub(1).and_then(|step| steps.get(step)).copied().unwrap_or("·")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: [u8; 12] = [2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10];

    fn spread(halves: &[u8]) -> Spread {
        halves.iter().copied().map(Stars::from_halves).collect()
    }

    fn drawn(line: &Line, glyphs: Glyphs) -> String {
        line.runs.iter().map(|run| glyphs.drawn(run)).collect()
    }

    fn text(halves: &[u8], columns: usize, glyphs: Glyphs) -> Option<String> {
        row(&spread(halves), columns, glyphs).map(|line| drawn(&line, glyphs))
    }

    #[test]
    fn the_row_is_as_drawn() {
        let drawn = |columns| text(&SHIPPED, columns, Glyphs::Unicode);
        assert_eq!(drawn(37).as_deref(), Some("12 rated, mean 3.25    ½ ·▂▂▂▂▂▄▄▄▂ 5"));
        assert_eq!(drawn(35).as_deref(), Some("12 rated, mean 3.25  ½ ·▂▂▂▂▂▄▄▄▂ 5"));
        assert_eq!(drawn(34).as_deref(), Some("12 rated            ½ ·▂▂▂▂▂▄▄▄▂ 5"));
        assert_eq!(drawn(23).as_deref(), Some("         ½ ·▂▂▂▂▂▄▄▄▂ 5"));
        assert_eq!(drawn(14).as_deref(), Some("½ ·▂▂▂▂▂▄▄▄▂ 5"));
        assert_eq!(drawn(13), None);
        assert_eq!(text(&[], 40, Glyphs::Unicode), None);
    }

    #[test]
    fn figures_stand_for_bars_in_ascii() {
        let drawn = text(&SHIPPED, 37, Glyphs::Ascii);
        assert_eq!(drawn.as_deref(), Some("12 rated, mean 3.25    + -111112221 5"));
        let many: Vec<u8> = [vec![6; 90], vec![7; 10], vec![8; 11]].concat();
        assert_eq!(text(&many, 14, Glyphs::Ascii).as_deref(), Some("+ -----912-- 5"));
    }

    #[test]
    fn a_bar_is_as_high_as_its_share_of_the_fullest() {
        let many: Vec<u8> =
            [vec![1; 1], vec![2; 25], vec![3; 26], vec![4; 50], vec![5; 100], vec![6; 76]].concat();
        assert_eq!(text(&many, 14, Glyphs::Unicode).as_deref(), Some("½ ▂▂▄▄██···· 5"));
        assert_eq!(text(&[6, 6, 6, 7], 14, Glyphs::Unicode).as_deref(), Some("½ ·····▆▂··· 5"));
    }

    #[test]
    fn the_mean_has_the_decimals_it_needs() {
        let mean = |halves: &[u8]| mean_in_words(&spread(halves)).unwrap_or_default();
        assert_eq!(
            [mean(&[8]), mean(&[7]), mean(&[6, 7]), mean(&[6, 6, 7])],
            ["4", "3.5", "3.25", "3.17"]
        );
        assert_eq!(mean(&[0]), "0");
    }

    #[test]
    fn one_level_is_marked_as_drawn() {
        let marked = |halves, glyphs| {
            marked(&spread(&SHIPPED), Stars::from_halves(halves), glyphs)
                .map(|line| drawn(&line, glyphs))
        };
        let bars = "·· ▂▂ ▂▂ ▂▂ ▂▂ ▂▂ ▄▄ ▄▄ ▄▄ ▂▂";
        assert_eq!(marked(7, Glyphs::Unicode), [bars, "½                 ▲        5"]);
        assert_eq!(marked(1, Glyphs::Unicode), [bars, "½▲                         5"]);
        assert_eq!(marked(0, Glyphs::Unicode), [bars, "½▲                         5"]);
        assert_eq!(marked(10, Glyphs::Unicode), [bars, "½                          5▲"]);
        let figures = "-- 11 11 11 11 11 22 22 22 11";
        assert_eq!(marked(7, Glyphs::Ascii), [figures, "+                 ^        5"]);
    }
}
