//! Marks of covered passages hidden from the parser.

use std::ops::Range;

use super::super::spoiler::{CoveredPassage, Passages};

/// The text at `range` with full stops of the same length in place of the marks. To Markdown they
/// are plain text and, as punctuation, delimit emphasis like the marks do; their positions show which
/// to drop.
pub(super) fn hide_marks(text: &str, passages: &Passages, range: &Range<usize>) -> String {
    let mut out = String::with_capacity(range.len());
    let mut at = range.start;
    let first = passages.found.partition_point(|passage| passage.outer.end <= at);
    let marks = passages.found[first..].iter().flat_map(|CoveredPassage { outer, inner }| {
        [outer.start..inner.start, inner.end..outer.end]
    });
    for mark in marks.take_while(|mark| mark.start < range.end) {
        let mark = mark.start.max(at)..mark.end.min(range.end).max(at);
        out.push_str(text.get(at..mark.start).unwrap_or_default());
        out.extend(text.get(mark.clone()).unwrap_or_default().chars().flat_map(|c| {
            let stop = if c == '\n' { '\n' } else { '.' };
            std::iter::repeat_n(stop, c.len_utf8())
        }));
        at = mark.end;
    }
    out.push_str(text.get(at..range.end).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::spoiler::find;
    use super::*;

    #[test]
    fn marks_are_hidden_at_their_own_length() {
        let text = "a ||b|| <spoiler>ü</spoiler> c";
        let hidden = hide_marks(text, &find(text), &(0..text.len()));
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden, "a ..b.. .........ü.......... c");
    }
}
