//! Masking covered text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Shown in each covered cell.
pub(crate) const COVER: char = '░';

/// Shown in each covered cell if the output is to be ASCII.
pub(crate) const ASCII_COVER: char = 'x';

/// Replaces every cell of `text` that is not blank by `cover`. The width does not change, so that
/// nothing moves when the text is uncovered.
#[must_use]
pub(crate) fn mask(text: &str, cover: char) -> String {
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        if grapheme.chars().all(char::is_whitespace) {
            out.push_str(grapheme);
        } else {
            out.extend(std::iter::repeat_n(cover, grapheme.width()));
        }
    }
    out
}
