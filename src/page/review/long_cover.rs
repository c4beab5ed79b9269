//! Long covers are folded: two of their rows stay, and a line in words stands for the others.

use std::ops::Range;

use super::super::{Line, Paragraph, Role, Run};
use super::Layout;
use crate::model::words::count_words;
use crate::text::phrase::plural;

/// A cover of more rows is folded; one of as many would hardly save any.
const MAX_WHOLE_ROWS: usize = 6;

/// The cover with which the body ends, as far as it is laid out.
#[derive(Debug, Default)]
pub(super) struct LastCover {
    /// The rows from the first to the last that show nothing but the cover.
    rows: Range<usize>,
    /// The second of those that are not blank.
    second_row: Option<usize>,
    /// The covered words, also those on rows that show open text as well.
    words: usize,
}

/// What a run is to a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Covered,
    /// Open text, with which a cover ends.
    Open,
    /// Blanks, and signs such as those between the cells of a table.
    Neither,
}

impl Part {
    fn of(run: &Run) -> Self {
        match run.role {
            _ if run.text.as_str().trim().is_empty() => Self::Neither,
            Role::Dim | Role::Rule => Self::Neither,
            Role::Covered => Self::Covered,
            _ => Self::Open,
        }
    }
}

/// The passages of a text that are covered and stand between open text.
#[derive(Debug)]
pub(super) struct CoveredPassages {
    /// The words of those that are not drawn yet, the next one last.
    words: Vec<usize>,
    /// Whether the text that was drawn last is in one of them.
    is_within: bool,
}

impl CoveredPassages {
    pub(super) fn of(runs: &[Run]) -> Self {
        let mut passages = vec![String::new()];
        for run in runs {
            match (Part::of(run), passages.last_mut()) {
                (Part::Covered, Some(passage)) => passage.push_str(run.text.as_str()),
                (Part::Neither, Some(passage)) => passage.push(' '),
                (Part::Open, Some(passage)) if passage.trim().is_empty() => passage.clear(),
                (_, _) => passages.push(String::new()),
            }
        }
        let words = passages.iter().rev().map(|passage| count_words(passage));
        Self { words: words.skip_while(|words| *words == 0).collect(), is_within: false }
    }
}

/// Where lines are found after others were folded.
struct Folding {
    rows: Range<usize>,
    second_row: usize,
    /// The lines that stand for the rows.
    lines: usize,
}

impl Folding {
    fn line(&self, line: usize) -> usize {
        match line {
            _ if line <= self.rows.start => line,
            _ if line <= self.second_row => self.rows.start + 1,
            _ if line < self.rows.end => self.rows.start + 2,
            _ => line - self.rows.len() + self.lines,
        }
    }

    /// Several paragraphs may share the lines of one cover.
    fn paragraph(&self, paragraph: &Paragraph) -> Paragraph {
        let lines = paragraph.lines();
        let last = lines.clone().next_back();
        let end = last.map_or(self.line(lines.end), |last| match last + 1 == self.rows.end {
            true => self.rows.start + self.lines,
            false => self.line(last) + 1,
        });
        Paragraph::new(self.line(lines.start)..end, paragraph.source(), paragraph.covered)
    }
}

