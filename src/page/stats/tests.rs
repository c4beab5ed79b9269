use std::path::Path;

use super::*;
use crate::model::{Date, Entry, Library, Rating, Review, ReviewId, Score, SectionKey};

/// Reviews with long and wide names, and ratings of which some are frequent.
fn library() -> Library {
    let mut library = Library::default();
    let names = [
        "Ed Wood",
        "東京太郎東京太郎東京太郎東京太郎",
        "A name that goes on and on, and on and on",
    ];
    for number in 0..60_u16 {
        let halves = [1, 1, 1, 3, 7, 7, 10][usize::from(number % 7)];
        let value = f64::from(halves);
        let mut review = Review {
            title: format!("{} {number}", names[usize::from(number % 3)]),
            year: Some(1900 + i32::from(number * 2)),
            directors: vec![names[usize::from(number % 3)].to_owned()],
            genres: vec![names[usize::from(number % 2)].to_owned()],
            rating: Some(Rating {
                written: halves.to_string(),
                score: Score::Scaled { value, out_of: 10.0 },
            }),
            date: Some(Date::day(2024 + (number % 2).cast_signed(), 1 + (number % 12) as u8, 1)),
            sections: vec![Section {
                key: SectionKey::Performances,
                text: "word ".repeat(usize::from(number)),
                ..Section::default()
            }],
            ..Review::default()
        };
        review.place.path = number.to_string().into();
        library.put(Entry::new(&review, Path::new("").into(), 0));
    }
    library
}

fn every_second(library: &Library) -> Vec<ReviewId> {
    library.iter().map(|(id, _)| id).step_by(2).collect()
}

#[test]
fn every_line_fits_its_table() {
    let library = library();
    let ids = every_second(&library);
    for statistics in [Statistics::of(&library, None), Statistics::of(&library, Some(&ids))] {
        for (glyphs, columns) in [(Glyphs::Unicode, 20), (Glyphs::Ascii, 20), (Glyphs::Wide, 100)] {
            for width in 18..120 {
                let options = TableOptions { width, columns, max_rows: 4, glyphs };
                for rows in statistics.tables() {
                    let lines = table(&statistics, rows, &options);
                    assert!(!lines.is_empty() || rows.rows.is_empty());
                    for TableLine { line, .. } in lines {
                        assert!(line.width(glyphs) <= width, "{width}: {}", line.text());
                    }
                }
            }
        }
    }
}

/// The bars of a table, each beside what it stands for.
fn bars(lines: &[TableLine]) -> Vec<(usize, usize)> {
    let bar = |line: &TableLine| {
        let bar = line.line.runs.iter().find(|run| run.text.as_str().starts_with('━'))?;
        let figures = line.line.runs.iter().rev().find_map(|run| run.text.as_str().parse().ok());
        Some((figures?, bar.text.as_str().chars().count()))
    };
    lines.iter().filter_map(bar).collect()
}

#[test]
fn bars_are_true_at_every_width() {
    let library = library();
    let statistics = Statistics::of(&library, None);
    let ratings = statistics.table(TableName::Ratings).unwrap();
    let mut lengths = Vec::new();
    for width in 18..120 {
        let options = TableOptions { width, columns: 20, max_rows: 4, glyphs: Glyphs::Unicode };
        let bars = bars(&table(&statistics, ratings, &options));
        assert_eq!(bars.len(), 4, "{width}");
        let (most, longest) = bars.iter().copied().max().unwrap();
        assert!(longest <= grid::MAX_BAR_COLUMNS);
        for (count, length) in bars {
            let exact = count as f64 * longest as f64 / most as f64;
            assert!((length as f64 - exact).abs() <= 0.5 || length == 1, "{width}: {count}");
            assert!(length > 0);
        }
        lengths.push(longest);
    }
    assert!(lengths.is_sorted() && lengths.contains(&grid::MAX_BAR_COLUMNS));
}
