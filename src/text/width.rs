//! How many terminal cells a text takes, and cutting it to fit.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in terminal cells.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// Cuts `text` between graphemes to fit in `columns`, with a `…` at the end if anything is cut off.
/// The result may be one column short, because a wide character is not split.
#[must_use]
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let cells = grapheme.width();
        if used + cells > columns - 1 {
            break;
        }
        used += cells;
        out.push_str(grapheme);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_on_graphemes() {
        assert_eq!(fit("Ballerina", 9), "Ballerina");
        assert_eq!(fit("Ballerina", 5), "Ball…");
        assert_eq!(fit("東京物語", 6), "東京…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("ab", 0), "");
    }
}
