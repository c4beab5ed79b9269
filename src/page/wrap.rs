//! Wrapping runs by Unicode's rules, without splitting what must stay together.
//!
//! Lines are filled greedily. Balancing whole paragraphs would look a little better, but a word
//! added at the end would move lines that were read already, and it costs more than the rest of
//! the layout together.

use std::ops::Range;

use textwrap::WordSeparator;

use super::{Line, Run};
use crate::markup::pieces::{MAX_PIECE_BYTES, pieces};
use crate::model::Markup;
use crate::text::{Clean, Glyphs};

/// Wraps `runs` to `columns`. A line break in the text breaks the line; a word that is longer than a
/// line is broken between clusters, and a cluster of any width between its characters.
pub(crate) fn wrap(runs: &[Run], columns: usize, glyphs: Glyphs) -> Vec<Line> {
    let columns = columns.max(1);
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut pieces = Pieces::of(runs);
    lines_of(&text, runs, columns, glyphs).iter().map(|line| pieces.line(line)).collect()
}

/// Like [`wrap`] for texts of any length. A very long one is wrapped in parts, since wrapping takes
/// memory for each word.
pub(super) fn wrap_long(runs: &[Run], columns: usize, glyphs: Glyphs) -> Vec<Line> {
    if runs.iter().map(|run| run.text.as_str().len()).sum::<usize>() <= MAX_PIECE_BYTES {
        return wrap(runs, columns, glyphs);
    }
    let mut lines = Vec::new();
    let (mut part, mut bytes) = (Vec::new(), 0);
    for run in runs {
        for piece in pieces(run.text.as_str(), Markup::Raw) {
            if bytes + piece.range.len() > MAX_PIECE_BYTES {
                lines.append(&mut wrap(&std::mem::take(&mut part), columns, glyphs));
                bytes = 0;
            }
            bytes += piece.range.len();
            let (role, face, link) = (run.role, run.face, run.link);
            part.push(Run { text: run.text.part(piece.range), role, face, link });
        }
    }
    lines.append(&mut wrap(&part, columns, glyphs));
    lines
}

/// A cluster of at most this many cells is never split, not even on a page of one column.
const MAX_USUAL_CELLS: usize = 2;

/// A line as bytes of the joint text.
#[derive(Clone, Debug, Default)]
struct Extent {
    bytes: Range<usize>,
    joins_next: bool,
}

fn lines_of(text: &str, runs: &[Run], columns: usize, glyphs: Glyphs) -> Vec<Extent> {
    if text.len() <= columns && text.is_ascii() {
        return vec![Extent { bytes: 0..text.trim_end().len(), joins_next: false }];
    }
    let mut filler = Filler { columns, glyphs, ..Filler::default() };
    let (mut measured, mut broken) = (Pieces::of(runs), Pieces::of(runs));
    let mut start = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let bytes = start..start + word.word.len();
        let mut cells = 0;
        // A cluster does not reach over the end of a run, since runs are drawn one by one.
        measured.within(&bytes, |_, piece| cells += glyphs.width(piece));
        if cells <= columns {
            filler.add(&bytes, cells);
        } else {
            filler.end_line(bytes.start);
            broken.within(&bytes, |_, piece| filler.add_broken(piece));
        }
        // Only blanks, of one cell each, count as what stands between two words.
        filler.used += word.whitespace.len();
        filler.has_blank = !word.whitespace.is_empty();
        start = bytes.end + word.whitespace.len();
    }
    filler.lines.push(filler.line);
    filler.lines
}

/// Fills lines from first to last.
#[derive(Debug, Default)]
struct Filler {
    columns: usize,
    glyphs: Glyphs,
    lines: Vec<Extent>,
    /// The line that is being filled.
    line: Extent,
    /// Whether there is a word in it, be it an empty one before blanks.
    has_word: bool,
    /// Whether a blank follows the last word.
    has_blank: bool,
    /// The cells of the line and of the blanks after it.
    used: usize,
}

impl Filler {
    /// Begins a new line at a byte, unless nothing is in the last one.
    fn end_line(&mut self, at: usize) {
        if std::mem::take(&mut self.has_word) {
            self.line.joins_next = !self.has_blank;
            self.lines.push(std::mem::take(&mut self.line));
        }
        (self.line.bytes, self.used) = (at..at, 0);
    }

