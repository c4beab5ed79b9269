//! Marks of covered passages hidden from the parser.

use super::super::spoiler::{CoveredPassage, Passages};

/// The text with full stops of the same length in place of the marks. To Markdown they are plain text
/// and, as punctuation, delimit emphasis like the marks do; their positions show which to drop.
pub(super) fn hide_marks(text: &str, passages: &Passages) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for CoveredPassage { outer, inner } in &passages.found {
        for (mark, upto) in
            [(outer.start..inner.start, inner.end), (inner.end..outer.end, outer.end)]
        {
            out.push_str(text.get(at..mark.start).unwrap_or_default());
            out.extend(text.get(mark.clone()).unwrap_or_default().chars().flat_map(|c| {
                let stop = if c == '\n' { '\n' } else { '.' };
                std::iter::repeat_n(stop, c.len_utf8())
            }));
            at = mark.end;
            out.push_str(text.get(at..upto).unwrap_or_default());
            at = at.max(upto);
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::spoiler::find;
    use super::*;

    #[test]
    fn marks_are_hidden_at_their_own_length() {
        let text = "a ||b|| <spoiler>ü</spoiler> c";
        let hidden = hide_marks(text, &find(text));
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden, "a ..b.. .........ü.......... c");
    }
}
