//! The main figures of a year, each above the words for it.

use super::{Block, INDENT_COLUMNS, Layout};
use crate::page::spread::hundredths;
use crate::page::{Line, Role, Run};
use crate::stats::{Pair, YearStatistics};
use crate::text::Glyphs;
use crate::text::phrase::grouped;

/// Blank columns between two figures.
const GAP_COLUMNS: usize = 3;

/// A number, and what it is of.
#[derive(Debug)]
pub(super) struct Figure {
    number: String,
    words: &'static str,
}

/// The figures of a year; those that are not known are left out.
pub(super) fn of(year: &YearStatistics, glyphs: Glyphs) -> Vec<Figure> {
    let Pair { filtered, whole } = &year.statistics.total;
    let of = |count, one, several| if count == 1 { one } else { several };
    let reviews = Figure {
        number: grouped(filtered.reviews),
        words: of(filtered.reviews, "review", "reviews"),
    };
    let rated = filtered.spread.rated();
    let others = (whole.reviews > filtered.reviews).then_some(&whole.spread);
    let words = year.statistics.usual_words.filtered;
    let works = year.statistics.works.map(|(first, last)| match first == last {
        true => first.to_string(),
        false => glyphs.signs(&format!("{first}–{last}")).into_owned(),
    });
    let optional = [
        (rated > 0).then(|| (grouped(rated), "rated")),
        filtered.spread.mean_hundredths().map(|mean| (hundredths(mean), "mean")),
        filtered.spread.median_hundredths().map(|median| (hundredths(median), "median")),
        (year.words > 0).then(|| (grouped(year.words), of(year.words, "word", "words"))),
        (words > 0).then(|| (grouped(words), "in a usual one")),
        works.map(|works| (works, "years of works")),
        others.and_then(|all| Some((hundredths(all.mean_hundredths()?), "mean of all"))),
    ];
    let figures = optional.into_iter().flatten();
    [reviews].into_iter().chain(figures.map(|(number, words)| Figure { number, words })).collect()
}

/// The figures in columns of one width, in as few rows as there is room for, which are as full as
/// each other. A single column has number and words on one row.
pub(super) fn block(figures: &[Figure], layout: &Layout) -> Block {
    let glyphs = layout.glyphs;
    let width = |figure: &Figure| glyphs.width(&figure.number).max(figure.words.len());
    let cell = GAP_COLUMNS + figures.iter().map(width).max().unwrap_or_default();
    let room = (layout.columns + GAP_COLUMNS).saturating_sub(INDENT_COLUMNS);
    let rows = figures.len().div_ceil((room / cell).max(1)).max(1);
    let in_row = figures.len().div_ceil(rows).max(1);
    let mut block = Block::new();
    for row in figures.chunks(in_row) {
        let (mut numbers, mut words) = (Line::blank(), Line::blank());
        for (index, figure) in row.iter().enumerate() {
            let at = INDENT_COLUMNS + index * cell;
            numbers.push_at(at, Run::new(figure.number.clone(), Role::Title), glyphs);
            words.push_at(at, Run::new(figure.words, Role::Dim), glyphs);
        }
        if in_row == 1
            && numbers.width(glyphs) + words.width(glyphs) < layout.columns + INDENT_COLUMNS
        {
            let words = row.iter().map(|figure| Run::new(format!(" {}", figure.words), Role::Dim));
            numbers.runs.extend(words);
            block.push(numbers);
            continue;
        }
        if in_row > 1 && !block.is_empty() {
            block.push(Line::blank());
        }
        block.extend([numbers, words]);
    }
    block
}