impl Layout<'_> {
    /// Takes account of a line that is about to be added to the body: a cover may begin with it, go
    /// on or end.
    pub(super) fn note_cover(&mut self, line: &Line, passages: &mut CoveredPassages) {
        let (mut some_open, mut some_covered) = (false, false);
        for run in &line.runs {
            match Part::of(run) {
                Part::Neither => {}
                Part::Open => {
                    self.end_cover();
                    (some_open, passages.is_within) = (true, false);
                }
                Part::Covered => {
                    if !std::mem::replace(&mut passages.is_within, true) {
                        self.last_cover.words += passages.words.pop().unwrap_or(0);
                    }
                    some_covered = true;
                }
            }
        }
        if some_covered && !some_open {
            let row = self.page.body.len();
            let LastCover { rows, second_row, .. } = &mut self.last_cover;
            match Range::is_empty(rows) {
                true => *rows = row..row + 1,
                false => {
                    rows.end = row + 1;
                    second_row.get_or_insert(row);
                }
            }
        }
    }

    /// Ends the cover with which the body ends, and folds it if it is long.
    pub(super) fn end_cover(&mut self) {
        let LastCover { rows, second_row, words } = std::mem::take(&mut self.last_cover);
        let Some(second_row) = second_row.filter(|_| rows.len() > MAX_WHOLE_ROWS) else { return };
        let kept = [rows.start, second_row].into_iter().filter_map(|row| self.page.body.line(row));
        let mut lines: Vec<_> = kept.collect();
        lines.extend(self.wrap(&self.in_words(words), self.width));
        self.page.body.replace(rows.clone(), &lines);
        let folding = Folding { rows, second_row, lines: lines.len() };
        let all = self.page.paragraphs.iter_mut().rev();
        for paragraph in all.take_while(|paragraph| paragraph.lines().end > folding.rows.start) {
            *paragraph = folding.paragraph(paragraph);
        }
        self.block_start = folding.line(self.block_start);
    }

    /// `░ 188 words are covered · s shows them`, or as much of it as fits on a line. It tells nothing
    /// but the number.
    fn in_words(&self, words: usize) -> Vec<Run> {
        let (verb, them) = match words {
            1 => (" is covered", "it"),
            _ => (" are covered", "them"),
        };
        let count = [
            Run::new(format!("{} ", self.options.glyphs.cover()), Role::Covered),
            Run::new(plural(words, "word"), Role::Hint),
        ];
        let verb = [Run::new(verb, Role::Hint)];
        let key = [
            Run::new(" · ", Role::Hint),
            Run::new(self.options.reveal_key.as_str(), Role::Key),
            Run::new(format!(" shows {them}"), Role::Hint),
        ];
        let key = if self.options.reveal_key.is_empty() { &[][..] } else { &key };
        let forms = [[&count[..], &verb, key].concat(), [&count[..], key].concat(), count.to_vec()];
        let mut forms = forms.into_iter();
        let fits = |runs: &Vec<Run>| self.options.glyphs.width_of(runs) <= self.width;
        forms.find(fits).unwrap_or_else(|| count.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::Paragraph;
    use crate::model::{Review, Section};
    use crate::page::{Options, Page, find, review};

    fn page(text: &str, covered: bool, options: &Options) -> Page {
        let section = Section { text: text.into(), covered, ..Section::default() };
        review(&Review { sections: vec![section], ..Review::default() }, options)
    }

    fn options(width: usize) -> Options {
        Options { width, reveal_key: "s".to_owned(), ..Options::default() }
    }

    fn drawn(text: &str, covered: bool, width: usize) -> Vec<String> {
        page(text, covered, &options(width)).body.iter().map(|line| line.text()).collect()
    }

    const IN_WORDS: &str = "words are covered · s shows them";

    #[test]
    fn six_rows_keep_their_shape_and_seven_are_folded() {
        let rows = |count: usize| vec!["one two three"; count].join("\\\n");
        assert_eq!(drawn(&rows(6), true, 40), ["░░░ ░░░ ░░░░░"; 6]);
        let folded = format!("░ 21 {IN_WORDS}");
        assert_eq!(drawn(&rows(7), true, 40), ["░░░ ░░░ ░░░░░", "░░░ ░░░ ░░░░░", &folded]);
        let open = Options { uncovered: true, ..options(40) };
        assert_eq!(page(&rows(7), true, &open).body.len(), 7);
    }

    #[test]
    fn what_a_section_covers_is_folded_as_one() {
        let text = "One.\n\n- Two *three*\n- four\n\n| five | six |\n|---|---|\n| it's | ten |\n\n> Long-winded.";
        let folded = format!("░ 10 {IN_WORDS}");
        assert_eq!(drawn(text, true, 40), ["░░░░", "• ░░░ ░░░░░", &folded]);
        assert_eq!(drawn(text, false, 40).len(), 10);
    }

    #[test]
    fn within_open_text_all_words_of_the_passage_are_counted() {
        let text = format!("He ||goes {}home|| and stays.", "far far ".repeat(8));
        let lines = drawn(&text, false, 8);
        assert_eq!(lines[..3], ["He ░░░░", "░░░ ░░░", "░░░ ░░░"]);
        assert_eq!(lines[3..].concat(), "░ 18words░░░░ andstays.");
        let two = format!("{text}\n\nOpen.\n\n||{}||", "a b c\\\n".repeat(8));
        let lines = drawn(&two, false, 60);
        let folded = format!("░ 24 {IN_WORDS}");
        assert_eq!(lines[lines.len() - 5..], ["Open.", "", "░ ░ ░", "░ ░ ░", &folded]);
    }

    #[test]
    fn a_rule_after_a_cover_is_no_part_of_it() {
        let text = format!("||{}||\n\n---\n\nOpen.", "a\\\n".repeat(8));
        let folded = format!("░ 8 {IN_WORDS}");
        assert_eq!(drawn(&text, false, 60), ["░", "░", &folded, "", "────────", "", "Open."]);
    }

    #[test]
    fn the_words_fit_on_a_line() {
        let word = "a".repeat(80);
        assert_eq!(drawn(&word, true, 11)[2..], ["░ 1 word"]);
        let words = [&*word; 3].join(" ");
        assert_eq!(drawn(&words, true, 23)[2..], ["░ 3 words"]);
        assert_eq!(drawn(&words, true, 24)[2..], ["░ 3 words · s shows them"]);
        assert_eq!(drawn(&words, true, 36)[2..], ["░ 3 words are covered · s shows them"]);
    }

    #[test]
    fn the_line_in_words_is_not_searched() {
        let page = page(&"covered\\\n".repeat(9), true, &options(40));
        assert_eq!(page.body.len(), 3);
        for word in ["covered", "9", "s shows", "them"] {
            assert!(find::find(&page, word).is_empty(), "{word}");
        }
    }

    #[test]
    fn paragraphs_keep_their_order_and_their_source() {
        let text =
            format!("First.\n\n<spoiler>{}</spoiler>\n\nLast.", "A b.\n\n".repeat(9).trim_end());
        let page = page(&text, false, &options(40));
        let places: Vec<_> = page.paragraphs.iter().map(Paragraph::lines).collect();
        assert_eq!(places[..4], [0..1, 2..3, 3..4, 4..5]);
        assert_eq!(places[9..], [4..5, 6..7]);
        let at = |line| page.paragraphs[page.paragraph_at(line).unwrap()].source();
        assert_eq!(&text[at(6)], "Last.");
        assert!(text[at(4)].starts_with("A b."));
    }
}
