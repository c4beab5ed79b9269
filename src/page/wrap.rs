//! Wrapping runs by Unicode's rules, without splitting what must stay together.
//!
//! Lines are filled greedily. Balancing whole paragraphs would look a little better, but a word
//! added at the end would move lines that were read already, and it costs more than the rest of
//! the layout together.

use textwrap::WordSeparator;
use textwrap::core::{Fragment, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;

use super::{Line, Run};
use crate::text::{Clean, width::width};

/// A word with its place in the paragraph.
#[derive(Debug)]
struct Word {
    start: usize,
    end: usize,
    width: f64,
    blank: f64,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width
    }
    fn whitespace_width(&self) -> f64 {
        self.blank
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Wraps `runs` to `columns`. A line break in the text breaks the line; words that are longer than
/// a line are broken.
pub(super) fn wrap(runs: &[Run], columns: usize) -> Vec<Line> {
    let columns = columns.max(1);
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut cutter = Cutter { runs, run: 0, start: 0 };
    lines_of(&text, columns).into_iter().map(|(start, end)| cutter.cut(start, end)).collect()
}

/// The bytes of each line.
fn lines_of(text: &str, columns: usize) -> Vec<(usize, usize)> {
    if text.len() <= columns && text.is_ascii() {
        return vec![(0, text.trim_end().len())];
    }
    let base = text.as_ptr() as usize;
    let found = WordSeparator::UnicodeBreakProperties.find_words(text);
    let words: Vec<Word> = break_words(found, columns)
        .into_iter()
        .map(|word| {
            let start = word.word.as_ptr() as usize - base;
            Word {
                start,
                end: start + word.word.len(),
                width: width(word.word) as f64,
                blank: width(word.whitespace) as f64,
            }
        })
        .collect();
    let lines = wrap_first_fit(&words, &[columns as f64]);
    lines.into_iter().filter_map(|line| Some((line.first()?.start, line.last()?.end))).collect()
}

/// Cuts lines out of runs, from first to last, looking at each run once.
struct Cutter<'a> {
    runs: &'a [Run],
    /// The run at which the last line ended.
    run: usize,
    /// The byte of the joint text at which that run begins.
    start: usize,
}

impl Cutter<'_> {
    /// The part between two bytes of the joint text.
    fn cut(&mut self, start: usize, end: usize) -> Line {
        let mut line = Line::blank();
        while let Some(run) = self.runs.get(self.run) {
            let text = run.text.as_str();
            let (from, to) = (start.max(self.start), end.min(self.start + text.len()));
            if from < to
                && let Some(piece) = text.get(from - self.start..to - self.start)
            {
                let (role, face, link) = (run.role, run.face, run.link);
                line.runs.push(Run { text: Clean::new(piece), role, face, link });
            }
            if self.start + text.len() > end {
                break;
            }
            self.start += text.len();
            self.run += 1;
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Role;

    fn wrapped(text: &str, columns: usize) -> Vec<String> {
        wrap(&[Run::new(text, Role::Body)], columns).iter().map(Line::text).collect()
    }

    #[test]
    fn wraps_words_and_breaks_long_ones() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn scripts_without_spaces_wrap_by_their_own_rules() {
        let lines = wrapped("東京物語は、静かな映画である。", 10);
        assert!(lines.iter().all(|line| crate::text::width::width(line) <= 10), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['、', '。'])), "{lines:?}");
        assert_eq!(lines.concat(), "東京物語は、静かな映画である。");
    }

    #[test]
    fn runs_keep_their_roles_across_lines() {
        let runs = [Run::new("one ", Role::Body), Run::new("two three", Role::Link)];
        let lines = wrap(&runs, 7);
        assert_eq!(lines[0].runs.len(), 2);
        assert_eq!(lines[1].runs[0].role, Role::Link);
    }
}
