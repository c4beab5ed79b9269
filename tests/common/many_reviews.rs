//! Random reviews that are the same in every run.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

/// Numbers that only look random.
pub(crate) struct Random(u32);

impl Random {
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % end
    }

    /// Up to three of `items`.
    pub(crate) fn some<'a>(&mut self, items: &[&'a str]) -> Vec<&'a str> {
        let count = u32::try_from(items.len()).expect("few items");
        (0..self.below(4)).map(|_| items[self.below(count) as usize]).collect()
    }
}

/// A folder of reviews with ratings and sections, and other fields by `add_fields`.
pub(crate) fn many_reviews(count: u32, add_fields: impl Fn(&mut Random, &mut String)) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut random = Random(1926);
    for number in 0..count {
        let mut text = format!("title = 'Film {number}'\n");
        let rating = match random.below(5) {
            0 => String::new(),
            1 => format!("rating = '{}/10'\n", random.below(11)),
            2 => format!("rating = '{}/100'\n", random.below(101)),
            _ => format!("rating = {}.{}\n", random.below(5), random.below(2) * 5),
        };
        text += &rating;
        add_fields(&mut random, &mut text);
        text += "[sections]\n";
        for key in ["intro", "plot", "verdict"] {
            let words = "word ".repeat(1 + random.below(60) as usize);
            writeln!(text, "{key} = '{}'", words.trim()).expect("a String takes all");
        }
        fs::write(folder.path().join(format!("{number}.toml")), text).expect("a file");
    }
    folder
}