    /// Adds a word, or a part of one, where there is room.
    fn add(&mut self, bytes: &Range<usize>, cells: usize) {
        if self.used + cells > self.columns {
            self.end_line(bytes.start);
        }
        self.line.bytes.end = bytes.end;
        self.used += cells;
        (self.has_word, self.has_blank) = (true, false);
    }

    /// Adds a piece of a word that is longer than a line.
    fn add_broken(&mut self, piece: &str) {
        for cluster in self.glyphs.clusters(piece) {
            let start = self.line.bytes.end;
            if cluster.cells <= self.columns.max(MAX_USUAL_CELLS) {
                self.add(&(start..start + cluster.text.len()), cluster.cells);
                continue;
            }
            for (at, c) in cluster.text.char_indices() {
                let start = start + at;
                self.add(&(start..start + c.len_utf8()), self.glyphs.most_cells(c));
            }
        }
    }
}

/// Cuts the joint text of runs into pieces, from first to last, looking at each run once.
struct Pieces<'a> {
    runs: &'a [Run],
    /// The run at which the last piece ended.
    run: usize,
    /// The byte of the joint text at which that run begins.
    start: usize,
}

impl<'a> Pieces<'a> {
    const fn of(runs: &'a [Run]) -> Self {
        Self { runs, run: 0, start: 0 }
    }

    /// Passes the parts of `bytes` to `each`, with their runs.
    fn within(&mut self, bytes: &Range<usize>, mut each: impl FnMut(&'a Run, &'a str)) {
        while let Some(run) = self.runs.get(self.run) {
            let text = run.text.as_str();
            let (from, to) = (bytes.start.max(self.start), bytes.end.min(self.start + text.len()));
            if from < to
                && let Some(piece) = text.get(from - self.start..to - self.start)
            {
                each(run, piece);
            }
            if self.start + text.len() > bytes.end {
                break;
            }
            self.start += text.len();
            self.run += 1;
        }
    }

    fn line(&mut self, extent: &Extent) -> Line {
        let mut line = Line { joins_next: extent.joins_next, ..Line::blank() };
        self.within(&extent.bytes, |run, piece| {
            let (role, face, link) = (run.role, run.face, run.link);
            line.runs.push(Run { text: Clean::new(piece), role, face, link });
        });
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Role;

    fn wrapped(text: &str, columns: usize) -> Vec<String> {
        wrap(&[Run::new(text, Role::Body)], columns, Glyphs::Unicode)
            .iter()
            .map(Line::text)
            .collect()
    }

    #[test]
    fn wraps_words_and_breaks_long_ones() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("a bcdefgh ij", 4), ["a", "bcde", "fgh", "ij"]);
    }

    #[test]
    fn long_words_are_broken_between_clusters() {
        assert_eq!(
            wrapped(&"⚠\u{fe0f}".repeat(5), 4),
            ["⚠\u{fe0f}⚠\u{fe0f}", "⚠\u{fe0f}⚠\u{fe0f}", "⚠\u{fe0f}"]
        );
        assert_eq!(wrapped("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
        assert_eq!(wrapped("🇫🇷🇯🇵", 1), ["🇫🇷", "🇯🇵"]);
        let vowels = '\u{17b6}'..='\u{17d3}';
        let khmer = wrapped(&"ខ្មែរភាសា".repeat(9), 4);
        assert!(khmer.iter().all(|line| !line.starts_with(|c| vowels.contains(&c))), "{khmer:?}");
        assert_eq!(khmer.concat(), "ខ្មែរភាសា".repeat(9));
        // One cluster of any width.
        assert_eq!(
            wrapped(&"\u{1100}".repeat(5), 4),
            ["\u{1100}\u{1100}"; 2].into_iter().chain(["\u{1100}"]).collect::<Vec<_>>()
        );
    }

    #[test]
    fn scripts_without_spaces_wrap_by_their_own_rules() {
        let lines = wrapped("東京物語は、静かな映画である。", 10);
        assert!(lines.iter().all(|line| Glyphs::Unicode.width(line) <= 10), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['、', '。'])), "{lines:?}");
        assert_eq!(lines.concat(), "東京物語は、静かな映画である。");
    }

    #[test]
    fn runs_keep_their_roles_across_lines() {
        let runs = [Run::new("one ", Role::Body), Run::new("two three", Role::Link)];
        let lines = wrap(&runs, 7, Glyphs::Unicode);
        assert_eq!(lines[0].runs.len(), 2);
        assert_eq!(lines[1].runs[0].role, Role::Link);
    }
}
